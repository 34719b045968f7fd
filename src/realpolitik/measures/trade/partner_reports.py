"""Trade by both its reports, and by partners alone where a state is silent; how reliable a state's office is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.options import Cif, Freq, Product, Side
from realpolitik.measures.trade.reconcile import (
    CIF,
    CIF_RANGE,
    FEWEST_FLOWS,
    FEWEST_OWN,
    both_reports,
    reconcile,
    reliability_of,
)
from realpolitik.measures.trade.reports import SUPPLY, VINTAGES, check_freq, shipped
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.dates import written
from realpolitik.wording.numbers import money, number_of, percent

if TYPE_CHECKING:
    import polars as pl

_BACI = "Gaulier and Zignago (2010), BACI: International Trade Database at the Product-Level, CEPII Working Paper 2010-23"


def _customs(tables: Store, product: str, freq: str, window: Window) -> pl.DataFrame:
    """Both reports of every flow of a product in the window, of national offices alone."""
    import polars as pl

    flows = tables["trade"].filter(
        pl.col("product") == product,
        pl.col("freq") == freq,
        pl.col("value_usd") > 0,
        (pl.col("reporter") == pl.col("origin")) | (pl.col("reporter") == pl.col("destination")),
        *([pl.col("period") >= window.start] if window.start else []),
        *([pl.col("period") <= window.end] if window.end else []),
    )
    return both_reports(_newest(flows)).collect().to_native()


def _newest(flows: pl.DataFrame) -> pl.DataFrame:
    """One row a flow, period and office: its newest print."""
    import polars as pl

    order = {vintage: place for place, vintage in enumerate(VINTAGES)}
    rank = pl.col("vintage").replace_strict(order, default=-1, return_dtype=pl.Int64)
    return flows.sort(rank, "vintage", descending=[False, True]).unique(
        subset=["origin", "destination", "period", "reporter"], keep="first", maintain_order=True
    )


@measure(
    "mirror.reconciled",
    unit="USD",
    tables=("trade",),
    definition=(
        "One figure of what the first state shipped to the second, from the reports of both customs offices: freight taken off the "
        "importer's, each weighed by the reliability of its office; one report alone where the other side is silent."
    ),
    formula="ln V = w ln X + (1 - w) ln(M / (1 + f)), w = b_n^2 / (a_i^2 + b_n^2)",
    reference=_BACI,
)
def reconciled(
    tables: Store,
    about: About,
    window: Window,
    *,
    product: Product = "total",
    freq: Freq = "A",
    cif: Cif = CIF,
) -> Result:
    """What one state shipped to another, by both its own report and its partner's."""
    check_freq(freq)
    a, b = about
    pairs = _customs(tables, product, freq, window)
    own = pairs.filter(origin=a, destination=b)
    if own.is_empty():
        raise CoverageError(
            f"neither the customs of {called(a)} nor of {called(b)} report what {called(a)} shipped to {called(b)} in the period asked.",
            SUPPLY,
        )
    known = reliability_of(pairs, cif=cif)
    reports = shipped(tables["trade"], origin=a, destination=b, product=product, freq=freq, window=window)
    rows = []
    for flow in own.iter_rows(named=True):
        found = reconcile(
            flow["by_exporter"], flow["by_importer"], origin=a, destination=b, known=known, cif=cif
        )
        offices = reports[flow["period"]]
        rows.append(
            {
                "period": written(flow["period"], freq),
                "value": found.value,
                "low": found.low if found.low < found.high else None,
                "high": found.high if found.low < found.high else None,
                "basis": found.basis,
                "by_exporter": flow["by_exporter"] or None,
                "by_importer": flow["by_importer"] or None,
                "weight_exporter": found.weight_exporter,
                "source": " ".join(
                    dict.fromkeys(
                        id_ for who in (a, b) if who in offices for id_ in offices[who].sources.split()
                    )
                ),
            }
        )
    last = rows[-1]
    kind = "90 % by the reliability of the offices" if known else "the reports, and freight from 0 to 10 %"
    return Result(
        value=last["value"],
        interval=Interval(low=last["low"], high=last["high"], kind=kind, basis="source")
        if last["low"] is not None
        else None,
        says=f"{called(a)} shipped {called(b)} {money(last['value'])} in {last['period']}, reconciled from {_basis(last['basis'], a, b)}.",
        rows=rows,
        period=spanned(own["period"].to_list(), freq),
        caveats=(
            f"Freight and insurance count as {percent(cif)} of the value; across a common border they are less.",
            f"The reliability of offices is of {number_of(known.flows, 'flows')} with two reports."
            if known
            else "Too few flows have two reports to tell how reliable offices are: both reports count the same.",
            *(
                (
                    f"{sum(row['basis'] != 'both reports' for row in rows)} of {number_of(len(rows), 'periods')} rest on one side alone.",
                )
                if any(row["basis"] != "both reports" for row in rows)
                else ()
            ),
        ),
    )


def _basis(basis: str, a: str, b: str) -> str:
    return {
        "both reports": "both customs offices",
        "importer alone": f"{whose(b)} customs alone",
        "exporter alone": f"{whose(a)} customs alone",
    }[basis]


