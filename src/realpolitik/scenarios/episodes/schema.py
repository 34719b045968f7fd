"""What the file of an episode holds: a world before, measures with their dates and sources, whose trade is looked at after."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from realpolitik.scenarios.schema import Day, Number, Record, Text

Goods = Literal["all", "fuels", "minerals", "other"]
Kind = Literal["embargo", "lists", "tariff", "none"]
Side = Literal["sells", "buys"]
Code = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Reference(Record):
    """Where a measure is described, and on which day it was read, as a whole or in an excerpt."""

    title: Text
    address: Text
    read: Text


class Measure(Record):
    """One measure: whose sales to whom, in which kinds of goods, since when.

    `kind` says what the model is told: `embargo`, all such trade is forbidden; `lists`, part of it is; `tariff`, a `rate` that it pays;
    `none`, nothing (a placebo). How much an embargo or lists leave is not told, but taken from the other episodes; where the trade on
    the lists is known (`covered_usd`), so much of it is under embargo.
    """

    kind: Kind
    sellers: Text = Field(alias="from")
    buyers: Text = Field(alias="to")
    goods: Goods = "all"
    rate: Annotated[Number, Field(gt=0, lt=5)] | None = None
    covered_usd: Annotated[Number, Field(gt=0)] | None = None
    start: Day
    says: Text
    source: Reference

    @model_validator(mode="after")
    def _rated(self) -> Measure:
        if (self.kind == "tariff") != (self.rate is not None):
            raise ValueError("a tariff has a `rate`, and no other measure has")
        if self.covered_usd is not None and self.kind != "lists":
            raise ValueError("`covered_usd` belongs to a measure of kind `lists`")
        return self


class Target(Record):
    """A state whose sales or purchases are scored, partner by partner."""

    state: Code
    side: Side


class Apart(Record):
    """A partner of which no model of measures speaks, and why."""

    state: Code
    because: Text


class Episode(Record):
    """A shock of the past.

    Attributes
    ----------
    id, name, says
        Its name, in words, and what happened.
    before, after
        The years compared; the world is that of the first.
    day
        The day on which groups count.
    targets
        Whose sales and purchases are scored.
    measures
        What was done.
    apart
        Partners left out, with the reason.
    placebo
        Whether nothing was done that trade could show.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    name: Text
    says: Text
    before: int
    after: int
    day: Day
    targets: Annotated[tuple[Target, ...], Field(min_length=1)]
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]
    apart: tuple[Apart, ...] = ()
    placebo: bool = False

    @property
    def world(self) -> str:
        """The world of the year before."""
        return f"kinds-{self.before}"

    @property
    def first(self) -> date:
        """When the first measure began."""
        return min(measure.start for measure in self.measures)

    @model_validator(mode="after")
    def _in_order(self) -> Episode:
        if self.after <= self.before:
            raise ValueError("`after` is a later year than `before`")
        if self.placebo != all(measure.kind == "none" for measure in self.measures):
            raise ValueError("a placebo has measures of kind `none` alone, and nothing else has them")
        return self
