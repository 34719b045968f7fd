"""What is bought and sold by chapter of the Harmonized System: dollars, dollars a tonne, and what the seller sold elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, parse_date, spanned
from realpolitik.measures.registering.shock import SHOCK, Shock
from realpolitik.measures.registry import About, Result, measure
from realpolitik.sources.shipped import shipped
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.numbers import money, percent

if TYPE_CHECKING:
    import polars as pl

CHAPTER = 2
"""Digits of the code of a chapter."""
MOST = 5
"""So many chapters of each direction are shown, those of most dollars in the last year."""
NAMED = 2
"""So many are named in the sentence."""
LIGHT = 1000.0
"""Tonnes below which no unit value is formed."""
BACI = "BACI"
_SUPPLY = (
    "`realpolitik refresh A B` fetches chapters from UN Comtrade; CEPII BACI (cepii-baci) has all products."
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of one direction, by one office.

    Attributes
    ----------
    code, origin, destination, office, source
        What, from where to where, as whose report.
    dollars
        By year, US dollars.
    tonnes
        By year, where the office gives a weight.
    elsewhere
        By year, what the seller sold of it to all others, as the seller reports (or BACI); where it reports none, what the buyer
        bought of it from all others; empty where neither is on record.
    control
        Whose trade elsewhere that is: `seller` or `buyer`.
    """

    code: str
    origin: str
    destination: str
    office: str
    source: str
    dollars: dict[int, int]
    tonnes: dict[int, float]
    elsewhere: dict[int, int]
    control: Literal["seller", "buyer"] = "seller"

    @property
    def words(self) -> str:
        """Its short name, such as `machinery`."""
        return str(shipped("realpolitik.measures.trade", "chapters").get(self.code, f"chapter {self.code}"))

    @property
    def series(self) -> str:
        """`machinery DEU→RUS`."""
        return f"{self.words} {self.origin}→{self.destination}"

    def price(self, year: int) -> float | None:
        """Dollars a tonne; None where the weight is not known or below `LIGHT`."""
        tonnes = self.tonnes.get(year, 0.0)
        return self.dollars[year] / tonnes if tonnes >= LIGHT and year in self.dollars else None


@measure(
    "products.chapters",
    unit="USD",
    tables=("trade",),
    near=True,
    definition="What two states sell each other by chapter of the Harmonized System, in current US dollars by one office; dollars a tonne; and "
    "the change since the last year before a date, beside that of what the seller sold of the same chapter to all others.",
    formula="g = V_last / V_before - 1, control g' = (W_last - V_last) / (W_before - V_before) - 1, W the seller's exports to the world",
    reference="World Customs Organization (2022), Harmonized System; United Nations (2011), International Merchandise Trade Statistics",
)
def chapters(tables: Store, about: About, window: Window, *, shock: Shock = SHOCK) -> Result:
    """Leading chapters of what two states sell each other, their unit values, and exports elsewhere as control.

    Parameters
    ----------
    shock
        The day before which the base year ends.

    Returns
    -------
    Rows of the five chapters of most dollars in each direction; `value` is that of the largest in its last year.

    Raises
    ------
    CoverageError
        The store has no chapters of the pair in the window.
    """
    a, b = about
    found = {
        pair: _largest(_direction(tables, *pair, window=window, shock=parse_date(shock)))
        for pair in ((a, b), (b, a))
    }
    leading = [one for some in found.values() for one in some]
    if not leading:
        raise CoverageError(
            f"the store has no chapters of trade between {called(a)} and {called(b)} in the period asked.",
            _SUPPLY,
        )
    top = max(leading, key=lambda one: one.dollars[max(one.dollars)])
    return Result(
        value=float(top.dollars[max(top.dollars)]),
        says=" ".join(_says(some, parse_date(shock)) for some in found.values() if some),
        rows=[row for one in leading for row in _rows(one, parse_date(shock))],
        period=spanned([date(year, 1, 1) for one in leading for year in one.dollars], "A"),
        caveats=_caveats(leading),
    )


