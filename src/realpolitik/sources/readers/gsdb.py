"""Global Sanctions Data Base: sanctions between states since 1949, one row a case. On request, so fetched by hand.

`GSDB_V4.csv`: `case_id, sanctioned_state, sanctioning_state, begin, end, trade, descr_trade, arms, military, financial, travel, other,
target_mult, sender_mult, objective, success`. Several states are joined by a comma, though some names hold one (`Korea, South`);
organisations (EU, UN) stand for their members. The file of pairs and years (`GSDB_V4_dyadic`) has other columns and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.sources.archive import is_zip, unpack
from realpolitik.sources.delimited import collect, divide, inside, january, no_number, number, scan, scratch
from realpolitik.sources.lookup import one_code
from realpolitik.sources.reader import Job, Part, Reader

if TYPE_CHECKING:
    import polars as pl

SOURCE = "gsdb"
KINDS = ("trade", "arms", "military", "financial", "travel", "other")
COLUMNS = (
    "case_id",
    "sanctioned_state",
    "sanctioning_state",
    "begin",
    "end",
    *KINDS,
    "descr_trade",
    "objective",
    "success",
)
PARTIES = {"sanctioning_state": "sender", "sanctioned_state": "target"}


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """A row a case, with the senders that are known; one without any, or with an unknown target, is set aside whole."""
    import polars as pl

    frame = pl.concat([_rows(path, job) for path in files])
    unknown: dict[str, list[int]] = {}
    coded = frame.with_columns(
        pl.Series(
            code,
            [
                _codes(text, year, unknown, whole=code == "target")
                for text, year in frame.select(name, "begin").iter_rows()
            ],
            dtype=pl.String,
        )
        for name, code in PARTIES.items()
    ).with_columns(january("begin").alias("period"), january("end").alias("last"))
    good, bad = divide(
        coded,
        {
            "the case has no number": pl.col("case_id").is_null() | no_number("case_id"),
            "the beginning is no year": pl.col("period").is_null(),
            "it ends before it begins": pl.col("last") < pl.col("period"),
            "sanctioning_state: none is known": pl.col("sender").is_null(),
            "sanctioned_state: not all are states": pl.col("target").is_null(),
            **{
                f"{name} is neither 0 nor 1": ~number(name).is_in([0.0, 1.0]).fill_null(False)
                for name in KINDS
            },
            "no kind of sanction is marked": pl.all_horizontal(number(name) == 0 for name in KINDS),
        },
    )
    kinds = pl.concat_str(
        [pl.when(number(name) == 1).then(pl.lit(name)) for name in KINDS], separator=" ", ignore_nulls=True
    )
    yield Part(
        table="sanction_cases",
        frame=good.filter(_overlaps(job)).select(
            case=number("case_id").cast(pl.Int64),
            sender="sender",
            target="target",
            period="period",
            end=pl.col("last").dt.replace(month=12, day=31),
            kinds=kinds,
            trade_detail="descr_trade",
            objective="objective",
            success="success",
        ),
        rejected=bad,
        warnings=_told(unknown),
    )


def _overlaps(job: Job) -> pl.Expr:
    """A case counts where any of its years lies in the window."""
    import polars as pl

    rule = inside(type(job.window)(None, job.window.end), pl.col("period"))
    if job.window.start:
        rule = rule & (pl.col("last").is_null() | (pl.col("last").dt.year() >= job.window.start.year))
    return rule


def _rows(path: Path, job: Job) -> pl.DataFrame:
    import polars as pl

    (path,) = unpack(path, scratch(job), "GSDB_V?.csv") if is_zip(path) else (path,)
    frame = scan(path, job, columns=COLUMNS)
    texts = (
        pl.col("descr_trade", "objective", "success")
        .fill_null("")
        .str.replace_all(r"\s+", " ")
        .str.strip_chars()
    )
    return collect(frame.select(COLUMNS), path).with_columns(texts)


def _codes(text: str | None, begin: str | None, unknown: dict[str, list[int]], *, whole: bool) -> str | None:
    """Codes of a list of names, pieces joined as far as they make a name together; names that are not known are left out.

    None where none is known, or, with `whole`, not all are: a case with half of its targets would be another case, one with
    most of its senders is the same.
    """
    if not text or not (begin or "").strip()[:4].isdecimal():
        return None
    year = int(str(begin)[:4])
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    codes: list[str] = []
    place = 0
    while place < len(pieces):
        for stop in (place + 2, place + 1):
            name = ", ".join(pieces[place:stop])
            if stop <= len(pieces) and (code := one_code(name, source=SOURCE, on=date(year, 12, 31))):
                codes.append(code)
                place = stop
                break
        else:
            unknown.setdefault(pieces[place], []).append(year)
            if whole:
                return None
            place += 1
    return " ".join(dict.fromkeys(codes)) or None


def version(files: Sequence[Path]) -> str:
    """The release in the name of the file: R4 of GSDB_V4.csv."""
    return next((f"R{found[1]}" for path in files if (found := re.search(r"(?i)gsdb_?v(\d)", path.name))), "")


def _told(unknown: dict[str, list[int]]) -> tuple[str, ...]:
    if not unknown:
        return ()
    names = sorted(unknown, key=lambda name: (-len(unknown[name]), name))
    shown = ", ".join(f"{name!r} ({min(unknown[name])}–{max(unknown[name])})" for name in names[:8])
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return (
        f"{SOURCE}: no state is known as {shown}{more}; cases without a known sender, or with an unknown target, are set aside",
    )


READER = Reader(
    name=SOURCE,
    aliases=("sanctions-cases",),
    tables=("sanction_cases",),
    read=read,
    version=version,
    by_hand=(
        "Ask for the data at https://www.globalsanctionsdatabase.com/, and run `realpolitik fetch gsdb --file GSDB_V4.csv` (or "
        "the archive that holds it)."
    ),
)
