"""The war, its patron and its bargain as measures: always under the judgements of a file."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from realpolitik.endgame.demands import Dictate, dictate
from realpolitik.endgame.judgements import (
    changed,
    cited,
    given,
    judged,
    period,
    preferences,
    require_day,
    under,
)
from realpolitik.endgame.options import Draws, JudgementsFile
from realpolitik.endgame.schema import Endgame
from realpolitik.endgame.war import Support, holding, room, support
from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.models.endgame.support import Best, War, phase_map, solve_value
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of, percent, signed

_DIFFUSION = (
    "Diffusion with absorbing ends and a hazard of escalation; Dixit and Pindyck (1994), chapters 3 and 4"
)
MOST = 3.0
"""The most support that is tried, in the unit in which the file gives its effect and cost."""
_DRAWS = 10_000


@lru_cache(maxsize=8)
def _dictate(file: str, _changed: int, run: str) -> Dictate:
    return dictate(given(file), run=run)


@measure(
    "endgame.dictate",
    unit="share",
    tables=(),
    definition="Share of judgements under which the patron can make the client do what it demands, by threatening to end all "
    "trade: the threat is believed, and complying costs the client less than being severed.",
    formula="demand <= loss of the client, and loss of the patron <= max(cost of backing down, d/(1-d) worth)",
    reference="Backward induction on demand, compliance, severing; Schelling (1960), The Strategy of Conflict",
    chart="bars",
)
def dictated(tables: Store, about: About, window: Window, *, file: JudgementsFile = "") -> Result:
    """Whether a patron can dictate the end of the war to its client."""
    require_day(file, window)
    patron, client = about
    texts = given(file)
    if (patron, client) != (texts.demand.patron, texts.demand.client):
        raise CoverageError(
            f"The file judges a demand of {texts.demand.patron} on {texts.demand.client}, not of {patron} on {client}."
        )
    runs = {run: _dictate(file, changed(file), run) for run in ("long", "short")}
    main = runs["long"]
    shares = [one.extracted for one in runs.values()]
    source, day = cited(file, texts.demand.sources), texts.as_of.isoformat()
    parts = (
        ("demand met", "extracted"),
        ("threat believed", "credible"),
        ("cheaper to comply", "affordable"),
    )
    rows = []
    for words, key in parts:
        values = [float(getattr(one, key)) for one in runs.values()]
        known = {"period": day, "label": words, "value": values[0], "source": source}
        rows.append({**known, "low": min(values), "high": max(values)})
    names = {code: actor.name for code, actor in texts.actors.items()}
    return Result(
        value=main.extracted,
        says=judged(
            file,
            f"{names.get(patron, patron)} can make "
            f"{names.get(client, client)} {texts.demand.what} under {percent(main.extracted)} of the weightings tried",
        ),
        rows=rows,
        period=period(file),
        sources=given(file).sources,
        interval=Interval(
            low=min(shares),
            high=max(shares),
            kind="losses of the long and of the short run",
            basis="assumptions",
        ),
        caveats=(
            under(file),
            (
                f"The most that could be demanded is {main.largest[1]:.1f} per cent of the client's income (5th to 95th "
                f"percentile {main.largest[0]:.1f} to {main.largest[2]:.1f}); bargaining over what both would lose gives "
                f"{main.bargained:.1f}."
            ),
            "Trade is the only threat here; arms, finance and diplomacy are others.",
        ),
    )


@lru_cache(maxsize=4)
def _support(file: str, _changed: int, draws: int) -> Support:
    texts = given(file)
    return support(texts, preferences(file, texts.war.patron, _DRAWS), draws=draws)


def _supported(about: About, file: str, draws: int = 400) -> tuple[Endgame, Support]:
    patron, client = about
    texts = given(file)
    if (patron, client) != (texts.war.patron, texts.war.client):
        raise CoverageError(
            f"The file judges support of {texts.war.patron} for {texts.war.client}, not of {patron} for {client}."
        )
    return texts, _support(file, changed(file), draws)


@measure(
    "endgame.support",
    unit="share",
    tables=(),
    definition="Share of judgements under which the patron's best support lies between none and the most it could give.",
    formula="support that maximises the value of a war in which the front diffuses between victory and defeat",
    reference=_DIFFUSION,
    chart="bars",
)
def supported(
    tables: Store, about: About, window: Window, *, file: JudgementsFile = "", draws: Draws = 400
) -> Result:
    """How much support is best for a patron: none, enough for a stalemate, or all."""
    require_day(file, window)
    texts, found = _supported(about, file, draws)
    source, day = cited(file, texts.war.sources), texts.as_of.isoformat()
    words = {"none": "no support", "interior": "some support", "full": "all it can"}
    rows = []
    for kind, share in found.shares.items():
        # Half the width of the normal interval of a share of so many draws.
        half = 1.96 * (share * (1 - share) / found.draws) ** 0.5
        ends = {"low": max(0.0, share - half), "high": min(1.0, share + half)}
        rows.append({"period": day, "label": words[kind], "value": share, **ends, "source": source})
    interior = rows[1]
    name = texts.actors[about[0]].name
    return Result(
        value=interior["value"],
        says=judged(
            file,
            f"{name}'s best support is neither none nor all under "
            f"{percent(interior['value'])} of the weightings tried; under {percent(found.stalemate)} it keeps the front about where it is",
        ),
        rows=rows,
        period=period(file),
        sources=given(file).sources,
        interval=Interval(
            low=interior["low"],
            high=interior["high"],
            kind=f"95 % of {number_of(found.draws, 'draws')}",
            basis="assumptions",
        ),
        caveats=(
            under(file),
            (
                f"The drift that best support makes runs from {signed(found.drift[0], 2)} to {signed(found.drift[2], 2)} (5th to 95th "
                f"percentile); 0 is a front that stands still."
            ),
        ),
    )


@measure(
    "endgame.value",
    unit="index",
    tables=(),
    definition="What the war is worth to the patron along the front, from the client's defeat to its victory, without support, with "
    "the best support, and with the most; at the modes of the file and mean utilities.",
    formula="rV = r(u_S - c s^2) + (m + k s)V' + V''/2 + h(x)(u_E - V), V(-B) = u_L, V(B) = u_W",
    reference=_DIFFUSION,
    chart="curve",
)
def valued(tables: Store, about: About, window: Window, *, file: JudgementsFile = "") -> Result:
    """What the war is worth to a patron wherever the front stands, with the support that is best."""
    require_day(file, window)
    texts, found = _supported(about, file)
    war, best = found.central_war, found.central
    levels = dict.fromkeys((best.support, 0.0, MOST))
    rows = []
    for level in levels:
        solved = solve_value(war, level, nodes=401)
        what = "best support" if level == best.support else "no support" if level == 0 else "the most support"
        rows += [
            {
                "period": texts.as_of.isoformat(),
                "series": f"{what} ({level:.2f})",
                "x": float(place / war.bound),
                "x_unit": "front: -1 the client is defeated, 0 now, 1 it has won",
                "smooth": True,
                "value": float(value),
                "source": cited(file, texts.war.sources),
            }
            for place, value in zip(solved.front[::10], solved.value[::10], strict=True)
        ]
    name = texts.actors[about[0]].name
    return Result(
        value=best.value,
        says=judged(
            file,
            f"the war as it stands is worth {best.value:.2f} to {name} with its best support "
            f"of {best.support:.2f}, which leaves the front drifting by {signed(best.drift, 2)} a year",
        ),
        rows=rows,
        period=period(file),
        sources=given(file).sources,
        caveats=(
            under(file),
            (
                "Worth is in the scale of its preferences, 0 to 1. Away from the start another support would be better: the lines hold "
                "one level of support all along."
            ),
        ),
    )


@lru_cache(maxsize=4)
def _map(
    file: str, _changed: int, about: tuple[str, str]
) -> tuple[War, list[float], list[float], list[list[Best]]]:
    texts, found = _supported(about, file)
    costs, hazards = (
        np.linspace(low, high, _CELLS).tolist()
        for low, _, high in (texts.war.cost, texts.war.hazard_near_defeat)
    )
    war = found.central_war
    return war, costs, hazards, phase_map(war, costs=costs, hazards=hazards, most=MOST, step=0.05)


_CELLS = 13
PHASES = ("no support", "slows defeat", "holds the front", "pushes to victory", "all it can")


def phase_of(best: Best, war: War) -> str:
    """What best support makes of the war: the front held where less than half of its own drift is left."""
    if best.kind != "interior":
        return PHASES[0] if best.kind == "none" else PHASES[-1]
    if abs(best.drift) <= 0.5 * abs(war.drift):
        return PHASES[2]
    return PHASES[3] if best.drift > 0 else PHASES[1]


@measure(
    "endgame.phases",
    unit="support",
    tables=(),
    definition="The support that is best for each cost of support and each hazard of escalation near defeat, all else at the modes of "
    "the file, and what it makes of the front.",
    formula="argmax over s of V(0; s), for each cost c and hazard h",
    reference=_DIFFUSION,
    chart="phase",
)
def phased(tables: Store, about: About, window: Window, *, file: JudgementsFile = "") -> Result:
    """Where a stalemate is what a patron makes: best support over its cost and the risk near defeat."""
    require_day(file, window)
    texts, _ = _supported(about, file)
    war, costs, hazards, found = _map(file, changed(file), (about[0], about[1]))
    rows = [
        {
            "period": texts.as_of.isoformat(),
            "series": phase_of(best, war),
            "value": best.support,
            "drift": best.drift,
            "x": cost,
            "y": hazard,
            "x_title": "cost of support (dearer to the right)",
            "y_title": "hazard of escalation near defeat, a year (higher upwards)",
            "here_x": texts.war.cost[1],
            "here_y": texts.war.hazard_near_defeat[1],
            "source": cited(file, texts.war.sources),
        }
        for cost, line in zip(costs, found, strict=True)
        for hazard, best in zip(hazards, line, strict=True)
    ]
    shares = {phase: sum(row["series"] == phase for row in rows) / len(rows) for phase in PHASES}
    common = max(shares, key=lambda phase: shares[phase])
    inside = sum(share for phase, share in shares.items() if phase not in (PHASES[0], PHASES[-1]))
    return Result(
        value=None,
        says=judged(
            file,
            f"best support lies between none and all in {percent(inside)} of this map; the "
            f"largest part of it, {percent(shares[common])}, is where support {_does(common)}",
        ),
        rows=rows,
        period=period(file),
        sources=given(file).sources,
        caveats=(
            under(file),
            "The front is held where best support leaves less than half of the drift it would have without any.",
            "The map varies two parameters at a time, the drift and the effect of support stand at their modes.",
        ),
    )


def _does(phase: str) -> str:
    return {PHASES[0]: "does not pay", PHASES[-1]: "is all that can be given"}.get(phase, phase)


@measure(
    "endgame.attrition",
    unit="years",
    tables=(),
    definition="How long it takes until one side of the war is known never to give in, and how likely either gives in at once, without "
    "and with the patron's help, over the ranges of the file.",
    formula="T = min(-ln z / lambda), lambda of each side the other's burden a year; F(0) = 1 - z exp(lambda T)",
    reference="Abreu and Gul (2000), Bargaining and Reputation, Econometrica 68, 85-117, doi 10.1111/1468-0262.00094",
    chart="bars",
)
def attrited(tables: Store, about: About, window: Window, *, file: JudgementsFile = "") -> Result:
    """Who holds out in a war of attrition with reputations, and what a patron's help changes."""
    require_day(file, window)
    texts = given(file)
    asked, found = texts.attrition, holding(texts)
    if asked is None or found is None or (about[0], about[1]) != (asked.client, asked.enemy):
        whose = f"of {asked.client} and {asked.enemy}" if asked else "nothing"
        raise CoverageError(
            f"The file judges the attrition {whose}, not of {about[0]} and {about[1]}.",
            "Add `attrition` to a file; `realpolitik endgame --copy FILE` writes one out to begin from.",
        )
    source, day = cited(file, asked.sources), texts.as_of.isoformat()
    rows = [
        {
            "period": day,
            "label": label,
            "value": ends[1],
            "low": ends[0],
            "high": ends[2],
            "client_concedes": client,
            "enemy_concedes": enemy,
            "source": source,
        }
        for label, ends, client, enemy in (
            ("without the patron's help", found.duration, found.client_concedes, found.enemy_concedes),
            ("with it", found.helped_duration, found.helped_client_concedes, found.helped_enemy_concedes),
        )
    ]
    names = {code: actor.name for code, actor in texts.actors.items()}
    client = names.get(asked.client, asked.client)
    return Result(
        value=rows[1]["value"],
        says=judged(
            file,
            f"doubt about who would ever give in lasts {rows[1]['value']:.1f} years with the "
            f"patron's help and {rows[0]['value']:.1f} without; help takes the chance that {client} gives in at once from "
            f"{percent(found.client_concedes)} to {percent(found.helped_client_concedes)}",
        ),
        rows=rows,
        period=period(file),
        sources=given(file).sources,
        interval=Interval(
            low=rows[1]["low"],
            high=rows[1]["high"],
            kind="5th to 95th percentile of judgements",
            basis="assumptions",
        ),
        caveats=(
            under(file),
            "A model of two sides that know each other's costs, and only doubt whether the other is stubborn.",
        ),
    )


