"""What the Security Council voted on since 2014 that concerns two states: who vetoed, who abstained, on whose conflict."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.sources.shipped import shipped
from realpolitik.states.wording import called, name, whose
from realpolitik.store import Store
from realpolitik.wording.dates import during
from realpolitik.wording.numbers import number_of

Row = dict[str, Any]
SUPPLY = (
    "All votes: United Nations, Dag Hammarskjöld Library, Security Council data "
    "(https://research.un.org/en/docs/sc/quick/veto)."
)
UNKNOWN = "vote not read"


@cache
def permanent() -> frozenset[str]:
    """Permanent members of the Council, from `council.yaml`."""
    return frozenset(shipped("realpolitik.measures.votes", "council")["permanent"])


def position(row: Row, code: str) -> str:
    """How a state voted on a draft, as far as the row says: empty for one that has no known seat."""
    if code in row["vetoed_by"].split():
        return "vetoed"
    if code in row["against"].split():
        return "voted against"
    if code in row["abstained"].split():
        return "abstained"
    if code in permanent():
        return "voted for" if row["whole"] == "yes" else UNKNOWN
    return ""


def _concerns(row: Row, about: About) -> bool:
    """Both voted, or one voted on a conflict of the other."""
    voted = [bool(position(row, code)) for code in about]
    party = [code in row["parties"].split() for code in about]
    return all(voted) or (voted[0] and party[1]) or (voted[1] and party[0])


@measure(
    "votes.council",
    unit="vetoes",
    tables=("council_votes",),
    chart="dots",
    definition="Draft resolutions of the UN Security Council since 2014 that concern two states, since both voted on them or one voted on "
    "a conflict of the other: vetoes, votes against, abstentions, as far as a report names them. Of two permanent members the figure is "
    "the drafts that both vetoed; otherwise the vetoes of the one on conflicts of the other.",
    formula="n = drafts of the list vetoed by both, or by the one where the other is a party to the conflict",
    reference="United Nations, Dag Hammarskjöld Library, Veto list; reports of single votes, one for each row",
)
def council(tables: Store, about: About, window: Window) -> Result:
    """How two states stood to each other in the Security Council: vetoes and abstentions since 2014."""
    found = [
        row
        for row in tables["council_votes"].sort("date", "subject").iter_rows(named=True)
        if row["date"] in window and _concerns(row, about)
    ]
    if not found:
        raise CoverageError(
            f"the list of votes of the Security Council has none of {called(about[0])} or {called(about[1])} on the other, which does not "
            "mean that there were none.",
            SUPPLY,
        )
    both = permanent().issuperset(about)
    value, says = _of_members(about, found) if both else _of_conflicts(about, found)
    return Result(
        value=float(value),
        says=says,
        rows=[
            {
                "period": row["date"].isoformat(),
                "value": 1.0,
                "series": _stood(about, row),
                "label": f"{row['subject']}: {row['outcome']}",
                "draft": row["draft"],
                "in_favour": row["in_favour"],
                "source": row["source_id"],
            }
            for row in found
        ],
        period=spanned([row["date"] for row in found], "D"),
        caveats=(
            (
                "The list has the vetoes that the library of the United Nations lists to July 2022 and that reports name to April 2026; "
                "that of the United States of December 2023 and those of amendments are lacking. Of drafts without a veto it has a few."
            ),
            "Reports do not name all who abstained: a vote that was not read is not taken as one in favour.",
        ),
    )


def _stood(about: About, row: Row) -> str:
    """How each of the two voted, as the series of a row: `China abstained, Russia vetoed`."""
    votes = [(code, position(row, code)) for code in about]
    if votes[0][1] == votes[1][1]:
        return "neither vote read" if votes[0][1] == UNKNOWN else f"both {votes[0][1]}"
    told = [
        f"{name(code)} {vote}" if vote != UNKNOWN else f"{whose(code)} vote not read"
        for code, vote in votes
        if vote
    ]
    return ", ".join(told)


def _of_members(about: About, found: list[Row]) -> tuple[int, str]:
    """Two permanent members: what both vetoed, what one vetoed alone, and what the other did then."""
    joint = sum(all(code in row["vetoed_by"].split() for code in about) for row in found)
    years = f"since {found[0]['date'].year}"
    did = f"both vetoed {_drafts(joint)}" if joint else "vetoed no draft together"
    says = [f"{called(about[0])} and {called(about[1])} {did} in the Security Council {years}"]
    for one, other in (about, tuple(reversed(about))):
        alone = [
            row for row in found if one in row["vetoed_by"].split() and other not in row["vetoed_by"].split()
        ]
        if alone:
            votes = Counter(position(row, other) for row in alone)
            says.append(
                f"{called(one)} vetoed {_drafts(len(alone))} without {called(other)}, which {_did(votes)}"
            )
    for party, voter in ((about[1], about[0]), (about[0], about[1])):
        own = Counter(position(row, voter) for row in found if party in row["parties"].split())
        if own:
            says.append(f"on {whose(party)} own conflicts {called(voter)} {_did(own, noun=True)}")
    first = says[0][0].upper() + says[0][1:]
    return joint, "; ".join([first, *says[1:]]) + "."


def _of_conflicts(about: About, found: list[Row]) -> tuple[int, str]:
    """One voted on the conflicts of the other; or both sat on the Council without either being a party."""
    says, vetoes = [], 0
    for party, voter in ((about[0], about[1]), (about[1], about[0])):
        own = Counter(
            vote for row in found if party in row["parties"].split() and (vote := position(row, voter))
        )
        vetoes += own["vetoed"]
        if own:
            says.append(f"on conflicts of {called(party)}, {called(voter)} {_did(own, noun=True)}")
    if not says:
        days = ", ".join(f"{row['date']:%-d %B %Y} ({row['subject']}: {_stood(about, row)})" for row in found)
        says.append(f"both votes are known on {days}")
    first, last = found[0]["date"].year, found[-1]["date"].year
    years = during(first, last)
    return vetoes, f"In the Security Council {years}, {'; '.join(says)}."


def _did(votes: Counter[str], *, noun: bool = False) -> str:
    """`vetoed 2 drafts and abstained on 1`, and how many votes were not read."""
    order = ("vetoed", "voted against", "abstained on", "voted for")
    counts = [(verb, votes[verb.removesuffix(" on")]) for verb in order if votes[verb.removesuffix(" on")]]
    known = [
        f"{verb} {_drafts(count) if noun and not at else count}" for at, (verb, count) in enumerate(counts)
    ]
    told = " and ".join(filter(None, (", ".join(known[:-1]), *known[-1:])))
    if not votes[UNKNOWN]:
        return told
    unread = f"{votes[UNKNOWN]} {'vote was' if votes[UNKNOWN] == 1 else 'votes were'} not read"
    return f"{told} ({unread})" if known else f"voted in ways that were not read ({votes[UNKNOWN]})"


def _drafts(count: int) -> str:
    return "one draft" if count == 1 else f"{number_of(count, 'drafts')}"
