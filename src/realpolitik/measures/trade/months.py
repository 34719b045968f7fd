"""Months pieced together from what was published: single months, quarters, sums from January on, and years.

Customs print a month here and a sum from January to October there. Differences of sums give what lies between; months that
only a sum of several covers share it evenly, and are marked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window
from realpolitik.states.wording import called
from realpolitik.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month's value in dollars; `over` is the number of months over which the published sum was spread (1: exact)."""

    day: date
    value: float
    over: int
    sources: frozenset[str]


def months_of_year(singles: dict[int, float], sums: dict[int, float]) -> dict[int, tuple[float, int]]:
    """Months of one year from single months and sums from January on: value, and over how many months it is spread.

    Parameters
    ----------
    singles
        Value by month, 1 to 12.
    sums
        Sum from January to the end of a month, by that month.

    Returns
    -------
    Known months only; a month that no figure covers is absent.

    Examples
    --------
    >>> months_of_year({3: 30.0}, {2: 40.0, 5: 130.0})
    {1: (20.0, 2), 2: (20.0, 2), 3: (30.0, 1), 4: (30.0, 2), 5: (30.0, 2)}
    """
    ends = _closed(singles, {0: 0.0, **sums})
    out = {month: (value, 1) for month, value in singles.items()}
    for start, end in zip(sorted(ends), sorted(ends)[1:], strict=False):
        open_months = [month for month in range(start + 1, end + 1) if month not in singles]
        rest = ends[end] - ends[start] - sum(singles.get(month, 0.0) for month in range(start + 1, end + 1))
        for month in open_months:
            out[month] = (rest / len(open_months), len(open_months))
    return dict(sorted(out.items()))


def _closed(singles: dict[int, float], sums: dict[int, float]) -> dict[int, float]:
    """Sums from January on, with those that single months add before and after."""
    known = dict(sums)
    while True:
        more = {month: known[month - 1] + value for month, value in singles.items() if month - 1 in known}
        more |= {month - 1: known[month] - value for month, value in singles.items() if month in known}
        new = {month: value for month, value in more.items() if month not in known and month > 0}
        if not new:
            return known
        known |= new


def monthly_exports(tables: Store, origin: str, destination: str, window: Window) -> list[Month]:
    """What one state shipped to another, by month, as the authority with most figures reports it.

    Raises
    ------
    CoverageError
        Nothing is known of any month.
    """
    flows = [
        row
        for row in tables["trade"]
        .filter(origin=origin, destination=destination, product="total")
        .iter_rows(named=True)
        if row["value_usd"] is not None and row["reporter"] in (origin, destination)
    ]
    by_month = Counter(row["reporter"] for row in flows if row["freq"] == "M")
    flows = [
        row for row in flows if row["reporter"] == max(by_month, key=lambda who: by_month[who], default="")
    ]
    sums = [
        row
        for row in tables["estimates"]
        .filter(origin=origin, destination=destination, product="total", measure="value")
        .iter_rows(named=True)
        if row["value"]
        and row["period"].month == 1
        and row["unit"] == "USD"
        and row["period"].year == row["end"].year
    ]
    out: list[Month] = []
    for year in sorted({row["period"].year for row in (*flows, *sums)}):
        singles, cumulated, cited = _of_year(year, flows, sums)
        for month, (value, over) in months_of_year(singles, cumulated).items():
            if (day := date(year, month, 1)) in window and value > 0:
                out.append(Month(day=day, value=value, over=over, sources=frozenset(cited)))
    if not out:
        raise CoverageError(
            f"the tables have no months of what {called(origin)} ships to {called(destination)} in the period asked.",
            "Source with more: Chinese customs (gacc).",
        )
    return out


def _of_year(
    year: int, flows: list[dict[str, Any]], sums: list[dict[str, Any]]
) -> tuple[dict[int, float], dict[int, float], set[str]]:
    singles: dict[int, float] = {}
    cumulated: dict[int, float] = {}
    cited: set[str] = set()
    for row in flows:
        if row["period"].year == year:
            place = singles if row["freq"] == "M" else cumulated
            # first releases belong together: sums and months of different vintages would not add up
            place.setdefault(row["period"].month if row["freq"] == "M" else 12, float(row["value_usd"]))
            cited |= set(row["source_id"].split())
    for row in sums:
        if row["period"].year == year:
            cumulated.setdefault(row["end"].month, row["value"])
            cited |= set(row["source_id"].split())
    return singles, cumulated, cited
