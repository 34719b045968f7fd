"""Who depends on whom: shares in imports and exports, trade over output, salience and symmetry, supply effect."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Window, parse_date, spanned
from realpolitik.measures.dependence.offices import apart
from realpolitik.measures.registering.shock import SHOCK, Shock
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.accounts import Report, Reports
from realpolitik.measures.trade.reports import (
    MIRROR,
    CentralReport,
    alone,
    bounds,
    central_reports,
    divided,
    exchanged,
    hole_words,
    joints,
    pair_words,
    require,
    rows_of,
    shipped,
    uncovered,
)
from realpolitik.measures.trade.splice import elsewhere, points
from realpolitik.measures.trade.turnover import reported_shares
from realpolitik.measures.trade.unlisted import in_share
from realpolitik.states.wording import called, name, whose
from realpolitik.store import Store
from realpolitik.wording.dates import written, year_span
from realpolitik.wording.series import of_share

_BARBIERI = "Barbieri (1996), Economic interdependence, Journal of Peace Research 33(1), doi 10.1177/0022343396033001003"
_NO_SHARE = "none of this pair, or none of the whole that a share is of"
_SAME_OFFICE = "Part and whole are of the same office, so that differences of valuation cancel."


def salience(share_ab: float, share_ba: float) -> float:
    """Geometric mean of two partner shares: how much the two matter to each other, 0 to 1.

    Examples
    --------
    >>> round(salience(0.30, 0.04), 6)
    0.109545
    """
    return math.sqrt(share_ab * share_ba)


def symmetry(share_ab: float, share_ba: float) -> float:
    """One less the difference of two partner shares: 1 where each weighs the same in the other's trade.

    Examples
    --------
    >>> symmetry(0.30, 0.04)
    0.74
    """
    return 1 - abs(share_ab - share_ba)


def interdependence(share_ab: float, share_ba: float) -> float:
    """Salience times symmetry.

    Examples
    --------
    >>> round(interdependence(0.30, 0.04), 6)
    0.081063
    """
    return salience(share_ab, share_ba) * symmetry(share_ab, share_ba)


def supply_effect(share: float, elasticity: float) -> float:
    r"""Log cost of living without a supplier, $-\ln(1 - s)/(\sigma - 1)$ for constant elasticity of substitution.

    Parameters
    ----------
    share
        Share of the supplier in spending, in [0, 1).
    elasticity
        Elasticity of substitution between suppliers, above 1.

    Raises
    ------
    OptionError
        The share or the elasticity is out of range.

    Examples
    --------
    >>> round(supply_effect(0.5, 5.0), 4)
    0.1733
    """
    if not 0 <= share < 1:
        raise OptionError(f"a share of spending lies in [0, 1), not at {share}")
    if elasticity <= 1:
        raise OptionError(
            f"elasticity={elasticity}: without a supplier the loss is infinite unless it is above 1"
        )
    return -math.log1p(-share) / (elasticity - 1)


def _of_shares(found: list[CentralReport], says: str, *caveats: str, carried: str = "") -> Result:
    last = found[-1]
    interval = bounds(last)
    return Result(
        value=last.value,
        interval=replace(interval, kind=carried) if interval and carried else interval,
        says=says,
        rows=rows_of(found, "A"),
        period=spanned([item.period for item in found], "A"),
        caveats=(*caveats, *alone(last), *joints(found)),
    )


def _share_of(tables: Store, about: About, window: Window, *, imports: bool) -> list[CentralReport]:
    a, b = about
    flows = tables["trade"]

    def reports(window: Window) -> Reports:
        if imports:
            part = shipped(flows, origin=b, destination=a, window=window)
            whole = shipped(flows, origin="WLD", destination=a, window=window)
        else:
            part = shipped(flows, origin=a, destination=b, window=window)
            whole = shipped(flows, origin=a, destination="WLD", window=window)
        return _with_own_total(divided(part, whole), part, whole, own=a, other=b)

    way = "imports" if imports else "exports"
    return require(
        central_reports(reports(window), importer=a),
        f"share of {called(b)} in the {way} of {called(a)}",
        window,
        reports(Window()),
    )


def _with_own_total(shares: Reports, part: Reports, whole: Reports, *, own: str, other: str) -> Reports:
    """The shares, and where a state publishes its total but not the partner, the partner's report over that total."""
    out = {period: dict(offices) for period, offices in shares.items()}
    for period in part.keys() & whole.keys():
        if own in whole[period] and own not in part[period] and other in part[period]:
            office, ends = f"{other}/{own}", (part[period][other], whole[period][own])
            sources = " ".join(dict.fromkeys(f"{ends[0].sources} {ends[1].sources}".split()))
            out.setdefault(period, {})[office] = Report(office, ends[0].value / ends[1].value, sources)
    return dict(sorted(out.items()))