@measure(
    "endgame.bargain",
    unit="share",
    tables=(),
    definition="What both sides would take rather than fight to the end, as the client's share of what is at stake, and the share of "
    "judgements under which power shifts too fast for any bargain to be kept.",
    formula="[p - c of the client, p + c of its enemy]; it fails where discount x shift > both costs",
    reference="Fearon (1995), International Organization 49, doi 10.1017/S0020818300033324; Powell (2006), International "
    "Organization 60, doi 10.1017/S0020818306060061",
    chart="bars",
)
def bargained_over(tables: Store, about: About, window: Window, *, file: JudgementsFile = "") -> Result:
    """What both sides would take rather than fight on, and whether a bargain could be kept."""
    require_day(file, window)
    texts = given(file)
    asked, found = texts.bargain, room(texts)
    sides = (texts.war.client, texts.attrition.enemy if texts.attrition else "")
    if asked is None or found is None or (about[0], about[1]) != sides:
        raise CoverageError(
            f"The file judges no bargain of {about[0]} and {about[1]}.",
            "Add `bargain` and `attrition` to a file; `realpolitik endgame --copy FILE` writes one out to begin from.",
        )
    names = {code: actor.name for code, actor in texts.actors.items()}
    rows = [
        {
            "period": texts.as_of.isoformat(),
            "label": label,
            "value": ends[1],
            "low": ends[0],
            "high": ends[2],
            "source": cited(file, asked.sources),
        }
        for label, ends in (
            (f"the least {names.get(sides[0], sides[0])} would take", found.low),
            (f"the most {names.get(sides[1], sides[1])} would leave it", found.high),
        )
    ]
    return Result(
        value=found.fails,
        says=judged(
            file,
            f"both would take a division between {percent(found.low[1])} and "
            f"{percent(found.high[1])} for {names.get(sides[0], sides[0])} rather than fight on; under {percent(found.fails)} power shifts "
            "too fast for it to be kept",
        ),
        rows=rows,
        period=period(file),
        sources=given(file).sources,
        caveats=(
            under(file),
            "War between two that know each other's strength: what either hides is not in it.",
        ),
    )
