"""Reported events between two states by year and class, from counts of one's own or fetched from GDELT."""

from __future__ import annotations

from collections import Counter
from datetime import date

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of

COUNTS = "event_counts"
SUPPLY = "`realpolitik fetch gdelt` counts the events of the days asked for (GDELT, gdelt)."
CLASSES = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
CONFLICT = (3, 4)


@measure(
    "events.reported",
    unit="share",
    tables=(COUNTS,),
    chart="line",
    definition="Share of conflict, verbal or material, among the reported events between two states, either way, by year, from fetched "
    "counts; and the events of each class behind it. A year has the days that were fetched, no more.",
    formula="s_t = (n_3 + n_4) / (n_1 + n_2 + n_3 + n_4), n_q events of class q (QuadClass of CAMEO)",
    reference="Schrodt (2012), CAMEO Conflict and Mediation Event Observations: Event and Actor Codebook",
)
def reported(tables: Store, about: About, window: Window) -> Result:
    """Share of conflict among the reported events between two states, from fetched counts."""
    if COUNTS not in tables.names():
        raise CoverageError("no counts of events have been fetched, and none are embedded.", SUPPLY)
    counts: dict[int, Counter[int]] = {}
    days: dict[int, set[date]] = {}
    sources: dict[int, set[str]] = {}
    for row in tables[COUNTS].iter_rows(named=True):
        if {row["actor"], row["target"]} == set(about) and row["period"] in window:
            year = row["period"].year
            counts.setdefault(year, Counter())[row["quad"]] += row["events"]
            days.setdefault(year, set()).add(row["period"])
            sources.setdefault(year, set()).add(row["source_id"])
    if not counts:
        raise CoverageError(
            f"the counts fetched have no events between {called(about[0])} and {called(about[1])} in the period asked.",
            SUPPLY,
        )
    rows = [
        {
            "period": str(year),
            "value": sum(found[quad] for quad in CONFLICT) / found.total(),
            "events": found.total(),
            "days": len(days[year]),
            **{CLASSES[quad]: found[quad] for quad in CLASSES},
            "source": " ".join(sorted(sources[year])),
        }
        for year, found in sorted(counts.items())
    ]
    last = rows[-1]
    return Result(
        value=last["value"],
        says=(
            f"Of {number_of(last['events'], 'reported events')} between {called(about[0])} and {called(about[1])} on {number_of(last['days'], 'days')} of "
            f"{last['period']}, {last['value']:.0%} were conflict in word or deed.".replace("%", " %")
        ),
        rows=rows,
        period=spanned([date(year, 1, 1) for year in counts], "A"),
        caveats=(
            "Reported events, not events: the number of media grows, and one event may be reported as several.",
        ),
    )
