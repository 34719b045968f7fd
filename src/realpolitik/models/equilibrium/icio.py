"""A world from the OECD inter-country input-output tables. Files are read elsewhere: this takes an array and labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from realpolitik.errors import WorldError
from realpolitik.models.equilibrium.build import Negative, from_input_output
from realpolitik.models.equilibrium.layout import Array
from realpolitik.models.equilibrium.world import World

if TYPE_CHECKING:
    import polars as pl

_TOTALS = ("TLS", "VA", "OUT")
SPLIT = {"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"}
"""Parts of states in the extended edition, whose final demand is the state's alone."""


def from_icio(
    values: ArrayLike,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    rest: Mapping[str, str] | None = None,
    negative_added: Negative = "raise",
    unit_usd: float = 1e6,
    period: str = "",
) -> World:
    """A world from the OECD inter-country input-output table in its published layout; call `settle` on it.

    Parameters
    ----------
    values, rows, columns
        The table, its row labels (`CHN_A01_02`, then `TLS`, `VA`, `OUT`) and column labels (`CHN_A01_02`, then
        final demand as `CHN_HFCE` and `OUT`).
    rest
        Splits of a state to be merged into it, such as {"CN1": "CHN", "CN2": "CHN", "MX1": "MEX", "MX2": "MEX"}.
    negative_added
        Industries whose inputs cost more than their output: see `from_input_output`.
    unit_usd
        Dollars in one unit (the OECD publishes millions).

    Raises
    ------
    WorldError
        Rows and columns do not list the same industries in the same order, or VA is missing.

    References
    ----------
    OECD (2023), Inter-Country Input-Output Tables, https://www.oecd.org/sti/ind/inter-country-input-output-tables.htm
    """
    table = np.asarray(values, dtype=np.float64) * unit_usd
    industries = [row for row in rows if "_" in row and row.split("_", 1)[0] not in ("TLS", "VA", "OUT")]
    count = len(industries)
    if list(columns[:count]) != industries or list(rows[:count]) != industries:
        at = next((k for k, (a, b) in enumerate(zip(columns, industries, strict=False)) if a != b), count)
        raise WorldError(
            [f"rows and columns list other industries from place {at}: a table must be square there"]
        )
    if "VA" not in rows:
        raise WorldError(["there is no row VA: value added cannot be told from taxes"])
    states = tuple(dict.fromkeys(label.split("_", 1)[0] for label in industries))
    sectors = tuple(dict.fromkeys(label.split("_", 1)[1] for label in industries))
    if industries != [f"{state}_{sector}" for state in states for sector in sectors]:
        raise WorldError(["industries must run state by state, each with the same sectors in the same order"])
    size, goods = len(states), len(sectors)
    uses = table[:count, :count].reshape(size, goods, size, goods)
    demand = np.zeros((size, goods, size))
    buyers = {state: place for place, state in enumerate(states)}
    for place, label in enumerate(columns[count:], start=count):
        buyer = label.split("_", 1)[0]
        if buyer not in buyers and label not in ("OUT", "TOTAL"):
            raise WorldError(
                [
                    f"the column {label!r} is final demand of a state without industries: its spending would be lost"
                ]
            )
        if buyer in buyers:
            demand[:, :, buyers[buyer]] += table[:count, place].reshape(size, goods)
    taxes = [place for place, row in enumerate(rows) if row == "VA" or row.startswith("TLS")]
    merged = _merge_states(
        uses, demand, table[taxes, :count].sum(axis=0).reshape(size, goods), states, rest or {}
    )
    return from_input_output(
        merged[0],
        merged[1],
        states=merged[3],
        sectors=sectors,
        value_added=merged[2],
        negative_added=negative_added,
        name="OECD ICIO",
        period=period,
    )


def from_cells(
    cells: pl.DataFrame,
    *,
    rest: Mapping[str, str] | None = None,
    negative_added: Negative = "raise",
) -> World:
    """A world from one year of the table `input_output`, which `realpolitik fetch icio` fills; call `settle` on it.

    Parameters
    ----------
    cells
        Rows of one period: `period, origin, sector, destination, use, value_usd`. A cell without a row is zero; the rows of
        origins that are empty hold taxes (`TLS`), value added (`VA`) and output (`OUT`).
    rest, negative_added
        As for `from_icio`.

    Raises
    ------
    WorldError
        There are several periods, or none; or value added is missing.
    """
    import polars as pl

    periods = cells["period"].unique().to_list()
    if len(periods) != 1:
        raise WorldError([f"{len(periods)} periods in the cells: filter the table by one"])
    sold = cells.filter(pl.col("origin") != "", ~pl.col("sector").is_in(_TOTALS))
    # CHN buys and sells nothing where CN1 and CN2 sell for it: a state is whoever does either
    states = (
        pl.concat([sold["origin"], cells.filter(pl.col("destination") != "")["destination"]])
        .unique()
        .sort()
        .to_list()
    )
    if rest is None:
        rest = {part: state for part, state in SPLIT.items() if part in states and state in states}
    sectors = sold["sector"].unique().sort().to_list()
    bought = cells.filter(pl.col("destination") != "")
    kinds = [
        use for use in bought["use"].unique().sort().to_list() if use not in sectors and use not in _TOTALS
    ]
    industries = [f"{state}_{sector}" for state in states for sector in sectors]
    columns = [*industries, *(f"{state}_{kind}" for state in states for kind in kinds)]
    rows = [*industries, *(name for name in ("TLS", "VA") if (cells["sector"] == name).any())]
    label = (
        pl.when(pl.col("sector").is_in(_TOTALS))
        .then("sector")
        .otherwise(pl.format("{}_{}", "origin", "sector"))
    )
    placed = (
        bought.with_columns(label.alias("row"), pl.format("{}_{}", "destination", "use").alias("column"))
        .group_by("row", "column")
        .agg(pl.col("value_usd").sum())
        .join(pl.DataFrame({"row": rows}).with_row_index("i"), on="row")
        .join(pl.DataFrame({"column": columns}).with_row_index("j"), on="column")
    )
    table = np.zeros((len(rows), len(columns)))
    table[placed["i"].to_numpy(), placed["j"].to_numpy()] = placed["value_usd"].to_numpy()
    return from_icio(
        table,
        rows=rows,
        columns=columns,
        rest=rest,
        negative_added=negative_added,
        unit_usd=1.0,
        period=str(periods[0].year),
    )


def _merge_states(
    uses: Array, demand: Array, added: Array, states: tuple[str, ...], rest: Mapping[str, str]
) -> tuple[Array, Array, Array, tuple[str, ...]]:
    kept = tuple(dict.fromkeys(rest.get(state, state) for state in states))
    into = np.zeros((len(kept), len(states)))
    for place, state in enumerate(states):
        into[kept.index(rest.get(state, state)), place] = 1.0
    uses = np.einsum("an,njmk,bm->ajbk", into, uses, into, optimize=True)
    demand = np.einsum("an,njm,bm->ajb", into, demand, into, optimize=True)
    return uses, demand, into @ added, kept
