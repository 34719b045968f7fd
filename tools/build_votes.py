"""Rebuild the embedded tables of votes (`votes`, `roll_calls`) from the public datasets.

    .venv/bin/python tools/build_votes.py [--shared ../shared] [--out src/realpolitik/reference]

The result is the same bytes whenever the inputs are the same. A roll call is dated by most of its own votes, so that a
session is not taken for a calendar year. Issues and titles end with session 74; later issues are read off the pattern of the
votes (`tools/vote_issues.py`), and marked as such.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import vote_issues
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from realpolitik.errors import UnknownStateError
from realpolitik.sources.corrections import correct, corrections
from realpolitik.states import convert, resolve, spells
from realpolitik.store.blocks import ENDING, write_blocks
from realpolitik.store.schema import schemas

ROOT = Path(__file__).resolve().parents[1]
SOURCE = "voeten-unga"
WORDS = {0: "yes", 1: "abstain", 2: "no"}
ABSENT, NO_VOTE = 3, 8
"""Our code of an absence, and the wide file's."""
ALIKE = 0.9
"""Two files tell of the same roll call where at least this share of its votes is the same, on the same day."""
Codes = NDArray[np.int8]


def read(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Votes (0 yes, 1 abstain, 2 no) and roll calls; the few votes filed twice or under a later day are put right."""
    mended = correct(
        pl.read_parquet(folder / "votes_1946_2022.parquet").with_columns(pl.col("date").dt.date()), SOURCE
    )
    for warning in mended.warnings:
        print(warning)
    votes = mended.frame.with_columns((pl.col("vote") - 1).alias("code")).unique(
        ["resid", "ccode"], keep="first", maintain_order=True
    )
    calls = votes.group_by("resid").agg(
        pl.col("date").mode().min(),
        *((pl.col("code") == code).sum().alias(word) for code, word in WORDS.items()),
    )
    return votes.drop("date").join(calls.select("resid", "date"), on="resid"), calls.sort("resid")


def matrix(votes: pl.DataFrame, ids: list[int], states: list[int]) -> Codes:
    """(roll calls, states) codes; -1 where there is no vote."""
    out = np.full((len(ids), len(states)), -1, np.int8)
    known = votes.filter(pl.col("ccode").is_in(states))
    rows = np.searchsorted(np.array(ids), known["resid"].to_numpy())
    columns = np.searchsorted(np.array(states), known["ccode"].to_numpy())
    out[rows, columns] = known["code"].to_numpy()
    return out


def older(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The votes and roll calls of the file that has titles and issues, to session 74."""
    votes = pl.read_parquet(folder / "un_votes.parquet").drop_nulls("vote")
    numbers: dict[str, int | None] = {}
    for name in votes["country"].unique().to_list():
        try:
            numbers[name] = resolve(name).cow
        except UnknownStateError:
            numbers[name] = None  # a dozen spellings; the rest of the votes tell a roll call well enough
    votes = votes.select(
        pl.col("rcid").cast(pl.Int64).alias("resid"),
        pl.col("country").replace_strict(numbers, return_dtype=pl.Int64).alias("ccode"),
        pl.col("vote")
        .replace_strict({word: code for code, word in WORDS.items()}, return_dtype=pl.Int8)
        .alias("code"),
    ).drop_nulls()
    calls = pl.read_parquet(folder / "un_roll_calls.parquet").with_columns(pl.col("rcid").cast(pl.Int64))
    issues = (
        pl.read_parquet(folder / "un_roll_call_issues.parquet")
        .group_by(pl.col("rcid").cast(pl.Int64))
        .agg(pl.col("short_name").alias("flags"))
    )
    held = calls.join(issues, on="rcid", how="left").filter(
        pl.col("rcid").is_in(votes["resid"].unique().to_list())
    )
    return votes.unique(["resid", "ccode"], keep="first", maintain_order=True), held.sort("rcid")


def matched(calls: pl.DataFrame, codes: Codes, other: pl.DataFrame, other_codes: Codes) -> dict[int, int]:
    """Roll call of the one file to that of the other: the same day, and nearly the same votes."""
    found: dict[int, int] = {}
    for day in calls["date"].unique().sort().to_list():
        ours = np.flatnonzero((calls["date"] == day).to_numpy())
        theirs = np.flatnonzero((other["date"] == day).to_numpy())
        if not len(theirs):
            continue
        same = np.zeros((len(ours), len(theirs)), np.float32)
        for code in WORDS:
            one, two = (codes[ours] == code), (other_codes[theirs] == code)
            same += one.astype(np.float32) @ two.astype(np.float32).T
        cast = np.maximum((codes[ours] >= 0).sum(1)[:, None], (other_codes[theirs] >= 0).sum(1)[None, :])
        alike = same / np.maximum(cast, 1)
        for i, j in zip(*linear_sum_assignment(-alike), strict=True):
            if alike[i, j] >= ALIKE:
                found[int(calls["resid"][int(ours[i])])] = int(other["rcid"][int(theirs[j])])
    return found


def build(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The tables `votes` and `roll_calls`."""
    votes, calls = read(folder)
    more, described = older(folder)
    states = sorted(votes["ccode"].unique().to_list())
    codes = matrix(votes, calls["resid"].to_list(), states)
    other = matrix(more, described["rcid"].to_list(), states)
    pairs = matched(calls, codes, described, other)
    by_id = {row["rcid"]: row for row in described.iter_rows(named=True)}
    records = [_record(row, by_id.get(pairs.get(row["resid"], -1))) for row in calls.iter_rows(named=True)]
    vote_issues.bridge(records, codes)
    frame = pl.DataFrame(
        [{**record, "issues": " ".join(sorted(record["issues"]))} for record in records],
        schema=schemas()["roll_calls"].dtypes(),
    )
    everyone = pl.concat(
        [votes.select("resid", "ccode", "code", "date"), absences(folder, calls, codes, states)]
    )
    return _embedded(everyone), frame.sort("roll_call")


def absences(folder: Path, calls: pl.DataFrame, codes: Codes, states: list[int]) -> pl.DataFrame:
    """Members that were absent, from the file that says so; of roll calls that are the same by day and votes in both files."""
    wide = pl.read_parquet(folder / "unga_wide_all_states_1946_2024.parquet").with_columns(
        pl.col("date").str.to_date()
    )
    names = [name for name in wide.columns if len(name) == 3 and name.isupper()]
    told = wide.select("rcid", "date").rename({"rcid": "resid"})
    rows = wide.unpivot(names, index=["rcid", "date"], variable_name="state", value_name="vote")
    numbers = {name: resolve(name).cow for name in names}
    rows = rows.with_columns(
        pl.col("state").replace_strict(numbers, return_dtype=pl.Int64).alias("ccode"), pl.col("vote") - 1
    )
    cast = rows.filter(pl.col("vote") <= max(WORDS)).select(
        pl.col("rcid").alias("resid"), "ccode", pl.col("vote").cast(pl.Int8).alias("code")
    )
    described = told.rename({"resid": "rcid"}).sort("rcid")
    other = matrix(cast, described["rcid"].to_list(), states)
    pairs = matched(calls, codes, described, other)
    numbered = {there: here for here, there in pairs.items()}
    away = rows.filter(pl.col("vote") == NO_VOTE - 1, pl.col("rcid").is_in(list(numbered)))
    print(
        f"absences: {len(pairs)} of {calls.height} roll calls are the same in both files, {away.height} absences"
    )
    here = away.select(
        pl.col("rcid").replace_strict(numbered, return_dtype=pl.Int64).alias("resid"),
        "ccode",
        pl.lit(ABSENT, dtype=pl.Int8).alias("code"),
    )
    votes = pl.DataFrame(
        [(calls["resid"][int(i)], states[int(j)]) for i, j in zip(*np.nonzero(codes >= 0), strict=True)],
        schema={"resid": pl.Int64, "ccode": pl.Int64},
        orient="row",
    )
    for item in corrections():  # of states filed under each other nobody knows which of the two was absent
        for pair in item.swap.values():
            session = item.rows["resid"]["from"] // 1000
            here = here.filter(~((pl.col("resid") // 1000 == session) & pl.col("ccode").is_in(pair)))
    here = here.join(votes, on=["resid", "ccode"], how="anti").unique(["resid", "ccode"], maintain_order=True)
    return here.join(calls.select("resid", "date"), on="resid").select("resid", "ccode", "code", "date")


def _record(row: dict[str, Any], described: dict[str, Any] | None) -> dict[str, Any]:
    title = " ".join(str(described["short"] or described["descr"] or "").split()) if described else ""
    title = title.removesuffix(" : resolution / adopted by the General Assembly")
    session = int(row["resid"]) // 1000
    issues, basis = vote_issues.read(described, session)
    return {
        "roll_call": row["resid"],
        "date": row["date"],
        "session": session,
        "resolution": str(described["unres"] or "") if described else "",
        "title": title.title() if title.isupper() else title,
        "issues": issues,
        "basis": basis,
        "important": described["importantvote"] if described else None,
        "yes": row["yes"],
        "abstain": row["abstain"],
        "no": row["no"],
        "source_id": SOURCE,
    }


def _embedded(votes: pl.DataFrame) -> pl.DataFrame:
    """Votes and absences, under the code that a number stood for on the day: 365 is SUN, then RUS.

    A few members voted before the list of states counts them (India and Syria in 1946, Ukraine in October 1991): they get
    the code that the number stood for next.
    """
    known = votes
    later = {
        number: min(
            (spell.start, spell.code)
            for spell in spells()
            if spell.system == "cow" and spell.number == number
        )
        for number in known["ccode"].unique().to_list()
    }
    early = known["ccode"].replace_strict({n: code for n, (_, code) in later.items()}, return_dtype=pl.String)
    on_day = convert(known["ccode"], from_="cow", on=known["date"], unknown="null")
    return (
        known.with_columns(
            on_day.fill_null(early).alias("state"),
            pl.col("code").replace_strict({**WORDS, ABSENT: "absent"}, return_dtype=pl.String).alias("vote"),
            pl.lit(SOURCE).alias("source_id"),
            pl.col("resid").alias("roll_call"),
        )
        .select(list(schemas()["votes"].dtypes()))
        .sort("state", "roll_call")
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "src/realpolitik/reference")
    options = parser.parse_args()
    votes, calls = build(options.shared / "data/politics/unga")
    by_state = options.out / "tables" / f"votes.{ENDING}"
    write_blocks(votes, schemas()["votes"], by_state)
    path = options.out / "tables" / "roll_calls.parquet"
    write(calls, path)
    late = options.out / "tables" / "recent_votes.parquet"
    newest = recent(options.shared / "data/politics/unga")
    write(newest, late)
    for made, frame in ((by_state, votes), (path, calls), (late, newest)):
        print(f"{made.name}: {frame.height} rows, {made.stat().st_size} bytes")
    print(calls.group_by("basis").len().sort("basis"))


def recent(folder: Path) -> pl.DataFrame:
    """The votes of 2025 of ten states, which the authors of the large file have not."""
    schema = schemas()["recent_votes"]
    return (
        pl.read_parquet(folder / "unga_2025_ten_states.parquet")
        .with_columns(
            pl.col("date").str.to_date(),
            pl.col("vote").str.to_lowercase(),
            state="iso3",
            source_id=pl.lit("un-votes-2025"),
        )
        .select(pl.col(name).cast(kind) for name, kind in schema.dtypes().items())
        .sort(schema.key)
    )


def write(frame: pl.DataFrame, path: Path) -> None:
    """Parquet with whole numbers as differences, which repeat from state to state and take no room."""
    import pyarrow.parquet as pq

    numbers = [name for name, dtype in frame.schema.items() if dtype == pl.Int64]
    words = [name for name in frame.columns if name not in numbers]
    pq.write_table(
        frame.to_arrow(),
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=words,  # type: ignore[arg-type]  # a list of columns is allowed
        column_encoding=dict.fromkeys(numbers, "DELTA_BINARY_PACKED"),
        write_statistics=False,
        store_schema=False,
    )


if __name__ == "__main__":
    main()
