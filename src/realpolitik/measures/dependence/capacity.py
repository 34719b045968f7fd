"""Formal influence capacity: how much two states have to do with each other, times how much one depends on the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.alliances.held import obligations_by_year, strength
from realpolitik.measures.dependence.shares import trade_gdp
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.turnover import partner_share, turnover
from realpolitik.sources.shipped import shipped
from realpolitik.states.wording import called, name
from realpolitik.store import Store
from realpolitik.wording.numbers import figure

Row = dict[str, Any]
MISSING = "parts without data as absent (low) and as like the others (high)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of bandwidth or dependence, from `influence_weights.yaml`; `scale` None is the highest of all pairs."""

    part: str
    block: str
    weight: float
    scale: float | None
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score between 0 and 1: `low` takes parts without data as 0, `high` spreads their weight over the others."""

    low: float
    high: float


@cache
def weights() -> Mapping[str, tuple[Part, ...]]:
    """The parts of `bandwidth` and `dependence`."""
    return {
        side: tuple(
            Part(
                part=entry["part"],
                block=entry["block"],
                weight=float(entry["weight"]),
                scale=None if entry["scale"] == "highest" else float(entry["scale"]),
                known=entry["data"] != "none",
            )
            for entry in entries
        )
        for side, entries in shipped("realpolitik.measures.dependence", "influence_weights").items()
    }


def score(parts: Sequence[Part], scaled: Mapping[str, float | None]) -> Score:
    r"""Weighted mean of scaled parts within blocks, and of blocks, $\sum_b \frac{1}{B} \sum_k w_k z_k / \sum_k w_k$.

    Parameters
    ----------
    scaled
        Each part over its scale, cut at 1; None or absent where it is not on record.

    Raises
    ------
    OptionError
        A scaled part lies outside 0 to 1, or no part is on record.

    Examples
    --------
    >>> parts = [
    ...     Part(part="x", block="economic", weight=1, scale=None, known=True),
    ...     Part(part="y", block="economic", weight=1, scale=None, known=False),
    ... ]
    >>> score(parts, {"x": 0.8})
    Score(low=0.4, high=0.8)
    """
    if any(value is not None and not 0 <= value <= 1 for value in scaled.values()):
        raise OptionError("parts are scaled between 0 and 1 before they are weighed")
    blocks: dict[str, list[Part]] = {}
    for part in parts:
        blocks.setdefault(part.block, []).append(part)
    low, high = 0.0, []
    for held in blocks.values():
        known = [part for part in held if scaled.get(part.part) is not None]
        reached = sum(part.weight * (scaled[part.part] or 0.0) for part in known)
        low += reached / sum(part.weight for part in held) / len(blocks)
        if known:
            high.append(reached / sum(part.weight for part in known))
    if not high:
        raise OptionError("no part is on record: there is nothing to weigh")
    return Score(low=low, high=sum(high) / len(high))


def capacity(bandwidth: float, dependence: float) -> float:
    """Influence capacity of one state over another: bandwidth of the pair times dependence of the other, 0 to 1.

    The ratio of both directions is the ratio of dependence, since bandwidth is the pair's.

    References
    ----------
    Moyer, Meisel, Matthews, Bohl and Burrows (2018), China-US competition: measuring global influence

    Examples
    --------
    >>> round(capacity(0.62, 0.45), 4), round(capacity(0.62, 0.08), 4), round(capacity(0.62, 0.45) / capacity(0.62, 0.08), 3)
    (0.279, 0.0496, 5.625)
    """
    if not (0 <= bandwidth <= 1 and 0 <= dependence <= 1):
        raise OptionError("bandwidth and dependence are scaled between 0 and 1")
    return bandwidth * dependence


def _capacities(
    pair: About,
    bands: Mapping[str, tuple[Score, str]],
    leaning: Mapping[str, Row],
    highest: Mapping[str, float],
) -> list[Row]:
    """Capacity of the first of a pair over the second by year, from what binds them and how the second leans on the first."""
    rows = []
    for year, (band, cited) in bands.items():
        depends = score(weights()["dependence"], _scaled(leaning[year], highest, "dependence"))
        rows.append(
            {
                "period": year,
                "value": capacity(band.low, depends.low),
                "low": capacity(band.low, depends.low),
                "high": capacity(band.high, depends.high),
                "series": f"{name(pair[0])} over {name(pair[1])}",
                "bandwidth": band.low,
                "dependence": depends.low,
                "source": " ".join(dict.fromkeys(f"{cited} {leaning[year]['source']}".split())),
            }
        )
    return rows


def _says(about: About, own: Row, other: Row) -> str:
    """The capacity of either over the other in the last year, and how many times as large the first is."""
    a, b = map(called, about)
    said = f"{a} over {b} had an influence capacity of {figure(own['value'], 'index')} in {own['period']}"
    if not other["value"]:
        return f"{said}."
    return (
        f"{said}, {b} over {a} {figure(other['value'], 'index')}: {own['value'] / other['value']:.1f} to 1, as their dependence on "
        "each other stands."
    )


def _highest(tables: Store) -> dict[str, float]:
    """The highest of all pairs of large economies in 2023, and of shared organisations in the last year."""
    import polars as pl

    trade = tables["trade"].filter(reporter="BACI", product="total", freq="A")
    both = trade.group_by(
        pl.min_horizontal("origin", "destination").alias("a"),
        pl.max_horizontal("origin", "destination").alias("b"),
    ).agg(pl.col("value_usd").sum())
    pairs = both.filter((pl.col("a") != "WLD") & (pl.col("b") != "WLD"))
    total = both.filter((pl.col("a") == "WLD") | (pl.col("b") == "WLD")).select(
        pl.when(pl.col("a") == "WLD").then("b").otherwise("a").alias("state"),
        pl.col("value_usd").alias("total"),
    )
    output = (
        tables["power"]
        .filter(pl.col("measure") == "gdp-usd", pl.col("period") == date(2023, 1, 1))
        .group_by("state")
        .agg(pl.col("value").first().alias("gdp"))
    )
    each = pl.concat(
        [
            pairs.rename({"a": "state", "b": "other"}),
            pairs.rename({"b": "state", "a": "other"}).select("state", "other", "value_usd"),
        ]
    ).join(total, on="state")
    shared = tables["organisations"].filter(pl.col("period") == pl.col("period").max())
    figures = {
        "trade": pairs["value_usd"].max(),
        "share in trade": (each["value_usd"] / each["total"]).max(),
        "trade over output": each.join(output, on="state")
        .select(pl.col("value_usd") / pl.col("gdp"))
        .to_series()
        .max(),
        "organisations": shared["shared"].max(),
    }
    return {part: float(value) for part, value in figures.items() if value is not None}  # type: ignore[arg-type]


@measure(
    "dependence.capacity",
    unit="index",
    tables=("trade", "turnover", "power", "organisations", "atop", "treaties", "phrases"),
    definition="Formal influence capacity of the first state over the second and the other way round: how much the two have to do with each "
    "other (trade, shared organisations, pledges) times how much the one depends on the other (trade over output, share in trade).",
    formula="FBIC_ab = bandwidth_ab * dependence_ba; parts over the highest of all pairs, weights in influence_weights.yaml",
    reference="Moyer, Meisel, Matthews, Bohl and Burrows (2018), China-US competition: measuring global influence, Atlantic Council and "
    "Pardee Center",
)
def influence(tables: Store, about: About, window: Window) -> Result:
    """Capacity of each of two states to influence the other, from what binds them and who depends."""
    highest = _highest(tables)
    traded = _by_year(turnover, tables, about, window)
    leaning = {pair: _leaning(tables, pair, window) for pair in (about, about[::-1])}
    years = sorted(set(traded) & set(leaning[about]) & set(leaning[about[::-1]]))
    if not years:
        raise CoverageError(
            f"no year has the trade of {called(about[0])} and {called(about[1])} together with the trade and output of both.",
            "Sources with more: IMF (imf-imts), World Bank (worldbank-wdi).",
        )
    shared = {
        f"{row['period']:%Y}": row
        for row in tables["organisations"].filter(a=min(about), b=max(about)).iter_rows(named=True)
    }
    bound = obligations_by_year(tables, about)
    bands = {year: _bandwidth(year, traded[year], shared, bound, highest) for year in years}
    own, other = (_capacities(pair, bands, leaning[pair[::-1]], highest) for pair in (about, about[::-1]))
    last = own[-1]
    return Result(
        value=last["value"],
        interval=Interval(low=last["low"], high=last["high"], kind=MISSING, basis="source"),
        says=_says(about, last, other[-1]),
        rows=[*own, *other],
        period=spanned([date(int(year), 1, 1) for year in years], "A"),
        caveats=(
            "Without data here, and so 0 at the low end: "
            + ", ".join(part.part for side in weights().values() for part in side if not part.known)
            + f". Range: {MISSING}.",
            (
                "Full is the highest of all pairs of large economies in 2023, and of major states in organisations in 2014, whose list ends then: "
                "the last year known is carried on."
            ),
            (
                "The weights are equal, in measures/dependence/influence_weights.yaml; a product of two scores, so a pair without ties has no capacity, "
                "whatever one could do to the other. Money and technology are not in it."
            ),
        ),
    )


def _by_year(compute: Any, tables: Store, about: About, window: Window) -> dict[str, Row]:
    try:
        return {
            row["period"]: dict(row)
            for row in compute(tables, about, window).rows
            if row["value"] is not None
        }
    except CoverageError:
        return {}


def _leaning(tables: Store, pair: About, window: Window) -> dict[str, Row]:
    """How the first depends on the second by year: trade over output and share in trade."""
    weighed, shares = (_by_year(one, tables, pair, window) for one in (trade_gdp, partner_share))
    return {
        year: {
            "trade over output": weighed[year]["value"],
            "share in trade": shares[year]["value"],
            "source": f"{weighed[year]['source']} {shares[year]['source']}",
        }
        for year in weighed.keys() & shares.keys()
    }


def _scaled(values: Mapping[str, Any], highest: Mapping[str, float], side: str) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for part in weights()[side]:
        top = part.scale if part.scale is not None else highest.get(part.part)
        value = values.get(part.part)
        found[part.part] = None if value is None or not top or not part.known else min(value / top, 1.0)
    return found


def _bandwidth(
    year: str, traded: Row, shared: Mapping[str, Row], bound: Mapping[int, Any], highest: Mapping[str, float]
) -> tuple[Score, str]:
    values: Row = {"trade": traded["value"]}
    cited = traded["source"]
    earlier = [one for one in shared if one <= year]
    if earlier:
        values["organisations"] = float(shared[max(earlier)]["shared"])
        cited += f" {shared[max(earlier)]['source_id']}"
    if int(year) in bound:
        values["pledges"] = strength(set(bound[int(year)].pledges))
        cited += f" {bound[int(year)].sources}"
    return score(weights()["bandwidth"], _scaled(values, highest, "bandwidth")), cited
