r"""Adjoint: the exact derivative of an outcome in every tariff, cost and elasticity, from one linear solve.

A solution holds $x = g(x, p)$, so that for an outcome $J(x, p)$

$$ \frac{dJ}{dp} = \frac{\partial J}{\partial p} + \lambda^\top \frac{\partial g}{\partial p}, \qquad
   \Big(I - \frac{\partial g}{\partial x}\Big)^{\!\top} \lambda = \Big(\frac{\partial J}{\partial x}\Big)^{\!\top}. $$

The price level, which the equations leave open, is pinned by the numeraire within each group of states that trade. The
transposed system is solved by GMRES on products with the reversed sweep; nothing is stored but vectors.

Reference: Giles, Pierce (2000), Flow, Turbulence and Combustion 65, 393-415, doi:10.1023/A:1011430410075.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from realpolitik.errors import ConvergenceError
from realpolitik.models.equilibrium.change import Change, current_rates
from realpolitik.models.equilibrium.closures import pooled
from realpolitik.models.equilibrium.fixed_point import unpack
from realpolitik.models.equilibrium.krylov import gmres
from realpolitik.models.equilibrium.layout import Array
from realpolitik.models.equilibrium.result import Equilibrium, Status
from realpolitik.models.equilibrium.reverse import Bars, Given, Held, hold, reverse
from realpolitik.models.equilibrium.sweep import sweep
from realpolitik.models.equilibrium.system import System, prepare

TOLERANCE = 1e-12
"""Residual of the linear system, relative to its right side."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pulled:
    """Derivatives in what a sweep was given, the multiplier behind them, products it took, and relative residual."""

    given: Given
    multiplier: Array
    products: int
    residual: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Linearised:
    """A solution ready for any number of derivatives: its system with explicit taxes, and what a sweep passes through."""

    found: Equilibrium
    change: Change
    system: System
    held: Held

    def pull(self, bars: Bars, *, tolerance: float = TOLERANCE, start: Array | None = None) -> Pulled:
        """Total derivatives of an outcome: its direct ones and those through the equilibrium.

        Parameters
        ----------
        tolerance
            Relative residual of the linear system.
        start
            The multiplier of a solution nearby.

        Raises
        ------
        ConvergenceError
            The linear system was not solved.
        """
        right = self._packed(reverse(self.system, self.held, bars))
        right = right - self._level(self._along(right))
        # Prices of factors are scaled by their damping, as in the sweep: fewer products.
        step = np.ones(right.size)
        step[: self.system.damping.size] = self.system.damping.ravel()
        found = gmres(
            lambda vector: self._transposed(step * vector),
            right,
            start=start if start is not None and start.shape == right.shape else None,
            tolerance=tolerance,
        )
        if not found.residual < 1e-6:
            raise ConvergenceError(
                f"the gradient's linear system stopped at a relative residual of {found.residual:.1g}; take a smaller "
                f"shock, or central differences of solve"
            )
        given = reverse(self.system, self.held, self._added(bars, step * found.solution))
        return Pulled(
            given=given, multiplier=found.solution, products=found.products, residual=found.residual
        )

    def _transposed(self, vector: Array) -> Array:
        """(I - dg/dx)' on equations at a normalised point, and the numeraire in place of the direction left open."""
        zeros = Bars.zeros(self.system)
        inner = vector - self._packed(reverse(self.system, self.held, self._added(zeros, vector)))
        factors = self.system.damping.size
        pinned = self._by_component(vector[:factors].reshape(self.system.damping.shape).sum(axis=1))
        return inner - self._level(self._along(inner)) + self._level(pinned)

    def _added(self, bars: Bars, vector: Array) -> Bars:
        states, sectors, factors = self.system.shape
        first, second = states * factors, states * (factors + sectors)
        return replace(
            bars,
            wage=bars.wage + vector[:first].reshape(states, factors),
            price=bars.price + vector[first:second].reshape(sectors, states),
            spending=bars.spending + vector[second:].reshape(sectors, states) / self.system.scale,
        )

    def _packed(self, given: Given) -> Array:
        scaled = given.spending * self.system.scale
        return np.concatenate([given.wage.ravel(), given.price.ravel(), scaled.ravel()])

    def _along(self, vector: Array) -> Array:
        """(components,) product with the direction in which all prices and spending of a group rise together."""
        states, sectors, factors = self.system.shape
        first, second = states * factors, states * (factors + sectors)
        spent = self.held.point.spending / self.system.scale
        each = vector[:first].reshape(states, factors).sum(axis=1)
        each = each + vector[first:second].reshape(sectors, states).sum(axis=0)
        each = each + (vector[second:].reshape(sectors, states) * spent).sum(axis=0)
        return self._by_component(each)

    def _level(self, amount: Array) -> Array:
        """The derivative of the price level of each group, times an amount for each."""
        worth = np.exp(self.held.point.wage) * self.system.factor
        total = self._by_component(worth.sum(axis=1))
        vector = np.zeros(worth.size + 2 * self.held.point.price.size)
        vector[: worth.size] = (worth * (amount / total)[self.system.component][:, None]).ravel()
        return vector

    def _by_component(self, values: Array) -> Array:
        return pooled(self.system, values)


def linearise(found: Equilibrium) -> Linearised:
    """Prepare a solution for derivatives.

    Raises
    ------
    ConvergenceError
        It is none: its status is not `converged`.
    """
    if found.status is not Status.CONVERGED:
        raise ConvergenceError(f"a gradient needs a solution; this solve ended {found.status.value!r}")
    world = found.world
    change = replace(
        found.change,
        tariff=current_rates(world, found.change, "tariff"),
        export_tax=current_rates(world, found.change, "export_tax"),
    )
    system = prepare(world, found.elasticities, change, found.deficits)
    point = unpack(system, found.point)
    return Linearised(
        found=found, change=change, system=system, held=hold(system, point, sweep(system, point))
    )
