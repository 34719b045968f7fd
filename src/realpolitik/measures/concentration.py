"""How concentrated a state's trade is on few partners."""

from __future__ import annotations

import math
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window
from realpolitik.measures.flows import COMPILERS, SUPPLY
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.wording import GROUPS, name, spanned, written
from realpolitik.store import Store


def herfindahl(flows: IntoFrame, *, by: str, over: str, value: str = "value_usd") -> nw.LazyFrame[Any]:
    r"""Herfindahl index of the shares of `over` within each `by`, and what follows from it.

    $HHI = \sum_i s_i^2$, where $s_i$ is the share of partner $i$; $1/HHI$ is the number of equal partners that would give the
    same concentration; $HHI^* = (HHI - 1/N)/(1 - 1/N)$ takes the number of partners out.

    Parameters
    ----------
    flows
        Any frame with columns `by`, `over` and `value`. One unit of account, one row a flow; rows of the same pair are
        summed first, so the result does not depend on product detail.

    Returns
    -------
    Frame with `by`, `partners`, `hhi` in (0, 1], `hhi_normalised` in [0, 1] (1 for a single partner),
    `effective_partners` in [1, inf), sorted by `by`, in the engine of `flows`.

    Notes
    -----
    A `by` whose flows sum to zero is absent from the result: no trade is not the same as evenly spread trade. Hirschman's
    own index is the square root (see `hirschman`).

    References
    ----------
    Herfindahl (1950), Concentration in the Steel Industry; Hirschman (1945), appendix A.

    Examples
    --------
    >>> import polars as pl
    >>> flows = pl.DataFrame({"period": [2021] * 4, "origin": list("ABCD"), "value_usd": [60, 25, 10, 5]})
    >>> round(herfindahl(flows, by="period", over="origin").collect().to_native()["hhi"].item(), 12)
    0.435
    """
    frame: nw.LazyFrame[Any] = nw.from_native(flows).lazy()
    totals = frame.group_by(by).agg(nw.col(value).sum().alias("total")).filter(nw.col("total") > 0)
    shares = (
        frame.group_by(by, over)
        .agg(nw.col(value).sum())
        .filter(nw.col(value) > 0)
        .join(totals, on=by)
        .with_columns(squared=(nw.col(value) / nw.col("total")) ** 2)
    )
    indices = shares.group_by(by).agg(
        nw.col("squared").sum().alias("hhi"), nw.col("squared").count().alias("partners")
    )
    even = 1 / nw.col("partners")
    return (
        indices.with_columns(
            hhi_normalised=nw.when(nw.col("partners") == 1)
            .then(nw.lit(1.0))
            .otherwise((nw.col("hhi") - even) / (1 - even)),
            effective_partners=1 / nw.col("hhi"),
        )
        .select(by, "partners", "hhi", "hhi_normalised", "effective_partners")
        .sort(by)
    )


def hirschman(hhi: float) -> float:
    """Hirschman's index of concentration: a hundred times the square root of the Herfindahl index.

    Examples
    --------
    >>> round(hirschman(0.435), 2)
    65.95
    """
    return 100 * math.sqrt(hhi)


def _series(tables: Store, code: str, window: Window, *, side: str) -> list[dict[str, Any]]:
    """Rows of one state's concentration, from the first office that reports most partners of it."""
    import polars as pl

    own, partner = ("destination", "origin") if side == "imports" else ("origin", "destination")
    flows = tables["trade"].filter(
        (pl.col(own) == code)
        & ~pl.col(partner).is_in([*GROUPS, code])
        & (pl.col("product") == "total")
        & (pl.col("freq") == "A")
        & pl.col("value_usd").is_not_null()
    )
    rows: dict[str, dict[str, Any]] = {}
    for office in reversed(COMPILERS):
        part = flows.filter(pl.col("reporter") == office)
        if office == "COW" or part.is_empty():  # the embedded COW rows hold single pairs, not all partners
            continue
        sources = " ".join(sorted({id_ for ids in part["source_id"].unique() for id_ in ids.split()}))
        for row in herfindahl(part, by="period", over=partner).collect().to_native().iter_rows(named=True):
            if row["period"] in window:
                label = written(row["period"], "A")
                rows[label] = {
                    **row,
                    "day": row["period"],
                    "period": label,
                    "reporter": office,
                    "source": sources,
                }
    return [rows[label] for label in sorted(rows)]


@measure(
    "concentration.hhi",
    unit="index",
    tables=("trade",),
    states=1,
    definition="Herfindahl index of the shares of all partners in the trade of a state: 1 is a single partner.",
    formula="HHI = sum_i s_i^2; effective partners = 1 / HHI",
    reference="Herfindahl (1950); Hirschman (1945), National Power and the Structure of Foreign Trade, appendix A",
)
def hhi(tables: Store, about: About, window: Window, *, side: str = "imports") -> Result:
    """How concentrated what a state imports (or exports) is on few partners."""
    if side not in ("imports", "exports"):
        raise OptionError(f"side={side!r}: choose imports or exports")
    (code,) = about
    found = _series(tables, code, window, side=side)
    if not found:
        raise CoverageError(
            f"the tables have no {side} of {name(code)} by partner in the period asked.", SUPPLY
        )
    rows = [
        {
            "period": row["period"],
            "value": row["hhi"],
            "effective_partners": row["effective_partners"],
            "normalised": row["hhi_normalised"],
            "partners": row["partners"],
            "hirschman": hirschman(row["hhi"]),
            "reporter": row["reporter"],
            "source": row["source"],
        }
        for row in found
    ]
    last = rows[-1]
    offices = dict.fromkeys(row["reporter"] for row in rows)
    return Result(
        value=last["value"],
        says=(
            f"The {side} of {name(code)} are as concentrated as if it had {last['effective_partners']:.1f} equal partners "
            f"({last['period']})."
        ),
        rows=rows,
        period=spanned([row["day"] for row in found], "A"),
        caveats=(
            "One office reports all partners, so no range of reports can be stated; partners it leaves out count as none.",
            *((f"The series is of several offices: {', '.join(offices)}.",) if len(offices) > 1 else ()),
        ),
    )
