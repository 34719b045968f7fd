"""Leverage and compliance as measures, so that claims, briefs and the command line reach them by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import CoverageError, OptionError, ShockError
from realpolitik.findings import Interval, Period, Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.wording import percent
from realpolitik.models.compliance import threshold
from realpolitik.scenarios.assumptions import Case, central, grid
from realpolitik.scenarios.assumptions import about as assumed
from realpolitik.scenarios.leverage import AFTER, BEFORE, GIVEN, Cost, Situation, by_sector, severing
from realpolitik.scenarios.outcome import Array
from realpolitik.scenarios.stage import stage
from realpolitik.store import Store

if TYPE_CHECKING:
    from realpolitik.scenarios.hindcast import Flow

RUSSIA = "RUS"
"""The state that the default scenario, and the coalition, are about."""
KIND = "range over sets of elasticities, nests and closures"
_REFERENCE = (
    "Caliendo and Parro (2015), Review of Economic Studies 82, doi 10.1093/restud/rdu035; asymmetry after Hirschman "
    "(1945), National Power and the Structure of Foreign Trade"
)
_FORMULA = "loss_a = 1 - real income of a without trade with b, over real income with it"
CAVEATS = (
    "Cost and sector structure is of 2014 (WIOD), moved to the goods trade of the year.",
    "What China sells to Russia is given the sectors of all that China sells: the accounts make most of it cloth.",
    "A long-run loss lets everything adjust; the short run holds labour in its sector and halves elasticities.",
    "Trade only: finance, technology transfer, arms and migration are not in the model.",
)


def _cost(a: str, b: str, situation: Situation) -> Cost:
    """What severing the pair costs, solved once for both sides and for all measures that ask."""
    if a <= b:
        return _solved(a, b, situation)
    return _solved(b, a, situation).swapped()


@lru_cache(maxsize=64)
def _solved(a: str, b: str, situation: Situation) -> Cost:
    """The short run is solved under each set of elasticities only."""
    cases: tuple[Case, ...] = grid(situation.run)
    if situation.run == "short":
        first = central("short")
        sets = [
            Case(set=name, nest=first.nest, deficits=first.deficits, run="short")
            for name in assumed()["sets"]
        ]
        cases = tuple(dict.fromkeys([first, *sets]))
    try:
        return severing(a, b, situation, cases=cases)
    except (ShockError, OptionError) as error:
        raise CoverageError(
            f"Leverage of {a} and {b} is not covered: {error}.",
            "`realpolitik scenarios` lists the economies.",
        ) from None


def _sources() -> str:
    sets = [one["source"] for one in assumed()["sets"].values()]
    return " ".join([*stage(BEFORE).source_ids, *sets])


def _situations(about: About, given: str, run: str) -> list[tuple[str, str, Situation]]:
    """Year, series and situation of each row; given sanctions on Russia only where it is one of the two."""
    given = given if RUSSIA in about or given != GIVEN else ""
    runs = ["long", "short"] if run == "both" else [run]
    if not set(runs) <= {"long", "short"}:
        raise OptionError(f"run={run!r}: choose long, short or both")
    found = []
    for pace in runs:
        for year, world, after in (("2021", BEFORE, None), ("2021", BEFORE, given), ("2023", AFTER, None)):
            if year == "2021" and after == "":
                continue
            words = f"{pace} run" + (f", given {_in_words(given)}" if after else "")
            found.append((year, words, Situation(name=words, world=world, given=after, run=pace)))  # type: ignore[arg-type]
    return found


def _in_words(given: str) -> str:
    """What has already happened, short enough for a chart."""
    return "the West's sanctions" if given == GIVEN else given


def _row(year: str, series: str, values: Array, source: str, **more: object) -> dict[str, object]:
    known = {"period": year, "series": series, "value": float(values[0]), "source": source, **more}
    return {**known, "low": float(np.min(values)), "high": float(np.max(values))}


def _name(code: str) -> str:
    where = stage(BEFORE)
    return where.names[where.label_of(code)]


@measure(
    "leverage.loss",
    unit="share",
    tables=(),
    definition="Loss of real income of each state if all trade of the pair stopped, in a general equilibrium of 26 "
    "economies and 16 sectors.",
    formula=_FORMULA,
    reference=_REFERENCE,
    chart="bars",
)
def loss(tables: Store, about: About, window: Window, *, given: str = GIVEN, run: str = "long") -> Result:
    """What it would cost a, and b, if they stopped trading: before, given sanctions, and as trade stood later.

    Raises
    ------
    CoverageError
        A state is not an economy of the embedded worlds by itself.
    OptionError
        `run` is not long, short or both.
    """
    a, b = about
    source, rows, first = _sources(), [], None
    for year, series, situation in _situations(about, given, run):
        cost = _cost(a, b, situation)
        first = cost if (year, situation.run) == ("2023", "long") or first is None else first
        for code, losses, money in ((a, cost.loss_a, cost.money_a), (b, cost.loss_b, cost.money_b)):
            label = f"{_name(code)}, {year}, {series}"
            usd = round(float(money[0]))
            rows.append(_row(year, series, losses, source, state=code, label=label, value_usd=usd))
    assert first is not None  # every choice of runs has situations
    value = float(first.loss_a[0])
    return Result(
        value=value,
        says=f"{_name(a)} would lose {percent(value)} of its real income without {_name(b)}, {_name(b)} "
        f"{percent(float(first.loss_b[0]))} ({first.situation.name}, {first.situation.world[-4:]}).",
        rows=rows,
        period=Period(start="2021", end="2023", freq="A"),
        interval=Interval(low=float(first.loss_a.min()), high=float(first.loss_a.max()), kind=KIND),
        caveats=CAVEATS,
    )


@measure(
    "leverage.ratio",
    unit="ratio",
    tables=(),
    definition="Loss of a over loss of b if their trade stopped; adjusted, the same over the ratio of their incomes: "
    "about 1 where size alone makes the difference.",
    formula="ratio = loss_a / loss_b; adjusted = ratio / (income_b / income_a)",
    reference=_REFERENCE,
    chart="bars",
)
def ratio(tables: Store, about: About, window: Window, *, given: str = GIVEN, run: str = "long") -> Result:
    """How many times as much a would lose as b if they stopped trading, as it is and adjusted for size."""
    a, b = about
    source, rows, first = _sources(), [], None
    for year, series, situation in _situations(about, given, run):
        cost = _cost(a, b, situation)
        first = cost if (year, situation.run) == ("2023", "long") or first is None else first
        rows.append(_row(year, series, cost.ratio, source, kind="ratio", label=f"{year}, {series}"))
        adjusted = _row(year, series, cost.size_adjusted, source, kind="adjusted")
        rows.append({**adjusted, "label": f"{year}, {series}, adjusted for size"})
    assert first is not None  # every choice of runs has situations
    value = float(first.ratio[0])
    return Result(
        value=value,
        says=f"Without each other's trade {_name(a)} would lose {value:.0f} times as large a share of its income as "
        f"{_name(b)}; size alone would make it {first.size:.0f} times.",
        rows=rows,
        period=Period(start="2021", end="2023", freq="A"),
        interval=Interval(low=float(first.ratio.min()), high=float(first.ratio.max()), kind=KIND),
        caveats=CAVEATS,
    )


@measure(
    "leverage.change",
    unit="share",
    tables=(),
    definition="Change of a's loss without b between two situations, each assumption compared with itself.",
    formula="loss_a(2023) - loss_a(2021); loss_a(2021 given sanctions) - loss_a(2021)",
    reference=_REFERENCE,
    chart="bars",
)
def change(tables: Store, about: About, window: Window, *, given: str = GIVEN, run: str = "long") -> Result:
    """By how much b's hold on a has grown: from 2021 to 2023, and through the sanctions alone."""
    a, b = about
    if run not in ("long", "short"):
        raise OptionError(f"run={run!r}: choose long or short")
    costs = {
        series + year: _cost(a, b, situation) for year, series, situation in _situations(about, given, run)
    }
    before, later = costs[f"{run} run2021"], costs[f"{run} run2023"]
    source = _sources()
    rows = [_row("2023", "to 2023", later.loss_a - before.loss_a, source, label="2021 to 2023")]
    if (bound := costs.get(f"{run} run, given {_in_words(given)}2021")) is not None:
        through, label = bound.loss_a - before.loss_a, f"2021, through {_in_words(given)} alone"
        rows.append(_row("2021", "given sanctions", through, source, label=label))
    gap = later.loss_a - before.loss_a
    return Result(
        value=float(gap[0]),
        says=f"Losing {_name(b)} would have cost {_name(a)} {percent(float(before.loss_a[0]))} of its income in 2021 "
        f"and {percent(float(later.loss_a[0]))} in 2023 ({run} run).",
        rows=rows,
        period=Period(start="2021", end="2023", freq="A"),
        interval=Interval(
            low=float(gap.min()), high=float(gap.max()), kind=f"{KIND}, each compared with itself"
        ),
        caveats=CAVEATS,
    )


