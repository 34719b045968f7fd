"""What a state spends on its military, in dollars and as a share of its output."""

from __future__ import annotations

from typing import Any

import polars as pl

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.power.options import Per
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.numbers import money, percent

PER = ("total", "gdp")


def _yearly(tables: Store, code: str, what: str, window: Window) -> dict[Any, list[dict[str, Any]]]:
    found: dict[Any, list[dict[str, Any]]] = {}
    own = tables["power"].filter((pl.col("state") == code) & (pl.col("measure") == what))
    for row in own.sort("period", "vintage").iter_rows(named=True):
        if row["period"] in window and "forecast" not in row["vintage"]:
            found.setdefault(row["period"], []).append(row)
    return found


SHARE = "military-spending-share"


def _listed(year: Any, row: dict[str, Any]) -> dict[str, Any]:
    """A row of a share of output as the World Factbook lists it, for a state that has no dollars."""
    return {
        "period": str(year.year),
        "value": float(row["value"]),
        "low": None,
        "high": None,
        "vintage": row["vintage"],
        "source": row["source_id"],
        "year": year,
    }


@measure(
    "power.military_spending",
    unit="USD",
    tables=("power",),
    states=1,
    definition=(
        "What a state spent on its military in a year, in current US dollars as first released (SIPRI; before, Correlates of War), or "
        "over its gross domestic product in current US dollars (`per=gdp`; of a state without such dollars, the share that the World Factbook "
        "lists). NATO's own shares follow NATO's definition and differ."
    ),
    formula="M_t, or M_t / Y_t",
    reference="Stockholm International Peace Research Institute, Military Expenditure Database; Singer (1987), Reconstructing the Correlates of War dataset",
)
def military_spending(tables: Store, about: About, window: Window, *, per: Per = "total") -> Result:
    """Military spending of a state."""
    (code,) = about
    spent = _yearly(tables, code, "military-spending-usd", window)
    output = _yearly(tables, code, "gdp-usd", window) if per == "gdp" else {}
    rows = []
    for year, reports in spent.items():
        if per == "gdp" and year not in output:
            continue
        divisor = float(output[year][-1]["value"]) if per == "gdp" else 1.0
        values = [float(row["value"]) / divisor for row in reports]
        central = next((row for row in reports if row["vintage"].startswith("SIPRI")), reports[0])
        used = [*reports, *(output[year][-1:] if per == "gdp" else [])]
        rows.append(
            {
                "period": str(year.year),
                "value": float(central["value"]) / divisor,
                "low": min(values) if len(values) > 1 else None,
                "high": max(values) if len(values) > 1 else None,
                "vintage": central["vintage"],
                "source": " ".join(dict.fromkeys(row["source_id"] for row in used)),
                "year": year,
            }
        )
    if not rows and per == "gdp":
        rows = [_listed(year, reports[0]) for year, reports in _yearly(tables, code, SHARE, window).items()]
    if not rows:
        raise CoverageError(
            f"the tables have no military spending of {called(code)}"
            + (" in a year of which they have its output" if per == "gdp" else "")
            + " in the period asked.",
            "Source with more: SIPRI Military Expenditure Database.",
        )
    last = rows[-1]
    shown = percent(last["value"]) + " of its output" if per == "gdp" else money(last["value"])
    years = [row.pop("year") for row in rows]
    return Result(
        value=last["value"],
        interval=Interval(
            low=last["low"],
            high=last["high"],
            kind="range of the compilers, whose definitions differ",
            basis="source",
        )
        if last["low"] is not None
        else None,
        says=f"{called(code)} spent {shown} on its military in {last['period']}.",
        rows=rows,
        period=spanned(years, "A"),
        unit="share" if per == "gdp" else "USD",
        caveats=(
            "Shares of output as the World Factbook lists them, in tenths of a per cent; no dollars are at hand."
            if last["source"] == "cia-factbook"
            else "In current dollars: exchange rates are part of it, and estimates are revised in later releases.",
        ),
    )
