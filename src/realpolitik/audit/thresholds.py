"""The thresholds of `thresholds.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from realpolitik.sources.shipped import shipped


@cache
def thresholds() -> Mapping[str, Mapping[str, float]]:
    """By test: what it flags above.

    Examples
    --------
    >>> thresholds()["mirror"]["factor"]
    2.0
    """
    return {
        test: {name: float(value) for name, value in limits.items()}
        for test, limits in shipped("realpolitik.audit", "thresholds").items()
    }
