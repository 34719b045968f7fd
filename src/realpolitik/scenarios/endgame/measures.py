"""Preferences, demands, support and plans as measures: always under the judgements of a file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Period, Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.wording import percent
from realpolitik.scenarios.endgame.files import load
from realpolitik.scenarios.endgame.run import Dictate, Preference, dictate, plans, preference, support
from realpolitik.scenarios.endgame.schema import Endgame
from realpolitik.store import Store

_SMAA = (
    "Stochastic multicriteria acceptability analysis: Lahdelma and Salminen (2001), Operations Research 49, "
    "doi 10.1287/opre.49.3.444.11220"
)
_LEFT_OUT = "range if any one criterion is left out"
UNDER = "Under the judgements of endgame.yaml: change a score there and see the result move."


@lru_cache(maxsize=4)
def _load(file: str, _changed: int) -> Endgame:
    return load(file or None)


def given(file: str) -> Endgame:
    """The judgements of a file, read again where it has changed; the bundled ones where the name is empty."""
    path = Path(file)
    return _load(file, path.stat().st_mtime_ns if file and path.exists() else 0)


@lru_cache(maxsize=16)
def _preference(file: str, changed: int, actor: str, draws: int) -> Preference:
    return preference(given(file), actor, draws=draws)


def _asked(file: str, actor: str, draws: int) -> Preference:
    changed = Path(file).stat().st_mtime_ns if file and Path(file).exists() else 0
    if actor not in given(file).actors:
        known = ", ".join(given(file).actors)
        raise CoverageError(
            f"No judgements of {actor} are in the file; it has {known}.", "Add the actor to a file."
        )
    return _preference(file, changed, actor, draws)


def _period(file: str) -> Period:
    day = given(file).as_of.isoformat()
    return Period(start=day, end=day, freq="D")


@measure(
    "endgame.preference",
    unit="share",
    states=1,
    tables=(),
    definition="Share of judgements (scores within their ranges, weights unknown) under which each end of the war is what the "
    "state prefers most.",
    formula="U_o = sum over criteria of weight times score; share of draws in which U_o is largest",
    reference=_SMAA,
    chart="bars",
)
def preferred(tables: Store, about: About, window: Window, *, file: str = "", draws: int = 10_000) -> Result:
    """Which end of the war a capital prefers, and under how many judgements."""
    (actor,) = about
    found, texts = _asked(file, actor, draws), given(file)
    day = texts.as_of.isoformat()
    source = " ".join(dict.fromkeys(s for one in texts.actors[actor].criteria.values() for s in one.sources))
    rows = []
    for place, outcome in enumerate(found.outcomes):
        value, low, high = found.first(outcome)
        ranks = {f"rank_{k + 1}": float(share) for k, share in enumerate(found.acceptability[place])}
        known = {"period": day, "outcome": outcome, "label": texts.outcomes[outcome], "value": value}
        rows.append({**known, "low": low, "high": high, **ranks, "source": source})
    best = max(rows, key=lambda row: row["value"])
    name = texts.actors[actor].name
    last = max(rows, key=lambda row: row[f"rank_{len(rows)}"])
    driver, share = found.judgements(best["outcome"])[0]
    return Result(
        value=best["value"],
        says=f"Under these judgements {name} prefers {best['label']} in {percent(best['value'])} of cases, and likes "
        f"{last['label']} least in {percent(last[f'rank_{len(rows)}'])}.",
        rows=rows,
        period=_period(file),
        interval=Interval(low=best["low"], high=best["high"], kind=_LEFT_OUT),
        caveats=(
            UNDER,
            f"What decides most is the {driver} (Sobol index {share:.2f}).",
            *_turns(found, texts),
        ),
    )


def _turns(found: Preference, texts: Endgame) -> list[str]:
    """The weights at which another outcome takes first place, from the modes."""
    return [
        f"At the modes {texts.outcomes[outcome]} takes first place where {name} weighs {weight:.2f} "
        f"(equal weights give {1 / len(found.criteria):.2f})."
        for name, outcome, weight in found.critical[:3]
    ]


@measure(
    "endgame.comparison",
    unit="share",
    states=1,
    tables=(),
    definition="Share of judgements under which a state prefers one end of the war to another.",
    formula="share of draws in which U of the first exceeds U of the second",
    reference=_SMAA,
    chart="bars",
)
def compared(
    tables: Store,
    about: About,
    window: Window,
    *,
    better: str = "stalemate",
    than: str = "russia-loses",
    file: str = "",
    draws: int = 10_000,
) -> Result:
    """Whether a capital would rather see one end of the war than another."""
    (actor,) = about
    found, texts = _asked(file, actor, draws), given(file)
    value, low, high = found.better(better, than)
    source = " ".join(dict.fromkeys(s for one in texts.actors[actor].criteria.values() for s in one.sources))
    label = f"{texts.outcomes[better]} rather than {texts.outcomes[than]}"
    day = texts.as_of.isoformat()
    return Result(
        value=value,
        says=f"Under {percent(value)} of judgements {texts.actors[actor].name} prefers {label.replace(' rather than ', ' to ')}.",
        rows=[{"period": day, "label": label, "value": value, "low": low, "high": high, "source": source}],
        period=_period(file),
        interval=Interval(low=low, high=high, kind=_LEFT_OUT),
        caveats=(UNDER,),
    )


@lru_cache(maxsize=4)
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
def dictated(tables: Store, about: About, window: Window, *, file: str = "") -> Result:
    """Whether a patron can dictate the end of the war to its client."""
    patron, client = about
    texts = given(file)
    if (patron, client) != (texts.demand.patron, texts.demand.client):
        raise CoverageError(
            f"The file judges a demand of {texts.demand.patron} on {texts.demand.client}, not of {patron} on {client}."
        )
    changed = Path(file).stat().st_mtime_ns if file and Path(file).exists() else 0
    runs = {run: _dictate(file, changed, run) for run in ("long", "short")}
    main = runs["long"]
    shares = [one.extracted for one in runs.values()]
    source, day = " ".join(texts.demand.sources), texts.as_of.isoformat()
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
        says=f"Under {percent(main.extracted)} of judgements {names.get(patron, patron)} can make "
        f"{names.get(client, client)} {texts.demand.what}.",
        rows=rows,
        period=_period(file),
        interval=Interval(low=min(shares), high=max(shares), kind="losses of the long and of the short run"),
        caveats=(
            UNDER,
            (
                f"The most that could be demanded is {main.largest[1]:.1f} per cent of the client's income (5th to 95th "
                f"percentile {main.largest[0]:.1f} to {main.largest[2]:.1f}); bargaining over what both would lose gives "
                f"{main.bargained:.1f}."
            ),
            "Trade is the only threat here; arms, finance and diplomacy are others.",
        ),
    )


@measure(
    "endgame.support",
    unit="share",
    tables=(),
    definition="Share of judgements under which the patron's best support lies between none and the most it could give.",
    formula="support that maximises the value of a war in which the front diffuses between victory and defeat",
    reference="Diffusion with absorbing ends and a hazard of escalation; Dixit and Pindyck (1994), chapters 3 and 4",
    chart="bars",
)
def supported(tables: Store, about: About, window: Window, *, file: str = "", draws: int = 40) -> Result:
    """How much support is best for a patron: none, enough for a stalemate, or all."""
    patron, client = about
    texts = given(file)
    if (patron, client) != (texts.war.patron, texts.war.client):
        raise CoverageError(
            f"The file judges support of {texts.war.patron} for {texts.war.client}, not of {patron} for {client}."
        )
    found = support(texts, _asked(file, patron, 10_000), draws=draws)
    source, day = " ".join(texts.war.sources), texts.as_of.isoformat()
    words = {"none": "no support", "interior": "some support", "full": "all it can"}
    rows = []
    for kind, share in found.shares.items():
        # Half the width of the normal interval of a share of so many draws.
        half = 1.96 * (share * (1 - share) / found.draws) ** 0.5
        ends = {"low": max(0.0, share - half), "high": min(1.0, share + half)}
        rows.append({"period": day, "label": words[kind], "value": share, **ends, "source": source})
    interior = rows[1]
    name = texts.actors[patron].name
    return Result(
        value=interior["value"],
        says=f"Under {percent(interior['value'])} of judgements {name}'s best support is neither none nor all; under "
        f"{percent(found.stalemate)} it keeps the front about where it is.",
        rows=rows,
        period=_period(file),
        interval=Interval(low=interior["low"], high=interior["high"], kind=f"95 % of {found.draws} draws"),
        caveats=(
            UNDER,
            (
                f"The drift that best support makes runs from {found.drift[0]:+.2f} to {found.drift[2]:+.2f} (5th to 95th "
                f"percentile); 0 is a front that stands still."
            ),
        ),
    )


@measure(
    "endgame.plans",
    unit="actors",
    states=0,
    tables=(),
    definition="Published plans as points on issues, and how many actors' ranges of what they would accept each falls in.",
    formula="number of actors with low <= position <= high on every issue",
    reference="Bargaining set of a spatial model; positions coded from the plans' points",
    chart="bars",
)
def planned(tables: Store, about: About, window: Window, *, file: str = "") -> Result:
    """Which published peace plan falls within what how many actors would accept."""
    texts = given(file)
    found = plans(texts)
    rows = []
    for plan, actors in found.items():
        known = {"period": texts.as_of.isoformat(), "label": plan, "value": float(len(actors))}
        source = str(texts.plans.positions[plan]["source"])
        rows.append({**known, "accepted_by": " ".join(actors), "source": source})
    both = [plan for plan, actors in found.items() if {"RUS", "UKR"} <= set(actors)]
    most = max(rows, key=lambda row: row["value"])
    said = (
        f"Both sides could accept {', '.join(both)}."
        if both
        else f"No published plan lies within what both sides accept; none within what more than {most['value']:.0f} of "
        f"{len(texts.plans.accepts)} actors do."
    )
    return Result(
        value=most["value"],
        says=said,
        rows=rows,
        period=_period(file),
        caveats=(UNDER, texts.plans.says),
    )
