"""Trade in many products between many states as sorted lists: only flows that exist take room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import WorldError

Array = NDArray[np.float64]
Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProductFlows:
    """Flows sorted by product, importer, exporter.

    Attributes
    ----------
    states, products
        Labels, N and K of them.
    product, importer, exporter
        (F,) places in these labels; each triple once.
    value
        (F,) money, above zero.
    starts
        (K + 1,) where each product's flows begin; the last is F.
    """

    states: tuple[str, ...]
    products: tuple[str, ...]
    product: Places
    importer: Places
    exporter: Places
    value: Array
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return self.value.size

    def of(self, product: str) -> slice:
        """Where one product's flows lie.

        Raises
        ------
        UnknownNameError
            There is no such product.
        """
        from realpolitik.errors import UnknownNameError

        if product not in self.products:
            raise UnknownNameError("product", product, self.products)
        at = self.products.index(product)
        return slice(int(self.starts[at]), int(self.starts[at + 1]))

    def between(self, exporters: Sequence[str], importers: Sequence[str]) -> NDArray[np.bool_]:
        """(F,) whether a flow runs from one of these to one of those."""
        sells, buys = np.zeros(len(self.states), dtype=bool), np.zeros(len(self.states), dtype=bool)
        for mask, labels in ((sells, exporters), (buys, importers)):
            mask[[self.states.index(label) for label in labels if label in self.states]] = True
        return sells[self.exporter] & buys[self.importer]

    def totals(self, by: str) -> Array:
        """(K, N) money by product and `importer` or `exporter`."""
        side = self.importer if by == "importer" else self.exporter
        cell = self.product.astype(np.int64) * len(self.states) + side
        found = np.bincount(cell, weights=self.value, minlength=len(self.products) * len(self.states))
        return found.reshape(len(self.products), len(self.states)).astype(np.float64)


def product_flows(
    products: Sequence[str] | NDArray[np.str_],
    exporters: Sequence[str] | NDArray[np.str_],
    importers: Sequence[str] | NDArray[np.str_],
    values: ArrayLike,
) -> ProductFlows:
    """Flows from four columns in any order; rows of one triple are added up, zeros left out.

    Raises
    ------
    WorldError
        A value is below zero or no number, columns differ in length, or nothing is traded.

    Examples
    --------
    >>> flows = product_flows(["oil", "oil"], ["RUS", "SAU"], ["CHN", "CHN"], [60.0, 40.0])
    >>> flows.states, flows.exporter.tolist(), flows.value.tolist()
    (('CHN', 'RUS', 'SAU'), [1, 2], [60.0, 40.0])
    """
    money = np.asarray(values, dtype=np.float64)
    if not len(products) == len(exporters) == len(importers) == money.size:
        raise WorldError(["products, exporters, importers and values differ in length"])
    if not (np.isfinite(money) & (money >= 0)).all():
        raise WorldError(["flows of products are finite and not below zero"])
    kept = money > 0
    if not kept.any():
        raise WorldError(["no flow of a product is above zero"])
    names, product = np.unique(np.asarray(products)[kept], return_inverse=True)
    sides = np.concatenate([np.asarray(exporters)[kept], np.asarray(importers)[kept]])
    labels, place = np.unique(sides, return_inverse=True)
    return sorted_flows(
        states=tuple(str(one) for one in labels),
        products=tuple(str(one) for one in names),
        product=product,
        exporter=place[: kept.sum()],
        importer=place[kept.sum() :],
        value=money[kept],
    )


def sorted_flows(
    *,
    states: tuple[str, ...],
    products: tuple[str, ...],
    product: NDArray[np.integer],
    exporter: NDArray[np.integer],
    importer: NDArray[np.integer],
    value: Array,
) -> ProductFlows:
    """Flows from places in labels, in any order; rows of one triple are added up."""
    count = len(states)
    key = (product.astype(np.int64) * count + importer) * count + exporter
    order = np.argsort(key, kind="stable")
    key, value = key[order], value[order]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    money = np.add.reduceat(value, first)
    key = key[first]
    goods = key // (count * count)
    return ProductFlows(
        states=states,
        products=products,
        product=goods.astype(np.int32),
        importer=(key // count % count).astype(np.int32),
        exporter=(key % count).astype(np.int32),
        value=money,
        starts=np.searchsorted(goods, np.arange(len(products) + 1)),
    )
