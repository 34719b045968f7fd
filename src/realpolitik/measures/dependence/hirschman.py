"""Hirschman's two effects: the power of a partner who is hard to replace, and the loss without what it supplies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.dependence.options import Elasticity
from realpolitik.measures.dependence.shares import gross_product, supply_effect
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.reports import MIRROR, CentralReport, central_reports, shipped
from realpolitik.measures.trade.turnover import reported_shares
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.dates import written
from realpolitik.wording.numbers import percent


def influence_effect(share_ab: float, share_ba: float) -> float:
    r"""Power of $b$ over $a$ from trade, $TS_{ab}\,(1 - TS_{ba})$, in [0, 1].

    High where $b$ has much of the trade of $a$, and $a$ little of that of $b$: then $b$ can stop the trade, and $a$ cannot
    afford that it does.

    Parameters
    ----------
    share_ab, share_ba
        Share of b in the trade of a, and of a in the trade of b, in [0, 1].

    References
    ----------
    Hirschman (1945), National Power and the Structure of Foreign Trade, chapter 2.

    Examples
    --------
    >>> round(influence_effect(0.30, 0.04), 3), round(influence_effect(0.04, 0.30), 3)
    (0.288, 0.028)
    """
    return share_ab * (1 - share_ba)


@measure(
    "dependence.hirschman",
    unit="index",
    tables=("trade", "turnover", "power"),
    definition=(
        "Influence effect: share of the second state in the trade of the first, times what the first does not weigh in the "
        "trade of the second. Beside it the supply effect: the loss of real income without the second state's goods."
    ),
    formula="influence = TS_ab * (1 - TS_ba); supply = -ln(1 - X_ba / GDP_a) / (elasticity - 1)",
    reference="Hirschman (1945), National Power and the Structure of Foreign Trade, chapter 2",
)
def hirschman_effects(tables: Store, about: About, window: Window, *, elasticity: Elasticity = 5.0) -> Result:
    """Power of one state over another from trade that only the other cannot do without."""
    a, b = about
    supply = _supply(tables, a, b, window, elasticity)
    theirs = {item.period: item for item in reported_shares(tables, b, a, window)}
    pairs = [
        (ours, theirs[ours.period]) for ours in reported_shares(tables, a, b, window) if ours.period in theirs
    ]
    if not pairs:
        raise CoverageError(
            f"no year has the share of {called(b)} in the trade of {called(a)} and the other way round too.",
            "Sources with more: IMF (imf-imts), CEPII BACI (cepii-baci).",
        )
    rows = [_row(ours, other, supply) for ours, other in pairs]
    last = rows[-1]
    loss = next((row for row in reversed(rows) if row["supply_effect"] is not None), None)
    return Result(
        value=last["value"],
        interval=Interval(low=last["low"], high=last["high"], kind=MIRROR, basis="source")
        if last["low"] is not None
        else None,
        says=(
            f"{whose(b)} influence effect over {called(a)} was {last['value']:.2f} in {last['period']}"
            + (f", after {rows[0]['value']:.2f} in {rows[0]['period']}." if len(rows) > 1 else ".")
        ),
        rows=rows,
        period=spanned([ours.period for ours, _ in pairs], "A"),
        caveats=(
            "0 is no power from trade, 1 is all the trade of the one and none of the other's.",
            (
                f"Without goods from {called(b)}, real income in {called(a)} would be {percent(loss['supply_effect'])} lower in "
                f"{loss['period']}, at an elasticity of substitution of {elasticity:g}, all else equal."
                if loss
                else f"The tables have no output of {called(a)} for these years, so no supply effect."
            ),
            "A closed form for one state: prices, other suppliers and third states do not respond.",
        ),
    )


def _supply(
    tables: Store, a: str, b: str, window: Window, elasticity: float
) -> Mapping[date, tuple[float, str]]:
    """The supply effect and its sources by year, where both imports and output are on record."""
    output = gross_product(tables, a)
    bought = central_reports(
        shipped(tables["trade"], origin=b, destination=a, window=window), importer=a, exporter=b
    )
    return {
        item.period: (
            supply_effect(item.value / output[item.period][0], elasticity),
            f"{item.sources} {output[item.period][1]}",
        )
        for item in bought
        if item.period in output and item.value < output[item.period][0]
    }


def _row(
    ours: CentralReport, other: CentralReport, supply: Mapping[date, tuple[float, str]]
) -> dict[str, Any]:
    low, high = influence_effect(ours.low, other.high), influence_effect(ours.high, other.low)
    loss, sources = supply.get(ours.period, (None, ""))
    return {
        "period": written(ours.period, "A"),
        "value": influence_effect(ours.value, other.value),
        "low": low if low < high else None,
        "high": high if low < high else None,
        "supply_effect": loss,
        "reporter": "+".join(dict.fromkeys((ours.office, other.office))),
        "source": " ".join(dict.fromkeys(f"{ours.sources} {other.sources} {sources}".split())),
    }
