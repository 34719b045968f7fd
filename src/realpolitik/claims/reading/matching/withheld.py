"""When a verdict is withheld: the figure may be true of another year, currency or office than the record's, or the deed was not done."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.model import Verdict
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.findings import Finding, Row
from realpolitik.states.wording import called

LEVELS, GROWTH = ("near", "at_least", "at_most"), ("grows", "shrinks")
MONEY_FLOWS = ("trade", "exports", "balance")
NEAR_YEAR = 0.1
"""How near an amount lies to the record of another year, as a share of it, that the two may have been crossed."""
UNREPORTED = 3.0
"""So many times apart customs of two states have been: the United States counted 26 billion dollars where Russia counted 1.8 to 9.9 (2011)."""
RECONCILED = 1.5
"""The same where a compiler has brought the reports of both ends together (CEPII's BACI)."""
SAID_BY_OFFICE = 0.2
"""Points by which growth may differ from that of other offices where the sentence names whose it is: China counted a fall of its exports to
the United States of 20 per cent in 2025, the United States one of 30."""
ARMS = ("arms-supply", "arms-orders")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_REPORT = re.compile(r"(\w+) (-?\d+(?:\.\d+)?)")


@cache
def said(name: str) -> re.Pattern[str]:
    """The words of a list of `withheld.yaml`, as a pattern of all of them."""
    return re.compile("|".join(table("withheld")[name]))


def reports_of(row: Row) -> dict[str, float]:
    """What each office reported of a row of trade, by its code."""
    return {office: float(value) for office, value in _REPORT.findall(str(row.get("reports") or ""))}


def open_question(verdict: Verdict, one: Statement, series: Finding | None, sentence: str) -> str:
    """What would have to be known before this figure contradicts the sentence; empty where it may.

    An amount that the record has for another year of the sentence; growth beside amounts in another currency, or by an office that the
    sentence names; trade that the customs of one of the two, which publish it, would have counted and that is not on record.
    """
    if any(one.period in (year, f"{int(year) - 1}..{year}") for year in said("from_year").findall(sentence)):
        return "certainty of the time that is meant: the change is counted from that year"
    if one.test in ("rises", "falls") and "Federal Reserve" in verdict.claim.because:
        return "growth in the currency of the amount"
    if one.test in GROWTH and one.relation in MONEY_FLOWS:
        return _of_another_count(verdict, sentence)
    if one.test not in LEVELS:
        return ""
    if _of_another_year(one, series, sentence):
        return "certainty of the time that is meant: the record has this figure for another year"
    return _uncounted(one, series) if one.relation in MONEY_FLOWS else ""


def not_there(one: Statement, sentence: str, series: Finding | None = None) -> str:
    """Why no verdict may stand, for or against; else empty.

    A vote in a body whose votes are not on record, arms that may have been given or that somebody claims were, a meeting that was called
    off, ¥ that may be yen, a pledge made after the record ends.
    """
    if one.relation == "alliance" and one.test == "exists" and _is_after_record(one, sentence, series):
        return "the pledge of which the words tell; the record is by year, and ends before it"
    if "¥" in sentence and one.test in LEVELS and set(table("withheld")["yen"]) & {*one.states}:
        return "certainty of the currency: ¥ is a sign of yen and of yuan"
    if one.relation == "encounter" and (found := said("called_off").search(sentence)):
        return f"certainty of whether they met ({found[0]})"
    voted = one.relation in ("ballot", "tally") and not said("of_seats").search(sentence)
    if voted and (found := said("other_body").search(sentence)):
        return f"a record of votes in that body ({found[0]})"
    if one.relation in ARMS and (found := said("maybe").search(sentence)):
        return f"certainty of whether it was done ({found[0]})"
    return ""


def _is_after_record(one: Statement, sentence: str, series: Finding | None) -> bool:
    """Whether a pledge was made after the last year on record, or at a time that the words do not name."""
    if one.period and series is not None and series.rows:
        return one.period.rsplit("..", maxsplit=1)[-1][: len("2024")] > max(
            str(row["period"])[: len("2024")] for row in series.rows
        )
    named = _YEAR.search(sentence) is not None
    return not one.period and not named and said("made_then").search(sentence) is not None


def _of_another_count(verdict: Verdict, sentence: str) -> str:
    """Growth as another currency or office counts it."""
    if said("other_money").search(sentence) and "Federal Reserve" not in verdict.claim.because:
        return "growth in the currency of the amounts beside it"
    if said("office").search(sentence) and (verdict.margin or 0.0) >= -SAID_BY_OFFICE:
        return "growth as counted by the office that is named"
    return ""


def _of_another_year(one: Statement, series: Finding | None, sentence: str) -> bool:
    """Whether the record has the amount for another year that the sentence names, or for any where it compares two times."""
    years = set(_YEAR.findall(sentence)) - {one.period}
    anywhere = said("two_times").search(sentence) is not None
    if series is None or one.value is None or not (years or anywhere):
        return False
    for row in series.rows:
        if str(row["period"]) == one.period or not (anywhere or str(row["period"]) in years):
            continue
        low, high = (float(row.get(end) or row.get("value") or 0.0) for end in ("low", "high"))
        near = NEAR_YEAR * abs(one.value)
        if low - near <= one.value <= high + near and (low or high):
            return True
    return False


def _uncounted(one: Statement, series: Finding | None) -> str:
    """The customs of a state that would have counted this trade and are not on record, where theirs may well be so far from the others."""
    row = next((row for row in (series.rows if series else ()) if str(row["period"]) == one.period), None)
    if row is None or one.value is None or row.get("value") is None:
        return ""
    offices = {*reports_of(row), str(row.get("reporter") or "")}
    silent = table("withheld")["silent"]
    missing = [
        code for code in one.states if code not in offices and not one.period >= silent.get(code, "9999")
    ]
    if not missing:
        return ""
    figures = [float(row.get(end) or row["value"]) for end in ("value", "low", "high")]
    apart = RECONCILED if "BACI" in offices and one.relation != "balance" else UNREPORTED
    same = [figure for figure in figures if figure * one.value > 0]
    if any(1 / apart <= one.value / figure <= apart for figure in same):
        return f"what customs of {called(missing[0])} counted, which is not on record"
    return ""
