"""How many poles the world has: concentration, effective numbers, and how many states come near the strongest.

Each index is computed for several definitions of power, since they disagree; the disagreement is the finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.findings import Interval, Window, parse_date, spanned
from realpolitik.measures.power.options import Definition, On, Since, Threshold
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import name
from realpolitik.store import Store
from realpolitik.wording.numbers import percent

Row = dict[str, Any]
DEFINITIONS = {
    "capabilities": "capabilities (CINC)",
    "output": "output (GDP at PPP)",
    "net-resources": "net resources (GDP × GDP per head)",
    "military-spending": "military spending",
}
"""Definitions of power, with their names."""
INDICES = {"effective": "effective number of poles", "con": "concentration", "entropy": "entropy number"}
SPREAD = "capabilities: range over leaving out one of the six components"
THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(2, 21))


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    r"""How power is spread over N states with shares $s_i$ that sum to 1.

    Attributes
    ----------
    states
        N.
    con
        $\sqrt{(\sum s_i^2 - 1/N) / (1 - 1/N)}$, 0 equal to 1 all with one (Singer, Bremer and Stuckey 1972).
    effective
        $1 / \sum s_i^2$, 1 to N: how many equal states would be as concentrated (Laakso and Taagepera 1979).
    entropy
        $\exp(-\sum s_i \ln s_i)$, 1 to N: the same with less weight on the strongest.
    leader
        Share of the strongest.
    """

    states: int
    con: float
    effective: float
    entropy: float
    leader: float


def concentration(power: ArrayLike) -> Concentration:
    r"""Concentration of power over states; shares are normalised first.

    Parameters
    ----------
    power
        (N,) power of each state, not negative, in any unit; N of 2 or more.

    Raises
    ------
    OptionError
        Fewer than two states, a negative value, or no power at all.

    References
    ----------
    Singer, Bremer and Stuckey (1972); Laakso and Taagepera (1979), doi 10.1177/001041407901200101

    Examples
    --------
    >>> found = concentration([60, 25, 10, 5])
    >>> round(found.effective, 3), round(found.con, 4)
    (2.299, 0.4967)
    """
    shares = _shares(power)
    squares, count = float(shares @ shares), shares.size
    held = shares[shares > 0]
    return Concentration(
        states=count,
        con=float(np.sqrt(max(squares - 1 / count, 0.0) / (1 - 1 / count))),
        effective=1 / squares,
        entropy=float(np.exp(-(held @ np.log(held)))),
        leader=float(shares.max()),
    )


def poles(power: ArrayLike, *, threshold: float = 0.5) -> int:
    """How many states have at least `threshold` (0 to 1) of the power of the strongest, itself included.

    Examples
    --------
    >>> poles([100, 60, 49, 5]), poles([100, 60, 49, 5], threshold=0.4)
    (2, 3)
    """
    if not 0 < threshold <= 1:
        raise OptionError(f"threshold={threshold}: choose a share of the strongest, above 0 and at most 1")
    shares = _shares(power)
    return int((shares >= threshold * shares.max() * (1 - 1e-12)).sum())


def net_resources(gdp: ArrayLike, population: ArrayLike) -> NDArray[np.float64]:
    r"""Beckley's net resources, $GDP \cdot GDP / population$: output, discounted by what feeding a large population takes.

    References
    ----------
    Beckley (2018), The power of nations: measuring what matters, doi 10.1162/isec_a_00328

    Examples
    --------
    >>> net_resources([25.5e12, 17.96e12], [333e6, 1412e6]).round(-15).tolist()
    [1.953e+18, 2.28e+17]
    """
    output, people = np.asarray(gdp, dtype=float), np.asarray(population, dtype=float)
    if (people <= 0).any() or (output < 0).any():
        raise OptionError("net resources need a population above 0 and an output that is not negative")
    return output * output / people


def _shares(power: ArrayLike) -> NDArray[np.float64]:
    held = np.asarray(power, dtype=float)
    if held.ndim != 1 or held.size < 2 or not np.isfinite(held).all() or (held < 0).any() or not held.sum():
        raise OptionError("needs the power of two states or more, none negative, not all 0")
    return held / held.sum()


def series(tables: Store, definition: str, index: str, window: Window, since: str = "") -> list[Row]:
    """An index of a definition by year; `since` reaches back before the window.

    Raises
    ------
    UnknownNameError
        There is no such definition or index.
    CoverageError
        No year of the period is on record.
    """
    for what, given, known in (("definition", definition, DEFINITIONS), ("index", index, INDICES)):
        if given not in known:
            raise UnknownNameError(f"{what} of power" if what == "definition" else what, given, known)
    first = parse_date(str(since)) if since else window.start or date.min
    last = window.end or date.max
    table = tables["polarity"].filter(definition=definition).sort("period")
    rows = [
        {
            "period": f"{row['period']:%Y}",
            "value": row[index],
            "low": row.get(f"{index}_low"),
            "high": row.get(f"{index}_high"),
            "series": DEFINITIONS[definition],
            "definition": definition,
            "states": row["states"],
            "source": row["source_id"],
        }
        for row in table.iter_rows(named=True)
        if first <= row["period"] <= last
    ]
    if table.is_empty():
        raise CoverageError(f"the distribution of {DEFINITIONS[definition]} is not on record.")
    if not rows:
        low, high = table["period"].min(), table["period"].max()
        raise CoverageError(
            f"the distribution of {DEFINITIONS[definition]} is on record from {low:%Y} to {high:%Y}, "  # type: ignore[str-format]
            "not in the period asked.",
            "Ask for years in that span, or set since.",
        )
    return rows


def _over_time(tables: Store, window: Window, *, index: str, definition: str, since: str) -> Result:
    rows: list[Row] = []
    for one in [definition] if definition else DEFINITIONS:
        try:
            rows += series(tables, one, index, window, since)
        except CoverageError:
            if definition:
                raise
    if not rows:
        raise CoverageError(
            "no definition of power covers the period asked: capabilities run from 1816 to 2022, output to 2019.",
            "Ask for earlier years, or set since.",
        )
    ends = {row["series"]: row for row in rows}
    starts = {row["series"]: row for row in reversed(rows)}
    digits = 2 if index == "con" else 1
    said = "; ".join(
        f"{label} {starts[label]['value']:.{digits}f} in {starts[label]['period']}, {row['value']:.{digits}f} in {row['period']}"
        for label, row in ends.items()
    )
    lead = rows[0]["series"]
    head = ends[lead]
    interval = None
    if head["low"] is not None:
        interval = Interval(low=head["low"], high=head["high"], kind=SPREAD, basis="definition")
    what = {
        "effective": "Effective poles of the world",
        "con": "Concentration of power",
        "entropy": "Poles by entropy",
    }
    return Result(
        value=head["value"],
        interval=interval,
        says=f"{what[index]}: {said}.",
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=(
            (
                "Shares are normalised over all members of the system of states, whose number grows: with more states the same "
                "leaders count as less concentrated."
            ),
            f"Range of {SPREAD}; output, net resources and military spending have one estimate each, and no range.",
            "The definitions disagree on level and direction: none is the distribution of power.",
        ),
    )


LAAKSO = (
    "Singer, Bremer and Stuckey (1972); Laakso and Taagepera (1979), doi 10.1177/001041407901200101; "
    "Beckley (2018), doi 10.1162/isec_a_00328"
)


@measure(
    "power.poles",
    unit="poles",
    tables=("polarity",),
    states=0,
    definition="Effective number of poles: how many equally strong states would be as concentrated as the world is, by capabilities, "
    "output, net resources and military spending.",
    formula="ENP_t = 1 / sum_i s_it^2, shares normalised over all members of the system of states",
    reference=LAAKSO,
)
def effective_poles(
    tables: Store, about: About, window: Window, *, definition: Definition = "", since: Since = ""
) -> Result:
    """How many poles the world has, by several definitions of power."""
    return _over_time(tables, window, index="effective", definition=definition, since=since)


@measure(
    "power.concentration",
    unit="index",
    tables=("polarity",),
    states=0,
    definition="Concentration of power over all states, from 0 (all equal) to 1 (one has all), by several definitions of power.",
    formula="CON_t = sqrt((sum_i s_it^2 - 1/N) / (1 - 1/N)), shares normalised first",
    reference=LAAKSO,
)
def power_concentration(
    tables: Store, about: About, window: Window, *, definition: Definition = "", since: Since = ""
) -> Result:
    """How concentrated power is in the world, by several definitions of power."""
    return _over_time(tables, window, index="con", definition=definition, since=since)


def distribution(tables: Store, definition: str, day: date) -> tuple[date, list[str], list[float]]:
    """Power of every state in the last year on record up to a day: year, codes, values."""
    import polars as pl

    from realpolitik.measures.power.capabilities import world

    output = definition in ("output", "net-resources")
    table = tables["output" if output else "capabilities"].filter(pl.col("period") <= day)
    if table.is_empty():
        raise CoverageError(f"{DEFINITIONS[definition]} is not on record by {day}; the tables begin in 1816.")
    table = table.filter(pl.col("period") == pl.col("period").max())
    year = table["period"][0]
    if definition == "capabilities":
        table = world(table).rename({"cinc": "power"})
    elif definition == "military-spending":
        table = table.filter(pl.col("military_spending").is_not_null()).rename({"military_spending": "power"})
    elif definition == "output":
        table = table.rename({"gdp": "power"})
    else:
        table = table.with_columns(power=pl.col("gdp") * pl.col("gdp") / pl.col("population"))
    table = table.sort("power", "state", descending=[True, False])
    return year, table["state"].to_list(), table["power"].to_list()


@measure(
    "power.polarity",
    unit="states",
    tables=("capabilities", "output"),
    states=0,
    chart="curve",
    definition="How many states have at least a given part of the power of the strongest: one is a unipolar, two a bipolar world, and "
    "where the line is drawn decides.",
    formula="P(x) = #{i: s_i >= x max_j s_j}, x from 0.1 to 1",
    reference="Mansfield (1993), Concentration, polarity, and the distribution of power, doi 10.2307/2600833",
)
def threshold_curve(
    tables: Store, about: About, window: Window, *, on: On = "", threshold: Threshold = 0.5
) -> Result:
    """How many poles there are, by where one draws the line."""
    day = parse_date(on, last=True) if on else window.end or date.max
    rows: list[Row] = []
    said = []
    years = []
    for definition, label in DEFINITIONS.items():
        year, states, power = distribution(tables, definition, day)
        years.append(year)
        source = "fariss-gdp" if definition in ("output", "net-resources") else "cow-nmc"
        rows += [
            {
                "period": f"{year:%Y}",
                "x": at,
                "x_unit": "power of the strongest that counts as a pole",
                "value": float(poles(power, threshold=at)),
                "series": label,
                "label": _named(states[: poles(power, threshold=at)]),
                "source": source,
            }
            for at in sorted({*THRESHOLDS, threshold})
        ]
        number = poles(power, threshold=threshold)
        said.append(f"{label} {number} ({_named(states[:number])}, {year:%Y})")
    return Result(
        value=rows[[row["x"] for row in rows].index(threshold)]["value"],
        says=f"States with at least {percent(threshold).replace('.0 %', ' %')} of the strongest: {'; '.join(said)}.",
        rows=rows,
        period=spanned(years, "A"),
        caveats=(
            "No threshold is given by theory: half of the leader is a convention. Read the curve, not one point of it.",
        ),
    )


def _named(states: Sequence[str]) -> str:
    """Up to four names, and how many more.

    Examples
    --------
    >>> _named(["CHN", "USA"]), _named(["CHN", "USA", "IND", "RUS", "JPN", "DEU"])
    ('China, United States', 'China, United States, India, Russia and 2 more')
    """
    shown = ", ".join(name(code) for code in states[:4])
    return f"{shown} and {len(states) - 4} more" if len(states) > 4 else shown
