"""Rises and falls within offices: what one office has at two dates, never one office's early against another's late figure.

Two offices may differ in level by a tenth and both show a rise: their ranges then overlap, and the rise is not in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from realpolitik.claims.figures import Figure


def same_offices(before: Figure, after: Figure) -> list[tuple[float, float]]:
    """The figures at both dates of each office that has both; empty where fewer than two have.

    Examples
    --------
    >>> def of(period, chinese, imf):
    ...     reports = (("CHN", chinese), ("IMF", imf))
    ...     return Figure(value=chinese, low=imf, high=chinese, unit="USD", period=period, office="CHN", reports=reports)
    >>> early, late = of("2023", 240.1e9, 231.3e9), of("2024", 244.8e9, 236.3e9)
    >>> [late > early for early, late in same_offices(early, late)]
    [True, True]
    """
    earlier, later = dict(before.reports), dict(after.reports)
    common = [office for office in earlier if office in later]
    return [(earlier[office], later[office]) for office in common] if len(common) > 1 else []


def within_offices(before: Figure, after: Figure) -> tuple[Figure, Figure]:
    """The two figures of one office: that of the later where it has both dates, else one that does; as they are where none has."""
    earlier, later = _all(before), _all(after)
    if before.office == after.office or not earlier or not later:
        return before, after
    common = [
        office for office in (after.office, before.office, *later) if office in earlier and office in later
    ]
    if not common:
        return before, after
    office = common[0]
    return tuple(
        replace(figure, value=values[office], office=office)
        for figure, values in ((before, earlier), (after, later))
    )  # type: ignore[return-value]


def spread(values: Sequence[float]) -> tuple[float, float]:
    """The smallest and the largest."""
    return min(values), max(values)


def _all(figure: Figure) -> dict[str, float]:
    return dict(figure.reports) or ({figure.office: figure.value} if figure.office else {})
