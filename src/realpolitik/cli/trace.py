"""`realpolitik trace MEASURE A B`: the rows that a figure rests on, and everything that uses its measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from realpolitik.cli.output import ListFormat, line, options_of, table, write_json
from realpolitik.wording.numbers import number_of

if TYPE_CHECKING:
    from realpolitik.briefs.trace import Input

_LEFT_OUT = ("note", "vintage", "source_id")
"""Columns of a row that only JSON shows, beside the source, which has a column of its own."""


def trace(
    name: str,
    /,
    *about: str,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    to: str | None = None,
    set: Annotated[tuple[str, ...], Parameter(name="--set", negative=())] = (),
    rows: int = 20,
    format: ListFormat = "table",
) -> None:
    """Trace a figure back to the rows it rests on, and forward to everything that uses its measure.

    Parameters
    ----------
    name
        A measure, such as trade.turnover; `realpolitik measures` lists them.
    about
        The states, by code or name.
    from_
        First year, month or day: 2021, 2021-03 or 2021-03-05.
    to
        Last year, month or day.
    set
        An option of the measure as key=value; repeat for more.
    rows
        How many rows of each table are shown, the latest first; JSON has all.
    format
        Tables for people, or everything as json.
    """
    from realpolitik.briefs.trace import trace as trace_measure

    found = trace_measure(name, *about, start=from_, end=to, **options_of(set))
    if format == "json":
        write_json(found.record())
        return
    line(found.finding.says, style="bold")
    for one in found.inputs:
        _rows(one, rows)
    if found.inputs:
        line(
            "These are the rows of its tables about these states, in its period, of the sources it cites; it may read fewer."
        )
    else:
        line("No row of a table is about these states alone: the figure rests on a model, or on all states.")
    line()
    line(f"Used by ({len(found.uses)})", style="bold")
    table(
        ("kind", "where", "what"),
        [
            (
                use.kind,
                use.where,
                " ".join((use.says.strip(), *(["(" + ", ".join(use.about) + ")"] if use.about else []))),
            )
            for use in found.uses
        ],
        wide={"where": 2, "what": 3},
    )


def _rows(one: Input, most: int) -> None:
    """One table of input rows: the key and the figures of each, with its source."""
    shown = sorted(one.rows, key=_day, reverse=True)[:most]
    left = f", the latest {len(shown)} of them" if len(shown) < len(one.rows) else ""
    line(f"Table {one.table}: {number_of(len(one.rows), 'rows')}{left}", style="bold")
    keys = [
        key for key in shown[0] if key not in _LEFT_OUT and any(row[key] not in (None, "") for row in shown)
    ]
    table(
        ("row", "source"),
        [(_written(row, keys), str(row["source_id"])) for row in shown],
        wide={"row": 3, "source": 1},
    )


def _written(row: Mapping[str, Any], keys: Sequence[str]) -> str:
    known = [(key, row[key]) for key in keys if row[key] not in (None, "")]
    return "  ".join(f"{key} {_figure(value)}" for key, value in known)


def _figure(value: Any) -> str:
    return (
        f"{value:,}"
        if isinstance(value, int)
        else f"{value:,.6g}"
        if isinstance(value, float)
        else str(value)
    )


def _day(row: Mapping[str, Any]) -> str:
    return max((value.isoformat() for value in row.values() if isinstance(value, date)), default="")
