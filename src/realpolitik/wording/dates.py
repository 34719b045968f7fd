"""Dates and periods as they are written and said."""

from __future__ import annotations

from datetime import date


def written(day: date, freq: str) -> str:
    """A period as written: the year, the month or the day.

    Examples
    --------
    >>> written(date(2024, 5, 1), "A"), written(date(2024, 5, 1), "M"), written(date(2024, 5, 1), "D")
    ('2024', '2024-05', '2024-05-01')
    """
    return {"A": f"{day:%Y}", "M": f"{day:%Y-%m}"}.get(freq, day.isoformat())


def day_in_words(day: date) -> str:
    """A day as it is said.

    Examples
    --------
    >>> day_in_words(date(2024, 5, 16))
    '16 May 2024'
    """
    return f"{day.day} {day:%B %Y}"


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