@measure(
    "mirror.reliability",
    unit="log points",
    tables=("trade",),
    states=1,
    definition=(
        "How far the reports of a state's customs usually are from its partners', beyond what is due to the partners: mean distance in "
        "logs, as exporter and as importer; smaller is better."
    ),
    formula="|ln(M_in / X_in)| = a_i + b_n + e_in, mean of a_i and b_n of the state",
    reference=_BACI,
)
def reliability_measure(
    tables: Store,
    about: About,
    window: Window,
    *,
    product: Product = "total",
    freq: Freq = "A",
    cif: Cif = CIF,
) -> Result:
    """How reliable a state's customs are as reporters of trade."""
    check_freq(freq)
    (code,) = about
    import polars as pl

    pairs = _customs(tables, product, freq, window)
    known = reliability_of(pairs, cif=cif)
    own = pairs.filter((pl.col("origin") == code) | (pl.col("destination") == code), reports=2)
    figures = {"as exporter": known.as_exporter, "as importer": known.as_importer} if known else {}
    sides = {side: of[code] for side, of in figures.items() if code in of}
    if known is None or not sides:
        raise CoverageError(
            f"the tables have {number_of(own.height, 'flows')} of {called(code)}, and {pairs.filter(reports=2).height} of all states, of which both "
            f"customs report; {FEWEST_OWN} and {FEWEST_FLOWS} are needed.",
            "Source with both reports: UN Comtrade (un-comtrade).",
        )
    days = sorted(own["period"].to_list())
    period = spanned(days, freq)
    flows = tables["trade"].filter(
        pl.col("reporter") == code, pl.col("product") == product, pl.col("freq") == freq
    )
    sources = " ".join(sorted({id_ for ids in flows["source_id"].unique() for id_ in ids.split()}))
    ranks = {side: sorted(of.values()).index(of[code]) + 1 for side, of in figures.items() if code in of}
    value = sum(sides.values()) / len(sides)
    return Result(
        value=value,
        says=f"Reports of {called(code)} lie {percent(value)} from its partners', where the average office's lie {percent(known.average)}.",
        rows=[
            {
                "period": f"{period.start}–{period.end}",
                "value": distance,
                "series": side,
                "rank": ranks[side],
                "offices": len(figures[side]),
                "flows": known.flows_of[code][side == "as importer"],
                "source": sources,
            }
            for side, distance in sides.items()
        ],
        period=period,
        caveats=(
            "Distance is no proof of error: goods by way of third states lie between two honest reports.",
            f"Freight and insurance count as {percent(cif)} of the value.",
        ),
    )


@measure(
    "mirror.from_partners",
    unit="USD",
    tables=("trade",),
    states=1,
    definition=(
        "What a state's partners say they bought from it (or, with side=imports, sold to it), summed over the partners that report: the "
        "only account of a state that no longer publishes its own."
    ),
    formula="sum over n of M_an / (1 + f) for exports of a; sum over i of X_ia for its imports",
    reference=_BACI,
)
def from_partners(
    tables: Store, about: About, window: Window, *, side: Side = "exports", freq: Freq = "A", cif: Cif = CIF
) -> Result:
    """A state's trade as its partners report it."""
    import polars as pl

    check_freq(freq)
    if side not in ("exports", "imports"):
        raise OptionError(f"side={side!r}: choose exports or imports")
    (code,) = about
    partner, own = ("destination", "origin") if side == "exports" else ("origin", "destination")
    rate = cif if side == "exports" else 0.0
    flows = tables["trade"].filter(
        pl.col(own) == code,
        pl.col("reporter") == pl.col(partner),
        pl.col("product") == "total",
        pl.col("freq") == freq,
        pl.col("value_usd") > 0,
    )
    newest = _newest(flows)
    summed = (
        newest.group_by("period")
        .agg(pl.col("value_usd").sum(), pl.len().alias("partners"), pl.col("source_id").unique().sort())
        .sort("period")
    )
    rows = [
        {
            "period": written(row["period"], freq),
            "value": row["value_usd"] / (1 + rate),
            "low": row["value_usd"] / (1 + CIF_RANGE[1]) if rate else None,
            "high": float(row["value_usd"]) if rate else None,
            "partners": row["partners"],
            "source": " ".join(dict.fromkeys(" ".join(row["source_id"]).split())),
        }
        for row in summed.iter_rows(named=True)
        if row["period"] in window
    ]
    if not rows:
        raise CoverageError(
            f"no partner of {called(code)} reports its {side} in the period asked.",
            "Source with partners' reports: UN Comtrade (un-comtrade).",
        )
    last = rows[-1]
    return Result(
        value=last["value"],
        interval=Interval(
            low=last["low"], high=last["high"], kind="freight from 0 to 10 %", basis="assumptions"
        )
        if rate
        else None,
        says=(
            f"{_partners([last['partners']])} {side} of {called(code)} of {money(last['value'])} in {last['period']}."
        ),
        rows=rows,
        period=spanned([day for day in summed["period"].to_list() if day in window], freq),
        caveats=(
            (
                "Partners without a report are missing from the sum, so that it is a lower bound, and moves when their number does: "
                f"{_partners([row['partners'] for row in rows])} here."
            ),
            *([f"Freight and insurance count as {percent(cif)} of the value."] if rate else []),
        ),
    )


def _partners(many: Sequence[int]) -> str:
    """So many partners report, of one year or of several: `1 partner reports`, `11 to 13 partners report`."""
    low, high = min(many), max(many)
    counted = number_of(high, "partners")
    return f"{counted if low == high else f'{low} to {counted}'} report{'s' if high == 1 else ''}"
