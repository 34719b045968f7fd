"""What came out of a scenario, as findings: who loses and gains, whose trade moves, and the difference of two scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import OptionError
from realpolitik.findings import Finding, Interval, Method, Period
from realpolitik.scenarios.assumptions import Case, about
from realpolitik.scenarios.outcome import Array, Outcome
from realpolitik.scenarios.schema import Scenario
from realpolitik.scenarios.stage import Stage, stage
from realpolitik.scenarios.turns import turn
from realpolitik.states.wording import the
from realpolitik.store import Store
from realpolitik.wording.numbers import money, number_of, percent
from realpolitik.wording.sentences import opening

if TYPE_CHECKING:
    from realpolitik.scenarios.ensemble import Ensemble
    from realpolitik.scenarios.sensitivity import Sensitivity

METHOD = Method(
    definition="Exact change of real income in a general equilibrium of trade with inputs, two nests and deficits.",
    formula="welfare = income hat / price index hat - 1, from hat algebra at observed shares",
    reference="Caliendo and Parro (2015), Review of Economic Studies 82, doi 10.1093/restud/rdu035",
)
GRID = "range over sets of elasticities, nests and closures"


def welfare(outcome: Outcome, *, ensemble: Ensemble | None = None) -> Finding:
    """Change of real income by state, worst first; with the range over assumptions, or 90 per cent of draws."""
    where = outcome.stage
    source = _sources(where, outcome.cases)
    rows = []
    for label in map(outcome.known, outcome.scenario.report.states or where.world.states):
        value, low, high = outcome.loss(label)
        money = float(outcome.money[0, where.world.states.index(label)])
        if ensemble is not None:
            money *= ensemble.interval(label)[0] / value if value else 1.0
            value, low, high = ensemble.interval(label)
        rows.append(
            _row(
                where,
                where.names[label],
                value,
                (low, high),
                state=label,
                value_usd=round(money),
                source=source,
            )
        )
    rows.sort(key=lambda row: row["value"])
    worst, best = rows[0], rows[-1]
    turned, doubts = _doubts(outcome, (worst, best)) if ensemble is None else ((), ())
    kind = GRID if ensemble is None else f"5th to 95th percentile of {ensemble.counted}, seed {ensemble.seed}"
    return _finding(
        outcome,
        name=f"scenario.{outcome.scenario.id}",
        says=_led(
            turned,
            _said(
                worst,
                best,
                "none of those shown" if outcome.scenario.report.states else "none",
                "" if ensemble is None else " in the median draw",
            ),
        ),
        rows=rows,
        value=worst["value"],
        unit="share",
        interval=Interval(low=worst["low"], high=worst["high"], kind=kind, basis="assumptions"),
        caveats=(*doubts, *_caveats(outcome, ensemble)),
    )


def reallocation(outcome: Outcome, *, top: int = 16) -> Finding:
    """The flows between states that change most in dollars, and by what factor, central assumptions first.

    `low` and `high` run over assumptions; `held_low` and `held_high`, new over old, held the record of past episodes in 80 of 100 cases.
    """
    from realpolitik.scenarios.episodes.ranges import widths

    where, world = outcome.stage, outcome.central.world
    old, change = world.flows.sum(axis=2), _change(outcome)
    known = widths(outcome, focus(outcome))
    cells = [np.unravel_index(place, change.shape) for place in np.argsort(-np.abs(change), axis=None)[:top]]
    if asked := outcome.scenario.report.flows:
        states = [(outcome.known(importer), outcome.known(exporter)) for exporter, importer in asked]
        cells = [(world.states.index(n), world.states.index(i)) for n, i in states]
    rows = []
    for n, i in ((int(n), int(i)) for n, i in cells):
        low, high = outcome.trade[:, n, i].min(), outcome.trade[:, n, i].max()
        rows.append(
            {
                "period": world.period,
                "label": f"{where.names[world.states[i]]} to {where.names[world.states[n]]}",
                "exporter": world.states[i],
                "importer": world.states[n],
                "value": float(change[n, i]),
                "low": float((low - 1) * old[n, i]),
                "high": float((high - 1) * old[n, i]),
                "ratio": float(outcome.trade[0, n, i]),
                **_held(known.get((world.states[i], world.states[n])), float(outcome.trade[0, n, i])),
                "source": _sources(where, outcome.cases),
            }
        )
    first = rows[0]
    word, most = ("rises" if first["value"] > 0 else "falls"), "" if asked else " most,"
    return _finding(
        outcome,
        name=f"scenario.{outcome.scenario.id}.trade",
        says=f"Trade from {_route(where, first)} {word}{most} by {money(abs(first['value']))}.",
        rows=rows,
        value=first["value"],
        unit="USD",
        interval=Interval(
            low=min(first["low"], first["value"]),
            high=max(first["high"], first["value"]),
            kind=GRID,
            basis="assumptions",
        ),
        caveats=_caveats(outcome, None),
    )


def focus(outcome: Outcome) -> str:
    """The label whose trade with others moves most in dollars: the one that a scenario is about."""
    change = np.abs(_change(outcome))
    return outcome.stage.world.states[int(np.argmax(change.sum(axis=0) + change.sum(axis=1)))]


def rerouted(outcome: Outcome, *, state: str | None = None) -> Finding:
    """Where a state's trade goes and comes from, before and after, central assumptions; by default that of `focus`.

    Raises
    ------
    UnknownNameError
        The world has no such label.
    """
    where, world = outcome.stage, outcome.central.world
    label = outcome.known(state or focus(outcome))
    at, name = world.states.index(label), where.names[label]
    old, new = world.flows.sum(axis=2), outcome.central.trade.sum(axis=2)
    rows = []
    for series, side in ((f"What {name} sells, by buyer", 0), (f"What {name} buys, by seller", 1)):
        for other in range(len(world.states)):
            if other == at:
                continue
            cell = (other, at) if side == 0 else (at, other)
            ratio = outcome.trade[(slice(None), *cell)]
            row = _row(
                where,
                where.names[world.states[other]],
                float(new[cell]),
                _ends(ratio * old[cell]),
                series=series,
            )
            rows.append(
                {
                    **row,
                    "before": float(old[cell]),
                    "state": world.states[other],
                    "source": _sources(where, outcome.cases),
                }
            )
    rows.sort(key=lambda row: row["before"] - row["value"])
    sold = [row for row in rows if "sells" in row["series"]]
    rows = [*sold, *(row for row in rows if "buys" in row["series"])]
    gained = max(sold, key=lambda row: row["value"] - row["before"])
    before, after = (sum(row[key] for row in sold) for key in ("before", "value"))
    change = gained["value"] - gained["before"]
    return _finding(
        outcome,
        name=f"scenario.{outcome.scenario.id}.rerouted",
        says=f"What {the(name)} sells abroad goes from {money(before)} to {money(after)}; most is won in "
        f"{the(gained['label'])}, {money(change)}.",
        rows=rows,
        value=change,
        unit="USD",
        interval=Interval(
            low=gained["low"] - gained["before"],
            high=gained["high"] - gained["before"],
            kind=GRID,
            basis="assumptions",
        ),
        caveats=_caveats(outcome, None),
        chart="flows",
    )


def _held(width: float | None, ratio: float) -> dict[str, float]:
    """The range of a flow, new over old, that held the record of past episodes in 80 of 100 cases; none between others."""
    return {} if width is None else {"held_low": ratio / width, "held_high": ratio * width}


def _route(where: Stage, row: Mapping[str, Any]) -> str:
    return f"{the(where.names[row['exporter']])} to {the(where.names[row['importer']])}"


def _change(outcome: Outcome) -> Array:
    """(N, N) importer, exporter: trade with others, new less old, in units of world income, which is held."""
    change = outcome.central.trade.sum(axis=2) - outcome.central.world.flows.sum(axis=2)
    np.fill_diagonal(change, 0.0)
    return change


def difference(one: Outcome, other: Outcome) -> Finding:
    """Change of real income under one scenario less that under another, each assumption compared with itself.

    Raises
    ------
    OptionError
        The two are played on other states or under other assumptions.
    """
    shared = [case for case in one.cases if case in other.cases]
    asked = {*one.cases, *(case for case, _ in one.failures)}
    if (
        one.stage.world.states != other.stage.world.states
        or one.cases[0] != other.cases[0]
        or asked != {*other.cases, *(case for case, _ in other.failures)}
    ):
        raise OptionError(
            f"{one.scenario.id} and {other.scenario.id} are not played under the same assumptions on the same states"
        )
    where = one.stage
    gap = np.array([one.welfare[one.cases.index(c)] - other.welfare[other.cases.index(c)] for c in shared])
    rows = [
        _row(
            where,
            where.names[label],
            float(column[0]),
            _ends(column),
            state=label,
            source=_sources(where, one.cases),
        )
        for label, column in zip(where.world.states, gap.T, strict=True)
    ]
    rows.sort(key=lambda row: row["value"])
    about_whom = focus(one)
    most = next(row for row in rows if row["state"] == about_whom)
    found = turn(gap[:, where.world.states.index(str(most["state"]))], shared)
    doubts = ()
    lead: tuple[str, ...] = ()
    if found is not None:
        lead = (f"Which of the two costs {the(most['label'])} more depends on {found.because}.",)
        doubts = (f"The order turns for {the(most['label'])} under {found.listed}.",)
    return _finding(
        one,
        name=f"scenario.{one.scenario.id}.against.{other.scenario.id}",
        says=_led(lead, _apart_by(one.scenario.id, other.scenario.id, rows[0], rows[-1])),
        rows=rows,
        value=rows[0]["value"],
        unit="share",
        interval=Interval(
            low=rows[0]["low"],
            high=rows[0]["high"],
            kind=f"{GRID}, each compared with itself",
            basis="assumptions",
        ),
        caveats=(*doubts, *_apart(one, other), *_caveats(one, None)),
    )


def _doubts(outcome: Outcome, rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What leads the report, and stands below it, where the sign of what it says turns with an assumption."""
    lead, below = [], []
    for row in {str(row["state"]): row for row in rows}.values():
        column = outcome.welfare[:, outcome.stage.world.states.index(str(row["state"]))]
        found = turn(column, outcome.cases)
        if found is not None:
            name = the(row["label"])
            lead.append(f"Whether {name} loses or gains depends on {found.because}.")
            below.append(f"The sign for {name} turns under {found.listed}.")
    return tuple(lead), tuple(below)


