"""What a group of states still buys from one: its imports of a fuel, before and after."""

from __future__ import annotations

from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.options import Fuel, Group
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.numbers import money, percent

FUELS = {
    "crude-oil": ("crude-oil",),
    "oil-products": ("oil-products",),
    "gas": ("pipeline-gas", "lng", "gas"),
    "coal": ("coal",),
}
"""Fuels, and the products of the table `estimates` that belong to each; parts of one fuel are summed."""


def _values(
    tables: Store, group: str, seller: str, fuel: str, window: Window
) -> dict[int, list[dict[str, Any]]]:
    """Whole years with the group's imports of the fuel from the seller, in euros."""
    found: dict[int, list[dict[str, Any]]] = {}
    paid = tables["estimates"].filter(origin=seller, destination=group, freq="A", unit="EUR")
    for row in paid.iter_rows(named=True):
        if row["product"] in FUELS[fuel] and row["period"] in window:
            found.setdefault(row["period"].year, []).append(row)
    return found


@measure(
    "products.group_imports",
    unit="EUR",
    tables=("estimates",),
    states=1,
    chart="bars",
    definition="What a group of states paid in a year for a fuel from one state, in current euros.",
    formula="V_t = sum of the values of the fuel's parts (gas: pipeline and liquefied)",
    reference="Eurostat (2024), EU trade with Russia: latest developments",
)
def group_imports(
    tables: Store, about: About, window: Window, *, fuel: Fuel = "crude-oil", group: Group = "EU"
) -> Result:
    """What a group of states pays one state for a fuel."""
    (seller,) = about
    found = _values(tables, group, seller, fuel, window)
    if not found:
        raise CoverageError(
            f"the tables have no imports of {fuel.replace('-', ' ')} by the European Union from {called(seller)}.",
            "Source with more: Eurostat Comext (eurostat-comext).",
        )
    rows = [
        {
            "period": str(year),
            "value": sum(part["value"] for part in parts),
            "label": ", ".join(part["measure"] for part in parts),
            "source": " ".join(dict.fromkeys(id_ for part in parts for id_ in part["source_id"].split())),
        }
        for year, parts in sorted(found.items())
    ]
    first, last = rows[0], rows[-1]
    peak = max(rows, key=lambda row: row["value"])
    change = 1 - last["value"] / peak["value"]
    return Result(
        value=last["value"],
        says=f"The European Union paid {called(seller)} {money(last['value'], 'EUR')} for {fuel.replace('-', ' ')} "
        f"in {last['period']}"
        + (f", {percent(change)} less than in {peak['period']}." if peak is not last else "."),
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in (first, last)], "A"),
        caveats=(
            "In euros of the day: the fall in tonnes differs, since prices moved.",
            "Years published in part only are left out. Each year has one publisher, so no range can be stated.",
        ),
    )
