"""How long the similarity of all pairs takes, at once and pair by pair.

    .venv/bin/python benchmarks/similarity.py [--years 12]

Writes results/similarity.csv: all pairs of all members in every year 1946 to 2024, five measures, as matrix work; the same
for a sample of years in a loop over pairs with scikit-learn's kappa (its time for all years is scaled by the number of
pairs); and 2,000 replicates of a bootstrap, from counts by cluster and by drawing roll calls anew. The loop's results are
checked against the matrices'. Reading the data is not in the times. Data are read from ../shared/data.
"""

from __future__ import annotations

import argparse
import csv
import platform
import statistics
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

import numpy as np
import polars as pl

from realpolitik.measures.votes import similarity as sim
from realpolitik.measures.votes.ballots import ballots
from realpolitik.measures.votes.counts import FIVE, INDICES, cluster_counts, resampled, similarity_by_year
from realpolitik.store import Store

HERE = Path(__file__).parent
VOTES = HERE.parent.parent / "shared/data/politics/unga/votes_1946_2022.parquet"
RUNS = 5
TARGET = 2.0
"""Seconds that all pairs of every year may take on two cores."""
DRAWS = 2000


def record() -> tuple[np.ndarray, np.ndarray]:
    """(V, N) codes of all members, and (V,) calendar years of the roll calls."""
    frame = (
        pl.read_parquet(VOTES)
        .with_columns(pl.col("date").dt.date())
        .unique(["resid", "ccode"], keep="first", maintain_order=True)
    )
    calls = frame.group_by("resid").agg(pl.col("date").mode().min()).sort("resid")
    numbers = np.array(sorted(frame["ccode"].unique().to_list()))
    codes = np.full((calls.height, len(numbers)), -1, np.int8)
    rows = np.searchsorted(calls["resid"].to_numpy(), frame["resid"].to_numpy())
    codes[rows, np.searchsorted(numbers, frame["ccode"].to_numpy())] = frame["vote"].to_numpy() - 1
    return codes, calls["date"].dt.year().cast(pl.Int64).to_numpy()


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median of several runs."""
    taken = []
    for _ in range(runs):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return statistics.median(taken)


def loop(codes: np.ndarray) -> dict[tuple[int, int], tuple[float, ...]]:
    """The five measures of one year, pair by pair, kappa by scikit-learn."""
    from sklearn.metrics import cohen_kappa_score

    present = np.flatnonzero((codes >= 0).any(0))
    found = {}
    for place, a in enumerate(present):
        for b in present[place + 1 :]:
            one, two = codes[:, a], codes[:, b]
            both = (one >= 0) & (two >= 0)
            if not both.any():
                continue
            x, y = one[both].astype(int), two[both].astype(int)
            apart = np.abs(x - y)
            same = len(np.union1d(x, y)) == 1  # scikit-learn has no kappa of one constant choice
            kappa = np.nan if same else cohen_kappa_score(x, y, labels=[0, 1, 2])
            habit = (np.bincount(x, minlength=3) + np.bincount(y, minlength=3)) / (2 * len(x))
            expected = 1 - (habit**2).sum()
            pi = 1 - (apart > 0).mean() / expected if expected else np.nan
            squared = 1 - 2 * (apart**2).mean() / 4
            found[int(a), int(b)] = ((apart == 0).mean(), 1 - apart.mean() / 2, squared, kappa, pi)
    return found


def agree(
    codes: np.ndarray, years: np.ndarray, year: int, found: dict[tuple[int, int], tuple[float, ...]]
) -> float:
    """The largest difference of the loop from the matrices."""
    own = similarity_by_year(codes, years)[year]
    return max(
        float(np.nanmax(np.abs([own[name][pair] - value for name, value in zip(FIVE, values, strict=True)])))
        for pair, values in found.items()
    )


def pairs_of(codes: np.ndarray) -> int:
    """Pairs of members that both voted in these roll calls."""
    cast = (codes >= 0).astype(np.float32)
    return int((np.triu(cast.T @ cast, 1) > 0).sum())


def drawn_anew(first: np.ndarray, second: np.ndarray, clusters: np.ndarray) -> np.ndarray:
    """The bootstrap without counts: each replicate counts its roll calls again."""
    draw = np.random.default_rng(0)
    rows = [np.flatnonzero(clusters == cluster) for cluster in np.unique(clusters)]
    made = []
    for _ in range(DRAWS):
        picked = np.concatenate([rows[place] for place in draw.integers(len(rows), size=len(rows))])
        made.append(sim.cohen_kappa(sim.joint_counts(first[picked], second[picked])))
    return np.array(made)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--years", type=int, default=12, help="the sample of the loop is every year of so many"
    )
    options = parser.parse_args()
    if not VOTES.exists():
        sys.exit(f"{VOTES} is not there: the benchmark needs the full data")
    codes, years = record()
    total = sum(pairs_of(codes[years == year]) for year in np.unique(years))
    at_once = seconds(lambda: similarity_by_year(codes, years))
    sample = np.unique(years)[:: options.years].tolist()
    taken, counted, worst = 0.0, 0, 0.0
    for year in sample:
        start = perf_counter()
        found = loop(codes[years == year])
        taken += perf_counter() - start
        counted += len(found)
        worst = max(worst, agree(codes, years, year, found))
    scaled = taken * total / counted
    one = ballots(Store(), ("CHN", "RUS"))
    clusters = one.clusters()
    first, second = one.codes.T
    counts = cluster_counts(first, second, clusters)
    by_counts = seconds(lambda: INDICES["kappa"](resampled(counts, draws=DRAWS)))
    anew = seconds(lambda: drawn_anew(first, second, clusters), runs=1)
    cores = f"{platform.machine()}, 2 cores; numpy {version('numpy')}; scikit-learn {version('scikit-learn')}"
    rows = [
        ("five measures, all pairs, every year", "matrices", at_once, total, f"target {TARGET} s"),
        (
            "five measures, all pairs, every year",
            "loop over pairs, scikit-learn kappa",
            scaled,
            total,
            f"{len(sample)} years, {counted} pairs timed in {taken:.1f} s, scaled; largest difference {worst:.1e}",
        ),
        (
            f"bootstrap of a pair, {DRAWS} replicates",
            "counts by cluster",
            by_counts,
            1,
            f"{len(counts)} clusters",
        ),
        (
            f"bootstrap of a pair, {DRAWS} replicates",
            "roll calls drawn anew",
            anew,
            1,
            f"{len(first)} roll calls",
        ),
    ]
    path = HERE / "results/similarity.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("task", "way", "seconds", "pairs", "note", "machine"))
        for task, way, time, pairs, note in rows:
            writer.writerow((task, way, f"{time:.4g}", pairs, note, cores))
            print(f"{task:42} {way:38} {time:10.4g} s   {note}")


if __name__ == "__main__":
    main()
