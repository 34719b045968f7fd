"""`realpolitik products A B`: what one cannot replace of the other's goods, and what an embargo by list bites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from realpolitik.cli.output import Format, footing, line, table, write_json, write_rows
from realpolitik.cli.targets import ChartFile
from realpolitik.wording.numbers import number_of, signed

if TYPE_CHECKING:
    from realpolitik.findings import Finding

SHOWN = 15


def products(
    a: str,
    b: str,
    *,
    goods: Annotated[str, Parameter(name="--list")] = "raw-materials",
    side: Literal["both", "buys", "sells"] = "both",
    year: int = 2023,
    from_store: Annotated[bool, Parameter(negative="")] = False,
    edition: str = "",
    all_: Annotated[bool, Parameter(name="--all", negative="")] = False,
    format: Format = "table",
    chart: ChartFile = None,
) -> None:
    """Show what two states cannot replace of each other's goods, who else sells it, and what an embargo by list bites.

    Parameters
    ----------
    a
        A state, a group, or a sum such as "G7 + EU".
    b
        The other side.
    goods
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
    all_
        Every product, instead of the fifteen largest losses.
    format
        A table for people; rows as csv or parquet; everything as json.
    chart
        Also draw the losses of the first side into this file.
    """
    from realpolitik.calls.goods import products as ask_products

    found = ask_products(a, b, goods=goods, side=side, year=year, from_store=from_store, edition=edition)
    if chart:
        from realpolitik.charts import save

        save(found.findings[0], chart)
    if format == "json":
        write_json(found.record())
        return
    if format != "table":
        write_rows([row for one in found.findings for row in one.rows], format)
        return
    for one, states in zip(found.findings, found.data["states"], strict=True):
        _print(one, states, whole=all_)
    for error in found.data["without_trade"]:
        line(error)
    footing(found.findings[0], dict.fromkeys(text for one in found.findings for text in one.caveats))


def _print(found: Finding, states: Sequence[Mapping[str, Any]], *, whole: bool) -> None:
    line(found.says, style="bold")
    shown = found.rows if whole else found.rows[:SHOWN]
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
                str(row["instead"]),
                {True: "yes", False: "no", None: ""}[row.get("geodep_dependent")],
            )
            for row in shown
        ],
        right=("mn $", "share", "lost %", "price", "1st year"),
        wide={"product": 1},
        whole=("instead", "lost %"),
    )
    if len(shown) < len(found.rows):
        line(f"--all shows {number_of(len(found.rows) - len(shown), 'products')} more.")
    others = [row for row in states if row["side"] == "other"]
    table(
        ("who loses and gains", "side", "mn $"),
        [
            (row["label"], row["side"], signed(row["value_usd"] / 1e6, 0))
            for row in (*_named(states), *others[:3], *others[3:][-3:])
        ],
        right=("mn $",),
    )


def _named(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The largest losses of each named side."""
    return [row for side in ("buyer", "seller") for row in [r for r in rows if r["side"] == side][:4]]


def _price(change: float | None) -> str:
    if change is None:
        return "none"
    return f"{signed(100 * change, 0)} %" if change < 9 else "× 10+"
