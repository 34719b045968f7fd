"""Raw materials between two states: dollars, tonnes and unit values, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, parse_date, spanned
from realpolitik.measures.registering.shock import SHOCK, Shock
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.options import Material, Quantity
from realpolitik.sources.shipped import shipped
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.dates import year_span
from realpolitik.wording.numbers import decimal, number_of
from realpolitik.wording.series import Point, of_money

UNITS = {"value": "USD", "tonnes": "t", "unit-value": "USD/t"}
MOST = 3
"""So many flows are shown where no material is named, those of most dollars in the period."""
LIGHT = 1000.0
"""Tonnes below which no unit value is formed: weights are whole tonnes, and a few of them make any price."""
_SUPPLY = "Sources with more: UN Comtrade (un-comtrade), CEPII BACI (cepii-baci)."


@dataclass(frozen=True, slots=True)
class Flow:
    """One material from one state to another: its years in order, dollars, and tonnes where every part has a weight."""

    product: str
    origin: str
    destination: str
    years: tuple[date, ...]
    dollars: tuple[int, ...]
    tonnes: tuple[float | None, ...]
    source: str

    @property
    def series(self) -> str:
        """The flow as a label: `crude oil RUS→CHN`."""
        return f"{words(self.product)} {self.origin}→{self.destination}"

    def unit_values(self) -> list[float | None]:
        """Dollars a tonne, year by year; None where the weight is not known or below `LIGHT`."""
        return [
            dollars / tonnes if tonnes is not None and tonnes >= LIGHT else None
            for dollars, tonnes in zip(self.dollars, self.tonnes, strict=True)
        ]

    def shown(self, what: str) -> list[float | None]:
        """What was asked for, year by year: value, tonnes or unit-value."""
        if what == "value":
            return [float(dollars) for dollars in self.dollars]
        return list(self.tonnes) if what == "tonnes" else self.unit_values()


def words(product: str) -> str:
    """A material in words.

    Examples
    --------
    >>> words("pipeline-gas")
    'natural gas in gaseous state'
    """
    return _words()[product]


@cache
def _words() -> dict[str, str]:
    """The words of every material by its name."""
    return {one["name"]: str(one["words"]) for one in shipped("realpolitik.reference", "materials")}


@measure(
    "trade.materials",
    unit="USD",
    tables=("materials",),
    near=True,
    definition="Raw materials that two states ship to each other, by material and direction: current US dollars, tonnes, and the "
    "unit value, which is the one over the other.",
    formula="u_t = V_t / Q_t, V in dollars, Q in tonnes",
    reference="Gaulier and Zignago (2010), BACI: International Trade Database at the Product-Level, CEPII Working Paper 2010-23; "
    "United Nations (2011), International Merchandise Trade Statistics: Concepts and Definitions 2010",
)
def materials(
    tables: Store,
    about: About,
    window: Window,
    *,
    material: Material = "",
    show: Quantity = "value",
    shock: Shock = SHOCK,
) -> Result:
    """Raw materials between two states: value, weight and unit value."""
    found = _flows(tables, about, window, material)
    chosen = found if material else found[:MOST]
    rows = [row for flow in chosen for row in _rows(flow, show)]
    if not rows:
        raise CoverageError(
            f"no year has a weight of {' or '.join(flow.series for flow in chosen)} of {LIGHT:,.0f} tonnes or more in the period asked.",
            "Ask for show=value.",
        )
    lead = next(flow for flow in chosen if any(row["series"] == flow.series for row in rows))
    own = [row for row in rows if row["series"] == lead.series]
    return Result(
        value=own[-1]["value"],
        says=_says(lead, parse_date(shock)),
        rows=rows,
        period=spanned([parse_date(row["period"]) for row in rows], "A"),
        unit=UNITS[show],
        caveats=_caveats(found, chosen, window),
    )


def _flows(tables: Store, about: About, window: Window, material: str) -> list[Flow]:
    """The flows of the pair with a report in the window, of most dollars first."""
    a, b = about
    flows, anytime = [], []
    for origin, destination in ((a, b), (b, a)):
        frame = tables["materials"].filter(origin=origin, destination=destination)
        for product in sorted(frame["product"].unique()) if not material else [material]:
            own = frame.filter(product=product).sort("period")
            anytime += own["period"].to_list()
            rows = [row for row in own.iter_rows(named=True) if row["period"] in window]
            if rows:
                flows.append(
                    Flow(
                        product,
                        origin,
                        destination,
                        tuple(row["period"] for row in rows),
                        tuple(row["value_usd"] for row in rows),
                        tuple(row["quantity"] for row in rows),
                        rows[-1]["source_id"],
                    )
                )
    if flows:
        return sorted(flows, key=lambda flow: (-sum(flow.dollars), flow.series))
    what = words(material) if material else "raw materials"
    years = f"Reports run from {min(anytime).year} to {max(anytime).year}." if anytime else "No year has one."
    raise CoverageError(
        f"no report of {what} between {called(a)} and {called(b)} in the period asked, which is not to say that there was no trade. {years}",
        _SUPPLY,
    )


def _rows(flow: Flow, show: str) -> list[dict[str, Any]]:
    per_tonne = flow.unit_values()
    return [
        {
            "period": str(year.year),
            "value": value,
            "series": flow.series,
            "product": flow.product,
            "origin": flow.origin,
            "destination": flow.destination,
            "dollars": dollars,
            "tonnes": tonnes,
            "unit_value": price,
            "reporter": "BACI",
            "source": flow.source,
        }
        for year, value, dollars, tonnes, price in zip(
            flow.years, flow.shown(show), flow.dollars, flow.tonnes, per_tonne, strict=True
        )
        if value is not None
    ]


def _says(flow: Flow, shock: date) -> str:
    """The course of the dollars, and what the last year came to in tonnes and dollars a tonne beside the year before the shock."""
    points = [Point(year, float(dollars)) for year, dollars in zip(flow.years, flow.dollars, strict=True)]
    said = of_money(
        f"By BACI, {whose(flow.origin)} exports of {words(flow.product)} to {called(flow.destination)}",
        points,
        shock=shock,
    )
    priced = [
        (year, tonnes, price)
        for year, tonnes, price in zip(flow.years, flow.tonnes, flow.unit_values(), strict=True)
        if price is not None
    ]
    if not priced:
        return said
    year, tonnes, price = priced[-1]
    base = next((one for one in reversed(priced[:-1]) if one[0].year < min(shock.year, year.year)), None)
    then = (
        f", after {tonnes_words(base[1] or 0.0)} at {base[2]:,.0f} dollars in {base[0].year}" if base else ""
    )
    return (
        f"{said} In {year.year} it was {tonnes_words(tonnes or 0.0)} at {price:,.0f} dollars a tonne{then}."
    )


def _caveats(found: Sequence[Flow], chosen: Sequence[Flow], window: Window) -> tuple[str, ...]:
    told = [
        "BACI reconciles the reports of both sides, without freight and insurance.",
        "A unit value is a mean over grades and contracts, and no price quoted anywhere.",
    ]
    for flow in chosen:
        span = range(flow.years[0].year, flow.years[-1].year + 1)
        missing = [year for year in span if year not in {one.year for one in flow.years}]
        if missing:
            told.append(
                f"{flow.series}: no report for {_years(missing)}, which is not to say none was shipped."
            )
    if len(found) > len(chosen):
        told.append(
            f"Shown are the {len(chosen)} largest of {number_of(len(found), 'flows')} of the pair on record; --set material=NAME shows another."
        )
    return tuple(told)


def tonnes_words(tonnes: float) -> str:
    """A weight in the words of a sentence.

    Examples
    --------
    >>> tonnes_words(108_469_240.0), tonnes_words(4_350_000.0), tonnes_words(81_250.0)
    ('108 million tonnes', '4.3 million tonnes', '81,250 tonnes')
    """
    if tonnes < 1e6:
        return f"{tonnes:,.0f} tonnes"
    return f"{decimal(tonnes / 1e6, 0 if tonnes >= 1e7 else 1)} million tonnes"


def _years(years: Sequence[int]) -> str:
    """Years as spans: `1998–2000, 2003`."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return ", ".join(year_span(one[0], one[-1]) for one in spans)
