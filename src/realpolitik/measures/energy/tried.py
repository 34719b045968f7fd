"""How far off the oil market was where it has been tried: by what factor, up or down, a buyer's share was missed in 80 of 100 cases.

A split conformal range (Lei and others 2018) of the errors in all other embargoes, for two sizes of buyers: few large ones are missed by
less than small ones, for which one cargo is much.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log

from realpolitik.models.stats.conformal import quantile
from realpolitik.sources.shipped import shipped

LARGE = 5.0
"""Million tonnes predicted from which a buyer counts as large."""
LEAST = 0.5
"""Million tonnes predicted below which a buyer is not counted, and has no range of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """A buyer that stayed, in an embargo that the market was tried on.

    Attributes
    ----------
    seller, base
        State under embargo, and the year before it.
    state
        The buyer.
    predicted
        Million tonnes.
    recorded
        What the record has, at the predicted sum of all buyers that stayed and are on record: shares are compared.
    """

    seller: str
    base: int
    state: str
    predicted: float
    recorded: float

    @property
    def error(self) -> float:
        """Distance of the logarithms; without end where nothing was bought."""
        return abs(log(self.recorded / self.predicted)) if self.recorded > 0 else float("inf")


@cache
def buyers() -> tuple[Buyer, ...]:
    """All of `tried.yaml`, which benchmarks/oil.py writes."""
    return tuple(
        Buyer(seller=one["seller"], base=one["base"], state=state, predicted=said, recorded=was)
        for one in shipped("realpolitik.measures.energy", "tried")
        for state, (said, was) in one["buyers"].items()
    )


@cache
def half_width(*, large: bool, without: tuple[str, int]) -> float:
    """Half width in logarithms of a range for a large or a small buyer, from all embargoes but that of a seller after a year."""
    return quantile(
        one.error
        for one in buyers()
        if (one.seller, one.base) != without and (one.predicted >= LARGE) == large
    )


def held() -> tuple[int, int]:
    """How many buyers of all embargoes lay in their range, each with the errors of its own embargo left out; and of how many."""
    inside = [
        one.error <= half_width(large=one.predicted >= LARGE, without=(one.seller, one.base))
        for one in buyers()
    ]
    return sum(inside), len(inside)
