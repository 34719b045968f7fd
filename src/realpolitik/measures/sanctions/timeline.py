"""Gas, oil, goods, the yuan, firms and sanctions on one axis, so that one sees what came before what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, parse_date, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.sanctions.ledger import EVERYONE, classes_of, in_force, months_of, targets
from realpolitik.measures.trade.months import monthly_exports
from realpolitik.models.stats.change_points import level_change
from realpolitik.sources.shipped import shipped
from realpolitik.states.wording import name, the
from realpolitik.store import Store

Row = dict[str, Any]
Point = tuple[date, float, str]
SINCE = date(2019, 1, 1)
FEWEST = 8
"""Values below which no break is looked for."""
FUELS = {"crude-oil": "oil", "pipeline-gas": "gas"}


def fuel(tables: Store, about: About, window: Window, product: str) -> list[Point]:
    """What the second state sells the first of a fuel by month: the value where it is known, as customs print it."""
    rows = tables["trade"].filter(origin=about[1], destination=about[0], product=product, freq="M")
    first: dict[date, Point] = {}
    for row in rows.sort("period", "vintage").iter_rows(named=True):
        if row["value_usd"] and row["period"] in window:
            first.setdefault(row["period"], (row["period"], float(row["value_usd"]), row["source_id"]))
    return list(first.values())


def goods(tables: Store, about: About, window: Window) -> list[Point]:
    """What the first state ships to the second by month, where a month's figure covers at most three."""
    try:
        months = monthly_exports(tables, about[0], about[1], window)
    except CoverageError:
        return []  # one line of several may be missing: the others are still worth an axis
    return [(month.day, month.value, " ".join(sorted(month.sources))) for month in months if month.over <= 3]


@cache
def currencies() -> Mapping[str, Mapping[str, str]]:
    """The money of a state: `code` and `name` (`currencies.yaml`); states that are not in the file have none here."""
    return shipped("realpolitik.measures.sanctions", "currencies")


def money_of(tables: Store, about: About, window: Window) -> list[Point]:
    """Share of the first state's money in what the second pays abroad for imports."""
    own = currencies().get(about[0], {}).get("code", "")
    rows = tables["settlement"].filter(actor=about[1], flow="imports", currency=own).sort("period")
    return [
        (row["period"], row["share"], row["source_id"])
        for row in rows.iter_rows(named=True)
        if row["period"] in window
    ]


def sanctions(tables: Store, code: str, window: Window) -> list[Point]:
    """Intensity of the sanctions in force against a state by month, as `sanctions.intensity` weighs them."""
    ledger = [
        row
        for row in tables["sanctions"].sort("date").iter_rows(named=True)
        if EVERYONE not in row["target"].split() and targets(row, among=[code])
    ]
    if not ledger:
        return []
    out: list[Point] = []
    known = max(tables["sanctions"]["date"])  # of what comes into force later, more may be decided by then
    months = months_of(max(ledger[0]["date"], window.start or ledger[0]["date"]), ledger[-1]["date"])
    for month in months:
        # as at the end of the month, like the flows beside it, which are those of the whole month
        standing = in_force(ledger, min(parse_date(f"{month:%Y-%m}", last=True), known))
        if standing and month in window:
            cited = dict.fromkeys(id_ for one in standing for id_ in one.row["source_id"].split())
            out.append((month, float(sum(one.weight for one in standing)), " ".join(cited)))
    return out


def firms(tables: Store, code: str, window: Window) -> list[Point]:
    """Firms of a state that others listed, all since the first, by month: what the ledger counts, which is not every listing."""
    found = [
        row
        for row in tables["sanctions"].sort("date").iter_rows(named=True)
        if row["firms_of"] == code and row["value"]
        # a row without a class, such as a sum over earlier ones, lists nobody itself
        if classes_of(row["instrument"])
    ]
    if not found:
        return []
    out: list[Point] = []
    for month in months_of(found[0]["date"], found[-1]["date"]):
        listed = [row for row in found if row["date"].replace(day=1) <= month]
        if month in window:
            cited = dict.fromkeys(id_ for row in listed for id_ in row["source_id"].split())
            out.append((month, float(sum(row["value"] for row in listed)), " ".join(cited)))
    return out


