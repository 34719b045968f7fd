"""Whether a supplier's crude is cheaper than others', against what it was before: whole years, all suppliers, with an error."""

from __future__ import annotations

import math
from datetime import date
from typing import Annotated

import numpy as np
import polars as pl

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, parse_date, spanned
from realpolitik.measures.options import Help, Parties
from realpolitik.measures.registering.shock import SHOCK, Shock
from realpolitik.measures.registry import About, Result, measure
from realpolitik.sources.shipped import shipped
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.dates import year_span
from realpolitik.wording.numbers import number_of, percent

Relabelled = Annotated[
    str,
    Parties("MYS OMN"),
    Help(
        "Suppliers left out of the comparison, because oil of others is sold under their names; codes with spaces between.",
        empty="none",
    ),
]
LEFT_OUT: str = " ".join(entry["state"] for entry in shipped("realpolitik.measures.energy", "norm"))
"""Suppliers left out unless others are named, of `norm.yaml`, which has the reasons."""
FEWEST = 5
"""Years before the shock without which there is no norm."""


def unit_values(
    tables: Store, buyer: str, seller: str, leave: tuple[str, ...]
) -> dict[int, tuple[float, float]]:
    """Dollars a tonne by year: of the seller, and of all other suppliers together."""
    found = tables["partner_shares"].filter(
        (pl.col("partner") == buyer)
        & (pl.col("side") == "exports")
        & pl.col("product").is_in(["crude-oil", "crude-oil-value"])
        & ~pl.col("state").is_in(leave)
    )
    sums = (
        found.with_columns(own=pl.col("state") == seller)
        .group_by("period", "product", "own")
        .agg(pl.col("value").sum())
    )
    cells = {(day.year, product, own): value for day, product, own, value in sums.iter_rows() if value > 0}
    return {
        year: (
            cells[year, "crude-oil-value", True] / cells[year, "crude-oil", True],
            cells[year, "crude-oil-value", False] / cells[year, "crude-oil", False],
        )
        for year in sorted({year for year, _, own in cells if own})
        if all(
            (year, product, own) in cells
            for product in ("crude-oil", "crude-oil-value")
            for own in (True, False)
        )
    }


@measure(
    "discount.norm",
    unit="share",
    tables=("partner_shares",),
    chart="line",
    definition="How much less the first state paid a tonne of crude from the second than from all its other suppliers, on the mean of the "
    "years since the shock, less the same before it.",
    formula="d_t = 1 - v_seller,t / v_others,t; value = mean of d after - mean of d before; interval of t with the years before as sample",
    reference="Babina and others (2023), Assessing the Impact of International Sanctions on Russian Oil Exports, doi 10.2139/ssrn.4366337",
)
def norm(
    tables: Store,
    about: About,
    window: Window,
    *,
    shock: Shock = SHOCK,
    relabelled: Relabelled = LEFT_OUT,
) -> Result:
    """What became of a supplier's discount, against its own before the shock."""
    buyer, seller = about
    day = parse_date(shock)
    values = unit_values(tables, buyer, seller, tuple(relabelled.split()))
    discounts = {year: 1 - own / others for year, (own, others) in values.items()}
    before = [value for year, value in discounts.items() if year < day.year]
    after = {
        year: value for year, value in discounts.items() if year >= day.year and date(year, 1, 1) in window
    }
    if len(before) < FEWEST or not after:
        raise CoverageError(
            f"the tables have {number_of(len(before), 'years')} of {whose(seller)} crude in {called(buyer)} before {day} and {len(after)} since within the "
            f"period asked; {FEWEST} before and one since are needed."
        )
    from scipy.special import stdtrit  # Student's t; scipy.stats takes half a second to import

    usual, error = float(np.mean(before)), float(np.std(before, ddof=1))
    value = float(np.mean(list(after.values()))) - usual
    half = float(stdtrit(len(before) - 1, 0.975)) * error * math.sqrt(1 / len(after) + 1 / len(before))
    rows = [
        {
            "period": str(year),
            "value": discount,
            "series": "cheaper than other suppliers",
            "source": "cepii-baci",
        }
        for year, discount in discounts.items()
    ]
    last = max(after)
    return Result(
        value=value,
        says=f"{called(buyer)[:1].upper()}{called(buyer)[1:]} paid {percent(abs(value))} {'less' if value > 0 else 'more'} a tonne for "
        f"{whose(seller)} crude in {year_span(min(after), last)} than for others', against its norm of before ({percent(usual)} cheaper).",
        rows=rows,
        period=spanned([date(min(after), 1, 1), date(last, 1, 1)], "A"),
        interval=Interval(
            low=value - half,
            high=value + half,
            kind="95 %, t interval with the years before as sample",
            basis="sample",
        ),
        caveats=(
            f"Left out as suppliers, because oil of others is sold under their names: {relabelled or 'none'}.",
            "Grades differ, and with them what a tonne is worth: the norm of before takes that away as far as it stays the same.",
            f"By year since: {', '.join(f'{year} {percent(d)}' for year, d in after.items())} cheaper.",
        ),
    )
