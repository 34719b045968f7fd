"""What the measures of leverage answer about a pair from worlds of all economies, which know one kind of goods."""

from __future__ import annotations

from collections.abc import Sequence

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Period, Row, Window
from realpolitik.measures.registry import About, Result
from realpolitik.scenarios.assumptions import Run, central
from realpolitik.scenarios.figures import cost_of, figure_row, in_tables, reached, year_of
from realpolitik.scenarios.leverage import goods
from realpolitik.scenarios.leverage.oecd import covered
from realpolitik.scenarios.leverage.rows import loss_rows, ratio_rows
from realpolitik.scenarios.leverage.severing import AFTER, GIVEN, Cost, Situation
from realpolitik.scenarios.outcome import Array
from realpolitik.scenarios.stage import stage
from realpolitik.states import state
from realpolitik.states.wording import called
from realpolitik.wording.numbers import percent
from realpolitik.wording.sentences import opening

KIND = "range over sets of elasticities, nests and closures, each changed alone"
BESIDE = "OECD tables, sectors and inputs"

Answers = Sequence[tuple[int, Run, Cost]]


def loss_of(about: About, window: Window, *, given: str, run: str) -> Result:
    """Loss of each state if the pair stopped trading, in the worlds of all economies.

    Raises
    ------
    CoverageError
        No world of the window covers the pair, or a scenario is given, which needs sectors.
    """
    a, b = about
    answers = _answers(about, window, given, run)
    rows: list[Row] = []
    for year, pace, cost in answers:
        series = _series(pace)
        rows += loss_rows(
            a, b, cost, str(year), series, source=goods.source_ids(), name=lambda code: state(code).name
        )
    rows += _beside(about, window)
    year, pace, head = _headline(answers)
    return Result(
        value=float(head.loss_a[0]),
        says=f"{opening(called(a))} would lose {percent(float(head.loss_a[0]))} of its real income without {called(b)}, {called(b)} "
        f"{percent(float(head.loss_b[0]))} ({_series(pace)}, {year}).",
        rows=rows,
        period=_spanned(answers),
        interval=_interval(head.loss_a),
        caveats=_cautions(about, answers),
    )


def ratio_of(about: About, window: Window, *, given: str, run: str) -> Result:
    """Loss of a over loss of b, as it is and adjusted for size, in the worlds of all economies."""
    a, b = about
    answers = _answers(about, window, given, run)
    rows: list[Row] = []
    for year, pace, cost in answers:
        rows += ratio_rows(cost, str(year), _series(pace), source=goods.source_ids())
    year, _, head = _headline(answers)
    return Result(
        value=float(head.ratio[0]),
        says=f"Without each other's trade {called(a)} would lose {times(float(head.ratio[0]))} times as large a share of its income as "
        f"{called(b)} ({year}); size alone would make it {times(head.size)} times, "
        f"and with {goods.BASIS} the ratio tells little but size.",
        rows=rows,
        period=_spanned(answers),
        interval=_interval(head.ratio),
        caveats=_cautions(about, answers),
    )


def change_of(about: About, window: Window, *, given: str, run: Run) -> Result:
    """Change of a's loss without b between the first and the last year, each assumption compared with itself.

    Raises
    ------
    CoverageError
        The window holds one year of a world that covers the pair, or none.
    """
    a, b = about
    years = goods.years_asked(a, b, window)
    if len(years) < 2:
        raise CoverageError(
            f"a change of leverage needs two years, and the period asked ({window}) has {', '.join(map(str, years))} alone."
        )
    _refuse_given(about, given)
    first, last = (goods.cost_in(a, b, year, run) for year in (years[0], years[-1]))
    gap = last.loss_a - first.loss_a
    span = f"{years[0]} to {years[-1]}"
    answers: Answers = [(years[0], run, first), (years[-1], run, last)]
    return Result(
        value=float(gap[0]),
        says=f"Losing {called(b)} would have cost {called(a)} {percent(float(first.loss_a[0]))} of its income in {years[0]} and "
        f"{percent(float(last.loss_a[0]))} in {years[-1]} ({_series(run)}).",
        rows=[figure_row(str(years[-1]), _series(run), gap, goods.source_ids(), label=span)],
        period=_spanned(answers),
        interval=Interval(
            low=float(gap.min()),
            high=float(gap.max()),
            kind=f"{KIND}, each compared with itself",
            basis="assumptions",
            grid=tuple(gap.tolist()),
        ),
        caveats=_cautions(about, answers),
    )


def times(ratio: float) -> str:
    """A ratio as said.

    Examples
    --------
    >>> times(11.26), times(1.84), times(0.537)
    ('11', '1.8', '0.54')
    """
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.2g}"


def _answers(about: About, window: Window, given: str, run: str) -> Answers:
    """Year, pace and cost of every row: one pace after the other, the years in order."""
    a, b = about
    _refuse_given(about, given)
    years = goods.years_asked(a, b, window)
    paces: list[Run] = ["long", "short"] if run == "both" else ["short" if run == "short" else "long"]
    return [(year, pace, goods.cost_in(a, b, year, pace)) for pace in paces for year in years]


def _refuse_given(about: About, given: str) -> None:
    if given and given != GIVEN:
        raise CoverageError(
            f"Leverage of {about[0]} and {about[1]} given {given!r} is not covered: the worlds of all economies know no sectors.",
            "Leave `given` empty.",
        )


def _headline(answers: Answers) -> tuple[int, Run, Cost]:
    """The latest year in the first pace."""
    return max((one for one in answers if one[1] == answers[0][1]), key=lambda one: one[0])


def _series(pace: str) -> str:
    return f"{pace} run, {goods.BASIS}"


def _spanned(answers: Answers) -> Period:
    years = sorted(year for year, _, _ in answers)
    return Period(start=str(years[0]), end=str(years[-1]), freq="A")


def _interval(values: Array) -> Interval:
    return Interval(low=float(values.min()), high=float(values.max()), kind=KIND, basis="assumptions")


def _beside(about: About, window: Window) -> list[Row]:
    """The losses with sectors and inputs, where the OECD's tables hold both."""
    a, b = about
    year = year_of(AFTER)
    if not covered(a, b) or not reached(window, year):
        return []
    series = f"long run, {BESIDE}"
    cost = cost_of(a, b, Situation(name=series, world=AFTER), cases=[central()])
    return loss_rows(
        a, b, cost, year, series, source=" ".join(stage(AFTER).source_ids), name=lambda code: state(code).name
    )


def _cautions(about: About, answers: Answers) -> tuple[str, ...]:
    """What to be careful about; of a state that the OECD's tables lack, that they do."""
    found = goods.caveats(about[0], about[1], tuple(sorted({year for year, _, _ in answers})))
    if lacking := [called(code) for code in about if not in_tables(code)]:
        is_are = "is" if len(lacking) == 1 else "are"
        said = f"{opening(' and '.join(lacking))} {is_are} not by {'itself' if len(lacking) == 1 else 'themselves'} in the OECD's tables"
        return (*found, f"{said}, which know sectors and what firms buy from one another.")
    return found
