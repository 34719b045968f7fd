"""`realpolitik products A B`: what one cannot replace of the other's goods, and what an embargo by list bites."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from realpolitik.cli.output import Format, line, table, write_json, write_rows
from realpolitik.wording.numbers import signed

if TYPE_CHECKING:
    from realpolitik.findings import Finding
    from realpolitik.scenarios.products.embargo import Outcome

Side = Literal["both", "buys", "sells"]
SHOWN = 15


def products(
    a: str,
    b: str,
    *,
    products: Annotated[str, Parameter(name=["--list"])] = "raw-materials",
    side: Side = "both",
    year: int = 2023,
    from_store: bool = False,
    edition: str = "",
    all: bool = False,
    format: Format = "table",
    chart: Path | None = None,
) -> None:
    """Show what two states cannot replace of each other's goods, who else sells it, and what an embargo by list bites.

    Parameters
    ----------
    a
        A state, a group, or a sum such as "G7 + EU".
    b
        The other side.
    products
        What is no longer sold: raw-materials, fuels, critical-raw-materials, china-ban-2024, common-high-priority, or a file of
        codes of the Harmonized System of 2, 4 or 6 digits.
    side
        Whether a loses what it buys from b, or what it sells to b, or both.
    year
        Whose trade; raw materials are on record 1995 to 2024.
    from_store
        All products of a fetched BACI instead of the embedded raw materials.
    edition
        The edition of the Harmonized System in which codes are written, such as hs17, where the store has several.
    all
        Every product, instead of the fifteen largest losses.
    format
        A table for people; rows as csv or parquet; everything as json.
    chart
        Also draw the largest losses of the first side into this file.
    """
    from realpolitik.errors import CoverageError
    from realpolitik.scenarios.products.embargo import embargo
    from realpolitik.scenarios.products.question import ask
    from realpolitik.scenarios.products.report import finding, sides

    question = ask(a, b, products=products, year=year, from_store=from_store, edition=edition)
    asked = [question] if side != "sells" else []
    asked += [question.turned()] if side != "buys" else []
    answers: list[tuple[Outcome, Finding]] = []
    nothing: list[CoverageError] = []
    for one in asked:
        try:
            outcome = embargo(one)
        except CoverageError as error:
            nothing.append(error)
            continue
        answers.append((outcome, finding(outcome)))
    if not answers:
        raise nothing[0]
    if chart:
        from realpolitik.charts import save

        save(answers[0][1], chart)
    if format in ("csv", "parquet"):
        write_rows([row for _, found in answers for row in found.rows], format)
        return
    if format == "json":
        write_json(
            {
                "findings": [found.record() for _, found in answers],
                "states": [sides(outcome) for outcome, _ in answers],
                "without_trade": [str(error) for error in nothing],
            }
        )
        return
    for outcome, found in answers:
        _print(outcome, found, all=all)
    for error in nothing:
        line(str(error))
    last = answers[-1][1]
    for caveat in dict.fromkeys(text for _, found in answers for text in found.caveats):
        line(f"! {caveat}")
    line(f"{last.method.definition} {last.method.formula}")
    line(f"Method: {last.method.reference}")
    for source in last.sources:
        line(f"[{source.id}] {source}")


def _print(outcome: Outcome, found: Finding, *, all: bool) -> None:
    from realpolitik.scenarios.products.report import sides

    line(found.says, style="bold")
    shown = found.rows if all else found.rows[:SHOWN]
    table(
        ("product", "mn $", "share", "lost %", "price", "1st year", "price", "instead", "GeoDep"),
        [
            (
                str(row["label"]),
                f"{row['from_seller_usd'] / 1e6:,.0f}",
                f"{100 * row['seller_share']:.0f} %",
                f"{100 * row['lost_share']:.0f} ({100 * row['lost_low']:.0f}–{100 * row['lost_high']:.0f})",
                _price(row["price_change"]),
                f"{100 * row['first_year_lost']:.0f} %",
                _price(row["first_year_price_change"]),
                row["instead"],
                {True: "yes", False: "no", None: ""}[row.get("geodep_dependent")],
            )
            for row in shown
        ],
        right=("mn $", "share", "lost %", "price", "1st year"),
        wide={"product": 1},
        whole=("instead", "lost %"),
    )
    if len(shown) < len(found.rows):
        line(f"--all shows {len(found.rows) - len(shown)} products more.")
    states = sides(outcome)
    others = [row for row in states if row["side"] == "other"]
    named = [row for row in states if row["side"] != "other"]
    table(
        ("who loses and gains", "side", "mn $"),
        [
            (row["label"], row["side"], signed(row["value_usd"] / 1e6, 0))
            for row in (*_few(named), *others[:3], *others[-3:])
        ],
        right=("mn $",),
    )


def _few(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The largest losses of each named side."""
    return [row for side in ("buyer", "seller") for row in [r for r in rows if r["side"] == side][:4]]


def _price(change: float | None) -> str:
    if change is None:
        return "none"
    return f"{signed(100 * change, 0)} %" if change < 9 else "× 10+"