def _office_rule(found: list[CentralReport]) -> str:
    """How part and whole belong together."""
    mixed = any("/" in office for item in found for office, _ in item.reports)
    return _SAME_OFFICE + (
        " A state's own total without its own report of the partner goes with the partner's report: exports without freight over "
        "imports with it, or the other way round, which moves the share by a few hundredths of itself."
        if mixed
        else ""
    )


CARRIED = 3
"""So many years a range of offices holds for later years of which a single office reports."""


def _carried(found: list[CentralReport]) -> tuple[list[CentralReport], str]:
    """The shares; a last one of a single office takes the range that the offices had, relative to it, when two last reported."""
    last = found[-1]
    if last.low < last.high:
        return found, ""
    for item in reversed(found[:-1]):
        if item.office == last.office and item.low < item.high and item.splice is None:
            if last.period.year - item.period.year > CARRIED:
                break
            ranged = replace(
                last,
                low=last.value * item.low / item.value,
                high=min(1.0, last.value * item.high / item.value),
            )
            kind = f"range of the offices in {item.period.year}, the last year with two, carried to {last.period.year}"
            return [*found[:-1], ranged], kind
    return found, ""


def _by_office(found: list[CentralReport]) -> str:
    """What each office has in the last year of two, where they are apart: the level in doubt, and the direction that all show."""
    told = apart([(item.period.year, dict(item.reports)) for item in found])
    return told.sentence() if told else ""


@measure(
    "dependence.import_share",
    unit="share",
    tables=("trade",),
    near=True,
    chart="share",
    blocs=True,
    definition="Share of the second state in the imports of goods of the first.",
    formula="s_ab = X_ba / X_world,a",
    reference="Hirschman (1945), National Power and the Structure of Foreign Trade",
)
def import_share(tables: Store, about: About, window: Window, *, shock: Shock = SHOCK) -> Result:
    """Share of one state in what another buys abroad."""
    a, b = about
    found, carried = _carried(_share_of(tables, about, window, imports=True))
    subject, of_what = f"{called(a)} bought", f"of its imports from {called(b)}"
    says = of_share(subject, of_what, points(found), shock=parse_date(shock), others=elsewhere(found))
    hole, why = hole_words(uncovered(tables["trade"], a, b, found, window), found[-1].office, _NO_SHARE)
    short = in_share(tables, a, found[-1], "imports")
    return _of_shares(
        found, says + hole + _by_office(found), _office_rule(found), *why, *short, carried=carried
    )


@measure(
    "dependence.export_share",
    unit="share",
    tables=("trade",),
    near=True,
    chart="share",
    blocs=True,
    definition="Share of the second state in the exports of goods of the first.",
    formula="s_ab = X_ab / X_a,world",
    reference="Hirschman (1945), National Power and the Structure of Foreign Trade",
)
def export_share(tables: Store, about: About, window: Window, *, shock: Shock = SHOCK) -> Result:
    """Share of one state in what another sells abroad."""
    a, b = about
    found, carried = _carried(_share_of(tables, about, window, imports=False))
    subject, of_what = f"{called(a)} sold", f"of its exports to {called(b)}"
    says = of_share(subject, of_what, points(found), shock=parse_date(shock), others=elsewhere(found))
    hole, why = hole_words(uncovered(tables["trade"], a, b, found, window), found[-1].office, _NO_SHARE)
    short = in_share(tables, a, found[-1], "exports")
    return _of_shares(
        found, says + hole + _by_office(found), _office_rule(found), *why, *short, carried=carried
    )


