"""Equilibrium: the solution of a counterfactual, with its status and how it was reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from realpolitik.models.equilibrium.layout import Array, positions

if TYPE_CHECKING:
    import polars as pl

    from realpolitik.models.equilibrium.change import Change
    from realpolitik.models.equilibrium.elasticities import Elasticities
    from realpolitik.models.equilibrium.explain import Explanation
    from realpolitik.models.equilibrium.first_order import FirstOrder
    from realpolitik.models.equilibrium.gradient import Gradient, Outcome, Parameter
    from realpolitik.models.equilibrium.system import Closure
    from realpolitik.models.equilibrium.world import World


class Status(Enum):
    """How a solve ended; `remedy` says what to do about it."""

    CONVERGED = "converged"
    MAX_SWEEPS = "max_sweeps"
    DIVERGED = "diverged"
    INFEASIBLE = "infeasible"

    @property
    def remedy(self) -> str:
        """The next thing to try; empty where nothing is wrong."""
        return {
            "converged": "",
            "max_sweeps": "raise Options.max_sweeps, or start from the solution of a smaller shock (start=)",
            "diverged": "reach the shock in more steps (Options.homotopy_steps), purge deficits, which a state "
            "that is cut off cannot run, or look for sectors with very high elasticities",
            "infeasible": "let deficits move with income (deficits='multiplicative'), balance the baseline "
            "('purged'), or take a smaller shock",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class SolverStats:
    """How a solution was reached.

    Attributes
    ----------
    sweeps, restarts
        Evaluations of all equations, and rescues by damping, over all steps of a homotopy.
    homotopy_steps
        Steps in which the shock was applied; 1 is all at once.
    seconds
        Wall time.
    residual
        Largest residual of the iteration: log factor price, log price, spending over value added.
    residuals
        Largest residual of each equation, recomputed from the published formulas at the solution: `unit costs`,
        `prices`, `consumer prices` (logs), `cost shares`, `shares` of sources, `final shares`, `factor supply`,
        `output`, `spending`, `income`, `factor markets`, `trade balance` (over value added).
    residuals_by_state
        The same, (N,) for each equation: the importer's prices and shares, everything else its own.
    verified
        Largest difference in log factor prices and price indices to a Newton-Krylov solution of the same
        equations; None where it was not asked for, or where that method found none.
    verdict
        What the second solution says, and which of two figures to trust where they differ; empty where not asked for.
    problem
        Why there is no solution; empty where there is one.
    prohibited
        Flows that were positive and are taxed so highly that they are taken as forbidden.
    """

    sweeps: int
    restarts: int
    homotopy_steps: int
    seconds: float
    residual: float
    residuals: Mapping[str, float]
    residuals_by_state: Mapping[str, Array]
    verified: float | None = None
    verdict: str = ""
    problem: str = ""
    prohibited: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Equilibrium:
    r"""Solution of a counterfactual. N states, J sectors, F factors; hats are new over old; arrays are read-only.

    Where `status` is not `converged` (a solve with `throw=False`), there is no solution: every array but `point` is NaN.

    Attributes
    ----------
    world, change, elasticities, deficits
        The baseline that hats refer to, what was done to it, and the two choices that matter.
    wage_hat
        (N,) price of labour; with specific labour its average over sectors at old employment.
    factor_price_hat
        (N, F) F is 1, or J with specific labour.
    price_hat, cost_hat
        (N, J) price index that buyers in n pay for j; producers' price of n's good j.
    price_index_hat
        (N,) consumer prices $\hat P_n$.
    expenditure, output
        (N, J) spending with tariffs, and receipts of producers.
    shares, trade
        (N, N, J) importer, exporter, sector: shares of spending; value at the border, domestic sales included.
    factor_income, tariff_revenue, export_tax_revenue, deficit, income
        (N,) what final spending is made of, and final spending.
    welfare_hat
        (N,) exact change of real income $\hat I_n / \hat P_n$; not the first-order sum (see `first_order`).
    real_wage_hat
        (N,) factor income over consumer prices. Without tariffs and deficits it is `welfare_hat`.
    terms_of_trade_hat
        (N,) export over import prices at the border, Törnqvist weights.
    point
        The solution as the solver holds it: pass this equilibrium as `start` of the next solve.
    """

    world: World
    change: Change
    elasticities: Elasticities
    deficits: Closure
    wage_hat: Array
    factor_price_hat: Array
    price_hat: Array
    cost_hat: Array
    price_index_hat: Array
    expenditure: Array
    output: Array
    shares: Array
    trade: Array
    value_added_share: Array
    input_share: Array
    final_share: Array
    factor_income: Array
    tariff_revenue: Array
    export_tax_revenue: Array
    deficit: Array
    income: Array
    welfare_hat: Array
    real_wage_hat: Array
    terms_of_trade_hat: Array
    point: Array
    status: Status
    stats: SolverStats

    def __repr__(self) -> str:
        return f"Equilibrium({self.status.value}, {self.world!r}, residual {self.stats.residual:.0e})"

    def __post_init__(self) -> None:
        for part in fields(self):
            if isinstance(values := getattr(self, part.name), np.ndarray):
                values.flags.writeable = False

    @property
    def states(self) -> tuple[str, ...]:
        """Labels of states."""
        return self.world.states

    @property
    def sectors(self) -> tuple[str, ...]:
        """Labels of sectors."""
        return self.world.sectors

    @property
    def income_hat(self) -> Array:
        """(N,) final spending, new over old."""
        return self.income / self.world.income

    def welfare_of(self, state: str) -> float:
        """Exact change of a state's real income, as a ratio.

        Raises
        ------
        UnknownNameError
            The world has no such state.
        """
        return float(self.welfare_hat[self._at(state)])

    def trade_hat(self, exporter: str, importer: str, sector: str | None = None) -> float:
        """Value of a flow, new over old; all sectors together where none is named. Nan-free: 0 over 0 raises.

        Raises
        ------
        UnknownNameError
            The world has no such label.
        ZeroDivisionError
            There was no such trade in the baseline, so no ratio.
        """
        cell = (self._at(importer), self._at(exporter))
        goods = positions(self.sectors, None if sector is None else (sector,), "sector of this world")
        old, new = self.world.flows[cell][goods].sum(), self.trade[cell][goods].sum()
        if old == 0:
            raise ZeroDivisionError(
                f"{exporter} sold nothing to {importer} in the baseline: there is no ratio"
            )
        return float(new / old)

    def to_frame(self, what: Literal["states", "sectors", "trade"] = "states") -> pl.DataFrame:
        """The solution as a Polars frame: a row a state; a state and sector; or a flow between two states in a sector.

        Raises
        ------
        OptionError
            No such table.
        """
        from realpolitik.models.equilibrium.frames import to_frame

        return to_frame(self, what)

    def to_csv(self, path: Path | str, what: Literal["states", "sectors", "trade"] = "states") -> Path:
        """Write a table of `to_frame` as CSV, whole or not at all."""
        from realpolitik.files import write_text

        return write_text(path, self.to_frame(what).write_csv())

    def _repr_html_(self) -> str:
        """How a notebook shows it: who loses and gains, and how well the equations hold."""
        from realpolitik.models.equilibrium.frames import as_html

        return as_html(self)

    def equivalent_variation(self) -> Array:
        """(N,) money that would give the same change of welfare at old prices: $I_n (\\hat W_n - 1)$."""
        return self.world.income * (self.welfare_hat - 1)

    def explain(self, state: str) -> Explanation:
        """Which partners, sectors and price changes make up a state's change of welfare; sums to it exactly."""
        from realpolitik.models.equilibrium.explain import explain

        return explain(self, state)

    def first_order(self) -> FirstOrder:
        """Caliendo and Parro's first-order sum of terms and volume of trade; not the exact welfare change."""
        from realpolitik.models.equilibrium.first_order import first_order

        return first_order(self)

    def gradient(
        self, outcome: Outcome, *, with_respect_to: Parameter | Sequence[Parameter] = ("tariff", "cost")
    ) -> Gradient:
        """Exact derivatives of an outcome in every tariff, cost, deficit or elasticity (see `gradient.gradient`)."""
        from realpolitik.models.equilibrium.gradient import gradient

        return gradient(self, outcome, with_respect_to=with_respect_to)

    def after(self) -> World:
        """This equilibrium as the baseline of further shocks, as for leverage given a sanction."""
        from realpolitik.models.equilibrium.settle import world_after

        return world_after(self)

    def _at(self, state: str) -> int:
        return int(positions(self.states, (state,), "state of this world")[0])


def worst(values: Array) -> float:
    """The largest absolute value; 0 for none.

    Examples
    --------
    >>> worst(np.array([1.0, -3.0]))
    3.0
    """
    return float(np.abs(values).max()) if values.size else 0.0
