"""How concentrated a state's trade is on few partners."""

from __future__ import annotations

import math
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.options import Side
from realpolitik.measures.trade.reports import COMPILERS, SUPPLY
from realpolitik.measures.trade.unmixed import require_unmixed
from realpolitik.states.wording import GROUPS, called
from realpolitik.store import Store
from realpolitik.wording.dates import written
from realpolitik.wording.numbers import percent


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

    Raises
    ------
    OptionError
        As `partner_shares`: the sum would count goods twice.

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
    require_unmixed(frame, partner=over, per=(by,))
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


DECIMALS = 12
COVERED = 0.8
"""Share of a state's trade that the partners on record must make up; below it the index would be of an odd few."""


def over_all(hhi: float, covered: float) -> tuple[float, float]:
    r"""Bounds of the index over all partners, where the partners on record make up a share `covered` of the trade.

    $HHI\,c^2$ if the rest is spread over very many partners, $HHI\,c^2 + (1 - c)^2$ if it is a single one.

    Examples
    --------
    >>> low, high = over_all(0.5, 0.8)
    >>> round(low, 2), round(high, 2)
    (0.32, 0.36)
    """
    return hhi * covered**2, hhi * covered**2 + (1 - covered) ** 2


def _series(tables: Store, code: str, window: Window, *, side: str) -> list[dict[str, Any]]:
    """Rows of one state's concentration, each of the first office in the order of `COMPILERS` that covers the year."""
    import polars as pl

    own, partner = ("destination", "origin") if side == "imports" else ("origin", "destination")
    flows = tables["trade"].filter(
        (pl.col(own) == code)
        & (pl.col(partner) != code)
        & (pl.col("product") == "total")
        & (pl.col("freq") == "A")
        & pl.col("value_usd").is_not_null()
    )
    rows: dict[str, dict[str, Any]] = {}
    for office in reversed(COMPILERS):
        reported = flows.filter(pl.col("reporter") == office)
        partners = reported.filter(~pl.col(partner).is_in(list(GROUPS)))
        world = dict(reported.filter(pl.col(partner) == "WLD").select("period", "value_usd").iter_rows())
        known = dict(partners.group_by("period").agg(pl.col("value_usd").sum()).iter_rows())
        sources = " ".join(sorted({id_ for ids in partners["source_id"].unique() for id_ in ids.split()}))
        for row in (
            herfindahl(partners, by="period", over=partner).collect().to_native().iter_rows(named=True)
        ):
            day = row["period"]
            # partners may add up to a little more than the total, by rounding
            covered = min(1.0, known[day] / world[day]) if world.get(day) else 0.0
            if day not in window or covered < COVERED:
                continue
            # engines sum in any order, and the last bits of a sum depend on it
            row |= {key: round(row[key], DECIMALS) for key in ("hhi", "hhi_normalised")}
            low, high = over_all(row["hhi"], covered)
            label = written(day, "A")
            rows[label] = {
                **row,
                "day": day,
                "period": label,
                "low": low,
                "high": high,
                "covered": covered,
                "reporter": office,
                "source": sources,
            }
    return [rows[label] for label in sorted(rows)]


@measure(
    "concentration.hhi",
    unit="index",
    tables=("trade",),
    near=True,
    states=1,
    definition="Herfindahl index of the shares of all partners in the trade of a state: 1 is a single partner.",
    formula="HHI = sum_i s_i^2; effective partners = 1 / HHI",
    reference="Herfindahl (1950); Hirschman (1945), National Power and the Structure of Foreign Trade, appendix A",
)
def hhi(tables: Store, about: About, window: Window, *, side: Side = "imports") -> Result:
    """How concentrated what a state imports (or exports) is on few partners."""
    (code,) = about
    found = _series(tables, code, window, side=side)
    if not found:
        raise CoverageError(
            f"the tables have no {side} of {called(code)} by partner, of {COVERED:.0%} of them or more, in the period asked.",
            SUPPLY,
        )
    rows = [
        {
            "period": row["period"],
            "value": row["low"],
            "low": row["low"],
            "high": row["high"],
            "effective_partners": 1 / row["low"],
            "normalised": row["hhi_normalised"],
            "partners": row["partners"],
            "hirschman": hirschman(row["low"]),
            "covered": row["covered"],
            "reporter": row["reporter"],
            "source": row["source"],
        }
        for row in found
    ]
    last = rows[-1]
    offices = dict.fromkeys(row["reporter"] for row in rows)
    return Result(
        value=last["value"],
        interval=Interval(
            low=last["low"],
            high=last["high"],
            kind="partners not on record: very many, or one",
            basis="source",
        ),
        says=(
            f"The {side} of {called(code)} are as concentrated as if it had {last['effective_partners']:.1f} equal partners "
            f"({last['period']})."
        ),
        rows=rows,
        period=spanned([row["day"] for row in found], "A"),
        caveats=(
            (
                f"The partners on record make up {percent(last['covered'])} of the {side} in {last['period']}; the rest "
                "counts as spread over very many partners. One office reports them all: no range of reports can be stated."
            ),
            "The index depends on borders: the members of a customs union count as separate partners.",
            *((f"The series is of several offices: {', '.join(offices)}.",) if len(offices) > 1 else ()),
        ),
    )
