"""Whole columns of names or numbers to codes: each distinct value is looked up once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from realpolitik.errors import OptionError, UnknownStateError
from realpolitik.states.names import resolve
from realpolitik.states.registry import State, from_number, spells

if TYPE_CHECKING:
    import polars as pl

Code = Literal["iso3", "name", "cow", "gw"]


def convert(
    column: pl.Series,
    *,
    to: Code = "iso3",
    from_: Code = "name",
    on: date | pl.Series | None = None,
    unknown: Literal["raise", "null"] = "raise",
) -> pl.Series:
    """Convert a column of states from one code to another.

    Parameters
    ----------
    column
        Names and codes (`from_="name"`, which takes any alias, or `"iso3"`), or numbers (`"cow"`, `"gw"`). Nulls stay null.
    to
        `iso3`, `name`, `cow` or `gw`.
    on
        The day, or a column of days of the same length, on which each state must have lived. Numbers are those of the day: Germany
        has 260 in the Correlates of War from 1955 to 1990, and 255 before and after. A state that a list does not count on the
        day has its number of today.
    unknown
        What becomes of a value that names no state: `raise`, or a null asked for by name.

    Returns
    -------
    A column of the same length and name; text for `iso3` and `name`, 64-bit integers for `cow` and `gw`.

    Raises
    ------
    UnknownStateError
        A value names no state; the message lists them all.

    Examples
    --------
    >>> import polars as pl
    >>> convert(pl.Series([365, 710]), from_="cow", on=date(1980, 1, 1)).to_list()
    ['SUN', 'CHN']
    >>> convert(pl.Series(["Germany"]), to="cow", on=date(1970, 1, 1)).item()
    260
    """
    import polars as pl

    for code in (to, from_):
        if code not in ("iso3", "name", "cow", "gw"):
            raise OptionError(f"{code!r} is no code of states: choose iso3, name, cow or gw")
    if column.dtype.is_float():
        column = column.cast(pl.Int64)
    days = on if isinstance(on, pl.Series) else pl.Series([on], dtype=pl.Date).new_from_index(0, len(column))
    if len(days) != len(column):
        raise OptionError(f"{len(days)} days for {len(column)} states: give one day a row")
    asked = pl.DataFrame({"value": column, "on": days})
    distinct = asked.unique(maintain_order=True)
    found, missing = [], {}
    for value, day in distinct.iter_rows():
        try:
            found.append(None if value is None else _code(_state(value, from_, day), to, day))
        except UnknownStateError as error:
            found.append(None)
            missing[str(value)] = error
    if missing and unknown == "raise":
        first = next(iter(missing.values()))
        if len(missing) == 1:
            raise first
        raise UnknownStateError(
            ", ".join(missing), first.on, (), f"{len(missing)} values name no state. The first: {first}"
        )
    kind = pl.String if to in ("iso3", "name") else pl.Int64
    answers = distinct.with_columns(pl.Series("answer", found, dtype=kind))
    joined = asked.join(answers, on=["value", "on"], how="left", nulls_equal=True, maintain_order="left")
    return joined["answer"].rename(column.name)


def _state(value: str | int, from_: Code, on: date | None) -> State:
    if from_ in ("cow", "gw"):
        return from_number(int(value), system=from_, on=on)  # type: ignore[arg-type]
    return resolve(str(value), on=on)


def _code(state: State, to: Code, on: date | None) -> str | int | None:
    """The code; of a number that changed, as Germany's (255, 260, 255), the one that the state bore on the day."""
    if to in ("iso3", "name"):
        return state.code if to == "iso3" else state.name
    if on is not None:
        for spell in spells():
            if (spell.system, spell.code) == (to, state.code) and spell.start <= on <= (spell.end or on):
                return spell.number
    return state.cow if to == "cow" else state.gw
