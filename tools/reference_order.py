"""Tables of alliance, power and order derived from full-size public data: pledges, capabilities, output, networks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from realpolitik.measures.power.capabilities import COMPONENTS, world
from realpolitik.measures.power.network import bonacich
from realpolitik.measures.power.polarity import Concentration, concentration
from realpolitik.states.registry import spells as listed

LAST_ATOP = 2018
DEMOCRATIC = 0.5
"""Polyarchy from which a state counts as an electoral democracy (Lührmann, Tannenberg and Lindberg 2018)."""
POWERS = ("USA", "GBR", "FRA", "DEU", "XAH", "ITA", "RUS", "SUN", "CHN", "JPN", "IND")
"""The major powers of the Correlates of War, and India."""
LAST_COW = 2014
"""The last year of the bilateral trade of the Correlates of War."""
PARTED = (1950, 2005)
"""Years in which a pledge of defence ended: trade is on record before and after."""
AFTER = 9
"""Years after its peak for which trade of allies that parted is looked at: from 1959 to 1968, as of China and the Soviet Union."""
LEAST = 10.0
"""Million dollars at the peak below which the whole millions of the source say little."""
BETAS = (-0.5, 0.0, 0.5)
"""Bonacich's beta as a share of the inverse of the largest eigenvalue."""


@cache
def codes() -> dict[tuple[int, int], str]:
    """The state that a COW number stands for in a year: the one that bore it on most of its days."""
    found: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for spell in listed():
        if spell.system == "cow":
            for year in range(spell.start.year, (spell.end.year if spell.end else 2026) + 1):
                first = max(spell.start, date(year, 1, 1))
                last = min(spell.end or date.max, date(year, 12, 31))
                found[spell.number, year].append(((last - first).days, spell.code))
    return {key: max(held)[1] for key, held in found.items()}


def coded(frame: pl.DataFrame, number: str, name: str) -> pl.DataFrame:
    """A column with the code of the state of a number in a year; rows of other years are left out."""
    table = pl.DataFrame(
        [(float(number_), float(year), code) for (number_, year), code in codes().items()],
        schema={number: pl.Float64, "year": pl.Float64, name: pl.String},
        orient="row",
    )
    return frame.join(table, on=[number, "year"], how="inner")


def _pairs(frame: pl.DataFrame) -> pl.DataFrame:
    """Both states coded, a before b."""
    return coded(coded(frame, "ccode1", "a"), "ccode2", "b").filter(pl.col("a") < pl.col("b"))


def _period() -> pl.Expr:
    return pl.date(pl.col("year").cast(pl.Int32), 1, 1).alias("period")


OBLIGATIONS = {
    "atop_defense": "defence",
    "atop_offense": "offence",
    "atop_neutral": "neutrality",
    "atop_nonagg": "non-aggression",
    "atop_consul": "consultation",
}


def _pledges(data: Path) -> pl.DataFrame:
    """Undirected pair-years of ATOP by COW number, an obligation of either side counting."""
    frame = pl.read_parquet(data / "politics/states/atop_alliance.parquet")
    both = pl.concat([frame, frame.rename({"ccode1": "ccode2", "ccode2": "ccode1"}).select(frame.columns)])
    return both.group_by("ccode1", "ccode2", "year").agg(pl.col(list(OBLIGATIONS)).max())


def spells(data: Path) -> pl.DataFrame:
    """Unbroken runs of years of an obligation, all pairs of members of the system of states."""
    years = (
        _pairs(_pledges(data))
        .unpivot(list(OBLIGATIONS), index=["a", "b", "year"], variable_name="obligation", value_name="held")
        .filter(pl.col("held") == 1)
        .with_columns(pl.col("obligation").replace(OBLIGATIONS), pl.col("year").cast(pl.Int64))
        .unique(["a", "b", "obligation", "year"])
        .sort("a", "b", "obligation", "year")
    )
    run = (pl.col("year") - pl.int_range(pl.len())).over("a", "b", "obligation").alias("run")
    return (
        years.with_columns(run)
        .group_by("a", "b", "obligation", "run")
        .agg(pl.col("year").min().alias("from_year"), pl.col("year").max().alias("to_year"))
        .with_columns(pl.lit("atop").alias("source_id"))
    )