def _led(lead: Iterable[str], says: str) -> str:
    return " ".join((*lead, says))


def _apart_by(one: str, other: str, worst: Mapping[str, Any], best: Mapping[str, Any]) -> str:
    if worst["value"] < 0:
        row, word = worst, "costs"
    elif best["value"] > 0:
        row, word = best, "costs nobody more, and spares"
    else:
        return f"Compared with {other}, {one} changes nothing."
    points = f"{100 * abs(row['value']):.2f} points"
    return f"Compared with {other}, {one} {word} {the(row['label'])} {points}{' more' if row is worst else ''} of real income."


def _apart(one: Outcome, other: Outcome) -> tuple[str, ...]:
    """A caution where two scenarios stand on two worlds."""
    names = (one.scenario.world, other.scenario.world)
    if names[0] == names[1]:
        return ()
    return (
        f"{one.scenario.id} stands on {names[0]}, {other.scenario.id} on {names[1]}: worlds differ, not only shocks.",
    )


def tornado(scenario: Scenario, label: str, found: Sensitivity) -> Finding:
    """Which assumption drives a state's loss: Sobol indices with all interactions, largest first."""
    where = stage(scenario.world)
    rows = [
        _row(
            where,
            name,
            total,
            (max(0.0, total - half), min(1.0, total + half)),
            alone=alone,
            source=_sources(where),
        )
        for name, total, half, alone in zip(
            found.names, found.total, found.total_half, found.first, strict=True
        )
    ]
    rows.sort(key=lambda row: -row["value"])
    first = rows[0]
    period = where.world.period or str(scenario.day.year)
    return Finding(
        name=f"scenario.{scenario.id}.drivers",
        about=(),
        period=Period(start=period, end=period, freq="A"),
        value=first["value"],
        unit="share",
        says=f"What drives the loss of {where.names[label]} most is the {first['label']}: {percent(first['value'])} of its "
        f"variance, with all interactions.",
        rows=tuple(rows),
        sources=Store().sources(dict.fromkeys(_sources(where).split())),
        method=Method(
            definition="Total Sobol index: the share of the variance of the loss that would remain if all else were fixed.",
            formula="S_T = E[V(Y | all but X)] / V(Y)",
            reference="Saltelli et al. (2010), Computer Physics Communications 181, doi 10.1016/j.cpc.2009.09.018",
        ),
        interval=Interval(
            low=first["low"],
            high=first["high"],
            kind=f"95 % of {number_of(found.solves, 'solves')}",
            basis="sample",
        ),
        chart="bars",
    )


