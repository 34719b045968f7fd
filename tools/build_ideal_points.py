"""Rebuild the embedded table of ideal points from the public votes, with the project's own estimator.

    .venv/bin/python tools/build_ideal_points.py [--shared ../shared] [--out src/realpolitik/reference] [--draws 400]

Points are those of `realpolitik.models.idealpoints.fit`; standard errors are posterior standard deviations of its Gibbs sampler, in
which the uncertainty of the items and of the unit is counted. Resolutions on the same text share one item (`Matches.csv` of the
published estimates). The Soviet Union continues as Russia and the Federal Republic as Germany: one path each.
"""

from __future__ import annotations

import argparse
from functools import cache
from pathlib import Path

import build_votes
import numpy as np
import polars as pl

from realpolitik.measures.votes.ballots import seats
from realpolitik.models.idealpoints import (
    IdealPoints,
    SessionErrors,
    alike,
    fit,
    read,
    sample,
    session_errors,
)
from realpolitik.sources.corrections import Correction, corrections
from realpolitik.states import convert, resolve
from realpolitik.states.registry import spells
from realpolitik.store.schema import schemas

ROOT = Path(__file__).resolve().parents[1]
SPELT = {
    "Antigua & Barbuda": 58,
    "Bosnia & Herzegovina": 346,
    "Congo - Brazzaville": 484,
    "Congo - Kinshasa": 490,
    "Federal Republic of Germany": 260,
    "Myanmar (Burma)": 775,
    "St. Kitts & Nevis": 60,
    "St. Vincent & Grenadines": 57,
    "São Tomé & Príncipe": 403,
    "Trinidad & Tobago": 52,
    "Yemen Arab Republic": 678,
}
"""Spellings of the fuller file that the register of states does not know, or knows under a successor."""
LAST_OLDER = 74
MISSING = 1_000_000
NO_SESSION = 19
"""One vote, in the dispute over arrears."""
LONE = {(560, 48), (511, 18)}
"""South Africa's single vote of 1993, and Zanzibar's two: left out, as in the published estimates."""
CONTINUED = {entry["before"]: code for code, entry in seats().items() if entry.get("before")}
"""One path for a seat that a state continued; why, stands in `seats.yaml`."""
ISSUES = {
    "middle-east": 29,
    "nuclear": 33,
    "human-rights": 25,
    "colonialism": 14,
    "disarmament": 29,
    "economic": 26,
}
"""Issues with the first session that has votes enough."""
FEWEST = 3
"""A state needs so many votes on an issue in a session."""


