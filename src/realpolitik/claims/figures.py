"""Which figure a test speaks of: one value of a finding with the interval that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from realpolitik.claims.kinds import Pick
from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Finding, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value from `low` to `high` (the value itself where no interval is stated), with unit and period.

    `grid` holds its value under each assumption, where that is what the interval is made of.
    `reports` is what each office has, where several do; `office` the one whose value it is.
    """

    value: float
    low: float
    high: float
    unit: str
    period: str
    grid: tuple[float, ...] = ()
    office: str = ""
    reports: tuple[tuple[str, float], ...] = ()


def figure_of(finding: Finding, pick: Pick) -> Figure:
    """The figure of `finding` that `pick` names: a row, or without `rows` the headline of all or of a span.

    Raises
    ------
    CoverageError
        No row has a value for this period and these columns.
    OptionError
        Several rows do: the claim must say which, by more columns in `rows`.
    """
    whole = pick.at is None or ".." in pick.at
    if whole and not pick.rows:
        return _headline(finding, pick.at)
    found = [row for row in rows_of(finding, pick.rows) if whole or row["period"] == pick.at]
    if whole and found:
        last = max(str(row["period"]) for row in found)
        found = [row for row in found if row["period"] == last]
    if not found:
        raise CoverageError(
            _nothing(finding, pick), "Fetch a source that covers it, or ask for another period."
        )
    if len(found) > 1:
        columns = sorted(
            {key for row in found for key in row} - {"period", "value", "low", "high", "source", "unit"}
        )
        raise OptionError(
            f"{len(found)} rows of {finding.name} are of {found[0]['period']}: name one in the test by "
            f"`rows: {{column: value}}`, with a column of {', '.join(columns) or '(none)'}"
        )
    return as_figure(finding, found[0])


def rows_of(finding: Finding, columns: Mapping[str, str | float]) -> list[Row]:
    """The rows that have a value and whose columns are as given, in their order."""
    return [
        row
        for row in finding.rows
        if row.get("value") is not None and all(_same(row.get(key), value) for key, value in columns.items())
    ]


def as_figure(finding: Finding, row: Row) -> Figure:
    """A row as a figure; without its own `low` and `high`, the headline has the interval of the finding."""
    value = float(row["value"])
    low, high, grid = row.get("low"), row.get("high"), tuple(row.get("grid") or ())
    if low is None and high is None and finding.interval is not None and value == finding.value:
        low, high, grid = finding.interval.low, finding.interval.high, finding.interval.grid
    unit = str(row.get("unit") or finding.unit)
    made = _figure(value, low=low, high=high, unit=unit, period=str(row["period"]), grid=grid)
    return replace(made, office=str(row.get("reporter") or ""), reports=reports_of(row))


def reports_of(row: Row) -> tuple[tuple[str, float], ...]:
    """What each office reports, of a row that several do (`reports`: an office and its figure, semicolons between).

    Examples
    --------
    >>> reports_of({"reports": "CHN 240110000000; IMF 231289000000"})
    (('CHN', 240110000000.0), ('IMF', 231289000000.0))
    """
    pairs = (part.split() for part in str(row.get("reports") or "").split(";") if part.strip())
    return tuple((office, float(value)) for office, value in pairs)


def _headline(finding: Finding, span: str | None) -> Figure:
    if finding.value is None:
        raise CoverageError(
            f"{finding.name} has no one figure here.", "Name a period by `at` or columns by `rows`."
        )
    interval = finding.interval
    period = finding.period
    return _figure(
        finding.value,
        low=interval and interval.low,
        high=interval and interval.high,
        unit=finding.unit,
        period=(span or (period.start if period.start == period.end else f"{period.start}..{period.end}")),
        grid=interval.grid if interval else (),
    )


def _figure(
    value: float, *, low: Any, high: Any, unit: str, period: str, grid: tuple[float, ...] = ()
) -> Figure:
    # one mirror may be the value itself, so that an interval can begin or end at it, but never leave it out
    lowest = min(value, value if low is None else float(low))
    highest = max(value, value if high is None else float(high))
    return Figure(value=value, low=lowest, high=highest, unit=unit, period=period, grid=grid)


def _same(found: Any, wanted: str | float) -> bool:
    return found == wanted or str(found) == str(wanted)


def _nothing(finding: Finding, pick: Pick) -> str:
    periods = sorted({str(row["period"]) for row in rows_of(finding, pick.rows)})
    which = "".join(f" of {key} {value}" for key, value in pick.rows.items())
    covered = f"it covers {periods[0]} to {periods[-1]}" if periods else "it has no such rows"
    return f"{finding.name} has no figure for {pick.at or 'any period'}{which}; {covered}."
