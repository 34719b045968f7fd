"""Who a figure is of, and who printed it: the office first, in words, then the press."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.sources.shipped import shipped
from realpolitik.wording.sentences import opening

_QUOTED = re.compile(r",? (?:citing|quoting) ")
_LANGUAGE = re.compile(r" \((?:[a-z]{2}|Malay|Arabic)\)")


def attributed(publisher: str) -> str:
    """The publisher of a record as a footnote has it: offices by their names, and before the paper that quotes them.

    Examples
    --------
    >>> attributed("TASS citing GACC"), attributed("The Moscow Times citing Interfax/GACC")
    ('Chinese customs via TASS', 'Chinese customs via Interfax and The Moscow Times')
    >>> attributed("Rossiyskaya Gazeta via divbracket, citing GACC"), attributed("Imparcial (pt)")
    ('Chinese customs via Rossiyskaya Gazeta and divbracket', 'Imparcial')
    >>> attributed("Kommersant")
    'Kommersant'
    """
    text = _LANGUAGE.sub("", publisher)
    paper, *quoted = _QUOTED.split(text, maxsplit=1)
    if quoted and ";" not in text:
        origin, *between = reversed(_parts(quoted[0]))
        through = [*reversed(between), *(part for one in paper.split(" via ") for part in one.split("/"))]
        through = [part.strip() for part in through]
        text = f"{origin} via {' and '.join(dict.fromkeys(through))}"
    for short, name in _offices().items():
        text = re.sub(rf"\b{re.escape(short)}\b", name, text)
    return opening(text) if quoted else text


def _parts(quoted: str) -> list[str]:
    """Whom a paper quotes, the office last: `Interfax/GACC`, `GACC/TASS`."""
    parts = re.split(r"/| and (?=[A-Z])", quoted)
    offices = [part for part in parts if part in _offices()]
    return [*(part for part in parts if part not in offices), *offices]


@cache
def _offices() -> dict[str, str]:
    """The names of offices by the short forms that papers use."""
    return shipped("realpolitik.sources", "attribution")
