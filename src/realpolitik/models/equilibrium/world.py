"""World: the arrays of a trade model, with labels, and the accounting identities that they must hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import WorldError
from realpolitik.models.equilibrium.layout import Array, frozen, frozen_trade, sectors_first, sectors_last

if TYPE_CHECKING:
    from realpolitik.models.equilibrium.elasticities import Elasticities


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    r"""Data of a trade model: N states, J sectors, money in one unit (US dollars unless `unit` says otherwise).

    Attributes
    ----------
    states, sectors
        Labels; every array follows their order.
    shares
        (N, N, J) $\pi_{ni}^j$: importer, exporter, sector; share of n's spending in j on goods of i, at prices
        with tariffs. Sums to 1 over exporters.
    value_added_share
        (N, J) $\gamma_n^j$ in (0, 1]: value added in a dollar of output.
    input_share
        (N, J, J) $\gamma_n^{k,j}$: state, input k, user j; $\gamma_n^j + \sum_k \gamma_n^{k,j} = 1$.
    final_share
        (N, J) $\alpha_n^j$: sums to 1 over sectors.
    value_added
        (N,) $w_n L_n$.
    deficit
        (N,) $D_n$: imports less exports at border prices; sums to 0.
    expenditure
        (N, J) $X_n^j$: spending on j by consumers and firms, with tariffs.
    tariff
        (N, N, J) importer, exporter, sector; 0.1 is ten percent. None is no tariffs.
    export_tax
        (N, N, J) importer, exporter, sector: on the producer's price, kept by the exporter's treasury; negative
        is a subsidy or a discount. None is no such taxes.
    name, period, unit, notes
        What it is, when, in which money, and what was done to the figures.
    """

    states: tuple[str, ...]
    sectors: tuple[str, ...]
    shares: Array
    value_added_share: Array
    input_share: Array
    final_share: Array
    value_added: Array
    deficit: Array
    expenditure: Array
    tariff: Array | None = None
    export_tax: Array | None = None
    name: str = "world"
    period: str = ""
    unit: str = "USD"
    notes: tuple[str, ...] = ()
    _problems: tuple[str, ...] | None = field(default=None, init=False, repr=False)
    _kept: dict[str, Array] = field(default_factory=dict, init=False, repr=False)

    def __repr__(self) -> str:
        """One line: arrays of thousands of numbers are for `shares` and the like."""
        return f"World({self.name!r}, {len(self.states)} states, {len(self.sectors)} sectors)"

    def __post_init__(self) -> None:
        object.__setattr__(self, "states", tuple(self.states))
        object.__setattr__(self, "sectors", tuple(self.sectors))
        size, count = len(self.states), len(self.sectors)
        trade = (size, size, count)
        object.__setattr__(self, "shares", frozen_trade(self.shares, trade, "shares"))
        for name, shape in (
            ("value_added_share", (size, count)),
            ("input_share", (size, count, count)),
            ("final_share", (size, count)),
            ("value_added", (size,)),
            ("deficit", (size,)),
            ("expenditure", (size, count)),
        ):
            object.__setattr__(self, name, frozen(getattr(self, name), shape, name))
        for name in ("tariff", "export_tax"):
            if (values := getattr(self, name)) is not None:
                object.__setattr__(self, name, frozen_trade(values, trade, name))

    @property
    def flows(self) -> Array:
        """(N, N, J) importer, exporter, sector: value at the border, before the importer's tariff."""
        return self._once("flows", self._flows)

    def _flows(self) -> Array:
        spending = sectors_first(self.shares) * np.ascontiguousarray(self.expenditure.T)[:, :, None]
        return sectors_last(spending if self.tariff is None else spending / (1 + sectors_first(self.tariff)))

    @property
    def output(self) -> Array:
        """(N, J) gross output at producers' prices: what buyers pay less tariffs and export taxes."""
        return self._once("output", self._output)

    def _output(self) -> Array:
        received = sectors_first(self.flows)
        if self.export_tax is not None:
            received = received / (1 + sectors_first(self.export_tax))
        return np.ascontiguousarray(received.sum(axis=1).T)

    @property
    def tariff_revenue(self) -> Array:
        """(N,) revenue of import tariffs."""
        return self._once("tariff_revenue", self._tariff_revenue)

    def _tariff_revenue(self) -> Array:
        if self.tariff is None:
            return np.zeros(len(self.states))
        return (sectors_first(self.flows) * sectors_first(self.tariff)).sum(axis=(0, 2))

    @property
    def export_tax_revenue(self) -> Array:
        """(N,) revenue of export taxes; negative where discounts or subsidies are paid."""
        return self._once("export_tax_revenue", self._export_tax_revenue)

    def _export_tax_revenue(self) -> Array:
        if self.export_tax is None:
            return np.zeros(len(self.states))
        tax = sectors_first(self.export_tax)
        return (sectors_first(self.flows) * tax / (1 + tax)).sum(axis=(0, 1))

    @property
    def income(self) -> Array:
        """(N,) final spending: value added, revenue of both taxes, and the deficit."""
        return self._once(
            "income",
            lambda: self.value_added + self.tariff_revenue + self.export_tax_revenue + self.deficit,
        )

    def _once(self, name: str, make: Callable[[], Array]) -> Array:
        """What follows from the arrays, which cannot change: computed once, and read-only as they are."""
        if name not in self._kept:
            made = make()
            made.flags.writeable = False
            self._kept[name] = made
        return self._kept[name]

    def problems(self) -> tuple[str, ...]:
        """Every broken accounting identity with its place and size; empty for a sound world."""
        from realpolitik.models.equilibrium.checks import problems

        if self._problems is None:
            object.__setattr__(self, "_problems", problems(self))
        return self._problems or ()

    def check(self) -> World:
        """Return this world if all accounting identities hold.

        Raises
        ------
        WorldError
            Names each broken identity, where it is broken most, and by how much. `settle` repairs a world whose
            shares are sound but whose totals do not agree; `renormalise` repairs shares that are slightly off.
        """
        if found := self.problems():
            raise WorldError(found)
        return self

    def renormalise(self, *, tolerance: float = 1e-5) -> World:
        """Make all shares sum to 1 to machine precision; refuse shares that are off by more than `tolerance`.

        Published input-output shares are rounded (4e-7 in the NAFTA files), which breaks Walras's law by as much
        and keeps a solver from converging below it.
        """
        from realpolitik.models.equilibrium.checks import renormalise

        return renormalise(self, tolerance=tolerance)

    def settle(self, elasticities: Elasticities, *, keep_deficits: bool = True) -> World:
        """The nearest world that holds all identities: the equilibrium of these shares without any shock."""
        from realpolitik.models.equilibrium.settle import settle

        return settle(self, elasticities, keep_deficits=keep_deficits)

    def purge_deficits(self, elasticities: Elasticities) -> World:
        """The equilibrium of this world if every state's trade were balanced."""
        from realpolitik.models.equilibrium.settle import purge_deficits

        return purge_deficits(self, elasticities)

    def aggregate(
        self, *, states: Mapping[str, str] | None = None, sectors: Mapping[str, str] | None = None
    ) -> World:
        """Merge states and sectors (old label to new label); labels not named stay as they are."""
        from realpolitik.models.equilibrium.aggregate import aggregate

        return aggregate(self, states=states, sectors=sectors)

    def rebalance(
        self,
        targets: Mapping[tuple[str, str], float],
        elasticities: Elasticities,
        *,
        sectors: Sequence[str] | None = None,
        zeros: str = "raise",
    ) -> World:
        """Move the trade of pairs (exporter, importer) to new totals, sector structure kept."""
        from realpolitik.models.equilibrium.rebalance import rebalance

        return rebalance(self, targets, elasticities, sectors=sectors, zeros=zeros)

    def save(self, folder: Path | str) -> Path:
        """Write Parquet tables and a YAML file; `World.load` reads them back bit for bit."""
        from realpolitik.models.equilibrium.archive import save

        return save(self, Path(folder))

    @staticmethod
    def load(folder: Path | str) -> World:
        """Read a world that `save` wrote."""
        from realpolitik.models.equilibrium.archive import load

        return load(Path(folder))

    def with_(self, **changes: object) -> World:
        """A copy with some attributes replaced."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def same_labels(self, states: tuple[str, ...], sectors: tuple[str, ...], what: str) -> None:
        """Refuse something whose labels are not this world's, in this order.

        Raises
        ------
        WorldError
            Names the first label that differs.
        """
        for kind, mine, theirs in (("states", self.states, states), ("sectors", self.sectors, sectors)):
            if mine == theirs:
                continue
            if len(mine) != len(theirs):
                raise WorldError(
                    [f"{what} has {len(theirs)} {kind} where world {self.name!r} has {len(mine)}"]
                )
            at, pair = next((k, p) for k, p in enumerate(zip(mine, theirs, strict=True)) if p[0] != p[1])
            raise WorldError(
                [f"{what} lists {kind} in another order: place {at} is {pair[1]!r}, not {pair[0]!r}"]
            )
