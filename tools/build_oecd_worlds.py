"""Build the embedded worlds on the OECD's tables, `oecd-2019`, `oecd-2021`, `oecd-2023`: 80 economies and the rest, 27 goods and services.

1. Flows by seller, buyer and industry, home sales on the diagonal, are the OECD's (inter-country input-output tables, edition of 2025; basic
   prices, no re-exports). 2023 stands on those of 2022, Russia's pairs on those of 2021, since the OECD's of 2022 are not to be used;
   all are moved by output: value added of 2019 times the growth of output (table `economies`).
2. Inputs are those of 2022, the one year with a table of uses: what an industry of an economy buys of each good for a dollar of its
   output, whoever sells it. The rest of the world has the mean of all others, weighted by output. Purchases from the rest of the world are
   not in the table of uses, so that inputs are a little low.
3. Goods trade of every pair goes to customs totals of the year (`tools/oecd_totals.py`), and what a pair trades in coal, oil and gas, and ores to
   BACI's figures by product. What China sells Russia of cars and of textiles in 2023 goes to its customs (worlds.yaml, `products` and `parts`). All
   other goods of a pair keep the OECD's proportions.
4. Services of a pair are the OECD's, less margins on goods: it counts goods at basic prices, and the margins of trade and transport on them, which
   are in the prices that customs record, as services. Margins are what customs have beyond its goods, and at least the share of wholesale and
   retail trade in what firms of the buyer buy of the seller's services (2022). At least `LEAST_SERVICES` is left.
5. Output of an industry is the OECD's; sales at home are what is not exported, at least `LEAST_HOME` of it. Tariffs are Teti's, with the
   additional duties of China and the United States from worlds.yaml.
6. Final demand is what firms do not use; cells below zero, as of stocks, are nothing. All identities are settled, then totals are reached again.

Each world has a file `basis.parquet`: of each pair and kind of goods whether the figure is reported, allocated or borrowed.

Reads ../shared/data/trade. Run: python tools/build_oecd_worlds.py [YEAR ...]
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import yaml

from realpolitik.models.equilibrium import World, elasticities
from realpolitik.models.equilibrium.build import from_flows
from realpolitik.models.equilibrium.rebalance import rebalance_parts
from realpolitik.store import Store

sys.path.insert(0, str(Path(__file__).parent))
from oecd_totals import Totals, totals

ROOT = Path(__file__).resolve().parents[1]
ABOUT = yaml.safe_load((ROOT / "src/realpolitik/scenarios/worlds.yaml").read_text(encoding="utf-8"))
SECTORS: dict[str, dict] = ABOUT["sectors"]
LABELS = tuple(SECTORS)
OF = {code: label for label, about in SECTORS.items() for code in about["icio"]}
GOODS = tuple(label for label, about in SECTORS.items() if about["goods"])
SERVICES = "all-services"
TRADING = "G"
"""Wholesale and retail trade: what it sells abroad is margins on goods."""
YEARS: dict[int, dict] = ABOUT["years"]
USES = 2022
LEAST_ADDED = 0.02
"""Least share of value added in output; inputs of an industry above that are scaled down."""
LEAST_SERVICES = 0.5
"""Least share of the OECD's flow of services of a pair that is left where margins are taken out of it."""
LEAST_HOME = 0.05
"""Least share of an industry's output that is sold at home."""
FLOOR = 1e-9
"""Home sales of a good that an economy buys from nobody, as a share of all it sells."""
FOUR = 4.0
MISSED = 2e-4
"""Share of all trade in goods by which totals may be missed in the end."""


