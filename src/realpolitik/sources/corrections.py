"""Known errors upstream: what is wrong, what is done about it, and how it is noticed that the publisher has mended it.

`corrections.yaml` holds them. Each names rows of a publisher's file, what those rows are expected to look like as long as the
error is there, and an action. Where the rows look otherwise the action is not taken, and a warning says what was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from realpolitik.errors import SchemaError
from realpolitik.sources.shipped import shipped

if TYPE_CHECKING:
    import polars as pl

ACTIONS = ("note", "replace", "reject")
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
        Column to value: the rows it is about, as the publisher writes them.
    expect
        How the rows look as long as the error is there: their number (`rows`), or the `min`, `max` or `sum` of a column.
    action
        `note` (the reader goes by other columns; only the expectation is checked), `replace` (values of `replace`), or
        `reject` (into quarantine).
    why
        What is wrong, and how it is known.
    """

    id: str
    source: str
    rows: Mapping[str, Any]
    expect: Mapping[str, Any]
    action: str
    why: str
    replace: Mapping[str, Any]


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
    known = {"id", "source", "rows", "expect", "action", "why", "replace"}
    problems += [f"{entry.get('id', '?')}: unknown entry {name!r}" for name in sorted(set(entry) - known)]
    if not problems:
        if entry["action"] not in ACTIONS:
            problems.append(f"{entry['id']}: action {entry['action']!r} is none of {', '.join(ACTIONS)}")
        if (entry["action"] == "replace") != bool(entry.get("replace")):
            problems.append(f"{entry['id']}: `replace` belongs to the action replace, and to no other")
        problems += [
            f"{entry['id']}: cannot expect {name!r}" for name in entry["expect"] if name not in EXPECTED
        ]
    if problems:
        raise SchemaError("corrections", problems)
    return Correction(**{"replace": {}, **entry})


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
        rule = pl.all_horizontal(
            pl.col(name).cast(pl.String) == str(value) for name, value in item.rows.items()
        ).fill_null(False)
        hit = frame.filter(rule)
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
    empty = frame.clear().with_columns(pl.lit(None, dtype=pl.String).alias("reason"))
    return Corrected(
        frame=frame,
        rejected=pl.concat(rejected) if rejected else empty,
        warnings=tuple(warnings),
    )


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
