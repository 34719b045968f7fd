"""OpenSanctions: how many persons, firms and ships of each state stand on lists of sanctions, by programme.

`targets.simple.csv` of the collection `sanctions`, a row an entry: `id, schema` (Person, Company, Vessel …)`, name, aliases, birth_date,
countries` (codes of two letters, joined by a semicolon; `ua-cri` is a region)`, addresses, identifiers, sanctions, phones, emails,
program_ids` (`EU-RUS;GB-RUS`)`, dataset, first_seen, last_seen, last_change`. Counts alone are kept, no names. Days are those on which the
collection saw an entry, not days of listing, so that a file is one day: the last on which it saw anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.sources.addresses import address_of
from realpolitik.sources.delimited import collect, divide, scan
from realpolitik.sources.entities import coded, left_out, nameless
from realpolitik.sources.reader import Job, Part, Reader, Request

if TYPE_CHECKING:
    import polars as pl

SOURCE = "opensanctions"
COLUMNS = ("id", "schema", "countries", "program_ids", "last_seen")
STATES = {"country": "state"}
BETWEEN = ";"
BODIES = ("EU", "UN")
"""Issuers that are no state: programmes begin with the code of their issuer, as EU-RUS."""


def requests(job: Job) -> Iterator[Request]:
    """The one file of a collection."""
    collection = job.options["collection"]
    yield Request(
        address=f"{address_of(SOURCE, 'collections')}/{collection}/targets.simple.csv",
        file=f"{collection}-targets.simple.csv",
        kind="csv",
    )


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """Entries counted by programme, state and kind; an entry of two states or programmes counts for each.

    Raises
    ------
    FileFormatError
        No entry bears the day on which it was seen.
    """
    import polars as pl

    entries = pl.concat([_rows(path, job) for path in files]).unique("id", keep="last", maintain_order=True)
    day = entries["last_seen"].str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).max()
    if day is None:
        raise FileFormatError(str(files[0]), "has no day in last_seen: is it a file of OpenSanctions?")
    pairs = entries.with_columns(
        pl.col("countries").fill_null("").str.split(BETWEEN).alias("country"),
        pl.col("program_ids").fill_null("").str.split(BETWEEN).alias("programme"),
    )
    pairs = pairs.explode("country").explode("programme")
    pairs = pairs.with_columns(pl.col("country", "programme").str.strip_chars())
    region = pl.col("country").str.contains("-", literal=True)
    bare = (pl.col("country") == "") | (pl.col("programme") == "")
    told = _told(pairs.filter(bare)["id"].n_unique(), pairs.filter(region)["country"].n_unique())
    cast = pairs.filter(~bare & ~region).with_columns(
        period=pl.lit(day), issuer=pl.col("programme").str.extract(r"^([A-Z]{2})-").fill_null("")
    )
    made = coded(cast, STATES, source=SOURCE, kind="name", day="period")
    good, bad = divide(made.frame.filter(~left_out(SOURCE, "country")), nameless(STATES))
    issued = coded(
        good.with_columns(pl.col("issuer").str.to_lowercase().alias("by")),
        {"by": "maker"},
        source=SOURCE,
        kind="name",
        day="period",
    ).frame
    counts = (
        issued.with_columns(
            sender=pl.when(pl.col("issuer").is_in(BODIES))
            .then("issuer")
            .otherwise(pl.col("maker").fill_null("")),
            kind=pl.col("schema").fill_null("").str.strip_chars(),
        )
        .group_by("programme", "sender", "state", "kind", "period")
        .agg(pl.col("id").n_unique().cast(pl.Int64).alias("listed"))
        .sort("programme", "state", "kind")
    )
    yield Part(table="sanction_entries", frame=counts, rejected=bad, warnings=(*told, *made.warnings))


def _rows(path: Path, job: Job) -> pl.DataFrame:
    return collect(scan(path, job, columns=COLUMNS).select(COLUMNS), path)


def _told(bare: int, regions: int) -> tuple[str, ...]:
    """What is left out."""
    found = []
    if bare:
        found.append(f"{SOURCE}: {bare:,} entries without a country or a programme are left out")
    if regions:
        found.append(
            f"{SOURCE}: {regions:,} regions of states (such as ua-cri) are left out, their states count"
        )
    return tuple(found)


def version(files: Sequence[Path]) -> str:
    """The last day on which the collection saw an entry: 2026-09-15."""
    import polars as pl
    from polars.exceptions import PolarsError

    days = []
    for path in files:
        try:
            seen = (
                pl.scan_csv(path, infer_schema=False, encoding="utf8-lossy")
                .select(pl.col("last_seen").max())
                .collect()
                .item()
            )
        except (PolarsError, OSError):
            continue  # the reader says what is wrong with the file
        days.append(str(seen or "")[:10])
    return max(days, default="")


READER = Reader(
    name=SOURCE,
    tables=("sanction_entries",),
    read=read,
    requests=requests,
    version=version,
    living=True,
    options={"collection": "sanctions"},
    by_hand=(
        "Download targets.simple.csv of https://www.opensanctions.org/datasets/sanctions/ (free for other than commercial use), and run "
        "`realpolitik fetch opensanctions --file` with it."
    ),
)
