"""A good's arcs: distances by sea and by pipeline, and the kernel that a decay makes of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from realpolitik.models.transport.balance import TOLERANCE, Array, Balanced, balance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """Origins, destinations and the arcs between them.

    Attributes
    ----------
    origins, destinations
        Labels, O and D. An origin may be one coast of a state.
    state
        (O,) place of each origin's state among `states`.
    share
        (O,) part of its state's sales that leaves from each origin; adds up to one by state.
    states
        Labels of the states that sell, S of them.
    miles
        (L, O, D) length of each arc by layer (sea, pipeline); infinite where there is none.
    most
        (L, O, D) bounds; infinite where there is none.
    """

    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    states: tuple[str, ...]
    state: NDArray[np.int64]
    share: Array
    miles: Array
    most: Array

    def kernel(self, epsilon: float, open_: NDArray[np.bool_] | None = None) -> Array:
        r"""(L, O, D) $m_{od} \exp(-c_{od} / \epsilon)$, less the shortest arc of each origin, so that nothing underflows; $u$ takes that up."""
        nearest = self.miles.min(axis=(0, 2))
        found = np.exp(-(self.miles - nearest[None, :, None]) / epsilon)
        return found if open_ is None else np.where(open_, found, 0.0)

    def balanced(
        self,
        epsilon: float,
        supply: Array,
        demand: Array,
        open_: NDArray[np.bool_] | None = None,
        *,
        tolerance: float = TOLERANCE,
    ) -> Balanced:
        """Flows at a decay, with arcs closed."""
        return balance(
            self.kernel(epsilon, open_),
            supply,
            demand,
            most=self.most,
            names=(self.origins, self.destinations),
            tolerance=tolerance,
        )

    def supply(self, recorded: Array) -> Array:
        """(O,) what each origin sells, of the (S, D) flows of states."""
        return recorded.sum(axis=1)[self.state] * self.share

    def without(self, origins: NDArray[np.bool_], destinations: NDArray[np.bool_]) -> Network:
        """The network of some origins and destinations."""
        states = tuple(dict.fromkeys(self.states[at] for at in self.state[origins]))
        return Network(
            origins=tuple(np.array(self.origins)[origins].tolist()),
            destinations=tuple(np.array(self.destinations)[destinations].tolist()),
            states=states,
            state=np.array([states.index(self.states[at]) for at in self.state[origins]]),
            share=self.share[origins],
            miles=self.miles[:, origins][:, :, destinations],
            most=self.most[:, origins][:, :, destinations],
        )

    def by_state(self, flows: Array) -> Array:
        """(S, D) flows of states, over layers and coasts."""
        summed = np.zeros((len(self.states), len(self.destinations)))
        np.add.at(summed, self.state, flows.sum(axis=0))
        return summed
