"""System: the constants of one solve, arranged so that a sweep only multiplies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import OptionError, ShockError
from realpolitik.models.equilibrium.change import Change
from realpolitik.models.equilibrium.elasticities import Elasticities
from realpolitik.models.equilibrium.layout import Array, diagonal, sectors_first
from realpolitik.models.equilibrium.world import World

Closure = Literal["additive", "multiplicative", "proportional", "purged"]
NEGLIGIBLE = 1e-12
"""Where a tax lowers a share by this factor, the flow is under the tolerance of a solve: it is an embargo."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class System:
    r"""What a sweep needs, once a world, its elasticities and a change are known. Trade arrays run sector first.

    Attributes
    ----------
    home
        (J, N) $\pi_{nn} \hat\kappa_{nn}^{-\theta_D}$.
    imports
        (J, N, N) $\pi_{ni} \hat\kappa_{ni}^{-\theta}$ for $i \ne n$, zero on the diagonal.
    import_share
        (J, N) share of imports in baseline spending; 1 where it is 0, so that it may divide.
    net, border
        `imports` over $(1+\tau')(1+e')$ and over $(1+\tau')$; the same objects as `imports` where no such tax is.
    home_net, home_border
        (J, N) the same divisors for domestic sales.
    theta, nest
        (J, 1) trade elasticities of the lower and the upper nest.
    productivity
        (J, N) logarithm of the change.
    factor
        (N, F) value of factors in the baseline: F = 1 if labour is mobile, else J.
    component
        (N,) number of the group of states that still trade with each other, directly or through others.
    groups
        How many such groups there are.
    damping
        (N, F) step of factor prices: one over the own-price elasticity of demand for the factor.
    prohibited
        (J, N, N) true where a tax is so high that the flow is taken as forbidden; None where none is.
    """

    elasticities: Elasticities
    single_nest: bool
    closure: Closure
    home: Array
    imports: Array
    import_share: Array
    net: Array
    border: Array
    home_net: Array | None
    home_border: Array | None
    theta: Array
    nest: Array
    productivity: Array | None
    value_added_share: Array
    input_share: Array
    final_share: Array
    factor: Array
    deficit: Array
    absorption: Array
    component: NDArray[np.intp]
    groups: int
    scale: Array
    damping: Array
    prohibited: NDArray[np.bool_] | None

    @property
    def shape(self) -> tuple[int, int, int]:
        """N, J, F."""
        return (*self.value_added_share.shape[-2:], self.factor.shape[-1])  # type: ignore[return-value]


def prepare(
    world: World, elasticities: Elasticities, change: Change, closure: Closure, *, limit: bool = True
) -> System:
    """Arrange a counterfactual for solving; with `limit`, prohibitive taxes are embargoes.

    Raises
    ------
    WorldError
        Elasticities are labelled with other sectors than the world, or in another order.
    OptionError
        No such closure of deficits.
    ShockError
        Labour is specific to sectors, and one of them is left without any buyer.
    """
    if closure not in get_args(Closure):
        raise OptionError(f"deficits are closed {', '.join(get_args(Closure))}, not {closure!r}")
    world.same_labels(world.states, elasticities.sectors, "the set of elasticities")
    theta, nest = elasticities.theta[:, None], elasticities.domestic[:, None]
    shares = sectors_first(world.shares)
    home, imports, prohibited = _weights(world, elasticities, change, limit=limit)
    import_share = shares.sum(axis=2) - diagonal(shares)
    import_share[import_share <= 0] = 1.0
    tariff, tax = new_rates(world, change)
    net, border, home_net, home_border = _divided(imports, tariff, tax)
    output = world.output
    component = _components(imports)
    specific = elasticities.labour == "specific"
    factor = output * world.value_added_share if specific else world.value_added[:, None].copy()
    if specific:
        _refuse_idle(world, factor, home, imports)
    return System(
        elasticities=elasticities,
        single_nest=elasticities.single_nest,
        closure=closure,
        home=home,
        imports=imports,
        import_share=import_share,
        net=net,
        border=border,
        home_net=home_net,
        home_border=home_border,
        theta=theta,
        nest=nest,
        productivity=None if change.productivity_hat is None else np.log(change.productivity_hat),
        value_added_share=world.value_added_share,
        input_share=world.input_share,
        final_share=world.final_share,
        factor=factor,
        deficit=np.zeros_like(world.deficit) if closure == "purged" else world.deficit,
        absorption=_absorption(world),
        component=component,
        groups=int(component.max()) + 1,
        scale=world.value_added,
        damping=_damping(world, elasticities, output, specific=specific),
        prohibited=prohibited,
    )


def _refuse_idle(world: World, factor: Array, home: Array, imports: Array) -> None:
    """Labour that can work in one sector only needs somebody who may buy what it makes."""
    idle = (factor.T > 0) & (home <= 0) & ~(imports > 0).any(axis=1)
    if idle.any():
        sector, seller = np.argwhere(idle)[0]
        raise ShockError(
            f"{world.states[seller]} is left without any buyer of {world.sectors[sector]}, and its labour is "
            f"specific to it: exempt one buyer, or let labour be mobile"
        )