def alliances(data: Path) -> pl.DataFrame:
    """Lives of alliances (help in war pledged) and of alignments (other pledges alone), with how each ended.

    By COW number, so that a successor carries a pledge on. An end counts where both states outlive the pledge and no
    stronger one takes its place; else the life is censored: at 2018, at the end of a state, at an alignment's promotion.
    """
    frame = _pledges(data).filter(pl.col("ccode1") < pl.col("ccode2"))
    help_ = pl.max_horizontal("atop_defense", "atop_offense") == 1
    other = pl.max_horizontal("atop_neutral", "atop_nonagg", "atop_consul") == 1
    years = (
        frame.with_columns(
            pl.when(help_)
            .then(pl.lit("alliance"))
            .when(other)
            .then(pl.lit("alignment"))
            .otherwise(None)
            .alias("kind")
        )
        .filter(pl.col("kind").is_not_null())
        .sort("ccode1", "ccode2", "kind", "year")
    )
    run = (pl.col("year") - pl.int_range(pl.len())).over("ccode1", "ccode2", "kind").alias("run")
    lives = (
        years.with_columns(run)
        .group_by("ccode1", "ccode2", "kind", "run")
        .agg(pl.col("year").min().alias("from_year"), pl.col("year").max().alias("to_year"))
    )
    held = {
        (a, b, year): kind for a, b, year, kind in years.select("ccode1", "ccode2", "year", "kind").rows()
    }
    regimes = {
        (number, year): value
        for number, year, value in pl.read_parquet(data / "politics/states/isard_cw_democracy.parquet")
        .select("ccode", "year", "v2x_polyarchy")
        .rows()
    }
    rows = []
    for one, two, kind, _, first, last in lives.rows():
        names = [codes().get((int(number), int(first))) for number in (one, two)]
        if None in names:
            continue
        outlived = all((int(number), int(last) + 1) in codes() for number in (one, two))
        promoted = kind == "alignment" and held.get((one, two, last + 1)) == "alliance"
        scores = [regimes.get((number, first)) for number in (one, two)]
        shared = None
        if None not in scores:
            shared = int(len({score >= DEMOCRATIC for score in scores}) == 1)
        ended = int(last < LAST_ATOP and outlived and not promoted)
        rows.append((*sorted(names), kind, int(first), int(last), ended, shared))
    columns = ["a", "b", "kind", "from_year", "to_year", "ended", "shared_regime"]
    made = pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None).sort(
        "kind", "from_year", "a", "b"
    )
    return made.with_columns(pl.Series("bloc", _blocs(made)), pl.lit("atop vdem").alias("source_id"))


def parted_allies(data: Path) -> pl.DataFrame:
    """Pairs whose pledge of defence ended while both states lived on: their trade at its peak under it, and so many years after."""
    frame = pl.read_parquet(data / "politics/states/cow_trade_ddy_svm.parquet")
    frame = frame.filter((pl.col("flow1") >= 0) & (pl.col("flow2") >= 0))
    trade: dict[frozenset[int], dict[int, float]] = defaultdict(dict)
    for one, two, year, bought, sold in frame.select(
        "ccode1", "ccode2", "year", "flow1", "flow2"
    ).iter_rows():
        trade[frozenset((int(one), int(two)))][int(year)] = bought + sold
    number = {(code, year): number for (number, year), code in codes().items()}
    runs = spells(data).filter(obligation="defence")
    begun: dict[tuple[str, str], list[int]] = defaultdict(list)
    for a, b, first in runs.select("a", "b", "from_year").iter_rows():
        begun[a, b].append(first)
    rows = []
    for a, b, first, last in runs.select("a", "b", "from_year", "to_year").iter_rows():
        renewed = any(0 < year - last <= 2 for year in begun[a, b])
        lived_on = all((state, last + 2) in number for state in (a, b))
        flows = trade[frozenset((number[a, last], number[b, last]))]
        under = {year: value for year, value in flows.items() if first <= year <= last}
        peak = max(under, key=lambda year: under[year], default=None)
        if renewed or not lived_on or not PARTED[0] <= last <= PARTED[1] or first == last or peak is None:
            continue
        after = flows.get(peak + AFTER)
        if under[peak] >= LEAST and after is not None:
            money = {"peak_usd": round(under[peak] * 1e6), "after_usd": round(after * 1e6)}
            rows.append({"a": a, "b": b, "from_year": first, "to_year": last, "peak_year": peak, **money})
    return pl.DataFrame(rows).with_columns(
        after_year=pl.col("peak_year") + AFTER, source_id=pl.lit("atop cow-trade")
    )


def _blocs(lives: pl.DataFrame) -> list[int]:
    """Pairs of one kind that begin in one year and hang together: as good as one treaty, for which there is no number."""
    number, out = 0, []
    for (_, _), part in lives.group_by(["kind", "from_year"], maintain_order=True):
        root: dict[str, str] = {}

        def top(name: str, root: dict[str, str] = root) -> str:
            while root.setdefault(name, name) != name:
                name = root[name]
            return name

        for a, b in part.select("a", "b").rows():
            root[top(a)] = top(b)
        tops = {name: place for place, name in enumerate(sorted({top(a) for a in part["a"]}))}
        out += [number + tops[top(a)] for a in part["a"]]
        number += len(tops)
    return out


