"""How two states treat each other in reported events: the balance by month, when it broke, and who else changed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, parse_date, spanned
from realpolitik.measures.events.breaks import FEWEST, STRONG
from realpolitik.measures.events.options import Per, Third
from realpolitik.measures.registering.shock import SHOCK, Shock
from realpolitik.measures.registry import About, Result, measure
from realpolitik.models.stats.change_points import Change, level_change, segments
from realpolitik.states.wording import called, name
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of, signed, signed_percent

Row = dict[str, Any]
HELD = 6
"""Months that a level must hold to count as one."""
_KIND = "95 % of the mean of months, one like another"
_OF_DAYS = f"{_KIND}; of a single month: of the mean of its days"
HALF = 1.959963984540054
_GAPS = (
    "Reported events, not events: what the media of the world took up, weighed by coverage. "
    "Days that the archive lacks are left out, and a month's figure is a mean of the days there are."
)
_BOTH = "The daily graph does not say who acted on whom: the figure is of the pair."


def months(tables: Store, pair: tuple[str, str], window: Window) -> list[Row]:
    """Rows of a pair in the table of events, oldest first; a pair without any raises `CoverageError`."""
    low, high = sorted(pair)
    frame = tables.about(pair)["events"]
    every = list(frame.filter(a=low, b=high).sort("period").iter_rows(named=True))
    found = [row for row in every if row["period"] in window]
    if every and not found:
        raise CoverageError(
            f"the tables have no reported events between {called(pair[0])} and {called(pair[1])} in the period asked.",
            f"They run from {written(every[0]['period'])} to {written(every[-1]['period'])}; "
            "`realpolitik events A B --file EXPORT` reads later ones.",
        )
    if not found:
        raise CoverageError(
            f"the tables have no reported events between {called(pair[0])} and {called(pair[1])} in the period asked.",
            "`realpolitik events A B --file EXPORT` reads event data of your own; source with more: GDELT (gdelt).",
        )
    return found


def written(day: date) -> str:
    """A month in words.

    Examples
    --------
    >>> written(date(2022, 2, 1))
    'February 2022'
    """
    return f"{day:%B %Y}"


@measure(
    "events.weight",
    unit="weight",
    tables=("events",),
    near=True,
    definition="Mean daily balance of reported events between two states by month, each event weighed by Goldstein's scale "
    "(-10 to 10) and its coverage; above 0 cooperation. Breaks are found without dates being given.",
    formula="W_t = mean over days of sum of g × coverage; breaks: the least sum of squares plus 3 ln T σ² a break",
    reference="Goldstein (1992), A Conflict-Cooperation Scale for WEIS Events Data, doi 10.1177/0022002792036002007",
)
def weight(tables: Store, about: About, window: Window, *, per: Per = "day") -> Result:
    """Balance of reported events between two states by month, and when it broke."""
    found = months(tables, (about[0], about[1]), window)
    values = [row["weight"] / (row["weight_all"] if per == "share" else 1) for row in found]
    rows = [_row(row, value) for row, value in zip(found, values, strict=True)]
    pair = f"{called(about[0])} and {called(about[1])}"
    level, caveats = values, []
    says = f"Media reports show {pair} {_way(_mean(values))} on balance, in {_counted(len(values))}."
    if len(values) >= FEWEST:
        change = level_change(values)
        says = _broke(pair, found, values, change, per)
        level = values[change.last_before + 1 :] if change.log_bayes_factor >= STRONG else values
        caveats.append(_levels(found, values, per))
    return Result(
        value=_mean(level),
        says=says,
        rows=rows,
        period=spanned([row["period"] for row in found], "M"),
        interval=_interval(level),
        caveats=(*caveats, _GAPS, _BOTH),
        unit="share" if per == "share" else "",
    )


def _row(row: Row, value: float) -> Row:
    out: Row = {
        "period": f"{row['period']:%Y-%m}",
        "value": value,
        "days": row["days"],
        "source": row["source_id"],
    }
    if row["spread"] is not None and row["weight"]:
        half = HALF * row["spread"] / math.sqrt(row["days"]) * abs(value / row["weight"])
        out |= {"low": value - half, "high": value + half}
    return out


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _spread(values: Sequence[float]) -> float:
    """Half the 95 % interval of the mean of months, taken as one like another."""
    mean = _mean(values)
    variance = math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return HALF * math.sqrt(variance / len(values))


def _interval(values: Sequence[float]) -> Interval | None:
    if len(values) < 2:
        return None
    half = _spread(values)
    return Interval(low=_mean(values) - half, high=_mean(values) + half, kind=_OF_DAYS, basis="sample")


def _weighed(value: float, per: str) -> str:
    return f"{signed(value, 0)} a day" if per == "day" else f"{signed_percent(value, 2)} of all weight"


def _broke(pair: str, found: list[Row], values: list[float], change: Change, per: str) -> str:
    """The likeliest break as a sentence, with how sure its date is; or that there is none."""
    if change.log_bayes_factor < STRONG:
        mean = _mean(values)
        span = f"from {written(found[0]['period'])} to {written(found[-1]['period'])}"
        return f"Media reports show {pair} {_way(mean)} on balance, with no lasting change {span}."
    first, low, high = (found[i + 1]["period"] for i in (change.last_before, change.low, change.high))
    sure = f"in {written(low)}" if low == high else f"between {written(low)} and {written(high)}"
    return (
        f"Media reports show {pair} {_since(change.before, change.after, written(first))}: "
        f"{_weighed(change.after, per)} after {_weighed(change.before, per)}; the break lies {sure} (95 %), found without a date "
        "being given."
    )


def _since(before: float, after: float, first: str) -> str:
    """What changed: from one way to another, or more or less of the same.

    Examples
    --------
    >>> _since(33.0, 18.0, "January 2020"), _since(-474.0, 22.0, "June 2018")
    ('cooperating on balance, since January 2020 less than before', 'cooperating on balance since June 2018, in conflict before')
    """
    if before * after > 0:
        more = "more" if abs(after) > abs(before) else "less"
        return f"{_way(after)} on balance, since {first} {more} than before"
    return f"{_way(after)} on balance since {first}, {_way(before)} before"


def _way(balance: float) -> str:
    """What a balance of events says: above 0 cooperation outweighs conflict."""
    return (
        "cooperating"
        if balance > 0
        else "in conflict"
        if balance < 0
        else "neither cooperating nor in conflict"
    )


def _counted(months: int) -> str:
    return "the one month with events enough" if months == 1 else f"{number_of(months, 'months')}"


def _levels(found: list[Row], values: list[float], per: str) -> str:
    """The levels that held for half a year or more, in words."""
    best = segments(values, at_least=HELD)
    if not best.starts:
        return (
            "Any number of breaks allowed, no level that held for half a year differs enough from the next."
        )
    steps = [
        f"{_weighed(level, per)} from {written(found[start]['period'])}"
        for start, level in zip((0, *best.starts), best.levels, strict=True)
    ]
    return f"Any number of breaks allowed, levels that held for half a year or more are {'; '.join(steps)}."


@measure(
    "events.compare",
    unit="share",
    tables=("events",),
    chart="slope",
    definition="Balance of reported events of a pair as a share of the weight of all pairs of states, before and after a "
    "day; beside it each of the two with a third state.",
    formula="S = mean of months of W_t / sum of |W_t| of all pairs",
    reference="Goldstein (1992), A Conflict-Cooperation Scale for WEIS Events Data, doi 10.1177/0022002792036002007",
)
def compare(
    tables: Store, about: About, window: Window, *, shock: Shock = SHOCK, third: Third = "USA"
) -> Result:
    """Events of a pair before and after a given date, beside either state's with a third."""
    day = parse_date(shock)
    pairs = [(about[0], about[1]), *((code, third) for code in about if third not in about)]
    rows: list[Row] = []
    days: list[date] = []
    for pair in pairs:
        found = months(tables, pair, window)
        sides = {
            "before": [row for row in found if row["period"] < day.replace(day=1)],
            "after": [row for row in found if row["period"] > day],
        }
        if not all(len(side) > 1 for side in sides.values()):
            raise CoverageError(
                f"the tables have no events of {called(pair[0])} and {called(pair[1])} on both sides of {shock}.",
                f"They run from {written(found[0]['period'])} to {written(found[-1]['period'])}.",
            )
        days += [row["period"] for row in found]
        rows += [_side(side, label, pair) for label, side in sides.items()]
    before, after = rows[0], rows[1]
    return Result(
        value=after["value"],
        says=f"Of the weight of all reported events, {called(about[0])} and {called(about[1])} have {_share(after['value'])} since "
        f"{written(day)}, {_share(before['value'])} before.",
        rows=rows,
        period=spanned(days, "M"),
        interval=Interval(low=after["low"], high=after["high"], kind=_KIND, basis="sample"),
        caveats=(
            "The month of the day itself is left out. Other things changed with the day: this is a comparison, not an effect.",
            _GAPS,
        ),
    )


def _share(value: float) -> str:
    return signed_percent(value, 2)


def _side(side: list[Row], label: str, pair: tuple[str, str]) -> Row:
    values = [row["weight"] / row["weight_all"] for row in side]
    mean, half = _mean(values), _spread(values)
    first, last = (f"{row['period']:%Y-%m}" for row in (side[0], side[-1]))
    return {
        "period": last,
        "value": mean,
        "low": mean - half,
        "high": mean + half,
        "series": label,
        "label": " and ".join(name(code) for code in pair),
        "span": f"{first} to {last}",
        "source": side[0]["source_id"],
    }
