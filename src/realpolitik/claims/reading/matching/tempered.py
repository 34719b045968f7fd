"""When a miss is no contradiction: what the words leave open, and what offices and revisions commonly differ by."""

from __future__ import annotations

from dataclasses import replace

from realpolitik.claims.kinds import Near, Ratio
from realpolitik.claims.model import Claim, Verdict
from realpolitik.claims.reading.forms.made import BY_FORM
from realpolitik.claims.reading.matching.named_office import by_named_office
from realpolitik.claims.reading.matching.shapes import is_multiple
from realpolitik.claims.reading.matching.withheld import not_there, open_question, reports_of
from realpolitik.claims.reading.meaning.spending import BUDGET
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.findings import Finding
from realpolitik.measures.trade.ranks import place_words
from realpolitik.states.wording import called
from realpolitik.wording.numbers import quantity

NEAR_MISS, NEAR_MISS_POINTS = 0.05, 0.03
"""How far beyond all reports a stated amount may lie, as a share of it or in points of a share, and contradict nobody: revised and later
prints, and offices that are not on record, commonly differ so far."""
GROWTH_MISS = 0.05
"""The same for growth, in points, of a growth above one as a share of it."""
OTHER_COMPILERS = 0.35
"""The same for military spending, of which one compiler's figures are on record: China's budget of 2023 is a quarter below them, NATO's
figure of the United States of 2024 a sixteenth, and a sum in the prices of another year a third."""
BESIDE = (
    "a report beside those on record: the amount said is as near to them as offices often are to each other"
)
FLOWS = (
    "trade",
    "exports",
    "import-share",
    "export-share",
    "trade-share",
    "group-imports",
    "military",
    "military-gdp",
    "balance",
    "settlement",
)


def worded(verdict: Verdict, one: Statement) -> Verdict:
    """The verdict with places and votes in words, which have no distance to spare."""
    if (
        verdict.finding is None
        or verdict.status == "not measurable"
        or one.relation not in ("ballot", "tally", *RANKS)
    ):
        return verdict
    at = getattr(verdict.claim.test, "at", None)
    of = getattr(verdict.claim.test, "rows", {})
    row = next(
        (
            row
            for row in verdict.finding.rows
            if str(row["period"]) == str(at) and all(row.get(key) == value for key, value in of.items())
        ),
        None,
    )
    if row is None:
        return verdict
    if one.relation == "ballot":
        figure = f"{ {1.0: 'in favour', 0.0: 'abstained', -1.0: 'against'}[float(row['value'])] }, {row['text']}, {row['period']}"
    elif one.relation == "tally":
        figure = f"{row['value']:.0f} states, {row['text']}, {row['period']}"
    else:
        unknown = str(row.get("may_stand_before") or "").split(", ") if row.get("may_stand_before") else []
        place = place_words(int(row["value"]), len(unknown))
        figure = f"number {place} of {row['partners'] + len(unknown)} in {row['period']}"
        figure += f", after {row['before']}" if row["before"] else ""
        figure += f"; {', '.join(unknown)} not on record" if unknown else ""
    return replace(
        verdict,
        figure=figure,
        why=f"On record: {figure}.",
        margin_in_words="",
        overturned_by="another record of it",
    )


RANKS = ("rank-supplier", "rank-buyer", "rank-partner")


def tempered(verdict: Verdict, one: Statement, series: Finding | None = None, sentence: str = "") -> Verdict:
    """The verdict, or `not measurable` where a contradiction would be more than the words and the record allow.

    An amount that some office on record reports, or that the series joins to another office's level, is mixed by source: `series` is
    the whole series, whose rows keep the reports of each office, `sentence` what the statement was read from.
    """
    verdict = worded(verdict, one)
    one = _of_this(verdict, one)
    if one.test == "exists" and one.relation == "exports" and verdict.status in ("contradicted", "mixed"):
        return withdrawn(verdict, "a record of small sales")
    verdict = by_named_office(verdict, one, series, sentence)
    if unsure := not_there(one, sentence, series) or _unsure(verdict, one):
        return withdrawn(verdict, unsure)
    if verdict.status not in ("contradicted", "mixed") or one.relation not in FLOWS:
        return verdict
    if (
        verdict.status == "contradicted"
        and one.test == "near"
        and (offices := _of_an_office(verdict, one, series))
    ):
        return replace(
            verdict,
            status="mixed",
            figure=offices,
            why=f"Mixed by source: {offices}.",
            margin_in_words="",
            overturn=None,
        )
    if verdict.status == "contradicted":
        near = verdict.margin is not None and -verdict.margin <= _slack(one)
        needs = open_question(verdict, one, series, sentence) or (BESIDE if near else "")
        return withdrawn(verdict, needs) if needs else verdict
    return verdict


