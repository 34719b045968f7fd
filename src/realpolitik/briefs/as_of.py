"""How old a brief's figures are: the last period of each question's, the oldest and the newest in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from realpolitik.findings import Finding, parse_date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A question, and the last periods of the figures which answer it: of the newest, and of the oldest where it differs."""

    question: str
    to: str
    oldest: str = ""

    @property
    def since(self) -> str:
        """The last period of the oldest of the figures."""
        return self.oldest or self.to


def reaches(answers: Iterable[tuple[str, Sequence[Finding]]]) -> tuple[Reach, ...]:
    """The last period of the leading figures of each question, by its short name; questions without a figure are left out."""
    return tuple(
        Reach(question=short, to=last_of(leading), oldest=first_of(leading))
        for short, leading in answers
        if leading
    )


def last_of(findings: Iterable[Finding]) -> str:
    """The latest of their last periods."""
    return max((finding.as_of for finding in findings), key=_day)


def first_of(findings: Iterable[Finding]) -> str:
    """The earliest of their last periods: how old the oldest of them is."""
    return min((finding.as_of for finding in findings), key=_day)


def figures_to(found: Iterable[Reach]) -> str:
    """The oldest and the newest as a sentence; empty where there is no figure.

    Examples
    --------
    >>> figures_to([Reach(question="Trade", to="2025"), Reach(question="Votes", to="2024-06"), Reach(question="Prices", to="2026-05")])
    'Figures end between June 2024 (votes) and May 2026 (prices).'
    >>> figures_to([Reach(question="Trade", to="2022", oldest="2018"), Reach(question="Votes", to="2024-06")])
    'Figures end between 2018 (trade) and June 2024 (votes).'
    >>> figures_to([Reach(question="Trade", to="2025")])
    'Figures to 2025.'
    >>> figures_to([Reach(question="Trade", to="1991"), Reach(question="Votes", to="1991-12-06")])
    'Figures to 1991.'
    """
    given = list(found)
    if not given:
        return ""
    old = min(given, key=lambda one: _day(one.since))
    new = max(given, key=lambda one: _day(one.to))
    first, last = old.since, new.to
    if first[:4] == last[:4] and first != last:
        return f"Figures to {first[:4]}."
    if first == last:
        return f"Figures to {in_words(last)}."
    if old.question == new.question:
        return f"Figures end between {in_words(first[:7])} and {in_words(last[:7])}."
    return f"Figures end between {in_words(first[:7])} ({_small(old.question)}) and {in_words(last[:7])} ({_small(new.question)})."


def in_words(period: str) -> str:
    """A period as it is said: a year, a month with its year, a day.

    Examples
    --------
    >>> in_words("2025"), in_words("2024-06"), in_words("2026-02-04")
    ('2025', 'June 2024', '4 February 2026')
    """
    parts = period.split("-")
    if len(parts) == 1 or not parts[1].isdecimal():
        return period
    month = f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return month if len(parts) == 2 else f"{int(parts[2])} {month}"


def _small(question: str) -> str:
    return question[:1].lower() + question[1:]


def _day(period: str) -> date:
    return parse_date(period, last=True)