@measure(
    "leverage.sectors",
    unit="share",
    tables=(),
    definition="Loss of a's real income if trade with b stopped in one sector only, central assumptions.",
    formula=_FORMULA,
    reference=_REFERENCE,
    chart="bars",
)
def sectors(tables: Store, about: About, window: Window, *, world: str = AFTER, run: str = "long") -> Result:
    """In which goods b has the most hold on a: what losing each sector alone would cost."""
    a, b = about
    low, high = (
        Situation(name=f"{world}, {pace} run", world=world, run=pace)  # type: ignore[arg-type]
        for pace in ("long", "short")
    )
    _cost(a, b, low)  # says what is not covered
    found, rough = by_sector(a, b, low), by_sector(a, b, high)
    names, source, year = stage(world).sectors, _sources(), stage(world).world.period
    chosen, other = (found, rough) if run == "long" else (rough, found)
    ranked = sorted(chosen, key=lambda name: -chosen[name][0])
    rows = [
        {
            "period": year,
            "label": names[name],
            "value": chosen[name][0],
            "low": min(chosen[name][0], other[name][0]),
            "high": max(chosen[name][0], other[name][0]),
            "source": source,
        }
        for name in ranked
    ]
    first = ranked[0]
    return Result(
        value=chosen[first][0],
        says=f"{_name(a)} would miss {_name(b)} most in {names[first]}: without that trade alone it would lose "
        f"{percent(chosen[first][0])} of its income.",
        rows=rows,
        period=Period(start=year, end=year, freq="A"),
        interval=Interval(low=rows[0]["low"], high=rows[0]["high"], kind="long and short run"),
        caveats=CAVEATS,
    )


