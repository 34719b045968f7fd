"""From what a publisher calls a state to the state that it was on the day, with a word on every name that is none.

Three things are asked in turn: what `entities.csv` says of this source, what it says of all sources (territories that trade
under a code of their own, spellings of international offices), and the registry of states. A number of the Correlates of War
stands for the state that bore it in the middle of the year, else at its end or its beginning: 365 is the Soviet Union in
1991, and Russia from 1992.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.sources.lookup import NO_STATE, Entity, Kind, Lookup, entities, held

if TYPE_CHECKING:
    import polars as pl

SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """Rows with codes, and what is to be said of the names.

    Attributes
    ----------
    frame
        The rows with a column of codes for each column of names; null where there is no state.
    warnings
        Sentences on names that are unknown, that are no states, and of `entities.csv` that did not occur.
    """

    frame: pl.DataFrame
    warnings: tuple[str, ...]


def coded(
    frame: pl.DataFrame,
    columns: Mapping[str, str],
    *,
    source: str,
    kind: Kind,
    year: str | None = None,
    day: str | None = None,
    early: bool = False,
    whole: bool = False,
) -> Coded:
    """Codes of states for columns of a publisher's names, codes or numbers.

    Parameters
    ----------
    columns
        Column of names to the column of codes to be made.
    source
        Whose names they are (a source of `datasets.yaml`).
    kind
        What they are: names, ISO3 codes, numbers of the Correlates of War or of Gleditsch and Ward.
    year, day
        The column with the year, as a number or text, or with the day. Neither: as of today.
    early
        Take the state that a number stood for next, where it stood for none yet: some members of the United Nations voted
        before the lists count them as states.
    whole
        The rows are the whole of the source, so that a name of `entities.csv` that does not occur is worth a word.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"ccode": [365, 365, 1], "year": [1985, 1995, 1995]})
    >>> made = coded(rows, {"ccode": "state"}, source="cow-nmc", kind="cow", year="year")
    >>> made.frame["state"].to_list(), made.warnings
    (['SUN', 'RUS', None], ("cow-nmc: no state is known as '1' (1995)",))
    """
    import polars as pl

    when = pl.col(day).cast(pl.Date) if day else _year(year) if year else pl.lit(None, dtype=pl.Int32)
    keyed = frame.with_columns(when.alias("__when"))
    asked = pl.concat(
        [keyed.select(pl.col(name).cast(pl.String).alias("__value"), "__when") for name in columns]
    )
    counted = asked.group_by("__value", "__when", maintain_order=True).len()
    look = Lookup(source, kind, early)
    answers = [None if value is None else look(value, moment) for value, moment, _ in counted.iter_rows()]
    table = counted.with_columns(pl.Series("__code", answers, dtype=pl.String))
    for name, target in columns.items():
        keyed = (
            keyed.with_columns(pl.col(name).cast(pl.String).alias("__value"))
            .join(
                table.select("__value", "__when", pl.col("__code").alias(target)),
                on=["__value", "__when"],
                how="left",
                nulls_equal=True,
                maintain_order="left",
            )
            .drop("__value")
        )
    made = keyed.drop("__when").with_columns(
        pl.when(pl.col(target) != NO_STATE).then(pl.col(target)).alias(target) for target in columns.values()
    )
    warnings = [*_unknown(source, table), *_groups(source, table)]
    if whole:
        warnings += _unused(source, look.used)
    return Coded(frame=made, warnings=tuple(warnings))


def nameless(columns: Mapping[str, str]) -> dict[str, pl.Expr]:
    """Reasons for `divide`: a name of no state in a column."""
    import polars as pl

    return {
        f"{name}: no state is called so then": pl.col(target).is_null() for name, target in columns.items()
    }


def left_out(source: str, *columns: str) -> pl.Expr:
    """Whether a column has a name that `entities.csv` knows to be no state: a group, a region, what is not specified."""
    import polars as pl

    names = [
        entity.value
        for some in entities().get(source, {}).values()
        for entity in some
        if entity.code == NO_STATE
    ]
    return pl.any_horizontal(pl.col(name).str.strip_chars().is_in(names).fill_null(False) for name in columns)


def _year(name: str) -> pl.Expr:
    import polars as pl

    return pl.col(name).cast(pl.Float64, strict=False).cast(pl.Int32, strict=False)


def _unknown(source: str, table: pl.DataFrame) -> list[str]:
    import polars as pl

    lost = table.filter(pl.col("__code").is_null() & pl.col("__value").is_not_null())
    if lost.is_empty():
        return []
    if lost.schema["__when"] == pl.Date:
        lost = lost.with_columns(pl.col("__when").dt.year())
    names = (
        lost.group_by("__value", maintain_order=True)
        .agg(pl.col("len").sum(), pl.col("__when").min().alias("first"), pl.col("__when").max().alias("last"))
        .sort("len", "__value", descending=[True, False])
    )
    shown = [_spanned(value, first, last) for value, _, first, last in names.head(SHOWN).iter_rows()]
    more = f" and {names.height - SHOWN} more" if names.height > SHOWN else ""
    return [f"{source}: no state is known as {', '.join(shown)}{more}"]


def _spanned(value: str, first: int | None, last: int | None) -> str:
    span = "" if first is None else f" ({first})" if first == last else f" ({first}–{last})"
    return f"{value!r}{span}"


def _groups(source: str, table: pl.DataFrame) -> list[str]:
    import polars as pl

    left = table.filter(pl.col("__code") == NO_STATE)
    if left.is_empty():
        return []
    names = sorted(left["__value"].unique().to_list())
    shown = ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")
    return [f"{source}: left out, being no states: {shown}"]


def _unused(source: str, used: set[Entity]) -> list[str]:
    idle = sorted(
        {
            entity.value
            for some in entities().get(source, {}).values()
            for entity in some
            if entity not in used
        }
    )
    if not idle:
        return []
    shown = ", ".join(repr(name) for name in idle[:SHOWN])
    more = f" and {len(idle) - SHOWN} more" if len(idle) > SHOWN else ""
    return [
        f"{source}: entities.csv has names that do not occur in the file: {shown}{more}; has the publisher renamed them?"
    ]


def doubled(
    frame: pl.DataFrame, columns: Mapping[str, str], *, year: str, key: tuple[str, ...] = ()
) -> pl.Expr:
    """Whether a row repeats a state under the number that it did not bear in the middle of the year.

    Germany has 260 and 255 in 1990, Yemen 678 and 679: both rows are about one state, and one of them must go.

    Parameters
    ----------
    frame
        Rows with numbers of the Correlates of War and their codes.
    columns
        Column of numbers to column of codes.
    key
        Further columns that tell rows of a state and year apart.
    """
    import polars as pl

    codes = [*columns.values(), *key]
    narrow = frame.select(
        *(pl.col(name).cast(pl.String, strict=False) for name in columns),
        *codes,
        _year(year).alias("__year"),
        __row=pl.int_range(pl.len()),
    )
    several = narrow.filter(
        pl.all_horizontal(pl.col(name).is_not_null() for name in codes),
        pl.struct(*codes, "__year").is_duplicated(),
    )
    good = {
        row[-1]: all(held(row[place], row[-2]) for place in range(len(columns)))
        for row in several.iter_rows()
    }
    marked = several.with_columns(
        pl.col("__row").replace_strict(good, return_dtype=pl.Boolean).alias("__held")
        if good
        else pl.lit(True).alias("__held")
    )
    loser = marked.filter(~pl.col("__held") & pl.col("__held").any().over(*codes, "__year"))["__row"]
    return pl.int_range(pl.len()).is_in(loser.implode())
