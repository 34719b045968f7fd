"""What a state sells another less what it buys from it, and how what it sells grows, each by one office's own figures."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.accounts import Report, Reports
from realpolitik.measures.trade.estimates import doubts, undoubted
from realpolitik.measures.trade.options import Freq, Product
from realpolitik.measures.trade.reports import (
    SUPPLY,
    alone,
    bounds,
    central_reports,
    check_freq,
    office_words,
    require,
    rows_of,
    shipped,
)
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.dates import written
from realpolitik.wording.numbers import money, percent

_STANDARD = "United Nations (2011), International Merchandise Trade Statistics: Concepts and Definitions 2010"


@measure(
    "trade.balance",
    unit="USD",
    tables=("trade",),
    near=True,
    chart="bars",
    blocs=True,
    definition="What the first state ships to the second less what it gets from it, in current US dollars; negative is a deficit.",
    formula="B_ab = X_ab - X_ba, both of one office",
    reference=_STANDARD,
)
def balance(
    tables: Store, about: About, window: Window, *, product: Product = "total", freq: Freq = "A"
) -> Result:
    """The balance of a state's trade with another."""
    check_freq(freq)
    a, b = about

    def both(when: Window) -> Reports:
        out = shipped(tables["trade"], origin=a, destination=b, product=product, freq=freq, window=when)
        back = shipped(tables["trade"], origin=b, destination=a, product=product, freq=freq, window=when)
        return {
            period: {
                office: Report(
                    office,
                    sold.value - back[period][office].value,
                    " ".join(dict.fromkeys(f"{sold.sources} {back[period][office].sources}".split())),
                    doubted=sold.doubted or back[period][office].doubted,
                )
                for office, sold in offices.items()
                if office in back[period]
            }
            for period, offices in out.items()
            if back.get(period) and offices.keys() & back[period].keys()
        }

    found = require(
        central_reports(both(window), importer=a, exporter=b),
        f"both directions of trade of {called(a)} and {called(b)} by one office",
        window,
        both(Window()),
    )
    last = found[-1]
    kind = "surplus" if last.value >= 0 else "deficit"
    return Result(
        value=last.value,
        interval=bounds(last),
        says=f"{called(a)} had a {kind} of {money(abs(last.value))} in its trade with {called(b)} in {written(last.period, freq)}.",
        rows=rows_of(found, freq),
        period=spanned([item.period for item in found], freq),
        caveats=(
            "Goods alone. Imports are valued with freight and insurance, exports without, so that the two states' balances do not mirror.",
            *alone(last),
            *doubts(found, office_words),
        ),
    )


@measure(
    "trade.export_growth",
    unit="share",
    tables=("trade",),
    near=True,
    chart="bars",
    blocs=True,
    definition=(
        "Growth of what the first state ships to the second between the first and the last year of one office, and from year to year; "
        "the interval holds the growth by every office that reports both years."
    ),
    formula="g = X_last / X_first - 1",
    reference=_STANDARD,
)
def export_growth(
    tables: Store, about: About, window: Window, *, product: Product = "total", freq: Freq = "A"
) -> Result:
    """Growth of what one state sells another."""
    check_freq(freq)
    a, b = about
    reports = undoubted(
        shipped(tables["trade"], origin=a, destination=b, product=product, freq=freq, window=window)
    )
    first, last = _ends(reports)
    if first is None or last is None:
        raise CoverageError(
            f"growth of what {called(a)} ships to {called(b)} needs two periods of one office; none reports two in the period asked.",
            SUPPLY,
        )
    offices = [office for office in reports[first] if office in reports[last]]
    growths = {office: reports[last][office].value / reports[first][office].value - 1 for office in offices}
    office = next((one for one in (b, a) if one in growths), offices[0])
    own = central_reports(
        {period: {office: each[office]} for period, each in reports.items() if office in each}
    )  # none before the first or after the last, for no span is longer
    total = growths[office]
    what = "goods" if product == "total" else product.replace("-", " ")
    return Result(
        value=total,
        interval=Interval(
            low=min(growths.values()),
            high=max(growths.values()),
            kind="growth by each office that reports both years",
            basis="source",
        )
        if len(growths) > 1
        else None,
        says=f"What {called(a)} sold {called(b)} of {what} {'grew' if total >= 0 else 'shrank'} by {percent(abs(total))} between "
        f"{written(first, freq)} and {written(last, freq)}.",
        rows=[
            {
                "period": written(after.period, freq),
                "value": after.value / before.value - 1,
                "reporter": after.office,
                "source": " ".join(dict.fromkeys(f"{before.sources} {after.sources}".split())),
            }
            for before, after in pairwise(own)
        ],
        period=spanned([item.period for item in own], freq),
        caveats=(
            "In current dollars: prices and exchange rates are part of the growth.",
            f"All periods are of one office ({office}), so that a change of office does not read as growth.",
        ),
    )


def _ends(reports: Reports) -> tuple[date | None, date | None]:
    """The two periods farthest apart of which one office reports both."""
    spans: dict[str, list[date]] = {}
    for period, offices in reports.items():
        for office in offices:
            spans.setdefault(office, []).append(period)
    found = [(min(periods), max(periods)) for periods in spans.values() if len(periods) > 1]
    return max(found, key=lambda ends: (ends[1] - ends[0], ends[1])) if found else (None, None)
