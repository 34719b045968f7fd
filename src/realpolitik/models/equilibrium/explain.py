r"""What makes up a state's change of welfare: an exact sum over incomes, partners, sectors and price changes.

$\ln \hat W = \ln \hat I - \ln \hat P$. Income is split by the logarithmic mean, so that parts of any sign add up:
$\ln \hat I = \sum_c (c' - c) / L(I', I)$. The price index is split by the ideal weights of Sato and Vartia, nest by
nest, which are exact for CES: $\ln \hat P = \sum_i \phi_i \ln \hat p_i$ with $\phi_i \propto L(s'_i, s_i)$. A source
that is lost has no price; its loss raises the index by $-\frac{1}{\theta} \ln \lambda$, where $\lambda$ is the old
share of the sources that stay (Feenstra).

References: Sato (1976), Review of Economics and Statistics 58, 223-228, doi:10.2307/1924029; Vartia (1976),
Scandinavian Journal of Economics 78, 121-126, doi:10.2307/3439906; Feenstra (1994), American Economic Review 84,
157-177.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from realpolitik.models.equilibrium.layout import Array, positions
from realpolitik.models.equilibrium.result import Equilibrium
from realpolitik.models.equilibrium.system import barrier_hat


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece of a change of welfare, in log points; `kind` is income, supplier, barrier or lost."""

    kind: str
    what: str
    sector: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Explanation:
    r"""A change of welfare in pieces that sum to it; all in log points.

    Attributes
    ----------
    state, total
        Whose welfare, and $\ln \hat W$.
    income
        Change of income by kind: `wages`, `tariffs`, `export taxes`, `transfers`.
    supplier
        (N, J) change of the costs of each supplier's goods in what the state consumes; the state's own too.
    barrier
        (N, J) change of trade costs and taxes on what still comes.
    lost
        (N, J) sources that no longer sell.
    """

    state: str
    states: tuple[str, ...]
    sectors: tuple[str, ...]
    total: float
    income: Mapping[str, float]
    supplier: Array
    barrier: Array
    lost: Array

    def __repr__(self) -> str:
        return f"Explanation({self.state!r}, total {self.total:.5f})"

    def by_partner(self) -> dict[str, float]:
        """Contribution of each partner's goods, all sectors; the state itself stands for its own goods."""
        sums = (self.supplier + self.barrier + self.lost).sum(axis=1)
        return dict(zip(self.states, sums.tolist(), strict=True))

    def by_sector(self) -> dict[str, float]:
        """Contribution of each sector's prices, all partners."""
        sums = (self.supplier + self.barrier + self.lost).sum(axis=0)
        return dict(zip(self.sectors, sums.tolist(), strict=True))

    def parts(self, top: int | None = None) -> tuple[Part, ...]:
        """All pieces that are not zero, largest first; `top` of them, and the rest as one."""
        found = [Part(kind="income", what=k, sector="", value=v) for k, v in self.income.items() if v]
        for kind in ("supplier", "barrier", "lost"):
            table = getattr(self, kind)
            found += [
                Part(kind=kind, what=self.states[i], sector=self.sectors[j], value=float(table[i, j]))
                for i, j in np.argwhere(table != 0)
            ]
        found.sort(key=lambda part: (-abs(part.value), part.kind, part.what, part.sector))
        if top is None or len(found) <= top:
            return tuple(found)
        rest = sum(part.value for part in found[top:])
        return (*found[:top], Part(kind="rest", what=f"{len(found) - top} others", sector="", value=rest))


def explain(solution: Equilibrium, state: str) -> Explanation:
    """Split a state's exact change of welfare; the pieces sum to it up to rounding.

    Raises
    ------
    UnknownNameError
        The world has no such state.
    """
    at = int(positions(solution.states, (state,), "state of this world")[0])
    weight = _final_weights(solution, at)
    supplier, barrier, lost = _price_parts(solution, at)
    return Explanation(
        state=state,
        states=solution.states,
        sectors=solution.sectors,
        total=float(np.log(solution.welfare_hat[at])),
        income=_income(solution, at),
        supplier=-weight * supplier,
        barrier=-weight * barrier,
        lost=-weight * lost,
    )


