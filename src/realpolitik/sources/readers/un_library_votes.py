"""Votes in the UN General Assembly as the United Nations' own library publishes them, from where Voeten's record ends.

`2026_02_06_ga_voting.csv` of record 4060887, a row a member and roll call: `undl_id, ms_code` (ISO3)`, ms_name, ms_vote` (Y, N, A; X or
empty: did not vote)`, date, session` (79, ES-10)`, resolution, draft, committee_report, meeting, title, agenda_title, subjects, vote_note,
total_yes, total_no, total_abstentions, total_non_voting, total_ms, undl_link`. The site answers programs with a riddle, so the file is
fetched by hand. It has all years; only votes from the option `since` on are read, so that no roll call of `voeten-unga` counts twice.
Roll calls are numbered session times 1000, plus 500, plus their place in the session by day and number of the library. Special and
emergency sessions are left out unless `special=yes` asks for them, since figures of agreement count other votes then; S-27 is numbered
as session 627, ES-11 as 711.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import OptionError
from realpolitik.sources.delimited import collect, divide, inside, scan
from realpolitik.sources.entities import coded, nameless
from realpolitik.sources.reader import Job, Part, Reader

if TYPE_CHECKING:
    import polars as pl

SOURCE = "un-ga-votes"
COLUMNS = ("undl_id", "ms_code", "ms_vote", "date", "session", "resolution", "title")
WORDS = {"Y": "yes", "A": "abstain", "N": "no", "X": "absent", "": "absent"}
APART = 500
"""Added to numbers within a session, so that none is one of `voeten-unga`."""
STATES = {"ms_code": "state"}
SPECIAL = {"S": 600, "ES": 700}
"""Added to the number of a special or an emergency session, so that none is one of the yearly sessions."""
WHICH = r"^(?:(ES|S)-)?(\d+)$"


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """Votes and absences by state, and the roll calls with all votes counted.

    Raises
    ------
    OptionError
        `since` is no day, or `special` neither yes nor no.
    """
    import polars as pl

    since = job.options["since"]
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", since):
        raise OptionError(f"since={since!r} is no day such as 2024-07-01")
    if job.options["special"] not in ("yes", "no"):
        raise OptionError(f"special={job.options['special']!r}: say yes or no")
    rows = pl.concat([_rows(path, job, since) for path in files]).unique(maintain_order=True)
    kind = pl.col("session").str.extract(WHICH, 1)
    number = pl.col("session").str.extract(WHICH, 2).cast(pl.Int64, strict=False)
    apart = kind.replace_strict(SPECIAL, default=0, return_dtype=pl.Int64).fill_null(0)
    rows = rows.with_columns(kind=kind, held=number + apart)
    told = _told(rows, special=job.options["special"] == "yes")
    good, bad = divide(
        rows.filter(pl.col("kind").is_null() | (job.options["special"] == "yes")).with_columns(
            pl.col("date").str.to_date("%Y-%m-%d", strict=False).alias("day"),
            pl.col("undl_id").cast(pl.Int64, strict=False).alias("number"),
            pl.col("ms_vote").fill_null("").str.strip_chars().alias("ms_vote"),
        ),
        {
            "the session is none": pl.col("held").is_null(),
            "the date is none": pl.col("day").is_null(),
            "the roll call has no number": pl.col("number").is_null(),
            "the vote is none of Y, N, A, X": ~pl.col("ms_vote").is_in(list(WORDS)),
        },
    )
    cast = _numbered(good).filter(inside(job.window, pl.col("day")))
    made = coded(cast, STATES, source=SOURCE, kind="iso3", day="day")
    known, nobody = divide(made.frame, nameless(STATES))
    yield Part(
        table="votes",
        frame=known.select(
            "roll_call", "state", vote=pl.col("ms_vote").replace_strict(WORDS, return_dtype=pl.String)
        ),
        rejected=pl.concat([bad, nobody], how="diagonal"),
        warnings=(*told, *made.warnings),
    )
    if cast.height:
        yield Part(table="roll_calls", frame=_roll_calls(cast))


def _told(rows: pl.DataFrame, *, special: bool) -> tuple[str, ...]:
    """What is done with roll calls of special and emergency sessions."""
    import polars as pl

    count = rows.filter(pl.col("kind").is_not_null())["undl_id"].n_unique()
    if not count:
        return ()
    what = f"{count:,} roll calls of special and emergency sessions"
    if special:
        return (f"{SOURCE}: {what} are read, too: figures of agreement count them from then on",)
    return (f"{SOURCE}: left out: {what}, numbered apart (special=yes reads them)",)


def _rows(path: Path, job: Job, since: str) -> pl.DataFrame:
    """The rows from a day on: days are written so that their order is that of text."""
    import polars as pl

    frame = scan(path, job, columns=COLUMNS, member="*ga_voting*.csv").select(COLUMNS)
    kept = frame.with_columns(pl.all().str.strip_chars())
    return collect(kept.filter((pl.col("date") >= since).fill_null(True)), path)


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    calls = rows.select("held", "day", "number").unique("number").sort("held", "day", "number")
    place = pl.int_range(1, pl.len() + 1).over("held") + APART
    return rows.join(calls.select("number", roll_call=pl.col("held") * 1000 + place), on="number")


def _roll_calls(cast: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    first = pl.col("resolution", "title").drop_nulls().first().fill_null("")
    counts = [
        (pl.col("ms_vote") == code).sum().cast(pl.Int64).alias(word)
        for code, word in WORDS.items()
        if word != "absent"
    ]
    calls = cast.group_by("roll_call", "day", pl.col("held").alias("session")).agg(first, *counts)
    return calls.select(
        "roll_call",
        date="day",
        session="session",
        resolution="resolution",
        title=pl.col("title").str.replace_all(r"\s+", " "),
        issues=pl.lit(""),
        basis=pl.lit("title"),
        important=pl.lit(None, dtype=pl.Int64),
        yes="yes",
        abstain="abstain",
        no="no",
    ).sort("roll_call")


def version(files: Sequence[Path]) -> str:
    """The day in the name of the file: 2026-02-06."""
    for path in files:
        if found := re.search(r"(20\d\d)_(\d{1,2})_(\d{1,2})_ga_", path.name):
            return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    return ""


READER = Reader(
    name=SOURCE,
    aliases=("ga-votes",),
    tables=("votes", "roll_calls"),
    read=read,
    version=version,
    options={"since": "2024-07-01", "special": "no"},
    by_hand=(
        "Open https://digitallibrary.un.org/record/4060887, download the CSV of all votes in a browser (some 360 MB), and run "
        "`realpolitik fetch ga-votes --file` with it."
    ),
)
