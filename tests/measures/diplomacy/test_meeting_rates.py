"""The ledger of meetings, the rate before and after, the wait for the next, and where the 39th comes from."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run
from realpolitik.measures.diplomacy.meeting_rates import wait
from realpolitik.measures.diplomacy.meetings import rate_change
from realpolitik.store import Store


def test_the_ledger_has_every_encounter_and_call_once():
    rows = run("meetings.ledger", "CHN", "RUS").rows
    table = Store()["meetings"].filter(a="CHN", b="RUS", level="leaders")
    assert len(rows) == table.height
    assert {row["value"] for row in rows} == {1.0}
    assert sum(row["series"] == "by video" for row in rows if row["period"] <= "2024-05-16") == 5
    with pytest.raises(CoverageError, match="begins on 2013-03-22"):
        run("meetings.ledger", "CHN", "RUS", end="2012")


def test_the_published_37_and_43_are_the_rule_with_video_and_39_is_every_meeting_in_person():
    assert run("meetings.count", "CHN", "RUS", rule="with-video", on="2021-12-15").value == 37
    assert run("meetings.count", "CHN", "RUS", rule="with-video", on="2024-05-16").value == 43
    assert run("meetings.count", "CHN", "RUS", rule="encounters", on="2024-05-16").value == 39


def test_rates_before_and_after_are_counts_over_years_with_exact_intervals():
    found = run("meetings.rate", "CHN", "RUS", end="2024-05-31", rule="with-video", shock="2022-02-24")
    before, after = found.rows[:2]
    assert before["count"] == 38  # the published count of 4 February 2022
    assert after["count"] == 5
    # the window of the ledger ends on 31 May 2024
    assert after["years"] == pytest.approx(((date(2024, 5, 31) - date(2022, 2, 24)).days + 1) / 365.25)
    assert after["low"] == pytest.approx(
        1.6235 / after["years"], rel=1e-4
    )  # exact Poisson limits of 5: 1.6235, 11.6683
    assert after["high"] == pytest.approx(11.6683 / after["years"], rel=1e-4)
    # whole ledgers of other pairs of either stand beside them; those of India, Iran and Türkiye are parts
    assert [row["label"] for row in found.rows[2:]] == [
        "China–North Korea, all its days",
        "North Korea–Russia, all its days",
        "Russia–United States, all its days",
    ]


def test_a_pair_of_ones_own_without_a_register_is_set_beside(tmp_path):
    own = Store()["meetings"].filter(a="CHN", b="RUS")
    other = own.head(12).with_columns(b=pl.lit("FRA"))
    pl.concat([own, other]).write_csv(tmp_path / "meetings.csv")
    found = run("meetings.rate", "CHN", "RUS", store=Store(tmp_path))
    assert [row["label"] for row in found.rows][2:] == ["China–France, all its days"]
    own.write_csv(tmp_path / "meetings.csv")
    alone = run("meetings.rate", "CHN", "RUS", store=Store(tmp_path))
    assert any("No other pair" in caveat for caveat in alone.caveats)


def test_a_day_outside_the_ledger_divides_nothing():
    with pytest.raises(CoverageError, match="does not divide"):
        run("meetings.rate", "CHN", "RUS", shock="2030-01-01")


@pytest.mark.parametrize(
    ("before", "after", "p"),
    [((12, 30.0), (0, 45.0), 1.678e-05), ((5, 10.0), (5, 10.0), 1.0), ((1, 1.0), (9, 1.0), 0.021484375)],
)
def test_the_exact_test_of_two_rates(before, after, p):
    assert rate_change(before, after) == pytest.approx(p, rel=1e-3)  # binomial sums: 22/1024 for 1 and 9


@given(st.integers(0, 200), st.floats(1, 1e4), st.floats(0, 0.99))
def test_waits_grow_with_the_chance_and_scale_with_the_exposure(count, exposure, share):
    assert wait(count, exposure * 2, share) == pytest.approx(2 * wait(count, exposure, share), rel=1e-9)
    assert wait(count, exposure, share) <= wait(count, exposure, min(share + 0.005, 0.995))


def test_the_next_meeting_of_spring_2024_came_within_the_interval():
    found = run("meetings.next", "CHN", "RUS", on="2024-04-10")
    came = (date(2024, 5, 16) - date(2024, 4, 10)).days
    assert found.interval.low < came < found.interval.high
    assert f"({came} days)" in found.says
    with pytest.raises(OptionError, match="share"):
        wait(3, 10, 1.0)
