"""What an endgame file may hold: every judgement a range with its reason and sources, or refused by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from realpolitik.scenarios.schema import Day, Record, Text

Number = Annotated[float, Field(allow_inf_nan=False)]


def _range(value: Any) -> Any:
    """Low, mode, high in this order; the message names the numbers."""
    if not isinstance(value, list | tuple) or len(value) != 3:
        raise ValueError(f"{value!r} is not a range: write [low, mode, high]")
    try:
        low, mode, high = (float(one) for one in value)
    except (TypeError, ValueError):
        raise ValueError(f"{value!r} is not a range of numbers: write [low, mode, high]") from None
    if not low <= mode <= high:
        raise ValueError(f"the range {list(value)} is upside down: write low, mode, high in this order")
    return (low, mode, high)


def _share(value: Any) -> Any:
    low, mode, high = _range(value)
    if not (low >= 0 and high <= 1):
        raise ValueError(f"the scores {list(value)} leave the scale from 0 to 1")
    return (low, mode, high)


Three = tuple[Number, Number, Number]
Range = Annotated[Three, BeforeValidator(_range)]
Score = Annotated[Three, BeforeValidator(_share)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Sources = Annotated[tuple[str, ...], Field(min_length=1)]


class Stake(Record):
    """A measured figure in dollars a year, and the share of it that is kept under each outcome."""

    measure: str
    about: tuple[str, ...]
    rows: Mapping[str, str] = Field(default_factory=dict)
    column: str = "value"
    kept: Mapping[str, Score]


class Criterion(Record):
    """What an actor cares about: scores by outcome, or stakes that are measured."""

    says: Text
    reason: Text
    sources: Sources
    weight: Annotated[Number, Field(gt=0)] = 1.0
    scores: Mapping[str, Score] | None = None
    stakes: Mapping[str, Stake] | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Criterion:
        if (self.scores is None) == (self.stakes is None):
            raise ValueError("give `scores` or `stakes`, one of them")
        return self


class Actor(Record):
    """Whose preferences these are."""

    name: Text
    criteria: Annotated[Mapping[Slug, Criterion], Field(min_length=1)]


class Front(Record):
    """Parameters of the war as a diffusion, as ranges."""

    patron: str
    client: str
    reason: Text
    sources: Sources
    drift: Range
    leverage: Range
    cost: Range
    hazard_near_defeat: Range
    discount: Range


class Demand(Record):
    """What a patron might demand, in per cent of the income of client and patron, as ranges."""

    patron: str
    client: str
    what: Text
    reason: Text
    sources: Sources
    cost_of_complying: Range
    worth: Range
    backing_down: Range
    discount: Score


class Plans(Record):
    """Published plans as points on issues, and what each actor would accept."""

    says: Text
    issues: Mapping[str, Text]
    positions: Mapping[str, Mapping[str, Any]]
    accepts: Mapping[str, Mapping[str, Any]]

    @model_validator(mode="after")
    def _complete(self) -> Plans:
        for name, entry in {**self.positions, **self.accepts}.items():
            if not entry.get("source"):
                raise ValueError(f"{name} has no `source`")
            for issue in self.issues:
                if issue not in entry:
                    raise ValueError(f"{name} has no position on {issue!r}")
        return self


class Endgame(Record):
    """A whole file of judgements."""

    id: Slug
    as_of: Day
    outcomes: Annotated[Mapping[Slug, Text], Field(min_length=2, max_length=7)]
    actors: Annotated[Mapping[str, Actor], Field(min_length=1)]
    war: Front
    demand: Demand
    plans: Plans

    @model_validator(mode="after")
    def _agrees(self) -> Endgame:
        for code, actor in self.actors.items():
            for name, criterion in actor.criteria.items():
                tables = [criterion.scores] if criterion.scores is not None else []
                tables += [stake.kept for stake in (criterion.stakes or {}).values()]
                for table in tables:
                    _same_outcomes(f"{code}.{name}", table, self.outcomes)
        return self


def _same_outcomes(place: str, table: Mapping[str, Any], outcomes: Mapping[str, str]) -> None:
    for outcome in outcomes:
        if outcome not in table:
            raise ValueError(f"{place} has no score for {outcome!r}")
    for outcome in table:
        if outcome not in outcomes:
            raise ValueError(f"{place} scores {outcome!r}, which is no outcome: {', '.join(outcomes)}")
