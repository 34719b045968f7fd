"""Figures as they are read: one writer for page, terminal, chart and verdict.

A figure has two registers: long, as in a sentence (1.2 trillion dollars), and short, as in tables, charts and verdicts ($1.2 tn).
A minus is U+2212 in both. What a machine reads (CSV, JSON) is no matter of wording, and never passes here.

How many digits: a share and a sum of money one decimal, and where that would leave less than two digits, two digits; an index
three digits, since its whole range may lie between 0 and 1; a count stays whole.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

MINUS = "−"
SIZES = ((1e12, "tn", "trillion"), (1e9, "bn", "billion"), (1e6, "m", "million"))
CURRENCIES = {"USD": ("$", "dollars"), "EUR": ("€", "euros")}
PURE = frozenset({"", "index", "ratio", "correlation", "kappa"})
"""Units that are none: plain numbers."""
NOISE = 1e-12
"""What is smaller comes of rounding, and is nothing."""


def decimal(value: float, places: int) -> str:
    """A number with so many decimals, its thousands apart, and no sign on a zero.

    Examples
    --------
    >>> decimal(-1234.5, 1), decimal(-0.001, 2)
    ('−1,234.5', '0.00')
    """
    text = f"{abs(value):,.{places}f}"
    return f"{MINUS}{text}" if value < 0 and text.strip("0.,") else text


def signed(value: float, places: int) -> str:
    """A change, with its sign also where it is a rise; nothing has none.

    Examples
    --------
    >>> signed(2.78, 1), signed(-2.1, 1), signed(0.01, 1)
    ('+2.8', '−2.1', '0.0')
    """
    text = decimal(value, places)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def digits(value: float, most: int) -> str:
    """A number with at most so many significant digits, and all that stand before the point.

    Examples
    --------
    >>> digits(0.0351, 3), digits(12345.6, 3), digits(0.5, 3), digits(-0.00002, 2)
    ('0.0351', '12,346', '0.5', '−0.00002')
    """
    if abs(value) < NOISE:
        return "0"
    places = max(most - 1 - math.floor(math.log10(abs(value))), 0)
    text = decimal(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: float) -> str:
    """A share as a percentage.

    Examples
    --------
    >>> percent(0.464), percent(0.0093), percent(-0.00002), percent(0)
    ('46.4 %', '0.93 %', '−0.002 %', '0.0 %')
    """
    return f"{_hundredths(share)} %"


def signed_percent(share: float, places: int = 0) -> str:
    """A change as a percentage, with its sign.

    Examples
    --------
    >>> signed_percent(-0.163), signed_percent(0.23, 1)
    ('−16 %', '+23.0 %')
    """
    return f"{signed(share * 100, places)} %"


def money(value: float, currency: str = "USD") -> str:
    """Money in the words of a sentence.

    Examples
    --------
    >>> money(1.2e12), money(240.11e9), money(708e6), money(6.5e6), money(-3e9, "EUR"), money(78.3), money(1)
    ('1.2 trillion dollars', '240.1 billion dollars', '708 million dollars', '6.5 million dollars', '−3.0 billion euros', '78.3 dollars', '1 dollar')
    """
    _, word = CURRENCIES[currency]
    number, size = _sized(value, words=True)
    if size:
        return f"{number} {size} {word}"
    text = _plain(value)
    return f"{text} {_one(word) if text in ('1', f'{MINUS}1') else word}"


def figure(value: float, unit: str) -> str:
    """A figure in short, without the name of what is counted: that stands at the axis or the head of the column.

    Examples
    --------
    >>> figure(1.2e12, "USD"), figure(240.11e9, "USD"), figure(437e6, "USD"), figure(-61_500, "USD"), figure(6.96, "EUR")
    ('$1.2 tn', '$240.1 bn', '$437 m', '−$61,500', '€6.96')
    >>> figure(0.4641, "share"), figure(-0.00002, "share"), figure(78.31, "USD/bbl"), figure(37.0, "meetings")
    ('46.4 %', '−0.002 %', '$78.3/bbl', '37')
    >>> figure(0.0351, "index"), figure(-0.0351, "index"), figure(1.0, "index"), figure(12.345, "poles")
    ('0.0351', '−0.0351', '1', '12.3')
    """
    if unit == "share":
        return percent(value)
    if unit == "points":
        return f"{_hundredths(value)} points"
    currency, _, per = unit.partition("/")
    if currency not in CURRENCIES:
        return _number(value, unit)
    number, size = _sized(abs(value))
    text = f"{number} {size}" if size else _plain(abs(value), per)
    sign = MINUS if value < 0 and text.strip("0.,") else ""
    return f"{sign}{CURRENCIES[currency][0]}{text}{f'/{per}' if per else ''}"


def number_of(count: float, noun: str) -> str:
    """So many of what is counted, named by its plural.

    Examples
    --------
    >>> number_of(3, "suppliers"), number_of(1, "suppliers"), number_of(1, "roll calls"), number_of(12_000, "flows")
    ('3 suppliers', '1 supplier', '1 roll call', '12,000 flows')
    >>> number_of(1, "economies"), number_of(1, "speeches"), number_of(1, "cases"), number_of(0, "votes")
    ('1 economy', '1 speech', '1 case', '0 votes')
    """
    text = decimal(count, 0)
    return f"{text} {_one(noun) if text == '1' else noun}"


def between(low: float, high: float, unit: str) -> str:
    """The ends of an interval in words.

    Examples
    --------
    >>> between(0.389, 0.474, "share"), between(0.133, 0.297, "points"), between(2.2e9, 2.4e9, "USD")
    ('38.9 % to 47.4 %', '13.3 to 29.7 percentage points', '$2.2 bn to $2.4 bn')
    """
    if unit == "points":
        return span([low, high], unit, by=" to ")
    return f"{quantity(low, unit)} to {quantity(high, unit)}"


def quantity(value: float, unit: str) -> str:
    """A figure in short with the name of what is counted.

    Examples
    --------
    >>> quantity(240.11e9, "USD"), quantity(0.464, "share"), quantity(0.205, "points"), quantity(0.0351, "index")
    ('$240.1 bn', '46.4 %', '20.5 percentage points', '0.0351')
    >>> quantity(37, "meetings"), quantity(1, "meetings"), quantity(2.5e9, "CNY"), quantity(7.11, "times")
    ('37 meetings', '1 meeting', '2.5 bn CNY', '7.1 times')
    """
    return span([value], unit)


def span(values: Sequence[float], unit: str, *, by: str = " → ") -> str:
    """Several figures in one unit and size.

    Examples
    --------
    >>> span([146.887e9, 240.11e9], "USD"), span([0.039, 0.12], "share", by=" to "), span([-2e9, 1e9], "USD")
    ('$146.9 → 240.1 bn', '3.9 to 12.0 %', '−$2.0 → 1.0 bn')
    """
    written, name = _alike(values, unit)
    return _joined(written, name, unit, by)


def ranged(value: float, low: float, high: float, unit: str) -> str:
    """A figure with its interval, where it has one.

    Examples
    --------
    >>> ranged(146.887e9, 141.1e9, 146.9e9, "USD"), ranged(0.5, 0.5, 0.5, "index")
    ('$146.9 bn (141.1 to 146.9)', '0.5')
    """
    if low == high:
        return quantity(value, unit)
    (best, *ends), name = _alike([value, low, high], unit)
    return f"{_joined([best], name, unit)} ({' to '.join(ends)})"


def _joined(written: Sequence[str], name: str, unit: str, by: str = "") -> str:
    """Figures with the sign or the name of their unit: a currency's sign stands once, before the first."""
    currency, _, per = unit.partition("/")
    if currency not in CURRENCIES:
        return f"{by.join(written)} {_one(name) if written[-1] == '1' else name}".strip()
    sign, first = CURRENCIES[currency][0], written[0]
    first = first.replace(MINUS, f"{MINUS}{sign}") if first.startswith(MINUS) else f"{sign}{first}"
    return f"{by.join([first, *written[1:]])}{f' {name}' if name else ''}{f'/{per}' if per else ''}"


