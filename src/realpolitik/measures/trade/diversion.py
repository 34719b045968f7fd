"""What a shock did to trade: the gap to what would have been, with the chance that such a gap comes about without the shock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Period, Window, parse_date
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.shock import SHOCK, Shock
from realpolitik.measures.trade.options import Counterfactual, Side, Without
from realpolitik.measures.trade.panel import COVERED, Panel, panel_of
from realpolitik.measures.trade.reports import Reports, divided, shipped
from realpolitik.models.stats.synthetic import (
    FEWEST_BEFORE,
    Control,
    placebo_p,
    synthetic_control,
    synthetic_difference,
    trend_gap,
)
from realpolitik.states import members
from realpolitik.states.registry import by_code
from realpolitik.states.wording import name
from realpolitik.store import Store
from realpolitik.wording.numbers import percent, signed

Array = NDArray[np.float64]
BEFORE = 6
"""Years before the shock that the counterfactual is fitted to, as far as they are on record."""
SMALLEST = 1e9
"""Dollars a year: the trade of smaller states swings with single cargoes."""
UNIONS = ("EAEU", "CSTO")
"""Groups through which goods pass on without a border between: their members are no clean comparison with one another."""
KIND = "90 % of the gaps of states without the shock, taken from the gap"
FIGURES = {"trend": "trend", "synthetic": "synthetic control", "sdid": "synthetic difference in differences"}
FIRST_COALITION = "sanctioning-russia"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """One office's series of the treated state against one way of telling what would have been.

    Attributes
    ----------
    office
        Whose series.
    years, actual, counterfactual
        (T,) the series and what would have been.
    gaps
        (T,) actual less counterfactual.
    placebos
        (T,) gaps of the donors, each against its own counterfactual, by code.
    p, rank
        Share of all units with at least this gap, and the place of the treated among them.
    """

    office: str
    years: tuple[int, ...]
    actual: Array
    counterfactual: Array
    gaps: Array
    placebos: dict[str, Array]
    p: float
    rank: int
    ratio_p: float

    @property
    def gap(self) -> float:
        """The gap in the last year."""
        return float(self.gaps[-1])

    @property
    def chance(self) -> tuple[float, float]:
        """The middle 90 % of the donors' gaps in the last year."""
        low, high = np.quantile([gaps[-1] for gaps in self.placebos.values()], [0.05, 0.95])
        return float(low), float(high)


@measure(
    "trade.diversion",
    unit="share",
    tables=("trade",),
    chart="line",
    definition="Share of the second state in the imports (or exports) of the first, less what it would have been without the shock; "
    "beside it the chance of such a gap among states that had no shock.",
    formula="gap = s_ab,T - s*_ab,T; s* a line fitted before the shock, a synthetic control, or synthetic difference in differences; "
    "p = (1 + #{gap_j >= gap}) / (J + 1)",
    reference="Abadie, Diamond and Hainmueller (2010), doi 10.1198/jasa.2009.ap08746; Arkhangelsky and others (2021), "
    "doi 10.1257/aer.20190159; compare Mancini, Conteduca and Borin (2024), World Trade Review",
)
def diversion(
    tables: Store,
    about: About,
    window: Window,
    *,
    side: Side = "imports",
    how: Counterfactual = "trend",
    shock: Shock = SHOCK,
    without: Without = FIRST_COALITION,
) -> Result:
    """What a shock did to the share of one state in the trade of another, against what would have been.

    Raises
    ------
    CoverageError
        The tables do not cover the pair, or all states, before and after the shock.
    """
    day, (a, b) = parse_date(shock), about
    if window.end and window.end < day:
        raise CoverageError(
            f"the period asked ({window}) ends before the shock on {day}.",
            "Ask for a later period or an earlier shock.",
        )
    found, region = _estimates(tables, a, b, day, window, side=side, how=how, without=without)
    main = found[0]
    low, high = main.chance
    last = main.years[-1]
    way = "imports from" if side == "imports" else "exports to"
    others = "; ".join(f"{signed(one.gap * 100, 1)} by {one.office}" for one in found[1:])
    return Result(
        value=main.gap,
        says=f"In {last} the share of {name(a)}'s {way} {name(b)} was {percent(float(main.actual[-1]))}, "
        f"{abs(main.gap) * 100:.1f} points {'above' if main.gap >= 0 else 'below'} what it would have been ({FIGURES[how]}, {main.office}"
        f"{'; ' + others if others else ''}); {_chance(main)}.",
        rows=_rows(found, a),
        period=Period(start=str(main.years[0]), end=str(last), freq="A"),
        interval=Interval(low=main.gap - high, high=main.gap - low, kind=KIND, basis="sample"),
        caveats=_caveats(found, region, day, without),
    )


