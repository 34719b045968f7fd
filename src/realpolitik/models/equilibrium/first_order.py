r"""The first-order decomposition of Caliendo and Parro: terms of trade, volume of trade, technology, transfers.

$$ d \ln W_n = \frac{1}{I_n} \Big[ \sum_{j,m} M_{mn}^j d \ln p_{mn}^j - \sum_{j,i} M_{ni}^j d \ln p_{ni}^j \Big]
 + \frac{1}{I_n} \sum_{j,i} \tau_{ni}^j M_{ni}^j (d \ln M_{ni}^j - d \ln p_{ni}^j) + \dots $$

with border values $M$ and border prices $p$. The first sum is the terms, the second the volume of trade. Further
terms: the volume of taxed exports, iceberg costs $-M(1+\tau) d \ln d$ and productivity $Y d \ln z$, transfers $dD$,
factor supply.

**This is not the change of welfare.** Evaluated with finite changes, as the published NAFTA tables are, it is off
by as much as the tariffs change: Mexico +1.31 % here, +0.01 % exactly. `chained` sums it over small steps and
converges to the exact number.

Reference: Caliendo, Parro (2015), Review of Economic Studies 82, 1-44, doi:10.1093/restud/rdu035, section 5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from realpolitik.errors import ShockError
from realpolitik.models.equilibrium.layout import Array, sectors_first
from realpolitik.models.equilibrium.result import Equilibrium
from realpolitik.models.equilibrium.system import new_rates


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FirstOrder:
    """First-order pieces, as fractions of income (0.01 is one percent). Not the exact change of welfare.

    Attributes
    ----------
    terms_of_trade, volume_of_trade, technology, transfers, supply
        (N,) the pieces; `total` is their sum.
    terms_by_partner, volume_by_partner
        (N, N) state, partner.
    terms_by_sector, volume_by_sector
        (N, J).
    remainder
        (N,) exact log change of welfare less `total`: what first order leaves out.
    """

    states: tuple[str, ...]
    terms_of_trade: Array
    volume_of_trade: Array
    technology: Array
    transfers: Array
    supply: Array
    terms_by_partner: Array
    volume_by_partner: Array
    terms_by_sector: Array
    volume_by_sector: Array
    remainder: Array

    @property
    def total(self) -> Array:
        """(N,) the sum of the pieces."""
        return self.terms_of_trade + self.volume_of_trade + self.technology + self.transfers + self.supply


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stage:
    """A point of a path: border values and rates (J, N, N), costs and productivity (J, N), incomes (N,)."""

    border: Array
    cost: Array
    tariff: Array | None
    tax: Array | None
    iceberg: Array | None
    productivity: Array | None
    output: Array
    income: Array
    factor_income: Array
    supply: Array
    deficit: Array


def first_order(solution: Equilibrium) -> FirstOrder:
    """The decomposition between the baseline and the solution, in one step.

    Raises
    ------
    ShockError
        The shock forbids trade: an infinite cost has no first-order effect. Use `Equilibrium.explain`.
    """
    if solution.change.banned is not None:
        raise ShockError("an embargo has no first-order effect: use explain(), which is exact")
    pieces = increment(baseline_stage(solution), stage(solution))
    return summed([pieces], solution)


def baseline_stage(solution: Equilibrium) -> Stage:
    """The baseline of a solution as the beginning of a path."""
    world = solution.world
    return Stage(
        border=sectors_first(world.flows),
        cost=np.ones((len(world.sectors), len(world.states))),
        tariff=None if world.tariff is None else sectors_first(world.tariff),
        tax=None if world.export_tax is None else sectors_first(world.export_tax),
        iceberg=None,
        productivity=None,
        output=np.ascontiguousarray(world.output.T),
        income=world.income,
        factor_income=world.value_added,
        supply=np.ones(len(world.states)),
        deficit=world.deficit,
    )


def stage(solution: Equilibrium) -> Stage:
    """A solution as a point of a path from its baseline."""
    world, change = solution.world, solution.change
    tariff, tax = new_rates(world, change)
    return Stage(
        border=sectors_first(solution.trade),
        cost=np.ascontiguousarray(solution.cost_hat.T),
        tariff=tariff,
        tax=tax,
        iceberg=change.cost_hat,
        productivity=change.productivity_hat,
        output=np.ascontiguousarray(solution.output.T),
        income=solution.income,
        factor_income=solution.factor_income,
        supply=solution.factor_income / (world.value_added * solution.wage_hat),
        deficit=solution.deficit,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pieces:
    """The pieces of one step: terms and volume of trade by (J, importer, exporter) seen from each side."""

    terms_by_partner: Array
    volume_by_partner: Array
    terms_by_sector: Array
    volume_by_sector: Array
    technology: Array
    transfers: Array
    supply: Array


def increment(a: Stage, b: Stage) -> Pieces:
    """First-order pieces of the step from `a` to `b`, with the values of `a` as weights and changes as ratios."""
    price = np.broadcast_to((b.cost / a.cost)[:, None, :], a.border.shape)
    if a.tax is not None or b.tax is not None:
        price = price * (_one_plus(b.tax) / _one_plus(a.tax))
    moved = a.border * (price - 1)
    terms = np.swapaxes(moved, 1, 2) - moved
    volume = np.zeros_like(a.border)
    if a.tariff is not None:
        volume = a.tariff * (b.border - a.border * price)
    if a.tax is not None:
        # Revenue from taxed exports belongs to the exporter: seen from its side, partner last.
        sold, sold_then = a.border / (1 + a.tax), b.border / _one_plus(b.tax)
        volume = volume + np.swapaxes(a.tax * (sold_then - sold * (b.cost / a.cost)[:, None, :]), 1, 2)
    income = a.income
    return Pieces(
        terms_by_partner=terms.sum(axis=0) / income[:, None],
        volume_by_partner=volume.sum(axis=0) / income[:, None],
        terms_by_sector=terms.sum(axis=2).T / income[:, None],
        volume_by_sector=volume.sum(axis=2).T / income[:, None],
        technology=_technology(a, b) / income,
        transfers=(b.deficit - a.deficit) / income,
        supply=a.factor_income * (b.supply / a.supply - 1) / income,
    )


def summed(steps: list[Pieces], solution: Equilibrium) -> FirstOrder:
    """Add the pieces of all steps and compare them with the exact change."""

    def total(name: str) -> Array:
        return np.sum([getattr(step, name) for step in steps], axis=0)

    terms, volume = total("terms_by_partner"), total("volume_by_partner")
    pieces = {name: total(name) for name in ("technology", "transfers", "supply")}
    all_pieces = terms.sum(axis=1) + volume.sum(axis=1) + sum(pieces.values())
    return FirstOrder(
        states=solution.states,
        terms_of_trade=terms.sum(axis=1),
        volume_of_trade=volume.sum(axis=1),
        terms_by_partner=terms,
        volume_by_partner=volume,
        terms_by_sector=total("terms_by_sector"),
        volume_by_sector=total("volume_by_sector"),
        remainder=np.log(solution.welfare_hat) - all_pieces,
        **pieces,
    )


def _technology(a: Stage, b: Stage) -> Array:
    gain = np.zeros(a.border.shape[1])
    if a.iceberg is not None or b.iceberg is not None:
        ratio = _or_one(b.iceberg) / _or_one(a.iceberg)
        gain = gain - (a.border * _one_plus(a.tariff) * (ratio - 1)).sum(axis=(0, 2))
    if a.productivity is not None or b.productivity is not None:
        gain = gain + (a.output * (_or_one(b.productivity) / _or_one(a.productivity) - 1)).sum(axis=0)
    return gain


def _one_plus(rate: Array | None) -> Array | float:
    return 1.0 if rate is None else 1 + rate


def _or_one(hat: Array | None) -> Array | float:
    return 1.0 if hat is None else hat