def by_one_office(verdict: Verdict, one: Statement) -> bool:
    """Whether the one office on record bears out a rise, a fall or a bar: its usual distance from others is no second report."""
    one, found, margin = _of_this(verdict, one), verdict.finding, verdict.margin
    one_sided = one.test in ("rises", "falls", "at_least", "at_most") and one.relation in ("trade", "exports")
    if (
        verdict.status != "mixed"
        or not one_sided
        or found is None
        or found.interval
        or not margin
        or margin < 0
    ):
        return False
    return not any(row.get("low") is not None or ";" in str(row.get("reports") or "") for row in found.rows)


def _unsure(verdict: Verdict, one: Statement) -> str:
    """What would have to be known before this verdict may stand: of the words, of the list of places, or of the time; else nothing."""
    if question := _question(verdict, one):
        return f"certainty of {question}"
    if verdict.status == "contradicted" and one.relation in RANKS:
        return _of_places(verdict, one)
    supposed = verdict.status == "contradicted" or (verdict.status == "mixed" and one.test == "near")
    return _of_supposed(verdict, one) if one.relation in FLOWS and one.assumed and supposed else ""


def _of_supposed(verdict: Verdict, one: Statement) -> str:
    """What would have to be known of a claim of which something was supposed, before it is contradicted."""
    if one.relation == "military" and one.assumed == (BUDGET,):
        return "the official budget, which leaves out a part of what compilers count as spending"
    if one.relation == "settlement":
        return "a report of that time: shares of payments differ by who gives them"
    off = -(verdict.margin or 0.0)
    if (
        one.relation.startswith("military")
        and verdict.margin is not None
        and off <= OTHER_COMPILERS * abs(one.value or 0.0)
    ):
        return BESIDE
    timed = any("time" in said or "period" in said for said in one.assumed)
    return f"certainty of {'the time that is meant' if timed else 'what is meant'} ({'; '.join(one.assumed)})"


def _of_places(verdict: Verdict, one: Statement) -> str:
    """Why a list of partners does not contradict a place; empty where it does."""
    if _next_place(verdict, one):
        return "the list of another office, or of the year before: one list alone contradicts nobody by a single place"
    return f"a list of those that are meant ({'; '.join(one.assumed)})" if _lent(one) else ""


def _lent(one: Statement) -> bool:
    """Whether it was supposed whose suppliers or buyers are ranked, or the place was read by its form alone."""
    return any(said == BY_FORM or "whose" in said or "words before" in said for said in one.assumed)


def _next_place(verdict: Verdict, one: Statement) -> bool:
    """Whether a place that is said, not the first, lies beside one that the list allows: offices differ so, and so do fiscal years."""
    at = str(getattr(verdict.claim.test, "at", "") or "")
    rows = [row for row in (verdict.finding.rows if verdict.finding else ()) if str(row["period"]) == at]
    if not rows or one.value is None or one.value <= 1:
        return False
    low, high = (float(rows[0].get(end) or rows[0]["value"]) for end in ("low", "high"))
    return low - 1 <= one.value <= high + 1


def _of_this(verdict: Verdict, one: Statement) -> Statement:
    """The part of the statement that the verdict is of: of `rose to 83 billion` the rise has no amount to be near to."""
    test = verdict.claim.test
    if not one.way or test is None or test.kind == one.test:
        return one
    return one.model_copy(update={"test": one.way, "value": None, "unit": "", "way": ""})


