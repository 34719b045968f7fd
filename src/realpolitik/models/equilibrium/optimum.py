r"""Optimum: the tariffs and export taxes that serve an aim best, by the exact gradient; and best responses to each other.

A *lever* is one rate that holds in a set of cells. For levers $t \in [\underline t, \bar t]$ the aim is a weighted sum of
equivalent variations, $\max_t \sum_n \omega_n EV_n(t)$: of a state by itself for its optimal tariff, of a coalition less
$\mu$ times a target for sanctions. The search is L-BFGS-B over $\ln(1 + t)$ with a gradient that costs about two solves
whatever the number of levers, then a few Newton steps on the levers inside their bounds.

References: Gros (1987), Journal of International Economics 23, 357-367, doi:10.1016/0022-1996(87)90061-4; Byrd, Lu, Nocedal,
Zhu (1995), SIAM Journal on Scientific Computing 16, 1190-1208, doi:10.1137/0916069.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import ConvergenceError, OptionError
from realpolitik.models.equilibrium.change import Change, combine, current_rates, trade_cells
from realpolitik.models.equilibrium.gradient import Gradient, MoneyOf, Parameter, gradient
from realpolitik.models.equilibrium.layout import Array, sectors_first
from realpolitik.models.equilibrium.solve import Options, run

if TYPE_CHECKING:
    from realpolitik.models.equilibrium.change import Shock
    from realpolitik.models.equilibrium.elasticities import Elasticities
    from realpolitik.models.equilibrium.result import Equilibrium
    from realpolitik.models.equilibrium.system import Closure
    from realpolitik.models.equilibrium.world import World

QUICK = Options(tolerance=1e-10, max_sweeps=2000)
PRECISE = Options(tolerance=1e-12, max_sweeps=2000)
SAME = 1e-6
"""Two starts lead to the same optimum if the aim differs by less than this part of what it gains."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """One rate, added to what holds, on all flows from `exporters` to `importers` in `sectors`; None is all."""

    name: str
    kind: Literal["tariff", "export_tax"] = "tariff"
    exporters: tuple[str, ...] | None = None
    importers: tuple[str, ...] | None = None
    sectors: tuple[str, ...] | None = None
    low: float = 0.0
    high: float = 4.9

    def __post_init__(self) -> None:
        if self.kind not in ("tariff", "export_tax"):
            raise OptionError(f"a lever is a tariff or an export_tax, not {self.kind!r}")
        if not -1 < self.low <= self.high < np.inf:
            raise OptionError(
                f"{self.name}: bounds run from above -1 to a finite rate, not {self.low} to {self.high}"
            )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Aim:
    """What is sought, where, by which levers: the fixed part of an optimum.

    Attributes
    ----------
    weights
        State to the weight of its equivalent variation.
    before
        A change that holds already, on which levers are added.
    """

    world: World
    elasticities: Elasticities
    deficits: Closure
    levers: tuple[Lever, ...]
    weights: Mapping[str, float]
    before: Change = Change()  # noqa: RUF009 (frozen, and holds nothing)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Optimum:
    """Where an aim is reached best.

    Attributes
    ----------
    rates
        (L,) rate of each lever.
    value, solution
        The aim there, in the world's money, and the equilibrium.
    slope
        (L,) derivative of the aim in each rate: about zero inside the bounds, at a bound its shadow price.
    evaluations
        Solves with gradient.
    verified
        By how much the aim at the ends of other starts differs from this one, at most, relative. None for one start.
    """

    rates: Array
    value: float
    solution: Equilibrium
    slope: Array
    evaluations: int
    verified: float | None = None


def optimum(aim: Aim, *, starts: Sequence[Array] = (), newton: int = 2) -> Optimum:
    """The best rates, from one or several starts.

    Parameters
    ----------
    starts
        (L,) rates to start from; the baseline where none is given. The best end counts; the others check it.
    newton
        Newton steps on the levers inside their bounds, for digits beyond those that values can tell apart.

    Raises
    ------
    OptionError
        There are no levers.
    ShockError
        A lever matches no flow.
    ConvergenceError
        No rates near the starts have an equilibrium.
    """
    if not aim.levers:
        raise OptionError("an optimum needs at least one lever")
    search = _Search.of(aim)
    low, high = search.bounds
    begin = [np.clip(start, low, high) for start in starts] or [np.clip(np.zeros(low.size), low, high)]
    least = SAME * aim.world.income.sum() * 1e-3
    ends = [search.climb(start) for start in begin]
    ends.sort(key=lambda one: -one.value)
    if ends[0].value - ends[-1].value > SAME * max(abs(ends[0].value), least):
        # In a large world what there is to gain is little beside all income: quick solves have too few digits for it.
        ends = sorted((search.climb(one.rates, precise=True) for one in ends), key=lambda one: -one.value)
    best = search.polish(ends[0], steps=newton)
    values = [search.place(one.rates, precise=True).value for one in ends[1:]]
    scale = max(abs(best.value), least)
    apart = max((abs(value - best.value) for value in values), default=None)
    return Optimum(
        rates=best.rates,
        value=best.value,
        solution=best.solution,
        slope=best.slope,
        evaluations=search.evaluations,
        verified=None if apart is None else apart / scale,
    )


def nash(
    aims: Sequence[Aim], *, starts: Sequence[Array] | None = None, tolerance: float = 1e-7, rounds: int = 60
) -> tuple[Optimum, ...]:
    """Rates of several players that are each best given the others', by iterated best responses.

    Parameters
    ----------
    aims
        One a player, on one world, with the same closure and elasticities.
    tolerance
        Largest change of a rate in the last round.

    Raises
    ------
    ConvergenceError
        Responses still move after `rounds`.
    """
    rates = [
        np.zeros(len(aim.levers)) if starts is None else np.asarray(starts[at]) for at, aim in enumerate(aims)
    ]
    moved = np.inf
    for _ in range(rounds):
        found, moved = [], 0.0
        for at, aim in enumerate(aims):
            before = aim.before
            for other, held in zip(aims, rates, strict=True):
                if other is not aim:
                    before = apply(replace(other, before=before), held)
            best = optimum(replace(aim, before=before), starts=(rates[at],))
            moved = max(moved, float(np.abs(best.rates - rates[at]).max()))
            rates[at] = best.rates
            found.append(best)
        if moved < tolerance:
            return tuple(found)
    raise ConvergenceError(
        f"best responses still move by {moved:.1g} after {rounds} rounds: raise rounds or start nearer"
    )


def apply(aim: Aim, rates: Array) -> Change:
    """The change of an aim's levers at these rates, on top of what holds already."""
    return _changed(aim, [_mask(aim, lever) for lever in aim.levers], rates)


