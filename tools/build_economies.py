"""Rebuild the embedded table `economies`: output of every economy in dollars of each year for which the trade of all pairs is on record.

    .venv/bin/python tools/build_economies.py [--shared ../shared] [--out src/realpolitik/reference]

Three kinds of figures, told apart by `basis`:

published  GDP as the World Bank has it: 42 states in every year; 151 economies in 2019, where Campos et al. split it into exports of
           goods and sales at home; 194 in 2023, which the replication data of BACI carry.
moved      GDP of 2019 moved to an earlier year by real output (Fariss et al.) and by the price level that the published states had on
           the median; where 2019 is not published, by that of 2023 first. In 2020: with the median growth of the published states.
borrowed   No GDP in dollars is at hand: real output times the median ratio of the two among all others.

The result is the same bytes whenever the inputs are the same.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import median

import polars as pl

from realpolitik.errors import UnknownStateError
from realpolitik.states import resolve
from realpolitik.store import Store
from realpolitik.store.schema import schemas

ROOT = Path(__file__).resolve().parents[1]
YEARS = (*range(2000, 2021), 2023)
BASE, LAST = 2019, 2023
SOURCES = {"published": "worldbank-wdi", "moved": "worldbank-wdi fariss-gdp", "borrowed": "fariss-gdp"}
DIGITS = 5
"""Of figures that are moved or borrowed: more would be pretence."""

Figures = Mapping[tuple[str, int], float]


def published(data: Path) -> dict[tuple[str, int], float]:
    """GDP in current dollars by economy and year, as the World Bank has it."""
    found: dict[tuple[str, int], float] = {}
    with (data / "trade/fragmentation2019/source_data/trade_2019.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream, delimiter=";"):  # exports and sales at home add up to GDP
            key = (row["iso_o"], BASE)
            found[key] = found.get(key, 0.0) + 1e3 * float(row["trade"] or 0)
    folder = data / "trade/baci2023"
    with (
        (folder / "country_labels.csv").open(encoding="utf-8") as labels,
        (folder / "gdp.csv").open(encoding="utf-8") as values,
    ):
        for label, value in zip(csv.DictReader(labels), csv.DictReader(values), strict=True):
            found[label["iso3"], LAST] = float(value["gdp"])
    for row in json.loads((data / "war/hcss_world_bank_gdp.json").read_text(encoding="utf-8")):
        try:
            code = resolve(row["country"]).code
        except UnknownStateError:  # a sum over Europe
            continue
        if row["year"] in YEARS and row["gdp_current_usd"]:
            found[code, row["year"]] = float(row["gdp_current_usd"])
    return found


def real(store: Store) -> dict[tuple[str, int], float]:
    """Output at constant prices by state and year, from the embedded table."""
    rows = store["output"].filter(pl.col("period").dt.year() >= min(YEARS)).select("state", "period", "gdp")
    return {(state, period.year): gdp for state, period, gdp in rows.iter_rows()}


@dataclass(frozen=True, slots=True)
class Paths:
    """How output in dollars moved among the states that publish it in every year.

    Attributes
    ----------
    known, constant
        Published GDP, and output at constant prices.
    steady
        States with both in every year.
    """

    known: Figures
    constant: Figures
    steady: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        every = {state for state, _ in self.known}
        steady = [state for state in sorted(every) if all((state, year) in self.known for year in YEARS)]
        object.__setattr__(self, "steady", tuple(steady))

    def growth(self, start: int, end: int) -> float:
        """Median growth in dollars."""
        return median(self.known[s, end] / self.known[s, start] for s in self.steady)

    def prices(self, start: int, end: int) -> float:
        """Median growth in dollars over that at constant prices."""
        return median(
            self.known[s, end]
            / self.known[s, start]
            / (self.constant[s, end] / self.constant[s, start])
            for s in self.steady
            if (s, start) in self.constant and (s, end) in self.constant
        )  # fmt: skip

    def base(self, state: str) -> float | None:
        """GDP of the base year, published or that of the last year before the median growth since."""
        if (state, BASE) in self.known:
            return self.known[state, BASE]
        last = self.known.get((state, LAST))
        return None if last is None else last / self.growth(BASE, LAST)

    def moved(self, state: str, year: int) -> float | None:
        """GDP of a year without a published figure."""
        base = self.base(state)
        if base is None:
            return None
        if year > BASE or (state, year) not in self.constant or (state, BASE) not in self.constant:
            return base * self.growth(BASE, year)
        return base * self.constant[state, year] / self.constant[state, BASE] * self.prices(BASE, year)

    def borrowed(self, state: str, year: int) -> float | None:
        """Real output of the year, or of the base year, in dollars at the median ratio of all others."""
        at = min(year, BASE)
        if (state, at) not in self.constant:
            return None
        ratio = median(
            value / self.constant[s, BASE]
            for (s, y), value in self.known.items()
            if y == BASE and (s, BASE) in self.constant
        )
        return self.constant[state, at] * ratio * self.growth(BASE, year) if year > BASE else (
            self.constant[state, at] * ratio * self.prices(BASE, year)
        )  # fmt: skip


def rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def build(data: Path, store: Store) -> pl.DataFrame:
    """One row an economy and year."""
    paths = Paths(published(data), real(store))
    trading = store["trade"].filter(reporter="BACI", product="total")
    economies = sorted((set(trading["origin"]) | set(trading["destination"])) - {"WLD"})
    rows = []
    for state in economies:
        for year in YEARS:
            if (state, year) in paths.known:
                basis, value = "published", round(paths.known[state, year])
            elif (moved := paths.moved(state, year)) is not None:
                basis, value = "moved", round(rounded(moved))
            elif (borrowed := paths.borrowed(state, year)) is not None:
                basis, value = "borrowed", round(rounded(borrowed))
            else:
                continue
            rows.append((state, date(year, 1, 1), value, basis, SOURCES[basis]))
    return pl.DataFrame(rows, schema=schemas()["economies"].dtypes(), orient="row").sort("state", "period")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "src/realpolitik/reference")
    options = parser.parse_args()
    frame = build(options.shared / "data", Store.embedded())
    path = options.out / "tables" / "economies.parquet"
    frame.write_parquet(path, compression="zstd", compression_level=19)
    print(f"{path.name}: {frame.height} rows, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
