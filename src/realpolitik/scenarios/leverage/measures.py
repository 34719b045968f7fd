"""Leverage as measures, so that claims, briefs and the command line reach it by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from realpolitik.findings import Interval, Period, Row, Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.scenarios.figures import (
    CAVEATS,
    FORMULA,
    KIND,
    REFERENCE,
    cost_of,
    figure_row,
    in_words,
    label_name,
    reached,
    require_tables,
    require_years,
    source_ids,
    year_of,
)
from realpolitik.scenarios.leverage import oecd
from realpolitik.scenarios.leverage.any_pair import change_of, loss_of, ratio_of, times
from realpolitik.scenarios.leverage.choice import answered_by
from realpolitik.scenarios.leverage.oecd import cases_in
from realpolitik.scenarios.leverage.rows import loss_rows, ratio_rows
from realpolitik.scenarios.leverage.severing import (
    AFTER,
    BEFORE,
    EARLIER,
    GIVEN,
    Cost,
    Situation,
    by_sector,
    given_to,
    pair_world,
    world_of,
)
from realpolitik.scenarios.options import Given, Run, Runs, WorldName, Worlds
from realpolitik.scenarios.stage import MERGED, WHOLE, Stage, stage
from realpolitik.states.wording import the
from realpolitik.store import Store
from realpolitik.wording.numbers import decimal, money, percent
from realpolitik.wording.sentences import opening

if TYPE_CHECKING:
    from numpy import ndarray

ALONE = "each set of elasticities, nest and closure changed alone"

Costs = list[tuple[str, str, Cost]]
"""Year, series and cost of each situation."""


def _costs(about: About, window: Window, given: str, run: str, *, full: bool) -> tuple[Costs, Cost]:
    """What severing costs in every situation, and the cost that a headline is of."""
    a, b = about
    found = [
        (year, series, cost_of(a, b, at, cases=cases_in(at.run, full=full)))
        for year, series, at in _situations(about, window, given, run, full=full)
    ]
    quoted = [cost for _, _, cost in found if _quoted(cost.situation, given)]
    return found, (quoted or [found[0][2]])[0]


def _said(cost: Cost, *, full: bool) -> str:
    """The situation of a headline, in brackets."""
    return f"{cost.situation.name}, {year_of(cost.situation.world)}" + (f", {oecd.FULL}" if full else "")


def _kind(*, full: bool) -> str:
    return f"{KIND}, each changed alone" if full else KIND


def _quoted(situation: Situation, given: str) -> bool:
    """Whether a headline is of this situation: the one asked for by name, or else the later world with nothing given."""
    if given and given != GIVEN:
        return (situation.run, situation.given) == ("long", given)
    return (year_of(situation.world), situation.run, situation.given) == (AFTER[-4:], "long", None)


def _situations(
    about: About, window: Window, given: str, run: str, *, full: bool = False
) -> list[tuple[str, str, Situation]]:
    """Year, series and situation of each row in the window; given sanctions on Russia only where it is one of the two.

    A window that ends before the invasion is answered by the world of 2019.

    Raises
    ------
    CoverageError
        The window has the year of no world.
    """
    given = given_to(about[0], about[1], given)
    runs = ["long", "short"] if run == "both" else [run]
    found = []
    for pace in runs:
        asked: list[tuple[str, str | None]] = [
            (BEFORE, None),
            *([(world_of(given), given)] if given else []),
            (AFTER, None),
        ]
        reach = [(world, after) for world, after in asked if reached(window, year_of(world))]
        if not reach and reached(window, year_of(EARLIER)):
            reach = [(EARLIER, None)]
        for world, after in reach:
            words = f"{pace} run" + (f", given {in_words(after)}" if after else "")
            placed = pair_world(world, *about, all_economies=full)
            situation = Situation(name=words, world=placed, given=after, run=pace)  # type: ignore[arg-type]
            found.append((year_of(world), words, situation))
    if not found:
        require_years(window, BEFORE, AFTER)
    return found


def _trade(where: Stage, a: str, b: str) -> tuple[dict[str, float], dict[str, float]]:
    """What a sells to b, and buys of it, by sector, in the unit of the world."""
    world = where.world
    i, j = world.states.index(a), world.states.index(b)
    ways = ((j, i), (i, j))
    sold, bought = (dict(zip(world.sectors, world.flows[way].tolist(), strict=True)) for way in ways)
    return sold, bought


def _spanned(rows: Sequence[Row]) -> Period:
    years = sorted(str(row["period"]) for row in rows)
    return Period(start=years[0], end=years[-1], freq="A")


def _grown(before: ndarray, gap: ndarray) -> str:
    """By how much the loss has grown or shrunk, where all assumptions agree on the direction: what is exposed, which is no demand met."""
    if not (gap.min() > 0 or gap.max() < 0) or not before[0]:
        return ": under some assumptions more, under others less"
    return f": a loss that has {'grown' if gap[0] > 0 else 'shrunk'} by {decimal(100 * abs(gap[0] / before[0]), 0)} %"


def _whose(code: str) -> str:
    said = _in_words(code)
    return f"{said}'" if said.endswith("s") else f"{said}'s"


def _in_words(code: str) -> str:
    return the(label_name(code))


@measure(
    "leverage.loss",
    unit="share",
    tables=(),
    definition="Loss of real income of each state if all trade of the pair stopped, in a general equilibrium on the OECD's tables: any two of "
    "80 economies by themselves among some 30, and 14 sectors; for any other pair, of some 200 economies and one kind of goods.",
    formula=FORMULA,
    reference=REFERENCE,
    chart="bars",
)
def loss(
    tables: Store,
    about: About,
    window: Window,
    *,
    given: Given = GIVEN,
    run: Runs = "long",
    worlds: Worlds = "auto",
) -> Result:
    """What it would cost a, and b, if they stopped trading: before, given sanctions, and as trade stood later.

    Raises
    ------
    CoverageError
        A state is in no embedded world, or the trade of the two is not on record.
    """
    a, b = about
    if (answering := answered_by(a, b, worlds)) == "economies":
        return loss_of(about, window, given=given, run=run)
    full = answering == "oecd"
    costs, first = _costs(about, window, given, run, full=full)
    source, rows = source_ids(), []
    for year, series, cost in costs:
        rows += loss_rows(a, b, cost, year, series, source=source, name=label_name)
    value = float(first.loss_a[0])
    return Result(
        value=value,
        says=f"If all trade between them stopped, {_whose(a)} real income would fall by {percent(value)} "
        f"({percent(float(first.loss_a.min()))} to {percent(float(first.loss_a.max()))}), {_whose(b)} by {percent(float(first.loss_b[0]))} "
        f"({_said(first, full=full)}).",
        rows=rows,
        period=_spanned(rows),
        interval=Interval(
            low=float(first.loss_a.min()),
            high=float(first.loss_a.max()),
            kind=_kind(full=full),
            basis="assumptions",
        ),
        caveats=oecd.caveats(a, b, year_of(first.situation.world), full=full),
    )


@measure(
    "leverage.ratio",
    unit="ratio",
    tables=(),
    definition="Loss of a over loss of b if their trade stopped; adjusted, the same over the ratio of their incomes: "
    "about 1 where size alone makes the difference.",
    formula="ratio = loss_a / loss_b; adjusted = ratio / (income_b / income_a)",
    reference=REFERENCE,
    chart="bars",
)
def ratio(
    tables: Store,
    about: About,
    window: Window,
    *,
    given: Given = GIVEN,
    run: Runs = "long",
    worlds: Worlds = "auto",
) -> Result:
    """How much more a would lose than b if they stopped trading, as it is and adjusted for size."""
    a, b = about
    if (answering := answered_by(a, b, worlds)) == "economies":
        return ratio_of(about, window, given=given, run=run)
    full = answering == "oecd"
    costs, first = _costs(about, window, given, run, full=full)
    source, rows = source_ids(), []
    for year, series, cost in costs:
        rows += ratio_rows(cost, year, series, source=source)
    value = float(first.ratio[0])
    return Result(
        value=value,
        says=f"Without each other's trade {_in_words(a)} would lose {times(value)} times as large a share of its income as "
        f"{_in_words(b)}; size alone would make it {times(first.size)} times.",
        rows=rows,
        period=_spanned(rows),
        interval=Interval(
            low=float(first.ratio.min()),
            high=float(first.ratio.max()),
            kind=_kind(full=full),
            basis="assumptions",
        ),
        caveats=oecd.caveats(a, b, year_of(first.situation.world), full=full),
    )


@measure(
    "leverage.change",
    unit="points",
    tables=(),
    definition="Change of a's loss without b between two situations, each assumption compared with itself.",
    formula="loss_a(2023) - loss_a(2021); loss_a(2021 given sanctions) - loss_a(2021)",
    reference=REFERENCE,
    chart="bars",
)
def change(
    tables: Store,
    about: About,
    window: Window,
    *,
    given: Given = GIVEN,
    run: Run = "long",
    worlds: Worlds = "auto",
) -> Result:
    """By how much b's hold on a has grown: from 2021 to 2023, and through the sanctions alone; of pairs beyond the OECD's tables since 2010."""
    a, b = about
    if (answering := answered_by(a, b, worlds)) == "economies":
        return change_of(about, window, given=given, run=run)
    full = answering == "oecd"
    require_years(window, BEFORE, AFTER)
    costs = [cost for _, _, cost in _costs(about, window, given, run, full=full)[0]]
    before, later = costs[0], costs[-1]
    source = source_ids()
    rows = [figure_row("2023", "to 2023", later.loss_a - before.loss_a, source, label="2021 to 2023")]
    same = before.situation.world
    for bound in (cost for cost in costs if cost.situation.given and cost.situation.world == same):
        through, label = bound.loss_a - before.loss_a, f"2021, through {in_words(given)} alone"
        rows.append(figure_row("2021", "given sanctions", through, source, label=label))
    gap = later.loss_a - before.loss_a
    return Result(
        value=float(gap[0]),
        says=f"Losing {_in_words(b)} would have cost {_in_words(a)} {percent(float(before.loss_a[0]))} of its income in 2021 "
        f"and {percent(float(later.loss_a[0]))} in 2023 ({run} run){_grown(before.loss_a, gap)}.",
        rows=rows,
        period=_spanned(rows),
        interval=Interval(
            low=float(gap.min()),
            high=float(gap.max()),
            kind=f"{_kind(full=full)}, each compared with itself",
            basis="assumptions",
            grid=tuple(gap.tolist()),
        ),
        caveats=oecd.caveats(a, b, full=full),
    )


@measure(
    "leverage.sectors",
    unit="share",
    tables=(),
    definition="Loss of a's real income if trade with b stopped in one sector only; `other` is that of b.",
    formula=FORMULA,
    reference=REFERENCE,
    chart="bars",
)
def sectors(
    tables: Store, about: About, window: Window, *, world: WorldName = AFTER, run: Run = "long"
) -> Result:
    """In which goods b has the most hold on a: what losing each sector alone would cost."""
    a, b = about
    require_years(window, world)
    of_tables = world.startswith((MERGED, WHOLE))
    if of_tables:
        require_tables(a, b)
    placed = pair_world(world, a, b)
    low, high = (
        Situation(name=f"{world}, {pace} run", world=placed, run=pace)  # type: ignore[arg-type]
        for pace in ("long", "short")
    )
    where = stage(placed)
    chosen = by_sector(a, b, low if run == "long" else high)
    names, year, source = where.sectors, year_of(world), source_ids()
    called = {code: the(where.names[where.label_of(code)]) for code in about}
    ranked = sorted(chosen, key=lambda name: -chosen[name][0][0])
    sold, bought = _trade(where, *(where.label_of(code) for code in about))
    rows = [
        {
            **figure_row(year, "", chosen[name][0], source, label=names[name]),
            "sold_usd": round(sold[name]),
            "bought_usd": round(bought[name]),
            "other": float(chosen[name][1][0]),
            "other_low": float(chosen[name][1].min()),
            "other_high": float(chosen[name][1].max()),
        }
        for name in ranked
    ]
    first = ranked[0]
    return Result(
        value=float(chosen[first][0][0]),
        says=f"{opening(called[a])} would miss {called[b]} most in {names[first]}, where it sells for {money(sold[first], 'USD')} and buys for "
        f"{money(bought[first], 'USD')} ({year}): without that trade alone it would lose {percent(chosen[first][0][0])} of its income ({run} run).",
        rows=rows,
        period=Period(start=year, end=year, freq="A"),
        interval=Interval(
            low=float(chosen[first][0].min()),
            high=float(chosen[first][0].max()),
            kind=ALONE,
            basis="assumptions",
        ),
        caveats=oecd.caveats(a, b, year, full=world.startswith(WHOLE)) if of_tables else CAVEATS[2:],
    )
