"""A brief: sections, one a question, each with its findings, its verdicts and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from realpolitik.briefs.as_of import figures_to, reaches
from realpolitik.findings import Finding, Row, Window
from realpolitik.shown import Shown
from realpolitik.states.wording import the

if TYPE_CHECKING:
    from realpolitik.briefs.changes import Changes
    from realpolitik.briefs.judging.judge import Judgement
    from realpolitik.briefs.questions import Question

ORDER = ("supported", "mixed", "contradicted", "not shown")
"""Verdicts in the order of a summary."""
WAITING = "not measurable yet"
"""What all other verdicts are called."""


class Statement(Protocol):
    """What a brief needs of a claim: who says what."""

    @property
    def id(self) -> str: ...

    @property
    def says(self) -> str: ...

    @property
    def by(self) -> str: ...


class Ruling(Protocol):
    """What a brief needs of a verdict: a `realpolitik.claims.Verdict`."""

    @property
    def claim(self) -> Statement: ...

    @property
    def status(self) -> str: ...

    @property
    def finding(self) -> Finding | None: ...

    @property
    def figure(self) -> str: ...

    @property
    def margin_in_words(self) -> str: ...

    @property
    def overturned_by(self) -> str: ...

    @property
    def why(self) -> str: ...

    @property
    def words(self) -> str: ...

    @property
    def standing(self) -> tuple[str, ...]: ...

    def record(self) -> dict[str, Any]: ...


def status(verdict: Ruling) -> str:
    """`supported`, `contradicted`, `mixed`, `not shown`, or `not measurable yet`."""
    return verdict.status if verdict.status in ORDER else WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A measure that has nothing to say about this pair: why, and what would fill it; a `lead` would have answered the question."""

    measure: str
    about: tuple[str, ...]
    why: str
    remedy: str
    lead: bool = False

    def record(self) -> dict[str, Any]:
        return {"measure": self.measure, "about": list(self.about), "why": self.why, "remedy": self.remedy}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A question with its answer.

    Attributes
    ----------
    asks
        The question in words, with the names of the states.
    answer
        Sentences made from the leading findings and from the verdicts; it says so where there is neither.
    findings, verdicts, gaps
        What the answer rests on, and what is missing.
    leads
        How many of the findings, the first ones, answer the question; the others support them.
    """

    question: Question
    asks: str
    answer: str
    findings: tuple[Finding, ...] = ()
    verdicts: tuple[Ruling, ...] = ()
    gaps: tuple[Gap, ...] = ()
    leads: int = 1

    def record(self) -> dict[str, Any]:
        return {
            "question": self.question.id,
            "asks": self.asks,
            "answer": self.answer,
            "findings": [finding.record() for finding in self.findings],
            "verdicts": [_short(verdict) for verdict in self.verdicts],
            "gaps": [gap.record() for gap in self.gaps],
        }


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Brief(Shown):
    """The answer to the questions about two states.

    Attributes
    ----------
    about, names
        Codes and names of the states, in the order asked.
    window
        The days asked for; open ends mean all that the tables cover.
    sections
        One a question, in the order of `questions.yaml`.
    judgements
        The sentences of the first page (`judging/rules.yaml`).
    changes
        What changed since an older brief, where one was given (`since.since`).
    """

    about: tuple[str, str]
    names: tuple[str, str]
    window: Window
    sections: tuple[Section, ...]
    judgements: tuple[Judgement, ...] = ()
    changes: Changes | None = None

    @property
    def title(self) -> str:
        """Both names, the second with its article: `China and the Soviet Union`."""
        return f"{self.names[0]} and {the(self.names[1])}"

    @property
    def says(self) -> str:
        """The first key judgement; where there is none, the first answer."""
        told = [*(one.says for one in self.judgements), *(one.answer for one in self.answered)]
        return told[0] if told else self.uncovered

    @property
    def rows(self) -> tuple[Row, ...]:
        """One row a finding: the question it answers, what it says, and its figure."""
        return tuple(
            {
                "question": section.question.id,
                "measure": finding.name,
                "says": finding.says,
                "value": finding.value,
                "low": finding.interval and finding.interval.low,
                "high": finding.interval and finding.interval.high,
                "unit": finding.unit,
                "as_of": finding.as_of,
            }
            for section in self.sections
            for finding in section.findings
        )

    def points(self) -> tuple[str, ...]:
        """The other key judgements, each with how sure it is."""
        return tuple(
            f"{one.says} {f'[{one.mark}]' if one.mark else ''}".strip() for one in self.judgements[1:]
        )

    def label(self) -> str:
        """`brief CHN RUS`."""
        return " ".join(("brief", *self.about))

    @property
    def span(self) -> str:
        """The window in words."""
        start, end = self.window.start, self.window.end
        if not (start or end):
            return "all years that the tables cover"
        first = f"from {start.year if (start.month, start.day) == (1, 1) else start}" if start else ""
        last = f"to {end.year if (end.month, end.day) == (12, 31) else end}" if end else "on"
        return f"{first} {last}".strip()

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for section in self.sections for finding in section.findings)

    @property
    def verdicts(self) -> tuple[Ruling, ...]:
        return tuple(verdict for section in self.sections for verdict in section.verdicts)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(gap for section in self.sections for gap in section.gaps)

    @property
    def sources(self) -> tuple[dict[str, Any], ...]:
        """A record for each source of a figure on the page, by publisher and title."""
        found = {source.id: source.record() for finding in self.findings for source in finding.sources}
        for verdict in self.verdicts:
            if verdict.finding:
                found |= {source.id: source.record() for source in verdict.finding.sources}
        order = ("publisher", "title", "id")
        return tuple(sorted(found.values(), key=lambda record: [str(record.get(name)) for name in order]))

    @property
    def figures_to(self) -> str:
        """How old the figures are: the oldest and the newest last period, with their questions."""
        answers = ((section.question.short, section.findings[: section.leads]) for section in self.sections)
        return figures_to(reaches(answers))

    @property
    def tally(self) -> dict[str, int]:
        """How many statements got which verdict."""
        return tally(self.verdicts)

    @property
    def summary(self) -> tuple[str, ...]:
        """The answers of the sections that have figures on the pair, and in one sentence what is not covered."""
        return (*(section.answer for section in self.answered), *([self.uncovered] if self.uncovered else []))

    @property
    def answered(self) -> tuple[Section, ...]:
        """The sections whose question a figure on the pair answers."""
        return tuple(section for section in self.sections if section.findings and section.leads)

    @property
    def uncovered(self) -> str:
        """The questions that nothing on the pair answers, as one sentence; empty where all are answered."""
        missing = [one.question.short for one in self.sections if one.question.shows and not one.leads]
        named = ", ".join(short[:1].lower() + short[1:] for short in missing)
        return f"Not covered for this pair: {named}." if missing else ""

    def record(self) -> dict[str, Any]:
        """The brief as plain values."""
        window = self.window
        return {
            "about": list(self.about),
            "names": list(self.names),
            **({} if self.changes is None else {"changes": self.changes.record()}),
            "window": {
                "from": window.start and window.start.isoformat(),
                "to": window.end and window.end.isoformat(),
            },
            "judgements": [one.record() for one in self.judgements],
            "summary": list(self.summary),
            "figures_to": self.figures_to,
            "tally": self.tally,
            "sections": [section.record() for section in self.sections],
            "sources": list(self.sources),
        }


def tally(verdicts: Sequence[Ruling]) -> dict[str, int]:
    """Verdicts counted, in the order of a summary; those that did not occur are left out."""
    counts = Counter(status(verdict) for verdict in verdicts)
    return {name: counts[name] for name in (*ORDER, WAITING) if counts[name]}


def _short(verdict: Ruling) -> dict[str, Any]:
    """The verdict without the rows of its finding, which the findings of the brief hold."""
    return {**verdict.record(), "finding": verdict.finding and verdict.finding.name}
