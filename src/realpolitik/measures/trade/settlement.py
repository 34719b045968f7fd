"""In what money two states trade."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.options import Currency, Flow
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.dates import written
from realpolitik.wording.numbers import percent


@measure(
    "settlement.share",
    unit="share",
    tables=("settlement",),
    chart="stack",
    definition="Share of a currency in the payments for the trade of one state, with the other or with the world.",
    formula="payments in the currency / all payments of the flow",
    reference="Bank of Russia, Financial Market Risks Review; People's Bank of China, RMB Internationalisation Report",
)
def share(tables: Store, about: About, window: Window, *, flow: Flow = "", currency: Currency = "") -> Result:
    """Share of a currency in the payments of a trade."""
    a, b = about
    found = [
        row
        for row in tables["settlement"].iter_rows(named=True)
        if row["actor"] in about
        and row["partner"] in ("WLD", *about)
        and row["period"] in window
        and flow in ("", row["flow"])
        and currency in ("", row["currency"])
    ]
    # payments with the world alone say nothing of a pair, unless a flow or a currency is asked for by name
    if not found or not (flow or currency or any(row["partner"] in about for row in found)):
        raise CoverageError(
            f"the tables have no shares of currencies in the trade of {called(a)} and {called(b)} in the period asked.",
            "Source with more: Bank of Russia (bank-of-russia).",
        )
    rows = [
        {
            "period": written(row["period"], "M"),
            "value": row["share"],
            "series": f"{row['currency']} in {row['flow']}",
            "panel": _panel(row),
            "flow": row["flow"],
            "currency": row["currency"],
            "actor": row["actor"],
            "partner": row["partner"],
            "source": row["source_id"],
        }
        for row in sorted(
            found, key=lambda row: (row["partner"] == "WLD", row["flow"], row["currency"], row["period"])
        )
    ]
    of_pair = [row for row in rows if row["partner"] in about] or rows
    last = max(of_pair, key=lambda row: row["period"])
    days: list[date] = [row["period"] for row in found]
    return Result(
        value=last["value"],
        says=f"{percent(last['value'])} of the {last['flow']} of {called(last['actor'])} with {called(last['partner'])} is paid in {last['currency'].replace('+', ' and ')} ({last['period']}).",
        rows=rows,
        period=spanned(days, "M"),
        caveats=("Single published figures: each has one publisher, so no range can be stated.",),
    )


_MEANT = {"exchange": "turnover of {}'s currency exchange", "reserves": "currency reserves of {}"}
"""What a share of a currency is a share of, where it is not payments."""


def _panel(row: Mapping[str, Any]) -> str:
    """What is shared out: payments with one partner, trading on an exchange and reserves are not one quantity."""
    actor, partner = called(row["actor"]), row["partner"]
    if said := _MEANT.get(row["flow"]):
        return f"share of {said.format(actor)}, %"
    with_ = "the world" if partner == "WLD" else called(partner)
    return f"share of payments in the trade of {actor} with {with_}, %"
