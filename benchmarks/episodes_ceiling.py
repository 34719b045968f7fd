"""How well one office's change of trade agrees with another's: no prediction can be expected to come nearer to either.

    .venv/bin/python benchmarks/episodes_ceiling.py [--shared ../shared]

For episodes to 2014 the trade of the Correlates of War (4.0, shared data) stands beside BACI, for Russia in 2022 the IMF (embedded).
Shares of a partner in what the target sells or buys, after over before, in each office alone; `results/episodes_ceiling.csv`.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import polars as pl

from realpolitik import __version__
from realpolitik.scenarios.episodes import score
from realpolitik.scenarios.episodes.shelf import episode
from realpolitik.states import convert
from realpolitik.store import Store

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).parent / "results"
Table = dict[tuple[int, str, str], float]
COW = ("georgia-2006", "moldova-2006", "venezuela-2009", "iran-2012")


def cow(shared: Path) -> Table:
    """Dollars by year, seller and buyer, of the Correlates of War."""
    rows = pl.read_parquet(shared / "data/politics/states/cow_trade_ddy_svm.parquet").filter(
        pl.col("year").cast(pl.Int64).is_in([2005, 2007, 2008, 2010, 2011, 2013])
    )
    numbers = sorted({int(number) for column in ("ccode1", "ccode2") for number in rows[column]})
    codes = convert(pl.Series(numbers), from_="cow", on=date(2008, 6, 1), unknown="null")
    known = dict(zip(numbers, codes.to_list(), strict=True))
    found: Table = {}
    for one, other, year, bought, sold, *_ in rows.iter_rows():
        a, b = known[int(one)], known[int(other)]
        if bought and bought > 0:
            found[int(year), b, a] = 1e6 * bought  # flow1: what the first buys of the second
        if sold and sold > 0:
            found[int(year), a, b] = 1e6 * sold
    return found


def imf(years: tuple[int, ...]) -> Table:
    """Dollars by year, seller and buyer, as the IMF has Russia's trade."""
    rows = Store.embedded().of_offices("trade").filter(reporter="IMF", product="total", freq="A")
    return {
        (row["period"].year, row["origin"], row["destination"]): row["value_usd"]
        for row in rows.iter_rows(named=True)
        if row["period"].year in years and row["value_usd"] and row["origin"] != "WLD" != row["destination"]
    }


def compare(name: str, table: Table, office: str) -> dict[str, object]:
    """Agreement of an office with BACI on the reliable flows of an episode."""
    one = episode(name)
    own, real, weight = [], [], []
    for flow in score.reliable(name):
        cell: Callable[[int, str], float] = (
            (lambda year, p, s=flow.state: table.get((year, s, p), 0.0))
            if flow.side == "sells"
            else (lambda year, p, s=flow.state: table.get((year, p, s), 0.0))
        )
        partners = {p for y, a, b in table for p in (a, b) if y == one.before}
        totals = [sum(cell(year, p) for p in partners) for year in (one.before, one.after)]
        then, now = (cell(year, flow.partner) for year in (one.before, one.after))
        if then > 0 and now > 0:
            own.append(np.log(now / totals[1] / (then / totals[0])))
            real.append(flow.recorded)
            weight.append(flow.before)
    gap, share = np.array(own) - np.array(real), np.array(weight)
    return {
        "episode": name,
        "office": office,
        "flows": len(own),
        "log_error": f"{np.sqrt((share * gap**2).sum() / share.sum()):.4f}",
        "log_error_unweighted": f"{np.sqrt((gap**2).mean()):.4f}",
        "rank": f"{score.spearman(np.array(own), np.array(real)):.3f}",
        "date": datetime.now(UTC).date().isoformat(),
        "version": __version__,
    }


def main() -> None:
    """Compare, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    table = cow(parser.parse_args().shared)
    rows = [compare(name, table, "Correlates of War 4.0") for name in COW]
    rows.append(compare("russia-2022", imf((2020, 2023)), "IMF"))
    with (RESULTS / "episodes_ceiling.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