def capabilities(data: Path) -> pl.DataFrame:
    """The six components of all members of the system of states, and the published index."""
    frame = coded(pl.read_parquet(data / "politics/states/cow_nmc.parquet"), "ccode", "state")
    names = {
        "milex": "military_spending",
        "milper": "military_personnel",
        "irst": "iron_steel",
        "pec": "energy",
        "tpop": "population",
        "upop": "urban_population",
    }
    return frame.rename(names).select(
        "state",
        _period(),
        pl.col("ccode").cast(pl.Int64).alias("number"),
        *names.values(),
        "cinc",
        pl.lit("cow-nmc").alias("source_id"),
    )


def output(data: Path) -> pl.DataFrame:
    """Real output and population since 1816, estimated from several sources at once."""
    frame = coded(pl.read_parquet(data / "politics/states/isard_cw_gdppop.parquet"), "ccode", "state")
    # A state under two numbers in a year (Germany and Yemen in 1990) has the same estimates under both.
    frame = frame.sort("state", "year", "ccode").unique(["state", "year"], keep="first", maintain_order=True)
    return frame.filter(pl.col("pwtrgdp").is_not_null() & pl.col("pwtpop").is_not_null()).select(
        "state",
        _period(),
        (pl.col("pwtrgdp") * 1e6).round_sig_figs(5).alias("gdp"),
        (pl.col("sd_pwtrgdp") * 1e6).round_sig_figs(3).alias("gdp_sd"),
        (pl.col("pwtpop") * 1e6).round_sig_figs(5).alias("population"),
        pl.lit("fariss-gdp").alias("source_id"),
    )


def organisations(data: Path, states: set[str]) -> pl.DataFrame:
    """Intergovernmental organisations of which both states of a pair are full members, since 1946."""
    frame = pl.read_parquet(data / "politics/states/cow_igo_ndy.parquet").filter(pl.col("year") >= 1946)
    both = pl.concat([frame, frame.rename({"ccode1": "ccode2", "ccode2": "ccode1"}).select(frame.columns)])
    return (
        _pairs(both)
        .filter(pl.col("a").is_in(states) & pl.col("b").is_in(states))
        .select(
            "a",
            "b",
            _period(),
            pl.col("dyadigos").cast(pl.Int64).alias("shared"),
            pl.lit("cow-igo").alias("source_id"),
        )
        .unique(["a", "b", "period"], keep="first", maintain_order=True)
    )