@measure(
    "dependence.trade_gdp",
    unit="share",
    tables=("trade", "turnover", "power"),
    near=True,
    chart="share",
    definition="Trade of two states over the gross domestic product of the first, both in current US dollars.",
    formula="TD_a(b) = (X_ab + X_ba) / GDP_a",
    reference="Oneal and Russett (1997), The Classical Liberals Were Right, doi 10.1111/1468-2478.00042",
)
def trade_gdp(tables: Store, about: About, window: Window, *, shock: Shock = SHOCK) -> Result:
    """Trade with another state over one's own output."""
    a, b = about
    found = _over_output(tables, a, b, window)
    return _of_shares(
        found,
        of_share(
            f"Trade with {called(b)} came to",
            f"of {whose(a)} output",
            points(found),
            shock=parse_date(shock),
            others=elsewhere(found),
        ),
        "The ratio of the two states' figures is the ratio of their outputs: it cannot show growing asymmetry.",
        *_vintages(tables, a, found),
    )


@measure(
    "dependence.weak_link",
    unit="share",
    tables=("trade", "turnover", "power"),
    near=True,
    chart="share",
    definition="Trade of two states over output, of the one that depends less: the one that could end it more easily.",
    formula="min(TD_a(b), TD_b(a)), TD = trade over gross domestic product",
    reference="Oneal and Russett (1997), The Classical Liberals Were Right, doi 10.1111/1468-2478.00042",
)
def weak_link(tables: Store, about: About, window: Window, *, shock: Shock = SHOCK) -> Result:
    """Trade over output of the state that depends less."""
    a, b = about
    theirs = {item.period: item for item in _over_output(tables, b, a, window)}
    pairs = [(one, theirs[one.period]) for one in _over_output(tables, a, b, window) if one.period in theirs]
    if not pairs:
        raise CoverageError(
            f"no year has the output of both {called(a)} and {called(b)}.",
            "Source with more: World Bank (worldbank-wdi).",
        )
    found = [min(pair, key=lambda item: item.value) for pair in pairs]
    of_a = [one for one, other in pairs if one.value <= other.value]
    of_b = [other for one, other in pairs if other.value < one.value]
    weaker = a if found[-1] in of_a else b
    return _of_shares(
        found,
        of_share(
            f"{pair_words(a, b)} trade came to",
            f"of the output of {called(weaker)}, the less dependent of the two,",
            points(found),
            shock=parse_date(shock),
            others=elsewhere(found),
        ),
        *_vintages(tables, a, of_a),
        *_vintages(tables, b, of_b),
    )


def _over_output(tables: Store, a: str, b: str, window: Window) -> list[CentralReport]:
    """Trade of two states over the output of the first, in the years that have both.

    Raises
    ------
    CoverageError
        No year has both.
    """
    trade = central_reports(
        exchanged(tables["trade"], tables["turnover"], a=a, b=b, window=window), importer=a, exporter=b
    )
    output = gross_product(tables, a)
    found = [
        CentralReport(
            item.period,
            item.value / output[item.period][0],
            item.low / output[item.period][0],
            item.high / output[item.period][0],
            item.office,
            f"{item.sources} {output[item.period][1]}",
        )
        for item in trade
        if item.period in output
    ]
    if not found:
        raise CoverageError(
            f"the tables have no year with both the trade of {called(a)} and {called(b)} and the output of {called(a)}.",
            "Sources with more: World Bank (worldbank-wdi), IMF (imf-imts).",
        )
    return found


def gross_product(tables: Store, code: str) -> Mapping[date, tuple[float, str, str]]:
    """Gross domestic product in current US dollars, its sources and its vintage, by year.

    Where a year has several vintages, the one that covers most years of the state counts, so that few are mixed.
    """
    rows = tables["power"].filter(state=code, measure="gdp-usd").to_dicts()
    length: dict[str, int] = {}
    for row in rows:
        length[row["vintage"]] = length.get(row["vintage"], 0) + 1
    ranked = sorted(rows, key=lambda row: (length[row["vintage"]], row["vintage"]))
    return {row["period"]: (row["value"], row["source_id"], row["vintage"]) for row in ranked}


def _vintages(tables: Store, code: str, found: list[CentralReport]) -> tuple[str, ...]:
    """A caveat where the output of a state is of several vintages: a step between them is partly revision."""
    output, years = gross_product(tables, code), [item.period for item in found]
    spans: dict[str, list[int]] = {}
    for day in years:
        if day in output:
            spans.setdefault(output[day][2], []).append(day.year)
    if len(spans) < 2:
        return ()
    named = ", ".join(f"{vintage} ({year_span(min(own), max(own))})" for vintage, own in spans.items())
    return (f"The output of {called(code)} is of several vintages: {named}.",)


