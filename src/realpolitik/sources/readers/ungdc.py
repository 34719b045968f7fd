"""UN General Debate Corpus: what states say in the General Assembly each September, in English, since 1946.

`UNGDC_1946-2025.tar.gz` of Harvard Dataverse holds a text file a speech, `TXT/Session 01 - 1946/ARG_01_1946.txt`: code, session,
year. Files that begin with `._` are leftovers of a Mac. A table `iso3, session, year, text` that others make of it is read too.
"""

from __future__ import annotations

import gzip
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.sources.addresses import address_of
from realpolitik.sources.archive import is_zip
from realpolitik.sources.delimited import collect, divide, inside, january, number, scan
from realpolitik.sources.entities import coded, left_out, nameless
from realpolitik.sources.reader import Job, Part, Reader, Request

if TYPE_CHECKING:
    import polars as pl

SOURCE = "ungdc"
NAME = re.compile(r"([A-Z]{2,4})_(\d{1,3})_(\d{4})\.txt", re.IGNORECASE)
LONGEST = 1_000_000
"""Bytes of a speech; the longest of all, of four and a half hours in 1960, has 270,000."""
MOST = 100_000
"""Speeches; there are some 200 a year."""
COLUMNS = ("iso3", "session", "year", "text")
FIRST_SESSION = 1945
BLOCK = 1 << 20


def requests(job: Job) -> Iterator[Request]:
    """The archive."""
    yield Request(
        address=address_of(SOURCE, "archive"),
        file="UNGDC_1946-2025.tar.gz",
        kind="gzip",
    )


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """A row a speech, its words counted at white space."""
    import polars as pl

    frame = pl.concat(
        [_table(path, job) if path.suffix in (".parquet", ".csv") else _texts(path) for path in files]
    )
    made = coded(frame, {"iso3": "state"}, source=SOURCE, kind="iso3", year="year", early=True, whole=True)
    text = pl.col("text").str.replace_all("\ufeff", "", literal=True).str.strip_chars()
    good, bad = divide(
        made.frame.filter(~left_out(SOURCE, "iso3")).with_columns(
            january("year").alias("period"), text.alias("text")
        ),
        {
            "the year is none": pl.col("period").is_null(),
            "the session does not open in that year": number("session") + FIRST_SESSION != number("year"),
            "the speech is empty": (pl.col("text") == "").fill_null(True),
            **nameless({"iso3": "state"}),
        },
    )
    yield Part(
        table="speeches",
        frame=good.filter(inside(job.window, pl.col("period"))).select(
            "state",
            "period",
            session=number("session").cast(pl.Int64),
            words=pl.col("text").str.count_matches(r"\S+").cast(pl.Int64),
            text="text",
        ),
        rejected=bad.with_columns(pl.col("text").str.head(80)),
        warnings=made.warnings,
    )


def _table(path: Path, job: Job) -> pl.DataFrame:
    return collect(scan(path, job, columns=COLUMNS).select(COLUMNS), path)


def _texts(path: Path) -> pl.DataFrame:
    """The speeches of an archive, read out of it without unpacking."""
    import polars as pl

    rows = []
    for name, data in _members(path):
        if not (found := NAME.fullmatch(name)):
            continue
        if len(data) > LONGEST:
            raise FileFormatError(
                str(path), f"{name!r} has more than {LONGEST:,} bytes, which no speech has: do not use it"
            )
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
        rows.append((found[1].upper(), str(int(found[2])), found[3], text))
        if len(rows) > MOST:
            raise FileFormatError(str(path), f"has more than {MOST:,} speeches: do not use it")
    if not rows:
        raise FileFormatError(str(path), "holds no file like ARG_01_1946.txt: give UNGDC_1946-2025.tar.gz")
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    """Names without folders, and no more bytes of each than a speech may have."""
    try:
        if is_zip(path):
            with zipfile.ZipFile(path) as archive:
                for member in archive.infolist():
                    if not member.is_dir():
                        with archive.open(member) as file:
                            yield PurePosixPath(member.filename).name, file.read(LONGEST + 1)
            return
        with gzip.open(path) as whole:
            with tarfile.open(fileobj=whole, mode="r|") as tape:
                for entry in tape:
                    file = tape.extractfile(entry) if entry.isfile() else None
                    if file is not None:
                        yield PurePosixPath(entry.name).name, file.read(LONGEST + 1)
            while whole.read(
                BLOCK
            ):  # to the end, where the checksum stands: a cut archive looks whole until then
                pass
    except (tarfile.TarError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise FileFormatError(
            str(path), f"is a damaged archive, or none ({error}): download it again"
        ) from error


READER = Reader(
    name=SOURCE,
    aliases=("general-debate",),
    tables=("speeches",),
    read=read,
    requests=requests,
    version=lambda files: next(
        (found[0] for path in files if (found := re.search(r"1946[-_]20\d\d", path.name))), ""
    ),
    by_hand=(
        "Open https://doi.org/10.7910/DVN/0TJX8Y, download UNGDC_1946-2025.tar.gz (not the raw PDF files), and run "
        "`realpolitik fetch ungdc --file` with it."
    ),
)
