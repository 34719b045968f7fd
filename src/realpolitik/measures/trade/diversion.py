"""What a shock did to trade: the gap to what would have been, with the chance that such a gap comes about without the shock."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Period, Window, parse_date
from realpolitik.measures.registering.shock import SHOCK, Shock
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.counterfactual import Estimated, donors_of, estimate
from realpolitik.measures.trade.options import Compared, Counterfactual, Outcome, Side, Without
from realpolitik.measures.trade.panel import Of, Panel, panel_of
from realpolitik.measures.trade.reports import divided, shipped
from realpolitik.models.stats.synthetic import FEWEST_BEFORE
from realpolitik.states import members
from realpolitik.states.wording import called, name, whose
from realpolitik.store import Store
from realpolitik.wording.numbers import percent, signed

BEFORE = 6
"""Years before the shock that a counterfactual of shares is fitted to; of flows, which have few suppliers, half as many again."""
SMALLEST = {"total": 1e9, "crude-oil": 1e6}
"""Trade a year below which a state is not compared, dollars or tonnes: smaller ones swing with single cargoes."""
UNIONS = ("EAEU", "CSTO")
"""Groups through which goods pass on without a border between: their members are no clean comparison with one another."""
KIND = "the gap less the middle 90 % of the gaps of states without the shock"
WORDS = {"trend": "trend", "synthetic": "synthetic control", "sdid": "synthetic difference in differences"}
CUSTOMS = "customs of both"
FALSE = (4, 2)
"""So many years before the last year before the shock a shock is pretended: the placebo in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: whose trade, with whom, and how the counterfactual is made."""

    a: str
    b: str
    side: str
    how: str
    of: Of
    product: str
    day: date
    without: str
    last: int | None

    @property
    def base(self) -> int:
        """The last year before the shock; one in the second half of a year leaves that year before it."""
        return self.day.year - 1 if self.day.month < 7 else self.day.year


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """By every office, against all donors (`found`) and those outside the treated state's own unions (`far`), and at pretended dates."""

    found: list[Estimated]
    far: list[Estimated]
    pretended: list[Estimated]


@measure(
    "trade.diversion",
    unit="points",
    tables=("trade", "partner_shares"),
    chart="line",
    definition="Share of the second state in what the first buys (or sells), less what it would have been without the shock; beside it "
    "the chance of such a gap among states that had no shock.",
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
    of: Outcome = "share",
    product: Compared = "total",
    shock: Shock = SHOCK,
    without: Without = "sanctioning-russia",
) -> Result:
    """What a shock did to one state's trade with another, against what would have been.

    Raises
    ------
    CoverageError
        The tables do not cover the pair, or enough other states, before and after the shock.
    """
    asked = Asked(
        a=about[0],
        b=about[1],
        side=side,
        how=how,
        of=of,
        product=product,
        day=parse_date(shock),
        without=without,
        last=window.end.year if window.end else None,
    )
    if window.end and window.end < asked.day:
        raise CoverageError(
            f"the period asked ({window}) ends before the shock on {asked.day}.",
            "Ask for a later period or an earlier shock.",
        )
    answer = _answer(tables, asked)
    main = answer.found[0]
    low, high = main.chance
    return Result(
        value=main.gap,
        says=_says(answer, asked),
        rows=_rows(answer.found, asked.a),
        period=Period(start=str(main.years[0]), end=str(main.years[-1]), freq="A"),
        interval=Interval(low=main.gap - high, high=main.gap - low, kind=KIND, basis="sample"),
        caveats=_caveats(answer, asked),
        unit="points" if of == "share" else "log points",
    )