def solver(outcome: Outcome) -> Mapping[str, Any]:
    """How the central case was solved: status, sweeps, and the largest residual of each equation."""
    stats = outcome.central.stats
    return {
        "status": outcome.central.status.value,
        "sweeps": stats.sweeps,
        "residual": stats.residual,
        "residuals": dict(stats.residuals),
        "verified": stats.verified,
        "assumptions": [case.label for case in outcome.cases],
    }


def _finding(outcome: Outcome, *, rows: Sequence[Mapping[str, Any]], **rest: Any) -> Finding:
    period = outcome.stage.world.period or str(outcome.scenario.day.year)
    names = " ".join(dict.fromkeys(str(row["source"]) for row in rows)).split()
    return Finding(
        about=(),
        period=Period(start=period, end=period, freq="A"),
        rows=tuple(rows),
        sources=Store().sources(dict.fromkeys(names)),
        method=METHOD,
        options={
            "scenario": outcome.scenario.id,
            "world": outcome.scenario.world,
            "run": outcome.scenario.run,
        },
        **{"chart": "bars", **rest},
    )


def _row(where: Stage, name: str, value: float, ends: tuple[float, float], **more: Any) -> dict[str, Any]:
    low, high = ends
    return {
        "period": where.world.period,
        "label": name,
        "value": value,
        "low": min(low, value),
        "high": max(high, value),
        **more,
    }