def _chance(found: Estimated) -> str:
    many = len(found.placebos) + 1
    return f"number {found.rank} of {many} states, placebo p {found.p:.3f}"


def _estimates(
    tables: Store, a: str, b: str, day: date, window: Window, *, side: str, how: str, without: str
) -> tuple[list[Estimated], list[Estimated]]:
    """By every office that covers the pair before and after: against all donors, and against those outside its own unions."""
    base = day.year - 1 if (day.month, day.day) < (7, 1) else day.year
    series = _series(tables, a, b, side=side, base=base, last=window.end and window.end.year)
    years = sorted({year for one in series.values() for year in one})
    panel = panel_of(tables["trade"], b, imports=side == "imports", years=years, base=base)
    shocked = set(members(without, on=day)) | {b} if without else {b}
    donors = _donors(panel, base, leave=shocked | {a})
    near = {code for union in UNIONS if a in members(union, on=day) for code in members(union, on=day)}
    found, region = [], []
    for office, own in series.items():
        one = _estimate(office, own, panel, donors, base=base, how=how)
        if one is not None:
            found.append(one)
            far = _estimate(
                office, own, panel, [i for i in donors if panel.units[i] not in near], base=base, how=how
            )
            region += [far] if far is not None and near else []
    if not found:
        raise CoverageError(
            f"no office covers the share of {name(b)} in the {side} of {name(a)} in {FEWEST_BEFORE} years before {day} and one after, "
            "beside enough other states.",
            "Fetch cepii-baci and imf-imts.",
        )
    return found, region


def _series(
    tables: Store, a: str, b: str, *, side: str, base: int, last: int | None
) -> dict[str, dict[int, float]]:
    """The share by office and year, from so many years before the shock on; an office that begins later takes the longest series before."""
    flows, span = (
        tables["trade"],
        Window(start=date(base - BEFORE + 1, 1, 1), end=last and date(last, 12, 31)),
    )
    if side == "imports":
        part = shipped(flows, origin=b, destination=a, window=span)
        whole = shipped(flows, origin="WLD", destination=a, window=span)
    else:
        part = shipped(flows, origin=a, destination=b, window=span)
        whole = shipped(flows, origin=a, destination="WLD", window=span)
    by_office: dict[str, dict[int, float]] = {}
    shares: Reports = divided(part, whole)
    for period, offices in shares.items():
        for office, report in offices.items():
            by_office.setdefault(office, {})[period.year] = report.value
    order = sorted(by_office, key=lambda office: (-len(by_office[office]), office))
    longest = by_office[order[0]] if order else {}
    for office in order:
        if sum(year <= base for year in by_office[office]) < FEWEST_BEFORE:
            before = {year: value for year, value in longest.items() if year <= base}
            by_office[office] = before | by_office[office]
    return {office: dict(sorted(by_office[office].items())) for office in order}


def _donors(panel: Panel, base: int, *, leave: set[str]) -> list[int]:
    """States that are large enough, had no shock, and whose partners are on record after it."""
    at = int(np.flatnonzero(panel.years <= base)[-1])
    covered = (
        panel.covered[:, panel.years > base].min(axis=1)
        if (panel.years > base).any()
        else panel.covered[:, at] * 0
    )
    return [
        i
        for i, code in enumerate(panel.units)
        if code not in leave
        and code in by_code()
        and panel.sizes[i, at] >= SMALLEST
        and covered[i] >= COVERED
        and np.isfinite(panel.shares[i]).all()
    ]


