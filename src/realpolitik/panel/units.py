"""Who a panel is about: states or pairs of states, and the years in which they lived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from realpolitik.errors import OptionError, UnknownStateError
from realpolitik.findings import Window
from realpolitik.states import State, registry
from realpolitik.states.convert import convert
from realpolitik.states.groups import group_named, spells_in
from realpolitik.states.names import resolve

if TYPE_CHECKING:
    import polars as pl

WORLD = ("world", "all")
"""Words for every state there is."""
Of = str | Sequence[str] | Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Who:
    """The states asked about, by code in order, and the pairs where single pairs were named."""

    states: tuple[State, ...]
    pairs: tuple[tuple[str, str], ...] = ()


def who(of: Of, window: Window) -> Who:
    """The states of groups and names; pairs written `CHN-RUS` or as two names.

    A group stands for all that were members at some time within the window.

    Raises
    ------
    OptionError
        There is no state, or one alone where pairs are wanted; or states and pairs are mixed.
    UnknownStateError
        A word is the name of no state and of no group, or the state did not live within the window.

    Examples
    --------
    >>> [one.code for one in who("G7", Window()).states]
    ['CAN', 'DEU', 'FRA', 'GBR', 'ITA', 'JPN', 'USA']
    >>> who("CHN-RUS, USA-CHN", Window()).pairs
    (('CHN', 'RUS'), ('USA', 'CHN'))
    """
    asked = list(_words(of))
    pairs = [pair for one in asked if (pair := _pair(one, window))]
    if pairs and len(pairs) < len(asked):
        raise OptionError("name states or pairs, not both: `CHN RUS USA`, or `CHN-RUS USA-CHN`")
    if pairs:
        found = {state.code: state for pair in pairs for state in pair}
        named = dict.fromkeys((one.code, other.code) for one, other in pairs)
        return Who(_ordered(found.values()), tuple(named))
    found = {state.code: state for one in asked for state in _states(str(one), window)}
    if not found:
        raise OptionError("--of names nobody: give a group such as G20, states, or `world`")
    return Who(_ordered(found.values()))


def _words(of: Of) -> Iterable[str | tuple[str, str]]:
    """What was asked for one by one; a text that names several, alone or in a list, is parted."""
    if isinstance(of, str):
        return _parted(of)
    return [word for one in of for word in (_parted(one) if isinstance(one, str) else [one])]


def _parted(text: str) -> list[str]:
    whole = text.strip()
    if "," in whole or "+" in whole:
        return [part.strip() for part in whole.replace("+", ",").split(",") if part.strip()]
    if whole.casefold() in WORLD or group_named(whole):
        return [whole]
    try:
        resolve(whole)
    except UnknownStateError:
        return whole.split()
    return [whole]


def _pair(one: str | tuple[str, str], window: Window) -> tuple[State, State] | None:
    if isinstance(one, str):
        first, dash, second = one.partition("-")
        if not dash or len(first) != 3 or len(second) != 3:
            return None
        one = (first, second)
    if len(one) != 2:
        raise OptionError(f"{one!r} is no pair: name two states")
    a, b = (_one(name, window) for name in one)
    if a.code == b.code:
        raise OptionError(f"a pair is of two states, not {a.code} and itself")
    return a, b


def _states(word: str, window: Window) -> list[State]:
    if word.casefold() in WORLD:
        return [state for state in registry() if _lived(state, window)]
    if (group := group_named(word)) is None:
        return [_one(word, window)]
    codes = {one.code for one in spells_in(group) if window.meets(one.start, one.end or date.max)}
    if not codes:
        raise OptionError(f"{group} had no member in the period asked ({window})")
    return [state for state in registry() if state.code in codes]


def _one(name: str, window: Window) -> State:
    state = resolve(name)
    if not _lived(state, window):
        why = f"{state.name} lived from {state.start} to {state.end or 'today'}."
        raise UnknownStateError(name, window.start or window.end, state.successors, why)
    return state


def _lived(state: State, window: Window) -> bool:
    return any(window.meets(first, last or date.max) for first, last in state.life)


def _ordered(states: Iterable[State]) -> tuple[State, ...]:
    return tuple(sorted(states, key=lambda state: state.code))


def pairs_of(found: Who, *, directed: bool) -> pl.DataFrame:
    """Columns `a` and `b`: each pair once, or each in both directions; pairs that were named in the order named."""
    import polars as pl

    codes = [state.code for state in found.states]
    made = list(found.pairs) or list(combinations(codes, 2))
    if not made:
        raise OptionError("a panel of pairs needs two states at least")
    if directed:
        made = sorted({*made, *((b, a) for a, b in made)})
    return pl.DataFrame(made, schema={"a": pl.String, "b": pl.String}, orient="row")


def living(states: Sequence[State], years: Sequence[int]) -> pl.DataFrame:
    """`state, year, name, cow, gw` for every year in which a state lived; its numbers are those of its last day in the year."""
    import polars as pl

    rows = [
        (state.code, year, state.name, day)
        for state in states
        for year in years
        if (day := _day(state, year))
    ]
    kinds = {"state": pl.String, "year": pl.Int32, "name": pl.String, "day": pl.Date}
    frame = pl.DataFrame(rows, schema=kinds, orient="row")
    numbers = [
        convert(frame["state"], from_="iso3", to=system, on=frame["day"], unknown="null").alias(system)
        for system in ("cow", "gw")
    ]
    return frame.with_columns(numbers).drop("day")


def _day(state: State, year: int) -> date | None:
    """The last day of a year on which a state lived."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    spans = [
        (start, end or date.max) for start, end in state.life if start <= last and (end or date.max) >= first
    ]
    return min(spans[-1][1], last) if spans else None
