"""`realpolitik panel MEASURE… --of G20`: many states, many figures, many years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from realpolitik.cli.output import Format, console, line, options_of, table, write_json, write_rows
from realpolitik.cli.targets import PanelFile
from realpolitik.wording.numbers import number_of

if TYPE_CHECKING:
    from realpolitik.panel import Panel

SHOWN = 20
"""Rows that a table for people shows."""


def panel(
    *measures: str,
    of: Annotated[list[str], Parameter(consume_multiple=True, negative=())],
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    to: str | None = None,
    directed: bool | None = None,
    set: Annotated[tuple[str, ...], Parameter(name="--set", negative=())] = (),
    detail: bool = True,
    out: PanelFile = None,
    format: Format = "table",
) -> None:
    """Lay measures of many states or pairs side by side, year by year, for statistics.

    Parameters
    ----------
    measures
        Measures, such as trade.turnover votes.kappa; `realpolitik measures` lists them.
    of
        A group such as G20, states, world for all, or pairs such as CHN-RUS; several with spaces between.
    from_
        First year; 1992 where left out.
    to
        Last year; the last of any figure where left out.
    directed
        Each pair in both directions; by default so where a measure differs by who is named first.
    set
        An option as key=value for all measures that have it, or NAME:key=value for one; repeat for more.
    detail
        Also bounds, sources, flags of the audit, the last year with a figure, and why one is missing.
    out
        Where the panel goes: .csv, .parquet (R, Python), or .dta (Stata, with labels).
    format
        The first rows for people; all rows as csv, json or parquet.
    """
    from realpolitik.panel import build

    with console(error=True).status("measuring …") as progress:
        found = build.panel(
            measures,
            of=of,
            start=from_,
            end=to,
            directed=directed,
            options=options_of(set),
            detail=detail,
            on_progress=lambda doing: progress.update(f"{doing} …"),
        )
        if out:
            progress.update("writing …")
            found.write(out)
    if format == "json":
        write_json(found.record())
    elif format != "table":
        write_rows(found.rows, format)
    else:
        _print(found)
        if out:
            line(f"The panel: {out}")


def _print(found: Panel) -> None:
    """How much is known of each measure, and the first rows."""
    for finding in found.findings:
        line(finding.says, style="bold")
    keys = [key for key in ("a", "b", "year") if key in found.frame.columns]
    names = [*keys, *found.columns]
    rows = found.frame.select(names).head(SHOWN).iter_rows()
    cells = [
        tuple(
            "" if value is None else f"{value:.6g}" if isinstance(value, float) else str(value)
            for value in row
        )
        for row in rows
    ]
    table(names, cells, right=tuple(found.columns))
    if found.frame.height > SHOWN:
        line(
            f"The first {SHOWN} of {number_of(found.frame.height, 'rows')}; --out FILE.csv, .parquet or .dta takes them all."
        )
