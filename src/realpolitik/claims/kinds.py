"""The kinds of test a claim may have to pass, as they are written in files.

Tests are records read from files, so pydantic checks them. How each is applied is in `weigh`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, model_validator

from realpolitik.findings import parse_date

MAY_HOLD_DATES = "write 2021, 2021-03 or 2021-03-05"


def _as_period(value: Any) -> Any:
    """YAML reads 2021 as a number and 2021-03-05 as a date; a period is the text of either."""
    if isinstance(value, bool):
        raise ValueError(f"{value} is not a period: {MAY_HOLD_DATES}")
    text = value.isoformat() if type(value) is date else str(value) if isinstance(value, int) else value
    if isinstance(text, str):
        parse_date(text)
    return text


def _as_span(value: Any) -> Any:
    """A period, or two joined by `..`: `2014..2022-02-23` is everything from the first to the last."""
    if isinstance(value, str) and ".." in value:
        first, last = (part.strip() for part in value.split("..", 1))
        if parse_date(first) > parse_date(last, last=True):
            raise ValueError(f"the span {value} ends before it starts: swap the two")
        return f"{first}..{last}"
    return _as_period(value)


def _without_dates(value: Any) -> Any:
    """Options are text, numbers or yes and no: YAML's dates become text again."""
    if not isinstance(value, Mapping):
        return value
    return {key: item.isoformat() if type(item) is date else item for key, item in value.items()}


def ends(span: str) -> tuple[str, str]:
    """First and last period of a span; of a single period, itself twice.

    Examples
    --------
    >>> ends("2014..2022-02-23"), ends("2021")
    (('2014', '2022-02-23'), ('2021', '2021'))
    """
    first, _, last = span.partition("..")
    return first, last or first


def _as_margin(value: Any) -> Any:
    """`2e9` is in the unit of the measure, `1 %` is a share of the figure it is compared with."""
    if isinstance(value, str) and (match := re.fullmatch(r"\s*(\d+(?:\.\d+)?(?:e\+?\d+)?)\s*%\s*", value)):
        return {"size": float(match[1]) / 100, "relative": True}
    return value if isinstance(value, Mapping | Margin) else {"size": value}


