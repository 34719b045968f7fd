"""Shocks: what sanctions, tariffs and price caps are in the model. Each is a small frozen record that `solve` takes.

States are given as labels of the world. `parties` turns names of groups on a date into labels.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from realpolitik.errors import ShockError
from realpolitik.models.equilibrium.change import Change, current_rates, scale_costs, trade_cells
from realpolitik.models.equilibrium.layout import positions, sectors_first
from realpolitik.models.equilibrium.matrix import cells_of

if TYPE_CHECKING:
    from realpolitik.models.equilibrium.world import World

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CostShock:
    r"""Iceberg trade costs times `factor` ($\hat d$): 2.0 doubles what it takes to deliver a unit.

    `exporters`, `importers`, `sectors` are labels, None is all; `both_ways` adds the opposite direction. `factor` is one number,
    or one for each of `sectors`. From a gravity coefficient use `factor = exp(-beta / theta)`.

    Raises
    ------
    ShockError
        `factor` is not positive and finite, or there are more or fewer than sectors, or no cell has trade (on `apply`).
    """

    exporters: Labels | None = None
    importers: Labels | None = None
    sectors: Labels | None = None
    factor: float | tuple[float, ...]
    both_ways: bool = False

    def __post_init__(self) -> None:
        values = np.asarray(self.factor)
        if not (np.isfinite(values) & (values > 0)).all():
            raise ShockError(
                f"a cost factor is positive and finite, not {self.factor}; forbid trade by Embargo"
            )

    def apply(self, world: World, change: Change) -> Change:
        """The change with these costs multiplied."""
        cells = trade_cells(world, self.exporters, self.importers, self.sectors, both_ways=self.both_ways)
        goods = positions(world.sectors, self.sectors, "sector of this world")
        if isinstance(self.factor, tuple) and len(self.factor) != len(goods):
            raise ShockError(
                f"{len(self.factor)} cost factors for {len(goods)} sectors: give one, or one for each"
            )
        factor = np.ones((len(world.sectors), 1, 1))
        factor[goods, 0, 0] = self.factor
        return scale_costs(change, cells.mask, factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Embargo:
    """No trade at all in these cells: shares become exactly zero, the limit of ever higher costs."""

    exporters: Labels | None = None
    importers: Labels | None = None
    sectors: Labels | None = None
    both_ways: bool = False

    def apply(self, world: World, change: Change) -> Change:
        """The change with these cells forbidden."""
        cells = trade_cells(world, self.exporters, self.importers, self.sectors, both_ways=self.both_ways)
        banned = cells.mask if change.banned is None else change.banned | cells.mask
        return replace(change, banned=banned)


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffShock:
    """Import tariffs: to `rate` (`how="set"`), or by `rate` points (`how="add"`); 0.25 is 25 percent of value."""

    exporters: Labels | None = None
    importers: Labels | None = None
    sectors: Labels | None = None
    rate: float
    how: Literal["set", "add"] = "add"
    both_ways: bool = False

    def apply(self, world: World, change: Change) -> Change:
        """The change with these tariffs."""
        return _tax(self, "tariff", world, change)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTaxShock:
    """Export taxes on the producer's price, kept by the exporter's treasury; negative rates are subsidies."""

    exporters: Labels | None = None
    importers: Labels | None = None
    sectors: Labels | None = None
    rate: float
    how: Literal["set", "add"] = "add"
    both_ways: bool = False

    def apply(self, world: World, change: Change) -> Change:
        """The change with these export taxes."""
        return _tax(self, "export_tax", world, change)


@dataclass(frozen=True, slots=True, kw_only=True)
class RateShock:
    """Tariffs replaced by a given table (sector, importer, exporter), such as those of a later year."""

    tariff: np.ndarray

    def apply(self, world: World, change: Change) -> Change:
        """The change with all tariffs from the table."""
        shape = (len(world.sectors), len(world.states), len(world.states))
        if self.tariff.shape != shape or not ((self.tariff > -1) & (self.tariff < np.inf)).all():
            raise ShockError(
                f"a table of tariffs has shape {shape} (sector, importer, exporter), each above -1 and finite"
            )
        return replace(change, tariff=np.array(self.tariff, dtype=np.float64))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MatrixShock:
    r"""Changes cell by cell, as papers give them: factors of iceberg costs, new tariffs, or new export taxes.

    Attributes
    ----------
    cost
        (N, N) or (N, N, J) exporter, importer[, sector]: $\\hat d$; 1 changes nothing, infinity forbids the flow. Or a frame
        with the columns `exporter`, `importer`, `value`, and `sector` where it differs by sector: cells that it does not
        list stay as they are.
    tariff, export_tax
        The same for new rates; cells of an array that are NaN stay as they are.

    Raises
    ------
    ShockError
        A shape that is not the world's, a value that cannot be, a frame with a pair twice, a label that is none, or domestic
        cells that would change (on `apply`).

    Examples
    --------
    >>> from realpolitik.models.equilibrium import elasticities, one_sector, solve
    >>> world = one_sector([[80, 10, 10], [12, 60, 8], [8, 10, 52]], states=("A", "B", "C"))
    >>> cost = np.ones((3, 3))
    >>> cost[0, 1] = cost[1, 0] = 1.1
    >>> solve(world, [MatrixShock(cost=cost)], elasticities=elasticities(world.sectors, 4.0)).welfare_hat.round(6).tolist()
    [0.990759, 0.988275, 1.001276]
    """

    cost: Any = None
    tariff: Any = None
    export_tax: Any = None

    def apply(self, world: World, change: Change) -> Change:
        """The change with these cells changed."""
        if self.cost is None and self.tariff is None and self.export_tax is None:
            raise ShockError("a shock as a matrix needs cost, tariff or export_tax")
        if self.cost is not None:
            change = _costs(world, change, cells_of(world, self.cost, "cost"))
        for kind in ("tariff", "export_tax"):
            if (given := getattr(self, kind)) is None:
                continue
            values = cells_of(world, given, kind)
            rates = current_rates(world, change, kind)
            listed = ~np.isnan(values)
            if not ((values[listed] > -1) & np.isfinite(values[listed])).all():
                raise ShockError(f"{kind}: rates are finite and above -1; forbid trade by a cost of infinity")
            rates[listed] = values[listed]
            change = replace(change, **{kind: rates})
        return change


def _costs(world: World, change: Change, values: np.ndarray) -> Change:
    listed = ~np.isnan(values)
    if not (values[listed] > 0).all():
        raise ShockError("cost: factors are above 0; 1 changes nothing, infinity forbids the flow")
    own = np.arange(len(world.states))
    home = values[:, own, own]
    if (np.where(np.isnan(home), 1.0, home) != 1.0).any():
        at = own[(np.where(np.isnan(home), 1.0, home) != 1.0).any(axis=0)][0]
        raise ShockError(
            f"cost: {world.states[at]} to itself changes, which the model leaves alone: write 1 there"
        )
    hat = np.ones(values.shape) if change.cost_hat is None else change.cost_hat.copy()
    finite = listed & np.isfinite(values)
    hat[finite] *= values[finite]
    forbidden = listed & ~np.isfinite(values)
    if not ((hat != 1.0) & (sectors_first(world.shares) > 0)).any() and not forbidden.any():
        raise ShockError("the matrix of costs changes no positive flow: all its factors there are 1")
    banned = change.banned
    if forbidden.any():
        banned = forbidden if banned is None else banned | forbidden
    return replace(change, cost_hat=hat, banned=banned)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductivityShock:
    """Productivity of `states` in `sectors` times `factor`; below 1 is a loss of capacity."""

    states: Labels | None = None
    sectors: Labels | None = None
    factor: float

    def apply(self, world: World, change: Change) -> Change:
        """The change with productivity multiplied."""
        if not (np.isfinite(self.factor) and self.factor > 0):
            raise ShockError(f"a productivity factor is positive and finite, not {self.factor}")
        who = positions(world.states, self.states, "state of this world")
        what = positions(world.sectors, self.sectors, "sector of this world")
        if not (world.output[np.ix_(who, what)] > 0).any():
            raise ShockError("the shock matched no positive output; look at world.output")
        hat = change.productivity_hat
        hat = np.ones((len(world.sectors), len(world.states))) if hat is None else hat.copy()
        hat[np.ix_(what, who)] *= self.factor
        return replace(change, productivity_hat=hat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    r"""Exporters sell at `discount` below their price: $e = (1 + e_0)(1 - \delta) - 1$, a rent to the buyer's side.

    With `rent="buyers"` the buyer pays the lower price (a transfer from the exporter's treasury to users); with
    `rent="treasury"` users pay the full price and the importer's treasury keeps the difference. The producer
    itself receives its full price either way, so the loss falls on the exporter's state, as with Russian oil whose
    budget rule pays refiners for it. Quantities respond to the lower price; hold them with specific labour.
    """

    exporters: Labels
    importers: Labels
    sectors: Labels | None = None
    discount: float
    rent: Literal["buyers", "treasury"] = "buyers"

    def __post_init__(self) -> None:
        if not 0 < self.discount < 1:
            raise ShockError(f"a discount lies between 0 and 1, not {self.discount}")
        if self.rent not in ("buyers", "treasury"):
            raise ShockError(f"the rent goes to 'buyers' or to the 'treasury', not {self.rent!r}")

    def apply(self, world: World, change: Change) -> Change:
        """The change with the discount as a negative export tax."""
        cells = trade_cells(world, self.exporters, self.importers, self.sectors, both_ways=False)
        tax = current_rates(world, change, "export_tax")
        tax[cells.mask] = (1 + tax[cells.mask]) * (1 - self.discount) - 1
        change = replace(change, export_tax=tax)
        if self.rent == "treasury":
            tariff = current_rates(world, change, "tariff")
            tariff[cells.mask] = (1 + tariff[cells.mask]) / (1 - self.discount) - 1
            change = replace(change, tariff=tariff)
        return change


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCap:
    r"""A cap on cargoes that the coalition's ships and insurers serve, and a freight premium on the others.

    Served cargoes fetch $\min(\text{cap}, p)$, so buyers get the discount $1 - \text{cap}/p$ where the cap binds.
    Cargoes on a shadow fleet cost `freight` more to deliver (ad valorem, a real cost) and give no rent.

    Attributes
    ----------
    served, shadow
        Labels of importers supplied under the cap, and around it.
    cap, price
        The cap, and the price before it, in the same unit.
    """

    exporters: Labels
    served: Labels = ()
    shadow: Labels = ()
    sectors: Labels
    cap: float
    price: float
    freight: float = 0.0
    rent: Literal["buyers", "treasury"] = "buyers"

    def apply(self, world: World, change: Change) -> Change:
        """The change with the discount and the freight premium."""
        if not (self.cap > 0 and self.price > 0 and 0 <= self.freight < np.inf):
            raise ShockError("a cap and a price are positive, a freight premium is not negative")
        if both := sorted(set(self.served) & set(self.shadow)):
            raise ShockError(f"{', '.join(both)} is served under the cap and around it: choose one of both")
        binds = bool(self.served) and self.cap < self.price
        costly = bool(self.shadow) and self.freight > 0
        if not (binds or costly):
            raise ShockError(
                f"the cap of {self.cap:g} does not bind at a price of {self.price:g}: nothing changes"
            )
        if binds:
            change = Discount(
                exporters=self.exporters,
                importers=self.served,
                sectors=self.sectors,
                discount=1 - self.cap / self.price,
                rent=self.rent,
            ).apply(world, change)
        if costly:
            change = CostShock(
                exporters=self.exporters, importers=self.shadow, sectors=self.sectors, factor=1 + self.freight
            ).apply(world, change)
        return change


def _tax(
    shock: TariffShock | ExportTaxShock, kind: Literal["tariff", "export_tax"], world: World, change: Change
) -> Change:
    if shock.how not in ("set", "add"):
        raise ShockError(f"a rate is to be 'set' or to 'add', not {shock.how!r}")
    if not np.isfinite(shock.rate):
        raise ShockError(f"a rate is a finite number, not {shock.rate}; forbid trade by Embargo")
    cells = trade_cells(world, shock.exporters, shock.importers, shock.sectors, both_ways=shock.both_ways)
    rates = current_rates(world, change, kind)
    rates[cells.mask] = shock.rate if shock.how == "set" else rates[cells.mask] + shock.rate
    if not (rates[cells.mask] > -1).all():
        raise ShockError(f"a rate of {rates[cells.mask].min():g} would make the price zero or negative")
    return replace(change, **{kind: rates})
