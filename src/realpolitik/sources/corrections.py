"""Known errors upstream: what is wrong, what is done about it, and how it is noticed that the publisher has mended it.

`corrections.yaml` holds them. Each names rows of a publisher's file, what those rows are expected to look like as long as the
error is there, and an action. Where the rows look otherwise the action is not taken, and a warning says what was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from realpolitik.errors import SchemaError
from realpolitik.sources.shipped import shipped

if TYPE_CHECKING:
    import polars as pl

ACTIONS = ("note", "replace", "reject", "swap")
EXPECTED = ("rows", "min", "max", "sum")
CLOSE = 1e-6
"""Sums of floats are compared to this share of themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A known error of a source.

    Attributes
    ----------
    id, source
        Its name, and the source it is in.
    rows
        Column to value: the rows it is about, as the publisher writes them. A value may be a list (any of them) or a range of
        whole numbers (`{from: 48001, to: 48999}`).
    expect
        How the rows look as long as the error is there: their number (`rows`), or the `min`, `max` or `sum` of a column. Of a
        `swap` only the rows with the first of the two values are looked at.
    action
        `note` (nothing is done to the rows), `replace` (values of `replace`), `reject` (into quarantine), or `swap` (two values
        of a column change places: rows of one state were filed under another, and the other way round).
    why
        What is wrong, and how it is known.
    swap
        Of the action `swap`: a column, and its two values.
    states, years
        Of a `note`: ISO3 codes that it is about (none: all), and the first and last year.
    says
        The caution that figures of these states and years carry; empty for none.
    """

    id: str
    source: str
    rows: Mapping[str, Any]
    expect: Mapping[str, Any]
    action: str
    why: str
    replace: Mapping[str, Any]
    swap: Mapping[str, tuple[Any, Any]]
    states: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    says: str = ""

    def about(self, states: Iterable[str], first: int, last: int) -> bool:
        """Whether it is about one of these states, in one of these years."""
        if self.years and (self.years[0] > last or self.years[-1] < first):
            return False
        return not self.states or bool(set(self.states) & set(states))


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Rows after the corrections, those rejected with a `reason`, and a warning for each that no longer applies."""

    frame: pl.DataFrame
    rejected: pl.DataFrame
    warnings: tuple[str, ...]


@cache
def corrections() -> tuple[Correction, ...]:
    """All known errors.

    Raises
    ------
    SchemaError
        An entry of the file is not of the form above.
    """
    return tuple(correction(entry) for entry in shipped("realpolitik.sources", "corrections"))


def correction(entry: Mapping[str, Any]) -> Correction:
    """One known error from plain values; what is missing or misspelt raises `SchemaError`."""
    problems = [
        f"{entry.get('id', '?')}: {name} is missing"
        for name in ("id", "source", "rows", "expect", "action", "why")
        if not entry.get(name)
    ]
    known = {item.name for item in fields(Correction)}
    problems += [f"{entry.get('id', '?')}: unknown entry {name!r}" for name in sorted(set(entry) - known)]
    if not problems:
        if entry["action"] not in ACTIONS:
            problems.append(f"{entry['id']}: action {entry['action']!r} is none of {', '.join(ACTIONS)}")
        for word in ("replace", "swap"):
            if (entry["action"] == word) != bool(entry.get(word)):
                problems.append(f"{entry['id']}: `{word}` belongs to the action {word}, and to no other")
        if any(len(pair) != 2 for pair in entry.get("swap", {}).values()):
            problems.append(f"{entry['id']}: `swap` takes a column with two values")
        problems += [
            f"{entry['id']}: cannot expect {name!r}" for name in entry["expect"] if name not in EXPECTED
        ]
    if problems:
        raise SchemaError("corrections", problems)
    plain = {"replace": {}, "swap": {}, **entry}
    return Correction(**{**plain, **{name: tuple(entry.get(name, ())) for name in ("states", "years")}})


