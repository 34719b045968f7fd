"""What an endgame file may hold: every judgement a range with its reason and sources, or refused by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from realpolitik.errors import SchemaError
from realpolitik.scenarios.schema import Day, Record, Text
from realpolitik.sources.record import Source

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
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
Slug = Annotated[str, Field(pattern=f"^{_SLUG}$", max_length=60)]
Sources = Annotated[tuple[str, ...], Field(min_length=1)]
_OWN = ("id", "publisher", "title", "version", "published", "accessed", "address", "licence", "citation")


def _source(value: Any) -> Any:
    """The record of a source that a file brings itself."""
    if not isinstance(value, Mapping):
        raise ValueError(
            f"{value!r} is no source: write id, publisher and title, and published and address where known"
        )
    for key, text in value.items():
        if key not in _OWN:
            raise ValueError(f"unknown field {key!r}: a source has {', '.join(_OWN)}")
        if isinstance(text, bool) or not isinstance(text, str | int | float | date | None):
            raise ValueError(f"{key} is {text!r}, no text")
    texts = {key: " ".join(str("" if text is None else text).split()) for key, text in value.items()}
    if long := [key for key, text in texts.items() if len(text) > 1000]:
        raise ValueError(f"{long[0]} has more than 1000 characters")
    try:
        found = Source.from_mapping(texts)
    except SchemaError as error:
        raise ValueError("; ".join(error.problems)) from None
    if not _is_slug(found.id):
        raise ValueError(
            f"{found.id!r} is no identifier: small letters, digits and single hyphens, at most 60"
        )
    if found.address and not _is_web(found.address):
        raise ValueError(f"{found.address!r} is no address of the web: write https://…, or leave it out")
    return found


def _list(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        raise ValueError("write a list: - {id: …, publisher: …, title: …}")
    return value


def _is_slug(text: str) -> bool:
    return len(text) <= 60 and re.fullmatch(_SLUG, text) is not None


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in address


def _distinct(given: tuple[Source, ...]) -> tuple[Source, ...]:
    ids = [one.id for one in given]
    if twice := next((id_ for id_ in ids if ids.count(id_) > 1), ""):
        raise ValueError(f"{twice!r} is given twice")
    return given


OwnSources = Annotated[
    tuple[Annotated[Source, BeforeValidator(_source)], ...], BeforeValidator(_list), AfterValidator(_distinct)
]


class Stake(Record):
    """A measured figure in dollars a year, and the share of it that is kept under each outcome."""

    measure: str
    about: tuple[str, ...]
    rows: Mapping[str, str] = Field(default_factory=dict)
    column: str = "value"
    kept: Mapping[str, Score]


class Exposure(Record):
    """A measured share that an actor would rather be without, and how much of it is left under each outcome."""

    measure: str
    about: tuple[str, ...]
    rows: Mapping[str, str] = Field(default_factory=dict)
    column: str = "value"
    left: Mapping[str, Score]


class Criterion(Record):
    """What an actor cares about: scores by outcome, stakes that are measured, or a measured exposure."""

    says: Text
    reason: Text
    sources: Sources
    weight: Annotated[Number, Field(gt=0)] = 1.0
    scores: Mapping[str, Score] | None = None
    stakes: Mapping[str, Stake] | None = None
    exposure: Exposure | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Criterion:
        if sum(one is not None for one in (self.scores, self.stakes, self.exposure)) != 1:
            raise ValueError("give `scores`, `stakes` or `exposure`, one of them")
        return self

    def tables(self) -> list[Mapping[str, Three]]:
        """Every table of ranges by outcome that it holds."""
        if self.scores is not None:
            return [self.scores]
        return [self.exposure.left] if self.exposure else [one.kept for one in (self.stakes or {}).values()]


class Actor(Record):
    """Whose preferences these are."""

    name: Text
    criteria: Annotated[Mapping[Slug, Criterion], Field(min_length=1)]


class Ends(Record):
    """Which outcome is the client's victory, its defeat, the war going on, and the disaster that nobody can undo."""

    win: Slug
    lose: Slug
    stalemate: Slug
    disaster: Slug


class Front(Record):
    """Parameters of the war as a diffusion, as ranges."""

    patron: str
    client: str
    ends: Ends
    reason: Text
    sources: Sources
    drift: Range
    leverage: Range
    cost: Range
    hazard_near_defeat: Range
    discount: Range

    @model_validator(mode="after")
    def _inside(self) -> Front:
        for name in ("cost", "hazard_near_defeat", "discount"):
            if getattr(self, name)[0] < 0:
                raise ValueError(f"{name} is 0 or more")
        return self


