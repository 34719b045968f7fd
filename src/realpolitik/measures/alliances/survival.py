"""How long alliances last, against looser alignments, and with or without a regime in common."""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.alliances.options import FirstYear, Kind, Most, YearsPast
from realpolitik.measures.registry import About, Result, measure
from realpolitik.models.stats.kaplan_meier import Array, Curve, kaplan_meier, log_rank, resampled_survival
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of, percent, signed

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, Any]
DRAWS, SEED = 500, 1950
FIRST, LAST = 1816, 2018
"""Years that the record of pledges covers."""
KAPLAN = (
    "Kaplan and Meier (1958), doi 10.1080/01621459.1958.10501452; Leeds and Savun (2007), Terminating alliances, "
    "doi 10.1111/j.1468-2508.2007.00612.x"
)
BLOCS = f"95 %, treaties drawn again {DRAWS:,} times (pairs that begin together as one treaty)"
SHARED = {1: "alliances between regimes of one kind", 0: "alliances between different regimes"}


def _lives(tables: Store, window: Window, kind: str, since: int, most: int) -> pl.DataFrame:
    """Lives that begin from `since` on, as they were known at the end of the window."""
    import polars as pl

    end = _last(window)
    lives = tables["alliances"].filter((pl.col("from_year") >= since) & (pl.col("from_year") <= end))
    lives = lives.with_columns(
        ended=pl.when(pl.col("to_year") < end).then("ended").otherwise(0),
        to_year=pl.min_horizontal("to_year", pl.lit(end)),
    )
    if kind:
        lives = lives.filter(kind=kind)
    if most:
        size = pl.len().over("kind", "bloc")
        lives = lives.filter(size <= most)
    if lives.height < 20:
        raise CoverageError(
            f"{lives.height} pledges begin in {since} or later: too few for a curve. The table runs from 1816 to 2018.",
            "Choose an earlier year, or take in larger treaties.",
        )
    return lives


def _curve(part: pl.DataFrame) -> Curve:
    return kaplan_meier((part["to_year"] - part["from_year"] + 1).to_numpy(), part["ended"].to_numpy())


def _difference(one: pl.DataFrame, two: pl.DataFrame, years: int) -> tuple[float, float]:
    """Interval of the survival of the first less that of the second past so many years, treaties drawn again."""
    import polars as pl

    both = pl.concat([one, two])
    numbered = both.select(pl.struct("kind", "bloc").rank("dense").alias("n"))["n"].to_numpy() - 1
    count = int(numbered.max()) + 1
    random = np.random.default_rng(SEED)
    weights = random.multinomial(count, np.full(count, 1 / count), size=DRAWS)

    def past(part: pl.DataFrame, own: Array) -> Array:
        lasted = (part["to_year"] - part["from_year"] + 1).to_numpy()
        return resampled_survival(lasted, part["ended"].to_numpy(), own, weights, time=years)

    apart = past(one, numbered[: one.height]) - past(two, numbered[one.height :])
    low, high = np.nanquantile(apart, [0.025, 0.975])
    return float(low), float(high)


def _last(window: Window) -> int:
    return min(LAST, window.end.year) if window.end else LAST


def _compared(
    groups: dict[str, pl.DataFrame],
    years: int,
    alone: dict[str, pl.DataFrame] | None,
    *,
    since: int,
    end: int,
) -> Result:
    """Two groups: their curves as rows, and how many more of the first live past so many years."""
    (first, one), (second, two) = groups.items()
    rows: list[Row] = []
    for label, part in groups.items():
        rows += _rows(label, part, f"{since}/{end}")
    curves = {label: _curve(part) for label, part in groups.items()}
    past = {label: _survival(curve, years) for label, curve in curves.items()}
    value = past[first] - past[second]
    low, high = _difference(one, two, years)
    lasted = [(part["to_year"] - part["from_year"] + 1).to_list() for part in (one, two)]
    test = log_rank(
        [*lasted[0], *lasted[1]],
        [*one["ended"].to_list(), *two["ended"].to_list()],
        [0] * one.height + [1] * two.height,
    )
    verdict = "more" if low > 0 else "fewer" if high < 0 else ""
    held = " and ".join(
        f"{percent(past[label])} of {part.height:,} {label}" for label, part in groups.items()
    )
    told = f"After {number_of(years, 'years')} {held} live on: "
    told += (
        f"{abs(value) * 100:.0f} points {verdict} of the first ({signed(low * 100, 0)} to {signed(high * 100, 0)})."
        if verdict
        else f"chance alone may give the difference ({signed(low * 100, 0)} to {signed(high * 100, 0)} points)."
    )
    return Result(
        value=value,
        interval=Interval(low=min(low, value), high=max(high, value), kind=BLOCS, basis="sample"),
        says=told,
        rows=rows,
        period=spanned([date(since, 1, 1), date(end, 1, 1)], "A"),
        caveats=(
            *([_lone(alone, years)] if alone else []),
            "; ".join(_half(label, curve) for label, curve in curves.items()) + ".",
            (
                f"Log-rank test: chi-square {test.statistic:.1f} on {test.freedom} degree of freedom, "
                f"p {'< .001' if test.p_value < 0.001 else f'= {test.p_value:.3f}'}. It takes pairs as independent, which members of one treaty "
                "are not: the interval, which draws whole treaties, is the one to go by."
            ),
            "The bands are Greenwood's, on the log-log scale, and take pairs as independent.",
            (
                "A life is an unbroken run of years of a pair; a treaty that follows another at once goes on in it. Pledges in force in "
                f"{end}, pledges of a state that ended, and alignments that became alliances are censored."
            ),
            (
                "A regime is shared where both states are electoral democracies (polyarchy 0.5 and more) in the first year, or neither is. "
                "An ideology in common, such as Marxism-Leninism, is narrower than that."
            ),
        ),
    )


