"""At what level of peace two states live: rivalry, negative peace, warm peace, a security community."""

from __future__ import annotations

from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called
from realpolitik.store import Store

LEVELS = {
    0.0: "severe rivalry",
    0.25: "lesser rivalry",
    0.5: "negative peace",
    0.75: "warm peace",
    1.0: "a security community",
}
"""What the values of the scale stand for."""


@measure(
    "security.peace",
    unit="index",
    tables=("peace",),
    chart="line",
    definition="The level of peace of a pair in each year on a scale of five: 0 severe rivalry, .25 lesser rivalry, "
    ".5 negative peace, .75 warm peace, 1 a security community, as the authors code it from histories of each relation.",
    formula="one of 0, .25, .5, .75, 1 a year; the mean of the months in a year of change",
    reference="Diehl, Goertz and Gallegos, Peace Data 3.1; the scale: Klein, Goertz and Diehl (2008), The peace scale, Conflict "
    "Management and Peace Science 25(1), doi 10.1080/07388940701860466",
)
def peace(tables: Store, about: About, window: Window) -> Result:
    """The level of peace of two states, by year."""
    low, high = sorted(about)
    spells = [
        row
        for row in tables["peace"].filter(a=low, b=high).sort("from_year").iter_rows(named=True)
        if window.meets(date(row["from_year"], 1, 1), date(row["to_year"], 12, 31))
    ]
    if not spells:
        raise CoverageError(
            f"the peace data, 1900 to 2020, have no relation of {called(about[0])} and {called(about[1])} in the period asked: "
            "the authors code pairs that had some relation to speak of.",
            "Source with more: Diehl, Goertz and Gallegos, Peace data (peace-data).",
        )
    rows: list[dict[str, Any]] = [
        {
            "period": str(year),
            "value": spell["level"],
            "level": LEVELS.get(spell["level"], "a year of change"),
            "source": spell["source_id"],
        }
        for spell in spells
        for year in range(spell["from_year"], spell["to_year"] + 1)
        if window.meets(date(year, 1, 1), date(year, 12, 31))
    ]
    held = [one for one in spells if one["level"] in LEVELS]
    if not held:
        raise CoverageError(
            "the level of peace changes in every year of the period asked: ask for a longer one."
        )
    return Result(
        value=held[-1]["level"],
        says=_told(about, held, rows[-1]["period"]),
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in (rows[0], rows[-1])], "A"),
        caveats=(
            (
                f"The scale: {'; '.join(f'{level:g} {word}' for level, word in LEVELS.items())}. In negative peace violence is rare, and plans for "
                "war are kept. A value between two levels is of a year in which the level changed."
            ),
            "The data end in 2020: what the war of 2022 changed is not in them.",
        ),
    )


def _told(about: About, held: list[dict[str, Any]], last: str) -> str:
    """The last level, since when, and the one before it."""
    now = held[-1]
    since = now["from_year"]
    for one in reversed(held[:-1]):
        if one["level"] != now["level"]:
            break
        since = one["from_year"]
    before = next(
        (one for one in reversed(held) if one["level"] != now["level"] and one["to_year"] < since), None
    )
    says = f"{called(about[0])} and {called(about[1])} lived in {LEVELS[now['level']]} from {since} to {last}"
    return says + (f", after {LEVELS[before['level']]} to {before['to_year']}." if before else ".")
