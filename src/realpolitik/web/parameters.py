"""What a request may ask of a measure or a scenario: names and numbers, never a file of this machine, nothing without end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from realpolitik.errors import OptionError, UnknownNameError
from realpolitik.findings import Finding, Window
from realpolitik.measures.options import Names, Option

if TYPE_CHECKING:
    from realpolitik.measures.registry import Measure

LONGEST = 200
"""Characters of an option's value."""
MOST: Mapping[str, float] = {"draws": 10_000, "top": 300, "years": 250}
"""The most of what costs time; a request for more is refused with this number."""


def options(name: str, pairs: Sequence[str]) -> dict[str, Any]:
    """Read `key=value` texts as options of a measure.

    Raises
    ------
    UnknownNameError
        The measure has no such option, or the option takes a scenario or a world that does not come with the program.
    OptionError
        A pair is not `key=value`, the value is too long or too large, or the option reads a file.

    Examples
    --------
    >>> options("discount.saving", ["lag=0"])
    {'lag': '0'}
    """
    from realpolitik.measures import get

    known = get(name).options
    found: dict[str, Any] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key:
            raise OptionError(f"set={pair[:LONGEST]!r}: write key=value, such as lag=0")
        if key not in known:
            raise UnknownNameError(f"option of {name}", key, known)
        if known[key].kind == "file":
            raise OptionError(f"{key} names a file: it is an option of the command line alone")
        if len(value) > LONGEST:
            raise OptionError(f"{key} is longer than {LONGEST} characters")
        found[key] = value
        _bounded(known[key], value)
    return found


def open_to_all(measure: Measure) -> dict[str, Option]:
    """The options of a measure that a request may set: not those that name a file."""
    return {name: option for name, option in measure.options.items() if option.kind != "file"}


def _bounded(option: Option, value: str) -> None:
    key = option.name
    if key in MOST:
        try:
            number = float(value)
        except ValueError:
            return  # the measure says what it expects
        if not number <= MOST[key]:
            raise OptionError(f"{key}={value}: here to {MOST[key]:,.0f}; the command line takes more")
    rule = option.rule
    if (
        isinstance(rule, Names) and rule.else_ and value and value not in rule.known()
    ):  # never a path of this machine
        raise UnknownNameError(rule.what, value, rule.known())


def changed(finding: Finding) -> list[str]:
    """The options of a finding that differ from the measure's own, as `key=value`: what its address must carry."""
    from realpolitik.measures import measures
    from realpolitik.measures.options import written

    known = measures().get(finding.name)
    if known is None:
        return []
    return [
        f"{key}={written(value)}"
        for key, value in finding.options.items()
        if known.defaults.get(key, value) != value
    ]


def window(start: str | None, end: str | None) -> Window:
    """A window from two dates of a request; an empty one is open."""
    return Window.parse(start or None, end or None)


def spanned(window: Window) -> list[tuple[str, str]]:
    """A window as the parameters of an address, as short as it can be written."""
    found = []
    if window.start:
        whole = (window.start.month, window.start.day) == (1, 1)
        found.append(("from", str(window.start.year) if whole else str(window.start)))
    if window.end:
        whole = (window.end.month, window.end.day) == (12, 31)
        found.append(("to", str(window.end.year) if whole else str(window.end)))
    return found
