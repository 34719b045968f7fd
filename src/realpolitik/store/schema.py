"""What a table promises, and whether a frame keeps it: types, empty values, ranges, words allowed, key, order, sources."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from realpolitik.errors import SchemaError, UnknownNameError

if TYPE_CHECKING:
    import polars as pl

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
        Which columns name its states (`states`) and its time (`period`, or `years`), and a `note` on its limits.
    """

    name: str
    about: str
    made: str
    licence: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    coverage: Mapping[str, Any] = field(default_factory=dict)

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
    """The schemas of the embedded tables, by name, as `reference/variables.yaml` declares them.

    Examples
    --------
    >>> schemas()["settlement"]["share"].high
    1
    """
    import yaml  # heavy for `--help`

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (files("realpolitik.reference") / "variables.yaml").read_text(encoding="utf-8")
    return {name: schema_of(name, entry) for name, entry in yaml.load(text, Loader=loader).items()}


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


def problems(
    frame: pl.DataFrame, schema: Schema, *, sources: Collection[str] | None = None
) -> tuple[str, ...]:
    """Everything in which a frame breaks its schema, each with the number of rows and an example.

    Parameters
    ----------
    frame
        The table to judge.
    sources
        Identifiers of the sources that exist; None leaves `source_id` unchecked against them.

    Returns
    -------
    Sentences; empty where the frame keeps its schema. Where columns or types are wrong, nothing further is judged.

    Examples
    --------
    >>> import polars as pl
    >>> from realpolitik.store.schema import schema_of
    >>> shares = schema_of("shares", {"about": "a", "made": "b", "licence": "c", "key": ["state"],
    ...     "columns": {"state": {"type": "text"}, "share": {"type": "number", "min": 0, "max": 1}}})
    >>> problems(pl.DataFrame({"state": ["CHN", "RUS"], "share": [0.4, 40.0]}), shares)
    ('share: 1 of 2 rows above 1, such as 40.0 (state RUS)',)
    """
    found = _shape(frame, schema)
    if found:
        return tuple(found)
    for column in schema.columns:
        found += _values(frame, schema, column)
    found += _keys(frame, schema)
    if sources is not None and "source_id" in frame.columns:
        found += _unknown_sources(frame, sources)
    return tuple(found)


def validate(frame: pl.DataFrame, schema: Schema, *, sources: Collection[str] | None = None) -> pl.DataFrame:
    """The frame itself, if it keeps its schema.

    Raises
    ------
    SchemaError
        Naming every problem with a count and an example; mend the table, or the schema if that is wrong.
    """
    if found := problems(frame, schema, sources=sources):
        raise SchemaError(schema.name, found)
    return frame


def _shape(frame: pl.DataFrame, schema: Schema) -> list[str]:
    expected = schema.dtypes()
    found = [f"{name}: the column is missing" for name in expected if name not in frame.columns]
    found += [f"{name}: no such column in the schema" for name in frame.columns if name not in expected]
    found += [
        f"{name}: {frame.schema[name]} where {dtype.__name__} belongs"
        for name, dtype in expected.items()
        if name in frame.columns and frame.schema[name] != dtype
    ]
    if not found and frame.columns != list(expected):
        found = [f"the columns stand in the order {', '.join(frame.columns)}"]
    return found


def _values(frame: pl.DataFrame, schema: Schema, column: Column) -> list[str]:
    import polars as pl

    value = pl.col(column.name)
    rules: list[tuple[str, pl.Expr]] = []
    if column.kind == "text":
        rules.append(("null (text is empty, never null)", value.is_null()))
        if not column.nullable:
            rules.append(("empty", value == ""))
        if column.allowed:
            rules.append(
                (f"not one of {', '.join(filter(None, column.allowed))}", ~value.is_in(column.allowed))
            )
        if column.pattern:
            rules.append(
                (
                    f"not of the form {column.pattern}",
                    (value != "") & ~value.str.contains(f"^(?:{column.pattern})$"),
                )
            )
        rules.append(("with space at an end", value != value.str.strip_chars()))
    else:
        if not column.nullable:
            rules.append(("empty", value.is_null()))
        if column.kind == "number":
            rules.append(("not finite", ~value.is_finite()))
        if column.low is not None:
            rules.append((f"below {column.low}", value < column.low))
        if column.high is not None:
            rules.append((f"above {column.high}", value > column.high))
    tally: Callable[[str, pl.Expr], str | None] = lambda what, rule: _tally(
        frame, schema, column.name, what, rule
    )
    return [text for what, rule in rules if (text := tally(what, rule))]


def _tally(frame: pl.DataFrame, schema: Schema, name: str, what: str, rule: pl.Expr) -> str | None:
    broken = frame.filter(rule.fill_null(False))
    if broken.is_empty():
        return None
    first = broken.row(0, named=True)
    where = ", ".join(f"{key} {first[key]}" for key in schema.key if key != name)
    return f"{name}: {broken.height} of {frame.height} rows {what}, such as {first[name]} ({where})"


def _keys(frame: pl.DataFrame, schema: Schema) -> list[str]:
    key = list(schema.key)
    found = []
    repeated = frame.filter(frame.select(key).is_duplicated())
    if repeated.height:
        groups = repeated.unique().group_by(key, maintain_order=True).len()
        contradictory = groups.filter(groups["len"] > 1)
        example = (contradictory if contradictory.height else repeated).row(0, named=True)
        where = ", ".join(f"{name} {example[name]}" for name in key)
        kind = "rows that contradict each other" if contradictory.height else "rows that repeat others"
        found.append(f"the key ({', '.join(key)}): {repeated.height} {kind}, such as {where}")
    elif not frame.equals(frame.sort(key, nulls_last=False)):
        found.append(f"the rows are not sorted by {', '.join(key)}")
    return found


def _unknown_sources(frame: pl.DataFrame, sources: Collection[str]) -> list[str]:
    named = frame.get_column("source_id").str.split(" ").explode()
    unknown = sorted({name for name in named.unique().to_list() if name not in sources})
    if not unknown:
        return []
    rows = named.is_in(unknown).sum()
    return [f"source_id: {rows} rows name sources that have no record, such as {unknown[0]!r}"]


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
        return (date(int(first), 1, 1), date(int(last), 12, 31)) if first is not None else (None, None)  # type: ignore[arg-type]
    if (name := schema.coverage.get("period")) is None:
        return None, None
    column = frame.get_column(name)
    return column.min(), column.max()  # type: ignore[return-value]
