"""Merge states and sectors of a world; every identity of the accounts is kept."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from realpolitik.errors import UnknownNameError
from realpolitik.models.equilibrium.layout import Array, sectors_first, sectors_last
from realpolitik.models.equilibrium.world import World


def aggregate(
    world: World, *, states: Mapping[str, str] | None = None, sectors: Mapping[str, str] | None = None
) -> World:
    """Sum flows, inputs, value added and final demand over merged labels, and take shares of the sums.

    Parameters
    ----------
    states, sectors
        Old label to new label; labels not named stay as they are. New labels appear where their first member stood.

    Returns
    -------
    World
        Taxes are averages weighted by the value that they fall on, so revenue is unchanged; where nothing is
        traded, plain averages. Trade among merged states becomes domestic, with its taxes.

    Raises
    ------
    UnknownNameError
        A label to be merged is not in the world.
    """
    rows, new_states = _merging(world.states, states, "state of this world")
    goods, new_sectors = _merging(world.sectors, sectors, "sector of this world")
    flows = sectors_first(world.flows)
    made = world.output
    tariff, tax = world.tariff, world.export_tax
    border = _sum(flows, rows, goods)
    rates: dict[str, Array | None] = {"tariff": None, "export_tax": None}
    if tariff is not None:
        rates["tariff"] = _rate(sectors_first(tariff), flows, rows, goods)
    if tax is not None:
        first = sectors_first(tax)
        rates["export_tax"] = _rate(first, flows / (1 + first), rows, goods)
    spent = border if rates["tariff"] is None else border * (1 + rates["tariff"])
    inputs = world.input_share * made[:, None, :]
    used = np.einsum("an,nkj,bk,cj->abc", rows, inputs, goods, goods, optimize=True)
    added = rows @ (made * world.value_added_share) @ goods.T
    output = added + used.sum(axis=1)
    final = rows @ (world.final_share * world.income[:, None]) @ goods.T
    spending = spent.sum(axis=2)
    made_some = output > 0
    divisor = np.where(made_some, output, 1.0)
    return World(
        states=new_states,
        sectors=new_sectors,
        shares=sectors_last(spent / spending[:, :, None]),
        value_added_share=np.where(made_some, added / divisor, 1.0),
        input_share=np.where(made_some[:, None, :], used / divisor[:, None, :], 0.0),
        final_share=final / final.sum(axis=1, keepdims=True),
        value_added=rows @ world.value_added,
        deficit=rows @ world.deficit,
        expenditure=np.ascontiguousarray(spending.T),
        tariff=None if rates["tariff"] is None else sectors_last(rates["tariff"]),
        export_tax=None if rates["export_tax"] is None else sectors_last(rates["export_tax"]),
        name=world.name,
        period=world.period,
        unit=world.unit,
        notes=(*world.notes, f"aggregated from {len(world.states)} states and {len(world.sectors)} sectors"),
    )


def _merging(
    labels: tuple[str, ...], into: Mapping[str, str] | None, kind: str
) -> tuple[Array, tuple[str, ...]]:
    """The matrix (new, old) of ones that sums members, and the new labels."""
    for label in into or {}:
        if label not in labels:
            raise UnknownNameError(kind, label, labels)
    named = [(into or {}).get(label, label) for label in labels]
    new = tuple(dict.fromkeys(named))
    matrix = np.zeros((len(new), len(labels)))
    matrix[[new.index(label) for label in named], np.arange(len(labels))] = 1.0
    return matrix, new


def _sum(values: Array, rows: Array, goods: Array) -> Array:
    return np.tensordot(goods, rows @ values @ rows.T, axes=1)


def _rate(rate: Array, base: Array, rows: Array, goods: Array) -> Array:
    total, count = _sum(base, rows, goods), _sum(np.ones_like(base), rows, goods)
    weighted = _sum(rate * base, rows, goods) / np.where(total > 0, total, 1.0)
    return np.where(total > 0, weighted, _sum(rate, rows, goods) / count)
