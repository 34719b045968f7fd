"""How strong two states are, by every definition of power that the tables hold, side by side: they disagree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.power.capabilities import COMPONENTS, LEFT_OUT, indices
from realpolitik.measures.power.options import Against, Beta, Network
from realpolitik.measures.power.polarity import net_resources
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states import resolve
from realpolitik.states.wording import called, name, the
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of

Row = dict[str, Any]
Kind = Literal["capabilities", "output", "net resources", "military spending", "warheads"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Power of some states by one definition, in one year and of one vintage.

    Attributes
    ----------
    kind
        What is compared: one kind may have several definitions, by office or prices.
    label
        The definition in words.
    values
        Power by code, in the unit of the definition.
    bounds
        Low and high of the ratio to the last of the states, by code, where a range can be stated.
    """

    kind: Kind
    label: str
    period: date
    unit: str
    values: Mapping[str, float]
    source: str
    bounds: Mapping[str, tuple[float, float]]


MILITARY: tuple[tuple[str, str, Kind, str], ...] = (
    ("military-spending-usd", "SIPRI", "military spending", "military spending (SIPRI)"),
    ("military-spending-usd", "NMC", "military spending", "military spending (COW)"),
    ("warheads-inventory", "SIPRI", "warheads", "nuclear warheads"),
)
"""Published military figures: measure, how the vintage of the office begins, kind, and the definition in words."""


LISTED = "GDP at purchasing power parity in prices of 2021 (World Factbook)"


def rankings(tables: Store, states: Sequence[str], window: Window) -> list[Ranking]:
    """Every definition for which all the states have a value in one year and vintage: the latest year of the window."""
    made = [_capabilities(tables, states, window)]
    market = _published(
        tables, states, window, "gdp-usd", "World Bank WDI", kind="output", label="GDP at market prices"
    )
    parity = _published(
        tables,
        states,
        window,
        "gdp-ppp-usd",
        "World Bank",
        kind="output",
        label="GDP at purchasing power parity",
    )
    listed = None
    if parity is None:
        listed = _published(
            tables, states, window, "gdp-ppp-constant-usd", "World Factbook", kind="output", label=LISTED
        )
    made += [market, parity, listed]
    made += [
        _net(tables, states, window, "gdp-usd", "World Bank WDI", "market prices"),
        _net(tables, states, window, "gdp-ppp-usd", "World Bank", "purchasing power parity"),
    ]
    if not (market or parity):
        made += _estimated(tables, states, window)
    made += [
        *(
            _published(tables, states, window, item, office, kind=kind, label=label)
            for item, office, kind, label in MILITARY
        ),
    ]
    return [one for one in made if one is not None]


def _capabilities(tables: Store, states: Sequence[str], window: Window) -> Ranking | None:
    found: dict[date, dict[str, Row]] = {}
    for row in indices(tables, states, window):
        found.setdefault(row["period"], {})[row["state"]] = row
    whole = [day for day, held in found.items() if len(held) == len(set(states))]
    if not whole:
        return None
    held = found[max(whole)]
    return Ranking(
        kind="capabilities",
        label="material capabilities (CINC)",
        period=max(whole),
        unit="share",
        values={code: row["value"] for code, row in held.items()},
        source="cow-nmc",
        bounds=_without_each(held, states),
    )


