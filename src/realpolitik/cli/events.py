"""`realpolitik events A B`: reported events between two states by month, and when their balance broke."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from realpolitik.cli.measure import show
from realpolitik.cli.output import Format, line, table, write_json, write_rows

if TYPE_CHECKING:
    from realpolitik.calls.measuring import Series


def events(
    a: str,
    b: str,
    *,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    to: str | None = None,
    per: str = "day",
    file: Path | None = None,
    names: tuple[str, str] | None = None,
    one_a_day: Annotated[bool, Parameter(name="--one-a-day", negative=())] = False,
    shock: str | None = None,
    third: str = "USA",
    format: Format = "table",
) -> None:
    """Show reported events between two states by month, and when their balance broke.

    Parameters
    ----------
    a, b
        The states, by code or name.
    from_
        First year, month or day: 2021, 2021-03 or 2021-03-05.
    to
        Last year, month or day.
    per
        day: the balance as reported. share: of all events, without the growth of the media (a file shows both).
    file
        Event data of your own, instead: a GDELT 2.0 export, an ICEWS or POLECAT file, or Parquet. Both directions are shown.
    names
        What the file calls the two states, first A's and then B's, where it uses neither codes nor common names.
    one_a_day
        Count an actor, target and code once a day.
    shock
        Also compare before and after this day.
    third
        The state with which either is compared then (tables that come with the program only).
    format
        A table for people; the rows as csv or parquet; all as json.
    """
    from realpolitik.calls import measuring
    from realpolitik.calls.measuring import Series

    found = measuring.events(
        a,
        b,
        start=from_,
        end=to,
        shock=shock,
        per=per,
        third=third,
        file=file,
        names=names,
        one_a_day=one_a_day,
    )
    if isinstance(found, Series):
        _own(found, format)
    elif format == "json":
        write_json(found.record() if shock else found.findings[0].record())
    elif format == "table":
        for finding in found.findings:
            show(finding)
    else:
        write_rows(found.findings[-1].rows, format)


def _own(found: Series, form: Format) -> None:
    """Both directions of a file of the user's own."""
    if form == "json":
        write_json(found.data)
        return
    if form != "table":
        write_rows(found.rows, form)
        return
    columns = ("actor", "target", "month", "events", "mean", "sum", "log ratio", "low", "high", "share")
    keys = ("weight_mean", "weight_sum", "log_ratio", "log_ratio_low", "log_ratio_high")
    table(
        columns,
        [
            (
                row["actor"],
                row["target"],
                _month(row["month"]),
                f"{row['events']:,}",
                *(f"{row[key]:.2f}" for key in keys),
                f"{row['share']:.2%}",
            )
            for row in found.rows
        ],
        right=columns[3:],
    )
    line(
        "Mean and sum of Goldstein's weights; log ratio of cooperation to conflict with its 95 % interval; share of all events."
    )
    for said in filter(None, (found.says, *found.said)):
        line(said)


def _month(number: int) -> str:
    return f"{number // 100}-{number % 100:02d}"
