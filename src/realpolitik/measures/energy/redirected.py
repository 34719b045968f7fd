"""Where a state's crude oil goes when some buyers close their ports to it, and how that compares with the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from math import exp
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.energy.arcs import CrudeMarket, crude, crude_market, embargoed
from realpolitik.measures.energy.tried import LARGE, half_width, held
from realpolitik.measures.options import Bounds, Help, Parties
from realpolitik.measures.registry import About, Result, measure
from realpolitik.sources.shipped import shipped
from realpolitik.states import groups, members
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of, percent, quantity

if TYPE_CHECKING:
    from realpolitik.models.transport import Decay, Redirected

SHOWN = 1.0
"""Million tonnes before, predicted or recorded, below which a buyer is not shown."""
NAMED = 3
"""Buyers that the sentence names."""

Buyers = Annotated[
    str,
    Parties("EU G7"),
    Help("Who stops buying: codes of states and names of groups, with spaces between; groups as of `year`."),
]
Base = Annotated[
    int,
    Bounds(1995, 2023),
    Help(
        "The year before the embargo, whose trade is redirected; another year has other sellers and buyers."
    ),
]
Year = Annotated[
    int, Bounds(1996, 2024), Help("The year after it, with whose record the prediction is compared.")
]


@cache
def given() -> dict[str, Any]:
    """Defaults, freight, trade that the table lacks, and grades, of `embargo.yaml`."""
    return shipped("realpolitik.measures.energy", "embargo")


DEFAULT: Mapping[str, Any] = given()["default"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """A market under an embargo.

    Attributes
    ----------
    market
        Of the base year.
    decay
        Of trade with distance, from the sales of all other states.
    middle, low, high
        Flows at the decay, and at the ends of its range.
    closed
        Buyers that stop.
    """

    market: CrudeMarket
    decay: Decay
    middle: Redirected
    low: Redirected
    high: Redirected
    closed: tuple[str, ...]

    def row(self, flows: np.ndarray, seller: str) -> dict[str, float]:
        """Buyer to million tonnes, of a seller."""
        network = self.market.network
        return dict(zip(network.destinations, flows[network.states.index(seller)].tolist(), strict=True))


def answer(tables: Store, seller: str, *, buyers: str, base: int, year: int, ranged: bool = True) -> Answer:
    """Solve the market of a year with an embargo on a seller; without `ranged` its low and high are the middle.

    Raises
    ------
    CoverageError
        The seller sold no million tonnes in the base year.
    OptionError
        Nobody is left out, or `year` is not later.
    ShockError
        The oil cannot go anywhere else.
    """
    if year <= base:
        raise OptionError(f"year={year} is not later than base={base}: name a year after the embargo")
    codes = _codes(buyers, date(year, 12, 31))
    return _solved(tables, seller, codes, base, ranged)


@lru_cache(maxsize=16)
def _solved(tables: Store, seller: str, codes: tuple[str, ...], base: int, ranged: bool) -> Answer:
    from realpolitik.models.transport import fit_decay, redirect

    market = crude_market(tables, base)
    network = market.network
    if seller not in network.states:
        raise CoverageError(
            f"{called(seller)} sold less than a million tonnes of crude oil in {base}, as far as the tables have it."
        )
    closed = embargoed(market, seller, codes)
    if not closed.any():
        raise OptionError(f"none of {' '.join(codes)} bought crude oil in {base}: an embargo changes nothing")
    others = np.array([state != seller for state in network.states])
    recorded = market.recorded[others]
    bought = recorded.sum(axis=0) > 0
    decay = fit_decay(network.without(others[network.state], bought), recorded[:, bought], jackknife=ranged)
    middle, low, high = (
        redirect(network, market.recorded, epsilon=epsilon, closed=closed, target=seller)
        for epsilon in (decay.epsilon, decay.low, decay.high)
    )
    return Answer(market=market, decay=decay, middle=middle, low=low, high=high, closed=codes)


def _codes(text: str, on: date) -> tuple[str, ...]:
    known = {group.casefold() for group in groups()}
    found: set[str] = set()
    for word in text.split():
        found |= set(members(word, on=on)) if word.casefold() in known else {word}
    return tuple(sorted(found))


def recorded(tables: Store, seller: str, year: int, closed: Sequence[str]) -> dict[str, float]:
    """Buyer to million tonnes in a year: the table, what it is known to lack, and nothing for those who stopped and have no row."""
    found = crude(tables, year).filter(origin=seller)
    known = dict(zip(found["destination"].to_list(), found["tonnes"].to_list(), strict=True))
    typed = [row for row in given()["unreported"] if row["from"] == seller and row["year"] == year]
    return {**dict.fromkeys(closed, 0.0), **known, **{row["to"]: row["tonnes"] for row in typed}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Share of the oil that a prediction sends to another buyer than the record has: of the model and of simpler ones."""

    model: float
    alike: float
    no_change: float


