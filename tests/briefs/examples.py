"""A brief made by hand on the findings of the charts' tests, with verdicts, gaps and hostile text."""

from __future__ import annotations

import runpy
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from realpolitik.briefs.model import Brief, Gap, Section
from realpolitik.briefs.questions import OTHER, questions
from realpolitik.findings import Finding, Window

charts = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "charts" / "examples.py")))

HOSTILE = "<script>document.title='owned'</script><img src=x onerror=alert(1)>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    id: str
    says: str
    by: str = "often said"
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """The parts of a verdict that a page shows."""

    claim: Said
    status: str
    why: str = ""
    finding: Finding | None = None
    figure: str = ""
    margin_in_words: str = ""
    overturned_by: str = ""
    words: str = ""
    standing: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        return {"id": self.claim.id, "status": self.status, "figure": self.figure, "why": self.why}


VERDICTS = (
    Ruled(
        claim=Said(id="trade-rose", says="Trade of China and Russia has reached 240 billion dollars."),
        status="supported",
        finding=charts.ANNUAL,
        figure="240.1 billion dollars in 2023",
        margin_in_words="0.1 billion above what was said",
        overturned_by="a revision of 0.2 billion downward",
    ),
    Ruled(
        claim=Said(id="no-limits", says="The partnership without limits is still spoken of.", by=HOSTILE),
        status="contradicted",
        figure="absent since 30 March 2022",
        overturned_by="one joint text with it",
    ),
    Ruled(
        claim=Said(id="votes", says="They vote alike more often than they did."),
        status="not measurable",
        why="needs votes.identical_share",
    ),
)


def section(question, findings=(), verdicts=(), gaps=()) -> Section:
    return Section(
        question=question,
        asks=question.asks.format(a="China", b="Russia"),
        answer=findings[0].says if findings else "Not answered: the tables hold nothing on this question.",
        findings=tuple(findings),
        verdicts=tuple(verdicts),
        gaps=tuple(gaps),
    )


GAP = Gap(
    measure="settlement.share",
    about=("CHN", "RUS"),
    why="The table settlement does not cover these years.",
    remedy="The central bank's bulletin would supply it.",
)


def brief() -> Brief:
    first, second, third, *_ = questions()
    return Brief(
        about=("CHN", "RUS"),
        names=("China", "Russia"),
        window=Window(),
        sections=(
            section(first, (charts.ANNUAL, charts.MANY), VERDICTS),
            section(second, (charts.SHARES, charts.ONE_POINT)),
            section(third, (charts.SLOPE, charts.BARS, charts.MONTHLY, charts.STANDING)),
            section(questions()[3], gaps=(GAP,)),
            section(questions()[4], (charts.COUNTS, charts.USES)),
            section(OTHER, (charts.HOSTILE,)),
        ),
    )


def empty() -> Brief:
    return Brief(
        about=("BRA", "ZAF"),
        names=("Brazil", "South Africa"),
        window=Window.parse("1949", "1991"),
        sections=tuple(section(question, gaps=(GAP,)) for question in questions()),
    )