def _largest(found: Sequence[Chapter]) -> list[Chapter]:
    """The chapters of most dollars in the last year of a direction; those without that year are left out."""
    last = max((max(one.dollars) for one in found), default=0)
    own = [one for one in found if last in one.dollars]
    return sorted(own, key=lambda one: (-one.dollars[last], one.code))[:MOST]


def _direction(tables: Store, origin: str, destination: str, *, window: Window, shock: date) -> list[Chapter]:
    """The chapters of one direction by the office that serves best: one with a year before the shock and the latest after it."""
    reports = _of_offices(tables, origin, destination)
    reports = [row for row in reports if row["period"] in window and row["value_usd"] is not None]
    if not reports:
        return []

    def serves(office: str) -> tuple[bool, int, bool, bool]:
        years = [row["period"].year for row in reports if row["reporter"] == office]
        return min(years) < shock.year, max(years), office == destination, office == origin

    office = max(sorted({row["reporter"] for row in reports}), key=serves)
    own = [row for row in reports if row["reporter"] == office]
    world = _elsewhere(tables, origin, destination, office)
    bought = _bought_elsewhere(tables, origin, destination) if office == destination else {}
    return [
        Chapter(
            code=code,
            origin=origin,
            destination=destination,
            office=office,
            source=own[0]["source_id"],
            dollars={row["period"].year: row["value_usd"] for row in own if row["product_code"] == code},
            tonnes={
                row["period"].year: row["quantity"]
                for row in own
                if row["product_code"] == code and row["quantity"]
            },
            elsewhere=world.get(code) or bought.get(code, {}),
            control="seller" if world.get(code) else "buyer",
        )
        for code in sorted({row["product_code"] for row in own})
    ]


def _of_offices(tables: Store, origin: str, destination: str) -> list[dict[str, Any]]:
    """Reports of chapters from one state to the other: those of either office, and the sums of BACI's products."""
    rows = list(
        tables["trade"]
        .filter(_chapter(), origin=origin, destination=destination, freq="A")
        .iter_rows(named=True)
    )
    sums = _sums(tables, origin, destination)
    return [*rows, *(() if sums is None else sums.iter_rows(named=True))]


ByYear = dict[str, dict[int, int]]
"""Dollars by chapter and year."""


def _elsewhere(tables: Store, origin: str, destination: str, office: str) -> ByYear:
    """What a state sold to all but one, as it reports itself, or by BACI where the pair is by BACI."""
    if office == BACI:
        world, pair = _sums(tables, origin, None), _sums(tables, origin, destination)
        return {} if world is None or pair is None else _less(world, pair)
    sold = tables["trade"].filter(_chapter(), origin=origin, reporter=origin, freq="A")
    return _less(sold.filter(destination="WLD"), sold.filter(destination=destination))


def _bought_elsewhere(tables: Store, origin: str, destination: str) -> ByYear:
    """What a state bought from all but one, as it reports itself."""
    bought = tables["trade"].filter(_chapter(), destination=destination, reporter=destination, freq="A")
    return _less(bought.filter(origin="WLD"), bought.filter(origin=origin))


def _less(world: pl.DataFrame, part: pl.DataFrame) -> ByYear:
    """The world less a part of it, where something is left."""
    found: ByYear = {}
    for frame, sign in ((world, 1), (part, -1)):
        for row in frame.iter_rows(named=True):
            years, year = found.setdefault(row["product_code"], {}), row["period"].year
            if sign > 0 or year in years:
                years[year] = years.get(year, 0) + sign * (row["value_usd"] or 0)
    return {
        code: {year: value for year, value in years.items() if value > 0} for code, years in found.items()
    }


def _chapter() -> pl.Expr:
    """Whether a row of `trade` is of a chapter: its code has two digits."""
    import polars as pl

    return pl.col("product_code").cast(pl.String).str.len_chars() == CHAPTER


