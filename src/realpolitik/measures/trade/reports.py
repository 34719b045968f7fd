"""Reports of trade: what each office says that one state shipped to another, and which report to believe first.

Two offices see one flow, the exporter's and the importer's, and compilers add their estimates. All are kept. The central
report is that of the importer's own office, then the exporter's, then of the compilers in the order `COMPILERS`; the lowest
and the highest report bound it. Within an office a later print replaces the first release.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Window
from realpolitik.states.wording import name
from realpolitik.store.catalog import version_order
from realpolitik.wording.dates import written

COMPILERS = ("IMF", "BACI", "COW")
"""Offices that report for others: International Monetary Fund, CEPII BACI, Correlates of War."""

VINTAGES = ("revised", "later print", "undated print", "first release")
"""Which print of one office's figure counts: the first that is there."""

MIRROR = "range of all reports: both customs offices and the compilers"

SUPPLY = "Sources with more: UN Comtrade (un-comtrade), IMF (imf-imts), CEPII BACI (cepii-baci)."


@dataclass(frozen=True, slots=True)
class Report:
    """A figure of one office: US dollars (or another unit, where a share was formed), and its sources."""

    office: str
    value: float
    sources: str


Reports = dict[date, dict[str, Report]]
"""What each office says, by period."""


@dataclass(frozen=True, slots=True)
class Told:
    """The reports of one period: the central one, the bounds, and who says the central one."""

    period: date
    value: float
    low: float
    high: float
    office: str
    sources: str


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
    frame = nw.from_native(flows).lazy()
    chosen = frame.filter(
        (nw.col("origin") == origin)
        & (nw.col("destination") == destination)
        & (nw.col("product") == product)
        & (nw.col("freq") == freq)
        & ~nw.col("value_usd").is_null()
    )
    return _by_office(chosen, window)


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
    two directions; a sum needs both directions of the same office.
    """
    there = shipped(flows, origin=a, destination=b, product=product, freq=freq, window=window)
    back = shipped(flows, origin=b, destination=a, product=product, freq=freq, window=window)
    found = {
        period: {
            office: Report(
                office,
                there[period][office].value + back[period][office].value,
                _joined((there[period][office], back[period][office])),
            )
            for office in sorted(there[period].keys() & back[period].keys())
        }
        for period in there.keys() & back.keys()
    }
    low, high = sorted((a, b))
    frame = nw.from_native(totals).lazy()
    published = frame.filter(
        (nw.col("a") == low)
        & (nw.col("b") == high)
        & (nw.col("product") == product)
        & (nw.col("freq") == freq)
    )
    for period, offices in _by_office(published, window).items():
        found.setdefault(period, {}).update(offices)
    return {period: offices for period, offices in sorted(found.items()) if offices}


def divided(parts: Reports, wholes: Reports) -> Reports:
    """Each office's part over its own whole, by period; offices that report only one of the two are left out."""
    shares = {
        period: {
            office: Report(
                office, part.value / wholes[period][office].value, _joined((part, wholes[period][office]))
            )
            for office, part in offices.items()
            if office in wholes.get(period, {}) and wholes[period][office].value > 0
        }
        for period, offices in parts.items()
    }
    return {period: offices for period, offices in shares.items() if offices}


def told(reports: Reports, *, importer: str = "", exporter: str = "") -> list[Told]:
    """The central report of each period and the range of all, in order of time.

    Examples
    --------
    >>> from datetime import date
    >>> both = {"CHN": Report("CHN", 240.0, "gacc"), "IMF": Report("IMF", 231.0, "imts")}
    >>> told({date(2023, 1, 1): both}, importer="CHN")[0].low
    231.0
    """
    ranked = [office for office in (importer, exporter, *COMPILERS) if office]
    found = []
    for period, offices in sorted(reports.items()):
        order = [office for office in ranked if office in offices] or sorted(offices)
        central = offices[order[0]]
        values = [report.value for report in offices.values()]
        sources = _joined((central, *(report for report in offices.values() if report is not central)))
        found.append(Told(period, central.value, min(values), max(values), central.office, sources))
    return found


def require(found: list[Told], what: str, window: Window, everything: Reports) -> list[Told]:
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


def bounds(found: Told) -> Interval | None:
    """The range of all reports of a period, or None where a single office reports: one report has no range."""
    return Interval(low=found.low, high=found.high, kind=MIRROR) if found.low < found.high else None


def alone(found: Told) -> tuple[str, ...]:
    """A caveat where a single office reports the last period."""
    return (
        ()
        if found.low < found.high
        else (f"Only one office ({found.office}) reports this figure: no range can be stated.",)
    )


def pair_words(a: str, b: str) -> str:
    """Two states as a pair: `China–Russia`."""
    return f"{name(a)}–{name(b)}"


def rows_of(found: Iterable[Told], freq: str, **columns: Any) -> list[Mapping[str, Any]]:
    """Rows of a finding, one a period."""
    return [
        {
            "period": written(item.period, freq),
            "value": item.value,
            "low": item.low if item.low < item.high else None,
            "high": item.high if item.low < item.high else None,
            "reporter": item.office,
            "source": item.sources,
            **columns,
        }
        for item in found
    ]


def check_freq(freq: str) -> None:
    """Refuse a frequency that the tables do not have."""
    if freq not in ("A", "M"):
        raise OptionError(f"freq={freq!r}: choose A (years) or M (months)")


def _by_office(frame: nw.LazyFrame[Any], window: Window) -> Reports:
    columns = ("period", "reporter", "value_usd", "vintage", "source_id")
    found: dict[date, dict[str, list[tuple[Any, float, str]]]] = {}
    for period, office, value, vintage, sources in frame.select(*columns).collect().iter_rows():
        day = period if type(period) is date else period.date()
        if day in window:
            rank = _rank(vintage)
            found.setdefault(day, {}).setdefault(office, []).append((rank, float(value), sources))
    return {
        period: {office: Report(office, *min(prints)[1:]) for office, prints in sorted(offices.items())}
        for period, offices in sorted(found.items())
    }


@cache
def _rank(vintage: str) -> tuple[int, tuple[Any, ...]]:
    """The first counts: a revision, then the newest release of a dataset, then the prints in the order of `VINTAGES`."""
    if vintage in VINTAGES:
        return VINTAGES.index(vintage), ()
    return 0, tuple((kind, -part if isinstance(part, int) else part) for kind, part in version_order(vintage))


def _joined(reports: Iterable[Report]) -> str:
    return " ".join(dict.fromkeys(source for report in reports for source in report.sources.split()))
