"""Quarantine for the rows of a reader: those that keep the schema, sorted by its key, and the others with their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.errors import SchemaError
from realpolitik.store.schema import Schema
from realpolitik.store.validation import rules

if TYPE_CHECKING:
    import polars as pl

REPEATS = "repeats another row"
CONTRADICTS = "contradicts another row of the same key"


@dataclass(frozen=True, slots=True)
class Screened:
    """Rows that keep the schema (text as Enum, sorted by the key), and those that do not, with a column `reason`."""

    good: pl.DataFrame
    bad: pl.DataFrame

    @property
    def reasons(self) -> dict[str, int]:
        """How many rows were set aside for each reason."""
        if self.bad.is_empty():
            return {}
        return dict(self.bad.group_by("reason").len().sort("reason").iter_rows())


def quarantine(
    frame: pl.LazyFrame | pl.DataFrame,
    schema: Schema,
    *,
    source: str,
    version: str,
    rejected: pl.LazyFrame | pl.DataFrame | None = None,
) -> Screened:
    """Part rows that keep a schema from those that break it.

    Parameters
    ----------
    frame
        Rows as a reader gives them. `source_id`, `vintage` and columns that may be empty may be missing.
    source, version
        Fill `source_id` and `vintage` where these are missing.
    rejected
        Rows that the reader itself set aside, with a column `reason`.

    Raises
    ------
    SchemaError
        A column is missing, unknown, or of a kind that cannot become the schema's: the reader is wrong, not the rows.

    Notes
    -----
    Of rows that are the same in every column one stays; rows of one key that differ are all set aside, since nothing says
    which of them is right. Text is held as Enum, so that eleven million rows of trade take about half a gigabyte.
    """
    import polars as pl

    wide = _shaped(frame, schema, source=source, version=version).collect(engine="streaming")
    enums = {
        column.name: pl.Enum(wide[column.name].unique().cast(pl.String).drop_nulls().sort())
        for column in schema.columns
        if column.kind == "text"
    }
    wide = wide.with_columns(pl.col(name).cast(kind) for name, kind in enums.items())
    reason = _reason(wide, schema)
    aside = []
    if reason is not None:
        judged = wide.with_columns(reason.alias("reason"))
        aside.append(judged.filter(pl.col("reason").is_not_null()))
        wide = judged.filter(pl.col("reason").is_null()).drop("reason")
    wide = wide.sort(schema.key)
    wide, doubled = _once(wide, schema)
    if doubled is not None:
        aside.append(doubled)
    if rejected is not None:
        aside.append(rejected.lazy().collect())
    return Screened(good=wide, bad=_texts(aside))


def _shaped(frame: pl.LazyFrame | pl.DataFrame, schema: Schema, *, source: str, version: str) -> pl.LazyFrame:
    """The columns of the schema in order, with its types; text as categories."""
    import polars as pl

    lazy = frame.lazy()
    given = lazy.collect_schema()
    fill = {"source_id": source, "vintage": version}
    wrong = [f"{name}: no such column in the schema" for name in given if name not in schema.dtypes()]
    columns = []
    for column in schema.columns:
        name, kind = column.name, schema.dtypes()[column.name]
        if name not in given:
            if name in fill:
                columns.append(pl.lit(fill[name]).cast(pl.Categorical).alias(name))
            elif column.nullable:
                empty = pl.lit("").cast(pl.Categorical) if column.kind == "text" else pl.lit(None, dtype=kind)
                columns.append(empty.alias(name))
            else:
                wrong.append(f"{name}: the column is missing")
            continue
        if not _castable(given[name], column.kind):
            wrong.append(f"{name}: {given[name]} where {column.kind} belongs")
        value = pl.col(name)
        if column.kind == "text":
            value = value.cast(pl.String)
            if column.nullable:
                value = value.fill_null("")
            value = value.cast(pl.Categorical)
        elif given[name] != kind:
            value = value.cast(kind)
        columns.append(value)
    if wrong:
        raise SchemaError(schema.name, wrong)
    return lazy.select(columns)


def _castable(dtype: pl.DataType, kind: str) -> bool:
    import polars as pl

    if dtype == pl.Null:
        return True
    return {
        "text": dtype == pl.String or isinstance(dtype, pl.Categorical | pl.Enum),
        "date": dtype == pl.Date,
        "integer": dtype.is_integer(),
        "number": dtype.is_numeric(),
    }[kind]


def _reason(frame: pl.DataFrame, schema: Schema) -> pl.Expr | None:
    """The first reason why a row breaks the schema, or None if no row does."""
    import polars as pl

    whens = []
    for column in schema.columns:
        if column.kind == "text":
            # judged once for each distinct word, not for each row
            words = pl.DataFrame({column.name: frame[column.name].unique().cast(pl.String)})
            for why, rule in rules(column):
                bad = words.filter(rule.fill_null(False))[column.name]
                if len(bad):
                    name = pl.col(column.name)
                    hit = name.is_null() if bad.has_nulls() else name.cast(pl.String).is_in(bad.implode())
                    whens.append(pl.when(hit).then(pl.lit(f"{column.name} {why}")))
            continue
        for why, rule in rules(column):
            if frame.select(rule.fill_null(False).any()).item():
                whens.append(pl.when(rule.fill_null(False)).then(pl.lit(f"{column.name} {why}")))
    return pl.coalesce(whens) if whens else None


def _once(frame: pl.DataFrame, schema: Schema) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    """Each key once, of rows sorted by key."""
    import polars as pl

    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift(1)) for name in schema.key)
    repeated = (
        frame.select(same.fill_null(False).alias("again")).to_series()
        if frame.height
        else pl.Series([], dtype=pl.Boolean)
    )
    if not repeated.any():
        return frame, None
    among = repeated | repeated.shift(-1, fill_value=False)
    single, several = frame.filter(~among), frame.filter(among)
    distinct = several.unique(maintain_order=True)
    counts = pl.len().over(schema.key)
    agreed = distinct.filter(counts == 1)
    dispute = several.join(agreed, on=schema.key, how="anti", nulls_equal=True)
    copies = several.join(agreed, on=schema.key, how="semi", nulls_equal=True)
    copies = copies.filter(~copies.select(pl.struct(schema.key).is_first_distinct()).to_series())
    aside = pl.concat(
        [
            copies.with_columns(pl.lit(REPEATS).alias("reason")),
            dispute.with_columns(pl.lit(CONTRADICTS).alias("reason")),
        ]
    )
    return pl.concat([single, agreed]).sort(schema.key), aside


def _texts(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Rows of any columns under one heading, as text, the reason first."""
    import polars as pl

    if not any(frame.height for frame in frames):
        return pl.DataFrame(schema={"reason": pl.String})
    texts = [frame.with_columns(pl.all().cast(pl.String)) for frame in frames if frame.height]
    whole = pl.concat(texts, how="diagonal")
    return whole.select("reason", *(name for name in whole.columns if name != "reason"))
