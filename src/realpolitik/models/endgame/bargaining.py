r"""Bargaining in the shadow of war, and brinkmanship.

A wins a war with probability p and the sides pay $c_A, c_B$ (shares of what is at stake): every division in
$[p - c_A, p + c_B]$ is better than war for both. Against a cost known only as uniform on $[0, b]$ A demands
$x^* = p + (b - c_A)/2$ and risks war with probability $(b - c_A)/(2b)$. A shift of power of $\Delta p$ a period breaks any
bargain if $\delta \Delta p > c_A + c_B$. In brinkmanship an actor stands a risk of disaster up to its critical risk
$(win - submit)/(win - disaster)$.

References: Fearon (1995), International Organization 49, 379-414, doi:10.1017/S0020818300033324; Powell (2006),
International Organization 60, 169-203, doi:10.1017/S0020818306060061; Ellsberg (1961), The crude analysis of strategic
choices, American Economic Review 51, 472-478.
"""

from __future__ import annotations

from dataclasses import dataclass

from realpolitik.errors import OptionError


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The demand that is best against an unknown cost, and the risk of war it runs."""

    demand: float
    war: float


def bargaining_range(p: float, cost_a: float, cost_b: float) -> tuple[float, float]:
    """Divisions that both prefer to war, cut to 0 and 1.

    Raises
    ------
    OptionError
        p is no probability, or a cost is negative.

    Examples
    --------
    >>> [round(end, 9) for end in bargaining_range(0.6, 0.1, 0.2)]
    [0.5, 0.8]
    """
    if not (0 <= p <= 1 and cost_a >= 0 and cost_b >= 0):
        raise OptionError(f"p of {p} is a probability and costs are 0 or more")
    return max(0.0, p - cost_a), min(1.0, p + cost_b)


def screening(p: float, cost_a: float, highest_cost_b: float) -> Screening:
    """Best demand of A against a cost of B that is uniform from 0 to `highest_cost_b`.

    Examples
    --------
    >>> found = screening(0.6, 0.1, 0.3)
    >>> round(found.demand, 6), round(found.war, 6)
    (0.7, 0.333333)
    """
    if not (0 <= p <= 1 and cost_a >= 0 and highest_cost_b > 0):
        raise OptionError("p is a probability, costs are not negative, and the highest cost is above 0")
    if cost_a >= highest_cost_b:
        return Screening(demand=p, war=0.0)
    return Screening(
        demand=p + (highest_cost_b - cost_a) / 2, war=(highest_cost_b - cost_a) / (2 * highest_cost_b)
    )


def commitment_fails(shift: float, cost_a: float, cost_b: float, *, discount: float = 1.0) -> bool:
    """Whether a shift of power a period is faster than any bargain can follow.

    Examples
    --------
    >>> commitment_fails(0.4, 0.1, 0.2), commitment_fails(0.2, 0.1, 0.2)
    (True, False)
    """
    return discount * shift > cost_a + cost_b


def critical_risk(win: float, submit: float, disaster: float) -> float:
    """The risk of disaster up to which standing firm beats giving in; more is more resolve.

    Raises
    ------
    OptionError
        Not win > submit > disaster.

    Examples
    --------
    >>> critical_risk(1, 0, -4), critical_risk(1, -1, -4), round(critical_risk(0.2, -1, -10), 4)
    (0.2, 0.4, 0.1176)
    """
    if not win > submit > disaster:
        raise OptionError(
            f"win {win}, submit {submit}, disaster {disaster}: each must be better than the next"
        )
    return (win - submit) / (win - disaster)
