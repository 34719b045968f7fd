"""Numbers as JavaScript and d3-format write them."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal

from realpolitik.charts.vega.errors import NotDrawnHere

_FORMAT = re.compile(r"(?P<comma>,?)(?:\.(?P<places>\d+))?(?P<trim>~?)(?P<kind>[fg])")


def shortest(value: float) -> str:
    """A number as JavaScript prints it: the fewest digits that tell it apart, no point after whole numbers.

    Examples
    --------
    >>> shortest(249.53407999999996), shortest(220.0), shortest(-0.0), shortest(0.00005)
    ('249.53407999999996', '220', '0', '0.00005')
    """
    if not math.isfinite(value) or (value and not 1e-7 < abs(value) < 1e15):
        raise NotDrawnHere(f"the number {value}")
    text = repr(float(value))
    if "e" in text:
        text = f"{Decimal(text):f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def rounded(value: float) -> str:
    """A number in a path: three digits, a half upward (ECMAScript, `Math.round`).

    Examples
    --------
    >>> rounded(1.0005), rounded(-1.0005), rounded(2.0)
    ('1.001', '-1', '2')
    """
    return shortest(math.floor(value * 1000 + 0.5) / 1000)


def whole(value: float) -> float:
    """`Math.round`: a half upward."""
    return float(math.floor(value + 0.5))


def formatted(value: float, pattern: str) -> str:
    """A number in a pattern of d3-format with `f` or `g`, groups by comma and trimmed zeros.

    Examples
    --------
    >>> formatted(-1234.5, ",.0f"), formatted(0.25, ",.6~f"), formatted(2.0, "~g"), formatted(-0.001, ",.1f")
    ('−1,235', '0.25', '2', '0.0')
    """
    found = _FORMAT.fullmatch(pattern)
    if found is None:
        raise NotDrawnHere(f"the format {pattern!r}")
    size = Decimal(abs(value))
    if found["kind"] == "f":
        places = 6 if found["places"] is None else int(found["places"])
    else:
        if found["places"] is not None or (value and not 1e-4 <= abs(value) < 1e6):
            raise NotDrawnHere(f"{value} in the format {pattern!r}")
        places = 5 - (size.adjusted() if value else 0)
    number = size.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{number:,f}" if found["comma"] else f"{number:f}"
    if found["trim"] and "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"\u2212{text}" if value < 0 and number else text
