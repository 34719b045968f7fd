"""Move bilateral trade to new totals: the accounts of an old year with the trade of a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import ConvergenceError, OptionError, WorldError
from realpolitik.models.equilibrium.elasticities import Elasticities
from realpolitik.models.equilibrium.layout import Array, positions, sectors_first, sectors_last
from realpolitik.models.equilibrium.world import World


def rebalance(
    world: World,
    targets: Mapping[tuple[str, str], float],
    elasticities: Elasticities,
    *,
    sectors: Sequence[str] | None = None,
    zeros: str = "raise",
    tolerance: float = 1e-9,
    max_rounds: int = 200,
) -> World:
    r"""A world in which pairs trade the given totals, sector structure kept, and all identities hold.

    Two steps alternate, as in RAS: flows of a pair are scaled to its target, $M_{ni}^j \leftarrow M_{ni}^j
    T_{ni} / \sum_j M_{ni}^j$; then the world is settled with the shares and deficits that follow, so that output,
    income and spending agree with them. Relative shares of sectors within a pair and of other sources within a
    sector are kept.

    Parameters
    ----------
    targets
        (exporter, importer) to value at the border, in the world's unit. Where a whole matrix of totals must agree
        with known exports and imports of each state, bring it to them with `gras` first.
    sectors
        The sectors that the totals are of, such as all goods; the others keep their shares. None is all.
    zeros
        What to do where a pair with a positive target traded nothing: `raise`, or `seed` with the sector structure
        of all exports of the exporter.

    Returns
    -------
    World
        Totals hold to `tolerance`; other pairs keep their shares up to general equilibrium. Deficits move with the
        targets.

    Raises
    ------
    WorldError
        A target is negative, not a number, or for a pair without trade.
    ConvergenceError
        The totals cannot be reached: they exceed what the importer spends.
    """
    if zeros not in ("raise", "seed"):
        raise OptionError(f"zeros are handled by 'raise' or 'seed', not {zeros!r}")
    if not targets:
        raise OptionError("there are no targets: give totals as {(exporter, importer): value}")
    sellers = positions(world.states, [pair[0] for pair in targets], "state of this world")
    buyers = positions(world.states, [pair[1] for pair in targets], "state of this world")
    wanted = np.array(list(targets.values()), dtype=np.float64)
    if not (np.isfinite(wanted) & (wanted >= 0)).all() or (sellers == buyers).any():
        raise WorldError(["a target is a number, 0 or more, for two different states"])
    goods = positions(world.sectors, sectors, "sector of this world")[:, None]
    flows = sectors_first(world.flows).copy()
    if _seed(world, flows, (goods[:, 0], sellers, buyers), wanted, zeros):
        world = _settled(world, flows, elasticities)
        flows = sectors_first(world.flows).copy()
    ratio = np.ones(len(wanted))
    for _ in range(max_rounds):
        have = flows[goods, buyers, sellers].sum(axis=0)
        ratio = np.where(have > 0, wanted / np.where(have > 0, have, 1.0), 1.0)
        if np.abs(ratio - 1).max() < tolerance and not world.problems():
            return world.with_(notes=(*world.notes, f"rebalanced to {len(wanted)} bilateral totals"))
        flows[goods, buyers, sellers] *= ratio
        world = _settled(world, flows, elasticities)
        flows = sectors_first(world.flows).copy()
    raise ConvergenceError(
        f"the totals were not reached in {max_rounds} rounds: the worst pair is off by a factor of "
        f"{np.exp(np.abs(np.log(np.maximum(ratio, 1e-300))).max()):.6g}. Check that targets are at border prices and in {world.unit}"
    )


def _seed(
    world: World,
    flows: Array,
    cells: tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]],
    wanted: Array,
    zeros: str,
) -> int:
    """Fill pairs that traded nothing in place, with the sector structure of the exporter; how many were filled.

    `cells` are the sectors, and the sellers and buyers of each pair.
    """
    goods, sellers, buyers = cells
    exports = (flows.sum(axis=1) - np.diagonal(flows, axis1=1, axis2=2))[goods]
    filled = 0
    for seller, buyer, target in zip(sellers, buyers, wanted, strict=True):
        if target == 0 or flows[goods, buyer, seller].sum() > 0:
            continue
        if zeros == "raise" or exports[:, seller].sum() == 0:
            pair = f"{world.states[seller]} sold nothing to {world.states[buyer]}"
            remedy = "there is no sector structure to scale: pass zeros='seed' to use that of all its exports"
            raise WorldError([f"{pair}, so {remedy}"])
        flows[goods, buyer, seller] = target * exports[:, seller] / exports[:, seller].sum()
        filled += 1
    return filled


def _settled(world: World, flows: Array, elasticities: Elasticities) -> World:
    """The world with these flows' shares and deficits, settled."""
    spent = flows if world.tariff is None else flows * (1 + sectors_first(world.tariff))
    spending = spent.sum(axis=2)
    rough = world.with_(
        shares=sectors_last(spent / spending[:, :, None]),
        expenditure=np.ascontiguousarray(spending.T),
        deficit=flows.sum(axis=(0, 2)) - flows.sum(axis=(0, 1)),
    )
    try:
        return rough.settle(elasticities).with_(notes=world.notes)
    except ConvergenceError as error:
        raise ConvergenceError(
            f"no world trades these totals: they ask for more than the states make and spend. Check that they are "
            f"at border prices and in {world.unit} ({error})"
        ) from error
