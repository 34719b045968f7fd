"""Votes in the UN General Assembly, as Voeten, Strezhnev and Bailey publish them.

`UNVotes-1.RData` (frame `completeVotes`), `UNVotes.csv` or `.tab` of Harvard Dataverse, one row a state and roll call: `resid`
(session times 1000, and a number in it), `ccode` (Correlates of War), `vote` (1 yes, 2 abstain, 3 no, 8 absent, 9 no member),
`date`, and of the roll call `unres, short, descr, importantvote, me, nu, di, hr, co, ec`. Dataverse asks who downloads, so the
file is fetched by hand. Versions 34 and later of the deposit have no file of votes: take version 33. Files of before 2018 have no
`resid`, and number roll calls otherwise; mixed with later ones they would put votes under the wrong roll call, so they are refused.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.sources.corrections import correct
from realpolitik.sources.delimited import collect, divide, inside, no_number, number, scan
from realpolitik.sources.entities import coded, nameless
from realpolitik.sources.reader import Job, Part, Reader

if TYPE_CHECKING:
    import polars as pl

SOURCE = "voeten-unga"
WORDS = {1: "yes", 2: "abstain", 3: "no"}
NO_VOTE = (8, 9)
COLUMNS = ("resid", "ccode", "date", "vote")
FLAGS = {
    "me": "middle-east",
    "nu": "nuclear",
    "di": "disarmament",
    "hr": "human-rights",
    "co": "colonialism",
    "ec": "economic",
}
TEXTS = ("unres", "short", "descr", "importantvote")
OBJECT = "completeVotes"
NA = ("NA", "NaN")
DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%d-%m-%Y")


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """Votes by state, and the roll calls with all votes counted; who was absent or no member has no row."""
    import polars as pl

    frame = pl.concat([_rows(path, job) for path in files], how="diagonal")
    mended = correct(frame, SOURCE)
    dated = _dated(mended.frame.with_columns(number("resid").cast(pl.Int64).alias("roll_call")))
    good, bad = divide(
        dated,
        {
            "the roll call has no number": pl.col("roll_call").is_null(),
            "the date is none": pl.col("day").is_null(),
            "no state is named": pl.col("ccode").is_null() | no_number("ccode"),
            "the vote is none of 1, 2, 3, 8, 9": ~number("vote")
            .cast(pl.Int64, strict=False)
            .is_in([*WORDS, *NO_VOTE])
            .fill_null(False),
        },
    )
    cast = good.filter(number("vote") <= max(WORDS), inside(job.window, pl.col("day")))
    made = coded(cast, {"ccode": "state"}, source=SOURCE, kind="cow", day="day", early=True)
    known, nobody = divide(made.frame, nameless({"ccode": "state"}))
    yield Part(
        table="votes",
        frame=known.select(
            "roll_call",
            "state",
            vote=number("vote").cast(pl.Int64).replace_strict(WORDS, return_dtype=pl.String),
        ),
        rejected=pl.concat([mended.rejected, bad, nobody], how="diagonal"),
        warnings=(*mended.warnings, *made.warnings),
    )
    yield from _roll_calls(cast)


def _rows(path: Path, job: Job) -> pl.DataFrame:
    wanted = (*COLUMNS, *TEXTS, *FLAGS, "year")
    if path.suffix.lower() == ".rdata":
        frame = _rdata(path)
    else:
        separator = "\t" if path.suffix == ".tab" else ","
        frame = scan(path, job, columns=COLUMNS, member="*UNVotes*", separator=separator, missing=NA)
        frame = collect(frame.select(name for name in wanted if name in frame.collect_schema().names()), path)
    return frame.select(name for name in wanted if name in frame.columns)


def _rdata(path: Path) -> pl.DataFrame:
    """The frame of an R workspace, through pyreadr where that is installed."""
    import polars as pl

    try:
        import pyreadr
    except ImportError as error:
        raise FileFormatError(
            str(path),
            "is an R workspace: `pip install pyreadr`, or in R `load(file); write.csv(completeVotes, 'UNVotes.csv')`",
        ) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it has no such frame is said below
            found = pyreadr.read_r(str(path), use_objects=[OBJECT])
    except (pyreadr.LibrdataError, pyreadr.PyreadrError, OSError) as error:
        raise FileFormatError(str(path), f"cannot be read as an R workspace ({error})") from error
    if OBJECT not in found:
        raise FileFormatError(str(path), f"has no frame {OBJECT!r}: is it UNVotes-1.RData?")
    table = found[OBJECT]
    if lost := [name for name in COLUMNS if name not in table.columns]:
        raise FileFormatError(str(path), f"has no column {', '.join(lost)}")
    texts = {
        name: [
            None if gone else _text(value)
            for value, gone in zip(table[name], table[name].isna(), strict=True)
        ]
        for name in map(str, table.columns)
    }
    return pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String))


def _text(value: object) -> str:
    return str(value).removesuffix(".0") if isinstance(value, float) else str(value).removesuffix(" 00:00:00")


def _dated(frame: pl.DataFrame) -> pl.DataFrame:
    """Each roll call under the day of most of its votes: single votes are filed under other days."""
    import polars as pl

    text = pl.col("date").str.slice(0, 10)
    days = frame.with_columns(pl.coalesce(text.str.to_date(form, strict=False) for form in DAYS).alias("own"))
    most = days.group_by("roll_call").agg(pl.col("own").drop_nulls().mode().min().alias("day"))
    return days.join(most, on="roll_call", how="left", nulls_equal=True, maintain_order="left")


def _roll_calls(cast: pl.DataFrame) -> Iterable[Part]:
    """The roll calls, where the file describes them: without titles and issues the embedded ones say more."""
    import polars as pl

    described = [name for name in (*TEXTS, *FLAGS) if name in cast.columns]
    if not described:
        return
    flags = [name for name in FLAGS if name in described]
    first = {name: pl.col(name).drop_nulls().first().fill_null("") for name in described}
    calls = cast.group_by("roll_call", "day").agg(
        *(first[name].alias(name) for name in described),
        *((number("vote") == code).sum().cast(pl.Int64).alias(word) for code, word in WORDS.items()),
    )
    empty = pl.lit("")
    words = {name: pl.col(name) if name in described else empty for name in TEXTS}
    titles = pl.when(words["short"] != "").then(words["short"]).otherwise(words["descr"])
    flagged = [
        pl.when(number(name) == 1).then(pl.lit(FLAGS[name])) for name in sorted(flags, key=FLAGS.__getitem__)
    ]
    yield Part(
        table="roll_calls",
        frame=calls.select(
            "roll_call",
            date="day",
            session=pl.col("roll_call") // 1000,
            resolution=words["unres"].str.strip_chars(),
            title=titles.str.replace_all(r"\s+", " ").str.strip_chars(),
            issues=pl.concat_str(flagged, separator=" ", ignore_nulls=True) if flagged else empty,
            basis=pl.lit("published"),
            important=(number("importantvote") if "importantvote" in described else pl.lit(None)).cast(
                pl.Int64
            ),
            yes="yes",
            abstain="abstain",
            no="no",
        ).sort("roll_call"),
    )


def version(files: Sequence[Path]) -> str:
    """The month of the last vote, where it is cheap to see; else that of the deposit's last file of votes."""
    import polars as pl
    from polars.exceptions import PolarsError

    for path in files:
        try:
            if path.suffix == ".parquet":
                last = pl.scan_parquet(path).select(pl.col("date").cast(pl.String).max()).collect().item()
                return f"to-{last[:7]}"
        except PolarsError:
            break  # what is wrong with the file is said when it is read
    return "v33"


READER = Reader(
    name=SOURCE,
    aliases=("un-votes",),
    tables=("votes", "roll_calls"),
    read=read,
    version=version,
    by_hand=(
        "Open https://doi.org/10.7910/DVN/LEJUQZ, choose version 33 under Versions, download UNVotes (Dataverse asks who you "
        "are), and run `realpolitik fetch un-votes --file` with it."
    ),
)
