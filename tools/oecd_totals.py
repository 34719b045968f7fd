"""Customs totals for the worlds on the OECD's tables: what every pair traded in goods in a year, and in coal, oil and gas, and ores.

Goods of a pair, the first that there is:

1. Pairs with Russia: the IMF, where its figure stands after the audit; else the buyer's office, the seller's, CEPII's BACI (2023 without trade
   with Ukraine, which forbade it).
2. CEPII's BACI of the year; for 2021 only among 29 economies.
3. An office of one of the two, where BACI has no figure of the year.
4. 2023: cells that BACI does not cover, from other offices or carried from 2020 (`scenarios.economies`). 2021: BACI's of 2020 times the change in
   the OECD's flow from 2020 to 2021, at most threefold. Taiwan and what no collection has: the OECD's flow as it is.

The OECD counts no re-exports. A state whose exports of goods by customs are more than `MOST` times the OECD's and more than `OPEN` of its output
of goods re-exports: its exports are held to `MOST` times the OECD's, its imports lose as much, and are at most `MOST` times the OECD's, too.

Raw materials are BACI's by product, where both figures are above a million dollars. Russia's sales to Europe and Türkiye are not: BACI has no
pipeline gas of theirs. A product of a pair that is on record is set by itself (`products` of worlds.yaml), and so is the part of an industry whose
growth is (`parts`): from the year of the flows to the year before, of which nothing is known, it grows as all goods of the pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import yaml

from realpolitik.scenarios.economies import economies, whole_trade
from realpolitik.store import Store

ROOT = Path(__file__).resolve().parents[1]
ABOUT = yaml.safe_load((ROOT / "src/realpolitik/scenarios/worlds.yaml").read_text(encoding="utf-8"))
RAW: dict[str, list[str]] = ABOUT["raw"]
PIPED: tuple[str, ...] = tuple(ABOUT["piped"])
MOST, OPEN = 1.6, 0.6
BOUND = 3.0
"""Largest change of a pair's trade in a year that is taken from the OECD's tables."""
ALMOST = 0.98
"""Largest share of raw materials in a pair's trade."""
SMALL = 1e6
BORROWED = {
    "moved": "{} of BACI 2020 moved by the OECD's flow",
    "carried": "{} carried from 2020",
    "none": "{} forbidden by Ukraine",
}

Pairs = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What pairs traded.

    Attributes
    ----------
    goods
        Seller and buyer to dollars.
    raw
        Label of a sector to dollars of pairs whose trade in it is known.
    parts
        The same where the growth of the greater part of an industry is known, and the lesser keeps its proportion to other goods.
    office
        Seller and buyer to whose figure the total is.
    held
        States whose re-exports are taken out.
    says
        All of this in a line.
    """

    goods: Pairs
    raw: Mapping[str, Pairs]
    parts: Mapping[str, Pairs]
    office: Mapping[tuple[str, str], str]
    held: tuple[str, ...]
    says: str

    @property
    def known(self) -> dict[str, Pairs]:
        """Label of a sector to dollars of pairs whose trade in it is set by itself."""
        return {**self.raw, **self.parts}

    def basis(self) -> pl.DataFrame:
        """Of each pair: whose figure its total is, and whether its raw materials are reported."""
        pairs = sorted(self.goods)
        return pl.DataFrame(
            {
                "exporter": [pair[0] for pair in pairs],
                "importer": [pair[1] for pair in pairs],
                "office": [self.office[pair] for pair in pairs],
                **{label: [pair in known for pair in pairs] for label, known in self.raw.items()},
            }
        ).with_columns(pl.col("exporter", "importer", "office").cast(pl.Categorical))


def totals(shared: Path, year: int, states: tuple[str, ...], oecd: np.ndarray) -> Totals:
    """The totals of a year; `oecd` (N, N) importer, exporter: the goods of the OECD's tables."""
    found = _of_pairs(shared, year, states)
    goods, held = _without_re_exports({pair: value for pair, (value, _) in found.items()}, states, oecd)
    raw = _raw(year, states, goods)
    raw |= _products(year, states, shared)
    parts = _parts(year, states, shared, goods, raw)
    offices = {pair: office for pair, (_, office) in found.items() if pair in goods}
    count: dict[str, int] = {}
    for office in offices.values():
        count[office] = count.get(office, 0) + 1
    words = {"BACI": "{} from BACI", "IMF": "{} from the IMF", **BORROWED}
    said = ", ".join(
        words.get(office, f"{{}} from {office}'s office").format(number)
        for office, number in sorted(count.items(), key=lambda one: -one[1])
    )
    says = (
        f"{said}; fuels and ores of {sum(len(raw[label]) for label in RAW)} flows as BACI has them; re-exports taken out of "
        f"{', '.join(held)}"
    )
    return Totals(goods=goods, raw=raw, parts=parts, office=offices, held=held, says=says)


