"""Move bilateral trade to new totals: the accounts of an old year with the trade of a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    if not targets:
        raise OptionError("there are no targets: give totals as {(exporter, importer): value}")
    return rebalance_parts(
        world,
        [(targets, sectors)],
        elasticities,
        zeros=zeros,
        tolerance=tolerance,
        max_rounds=max_rounds,
    )


def rebalance_parts(
    world: World,
    parts: Sequence[tuple[Mapping[tuple[str, str], float], Sequence[str] | None]],
    elasticities: Elasticities,
    *,
    zeros: str = "raise",
    tolerance: float = 1e-9,
    missed: float = 0.0,
    max_rounds: int = 200,
) -> World:
    """`rebalance` to several kinds of totals at once, as of coal, of oil and of all other goods.

    Parameters
    ----------
    parts
        Targets of pairs and the sectors that they are of; a flow is in one part at most.
    missed
        Share of all money in the targets that may be missed in the end: a few pairs that ask for nearly all that a buyer spends on a
        sector come near their targets slowly.

    Raises
    ------
    OptionError
        A flow is in two parts, or there are no parts.
    WorldError, ConvergenceError
        As `rebalance`.
    """
    if zeros not in ("raise", "seed"):
        raise OptionError(f"zeros are handled by 'raise' or 'seed', not {zeros!r}")
    kinds = [_Part.of(world, targets, sectors) for targets, sectors in parts if targets]
    _refuse_twice(world, kinds)
    flows = sectors_first(world.flows).copy()
    if sum(
        _seed(world, flows, (one.goods[:, 0], one.sellers, one.buyers), one.wanted, zeros) for one in kinds
    ):
        world = _settled(world, flows, elasticities)
        flows = sectors_first(world.flows).copy()
    worst, total = 1.0, sum(float(one.wanted.sum()) for one in kinds)
    for _ in range(max_rounds):
        ratios = [one.ratio(flows) for one in kinds]
        worst = max(float(np.abs(ratio - 1).max()) for ratio in ratios)
        near = (
            worst < tolerance
            or sum(one.off(ratio) for one, ratio in zip(kinds, ratios, strict=True)) < missed * total
        )
        if near and not world.problems():
            count = sum(len(one.wanted) for one in kinds)
            return world.with_(notes=(*world.notes, f"rebalanced to {count} bilateral totals"))
        for one, ratio in zip(kinds, ratios, strict=True):
            flows[one.goods, one.buyers, one.sellers] *= ratio
        world = _settled(world, flows, elasticities)
        flows = sectors_first(world.flows).copy()
    raise ConvergenceError(
        f"the totals were not reached in {max_rounds} rounds: the worst pair is off by {worst:.6g} of its total. Check that targets are at "
        f"border prices and in {world.unit}"
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """Totals of some sectors: `goods` (K, 1), and a seller, a buyer and a total of each pair (P,)."""

    goods: NDArray[np.intp]
    sellers: NDArray[np.intp]
    buyers: NDArray[np.intp]
    wanted: Array

    @classmethod
    def of(
        cls, world: World, targets: Mapping[tuple[str, str], float], sectors: Sequence[str] | None
    ) -> _Part:
        sellers = positions(world.states, [pair[0] for pair in targets], "state of this world")
        buyers = positions(world.states, [pair[1] for pair in targets], "state of this world")
        wanted = np.array(list(targets.values()), dtype=np.float64)
        if not (np.isfinite(wanted) & (wanted >= 0)).all() or (sellers == buyers).any():
            raise WorldError(["a target is a number, 0 or more, for two different states"])
        return cls(
            positions(world.sectors, sectors, "sector of this world")[:, None], sellers, buyers, wanted
        )

    def ratio(self, flows: Array) -> Array:
        """(P,) target over what is traded; 1 where nothing is."""
        have = flows[self.goods, self.buyers, self.sellers].sum(axis=0)
        return np.where(have > 0, self.wanted / np.where(have > 0, have, 1.0), 1.0)

    def off(self, ratio: Array) -> float:
        """Money by which the targets are missed."""
        return float(np.abs(self.wanted * (1 - 1 / np.where(ratio > 0, ratio, 1.0))).sum())


def _refuse_twice(world: World, parts: Sequence[_Part]) -> None:
    if not parts:
        raise OptionError("there are no targets: give totals as {(exporter, importer): value}")
    size = len(world.states)
    seen = np.zeros((len(world.sectors), size, size), dtype=np.int8)
    for one in parts:
        seen[one.goods, one.buyers, one.sellers] += 1
    if (seen > 1).any():
        sector, buyer, seller = np.argwhere(seen > 1)[0]
        flow = f"{world.sectors[sector]} from {world.states[seller]} to {world.states[buyer]}"
        raise OptionError(f"{flow} is in two parts: a flow has one total at most")


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
