"""What a table promises: its columns, the values each may have, its key."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any

from realpolitik.errors import SchemaError, UnknownNameError
from realpolitik.sources.reader import extensions
from realpolitik.sources.shipped import parsed

KINDS = ("text", "date", "integer", "number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its kind, unit, and the values it may have.

    Attributes
    ----------
    kind
        `text`, `date`, `integer` (Int64) or `number` (Float64).
    nullable
        Whether it may be empty: null, or for text the empty string (text is never null).
    unit
        Where the whole column has one unit; empty where another column names it, or where it has none.
    low, high
        The smallest and largest value it may have; None where it has no bound.
    allowed
        The only words it may hold; empty where any will do.
    pattern
        A regular expression that every text that is not empty matches whole.
    """

    name: str
    kind: str
    about: str = ""
    unit: str = ""
    nullable: bool = False
    low: Any = None
    high: Any = None
    allowed: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """What a table holds: its columns in order, its key, and where its coverage is read from.

    Attributes
    ----------
    key
        Columns that together name a row once. Rows are sorted by them, in this order.
    coverage
        Which columns name its states (`states`) and its time (`period`, or `years`); a `note` on its limits.
    constants
        Of the rows embedded by state (`realpolitik.store.blocks`): columns that hold one value throughout.
    large
        Whether it may be larger than memory: then `Store.scan` reads it, and `Store.table` refuses.
    """

    name: str
    about: str
    made: str
    licence: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    coverage: Mapping[str, Any] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    large: bool = False

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise UnknownNameError(f"column of {self.name}", name, [column.name for column in self.columns])

    def dtypes(self) -> dict[str, Any]:
        """The Polars type of each column, in order."""
        import polars as pl

        kinds = {"text": pl.String, "date": pl.Date, "integer": pl.Int64, "number": pl.Float64}
        return {column.name: kinds[column.kind] for column in self.columns}


@cache
def schemas() -> Mapping[str, Schema]:
    """The schemas of the tables, by name, as `reference/variables.yaml` and the readers of other packages declare them.

    Raises
    ------
    SchemaError
        Another package declares a table that there is already, or declares one wrongly.

    Examples
    --------
    >>> schemas()["settlement"]["share"].high
    1
    """
    entries: dict[str, Any] = {name: functools.partial(_shipped, name) for name in _parts()}
    for reader in extensions():
        for name, entry in reader.own_tables.items():
            if name in entries:
                raise SchemaError(name, [f"the reader {reader.name} declares a table that there is already"])
            entries[name] = functools.partial(dict, entry)
    return _Schemas(entries)


class _Schemas(Mapping[str, Schema]):
    """Schemas by name, each read when it is asked for: a question needs few of them."""

    def __init__(self, entries: Mapping[str, Callable[[], Mapping[str, Any]]]) -> None:
        self._entries, self._read = entries, {}

    def __getitem__(self, name: str) -> Schema:
        if name not in self._read:
            self._read[name] = schema_of(name, self._entries[name]())
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


@cache
def _parts() -> Mapping[str, str]:
    """The file of the embedded tables, cut before each line that begins with a name."""
    text = (files("realpolitik.reference") / "variables.yaml").read_text(encoding="utf-8")
    return {part.partition(":")[0]: part for part in re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]}


def _shipped(name: str) -> Mapping[str, Any]:
    return parsed(_parts()[name])[name]


def schema_of(name: str, entry: Mapping[str, Any]) -> Schema:
    """Build a schema from plain values; what is misspelt or missing raises `SchemaError`."""
    known = {"type", "about", "unit", "nullable", "min", "max", "allowed", "pattern"}
    problems = [
        f"{column}: unknown entry {word!r}; one of {', '.join(sorted(known))}"
        for column, facts in entry.get("columns", {}).items()
        for word in facts
        if word not in known
    ]
    columns = tuple(_column(column, facts) for column, facts in entry.get("columns", {}).items())
    problems += [f"{column.name}: no type {column.kind!r}" for column in columns if column.kind not in KINDS]
    names = {column.name for column in columns}
    problems += [
        f"the key names {key!r}, which is no column" for key in entry.get("key", ()) if key not in names
    ]
    problems += [
        f"{word} is missing" for word in ("about", "made", "licence", "key", "columns") if not entry.get(word)
    ]
    if problems:
        raise SchemaError(name, problems)
    plain = {item.name for item in fields(Schema)} - {"name", "key", "columns"}
    return Schema(
        name=name,
        key=tuple(entry["key"]),
        columns=columns,
        **{word: entry[word] for word in plain if word in entry},
    )


def _column(name: str, facts: Mapping[str, Any]) -> Column:
    return Column(
        name=name,
        kind=facts.get("type", ""),
        about=facts.get("about", ""),
        unit=facts.get("unit", ""),
        nullable=bool(facts.get("nullable", False)),
        low=facts.get("min"),
        high=facts.get("max"),
        allowed=tuple(facts.get("allowed", ())),
        pattern=facts.get("pattern", ""),
    )
