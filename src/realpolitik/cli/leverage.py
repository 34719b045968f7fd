"""`realpolitik leverage A B`: what severing their trade would cost each side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from realpolitik.cli.output import footing, line, table, write_json, write_rows
from realpolitik.cli.targets import ChartFile
from realpolitik.wording.numbers import decimal
from realpolitik.wording.sentences import opening

if TYPE_CHECKING:
    from realpolitik.calls.modelling import Modelled
    from realpolitik.findings import Finding, Row


def leverage(
    a: str,
    b: str,
    *,
    given: str = "west-2023",
    run: Literal["long", "short", "both"] = "both",
    worlds: Literal["auto", "merged", "oecd", "economies"] = "auto",
    format: Literal["table", "csv", "json", "parquet"] = "table",
    chart: ChartFile = None,
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
    worlds
        merged: the OECD's tables, both states by themselves among some 30 economies, 14 sectors; oecd: all 80 economies, 28 sectors;
        economies: all economies, one kind of goods; auto: the first where the tables hold both states, else the last.
    format
        A table for people; rows as csv or parquet; everything as json.
    chart
        Also draw the losses into this file.
    """
    from realpolitik.calls import modelling

    found = modelling.leverage(a, b, given=given, run=run, worlds=worlds)
    loss = found.findings[0]
    if chart:
        from realpolitik.charts import save

        save(loss, chart)
    if format == "json":
        write_json(found.record())
    elif format != "table":
        write_rows(loss.rows, format)
    else:
        _print(found)


def _print(found: Modelled) -> None:
    loss, ratio, *sectors = found.findings
    line(loss.says, style="bold")
    line(ratio.says)
    line(f"{opening(loss.interval.kind)}." if loss.interval else "")
    _situations(loss, ratio)
    line("Adjusted is the ratio over that of incomes: about 1 where size alone makes the difference.")
    for one in sectors:
        _by_sector(one)
    cases = found.data["losses_by_assumption"]
    line("All assumptions, long run: loss without the other side.", style="bold")
    heads = tuple(
        f"{code} %{' ' + rest if rest else ''}"
        for code, _, rest in (key.partition(" ") for key in list(cases[0])[1:])
    )
    table(
        ("assumptions", *heads),
        [
            (str(case), *(f"{100 * float(value):.2f}" for value in values))
            for case, *values in (one.values() for one in cases)
        ],
        right=heads,
    )
    footing(loss)


def _by_sector(sectors: Finding) -> None:
    first, second = sectors.about
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


def _situations(loss: Finding, ratio: Finding) -> None:
    """What each loses before, given sanctions, and later."""
    first, second = loss.about
    heads = (f"{first} loses %", "range", "bn USD", f"{second} loses %", "range", "ratio", "adjusted")
    table(
        ("situation", *heads),
        [
            (f"{one['period']}, {one['series']}", *_side(one), *_side(two)[:2], *_ratios(ratio, one))
            for one, two in zip(loss.rows[::2], loss.rows[1::2], strict=True)
        ],
        right=tuple(head for head in heads if head != "range"),
    )


def _percents(row: Row, *keys: str) -> tuple[str, str]:
    value, low, high = (f"{100 * row[key]:.2f}" for key in keys)
    return value, f"{low}–{high}"


def _side(row: Row) -> tuple[str, str, str]:
    billions = row["value_usd"] / 1e9
    return *_percents(row, "value", "low", "high"), decimal(billions, 0 if billions >= 10 else 2)


def _ratios(ratio: Finding, row: Row) -> list[str]:
    same = [one for one in ratio.rows if all(one[key] == row[key] for key in ("period", "series"))]
    return [f"{one['value']:.1f}" for kind in ("ratio", "adjusted") for one in same if one["kind"] == kind]
