"""What one state delivers to another in major arms, and what share that is of all it sells or the other buys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.security import embargoes
from realpolitik.measures.security.register import (
    EMBEDDED,
    FETCHED,
    SPREAD,
    SUPPLY,
    VOLUME,
    Deliveries,
    deliveries,
)
from realpolitik.models.stats.change_points import level_change
from realpolitik.states.registry import by_code
from realpolitik.states.wording import called, name, whose
from realpolitik.store import Store
from realpolitik.wording.dates import during, year_span
from realpolitik.wording.numbers import number_of, percent

Row = dict[str, Any]
SPAN = 5
"""Years of a span: SIPRI compares spans of five, since one large order may fill a year."""
PAUSE = 5
"""Years without a delivery between two deliveries that count as a break."""
_REFERENCE = "SIPRI Arms Transfers Database, sources and methods; Holtom, Bromley and Simmel (2012), Measuring international arms transfers, SIPRI Fact Sheet"


@measure(
    "security.arms",
    unit="million TIV",
    tables=(EMBEDDED, FETCHED, embargoes.TABLE),
    chart="bars",
    definition="Major arms that the first state delivers to the second by year, in millions of SIPRI's trend-indicator values; the "
    "volume of an order is divided over its years of delivery. A year without a row of the register is one in which it has no delivery. "
    "Years of UN sanctions that concern arms, on the recipient or parties in it, are marked, as far as the regimes were looked up.",
    formula="D_t = sum over orders of V w_t / sum w, w = 1/2 for the first and last of several years of delivery, else 1",
    reference=_REFERENCE,
)
def arms(tables: Store, about: About, window: Window) -> Result:
    """Arms that one state delivers to another, by year."""
    seller, buyer = about
    found = deliveries(tables, window, supplier=seller, recipient=buyer)
    years = _by_year(found)
    if not years:
        raise CoverageError(
            f"the register of arms transfers has no delivery of major arms from {called(seller)} to {called(buyer)} "
            f"{during(found.first, found.last)}.",
            SUPPLY,
        )
    shown = range(min(years), _end(about, found.last, years) + 1)
    marks = embargoes.embargoed(tables, buyer, shown)
    rows: list[Row] = [
        {
            "period": str(year),
            "value": round(years.get(year, 0.0), 2),
            "source": " ".join(filter(None, ("sipri-arms", marks[year][1] if marks else ""))),
        }
        | ({"series": marks[year][0]} if marks else {})
        for year in shown
    ]
    return Result(
        value=round(sum(years.values()), 2),
        says=_told(seller, buyer, years, shown[-1]),
        rows=rows,
        period=spanned([date(year, 1, 1) for year in (shown[0], shown[-1])], "A"),
        caveats=(
            VOLUME,
            SPREAD,
            *_breaks(years, shown[-1]),
            *embargoes.said(marks, years, called(buyer)),
            *found.notes,
        ),
    )


def _life(about: About) -> tuple[int, int]:
    """The first and the last year in which both states lived since 1950; a zero of another year would be none."""
    lives = [span for span in (_years(code) for code in about) if span]
    return max((first for first, _ in lives), default=0), min((last for _, last in lives), default=9999)


def _years(code: str) -> tuple[int, int] | None:
    if code not in by_code():
        return None
    spells = [(start.year, end.year if end else 9999) for start, end in by_code()[code].life]
    return spells[-1][0], spells[-1][1]


def _end(about: About, last: int, years: dict[int, float]) -> int:
    """The last year shown: of the register, or of the shorter-lived state where nothing came after it."""
    return max(min(last, _life(about)[1]), *years)


def _by_year(found: Deliveries) -> dict[int, float]:
    return {row["period"].year: row["tiv"] for row in found.rows.sort("period").iter_rows(named=True)}


def _told(seller: str, buyer: str, years: dict[int, float], last: int) -> str:
    """The sum, the height, and whether it goes on."""
    first, final = min(years), max(years)
    peak = max(years, key=lambda year: years[year])
    total = sum(years.values())
    when = during(first, final)
    says = f"{called(seller)} delivered major arms of {total:,.0f} million TIV to {called(buyer)} {when}"
    if len(years) > 1:
        says += f", most in {peak} ({years[peak]:,.0f})"
    if final < last:
        return f"{says}; the register has none since."
    recent = [years.get(year, 0.0) for year in range(last - SPAN + 1, last + 1)]
    return (
        f"{says}; {sum(recent) / SPAN:,.0f} a year in {last - SPAN + 1}–{last}."
        if first < last - SPAN
        else f"{says}."
    )


def _breaks(years: dict[int, float], last: int) -> tuple[str, ...]:
    """Pauses of some years, and where the level changes most."""
    held = sorted(years)
    pauses = [year_span(before + 1, after - 1) for before, after in pairwise(held) if after - before > PAUSE]
    said = [f"Without deliveries in between: {', '.join(pauses)}."] if pauses else []
    span = range(held[0], last + 1)
    values = [years.get(year, 0.0) for year in span]
    if len(values) >= 2 * SPAN:
        change = level_change(values)
        if change.log_bayes_factor > 0:
            said.append(
                f"The level changes most after {span[change.last_before]}: {change.before:,.0f} million TIV a year before, "
                f"{change.after:,.0f} since."
            )
    return tuple(said)


@measure(
    "security.arms_share",
    unit="share",
    tables=(EMBEDDED, FETCHED),
    chart="share",
    definition="Share of the first state in the second's imports of major arms, and of the second in the first's exports, by span of "
    "five years, one that ends with each year.",
    formula="s = sum over five years of D(A to B) / sum of D(all to B); and over sum of D(A to all)",
    reference=_REFERENCE,
)
def arms_share(tables: Store, about: About, window: Window) -> Result:
    """How much of one state's arms imports another supplies, and what share that is of the other's exports."""
    seller, buyer = about
    bought = deliveries(tables, window, recipient=buyer)
    sold = deliveries(tables, window, supplier=seller)
    names = {"imports": f"in {whose(buyer)} imports", "exports": f"in {whose(seller)} exports"}
    pair, all_bought, all_sold = _yearly(bought, supplier=seller), _yearly(bought), _yearly(sold)
    begin, end = _life(about)
    rows: list[Row] = []
    spans = _spans(max(bought.first, begin), min(bought.last, end))
    if not spans:
        raise CoverageError(
            f"a share of arms transfers is of five years, and the register has fewer of {called(seller)} and {called(buyer)} in the "
            "period asked.",
            "Ask for five years or more.",
        )
    for first, last in spans:
        for series, whole in ((names["imports"], all_bought), (names["exports"], all_sold)):
            if total := _over(whole, first, last):
                rows.append(
                    {
                        "period": str(last),
                        "value": _over(pair, first, last) / total,
                        "series": series,
                        "years": f"{first}–{last}",
                        "source": "sipri-arms",
                    }
                )
    if not any(row["value"] for row in rows):
        raise CoverageError(
            f"the register of arms transfers has no delivery of major arms from {called(seller)} to {called(buyer)} "
            f"{during(bought.first, bought.last)}.",
            SUPPLY,
        )
    imports = [row for row in rows if row["series"] == names["imports"]]
    return Result(
        value=imports[-1]["value"] if imports else None,
        says=_shares(seller, buyer, imports, [row for row in rows if row["series"] == names["exports"]]),
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=(
            "Each point is the span of five years that ends with its year. Deliveries of unknown suppliers and to rebel groups are left out.",
            SPREAD,
            *dict.fromkeys((*bought.notes, *sold.notes)),
        ),
    )


def _spans(first: int, last: int) -> list[tuple[int, int]]:
    """Spans of five years, one that ends with each year; the first begins with the first year."""
    return [(end - SPAN + 1, end) for end in range(first + SPAN - 1, last + 1)]


def _yearly(found: Deliveries, **only: str) -> dict[int, float]:
    """Volume by year."""
    rows = found.rows.filter(**only) if only else found.rows
    sums: dict[int, float] = {}
    for day, tiv in rows.select("period", "tiv").iter_rows():
        sums[day.year] = sums.get(day.year, 0.0) + tiv
    return sums


def _over(years: dict[int, float], first: int, last: int) -> float:
    return sum(years.get(year, 0.0) for year in range(first, last + 1))


def _shares(seller: str, buyer: str, imports: Sequence[Row], exports: Sequence[Row]) -> str:
    """The latest share, the highest before it, and the other side's."""
    parts = []
    if imports:
        last, peak = imports[-1], max(imports, key=lambda row: row["value"])
        said = (
            f"{called(seller)} supplied {percent(last['value'])} of {whose(buyer)} imports of major arms in {last['years']}"
            if last["value"]
            else f"The register has no arms from {called(seller)} among {whose(buyer)} imports in {last['years']}"
        )
        parts.append(
            said
            + (
                f" ({percent(peak['value'])} at most, in {peak['years']})"
                if percent(peak["value"]) != percent(last["value"])
                else ""
            )
        )
    if exports and exports[-1]["value"]:
        last = exports[-1]
        parts.append(
            f"{name(buyer)} took {percent(last['value'])} of what {called(seller)} delivered in {last['years']}"
        )
    return "; ".join(parts) + "."


