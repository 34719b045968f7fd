"""Joint exercises and patrols of two states, from a typed list of those that public reports name."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.dates import during

Row = dict[str, Any]
SUPPLY = "Exercises are typed by hand from public reports: add rows to a table `exercises`."
PATROLS = ("naval patrol", "air patrol")
RECENT = 5


def joint(tables: Store, about: About, window: Window) -> list[Row]:
    """Rows of the list in which both states take part, by day."""
    return [
        row
        for row in tables["exercises"].sort("from_date", "name").iter_rows(named=True)
        if set(about) <= set(row["states"].split())
        and window.meets(row["from_date"], row["to_date"] or row["from_date"])
    ]


@measure(
    "security.exercises",
    unit="exercises",
    tables=("exercises",),
    chart="dots",
    definition="Joint military exercises and patrols in which both states took part, by kind, from a typed list of those that public "
    "reports name; it is not complete, and a year without a row is unknown.",
    formula="n(t) = rows of the list with both states up to t",
    reference="reports of defence ministries and news agencies, one for each row",
)
def exercises(tables: Store, about: About, window: Window) -> Result:
    """Joint exercises and patrols of two states, by kind."""
    found = joint(tables, about, window)
    if not found:
        raise CoverageError(
            f"the list of joint exercises has none of {called(about[0])} and {called(about[1])} in the period asked, which does not "
            "mean that they held none.",
            SUPPLY,
        )
    rows = [
        {
            "period": _period(row),
            "value": 1.0,
            "series": row["kind"],
            "label": ", ".join(filter(None, (row["name"], row["place"]))),
            "services": row["services"],
            "states": row["states"],
            "status": row["status"],
            "source": row["source_id"],
        }
        for row in found
    ]
    return Result(
        value=float(len(found)),
        says=_told(about, found),
        rows=rows,
        period=spanned([date(row["from_date"].year, 1, 1) for row in found], "A"),
        caveats=(
            "The list is of exercises for which a public report was read; there were others. Exercises of more than two states count.",
            *_announced(found),
        ),
    )


def _period(row: Row) -> str:
    written = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
    return f"{row['from_date']:{written[row['from_precision']]}}"


def _told(about: About, found: list[Row]) -> str:
    """How many, since when, of which kinds, and how many of late."""
    counts = Counter(row["kind"] for row in found)
    patrols = sum(counts[kind] for kind in PATROLS)
    first, last = found[0]["from_date"].year, found[-1]["from_date"].year
    span = during(first, last)
    drills = len(found) - patrols
    parts = [f"{drills} joint {'exercise' if drills == 1 else 'exercises'}"] if drills else []
    if patrols:
        parts.append(f"{patrols} joint {'patrol' if patrols == 1 else 'patrols'}")
    says = f"Public reports name {' and '.join(parts)} of {called(about[0])} and {called(about[1])} {span}"
    recent = sum(row["from_date"].year > last - RECENT for row in found)
    if last - first < RECENT or recent == len(found):
        return f"{says}."
    return f"{says}, {recent} of them in {last - RECENT + 1}–{last}."


def _announced(found: list[Row]) -> tuple[str, ...]:
    names = [row["name"] for row in found if row["status"] == "announced"]
    return (f"Known from announcements alone: {', '.join(names)}.",) if names else ()
