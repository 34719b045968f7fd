"""Whether every embedded table holds what it promises."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from realpolitik.errors import SchemaError
from realpolitik.store.coverage import coverage
from realpolitik.store.tables import Store, records
from realpolitik.store.validation import problems


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCheck:
    """What was found in one table; `problems` is empty where it keeps its schema.

    Attributes
    ----------
    rows, columns
        Size of the table; 0 where it could not be read.
    start, end
        First and last period it has rows on.
    sources
        Number of different sources that its rows name.
    """

    table: str
    rows: int
    columns: int
    start: date | None
    end: date | None
    sources: int
    problems: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """The result as plain values."""
        days = {name: day and day.isoformat() for name, day in (("start", self.start), ("end", self.end))}
        return asdict(self) | days | {"problems": list(self.problems)}


def check(store: Store | None = None) -> tuple[TableCheck, ...]:
    """Validate every table against its schema; never raises for what is wrong with a table.

    Examples
    --------
    >>> [result.table for result in check() if result.problems]
    []
    """
    store = store or Store()
    return tuple(_check_table(store, name) for name in store.names())


def _check_table(store: Store, name: str) -> TableCheck:
    try:
        frame = store.table(name)
    except SchemaError as error:
        return TableCheck(
            table=name, rows=0, columns=0, start=None, end=None, sources=0, problems=error.problems
        )
    schema = store.schema(name)
    found = problems(frame, schema, sources=records())
    if found and "source_id" not in frame.columns:
        return TableCheck(
            table=name,
            rows=frame.height,
            columns=frame.width,
            start=None,
            end=None,
            sources=0,
            problems=found,
        )
    reach = coverage(frame, schema)
    named = {source for text in frame.get_column("source_id").unique() for source in text.split()}
    return TableCheck(
        table=name,
        rows=frame.height,
        columns=frame.width,
        start=reach.start,
        end=reach.end,
        sources=len(named),
        problems=found,
    )
