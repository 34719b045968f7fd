"""Offices that are apart on a share: what each has in the last year of two, and the direction that all of them show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from realpolitik.measures.trade.reports import office_words
from realpolitik.wording.numbers import percent

APART = 0.02
"""Offices that differ by this share of the whole or more are both named in the sentence."""
LATELY = 6
"""The direction is that of the last so many years."""

Years = Sequence[tuple[int, Mapping[str, float]]]
"""The reports of each year by office, in order of time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """The lowest and the highest office of a year, how many points lie between them, and `rise` or `fall` where all agree on it."""

    year: int
    low: tuple[str, float]
    high: tuple[str, float]
    direction: str

    @property
    def points(self) -> int:
        """Hundredths of the whole between both."""
        return round(100 * (self.high[1] - self.low[1]))

    def sentence(self) -> str:
        """A sentence of its own, after that on the share.

        Examples
        --------
        >>> Apart(year=2023, low=("CHN/RUS", .389), high=("IMF", .474), direction="rise").sentence()
        " In 2023 it was 38.9 % by Russia's own customs total and 47.4 % by the IMF: the level is uncertain by some 8 points, the rise is not."
        """
        sure = f", the {self.direction} is not" if self.direction else ""
        named = " and ".join(_named(*one) for one in (self.low, self.high))
        return f" In {self.year} it was {named}: the level is uncertain by some {self.points} points{sure}."

    def clause(self, stated: str = "") -> str:
        """The same within brackets, for a first page; only a direction that is in doubt is spoken of.

        Parameters
        ----------
        stated
            The year that the brackets begin with, which is not said twice.

        Examples
        --------
        >>> Apart(year=2023, low=("CHN/RUS", .389), high=("IMF", .474), direction="rise").clause()
        "; in 2023 38.9 % by Russia's customs, 47.4 % by the IMF"
        >>> Apart(year=2023, low=("CHN/RUS", .389), high=("IMF", .474), direction="").clause()
        "; in 2023 38.9 % by Russia's customs, 47.4 % by the IMF, direction unclear"
        >>> Apart(year=2023, low=("BACI", .219), high=("KAZ", .279), direction="rise").clause("2023")
        '; 21.9 % by BACI, 27.9 % by the office of Kazakhstan'
        """
        unsure = "" if self.direction else ", direction unclear"
        named = ", ".join(_named(*one) for one in (self.low, self.high))
        year = "" if stated == str(self.year) else f"in {self.year} "
        return f"; {year}{named.replace('own customs total', 'customs')}{unsure}"


def _named(office: str, value: float) -> str:
    return f"{percent(value)} by {office_words(office)}"


def apart(years: Years) -> Apart | None:
    """How offices differ in the last year of two; None where none has two, or they differ by less than `APART`.

    Parameters
    ----------
    years
        Shares of the whole by office, as each reports them (before any is joined to another).

    Returns
    -------
    Apart or None
        Its direction is empty where fewer than two offices have two of the last `LATELY` years, or they disagree.
    """
    both = [(year, reports) for year, reports in years if len(reports) > 1]
    if not both:
        return None
    year, reports = both[-1]
    low, high = (end(reports.items(), key=lambda pair: pair[1]) for end in (min, max))
    if high[1] - low[1] < APART:
        return None
    return Apart(year=year, low=low, high=high, direction=_direction(years))


def reports_of(rows: Sequence[Mapping[str, Any]]) -> Years:
    """The reports of each year from the rows of a finding, whose column `reports` is as in `CHN/RUS 0.389; IMF 0.474`."""
    return [
        (
            int(str(row["period"])[:4]),
            {
                office: float(value)
                for office, value in (
                    part.rsplit(maxsplit=1) for part in str(row.get("reports") or "").split("; ") if part
                )
            },
        )
        for row in rows
    ]


def _direction(years: Years) -> str:
    spans: dict[str, list[float]] = {}
    for year, reports in years:
        if year > years[-1][0] - LATELY:
            for office, value in reports.items():
                spans.setdefault(office, []).append(value)
    rising = [values[-1] > values[0] for values in spans.values() if len(values) > 1]
    if len(rising) < 2 or len(set(rising)) != 1:
        return ""
    return "rise" if rising[0] else "fall"