def log_mean(one: Array, other: Array) -> Array:
    """Logarithmic mean (a - b) / (ln a - ln b); a where both are equal, 0 where one is 0.

    Examples
    --------
    >>> log_mean(np.array([2.0, 3.0, 0.0]), np.array([1.0, 3.0, 1.0])).round(6).tolist()
    [1.442695, 3.0, 0.0]
    """
    positive = (one > 0) & (other > 0)
    a, b = np.where(positive, one, 1.0), np.where(positive, other, 1.0)
    gap = np.log(a) - np.log(b)
    # Near equality the quotient loses all digits; the mean is right to the square of the gap.
    near = np.abs(gap) < 1e-6
    mean = np.where(near, 0.5 * (a + b), (a - b) / np.where(near, 1.0, gap))
    return np.where(positive, mean, 0.0)


def _income(solution: Equilibrium, at: int) -> dict[str, float]:
    world = solution.world
    old, new = float(world.income[at]), float(solution.income[at])
    mean = float(log_mean(np.array([new]), np.array([old]))[0])
    pairs = {
        "wages": (world.value_added, solution.factor_income),
        "tariffs": (world.tariff_revenue, solution.tariff_revenue),
        "export taxes": (world.export_tax_revenue, solution.export_tax_revenue),
        "transfers": (world.deficit, solution.deficit),
    }
    return {kind: float((after[at] - before[at]) / mean) for kind, (before, after) in pairs.items()}


def _final_weights(solution: Equilibrium, at: int) -> Array:
    weight = log_mean(solution.world.final_share[at], solution.final_share[at])
    return weight / weight.sum()


def _price_parts(solution: Equilibrium, at: int) -> tuple[Array, Array, Array]:
    """(N, J) pieces of the log price indices of one importer: suppliers' costs, barriers, lost sources."""
    old, new = solution.world.shares[at], solution.shares[at]
    theta, nest = solution.elasticities.theta, solution.elasticities.domestic
    if solution.elasticities.single_nest:
        weight, lost = ideal_weights(old, new, theta)
    else:
        weight, lost = _nested_weights(old, new, at, theta, nest)
    hat = barrier_hat(solution.world, solution.change)
    barrier = np.zeros_like(weight) if hat is None else weight * np.log(hat[:, at, :].T)
    return weight * np.log(solution.cost_hat), barrier, lost


def ideal_weights(old: Array, new: Array, theta: Array) -> tuple[Array, Array]:
    r"""Sato-Vartia weights of sources that stay, and what each lost source adds to the log price index.

    Parameters
    ----------
    old, new
        (N, J) shares that sum to 1 over sources; columns without any source give zeros.
    theta
        (J,) trade elasticities.
    """
    stays = (old > 0) & (new > 0)
    kept = np.where(stays, old, 0.0)
    left = kept.sum(axis=0)
    mean = log_mean(np.where(stays, kept / np.where(left > 0, left, 1.0), 0.0), new)
    total = mean.sum(axis=0)
    weight = mean / np.where(total > 0, total, 1.0)
    gone = np.where(stays, 0.0, old)
    gone_sum = gone.sum(axis=0)
    # The sum of what stays may differ from one by rounding where nothing is lost.
    rise = np.where((gone_sum > 0) & (left > 0), -np.log(np.where(left > 0, left, 1.0)) / theta, 0.0)
    return weight, gone / np.where(gone_sum > 0, gone_sum, 1.0) * rise


def _nested_weights(old: Array, new: Array, at: int, theta: Array, nest: Array) -> tuple[Array, Array]:
    """The same over two nests: domestic against imports, then among sources."""
    outer = []
    inner = []
    for shares in (old, new):
        abroad = shares.copy()
        abroad[at] = 0.0
        imports = abroad.sum(axis=0)
        outer.append(np.stack([shares[at], imports]))
        inner.append(abroad / np.where(imports > 0, imports, 1.0))
    upper, lost_upper = ideal_weights(outer[0], outer[1], nest)
    lower, lost_lower = ideal_weights(inner[0], inner[1], theta)
    weight = upper[1] * lower
    lost = upper[1] * lost_lower + lost_upper[1] * inner[0]
    weight[at] = upper[0]
    lost[at] = lost_upper[0]
    return weight, lost
