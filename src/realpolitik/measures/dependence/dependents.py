"""Who depends on a state: its share in what every other state buys or sells abroad, in one year."""

from __future__ import annotations

from collections import Counter
from datetime import date

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.accounts import Reports
from realpolitik.measures.trade.options import Side
from realpolitik.measures.trade.reports import (
    MIRROR,
    SUPPLY,
    CentralReport,
    central_reports,
    divided,
    shipped,
)
from realpolitik.states import registry
from realpolitik.states.wording import called, name
from realpolitik.store import Store
from realpolitik.wording.dates import written
from realpolitik.wording.numbers import number_of, percent


@measure(
    "dependence.dependents",
    unit="share",
    states=1,
    tables=("trade",),
    chart="tiles",
    definition="Share of a state in the imports (or exports) of goods of every other state, in the last year that "
    "covers most of them.",
    formula="s_i = X_a,i / X_world,i for imports; X_i,a / X_i,world for exports",
    reference="Hirschman (1945), National Power and the Structure of Foreign Trade",
)
def dependents(tables: Store, about: About, window: Window, *, side: Side = "imports") -> Result:
    """Whose foreign trade depends on a state: its share in that of every other.

    One year for all: the one with the most states, the last of several. A state without a report of that year is
    absent from the rows, which is not a share of zero.

    Raises
    ------
    CoverageError
        No state has both a flow with this one and a total in the window.
    """
    a = about[0]
    shares = {code: _shares(tables, a, code, window, side) for code in _others(a)}
    years = Counter(day for reports in shares.values() for day in reports)
    if not years:
        raise CoverageError(f"the tables have no share of {called(a)} in the {side} of any state.", SUPPLY)
    year = max(years, key=lambda day: (years[day], day))
    found = {code: _of(reports, year, code, side) for code, reports in shares.items() if year in reports}
    rows = [
        {
            "period": written(item.period, "A"),
            "value": item.value,
            "low": item.low if item.low < item.high else None,
            "high": item.high if item.low < item.high else None,
            "label": name(code),
            "code": code,
            "reporter": item.office,
            "source": item.sources,
        }
        for code, item in sorted(found.items(), key=lambda pair: (-pair[1].value, pair[0]))
    ]
    first = rows[0]
    verb, way = ("bought", "from") if side == "imports" else ("sold", "to")
    return Result(
        value=first["value"],
        interval=None
        if first["low"] is None
        else Interval(low=first["low"], high=first["high"], kind=MIRROR, basis="source"),
        says=f"Of {number_of(len(rows), 'states')} {first['label']} {verb} the largest share {way} {called(a)} in {year.year}: "
        f"{percent(first['value'])} of its {side}.",
        rows=rows,
        period=spanned([year], "A"),
        caveats=(
            f"{number_of(len(_others(a)) - len(rows), 'states')} are not covered in {year.year}: that is not a share of zero.",
            "Part and whole are of the same office, so that differences of valuation cancel.",
        ),
    )


def _others(a: str) -> list[str]:
    return [state.code for state in registry() if state.end is None and state.code != a]


def _shares(tables: Store, a: str, code: str, window: Window, side: str) -> Reports:
    flows = tables["trade"]
    ways = (a, code) if side == "imports" else (code, a)
    part = shipped(flows, origin=ways[0], destination=ways[1], window=window)
    if not part:
        return {}
    ends = ("WLD", code) if side == "imports" else (code, "WLD")
    return divided(part, shipped(flows, origin=ends[0], destination=ends[1], window=window))


def _of(reports: Reports, year: date, code: str, side: str) -> CentralReport:
    """The central report of a year: of the state itself where it reports, as `dependence.import_share` has it."""
    only = {year: reports[year]}
    return (
        central_reports(only, importer=code)[0]
        if side == "imports"
        else central_reports(only, exporter=code)[0]
    )
