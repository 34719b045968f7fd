"""Who: states through time, with their codes, names and groups."""

from realpolitik.states.convert import convert
from realpolitik.states.groups import groups, members
from realpolitik.states.names import Alias, aliases, resolve, search
from realpolitik.states.registry import Spell, State, from_number, registry, spells, state

__all__ = [
    "Alias",
    "Spell",
    "State",
    "aliases",
    "convert",
    "from_number",
    "groups",
    "members",
    "registry",
    "resolve",
    "search",
    "spells",
    "state",
]
