"""Hindcast: from the world before the shock and the sanctions alone, what the target's trade would be, against the record.

What is told to the model: the world of 2021, and how much trade of the coalition with Russia fell in total, once for each
direction. What it must find: trade with every partner outside the coalition, China first. The nest between home goods and
imports is chosen on some of these partners and tested on the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from realpolitik.errors import CoverageError
from realpolitik.scenarios.assumptions import Case
from realpolitik.scenarios.episode import CALIBRATED_ON, COALITION, FAR, NOT_TOLD, TARGET
from realpolitik.scenarios.leverage.severing import AFTER, BEFORE
from realpolitik.scenarios.outcome import Array, Outcome, play
from realpolitik.scenarios.schema import Scenario, ShockEntry
from realpolitik.scenarios.stage import Stage, stage
from realpolitik.store import Store

Sectors = tuple[tuple[str, ...], tuple[str, ...]]
GOODS: Sectors = (("goods",), ("goods",))
WORLD = BEFORE
"""The world before the shock."""
Trade = dict[tuple[str, str], float]
"""Dollars by exporter and importer, labels of a world."""
OFFICE = "IMF"
"""The office that is asked first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One flow: new over old in dollars, less the growth of the world's income, as predicted and as recorded.

    `before` is the flow of 2021 in dollars.
    """

    exporter: str
    importer: str
    predicted: float
    recorded: float
    before: float

    @property
    def log_error(self) -> float:
        """Logarithm of predicted over recorded: .1 is ten per cent too high."""
        return float(np.log(self.predicted / self.recorded))

    @property
    def right_direction(self) -> bool:
        """Whether a rise was called a rise and a fall a fall; a prediction of no change is never right."""
        return (self.predicted > 1) == (self.recorded > 1) and self.predicted != 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How good a set of predictions is.

    Attributes
    ----------
    flows
        How many flows are scored.
    error
        Root of the mean squared log error, flows weighted by their trade before.
    rank
        Spearman's rank correlation of predicted and recorded changes; 0 where all predictions are equal.
    direction
        Share of trade before whose direction of change was right.
    """

    flows: int
    error: float
    rank: float
    direction: float


def records(store: Store, where: Stage, first: int, last: int) -> tuple[Trade, Trade]:
    """The target's goods trade with each label in two years, dollars, of states of which one office has both years.

    The IMF's figures (partner-based from 2022) where it has both; else those of another office. A state of which no office has both,
    as where a figure that cannot be has been set aside, counts in neither year: its label is that of the others.

    Raises
    ------
    CoverageError
        The tables have no trade of the target by partner in one of the years.
    """
    import polars as pl

    table = store.of_offices("trade").filter(
        (pl.col("freq") == "A")
        & (pl.col("product") == "total")
        & pl.col("period").dt.year().is_in([first, last])
        & ((pl.col("origin") == TARGET) | (pl.col("destination") == TARGET))
        & pl.col("value_usd").is_not_null()
    )
    found: dict[tuple[str, str], dict[str, dict[int, float]]] = {}
    for origin, destination, office, period, value in table.select(
        "origin", "destination", "reporter", "period", "value_usd"
    ).iter_rows():
        known = found.setdefault((origin, destination), {}).setdefault(office, {})
        known[period.year] = float(value)
    for year in (first, last):
        if not any(year in known for offices in found.values() for known in offices.values()):
            raise CoverageError(f"There is no trade of {TARGET} by partner in {year}.")
    pairs = [(pair, known) for pair, offices in found.items() if (known := _both(offices, first, last))]
    return _by_label(where, pairs, first), _by_label(where, pairs, last)


def _both(offices: Mapping[str, Mapping[int, float]], first: int, last: int) -> Mapping[int, float] | None:
    """The figures of the first office that has both years, the IMF's before all others."""
    ordered = sorted(offices, key=lambda office: (office != OFFICE, office))
    return next((offices[one] for one in ordered if {first, last} <= set(offices[one])), None)