def _without_each(held: Mapping[str, Row], states: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Range of the ratio to the last state where each component in turn is left out for both."""
    base = held[states[-1]]
    found = {}
    for code in states[:-1]:
        parts = [p for p in COMPONENTS if f"share_{p}" in held[code] and f"share_{p}" in base]
        ratios = []
        for left in parts:
            kept = [f"share_{part}" for part in parts if part != left]
            below = sum(base[part] for part in kept)
            if below:
                ratios.append(sum(held[code][part] for part in kept) / below)
        if ratios:
            found[code] = (min(ratios), max(ratios))
    return found


def _published(
    tables: Store, states: Sequence[str], window: Window, item: str, publisher: str, *, kind: Kind, label: str
) -> Ranking | None:
    import polars as pl

    rows = tables["power"].filter(pl.col("measure") == item, pl.col("state").is_in(states))
    found: dict[tuple[date, str], dict[str, Row]] = {}
    years: Counter[str] = Counter()
    for row in rows.iter_rows(named=True):
        if row["vintage"].startswith(publisher) and row["period"] in window:
            found.setdefault((row["period"], row["vintage"]), {})[row["state"]] = row
            years[row["vintage"]] += 1
    whole = [key for key, held in found.items() if len(held) == len(set(states))]
    if not whole:
        return None
    latest = max(
        whole, key=lambda key: (key[0], years[key[1]])
    )  # of one year, the vintage that reaches furthest
    held = found[latest]
    return Ranking(
        kind=kind,
        label=label,
        period=latest[0],
        unit=next(iter(held.values()))["unit"],
        values={code: row["value"] for code, row in held.items()},
        source=" ".join(dict.fromkeys(row["source_id"] for row in held.values())),
        bounds={},
    )


def _net(
    tables: Store, states: Sequence[str], window: Window, item: str, publisher: str, prices: str
) -> Ranking | None:
    """Net resources from published output and the population of the same year, the last that has both."""
    import polars as pl

    people = {
        (row["state"], row["period"]): row["population"] * 1e3
        for row in tables["capabilities"].filter(pl.col("state").is_in(states)).iter_rows(named=True)
        if row["population"]
    }
    last = max((day for _, day in people if day in window), default=None)
    if last is None:
        return None
    counted = Window(start=window.start, end=last)
    output = _published(tables, states, counted, item, publisher, kind="output", label="")
    if output is None or any((code, output.period) not in people for code in states):
        return None
    held = {
        code: float(net_resources(value, people[code, output.period]))
        for code, value in output.values.items()
    }
    return Ranking(
        kind="net resources",
        label=f"net resources at {prices}",
        period=output.period,
        unit="USD² a head",
        values=held,
        source=f"{output.source} cow-nmc",
        bounds={},
    )


def _estimated(tables: Store, states: Sequence[str], window: Window) -> list[Ranking | None]:
    """Output and net resources from the long estimates, for years that the published figures do not reach."""
    import polars as pl

    found: dict[date, dict[str, Row]] = {}
    for row in tables["output"].filter(pl.col("state").is_in(states)).iter_rows(named=True):
        if row["period"] in window:
            found.setdefault(row["period"], {})[row["state"]] = row
    whole = [day for day, held in found.items() if len(held) == len(set(states))]
    if not whole:
        return []
    day = max(whole)
    held = found[day]
    shared: dict[str, Any] = {"period": day, "source": "fariss-gdp", "bounds": {}}
    gdp = {code: row["gdp"] for code, row in held.items()}
    net = {code: float(net_resources(row["gdp"], row["population"])) for code, row in held.items()}
    return [
        Ranking(
            kind="output",
            label="GDP, estimated at constant prices",
            unit="international USD",
            values=gdp,
            **shared,
        ),
        Ranking(
            kind="net resources",
            label="net resources, estimated at constant prices",
            unit="USD² a head",
            values=net,
            **shared,
        ),
    ]


@measure(
    "power.definitions",
    unit="times",
    tables=("capabilities", "power", "output"),
    chart="bars",
    definition="Power of two states relative to a third (1 is as strong), by each definition for which all three are on record: material "
    "capabilities, output, net resources, military spending, warheads; each in its latest year.",
    formula="r_d = x_d,state / x_d,against; net resources x = GDP * GDP / population",
    reference="Beckley (2018), The power of nations: measuring what matters, doi 10.1162/isec_a_00328; Singer (1987), doi 10.1080/03050628808434695",
)
def definitions(tables: Store, about: About, window: Window, *, against: Against = "USA") -> Result:
    """How strong two states are, by every definition of power side by side."""
    third = resolve(against).code
    shown = [code for code in about if code != third]
    if not shown:
        raise OptionError(f"against={against!r} leaves nobody to compare: name a third state")
    found = rankings(tables, (*shown, third), window)
    if not found:
        raise CoverageError(
            f"no definition of power has {called(about[0])}, {called(about[1])} and {called(third)} in one year of the period asked.",
            "Sources with more: National Material Capabilities (cow-nmc), World Bank (worldbank-wdi).",
        )
    rows = [_row(one, code, third) for code in shown for one in found]
    first = [row for row in rows if row["state"] == shown[0]]
    return Result(
        value=next((row["value"] for row in first), None),
        says=_says(shown, third, rows),
        rows=rows,
        period=spanned([one.period for one in found], "A"),
        caveats=(
            f"Capabilities: {LEFT_OUT}. The other definitions have one figure each, of one vintage and year.",
            (
                "Net resources multiply output by output a head, so they discount what a large population uses up; capabilities add people, steel "
                f"and energy.{_opposite(first, shown[0], third)}"
            ),
            (
                "Warheads are inventories, retired ones among them. Spending is at market exchange rates; COW's follows IISS and runs below "
                "SIPRI for China and Russia."
            ),
        ),
    )


def _row(one: Ranking, code: str, third: str) -> Row:
    base = one.values[third]
    row: Row = {
        "period": f"{one.period:%Y}",
        "value": one.values[code] / base if base else None,
        "series": name(code),
        "label": f"{one.label}, {one.period:%Y}",
        "state": code,
        "definition": one.label,
        "kind": one.kind,
        "own": one.values[code],
        "own_unit": one.unit,
        "against": base,
        "source": one.source,
    }
    if code in one.bounds and row["value"] is not None:
        low, high = one.bounds[code]
        row |= {"low": min(low, row["value"]), "high": max(high, row["value"])}
    return row


def _opposite(rows: Sequence[Row], code: str, third: str) -> str:
    """Said where capabilities and net resources rank the first state and the third in opposite order."""
    capable = [row["value"] for row in rows if row["kind"] == "capabilities"]
    net = [row["value"] for row in rows if row["kind"] == "net resources"]
    if capable and net and any((capable[0] > 1) != (value > 1) for value in net):
        return f" The two rank {called(code)} and {called(third)} in opposite order."
    return ""


def _all(many: int) -> str:
    return "the one measure of power" if many == 1 else f"all {number_of(many, 'measures')} of power"


def _of_all(some: int, many: int) -> str:
    return _all(many) if many == 1 else f"{some} of {number_of(many, 'measures')} of power"


def _says(shown: Sequence[str], third: str, rows: Sequence[Row]) -> str:
    said = []
    for code in shown:
        own = [row for row in rows if row["state"] == code and row["value"] is not None]
        above = [row for row in own if row["value"] > 1]
        behind = len(own) - len(above)
        if not above:
            said.append(f"{called(code)} is behind {called(third)} on {_all(len(own))}")
            continue
        named = ", ".join(dict.fromkeys(re.sub(r" \(.*\)", "", row["definition"]) for row in above[:3]))
        rest = f", behind on {behind}" if behind else ""
        said.append(
            f"{called(code)} is ahead of {called(third)} on {_of_all(len(above), len(own))} ({named}"
            f"{' and others' if len(above) > 3 else ''}){rest}"
        )
    return "; ".join(said) + "."


@measure(
    "power.first",
    unit="share",
    tables=("power", "capabilities", "output"),
    chart="dots",
    definition="Share of the definitions of power by which the first state stands before the second, among those that have both.",
    formula="#{definitions: power of a > power of b} / #{definitions}",
    reference="Beckley (2018), The Power of Nations, doi 10.1162/isec_a_00328; Singer, Bremer and Stuckey (1972)",
)
def first(tables: Store, about: About, window: Window) -> Result:
    """By how many definitions of power one state stands before another."""
    a, b = about
    found = rankings(tables, about, window)
    if not found:
        raise CoverageError(
            f"no definition of power has {called(a)} and {called(b)} in one year of the period asked."
        )
    ahead = [one for one in found if one.values[a] > one.values[b]]
    rows = [
        {
            "period": str(one.period.year),
            "value": one.values[a] / one.values[b] if one.values[b] else None,
            "label": f"{one.label}, {one.period.year}",
            "unit": "times",
            "source": one.source,
        }
        for one in found
    ]
    passed = tuple(1.0 if one in ahead else 0.0 for one in found)
    return Result(
        value=len(ahead) / len(found),
        says=f"{called(a)} stands before {called(b)} by {len(ahead)} of {number_of(len(found), 'definitions')} of power.",
        rows=rows,
        period=spanned([one.period for one in found], "A"),
        interval=Interval(
            low=0.0 if len(ahead) < len(found) else 1.0,
            high=1.0 if ahead else 0.0,
            kind="over the definitions",
            basis="definition",
            grid=passed,
        ),
        caveats=("Definitions are of different years where no common one is on record.",),
    )


@measure(
    "power.network",
    unit="index",
    tables=("networks",),
    definition="Bonacich power of two states in the network of trade or of pledges of help in war: ties to well-tied states count for more "
    "(beta above 0) or for less, as in bargaining (below 0); mean square 1 over all states of the network.",
    formula="c = alpha (I - beta A)^-1 A 1, sum c_i^2 = N, beta as a share of 1 / largest eigenvalue",
    reference="Bonacich (1987), Power and centrality: a family of measures, doi 10.1086/228631",
)
def network_power(
    tables: Store,
    about: About,
    window: Window,
    *,
    network: Network = "trade",
    beta: Beta = 0.5,
    against: Against = "USA",
) -> Result:
    """Power that two states have from their place in the network of trade, or of alliances."""
    table = tables["networks"].filter(network=network)
    if beta not in (known := sorted(table["beta"].unique().to_list())):
        raise OptionError(f"beta={beta:g}: the table has {', '.join(f'{one:g}' for one in known)}")
    codes = list(dict.fromkeys((*about, resolve(against).code)))
    rows: list[Row] = []
    for code in codes:
        own = {
            step: table.filter(state=code, beta=step).sort("period").rows(named=True)
            for step in (beta, min(known), max(known))
        }
        spread = {row["period"]: row["value"] for row in own[min(known)]}
        other = {row["period"]: row["value"] for row in own[max(known)]}
        for row in own[beta]:
            if row["period"] in window:
                ends = (row["value"], spread[row["period"]], other[row["period"]])
                rows.append(
                    {
                        "period": f"{row['period']:%Y}",
                        "value": row["value"],
                        "low": min(ends),
                        "high": max(ends),
                        "series": name(code),
                        "states": row["states"],
                        "source": row["source_id"],
                    }
                )
    named = {row["series"] for row in rows}
    if not set(map(name, about)) & named:
        raise CoverageError(
            f"the table has no {network} network with {called(about[0])} or {called(about[1])} in the period asked; it holds the major powers, "
            "trade 1870 to 2020, alliances 1816 to 2018.",
            "Ask for one of these powers and years.",
        )
    last = {row["series"]: row for row in rows}
    return Result(
        value=last[name(about[0])]["value"] if name(about[0]) in last else None,
        says=f"Power from place in the network of {'trade' if network == 'trade' else 'pledges of help in war'}: "
        + ", ".join(f"{the(label)} {row['value']:.1f} in {row['period']}" for label, row in last.items())
        + ", where the mean square of all states is 1.",
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=(
            "The range is over beta from -0.5 to 0.5 of its bound: from bargaining to the flow of influence.",
            (
                "Trade is the value of all recorded flows of a pair, both ways; from 2015 it is another dataset (BACI). Pledges of help are ATOP's, "
                "to 2018; a year without a row is a state without a pledge."
            ),
        ),
    )
