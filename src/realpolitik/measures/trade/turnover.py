"""How large the trade of two states is, how fast it grows, and what it weighs among all their trade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, parse_date, spanned
from realpolitik.measures.registering.shock import SHOCK, Shock
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.accounts import Reports
from realpolitik.measures.trade.ends import other_end
from realpolitik.measures.trade.estimates import undoubted
from realpolitik.measures.trade.euros import in_euros
from realpolitik.measures.trade.options import Freq, Product
from realpolitik.measures.trade.reports import (
    CentralReport,
    alone,
    bounds,
    central_reports,
    divided,
    exchanged,
    hole_words,
    joints,
    one_sided,
    pair_words,
    require,
    rows_of,
    shipped,
    uncovered,
)
from realpolitik.measures.trade.splice import elsewhere, points
from realpolitik.measures.trade.unlisted import in_share
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.dates import written
from realpolitik.wording.numbers import percent
from realpolitik.wording.series import factor, of_money, of_share

_REPORTED = (
    "The central figure is the report of the importer's office, else of the exporter's, else of the IMF, BACI or COW; "
    "imports are valued with freight and insurance (CIF), exports without (FOB)."
)


@measure(
    "trade.turnover",
    unit="USD",
    tables=("trade", "turnover"),
    near=True,
    blocs=True,
    definition="Goods that two states ship to each other, both directions together, in current US dollars.",
    formula="T_ab = X_ab + X_ba",
    reference="United Nations (2011), International Merchandise Trade Statistics: Concepts and Definitions 2010",
)
def turnover(
    tables: Store, about: About, window: Window, *, freq: Freq = "A", shock: Shock = SHOCK
) -> Result:
    """Trade of two states in both directions."""
    a, b = about
    _refuse_halves(tables, about, freq)
    found = require(
        _turnover(tables, a, b, freq, window),
        f"trade of {called(a)} and {called(b)}",
        window,
        _two_way(tables, a, b, freq),
    )
    says = of_money(
        f"{pair_words(a, b)} trade",
        points(found),
        freq=freq,
        shock=parse_date(shock),
        others=elsewhere(found),
    )
    return _of_money(tables, about, window, found, freq, says)


@measure(
    "trade.exports",
    unit="USD",
    tables=("trade",),
    near=True,
    blocs=True,
    definition="Goods that the first state ships to the second, in current US dollars.",
    formula="X_ab",
    reference="United Nations (2011), International Merchandise Trade Statistics: Concepts and Definitions 2010",
)
def exports(
    tables: Store,
    about: About,
    window: Window,
    *,
    product: Product = "total",
    freq: Freq = "A",
    shock: Shock = SHOCK,
) -> Result:
    """Goods that one state ships to another."""
    a, b = about
    reports = shipped(tables["trade"], origin=a, destination=b, product=product, freq=freq, window=window)
    anytime = shipped(tables["trade"], origin=a, destination=b, product=product, freq=freq, window=Window())
    what = "goods" if product == "total" else product.replace("-", " ")
    found = require(
        central_reports(reports, importer=b, exporter=a),
        f"{what} shipped from {called(a)} to {called(b)}",
        window,
        anytime,
    )
    subject = f"{whose(a)} exports {'' if product == 'total' else f'of {what} '}to {called(b)}"
    says = of_money(subject, points(found), freq=freq, shock=parse_date(shock), others=elsewhere(found))
    return _of_money(tables, about, window, found, freq, says, whole=product == "total", both=False)


@measure(
    "trade.growth",
    unit="share",
    tables=("trade", "turnover"),
    near=True,
    chart="bars",
    blocs=True,
    definition="Growth of the trade of two states between the first and the last year of one office, and from year to year.",
    formula="g = T_last / T_first - 1",
    reference="United Nations (2011), International Merchandise Trade Statistics: Concepts and Definitions 2010",
)
def growth(tables: Store, about: About, window: Window) -> Result:
    """Growth of the trade of two states."""
    a, b = about
    reports = undoubted(_two_way(tables, a, b, "A", window))
    found = _of_one_office(reports, a, b)
    if len(found) < 2:
        raise CoverageError(
            f"growth of {pair_words(a, b)} trade needs two years of one office; the tables have {len(found)} in the period asked.",
            "Ask for a longer period.",
        )
    rows = [
        {
            "period": written(after.period, "A"),
            "value": after.value / before.value - 1,
            "reporter": after.office,
            "source": " ".join(dict.fromkeys(f"{before.sources} {after.sources}".split())),
        }
        for before, after in pairwise(found)
        if after.period.year == before.period.year + 1
    ]
    first, last = found[0], found[-1]
    early, late = reports[first.period], reports[last.period]
    others = [late[office].value / early[office].value - 1 for office in early.keys() & late.keys()]
    total = last.value / first.value - 1
    return Result(
        value=total,
        interval=Interval(
            low=min(others),
            high=max(others),
            kind="growth by each office that reports both years",
            basis="source",
        )
        if len(others) > 1
        else None,
        says=(
            f"{pair_words(a, b)} trade {'grew' if total >= 0 else 'shrank'} by {percent(abs(total))} between "
            f"{first.period.year} and {last.period.year}{_lately(rows)}."
        ),
        rows=rows,
        period=spanned([item.period for item in found], "A"),
        caveats=(
            "In current dollars: prices and exchange rates are part of the growth.",
            f"All years are of one office ({last.office}), so that a change of office does not read as growth.",
            *(() if len(others) > 1 else alone(last)),
        ),
    )


@measure(
    "trade.partner_share",
    unit="share",
    tables=("trade", "turnover"),
    near=True,
    chart="share",
    blocs=True,
    definition="Share of the second state in the trade in goods of the first, both directions.",
    formula="TS_ab = (X_ab + X_ba) / (X_a,world + X_world,a)",
    reference="Barbieri (1996), Economic interdependence, Journal of Peace Research 33(1), doi 10.1177/0022343396033001003",
)
def partner_share(tables: Store, about: About, window: Window, *, shock: Shock = SHOCK) -> Result:
    """Share of one state in the trade of another."""
    a, b = about
    found = reported_shares(tables, a, b, window)
    last = found[-1]
    hole, why = hole_words(uncovered(tables["trade"], a, b, found, window), last.office)
    return Result(
        value=last.value,
        interval=bounds(last),
        says=of_share(
            f"{called(b)} had",
            f"of {whose(a)} trade",
            points(found),
            shock=parse_date(shock),
            others=elsewhere(found),
        )
        + hole,
        rows=rows_of(found, "A"),
        period=spanned([item.period for item in found], "A"),
        caveats=(_REPORTED, *why, *alone(last), *joints(found), *in_share(tables, a, last, "trade")),
    )


def reported_shares(tables: Store, a: str, b: str, window: Window) -> list[CentralReport]:
    """Share of `b` in the trade of `a`, year by year; part and whole always of the same office.

    Raises
    ------
    CoverageError
        No office reports both in the window.
    """
    reports = divided(_two_way(tables, a, b, "A", window), _two_way(tables, a, "WLD", "A", window))
    anytime = divided(_two_way(tables, a, b, "A"), _two_way(tables, a, "WLD", "A"))
    return require(
        central_reports(reports, importer=a, exporter=b),
        f"share of {called(b)} in the trade of {called(a)}",
        window,
        anytime,
    )


def _refuse_halves(tables: Store, about: About, freq: str) -> None:
    """Say which directions are on record, where no office has both in one period and so no sum can be formed.

    Raises
    ------
    CoverageError
        That is so.
    """
    a, b = about
    if _two_way(tables, a, b, freq):
        return
    ways = [
        {office for offices in shipped(tables["trade"], origin=one, destination=other, freq=freq, window=Window()).values()
         for office in offices}
        for one, other in ((a, b), (b, a))
    ]  # fmt: skip
    told = [
        f"{', '.join(sorted(offices))} has what {called(one)} ships to {called(other)}"
        for offices, (one, other) in zip(ways, ((a, b), (b, a)), strict=True)
        if offices
    ]
    if len(told) == len(ways):
        raise CoverageError(
            f"no office has both directions of the trade of {called(a)} and {called(b)} in one {_PERIODS[freq]}, and a sum is of one office: "
            f"{' and '.join(told)}.",
            "Ask for each direction: trade.exports.",
        )
    if told:
        raise CoverageError(
            f"of the trade of {called(a)} and {called(b)} one direction alone is on record, and what has no report is not zero: {told[0]}.",
            "Ask for that direction: trade.exports.",
        )


_PERIODS = {"A": "year", "Q": "quarter", "M": "month"}


def _turnover(tables: Store, a: str, b: str, freq: str, window: Window) -> list[CentralReport]:
    return central_reports(_two_way(tables, a, b, freq, window), importer=a, exporter=b)


def _two_way(tables: Store, a: str, b: str, freq: str, window: Window = Window()) -> Reports:  # noqa: B008
    return exchanged(tables["trade"], tables["turnover"], a=a, b=b, freq=freq, window=window)


def _of_one_office(reports: Reports, a: str, b: str) -> list[CentralReport]:
    """The years of the office that is central in the last, or in most where that one has no other year."""
    central = [item.office for item in central_reports(reports, importer=a, exporter=b)]
    if not central:
        return []
    office = central[-1] if central.count(central[-1]) > 1 else max(reversed(central), key=central.count)
    own = {period: {office: offices[office]} for period, offices in reports.items() if office in offices}
    return central_reports(own)


def _of_money(
    tables: Store,
    about: About,
    window: Window,
    found: list[CentralReport],
    freq: str,
    says: str,
    *,
    whole: bool = True,
    both: bool = True,
) -> Result:
    last = found[-1]
    years = uncovered(tables["trade"], about[0], about[1], found, window) if freq == "A" and whole else []
    hole, why = hole_words(years, last.office)
    euros = in_euros(tables, about, found, both=both) if freq == "A" and whole else None
    return Result(
        value=last.value,
        interval=bounds(last),
        says=says + (euros.sentence if euros else "") + (other_end(found, about) if both else "") + hole,
        rows=rows_of(found, freq),
        period=spanned([item.period for item in found], freq),
        caveats=(
            _REPORTED,
            *why,
            *alone(last),
            *(one_sided(tables["trade"], about[0], about[1], last) if freq == "A" and whole else ()),
            *((euros.caveat,) if euros else ()),
            *joints(found),
        ),
    )


def _lately(rows: Sequence[Mapping[str, Any]]) -> str:
    """The last yearly change, where there is more than one."""
    return f", and {factor(rows[-1]['value'])} in {rows[-1]['period']}" if len(rows) > 1 else ""
