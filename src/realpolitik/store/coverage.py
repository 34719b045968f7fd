"""Which states and years a table has rows on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from realpolitik.store.schema import Schema

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Which states and years a table has rows on; outside it nothing is known, which is not zero."""

    states: tuple[str, ...]
    start: date | None
    end: date | None
    note: str = ""


def coverage(frame: pl.DataFrame, schema: Schema) -> Coverage:
    """The states and the time that a table has rows on."""
    names: set[str] = set()
    for column in schema.coverage.get("states", ()):
        names.update(code for text in frame.get_column(column).unique().to_list() for code in text.split())
    start, end = _times(frame, schema)
    return Coverage(states=tuple(sorted(names)), start=start, end=end, note=schema.coverage.get("note", ""))


def _times(frame: pl.DataFrame, schema: Schema) -> tuple[date | None, date | None]:
    if years := schema.coverage.get("years"):
        first, last = frame.get_column(years[0]).min(), frame.get_column(years[1]).max()
        if not isinstance(first, int) or not isinstance(last, int):
            return None, None
        return date(first, 1, 1), date(last, 12, 31)
    if (name := schema.coverage.get("period")) is None:
        return None, None
    column = frame.get_column(name)
    return column.min(), column.max()  # type: ignore[return-value]
