"""Build the embedded worlds: 26 economies, 16 sectors, in 2019, 2021 and 2023, and the sets of elasticities.

Structure (who buys what from which sector where, cost shares, tariffs) is of WIOD 2014. Its rest of the world is split into
Kazakhstan, Belarus, Ukraine, the Caucasus and Central Asia, the oil exporters of the Gulf, and the rest, by their trade of
2019 and output; they keep the sector structure of the whole. Goods trade of every pair is then rebalanced to the totals
of each year, and all identities are settled. Labels, members and sectors stand in src/realpolitik/scenarios/worlds.yaml.

Reads ../shared/data/trade. Run: python tools/build_worlds.py
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import yaml

from realpolitik.models.equilibrium import CaliendoParroTables, World, elasticities, from_caliendo_parro
from realpolitik.models.equilibrium.layout import sectors_first, sectors_last
from realpolitik.scenarios.economies import whole_trade
from realpolitik.store import Store

ROOT = Path(__file__).parents[1]
TRADE = ROOT.parent / "shared/data/trade"
WORLDS = ROOT / "src/realpolitik/reference/worlds"
SCENARIOS = ROOT / "src/realpolitik/scenarios"
LABELS = yaml.safe_load((SCENARIOS / "worlds.yaml").read_text(encoding="utf-8"))
STATES: dict[str, dict] = LABELS["states"]
SECTORS: dict[str, dict] = LABELS["sectors"]
GOODS = tuple(name for name, about in SECTORS.items() if about["goods"])
SPLIT = tuple(label for label, about in STATES.items() if about.get("split"))
YEARS = (2019, 2021, 2023)
# WIOD's services are non-traded or hardly traded in the estimates; Costinot and Rodriguez-Clare (2014) use 5 for them.
SERVICES_THETA = 5.0


def main() -> None:
    """Build and save everything; with a folder, only the full-size world of WIOD, into it."""
    if len(sys.argv) > 1:
        wiod_world().check().save(Path(sys.argv[1]))
        return
    base = base_world()
    trade_2019, trade_2023 = goods_2019(), goods_2023()
    world = split_rest(base, trade_2019)
    for year in YEARS:
        totals = targets(year, trade_2019, trade_2023)
        made = at_year(world, year, totals)
        made.check().save(WORLDS / str(year))
    write_elasticities(SCENARIOS / "elasticities.csv")


# --- structure -----------------------------------------------------------------------------------------------------
def wiod_world() -> World:
    """WIOD 2014 as it is: 44 economies, 50 sectors C01 to C50."""
    folder = TRADE / "wiod2014"
    names = ("Din2014", "tariffs2014", "B", "alphas", "X0", "G", "VA_n", "S_n")
    read = {name: np.loadtxt(folder / f"{name}.txt", delimiter=",") for name in names}
    states = tuple(pd.read_stata(folder / "countrysample_wiod.dta")["iso"])
    raw = [f"C{number + 1:02d}" for number in range(50)]
    tables = CaliendoParroTables(
        shares=read["Din2014"],
        tariff=read["tariffs2014"],
        value_added_share=read["B"],
        final_share=read["alphas"],
        expenditure=read["X0"],
        input_share=read["G"],
        value_added=read["VA_n"],
        deficit=-read["S_n"],
    )
    return from_caliendo_parro(tables, elasticities(raw, 4.0), states=states, unit_usd=1e6, period="2014")


def base_world() -> World:
    """WIOD 2014 merged to the labels that are not split, and 16 sectors."""
    world = wiod_world()
    states = world.states
    merged = {code: label for label, about in STATES.items() for code in about["members"] if code in states}
    goods = {code: name for name, about in SECTORS.items() for code in about["wiod"]}
    return world.aggregate(states={code: merged.get(code, "ROW") for code in states}, sectors=goods)


def split_rest(world: World, trade: Mapping[tuple[str, str], float]) -> World:
    """Split the rest of the world: goods by the trade of 2019, everything else by output."""
    order = (*[label for label in STATES if label in world.states and label != "ROW"], *SPLIT, "ROW")
    weight = {part: gdp_2023()[part] for part in (*SPLIT, "ROW")}
    weight = {part: value / sum(weight.values()) for part, value in weight.items()}
    old = sectors_first(world.flows)
    at = {label: world.states.index(label if label in world.states else "ROW") for label in order}
    rest, goods = at["ROW"], np.array([SECTORS[name]["goods"] for name in world.sectors])
    parts = (*SPLIT, "ROW")
    size = len(order)
    flows = np.zeros((len(world.sectors), size, size))
    for n, buyer in enumerate(order):
        for i, seller in enumerate(order):
            flow = old[:, at[buyer], at[seller]]
            if buyer not in parts and seller not in parts:
                flows[:, n, i] = flow
            elif buyer not in parts or seller not in parts:
                part, other = (seller, buyer) if seller in parts else (buyer, seller)
                pairs = [(p, other) if seller in parts else (other, p) for p in parts]
                mine = (part, other) if seller in parts else (other, part)
                total = sum(trade.get(pair, 0.0) for pair in pairs)
                by_trade = trade.get(mine, 0.0) / total if total else weight[part]
                flows[:, n, i] = flow * np.where(goods, by_trade, weight[part])
    # Within the rest: what the parts sold to each other in 2019, at the ratio of the rest's exports in both years.
    abroad = old[:, :, rest].sum(axis=1) - old[:, rest, rest]
    sold = sum(trade.get((p, o), 0.0) for p in parts for o in order if o not in parts)
    scale = abroad[goods].sum() / sold
    structure = np.where(goods, abroad, 0.0) / abroad[goods].sum()
    for seller in parts:
        n = order.index(seller)
        for buyer in parts:
            if buyer != seller:
                value = scale * trade.get((seller, buyer), 0.0)
                flows[:, order.index(buyer), n] = value * structure
        own = weight[seller] * old[:, rest, rest]
        gone = flows[:, [order.index(p) for p in parts if p != seller], n].sum(axis=1)
        flows[:, n, n] = np.maximum(own - gone, 0.2 * own)
    return _from_flows(world, flows, order, at, weight)


def _from_flows(
    world: World,
    flows: np.ndarray,
    order: tuple[str, ...],
    at: Mapping[str, int],
    weight: Mapping[str, float],
) -> World:
    """The world of these flows: technology, tariffs and tastes of the label each part comes from."""
    places = np.array([at[label] for label in order])
    tariff = None if world.tariff is None else sectors_first(world.tariff)[:, places][:, :, places].copy()
    if tariff is not None:
        own = np.arange(len(order))
        tariff[:, own, own] = 0.0
    value_added = world.value_added[places] * np.array([weight.get(label, 1.0) for label in order])
    return _rough(world, order, places, flows, tariff, value_added).settle(_four(world.sectors))


def _rough(
    world: World,
    order: tuple[str, ...],
    places: np.ndarray,
    flows: np.ndarray,
    tariff: np.ndarray | None,
    value_added: np.ndarray,
) -> World:
    spent = flows if tariff is None else flows * (1 + tariff)
    spending = spent.sum(axis=2)
    return World(
        states=order,
        sectors=world.sectors,
        shares=sectors_last(spent / spending[:, :, None]),
        value_added_share=world.value_added_share[places],
        input_share=world.input_share[places],
        final_share=world.final_share[places],
        value_added=value_added,
        deficit=flows.sum(axis=(0, 2)) - flows.sum(axis=(0, 1)),
        expenditure=np.ascontiguousarray(spending.T),
        tariff=None if tariff is None else sectors_last(tariff),
    )


# --- a year --------------------------------------------------------------------------------------------------------
def at_year(world: World, year: int, totals: Mapping[tuple[str, str], float]) -> World:
    """The structure with output and goods trade of a year."""
    gdp = output_of(year, world)
    growth = gdp / world.value_added
    flows = restructured(world, sectors_first(world.flows).copy())
    flows *= np.sqrt(growth[None, :, None] * growth[None, None, :])
    goods = np.array([world.sectors.index(name) for name in GOODS])
    for (seller, buyer), value in totals.items():
        cell = (goods, world.states.index(buyer), world.states.index(seller))
        flows[cell] *= value / flows[cell].sum() if value else 0.0
    places = np.arange(len(world.states))
    tariff = None if world.tariff is None else sectors_first(world.tariff)
    rough = _rough(world, world.states, places, flows, tariff, gdp).settle(_four(world.sectors))
    notes = (
        "structure: WIOD 2014 release 2016 (CC BY 4.0), merged; the parts of the rest of the world have its structure",
        *[
            f"sectors of goods from {one['from']} to {one['to']}: as to all others"
            for one in LABELS["structure"]
        ],
        f"goods trade: {SOURCE_OF_TOTALS[year]}",
        "output: World Bank by way of the embedded table power and of BACI's replication data, else between 2014 and 2023",
    )
    made = rough.rebalance(totals, _four(world.sectors), sectors=GOODS)
    return made.with_(name=f"world-{year}", period=str(year), notes=notes)


def restructured(world: World, flows: np.ndarray) -> np.ndarray:
    """Goods of pairs whose sectors the accounts get wrong, with the sectors of all that the exporter sells to others."""
    goods = np.array([world.sectors.index(name) for name in GOODS])
    for entry in LABELS["structure"]:
        seller, buyer = world.states.index(entry["from"]), world.states.index(entry["to"])
        others = [n for n in range(len(world.states)) if n not in (seller, buyer)]
        like = flows[goods][:, others, seller].sum(axis=1)
        flows[goods, buyer, seller] = flows[goods, buyer, seller].sum() * like / like.sum()
    return flows


SOURCE_OF_TOTALS = {
    2019: "151 economies as in Campos et al. (2023); Russia's from the IMF",
    2021: "Russia's from the IMF; all others between 2019 and 2023 (geometric mean)",
    2023: (
        "CEPII BACI V202501; cells that it does not cover from other offices, else of 2020 moved by what both ends trade with all "
        "others; Russia's from the IMF, its known errors from other offices"
    ),
}


def targets(
    year: int, then: Mapping[tuple[str, str], float], now: Mapping[tuple[str, str], float]
) -> dict[tuple[str, str], float]:
    """Goods trade of every pair of labels in a year, dollars."""
    russia = goods_of_russia(year)
    found = {}
    for seller in STATES:
        for buyer in STATES:
            if seller == buyer:
                continue
            pair = (seller, buyer)
            if "RUS" in pair:
                # Ukraine forbade trade with Russia in 2022; no figure is reported after it.
                found[pair] = 0.0 if "UKR" in pair and year == 2023 else russia[pair]
            elif pair not in then or pair not in now:
                continue  # Taiwan is in neither collection: its trade grows with output
            elif year == 2021:
                found[pair] = float(np.sqrt(then[pair] * now[pair]))
            else:
                found[pair] = (then if year == 2019 else now)[pair]
    return found


def output_of(year: int, world: World) -> np.ndarray:
    """Output of each label: typed figures where there are any, else between 2014's accounts and 2023."""
    later = gdp_2023()
    typed = Store()["power"].filter(
        (pl.col("measure") == "gdp-usd")
        & (pl.col("period").dt.year() == year)
        & pl.col("value").is_not_null()
    )
    known = dict(zip(typed["state"].to_list(), typed["value"].to_list(), strict=True))
    part = (year - 2014) / (2023 - 2014)
    found = []
    covered = np.array([later[label] > 0 for label in world.states])
    world_growth = sum(later.values()) / world.value_added[covered].sum()
    for label, before in zip(world.states, world.value_added, strict=True):
        # Taiwan is not in the collection: it grows with the world.
        after = later[label] or before * world_growth
        between = before ** (1 - part) * after**part
        found.append(known.get(label, between))
    return np.array(found)


