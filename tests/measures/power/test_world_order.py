"""Trends against closed forms, and votes about order against the roll calls."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run
from realpolitik.measures.power.world_order import binomial_interval, resolutions
from realpolitik.models.stats.trend import drift, newey_west
from realpolitik.store import Store


def test_drift_is_the_mean_change_with_its_t_interval():
    found = drift([0, 1, 3, 3, 4, 7, 7, 8, 10])
    steps = np.array([1, 2, 0, 1, 3, 0, 1, 2])
    assert found.value == pytest.approx(1.25)
    # t of 7 degrees of freedom at 97.5 %: 2.364624 (printed tables)
    assert found.high - found.value == pytest.approx(2.364624 * steps.std(ddof=1) / 8**0.5, rel=1e-6)


def test_newey_west_without_lags_is_whites_error_and_with_lags_the_hand_computed_one():
    y = np.array([1.0, 2.0, 1.5, 3.5, 3.0, 5.0, 4.0, 6.5, 6.0, 7.0])
    time = np.arange(10) - 4.5
    slope = (time @ y) / (time @ time)
    scores = time * (y - y.mean() - slope * time)
    assert newey_west(y, lags=0).value == pytest.approx(slope, abs=1e-14)
    assert newey_west(y, lags=0).error == pytest.approx(np.sqrt((scores**2).sum()) / (time @ time), rel=1e-12)
    meat = (scores**2).sum() + 2 * 0.5 * (scores[1:] * scores[:-1]).sum()  # one lag weighs one half
    assert newey_west(y, lags=1).error == pytest.approx(np.sqrt(meat) / (time @ time), rel=1e-12)
    with pytest.raises(OptionError, match="0 to 9"):
        newey_west(y, lags=10)


@given(st.lists(st.floats(-1e3, 1e3), min_size=9, max_size=40), st.floats(-5, 5), st.floats(0.1, 10))
def test_a_trend_moves_with_the_line_and_the_unit(values, tilt, scale):
    series = np.array(values)
    line = series + tilt * np.arange(series.size)
    assert drift(line).value == pytest.approx(drift(series).value + tilt, abs=1e-8)
    assert newey_west(line).value == pytest.approx(newey_west(series).value + tilt, abs=1e-8)
    assert drift(series * scale).error == pytest.approx(drift(series).error * scale, rel=1e-6, abs=1e-9)


def test_the_world_is_less_multipolar_by_capabilities_and_by_no_other_definition():
    found = run("order.trend")
    rows = {row["definition"]: row for row in found.rows}
    assert rows["capabilities"]["high"] < 0
    assert all(
        rows[name]["low"] < 0 < rows[name]["high"]
        for name in ("output", "net-resources", "military-spending")
    )
    assert "1 (capabilities) finds it less multipolar" in found.says
    poles = {row["period"]: row["value"] for row in run("power.poles", definition="capabilities").rows}
    change = (poles["2022"] - poles["1992"]) / 30 * 10  # the mean of changes is the last less the first
    assert rows["capabilities"]["value"] == pytest.approx(change, abs=1e-5)


def test_too_few_years_are_an_error():
    with pytest.raises(CoverageError, match="no definition of power has 9 years"):
        run("order.trend", since="2018")


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(8, 10, 0.4439, 0.9748), (0, 20, 0.0, 0.1684), (20, 20, 0.8316, 1.0)],  # tables of exact limits
)
def test_exact_binomial_limits(count, of, low, high):
    assert binomial_interval(count, of) == pytest.approx((low, high), abs=5e-5)


def test_china_and_russia_say_yes_to_an_equitable_order_and_the_united_states_no():
    found = run("order.votes", "CHN", "RUS", start="1992")
    rows = {(row["label"], row["series"]): row for row in found.rows}
    kind = "a democratic and equitable international order"
    calls = Store()["roll_calls"].filter(resolution="A/RES/74/150")
    assert (calls["yes"].item(), calls["no"].item()) == (128, 53)
    assert rows[kind, "China"]["yes"] == rows[kind, "Russia"]["yes"] == rows[kind, "United States"]["no"] == 8
    assert found.value > 0.95
    assert found.interval.low < found.value < found.interval.high
    assert "Titles are on record to 2020" in found.caveats[0]


def test_every_kind_of_resolution_is_met_and_says_why():
    labels = {row["label"] for row in run("order.votes", "CHN", "RUS").rows}
    assert {kind["label"] for kind in resolutions()} == labels
    assert all(kind["why"] for kind in resolutions())


def test_votes_after_the_titles_end_are_an_error_not_an_absence():
    with pytest.raises(CoverageError, match="session 74"):
        run("order.votes", "CHN", "RUS", start="2021")