def _rows(label: str, part: pl.DataFrame, period: str) -> list[Row]:
    curve = _curve(part)
    start: Row = {"x": 0.0, "value": 1.0, "low": 1.0, "high": 1.0, "at_risk": float(part.height)}
    steps = [
        {
            "x": float(curve.times[i]),
            "value": float(curve.survival[i]),
            "low": None if math.isnan(curve.low[i]) else float(curve.low[i]),
            "high": None if math.isnan(curve.high[i]) else float(curve.high[i]),
            "standard_error": None if math.isnan(curve.error[i]) else float(curve.error[i]),
            "at_risk": float(curve.at_risk[i]),
            "ended": float(curve.ended[i]),
        }
        for i in range(curve.times.size)
    ]
    return [
        {
            "period": period,
            "series": label,
            "x_unit": "years since the pledge",
            "unit": "share",
            **step,
            "source": "atop vdem",
        }
        for step in [start, *steps]
    ]


def _survival(curve: Curve, years: int) -> float:
    place = curve.at(years)
    return 1.0 if place < 0 else float(curve.survival[place])


def _half(label: str, curve: Curve) -> str:
    median = curve.median()
    if math.isinf(median):
        return f"more than half of {label} outlive the record"
    return f"half of {label} end within {number_of(median, 'years')}"


def _lone(groups: dict[str, pl.DataFrame], years: int) -> str:
    """The same comparison over pairs that began alone in their year: no treaty of many members weighs there."""
    (first, one), (second, two) = groups.items()
    low, high = _difference(one, two, years)
    past = [_survival(_curve(part), years) for part in (one, two)]
    return (
        f"Of pairs that began alone, so that no large treaty weighs: {percent(past[0])} of {one.height} {first} and "
        f"{percent(past[1])} of {two.height} {second} ({signed(low * 100, 0)} to {signed(high * 100, 0)} points)."
    )


@measure(
    "survival.commitment",
    unit="points",
    tables=("alliances",),
    states=0,
    chart="curve",
    definition="Share of pledges that live on: alliances (help in war pledged) against alignments (neutrality, non-aggression or "
    "consultation alone), since 1816; the value is the difference past so many years, first less second.",
    formula="S(t) = prod over t_i <= t of (1 - d_i / n_i); Greenwood's variance, log-log interval",
    reference=KAPLAN,
)
def commitment(
    tables: Store,
    about: About,
    window: Window,
    *,
    years: YearsPast = 20,
    since: FirstYear = FIRST,
    most: Most = 0,
) -> Result:
    """Whether rigid alliances last longer than flexible alignments."""

    def split(most: int) -> dict[str, pl.DataFrame]:
        lives = _lives(tables, window, "", since, most)
        return {f"{kind}s": lives.filter(kind=kind) for kind in ("alignment", "alliance")}

    return _compared(split(most), years, split(1) if most != 1 else None, since=since, end=_last(window))


@measure(
    "survival.ideology",
    unit="points",
    tables=("alliances",),
    states=0,
    chart="curve",
    definition="Share of alliances (help in war pledged) that live on, between states of the same kind of regime and of different ones, "
    "since 1816; the value is the difference past so many years, first less second.",
    formula="S(t) = prod over t_i <= t of (1 - d_i / n_i); Greenwood's variance, log-log interval",
    reference=KAPLAN,
)
def ideology(
    tables: Store,
    about: About,
    window: Window,
    *,
    years: YearsPast = 20,
    since: FirstYear = FIRST,
    most: Most = 0,
    kind: Kind = "alliance",
) -> Result:
    """Whether alliances between regimes of one kind last longer than others."""

    def split(most: int) -> dict[str, pl.DataFrame]:
        lives = _lives(tables, window, kind, since, most)
        return {
            label.replace("alliance", kind): lives.filter(shared_regime=shared)
            for shared, label in SHARED.items()
        }

    return _compared(split(most), years, split(1) if most != 1 else None, since=since, end=_last(window))