def _of_pairs(shared: Path, year: int, states: tuple[str, ...]) -> dict[tuple[str, str], tuple[float, str]]:
    """Seller and buyer to dollars and whose figure it is."""
    found: dict[tuple[str, str], tuple[float, str]] = {}
    found.update(_between(shared, states) if year == 2021 else _baci(year, states))
    # BACI has reconciled both ends; an office by itself counts by its own rule (Destatis by origin)
    offices = _offices(year, states).items()
    found.update({pair: one for pair, one in offices if found.get(pair, (0.0, ""))[1] != "BACI"})
    found.update(_russia(year, states))
    return {pair: one for pair, one in found.items() if pair[0] != pair[1] and set(pair) <= set(states)}


def _summed(values: Pairs, states: tuple[str, ...]) -> dict[tuple[str, str], float]:
    made: dict[tuple[str, str], float] = {}
    for (a, b), value in values.items():
        pair = (a if a in states else "ROW", b if b in states else "ROW")
        if pair[0] != pair[1]:
            made[pair] = made.get(pair, 0.0) + value
    return made


def _baci(year: int, states: tuple[str, ...]) -> dict[tuple[str, str], tuple[float, str]]:
    uncovered = economies(year).uncovered
    values = _summed(whole_trade(year), states)
    return {pair: (value, "carried" if set(pair) <= uncovered else "BACI") for pair, value in values.items()}


def _between(shared: Path, states: tuple[str, ...]) -> dict[tuple[str, str], tuple[float, str]]:
    """2021: BACI among 29 economies, else BACI of 2020 times the change in the OECD's flow."""
    from build_oecd_worlds import GOODS, LABELS, flows

    goods = [LABELS.index(label) for label in GOODS]
    then, now = (flows(shared / "oecd_icio", year)[1][:, :, goods].sum(axis=2) for year in (2020, 2021))
    at = {code: place for place, code in enumerate(states)}
    found: dict[tuple[str, str], tuple[float, str]] = {}
    for (a, b), value in _summed(whole_trade(2020), states).items():
        before, after = then[at[b], at[a]], now[at[b], at[a]]
        change = after / before if before > SMALL and after > SMALL else 1.0
        found[a, b] = (value * float(np.clip(change, 1 / BOUND, BOUND)), "moved")
    rows = pl.read_parquet(shared / "baci_totals/baci_totals_29x29_2015_2021.parquet").filter(
        pl.col("year") == 2021
    )
    return found | {
        (a, b): (1e3 * value, "BACI") for _, a, b, value in rows.iter_rows() if {a, b} <= set(states)
    }


def _offices(year: int, states: tuple[str, ...]) -> dict[tuple[str, str], tuple[float, str]]:
    """2021: what a national office in the tables counts, the importer's before the exporter's."""
    if year != 2021:
        return {}
    rows = _annual(year).filter(pl.col("origin").is_in(states) & pl.col("destination").is_in(states))
    found = {}
    for (a, b), some in rows.group_by("origin", "destination"):
        offices = dict(some.select("reporter", "value_usd").iter_rows())
        if office := next((name for name in (b, a) if name in offices), None):
            found[str(a), str(b)] = (float(offices[office]), office)
    return found


AFTER = ("china-news-2022-01-18", "el2017-2022-02", "taiwan-newswire-2022")
"""Sources of prints that came to the record after the worlds were made, and will be in them when they are made anew."""


def _annual(year: int) -> pl.DataFrame:
    table = Store.embedded().of_offices("trade").filter(~pl.col("source_id").cast(pl.String).is_in(AFTER))
    return table.filter(
        pl.col("product") == "total",
        pl.col("freq") == "A",
        pl.col("period") == date(year, 1, 1),
        pl.col("value_usd") > 0,
    ).sort("reporter", "vintage")


def _russia(year: int, states: tuple[str, ...]) -> dict[tuple[str, str], tuple[float, str]]:
    """Pairs with Russia: the IMF's figure where the audit leaves it, else the buyer's, the seller's, BACI's."""
    known = {*economies(2019).world.states, *states}
    baci = whole_trade(year) if year != 2021 else {}
    values: dict[tuple[str, str], float] = {pair: value for pair, value in baci.items() if "RUS" in pair}
    office = dict.fromkeys(values, "BACI")
    rows = _annual(year).filter((pl.col("origin") == "RUS") | (pl.col("destination") == "RUS"))
    rows = rows.filter(pl.col("origin").is_in(known) & pl.col("destination").is_in(known))
    for (a, b), some in rows.group_by("origin", "destination"):
        offices = dict(some.select("reporter", "value_usd").iter_rows())
        who = next((name for name in ("IMF", b, a) if name in offices), None)
        if who:
            values[str(a), str(b)], office[str(a), str(b)] = float(offices[who]), str(who)
    if year == 2023:
        for pair in (("RUS", "UKR"), ("UKR", "RUS")):
            values[pair], office[pair] = 0.0, "none"
    summed = _summed(values, states)
    return {pair: (value, office.get(pair, "IMF")) for pair, value in summed.items()}