def _estimate(
    office: str, own: dict[int, float], panel: Panel, donors: list[int], *, base: int, how: str
) -> Estimated | None:
    """The gap in the last year that the office and the panel share, and that of every donor."""
    common = [year for year in panel.years.tolist() if year in own]
    before = sum(year <= base for year in common)
    if before < FEWEST_BEFORE or before == len(common) or len(donors) < 10:
        return None
    columns = [int(np.flatnonzero(panel.years == year)[0]) for year in common]
    outcomes = np.vstack([[own[year] for year in common], panel.shares[np.ix_(donors, columns)]])
    gaps, counterfactual, ratios = _gaps(outcomes, common, before, how)
    placebos = dict(zip((panel.units[i] for i in donors), gaps[1:], strict=True))
    last = gaps[:, -1]
    return Estimated(
        office=office,
        years=tuple(common),
        actual=outcomes[0],
        counterfactual=counterfactual,
        gaps=gaps[0],
        placebos=placebos,
        p=placebo_p(last[0], last[1:]),
        rank=int(1 + np.sum(last[1:] > last[0])),
        ratio_p=placebo_p(ratios[0], ratios[1:]),
    )


def _gaps(outcomes: Array, years: list[int], before: int, how: str) -> tuple[Array, Array, Array]:
    """Gaps of every unit to its own counterfactual, the counterfactual of the first, and ratios of fit after and before."""
    if how == "trend":
        rest = trend_gap(outcomes, before=before, steps=years)
        ratio = np.sqrt((rest[:, before:] ** 2).mean(axis=1)) / np.sqrt((rest[:, :before] ** 2).mean(axis=1))
        return rest, outcomes[0] - rest[0], ratio
    fit = synthetic_control if how == "synthetic" else synthetic_difference
    # the treated state is no donor of the others
    made: list[Control] = [fit(outcomes, before=before)]
    made += [fit(outcomes[1:], treated=i, before=before) for i in range(outcomes.shape[0] - 1)]
    return (
        np.vstack([one.gaps for one in made]),
        made[0].counterfactual,
        np.array([one.ratio for one in made]),
    )


def _rows(found: list[Estimated], a: str) -> list[dict[str, Any]]:
    """Gaps by year: of the treated state by office, and of every state without the shock."""
    rows: list[dict[str, Any]] = []
    for one in found:
        source = _SOURCES.get(one.office, _SOURCES["BACI"])
        for year, actual, other in zip(one.years, one.actual, one.counterfactual, strict=True):
            known = {"actual": float(actual), "counterfactual": float(other), "source": source, "state": a}
            series = name(a) if len(found) == 1 else f"{name(a)} ({one.office})"
            rows.append({"period": str(year), "value": float(actual - other), "series": series, **known})
    main = found[0]
    for code, gaps in sorted(main.placebos.items(), key=lambda item: -item[1][-1]):
        rows += [
            {
                "period": str(year),
                "value": float(gap),
                "series": name(code),
                "state": code,
                "source": _SOURCES["BACI"],
            }
            for year, gap in zip(main.years, gaps, strict=True)
        ]
    return rows


_SOURCES = {"IMF": "imf-imts cepii-baci", "BACI": "cepii-baci", "COW": "cow-trade"}


def _caveats(found: list[Estimated], region: list[Estimated], day: date, without: str) -> tuple[str, ...]:
    main = found[0]
    first = sorted(main.placebos, key=lambda code: -main.placebos[code][-1])[:3]
    said = [
        f"{one.office}: gap {signed(one.gap * 100, 1)} points in {one.years[-1]}, {_chance(one)}; by the ratio of fit after and before p "
        f"{one.ratio_p:.3f}."
        for one in found
    ]
    said += [f"{one.office}, without the states of its own unions: {_chance(one)}." for one in region]
    return (
        *said,
        f"Largest gaps among the states compared: {', '.join(f'{name(code)} {signed(main.placebos[code][-1] * 100, 1)}' for code in first)}.",
        (
            f"Compared are states with trade above a billion dollars whose partners are on record after {day} for at least 95 % of what they "
            f"traded before{', and that are not of ' + without if without else ''}."
        ),
        "A gap is what happened since, not what one cause did: a war, sanctions and an exchange rate that fall together are not told apart.",
    )
