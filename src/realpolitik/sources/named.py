"""Products that measures and briefs call by name, and the codes of the Harmonized System that each is, by edition.

`named_products.csv` has a row a product: its name, the code that the table `trade` gives it (empty where it is several), the
codes of four or six digits that are summed, the editions in which these codes mean it, and the heading that says so.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class NamedProduct:
    """A product by name.

    Attributes
    ----------
    product, code
        As in the table `trade`.
    codes
        Of four or six digits; none begins with another.
    editions
        `hs92`, `hs17`, …: where these codes mean the product.
    """

    product: str
    code: str
    codes: tuple[str, ...]
    editions: frozenset[str]


@cache
def named_products() -> tuple[NamedProduct, ...]:
    """All products with a name.

    Examples
    --------
    >>> [one.codes for one in named_products() if one.product == "lng"]
    [('271111',)]
    """
    text = (files("realpolitik.sources") / "named_products.csv").read_text(encoding="utf-8")
    return tuple(
        NamedProduct(
            row["product"],
            row["product_code"],
            tuple(row["codes"].split()),
            frozenset(row["editions"].split()),
        )
        for row in csv.DictReader(text.splitlines())
    )


def product_names() -> dict[str, str]:
    """Name of a product by the one code that it is.

    Examples
    --------
    >>> product_names()["8703"]
    'passenger-cars'
    """
    return {one.code: one.product for one in named_products() if one.code}
