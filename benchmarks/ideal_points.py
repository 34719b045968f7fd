"""Ideal points from all votes: how long the estimate takes, how near it is to the published one, and to the sampler.

    .venv/bin/python benchmarks/ideal_points.py [--draws 300]

Writes results/ideal_points.csv. Votes of 1946 to 2019 are compared with the estimates that Bailey, Strezhnev and Voeten published in
April 2020, standardised; votes to June 2024 are those of the embedded table. `--draws 0` leaves the sampler out, which takes minutes.
Data are read from ../shared/data; reading them from their files is not in the times.
"""

from __future__ import annotations

import argparse
import csv
import platform
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import polars as pl

from realpolitik.models.idealpoints import IdealPoints, fit, read, sample, simulated

HERE = Path(__file__).parent
FOLDER = HERE.parent.parent / "shared/data/politics/unga"
TARGET = 10.0
"""Seconds that the estimate from all votes may take on two cores."""
PUBLISHED = {"710": -0.489, "365": 0.135, "2": 2.787}
"""China, Russia, United States in session 73."""
sys.path.insert(0, str(HERE.parent / "tools"))


def compared(found: IdealPoints) -> list[tuple[str, float, str]]:
    """Correlation and distance from the published estimates, over all cells and within sessions."""
    path = FOLDER / "idealpoints_2020/IdealpointestimatesAll_Apr2020.csv"
    published = pl.read_csv(path, encoding="latin-1").select(
        pl.col("ccode").cast(pl.String).alias("state"), "session", "IdealPoint"
    )
    both = found.frame().join(published, on=["state", "session"])
    ours, theirs = both["value"].to_numpy(), both["IdealPoint"].to_numpy()
    apart = (ours - ours.mean()) / ours.std() - (theirs - theirs.mean()) / theirs.std()
    within = both.group_by("session").agg(pl.corr("value", "IdealPoint").alias("r"))["r"].to_numpy()
    late = both["session"].to_numpy() > 10
    rows = [
        (
            "correlation with the published estimates",
            float(np.corrcoef(ours, theirs)[0, 1]),
            f"{both.height} cells",
        ),
        ("RMSE after standardising", float(np.sqrt(np.mean(apart**2))), f"{both.height} cells"),
        (
            "RMSE after standardising, sessions 11 to 74",
            float(np.sqrt(np.mean(apart[late] ** 2))),
            f"{late.sum()} cells",
        ),
        ("correlation within a session, median", float(np.median(within)), f"{len(within)} sessions"),
        ("correlation within a session, least", float(within.min()), f"{len(within)} sessions"),
    ]
    return rows + [
        (f"session 73, COW {code}", found.of(code, 73), f"published {value}")
        for code, value in PUBLISHED.items()
    ]


def coverage(assemblies: int = 8) -> list[tuple[str, float, str]]:
    """Share of simulated positions inside 90 % intervals."""
    inside: dict[str, list[float]] = {"posterior": [], "smoother alone": []}
    for seed in range(assemblies):
        made = simulated(seed=seed)
        truth = (made.point - made.point.mean()) / made.point.std()
        order = np.argsort([made.point[made.votes.cells_of(state)].mean() for state in made.votes.states])
        left, right = (made.votes.states[int(order[k])] for k in (0, -1))
        found = fit(made.votes, positive=right, negative=left)
        drawn = sample(found, draws=300, burn=200, seed=seed)
        off = np.abs(found.point - truth)
        inside["posterior"].append(float(np.mean(off < 1.645 * drawn.se)))
        inside["smoother alone"].append(float(np.mean(off < 1.645 * found.conditional_se)))
    return [
        (f"coverage of 90 % intervals, {kind}", float(np.mean(shares)), f"{assemblies} simulated assemblies")
        for kind, shares in inside.items()
    ]


def sampled(found: IdealPoints, draws: int) -> list[tuple[str, float, str]]:
    """The sampler on all votes against the estimate."""
    drawn = sample(found, draws=draws, burn=draws, thin=2, chains=1, seed=1)
    distance = np.abs(found.point - drawn.mean) / drawn.se
    about = f"1 chain, {draws} draws of 2 sweeps after {draws}"
    return [
        ("Gibbs sampler, seconds", drawn.seconds, about),
        (
            "correlation of estimate and posterior mean",
            float(np.corrcoef(found.point, drawn.mean)[0, 1]),
            about,
        ),
        ("distance in posterior standard deviations, mean", float(distance.mean()), about),
        ("share within 1.645 posterior standard deviations", float((distance < 1.645).mean()), about),
        (
            "smoother's own errors over the posterior's, mean",
            float(np.mean(found.conditional_se / drawn.se)),
            about,
        ),
        ("R-hat, 95 % of cells below", float(np.quantile(drawn.r_hat, 0.95)), about),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draws", type=int, default=300)
    options = parser.parse_args()
    import build_ideal_points as tool

    frame, linked = tool.votes(FOLDER), tool.bridges(FOLDER)
    rows: list[tuple[str, float, str]] = []
    early = frame.filter(pl.col("session") <= 74).with_columns(state=pl.col("cow").cast(pl.String))
    start = perf_counter()
    votes = read(early, bridges=linked)
    rows.append(("arranging the votes, seconds", perf_counter() - start, f"{early.height} votes"))
    found = fit(votes, positive="2", negative="365")
    size = f"{votes.size} votes, {len(votes.place)} cells, {len(votes.items)} items; target {TARGET} s"
    rows.append(("estimate 1946-2019, seconds", found.convergence.seconds, size))
    rows.append(
        ("estimate 1946-2019, sweeps", found.convergence.sweeps, f"residual {found.convergence.residual:.1e}")
    )
    rows += compared(found) + coverage()
    if options.draws:
        rows += sampled(found, options.draws)
    later = fit(read(tool.labelled(frame), bridges=linked), positive="USA", negative="RUS")
    rows.append(("estimate 1946-2024, seconds", later.convergence.seconds, f"{later.votes.size} votes"))
    machine = f"{platform.machine()}, 2 cores; numpy {np.__version__}; polars {pl.__version__}"
    with (HERE / "results/ideal_points.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("what", "value", "note", "machine"))
        for what, value, note in rows:
            writer.writerow((what, f"{value:.5g}", note, machine))
            print(f"{what}: {value:.5g} ({note})")


if __name__ == "__main__":
    main()
