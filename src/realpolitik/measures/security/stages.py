"""How far two states have gone towards an alliance: staged criteria, each a dated yes, no or unknown with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.alliances.held import obligations_by_year
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.security.exercises import joint
from realpolitik.measures.security.register import deliveries
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.dates import year_span

SINCE = 1992
ARMS_SPAN = 5
"""Deliveries of arms count for so many years: transfers of one year say little."""
REGULAR = 3
"""So many of the last five years with an exercise on the list make exercises regular."""
CRITERIA = {
    "1 pledge of peace": "early: a pledge of non-aggression or neutrality in force",
    "1 consultation": "early: a pledge to consult in force",
    "2 arms": "moderate: major arms delivered between the two in the last five years",
    "2 exercises": "moderate: joint exercises in three of the last five years",
    "2 exchanges": "moderate: military exchanges of officers and training",
    "3 command": "advanced: an integrated command",
    "3 deployment": "advanced: troops placed together or bases shared",
    "3 defence": "advanced: a pledge of defence in force",
}
UNREAD = ("2 exchanges", "3 command", "3 deployment")
"""Criteria on which no table of the program has anything: unknown, which is neither yes nor no."""
PLEDGES = {
    "1 pledge of peace": ("non-aggression", "neutrality"),
    "1 consultation": ("consultation",),
    "3 defence": ("defence",),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A criterion in a year: `yes`, `no` or `unknown`, and the identifiers of its sources."""

    state: str
    sources: str = ""


@measure(
    "security.stages",
    unit="criteria",
    tables=("atop", "treaties", "phrases", "arms_deliveries", "arms_transfers", "exercises"),
    chart="spans",
    definition="Eight criteria of an alliance in the making in three stages, early, moderate and advanced, by year, each yes, no or "
    "unknown: pledges from treaties, arms from SIPRI's register, exercises from the typed list. There is no score.",
    formula="yes, no or unknown for each criterion and year; exercises: rows in 3 of the last 5 years; arms: deliveries in the last 5 years",
    reference="after Korolev (2019), On the verge of an alliance, Asian Security 15(3), doi 10.1080/14799855.2018.1463991, and Korolev (2024), The "
    "stadial model of alignment formation, European Journal of International Security; read in abstract",
)
def stages(tables: Store, about: About, window: Window) -> Result:
    """Criteria of an alliance in the making between two states, by year."""
    last = max(tables["exercises"]["from_date"].max().year, tables["arms_deliveries"]["period"].max().year)  # type: ignore[union-attr]
    years = [year for year in range(SINCE, last + 1) if window.meets(date(year, 1, 1), date(year, 12, 31))]
    judged = _judged(tables, about, years)
    if not years or all(one.state == "unknown" for held in judged.values() for one in held.values()):
        raise CoverageError(
            f"nothing of an alliance in the making of {called(about[0])} and {called(about[1])} is on record in the period asked, "
            f"which begins with {SINCE}: every criterion is unknown.",
            "Source with more: ATOP (atop), SIPRI (sipri-arms).",
        )
    rows = [
        {
            "period": str(year),
            "value": float(sum(one.state == "yes" for one in judged[year].values())),
            **{name: one.state for name, one in judged[year].items()},
            "source": " ".join(
                dict.fromkeys(id_ for one in judged[year].values() for id_ in one.sources.split())
            )
            or "atop",
        }
        for year in years
    ]
    return Result(
        value=None,
        says=_told(about, judged, years),
        rows=rows,
        period=spanned([date(year, 1, 1) for year in (years[0], years[-1])], "A"),
        caveats=(
            f"The criteria: {'; '.join(f'{name[2:]} ({said})' for name, said in CRITERIA.items())}.",
            "No table of the program holds military exchanges, commands or shared bases: these are unknown, not absent.",
            "The criteria follow the project's notes on Korolev, whose papers were read in abstract alone: the list may differ from his.",
            "A year in which exercises are not on the list is unknown. Pledges after 2018 rest on curated treaties alone.",
        ),
    )


def _judged(tables: Store, about: About, years: Sequence[int]) -> Mapping[int, Mapping[str, Judged]]:
    """Every criterion by year."""
    pledges = obligations_by_year(tables, about)
    arms = _arms(tables, about)
    drills = _drills(tables, about)
    out: dict[int, dict[str, Judged]] = {}
    for year in years:
        found: dict[str, Judged] = dict.fromkeys(UNREAD, Judged("unknown"))
        for name, kinds in PLEDGES.items():
            held = pledges.get(year)
            has = [held.has(kind) for kind in kinds] if held else [None]
            state = "yes" if True in has else "unknown" if None in has else "no"
            found[name] = Judged(state, held.sources if held and state != "unknown" else "")
        found["2 arms"] = _of_arms(arms, year)
        found["2 exercises"] = _of_drills(drills, year)
        out[year] = {name: found[name] for name in CRITERIA}
    return out


def _arms(tables: Store, about: About) -> tuple[set[int], int]:
    """Years with a delivery either way, and the last year of the register; none where it names neither state."""
    years: set[int] = set()
    last = 0
    for seller, buyer in (about, tuple(reversed(about))):
        try:
            found = deliveries(tables, Window(), supplier=seller, recipient=buyer)
        except CoverageError:
            continue
        years |= {day.year for day in found.rows["period"]}
        last = found.last
    return years, last


def _of_arms(arms: tuple[set[int], int], year: int) -> Judged:
    years, last = arms
    if year > last:
        return Judged("unknown")
    recent = any(year - ARMS_SPAN < one <= year for one in years)
    return Judged("yes" if recent else "no", "sipri-arms")


def _drills(tables: Store, about: About) -> dict[int, str]:
    """Years with an exercise on the list, with its sources."""
    found: dict[int, list[str]] = {}
    for row in joint(tables, about, Window()):
        found.setdefault(row["from_date"].year, []).append(row["source_id"])
    return {year: " ".join(dict.fromkeys(ids)) for year, ids in found.items()}


def _of_drills(drills: Mapping[int, str], year: int) -> Judged:
    recent = [one for one in range(year - 4, year + 1) if one in drills]
    if len(recent) < REGULAR:
        return Judged("unknown")  # the list is not complete: too few rows are no absence
    return Judged("yes", " ".join(drills[one] for one in recent))


def _told(about: About, judged: Mapping[int, Mapping[str, Judged]], years: Sequence[int]) -> str:
    """What holds in the last year of which something is known, since when, and what does not."""
    parts: dict[str, list[str]] = {"yes": [], "no": [], "unknown": []}
    for name in CRITERIA:
        known = [year for year in years if judged[year][name].state != "unknown"]
        if not known:
            parts["unknown"].append(name[2:])
            continue
        last = known[-1]
        state = judged[last][name].state
        since = last
        while since - 1 in judged and judged[since - 1][name].state == state:
            since -= 1
        parts[state].append(f"{name[2:]} ({year_span(since, last)})")
    said = [f"{word}: {', '.join(found)}" for word, found in parts.items() if found]
    return (
        f"Towards an alliance of {called(about[0])} and {called(about[1])}, by criterion, {'; '.join(said)}."
    )