def _answer(tables: Store, asked: Asked) -> Answer:
    panel = panel_of(tables["partner_shares"], asked.b, side=asked.side, product=asked.product, of=asked.of)
    series = _series(tables, asked, panel)
    shocked = set(members(asked.without, on=asked.day)) if asked.without else set()
    leave = shocked | {asked.a, asked.b}
    near = {
        code
        for union in UNIONS
        if asked.a in members(union, on=asked.day)
        for code in members(union, on=asked.day)
    }
    found, far = [], []
    for office, own in series.items():
        donors = donors_of(
            panel, asked.base, leave=leave, smallest=SMALLEST[asked.product], last=max(own, default=None)
        )
        if one := estimate(office, own, panel, donors, base=asked.base, how=asked.how):
            found.append(one)
            outside = [i for i in donors if panel.units[i] not in near]
            if near and (other := estimate(office, own, panel, outside, base=asked.base, how=asked.how)):
                far.append(other)
    if not found:
        raise CoverageError(
            f"no office covers the trade of {called(asked.a)} with {called(asked.b)} in {FEWEST_BEFORE} years before {asked.day} and one after, "
            "beside enough other states."
        )
    return Answer(found=found, far=far, pretended=_pretended(panel, asked, leave))


def _series(tables: Store, asked: Asked, panel: Panel) -> dict[str, dict[int, float]]:
    """The treated state by office and year; an office that begins after the shock takes the years before from the longest."""
    before = BEFORE if asked.of == "share" else BEFORE * 3 // 2
    own = {
        year: value
        for year, value in panel.of(asked.a).items()
        if year > asked.base - before and (asked.last is None or year <= asked.last)
    }
    by_office = {"BACI": own} if own else {}
    if asked.of == "share" and asked.product == "total":
        by_office = _by_office(tables, asked, before) | by_office
    order = sorted(by_office, key=lambda office: (-len(by_office[office]), office != "IMF", office))
    longest = by_office[order[0]] if order else {}
    for office in order:
        if sum(year <= asked.base for year in by_office[office]) < FEWEST_BEFORE:
            by_office[office] |= {year: value for year, value in longest.items() if year <= asked.base}
    return {office: dict(sorted(by_office[office].items())) for office in order}


def _by_office(tables: Store, asked: Asked, before: int) -> dict[str, dict[int, float]]:
    """Shares that offices of one state report, part and whole of the same office; the compiler of the panel is left out."""
    a, b = asked.a, asked.b
    flows = tables.about((a, b))["trade"]
    span = Window(
        start=date(asked.base - before + 1, 1, 1), end=date(asked.last, 12, 31) if asked.last else None
    )
    if asked.side == "imports":
        part = shipped(flows, origin=b, destination=a, window=span)
        whole = shipped(flows, origin="WLD", destination=a, window=span)
    else:
        part = shipped(flows, origin=a, destination=b, window=span)
        whole = shipped(flows, origin=a, destination="WLD", window=span)
    found: dict[str, dict[int, float]] = {}
    for period, offices in divided(part, whole).items():
        for office, report in offices.items():
            if office != "BACI":
                found.setdefault(office, {})[period.year] = report.value
    # the partner's customs for the part, its own customs for the whole: no freight in the first, and the only totals of its own
    for period, offices in part.items():
        if b in offices and a in whole.get(period, {}) and a not in offices:
            found.setdefault(CUSTOMS, {})[period.year] = offices[b].value / whole[period][a].value
    return found


def _pretended(panel: Panel, asked: Asked, leave: set[str]) -> list[Estimated]:
    """The same at dates on which nothing happened, on the years before the shock alone."""
    own = {year: value for year, value in panel.of(asked.a).items() if year <= asked.base}
    found = []
    for back in FALSE:
        base = max(own, default=asked.base) - back + 1
        part = {year: value for year, value in own.items() if year > base - BEFORE}
        donors = donors_of(
            panel, base, leave=leave, smallest=SMALLEST[asked.product], last=max(own, default=None)
        )
        if one := estimate(str(base + 1), part, panel, donors, base=base, how=asked.how):
            found.append(one)
    return found