def _by_label(where: Stage, pairs: Sequence[tuple[tuple[str, str], Mapping[int, float]]], year: int) -> Trade:
    of = {
        code: label
        for kind in (where.members, where.territories)
        for label, codes in kind.items()
        for code in codes
    }
    found: Trade = {}
    for (origin, destination), known in pairs:
        other = destination if origin == TARGET else origin
        if len(other) != 3 or other in ("WLD", "ADV"):
            continue
        label = of.get(other, "ROW")
        pair = (TARGET, label) if origin == TARGET else (label, TARGET)
        found[pair] = found.get(pair, 0.0) + known[year]
    return found


def growth() -> float:
    """World income of 2023 over 2021, nominal dollars: what all trade would have grown by, left alone."""
    return float(stage(AFTER).world.value_added.sum() / stage(BEFORE).world.value_added.sum())


def predicted(outcome: Outcome, place: int = 0) -> dict[tuple[str, str], float]:
    """Change of each flow of the target in one case of an outcome, in units of world income.

    Goods are scored, as the record holds no services.
    """
    world = outcome.stage.world
    at = world.states.index(TARGET)
    found: dict[tuple[str, str], float] = {}
    for label in world.states:
        other = world.states.index(label)
        if label != TARGET:
            found[TARGET, label] = float(outcome.goods[place, other, at])
            found[label, TARGET] = float(outcome.goods[place, at, other])
    return found


def flows(store: Store, change: Mapping[tuple[str, str], float], *, world: str = WORLD) -> tuple[Flow, ...]:
    """Predictions beside the record, for partners outside the coalition and the war."""
    where = stage(world)
    then, now = records(store, where, 2021, 2023)
    rise = growth()
    coalition = set(where.parties(COALITION, on=None))
    found = []
    for pair, value in change.items():
        other = pair[0] if pair[1] == TARGET else pair[1]
        if other in coalition or other in NOT_TOLD or pair not in then or pair not in now:
            continue
        found.append(
            Flow(
                exporter=pair[0],
                importer=pair[1],
                predicted=value,
                recorded=now[pair] / then[pair] / rise,
                before=then[pair],
            )
        )
    return tuple(found)


def scores(of: Sequence[Flow]) -> Scores:
    """Score some flows.

    Raises
    ------
    CoverageError
        There is nothing to score.
    """
    if not of:
        raise CoverageError("There is no flow to score.")
    weight = np.array([flow.before for flow in of])
    errors = np.array([flow.log_error for flow in of])
    right = np.array([flow.right_direction for flow in of])
    one, two = ([getattr(flow, name) for flow in of] for name in ("predicted", "recorded"))
    return Scores(
        flows=len(of),
        error=float(np.sqrt((weight * errors**2).sum() / weight.sum())),
        rank=_spearman(one, two),
        direction=float((weight * right).sum() / weight.sum()),
    )


def replaced(of: Iterable[Flow], value: Callable[[Flow], float]) -> tuple[Flow, ...]:
    """The same flows with another prediction, such as that of a baseline."""
    return tuple(replace(flow, predicted=value(flow)) for flow in of)


def trend(store: Store, *, world: str = WORLD) -> Callable[[Flow], float]:
    """A baseline: growth of each flow from 2016 to 2021, going on for two years, less that of the world's income."""
    where = stage(world)
    first, last = records(store, where, 2016, 2021)

    def ahead(flow: Flow) -> float:
        pair = (flow.exporter, flow.importer)
        return (last[pair] / first[pair]) ** (2 / 5) / growth()

    return ahead


def split(of: Iterable[Flow], *, calibration: bool) -> tuple[Flow, ...]:
    """The flows that chose the nest, or those that test it."""
    return tuple(
        flow
        for flow in of
        if ((flow.exporter in CALIBRATED_ON) or (flow.importer in CALIBRATED_ON)) == calibration
    )


