"""One vote on one named text: how a state voted, and how many voted which way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.options import Body, Document, Vote
from realpolitik.measures.votes.war_votes import ASSEMBLY
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of

SIGNS = {"yes": 1.0, "abstain": 0.0, "no": -1.0}
"""How a vote counts; an absence is no vote and has no row."""
_TALLY = re.compile(r"(\d+)-(\d+)-(\d+)")
_VOTED = {1.0: "voted in favour of", 0.0: "abstained on", -1.0: "voted against"}
_SOURCES = "Source with all votes: UN Digital Library (voeten-unga)."


def _texts(tables: Store, window: Window, document: str, body: str) -> list[Mapping[str, Any]]:
    rows = tables["positions"].filter(pl.col("body") == body)
    return [
        row
        for row in rows.sort("date", "document").iter_rows(named=True)
        if row["date"] in window and (not document or document.casefold() in row["document"].casefold())
    ]


@measure(
    "votes.ballot",
    unit="vote",
    tables=("positions",),
    states=1,
    chart="table",
    definition="How a state voted on single texts about the war in Ukraine: 1 in favour, 0 an abstention, -1 against. Absences have no row.",
    formula="v = 1 (yes), 0 (abstain), -1 (no)",
    reference="United Nations Digital Library, voting records",
)
def ballot(
    tables: Store, about: About, window: Window, *, document: Document = "", body: Body = ASSEMBLY
) -> Result:
    """How a state voted on single texts."""
    (code,) = about
    rows = [
        {
            "period": row["date"].isoformat(),
            "value": SIGNS[row["vote"]],
            "text": row["document"],
            "title": row["title"],
            "source": row["source_id"],
        }
        for row in _texts(tables, window, document, body)
        if row["state"] == code and row["vote"] in SIGNS
    ]
    if not rows:
        raise CoverageError(
            f"the tables have no vote of {called(code)} on a text about the war in the period asked.",
            _SOURCES,
        )
    last = rows[-1]
    return Result(
        value=last["value"],
        says=f"{called(code)} {_VOTED[last['value']]} {last['text']} ({last['title']}) on {last['period']}.",
        rows=rows,
        period=spanned([date.fromisoformat(row["period"]) for row in rows], "D"),
        caveats=(
            "The texts are those on the war in Ukraine that the tables hold, and of some states alone.",
        ),
    )


@measure(
    "votes.tally",
    unit="votes",
    tables=("positions",),
    states=0,
    chart="table",
    definition="How many states voted one way on single texts about the war in Ukraine, as the record of the vote states it.",
    formula="the record's count of yes, no, or abstentions",
    reference="United Nations Digital Library, voting records",
)
def tally(
    tables: Store,
    about: About,
    window: Window,
    *,
    vote: Vote = "yes",
    document: Document = "",
    body: Body = ASSEMBLY,
) -> Result:
    """How many states voted which way on single texts."""
    del about
    place = {"yes": 1, "no": 2, "abstain": 3}[vote]
    seen: dict[str, dict[str, Any]] = {}
    for row in _texts(tables, window, document, body):
        if found := _TALLY.search(row["result"] or ""):
            seen.setdefault(
                row["document"],
                {
                    "period": row["date"].isoformat(),
                    "value": float(found[place]),
                    "text": row["document"],
                    "title": row["title"],
                    "source": row["source_id"],
                },
            )
    rows = list(seen.values())
    if not rows:
        raise CoverageError("the tables have no count of a vote on the war in the period asked.", _SOURCES)
    last = rows[-1]
    words = {"yes": "in favour of", "no": "against", "abstain": "neither for nor against"}[vote]
    return Result(
        value=last["value"],
        says=f"{number_of(last['value'], 'states')} voted {words} {last['text']} ({last['title']}) on {last['period']}.",
        rows=rows,
        period=spanned([date.fromisoformat(row["period"]) for row in rows], "D"),
        caveats=("Absent states are in none of the counts.",),
    )
