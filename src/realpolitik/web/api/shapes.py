"""The shapes of what the API takes and gives: pydantic models, from which the OpenAPI document is made."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from realpolitik.findings import DATE_FORM, Basis
from realpolitik.scenarios.schema import Scenario

CODE = "CHN"


class Shape(BaseModel):
    """A record of an answer; what the program adds later does not break its readers."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)


class Problem(Shape):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    remedy: str = ""
    suggestions: list[str] = []


class Span(Shape):
    """A span of a state's life; `to` is null for one that lives."""

    from_: str = Field(alias="from")
    to: str | None


class StateShape(Shape):
    """A state, with its codes and the spans in which it lived."""

    code: str
    name: str
    cow: int | None
    gw: int | None
    life: list[Span]
    successors: list[str]


class PeriodShape(Shape):
    """What a finding covers; `freq` A, Q, M or D."""

    from_: str = Field(alias="from")
    to: str
    freq: str


class IntervalShape(Shape):
    """What the value could be, and what kind of uncertainty that contains."""

    low: float
    high: float
    kind: str
    basis: Basis


class MethodShape(Shape):
    """How a figure is computed."""

    definition: str
    formula: str
    reference: str


class SourceShape(Shape):
    """A source; fields that it does not have are left out."""

    id: str
    publisher: str
    title: str


class FindingShape(Shape):
    """A figure with everything that is needed to defend it. Money in dollars, shares between 0 and 1."""

    name: str
    about: list[str]
    period: PeriodShape
    value: float | None
    unit: str
    interval: IntervalShape | None
    says: str
    rows: list[dict[str, Any]]
    sources: list[SourceShape]
    method: MethodShape
    caveats: list[str]
    options: dict[str, Any]
    chart: str
    as_of: str
    flags: list[dict[str, Any]]


class VerdictShape(Shape):
    """A statement and whether it holds."""

    id: str
    says: str
    by: str
    question: str
    kind: str
    status: str
    words: str
    standing: list[str]
    error: str
    as_of: str
    figure: str
    margin_in_words: str
    overturned_by: str
    why: str


class GapShape(Shape):
    """A measure that has nothing to say, why, and what would fill it."""

    measure: str
    about: list[str]
    why: str
    remedy: str


class SectionShape(Shape):
    """A question with its answer."""

    question: str
    asks: str
    answer: str
    findings: list[FindingShape]
    verdicts: list[VerdictShape]
    gaps: list[GapShape]


class JudgementShape(Shape):
    """A key judgement: a sentence of the first page, how sure it is, why not surer, and the findings it rests on."""

    id: str
    says: str
    confidence: str
    why: list[str]
    question: str
    evidence: list[dict[str, str | list[str]]]
    as_of: str


class BriefShape(Shape):
    """The answer to the questions about two states."""

    about: list[str]
    names: list[str]
    window: dict[str, str | None]
    judgements: list[JudgementShape]
    summary: list[str]
    figures_to: str
    tally: dict[str, int]
    sections: list[SectionShape]
    sources: list[SourceShape]


class MeasureShape(Shape):
    """A measure: what it measures, of how many states, with which options."""

    name: str
    says: str
    unit: str
    states: int
    chart: str
    method: MethodShape
    options: dict[str, Any]
    """Name and default."""
    options_schema: dict[str, Any]
    """JSON Schema of each option: type, enumeration or bounds, default, description."""


class ScenarioShape(Shape):
    """A scenario of the library."""

    id: str
    asks: str
    world: str


class Listed(Shape):
    """A page of a list."""

    total: int
    limit: int
    offset: int


class States(Listed):
    """States, the nearest to what was searched first."""

    items: list[StateShape]


class Measures(Listed):
    """Measures by name."""

    items: list[MeasureShape]


class Sources(Listed):
    """Sources by identifier."""

    items: list[SourceShape]


class Verdicts(Listed):
    """Statements of a file, judged."""

    items: list[VerdictShape]


class Scenarios(Listed):
    """Scenarios of the library, with what shocks may name."""

    items: list[ScenarioShape]
    worlds: list[str]
    states: dict[str, str]
    sectors: dict[str, str]
    groups: list[str]


class PlayedShape(Shape):
    """A scenario played: who loses and gains, whose trade moves, and how it was solved."""

    scenario: dict[str, Any]
    findings: list[FindingShape]
    solver: dict[str, Any]


class Text(BaseModel):
    """A text to be read into claims."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(
        min_length=1,
        max_length=150_000,
        examples=["China's trade with Russia reached 240 billion dollars in 2023."],
        description="Plain text, Markdown or HTML, in English.",
    )
    published: str | None = Field(
        default=None,
        pattern=DATE_FORM,
        examples=["2024-04-20"],
        description="The day by which `last year` is understood; the text is searched for one where left out.",
    )


class StatementShape(Shape):
    """A statement of a text, what it was taken for, and its verdicts."""

    sentence: str
    status: str
    verdicts: list[VerdictShape]


class ReportShape(Shape):
    """A text, read and judged."""

    title: str
    published: str
    summary: str
    tally: dict[str, int]
    statements: list[StatementShape]


class JobAsked(BaseModel):
    """A scenario to play under many random sets of assumptions."""

    model_config = ConfigDict(extra="forbid")

    scenario: Scenario | Annotated[str, Field(max_length=80)] = Field(
        examples=["west-2023"], description="A scenario, or the name of one of the library."
    )
    draws: int = Field(default=200, strict=True, ge=1, le=2_000, description="Random sets of assumptions.")
    seed: int = Field(
        default=0, strict=True, ge=0, le=2**31 - 1, description="Draws of the same seed are the same."
    )


class JobShape(Shape):
    """A job: waiting, running, done, failed or cancelled; how far it is; its result when done."""

    id: str
    status: str
    done: int
    of: int
    why: str
    result: PlayedShape | None = None


EVENT: dict[str, Any] = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {"type": "string", "enum": ["progress", "over"]},
        "data": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {
                "type": "object",
                "required": ["id", "status", "done", "of", "why"],
                "properties": {
                    "id": {"type": "string"},
                    "status": {"type": "string"},
                    "done": {"type": "integer"},
                    "of": {"type": "integer"},
                    "why": {"type": "string"},
                },
            },
        },
    },
}
"""One event of the stream of a job: the record of the job, without its result."""