def _without_re_exports(
    goods: Pairs, states: tuple[str, ...], oecd: np.ndarray
) -> tuple[dict[tuple[str, str], float], tuple[str, ...]]:
    """Totals with the re-exports of states that have many taken out on both sides."""
    at = {code: place for place, code in enumerate(states)}
    output = oecd.sum(axis=0)
    sold, bought = np.zeros(len(states)), np.zeros(len(states))
    for (a, b), value in goods.items():
        sold[at[a]] += value
        bought[at[b]] += value
    own = np.diagonal(oecd)
    exports, imports = output - own, oecd.sum(axis=1) - own
    held = (sold > MOST * exports) & (sold > OPEN * output)
    out = np.where(held, MOST * exports / np.where(sold > 0, sold, 1.0), 1.0)
    again = sold * (1 - out)
    kept = np.clip(bought - again, imports, MOST * imports)
    into = np.where(held, kept / np.where(bought > 0, bought, 1.0), 1.0)
    made = {(a, b): value * float(out[at[a]] * into[at[b]]) for (a, b), value in goods.items()}
    return made, tuple(code for code, one in zip(states, held, strict=True) if one)


def _raw(year: int, states: tuple[str, ...], goods: Pairs) -> dict[str, dict[tuple[str, str], float]]:
    """Sector to pairs whose trade in it is known; of a pair at most `ALMOST` of its goods."""
    table = Store.embedded().scan("material_products").filter(pl.col("period") == date(year, 1, 1)).collect()
    by_sector = {}
    for label, codes in RAW.items():
        starts = pl.any_horizontal(*[pl.col("product_code").str.starts_with(code) for code in codes])
        rows = table.filter(starts).group_by("origin", "destination").agg(pl.col("value_kusd").sum())
        sums = _summed(
            {(a, b): 1e3 * value for a, b, value in rows.iter_rows() if "WLD" not in (a, b)}, states
        )
        by_sector[label] = {
            pair: value
            for pair, value in sums.items()
            if pair in goods and value > SMALL and not (pair[0] == "RUS" and pair[1] in PIPED)
        }
    for pair in {pair for known in by_sector.values() for pair in known}:
        said = sum(known.get(pair, 0.0) for known in by_sector.values())
        factor = min(1.0, ALMOST * goods[pair] / said)
        for known in by_sector.values():
            if pair in known:
                known[pair] *= factor
    return by_sector


def _products(year: int, states: tuple[str, ...], shared: Path) -> dict[str, dict[tuple[str, str], float]]:
    """Sector to pairs of which a product is on record: it, beside the OECD's flow of the year before there was any."""
    from build_oecd_worlds import LABELS, flows

    found: dict[str, dict[tuple[str, str], float]] = {}
    for one in ABOUT["products"]:
        if one["year"] != year:
            continue
        rows = Store.embedded()["trade"].filter(
            pl.col("origin") == one["from"],
            pl.col("destination") == one["to"],
            pl.col("product") == one["product"],
            pl.col("freq") == "A",
            pl.col("period") == date(year, 1, 1),
            pl.col("value_usd") > 0,
        )
        _, then = flows(shared / "oecd_icio", one["beside"])
        before = then[states.index(one["to"]), states.index(one["from"]), LABELS.index(one["sector"])]
        found.setdefault(one["sector"], {})[one["from"], one["to"]] = float(before) + float(
            rows["value_usd"][0]
        )
    return found


def _parts(
    year: int, states: tuple[str, ...], shared: Path, goods: Pairs, raw: Mapping[str, Pairs]
) -> dict[str, Pairs]:
    """Sector to pairs of which the growth of a part of it is on record; the rest of the sector keeps its proportion to other goods."""
    from build_oecd_worlds import GOODS, LABELS, flows

    found: dict[str, Pairs] = {}
    for one in ABOUT["parts"]:
        if one["year"] != year:
            continue
        pair, before = (one["from"], one["to"]), one["beside"]
        then = flows(shared / "oecd_icio", before)[1][states.index(pair[1]), states.index(pair[0])]
        sold = {label: float(then[LABELS.index(label)]) for label in GOODS}
        part = one["usd"] / one["of"] * sum(sold.values())
        grown = part * _by_exporter(pair, year - 1) / one["of"] * one["grown"]
        known = {label: pairs[pair] for label, pairs in raw.items() if pair in pairs}
        free = sum(value for label, value in sold.items() if label not in known) - part
        scale = (goods[pair] - sum(known.values()) - grown) / free
        found[one["sector"]] = {pair: grown + scale * (sold[one["sector"]] - part)}
    return found


def _by_exporter(pair: tuple[str, str], year: int) -> float:
    """All goods of a pair in a year as the exporter's office counts them."""
    rows = _annual(year).filter(
        pl.col("origin") == pair[0], pl.col("destination") == pair[1], pl.col("reporter") == pair[0]
    )
    return float(rows["value_usd"][0])