def evaluate(aim: Aim, rates: Array, *, start: Equilibrium | None = None) -> Equilibrium:
    """The equilibrium at these rates."""
    return run(
        aim.world,
        apply(aim, rates),
        elasticities=aim.elasticities,
        deficits=aim.deficits,
        start=start,
        options=PRECISE,
    )


def before(world: World, shocks: Sequence[Shock]) -> Change:
    """Shocks that hold already, as the change of an aim."""
    return combine(world, shocks)


def _mask(aim: Aim, lever: Lever) -> NDArray[np.bool_]:
    cells = trade_cells(aim.world, lever.exporters, lever.importers, lever.sectors, both_ways=False).mask
    return cells & (sectors_first(aim.world.shares) > 0)


def _changed(aim: Aim, masks: Sequence[NDArray[np.bool_]], rates: Array) -> Change:
    change = aim.before
    for kind in ("tariff", "export_tax"):
        table = None
        for lever, mask, rate in zip(aim.levers, masks, rates, strict=True):
            if lever.kind == kind:
                table = current_rates(aim.world, aim.before, kind) if table is None else table
                table[mask] += rate
        if table is not None:
            change = replace(change, **{kind: table})
    return change


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Place:
    rates: Array
    value: float
    slope: Array
    solution: Equilibrium


