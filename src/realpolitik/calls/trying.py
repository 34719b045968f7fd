"""The call about episodes: how the model has fared on shocks of the past."""

from __future__ import annotations

from realpolitik.calls.modelling import Modelled


def episodes(name: str = "") -> Modelled:
    """How the model has fared on shocks of the past: told only the measures, what it says of trade, beside the record.

    Parameters
    ----------
    name
        One episode, such as iran-2012, partner by partner; all of them where left out.

    Returns
    -------
    The finding `episodes`, or `episodes.NAME`; measures with their sources, what was assumed, and scores of simpler predictions in
    `data`. Changes are logarithms of a partner's share in what the target sells or buys, after over before: -0.69 is half.

    Raises
    ------
    UnknownNameError
        There is no such episode.

    Examples
    --------
    >>> sorted({row["partner"] for row in episodes("qatar-2017").findings[0].rows if row["party"]})
    ['ARE', 'BHR', 'EGY', 'SAU']
    """
    from realpolitik.scenarios.episodes import report

    if not name:
        found = report.overview()
        return Modelled(call="episodes", about=(), findings=(found,), data={"findings": [found.record()]})
    found = report.finding(name)
    data = {**report.record(name), "findings": [found.record()]}
    return Modelled(call="episodes", about=(name,), findings=(found,), data=data)