@measure(
    "compliance.threshold",
    unit="share",
    tables=(),
    definition="The probability of losing access to the sanctioner above which giving up the target pays: what the "
    "target's trade is worth to a over what access to the sanctioners is worth.",
    formula="p* = g / l, g = loss of a without b, l = loss of a without the sanctioners",
    reference="Expected-utility compliance; equilibrium as in Caliendo and Parro (2015), doi 10.1093/restud/rdu035",
    chart="bars",
)
def compliance(
    tables: Store, about: About, window: Window, *, sanctioner: str = "sanctioning-russia", given: str = GIVEN
) -> Result:
    """How likely full secondary sanctions must be before a state does better to give up the target's trade."""
    a, b = about
    source, rows = _sources(), []
    _compliance_makes_sense(a, b, sanctioner)
    for year, situation in (
        ("2021", Situation(name="2021", world=BEFORE)),
        ("2021", Situation(name=f"given {_in_words(given)}", world=BEFORE, given=given)),
        ("2023", Situation(name="2023", world=AFTER)),
    ):
        gain = _cost(a, b, situation).loss_a
        without = _cost_of_access(a, sanctioner, situation)
        values = np.array([threshold(float(g), float(cost)) for g, cost in zip(gain, without, strict=True)])
        words = year if situation.name == year else f"{year}, {situation.name}"
        rows.append(_row(year, situation.name, values, source, label=words))
    last = rows[-1]
    low, high, value = (float(str(last[key])) for key in ("low", "high", "value"))
    return Result(
        value=value,
        says=f"{_name(a)} does better to give up {_name(b)} once it thinks losing the sanctioners' markets more likely "
        f"than {percent(value)}.",
        rows=rows,
        period=Period(start="2021", end="2023", freq="A"),
        interval=Interval(low=low, high=high, kind=KIND),
        caveats=(
            "The state as one actor. Banks and firms differ: one without business in the West has nothing to lose there.",
            "It supposes the sanctioners cut all trade, which costs them too; partial measures have lower stakes.",
            *CAVEATS[:2],
        ),
    )