def _says(answer: Answer, asked: Asked) -> str:
    main = answer.found[0]
    way = "from" if asked.side == "imports" else "to"
    kind = "" if asked.product == "total" else f" of {asked.product.replace('-', ' ')}"
    above = "above" if main.gap >= 0 else "below"
    level = (
        f"the share of {whose(asked.a)} {asked.side}{kind} that goes {way} {called(asked.b)}"
        if asked.side == "exports"
        else f"the share of {whose(asked.a)} imports{kind} that comes from {called(asked.b)}"
    )
    if asked.of == "flow":
        return (
            f"In {main.years[-1]} {whose(asked.a)} {asked.side}{kind} {way} {called(asked.b)} were {_size(main.gap, asked)} {above} what they "
            f"would have been ({WORDS[asked.how]}, {main.office}); {_chance(main)}."
        )
    others = "".join(f"; {signed(one.gap * 100, 1)} by {one.office}" for one in answer.found[1:])
    return (
        f"In {main.years[-1]} {level} was {percent(float(main.actual[-1]))}, {_size(main.gap, asked)} {above} what it would have been "
        f"({WORDS[asked.how]}, {main.office}{others}); {_chance(main)}."
    )


def _size(gap: float, asked: Asked) -> str:
    return f"{abs(gap) * 100:.1f} points" if asked.of == "share" else percent(abs(math.expm1(gap)))


def _chance(found: Estimated) -> str:
    return f"number {found.rank} of {len(found.placebos) + 1} states, placebo p {found.p:.3f}"


def _rows(found: list[Estimated], a: str) -> list[dict[str, Any]]:
    """Gaps by year: of the treated state by office, then of every state without the shock, the widest first."""
    rows: list[dict[str, Any]] = []
    for one in found:
        source = _SOURCES.get(one.office, "cepii-baci")
        series = name(a) if len(found) == 1 else f"{name(a)} ({one.office})"
        for year, actual, other in zip(one.years, one.actual, one.counterfactual, strict=True):
            known = {"actual": float(actual), "counterfactual": float(other), "source": source, "state": a}
            rows.append({"period": str(year), "value": float(actual - other), "series": series, **known})
        rows[-1] |= {"p": one.p, "rank": one.rank, "states": len(one.placebos) + 1}
    main = found[0]
    for code, gaps in sorted(main.placebos.items(), key=lambda item: -item[1][-1]):
        rows += [
            {
                "period": str(year),
                "value": float(gap),
                "series": name(code),
                "state": code,
                "source": "cepii-baci",
            }
            for year, gap in zip(main.years, gaps, strict=True)
        ]
    return rows


_SOURCES = {"IMF": "imf-imts cepii-baci"}


def _caveats(answer: Answer, asked: Asked) -> tuple[str, ...]:
    main = answer.found[0]
    scale, places = (100, 1) if asked.of == "share" else (1, 2)
    unit = "points" if asked.of == "share" else "log points"
    first = sorted(main.placebos, key=lambda code: -main.placebos[code][-1])[:3]
    said = [
        f"{one.office}: {signed(one.gap * scale, places)} {unit} in {one.years[-1]}, {_chance(one)}; by the ratio of fit after and before p "
        f"{one.ratio_p:.3f}."
        for one in answer.found
    ]
    said += [f"{one.office}, without the states of its own unions: {_chance(one)}." for one in answer.far]
    if answer.pretended:
        dates = "; ".join(
            f"{one.office} {signed(one.gap * scale, places)}, p {one.p:.2f}" for one in answer.pretended
        )
        said.append(f"Pretending a shock where there was none ({unit}): {dates}.")
    if main.weights:
        top = sorted(main.weights.items(), key=lambda item: -item[1])[:5]
        said.append(
            f"What it would have been is made of {', '.join(f'{name(code)} {w:.2f}' for code, w in top)}."
        )
    largest = ", ".join(f"{name(code)} {signed(main.placebos[code][-1] * scale, places)}" for code in first)
    left = f", and that are not of {asked.without}" if asked.without else ""
    return (
        *said,
        f"Largest gaps among the states compared: {largest}.",
        f"Compared are states large enough whose partners are on record after {asked.day} for 95 % of what they traded before{left}.",
        "A gap is all that happened since: war, sanctions and an exchange rate that fall together are not told apart.",
    )