def new_rates(world: World, change: Change) -> tuple[Array | None, Array | None]:
    """Tariffs and export taxes (J, N, N) of the counterfactual; None where there are none."""
    tariff = change.tariff if change.tariff is not None else world.tariff
    tax = change.export_tax if change.export_tax is not None else world.export_tax
    if change.tariff is None and tariff is not None:
        tariff = sectors_first(tariff)
    if change.export_tax is None and tax is not None:
        tax = sectors_first(tax)
    return tariff, tax


def barrier_hat(world: World, change: Change) -> Array | None:
    r"""$\hat\kappa = \hat d (1+\tau')(1+e')/((1+\tau)(1+e))$ as (J, N, N); None where no barrier changes."""
    hat = change.cost_hat
    for new, old in ((change.tariff, world.tariff), (change.export_tax, world.export_tax)):
        if new is None:
            continue
        ratio = 1 + new if old is None else (1 + new) / (1 + sectors_first(old))
        hat = ratio if hat is None else hat * ratio
    return hat


def _weights(
    world: World, elasticities: Elasticities, change: Change, *, limit: bool
) -> tuple[Array, Array, NDArray[np.bool_] | None]:
    imports = sectors_first(world.shares).copy()
    home = diagonal(imports)
    hat, prohibited = barrier_hat(world, change), None
    if hat is not None:
        # Powers are dear: only cells whose barrier moves are raised.
        moved = hat != 1.0
        theta = np.broadcast_to(elasticities.theta[:, None, None], hat.shape)[moved]
        imports[moved] *= hat[moved] ** -theta
        home = home * diagonal(hat) ** -elasticities.domestic[:, None]
        # Resource costs without end leave a trickle that earns what is paid for it; a tax leaves nothing to earn.
        taxes = barrier_hat(world, replace(change, cost_hat=None)) if limit else None
        if taxes is not None and taxes.max() > NEGLIGIBLE ** (-1 / float(elasticities.theta.max())):
            prohibited = _prohibited(imports, taxes, elasticities)
            imports[prohibited] = 0.0
    if change.banned is not None:
        imports[change.banned] = 0.0
        home = np.where(diagonal(change.banned), 0.0, home)
    own = np.arange(imports.shape[1])
    imports[:, own, own] = 0.0
    return home, imports, prohibited


def _prohibited(imports: Array, barrier: Array, elasticities: Elasticities) -> NDArray[np.bool_]:
    """Cells whose taxes are an embargo: beside other sources of the good, or even where there are none."""
    theta, nest = elasticities.theta[:, None, None], elasticities.domestic[:, None, None]
    alone = barrier ** -np.minimum(theta, nest) < NEGLIGIBLE
    abroad = imports.sum(axis=2) - diagonal(imports)
    beside = (barrier**-theta < NEGLIGIBLE) & (imports < NEGLIGIBLE * abroad[:, :, None])
    found = (alone | beside) & (imports > 0)
    own = np.arange(imports.shape[1])
    found[:, own, own] = False
    return found


def _divided(
    imports: Array, tariff: Array | None, tax: Array | None
) -> tuple[Array, Array, Array | None, Array | None]:
    border, home_border = imports, None
    if tariff is not None:
        border, home_border = imports / (1 + tariff), 1 / (1 + diagonal(tariff))
    net, home_net = border, home_border
    if tax is not None:
        net = border / (1 + tax)
        home_border = np.ones(imports.shape[:2]) if home_border is None else home_border
        home_net = home_border / (1 + diagonal(tax))
    return net, border, home_net, home_border


def _absorption(world: World) -> Array:
    """Total spending over receipts: what the multiplicative closure holds up to a common factor."""
    inputs = (world.output * world.input_share.sum(axis=1)).sum(axis=1)
    return (inputs + world.income) / (inputs + world.income - world.deficit)


def _components(imports: Array) -> NDArray[np.intp]:
    """Number of the group of states that each state trades with, directly or through others."""
    size = imports.shape[1]
    linked = np.asarray((imports > 0).any(axis=0))
    linked = linked | linked.T | np.eye(size, dtype=bool)
    lowest = np.arange(size)
    while True:
        # Each state takes the lowest number among those it trades with, until nothing changes.
        spread = np.where(linked, lowest[None, :], size).min(axis=1)
        if np.array_equal(spread, lowest):
            return np.unique(lowest, return_inverse=True)[1].astype(np.intp)
        lowest = spread


def _damping(world: World, elasticities: Elasticities, output: Array, *, specific: bool) -> Array:
    """One over one plus the elasticity of demand for the factor with respect to its price, buyers' spending as it is.

    A dearer factor raises unit cost by its cost share. Sales abroad fall by theta times that, sales at home by the elasticity of the
    upper nest times what is imported there; a longer step cycles.
    """
    own = diagonal(sectors_first(world.shares)).T
    home = np.divide(own * world.expenditure, output, out=np.zeros_like(output), where=output > 0).clip(0, 1)
    demand = (1 - home) * elasticities.theta + home * (1 - own) * elasticities.domestic
    response = 1 + demand * world.value_added_share
    if specific:
        return 1 / response
    weight = output * world.value_added_share
    return 1 / ((weight * response).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-300))[:, None]
