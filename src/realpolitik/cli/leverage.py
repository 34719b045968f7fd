"""`realpolitik leverage A B`: what severing their trade would cost each side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from realpolitik.cli.output import line, table, write_json, write_rows
from realpolitik.wording.numbers import decimal

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
    from realpolitik.scenarios.leverage.severing import cases_table

    loss, ratio = (measured(f"leverage.{name}", a, b, given=given, run=run) for name in ("loss", "ratio"))
    if format in ("csv", "parquet"):
        _draw(loss, chart)
        write_rows(loss.rows, format)
        return
    sectors = measured("leverage.sectors", a, b)
    cases = cases_table(*loss.about, given=given or None)
    first, second = (name for name in loss.about)
    _draw(loss, chart)
    if format == "json":
        keys = ("assumptions", first, second, f"{first} given {given or 'nothing'}")
        every = [dict(zip(keys, case, strict=True)) for case in cases]
        write_json(
            {"findings": [loss.record(), ratio.record(), sectors.record()], "losses_by_assumption": every}
        )
        return
    line(loss.says, style="bold")
    line(ratio.says)
    line(f"Ranges: {loss.interval.kind}." if loss.interval else "")
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
        ("sector", f"{first} loses %", "range", f"{second} loses %", "range"),
        [
            (
                str(row["label"]),
                *_percents(row, "value", "low", "high"),
                *_percents(row, "other", "other_low", "other_high"),
            )
            for row in sectors.rows[:8]
        ],
        right=(f"{first} loses %", f"{second} loses %"),
    )
    line("All assumptions, long run: loss without the other side.", style="bold")
    table(
        ("assumptions", f"{first} %", f"{second} %", f"{first} % given {given or 'nothing'}"),
        [(case, *(f"{100 * value:.2f}" for value in values)) for case, *values in cases],
        right=(f"{first} %", f"{second} %", f"{first} % given {given or 'nothing'}"),
    )
    for caveat in loss.caveats:
        line(f"! {caveat}")
    line(f"{loss.method.definition} {loss.method.formula}")
    line(f"Method: {loss.method.reference}")
    for source in loss.sources:
        line(f"[{source.id}] {source}")


def _draw(finding: Finding, chart: Path | None) -> None:
    if chart:
        from realpolitik.charts import save

        save(finding, chart)


def _percents(row: Row, *keys: str) -> tuple[str, str]:
    value, low, high = (f"{100 * row[key]:.2f}" for key in keys)
    return value, f"{low}–{high}"


def _side(row: Row) -> tuple[str, str, str]:
    return *_percents(row, "value", "low", "high"), decimal(row["value_usd"] / 1e9, 0)


def _ratios(ratio: Finding, row: Row) -> list[str]:
    same = [one for one in ratio.rows if all(one[key] == row[key] for key in ("period", "series"))]
    return [f"{one['value']:.1f}" for kind in ("ratio", "adjusted") for one in same if one["kind"] == kind]
