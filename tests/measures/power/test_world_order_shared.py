"""Alliances, capabilities and concentration on the full data sets, against the numbers that others print."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from realpolitik.measures.power.capabilities import cinc
from realpolitik.measures.power.polarity import concentration
from realpolitik.store import Store

pytestmark = pytest.mark.shared
NAMES = {
    "milex": "military_spending",
    "milper": "military_personnel",
    "irst": "iron_steel",
    "pec": "energy",
    "tpop": "population",
    "upop": "urban_population",
}


@pytest.fixture(scope="module")
def capabilities(shared_data):
    return pl.read_parquet(shared_data / "politics/states/cow_nmc.parquet").rename(NAMES)


@pytest.fixture(scope="module")
def recomputed(capabilities):
    return cinc(capabilities, by="year", over="ccode").collect().to_native().rename({"cinc": "own"})


def test_china_and_russia_by_atop(shared_data):
    frame = pl.read_parquet(shared_data / "politics/states/atop_alliance.parquet")
    pair = frame.filter(
        ((pl.col("ccode1") == 365) & (pl.col("ccode2") == 710))
        | ((pl.col("ccode1") == 710) & (pl.col("ccode2") == 365))
    ).filter(pl.col("year") > 1980)
    assert pair["atop_defense"].sum() == pair["atop_offense"].sum() == 0

    def years(column):
        return sorted(set(pair.filter(pl.col(column) == 1)["year"].cast(int).to_list()))

    assert years("atop_nonagg") == list(range(1992, 2019))
    assert years("atop_consul") == list(range(2001, 2019))
    held = Store()["atop"].filter(a="CHN", b="RUS", obligation="consultation")
    assert held.select("from_year", "to_year").rows() == [(2001, 2018)]


def test_the_index_is_within_a_ten_millionth_of_the_published_one(capabilities, recomputed):
    both = capabilities.join(recomputed, on=["year", "ccode"])
    assert both.height == capabilities.height == 17_121
    assert (both["cinc"] - both["own"]).abs().max() < 1e-7  # nine digits are printed


@pytest.mark.parametrize(
    ("year", "con", "effective"),
    [(1946, 0.4098, 5.54), (2016, 0.2827, 11.82), (1816, 0.3458, 6.34), (1989, 0.2443, 15.26)],
)
def test_concentration_of_all_states(recomputed, year, con, effective):
    found = concentration(recomputed.filter(pl.col("year") == year)["own"])
    assert found.con == pytest.approx(con, abs=1e-4)
    assert found.effective == pytest.approx(effective, abs=0.005)
    kept = Store()["polarity"].filter(definition="capabilities").filter(pl.col("period").dt.year() == year)
    assert kept["con"].item() == pytest.approx(found.con, abs=1e-6)  # the embedded table keeps six digits


@pytest.mark.parametrize(("year", "share"), [(1816, 0.618), (2016, 0.451)])
def test_the_three_strongest_have_the_printed_share(recomputed, year, share):
    held = np.sort(recomputed.filter(pl.col("year") == year)["own"].to_numpy())[::-1]
    assert held[:3].sum() == pytest.approx(share, abs=1e-3)  # shares as they are, not normalised


@pytest.mark.parametrize(("year", "con"), [(1946, 0.3631), (1989, 0.3123), (2000, 0.3838), (2016, 0.4978)])
def test_concentration_among_the_five_permanent_members(recomputed, year, con):
    five = recomputed.filter(
        (pl.col("year") == year) & pl.col("ccode").is_in([2.0, 200.0, 220.0, 365.0, 710.0])
    )
    assert concentration(five["own"]).con == pytest.approx(con, abs=1e-4)
