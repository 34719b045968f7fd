"""Statements on one vote, as tests of the votes on record: of the day that the words name, or of the week before publication."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from realpolitik.claims.reading.matching.series import Series
from realpolitik.claims.reading.matching.shapes import NoMeasureError
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.text.article import Article

SIGNS = {"yes": 1.0, "abstain": 0.0, "no": -1.0}
OPENING = 6
"""Sentences at the beginning of a text in which a vote without a day is the news; further on it may be any."""
NEWS = 8
"""Days before publication within which a vote is that of the news, where no day is named."""


def vote_draft(one: Statement, article: Article, series: Series) -> dict[str, Any]:
    """The test of a state's vote, or of a count of votes, on the text that is meant.

    Raises
    ------
    NoMeasureError
        No text of that time is on record, or several are and the words do not tell which.
    """
    if one.value is None and one.relation == "tally":
        raise NoMeasureError(
            "what became of a text put to the vote; on record are the votes cast (votes.tally)"
        )
    if len(one.period) == len("2024"):
        raise NoMeasureError(f"which vote of {one.period} is meant")
    body = (
        "UN Security Council"
        if re.search(r"security council|\bveto", _text(one, article))
        else "UN General Assembly"
    )
    draft: dict[str, Any] = {
        "measure": "votes.ballot" if one.relation == "ballot" else "votes.tally",
        "about": one.states,
        "options": {"body": body} | ({} if one.relation == "ballot" else {"vote": one.phrase}),
        "start": one.period or (article.published - timedelta(days=NEWS)).isoformat(),
        "end": one.period or article.published.isoformat(),
    }
    found = series.within(draft)
    rows = list(found.rows) if found else []
    who = name_of(one.states[0]) if one.states else "the Assembly"
    if not rows and not one.period and one.sentence > OPENING:
        raise NoMeasureError("which vote is meant: the words name no day, and several are on record")
    if not rows:
        raise NoMeasureError(
            f"a vote of {who} on a text about the war {f'in {one.period}' if one.period else 'in the week before publication'}"
        )
    wanted = SIGNS[one.phrase] if one.relation == "ballot" else float(one.value or 0)
    hits = [row for row in rows if (row["value"] == wanted) != (one.test == "lacks")]
    if len(rows) > 1 and 0 < len(hits) < len(rows) and one.test == "lacks":
        raise NoMeasureError(f"which of {len(rows)} votes is meant")
    if not hits and not one.period:
        raise NoMeasureError(
            "which vote is meant: the words name no day, and none of the week before publication fits"
        )
    if one.relation == "tally" and not hits and any(abs(row["value"] - wanted) <= 1 for row in rows):
        raise NoMeasureError(
            f"a count that is not off by one: of that time there is one of {wanted - 1:.0f} or {wanted + 1:.0f}, and texts count with or without the state spoken of"
        )
    row = hits[0] if hits else rows[-1]
    body_of_test = {"at": str(row["period"]), "rows": {"text": row["text"]}}
    test: dict[str, Any] = {"near": {"value": wanted, "within": 0.0, **body_of_test}}
    if one.test == "lacks":
        kind, bound = {"yes": ("at_most", 0.0), "no": ("at_least", 0.0), "abstain": ("at_least", 1.0)}[
            one.phrase
        ]
        if one.phrase == "abstain" and hits and row["value"] < 0:
            kind, bound = "at_most", -1.0
        test = {kind: {"value": bound, **body_of_test}}
    because = (
        f"Of {len(rows)} texts of that time, {row['text']} ({row['title']})."
        if len(rows) > 1
        else f"The text is {row['text']} ({row['title']})."
    )
    return draft | {"test": test, "because": because}


def _text(one: Statement, article: Article) -> str:
    return article.sentences[one.sentence].text.casefold()
