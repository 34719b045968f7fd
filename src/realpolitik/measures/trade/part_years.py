"""Trade in the same part of each year, from printed sums from January on and single months of one office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Row, Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.options import FirstMonth, LastMonth, PartFlow, PartUnit, Product
from realpolitik.measures.trade.reports import pair_words
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.numbers import percent, quantity

ROUNDED = 0.005
"""What the difference of two printed sums may be off, as a part of the larger: sums are rounded, and the later one holds revisions."""

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as printed, or as made of such; `off` is what it may be off, in its own unit."""

    value: float
    sources: tuple[str, ...]
    off: float = 0.0


def part(
    singles: Mapping[int, Printed], sums: Mapping[int, Printed], first: int, last: int
) -> Printed | None:
    """What one office has from month `first` to month `last` (1 to 12): a printed sum, months added up, or a difference of sums.

    Parameters
    ----------
    singles
        Single months, by month.
    sums
        Sums from January to the end of a month, by that month.

    Returns
    -------
    None where the figures do not make it up. A difference may be off by half a per cent of the larger sum.

    Examples
    --------
    >>> sums = {3: Printed(30.0, ("a",)), 6: Printed(70.0, ("b",))}
    >>> part({}, sums, 1, 6).value, part({}, sums, 4, 6).value, part({}, sums, 4, 5)
    (70.0, 40.0, None)
    >>> part({4: Printed(12.0, ("c",)), 5: Printed(13.0, ("d",))}, {}, 4, 5).value
    25.0
    """
    if first == 1 and last in sums:
        return sums[last]
    if all(month in singles for month in range(first, last + 1)):
        return _added(singles[month] for month in range(first, last + 1))
    known = _carried(singles, sums)
    if last not in known or first - 1 not in known:
        return None
    whole, before = known[last], known[first - 1]
    off = max(whole.off, ROUNDED * whole.value)
    return Printed(whole.value - before.value, _cited((whole, before)), off)


def _added(these: Iterable[Printed]) -> Printed:
    listed = tuple(these)
    return Printed(sum(one.value for one in listed), _cited(listed))


def _cited(these: Iterable[Printed]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for one in these for source in one.sources))


def _carried(singles: Mapping[int, Printed], sums: Mapping[int, Printed]) -> dict[int, Printed]:
    """Sums from January on, with those that single months make before and after them."""
    known = {0: Printed(0.0, ()), **sums}
    while True:
        more: dict[int, Printed] = {}
        for month, one in singles.items():
            for end, start, sign in ((month, month - 1, 1), (month - 1, month, -1)):
                if start in known and end not in known and end > 0:
                    base = known[start]
                    off = max(base.off, ROUNDED * base.value)
                    more[end] = Printed(base.value + sign * one.value, _cited((base, one)), off)
        if not more:
            return known
        known |= more


@measure(
    "trade.part_of_year",
    unit="USD",
    tables=("trade", "turnover", "estimates"),
    near=True,
    definition=(
        "Trade of two states, or what the first ships to the second, in the same months of each year, by one office's first prints: "
        "the sum it printed from January on, single months added up, or the difference of two sums."
    ),
    formula="S(first, last) = C(last) - C(first - 1), C(m) the sum from January to month m",
    reference="United Nations (2011), International Merchandise Trade Statistics: Concepts and Definitions 2010",
)
def part_of_year(
    tables: Store,
    about: About,
    window: Window,
    *,
    first: FirstMonth = 1,
    last: LastMonth = 6,
    flow: PartFlow = "trade",
    product: Product = "total",
    in_unit: PartUnit = "USD",
) -> Result:
    """Trade of two states in part of a year."""
    if first > last:
        raise OptionError(f"first={first} lies after last={last}: name months of one year")
    found = _years(tables, about, flow, product, in_unit)
    rows: list[Row] = []
    for year, offices in sorted(found.items()):
        made = {
            office: one
            for office, (singles, sums) in offices.items()
            if (one := part(singles, sums, first, last))
        }
        day = date(year, last, 1)
        if made and day in window:
            rows.append(_row(made, f"{year}-{last:02d}", about, in_unit))
    span = MONTHS[first - 1] if first == last else f"{MONTHS[first - 1]} to {MONTHS[last - 1]}"
    what = _what(about, flow, product)
    if not rows:
        raise CoverageError(
            f"the tables do not make up {what} from {span} of a year in the period asked.",
            "Source with more: Chinese customs (gacc).",
        )
    days = [date(int(str(row["period"])[:4]), last, 1) for row in rows]
    value, low, high = (rows[-1][name] for name in ("value", "low", "high"))
    return Result(
        value=float(value),
        interval=Interval(
            low=low, high=high, kind="rounding of the sums it is the difference of", basis="source"
        )
        if low is not None
        else None,
        says=f"{what[0].upper()}{what[1:]} came to {quantity(float(value), in_unit)} in {span} {days[-1].year}{_since(rows)}.",
        rows=rows,
        period=spanned(days, "M"),
        unit=in_unit,
        caveats=(
            "As first printed: later prints differ by a per cent or two, so that growth here may differ from the growth an office prints.",
        ),
    )


