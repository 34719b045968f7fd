"""`realpolitik events A B`: reported events between two states by month, and when their balance broke."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from realpolitik.cli.measure import show
from realpolitik.cli.output import Format, line, table, write_json, write_rows
from realpolitik.findings import Window, parse_date


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
    if file:
        _own(a, b, file, names, Window.parse(from_, to), one_a_day=one_a_day, shock=shock, form=format)
        return
    from realpolitik.measures import run
    from realpolitik.states import resolve

    found = [run("events.weight", a, b, start=from_, end=to, per=per)]
    if shock:
        found.append(run("events.compare", a, b, start=from_, end=to, shock=shock, third=resolve(third).code))
    if format == "json":
        write_json([finding.record() for finding in found] if shock else found[0].record())
    elif format == "table":
        for finding in found:
            show(finding)
    else:
        write_rows(found[-1].rows, format)


def _own(
    a: str,
    b: str,
    file: Path,
    names: tuple[str, str] | None,
    window: Window,
    *,
    one_a_day: bool,
    shock: str | None,
    form: Format,
) -> None:
    from realpolitik.measures.events.breaks import directions
    from realpolitik.measures.events.own import months_of_file

    rows = months_of_file(file, a, b, names=names, window=window, one_a_day=one_a_day)
    day = parse_date(shock) if shock else None
    ways = directions(rows, since=day)
    if form == "json":
        write_json(rows)
    elif form != "table":
        write_rows(rows, form)
    else:
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
                for row in rows
            ],
            right=columns[3:],
        )
        line(
            "Mean and sum of Goldstein's weights; log ratio of cooperation to conflict with its 95 % interval; share of all events."
        )
        for way in ways:
            line(way.says())


def _month(number: int) -> str:
    return f"{number // 100}-{number % 100:02d}"
