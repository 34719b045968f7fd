"""What the customs of the other end say of the last year, where the two differ by a good deal."""

from __future__ import annotations

from collections.abc import Sequence

from realpolitik.measures.trade.reports import office_words
from realpolitik.measures.trade.splice import CentralReport
from realpolitik.wording.numbers import money
from realpolitik.wording.series import factor

APART = 0.1
"""How far, of the central figure, the other end's own report lies from it where a sentence names both."""


def other_end(found: Sequence[CentralReport], about: Sequence[str]) -> str:
    """A sentence on the report of the other end's own office, of the period of the last one; empty where both nearly agree.

    Examples
    --------
    >>> from datetime import date
    >>> from realpolitik.measures.trade.splice import CentralReport
    >>> def year(number, ours, theirs):
    ...     both = (("CHN", theirs), ("USA", ours))
    ...     return CentralReport(date(number, 1, 1), ours, ours, theirs, "USA", "", both)
    >>> other_end([year(2024, 583.6e9, 688.3e9), year(2025, 414.6e9, 559.7e9)], ("USA", "CHN"))
    ' By the office of China it fell 19 % to 559.7 billion dollars.'
    >>> other_end([year(2025, 414.6e9, 420.0e9)], ("USA", "CHN"))
    ''
    """
    last = found[-1]
    told = dict(last.reports)
    other = next((end for end in about if end != last.office and end in told), None)
    if other is None or last.office not in about or abs(told[other] / last.value - 1) < APART:
        return ""
    value = told[other]
    before = dict(found[-2].reports).get(other) if len(found) > 1 else None
    near = before is not None and found[-2].period.year == last.period.year - 1
    moved = f"{factor(value / before - 1)} to" if near and before else "came to"
    return f" By {office_words(other)} it {moved} {money(value)}."