@measure(
    "leverage.access",
    unit="share",
    tables=(),
    definition="Loss of a's real income if it lost all trade with the states that sanction b.",
    formula="loss = 1 - real income of a without trade with the sanctioners, over real income with it",
    reference=_REFERENCE,
    chart="bars",
)
def access(tables: Store, about: About, window: Window, *, sanctioner: str = "sanctioning-russia") -> Result:
    """What full secondary sanctions would cost a state that goes on trading with the target."""
    a, b = about
    _compliance_makes_sense(a, b, sanctioner)
    source, rows = _sources(), []
    for year, world in (("2021", BEFORE), ("2023", AFTER)):
        values = np.array(_cost_of_access(a, sanctioner, Situation(name=year, world=world)))
        where = stage(world).world
        income = float(where.income[where.states.index(stage(world).label_of(a))])
        rows.append(_row(year, "long run", values, source, label=year, value_usd=round(values[0] * income)))
    last = rows[-1]
    value, low, high = (float(str(last[key])) for key in ("value", "low", "high"))
    return Result(
        value=value,
        says=f"Without trade with the states that sanction {_name(b)}, {_name(a)} would lose {percent(value)} of its "
        f"real income.",
        rows=rows,
        period=Period(start="2021", end="2023", freq="A"),
        interval=Interval(low=low, high=high, kind=KIND),
        caveats=CAVEATS,
    )


def _compliance_makes_sense(a: str, b: str, sanctioner: str) -> None:
    """Refuse a pair of which one sanctions, or which the coalition does not sanction."""
    where = stage(BEFORE)
    try:
        one, coalition = where.label_of(a), where.parties(sanctioner, on=None)
    except ShockError as error:
        raise CoverageError(
            f"Compliance of {a}: {error}.", "`realpolitik scenarios` lists the economies."
        ) from None
    if one in coalition:
        raise CoverageError(f"{_name(a)} is one of the sanctioners: there is nothing for it to comply with.")
    if sanctioner == "sanctioning-russia" and b != RUSSIA:
        raise CoverageError(
            f"The sanctioners' coalition is that against Russia, not against {b}.",
            "Name another with the option sanctioner, such as sanctioner=G7.",
        )


@lru_cache(maxsize=16)
def _cost_of_access(a: str, sanctioner: str, situation: Situation) -> tuple[float, ...]:
    """Loss of a in each case if it lost all trade with the sanctioners."""
    from realpolitik.scenarios.files import load
    from realpolitik.scenarios.outcome import play
    from realpolitik.scenarios.schema import Scenario, ShockEntry

    already = load(situation.given) if situation.given else None
    where = stage(situation.world)
    one = where.label_of(a)
    entry = ShockEntry.model_validate({"kind": "embargo", "from": one, "to": sanctioner, "both_ways": True})
    asked = Scenario.model_validate(
        {
            "id": "without-access",
            "asks": f"What if {a} lost its trade with {sanctioner}?",
            "world": situation.world,
            "after": already.shocks if already else (),
            "shocks": (entry,),
            "run": situation.run,
        }
    )
    at = where.world.states.index(one)
    return _tuple(-play(asked, cases=grid(situation.run)).welfare[:, at])


