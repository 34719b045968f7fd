"""On which data a comparison with other pairs rests: a hash that changes when they do."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from importlib.resources import files

from realpolitik.claims.model import Claim
from realpolitik.errors import RealpolitikError
from realpolitik.measures import registry
from realpolitik.states import resolve
from realpolitik.store import Store

POWER, OUTPUT = "power", "gdp-usd"
"""The table, and the figure in it, of the states that are compared: the large economies of the world."""
MODELS = ("realpolitik.scenarios", "realpolitik.endgame")
"""Packages whose measures read worlds, assumptions and judgements beside the tables that they name."""
SHIPPED = (
    ("realpolitik.reference", "worlds"),
    ("realpolitik.scenarios", "assumptions.yaml"),
    ("realpolitik.endgame", "endgame.yaml"),
)
LETTERS = 12


def data_key(claim: Claim, store: Store) -> str:
    """Hash of all that a claim's test reads: the tables of its measures, the states compared, and of models what they are made of.

    Empty where nothing is known of the data: a measure that is not there, or a frame of the caller's own in place of a table.
    """
    picks = claim.test.picks() if claim.test else ()
    names = {str(claim.measure), *(pick.measure for pick in picks if pick.measure)}
    tables, modelled = set[str](), False
    try:
        for name in names:
            found = registry.get(name)
            tables |= set(found.tables)
            modelled |= found.module.startswith(MODELS)
    except RealpolitikError:
        return ""
    parts = [store.digest(name) for name in sorted(tables)]
    if not all(parts) or not store.digest(POWER):
        return ""
    whole = "".join([*states_compared(store), *parts, *([_models()] if modelled else [])])
    return hashlib.sha256(whole.encode()).hexdigest()[:LETTERS]


def states_compared(store: Store) -> tuple[str, ...]:
    """Codes of the states that take the place of those of a claim: all states of the comparison, in order."""
    return _with_output(store, store.digest(POWER))


@lru_cache(maxsize=4)
def _with_output(store: Store, read: str) -> tuple[str, ...]:
    """States with an output in a table of this hash."""
    power = store[POWER]
    found = sorted(power.filter(power["measure"] == OUTPUT)["state"].unique().to_list())
    return tuple(code for code in found if _is_state(code))


def _is_state(code: str) -> bool:
    try:
        return resolve(code).code == code
    except RealpolitikError:  # a territory, or a group
        return False


@cache
def _models() -> str:
    """Hash of the worlds and of the assumptions and judgements that come with the program."""
    whole = hashlib.sha256()
    for package, name in SHIPPED:
        there = files(package) / name
        inside = there.iterdir() if there.is_dir() else [there]
        for part in sorted(inside, key=lambda one: one.name):
            parts = sorted(part.iterdir(), key=lambda one: one.name) if part.is_dir() else [part]
            for one in parts:
                if one.is_file():
                    whole.update(one.name.encode() + one.read_bytes())
    return whole.hexdigest()