def missed(found: Answer, seller: str, record: Mapping[str, float]) -> Missed:
    r"""Half the sum of $|p_d - r_d|$ over buyers that the record covers, p and r shares.

    `alike` gives what the buyers under embargo leave to all others in proportion, `no_change` keeps the base.

    Raises
    ------
    CoverageError
        No buyer that the prediction has bought anything on record, so that there is nothing to hold it against.
    """
    before = found.row(found.middle.before, seller)
    after = found.row(found.middle.after, seller)
    scored = [buyer for buyer in before if buyer in record]
    kept = sum(after[buyer] for buyer in before if buyer in found.closed)
    open_ = sum(before[buyer] for buyer in before if buyer not in found.closed)
    growth = (sum(before.values()) - kept) / open_ if open_ else 1.0
    alike = {b: after[b] if b in found.closed else before[b] * growth for b in before}

    def off(said: Mapping[str, float]) -> float:
        whole, real = sum(said[b] for b in scored), sum(record[b] for b in scored)
        if not whole or not real:
            raise CoverageError(
                f"the tables have too little of what {called(seller)} sold after the embargo to hold a prediction against."
            )
        return sum(abs(said[b] / whole - record[b] / real) for b in scored) / 2

    return Missed(model=off(after), alike=off(alike), no_change=off(before))


@measure(
    "oil.redirected",
    unit="t",
    tables=("materials", "sea_distances"),
    states=1,
    chart="flows",
    definition="Crude oil that a state sells to each buyer when some buyers stop, by an entropy model of the market of the base year: sea "
    "distances, pipelines within their bounds, and what each state sold and bought. The value is what those who stay buy more.",
    formula="T = diag(u) K diag(v), K_od = m_od exp(-c_od / epsilon), margins = sales and purchases of the base year, m = 0 under "
    "embargo; what fitted flows gain is added to the record, what they lose taken in proportion; epsilon by likelihood on all other sellers",
    reference="Wilson (1967), A statistical theory of spatial distribution models, doi 10.1016/0041-1647(67)90035-4; Hyman (1969), doi "
    "10.1068/a010105",
)
def redirected(
    tables: Store,
    about: About,
    window: Window,
    *,
    buyers: Buyers = DEFAULT["buyers"],
    base: Base = DEFAULT["base"],
    year: Year = DEFAULT["year"],
) -> Result:
    """Where a state's crude oil goes when some buyers stop, predicted and recorded."""
    (seller,) = about
    covered(window, base, year)
    found = answer(tables, seller, buyers=buyers, base=base, year=year)
    record = recorded(tables, seller, year, found.closed)
    before, after = found.row(found.middle.before, seller), found.row(found.middle.after, seller)
    low, high = found.row(found.low.after, seller), found.row(found.high.after, seller)
    wide = {buyer: 1.0 if buyer in found.closed else _factor(after[buyer], seller, base) for buyer in after}
    largest = {buyer: max(after[buyer], record.get(buyer, 0.0), before[buyer]) for buyer in after}
    order = sorted((buyer for buyer in after if largest[buyer] >= SHOWN), key=lambda buyer: -largest[buyer])
    rows = [
        {
            "period": str(year),
            "value": 1e6 * after[buyer],
            "low": 1e6 * min(low[buyer], high[buyer], after[buyer] / wide[buyer]),
            "high": 1e6 * max(low[buyer], high[buyer], after[buyer] * wide[buyer]),
            "before": 1e6 * before[buyer],
            "label": called(buyer),
            "series": "predicted",
            "source": "cepii-baci-materials searoute",
        }
        for buyer in order
    ]
    rows += [
        {
            "period": str(year),
            "value": 1e6 * record[buyer],
            "before": 1e6 * before[buyer],
            "label": called(buyer),
            "series": "recorded",
            "source": "cepii-baci-materials",
        }
        for buyer in order
        if buyer in record
    ]
    gained = _gain(found, found.middle.after, seller)
    ends = sorted(_gain(found, flows.after, seller) for flows in (found.low, found.middle, found.high))
    score = missed(found, seller, record)
    return Result(
        value=1e6 * gained,
        says=_says(found, seller, record, base=base, year=year, score=score),
        rows=rows,
        period=spanned([date(base, 1, 1), date(year, 1, 1)], "A"),
        interval=Interval(
            low=1e6 * ends[0],
            high=1e6 * ends[-1],
            kind="90 % range of how fast trade falls with distance",
            basis="assumptions",
        ),
        caveats=_caveats(found, seller, record, base=base, score=score),
    )


