"""How many persons, firms, ships and aircraft are listed on account of a state, beside the other most listed states."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called, name
from realpolitik.store import Store
from realpolitik.wording.dates import when
from realpolitik.wording.numbers import figure, quantity

SUBJECT = "sanctions listings"
AGAINST = "against "


@measure(
    "sanctions.listings",
    unit="listings",
    tables=("estimates",),
    states=1,
    chart="bars",
    definition="Persons, firms, ships and aircraft that stand on lists of sanctions on account of a state, all senders together, as one "
    "compiler counts them, beside the other states that it names as most listed at the time.",
    formula="n = entries on the lists that the compiler follows",
    reference="Castellum.AI, Russia Sanctions Dashboard, as quoted by the press",
)
def listings(tables: Store, about: About, window: Window) -> Result:
    """Listings against a state beside those against others, at each time for which a count was published.

    Raises
    ------
    CoverageError
        No count against the state was found in the period asked.
    """
    (state,) = about
    found = [
        {
            "period": f"{row['period']:%Y-%m}",
            "day": row["period"],
            "value": float(row["value"]),
            "series": f"against {name(code)}",
            "label": name(code),
            "state": code,
            "source": row["source_id"],
        }
        for row in tables["estimates"]
        .filter(pl.col("subject") == SUBJECT, pl.col("value").is_not_null())
        .iter_rows(named=True)
        if row["period"] in window and (code := row["measure"].removeprefix(AGAINST))
    ]
    own = sorted((row for row in found if row["state"] == state), key=lambda row: row["day"])
    if not own:
        raise CoverageError(
            f"the tables have no count of listings against {called(state)} in the period asked.",
            "The five most listed states of March 2022 have one.",
        )
    times = {row["day"] for row in own}
    rows = sorted(
        (row for row in found if row["day"] in times),
        key=lambda row: (row["day"], -row["value"], row["label"]),
    )
    days: list[date] = [row.pop("day") for row in rows]
    last = own[-1]
    return Result(
        value=last["value"],
        says=f"{quantity(last['value'], 'listings')} against {called(state)} were counted {when(last['period'])}{_beside(rows, state)}.",
        rows=rows,
        period=spanned([days[0], days[-1]], "M"),
        caveats=(
            "A number of entries says nothing of their weight: an embargo on all trade may stand on no list at all.",
            "The compiler counts for all senders that it follows; states that it does not name have fewer, or were not counted.",
        ),
    )


def _beside(rows: list[dict[str, Any]], state: str) -> str:
    """Where the state stood when others were counted, too, the latest such time."""
    shared = [row["period"] for row in rows if row["state"] != state]
    if not shared:
        return ""
    then = [row for row in rows if row["period"] == max(shared)]
    place = 1 + [row["state"] for row in then].index(state)
    rival = next(row for row in then if row["state"] != state)
    own = next(row for row in then if row["state"] == state)
    return (
        f"; {when(own['period'])} it stood at place {place} of the {len(then)} most listed states with {figure(own['value'], 'listings')}, "
        f"beside {figure(rival['value'], 'listings')} against {called(rival['state'])}"
    )
