"""How the model has fared on the past, as findings: one over all episodes, one an episode; and the line that scenarios carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from typing import Any

from realpolitik.findings import Finding, Interval, Method, Period
from realpolitik.models.stats.conformal import NOMINAL
from realpolitik.scenarios.episodes.score import (
    SIMPLER,
    Flow,
    calibrated,
    coverage,
    flows,
    reliable,
    score,
    shocks,
)
from realpolitik.scenarios.episodes.shelf import chosen, episode, names
from realpolitik.scenarios.kinds import SOURCES
from realpolitik.states import state
from realpolitik.states.wording import the
from realpolitik.store import Store
from realpolitik.wording.numbers import percent

BETTER = 0.99
"""One prediction is better than another where its error is at least one per cent smaller."""
SHOWN = 40
"""Flows of a chart, the largest."""
X, Y = "Share in the trade of the target, change in logarithms, with the model", "Share in the trade of the target, change in logarithms, with the record"  # fmt: skip
METHOD = Method(
    definition=(
        "Change of each partner's share in what a state sells or buys, from the year before to the year after a shock: as the model has it on "
        "the world of the year before, told the measures alone, and as recorded. Assumptions are chosen on the other episodes."
    ),
    formula="error = sqrt(sum of w (ln predicted - ln recorded)^2), w = share of trade in the year before",
    reference="Caliendo and Parro (2015), Review of Economic Studies 82, doi 10.1093/restud/rdu035; ranges: Lei et al. (2018), Journal of the American Statistical Association 113, doi 10.1080/01621459.2017.1307116",
)


def off(of: Sequence[Flow], by: str = "") -> float:
    """By what factor predictions miss: e to the log error.

    Raises
    ------
    ValueError
        There is no flow.
    """
    return exp(score(of, by).error)


def beaten(of: Sequence[Flow]) -> tuple[str, ...]:
    """Baselines whose error is clearly larger than the model's."""
    error = score(of).error
    return tuple(name for name in SIMPLER if error < BETTER * score(of, name).error)


def outside(name: str) -> tuple[Flow, ...]:
    """Reliable flows of an episode that no measure is about."""
    return tuple(flow for flow in reliable(name) if not flow.party)


def held() -> tuple[float, float, int]:
    """Share of recorded changes in the range over assumptions, and in the calibrated one, and of how many."""
    found = coverage((name, flow) for name in shocks() for flow in reliable(name))
    return found.before, found.after, found.flows


@cache
def fared() -> str:
    """How such predictions have fared, in a sentence or two, for whoever reads a scenario; scored once a process."""
    every = shocks()
    clear = sum("no change" in beaten(reliable(name)) for name in every)
    others = sum("all alike" in beaten(outside(name)) for name in every)
    before, after, count = held()
    return (
        f"How such predictions have fared: told only the measures of {len(every)} shocks of the past, the model found trade better than “no "
        f"change” in {clear}, but who gains outside better than “all alike” in {others}. Its range over assumptions held {percent(before)} of "
        f"{count:,} recorded changes; ranges made of its errors hold {percent(after)} (nominal {NOMINAL:.0%}). See `realpolitik episodes`."
    ).replace("80%", "80 %")