def flows(folder: Path, year: int) -> tuple[tuple[str, ...], np.ndarray]:
    """States, and (N, N, J) importer, exporter, sector in dollars, as the OECD has them."""
    rows = pl.read_parquet(folder / "oecd_icio_bilateral_81x28_2011_2022.parquet").filter(
        pl.col("year") == year
    )
    states = tuple(sorted(set(rows["o"])))
    at = {code: place for place, code in enumerate(states)}
    sector = {label: place for place, label in enumerate(LABELS)}
    made = np.zeros((len(states), len(states), len(LABELS)))
    for _, seller, buyer, code, value in rows.iter_rows():
        made[at[buyer], at[seller], sector[OF[code]]] += 1e6 * value
    for n, j in np.argwhere(made.sum(axis=1) <= 0):
        made[n, n, j] = FLOOR * made[:, n].sum()
    return states, made


def inputs(folder: Path, states: tuple[str, ...]) -> np.ndarray:
    """(N, J, J) state, input, user: dollars of inputs for a dollar of output in 2022."""
    table = pl.read_parquet(folder / "oecd_icio2025_2022_Z_4000x4000_float32.parquet")
    users = [name for name in table.columns if name != "row"]
    values = table.select(users).to_numpy().astype(np.float64)
    sector = {label: place for place, label in enumerate(LABELS)}

    def place(name: str) -> tuple[str, int]:
        state, _, code = name.partition("_")
        return state, sector[OF.get(code, "all-services")]

    size, at = len(LABELS), {code: number for number, code in enumerate(states)}
    good = np.zeros((size, len(users)))
    for row, name in enumerate(table["row"]):
        good[place(name)[1]] += values[row]
    used, output = np.zeros((len(states), size, size)), np.zeros((len(states), size))
    for column, name in enumerate(users):
        state, user = place(name)
        used[at[state], :, user] += good[:, column]
    nodes = pl.read_parquet(folder / "oecd_icio2025_2022_nodes_80x50.parquet")
    for state, code, value, *_ in nodes.iter_rows():
        output[at[state], sector[OF.get(code, "all-services")]] += value
    rest = at["ROW"]
    used[rest], output[rest] = used.sum(axis=0), output.sum(axis=0)
    share = used / np.where(output > 0, output, 1.0)[:, None, :]
    return share * np.minimum(1.0, (1 - LEAST_ADDED) / np.maximum(share.sum(axis=1), 1e-12))[:, None, :]


def margins(folder: Path, states: tuple[str, ...]) -> np.ndarray:
    """(N, N) buyer, seller: share of wholesale and retail trade in the services that firms buy of a state in 2022; with the rest, the other's mean."""
    table = pl.read_parquet(folder / "oecd_icio2025_2022_Z_4000x4000_float32.parquet")
    users = [name for name in table.columns if name != "row"]
    values = table.select(users).to_numpy().astype(np.float64)
    at = {code: number for number, code in enumerate(states)}
    buyers = np.array([at[name.partition("_")[0]] for name in users])
    bought, trading = np.zeros((len(states), len(states))), np.zeros((len(states), len(states)))
    for row, name in enumerate(table["row"]):
        seller, _, code = name.partition("_")
        if code in OF:
            continue
        sold = np.bincount(buyers, weights=values[row], minlength=len(states))
        bought[:, at[seller]] += sold
        trading[:, at[seller]] += sold * (code == TRADING)
    for matrix in (bought, trading):
        np.fill_diagonal(matrix, 0.0)
        matrix[at["ROW"]], matrix[:, at["ROW"]] = matrix.sum(axis=0), matrix.sum(axis=1)
    return trading / np.where(bought > 0, bought, 1.0)


def tariffs(folder: Path, states: tuple[str, ...], year: int) -> np.ndarray:
    """(N, N, J) rates of a world's year; none where there is no row, at home, and on services."""
    rows = pl.read_parquet(folder / "tariffs_teti_81x28_2014_2017_2021_2022.parquet").filter(
        (pl.col("year") == YEARS[year]["tariffs"])
        & (pl.col("sector") != "SERV")
        & (pl.col("o") != pl.col("d"))
    )
    at = {code: place for place, code in enumerate(states)}
    sector = {label: place for place, label in enumerate(LABELS)}
    made = np.zeros((len(states), len(states), len(LABELS)))
    for _, seller, buyer, code, rate in rows.iter_rows():
        if seller in at and buyer in at:
            made[at[buyer], at[seller], sector[OF[code]]] = rate
    goods = [sector[label] for label in GOODS]
    for duty in ABOUT["duties"]:
        if year in duty["years"]:
            made[at[duty["to"]], at[duty["from"]], goods] += duty["rate"]
    return made


