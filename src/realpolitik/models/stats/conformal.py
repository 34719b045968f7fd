"""How wide a range must be to hold what happens, from errors that were made before."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

NOMINAL = 0.8
"""Share of new errors that a range is to hold."""


def quantile(errors: Iterable[float], nominal: float = NOMINAL) -> float:
    """The half width that holds a new error with at least the nominal chance: the k-th smallest of n, k = ⌈(n + 1) nominal⌉.

    Reference: Lei et al. (2018), Journal of the American Statistical Association 113, doi 10.1080/01621459.2017.1307116.

    Examples
    --------
    >>> quantile([0.4, 0.1, 0.2, 0.3])
    0.4
    """
    found = sorted(errors)
    return found[min(ceil((len(found) + 1) * nominal), len(found)) - 1]
