"""Build the embedded world `oecd-2021`: 80 economies and the rest, 27 goods industries and services, before the invasion.

1. Flows of 2021 by seller, buyer and industry, home sales on the diagonal, are the OECD's (inter-country input-output tables, edition of
   2025; basic prices, no re-exports).
2. Inputs are those of 2022, the one year with a table of uses: what an industry of an economy buys of each good for a dollar of its
   output, whoever sells it. The rest of the world has the mean of all others, weighted by output. Purchases from the rest of the world are
   not in the table of uses, so that inputs are a little low.
3. Tariffs are Teti's of 2021.
4. Final demand is what firms do not use; cells below zero, as of stocks, are nothing.
5. All identities are settled, then goods trade of every pair with Russia is moved to the totals of 2021 that the IMF, or another office, has in
   both 2021 and 2023 (`scenarios.hindcast.replay.records` by state), and they are settled again.

Reads ../shared/data/trade/oecd_icio. Run: python tools/build_oecd_world.py
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import polars as pl
import yaml

from realpolitik.models.equilibrium import World, elasticities
from realpolitik.models.equilibrium.build import from_flows
from realpolitik.store import Store

ROOT = Path(__file__).resolve().parents[1]
ABOUT = yaml.safe_load((ROOT / "src/realpolitik/scenarios/oecd.yaml").read_text(encoding="utf-8"))
SECTORS: dict[str, dict] = ABOUT["sectors"]
LABELS = tuple(SECTORS)
OF = {code: label for label, about in SECTORS.items() for code in about["icio"]}
GOODS = tuple(label for label, about in SECTORS.items() if about["goods"])
YEAR, USES = 2021, 2022
LEAST_ADDED = 0.02
"""Least share of value added in output; inputs of an industry above that are scaled down."""
FLOOR = 1e-9
"""Home sales of a good that an economy buys from nobody, as a share of all it sells."""
FOUR = 4.0


def flows(folder: Path) -> tuple[tuple[str, ...], np.ndarray]:
    """States, and (N, N, J) importer, exporter, sector in dollars."""
    rows = pl.read_parquet(folder / "oecd_icio_bilateral_81x28_2011_2022.parquet").filter(
        pl.col("year") == YEAR
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


def tariffs(folder: Path, states: tuple[str, ...]) -> np.ndarray:
    """(N, N, J) rates of 2021; none where there is no row, at home, and on services."""
    rows = pl.read_parquet(folder / "tariffs_teti_81x28_2014_2017_2021_2022.parquet").filter(
        (pl.col("year") == YEAR) & (pl.col("sector") != "SERV") & (pl.col("o") != pl.col("d"))
    )
    at = {code: place for place, code in enumerate(states)}
    sector = {label: place for place, label in enumerate(LABELS)}
    made = np.zeros((len(states), len(states), len(LABELS)))
    for _, seller, buyer, code, rate in rows.iter_rows():
        if seller in at and buyer in at:
            made[at[buyer], at[seller], sector[OF[code]]] = rate
    return made


def totals(world: World) -> dict[tuple[str, str], float]:
    """Goods trade of Russia with each state in 2021, dollars, as the IMF has it; of those that trade in the OECD's tables, too."""
    goods = [LABELS.index(label) for label in GOODS]
    traded = world.flows[:, :, goods].sum(axis=2)
    at = {code: place for place, code in enumerate(world.states)}
    rows = Store.embedded().of_offices("trade").filter(reporter="IMF", product="total", freq="A")
    rows = rows.filter(pl.col("period").dt.year() == YEAR, pl.col("value_usd").is_not_null())
    known = {(o, d): float(v) for o, d, v in rows.select("origin", "destination", "value_usd").iter_rows()}
    return {
        pair: value
        for pair, value in known.items()
        if "RUS" in pair and set(pair) <= set(at) and value > 0 and traded[at[pair[1]], at[pair[0]]] > 0
    }


def build(folder: Path, *, tariffed: bool = True) -> World:
    """The world of flows, inputs and tariffs, settled; before any total is moved."""
    states, trade = flows(folder)
    used = inputs(folder, states)
    return from_flows(
        trade,
        states=states,
        sectors=LABELS,
        value_added_share=1 - used.sum(axis=1),
        input_share=used,
        tariff=tariffs(folder, states) if tariffed else None,
        negative_final="zero",
        name=f"oecd-{YEAR}",
        period=str(YEAR),
    ).settle(elasticities(LABELS, FOUR))


def main() -> None:
    """Build, move Russia's pairs to the record, check, save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / f"src/realpolitik/reference/worlds/oecd-{YEAR}")
    options = parser.parse_args()
    rough = build(options.shared / "data/trade/oecd_icio")
    made = rough.rebalance(totals(rough), elasticities(LABELS, FOUR), sectors=GOODS)
    notes = (
        f"flows of {YEAR} and inputs of {USES}: OECD inter-country input-output tables, edition of 2025 (basic prices, without re-exports)",
        "goods of pairs with Russia: moved to the IMF's totals; their industries are the OECD's",
        "tariffs: Teti (2024), 2021, without the additional duties of China and the United States",
        "rest of the world: inputs as the mean of all others",
    )
    made.with_(name=f"oecd-{YEAR}", period=str(YEAR), notes=notes).check().save(options.out)
    print(sum(path.stat().st_size for path in options.out.iterdir()), "bytes")


if __name__ == "__main__":
    main()
