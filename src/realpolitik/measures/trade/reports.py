"""Reports of trade: what each office says that one state shipped to another, and which report to believe first.

Two offices see one flow, the exporter's and the importer's, and compilers add their estimates. All are kept. The central
report is that of the importer's own office, then the exporter's, then of the compilers in the order `COMPILERS`; the lowest
and the highest report bound it. Within an office a later print replaces the first release. A compiler's estimate that is more
than twice, or less than half, both what another office has and what the state itself last reported, is a bound and never central (`estimates`).

A series stays with one office: that of its last period; earlier offices are spliced to it or left out of sentences (`splice`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Window
from realpolitik.measures.trade.accounts import Report, Reports
from realpolitik.measures.trade.estimates import ESTIMATED, doubting, doubts, held
from realpolitik.measures.trade.splice import CentralReport, one_series, splices
from realpolitik.states.registry import by_code
from realpolitik.states.wording import called, name, whose
from realpolitik.store.catalog import version_order
from realpolitik.store.held import Held
from realpolitik.wording.dates import written
from realpolitik.wording.numbers import number_of
from realpolitik.wording.series import spans

if TYPE_CHECKING:
    from narwhals.typing import IntoFrame

COMPILERS = ("IMF", "BACI", "COW")
"""Offices that report for others: International Monetary Fund, CEPII BACI, Correlates of War."""

VINTAGES = ("revised", "later print", "undated print", "first release")
"""Which print of one office's figure counts: the first that is there."""

MIRROR = "range of all reports: both customs offices and the compilers"

SUPPLY = "Sources with more: UN Comtrade (un-comtrade), IMF (imf-imts), CEPII BACI (cepii-baci)."


@dataclass(frozen=True, slots=True)
class Flow:
    """What one state ships to another: which good, by year (A) or month (M)."""

    origin: str
    destination: str
    product: str
    freq: str


def shipped(
    flows: IntoFrame,
    *,
    origin: str,
    destination: str,
    product: str = "total",
    freq: str = "A",
    window: Window,
) -> Reports:
    """What each office says that `origin` shipped to `destination`, US dollars by period.

    Parameters
    ----------
    flows
        Any frame with the columns of the table `trade`. Rows without a value (only a quantity is known) are left out.
    """
    check_freq(freq)
    flow = Flow(origin, destination, product, freq)
    told = _remembered(Held(flows), flow) if isinstance(flows, pl.DataFrame) else _of_flow(flows, flow)
    return {period: dict(offices) for period, offices in told.items() if period in window}


def _of_flow(flows: IntoFrame, flow: Flow) -> Reports:
    engine, frame = _lazy(flows)
    chosen = frame.filter(
        (engine.col("origin") == flow.origin)
        & (engine.col("destination") == flow.destination)
        & (engine.col("product") == flow.product)
        & (engine.col("freq") == flow.freq)
        & ~engine.col("value_usd").is_null()
    )
    return _by_office(engine, chosen, Window())


def _lazy(frame: IntoFrame) -> tuple[Any, Any]:
    """The module that has `col` and `lit`, and the frame for a query of it: Polars itself, or narwhals over any other engine.

    The two are written alike; narwhals takes as long to import as the rest of a measure of trade.
    """
    if isinstance(frame, pl.DataFrame):
        return pl, frame.lazy()
    import narwhals as nw

    return nw, nw.from_native(frame).lazy()


@lru_cache(maxsize=256)
def _remembered(held: Held, flow: Flow) -> Reports:
    """The measures and claims of a brief ask for the same few flows, each for periods of its own."""
    return _of_flow(held.frame, flow)


def exchanged(
    flows: IntoFrame,
    totals: IntoFrame,
    *,
    a: str,
    b: str,
    product: str = "total",
    freq: str = "A",
    window: Window,
) -> Reports:
    """What each office says of the trade of two states in both directions, US dollars by period.

    A published two-way total of an office (`totals`, the columns of the table `turnover`) counts before the sum of its
    two directions; a sum needs both directions of the same office, and is an estimate where one of them is.
    """
    there = shipped(flows, origin=a, destination=b, product=product, freq=freq, window=Window())
    back = shipped(flows, origin=b, destination=a, product=product, freq=freq, window=Window())
    summed = {
        period: {
            office: Report(
                office,
                there[period][office].value + back[period][office].value,
                _joined((there[period][office], back[period][office])),
                estimated=there[period][office].estimated or back[period][office].estimated,
            )
            for office in sorted(there[period].keys() & back[period].keys())
        }
        for period in sorted(there.keys() & back.keys())
    }
    found = {period: offices for period, offices in doubting(summed).items() if period in window}
    low, high = sorted((a, b))
    engine, frame = _lazy(totals)
    published = frame.filter(
        (engine.col("a") == low)
        & (engine.col("b") == high)
        & (engine.col("product") == product)
        & (engine.col("freq") == freq)
    )
    for period, offices in _by_office(engine, published, window).items():
        found.setdefault(period, {}).update(offices)
    return {period: offices for period, offices in sorted(found.items()) if offices}


