"""Gradients of an outcome: what one more point of each tariff, cost, deficit or elasticity would do to it, exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, get_args

import numpy as np

from realpolitik.errors import OptionError
from realpolitik.models.equilibrium.adjoint import TOLERANCE, Linearised, linearise
from realpolitik.models.equilibrium.layout import Array, diagonal, positions, sectors_last
from realpolitik.models.equilibrium.reverse import Bars, Given
from realpolitik.models.equilibrium.system import barrier_hat

if TYPE_CHECKING:
    import polars as pl

    from realpolitik.models.equilibrium.result import Equilibrium

Parameter = Literal["tariff", "export_tax", "cost", "deficit", "productivity", "theta", "domestic"]


class Outcome(Protocol):
    """A number that a solution gives, and its direct derivatives in what a sweep computes."""

    def value(self, found: Equilibrium) -> float:
        """The number."""
        ...

    def bars(self, at: Linearised) -> Bars:
        """Its derivatives in wages, prices, spending, income, consumer prices, earnings and flows."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyOf:
    r"""Sum of equivalent variations, each times a weight: $\sum_n \omega_n I_n (\hat W_n - 1)$, in the world's money.

    States without a weight count zero. Weights may be negative, as for a target whose loss is wanted.
    """

    weights: Mapping[str, float]

    def value(self, found: Equilibrium) -> float:
        """The sum."""
        return float(self._weights(found) @ found.equivalent_variation())

    def bars(self, at: Linearised) -> Bars:
        """Through income and consumer prices."""
        found, bars = at.found, Bars.zeros(at.system)
        weight = self._weights(found) * found.world.income * found.welfare_hat
        bars.income = weight / at.held.final.income
        bars.index = -weight
        return bars

    def _weights(self, found: Equilibrium) -> Array:
        weights = np.zeros(len(found.states))
        weights[positions(found.states, self.weights, "state of this world")] = list(self.weights.values())
        return weights


@dataclass(frozen=True, slots=True)
class WelfareOf:
    """Exact change of a state's real income, as a ratio (`welfare_hat`)."""

    state: str

    def value(self, found: Equilibrium) -> float:
        """The ratio."""
        return found.welfare_of(self.state)

    def bars(self, at: Linearised) -> Bars:
        """Through income and consumer prices."""
        n, bars = _at(at, self.state), Bars.zeros(at.system)
        bars.income[n] = at.found.welfare_hat[n] / at.held.final.income[n]
        bars.index[n] = -at.found.welfare_hat[n]
        return bars


@dataclass(frozen=True, slots=True)
class RealWageOf:
    """Factor income over consumer prices of a state, as a ratio (`real_wage_hat`)."""

    state: str

    def value(self, found: Equilibrium) -> float:
        """The ratio."""
        return float(found.real_wage_hat[positions(found.states, (self.state,), "state of this world")[0]])

    def bars(self, at: Linearised) -> Bars:
        """Through earnings and consumer prices."""
        n, bars = _at(at, self.state), Bars.zeros(at.system)
        bars.earned[n] = at.found.real_wage_hat[n] / at.held.final.earned[n].sum()
        bars.index[n] = -at.found.real_wage_hat[n]
        return bars


@dataclass(frozen=True, slots=True)
class PriceOf:
    """What a state's buyers pay for a sector's goods, as a ratio (`price_hat`), in units of world factor income."""

    state: str
    sector: str

    def value(self, found: Equilibrium) -> float:
        """The ratio."""
        n = positions(found.states, (self.state,), "state of this world")[0]
        return float(found.price_hat[n, positions(found.sectors, (self.sector,), "sector of this world")[0]])

    def bars(self, at: Linearised) -> Bars:
        """The price index that the sweep gives."""
        bars, n = Bars.zeros(at.system), _at(at, self.state)
        j = positions(at.found.sectors, (self.sector,), "sector of this world")[0]
        bars.price[j, n] = at.found.price_hat[n, j]
        return bars


