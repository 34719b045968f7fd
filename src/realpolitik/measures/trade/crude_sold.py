"""Crude oil that a state sells to a group of others, in tonnes, by the side of its buyers and its own reconciled."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import polars as pl

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window, spanned
from realpolitik.measures.options import Help, Parties
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states import groups, members
from realpolitik.states.registry import by_code
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of, percent, quantity

Buyers = Annotated[
    str,
    Parties("G7 EU AUS"),
    Help(
        "Who buys: codes of states and names of groups, with spaces between. A group has the members that it has today."
    ),
]


def buyers_of(text: str) -> tuple[str, ...]:
    """Codes of the states that are named, or are members of a group that is.

    Raises
    ------
    OptionError
        A word is neither a code nor a group.
    """
    found: set[str] = set()
    known = {group.casefold() for group in groups()}
    for word in text.split():
        if word.casefold() in known:
            found |= set(members(word))
        elif word in by_code():
            found.add(word)
        else:
            raise OptionError(f"buyers={word!r}: write codes of states, or groups ({', '.join(groups())})")
    return tuple(sorted(found))


@measure(
    "products.crude_sold",
    unit="t",
    tables=("partner_shares",),
    states=1,
    chart="bars",
    definition="Crude oil (HS 270900) that one state sells to a group of others in a year, in tonnes.",
    formula="Q_t = sum over buyers of q_ab,t",
    reference="Gaulier and Zignago (2010), BACI: International Trade Database at the Product-Level, CEPII WP 2010-23",
)
def crude_sold(
    tables: Store, about: About, window: Window, *, buyers: Buyers = "sanctioning-russia"
) -> Result:
    """How much crude oil a state sells to a group of others."""
    (seller,) = about
    codes = buyers_of(buyers)
    table = tables["partner_shares"].filter(product="crude-oil", side="exports", state=seller)
    first, last = (table["period"].min(), table["period"].max())
    chosen = table.filter(pl.col("partner").is_in(codes)).group_by("period").agg(pl.col("value").sum())
    by_year = dict(chosen.iter_rows())
    years = sorted({day for day in table["period"].to_list() if day in window})
    if not years or first is None:
        raise CoverageError(
            f"the tables have no crude oil sold by {called(seller)} in the period asked ({first} to {last})."
        )
    # a year in which the seller sold to others and to none of these is a year of nothing sold to them
    rows = [
        {
            "period": str(day.year),
            "value": float(by_year.get(day, 0)),
            "label": str(day.year),
            "source": "cepii-baci",
        }
        for day in years
    ]
    peak, end = max(rows, key=lambda row: row["value"]), rows[-1]
    change = 1 - end["value"] / peak["value"] if peak["value"] else 0.0
    return Result(
        value=end["value"],
        says=f"{called(seller)} sold {quantity(end['value'], 't')} of crude oil to {number_of(len(codes), 'buyers')} ({buyers}) in {end['period']}, "
        f"{percent(change)} less than in {peak['period']}.",
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in (rows[0], end)], "A"),
        caveats=(
            "Flows as BACI reconciles them; what no side reports is not in it, such as cargoes whose origin is concealed.",
        ),
    )