class Attrition(Record):
    """Who would hold out longer: what a year costs each side as a share of its prize, and how likely it never gives in."""

    client: str
    enemy: str
    reason: Text
    sources: Sources
    burden_client: Range
    burden_enemy: Range
    stubborn_client: Score
    stubborn_enemy: Score
    help: Score

    @model_validator(mode="after")
    def _inside(self) -> Attrition:
        for name in ("burden_client", "burden_enemy", "stubborn_client", "stubborn_enemy"):
            if getattr(self, name)[0] <= 0:
                raise ValueError(f"{name} is above 0")
        for name in ("stubborn_client", "stubborn_enemy", "help"):
            if getattr(self, name)[2] >= 1:
                raise ValueError(f"{name} is below 1")
        return self


class Bargain(Record):
    """A war fought to its end as shares of what is at stake, and how fast power shifts."""

    reason: Text
    sources: Sources
    client_wins: Score
    cost_client: Score
    cost_enemy: Score
    shift: Score
    discount: Score


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
        for name, entry in self.positions.items():
            self._named(name, entry, ())
            for issue in self.issues:
                _number(f"{name}: {issue}", entry[issue], least=0.0)
        for name, entry in self.accepts.items():
            self._named(name, entry, ("capability", "salience"))
            for issue in self.issues:
                _accepted(f"{name} on {issue}", entry[issue])
            for key in ("capability", "salience"):
                _number(f"{name}: {key}", entry[key], least=1e-9)
        return self

    def _named(self, name: str, entry: Mapping[str, Any], more: tuple[str, ...]) -> None:
        """An entry has a source, all issues and what else is asked, and nothing more."""
        if not entry.get("source"):
            raise ValueError(f"{name} has no `source`")
        for key in (*self.issues, *more):
            if key not in entry:
                raise ValueError(
                    f"{name} has no position on {key!r}" if key in self.issues else f"{name} has no {key}"
                )
        if odd := [key for key in entry if key not in ("source", *self.issues, *more)]:
            raise ValueError(f"{name} has {odd[0]!r}, which is no issue: {', '.join(self.issues)}")


def _number(place: str, value: Any, *, least: float) -> None:
    if not isinstance(value, int | float) or not least <= value <= 1:
        raise ValueError(
            f"{place} is {value!r}, no number {'above' if least else 'from'} 0 {'and up ' if least else ''}to 1"
        )


def _accepted(place: str, value: Any) -> None:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError(f"{place}: {value!r} is not what is accepted: write [from, to]")
    if not all(isinstance(end, int | float) for end in value) or not 0 <= value[0] <= value[1] <= 1:
        raise ValueError(f"{place}: the range {list(value)} is upside down or leaves 0 to 1")


class Endgame(Record):
    """A whole file of judgements; `sources` are those it cites and the program does not know."""

    id: Slug
    as_of: Day
    outcomes: Annotated[Mapping[Slug, Text], Field(min_length=2, max_length=7)]
    criteria: Annotated[Mapping[Slug, Text], Field(min_length=1)]
    actors: Annotated[Mapping[str, Actor], Field(min_length=1)]
    war: Front
    demand: Demand
    plans: Plans
    attrition: Attrition | None = None
    bargain: Bargain | None = None
    sources: OwnSources = ()

    @model_validator(mode="after")
    def _agrees(self) -> Endgame:
        for code, actor in self.actors.items():
            for name, criterion in actor.criteria.items():
                if name not in self.criteria:
                    near = get_close_matches(name, self.criteria, n=1)
                    meant = f" Did you mean {near[0]!r}?" if near else ""
                    raise ValueError(
                        f"{code}: {name!r} is no criterion of the list {', '.join(self.criteria)}.{meant}"
                    )
                for table in criterion.tables():
                    _same_outcomes(f"{code}.{name}", table, self.outcomes)
        ends = self.war.ends
        for role, outcome in (
            ("win", ends.win),
            ("lose", ends.lose),
            ("stalemate", ends.stalemate),
            ("disaster", ends.disaster),
        ):
            if outcome not in self.outcomes:
                raise ValueError(f"war.ends.{role}: {outcome!r} is no outcome: {', '.join(self.outcomes)}")
        if self.war.patron not in self.actors:
            raise ValueError(f"war.patron: {self.war.patron!r} is no actor: {', '.join(self.actors)}")
        return self


def _same_outcomes(place: str, table: Mapping[str, Any], outcomes: Mapping[str, str]) -> None:
    for outcome in outcomes:
        if outcome not in table:
            raise ValueError(f"{place} has no score for {outcome!r}")
    for outcome in table:
        if outcome not in outcomes:
            raise ValueError(f"{place} scores {outcome!r}, which is no outcome: {', '.join(outcomes)}")