def _since(rows: list[Row]) -> str:
    """Growth on the same months of the year before, where these are on record."""
    if len(rows) < 2 or int(str(rows[-2]["period"])[:4]) != int(str(rows[-1]["period"])[:4]) - 1:
        return ""
    growth = float(rows[-1]["value"]) / float(rows[-2]["value"]) - 1
    return f", {percent(abs(growth))} {'more' if growth >= 0 else 'less'} than in the same months of the year before"


def _what(about: About, flow: str, product: str) -> str:
    if flow == "trade":
        return f"{pair_words(about[0], about[1])} trade"
    goods = "" if product == "total" else f"of {product.replace('-', ' ')} "
    return f"{whose(about[0])} exports {goods}to {called(about[1])}"


def _row(made: Mapping[str, Printed], period: str, about: About, unit: str) -> Row:
    """One year: the buyer's office first, then the seller's."""
    office = next((one for one in (about[1], about[0]) if one in made), min(made))
    own = made[office]
    values = [one.value for one in made.values()]
    low, high = min(*values, own.value - own.off), max(*values, own.value + own.off)
    return {
        "period": period,
        "value": own.value,
        "low": low if low < high else None,
        "high": high if low < high else None,
        "unit": unit,
        "reporter": office,
        "source": " ".join(own.sources),
    }


_Office = tuple[dict[int, Printed], dict[int, Printed]]


def _years(tables: Store, about: About, flow: str, product: str, unit: str) -> dict[int, dict[str, _Office]]:
    """Single months and sums from January on, by year and office."""
    found: dict[int, dict[str, _Office]] = {}

    def put(row: Mapping[str, Any], office: str, month: int, value: Any, *, single: bool) -> None:
        if value is None or office not in about:
            return
        singles, sums = found.setdefault(row["period"].year, {}).setdefault(office, ({}, {}))
        # first prints belong together: sums and months of different prints would not add up
        (singles if single else sums).setdefault(
            month, Printed(float(value), tuple(row["source_id"].split()))
        )

    a, b = about
    pair = "-".join(sorted(about))
    if flow == "trade":
        table, column = tables["turnover"].filter(a=min(about), b=max(about), product=product), "value_usd"
    else:
        table = tables["trade"].filter(origin=a, destination=b, product=product)
        column = "value_usd" if unit == "USD" else "quantity"
    for row in table.iter_rows(named=True):
        if unit == "USD" or row.get("quantity_unit") == unit:
            yearly = row["freq"] == "A"
            put(row, row["reporter"], 12 if yearly else row["period"].month, row[column], single=not yearly)
    subject = f"turnover {pair} {product}" if flow == "trade" else f"trade {a}>{b} {product}"
    kind = "value" if unit == "USD" else "quantity"
    for row in tables["estimates"].filter(subject=subject, measure=kind, unit=unit).iter_rows(named=True):
        start, end = row["period"], row["end"]
        if start is None or end is None or (start.month, start.day) != (1, 1) or end.year != start.year:
            continue
        put(row, str(row["by"]), end.month, row["value"], single=False)
    return found