Number = Annotated[float, Field(allow_inf_nan=False)]
PeriodText = Annotated[str, BeforeValidator(_as_period)]
SpanText = Annotated[str, BeforeValidator(_as_span)]
Options = Annotated[Mapping[str, Any], BeforeValidator(_without_dates)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Sentence = Annotated[str, Field(min_length=1, max_length=600)]


class Record(BaseModel):
    """Base of what a claims file holds: immutable, and a misspelt field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Margin(Record):
    """How far: `size` in the unit of the measure or, if `relative`, as a share of what it is held against."""

    size: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    relative: StrictBool = False

    def of(self, value: float) -> float:
        """The margin in the unit of `value`.

        Examples
        --------
        >>> Margin(size=0.01, relative=True).of(200.0)
        2.0
        """
        return abs(value) * self.size if self.relative else self.size


MarginField = Annotated[Margin, BeforeValidator(_as_margin)]


class Pick(Record):
    """Which figure of which finding: the row of period `at` whose columns are as in `rows`.

    Without `at` the headline figure; with a span, that of the measure over the span. `measure`, `about` and `options` are those of the claim unless given.
    """

    at: SpanText | None = None
    rows: Mapping[str, str | float] = Field(default_factory=dict)
    measure: str | None = None
    about: tuple[str, ...] | None = None
    options: Options = Field(default_factory=dict)


class OneFigure(Record):
    """Base of tests of one figure: the row of period `at` (without it the headline), columns as in `rows`."""

    at: SpanText | None = None
    rows: Mapping[str, str | float] = Field(default_factory=dict)

    def picks(self) -> tuple[Pick, ...]:
        return (Pick(at=self.at, rows=self.rows),)


class Near(OneFigure):
    """The figure is `value`, give or take `within`."""

    kind: Literal["near"] = "near"
    value: Number
    within: MarginField


class AtLeast(OneFigure):
    """The figure is `value` or more."""

    kind: Literal["at_least"] = "at_least"
    value: Number


class AtMost(OneFigure):
    """The figure is `value` or less."""

    kind: Literal["at_most"] = "at_most"
    value: Number


class Between(OneFigure):
    """The figure is from `low` to `high`, both included."""

    kind: Literal["between"] = "between"
    low: Number
    high: Number

    @model_validator(mode="after")
    def _ordered(self) -> Between:
        if self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}: swap the two")
        return self


class Change(Record):
    """Base of tests of the change between two periods or spans, by at least `by`; without `by`, by anything at all.

    A word such as "nearly all" has no one bar. `loosely` is the least that it may also mean: a change of less than `by` and of
    `loosely` or more is one of which the word does not decide.
    """

    start: SpanText = Field(alias="from")
    end: SpanText = Field(alias="to")
    by: MarginField = Margin()
    loosely: MarginField | None = None
    rows: Mapping[str, str | float] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _ordered(self) -> Change:
        if parse_date(ends(self.start)[1], last=True) >= parse_date(ends(self.end)[0]):
            raise ValueError(
                f"the change runs from {self.start} to {self.end}, which is not later: swap the two"
            )
        if self.loosely and (self.loosely.relative != self.by.relative or self.loosely.size >= self.by.size):
            raise ValueError(
                "`loosely` is less than `by`, and in the same form (both a percentage, or neither)"
            )
        return self

    def picks(self) -> tuple[Pick, ...]:
        return Pick(at=self.start, rows=self.rows), Pick(at=self.end, rows=self.rows)


class Rises(Change):
    """The figure of `to` is above that of `from` by at least `by`."""

    kind: Literal["rises"] = "rises"


class Falls(Change):
    """The figure of `to` is below that of `from` by at least `by`."""

    kind: Literal["falls"] = "falls"


class HighestSoFar(Record):
    """The figure of `at` is above every earlier one that the data cover (from `since` on, if given)."""

    kind: Literal["record"] = "record"
    at: PeriodText
    since: PeriodText | None = None
    rows: Mapping[str, str | float] = Field(default_factory=dict)

    def picks(self) -> tuple[Pick, ...]:
        return (Pick(at=self.at, rows=self.rows),)


class LowestSoFar(HighestSoFar):
    """The figure of `at` is below every earlier one that the data cover (from `since` on, if given)."""

    kind: Literal["lowest"] = "lowest"  # type: ignore[assignment]


class Ratio(Record):
    """One figure over another is `at_least`, `at_most` or `near` (give or take `within`), one of these."""

    kind: Literal["ratio"] = "ratio"
    of: Pick
    to: Pick
    at_least: Number | None = None
    at_most: Number | None = None
    near: Number | None = None
    within: MarginField = Margin(size=0.1, relative=True)

    @model_validator(mode="after")
    def _one_bound(self) -> Ratio:
        if sum(bound is not None for bound in (self.at_least, self.at_most, self.near)) != 1:
            raise ValueError("a ratio is compared with exactly one of at_least, at_most and near")
        return self

    def picks(self) -> tuple[Pick, ...]:
        return self.of, self.to


class AbsentSince(Record):
    """After the day `date` there are observations, and none of them (columns as in `rows`) is a use."""

    kind: Literal["absent_since"] = "absent_since"
    date: PeriodText
    until: PeriodText | None = None
    rows: Mapping[str, str | float] = Field(default_factory=dict)

    def picks(self) -> tuple[Pick, ...]:
        return ()


class Ranks(Record):
    """Among the rows of period `at`, told apart by the column `among`, `name` is one of the `top` highest."""

    kind: Literal["ranks"] = "ranks"
    name: str
    among: str = "series"
    top: Annotated[int, Field(ge=1)] = 1
    at: PeriodText | None = None
    rows: Mapping[str, str | float] = Field(default_factory=dict)

    def picks(self) -> tuple[Pick, ...]:
        return (Pick(at=self.at, rows=self.rows),)


class Dated(Record):
    """What is on record happened on `day`, give or take `within` days: the nearest row (columns as in `rows`) decides."""

    kind: Literal["dated"] = "dated"
    day: PeriodText
    within: Annotated[int, Field(ge=0)] = 0
    rows: Mapping[str, str | float] = Field(default_factory=dict)

    def picks(self) -> tuple[Pick, ...]:
        return ()


Test = Annotated[
    Near
    | AtLeast
    | AtMost
    | Between
    | Rises
    | Falls
    | HighestSoFar
    | LowestSoFar
    | Ratio
    | AbsentSince
    | Ranks
    | Dated,
    Field(discriminator="kind"),
]
KINDS = (
    "near",
    "at_least",
    "at_most",
    "between",
    "rises",
    "falls",
    "record",
    "lowest",
    "ratio",
    "absent_since",
    "ranks",
    "dated",
)