def correct(frame: pl.DataFrame, source: str, *, known: tuple[Correction, ...] | None = None) -> Corrected:
    """Apply the known errors of a source to rows as the publisher writes them.

    Parameters
    ----------
    frame
        Columns of text or of other types: values are compared as text. A correction about columns that the frame lacks, or
        about rows that are not in it, says nothing.
    known
        Instead of those of `corrections.yaml`.

    Examples
    --------
    >>> import polars as pl
    >>> votes = pl.DataFrame({"resid": ["78015"], "ccode": ["679"], "date": ["2023-11-28"]})
    >>> correct(votes, "voeten-unga").rejected.height
    1
    """
    import polars as pl

    rejected, warnings = [], []
    for item in corrections() if known is None else known:
        if item.source != source or not set(item.rows) <= set(frame.columns):
            continue
        rule = pl.all_horizontal(_meets(name, value) for name, value in item.rows.items()).fill_null(False)
        hit = frame.filter(rule)
        for name, (one, _) in item.swap.items():
            hit = hit.filter(_meets(name, one))
        if hit.is_empty():
            continue
        if gone := _gone(hit, item):
            warnings.append(
                f"{source}: the known error {item.id!r} looks different ({gone}): the publisher may have mended it, and the "
                "rows are taken as they are"
            )
        elif item.action == "reject":
            rejected.append(hit.with_columns(pl.lit(item.why).alias("reason")))
            frame = frame.filter(~rule)
        elif item.action == "replace":
            frame = frame.with_columns(
                pl.when(rule).then(pl.lit(value).cast(frame.schema[name])).otherwise(pl.col(name)).alias(name)
                for name, value in item.replace.items()
            )
        elif item.action == "swap":
            frame = frame.with_columns(
                pl.when(rule & _meets(name, one))
                .then(pl.lit(other).cast(frame.schema[name]))
                .when(rule & _meets(name, other))
                .then(pl.lit(one).cast(frame.schema[name]))
                .otherwise(pl.col(name))
                .alias(name)
                for name, (one, other) in item.swap.items()
            )
    empty = frame.clear().with_columns(pl.lit(None, dtype=pl.String).alias("reason"))
    return Corrected(
        frame=frame,
        rejected=pl.concat(rejected) if rejected else empty,
        warnings=tuple(warnings),
    )


def cautions(source: str, states: Iterable[str], first: int, last: int) -> tuple[str, ...]:
    """What the known errors of a source say to figures of these states and years."""
    wanted = tuple(states)
    return tuple(
        item.says
        for item in corrections()
        if item.source == source and item.says and item.about(wanted, first, last)
    )


def _meets(name: str, value: Any) -> pl.Expr:
    """Whether a column, read as text, has the value, one of the values, or a whole number in the range."""
    import polars as pl

    text = pl.col(name).cast(pl.String)
    if isinstance(value, Mapping):
        return text.cast(pl.Int64, strict=False).is_between(value["from"], value["to"])
    if isinstance(value, list):
        return text.is_in([str(one) for one in value])
    return text == str(value)


def _gone(hit: pl.DataFrame, item: Correction) -> str:
    """How the rows differ from what is expected; empty where they do not."""
    for what, expected in item.expect.items():
        if what == "rows":
            if hit.height != expected:
                return f"{hit.height} rows, not {expected}"
            continue
        for name, value in expected.items():
            found = _figure(hit, what, name)
            if not _same(found, value):
                return f"{what} of {name} is {found}, not {value}"
    return ""


def _figure(hit: pl.DataFrame, what: str, name: str) -> Any:
    import polars as pl

    if name not in hit.columns:
        return None
    column = hit[name]
    if what == "sum":
        return column.cast(pl.Float64, strict=False).sum()
    return column.cast(pl.String).min() if what == "min" else column.cast(pl.String).max()


def _same(found: Any, value: Any) -> bool:
    if isinstance(value, float | int) and found is not None:
        return abs(float(found) - value) <= CLOSE * max(abs(value), 1.0)
    return str(found) == str(value)