def _sums(tables: Store, origin: str, destination: str | None) -> pl.DataFrame | None:
    """BACI's products of a direction, or of all that a state sells, summed to chapters; None where the store has none."""
    import polars as pl

    if "trade_products" not in tables.names():
        return None
    rows = tables.scan("trade_products").filter(pl.col("origin") == origin, pl.col("freq") == "A")
    if destination is not None:
        rows = rows.filter(pl.col("destination") == destination)
    code = pl.col("product_code").cast(pl.String).str.slice(0, CHAPTER).alias("product_code")
    known = pl.col("quantity").is_not_null().all()
    summed = (
        rows.group_by("product", "period", code)
        .agg(
            pl.col("value_usd").sum(),
            pl.when(known).then(pl.col("quantity").sum()).alias("quantity"),
            pl.col("source_id").cast(pl.String).first(),
        )
        .collect()
    )
    newest = (
        summed.group_by("product").agg(pl.col("period").n_unique().alias("years")).sort("years", "product")
    )
    if newest.is_empty():
        return None
    edition = (
        newest["product"].cast(pl.String).to_list()[-1]
    )  # editions of the Harmonized System are not spliced
    return summed.filter(pl.col("product").cast(pl.String) == edition).with_columns(reporter=pl.lit(BACI))


def _base(one: Chapter, shock: date) -> int | None:
    """The last year before the shock with a figure."""
    return max((year for year in one.dollars if year < shock.year), default=None)


def _change(values: dict[int, int], before: int | None, after: int) -> float | None:
    first = values.get(before) if before is not None else None
    return values[after] / first - 1 if first and after in values and before != after else None


def _rows(one: Chapter, shock: date) -> Iterator[dict[str, Any]]:
    base, last = _base(one, shock), max(one.dollars)
    for year in sorted(one.dollars):
        yield {
            "period": str(year),
            "value": float(one.dollars[year]),
            "series": one.series,
            "chapter": one.code,
            "origin": one.origin,
            "destination": one.destination,
            "tonnes": one.tonnes.get(year),
            "unit_value": one.price(year),
            "elsewhere": one.elsewhere.get(year),
            "control": one.control if one.elsewhere else None,
            "change": _change(one.dollars, base, last) if year == last else None,
            "change_elsewhere": _change(one.elsewhere, base, last) if year == last else None,
            "reporter": one.office,
            "source": one.source,
        }


def _says(leading: Sequence[Chapter], shock: date) -> str:
    """The leading chapters of one direction, each with its price, its change and the control."""
    first = leading[0]
    last = max(first.dollars)
    by = "By BACI" if first.office == BACI else f"As {called(first.office)} reports"
    told = [_told(one, last, shock) for one in leading[:NAMED] if last in one.dollars]
    return f"{by}, what {called(first.destination)} bought most from {called(first.origin)} in {last} was {'; then '.join(told)}."


def _told(one: Chapter, last: int, shock: date) -> str:
    price, base = one.price(last), _base(one, shock)
    told = f"{one.words} (HS {one.code}) for {money(float(one.dollars[last]))}"
    if price is not None:
        told += f" at {price:,.0f} dollars a tonne"
    change, control = _change(one.dollars, base, last), _change(one.elsewhere, base, last)
    if change is None:
        return told
    told += f", {_moved(change)} {base}"
    if control is not None:
        trade = (
            f"{whose(one.origin)} sales of it elsewhere"
            if one.control == "seller"
            else f"what {called(one.destination)} bought of it elsewhere"
        )
        told += f", while {trade} {'rose' if control >= 0 else 'fell'} {percent(abs(control))}"
    return told


def _moved(change: float) -> str:
    """A change as a multiple from threefold on, else in per cent."""
    if change >= 2:
        return f"{change + 1:.1f} times that of"
    return f"{percent(abs(change))} {'above' if change >= 0 else 'below'}"


def _caveats(leading: Sequence[Chapter]) -> tuple[str, ...]:
    told = [
        "A unit value is a mean over all goods of a chapter, and no price quoted anywhere.",
        "Each direction is by one office: imports are valued with freight and insurance where the office does so, exports and BACI without.",
    ]
    silent = sorted({one.origin for one in leading if not one.elsewhere})
    if silent:
        names = " and ".join(called(code) for code in silent)
        told.append(
            f"What {names} sold elsewhere is not on record by chapter, so that there is no control for it."
        )
    return tuple(told)
