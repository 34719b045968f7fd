"""Since when two states are members of the system of states, by the lists that scholars keep, where they were fetched."""

from __future__ import annotations

from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called, name
from realpolitik.store import Store
from realpolitik.wording.dates import day_in_words

LISTS = "state_systems"
NAMES = {"cow": "the Correlates of War", "gw": "Gleditsch and Ward"}
SUPPLY = "`realpolitik fetch cow-states` and `realpolitik fetch gw-states` get the lists."
YEAR = 365.25


@measure(
    "power.membership",
    unit="years",
    tables=(LISTS,),
    chart="dots",
    definition="Spells of two states as members of the system of states, by the lists of the Correlates of War and of Gleditsch and Ward "
    "that were fetched; the lists set different bars of population and recognition.",
    formula="years from the first to the last day of a spell; one that runs ends on the last day that the list knows",
    reference="Gleditsch and Ward (1999), A revised list of independent states since the Congress of Vienna, doi 10.1080/03050629908434958",
)
def membership(tables: Store, about: About, window: Window) -> Result:
    """Since when two states are members of the system of states, by fetched lists."""
    if LISTS not in tables.names():
        raise CoverageError("no list of the members of the system of states has been fetched.", SUPPLY)
    table = tables[LISTS]
    known: date = max(table["end"].max() or date.min, table["start"].max())  # type: ignore[type-var,assignment]
    rows: list[dict[str, Any]] = []
    said: list[str] = []
    for code in about:
        for row in table.filter(state=code).sort("system", "start").iter_rows(named=True):
            last = row["end"] or known
            if not window.meets(row["start"], last):
                continue
            until = f" to {day_in_words(row['end'])}" if row["end"] else ""
            said.append(f"{called(code)} from {day_in_words(row['start'])}{until} by {NAMES[row['system']]}")
            rows.append(
                {
                    "period": row["start"].isoformat(),
                    "value": ((last - row["start"]).days + 1) / YEAR,
                    "series": f"{name(code)} ({row['system'].upper()})",
                    "label": f"{row['name']}, number {row['number']}",
                    "until": row["end"].isoformat() if row["end"] else "",
                    "source": row["source_id"],
                }
            )
    if not rows:
        raise CoverageError(
            f"the lists fetched have neither {called(about[0])} nor {called(about[1])} in the period asked.",
            SUPPLY,
        )
    return Result(
        value=None,
        says=f"Members of the system of states: {'; '.join(said)}.",
        rows=rows,
        period=spanned([date.fromisoformat(row["period"]) for row in rows] + [known], "D"),
        caveats=("A list ends with its edition: a state that lived then has no last day.",),
    )
