"""Figures in words: short, with the unit, the same everywhere a verdict speaks."""

from __future__ import annotations

SIZES = ((1e12, "tn "), (1e9, "bn "), (1e6, "m "))
FRACTIONAL = ("%", "percentage points", "USD/bbl")


def scale(largest: float, unit: str) -> tuple[float, str]:
    """The factor and the name of the unit in which a figure of this size is written."""
    if unit == "share":
        return 0.01, "%"
    if unit == "points":
        return 0.01, "percentage points"
    for size, name in SIZES:
        if abs(largest) >= size:
            return size, f"{name}{unit}"
    return 1.0, unit


def number(value: float, unit: str) -> str:
    """A number with as many decimals as it bears: 240.1, 46.4, .035 becomes 0.035, a count stays whole."""
    if unit in ("index", "ratio", "correlation", "kappa"):
        return f"{value:.2f}"
    if (
        float(value).is_integer()
        and unit not in (*FRACTIONAL, "times")
        and "bn" not in unit
        and "tn" not in unit
    ):
        return f"{value:,.0f}"
    if abs(value) < 1:  # one decimal would leave a small share or price without a significant digit
        return f"{value:.2g}"
    return f"{value:,.1f}"


def quantity(value: float, unit: str) -> str:
    """A figure with its unit.

    Examples
    --------
    >>> quantity(240.11e9, "USD")
    '240.1 bn USD'
    >>> quantity(0.464, "share")
    '46.4 %'
    >>> quantity(37, "meetings")
    '37 meetings'
    """
    factor, name = scale(value, unit)
    return f"{number(value / factor, name)} {name}".strip()


def span(values: list[float], unit: str, *, by: str = " → ") -> str:
    """Several figures in one unit.

    Examples
    --------
    >>> span([146.887e9, 240.11e9], "USD")
    '146.9 → 240.1 bn USD'
    """
    factor, name = scale(max(values, key=abs), unit)
    return f"{by.join(number(value / factor, name) for value in values)} {name}".strip()