def divided(parts: Reports, wholes: Reports) -> Reports:
    """Each office's part over its own whole, by period; offices that report only one of the two are left out."""
    shares = {
        period: {
            office: Report(
                office,
                part.value / wholes[period][office].value,
                _joined((part, wholes[period][office])),
                doubted=part.doubted,
            )
            for office, part in offices.items()
            if office in wholes.get(period, {}) and wholes[period][office].value > 0
        }
        for period, offices in parts.items()
    }
    return {period: offices for period, offices in shares.items() if offices}


def central_reports(reports: Reports, *, importer: str = "", exporter: str = "") -> list[CentralReport]:
    """The central report of each period and the range of all, in order of time.

    Examples
    --------
    >>> from datetime import date
    >>> both = {"CHN": Report("CHN", 240.0, "gacc"), "IMF": Report("IMF", 231.0, "imts")}
    >>> central_reports({date(2023, 1, 1): both}, importer="CHN")[0].low
    231.0
    """
    ranked = [office for office in (importer, exporter, *COMPILERS) if office]
    found = []
    for period, offices in sorted(reports.items()):
        order = [office for office in ranked if office in offices]
        order += sorted(offices.keys() - set(order))
        central = offices[min(order, key=lambda office: offices[office].doubted)]
        values = [report.value for report in offices.values()]
        told_by = tuple((office, offices[office].value) for office in sorted(offices))
        doubted = tuple(office for office, _ in told_by if offices[office].doubted)
        found.append(
            CentralReport(
                period, central.value, min(values), max(values), central.office, "", told_by, doubted=doubted
            )
        )
    kept = held(found)
    return [replace(item, sources=_cited(reports[item.period], item.office)) for item in one_series(kept)]


def _cited(offices: Mapping[str, Report], first: str) -> str:
    """The sources of a period: those of the central office first, then of the others by name."""
    ordered = sorted(offices, key=lambda office: (office != first, office))
    return _joined(offices[office] for office in ordered)


def require(
    found: list[CentralReport], what: str, window: Window, everything: Reports
) -> list[CentralReport]:
    """The reports, or an error that says what is covered and which source has more.

    Raises
    ------
    CoverageError
        There is no report in the window.
    """
    if found:
        return found
    years = sorted({period.year for period in everything})
    covered = f"They cover {years[0]} to {years[-1]}." if years else "There is none for any year."
    asked = (
        f" from {window.start or 'the beginning'} to {window.end or 'today'}" if window != Window() else ""
    )
    raise CoverageError(f"the tables have no {what}{asked}. {covered}", SUPPLY)


def uncovered(flows: IntoFrame, a: str, b: str, found: list[CentralReport], window: Window) -> list[int]:
    """Years after the last of a yearly series, in which its office reports other trade of one of the two states, and not of the pair.

    Years of which a doubted estimate was left out are none of them: a caveat of their own tells of these.

    Parameters
    ----------
    flows
        Any frame with the columns of the table `trade`.
    """
    last = found[-1]
    engine, frame = _lazy(flows)
    other = frame.filter(
        engine.col("origin").is_in([a, b]) | engine.col("destination").is_in([a, b]),
        engine.col("product") == "total",
        engine.col("freq") == "A",
        engine.col("reporter") == last.office,
        engine.col("period") > last.period,
        ~engine.col("value_usd").is_null(),
    )
    days = {row[0] for row in other.select("period").unique().collect().iter_rows()}
    left = {period.year for period, _, _ in last.left_out}
    return sorted(
        day.year
        for day in days
        if (day if type(day) is date else day.date()) in window and last.period.year < day.year not in left
    )


def hole_words(
    years: list[int], office: str, lacks: str = "no report of this pair"
) -> tuple[str, tuple[str, ...]]:
    """A sentence and a caveat on years that a series does not cover; both empty where there is none.

    Examples
    --------
    >>> hole_words([2023], "BACI")[0], hole_words([], "BACI")
    (' Not covered in 2023.', ('', ()))
    """
    if not years:
        return "", ()
    when = spans(years)
    why = f"Not covered in {when}: {office_words(office)} has other trade of these states for it, and {lacks}, which is no zero."
    return f" Not covered in {when}.", (why,)


def bounds(found: CentralReport) -> Interval | None:
    """The range of all reports of a period, or None where a single office reports: one report has no range."""
    return (
        Interval(low=found.low, high=found.high, kind=MIRROR, basis="source")
        if found.low < found.high
        else None
    )


def alone(found: CentralReport) -> tuple[str, ...]:
    """A caveat where a single office reports the last period."""
    return (
        ()
        if found.low < found.high
        else (
            f"Only one office ({found.office}) reports the figure of {found.period.year}: no range can be stated.",
        )
    )


RECONCILED = "BACI"
"""The compiler that makes one figure of both ends' reports, and of one end's where the other has none."""


