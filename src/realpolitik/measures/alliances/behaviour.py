"""What two states owe each other by treaty, beside how they behave: regimes, trade, disputes, votes on one time axis."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.alliances.affinity import conflict_by_year, forced, regime_distance, years_of
from realpolitik.measures.alliances.held import OBLIGATIONS, Held, obligations_by_year, strength
from realpolitik.measures.alliances.parties import governments
from realpolitik.measures.alliances.sentences import dated, defences, standing
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.turnover import reported_shares
from realpolitik.measures.votes.ballots import FEWEST, ballots
from realpolitik.measures.votes.similarity import cohen_kappa, joint_counts
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.numbers import percent

Row = dict[str, Any]


def vote_kappa(tables: Store, about: About, window: Window) -> list[Row]:
    """Agreement beyond chance in the General Assembly by calendar year, years with ten common votes."""
    try:
        record = ballots(tables, about).within(window)
    except CoverageError:
        return []
    first, second = (record.column(code) for code in about)
    rows = []
    for year in np.unique(record.years):
        own = record.years == year
        counts = joint_counts(first[own], second[own])
        value = float(cohen_kappa(counts))
        if counts.sum() >= FEWEST and not np.isnan(value):
            rows.append({"period": str(int(year)), "value": value, "source": record.source})
    return rows


@measure(
    "affinity.obligation_and_behaviour",
    unit="index",
    tables=(
        "atop",
        "treaties",
        "phrases",
        "regimes",
        "trade",
        "turnover",
        "disputes",
        "rivalries",
        "votes",
        "roll_calls",
    ),
    chart="stack",
    definition="What two states owe each other by treaty beside what they do: distance of their regimes, each one's share in the other's "
    "trade, militarized disputes, and votes in the General Assembly beyond chance.",
    formula="strength of the strongest pledge; |polyarchy_a - polyarchy_b|; TS_ab = T_ab / T_a; highest hostility; kappa",
    reference="Leeds and others (2002), doi 10.1080/03050620213653; Gibler, Miller and Little (2016), doi 10.1093/isq/sqw045",
)
def obligation_and_behaviour(tables: Store, about: About, window: Window) -> Result:
    """What two states owe each other, beside how they behave, by year."""
    a, b = map(called, about)
    obliged = {
        year: held
        for year, held in obligations_by_year(tables, about).items()
        if year in years_of(window, 1816, 2100)
    }
    owed = _owed(obliged)
    traded: dict[About, list[Row]] = {
        (one, other): _shares(tables, (one, other), window) for one, other in (about, about[::-1])
    }
    fought = [row for row in conflict_by_year(tables, about, window) if row["value"] is not None]
    voted = vote_kappa(tables, about, window)
    rows = [
        *_panel(
            "pledged: 1 help in war, 0.67 neutrality, 0.33 non-aggression, 0.17 talks",
            "index",
            owed,
            form="step",
        ),
        *_panel(
            "distance of regimes: 0 alike, 1 democracy and closed rule",
            "distance",
            regime_distance(tables, about, window),
        ),
        *_panel("share in the other's trade, %", "share", traded[about], series=f"{b} in {a}'s"),
        *_panel("share in the other's trade, %", "share", traded[about[::-1]], series=f"{a} in {b}'s"),
        *_panel(
            "militarized disputes: 2 threat, 3 display, 4 use of force, 5 war",
            "hostility",
            fought,
            form="bars",
        ),
        *_panel("General Assembly: agreement beyond chance (kappa)", "kappa", voted),
    ]
    if len({row["panel"] for row in rows}) < 2:
        raise CoverageError(
            f"the tables have fewer than two of pledges, trade, disputes and votes of {a} and {b} in the period asked: there is nothing to "
            "set beside the other.",
            "Sources with more: ATOP (atop), Correlates of War trade (cow-trade).",
        )
    return Result(
        value=owed[-1]["value"] if owed else None,
        says=_divergence(about, obliged, traded[about], fought, voted),
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=(
            (
                "Each panel ends where its data end: pledges are coded to 2018, disputes to 2010, votes are on record from the year in which "
                "both sat in the Assembly."
            ),
            "Trade to 2014 is of importers' reports; years without a report are left out, not zero.",
            *_defences(about, obliged),
        ),
    )


def _defences(about: About, obliged: dict[int, Held]) -> tuple[str, ...]:
    """In which years a defence was pledged, by which treaty and which governments."""
    told = "; ".join(defences(about, obliged))
    return (f"{told[0].upper()}{told[1:]}.",) if told else ()


def _shares(tables: Store, pair: About, window: Window) -> list[Row]:
    try:
        found = reported_shares(tables.about(pair), pair[0], pair[1], window)
    except CoverageError:
        return []
    return [{"period": f"{one.period:%Y}", "value": one.value, "source": one.sources} for one in found]


def _owed(obliged: dict[int, Held]) -> list[Row]:
    """How much is pledged, by year: the strength of the strongest pledge."""
    return [
        {
            "period": str(year),
            "value": strength(set(held.pledges)),
            "label": ", ".join(item for item in OBLIGATIONS if item in held.pledges),
            "source": held.sources,
        }
        for year, held in obliged.items()
    ]


def _panel(panel: str, unit: str, rows: list[Row], *, series: str = "", form: str = "line") -> list[Row]:
    """Rows as one of the panels of the chart draws them."""
    return [{**row, "series": series, "panel": panel, "unit": unit, "form": form} for row in rows]


def _divergence(
    about: About, obliged: dict[int, Held], shares: list[Row], fought: list[Row], voted: list[Row]
) -> str:
    """What happened to trade, disputes and votes while a pledge of defence held, or, without one, over the years."""
    a, b = map(called, about)
    present = {year: held for year, held in obliged.items() if not governments(about, year)}
    defended = [year for year, held in present.items() if held.has("defence")]
    parts = []
    if defended:
        parts += defences(about, present)
    during = [row for row in shares if not defended or int(row["period"]) in defended]
    if len(during) > 1:
        top, low = max(during, key=_value), min(during, key=_value)
        first, last = during[0], during[-1]
        if defended and int(low["period"]) > int(top["period"]):
            first, last = top, low
        went = "rose" if last["value"] > first["value"] else "fell"
        parts.append(
            f"{whose(about[1])} share of {whose(about[0])} trade {went} from {percent(first['value'])} in {first['period']} to "
            f"{percent(last['value'])} in {last['period']}"
        )
    disputes = [row for row in fought if row["value"] and (not defended or int(row["period"]) in defended)]
    if disputes:
        parts.append(f"militarized disputes in {len(disputes)} of these years{forced(disputes)}")
    if voted and (
        defended or not (parts or obliged)
    ):  # votes have a question of their own where there is more to say
        first, last = voted[0], voted[-1]
        parts.append(
            f"agreement in votes beyond chance {first['value']:.2f} in {first['period']}, {last['value']:.2f} in {last['period']}".replace(
                "-", "−"
            )
        )
    if not parts and obliged:
        return f"{a} and {b} {standing(obliged, by=dated(obliged[max(obliged)]))}."
    if not parts:
        return f"Of {a} and {b} no pledge, trade or dispute is on record in the period asked."
    return f"{a} and {b}: {'; '.join(parts)}." if defended else f"{'; '.join(parts)}."


def _value(row: Row) -> float:
    return float(row["value"])
