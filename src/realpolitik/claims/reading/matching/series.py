"""The series behind a claim: what periods they hold up to publication, and which of them a statement means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from realpolitik.claims.judge import Fetch
from realpolitik.claims.reading.matching.shapes import NoMeasureError, Span
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.errors import RealpolitikError
from realpolitik.findings import Finding, parse_date
from realpolitik.measures import registry
from realpolitik.store import Store

STALE = 500
"""Days after which a figure does not stand for `today`: yearly figures of the last whole year are younger."""

COMPILERS = frozenset({"imf-imts", "cepii-baci"})
"""Sources that put the reports of customs offices together: where they agree, they repeat one report."""
NARROW = 0.05
"""The part of a figure within which compilers agree."""


@dataclass(slots=True)
class Series:
    """Series by what was asked, each computed once for an article published on a day."""

    published: date
    store: Store
    fetch: Fetch
    _made: dict[str, Finding | None] = field(default_factory=dict)
    _printed: dict[frozenset[str], bool] = field(default_factory=dict)

    def of(self, draft: Mapping[str, Any]) -> Finding | None:
        """The series of a draft, if it was asked for and exists."""
        return self._made.get(_key(draft))

    def within(self, draft: Mapping[str, Any]) -> Finding | None:
        """The series of a draft in its own window; None where there is none."""
        key = repr((_key(draft), draft.get("start"), draft.get("end")))
        if key not in self._made:
            try:
                self._made[key] = self.fetch(
                    draft["measure"],
                    *draft["about"],
                    start=draft.get("start"),
                    end=draft.get("end"),
                    **draft["options"],
                )
            except RealpolitikError:
                self._made[key] = None
        return self._made[key]

    def has_prints(self, a: str, b: str) -> bool:
        """Whether any month, or any sum of months, of the trade of two states is on record; looked up once a pair."""
        pair = frozenset((a, b))
        if pair not in self._printed:
            near = self.store.about((a, b))  # the whole table of all pairs is not needed, and is large
            sums = near["estimates"].filter(
                pl.col("origin").is_in([a, b]), pl.col("destination").is_in([a, b])
            )
            monthly = (
                near["trade"].filter(
                    pl.col("origin").is_in([a, b]), pl.col("destination").is_in([a, b]), freq="M"
                ),
                near["turnover"].filter(a=min(a, b), b=max(a, b), freq="M"),
            )
            self._printed[pair] = sums.height > 0 or any(frame.height > 0 for frame in monthly)
        return self._printed[pair]

    def last_year(self) -> str:
        """The last whole year before publication."""
        return str(self.published.year - 1)

    def _end(self, draft: Mapping[str, Any]) -> str:
        """The last day a series is asked for: of figures by year, the last year that had ended."""
        yearly = "freq" in registry.get(draft["measure"]).options and draft["options"].get("freq", "A") == "A"
        return f"{self.last_year()}-12-31" if yearly else self.published.isoformat()

    def span(self, one: Statement, draft: Mapping[str, Any]) -> Span:
        """Which periods of the series a statement means; where the words give none, the last before publication."""
        covered = self.covered(draft)
        by_freq = "freq" in registry.get(draft["measure"]).options
        if not covered and by_freq and draft["options"].get("product") and "freq" not in draft["options"]:
            draft["options"]["freq"] = "M"  # some goods are published by month alone
            covered = self.covered(draft)
        first, dots, last = one.period.partition("..")
        if one.test in ("near", "at_least", "at_most", "record", "lowest", "exists"):
            named = last or first
            if len(named) > len("2023") and self._has(draft, named):
                return Span(first=named, last=named, stated=True)
            self._of_its_time(named, covered)
            at = _at(named, covered) if named else (covered[-1] if covered else self.last_year())
            return Span(first=at, last=at, stated=bool(named))
        if not first:
            before = [period for period in covered if period < "2022"]
            start = before[-1] if before else (covered[0] if covered else "2021")
            return Span(
                first=start,
                last=covered[-1] if covered and covered[-1] > start else self.last_year(),
                stated=False,
            )
        if dots and not last:  # "since 2022-02": from the last figure up to it
            earlier = [
                period
                for period in covered
                if period <= first and (len(period) > len("2022") or period < first[:4])
            ]
            start = earlier[-1] if earlier else _at(first, covered)
            if covered and parse_date(covered[-1], last=True) <= parse_date(first):
                raise NoMeasureError(f"figures of after {first}: the series ends with {covered[-1]}")
            return Span(first=start, last=covered[-1] if covered else self.last_year(), stated=True)
        if not dots:
            first, last = str(int(first[:4]) - 1) + first[4:], first
        if (
            len(first) > len("2022")
            and len(last) > len("2022")
            and covered
            and len(covered[0]) == len("2022")
        ):
            raise NoMeasureError(f"figures of {first} and {last}: the series is of whole years")
        return Span(first=_at(first, covered), last=_at(last, covered), stated=True)

    def _has(self, draft: Mapping[str, Any], period: str) -> bool:
        """Whether the series has a figure of just this month or day."""
        self.covered(draft)
        made = self.of(draft)
        return made is not None and any(
            row["period"] == period and row.get("value") is not None for row in made.rows
        )

    def _of_its_time(self, named: str, covered: tuple[str, ...]) -> None:
        """Refuse a figure that is not of the time the words mean: months for a year, or one long before publication."""
        if len(named) == len("2023") and f"{named}-12-31" > self.published.isoformat():
            raise NoMeasureError(f"figures of the whole of {named}, which had not ended on {self.published}")
        if len(named) == len("2023") and covered and all(len(one) > len(named) for one in covered):
            raise NoMeasureError(f"which month of {named} is meant: the series is of single months")
        if covered and all(len(one) < len(named) for one in covered):
            raise NoMeasureError(f"a figure of {named} alone: the series is of whole years")
        if not named and covered and (self.published - parse_date(covered[-1], last=True)).days > STALE:
            raise NoMeasureError(
                f"a figure of {self.published.year}: the last before publication is of {covered[-1]}"
            )

    def covered(self, draft: Mapping[str, Any]) -> tuple[str, ...]:
        """Periods of a series up to publication, those of years where it has both years and months."""
        key = _key(draft)
        if key not in self._made:
            try:
                self._made[key] = self.fetch(
                    draft["measure"], *draft["about"], start=None, end=self._end(draft), **draft["options"]
                )
            except RealpolitikError:
                self._made[key] = None
        made = self._made[key]
        return _periods(made, self.published) if made else ()

    def one_way(self, draft: Mapping[str, Any], span: Span) -> None:
        """Refuse a change of which the words give no time, where the year before and the earlier one by default do not agree: one year bears it out by chance.

        Raises
        ------
        NoMeasureError
            Only two years are on record, or it rose against the one and fell against the other.
        """
        self.covered(draft)
        made = self.of(draft)
        rows = (
            {str(row["period"]): row["value"] for row in made.rows if row.get("value") is not None}
            if made
            else {}
        )
        before = [period for period in sorted(rows) if period < span.last]
        if span.first not in rows or span.last not in rows or before[-1:] in ([], [span.first]):
            raise NoMeasureError("a time since when it is counted: the words give none")
        ways = {rows[span.last] > rows[period] for period in (span.first, before[-1])}
        if len(ways) > 1:
            raise NoMeasureError(
                f"a time since when it is counted: the words give none, and from {span.first} and from {before[-1]} it changed different ways"
            )

    def of_one_office(self, draft: Mapping[str, Any], period: str) -> float | None:
        """The figure of a period of trade that only one office reports, so that no range can be stated; None if several do.

        Compilers who go by the same reports are one office: what lies between them is not what offices differ by.
        """
        made = self._made.get(_key(draft))
        of_trade = made is not None and made.name.startswith(("trade.", "dependence."))
        rows = [row for row in made.rows if row["period"] == period] if made and of_trade else []
        if len(rows) != 1:
            return None
        value, low, high = float(rows[0]["value"]), rows[0].get("low"), rows[0].get("high")
        apart = (high or 0) - (low or 0)
        # a compiler that agrees with the one office there is repeats it
        own = {*str(rows[0].get("source")).split()} - COMPILERS
        alike = len(own) <= 1 and apart <= NARROW * value
        return value if low is None or alike else None


def _key(draft: Mapping[str, Any]) -> str:
    return repr((draft["measure"], draft["about"], sorted(draft["options"].items())))


def _periods(made: Finding, published: date) -> tuple[str, ...]:
    found = {str(row["period"]) for row in made.rows if row.get("value") is not None}
    # a year counts when it has ended, a month and a day when they have begun
    ended = {period for period in found if parse_date(period, last=len(period) == len("2023")) <= published}
    years = {period for period in ended if len(period) == len("2023")}
    return tuple(sorted(years or ended))


def _at(period: str, covered: tuple[str, ...]) -> str:
    """The period itself where the series has it, else the last of the series within it or up to it."""
    if not covered or period in covered:
        return period
    within = [one for one in covered if one.startswith(period)]
    if within:
        return within[-1]
    if len(period) > len(covered[0]):  # a month asked of a series of years
        return period[: len(covered[0])]
    return period
