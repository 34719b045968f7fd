"""Capabilities, concentration, poles and definitions of power against published values and closed forms."""

from __future__ import annotations

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run
from realpolitik.measures.power.capabilities import COMPONENTS, cinc, world
from realpolitik.measures.power.polarity import concentration, net_resources, poles
from realpolitik.store import Store

SHARES = [60, 25, 10, 5]  # per cent; squares sum to .435


def test_capabilities_recomputed_are_the_published_ones_in_every_state_and_year():
    table = Store()["capabilities"]
    found = world(table).sort("state", "period")
    published = table.sort("state", "period", "number")
    together = published.select("state", "period", "number", "cinc", "population").join(
        cinc(table.with_columns(pl.col("number").cast(pl.String)), over="number")
        .collect()
        .to_native()
        .rename({"cinc": "own"})
        .with_columns(pl.col("number").cast(pl.Int64)),
        on=["period", "number"],
    )
    apart = (together["cinc"] - together["own"]).abs()
    assert found.height == published.height == 17_121
    assert apart.max() < 1e-7  # the dataset prints nine digits


@pytest.mark.parametrize(("code", "share"), [("CHN", 0.2341), ("USA", 0.1236), ("RUS", 0.0382)])
def test_capabilities_of_2022_are_those_of_the_dataset(code, share):
    assert run("power.cinc", code, "IND", start="2022", end="2022").value == pytest.approx(share, abs=5e-5)


def test_a_missing_component_counts_for_nobody(engine):
    parts = {key: [1.0, 3.0] for key in COMPONENTS[1:]}
    frame = engine(period=[1, 1], state=["A", "B"], military_spending=[None, 5.0], **parts)
    found = cinc(frame).collect().to_dict(as_series=False)
    assert found["cinc"] == pytest.approx([0.25, (1 + 5 * 0.75) / 6], abs=1e-12)  # five components; six


def test_concentration_of_known_shares():
    found = concentration(SHARES)
    assert found.con == pytest.approx(math.sqrt((0.435 - 0.25) / 0.75), abs=1e-12)
    assert found.effective == pytest.approx(1 / 0.435, abs=1e-12)
    assert found.leader == pytest.approx(0.6)
    equal = concentration([7, 7, 7])
    assert (equal.con, equal.effective, equal.entropy) == pytest.approx(
        (0, 3, 3), abs=1e-7
    )  # root of rounding


@given(st.lists(st.floats(1e-6, 1e9), min_size=2, max_size=40), st.floats(1e-3, 1e3))
def test_the_unit_and_order_of_power_do_not_matter(power, scale):
    found, other = concentration(power), concentration([value * scale for value in reversed(power)])
    assert found.effective == pytest.approx(other.effective, rel=1e-9)
    assert 1 - 1e-9 <= found.effective <= found.entropy * (1 + 1e-9) <= len(power) * (1 + 2e-9)


@pytest.mark.parametrize(
    ("year", "con"),
    [("1816", 0.3458), ("1913", 0.3000), ("1946", 0.4098), ("1989", 0.2443), ("2016", 0.2827)],
)
def test_concentration_since_1816(year, con):
    rows = run("power.concentration", definition="capabilities").rows
    assert next(row["value"] for row in rows if row["period"] == year) == pytest.approx(con, abs=1e-4)


@pytest.mark.parametrize(
    ("year", "number"), [("1816", 6.34), ("1946", 5.54), ("1989", 15.26), ("2016", 11.82)]
)
def test_effective_poles_since_1816(year, number):
    rows = run("power.poles", definition="capabilities").rows
    assert next(row["value"] for row in rows if row["period"] == year) == pytest.approx(number, abs=0.005)


def test_poles_by_threshold():
    assert [poles([100, 60, 49, 5], threshold=x) for x in (0.05, 0.4, 0.5, 1)] == [4, 3, 2, 1]
    rows = run("power.polarity").rows
    for definition in {row["series"] for row in rows}:
        counts = [row["value"] for row in rows if row["series"] == definition]
        assert counts == sorted(counts, reverse=True)
        assert counts[-1] >= 1
    with pytest.raises(OptionError, match="threshold"):
        poles([1, 2], threshold=0)


def test_net_resources_rank_china_and_the_united_states_the_other_way_round():
    # GDP 25.5, 17.96, 2.24 trillion dollars and 333, 1,412, 144 million people: 1951 : 228 : 34.8 (rounded inputs)
    found = net_resources([25.5e12, 17.96e12, 2.24e12], [333e6, 1412e6, 144e6])
    assert net_resources([0.0], [1.0]).tolist() == [0.0]  # no output is no power, and no error
    assert found / 1e15 == pytest.approx([1951, 228, 34.8], rel=2e-3)  # as printed
    rows = {
        row["definition"]: row["value"]
        for row in run("power.definitions", "CHN", "RUS").rows
        if row["state"] == "CHN"
    }
    assert rows["material capabilities (CINC)"] > 1.8
    assert rows["net resources at market prices"] == pytest.approx(
        0.117, abs=0.01
    )  # a year's revision of the inputs
    assert rows["net resources at purchasing power parity"] < 1


def test_definitions_answer_for_a_pair_of_the_past_within_its_years():
    rows = run("power.definitions", "CHN", "SUN", start="1949", end="1991").rows
    assert {row["period"] for row in rows} <= {str(year) for year in range(1949, 1992)}
    assert {"material capabilities (CINC)", "net resources, estimated at constant prices"} <= {
        row["definition"] for row in rows
    }


def test_what_is_not_on_record_is_an_error():
    with pytest.raises(CoverageError, match="1816"):
        run("power.cinc", "CHN", "RUS", start="2024")
    with pytest.raises(OptionError, match="net-resources"):
        run("power.poles", definition="net")
    with pytest.raises(OptionError, match=r"-0\.5, 0, 0\.5"):
        run("power.network", "CHN", "RUS", beta=0.3)
    with pytest.raises(OptionError, match="two states or more"):
        concentration([1])


def test_a_network_knows_the_powers_it_holds():
    trade = run("power.network", "CHN", "USA", start="2014")
    last = {row["series"]: row["value"] for row in trade.rows if row["period"] == "2014"}
    assert last["China"] > last["United States"] > 1
    alliance = run("power.network", "USA", "RUS", network="alliance", start="2018", end="2018")
    assert {row["states"] for row in alliance.rows} == {alliance.rows[0]["states"]}
