"""The key judgements of a pair: the sentences that the rules of `rules.yaml` make of its facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from realpolitik.briefs.judging.confidence import confidence
from realpolitik.briefs.judging.facts import Fact, Facts
from realpolitik.errors import OptionError
from realpolitik.sources.shipped import shipped
from realpolitik.wording.sentences import opening

RULE = (
    "After each sentence: how sure it is (high, moderate, low: from the interval, the agreement of offices, open checks and age of its "
    "figures), and, where it does not say it, the year to which they go."
)
_NAMED = re.compile(r"\{([\w.]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A sentence of the first page: what it says, how sure it is and why not surer, and the findings it rests on."""

    id: str
    says: str
    confidence: str
    why: tuple[str, ...]
    question: str
    evidence: tuple[tuple[str, tuple[str, ...]], ...]
    as_of: str

    @property
    def mark(self) -> str:
        """How sure, and, where the sentence does not say it, to when its figures are: `moderate, 2024`; what is to be watched has none."""
        if not self.as_of or self.id == "watch":
            return ""
        year = self.as_of[:4]
        return self.confidence if year in self.says else f"{self.confidence}, {year}"

    def record(self) -> dict[str, Any]:
        """The judgement as plain values."""
        return {
            "id": self.id,
            "says": self.says,
            "confidence": self.confidence,
            "why": list(self.why),
            "question": self.question,
            "evidence": [{"measure": name, "about": list(about)} for name, about in self.evidence],
            "as_of": self.as_of,
        }


@cache
def rules() -> dict[str, Any]:
    """The file."""
    return shipped("realpolitik.briefs.judging", "rules")


def judgements(facts: Facts, *, past: bool, rules: Mapping[str, Any] | None = None) -> tuple[Judgement, ...]:
    """The key judgements of a pair, in the order of the rules; those whose facts are not known are left out.

    Parameters
    ----------
    facts
        By name (`facts.gather`).
    past
        Whether one of the two states has ended: then the verbs are in the past tense.
    rules
        Instead of those of `rules.yaml`.
    """
    held = rules or globals()["rules"]()
    words = {name: Fact(value=pair[past], says=pair[past]) for name, pair in held["words"].items()}
    known = {**facts, **words}
    newest = max((int(finding.as_of[:4]) for fact in facts.values() for finding in fact.findings), default=0)
    made = (
        _made(entry, known, newest) for entry in held["judgements"] if entry.get("past", True) or not past
    )
    return tuple(one for one in made if one)


def _made(entry: Mapping[str, Any], facts: Facts, newest: int) -> Judgement | None:
    chosen = [
        one
        for alternatives in entry["clauses"]
        for one in [next((one for one in alternatives if _applies(one, facts)), None)]
        if one
    ]
    if not chosen:
        return None
    used = [facts[name] for one in chosen for name in _names(one)]
    stated = [facts[name] for one in chosen for name in _NAMED.findall(one["says"])]
    findings = list({id(finding): finding for fact in used for finding in fact.findings}.values())
    decided = all(_decided(test, facts) for one in chosen for test in one.get("where", ()))
    level, why = confidence(used, stated=stated, decided=decided, newest=newest)
    said = "; ".join(_NAMED.sub(lambda match: facts[match[1]].says, one["says"]) for one in chosen)
    return Judgement(
        id=entry["id"],
        says=f"{opening(said).rstrip('.')}.",
        confidence=level,
        why=why,
        question=entry["question"],
        evidence=tuple((finding.name, finding.about) for finding in findings),
        as_of=max((finding.as_of for finding in findings), default=""),
    )


def _names(alternative: Mapping[str, Any]) -> list[str]:
    """The facts of an alternative: those of its sentence and of its conditions."""
    return [*_NAMED.findall(alternative["says"]), *(test[0] for test in alternative.get("where", ()))]


def _applies(alternative: Mapping[str, Any], facts: Facts) -> bool:
    return all(name in facts for name in _names(alternative)) and all(
        _holds(test, facts[test[0]].value) for test in alternative.get("where", ())
    )


def _holds(test: Sequence[Any], value: Any) -> bool:
    how, bar = test[1], test[2]
    if how == "above":
        return value > bar
    if how == "below":
        return value < bar
    if how == "is":
        return value == bar
    if how == "is not":
        return value != bar
    raise OptionError(
        f"a condition is above, below, is or is not; {how!r} is none: mend the rules of judgements"
    )


def _decided(test: Sequence[Any], facts: Facts) -> bool:
    """Whether a comparison holds at both ends of the interval, too."""
    fact, strict = facts[test[0]], [*test[:2], test[-1]]
    return all(_holds(strict, end) for end in (fact.low, fact.high) if end is not None)
