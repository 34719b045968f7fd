"""In what money two states trade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, parse_date, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.options import Currency, Flow
from realpolitik.sources.shipped import shipped
from realpolitik.states.wording import called, whose
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
        says=_says(last, of_pair),
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


def _month(period: str) -> str:
    return f"{parse_date(period):%B %Y}"


def _says(last: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> str:
    """The last share, after the first of the same currency, flow and states."""
    same = ("currency", "flow", "actor", "partner")
    first = min(
        (row for row in rows if all(row[key] == last[key] for key in same)), key=lambda row: row["period"]
    )
    names = shipped("realpolitik.measures.trade", "currencies")
    money = " and ".join(str(names.get(code, code)) for code in last["currency"].split("+"))
    partner = f" with {called(last['partner'])}" if last["partner"] else ""
    after = (
        f", after {percent(first['value'])} in {_month(first['period'])}"
        if first["period"] < last["period"]
        else ""
    )
    return (
        f"In {_month(last['period'])} {percent(last['value'])} of {whose(last['actor'])} {last['flow']}{partner} was paid in "
        f"{money}{after}."
    )
