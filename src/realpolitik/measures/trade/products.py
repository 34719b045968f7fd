"""What is bought and sold: values and units of products, before and after a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.findings import Window, parse_date, spanned
from realpolitik.measures.registering.shock import SHOCK, Shock
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.options import AnyProduct
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.dates import written
from realpolitik.wording.numbers import money, percent

_REFERENCE = "World Customs Organization, Harmonized System; United Nations (2011), International Merchandise Trade Statistics"
UNITS = {"USD": "dollars", "t": "tonnes", "m3": "cubic metres", "units": "pieces", "": "units"}
"""The units of values and quantities in words."""

CHAPTER = 2
"""Digits of the code of a chapter."""
_SUPPLY = "Sources with more: UN Comtrade (un-comtrade), CEPII BACI (cepii-baci)."


def _flows(tables: Store, about: About, window: Window, product: str, column: str) -> list[dict[str, Any]]:
    """Rows of one product or all, from the first state to the second and back, that have the column asked."""
    a, b = about
    everything = [
        row
        for one, other in ((a, b), (b, a))
        for row in tables["trade"].filter(origin=one, destination=other).iter_rows(named=True)
        if row["product"] != "total" and (row["product"] == product or not _is_chapter(row))
    ]
    known = sorted({row["product"] for row in everything})
    if product and known and product not in known:
        raise UnknownNameError(f"product of {called(a)} and {called(b)}", product, known)
    found = [
        row
        for row in everything
        if row["period"] in window and row[column] is not None and (not product or row["product"] == product)
    ]
    if not found:
        what = product.replace("-", " ") or "products"
        raise CoverageError(
            f"the tables have no {what} between {called(a)} and {called(b)} in the period asked.", _SUPPLY
        )
    return found


def _is_chapter(row: dict[str, Any]) -> bool:
    """Whether a row is of a whole chapter of the Harmonized System, which `products.chapters` tells of."""
    return row["product"] == f"hs-{row['product_code']}" and len(row["product_code"]) == CHAPTER


def _rows(found: Iterable[dict[str, Any]], column: str) -> list[dict[str, Any]]:
    """Rows of a finding: one a product, direction and period; several reports become a range."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in found:
        unit = "USD" if column == "value_usd" else row["quantity_unit"]
        period = written(row["period"], row["freq"])
        key = (
            row["product"],
            row["product_code"],
            row["origin"],
            row["destination"],
            row["freq"],
            period,
            unit,
        )
        groups.setdefault(key, []).append(row)
    rows = []
    for (product, hs, origin, destination, freq, period, unit), reports in sorted(groups.items()):
        values = [float(report[column]) for report in reports]
        # the importer counts most carefully, then the exporter; then who reconciles the two
        central = min(reports, key=lambda r: (r["reporter"] != destination, r["reporter"] != origin))
        rows.append(
            {
                "period": period,
                "value": float(central[column]),
                "low": min(values) if len(set(values)) > 1 else None,
                "high": max(values) if len(set(values)) > 1 else None,
                "series": f"{product.replace('-', ' ')} {origin}→{destination}",
                "product": product,
                "product_code": hs,
                "origin": origin,
                "destination": destination,
                "freq": freq,
                "unit": unit,
                "dollars": central["value_usd"],
                "reporter": central["reporter"],
                "source": " ".join(
                    dict.fromkeys(id_ for report in reports for id_ in report["source_id"].split())
                ),
            }
        )
    return rows


def _headline(
    rows: list[dict[str, Any]], about: About, product: str, shock: str
) -> tuple[float | None, str, tuple[str, ...]]:
    """The change of the largest product that has a year before and one after the date, of the same series."""
    yearly = [row for row in rows if row["freq"] == "A"]
    changes = []
    for series in {(row["series"], row["unit"], row["product_code"]) for row in yearly}:
        own = [row for row in yearly if (row["series"], row["unit"], row["product_code"]) == series]
        # a year counts as before when it ended before the date
        before = [row for row in own if parse_date(row["period"], last=True) < parse_date(shock)]
        after = [row for row in own if parse_date(row["period"]) >= parse_date(shock)]
        if before and after:
            changes.append((before[-1], after[-1]))
    if changes:
        # quantities of different units do not compare, so the dollars decide which product is the largest
        first, last = max(changes, key=lambda change: (change[1]["dollars"] or 0, change[1]["value"]))
        value = last["value"] / first["value"] - 1
        verb = "rose" if value >= 0 else "fell"
        return (
            value,
            f"{_sold(last)} {verb} by {percent(abs(value))} from {first['period']} to {last['period']}, in {UNITS[last['unit']]}.",
            ()
            if first["reporter"] == last["reporter"]
            else (
                f"The first of the two years is as reported by {first['reporter']}, the last by {last['reporter']}.",
            ),
        )
    last = max(rows, key=lambda row: (row["period"], row["value"]))
    amount = money(last["value"]) if last["unit"] == "USD" else f"{last['value']:,.0f} {UNITS[last['unit']]}"
    return (
        None,
        f"{_sold(last)} came to {amount} in {last['period']}; no year before {shock[:4]} is in the tables.",
        (),
    )


def _sold(row: dict[str, Any]) -> str:
    words = row["product"].replace("-", " ")
    return f"{whose(row['origin'])} sales of {words} to {called(row['destination'])}"


def _result(tables: Store, about: About, window: Window, *, product: str, shock: str, column: str) -> Result:
    rows = _rows(_flows(tables, about, window, product, column), column)
    value, says, offices = _headline(rows, about, product, shock)
    return Result(
        value=value,
        says=says,
        rows=rows,
        period=spanned(
            [parse_date(row["period"]) for row in rows], "A" if all(r["freq"] == "A" for r in rows) else "M"
        ),
        caveats=(
            "Figures are as quoted in the press where a source says so; products without a figure are not zero.",
            "The figure is the growth of the product of most dollars with a whole year before and one after the date.",
            *offices,
        ),
    )


@measure(
    "products.values",
    unit="share",
    tables=("trade",),
    near=True,
    chart="slope",
    definition="Value of each product that two states ship to each other, in current US dollars; growth from before to after a date.",
    formula="g = V_after / V_before - 1",
    reference=_REFERENCE,
)
def values(
    tables: Store, about: About, window: Window, *, product: AnyProduct = "", shock: Shock = SHOCK
) -> Result:
    """Value of the products that two states ship to each other."""
    return _result(tables, about, window, product=product, shock=_day(shock), column="value_usd")


@measure(
    "products.units",
    unit="share",
    tables=("trade",),
    near=True,
    chart="slope",
    definition="Quantity of each product that two states ship to each other (tonnes, pieces, cubic metres); growth from before to after.",
    formula="g = Q_after / Q_before - 1",
    reference=_REFERENCE,
)
def units(
    tables: Store, about: About, window: Window, *, product: AnyProduct = "", shock: Shock = SHOCK
) -> Result:
    """Quantity of the products that two states ship to each other."""
    return _result(tables, about, window, product=product, shock=_day(shock), column="quantity")


def _day(shock: str) -> str:
    day: date = parse_date(shock)
    return day.isoformat()
