"""States and groups in the words of a label or a sentence."""

from __future__ import annotations

import re

from realpolitik.states.economies import economy
from realpolitik.states.groups import group_name, groups
from realpolitik.states.registry import by_code, state

GROUPS = {"WLD": "the world", "EU27": "the European Union", "ADV": "the advanced economies"}
_ARTICLED = re.compile(
    r"(rest of|oil exporters|other |United |Democratic Republic|Two Sicilies).*"
    r"|.*\b(Republic|Kingdom|Union|Empire|States|State|Islands|Caucasus)"
    r"|Bahamas|Comoros|Congo|Gambia|Maldives|Netherlands|Philippines|Seychelles|Transvaal"
)
"""Names that take an article in a sentence: kinds of states, plurals, and regions that became states."""


def name(code: str) -> str:
    """The name of a state, of a group, or of an aggregate of the tables, as on a label.

    Examples
    --------
    >>> name("CHN"), name("USA"), name("WLD")
    ('China', 'United States', 'the world')
    """
    if known := GROUPS.get(code):
        return known
    if code in groups():
        return group_name(code)
    own = economy(code) if code not in by_code() else None
    return own.name if own else state(code).name


def the(name: str) -> str:
    """A name within a sentence: with its article, where it has one.

    Examples
    --------
    >>> the("United States"), the("rest of the world"), the("China"), the("Netherlands"), the("Papua New Guinea")
    ('the United States', 'the rest of the world', 'China', 'the Netherlands', 'Papua New Guinea')
    """
    return f"the {name}" if _ARTICLED.fullmatch(name) and not name.startswith("the ") else name


def called(code: str) -> str:
    """The name of a state or group as it stands within a sentence.

    Examples
    --------
    >>> called("USA"), called("CHN"), called("EU27")
    ('the United States', 'China', 'the European Union')
    """
    return the(name(code))


def whose(code: str) -> str:
    """The possessive of a name within a sentence.

    Examples
    --------
    >>> whose("CHN"), whose("USA")
    ("China's", "the United States'")
    """
    return f"{called(code)}{chr(39) if called(code).endswith('s') else chr(39) + 's'}"