def _alike(values: Sequence[float], unit: str) -> tuple[list[str], str]:
    """Figures in the size that fits the largest, and the name of that size and unit."""
    if unit == "share":
        return [_hundredths(value) for value in values], "%"
    if unit == "points":
        return [_hundredths(value) for value in values], "percentage points"
    currency, _, per = unit.partition("/")
    named = "" if currency in CURRENCIES or unit in PURE else unit
    largest = max(values, key=abs)
    for size, short, _ in SIZES:
        if abs(largest) >= size:
            numbers = [value / size for value in values]
            return [decimal(one, _places(one, short)) for one in numbers], f"{short} {named}".strip()
    if currency in CURRENCIES:
        return [_plain(value, per) for value in values], ""
    return [_number(value, unit) for value in values], named


def _sized(value: float, *, words: bool = False) -> tuple[str, str]:
    """A number in trillions, billions or millions, and that word; a smaller one has none."""
    for size, short, word in SIZES:
        if abs(value) >= size:
            return decimal(value / size, _places(value / size, short)), word if words else short
    return "", ""


def _places(number: float, size: str) -> int:
    """Millions from ten on are whole: figures of that size are rarely known better."""
    return 0 if size == "m" and abs(number) >= 10 else 1


def _plain(value: float, per: str = "") -> str:
    """Money below a million: whole from a thousand on, else with one decimal, or two digits."""
    if abs(value) >= 1000 or (float(value).is_integer() and not per):
        return decimal(value, 0)
    return decimal(value, 1) if abs(value) >= 10 or (per and abs(value) >= 1) else digits(value, 3)


def _hundredths(share: float) -> str:
    number = share * 100
    if abs(number) < NOISE or abs(number) >= 1:
        return decimal(number, 1)
    return (
        decimal(number, min(1 - math.floor(math.log10(abs(number))), 3))
        if abs(number) >= 0.01
        else digits(number, 1)
    )


def _number(value: float, unit: str) -> str:
    for size, short, _ in SIZES:
        if abs(value) >= size:
            return f"{decimal(value / size, 1)} {short}"
    if float(value).is_integer() and unit not in ("times", "%"):
        return decimal(value, 0)
    if abs(value) >= 1000:
        return decimal(value, 0)
    if abs(value) >= 10 or (unit == "times" and abs(value) >= 1):
        return decimal(value, 1)
    return digits(value, 2 if unit == "times" else 3)


def _one(noun: str) -> str:
    """The name of one of what is counted, of a plain plural: `meeting`, `roll call`, `economy`, `speech`."""
    words = noun.split()
    plain = all(word.isalpha() and word.islower() for word in words)
    if not plain or not noun.endswith("s") or noun.endswith("ss") or noun == "times":
        return noun
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-2] if noun.endswith(("ches", "shes", "xes", "sses")) else noun[:-1]