def covered(window: Window, base: int, year: int) -> None:
    """Refuse a window that has neither year.

    Raises
    ------
    CoverageError
        It has neither.
    """
    if date(base, 1, 1) not in window and date(year, 1, 1) not in window:
        raise CoverageError(
            f"the period asked has neither {base} nor {year}: name other years with base= and year=."
        )


def _factor(tonnes: float, seller: str, base: int) -> float:
    """By what factor a buyer that stays has been missed in 80 of 100 cases of other embargoes."""
    return exp(half_width(large=tonnes >= LARGE, without=(seller, base)))


def _gain(found: Answer, flows: np.ndarray, seller: str) -> float:
    """Million tonnes that those who stay buy more."""
    before, after = found.row(found.middle.before, seller), found.row(flows, seller)
    return sum(after[b] - before[b] for b in before if b not in found.closed)


def _says(
    found: Answer, seller: str, record: Mapping[str, float], *, base: int, year: int, score: Missed
) -> str:
    after = found.row(found.middle.after, seller)
    free = [buyer for buyer in after if buyer not in found.closed and buyer in record]
    first = sorted(free, key=lambda b: -max(after[b], record[b]))[:NAMED]
    parts = ", ".join(
        f"{called(b)} {quantity(1e6 * after[b], 't')} ({quantity(1e6 * record[b], 't')} recorded in {year})" for b in first
    )  # fmt: skip
    best = "less than" if score.model < score.alike else "no less than"
    gained = quantity(1e6 * _gain(found, found.middle.after, seller), "t")
    where = f" would send {parts}" if parts else " has no buyer left of which there is a record"
    return (
        f"With {gained} of {whose(seller)} crude shut out, the market of {base}{where}. {percent(score.model)} of the oil goes to "
        f"another buyer than in the record, {best} where all who stay buy more alike ({percent(score.alike)})."
    )


def _caveats(
    found: Answer, seller: str, record: Mapping[str, float], *, base: int, score: Missed
) -> tuple[str, ...]:
    decay = found.decay
    inside, tried = held()
    large, small = (f"{exp(half_width(large=size, without=(seller, base))):.1f}" for size in (True, False))
    return (
        f"All that was sold in {base} is sold again: neither price caps nor a fall of output nor a discount changes what is shipped.",
        (
            f"Trade falls to 1/e over {decay.epsilon:,.0f} nautical miles ({decay.low:,.0f} to {decay.high:,.0f}), by the sales of all other "
            f"states; {percent(found.market.covered)} of the year's recorded trade is in the model."
        ),
        (
            f"Ranges of buyers that stay are a factor of {large} up or down from {LARGE:g} million tonnes, of {small} below: what held 80 in 100 "
            f"of them in other embargoes on crude. Each embargo tried with the errors of the others, they held {inside} of {number_of(tried, 'buyers')}. Shares are meant, "
            "not how much is sold."
        ),
        (
            f"Keeping every buyer's share would miss {percent(score.no_change)}. Buyers without a report are not scored; one that stopped "
            "and has no report counts as buying nothing."
        ),
        "Grades, refineries' fitness and contracts are in the record of the base year alone.",
    )
