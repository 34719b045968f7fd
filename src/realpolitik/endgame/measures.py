"""Preferences, resolve and plans as measures: always under the judgements of a file."""

from __future__ import annotations

from realpolitik.endgame.answers import Preference, plans
from realpolitik.endgame.judgements import cited, given, judged, period, preferences, require_day, under
from realpolitik.endgame.options import Draws, JudgementsFile, OtherOutcome, Outcome
from realpolitik.endgame.schema import Endgame
from realpolitik.endgame.war import resolve_of
from realpolitik.findings import Interval, Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import the
from realpolitik.store import Store
from realpolitik.wording.numbers import percent

_SMAA = (
    "Stochastic multicriteria acceptability analysis: Lahdelma and Salminen (2001), Operations Research 49, "
    "doi 10.1287/opre.49.3.444.11220"
)
_LEFT_OUT = "range if any one criterion is left out"


def _sources(texts: Endgame, actor: str) -> list[str]:
    return [source for one in texts.actors[actor].criteria.values() for source in one.sources]


@measure(
    "endgame.preference",
    unit="share",
    states=1,
    tables=(),
    definition="Share of judgements (scores within their ranges, weights unknown) under which each end of the war is what the "
    "state prefers most, second, …, least.",
    formula="U_o = sum over criteria of weight times score; share of draws in which U_o is largest",
    reference=_SMAA,
    chart="ranks",
)
def preferred(
    tables: Store, about: About, window: Window, *, file: JudgementsFile = "", draws: Draws = 10_000
) -> Result:
    """Which end of the war a capital prefers, and under how many judgements."""
    require_day(file, window)
    (actor,) = about
    found, texts = preferences(file, actor, draws), given(file)
    day, source = texts.as_of.isoformat(), cited(file, _sources(texts, actor))
    rows = []
    for place, outcome in enumerate(found.outcomes):
        value, low, high = found.first(outcome)
        ranks = {f"rank_{k + 1}": float(share) for k, share in enumerate(found.acceptability[place])}
        known = {"period": day, "outcome": outcome, "label": texts.outcomes[outcome], "value": value}
        rows.append({**known, "low": low, "high": high, **ranks, "source": source})
    best = max(rows, key=lambda row: row["value"])
    name = texts.actors[actor].name
    last = max(rows, key=lambda row: row[f"rank_{len(rows)}"])
    decides = found.decides(best["outcome"])[0]
    return Result(
        value=best["value"],
        says=judged(
            file,
            f"{the(name)} prefers “{best['label']}” in {percent(best['value'])} of the weightings tried, and "
            f"likes “{last['label']}” least in {percent(last[f'rank_{len(rows)}'])}",
        ),
        rows=rows,
        period=period(file),
        sources=given(file).sources,
        interval=Interval(low=best["low"], high=best["high"], kind=_LEFT_OUT, basis="assumptions"),
        caveats=(
            under(file),
            (
                f"What decides most whether {best['label']} is first is {decides[0]}: Sobol index {decides[1].total:.2f} with what it "
                f"works together with, {decides[1].alone:.2f} alone."
            ),
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
    better: Outcome = "stalemate",
    than: OtherOutcome = "russia-loses",
    file: JudgementsFile = "",
    draws: Draws = 10_000,
) -> Result:
    """Whether a capital would rather see one end of the war than another."""
    require_day(file, window)
    (actor,) = about
    found, texts = preferences(file, actor, draws), given(file)
    value, low, high = found.better(better, than)
    label = f"{texts.outcomes[better]} rather than {texts.outcomes[than]}"
    return Result(
        value=value,
        says=judged(
            file,
            f"{the(texts.actors[actor].name)} prefers "
            f"{label.replace(' rather than ', ' to ')} under {percent(value)} of the weightings tried",
        ),
        rows=[
            {
                "period": texts.as_of.isoformat(),
                "label": label,
                "value": value,
                "low": low,
                "high": high,
                "source": cited(file, _sources(texts, actor)),
            }
        ],
        period=period(file),
        sources=given(file).sources,
        interval=Interval(low=low, high=high, kind=_LEFT_OUT, basis="assumptions"),
        caveats=(under(file),),
    )


@measure(
    "endgame.resolve",
    unit="share",
    states=0,
    tables=(),
    definition="The risk of disaster that each actor would run rather than see the end that it likes least: the median over "
    "judgements under which disaster is worse still.",
    formula="(U of the best end - U of the worst) / (U of the best end - U of disaster)",
    reference="Ellsberg (1961), The crude analysis of strategic choices, American Economic Review 51, 472-478",
    chart="bars",
)
def resolved(
    tables: Store, about: About, window: Window, *, file: JudgementsFile = "", draws: Draws = 10_000
) -> Result:
    """How much risk of disaster each capital would run rather than give in."""
    require_day(file, window)
    texts = given(file)
    found = {code: resolve_of(texts, preferences(file, code, draws)) for code in texts.actors}
    rows = [
        {
            "period": texts.as_of.isoformat(),
            "label": texts.actors[code].name,
            "value": one.risk[1],
            "low": one.risk[0],
            "high": one.risk[2],
            "best": one.best,
            "worst": one.worst,
            "holds": one.holds,
            "source": cited(file, _sources(texts, code)),
        }
        for code, one in found.items()
    ]
    most, least = max(rows, key=lambda row: row["value"]), min(rows, key=lambda row: row["value"])
    disaster = texts.outcomes[texts.war.ends.disaster]
    return Result(
        value=most["value"],
        says=judged(
            file,
            f"{most['label']} would run a risk of {disaster} of {percent(most['value'])} "
            f"rather than see the end it likes least, {least['label']} one of {percent(least['value'])}",
        ),
        rows=rows,
        period=period(file),
        sources=given(file).sources,
        interval=Interval(
            low=most["low"],
            high=most["high"],
            kind="5th to 95th percentile of judgements",
            basis="assumptions",
        ),
        caveats=(
            under(file),
            *(
                f"{row['label']}: only under {percent(row['holds'])} of judgements is {disaster} worse than its worst other end; "
                "under the others there is no limit to the risk."
                for row in rows
                if row["holds"] < 0.995
            ),
            "A threshold of one choice, all or nothing; it says how far resolve could go, not that anyone would go there.",
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
def planned(tables: Store, about: About, window: Window, *, file: JudgementsFile = "") -> Result:
    """How many actors would accept each published peace plan."""
    require_day(file, window)
    texts = given(file)
    found = plans(texts)
    rows = []
    for plan, actors in found.items():
        known = {"period": texts.as_of.isoformat(), "label": plan, "value": float(len(actors))}
        source = cited(file, [str(texts.plans.positions[plan]["source"])])
        rows.append({**known, "accepted_by": " ".join(actors), "source": source})
    sides = {texts.war.client, *([texts.attrition.enemy] if texts.attrition else [])}
    both = [plan for plan, actors in found.items() if len(sides) > 1 and sides <= set(actors)]
    most = max(rows, key=lambda row: row["value"])
    said = (
        f"both sides could accept {', '.join(both)}"
        if both
        else f"no published plan lies within what both sides accept; none within what more than {most['value']:.0f} of "
        f"{len(texts.plans.accepts)} actors do"
    )
    return Result(
        value=most["value"],
        says=judged(file, said),
        rows=rows,
        period=period(file),
        sources=given(file).sources,
        caveats=(under(file), texts.plans.says),
    )
