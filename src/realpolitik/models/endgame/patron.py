r"""Patron and client: what can one demand by threatening to break off, and is the threat believed?

The patron demands (a cost x to the client, worth v to itself) or leaves things as they are; the client complies or
refuses; then the patron severs (losses $L_P, L_C$) or backs down (cost K to itself). By backward induction the threat is
credible if $L_P \le K$, or, where the game goes on with discount factor $\delta$, if $L_P \le \frac{\delta}{1-\delta} v$. The
client complies with a credible threat up to $x = L_C$. Bargaining over the surplus instead gives
$x_N = (L_C - L_P / a)/2$ for a value of $a x$ to the patron: only net leverage is bargained over.

Quantal response equilibria of the same tree are by pygambit (extra `games`); pure equilibria as it lists them include
some that rest on threats nobody would carry out, so the answer here is by backward induction.

References: Schelling (1960), The Strategy of Conflict; Nash (1950), Econometrica 18, 155-162, doi:10.2307/1907266; McKelvey
and Palfrey (1998), Experimental Economics 1, 9-41, doi:10.1023/A:1009905800005.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import OptionError


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """Stakes of one demand, all in one unit, none negative.

    Attributes
    ----------
    loss_client, loss_patron
        $L_C$, $L_P$: what severing costs each.
    demand
        x: what complying costs the client.
    worth
        v: what compliance is worth to the patron.
    backing_down
        K: what it costs the patron to threaten and not act.
    discount
        $\\delta$ of a game that goes on; 0 plays once.
    """

    loss_client: float
    loss_patron: float
    demand: float
    worth: float
    backing_down: float
    discount: float = 0.0

    def __post_init__(self) -> None:
        values = (self.loss_client, self.loss_patron, self.demand, self.worth, self.backing_down)
        if min(values) < 0 or not 0 <= self.discount < 1:
            raise OptionError("stakes are 0 or more, and the discount factor is at least 0 and below 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """What happens when everyone looks ahead, and why."""

    outcome: str
    credible: bool
    complies: bool
    payoff_patron: float
    payoff_client: float


def believed(
    loss_patron: ArrayLike, *, worth: ArrayLike, backing_down: ArrayLike, discount: ArrayLike
) -> NDArray[np.bool_]:
    """Whether threats would be carried out: severing costs no more than backing down, or than the compliance to come is worth.

    Parameters
    ----------
    loss_patron, worth, backing_down, discount
        $L_P$, v, K and $\\delta$ (at least 0 and below 1), of one shape or single.

    Examples
    --------
    >>> believed([0.26, 0.26], worth=0.5, backing_down=[0.05, 0.4], discount=0.0).tolist()
    [False, True]
    """
    patience = np.asarray(discount, dtype=float)
    future = patience / (1 - patience) * np.asarray(worth, dtype=float)
    return np.asarray(loss_patron, dtype=float) <= np.maximum(np.asarray(backing_down, dtype=float), future)


def credible(stakes: Stakes) -> bool:
    """Whether the patron would carry out the threat."""
    return bool(
        believed(
            stakes.loss_patron,
            worth=stakes.worth,
            backing_down=stakes.backing_down,
            discount=stakes.discount,
        )
    )


def play(stakes: Stakes) -> Play:
    """The subgame-perfect equilibrium by backward induction.

    Examples
    --------
    >>> weak = Stakes(loss_client=2.22, loss_patron=0.26, demand=1.5, worth=0.5, backing_down=0.05)
    >>> play(weak).outcome
    'status quo'
    >>> from dataclasses import replace
    >>> play(replace(weak, backing_down=0.4)).outcome, play(replace(weak, backing_down=0.4, demand=3.0)).outcome
    ('demand, comply', 'status quo')
    """
    carried_out = credible(stakes)
    complies = carried_out and stakes.demand <= stakes.loss_client
    if complies and stakes.worth > 0:
        return Play(
            outcome="demand, comply",
            credible=carried_out,
            complies=True,
            payoff_patron=stakes.worth,
            payoff_client=-stakes.demand,
        )
    refused = -stakes.loss_patron if carried_out else -stakes.backing_down
    assert refused <= 0  # so that the patron never does better by a demand that is refused
    return Play(
        outcome="status quo", credible=carried_out, complies=False, payoff_patron=0.0, payoff_client=0.0
    )


def largest_demand(loss_client: ArrayLike, threat: ArrayLike) -> NDArray[np.float64]:
    """The most that can be demanded: the client's loss where the threat is believed, nothing where it is not.

    Parameters
    ----------
    loss_client, threat
        Draws of the client's loss, and of whether the threat is credible.

    Examples
    --------
    >>> largest_demand([2.0, 3.0], [True, False]).tolist()
    [2.0, 0.0]
    """
    return np.where(np.asarray(threat, dtype=bool), np.asarray(loss_client, dtype=float), 0.0)


def bargained(loss_client: float, loss_patron: float, *, worth_per_unit: float = 1.0) -> float:
    """What Nash bargaining gives the patron, at least 0.

    Examples
    --------
    >>> round(bargained(2.22, 0.26), 9)
    0.98
    """
    if worth_per_unit <= 0:
        raise OptionError("what a unit of compliance is worth is above 0")
    return max(0.0, (loss_client - loss_patron / worth_per_unit) / 2)


def quantal_response(stakes: Stakes, *, precision: float) -> dict[str, float]:
    """Probability of each action in the agent quantal response equilibrium at a precision (0 is random).

    Raises
    ------
    OptionError
        pygambit is not installed, or precision is negative.
    """
    if precision < 0:
        raise OptionError(f"precision of {precision}: 0 is random, larger is more careful")
    try:
        # Without type stubs; so looked up by name.
        gbt: Any = import_module("pygambit")
    except ImportError:
        raise OptionError("quantal response needs pygambit: install realpolitik[games]") from None
    game = gbt.Game.new_tree(players=["patron", "client"], title="demand")
    game.append_move(game.root, "patron", ["demand", "status quo"])
    asked = game.root.children["demand"]
    game.append_move(asked, "client", ["comply", "refuse"])
    game.append_move(asked.children["refuse"], "patron", ["sever", "back down"])
    refused = asked.children["refuse"]
    ends = {
        "status quo": (game.root.children["status quo"], 0.0, 0.0),
        "complied": (asked.children["comply"], stakes.worth, -stakes.demand),
        "severed": (refused.children["sever"], -stakes.loss_patron, -stakes.loss_client),
        "backed down": (refused.children["back down"], -stakes.backing_down, 0.0),
    }
    for label, (node, patron, client) in ends.items():
        game.set_outcome(node, game.add_outcome(label, [patron, client]))
    actions = [one.label for player in game.players for info in player.infosets for one in info.actions]
    if not precision:
        return dict.fromkeys(actions, 0.5)
    # A profile of pygambit 16.7 can only be read by position: players, their information sets, their actions.
    found = gbt.qre.logit_solve_lambda(game, lam=[precision])[0]
    return {action: float(found[place]) for place, action in enumerate(actions)}
