"""SIPRI Arms Transfers Database: the register of orders and deliveries of major conventional weapons since 1950.

`trade-register.csv`, code page 1252, as https://armstransfers.sipri.org exports it: eleven lines of text, then `Recipient, Supplier,
Year of order, " ", Number ordered, " ", Weapon designation, Weapon description, Number delivered, " ", Year(s) of delivery, status,
Comments, SIPRI TIV per unit, SIPRI TIV for total order, SIPRI TIV of delivered weapons`. The three columns without a name hold a
question mark where the figure before them is uncertain. Names with asterisks are rebel groups and organisations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.sources.delimited import collect, divide, inside, january, no_number, number, scan
from realpolitik.sources.entities import coded, left_out, nameless
from realpolitik.sources.reader import Job, Part, Reader

if TYPE_CHECKING:
    import polars as pl

SOURCE = "sipri-arms"
HEAD = (
    ("Recipient", "to"),
    ("Supplier", "from"),
    ("Year of order", "year"),
    ("", "order_mark"),
    ("Number ordered", "ordered"),
    ("", "ordered_mark"),
    ("Weapon designation", "weapon"),
    ("Weapon description", "description"),
    ("Number delivered", "delivered"),
    ("", "delivered_mark"),
    ("Year(s) of delivery", "delivery_years"),
    ("status", "status"),
    ("Comments", "note"),
    ("SIPRI TIV per unit", "tiv_unit"),
    ("SIPRI TIV for total order", "tiv_order"),
    ("SIPRI TIV of delivered weapons", "tiv_delivered"),
)
PARTIES = {"from": "supplier", "to": "recipient"}
FIGURES = ("ordered", "delivered", "tiv_unit", "tiv_order", "tiv_delivered")


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """A row an order."""
    import polars as pl

    frame = pl.concat([_rows(path, job) for path in files])
    made = coded(frame, PARTIES, source=SOURCE, kind="name", year="year")
    groups = pl.any_horizontal(pl.col(name).str.contains(r"\*$") for name in PARTIES)
    good, bad = divide(
        made.frame.filter(~left_out(SOURCE, *PARTIES)).with_columns(january("year").alias("period")),
        {
            "a rebel group or an organisation, not a state": groups,
            "the year of the order is none": pl.col("period").is_null(),
            **nameless(PARTIES),
            "no weapon is named": pl.col("weapon") == "",
            **{f"{name} is no number": no_number(name) for name in FIGURES},
        },
    )
    counted = good.with_columns(
        pl.int_range(1, pl.len() + 1).over("supplier", "recipient", "period", "weapon").alias("order")
    )
    yield Part(
        table="arms_transfers",
        frame=counted.filter(inside(job.window, pl.col("period"))).select(
            "supplier",
            "recipient",
            "period",
            "weapon",
            "order",
            "description",
            *(number(name).round().cast(pl.Int64).alias(name) for name in FIGURES[:2]),
            "delivery_years",
            "status",
            _uncertain(),
            *(number(name).alias(name) for name in FIGURES[2:]),
            "note",
        ),
        rejected=bad,
        warnings=made.warnings,
    )


def _rows(path: Path, job: Job) -> pl.DataFrame:
    """The columns by their place, since three of them have no name."""
    import polars as pl

    frame = scan(path, job, columns=("Recipient", "Supplier"), starts="Recipient,")
    found = frame.collect_schema().names()
    heads = [
        re.sub(r"_duplicated_\d+$", "", name).strip().lower() for name in found
    ]  # of two columns called " "
    for place, (name, _) in enumerate(HEAD):
        if place >= len(heads) or heads[place] != name.lower():
            seen = found[place] if place < len(found) else "nothing"
            raise FileFormatError(
                str(path),
                f"has {seen!r} in column {place + 1}, not {name or 'a mark'!r}: the form has changed",
            )
    rows = collect(
        frame.select(pl.col(found[place]).alias(alias) for place, (_, alias) in enumerate(HEAD)), path
    )
    return rows.with_columns(pl.col(pl.String).fill_null("").str.replace_all(r"\s+", " ").str.strip_chars())


def _uncertain() -> pl.Expr:
    import polars as pl

    marks = [
        pl.when(pl.col(f"{name}_mark").str.contains("?", literal=True)).then(pl.lit(name))
        for name in ("order", "ordered", "delivered")
    ]
    return pl.concat_str(marks, separator=" ", ignore_nulls=True).alias("uncertain")


READER = Reader(
    name=SOURCE,
    aliases=("arms",),
    tables=("arms_transfers",),
    read=read,
    by_hand=(
        "Open https://armstransfers.sipri.org/ArmsTransfer/TransferRegister, choose years, suppliers and recipients, export "
        "the CSV, and run `realpolitik fetch arms --file trade-register.csv`."
    ),
)