def overview() -> Finding:
    """All episodes: the error of the model over that of “no change”, where it fails first."""
    rows = [_summary(name) for name in names()]
    every = [row for row in rows if not row["placebo"]]
    best = sum(len(row["beats"].split(", ")) == len(SIMPLER) for row in every)
    others = sum("all alike" in beaten(outside(str(row["episode"]))) for row in every)
    worse = [str(row["label"]) for row in every if row["value"] > 1]
    middle = sorted(row["value"] for row in every)[len(every) // 2]
    before, after, count = held()
    return Finding(
        name="episodes",
        about=(),
        period=Period(
            start=str(min(episode(n).before for n in names())),
            end=str(max(episode(n).after for n in names())),
            freq="A",
        ),
        value=float(middle),
        unit="ratio",
        says=(
            f"Who gains outside, the model does not know: it is clearly better than a guess that all gain alike in {others} of {len(every)} "
            f"episodes, and better than all four simple guesses in {best}. Told only the measures, it errs less than “no change” in "
            f"{sum(row['value'] < BETTER for row in every)}, as it knows what embargoes leave; it errs more in {_and(worse)}."
        ),
        rows=tuple(rows),
        sources=Store().sources(SOURCES),
        method=METHOD,
        interval=Interval(
            low=min(row["value"] for row in every),
            high=max(row["value"] for row in every),
            kind="smallest and largest over episodes",
            basis="sample",
        ),
        caveats=(
            (
                f"Ranges over sets of assumptions held {percent(before)} of {count:,} recorded changes; ranges made of the errors in all other "
                f"episodes hold {percent(after)}, where 80 % are meant. No record says what income would have been, so that ranges of losses, "
                f"and of leverage, cannot be tried in this way."
            ),
            (
                f"Ordinary change of trade hides most of what is looked for: in the placebos, where nothing was done, shares moved by a factor "
                f"of {_and([f'{off(reliable(n), SIMPLER[0]):.2f}' for n in names() if episode(n).placebo])}."
            ),
            (
                "Doubtful flows, whose figure stands alone among its years, are listed and not scored; a pair without a figure in the later "
                "year is left out."
            ),
            (
                "The list of episodes was made before the first was solved. After a first trial the measures were told in place of what the parties "
                "still traded, sorted into embargoes and lists, bans on food were told with the trade they cover, flows were grouped by how heavy a "
                "shock is, and the rule for doubtful ones was set."
            ),
        ),
        chart="bars",
    )


def _summary(name: str) -> dict[str, Any]:
    one, every = episode(name), reliable(name)
    known = {by or "model": score(every, by) for by in ("", *SIMPLER)}
    found = coverage((name, flow) for flow in every)
    return {
        "period": str(one.after),
        "episode": name,
        "label": one.name,
        "placebo": one.placebo,
        "value": known["model"].error / known["no change"].error,
        "flows": len(every),
        "error": known["model"].error,
        **{f"error_{by.replace(' ', '_')}": known[by].error for by in SIMPLER},
        "rank": known["model"].rank,
        "direction": known["model"].direction,
        "beats": ", ".join(beaten(every)),
        "held_by_assumptions": found.before,
        "held_by_calibrated": found.after,
        "source": " ".join(SOURCES),
    }


def finding(name: str) -> Finding:
    """One episode: predicted against recorded by partner.

    Raises
    ------
    UnknownNameError
        There is no such episode.
    """
    one, every = episode(name), reliable(name)
    rows = [_row(name, flow) for flow in flows(name)]
    doubted = [row["label"] for row in rows if row["doubtful"]]
    return Finding(
        name=f"episodes.{name}",
        about=tuple(dict.fromkeys(flow.partner for flow in every if flow.party))[:8],
        period=Period(start=str(one.before), end=str(one.after), freq="A"),
        value=score(every).error,
        unit="index",
        says=_placebo(name) if one.placebo else _verdict(name),
        rows=tuple(rows),
        sources=Store().sources(SOURCES),
        method=METHOD,
        caveats=(
            one.says,
            _assumed(name),
            *([f"Doubtful and not scored: {_and(doubted)}."] if doubted else []),
            *[f"{state(apart.state).name} is left out: {apart.because}." for apart in one.apart],
        ),
        chart="lean",
        options={"episode": name, "world": one.world},
    )


def _verdict(name: str) -> str:
    one, others = episode(name), outside(name)
    every = reliable(name)
    lead = (
        f"It fails for states that took no part: there the model misses by a factor of {off(others):.2f}, “no change” by "
        f"{off(others, 'no change'):.2f} and “all alike” by {off(others, 'all alike'):.2f}"
        if not {"no change", "all alike"} <= set(beaten(others))
        else f"For states that took no part the model misses by a factor of {off(others):.2f}, “no change” by {off(others, 'no change'):.2f}"
    )
    return (
        f"{one.name}: {lead[0].lower()}{lead[1:]}. Over all flows it misses by {off(every):.2f}, “no change” by "
        f"{off(every, 'no change'):.2f}, the trend by {off(every, 'trend'):.2f}."
    )


def _placebo(name: str) -> str:
    kept = [entry["left"] for entry in chosen(name)["record"]]
    return (
        f"{episode(name).name}, a placebo: nothing was done, the model lets nothing move, and the record leaves "
        f"{_and([f'{share:.2f}' for share in kept])} times such trade; other shares moved by a factor of {off(outside(name)):.2f}."
    )


def _assumed(name: str) -> str:
    known: Mapping[str, Any] = chosen(name)
    left = known["left"]
    return (
        f"Chosen on the other episodes: elasticities {known['elasticities']}, nest {known['nest']}, {known['run']} run; an embargo leaves "
        f"{percent(left['embargo'])} of the trade it is about, lists {percent(left['lists'])}. The record here: "
        + "; ".join(f"{m['from']} to {m['to']} {_share(m['left'])}" for m in known["record"])
        + "; over as many years before: "
        + ", ".join(_share(m["placebo"]) for m in known["record"])
        + "."
    )


def _share(value: float | None) -> str:
    return "none traded" if value is None else percent(value)


def _row(name: str, flow: Flow) -> dict[str, Any]:
    one = episode(name)
    low, high = calibrated(flow, name)
    verb = "sells to" if flow.side == "sells" else "buys from"
    shown = not flow.doubtful and flow in reliable(name)[:SHOWN]
    place = {"x": flow.predicted, "y": flow.recorded, "x_title": X, "y_title": Y} if shown else {}
    return {
        "period": str(one.after),
        "label": f"{_named(flow.state)} {verb} {the(_named(flow.partner))}",
        "code": flow.partner,
        "state": flow.state,
        "side": flow.side,
        "partner": flow.partner,
        "party": flow.party,
        "doubtful": flow.doubtful,
        "before_usd": round(flow.before),
        "value": flow.recorded,
        "predicted": flow.predicted,
        "low": low,
        "high": high,
        "assumptions_low": flow.low,
        "assumptions_high": flow.high,
        **{by.replace(" ", "_"): flow.simpler[by] for by in SIMPLER},
        "source": " ".join(SOURCES),
        **place,
    }


def _named(code: str) -> str:
    from realpolitik.scenarios.stage import stage

    return stage("trade-2020").names.get(code, code)


def record(name: str) -> dict[str, Any]:
    """An episode as plain values: what was done with its sources, what was assumed, scores, and the finding."""
    one, every = episode(name), reliable(name)
    parts = {"all": every, "parties": tuple(f for f in every if f.party), "outside": outside(name)}
    return {
        "episode": one.model_dump(mode="json", by_alias=True, exclude_none=True),
        "assumed": dict(chosen(name)),
        "scores": [
            {
                "flows": part,
                "prediction": by or "model",
                "count": len(of),
                "error": (found := score(of, by)).error,
                "error_unweighted": found.error_alike,
                "rank": found.rank,
                "direction": found.direction,
            }
            for part, of in parts.items()
            if of
            for by in ("", *SIMPLER)
        ],
    }


def _and(parts: Sequence[Any]) -> str:
    texts = [str(part) for part in parts]
    return (
        "none" if not texts else texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
    )
