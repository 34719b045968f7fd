r"""What an embargo does to who sells to whom: fitted flows before and after, put on the recorded ones.

A decay alone does not give recorded flows back: contracts, grades and politics are in them. So what the fitted flows gain on an arc is
added to the recorded flow, what they lose is taken in proportion,

$$ T'_{od} \propto X_{od} + F'_{od} - F_{od} \ (F' \ge F), \qquad X_{od} F'_{od} / F_{od} \ (F' < F), $$

and the margins are met again. Without an embargo F' = F, and the record comes back.

The price of an origin is the dual of its margin: $\epsilon \ln u_o$ is what its oil is cheaper on board, in miles of freight. The discount
of the target is its change less the mean change of all other origins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from realpolitik.models.transport.balance import Array, balance
from realpolitik.models.transport.network import Network


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Redirected:
    """Flows before and after an embargo.

    Attributes
    ----------
    before, after
        (S, D) recorded flows, and where they go under the embargo.
    fitted, fitted_after
        (S, D) the model's own flows without and with it.
    discount
        (O,) miles of freight by which an origin's price falls against the mean of the origins of other states.
    residual
        Largest part of all trade by which a margin is missed.
    """

    before: Array
    after: Array
    fitted: Array
    fitted_after: Array
    discount: Array
    residual: float


def redirect(
    network: Network,
    recorded: Array,
    *,
    epsilon: float,
    closed: NDArray[np.bool_],
    target: str,
) -> Redirected:
    """Flows under an embargo on a state's sales.

    Parameters
    ----------
    network
        The arcs.
    recorded
        (S, D) flows before.
    epsilon
        Decay in miles.
    closed
        (L, O, D) arcs under embargo.
    target
        The state whose price is compared with that of all others.

    Raises
    ------
    ShockError
        The open arcs cannot carry what is sold.
    ConvergenceError
        The margins are met only at the edge.
    """
    supply, demand = network.supply(recorded), recorded.sum(axis=0)
    before = network.balanced(epsilon, supply, demand)
    open_ = ~closed
    after = network.balanced(epsilon, supply, demand, open_)
    fitted, moved = network.by_state(before.flows), network.by_state(after.flows)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(fitted > 0, moved / fitted, 1.0)
    shape = np.where(moved >= fitted, recorded + moved - fitted, recorded * ratio)
    final = balance(
        shape,
        recorded.sum(axis=1),
        demand,
        most=_rooms(network, open_, recorded)[None],
        names=(network.states, network.destinations),
    )
    price = epsilon * (after.origin - before.origin)
    others = np.array([network.states[at] != target for at in network.state])
    return Redirected(
        before=recorded,
        after=final.flows[0],
        fitted=fitted,
        fitted_after=moved,
        discount=price - float(np.average(price[others], weights=supply[others])),
        residual=max(before.residual, after.residual, final.residual),
    )


def _rooms(network: Network, open_: NDArray[np.bool_], recorded: Array) -> Array:
    """(S, D) the most that the open arcs of a state can carry: a bound where all that is left is bounded, never below the record elsewhere."""
    left = np.where(open_ & np.isfinite(network.miles), network.most, 0.0)
    rooms = network.by_state(left)
    shut = np.zeros_like(rooms, dtype=bool)
    touched = network.by_state((~open_ & np.isfinite(network.miles)).astype(float)) > 0
    shut[touched] = True
    return np.where(shut, rooms, np.maximum(rooms, np.where(np.isfinite(rooms), recorded, np.inf)))
