"""Worlds that the tests of the equilibrium model share: a hand-sized one, and those of the public data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest

from realpolitik.models.equilibrium import (
    CaliendoParroTables,
    NaftaTables,
    World,
    elasticities,
    from_caliendo_parro,
    from_nafta,
    from_pairs,
    one_sector,
    synthetic,
)

NAFTA_STATES = [
    "ARG",
    "AUS",
    "AUT",
    "BRA",
    "CAN",
    "CHL",
    "CHN",
    "DNK",
    "FIN",
    "FRA",
    "DEU",
    "GRC",
    "HUN",
    "IND",
    "IDN",
    "IRL",
    "ITA",
    "JPN",
    "KOR",
    "MEX",
    "NLD",
    "NZL",
    "NOR",
    "PRT",
    "ZAF",
    "ESP",
    "SWE",
    "TUR",
    "GBR",
    "USA",
    "ROW",
]


@pytest.fixture
def three() -> World:
    """Three economies with balanced trade, small enough to follow by hand (METHODS' fixture)."""
    return one_sector([[80, 10, 10], [12, 60, 8], [8, 10, 52]], states=("A", "B", "C"))


@pytest.fixture
def small() -> World:
    """Five economies, three sectors with inputs, tariffs and deficits."""
    return synthetic(5, elasticities(("food", "steel", "chips"), (4.0, 6.0, 2.5)), seed=4)


@pytest.fixture
def small_elasticities():
    return elasticities(("food", "steel", "chips"), (4.0, 6.0, 2.5))


@pytest.fixture(scope="session")
def trade_data(shared_data: Path) -> Path:
    return shared_data / "trade"


@pytest.fixture(scope="session")
def world_2019(trade_data: Path) -> World:
    frame = pl.read_csv(trade_data / "fragmentation2019/source_data/trade_2019.csv", separator=";")
    return from_pairs(
        frame["iso_o"].to_list(),
        frame["iso_d"].to_list(),
        frame["trade"].to_numpy(),
        unit_usd=1000,
        period="2019",
    )


@pytest.fixture(scope="session")
def nafta_elasticities(trade_data: Path):
    traded = np.loadtxt(trade_data / "nafta1993/original_data/T.txt")
    return elasticities([f"s{j + 1:02d}" for j in range(40)], np.r_[traded, np.full(20, 8.22)])


@pytest.fixture(scope="session")
def nafta_tables(trade_data: Path) -> NaftaTables:
    def read(name: str):
        return np.loadtxt(trade_data / f"nafta1993/original_data/{name}.txt")

    return NaftaTables(
        flows=read("xbilat1993"),
        tariff=read("tariffs1993"),
        output=read("GO"),
        value_added_share=read("B"),
        input_share=read("IO"),
    )


@pytest.fixture(scope="session")
def nafta_balanced(nafta_tables, nafta_elasticities) -> World:
    return from_nafta(nafta_tables, nafta_elasticities, states=NAFTA_STATES, keep_deficits=False)


@pytest.fixture(scope="session")
def nafta_with_deficits(nafta_tables, nafta_elasticities) -> World:
    return from_nafta(nafta_tables, nafta_elasticities, states=NAFTA_STATES)


@pytest.fixture(scope="session")
def wiod_tables(trade_data: Path) -> tuple[CaliendoParroTables, tuple[str, ...]]:
    folder = trade_data / "wiod2014"

    def read(name: str):
        return np.loadtxt(folder / f"{name}.txt", delimiter=",")

    states = tuple(pd.read_stata(folder / "countrysample_wiod.dta")["iso"])
    tables = CaliendoParroTables(
        shares=read("Din2014"),
        tariff=read("tariffs2014"),
        value_added_share=read("B"),
        final_share=read("alphas"),
        expenditure=read("X0"),
        input_share=read("G"),
        value_added=read("VA_n"),
        deficit=-read("S_n"),
    )
    return tables, states


@pytest.fixture(scope="session")
def wiod(wiod_tables) -> World:
    tables, states = wiod_tables
    four = elasticities([f"s{j + 1:02d}" for j in range(50)], 4.0)
    return from_caliendo_parro(tables, four, states=states, keep_deficits=False, unit_usd=1e6, period="2014")