def plain(folder: Path, year: int, *, tariffed: bool = True) -> World:
    """The OECD's flows of a year with the inputs of 2022, settled: before any total is moved."""
    states, trade = flows(folder, year)
    return _settled(
        trade, states, inputs(folder, states), tariffs(folder, states, year) if tariffed else None
    )


def structure(folder: Path, year: int) -> tuple[tuple[str, ...], np.ndarray]:
    """Flows on which a world stands, moved to the output of its year."""
    about = YEARS[year]
    states, trade = flows(folder, about["flows"])
    _, then = flows(folder, about["russia"])
    russia = states.index("RUS")
    others = [n for n in range(len(states)) if n != russia]
    trade[russia, others], trade[others, russia] = then[russia, others], then[others, russia]
    if about["flows"] == year:
        return states, trade
    used = inputs(folder, states)
    added = [
        ((1 - used.sum(axis=1)) * made.sum(axis=0)).sum(axis=1) for made in (flows(folder, 2019)[1], trade)
    ]
    growth = added[0] * _grown(states, 2019, year) / added[1]
    return states, trade * np.sqrt(growth[:, None, None] * growth[None, :, None])


def _grown(states: tuple[str, ...], before: int, after: int) -> np.ndarray:
    """Output of a year over that of another; of the rest together, and Taiwan's as the world's, which has no figure for it."""
    table = Store.embedded()["economies"]
    value = [
        {
            code: float(money)
            for code, money in table.filter(period=date(year, 1, 1)).select("state", "gdp_usd").iter_rows()
        }
        for year in (before, after)
    ]
    both = set(value[0]) & set(value[1])
    rest = both - set(states)
    total = [sum(one[code] for code in both) for one in value]
    found = []
    for code in states:
        members = rest if code == "ROW" else {code} & both
        sums = [sum(one[member] for member in members) for one in value] if members else total
        found.append(sums[1] / sums[0])
    return np.array(found)


def _settled(trade: np.ndarray, states: tuple[str, ...], used: np.ndarray, rates: np.ndarray | None) -> World:
    rough = from_flows(
        trade,
        states=states,
        sectors=LABELS,
        value_added_share=1 - used.sum(axis=1),
        input_share=used,
        tariff=rates,
        negative_final="zero",
    )
    return rough.settle(elasticities(LABELS, FOUR))


def services(
    trade: np.ndarray, states: tuple[str, ...], to: Totals, trading: np.ndarray
) -> dict[tuple[str, str], float]:
    """Services by seller and buyer: the OECD's flow less the margins on goods, which the totals of customs hold already."""
    goods, own = [LABELS.index(label) for label in GOODS], LABELS.index(SERVICES)
    basic, found = trade[:, :, goods].sum(axis=2), {}
    for n, buyer in enumerate(states):
        for i, seller in enumerate(states):
            flow = float(trade[n, i, own])
            if n != i and flow > 0:
                beyond = to.goods.get((seller, buyer), 0.0) - float(basic[n, i])
                margin = max(beyond, float(trading[n, i]) * flow)
                found[seller, buyer] = max(flow - margin, LEAST_SERVICES * flow)
    return found


