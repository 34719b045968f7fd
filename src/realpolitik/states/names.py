"""Names: from whatever a person or a file calls a state to the state that bore the name on a day."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from realpolitik.errors import UnknownStateError
from realpolitik.states.economies import economy
from realpolitik.states.groups import group_named, members
from realpolitik.states.registry import State, by_code, day, rows

ADDRESSES = ("alias", "native", "abbreviation")
"""Kinds of alias that name a state. Adjectives and capitals point to one only in running text (`mentions`)."""


@dataclass(frozen=True, slots=True)
class Alias:
    """A name that a state bears; `kind` is name, alias, native, abbreviation, adjective or capital."""

    text: str
    code: str
    kind: str
    start: date | None
    end: date | None

    def held_on(self, on: date | None) -> bool:
        """Whether the name was in use on the day; any name is, where no day is asked."""
        return on is None or (
            (self.start is None or self.start <= on) and (self.end is None or on <= self.end)
        )


def resolve(name: str, on: date | None = None) -> State:
    """The state that bears a name on a day.

    Parameters
    ----------
    name
        A code (`CHN`), a name or an alias in any case, with or without accents: `Peking` is none, being a capital.
    on
        The day; the state must have lived on it. Without it, a name means the state that bears it today, and if none
        does, the last that bore it.

    Raises
    ------
    UnknownStateError
        No state bears the name, or not on that day; the message suggests the nearest names, or the successors.

    Examples
    --------
    >>> resolve("PRC").code, resolve("Soviet Union").code
    ('CHN', 'SUN')
    >>> resolve("Republic of China", on=date(1930, 1, 1)).code
    'CHN'
    """
    bearing = [alias for alias in _index().get(_key(name), ()) if alias.held_on(on)]
    if on is None:  # a name in use today counts before one given up
        bearing = [alias for alias in bearing if alias.end is None] or bearing
    found = [by_code()[code] for code in dict.fromkeys(alias.code for alias in bearing)]
    if not found:
        if own := economy(name):
            taken = "; measures of trade take it, such as trade.turnover" if own.held else ""
            said = f"{own.name[0].upper()}{own.name[1:]} is {own.says}{taken}."
            raise UnknownStateError(name, on, (), said)
        if group := group_named(name):
            listed = ", ".join(members(group, on))
            raise UnknownStateError(
                name, on, (), f"{group} is a group of states, not one: ask for a member ({listed})."
            )
        raise UnknownStateError(name, on, suggestions(name), _not_then(name, on))
    living = [state for state in found if (state.lived_on(on) if on else state.end is None)]
    if not living and on:
        raise UnknownStateError(name, on, (), " ".join(_absence(state, on) for state in found))
    chosen = living or [max(found, key=lambda state: state.end or date.max)]
    if len(chosen) > 1:
        names = [f"{state.code} ({state.name})" for state in chosen]
        raise UnknownStateError(name, on, names, "Several bear the name.")
    return chosen[0]


def suggestions(name: str, count: int = 3) -> tuple[str, ...]:
    """The nearest names, each as `CODE (name)`, or `alias = CODE (name)` where an alias is near.

    Codes come first where the name looks like one.
    """
    key = _key(name)
    codes = [code for code in by_code() if sorted(code) == sorted(key.upper())]  # letters swapped: RSU
    near = difflib.get_close_matches(key, _index(), n=3 * count, cutoff=0.6)
    found = codes + [alias.code for word in near for alias in _index()[word]]
    return tuple(f"{code} ({by_code()[code].name})" for code in list(dict.fromkeys(found))[:count])


def search(text: str, *, count: int = 10) -> tuple[State, ...]:
    """States whose code, name or any alias begins with, or else contains, the text; living ones first.

    Examples
    --------
    >>> [state.code for state in search("soviet")]  # two Soviet Socialist Republics were members of the UN themselves
    ['SUN', 'BLR', 'UKR']
    """
    key = _key(text)
    if not key:
        return ()
    places: dict[str, tuple[bool, bool, str]] = {}
    for alias in aliases():
        word = _key(alias.text)
        if key in word:
            state = by_code()[alias.code]
            rank = (not word.startswith(key), state.end is not None, state.name)
            places[alias.code] = min(rank, places.get(alias.code, rank))
    return tuple(by_code()[code] for code in sorted(places, key=lambda code: places[code])[:count])


@cache
def aliases() -> tuple[Alias, ...]:
    """Every name of every state: codes, names, and what `aliases.csv` adds."""
    own = (
        Alias(text, state.code, kind, None, None)
        for state in by_code().values()
        for text, kind in ((state.code, "abbreviation"), (state.name, "name"))
    )
    added = (
        Alias(r["alias"], r["code"], r["kind"], day(r["from"]), day(r["to"])) for r in rows("aliases.csv")
    )
    return (*own, *added)


@cache
def _index() -> dict[str, tuple[Alias, ...]]:
    index: dict[str, list[Alias]] = {}
    for alias in aliases():
        if alias.kind in ("name", *ADDRESSES):
            index.setdefault(_key(alias.text), []).append(alias)
    return {key: tuple(bearing) for key, bearing in index.items()}


def _key(text: str) -> str:
    """A name without accents, case, dots and a leading article."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = flat.casefold().replace(".", "").replace("’", "'").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _not_then(name: str, on: date | None) -> str:
    """What to say of a name that is known, but was not in use on the day."""
    known = _index().get(_key(name), ())
    if not on or not known:
        return ""
    return (
        "The name is that of "
        + ", ".join(dict.fromkeys(by_code()[alias.code].name for alias in known))
        + " at other times."
    )


def _absence(state: State, on: date) -> str:
    if state.end and on > state.end:
        after = _listed(state.successors)
        return f"{state.name} ended on {state.end}" + (f"; after it came {after}." if after else ".")
    if on < state.start:
        return f"{state.name} begins on {state.start}."
    return f"{state.name} was not a state on that day."


def _listed(codes: Iterable[str]) -> str:
    names = [f"{code} ({by_code()[code].name})" for code in codes]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
