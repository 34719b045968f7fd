"""OECD Inter-Country Input-Output tables: who sells to whom, by sector, in millions of dollars.

A ZIP archive for each five years with a CSV a year (`2020_SML.csv` of the small edition, `2020.csv` of the extended one): the first
column holds the labels of rows `CHN_A01_02` (seller and sector), then `TLS` or `ARG_TLS` … (taxes less subsidies), `VA` and `OUT`;
the other columns are labelled `CHN_A01_02` (buyer and sector), `CHN_HFCE` (final demand) and `OUT`. In the extended edition CN1,
CN2 and MX1, MX2 split China and Mexico. A world is made of the table by `realpolitik.models.equilibrium.icio`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.sources.archive import each
from realpolitik.sources.delimited import inside, scan, scratch, unreadable
from realpolitik.sources.reader import Job, Part, Reader

if TYPE_CHECKING:
    import polars as pl

SOURCE = "oecd-icio"
MILLION = 1_000_000
LABEL = r"^([A-Z0-9]{3})_([A-Z0-9_]+)$"
WITHOUT_STATE = ("VA", "OUT", "TLS")


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """A part for each year and seller, so that no more than a state's rows are in memory at once."""
    for path in files:
        for table in each(path, scratch(job), "*.csv"):
            found = re.search(r"(?:^|_)((?:19|20)\d\d)(?:_|\.|$)", table.name)
            if found is None:
                raise FileFormatError(str(path), f"{table.name!r} does not name its year (2020_SML.csv)")
            yield from _year(table, int(found[1]), job)


def _year(path: Path, year: int, job: Job) -> Iterator[Part]:
    import polars as pl
    from polars.exceptions import PolarsError

    lazy = scan(path, job, columns=())
    names = lazy.collect_schema().names()
    label, cells = names[0], names[1:]
    wrong = [name for name in cells if not re.match(LABEL, name) and name not in ("OUT", "TOTAL")]
    if wrong or not any(re.match(LABEL, name) for name in cells):
        raise FileFormatError(
            str(path),
            f"has a column {wrong[:1] or cells[:1]}, not CHN_A01_02 or CHN_HFCE: is it a table of the ICIO?",
        )
    try:
        filled = lazy.filter(pl.any_horizontal(pl.all().is_not_null()))  # empty lines are no rows
        table = filled.with_columns(pl.col(cells).cast(pl.Float64, strict=False)).collect()
    except PolarsError as error:
        raise unreadable(path, error) from error
    if table.filter(pl.col(label) == "VA").is_empty():
        if table.filter(pl.col(label) == "VALU").height:
            raise FileFormatError(
                str(path),
                "is of an edition before 2021 (its row of value added is VALU): give the edition of 2023 or later",
            )
        raise FileFormatError(str(path), "has no row VA: the download was cut; fetch it again")
    period = pl.lit(f"{year}-01-01").str.to_date()
    if not table.select(inside(job.window, period).first()).item():
        return
    table = table.with_columns(pl.col(label).str.extract(LABEL, 1).fill_null("").alias("origin"))
    for (origin,), rows in sorted(table.partition_by("origin", as_dict=True).items()):
        yield _seller(rows, str(origin), label, cells, year)


def _seller(rows: pl.DataFrame, origin: str, label: str, cells: list[str], year: int) -> Part:
    import polars as pl

    long = rows.unpivot(cells, index=[label], variable_name="column", value_name="millions")
    part, use = (pl.col("column").str.extract(LABEL, place) for place in (1, 2))
    blank = long.filter(pl.col("millions").is_null())
    return Part(
        table="input_output",
        slice=f"{year}-{origin or 'totals'}",
        frame=long.filter((pl.col("millions") != 0).fill_null(False)).select(
            period=pl.lit(f"{year}-01-01").str.to_date(),
            origin=pl.lit(origin),
            sector=pl.col(label).str.extract(LABEL, 2).fill_null(pl.col(label)),
            destination=part.fill_null(""),
            use=use.fill_null(pl.col("column")),
            value_usd=(pl.col("millions") * MILLION).round().cast(pl.Int64),
        ),
        rejected=blank.with_columns(pl.lit("the cell is no number").alias("reason"))
        if blank.height
        else None,
    )


READER = Reader(
    name=SOURCE,
    aliases=("icio",),
    tables=("input_output",),
    read=read,
    version=lambda files: next(
        (found[0] for path in files if (found := re.search(r"ICIO-?_?20\d\d", path.name))), ""
    ),
    by_hand=(
        "Open https://www.oecd.org/en/data/datasets/inter-country-input-output-tables.html, download the archive of the years "
        "wanted, and run `realpolitik fetch icio --file` with it."
    ),
)
