"""The composite index of national capability, recomputed from its six components and set beside the published one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import narwhals as nw
from narwhals.typing import IntoFrame

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called, name
from realpolitik.store import Store
from realpolitik.wording.numbers import percent

if TYPE_CHECKING:
    import polars as pl

COMPONENTS = (
    "military_spending",
    "military_personnel",
    "iron_steel",
    "energy",
    "population",
    "urban_population",
)
LEFT_OUT = "range over leaving out one of the six components"
SINGER = (
    "Singer, Bremer and Stuckey (1972), Capability distribution, uncertainty, and major power war; "
    "Singer (1987), doi 10.1080/03050628808434695"
)


def cinc(
    components: IntoFrame, *, by: str = "period", over: str = "state", of: Sequence[str] = COMPONENTS
) -> nw.LazyFrame[Any]:
    r"""Composite index of national capability of each state: its mean share of the world in the components there are.

    $CINC_{it} = \frac{1}{K_{it}} \sum_{k} x_{kit} / \sum_j x_{kjt}$ over the $K_{it}$ components on record for the state.

    Parameters
    ----------
    components
        A frame with `by`, `over` and the columns `of`, one row a state and period; a component that is missing is null.
        All states of the system must be in it: the world is their sum.

    Returns
    -------
    A frame with `by`, `over` and `cinc` in [0, 1], sorted, in the engine of `components`. The shares of a period sum to 1
    only where no component is missing: normalise before computing a concentration.

    Notes
    -----
    A component without a total above 0 in a period counts for nobody; a state without any component is absent.

    References
    ----------
    Singer, Bremer and Stuckey (1972); Singer (1987), doi 10.1080/03050628808434695

    Examples
    --------
    >>> import polars as pl
    >>> two = pl.DataFrame({"period": [1, 1], "state": ["A", "B"], "x": [3.0, 1.0], "y": [None, 5.0]})
    >>> cinc(two, of=["x", "y"]).collect().to_native()["cinc"].to_list()
    [0.75, 0.625]
    """
    if not of:
        raise OptionError("an index needs a component: name one or more columns")
    frame: nw.LazyFrame[Any] = nw.from_native(components).lazy()
    totals = frame.group_by(by).agg(nw.col(part).sum().alias(f"_{part}") for part in of)
    joined = frame.join(totals, on=by)
    shares, counted = nw.lit(0.0), nw.lit(0.0)
    for part in of:
        known = ~nw.col(part).is_null() & (nw.col(f"_{part}") > 0)
        shares = shares + nw.when(known).then(nw.col(part) / nw.col(f"_{part}")).otherwise(0.0)
        counted = counted + nw.when(known).then(1.0).otherwise(0.0)
    return (
        joined.with_columns(_sum=shares, _count=counted)
        .filter(nw.col("_count") > 0)
        .with_columns(cinc=nw.col("_sum") / nw.col("_count"))
        .select(by, over, "cinc")
        .sort(by, over)
    )


def indices(tables: Store, states: Sequence[str], window: Window) -> list[dict[str, Any]]:
    """The index of some states by year, recomputed, with its range and the published value; years of all states there are."""
    import polars as pl

    table = tables["capabilities"]
    if window.start:
        table = table.filter(pl.col("period") >= window.start.replace(month=1, day=1))
    if window.end:
        table = table.filter(pl.col("period") <= window.end)
    sums = table.group_by("period").agg(pl.col(part).sum().alias(f"_{part}") for part in COMPONENTS)
    own = table.filter(pl.col("state").is_in(states)).join(sums, on="period")
    # In the year of a union the list has both the old state and the new: the number that goes on counts.
    last = pl.col("number") == pl.col("number").sort_by("period").last().over("state")
    own = own.sort("state", "period", last, descending=[False, False, True])
    own = own.unique(["state", "period"], keep="first", maintain_order=True)
    return [_index(row) for row in own.iter_rows(named=True)]


def _index(row: dict[str, Any]) -> dict[str, Any]:
    shares = {
        part: row[part] / row[f"_{part}"] for part in COMPONENTS if row[part] is not None and row[f"_{part}"]
    }
    whole = sum(shares.values()) / len(shares)
    without = [
        (sum(shares.values()) - share) / (len(shares) - 1) for share in shares.values() if len(shares) > 1
    ]
    return {
        "state": row["state"],
        "period": row["period"],
        "value": whole,
        "low": min(without, default=whole),
        "high": max(without, default=whole),
        "published": row["cinc"],
        **{f"share_{part}": share for part, share in shares.items()},
    }


@measure(
    "power.cinc",
    unit="share",
    tables=("capabilities",),
    definition="Composite index of national capability: mean share of the world in military spending and personnel, iron and steel, "
    "energy, population and urban population; recomputed, with the published index beside it.",
    formula="CINC_it = mean over k of x_kit / sum_j x_kjt, over the components on record",
    reference=SINGER,
)
def capability_index(tables: Store, about: About, window: Window) -> Result:
    """Shares of two states in the material capabilities of the world."""
    found = indices(tables, about, window)
    for code in about:
        if not any(row["state"] == code for row in found):
            raise CoverageError(
                f"the capabilities of {called(code)} are not on record in the period asked; the table runs from 1816 to 2022, "
                "for members of the system of states.",
                "Source: National Material Capabilities (cow-nmc).",
            )
    rows = [
        {
            "period": f"{row['period']:%Y}",
            "value": row["value"],
            "low": row["low"],
            "high": row["high"],
            "series": name(row["state"]),
            **{key: row[key] for key in row if key.startswith("share_") or key == "published"},
            "source": "cow-nmc",
        }
        for code in about
        for row in found
        if row["state"] == code
    ]
    last = {code: [row for row in found if row["state"] == code][-1] for code in about}
    apart = max(
        (abs(row["value"] - row["published"]) for row in found if row["published"] is not None), default=None
    )
    first = last[about[0]]
    return Result(
        value=first["value"],
        interval=Interval(low=first["low"], high=first["high"], kind=LEFT_OUT, basis="definition"),
        says=" ".join(
            f"{called(code)} had {percent(row['value'])} of the world's material capabilities in {row['period']:%Y}"
            f" ({percent(row['low'])} to {percent(row['high'])})" + (";" if code == about[0] else ".")
            for code, row in last.items()
        ),
        rows=rows,
        period=spanned([row["period"] for row in found], "A"),
        caveats=(
            *(
                [f"Recomputed from the components; the published index differs by {apart:.1g} at most."]
                if apart is not None
                else []
            ),
            (
                "Counts people, steel and energy as much as money: it ranks populous industrial states high. Net resources "
                "(power.definitions) discount what a large population uses up."
            ),
        ),
    )


def world(frame: pl.DataFrame, of: Sequence[str] = COMPONENTS) -> pl.DataFrame:
    """The index of all states as a Polars frame: what concentrations are computed from."""
    return cinc(frame, of=of).collect().to_native()
