"""Whether every table holds what it promises: the embedded ones, and every file of the user's store."""

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
    layer
        `embedded`, or `SOURCE@VERSION` of the user's store.
    rows, columns
        Size of the table; 0 where it could not be read.
    start, end
        First and last period it has rows on.
    sources
        Number of different sources that its rows name.
    """

    table: str
    layer: str = "embedded"
    rows: int = 0
    columns: int = 0
    start: date | None = None
    end: date | None = None
    sources: int = 0
    problems: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """The result as plain values."""
        days = {name: day and day.isoformat() for name, day in (("start", self.start), ("end", self.end))}
        return asdict(self) | days | {"problems": list(self.problems)}


def check(store: Store | None = None) -> tuple[TableCheck, ...]:
    """Validate every table against its schema; never raises for what is wrong with a table.

    Of the user's store every file is read: its hash, its rows against the schema, its number of rows.

    Examples
    --------
    >>> [result.table for result in check() if result.problems]
    []
    """
    store = store or Store()
    embedded = Store.embedded() if store.overlay else store
    return (*(_check_table(embedded, name) for name in embedded.names()), *_check_shelf(store))


def _check_table(store: Store, name: str) -> TableCheck:
    try:
        frame = store.table(name)
    except SchemaError as error:
        return TableCheck(table=name, problems=error.problems)
    schema = store.schema(name)
    found = problems(frame, schema, sources=records())
    if found and "source_id" not in frame.columns:
        return TableCheck(table=name, rows=frame.height, columns=frame.width, problems=found)
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


def _check_shelf(store: Store) -> list[TableCheck]:
    if store.overlay is None:
        return []
    from realpolitik.store.inspect import damages, layers  # what a figure needs is not all that a check does

    broken = damages(store.overlay)
    found = []
    for layer in layers(store, compared=False):
        own = [
            problem
            for (table, source, version, _), problem in broken.items()
            if (table, source, version) == (layer.table, layer.source, layer.version)
        ]
        found.append(
            TableCheck(
                table=layer.table,
                layer=f"{layer.source}@{layer.version}",
                rows=layer.rows,
                columns=len(store.schema(layer.table).columns),
                start=date.fromisoformat(layer.start) if layer.start else None,
                end=date.fromisoformat(layer.end) if layer.end else None,
                sources=1,
                problems=tuple(own),
            )
        )
    return found