@measure(
    "timeline.one_axis",
    unit="of its highest",
    tables=("trade", "estimates", "settlement", "sanctions"),
    near=True,
    chart="timeline",
    definition="Fuels that the second state sells the first, goods that it buys, the yuan in what it pays, firms of the first that "
    "others listed, and the sanctions against either, by month, each as a share of its own highest value; with the month in "
    "which each breaks, not given.",
    formula="y_t / max y; break: the likeliest place of one change of level, exact posterior",
    reference="Smith (1975), A Bayesian approach to inference about a change-point, doi 10.1093/biomet/62.2.407",
)
def one_axis(tables: Store, about: About, window: Window) -> Result:
    """Gas, oil, goods, the yuan, firms and sanctions of two states on one axis, and what broke before what."""
    start = max(window.start or SINCE, SINCE)
    if window.end and window.end < start:
        raise CoverageError(
            f"the axis begins in {SINCE:%B %Y}, after the period asked.",
            "Source with more: Chinese customs (gacc).",
        )
    within = Window(start=start, end=window.end)
    a, b = name(about[0]), name(about[1])
    made: dict[str, tuple[str, Callable[[], list[Point]]]] = {
        **{
            f"{word} from {b}": ("USD", lambda slug=slug: fuel(tables, about, within, slug))
            for slug, word in FUELS.items()
        },
        f"goods from {a}": ("USD", lambda: goods(tables, about, within)),
        f"{currencies().get(about[0], {}).get('name', 'own money')} in imports of {b}": (
            "share",
            lambda: money_of(tables, about, within),
        ),
        f"firms of {a} listed": ("firms", lambda: firms(tables, about[0], within)),
        f"sanctions on {b}": ("intensity", lambda: sanctions(tables, about[1], within)),
        f"sanctions on {a}": ("intensity", lambda: sanctions(tables, about[0], within)),
    }
    lines = {series: points for series, (_, make) in made.items() if (points := make())}
    if len(lines) < 2:
        raise CoverageError(
            f"the tables have fewer than two monthly series on {the(a)} and {the(b)}: there is nothing to set beside the other.",
            "Source with more: Chinese customs (gacc).",
        )
    found = {series: day for series, points in lines.items() if (day := _break(points)) is not None}
    breaks = sorted((day, series) for series, day in found.items())
    rows = [
        row
        for series, points in lines.items()
        for row in _scaled(series, points, unit=made[series][0], breaks=found.get(series))
    ]
    days = [day for points in lines.values() for day, _, _ in points]
    listed = ", ".join(f"{series} in {day:%B %Y}" for day, series in breaks)
    return Result(
        value=None,
        says=f"In the order in which they change level most: {listed}."
        if breaks
        else f"{len(lines)} series on one axis, none with a break.",
        rows=rows,
        period=spanned(days, "M"),
        caveats=(
            "What comes first need not be the cause. Each line has one break here; the measure trade.regimes looks for several.",
            "Gas is what comes by pipeline. It follows a contract of 2014, whose deliveries rise by plan. Fuels are in dollars: prices are part of them.",
        ),
    )


def _break(points: Sequence[Point]) -> date | None:
    """First month of the new level, where one change is likelier than none."""
    values = [value for _, value, _ in points]
    if len(values) < FEWEST or len(set(values)) == 1:
        return None
    found = level_change(values)
    return points[found.last_before + 1][0] if found.log_bayes_factor > 0 else None


def _scaled(series: str, points: Sequence[Point], *, unit: str, breaks: date | None) -> list[Row]:
    highest = max(value for _, value, _ in points)
    return [
        {
            "period": f"{day:%Y-%m}",
            "value": value / highest,
            "series": series,
            "raw": value,
            "raw_unit": unit,
            "breaks": day == breaks,
            "source": source,
        }
        for day, value, source in points
    ]
