"""`realpolitik episodes [NAME]`: how the model has fared on shocks of the past."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from cyclopts import Parameter

from realpolitik.cli.output import Format, footing, line, table, write_json, write_rows
from realpolitik.cli.targets import ChartFile
from realpolitik.wording.numbers import figure, number_of

SHOWN = 20


def episodes(
    name: str = "",
    *,
    all_: Annotated[bool, Parameter(name="--all", negative="")] = False,
    format: Format = "table",
    chart: ChartFile = None,
) -> None:
    """Show how the model has fared on shocks of the past: told only the measures, what it says of trade, beside the record.

    Parameters
    ----------
    name
        One episode, such as iran-2012, partner by partner; all of them where left out.
    all_
        Every flow, instead of the twenty largest.
    format
        A table for people; rows as csv or parquet; everything as json.
    chart
        Also draw predicted against recorded into this file.
    """
    from realpolitik.calls.trying import episodes as ask_episodes

    asked = ask_episodes(name)
    found = asked.findings[0]
    if chart:
        from realpolitik.charts import save

        save(found, chart)
    if format == "json":
        write_json(asked.record())
        return
    if format != "table":
        write_rows(found.rows, format)
        return
    line(found.says, style="bold")
    if name:
        _one(asked.data, found.rows, whole=all_)
    else:
        _every(found.rows)
    footing(found, found.caveats)


def _every(rows: Any) -> None:
    table(
        ("episode", "flows", "model", "no change", "trend", "alike", "by size", "rank", "held %"),
        [
            (
                str(row["episode"]),
                str(row["flows"]),
                *(
                    f"{row[key]:.3f}"
                    for key in ("error", "error_no_change", "error_trend", "error_all_alike", "error_by_size")
                ),
                f"{row['rank']:.2f}",
                f"{100 * row['held_by_calibrated']:.0f}",
            )
            for row in rows
        ],
        right=("flows", "model", "no change", "trend", "alike", "by size", "rank", "held %"),
    )


def _one(data: Mapping[str, Any], rows: Any, *, whole: bool) -> None:
    for measure in data["episode"]["measures"]:
        line(f"{measure['start']}  {measure['from']} to {measure['to']}: {measure['says']}")
        line(f"  {measure['source']['title']}. {measure['source']['address']}", style="dim")
    known = [row for row in rows if not row["doubtful"]]
    shown = known if whole else known[:SHOWN]
    table(
        ("flow", "before", "recorded", "model", "80 of 100", "alike", "party"),
        [
            (
                str(row["label"]),
                figure(row["before_usd"], "USD"),
                _times(row["value"]),
                _times(row["predicted"]),
                f"{_times(row['low'])}–{_times(row['high'])}",
                _times(row["all_alike"]),
                "yes" if row["party"] else "",
            )
            for row in shown
        ],
        right=("bn $", "recorded", "model", "alike"),
        wide={"flow": 1},
        whole=("80 of 100",),
    )
    if len(shown) < len(known):
        line(f"--all shows {number_of(len(known) - len(shown), 'flows')} more.")


def _times(change: float) -> str:
    """A change of a share as new over old."""
    from realpolitik.scenarios.episodes.score import times

    return f"{times(change):.2f}"