def _tuple(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


@measure(
    "leverage.hindcast",
    unit="ratio",
    tables=("trade",),
    definition="Change of a pair's goods trade from 2021 to 2023 as the model finds it, told only how far trade of the "
    "sanctioning states with Russia fell in total, beside the record; growth of the world's income counted out of both.",
    formula="predicted and recorded trade of 2023 over 2021, over world income of 2023 over 2021",
    reference=_REFERENCE,
    chart="bars",
)
def hindcast(tables: Store, about: About, window: Window) -> Result:
    """How well the model, told only of the sanctions, finds trade between Russia and a state outside the coalition."""
    from realpolitik.scenarios import hindcast as past
    from realpolitik.scenarios.files import load
    from realpolitik.scenarios.outcome import play

    if past.TARGET not in about:
        raise CoverageError(
            f"The hindcast is of {past.TARGET} and its partners, not of {' and '.join(about)}."
        )
    try:
        other = stage(BEFORE).label_of(next(code for code in about if code != past.TARGET))
    except ShockError as error:
        raise CoverageError(f"The hindcast: {error}") from None
    outcome = play(load(GIVEN))
    found = past.flows(tables, past.predicted(outcome))
    pair = [flow for flow in found if other in (flow.exporter, flow.importer)]
    if not pair:
        raise CoverageError(
            f"{other} is part of the coalition, whose trade the model is told: nothing is predicted."
        )
    every = [past.predicted(outcome, place) for place in range(1, len(outcome.cases))]
    rows = []
    for flow in pair:
        words = f"{_name(flow.exporter)} to {_name(flow.importer)}"
        spread = [flow.predicted, *[one[flow.exporter, flow.importer] for one in every]]
        low, high = min(spread), max(spread)
        known = {"period": "2023", "exporter": flow.exporter, "importer": flow.importer}
        predicted = {**known, "label": f"{words}, model", "value": flow.predicted, "low": low, "high": high}
        rows.append({**predicted, "kind": "predicted", "source": _sources()})
        rows.append(
            {
                **known,
                "label": f"{words}, record",
                "value": flow.recorded,
                "kind": "recorded",
                "source": "imf-imts",
            }
        )
    score = past.scores(found)
    before = sum(flow.before for flow in pair)
    model, real = (
        sum(getattr(flow, key) * flow.before for flow in pair) / before for key in ("predicted", "recorded")
    )
    return Result(
        value=model,
        says=f"Told only what the West cut, the model finds trade of {_name(past.TARGET)} with {_name(other)} at "
        f"{model:.2f} times that of 2021; it was {real:.2f} times.",
        rows=rows,
        period=Period(start="2021", end="2023", freq="A"),
        interval=_sum_interval(pair, every),
        caveats=(
            (
                f"Over all {score.flows} flows of Russia outside the coalition the direction is right for "
                f"{percent(score.direction)} of trade; the root mean squared log error is {score.error:.2f}."
            ),
            "The fall of the coalition's own trade is told to the model, so nothing is claimed about it.",
            *CAVEATS[:2],
        ),
    )


def _sum_interval(pair: Sequence[Flow], every: Sequence[Mapping[tuple[str, str], float]]) -> Interval:
    before = sum(flow.before for flow in pair)
    totals = [sum(flow.predicted * flow.before for flow in pair) / before]
    totals += [
        sum(one[flow.exporter, flow.importer] * flow.before for flow in pair) / before for one in every
    ]
    return Interval(low=min(totals), high=max(totals), kind=KIND)