def one_sided(flows: IntoFrame, a: str, b: str, found: CentralReport) -> tuple[str, ...]:
    """A caveat where a figure of BACI rests on one end's report, since the other has no total in its edition of that year.

    Parameters
    ----------
    flows
        Any frame with the columns of the table `trade`.
    """
    if found.office != RECONCILED or not {a, b} <= by_code().keys():
        return ()
    engine, frame = _lazy(flows)
    totals = frame.filter(
        engine.col("reporter") == RECONCILED,
        engine.col("product") == "total",
        engine.col("freq") == "A",
        engine.col("period") == found.period,
        engine.col("origin").is_in([a, b, "WLD"]) & engine.col("destination").is_in([a, b, "WLD"]),
    )
    ends = {
        code
        for row in totals.select("origin", "destination").collect().iter_rows()
        if "WLD" in row
        for code in row
    }
    silent = [code for code in (a, b) if code not in ends]
    if len(silent) != 1:
        return ()
    quiet, heard = (a, b) if silent == [a] else (b, a)
    text = (
        f"In {found.period.year} {called(quiet)} is not among those that report in BACI's edition: the figure is by {whose(heard)} reports "
        f"alone, and {whose(quiet)} own may differ by a fifth and more."
    )
    return (text,)


def pair_words(a: str, b: str) -> str:
    """Two states as a pair: `China–Russia`."""
    return "–".join(name(code).removeprefix("the ") for code in (a, b))


def rows_of(found: Iterable[CentralReport], freq: str, **columns: Any) -> list[Mapping[str, Any]]:
    """Rows of a finding, one a period."""
    return [
        {
            "period": written(item.period, freq),
            "value": item.value,
            "low": item.low if item.low < item.high else None,
            "high": item.high if item.low < item.high else None,
            "reporter": item.office,
            **({"joined": "yes"} if item.splice else {}),
            **({"doubted": ", ".join(item.doubted)} if item.doubted else {}),
            "reports": "; ".join(f"{office} {value:.12g}" for office, value in item.reports)
            if len(item.reports) > 1
            else "",
            "source": item.sources,
            **columns,
        }
        for item in found
    ]


def check_freq(freq: str) -> None:
    """Refuse a frequency that the tables do not have."""
    if freq not in ("A", "M"):
        raise OptionError(f"freq={freq!r}: choose A (years) or M (months)")


def _by_office(engine: Any, frame: Any, window: Window) -> Reports:
    known = "note" in frame.collect_schema().names()
    note = engine.col("note") if known else engine.lit("").alias("note")
    found: dict[date, dict[str, list[tuple[Any, float, str, bool]]]] = {}
    columns = ("period", "reporter", "value_usd", "vintage", "source_id")
    for period, office, value, vintage, sources, told_note in (
        frame.select(*columns, note).collect().iter_rows()
    ):
        day = period if type(period) is date else period.date()
        estimated = (told_note or "").startswith(ESTIMATED)
        found.setdefault(day, {}).setdefault(office, []).append(
            (print_order(vintage), float(value), sources, estimated)
        )
    every = {
        period: {office: Report(office, *min(prints)[1:]) for office, prints in sorted(offices.items())}
        for period, offices in sorted(found.items())
    }
    return {period: offices for period, offices in doubting(every).items() if period in window}


@cache
def print_order(vintage: str) -> tuple[int, tuple[Any, ...]]:
    """The first counts: a revision, then the newest release of a dataset, then the prints in the order of `VINTAGES`."""
    if vintage in VINTAGES:
        return VINTAGES.index(vintage), ()
    return 0, tuple((kind, -part if isinstance(part, int) else part) for kind, part in version_order(vintage))


def _joined(reports: Iterable[Report]) -> str:
    return " ".join(dict.fromkeys(source for report in reports for source in report.sources.split()))


def joints(found: list[CentralReport]) -> tuple[str, ...]:
    """A caveat for each splice, one where offices could not be joined, and those on estimates that are doubted."""
    told_of = [
        f"Before {office_words(joint.later)} begins, the figures are those of {office_words(joint.earlier)} times {joint.ratio:.2f} "
        f"({joint.low:.2f} to {joint.high:.2f} in {number_of(joint.common, 'common periods')})."
        for joint in splices(found)
    ]
    apart = list(
        dict.fromkeys(
            item.office for item in found if item.office != found[-1].office and item.splice is None
        )
    )
    if apart:
        named = ", ".join(office_words(office) for office in apart)
        told_of.append(
            f"Rows of {named} are of another office than the last, and too few or too scattered in common to join: no sentence "
            "compares the two."
        )
    return (*told_of, *doubts(found, office_words))


OFFICES = {"IMF": "the IMF", "BACI": "BACI", "COW": "the Correlates of War", "OWN": "your table"}
"""Offices that are no state's; `OWN` is a frame given to a store in four columns (`store.frames`)."""


def office_words(office: str) -> str:
    """An office in words.

    Examples
    --------
    >>> office_words("IMF"), office_words("RUS"), office_words("CHN/RUS")
    ('the IMF', 'the office of Russia', "Russia's own customs total")
    """
    _, _, whole = office.partition("/")
    if whole:
        return f"{whose(whole)} own customs total"
    return OFFICES.get(office) or f"the office of {called(office)}"