@dataclass(frozen=True, slots=True)
class TradeOf:
    """Value of a flow at the border, in the world's money: of some sectors, or of all."""

    exporter: str
    importer: str
    sectors: Sequence[str] | None = None

    def value(self, found: Equilibrium) -> float:
        """The value."""
        n, i = positions(found.states, (self.importer, self.exporter), "state of this world")
        return float(found.trade[n, i, positions(found.sectors, self.sectors, "sector of this world")].sum())

    def bars(self, at: Linearised) -> Bars:
        """One for each cell of the flow."""
        bars, found = Bars.zeros(at.system), at.found
        bars.flow = np.zeros(at.system.imports.shape)
        goods = positions(found.sectors, self.sectors, "sector of this world")
        bars.flow[goods, _at(at, self.importer), _at(at, self.exporter)] = 1.0
        return bars


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gradient:
    """Derivatives of an outcome at a solution.

    Attributes
    ----------
    outcome, value
        What was differentiated, and what it is.
    tariff, export_tax
        (N, N, J) importer, exporter, sector: per unit of the new rate; a point is a hundredth of it. None where not asked.
    cost
        (N, N, J) per unit of the logarithm of the iceberg cost.
    deficit
        (N,) per unit of money of the deficit, the others making room in proportion to income.
    productivity
        (N, J) per unit of the logarithm of productivity.
    theta, domestic
        (J,) per unit of the trade elasticity among foreign sources, and between home goods and imports. With one nest the
        two move together: add them.
    products, residual, multiplier
        Products with the reversed sweep that it took, the relative residual of the linear system, and its solution.

    Notes
    -----
    A forbidden flow has no derivative in its own cost: zero. All others are exact, not differences.
    """

    outcome: Outcome
    value: float
    states: tuple[str, ...]
    sectors: tuple[str, ...]
    tariff: Array | None = None
    export_tax: Array | None = None
    cost: Array | None = None
    deficit: Array | None = None
    productivity: Array | None = None
    theta: Array | None = None
    domestic: Array | None = None
    products: int = 0
    residual: float = 0.0
    multiplier: Array | None = None

    def to_frame(self, parameter: Parameter) -> pl.DataFrame:
        """One row a cell of a parameter, largest effect first, as a Polars frame.

        Raises
        ------
        OptionError
            This gradient was not asked for that parameter.
        """
        import polars as pl

        values = getattr(self, parameter)
        if values is None:
            raise OptionError(f"this gradient has no {parameter!r}: name it in with_respect_to")
        axes: dict[str, tuple[str, ...]] = {"state": self.states, "sector": self.sectors}
        if values.ndim == 3:
            axes = {"importer": self.states, "exporter": self.states, "sector": self.sectors}
        elif values.ndim == 1:
            axes = {"state": self.states} if parameter == "deficit" else {"sector": self.sectors}
        places = np.indices(values.shape).reshape(values.ndim, -1)
        labels = {
            name: np.array(names, dtype=object)[place].tolist()
            for (name, names), place in zip(axes.items(), places, strict=True)
        }
        frame = pl.DataFrame({**labels, "derivative": np.asarray(values).ravel()})
        return frame.sort(pl.col("derivative").abs(), descending=True, maintain_order=True)


def gradient(
    found: Equilibrium | Linearised,
    outcome: Outcome,
    *,
    with_respect_to: Parameter | Sequence[Parameter] = ("tariff", "cost"),
    tolerance: float = TOLERANCE,
    near: Gradient | None = None,
) -> Gradient:
    """Exact derivatives of an outcome at a solution, in every cell of the parameters asked for.

    Parameters
    ----------
    found
        A solution, or one that was linearised already (for several outcomes of one solution).
    outcome
        `WelfareOf`, `RealWageOf`, `PriceOf`, `TradeOf`, `MoneyOf`, or anything with the same two methods.
    with_respect_to
        Parameters: `tariff`, `export_tax`, `cost`, `deficit`, `productivity`, `theta`, `domestic`.
    tolerance
        Relative residual of the linear system.
    near
        The gradient of the same outcome at a solution nearby, to start from.

    Returns
    -------
    Gradient
        At the price of about two solves, however many cells there are.

    Raises
    ------
    OptionError
        No such parameter.
    ConvergenceError
        The solve found no solution.
    UnknownNameError
        The outcome is about a state or sector that the world has not.

    Examples
    --------
    >>> from realpolitik.models.equilibrium import elasticities, one_sector, solve
    >>> world = one_sector([[80, 10, 10], [12, 60, 8], [8, 10, 52]], states=("A", "B", "C"))
    >>> base = solve(world, elasticities=elasticities(world.sectors, 4.0))
    >>> gradient(base, WelfareOf("A"), with_respect_to="tariff").tariff[0, 1, 0].round(6).item()
    0.065569
    """
    asked = (with_respect_to,) if isinstance(with_respect_to, str) else tuple(with_respect_to)
    for name in asked:
        if name not in get_args(Parameter):
            raise OptionError(f"a gradient is in {', '.join(get_args(Parameter))}, not {name!r}")
    at = found if isinstance(found, Linearised) else linearise(found)
    pulled = at.pull(outcome.bars(at), tolerance=tolerance, start=None if near is None else near.multiplier)
    everything = _in_parameters(at, pulled.given, asked)
    return Gradient(
        outcome=outcome,
        value=outcome.value(at.found),
        states=at.found.states,
        sectors=at.found.sectors,
        products=pulled.products,
        residual=pulled.residual,
        multiplier=pulled.multiplier,
        **everything,
    )


