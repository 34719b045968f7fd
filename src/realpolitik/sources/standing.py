"""Who speaks in a source: the office that made the figure, an office quoted by another, or the press alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from realpolitik.sources.shipped import shipped

Standing = Literal["publisher", "official, quoted", "press"]
"""`publisher`: the office that made the figure. `official, quoted`: an office's figure in another's words. `press`: a report that
names no office."""

PRESS: Standing = "press"


@cache
def _rules() -> Mapping[Standing, Mapping[str, tuple[str, ...]]]:
    entries = shipped("realpolitik.sources", "standing")
    return {
        kind: {side: tuple(word.lower() for word in words) for side, words in sides.items()}
        for kind, sides in entries.items()
    }


def standing_of(publisher: str, address: str, *, kind: str = "document", title: str = "") -> Standing:
    """The standing of a document by its publisher, title and address; a dataset is its publisher's.

    Examples
    --------
    >>> standing_of("hgsteelpipe.com", "https://www.hgsteelpipe.com/newsdetail/china-russia")
    'press'
    >>> standing_of("bne IntelliNews citing GACC/TASS", "https://bne.eu/x"), standing_of("US BIS", "https://bis.gov/node/6280")
    ('official, quoted', 'publisher')
    """
    if kind == "dataset":
        return "publisher"
    names, where = f"{publisher} {title}".lower(), address.lower()
    for standing, sides in _rules().items():
        if any(word in where for word in sides["addresses"]) or any(
            word in names for word in sides["publishers"]
        ):
            return standing
    return PRESS
