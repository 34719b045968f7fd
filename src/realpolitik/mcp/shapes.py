"""The shapes of what the tools answer: those of the API, shortened; from them the schemas are made that a client sees."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from realpolitik.web.api import shapes
from realpolitik.web.api.shapes import Shape


class Found(shapes.FindingShape):
    """A figure with everything that is needed to defend it. Money in dollars, shares between 0 and 1; `rows` and `sources` may be cut."""

    rows_in_all: int = Field(
        description="How many rows there are; `rows` holds the latest, or the first where all are of one time."
    )
    sources_in_all: int = Field(
        description="How many sources there are; `sources` names those of the rows shown first."
    )
    flags_in_all: int = Field(description="How many rows behind it the audit doubts; detail=full lists them.")
    finding_at: str = Field(description="Resource with the whole finding; empty where options were changed.")
    method_at: str = Field(description="Resource with the measure in full.")


class Compared(Shape):
    """One measure on several sets of states, the largest figure first."""

    name: str
    findings: list[Found]
    gaps: list[shapes.GapShape] = Field(description="Those without a figure, with the reason.")


class Judged(Shape):
    """A verdict on a statement, with the figure it rests on and what would overturn it."""

    says: str
    status: str
    words: str
    figure: str
    why: str
    overturned_by: str
    as_of: str
    measure: str
    about: list[str]
    sources: list[str] = Field(description="Identifiers of its sources.")
    caveats: list[str]


class Figure(Shape):
    """A figure in a line; `measure` or the resource has its rows and sources."""

    name: str
    about: list[str]
    says: str
    value: float | None
    unit: str
    interval: shapes.IntervalShape | None
    as_of: str
    sources: list[str] = Field(description="Identifiers of its sources.")
    finding_at: str


class Answered(Shape):
    """A question of a brief with its answer."""

    question: str
    asks: str
    answer: str
    measures: list[str] = Field(description="What the answer rests on: ask `measure` for each.")
    findings: list[Figure] = Field(default_factory=list)
    verdicts: list[Judged] = Field(default_factory=list)
    gaps: list[shapes.GapShape] = Field(default_factory=list)


class Briefed(Shape):
    """What two states are to each other: key judgements first."""

    about: list[str]
    names: list[str]
    window: dict[str, str | None]
    judgements: list[shapes.JudgementShape]
    figures_to: str
    sections: list[Answered]
    caveats: list[str]
    sources: list[shapes.SourceShape]
    sources_in_all: int


class Statement(Shape):
    """A statement of a text, what became of it, and its verdicts."""

    sentence: str
    status: str
    why: str = Field(description="Why it is outside what is judged; empty where it is judged.")
    verdicts: list[Judged]


class Checked(Shape):
    """A text, read and judged."""

    summary: str
    published: str
    tally: dict[str, int]
    statements: list[Statement]
    statements_in_all: int
    sources: list[shapes.SourceShape]


class Modelled(Shape):
    """What a model answers: findings of which the first leads, and the assumptions."""

    findings: list[Found]
    scenario: dict[str, Any] = Field(default_factory=dict)
    solver: dict[str, Any] = Field(default_factory=dict)
    losses_by_assumption: list[dict[str, Any]] = Field(default_factory=list)


class MeasureLine(Shape):
    """What can be measured."""

    name: str
    says: str
    unit: str
    states: int = Field(description="Of how many states it is: 0 the world, 1 or 2.")
    options: dict[str, Any] = Field(description="Name and default.")
    reference: str = Field(description="Where the method comes from.")


class Measures(Shape):
    """Measures that speak of what was asked, the nearest first."""

    total: int
    items: list[MeasureLine]


class States(Shape):
    """States through time, and the lists that their codes come from."""

    total: int
    items: list[shapes.StateShape]
    sources: list[shapes.SourceShape]


class Sources(Shape):
    """Where figures come from."""

    total: int
    items: list[shapes.SourceShape]


class Scenarios(Shape):
    """Scenarios of the library, and what shocks of one's own may name."""

    items: list[shapes.ScenarioShape]
    worlds: list[str]
    states: dict[str, str]
    sectors: dict[str, str]
    groups: list[str]
