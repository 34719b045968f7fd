"""The two reports of one flow: what the exporter says it sold, and what the importer says it bought."""

from __future__ import annotations

from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.accounts import Report, Reports
from realpolitik.measures.trade.options import Freq, Product
from realpolitik.measures.trade.reports import COMPILERS, SUPPLY, check_freq, shipped
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.dates import written
from realpolitik.wording.numbers import money, number_of

CIF_FOB = (
    "Importers count freight and insurance (CIF), exporters do not (FOB): a ratio of 1.06 to 1.10 is what shipping costs "
    "explain. Goods by way of third states, and what one side hides, make up the rest."
)


def mirror_ratio(flows: IntoFrame, *, value: str = "value_usd") -> nw.LazyFrame[Any]:
    r"""Importer's report over exporter's report of each flow, $X^{n}_{in} / X^{i}_{in}$.

    Parameters
    ----------
    flows
        Any frame with `origin`, `destination`, `reporter`, `period` and `value`: one product, one frequency, one vintage.
        Rows of the same flow, period and reporter are summed first, so product detail does not matter.

    Returns
    -------
    Frame with `origin`, `destination`, `period`, `by_importer`, `by_exporter` and `ratio`, sorted, in the engine of `flows`.

    Notes
    -----
    A flow that only one side reports, or that one side reports as zero, is absent: it has no ratio.

    References
    ----------
    Morgenstern (1963), On the Accuracy of Economic Observations, chapter 9.

    Examples
    --------
    >>> import polars as pl
    >>> flows = pl.DataFrame({"origin": ["A", "A"], "destination": ["B", "B"], "reporter": ["A", "B"], "period": [1, 1],
    ...                       "value_usd": [100, 108]})
    >>> mirror_ratio(flows).collect()["ratio"].item()
    1.08
    """
    frame: nw.LazyFrame[Any] = nw.from_native(flows).lazy()
    key = ["origin", "destination", "period"]

    def side(who: str, column: str) -> nw.LazyFrame[Any]:
        own = frame.filter(nw.col("reporter") == nw.col(who)).group_by(*key)
        return own.agg(nw.col(value).sum().alias(column)).filter(nw.col(column) > 0)

    both = side("destination", "by_importer").join(side("origin", "by_exporter"), on=key)
    return both.with_columns(ratio=nw.col("by_importer") / nw.col("by_exporter")).sort(key)


@measure(
    "mirror.gap",
    unit="ratio",
    tables=("trade",),
    near=True,
    definition=(
        "The highest report over the lowest of what the first state shipped to the second; importer's over exporter's where "
        "both customs offices report."
    ),
    formula="max_r X_ab^r / min_r X_ab^r over reporters r",
    reference="Morgenstern (1963), On the Accuracy of Economic Observations, chapter 9",
)
def gap(
    tables: Store, about: About, window: Window, *, product: Product = "total", freq: Freq = "A"
) -> Result:
    """How far reports of one flow lie apart."""
    check_freq(freq)
    a, b = about
    reports = shipped(tables["trade"], origin=a, destination=b, product=product, freq=freq, window=window)
    several = {period: offices for period, offices in reports.items() if _lowest(offices)}
    if not several:
        raise CoverageError(
            f"no period asked has two reports of what {called(a)} shipped to {called(b)}; "
            f"the tables have one report for {number_of(len(reports), 'periods')}.",
            SUPPLY,
        )
    names = sorted({office for offices in several.values() for office in offices})
    rows = [
        {
            "period": written(period, freq),
            "value": _highest(offices).value / _lowest(offices)[0].value,
            "offices": f"{_highest(offices).office} over {_lowest(offices)[0].office}",
            "importer_over_exporter": offices[b].value / offices[a].value
            if {a, b} <= offices.keys()
            else None,
            **{f"by_{office}": offices[office].value if office in offices else None for office in names},
            "source": " ".join(dict.fromkeys(" ".join(r.sources for r in offices.values()).split())),
        }
        for period, offices in several.items()
    ]
    offices = several[max(several)]
    low, high, last = _lowest(offices)[0], _highest(offices), rows[-1]
    return Result(
        value=last["value"],
        interval=Interval(
            low=min(row["value"] for row in rows),
            high=max(row["value"] for row in rows),
            kind="range over the periods shown",
            basis="period",
        ),
        says=(
            f"{called(a)} shipped {called(b)} {money(low.value)} or {money(high.value)} in {last['period']}, "
            f"by {_who(low.office)} or by {_who(high.office)}."
        ),
        rows=rows,
        period=spanned(list(several), freq),
        caveats=(CIF_FOB, *_no_mirror(several, a, b)),
    )


def _lowest(offices: dict[str, Report]) -> list[Report]:
    """The lowest report, if there are two offices and it is not zero."""
    low = min(offices.values(), key=lambda report: report.value)
    return [low] if len(offices) > 1 and low.value > 0 else []


def _highest(offices: dict[str, Report]) -> Report:
    return max(offices.values(), key=lambda report: report.value)


def _who(office: str) -> str:
    return (
        f"the {office}" if office == "IMF" else office if office in COMPILERS else f"{whose(office)} customs"
    )


def _no_mirror(several: Reports, a: str, b: str) -> tuple[str, ...]:
    """A caveat where the gap is of an office and a compiler, who may have the figure from that very office."""
    if any(a in offices and b in offices for offices in several.values()):
        return ()
    return (
        (
            f"In no period shown do the customs of both {called(a)} and {called(b)} report: a compiler's figure may come from "
            "one of them, so the gap may understate how far the two are apart."
        ),
    )
