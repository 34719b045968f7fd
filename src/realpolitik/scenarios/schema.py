"""What a scenario file may hold. Records are read from files, so pydantic checks them; a misspelt field is an error."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from realpolitik.findings import DATE_FORM, parse_date

Kind = Literal[
    "embargo", "cost", "cut", "tariff", "export-tax", "productivity", "discount", "price-cap", "redirect"
]
End = Literal["stated", "low", "high"]
"""Where in its range a number of a shock is taken."""
NUMBERS: Mapping[str, tuple[str, ...]] = {
    "embargo": (),
    "cost": ("factor",),
    "cut": ("share",),
    "tariff": ("rate",),
    "export-tax": ("rate",),
    "productivity": ("factor",),
    "discount": ("discount",),
    "price-cap": ("cap", "price"),
    "redirect": (),
}
"""The numbers that each kind of shock needs."""
OPTIONAL: Mapping[str, tuple[str, ...]] = {"price-cap": ("freight", "shadow")}
MOST_DRAWS = 100_000
PER_CENT = 5.0, 20.0
"""A rate and a share from which the file can only mean per cent."""


class Record(BaseModel):
    """Immutable, and without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    return parse_date(str(value))


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Number = Annotated[float, Field(allow_inf_nan=False, strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Text = Annotated[str, Field(min_length=1, max_length=1000)]
_YEAR = {"type": "integer", "minimum": 1000, "maximum": 9999}
Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"anyOf": [{"type": "string", "pattern": DATE_FORM}, _YEAR]})
]
Sectors = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class ShockEntry(Record):
    """One shock: what kind, from whom to whom, in which sectors, how much, and why.

    `from` and `to` are sums of groups, states and labels of the world, such as `sanctioning-russia - HUN`; goods and
    services flow from the first to the second, with `both_ways` also back. `sectors` are labels, `goods`, or `all`. `range` are the ends
    between which its one number is assumed to lie: what results shows both.
    """

    kind: Kind
    exporters: Text | None = Field(default=None, alias="from")
    importers: Text | None = Field(default=None, alias="to")
    both_ways: Flag = False
    sectors: Sectors = ("all",)
    factor: Annotated[Number, Field(gt=0)] | None = None
    share: Annotated[Number, Field(gt=0, json_schema_extra={"exclusiveMaximum": PER_CENT[1]})] | None = None
    rate: Annotated[Number, Field(gt=-1, json_schema_extra={"exclusiveMaximum": PER_CENT[0]})] | None = None
    discount: Annotated[Number, Field(gt=0, lt=1)] | None = None
    cap: Annotated[Number, Field(gt=0)] | None = None
    price: Annotated[Number, Field(gt=0)] | None = None
    freight: Annotated[Number, Field(ge=0)] | None = None
    shadow: Text | None = None
    range: Annotated[tuple[Number, Number], Field(min_length=2, max_length=2)] | None = None
    because: Text | None = None
    source: str | None = None

    def at(self, end: End) -> ShockEntry:
        """The entry with its number at an end of its range; itself where it has none or as it is stated."""
        if end == "stated" or self.range is None:
            return self
        number = self.range[0] if end == "low" else self.range[1]
        return self.model_copy(update={NUMBERS[self.kind][0]: number})

    @model_validator(mode="after")
    def _numbers(self) -> ShockEntry:
        needed = NUMBERS[self.kind]
        allowed = {*needed, *OPTIONAL.get(self.kind, ())}
        every = {name for names in (*NUMBERS.values(), *OPTIONAL.values()) for name in names}
        for name in needed:
            if getattr(self, name) is None:
                raise ValueError(f"a shock of kind {self.kind!r} needs `{name}`")
        for name in sorted(every - allowed):
            if getattr(self, name) is not None:
                raise ValueError(f"`{name}` does not belong to a shock of kind {self.kind!r}")
        if self.range is not None:
            if len(needed) != 1:
                raise ValueError(
                    f"`range` belongs to one number, and a shock of kind {self.kind!r} has {len(needed)}"
                )
            if not self.range[0] < getattr(self, needed[0]) < self.range[1]:
                raise ValueError(f"`{needed[0]}` lies within its `range`, the lower end first")
        if self.rate is not None and self.rate >= PER_CENT[0]:
            raise ValueError(f"a `rate` of {self.rate:g} is {self.rate:.0%}: write 0.25 for 25 points")
        if self.share is not None and self.share >= PER_CENT[1]:
            raise ValueError(
                f"a `share` of {self.share:g} leaves {self.share:g} times the trade: write 0.3 for 30 %"
            )
        if self.kind == "productivity" and self.importers is not None:
            raise ValueError("productivity changes where goods are made: give `from`, not `to`")
        if self.kind == "redirect" and (self.exporters is None or self.importers is None or self.both_ways):
            raise ValueError(
                "`redirect` says where the oil of `from` goes when `to` stop buying it: give both, one way"
            )
        if self.kind != "productivity" and self.exporters is None and self.importers is None:
            raise ValueError("name at least one side: `from`, `to`, or both")
        return self


class ElasticityEntry(Record):
    """Elasticities of a scenario: a set by name, or numbers by sector; and a nest. Both replace the default grid.

    `spread` is the standard deviation of the logarithm of each elasticity in draws; 0 holds them.
    """

    set: str | None = None
    theta: Mapping[str, Annotated[Number, Field(gt=0)]] | None = None
    spread: Annotated[Number, Field(ge=0, le=2)] | None = None
    nest: str | Number | None = None

    @model_validator(mode="after")
    def _one(self) -> ElasticityEntry:
        if self.set and self.theta:
            raise ValueError("give `set` or `theta`, not both")
        return self


class Report(Record):
    """What to show of a scenario: states whose income, and flows (exporter, importer) whose trade is asked about.

    Labels of the world; empty is all, or those that move most.
    """

    states: tuple[str, ...] = ()
    flows: tuple[tuple[str, str], ...] = ()


def _never_empty(schema: dict[str, Any]) -> None:
    """What is refused with a sentence of its own is still said in the schema: a scenario has shocks."""
    schema.pop("default", None)
    schema["minItems"] = 1


def _needs_shocks(schema: dict[str, Any]) -> None:
    schema["required"] = [*schema["required"], "shocks"]


class Scenario(Record):
    """A question, the world it is asked of, and what is done to it.

    Attributes
    ----------
    id, asks, by, says
        Its name, the question, who asks it, and what it contains in words.
    world
        An embedded world or the folder of a saved one.
    day
        The day on which groups count.
    after
        Shocks that have already happened: results compare with the world after them.
    shocks
        What is done.
    elasticities, deficits
        Instead of the default grid of assumptions.
    draws
        Random sets of assumptions instead of the grid.
    report
        What to show; all by default.
    """

    model_config = ConfigDict(json_schema_extra=_needs_shocks)

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    asks: Text
    by: Text | None = None
    says: Text | None = None
    world: str = "merged-2021"
    day: Day = date(2023, 12, 31)
    after: tuple[ShockEntry, ...] = ()
    shocks: tuple[ShockEntry, ...] = Field(default=(), json_schema_extra=_never_empty)
    elasticities: ElasticityEntry | None = None
    deficits: Literal["additive", "multiplicative", "proportional", "purged"] | None = None
    run: Literal["long", "short"] = "long"
    draws: Annotated[int, Field(strict=True, ge=1, le=MOST_DRAWS)] | None = None
    report: Report = Report()

    @model_validator(mode="after")
    def _something(self) -> Scenario:
        if not self.shocks:
            raise ValueError("a scenario without `shocks` changes nothing")
        return self
