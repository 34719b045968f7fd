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


def said(period: str) -> str:
    """A written year, month or day as it is said; what is none of them stays as it is.

    Examples
    --------
    >>> said("2024"), said("2024-05"), said("2024-05-16")
    ('2024', 'May 2024', '16 May 2024')
    """
    try:
        if len(period) == len("2024-05-16"):
            return day_in_words(date.fromisoformat(period))
        if len(period) == len("2024-05"):
            return f"{date.fromisoformat(f'{period}-01'):%B %Y}"
    except ValueError:
        pass
    return period


def when(period: str) -> str:
    """A period with its preposition: `in 2021`, `on 16 May 2024`, `in 2022–2023`, `over 2014 – 23 February 2022`.

    Examples
    --------
    >>> when("2024-05-16"), when("2022..2023")
    ('on 16 May 2024', 'in 2022–2023')
    """
    if ".." in period and len(period) > len("2022..2023"):
        return f"over {stretch(period)}"
    return f"{'on' if len(period) == len('2024-05-16') and '..' not in period else 'in'} {stretch(period)}"


def year_span(first: int | str, last: int | str) -> str:
    """A span of years, or the one year that both ends are.

    Examples
    --------
    >>> year_span(2020, 2024), year_span("2022", "2022")
    ('2020–2024', '2022')
    """
    return f"{first}" if str(first) == str(last) else f"{first}–{last}"


def during(first: int | str, last: int | str) -> str:
    """A span of years after a verb.

    Examples
    --------
    >>> during(2020, 2024), during(2022, 2022)
    ('from 2020 to 2024', 'in 2022')
    """
    return f"in {first}" if str(first) == str(last) else f"from {first} to {last}"


def stretch(period: str) -> str:
    """`2022–2023`, and with room around the dash where months and days are named.

    Examples
    --------
    >>> stretch("2014..2022-02-23"), stretch("2022..2023"), stretch("2022..2022")
    ('2014 – 23 February 2022', '2022–2023', '2022')
    """
    first, dots, last = period.partition("..")
    if dots and first == last:
        return said(first)
    dash = "–" if len(period) == len("2022..2023") else " – "
    return dash.join(said(part) for part in period.split(".."))


def from_to(period: str) -> str:
    """A period as a sentence has it: `2021 to 2023`, `January to June 2025`, `since May 2024`.

    Examples
    --------
    >>> from_to("2021..2023"), from_to("2025-01..2025-06"), from_to("2024-10..2025-03")
    ('2021 to 2023', 'January to June 2025', 'October 2024 to March 2025')
    >>> from_to("2024-05-16"), from_to("2024-05.."), from_to("..2024-05")
    ('16 May 2024', 'since May 2024', 'up to May 2024')
    """
    first, dots, last = period.partition("..")
    if not dots:
        return said(first)
    if not last:
        return f"since {said(first)}"
    if not first:
        return f"up to {said(last)}"
    if first == last:
        return said(first)
    same = len(first) == len(last) == len("2024-05") and first[:4] == last[:4]
    return f"{said(first).removesuffix(f' {first[:4]}') if same else said(first)} to {said(last)}"
