"""Build worlds from flows and cost shares: what every format comes down to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from realpolitik.errors import WorldError
from realpolitik.models.equilibrium.layout import Array, sectors_first, sectors_last
from realpolitik.models.equilibrium.world import World

Negative = Literal["raise", "zero"]


def from_flows(
    flows: ArrayLike,
    *,
    states: Sequence[str],
    sectors: Sequence[str],
    value_added_share: ArrayLike,
    input_share: ArrayLike,
    tariff: ArrayLike | None = None,
    negative_final: Negative = "raise",
    name: str = "world",
    period: str = "",
    unit: str = "USD",
    notes: Sequence[str] = (),
) -> World:
    r"""A world from bilateral flows by sector; final demand is what firms do not use.

    $F_n^k = X_n^k - \sum_j \gamma_n^{k,j} Y_n^j$, with spending $X_n^k$ and output $Y_n^k$ summed from the flows.

    Parameters
    ----------
    flows
        (N, N, J) importer, exporter, sector: value at the border, domestic sales on the diagonal.
    value_added_share, input_share
        (N, J) and (N, J, J) cost shares (state, input, user); sums within 1e-5 of 1 are renormalised.
    tariff
        (N, N, J) rates on the flows.
    negative_final
        Negative final demand (stock changes, rounding) is refused, or set to zero and noted; then the world no
        longer holds its identities and needs `settle`.

    Raises
    ------
    WorldError
        Flows are negative or not numbers, a buyer has no source, final demand is negative, or a state has none.
    """
    trade = np.asarray(flows, dtype=np.float64)
    if not (states and sectors):
        raise WorldError(["a world has at least one state and one sector"])
    expected = (len(states), len(states), len(sectors))
    if trade.shape != expected:
        raise WorldError([f"flows have shape {trade.shape}, but the labels ask for {expected}"])
    first = sectors_first(trade)
    _refuse_bad_flows(first, states, sectors)
    rates = None if tariff is None else sectors_first(np.asarray(tariff, dtype=np.float64))
    spent = first if rates is None else first * (1 + rates)
    spending, output = spent.sum(axis=2), first.sum(axis=1)
    if not (spending > 0).all():
        sector, buyer = np.argwhere(~(spending > 0))[0]
        raise WorldError(
            [f"{states[buyer]} buys no {sectors[sector]} from anybody: merge the sector, or add a flow"]
        )
    added = np.asarray(value_added_share, dtype=np.float64)
    parts = np.asarray(input_share, dtype=np.float64)
    total = added + parts.sum(axis=1)
    if not np.abs(total - 1).max() <= 1e-5:
        state, sector = np.argwhere(~(np.abs(total - 1) <= 1e-5))[0]
        raise WorldError(
            [f"cost shares sum to {total[state, sector]:.6g} at {states[state]} {sectors[sector]}, not to 1"]
        )
    added, parts = added / total, parts / total[:, None, :]
    final = spending.T - np.matmul(parts, output.T[:, :, None])[:, :, 0]
    final, clipped = _final_demand(final, spending.T, states, sectors, negative_final)
    if (idle := final.sum(axis=1) <= 0).any():
        raise WorldError(
            [
                f"{states[int(idle.argmax())]} has no final demand: merge it with the state whose consumers it belongs to"
            ]
        )
    return World(
        states=tuple(states),
        sectors=tuple(sectors),
        shares=sectors_last(spent / spending[:, :, None]),
        value_added_share=added,
        input_share=parts,
        final_share=final / final.sum(axis=1, keepdims=True),
        value_added=(added * output.T).sum(axis=1),
        deficit=first.sum(axis=(0, 2)) - first.sum(axis=(0, 1)),
        expenditure=spending.T,
        tariff=None if rates is None else sectors_last(rates),
        name=name,
        period=period,
        unit=unit,
        notes=(*notes, *([f"{clipped} negative cells of final demand set to zero"] if clipped else [])),
    )


def one_sector(
    flows: ArrayLike,
    *,
    states: Sequence[str],
    value_added_share: float = 1.0,
    sector: str = "all",
    name: str = "one sector",
    period: str = "",
    unit: str = "USD",
) -> World:
    """A one-sector world from a matrix of flows, exporters in rows, importers in columns, domestic sales included.

    Parameters
    ----------
    value_added_share
        Below 1 for explicit roundabout production. With large surpluses that can leave a state without final
        demand, which is refused; the supply elasticity of `elasticities` has no such limit.

    Examples
    --------
    >>> world = one_sector([[80, 10], [12, 60]], states=("A", "B"))
    >>> world.check().deficit.tolist()
    [2.0, -2.0]
    """
    matrix = np.asarray(flows, dtype=np.float64)
    count = len(states)
    return from_flows(
        matrix.T[:, :, None] if matrix.ndim == 2 else matrix,
        states=states,
        sectors=(sector,),
        value_added_share=np.full((count, 1), value_added_share),
        input_share=np.full((count, 1, 1), 1 - value_added_share),
        name=name,
        period=period,
        unit=unit,
    )


def from_input_output(
    intermediate: ArrayLike,
    final: ArrayLike,
    *,
    states: Sequence[str],
    sectors: Sequence[str],
    value_added: ArrayLike | None = None,
    negative_added: Negative = "raise",
    floor: float = 1e-10,
    name: str = "input-output",
    period: str = "",
    unit: str = "USD",
) -> World:
    """A world from an inter-country input-output table.

    Sources of a good are pooled over its uses, as Caliendo and Parro do, so each importer has one set of shares a
    sector. Negative final demand (stocks) is set to zero and noted: call `settle` before solving.

    Parameters
    ----------
    intermediate
        (N, J, N, J) seller state, seller sector, user state, user sector.
    final
        (N, J, N) seller state, sector, buyer state; all kinds of final demand together.
    value_added
        (N, J); output less inputs where None. Taxes on products belong to it.
    negative_added
        Published tables hold a few subsidised industries whose inputs cost more than their output: they are
        refused, or make do without value added (`zero`), which is noted.
    floor
        A sector that its buyer gets from nowhere is given this share of the state's output as domestic sales.

    Raises
    ------
    WorldError
        Shapes do not agree, or a sector's inputs exceed its output.
    """
    uses, consumed = np.asarray(intermediate, dtype=np.float64), np.asarray(final, dtype=np.float64)
    size, count = len(states), len(sectors)
    if uses.shape != (size, count, size, count) or consumed.shape != (size, count, size):
        raise WorldError(
            [f"tables have shapes {uses.shape} and {consumed.shape}, not N, J, N, J and N, J, N"]
        )
    negative = int((consumed < 0).sum() + (uses < 0).sum())
    flows = np.maximum(uses, 0).sum(axis=3) + np.maximum(consumed, 0)
    bought = np.maximum(uses, 0).sum(axis=0)
    trade = flows.transpose(2, 0, 1).copy()
    trade, floored = _with_floor(trade, floor)
    output = trade.sum(axis=0)
    inputs = bought.transpose(1, 0, 2)
    added = output - inputs.sum(axis=1) if value_added is None else np.asarray(value_added, dtype=np.float64)
    # A sector without inputs is no loss: what it sells, if only the floor, is value added.
    made_at_loss = (added <= 0) & (output > 0) & (inputs.sum(axis=1) > 0)
    if made_at_loss.any() and negative_added == "raise":
        state, sector = np.argwhere(made_at_loss)[0]
        raise WorldError(
            [
                (
                    f"inputs of {states[state]} {sectors[sector]} exceed its output: value added is not positive "
                    f"({made_at_loss.sum()} cells; pass negative_added='zero', or merge the sector)"
                )
            ]
        )
    added = np.maximum(added, 0.0)
    costs = added + inputs.sum(axis=1)
    some = (costs > 0) & (output > 0)
    divisor = np.where(some, costs, 1.0)
    share = np.where(some, added / divisor, 1.0)
    parts = np.where(some[:, None, :], inputs / divisor[:, None, :], 0.0)
    notes = [f"{negative} negative cells set to zero"] if negative else []
    if made_at_loss.any():
        notes.append(f"{made_at_loss.sum()} industries with negative value added make do without")
    notes += [f"{floored} sectors without a source given a domestic floor of {floor:g}"] if floored else []
    return from_flows(
        trade,
        states=states,
        sectors=sectors,
        value_added_share=share,
        input_share=parts,
        negative_final="zero",
        name=name,
        period=period,
        unit=unit,
        notes=notes,
    )


def _refuse_bad_flows(flows: Array, states: Sequence[str], sectors: Sequence[str]) -> None:
    for bad, why in ((~np.isfinite(flows), "not a number"), (flows < 0, "negative")):
        if bad.any():
            sector, buyer, seller = np.argwhere(bad)[0]
            raise WorldError(
                [
                    f"the flow from {states[seller]} to {states[buyer]} in {sectors[sector]} is {why} ({bad.sum()} cells)"
                ]
            )


def _final_demand(
    final: Array, spending: Array, states: Sequence[str], sectors: Sequence[str], negative: Negative
) -> tuple[Array, int]:
    # Differences of large sums: below a trillionth of spending a negative figure is rounding.
    final = np.where(np.abs(final) < 1e-12 * spending, 0.0, final)
    below = final < 0
    if below.any() and negative == "raise":
        state, sector = np.argwhere(below)[0]
        raise WorldError(
            [
                (
                    f"final demand of {states[state]} for {sectors[sector]} is {final[state, sector]:.6g} "
                    f"({below.sum()} cells are negative): firms use more than is bought"
                )
            ]
        )
    return np.maximum(final, 0.0), int(below.sum())


def _with_floor(trade: Array, floor: float) -> tuple[Array, int]:
    """Domestic sales for sectors that a buyer gets from nowhere."""
    empty = trade.sum(axis=1) <= 0
    size = trade.sum(axis=(0, 2))
    for state, sector in np.argwhere(empty):
        trade[state, state, sector] = floor * size[state]
    return trade, int(empty.sum())
