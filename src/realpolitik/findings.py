"""Finding: the only thing that measures and models hand upward.

A finding is a figure that can be defended: what it is about, over which period, its value and unit, the interval
and what that interval contains, the rows behind it, their sources, the method, and what to be careful about.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol

from realpolitik.errors import OptionError
from realpolitik.shown import Shown
from realpolitik.wording.dates import written

Row = Mapping[str, Any]
Day = str | int | date
"""A date as a user writes it: `2021`, `"2021-03"`, `"2021-03-05"`, or a day of Python."""
Basis = Literal["sample", "definition", "source", "assumptions", "period"]
"""What an interval is about: what would have to be known better to make it smaller."""


class Citable(Protocol):
    """What a finding needs of a source: an identifier, and a record of plain values."""

    @property
    def id(self) -> str: ...

    def record(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """From `low` to `high`, in the unit of the value.

    Attributes
    ----------
    kind
        What it contains, in words: `95 %, exact Poisson`.
    basis
        The same as one of five: chance of a `sample`, rules or parts of a `definition`, reports of several offices or what
        a `source` leaves out, `assumptions` of a model or a judge, or values over a `period`.
    grid
        A range over assumptions may hold the value under each, so that the share of them that passes a test can be told.
    """

    low: float
    high: float
    kind: str
    basis: Basis = "source"
    grid: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise OptionError(f"an interval runs from low to high, not from {self.low} to {self.high}")

    def record(self) -> dict[str, Any]:
        """The interval as plain values."""
        return {"low": self.low, "high": self.high, "kind": self.kind, "basis": self.basis}


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How a figure is computed: the definition in words, the formula, and where both come from (with DOI)."""

    definition: str
    formula: str
    reference: str


@dataclass(frozen=True, slots=True)
class Window:
    """A closed range of days; None is open. `Window.parse("2021", "2023-06")` takes years, months and days.

    Examples
    --------
    >>> Window.parse("2021", "2023-02")
    Window(start=datetime.date(2021, 1, 1), end=datetime.date(2023, 2, 28))
    """

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise OptionError(f"the period starts on {self.start}, after its end on {self.end}: swap the two")

    @classmethod
    def parse(cls, start: Day | None = None, end: Day | None = None) -> Window:
        """Read two dates; the start means the first, the end the last day of the year or month named."""
        return cls(
            None if start in (None, "") else parse_date(start),  # type: ignore[arg-type]
            None if end in (None, "") else parse_date(end, last=True),  # type: ignore[arg-type]
        )

    def __contains__(self, day: date) -> bool:
        return (self.start is None or day >= self.start) and (self.end is None or day <= self.end)

    def meets(self, first: date, last: date) -> bool:
        """Whether any day from the first to the last lies within."""
        return (self.start is None or last >= self.start) and (self.end is None or first <= self.end)

    def __str__(self) -> str:
        return f"{self.start or 'the beginning'} to {self.end or 'today'}"


DATE_FORM = (
    "^([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
)
"""A date as `parse_date` reads it, as far as a form can say: no form knows how long February is."""


def parse_date(text: Day, *, last: bool = False) -> date:
    """Read `2021`, `2021-03` or `2021-03-05`, a year as a number, or a day; a year or month means its first day, or its `last`.

    Raises
    ------
    OptionError
        The text is not such a date, or the calendar has no such day.

    Examples
    --------
    >>> parse_date("2024-02", last=True)
    datetime.date(2024, 2, 29)
    """
    if not (match := re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", str(text).strip())):
        raise OptionError(f"{text!r} is not a date: write 2021, 2021-03 or 2021-03-05")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if month is None:
            month = 12 if last else 1
        if day is None:
            day = calendar.monthrange(year, month)[1] if last else 1  # type: ignore[arg-type]
        return date(year, month, day)  # type: ignore[arg-type]
    except ValueError as error:
        raise OptionError(f"{text!r} is not a date: {error}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The span a finding covers, as written: years for annual (A), months for monthly (M), days for daily (D)."""

    start: str
    end: str
    freq: str

    def record(self) -> dict[str, str]:
        return {"from": self.start, "to": self.end, "freq": self.freq}


def spanned(days: Iterable[date], freq: str) -> Period:
    """The period from the first to the last of some days.

    Examples
    --------
    >>> spanned([date(2023, 1, 1), date(2021, 1, 1)], "A")
    Period(start='2021', end='2023', freq='A')
    """
    held = sorted(days)
    return Period(start=written(held[0], freq), end=written(held[-1], freq), freq=freq)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Finding(Shown):
    """A figure with everything that is needed to defend it.

    Attributes
    ----------
    name
        The measure or model that made it, such as `trade.turnover`.
    about
        ISO3 codes of the states it is about, in the order asked.
    period
        What it covers.
    value, unit
        The headline figure. Money in US dollars, shares between 0 and 1. None where a finding has no one figure.
    interval
        What the value could be, and what kind of uncertainty that contains; None only where there is none to state.
    says
        The finding as one sentence with the number in it: the title of its chart.
    rows
        The rows behind it, each with `period`, `value` and, where they apply, `series`, `low`, `high`, `unit`, and
        `source` (identifier of a source, or several joined by a space).
    sources
        A record for each identifier that `rows` name.
    chart
        The kind of chart that shows it (`realpolitik.charts`).
    flags
        What the audit found about the rows it rests on, each with `test`, `state`, the figure and the other figure.
    """

    name: str
    about: tuple[str, ...]
    period: Period
    value: float | None
    unit: str
    says: str
    rows: tuple[Row, ...]
    sources: tuple[Citable, ...]
    method: Method
    interval: Interval | None = None
    caveats: tuple[str, ...] = ()
    chart: str = "line"
    options: Mapping[str, Any] = field(default_factory=dict)
    flags: tuple[Row, ...] = ()

    def behind(self) -> tuple[Finding, ...]:
        """Itself."""
        return (self,)

    def label(self) -> str:
        """`trade.turnover CHN RUS`."""
        return " ".join((self.name, *self.about))

    @property
    def as_of(self) -> str:
        """The last period that its rows cover, as written: how old the figure is."""
        return self.period.end

    def record(self) -> dict[str, Any]:
        """The finding as plain values: what `--format json` prints and the API returns."""
        interval = self.interval
        return {
            "name": self.name,
            "about": list(self.about),
            "period": self.period.record(),
            "value": self.value,
            "unit": self.unit,
            "interval": interval and interval.record(),
            "says": self.says,
            "rows": [dict(row) for row in self.rows],
            "sources": [source.record() for source in self.sources],
            "method": {
                "definition": self.method.definition,
                "formula": self.method.formula,
                "reference": self.method.reference,
            },
            "caveats": list(self.caveats),
            "options": dict(self.options),
            "chart": self.chart,
            "as_of": self.as_of,
            "flags": [
                {key: value.isoformat() if isinstance(value, date) else value for key, value in flag.items()}
                for flag in self.flags
            ],
        }