@cache
def votes(folder: Path) -> pl.DataFrame:
    """All votes: `cow`, `session`, `roll_call`, `date`, `vote`, without what the published estimates leave out.

    To session 74 from the fuller file, which has Ukraine and Belarus before 1990; paragraphs and amendments after 1989 are left out.
    Later from the newer one. A roll call has its number in the newer file, and one above a million where that lacks it.
    """
    older = pl.read_parquet(folder / "un_votes.parquet").with_columns(pl.col("rcid").cast(pl.Int64))
    numbers = {name: SPELT.get(name) or resolve(name).cow for name in older["country"].unique().to_list()}
    calls = pl.read_parquet(folder / "un_roll_calls.parquet").with_columns(pl.col("rcid").cast(pl.Int64))
    part = (pl.col("date").dt.year() > 1989) & ((pl.col("para") == 1) | (pl.col("amend") == 1))
    whole = calls.filter(~part.fill_null(value=False)).select(
        "rcid", "date", pl.col("session").cast(pl.Int64)
    )
    early = (
        older.join(whole, on="rcid")
        .with_columns(pl.col("country").replace_strict(numbers, return_dtype=pl.Int64).alias("cow"))
        .with_columns(_number(pl.col("rcid"), folder).alias("roll_call"))
        .unique(["roll_call", "cow"], keep="first", maintain_order=True)
    )
    newer, _ = build_votes.read(folder)
    early = _mended(early)
    late = newer.select(
        pl.col("ccode").alias("cow"),
        (pl.col("resid") // 1000).alias("session"),
        pl.col("resid").alias("roll_call"),
        "date",
        pl.col("code").replace_strict(build_votes.WORDS, return_dtype=pl.String).alias("vote"),
    ).filter(pl.col("session") > LAST_OLDER)
    lone = pl.any_horizontal([(pl.col("cow") == n) & (pl.col("session") == s) for n, s in LONE])
    return pl.concat([early.select(late.columns), late]).filter((pl.col("session") != NO_SESSION) & ~lone)


def _mended(frame: pl.DataFrame) -> pl.DataFrame:
    """States whose votes of a session are filed under each other in the newer file are so in the fuller one, too.

    A correction says which roll calls of the newer file; of those that only the fuller one has, the ones of the same days.
    """
    code = pl.col("cow")
    for pair in {tuple(item.swap["ccode"]) for item in _swaps()}:
        spans = [item.rows["resid"] for item in _swaps() if tuple(item.swap["ccode"]) == pair]
        filed = frame.filter(
            pl.any_horizontal([pl.col("roll_call").is_between(*_ends(one)) for one in spans])
        )
        days = filed["date"].min(), filed["date"].max()
        alone = (
            (pl.col("roll_call") > MISSING)
            & (pl.col("session") == spans[0]["from"] // 1000)
            & pl.col("date").is_between(*days)
        )
        own = pl.any_horizontal([pl.col("roll_call").is_between(*_ends(one)) for one in spans]) | alone
        swapped = code.replace({pair[0]: pair[1], pair[1]: pair[0]})
        frame = frame.with_columns(pl.when(own).then(swapped).otherwise(code).alias("cow"))
    return frame


def _swaps() -> list[Correction]:
    return [item for item in corrections() if item.source == build_votes.SOURCE and item.swap]


def _ends(span: dict[str, int]) -> tuple[int, int]:
    return span["from"], span["to"]


@cache
def matched(folder: Path) -> dict[int, int]:
    """Roll call of the fuller file to that of the newer one."""
    frame, calls = build_votes.read(folder)
    more, described = build_votes.older(folder)
    states = sorted(frame["ccode"].unique().to_list())
    found = build_votes.matched(
        calls,
        build_votes.matrix(frame, calls["resid"].to_list(), states),
        described,
        build_votes.matrix(more, described["rcid"].to_list(), states),
    )
    return {rcid: resid for resid, rcid in found.items()}


def _number(column: pl.Expr, folder: Path) -> pl.Expr:
    return column.replace_strict(matched(folder), default=column + MISSING, return_dtype=pl.Int64)


def bridges(folder: Path) -> dict[int, int]:
    """`{later: earlier}` roll calls on the same text to session 74, the earliest of several; later ones by pattern of votes."""
    pairs = pl.read_csv(folder / "idealpoints_2020" / "Matches.csv", encoding="latin-1").select(
        _number(pl.col("rcid1"), folder), _number(pl.col("rcid2"), folder)
    )
    first = pairs.group_by("rcid2").agg(pl.col("rcid1").min()).sort("rcid2")
    return dict(first.select("rcid2", "rcid1").iter_rows()) | alike(
        votes(folder).rename({"cow": "state"}), after=LAST_OLDER
    )


def labelled(frame: pl.DataFrame) -> pl.DataFrame:
    """With `state`: the code that a number stood for on the day, seats that were continued under one code."""
    first = {
        number: min(
            (spell.start, spell.code) for spell in spells() if (spell.system, spell.number) == ("cow", number)
        )
        for number in frame["cow"].unique().to_list()
    }
    early = frame["cow"].replace_strict({n: code for n, (_, code) in first.items()}, return_dtype=pl.String)
    code = convert(frame["cow"], from_="cow", on=frame["date"], unknown="null").fill_null(early)
    return frame.with_columns(code.replace(CONTINUED).alias("state"))


def estimated(frame: pl.DataFrame, linked: dict[int, int]) -> IdealPoints:
    """The estimate from a frame with `state`."""
    return fit(read(frame, bridges=linked), positive="USA", negative="RUS")


def rows(
    estimate: IdealPoints, sessions: SessionErrors, issue: str, *, draws: int, seed: int
) -> pl.DataFrame:
    """Rows of the table, with standard errors from the sampler, and of the level and scale of sessions."""
    posterior = sample(estimate, draws=draws, burn=draws, thin=2, chains=2, seed=seed)
    gap = abs(posterior.mean - estimate.point) / posterior.se
    error = np.sqrt(posterior.se**2 + sessions.added(estimate.votes, estimate.point))
    print(
        f"{issue}: {len(estimate.point)} cells, {estimate.convergence.sweeps} sweeps in {estimate.convergence.seconds:.1f} s; "
        f"sampler {posterior.seconds:.0f} s, R-hat 95 % {pl.Series(posterior.r_hat).quantile(0.95):.2f}, "
        f"estimates differ by {gap.mean():.2f} standard errors on average, {(gap < 1.645).mean():.3f} within 1.645"
    )
    return (
        estimate.frame()
        .with_columns(pl.Series("se", error), pl.lit(issue).alias("issue"))
        .with_columns(
            (pl.col("value") - 1.645 * pl.col("se")).alias("low"),
            (pl.col("value") + 1.645 * pl.col("se")).alias("high"),
            pl.date(1945 + pl.col("session"), 1, 1).alias("period"),
            pl.lit(build_votes.SOURCE).alias("source_id"),
        )
        .with_columns(pl.col("value", "se", "low", "high").round(4))
    )


def on_issue(frame: pl.DataFrame, calls: pl.DataFrame, issue: str) -> pl.DataFrame:
    """The votes on an issue of states with votes enough in a session."""
    about = calls.filter(pl.col("issues").str.split(" ").list.contains(issue)).select("roll_call")
    own = frame.join(about, on="roll_call").filter(pl.col("session") >= ISSUES[issue])
    return own.filter(pl.len().over("state", "session") >= FEWEST)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "src/realpolitik/reference")
    parser.add_argument("--draws", type=int, default=400)
    parser.add_argument("--issues", nargs="*", default=list(ISSUES))
    options = parser.parse_args()
    folder = options.shared / "data/politics/unga"
    frame, linked = labelled(votes(folder)), bridges(folder)
    calls = pl.read_parquet(options.out / "tables" / "roll_calls.parquet")
    chosen = {"all": frame} | {issue: on_issue(frame, calls, issue) for issue in options.issues}
    estimates = {issue: estimated(own, linked) for issue, own in chosen.items()}
    errors = {issue: session_errors(estimate) for issue, estimate in estimates.items()}
    parts = [
        rows(estimate, errors[issue], issue, draws=options.draws, seed=1 + number)
        for number, (issue, estimate) in enumerate(estimates.items())
    ]
    columns = schemas()["ideal_points"].dtypes()
    table = pl.concat(parts).select([pl.col(name).cast(kind) for name, kind in columns.items()])
    path = options.out / "tables" / "ideal_points.parquet"
    build_votes.write(table.sort("issue", "state", "session"), path)
    print(f"{path.name}: {table.height} rows, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
