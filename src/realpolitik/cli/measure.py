"""`realpolitik measure NAME A [B]`: one figure, with everything needed to defend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from realpolitik.cli.output import Format, footing, line, options_of, table, write_json, write_rows
from realpolitik.cli.targets import ChartFile
from realpolitik.wording.numbers import between, figure, quantity

if TYPE_CHECKING:
    from realpolitik.findings import Finding


def measure(
    name: str,
    /,
    *about: str,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    to: str | None = None,
    set: Annotated[tuple[str, ...], Parameter(name="--set", negative=())] = (),
    format: Format = "table",
    chart: ChartFile = None,
) -> None:
    """Run one measure on one state or two.

    Parameters
    ----------
    name
        A measure, such as trade.turnover; `realpolitik measures` lists them.
    about
        The states, by code or name.
    from_
        First year, month or day: 2021, 2021-03 or 2021-03-05.
    to
        Last year, month or day.
    set
        An option of the measure as key=value, such as --set lag=0; repeat for more. `realpolitik measures NAME` lists them.
    format
        A table for people; the rows as csv or parquet; the whole finding as json.
    chart
        Also draw the finding into this file: .svg, .png, .pdf, or .json for the Vega-Lite specification.
    """
    from realpolitik.measures import run

    finding = run(name, *about, start=from_, end=to, **options_of(set))
    if chart:
        from realpolitik.charts import save

        save(finding, chart)
    if format == "json":
        write_json(finding.record())
    elif format == "table":
        show(finding)
    else:
        write_rows(finding.rows, format)


BESIDE = {"before": "", "change": "", "p": "index", "kappa": "index", "identical": "share"}
"""Columns that say how to read a figure, each with its unit (that of the row where empty): raw agreement is never alone."""


def _shown(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return figure(value, unit) if unit == "points" else quantity(value, unit)


def _cited(sources: str) -> str:
    """The first two identifiers of a row, one a line, and how many more there are; all are listed below the rows."""
    ids = sources.split()
    return "\n".join(ids if len(ids) <= 3 else [*ids[:2], f"and {len(ids) - 2} more"])


def show(finding: Finding, *, sources: bool = True) -> None:
    """Print a finding for people: the sentence, the rows, what to be careful about, and the sources.

    Without `sources` the rows leave out theirs; the list at the end stays.
    """
    line(finding.says, style="bold")
    if finding.interval:
        said = between(finding.interval.low, finding.interval.high, finding.unit)
        line(f"interval {said} ({finding.interval.kind})")
    shown = [
        key for key in ("series", "label", "rule", "product") if any(row.get(key) for row in finding.rows)
    ]
    bounds = [key for key in ("low", "high") if any(row.get(key) is not None for row in finding.rows)]
    # Rows that compare two spans fill the page: their sources are in the list at the end, and in csv and json.
    spans = any("before" in row for row in finding.rows)
    sources = sources and not spans
    beside = [key for key in BESIDE if any(isinstance(row.get(key), float) for row in finding.rows)]
    table(
        ("period", *shown, "value", *bounds, *beside, *(["source"] if sources else [])),
        [
            (
                str(row["period"]).replace("..", "\n.." if spans else ".."),
                *(str(row.get(key) or "") for key in shown),
                *(_shown(row.get(key), row.get("unit") or finding.unit) for key in ("value", *bounds)),
                *(_shown(row.get(key), BESIDE[key] or row.get("unit") or finding.unit) for key in beside),
                *([_cited(str(row.get("source") or ""))] if sources else []),
            )
            for row in finding.rows
        ],
        right=("value", *bounds, *beside),
    )
    line(f"Figures to {finding.as_of}.")
    footing(finding)
