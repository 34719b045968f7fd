"""Students and opinion: what publishers print about the ties of two societies, and who has more."""

from __future__ import annotations

from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called
from realpolitik.store import Store

Row = dict[str, Any]
HAS_STUDENTS = "UNESCO Institute for Statistics (mobile students by origin) and the ministries of education have the figures: add rows to a table `ties`."
HAS_OPINION = (
    "Pew, Gallup, the Levada Center and other pollsters have the figures: add rows to a table `ties`."
)


def _found(tables: Store, about: About, window: Window, subject: str) -> list[Row]:
    """Rows on a subject between the two, either way, by day."""
    pairs = (about, tuple(reversed(about)))
    return [
        row
        for row in tables["ties"].filter(subject=subject).sort("period", "a", "what").iter_rows(named=True)
        if (row["a"], row["b"]) in pairs and window.meets(row["period"], _last(row))
    ]


def _last(row: Row) -> date:
    return date(row["period"].year, 12, 31) if row["precision"] == "year" else row["period"]


def _rows(found: list[Row], series: dict[int, str]) -> list[Row]:
    return [
        {
            "period": f"{row['period']:%Y}" if row["precision"] == "year" else f"{row['period']:%Y-%m}",
            "value": row["value"],
            "series": series[id(row)],
            "qualifier": row["qualifier"],
            "note": row["note"],
            "source": row["source_id"],
        }
        for row in found
    ]


def _figure(row: Row) -> str:
    words = {"exact": "", "about": "about ", "more than": "more than "}
    value = f"{row['value'] * 100:.0f} %" if row["unit"] == "share" else f"{row['value']:,.0f}"  # as printed
    return f"{words[row['qualifier']]}{value}"


@measure(
    "society.students",
    unit="persons",
    tables=("ties",),
    chart="line",
    definition="Students of one of two states at universities of the other, both ways, as officials give them; an academic year stands under "
    "the year in which it begins.",
    formula="the figures as published",
    reference="statements of ministries, one for each row",
)
def students(tables: Store, about: About, window: Window) -> Result:
    """Students of each of two states in the other, as published."""
    found = _found(tables, about, window, "students")
    if not found:
        raise CoverageError(
            f"no figure of students of {called(about[0])} in {called(about[1])}, or the other way, was read.",
            HAS_STUDENTS,
        )
    series = {id(row): f"from {called(row['a'])} in {called(row['b'])}" for row in found}
    latest = {series[id(row)]: row for row in found}
    said = [
        f"{_figure(row)} students from {called(row['a'])} were at universities in {called(row['b'])} in {row['period'].year}"
        for row in latest.values()
    ]
    return Result(
        value=None,
        says="; ".join(said) + ".",
        rows=_rows(found, series),
        period=spanned([date(row["period"].year, 1, 1) for row in found], "A"),
        caveats=(
            "Officials count differently: with or without preparatory courses, and often as a lower bound.",
        ),
    )


@measure(
    "society.opinion",
    unit="share",
    tables=("ties",),
    chart="line",
    definition="Share of the public of one of two states with a favourable view of the other, either way, as pollsters print it; each "
    "question is a series of its own.",
    formula="the shares as published",
    reference="pollsters, one for each row",
)
def opinion(tables: Store, about: About, window: Window) -> Result:
    """What the public of each of two states thinks of the other, as published."""
    found = _found(tables, about, window, "opinion")
    if not found:
        raise CoverageError(
            f"no poll in {called(about[0])} on {called(about[1])}, or the other way, was read.", HAS_OPINION
        )
    series = {id(row): f"{called(row['a'])} on {called(row['b'])}: {row['what']}" for row in found}
    latest = {series[id(row)]: row for row in found}
    said = [_told(row, [one for one in found if series[id(one)] == name]) for name, row in latest.items()]
    return Result(
        value=found[-1]["value"] if len(latest) == 1 else None,
        says="; ".join(said) + ".",
        rows=_rows(found, series),
        period=spanned([row["period"] for row in found], "M"),
        caveats=(
            "Polls of one country by one pollster can be compared over time; of two countries they cannot.",
        ),
    )


def _told(row: Row, own: list[Row]) -> str:
    """The last share, its month, and the first of the series."""
    view = "a favourable view of" if row["what"] == "favourable view" else "friendly relations with"
    verb = "had" if row["what"] == "favourable view" else "saw"
    first = own[0]
    before = f", against {_figure(first)} in {first['period']:%Y}" if first is not row else ""
    return f"{_figure(row)} of respondents in {called(row['a'])} {verb} {view} {called(row['b'])} in {row['period']:%Y}{before}"