def _ends(values: Array) -> tuple[float, float]:
    return float(values.min()), float(values.max())


def _said(worst: Mapping[str, Any], best: Mapping[str, Any], nobody: str, where: str) -> str:
    lost = f"{opening(the(worst['label']))} loses {percent(-worst['value'])} of its real income{where}"
    if worst["value"] >= 0:
        lost = f"{nobody.capitalize()} loses real income"
    if best["value"] <= 0:
        return f"{lost}; {nobody} gains."
    return f"{lost}; {the(best['label'])} gains most, {percent(best['value'])}."


def _sources(where: Stage, cases: Iterable[Case] = ()) -> str:
    """Sources of a world and of the elasticities of these cases; of all sets where none are given."""
    sets, used = about()["sets"], {case.set for case in cases}
    return " ".join(
        [*where.source_ids, *[one["source"] for name, one in sets.items() if not used or name in used]]
    )


def _caveats(outcome: Outcome, ensemble: Ensemble | None) -> tuple[str, ...]:
    from realpolitik.scenarios.episodes.report import fared

    central = f"{outcome.cases[0].label}; largest residual {outcome.central.stats.residual:.0e}."
    found = [
        f"Central case: {central}"
        if ensemble is None
        else f"Values are medians of the draws, and differ from the central case of the grid: {central}"
    ]
    if ensemble is not None and ensemble.failures:
        number, why = next(iter(ensemble.failures.items()))
        found.append(
            f"{len(ensemble.failures)} of {number_of(len(ensemble.welfare), 'draws')} have no solution (draw {number}: {why})"
        )
    if outcome.failures and ensemble is None:
        case, why = outcome.failures[0]
        found.append(
            f"{len(outcome.failures)} of {len(outcome.failures) + len(outcome.cases)} sets of assumptions have no "
            f"solution and are in no range ({case.label}: {why})"
        )
    if outcome.scenario.says:
        found.append(outcome.scenario.says)
    found += [f"World: {note}." for note in outcome.stage.world.notes[:4]]
    return (*found, fared())
