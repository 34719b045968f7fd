"""How sure a judgement is, by the rule of `confidence.yaml`: from interval, agreement of offices, model, open checks and age."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from realpolitik.briefs.judging.facts import Fact
from realpolitik.findings import Finding
from realpolitik.sources.shipped import shipped

MARKS = ("trade.", "dependence.")
"""Figures that offices report: without a range a single office does."""

LEDGERS = ("sanctions.",)
"""Figures of a ledger that is a selection."""


@cache
def rule() -> dict[str, Any]:
    """The file."""
    return shipped("realpolitik.briefs.judging", "confidence")


def confidence(
    facts: Sequence[Fact], *, stated: Sequence[Fact], decided: bool, newest: int
) -> tuple[str, tuple[str, ...]]:
    """The level, and why it is not high: the weakest of the facts decides.

    Parameters
    ----------
    facts
        The facts that a judgement states or compares.
    stated
        Those whose figures it states: their intervals count.
    decided
        Whether its comparisons hold over the whole intervals.
    newest
        The year of the newest figure of the brief, against which age counts.
    """
    levels = rule()["levels"]
    found = [reasons(fact, newest, stated=fact in stated) for fact in facts if fact.findings]
    worst = max(found, key=lambda one: sum(steps for steps, _ in one), default=[])
    if not decided:
        worst = [*worst, (rule()["undecided"]["steps"], rule()["undecided"]["why"])]
    level = levels[min(sum(steps for steps, _ in worst), len(levels) - 1)]
    return level, tuple(why for _, why in worst)


def reasons(fact: Fact, newest: int, *, stated: bool = True) -> list[tuple[int, str]]:
    """The steps down of one fact, each with its reason."""
    out = []
    if (
        stated
        and isinstance(fact.value, float)
        and fact.value
        and fact.low is not None
        and fact.high is not None
    ):
        out += _first(rule()["interval"], (fact.high - fact.low) / abs(fact.value))
    if any(_alone(finding) for finding in fact.findings):
        out.append((rule()["alone"]["steps"], rule()["alone"]["why"]))
    if any(finding.interval and finding.interval.basis == "assumptions" for finding in fact.findings):
        out.append((rule()["model"]["steps"], rule()["model"]["why"]))
    if any(finding.name.startswith(LEDGERS) for finding in fact.findings):
        out.append((rule()["selection"]["steps"], rule()["selection"]["why"]))
    if any(flag.get("state") == "open" for finding in fact.findings for flag in finding.flags):
        out.append((rule()["flag"]["steps"], rule()["flag"]["why"]))
    oldest = min((int(finding.as_of[:4]) for finding in fact.findings), default=newest)
    return out + _first(rule()["age"], newest - oldest)


def _alone(finding: Finding) -> bool:
    return finding.name.startswith(MARKS) and finding.interval is None


def _first(steps: Sequence[dict[str, Any]], value: float) -> list[tuple[int, str]]:
    return next(([(one["steps"], one["why"])] for one in steps if value > one["above"]), [])
