r"""GeoDep: whether a state depends on imports of a product, by four criteria of CEPII.

For product k, importer n and year t: (1) the Herfindahl-Hirschman index of n's imports over sellers is above .4; (2) that of the
world's exports over exporters is above .4; (3) n's imports exceed its exports; (4) all three hold in at least two of three years.

Reference: Lefebvre and Wibaux (2024), Import Dependencies: Where Does the EU Stand?, CEPII Policy Brief 47; the GeoDep database,
https://cepii.fr/cepii/en/bdd_modele/bdd_modele_item.asp?id=41.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from realpolitik.models.products import ProductFlows

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GeoDep:
    """The criteria for one importer (or several as one), product by product.

    Attributes
    ----------
    imports, world
        (K,) index of concentration of imports and of world exports, 0 to 1; NaN without imports.
    ratio
        (K,) imports over exports; infinite without exports.
    holds
        (K,) whether the first three hold in the year.
    dependent
        (K,) whether they hold in enough years of the window.
    """

    imports: Array
    world: Array
    ratio: Array
    holds: NDArray[np.bool_]
    dependent: NDArray[np.bool_]


def concentration(values: Array) -> Array:
    """Herfindahl-Hirschman index along the last axis; NaN where nothing is.

    Examples
    --------
    >>> float(concentration(np.array([60.0, 25.0, 10.0, 5.0])))
    0.435
    """
    whole = values.sum(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        return ((values / whole) ** 2).sum(axis=-1)


def criteria(
    flows: ProductFlows, buyers: Sequence[str], products: Sequence[str]
) -> tuple[Array, Array, Array]:
    """Concentration of imports, of world exports, and imports over exports (K,) in one year.

    Trade among several buyers is left out of their imports and exports, and their exports count as one exporter's.
    """
    count = len(products)
    at = {name: place for place, name in enumerate(products)}
    place = np.array([at.get(name, -1) for name in flows.products])[flows.product]
    acting = np.zeros(len(flows.states), dtype=bool)
    acting[[flows.states.index(one) for one in buyers if one in flows.states]] = True
    buys, sells = acting[flows.importer], acting[flows.exporter]
    # One column more than there are states: the buyers as one.
    seller = np.where(sells, len(flows.states), flows.exporter)
    width = len(flows.states) + 1

    def table(kept: NDArray[np.bool_]) -> Array:
        kept = kept & (place >= 0)
        cell = place[kept].astype(np.int64) * width + seller[kept]
        found = np.bincount(cell, weights=flows.value[kept], minlength=count * width)
        return found.reshape(count, width).astype(np.float64)

    bought = table(buys & ~sells)
    sold = table(~(buys & sells))
    out = table(sells & ~buys)[:, -1]
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = bought.sum(axis=1) / out
    return concentration(bought), concentration(sold), ratio


def geodep(
    years: Mapping[int, ProductFlows],
    buyers: Sequence[str],
    products: Sequence[str],
    *,
    concentrated: float,
    ratio: float,
    least: int,
) -> GeoDep:
    """The criteria in the last of some years, and whether they hold in at least `least` of all."""
    held, last = [], None
    for year in sorted(years):
        last = criteria(years[year], buyers, products)
        imports, world, over = last
        with np.errstate(invalid="ignore"):
            held.append((imports > concentrated) & (world > concentrated) & (over > ratio))
    assert last is not None  # there is at least one year
    return GeoDep(
        imports=last[0],
        world=last[1],
        ratio=last[2],
        holds=held[-1],
        dependent=np.sum(held, axis=0) >= least,
    )
