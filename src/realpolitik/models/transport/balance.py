r"""Flows with given margins that lie nearest to a kernel: Wilson's entropy solution, with bounds on single arcs.

$T_{od} = \min(M_{od}, u_o K_{od} v_d)$ with $\sum_d T_{od} = s_o$ and $\sum_o T_{od} = q_d$ minimises
$\sum T (\ln T/K - 1)$ under margins and bounds. The factors $u$, $v$ are found by solving for all origins and for all destinations in
turn: block ascent of a concave dual.

References: Wilson (1967), Transportation Research 1, 253-269, doi:10.1016/0041-1647(67)90035-4; Sinkhorn (1967), American Mathematical
Monthly 74, 402-405, doi:10.2307/2314570.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import ConvergenceError, ShockError

Array = NDArray[np.float64]
TOLERANCE = 1e-13
"""Largest part of all that is traded by which a margin may be missed."""
SWEEPS = 20_000
STEPS = 100
"""Newton's steps within one sweep at most."""
SHORT = 1e-6
"""Part of all supply without a destination from which margins count as impossible: the search for a way works in whole billionths."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Balanced:
    """Flows and what they rest on.

    Attributes
    ----------
    flows
        (L, O, D) by layer of arcs, origin, destination.
    origin, destination
        (O,), (D,) logarithms of $u$ and $v$; the level of one is free against the other.
    residual
        Largest part of all trade by which a margin is missed.
    sweeps
        How often all were solved for.
    """

    flows: Array
    origin: Array
    destination: Array
    residual: float
    sweeps: int


def balance(
    kernel: Array,
    supply: Array,
    demand: Array,
    *,
    most: Array | None = None,
    names: tuple[Sequence[str], Sequence[str]] | None = None,
    tolerance: float = TOLERANCE,
) -> Balanced:
    """Flows in the shape of a kernel that meet both margins.

    Parameters
    ----------
    kernel
        (L, O, D), or (O, D) for one layer, not negative; zero closes an arc.
    supply, demand
        (O,), (D,) above zero, of the same sum.
    most
        Bounds in the shape of the kernel; infinite where there is none.
    names
        Of origins and destinations, for messages.
    tolerance
        Largest part of all trade by which a margin may be missed.

    Raises
    ------
    ShockError
        The open arcs cannot carry the supply to the demand; says whose supply finds no buyer, or whose demand no seller.
    ConvergenceError
        The margins can be met at the edge only, where arcs that are open would carry nothing.

    Examples
    --------
    >>> found = balance(np.array([[4.0, 1.0], [1.0, 1.0]]), np.array([3.0, 2.0]), np.array([3.0, 2.0]))
    >>> found.flows[0].round(3).tolist()
    [[2.192, 0.808], [0.808, 1.192]]
    """
    kernel = kernel[None] if kernel.ndim == 2 else kernel
    bound = np.full(kernel.shape, np.inf) if most is None else np.broadcast_to(most, kernel.shape)
    _checked(kernel, supply, demand, bound)
    feasible(kernel > 0, supply, demand, bound, names)
    whole = supply.sum()
    u, v = np.ones(supply.size), np.ones(demand.size)
    by_destination, bound_back = kernel.transpose(0, 2, 1), bound.transpose(0, 2, 1)
    limited = bool(np.isfinite(bound).any())
    for sweep in range(1, SWEEPS + 1):
        u = _factors(kernel * v, supply, bound if limited else None, u)
        v = _factors(by_destination * u, demand, bound_back if limited else None, v)
        flows = np.minimum(bound, u[:, None] * kernel * v)
        residual = float(np.abs(flows.sum(axis=(0, 2)) - supply).max() / whole)
        if not np.isfinite(residual):
            break
        if residual < tolerance:
            return Balanced(
                flows=flows, origin=np.log(u), destination=np.log(v), residual=residual, sweeps=sweep
            )
    raise ConvergenceError(
        "the margins can be met only if some open arcs carry nothing: close those too, or widen a bound"
    )


def feasible(
    open_: NDArray[np.bool_],
    supply: Array,
    demand: Array,
    bound: Array,
    names: tuple[Sequence[str], Sequence[str]] | None = None,
) -> None:
    """Whether open arcs within their bounds can carry the supply to the demand.

    Raises
    ------
    ShockError
        They cannot.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import maximum_flow

    whole = max(supply.sum(), demand.sum())
    scale = 1e9 / whole
    rooms = np.where(open_, np.minimum(bound, whole), 0.0).sum(axis=0)
    place, sink = np.arange(supply.size), supply.size + demand.size + 1
    one, two = np.nonzero(rooms > 0)
    starts = np.concatenate([np.zeros(supply.size), 1 + one, 1 + supply.size + np.arange(demand.size)])
    ends = np.concatenate([1 + place, 1 + supply.size + two, np.full(demand.size, sink)])
    amounts = np.concatenate([supply, np.minimum(rooms[one, two], whole), demand]) * scale
    graph = coo_array(
        (np.floor(amounts).astype(np.int32), (starts.astype(np.int32), ends.astype(np.int32))),
        shape=(sink + 1, sink + 1),
    ).tocsr()
    found = maximum_flow(graph, 0, sink)
    if (whole * scale - found.flow_value) <= SHORT * whole * scale:
        return
    carried = found.flow.toarray()
    unsold = supply - carried[0, 1 : 1 + supply.size] / scale
    unmet = demand - carried[1 + supply.size : sink, sink] / scale
    origins, destinations = names or ([f"origin {at}" for at in place], [f"destination {at}" for at in range(demand.size)])  # fmt: skip
    worst, short = int(unsold.argmax()), int(unmet.argmax())
    raise ShockError(
        f"the arcs that stay open cannot carry what is sold: {unsold[worst]:.3g} of {supply[worst]:.3g} from {origins[worst]} find no buyer, "
        f"and {destinations[short]} lacks {unmet[short]:.3g} of {demand[short]:.3g}. Open more arcs, or widen a bound."
    )


def _checked(kernel: Array, supply: Array, demand: Array, bound: Array) -> None:
    for label, values in (("kernel", kernel), ("supply", supply), ("demand", demand)):
        if not (np.isfinite(values) & (values >= 0)).all():
            raise ShockError(f"the {label} has a value that is negative or no number")
    if not (supply > 0).all() or not (demand > 0).all() or np.isnan(bound).any() or (bound < 0).any():
        raise ShockError("supply and demand are above zero, and bounds not below")
    if abs(supply.sum() - demand.sum()) > 1e-9 * supply.sum():
        raise ShockError(
            f"supply ({supply.sum():.6g}) and demand ({demand.sum():.6g}) differ: what is sold is bought"
        )


def _factors(weights: Array, margin: Array, bound: Array | None, start: Array) -> Array:
    """Factors a with sum over layers and columns of min(bound, a w) equal to the margin, by row.

    The sum rises in a and bends down, so that Newton's steps from below arrive in as many steps as bounds are met.
    """
    if bound is None:
        return margin / weights.sum(axis=(0, 2))
    factor, last = start, None
    for _ in range(STEPS):
        value = factor[:, None] * weights
        free = value < bound
        if last is not None and (free == last).all():
            return factor
        slope = np.where(free, weights, 0.0).sum(axis=(0, 2))
        held = np.where(free, 0.0, bound).sum(axis=(0, 2))
        with np.errstate(divide="ignore", invalid="ignore"):
            after = (margin - held) / slope
        factor, last = np.where((slope > 0) & (after > 0), after, factor / 2), free
    return factor
