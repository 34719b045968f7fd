"""How wide words are, where lines break, and how figures and units are written on charts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from realpolitik.wording.numbers import SIZES

# Advance widths of Helvetica, space to tilde, in thousandths of the type size (Adobe font metrics, 1997).
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_ADVANCE = {chr(32 + place): int(width) / 1000 for place, width in enumerate(_WIDTHS.split())}
_SIGNS = {
    "–": 0.556,
    "—": 1.0,
    "…": 1.0,
    "−": 0.584,
    "×": 0.584,
    "±": 0.584,
    "·": 0.278,
    "’": 0.222,
    "‘": 0.222,
    "→": 1.0,
}
_SIGNS |= {"“": 0.333, "”": 0.333, "°": 0.4, "§": 0.556, "€": 0.556, "£": 0.556, "¥": 0.556, "\xa0": 0.278}
_BOLD = 1.08
THOUSAND = 1e3


def breadth(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that the text takes at a type size; letters outside ASCII are counted generously.

    Examples
    --------
    >>> round(breadth("2022", 10), 2)
    22.24
    """
    advance = sum(_ADVANCE.get(letter) or _advance(letter) for letter in text)
    return advance * size * (_BOLD if bold else 1)


def helvetica(text: str, size: float, *, bold: bool = False) -> float | None:
    """Pixels that the text takes in Helvetica; None where it has a letter whose width is not known here.

    Examples
    --------
    >>> helvetica("2022", 10), helvetica("中国", 10)
    (22.24, None)
    """
    widths = [_ADVANCE.get(letter) or _SIGNS.get(letter) or _accented(letter) for letter in text]
    if None in widths:
        return None
    return round(sum(width for width in widths if width) * size * (_BOLD if bold else 1), 2)


def _accented(letter: str) -> float | None:
    """A letter with an accent is as wide as the letter."""
    base = unicodedata.normalize("NFD", letter)
    return _ADVANCE.get(base[0]) if len(base) > 1 else None


def _advance(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" or letter in "→—" else 0.62


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Lines that fit into `room` pixels; a word longer than a line is broken.

    Examples
    --------
    >>> wrap("a long title", 40, 10)
    ['a long', 'title']
    """
    lines: list[str] = []
    current = ""
    for word in text.split():
        grown = f"{current} {word}".strip()
        if current and breadth(grown, size, bold=bold) > room:
            lines.append(current)
            current = word
        else:
            current = grown
        while breadth(current, size, bold=bold) > room and len(current) > 1:
            cut = max(
                1, next(n for n in range(len(current), 0, -1) if n == 1 or breadth(current[:n], size) <= room)
            )
            cut = min(cut, len(current) - 1)
            lines.append(current[:cut])
            current = current[cut:]
    return [*lines, current] if current or not lines else lines


def clip(text: str, room: float, size: float, *, lines: int = 1, bold: bool = False) -> list[str]:
    """At most so many lines; where words are left out, the last line ends in an ellipsis.

    Examples
    --------
    >>> clip("a long title", 40, 10)
    ['a long…']
    """
    whole = wrap(text, room, size, bold=bold)
    if len(whole) <= lines:
        return whole
    kept = whole[: lines - 1]
    last = whole[lines - 1]
    while last and breadth(f"{last}…", size, bold=bold) > room:
        last = last[: last.rfind(" ")] if " " in last else last[:-1]
    return [*kept, f"{last.rstrip(' ,;:(')}…"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """How an axis shows a unit: values are divided by `divisor`; `title` names what is left."""

    title: str
    divisor: float


def axis_of(unit: str, values: Iterable[float], *, of: str = "") -> Axis:
    """The axis for values of a unit, in the power of a thousand that fits the largest.

    An index has no unit: its axis is called by the last words of `of`, the name of the finding, where that is given.

    Examples
    --------
    >>> axis_of("USD", [3e10, 2.4e11])
    Axis(title='USD bn', divisor=1000000000.0)
    >>> axis_of("share", [0.3]).title, axis_of("index", [0.3], of="votes.ideal_point_gap").title
    ('%', 'ideal point gap')
    """
    largest = max((abs(value) for value in values), default=0.0)
    if unit == "share":
        return Axis(title="%", divisor=0.01)
    if unit.startswith("USD/"):
        return Axis(title="$/" + unit.removeprefix("USD/"), divisor=1)
    for scale, name, word in (*SIZES, (THOUSAND * 10, "thousand", "thousand")):
        if largest >= scale:
            title = f"USD {name}" if unit == "USD" else f"{unit}, {word}s".lstrip(", ")
            return Axis(title=title, divisor=scale if name != "thousand" else THOUSAND)
    if unit == "index" and of:
        unit = of.rpartition(".")[2].replace("_", " ")
    return Axis(title=unit or "value", divisor=1)


def listed(names: Sequence[str], most: int) -> str:
    """`A; B; C and 4 more`.

    Examples
    --------
    >>> listed(["A", "B", "C"], 2)
    'A; B and 1 more'
    """
    unique = list(dict.fromkeys(name for name in names if name))
    rest = len(unique) - most
    return "; ".join(unique[:most]) + (f" and {rest} more" if rest > 0 else "")
