"""How much of a change in the value of what one state sells another in raw materials is price, and how much is volume."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Annotated

import polars as pl

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window, spanned
from realpolitik.measures.options import Bounds, Help
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.numbers import money, percent

Base = Annotated[int, Bounds(1995, 2023), Help("The year with which is compared.")]
Year = Annotated[int, Bounds(1996, 2024), Help("The year whose change in value is divided.")]
Cell = tuple[float, float]
"""Dollars and tonnes."""


def log_mean(one: float, two: float) -> float:
    """(a - b) / (ln a - ln b), a itself where both are equal: weights with which changes of price and volume add up exactly.

    Examples
    --------
    >>> log_mean(1.0, math.e) == math.e - 1, log_mean(2.0, 2.0)
    (True, 2.0)
    """
    return one if math.isclose(one, two, rel_tol=1e-12) else (one - two) / math.log(one / two)


def divided(before: Cell, after: Cell) -> tuple[float, float]:
    r"""Dollars of a change that are price, and that are volume: $L \ln(p_1/p_0)$ and $L \ln(q_1/q_0)$ with the logarithmic mean L.

    What is new or gone is volume.

    Examples
    --------
    >>> [round(part, 3) for part in divided((100.0, 10.0), (150.0, 10.0))]
    [50.0, 0.0]
    >>> price, volume = divided((100.0, 10.0), (150.0, 12.0))
    >>> round(price + volume, 9)
    50.0
    """
    if before[0] <= 0 or after[0] <= 0:
        return 0.0, after[0] - before[0]
    weight = log_mean(after[0], before[0])
    volume = weight * math.log(after[1] / before[1])
    return after[0] - before[0] - volume, volume


@measure(
    "products.price_part",
    unit="USD",
    tables=("materials",),
    near=True,
    chart="bars",
    definition="Dollars by which price alone changed what the second state sells the first in raw materials with tonnes, between two years; "
    "the rest of the change is volume.",
    formula="dV = sum_k L(V_k1, V_k0) ln(p_k1 / p_k0) + sum_k L(V_k1, V_k0) ln(q_k1 / q_k0), L the logarithmic mean; new and ended trade is volume",
    reference="Montgomery (1937), The Mathematical Problem of the Price Index; Balk (2003), Ideal indices and indicators for two or more factors, "
    "Journal of Economic and Social Measurement 28",
)
def price_part(
    tables: Store, about: About, window: Window, *, base: Base = 2021, year: Year = 2023
) -> Result:
    """How much of a change in trade in raw materials is price."""
    buyer, seller = about
    if year <= base:
        raise OptionError(f"year={year} is not later than base={base}")
    if date(base, 1, 1) not in window and date(year, 1, 1) not in window:
        raise CoverageError(
            f"the period asked has neither {base} nor {year}: name others with base= and year=."
        )
    cells = {when: _cells(tables, seller, buyer, when) for when in (base, year)}
    if not cells[base] or not cells[year]:
        lacking = base if not cells[base] else year
        raise CoverageError(
            f"the tables have no raw materials that {called(seller)} sold {called(buyer)} in {lacking}, value and tonnes."
        )
    rows = []
    for product in sorted({*cells[base], *cells[year]}):
        before, after = cells[base].get(product, (0.0, 0.0)), cells[year].get(product, (0.0, 0.0))
        price, volume = divided(before, after)
        rows.append(
            {
                "period": str(year),
                "value": price,
                "volume_usd": volume,
                "before": before[0],
                "after": after[0],
                "label": product.replace("-", " "),
                "source": "cepii-baci-materials",
            }
        )
    rows.sort(key=lambda row: -abs(row["value"]) - abs(row["volume_usd"]))
    start, end = (sum(value for value, _ in cells[when].values()) for when in (base, year))
    price = math.fsum(row["value"] for row in rows)
    volume = math.fsum(row["volume_usd"] for row in rows)
    return Result(
        value=price,
        says=f"What {called(seller)} sold {called(buyer)} in raw materials went from {money(start)} in {base} to {money(end)} in {year}: "
        f"{_signed(price)} by price and {_signed(volume)} by volume.",
        rows=rows,
        period=spanned([date(base, 1, 1), date(year, 1, 1)], "A"),
        caveats=(
            f"Of the change of {_signed(end - start)} price is {percent(price / (end - start))}." if end != start else "The value is the same.",
            "A unit value mixes grades and contracts; trade that is new or has ended counts as volume. Goods without tonnes are not in it.",
        ),
    )  # fmt: skip


def _signed(dollars: float) -> str:
    return f"{'+' if dollars >= 0 else '−'}{money(abs(dollars))}"


def _cells(tables: Store, seller: str, buyer: str, year: int) -> Mapping[str, Cell]:
    """Material to dollars and tonnes, where both are known."""
    found = tables["materials"].filter(
        (pl.col("origin") == seller)
        & (pl.col("destination") == buyer)
        & (pl.col("period") == date(year, 1, 1))
        & (pl.col("quantity") > 0)
        & (pl.col("value_usd") > 0)
    )
    return {
        product: (float(value), float(tonnes))
        for product, value, tonnes in found.select("product", "value_usd", "quantity").iter_rows()
    }
