"""What these modules do not draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


class NotDrawnHere(Exception):  # noqa: N818 - no error: Vega draws it instead
    """The specification has a part that only Vega draws."""


def only(part: Mapping[str, Any], known: Iterable[str], what: str) -> None:
    """Refuse a part of a specification with an entry that is not known here: it may change the picture."""
    if unknown := set(part) - set(known):
        raise NotDrawnHere(f"{what}: {', '.join(sorted(unknown))}")


def expect(part: Mapping[str, Any], values: Mapping[str, Any], what: str) -> None:
    """Refuse a part of a specification in which an entry has another value than the one drawn here."""
    for name, value in values.items():
        if name in part and part[name] != value:
            raise NotDrawnHere(f"{what}: {name} is {part[name]!r}")