def rivalries(data: Path) -> pl.DataFrame:
    """Strategic rivalries since 1816, with what each is about."""
    frame = pl.read_parquet(data / "politics/states/tss_rivalries.parquet")
    rows = []
    kinds = ("positional", "spatial", "ideological", "interventionary")
    for row in frame.iter_rows(named=True):
        first, last = max(int(row["start"]), 1816), int(row["end"])
        names = []
        for number in (row["ccode1"], row["ccode2"]):
            held = [codes()[int(number), y] for y in range(first, last + 1) if (int(number), y) in codes()]
            names.append(max(set(held), key=lambda code: (held.count(code), code)) if held else None)
        if last < 1816 or None in names:
            continue
        a, b = sorted(names)
        about = " ".join(kind for kind in kinds if row[kind] == 1)
        rows.append((a, b, first, last, about, row["rivalry"], "tss-rivalries"))
    columns = ["a", "b", "from_year", "to_year", "about", "rivalry", "source_id"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def networks(data: Path) -> pl.DataFrame:
    """Bonacich power of major powers in the networks of trade (1870 on) and of pledges of help in war (1816 on)."""
    parts = [
        *_network("trade", "cow-trade", _trade(data)),
        *_network("trade", "cepii-baci", _baci(data)),
        *_network("alliance", "atop", _defence(data)),
    ]
    columns = ["network", "state", "period", "beta", "value", "states", "source_id"]
    return pl.DataFrame(parts, schema=columns, orient="row")


def _network(
    kind: str, source: str, ties: dict[int, list[tuple[str, str, float]]]
) -> Iterator[tuple[str, str, date, float, float, int, str]]:
    for year, edges in sorted(ties.items()):
        names = sorted({name for a, b, _ in edges for name in (a, b)})
        place = {name: number for number, name in enumerate(names)}
        matrix = np.zeros((len(names), len(names)))
        for a, b, weight in edges:
            matrix[place[a], place[b]] += weight
            matrix[place[b], place[a]] += weight
        for beta in BETAS:
            power = bonacich(matrix, beta=beta, relative=True)
            for name in POWERS:
                if name in place:
                    value = round(float(power[place[name]]), 5)
                    yield kind, name, date(year, 1, 1), beta, value, len(names), source


def _trade(data: Path) -> dict[int, list[tuple[str, str, float]]]:
    frame = pl.read_parquet(data / "politics/states/cow_trade_ddy_svm.parquet")
    flows = pl.concat(
        [
            frame.filter(pl.col("ccode1") < pl.col("ccode2")).select("ccode1", "ccode2", "year", "flow1"),
            frame.filter(pl.col("ccode1") > pl.col("ccode2")).select(
                pl.col("ccode2").alias("ccode1"), pl.col("ccode1").alias("ccode2"), "year", "flow1"
            ),
        ]
    ).filter(pl.col("flow1") > 0)
    summed = (
        coded(coded(flows, "ccode1", "a"), "ccode2", "b")
        .group_by("year", "a", "b")
        .agg(pl.col("flow1").sum())
    )
    ties: dict[int, list[tuple[str, str, float]]] = defaultdict(list)
    for year, a, b, weight in summed.sort("year", "a", "b").rows():
        ties[int(year)].append((a, b, weight))
    return ties


def _baci(data: Path) -> dict[int, list[tuple[str, str, float]]]:
    """All pairs after the Correlates of War end; the copy of 2023, which does not cover a sixth of them, is no network."""
    frame = pl.read_parquet(data / "trade/baci_totals/baci_totals_2000_2020.parquet").filter(
        pl.col("year") > LAST_COW, pl.col("value_kusd") > 0
    )
    ties: dict[int, list[tuple[str, str, float]]] = defaultdict(list)
    rows = frame.select(
        "year", pl.col("exporter").cast(pl.String), pl.col("importer").cast(pl.String), "value_kusd"
    )
    for year, a, b, value in rows.sort("year", "exporter", "importer").iter_rows():
        if a != b:
            ties[int(year)].append((a, b, float(value)))
    return ties


def _defence(data: Path) -> dict[int, list[tuple[str, str, float]]]:
    frame = _pairs(_pledges(data)).filter((pl.col("atop_defense") == 1) & (pl.col("year") >= 1816))
    ties: dict[int, list[tuple[str, str, float]]] = defaultdict(list)
    for year, a, b in frame.select("year", "a", "b").unique().sort("year", "a", "b").rows():
        ties[int(year)].append((a, b, 1.0))
    return ties


def polarity(data: Path) -> pl.DataFrame:
    """Concentration of power by year, by each definition, with the range over the components of capabilities."""
    own = capabilities(data)
    parts = [*_spread("capabilities", "cow-nmc", world(own), "cinc", _without_one(own))]
    spent = own.filter(pl.col("military_spending").is_not_null())
    parts += _spread("military-spending", "cow-nmc", spent, "military_spending", ())
    frame = output(data).with_columns(net=pl.col("gdp") ** 2 / pl.col("population"))
    for definition, column in (("output", "gdp"), ("net-resources", "net")):
        parts += _spread(definition, "fariss-gdp", frame, column, ())
    names = ["definition", "period", "states", "con", "effective", "entropy", "leader"]
    names += ["con_low", "con_high", "effective_low", "effective_high", "source_id"]
    return pl.DataFrame(parts, schema=names, orient="row", infer_schema_length=None)


def _without_one(own: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    return tuple(
        world(own, of=[part for part in COMPONENTS if part != left]).rename({"cinc": "power"})
        for left in COMPONENTS
    )


def _spread(
    definition: str, source: str, frame: pl.DataFrame, column: str, others: tuple[pl.DataFrame, ...]
) -> list[tuple[object, ...]]:
    def by_year(table: pl.DataFrame, power: str) -> dict[date, Concentration]:
        groups = table.group_by("period", maintain_order=True).agg(pl.col(power))
        return {day: concentration(held) for day, held in groups.rows() if len(held) > 1 and sum(held) > 0}

    found = by_year(frame.sort("period", "state"), column)
    also = [by_year(other.sort("period", "state"), "power") for other in others]
    rows: list[tuple[object, ...]] = []
    for day, one in sorted(found.items()):
        near = [one, *(other[day] for other in also if day in other)]
        ends = [
            end(getattr(item, key) for item in near) for key in ("con", "effective") for end in (min, max)
        ]
        ends = [round(end, 6) for end in ends] if len(near) > 1 else [None] * 4
        values = [round(getattr(one, key), 6) for key in ("con", "effective", "entropy", "leader")]
        rows.append((definition, day, one.states, *values, *ends, source))
    return rows
