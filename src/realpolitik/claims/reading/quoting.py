"""What a newsroom copies from a verdict: the figure with its source and date, and whether it was known when the text appeared."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from realpolitik.claims.model import Verdict
from realpolitik.errors import RealpolitikError
from realpolitik.findings import parse_date
from realpolitik.wording.dates import day_in_words

JUDGED = ("supported", "contradicted", "mixed")


def to_quote(verdict: Verdict) -> str:
    """A sentence ready to be copied: what is on record, by whom, and when it was published; empty where nothing was judged.

    It says nothing of the amount that the article has, so that a wrong one is not repeated.
    """
    if verdict.finding is None or verdict.status not in JUDGED or not verdict.figure:
        return ""
    subject = verdict.claim.says.partition(": ")[0].rstrip(".")
    if verdict.finding.name.endswith("growth"):
        subject += ", change"
    cited = _cited(verdict)
    return f"{subject}: {verdict.figure}" + (f" ({cited})." if cited else ".")


def _cited(verdict: Verdict) -> str:
    """The publisher that the tested figure rests on, and the day, month or year of publication."""
    records = _records(verdict)
    if not records:
        return ""
    first = records[0]
    day = str(first.get("published") or first.get("version") or "")
    dated = _day(day)
    return ", ".join(filter(None, (str(first.get("publisher") or ""), day_in_words(dated) if dated else day)))


def _records(verdict: Verdict) -> list[Mapping[str, Any]]:
    """The sources of the rows that the test looks at; of all rows where it names none."""
    finding, test = verdict.finding, verdict.claim.test
    if finding is None:
        return []
    named = {pick.at for pick in test.picks()} if test else set()
    rows = [row for row in finding.rows if str(row["period"]) in named] or list(finding.rows[-1:])
    used = dict.fromkeys(one for row in rows for one in str(row.get("source") or "").split())
    known = {source.id: source.record() for source in finding.sources}
    return [known[one] for one in used if one in known] or [*known.values()]


def _day(text: str) -> date | None:
    if len(text) != len("2024-05-16"):
        return None
    try:
        return parse_date(text)
    except RealpolitikError:
        return None


def at_its_date(verdict: Verdict, published: date) -> str:
    """Of a contradicted amount: whether the figure that contradicts it was there when the text appeared; empty where no day is known.

    A figure that was printed later may be a revision: the text may have been right at its date.
    """
    if verdict.status != "contradicted" or verdict.finding is None:
        return ""
    days = [day for record in _records(verdict) if (day := _day(str(record.get("published") or "")))]
    if not days:
        return ""
    if min(days) <= published:
        return f"wrong at its date: the figure was published on {day_in_words(min(days))}"
    return f"contradicted by a figure published later, on {day_in_words(min(days))}; what was printed before {day_in_words(published)} is not on record"