@dataclass(slots=True, eq=False)
class _Search:
    """The climb of one aim: evaluates, remembers the last solution to start from, and counts."""

    aim: Aim
    masks: list[NDArray[np.bool_]]
    outcome: MoneyOf
    unit: float
    evaluations: int = 0
    last: Equilibrium | None = None
    slope: Gradient | None = None

    @staticmethod
    def of(aim: Aim) -> _Search:
        return _Search(
            aim,
            [_mask(aim, lever) for lever in aim.levers],
            MoneyOf(weights=aim.weights),
            float(aim.world.income.sum()),
        )

    @property
    def bounds(self) -> tuple[Array, Array]:
        levers = self.aim.levers
        return np.array([one.low for one in levers]), np.array([one.high for one in levers])

    def place(self, rates: Array, *, precise: bool = False) -> _Place:
        self.evaluations += 1
        aim = self.aim
        solution = run(
            aim.world,
            _changed(aim, self.masks, rates),
            elasticities=aim.elasticities,
            deficits=aim.deficits,
            start=self.last,
            options=PRECISE if precise else QUICK,
        )
        self.last = solution
        kinds: tuple[Parameter, ...] = tuple(dict.fromkeys(lever.kind for lever in aim.levers))
        one = gradient(
            solution,
            self.outcome,
            with_respect_to=kinds,
            tolerance=1e-12 if precise else 1e-8,
            near=self.slope,
        )
        self.slope = one
        tables = {kind: sectors_first(getattr(one, kind)) for kind in kinds}
        slope = np.array(
            [tables[lever.kind][mask].sum() for lever, mask in zip(aim.levers, self.masks, strict=True)]
        )
        return _Place(rates=rates.copy(), value=one.value, slope=slope, solution=solution)

    def climb(self, start: Array, *, precise: bool = False) -> _Place:
        from scipy.optimize import minimize

        low, high = self.bounds
        best = self.place(start, precise=precise)

        def fall(logs: Array) -> tuple[float, Array]:
            nonlocal best
            try:
                here = self.place(np.clip(np.expm1(logs), low, high), precise=precise)
            except ConvergenceError:
                # Nothing to be gained where there is no equilibrium: the line search turns back.
                self.last = best.solution
                return 1.0, np.zeros_like(logs)
            if here.value > best.value:
                best = here
            return -here.value / self.unit * GAIN, -here.slope * (1 + here.rates) / self.unit * GAIN

        minimize(
            fall,
            np.log1p(start),
            jac=True,
            method="L-BFGS-B",
            bounds=list(zip(np.log1p(low), np.log1p(high), strict=True)),
            options={"maxiter": 200, "ftol": 1e-13, "gtol": 3e-9, "maxcor": 20},
        )
        return best

    def polish(self, place: _Place, *, steps: int) -> _Place:
        """Newton on the levers inside their bounds, with the Hessian by differences of exact gradients."""
        low, high = self.bounds
        place = self.place(place.rates, precise=True)
        for _ in range(steps):
            free = (place.rates > low + 1e-6) & (place.rates < high - 1e-6)
            if not free.any() or free.sum() > MOST_NEWTON:
                return place
            curved = np.empty((int(free.sum()), int(free.sum())))
            for column, lever in enumerate(np.flatnonzero(free)):
                ahead = place.rates.copy()
                ahead[lever] += NEAR
                curved[:, column] = (self.place(ahead, precise=True).slope - place.slope)[free] / NEAR
            step = np.linalg.solve(curved, place.slope[free])
            rates = place.rates.copy()
            rates[free] = np.clip(rates[free] - step, low[free], high[free])
            try:
                other = self.place(rates, precise=True)
            except ConvergenceError:
                return place
            if not np.abs(other.slope[free]).max() < np.abs(place.slope[free]).max():
                return place
            place = other
        return place


GAIN = 1e4
"""Aims move by less than the income of the world: the search sees ten-thousandths of it as one."""
NEAR = 1e-5
"""Step of a rate for differences of gradients."""
MOST_NEWTON = 3
"""With more levers inside their bounds digits beyond the sixth are not worth a solve each."""
