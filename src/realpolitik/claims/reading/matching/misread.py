"""When a contradiction is more likely a misreading: what else the amount may be of, and how far it lies from the record."""

from __future__ import annotations

import re
from datetime import date

from realpolitik.claims.judge import Fetch
from realpolitik.claims.model import Verdict
from realpolitik.claims.reading.lexicon import PAIR
from realpolitik.claims.reading.matching.tempered import RANKS
from realpolitik.claims.reading.matching.withheld import GROWTH, LEVELS, MONEY_FLOWS, said
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import actors
from realpolitik.errors import RealpolitikError
from realpolitik.findings import Finding, Row
from realpolitik.states.wording import called

SLIP = 2.0
"""So many times from the record a slip of the pen may lie, in a sentence that speaks of more than the two states; beyond it the
amount is more likely of something else that the sentence names."""
SLIP_POINTS = 0.15
"""The same for growth, as a share of the level before."""
ELSEWHERE = "certainty of what is meant: the sentence names other flows"
SAME = 0.03
"""How near an amount lies to the record of another flow that it may be of that: what rounding and a later print make."""


def misread(
    verdict: Verdict, one: Statement, series: Finding | None, sentence: str, on: date, fetch: Fetch
) -> str:
    """What would have to be certain before this contradiction stands; empty where nothing else is likely.

    Three doubts. A sentence of several flows has an amount that the record has for another flow of the two, or for the year before or after.
    A sentence names other states, or trade at large, and what it says lies farther from the record than a slip, or is a place. It has
    `one of the largest`, which is no first place.
    """
    if verdict.status != "contradicted":
        return ""
    if one.relation in RANKS:
        return _of_places(one, sentence, on)
    return _of_flows(verdict, one, series, sentence, on, fetch) if one.relation in MONEY_FLOWS else ""


def _of_places(one: Statement, sentence: str, on: date) -> str:
    if found := said("among_several").search(sentence):
        return f"certainty of the place that is meant (“{' '.join(found[0].split())}”)"
    return (
        "certainty of whose list is meant: the sentence names other states"
        if _of_others(one, sentence, on)
        else ""
    )


def _of_flows(
    verdict: Verdict, one: Statement, series: Finding | None, sentence: str, on: date, fetch: Fetch
) -> str:
    beyond = _of_others(one, sentence, on) or said("at_large").search(sentence) is not None
    if (beyond or len(said("flow").findall(sentence)) > 1) and (other := _other_flow(one, fetch)):
        return f"certainty of the flow that is meant: the record has this amount for {other}"
    off = -(verdict.margin or 0.0)
    if one.test in ("rises", "falls") and said("own_total").search(sentence):
        return ELSEWHERE
    far = (one.test in LEVELS and _times(verdict, one, series) > SLIP) or (
        one.test in GROWTH and off > SLIP_POINTS
    )
    return f"{ELSEWHERE}, and what it says is far from the record of this one" if beyond and far else ""


def _of_others(one: Statement, sentence: str, on: date) -> bool:
    """Whether a sentence names a state or a group that the claim is not of."""
    return any(mention.value.code not in one.states for mention in actors(sentence, on))


def _times(verdict: Verdict, one: Statement, series: Finding | None) -> float:
    """How many times an amount is the record of its period, or the record the amount; endless where the signs differ, 1 where none is on record."""
    row = _row(series, one.period)
    known = [float(row.get(end) or row["value"]) for end in ("value", "low", "high")] if row else []
    if not known and verdict.finding is not None and verdict.finding.value is not None:
        known = [float(verdict.finding.value)]  # of a part of a year
    if not known or not one.value:
        return 1.0
    nearest = min(known, key=lambda it: abs(it - (one.value or 0.0)))
    ratio = one.value / nearest if nearest else 0.0
    return max(ratio, 1 / ratio) if ratio > 0 else float("inf")


def _other_flow(one: Statement, fetch: Fetch) -> str:
    """Another flow of the two in that year, or any of theirs in the year before or after, that has the amount; else nothing."""
    yearly = re.fullmatch(r"\d{4}", one.period) is not None
    if (
        one.test not in LEVELS
        or one.unit != "USD"
        or one.goods
        or not yearly
        or not one.value
        or len(one.states) != PAIR
    ):
        return ""
    a, b = one.states
    years = [str(int(one.period) + shift) for shift in (0, -1, 1)]
    for measure, about, words in (
        ("trade.turnover", (a, b), f"trade of {called(a)} and {called(b)}"),
        ("trade.exports", (a, b), f"exports of {called(a)} to {called(b)}"),
        ("trade.exports", (b, a), f"exports of {called(b)} to {called(a)}"),
    ):
        try:
            found = fetch(measure, *about, start=f"{years[1]}-01-01", end=f"{years[2]}-12-31")
        except RealpolitikError:
            continue
        for year in years:
            row = _row(found, year)
            if row is not None and _has(row, abs(one.value)):
                return f"{words} in {year}"
    return ""


def _row(series: Finding | None, period: str) -> Row | None:
    rows = series.rows if series else ()
    return next((row for row in rows if str(row["period"]) == period and row.get("value") is not None), None)


def _has(row: Row, amount: float) -> bool:
    return any(
        abs(float(row.get(end) or row["value"]) - amount) <= SAME * amount for end in ("value", "low", "high")
    )