# --- sources -------------------------------------------------------------------------------------------------------
def label_of(code: str) -> str:
    """The label that a state belongs to."""
    return _MEMBER.get(code, "ROW")


_MEMBER = {
    code: label
    for label, about in STATES.items()
    for code in (*about["members"], *about.get("territories", ()))
}


def _sum_pairs(rows: list[tuple[str, str, float]]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for seller, buyer, value in rows:
        pair = (label_of(seller), label_of(buyer))
        if pair[0] != pair[1]:
            found[pair] = found.get(pair, 0.0) + value
    return found


def goods_2019() -> dict[tuple[str, str], float]:
    """Goods trade of 2019 between labels, dollars."""
    frame = pl.read_csv(TRADE / "fragmentation2019/source_data/trade_2019.csv", separator=";").drop_nulls()
    return _sum_pairs([(a, b, 1e3 * value) for a, b, value in frame.iter_rows()])


def goods_2023() -> dict[tuple[str, str], float]:
    """Goods trade of 2023 between labels, dollars, what BACI does not cover filled as in the worlds of all economies."""
    return _sum_pairs([(*pair, value) for pair, value in whole_trade(2023).items()])


def goods_of_russia(year: int) -> dict[tuple[str, str], float]:
    """Russia's exports and imports by label in a year, dollars: the IMF's without its known errors, which other offices fill.

    Where the IMF's figure is set aside (corrections.yaml), a national office's counts, the importer's first, else BACI's.
    """
    states = {*pl.read_csv(TRADE / "baci2023/country_labels.csv")["iso3"].to_list(), *_MEMBER}
    table = Store.embedded()["trade"].filter(
        pl.col("product") == "total",
        pl.col("freq") == "A",
        pl.col("period").dt.year() == year,
        (pl.col("origin") == "RUS") | (pl.col("destination") == "RUS"),
        pl.col("origin").is_in(states) & pl.col("destination").is_in(states),
        pl.col("value_usd") > 0,
    )
    found = []
    for (seller, buyer), rows in table.sort("reporter", "vintage").group_by(
        "origin", "destination", maintain_order=True
    ):
        offices = dict(rows.select("reporter", "value_usd").iter_rows())
        office = next(name for name in ("IMF", buyer, seller, "BACI", *offices) if name in offices)
        found.append((str(seller), str(buyer), float(offices[office])))
    return _sum_pairs(found)


def gdp_2023() -> dict[str, float]:
    """Output of labels in 2023, dollars."""
    codes = pl.read_csv(TRADE / "baci2023/country_labels.csv")["iso3"].to_list()
    values = pl.read_csv(TRADE / "baci2023/gdp.csv")["gdp"].to_list()
    found = dict.fromkeys(STATES, 0.0)
    for code, value in zip(codes, values, strict=True):
        found[label_of(code)] += float(value or 0.0)
    return found


def _four(sectors: tuple[str, ...]):
    return elasticities(sectors, 4.0)


# --- elasticities --------------------------------------------------------------------------------------------------
def write_elasticities(path: Path) -> None:
    """Trade elasticities of each sector by source: the mean over the source's sectors, and its standard error over it."""
    gtap = pd.read_stata(TRADE / "elasticities/final_tariff_GTAP_2020_10_08.dta")
    fgo = dict(zip(gtap["gtap_sector"], -gtap["epsilon_GTAP"], strict=True))
    crc = np.loadtxt(TRADE / "elasticities/CRC2014_sectoral_trade_elasticity.csv")[:, 1]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["set", "sector", "theta", "log_error", "source_id", "note"])
        for name, about in SECTORS.items():
            values = [fgo[code] for code in about["gtap"] if np.isfinite(fgo.get(code, np.nan))]
            mean = np.mean(values) if values else SERVICES_THETA
            note = " ".join(about["gtap"]) if values else "services: by convention as in crc"
            error = np.std(values, ddof=1) / np.sqrt(len(values)) / mean if len(values) > 1 else 0.0
            table.writerow(["fgo", name, f"{mean:.4f}", f"{error:.4f}", "fontagne-2022", note])
            codes = about["crc"]
            values = [crc[code - 1] for code in codes] or [SERVICES_THETA]
            mean = np.mean(values)
            error = np.std(values, ddof=1) / np.sqrt(len(values)) / mean if len(values) > 1 else 0.0
            note = "sectors " + " ".join(map(str, codes)) if codes else "services: 5 by convention"
            table.writerow(["crc", name, f"{mean:.4f}", f"{error:.4f}", "costinot-2014", note])
    one = one_kind(WORLDS / "2021", path)
    with path.open("a", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        for name, source in (("fgo", "fontagne-2022"), ("crc", "costinot-2014")):
            table.writerow([name, "goods", f"{one[name]:.4f}", "0.0000", source, ONE_KIND])


ONE_KIND = "harmonic mean over goods, weights: trade of the world of 2021; each at least 1, as in every solve (assumptions.yaml, least)"


def one_kind(world: Path, path: Path) -> dict[str, float]:
    """By set, the elasticity of all goods as one kind: the mean of 1/theta over goods by their trade across borders, inverted."""
    whole, least = (
        World.load(world),
        float(yaml.safe_load((SCENARIOS / "assumptions.yaml").read_text("utf-8"))["least"]),
    )
    goods = [at for at, name in enumerate(whole.sectors) if SECTORS[name]["goods"]]
    traded = np.array([whole.flows[:, :, at].sum() - np.trace(whole.flows[:, :, at]) for at in goods])
    with path.open(encoding="utf-8", newline="") as file:
        theta = {(row["set"], row["sector"]): float(row["theta"]) for row in csv.DictReader(file)}
    return {
        name: float(
            traded.sum()
            / sum(x / max(theta[name, whole.sectors[at]], least) for x, at in zip(traded, goods, strict=True))
        )
        for name in ("fgo", "crc")
    }


if __name__ == "__main__":
    main()
