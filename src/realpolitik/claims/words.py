"""Figures in words: short, with the unit, the same everywhere a verdict speaks."""

from __future__ import annotations

SIZES = ((1e12, "tn "), (1e9, "bn "), (1e6, "m "))
PURE = ("index", "ratio", "correlation", "kappa")
"""Units that are no units: plain numbers, with two decimals."""
FRACTIONAL = ("%", "percentage points", "USD/bbl")


def scale(largest: float, unit: str) -> tuple[float, str]:
    """The factor and the name of the unit in which a figure of this size is written."""
    if unit == "share":
        return 0.01, "%"
    if unit == "points":
        return 0.01, "percentage points"
    if unit in PURE:
        return 1.0, ""
    for size, name in SIZES:
        if abs(largest) >= size:
            return size, f"{name}{unit}"
    return 1.0, unit


def number(value: float, unit: str) -> str:
    """A number with as many decimals as it bears: 240.1, 46.4, .035 becomes 0.035, a count stays whole."""
    if not unit:
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
    >>> quantity(37, "meetings"), quantity(1, "meetings")
    ('37 meetings', '1 meeting')
    """
    return span([value], unit)


def span(values: list[float], unit: str, *, by: str = " → ") -> str:
    """Several figures in one unit.

    Examples
    --------
    >>> span([146.887e9, 240.11e9], "USD")
    '146.9 → 240.1 bn USD'
    """
    factor, name = scale(max(values, key=abs), unit)
    written = [number(value / factor, name) for value in values]
    return f"{by.join(written)} {_singular(name) if written[-1] == '1' else name}".strip()


def ranged(value: float, low: float, high: float, unit: str) -> str:
    """A figure with its interval, where it has one.

    Examples
    --------
    >>> ranged(146.887e9, 141.1e9, 146.9e9, "USD")
    '146.9 bn USD (141.1 to 146.9)'
    """
    if low == high:
        return quantity(value, unit)
    factor, name = scale(max((low, value, high), key=abs), unit)
    best, least, most = (number(each / factor, name) for each in (value, low, high))
    written = f"{best} {_singular(name) if best == '1' else name}".strip()
    return f"{written} ({least} to {most})"


def when(period: str) -> str:
    """A period with its preposition: `in 2021`, `on 2024-05-16`, `in 2022–2023`, `over 2014 – 2022-02-23`.

    Examples
    --------
    >>> when("2024-05-16"), when("2022..2023")
    ('on 2024-05-16', 'in 2022–2023')
    """
    if ".." in period and len(period) > len("2022..2023"):
        return f"over {stretch(period)}"
    return f"{'on' if len(period) == len('2024-05-16') and '..' not in period else 'in'} {stretch(period)}"


def stretch(period: str) -> str:
    """`2022–2023`, and with room around the dash where months and days have dashes of their own."""
    return period.replace("..", "–" if len(period) == len("2022..2023") else " – ")


def _singular(unit: str) -> str:
    return unit.removesuffix("s") if unit.isalpha() and unit.islower() else unit
