r"""War of attrition: who concedes, and when.

With complete information and mixed strategies $h_U = c_R / V_R$, $h_R = c_U / V_U$: the expected duration is
$1/(h_R + h_U)$. Its comparative statics are perverse (help makes the helped side likelier to lose), so it is here to be
compared, not used. With stubborn types (Abreu and Gul) each side would need $T_i = -\ln z_i / \lambda_i$ to build a
reputation, $\lambda_R = c_U / V_U$, $\lambda_U = c_R / V_R$; the slower side concedes at once with probability
$F_i(0) = 1 - z_i e^{\lambda_i T}$, $T = \min(T_R, T_U)$.

Reference: Abreu and Gul (2000), Bargaining and Reputation, Econometrica 68, 85-117, doi:10.1111/1468-0262.00094.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from realpolitik.errors import OptionError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Cost a year and prize of the client (R) and of its enemy (U), all above 0, in one unit for each side."""

    cost_client: float
    prize_client: float
    cost_enemy: float
    prize_enemy: float

    def __post_init__(self) -> None:
        if not min(self.cost_client, self.prize_client, self.cost_enemy, self.prize_enemy) > 0:
            raise OptionError("costs and prizes of both sides are above 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixed:
    """Complete information: expected duration in years, and the probability that the client wins."""

    duration: float
    client_wins: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reputation:
    """Abreu and Gul: the end of doubt in years, and what each side does at the start.

    Attributes
    ----------
    duration
        T: by then at least one side is known to be stubborn.
    client_concedes, enemy_concedes
        Probability of conceding at once; one of them is 0.
    client_gains, enemy_gains
        Expected payoff, the other's concession at once times the prize.
    """

    duration: float
    client_concedes: float
    enemy_concedes: float
    client_gains: float
    enemy_gains: float


def mixed(sides: Sides) -> Mixed:
    """Mixed equilibrium with complete information.

    Examples
    --------
    >>> war = Sides(cost_client=2, prize_client=10, cost_enemy=1.5, prize_enemy=10)
    >>> round(mixed(war).duration, 4), round(mixed(war).client_wins, 4)
    (2.8571, 0.5714)
    """
    enemy, client = sides.cost_client / sides.prize_client, sides.cost_enemy / sides.prize_enemy
    return Mixed(duration=1 / (enemy + client), client_wins=enemy / (enemy + client))


def reputation(sides: Sides, *, stubborn_client: float, stubborn_enemy: float) -> Reputation:
    """Equilibrium with stubborn types.

    Parameters
    ----------
    stubborn_client, stubborn_enemy
        Prior probability that a side never concedes, between 0 and 1.

    Raises
    ------
    OptionError
        A prior is not strictly between 0 and 1.

    Examples
    --------
    >>> war = Sides(cost_client=2, prize_client=10, cost_enemy=1.5, prize_enemy=10)
    >>> found = reputation(war, stubborn_client=0.1, stubborn_enemy=0.1)
    >>> round(found.duration, 3), round(found.client_concedes, 4)
    (11.513, 0.4377)
    """
    if not (0 < stubborn_client < 1 and 0 < stubborn_enemy < 1):
        raise OptionError("the prior of a stubborn type lies between 0 and 1")
    rate_client = sides.cost_enemy / sides.prize_enemy
    rate_enemy = sides.cost_client / sides.prize_client
    needs_client = -math.log(stubborn_client) / rate_client
    needs_enemy = -math.log(stubborn_enemy) / rate_enemy
    last = min(needs_client, needs_enemy)
    client = 1 - stubborn_client * math.exp(rate_client * last)
    enemy = 1 - stubborn_enemy * math.exp(rate_enemy * last)
    client, enemy = (value if value > 1e-12 else 0.0 for value in (client, enemy))
    return Reputation(
        duration=last,
        client_concedes=client,
        enemy_concedes=enemy,
        client_gains=enemy * sides.prize_client,
        enemy_gains=client * sides.prize_enemy,
    )