def _in_parameters(at: Linearised, given: Given, asked: Sequence[str]) -> dict[str, Array]:
    """Derivatives in each parameter, from those in weights of trade."""
    wanted: dict[str, Array] = {}
    if "deficit" in asked:
        wanted["deficit"] = given.deficit
    if "productivity" in asked:
        wanted["productivity"] = -given.cost.T
    if not {"tariff", "export_tax", "cost", "theta", "domestic"} & set(asked):
        return wanted
    system, held = at.system, at.held
    border = system.border * _outer(held.abroad, held.sold)
    level = given.treasury[None, None, :] - given.treasury[None, :, None]
    border *= level if given.flow is None else level + given.flow
    net = system.net * _outer(held.abroad, given.receipts * held.sold)
    weight = system.imports * _outer(given.sources, held.sold) + net + border
    own = np.arange(len(at.found.states))
    cost = -system.theta[:, :, None] * weight
    cost[:, own, own] = -system.nest * given.home
    # A rate changes the barrier, and what is left of a payment after it.
    net[:, own, own], border[:, own, own] = given.home_receipts, given.home_border
    tariff, tax = at.change.tariff, at.change.export_tax
    assert tariff is not None  # linearise wrote both out
    assert tax is not None
    if "cost" in asked:
        wanted["cost"] = sectors_last(cost)
    if "tariff" in asked:
        wanted["tariff"] = sectors_last((cost - net - border) / (1 + tariff))
    if "export_tax" in asked:
        wanted["export_tax"] = sectors_last((cost - net) / (1 + tax))
    hat = barrier_hat(at.found.world, at.change)
    log = None if hat is None else np.log(hat)
    if "theta" in asked:
        direct = 0.0 if log is None else (weight * log).sum(axis=(1, 2))
        wanted["theta"] = given.theta - direct
    if "domestic" in asked:
        direct = 0.0 if log is None else (given.home * diagonal(log)).sum(axis=1)
        wanted["domestic"] = given.nest - direct
    return wanted


def _outer(importers: Array, exporters: Array) -> Array:
    return importers[:, :, None] * exporters[:, None, :]


def _at(at: Linearised, state: str) -> int:
    return int(positions(at.found.states, (state,), "state of this world")[0])


def welfare_exposure(found: Equilibrium) -> Array:
    r"""(N, N) state by partner: per cent of real income for one per cent of the partner's productivity in all sectors.

    The matrix $U$ of Kleinman, Liu and Redding at any solution of any world: several sectors, inputs, tariffs, deficits,
    two nests, after any shock. In a world of one sector and balanced trade it is that of `exposure`.

    Raises
    ------
    ConvergenceError
        The solve found no solution.

    References
    ----------
    Kleinman, Liu, Redding (2024), American Economic Journal: Macroeconomics 16, 350-385, doi:10.1257/mac.20210252.
    """
    at = linearise(found)
    rows = []
    for state, welfare in zip(found.states, found.welfare_hat, strict=True):
        one = gradient(at, WelfareOf(state), with_respect_to="productivity")
        assert one.productivity is not None  # it was asked for
        rows.append(one.productivity.sum(axis=1) / welfare)
    return np.array(rows)