def fit(
    store: Store,
    case: Case,
    *,
    sectors: Sectors = GOODS,
    far: float = 1.0,
    oil: bool = False,
    world: str = WORLD,
) -> tuple[float, float]:
    """The two shares of `west-2023` under a case: cuts that bring the coalition's totals to the record.

    Parameters
    ----------
    sectors
        In which the coalition's exports, and its imports, are cut.
    far, oil, world
        As in `cut`.

    Returns
    -------
    Share of the coalition's exports to the target, and of its imports from it, that would be left at old prices.

    Raises
    ------
    ConvergenceError
        No pair of shares gives these totals.
    """
    from scipy.optimize import root

    from realpolitik.errors import ConvergenceError

    where = stage(world)
    goal = _totals(store, where)
    then, _ = records(store, where, 2021, 2023)

    def gap(point: Array) -> Array:
        told = cut(*np.exp(-np.exp(point)), sectors=sectors, far=far, oil=oil, world=world)
        change = predicted(play(told, cases=[case]))
        return np.log(_sums(where, change, then) / goal)

    found = root(gap, np.log([1.7, 1.8]), tol=1e-8)
    if not found.success:
        raise ConvergenceError(
            f"No cuts give the coalition's trade of 2023 under {case.label}: {found.message}"
        )
    first, second = np.exp(-np.exp(found.x)).tolist()
    return first, second


def cut(
    exports: float,
    imports: float,
    *,
    sectors: Sectors = GOODS,
    far: float = 1.0,
    oil: bool = False,
    world: str = WORLD,
) -> Scenario:
    """A scenario in which these shares of the coalition's exports to the target, and imports from it, are left.

    `far` is the share of what suppliers overseas sell to the target that is left at given prices: an assumption (`episode.yaml`).
    With `oil` those who stay take the target's fuels in the shares of the oil market. `world` is the world before the shock.
    """
    sides = ((COALITION, TARGET, exports), (TARGET, COALITION, imports))
    cuts = [
        ShockEntry.model_validate({"kind": "cut", "from": one, "to": two, "share": share, "sectors": named})
        for (one, two, share), named in zip(sides, sectors, strict=True)
    ]
    if far < 1:
        shock = {"kind": "cut", "from": " + ".join(FAR), "to": TARGET, "share": far, "sectors": ["goods"]}
        cuts.append(ShockEntry.model_validate(shock))
    if oil:
        shock = {"kind": "redirect", "from": TARGET, "to": COALITION, "sectors": ["oil-gas-mining"]}
        cuts.append(ShockEntry.model_validate(shock))
    return Scenario.model_validate(
        {
            "id": "fit",
            "asks": "What cuts bring the coalition's totals to the record?",
            "world": world,
            "shocks": cuts,
        }
    )


def _totals(store: Store, where: Stage) -> Array:
    """The coalition's exports to, and imports from, the target: 2023 over 2021."""
    then, now = records(store, where, 2021, 2023)
    ones = dict.fromkeys(then, 1.0)
    return _sums(where, ones, now) / _sums(where, ones, then) / growth()


def _sums(
    where: Stage, change: Mapping[tuple[str, str], float], base: Mapping[tuple[str, str], float]
) -> Array:
    coalition = where.parties(COALITION, on=None)
    out = [sum(change[pair] * base[pair] for pair in pairs) for pairs in _directions(coalition)]
    if all(value == 1.0 for value in change.values()):
        return np.array(out)
    return np.array(out) / [sum(base[pair] for pair in pairs) for pairs in _directions(coalition)]


def _directions(coalition: Sequence[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    return [(label, TARGET) for label in coalition], [(TARGET, label) for label in coalition]


def _spearman(one: Sequence[float], two: Sequence[float]) -> float:
    if len(set(one)) == 1 or len(set(two)) == 1:
        return 0.0
    # scipy.stats would take half a second to import for this line.
    return float(np.corrcoef(_ranks(one), _ranks(two))[0, 1])


def _ranks(values: Sequence[float]) -> Array:
    """Ranks from 1; equal values share the mean of theirs."""
    found, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return ((2 * last - count + 1) / 2)[place] if found.size else np.zeros(0)
