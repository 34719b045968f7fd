"""`realpolitik leverage A B`: what severing their trade would cost each side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from realpolitik.cli.output import figure, line, table, write_json, write_rows

if TYPE_CHECKING:
    from realpolitik.findings import Finding, Row


def leverage(
    a: str,
    b: str,
    *,
    given: str = "west-2023",
    run: Literal["long", "short", "both"] = "both",
    format: Literal["table", "csv", "json", "parquet"] = "table",
    chart: Path | None = None,
) -> None:
    """Show what it would cost two states if they stopped trading, before, given sanctions, and later.

    Parameters
    ----------
    a
        The state whose dependence is asked about.
    b
        The other.
    given
        A scenario that has already happened when the pair is severed; an empty string for none.
    run
        The long run, the short run, or both.
    format
        A table for people; rows as csv or parquet; everything as json.
    chart
        Also draw the losses into this file.
    """
    from realpolitik.measures import run as measured
    from realpolitik.scenarios.leverage import cases_table

    loss, ratio = (measured(f"leverage.{name}", a, b, given=given, run=run) for name in ("loss", "ratio"))
    sectors = measured("leverage.sectors", a, b)
    if chart:
        from realpolitik.charts import save

        save(loss, chart)
    if format == "json":
        write_json({"findings": [loss.record(), ratio.record(), sectors.record()]})
        return
    if format != "table":
        write_rows(loss.rows, format)
        return
    line(loss.says, style="bold")
    line(ratio.says)
    line(f"Ranges: {loss.interval.kind}." if loss.interval else "")
    first, second = (name for name in loss.about)
    table(
        (
            "situation",
            f"{first} loses %",
            "range",
            "bn USD",
            f"{second} loses %",
            "range",
            "ratio",
            "adjusted",
        ),
        [
            (f"{one['period']}, {one['series']}", *_side(one), *_side(two)[:2], *_ratios(ratio, one))
            for one, two in zip(loss.rows[::2], loss.rows[1::2], strict=True)
        ],
        right=(f"{first} loses %", "bn USD", f"{second} loses %", "ratio", "adjusted"),
    )
    line("Adjusted is the ratio over that of incomes: about 1 where size alone makes the difference.")
    line(sectors.says, style="bold")
    table(
        ("sector", "long run", "short run"),
        [(str(r["label"]), figure(r["low"], "share"), figure(r["high"], "share")) for r in sectors.rows[:8]],
        right=("long run", "short run"),
    )
    line("All assumptions, long run: loss without the other side.", style="bold")
    table(
        ("assumptions", f"{first} %", f"{second} %", f"{first} % given {given or 'nothing'}"),
        [
            (case, *(f"{100 * value:.2f}" for value in values))
            for case, *values in cases_table(*loss.about, given=given or None)
        ],
        right=(f"{first} %", f"{second} %", f"{first} % given {given or 'nothing'}"),
    )
    for caveat in loss.caveats:
        line(f"! {caveat}")
    line(f"{loss.method.definition} {loss.method.formula}")
    line(f"Method: {loss.method.reference}")
    for source in loss.sources:
        line(f"[{source.id}] {source}")


def _side(row: Row) -> tuple[str, str, str]:
    value, low, high = (f"{100 * row[key]:.2f}" for key in ("value", "low", "high"))
    return value, f"{low}–{high}", f"{row['value_usd'] / 1e9:.0f}"


def _ratios(ratio: Finding, row: Row) -> list[str]:
    same = [one for one in ratio.rows if all(one[key] == row[key] for key in ("period", "series"))]
    return [f"{one['value']:.1f}" for kind in ("ratio", "adjusted") for one in same if one["kind"] == kind]