@measure(
    "security.arms_suppliers",
    unit="index",
    tables=(EMBEDDED, FETCHED),
    states=1,
    chart="line",
    definition="How concentrated a state's imports of major arms are on few suppliers, by span of five years: the sum of squared "
    "shares, 1 where one supplies all.",
    formula="H = sum over suppliers of s_i^2",
    reference="Hirschman (1945), National Power and the Structure of Foreign Trade; " + _REFERENCE,
)
def arms_suppliers(tables: Store, about: About, window: Window) -> Result:
    """How concentrated a state's arms imports are, and on whom."""
    import polars as pl

    (buyer,) = about
    found = deliveries(tables, window, recipient=buyer)
    rows: list[Row] = []
    for first, last in _spans(found.first, found.last):
        own = found.rows.filter(pl.col("period").dt.year().is_between(first, last))
        sums = (
            own.group_by("supplier")
            .agg(pl.col("tiv").sum())
            .sort("tiv", "supplier", descending=[True, False])
        )
        if total := float(sums["tiv"].sum()):
            shares = [(code, tiv / total) for code, tiv in sums.iter_rows()]
            rows.append(
                {
                    "period": str(last),
                    "value": sum(share**2 for _, share in shares),
                    "years": f"{first}–{last}",
                    "first": shares[0][0],
                    "first_share": shares[0][1],
                    "suppliers": len(shares),
                    "source": "sipri-arms",
                }
            )
    if not rows:
        raise CoverageError(
            f"the register of arms transfers has no delivery of major arms to {called(buyer)} {during(found.first, found.last)}.",
            SUPPLY,
        )
    last_row = rows[-1]
    return Result(
        value=last_row["value"],
        says=f"{called(last_row['first'])} supplied {percent(last_row['first_share'])} of {whose(buyer)} imports of major arms in "
        f"{last_row['years']}, {_most(last_row['suppliers'])}; the concentration is {last_row['value']:.2f}.",
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=("Each point is the span of five years that ends with its year.", SPREAD, *found.notes),
    )


def _most(suppliers: int) -> str:
    return "its only supplier" if suppliers == 1 else f"the most of {number_of(suppliers, 'suppliers')}"