def moved(
    trade: np.ndarray, states: tuple[str, ...], to: Totals, sold_services: dict[tuple[str, str], float]
) -> np.ndarray:
    """Flows (N, N, J) with the totals of pairs, and sales at home that keep the output of each industry."""
    goods = [LABELS.index(label) for label in GOODS]
    at = {code: place for place, code in enumerate(states)}
    made, output = trade.copy(), trade.sum(axis=0)
    exports = made.sum(axis=0) - np.einsum("nnj->nj", made)
    for (seller, buyer), value in to.goods.items():
        n, i = at[buyer], at[seller]
        raw = {LABELS.index(label): known.get((seller, buyer)) for label, known in to.known.items()}
        known = {j: money for j, money in raw.items() if money is not None}
        rest = [j for j in goods if j not in known]
        left = value - sum(known.values())
        like = made[n, i, rest] if made[n, i, rest].sum() else exports[i, rest]
        made[n, i, rest] = like * left / like.sum()
        for j, money in known.items():
            made[n, i, j] = money
    for (seller, buyer), value in sold_services.items():
        made[at[buyer], at[seller], LABELS.index(SERVICES)] = value
    own = np.arange(len(states))
    made[own, own] = 0.0
    sold = made.sum(axis=0)
    made[own, own] = np.where(trade[own, own] > 0, np.maximum(output - sold, LEAST_HOME * output), 0.0)
    for n, j in np.argwhere(made.sum(axis=1) <= 0):
        made[n, n, j] = FLOOR * output[n].sum()
    return made


def build(shared: Path, year: int) -> tuple[World, Totals]:
    """The world of a year, and what its totals are."""
    folder = shared / "oecd_icio"
    states, trade = structure(folder, year)
    to = totals(shared, year, states, trade[:, :, [LABELS.index(label) for label in GOODS]].sum(axis=2))
    sold_services = services(trade, states, to, margins(folder, states))
    settled = _settled(
        moved(trade, states, to, sold_services), states, inputs(folder, states), tariffs(folder, states, year)
    )
    rest = {}
    for pair, value in to.goods.items():
        known = frozenset(label for label, pairs in to.known.items() if pair in pairs)
        left = value - sum(to.known[label][pair] for label in known)
        rest.setdefault(known, {})[pair] = left
    parts = [(pairs, [label]) for label, pairs in to.known.items()]
    parts += [(pairs, [label for label in GOODS if label not in known]) for known, pairs in rest.items()]
    parts.append((sold_services, [SERVICES]))
    made = rebalance_parts(
        settled, parts, elasticities(LABELS, FOUR), tolerance=1e-6, missed=MISSED, max_rounds=200
    )
    return made.with_(name=f"oecd-{year}", period=str(year), notes=notes(year, to)).check(), to


def notes(year: int, to: Totals) -> tuple[str, ...]:
    """What a user of the world should know, the most important first."""
    about = YEARS[year]
    flow = f"flows of {about['flows']}" + (
        f", Russia's of {about['russia']}" if about["russia"] != about["flows"] else ""
    )
    return (
        f"goods trade of pairs: {to.says}",
        "services of pairs: the OECD's less the margins on goods that customs' totals hold, and at least less wholesale and retail trade",
        f"industries and services: {flow}, and inputs of {USES}: OECD inter-country input-output tables, edition of 2025 (basic prices)",
        f"tariffs: Teti (2024), {about['tariffs']}, with the additional duties of China and the United States, an average for all goods",
        "rest of the world: inputs as the mean of all others",
    )


def main() -> None:
    """Build, check, save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("years", nargs="*", type=int, default=[*YEARS])
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared/data/trade")
    parser.add_argument("--out", type=Path, default=ROOT / "src/realpolitik/reference/worlds")
    options = parser.parse_args()
    for year in options.years:
        made, to = build(options.shared, year)
        folder = made.save(options.out / f"oecd-{year}")
        to.basis().write_parquet(folder / "basis.parquet", compression="zstd", compression_level=19)
        print(year, sum(path.stat().st_size for path in folder.iterdir()), "bytes")


if __name__ == "__main__":
    main()