def _both_ways(tables: Store, about: About, window: Window) -> list[tuple[CentralReport, CentralReport]]:
    a, b = about
    ours = {item.period: item for item in reported_shares(tables, a, b, window)}
    theirs = {item.period: item for item in reported_shares(tables, b, a, window)}
    years = sorted(ours.keys() & theirs.keys())
    if not years:
        raise CoverageError(
            f"no year has the share of {called(b)} in the trade of {called(a)} and the other way round too."
        )
    return [(ours[year], theirs[year]) for year in years]


def _once(rows: Sequence[Mapping[str, Any]]) -> str:
    """The first figure, and the highest or lowest between where it lies beyond both ends."""
    if len(rows) < 2:
        return ""
    first, last = rows[0], rows[-1]
    inner = rows[1:-1]
    told = f", after {first['value']:.3f} in {first['period']}"
    if not inner:
        return told
    high, low = (end(inner, key=lambda row: row["value"]) for end in (max, min))
    if low["value"] < min(first["value"], last["value"]):
        return f"{told} and a low of {low['value']:.3f} in {low['period']}"
    if high["value"] > max(first["value"], last["value"]):
        return f"{told} and a peak of {high['value']:.3f} in {high['period']}"
    return told


def _barbieri(
    tables: Store,
    about: About,
    window: Window,
    formula: Callable[[float, float], float],
    noun: str,
    what: str,
) -> Result:
    pairs = _both_ways(tables, about, window)
    rows, days = [], []
    for one, other in pairs:
        corners = [
            formula(x, y)
            for x in (one.low, one.value, one.high)
            for y in (other.low, other.value, other.high)
        ]
        days.append(one.period)
        rows.append(
            {
                "period": written(one.period, "A"),
                "value": formula(one.value, other.value),
                "low": min(corners) if len(set(corners)) > 1 else None,
                "high": max(corners) if len(set(corners)) > 1 else None,
                "reporter": "+".join(dict.fromkeys((one.office, other.office))),
                "source": " ".join(dict.fromkeys(f"{one.sources} {other.sources}".split())),
            }
        )
    last, (a, b) = rows[-1], about
    return Result(
        value=last["value"],
        interval=Interval(low=last["low"], high=last["high"], kind=MIRROR, basis="source")
        if last["low"] is not None
        else None,
        says=f"The {noun} of {name(a)}–{name(b)} trade was {last['value']:.3f} in {last['period']}"
        f"{_once(rows)}; {what}.",
        rows=rows,
        period=spanned(days, "A"),
        caveats=("The two shares may be of different offices where no office reports both.",),
    )


@measure(
    "dependence.salience",
    unit="index",
    tables=("trade", "turnover"),
    near=True,
    blocs=True,
    definition="Geometric mean of the two partner shares: how much two states matter to each other's trade, 0 to 1.",
    formula="salience = sqrt(TS_ab * TS_ba)",
    reference=_BARBIERI,
)
def salience_of(tables: Store, about: About, window: Window) -> Result:
    """How much two states matter to each other's trade."""
    return _barbieri(tables, about, window, salience, "salience", "1 is all trade with each other")


@measure(
    "dependence.symmetry",
    unit="index",
    tables=("trade", "turnover"),
    near=True,
    blocs=True,
    definition="One less the difference of the two partner shares: 1 where each weighs the same in the other's trade.",
    formula="symmetry = 1 - |TS_ab - TS_ba|",
    reference=_BARBIERI,
)
def symmetry_of(tables: Store, about: About, window: Window) -> Result:
    """How evenly two states depend on each other's trade."""
    return _barbieri(tables, about, window, symmetry, "symmetry", "1 is even dependence")


@measure(
    "dependence.interdependence",
    unit="index",
    tables=("trade", "turnover"),
    near=True,
    blocs=True,
    definition="Salience times symmetry.",
    formula="interdependence = sqrt(TS_ab * TS_ba) * (1 - |TS_ab - TS_ba|)",
    reference=_BARBIERI,
)
def interdependence_of(tables: Store, about: About, window: Window) -> Result:
    """Salience and symmetry of the trade of two states in one figure."""
    return _barbieri(
        tables, about, window, interdependence, "interdependence", "high where trade is large and even"
    )