def _question(verdict: Verdict, one: Statement) -> str:
    """What would have to be asked of the words first: the unit of a bar that is of another size, how much a multiple means."""
    if verdict.status == "supported" and _of_another_size(verdict, one):
        times = (
            "a hundredth of the figure or less"
            if one.test == "at_least"
            else "a hundred times the figure or more"
        )
        return f"the unit: the amount said is {times}"
    if verdict.status in ("contradicted", "mixed") and is_multiple(one) and _beyond(verdict, one):
        return "how much is meant: it changed by more than that multiple"
    return ""


def _of_another_size(verdict: Verdict, one: Statement) -> bool:
    """Whether an amount that is to be exceeded, or kept to, is so far from the figure that its unit is in doubt."""
    if one.test not in ("at_least", "at_most") or not one.value or one.unit in ("share", "place", "points"):
        return False
    margin = verdict.margin or 0.0
    if one.test == "at_least":
        return one.value > 0 and margin >= (OTHER_SIZE - 1) * one.value
    figure = one.value - margin
    return 0 < figure * OTHER_SIZE <= one.value


def _beyond(verdict: Verdict, one: Statement) -> bool:
    """Whether the figure has changed the same way and by more than the multiple said, which then did happen on the way."""
    test = verdict.claim.test
    known = [float(row["value"]) for row in (verdict.finding.rows if verdict.finding else ())]
    value = verdict.finding.value if verdict.finding else None
    if isinstance(test, Near) and value is not None:
        return value > test.value if one.test == "grows" else value < test.value
    if isinstance(test, Ratio) and test.near is not None and len(known) > 1 and known[0] > 0:
        ends = {str(row["period"]): float(row["value"]) for row in verdict.finding.rows}  # type: ignore[union-attr]
        first, last = ends.get(str(test.to.at)), ends.get(str(test.of.at))
        if first and last:
            return last / first > test.near if one.test == "grows" else last / first < test.near
    return False


OTHER_SIZE = 100.0
"""So many times off, an amount is more likely in millions for billions than meant as it stands."""


def _of_an_office(verdict: Verdict, one: Statement, series: Finding | None) -> str:
    """The reports on record of the period, where the amount said is near one of them; else nothing."""
    at = str(getattr(verdict.claim.test, "at", "") or "")
    rows = [
        row
        for row in (series.rows if series else ())
        if str(row["period"]) == at and row.get("value") is not None
    ]
    if series is None or not rows or one.value is None or one.unit != (rows[0].get("unit") or series.unit):
        return ""
    row = rows[0]
    told = reports_of(row)
    figures = [float(row["value"]), *told.values()]
    low, high = float(row.get("low") or row["value"]), float(row.get("high") or row["value"])
    near = NEAR_MISS * abs(one.value)
    if not (
        low - near <= one.value <= high + near or any(abs(figure - one.value) <= near for figure in figures)
    ):
        return ""
    parts = [
        f"{quantity(value, series.unit)} by {_OFFICES.get(office) or called(office)}"
        for office, value in told.items()
    ]
    return "; ".join([f"{quantity(float(row['value']), series.unit)} in the whole series, {at}", *parts])


_OFFICES = {"IMF": "the IMF", "BACI": "CEPII's BACI", "COW": "Correlates of War"}


def _slack(one: Statement) -> float:
    if one.value is None or one.test not in ("near", "grows", "shrinks", "at_least", "at_most"):
        return 0.0
    if one.test in ("grows", "shrinks"):
        return GROWTH_MISS * max(1.0, abs(one.value))
    if one.relation == "military":
        return OTHER_COMPILERS * abs(one.value)
    return NEAR_MISS_POINTS if one.unit == "share" else NEAR_MISS * abs(one.value)


def withdrawn(verdict: Verdict, needs: str) -> Verdict:
    """The claim as one that cannot be judged, also where it is saved and judged again; what is on record is said."""
    said = verdict.claim
    claim = Claim(
        id=said.id,
        says=said.says,
        by=said.by,
        question=said.question,
        where=said.where,
        because=said.because,
        kind="needs",
        needs=f"{needs}. On record: {verdict.figure}" if verdict.figure else needs,
    )
    return Verdict(
        claim=claim,
        status="not measurable",
        why=f"Not measurable yet: needs {claim.needs}",
        finding=verdict.finding,
    )
