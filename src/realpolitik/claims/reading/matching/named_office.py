"""What a sentence says that an office counted, judged by that office's own figure where it is on record.

`According to Chinese customs, sales came to 420 billion`: what American customs counted neither bears that out nor speaks against it. A
saved claim has no such words; judged again, it is held against the range of all offices.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from realpolitik.claims.model import Verdict
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.matching.shapes import tolerance
from realpolitik.claims.reading.matching.withheld import MONEY_FLOWS, reports_of
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.findings import Finding, Row
from realpolitik.states.wording import called
from realpolitik.wording.dates import from_to
from realpolitik.wording.numbers import quantity

APART = 0.05
"""How far the named office's own figure lies from the amount said, as a part of it, before another office's no longer bears it out."""
OF_GROWTH = 0.02
"""The same for growth, in points."""


@cache
def _offices() -> dict[str, re.Pattern[str]]:
    return {code: re.compile("|".join(words)) for code, words in table("withheld")["offices"].items()}


def named_office(sentence: str) -> str:
    """The state whose customs or statistics a sentence names as its source; empty where it names none, or several.

    Examples
    --------
    >>> named_office("According to Chinese customs data, trade fell."), named_office("Customs data showed a fall.")
    ('CHN', '')
    """
    found = [code for code, words in _offices().items() if words.search(sentence)]
    return found[0] if len(found) == 1 else ""


def by_named_office(verdict: Verdict, one: Statement, series: Finding | None, sentence: str) -> Verdict:
    """The verdict by the figures of the office that the sentence names; as it is where none are on record."""
    judged = verdict.status in ("supported", "contradicted", "mixed")
    if not judged or one.relation not in MONEY_FLOWS or series is None or one.value is None:
        return verdict
    office = named_office(sentence)
    if not office:
        return verdict
    if one.test == "near" and one.unit == series.unit:
        own = _own(one.period, series, office)
        return verdict if own is None else _level(verdict, one, own, office)
    if one.test in ("grows", "shrinks") and one.unit == "share" and not one.part:
        first, _, last = one.period.partition("..")
        before, after = _own(first, series, office), _own(last, series, office)
        if before and after is not None:
            return _growth(verdict, one, after / before - 1, office)
    return verdict


def _level(verdict: Verdict, one: Statement, own: float, office: str) -> Verdict:
    said = f"{quantity(own, 'USD')} in {one.period} by the office of {called(office)}"
    off = abs(own - (one.value or 0.0))
    if off <= tolerance(one):
        return _borne_out(verdict, said)
    return (
        _mixed(verdict, said)
        if verdict.status == "supported" and off > APART * abs(one.value or 0)
        else verdict
    )


def _growth(verdict: Verdict, one: Statement, own: float, office: str) -> Verdict:
    wanted = (one.value or 0.0) * (1 if one.test == "grows" else -1)
    said = f"{own * 100:.1f} % from {from_to(one.period)} by the office of {called(office)}".replace("-", "−")
    off, near = abs(own - wanted), max(one.step, OF_GROWTH * (2 if one.about else 1))
    if off <= near:
        return _borne_out(verdict, said)
    return _mixed(verdict, said) if verdict.status == "supported" and off > 2 * near else verdict


def _borne_out(verdict: Verdict, said: str) -> Verdict:
    if verdict.status == "supported":
        return verdict
    why = f"By the office that is named: {said}; in the whole series {verdict.figure}."
    return _as(verdict, "supported", f"{said} (whole series: {verdict.figure})", why)


def _mixed(verdict: Verdict, said: str) -> Verdict:
    why = f"Mixed by source: the office that is named has {said}; in the whole series {verdict.figure}."
    return _as(verdict, "mixed", f"{said} (whole series: {verdict.figure})", why)


def _as(verdict: Verdict, status: str, figure: str, why: str) -> Verdict:
    return replace(
        verdict,
        status=status,  # type: ignore[arg-type]
        words=status,
        figure=figure,
        why=why,
        margin_in_words="",
        margin=None,
        overturn=None,
        overturned_by="",
    )


def _own(period: str, series: Finding, office: str) -> float | None:
    """The figure of an office for a period."""
    row: Row | None = next((row for row in series.rows if str(row["period"]) == period), None)
    if row is None or row.get("value") is None:
        return None
    told = reports_of(row)
    if office in told:
        return told[office]
    return float(row["value"]) if row.get("reporter") == office and not told else None
