"""SIPRI Arms Transfers Database: the register of orders and deliveries of major conventional weapons since 1950.

`trade-register.csv`, code page 1252, as https://armstransfers.sipri.org exports it: eleven lines of text, then `Recipient, Supplier,
Year of order, " ", Number ordered, " ", Weapon designation, Weapon description, Number delivered, " ", Year(s) of delivery, status,
Comments, SIPRI TIV per unit, SIPRI TIV for total order, SIPRI TIV of delivered weapons`. The three columns without a name hold a
question mark where the figure before them is uncertain. Names with asterisks are rebel groups and organisations. The site breaks
some rows before a comma. The machine-readable export has a row a delivery year under `SIPRI AT Database ID,Supplier,Recipient,…`,
without what was ordered; its rows are summed to orders. An order of before a state was one ("Russia", 1985) is its predecessor's,
delivered by the state named, and stays under that.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.files import LARGEST, of_json, read_text
from realpolitik.sources.addresses import address_of
from realpolitik.sources.archive import is_zip
from realpolitik.sources.delimited import collect, divide, inside, january, no_number, number, scan
from realpolitik.sources.entities import coded, left_out, nameless
from realpolitik.sources.reader import Job, Part, Reader, Request
from realpolitik.sources.textform import opening, utf8

if TYPE_CHECKING:
    import polars as pl

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
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
DELIVERIES = (
    "SIPRI AT Database ID",
    "Supplier",
    "Recipient",
    "Designation",
    "Description",
    "Order date",
    "Order date is estimate",
    "Numbers delivered",
    "Numbers delivered is estimate",
    "Delivery year",
    "Status",
    "TIV deal unit",
    "TIV delivery values",
)
"""Columns of the machine-readable export that are read."""
PARTIES = {"from": "supplier", "to": "recipient"}
ADDRESS = address_of(SOURCE, "register")
FIRST = 1950
"""The register begins."""
FIGURES = ("ordered", "delivered", "tiv_unit", "tiv_order", "tiv_delivered")


def requests(job: Job) -> Iterator[Request]:
    """The machine-readable register of deliveries in the years asked, in Base64, as SIPRI's own page asks its backend for it."""
    first = job.window.start.year if job.window.start else FIRST
    last = job.window.end.year if job.window.end else job.accessed.year
    filters = [
        {"field": "Delivery year", "condition": "contains", "value1": first, "value2": last, "listData": []},
        {"field": "Order year", "condition": "contains", "value1": 0, "value2": last, "listData": []},
        {"field": "opendeals", "condition": "", "value1": "", "value2": "", "listData": []},
        {"field": "exportOption", "condition": "", "value1": "", "value2": "", "listData": []},
    ]
    yield Request(
        address=ADDRESS, file="trade-register.json", body={"filters": filters, "logic": "AND"}, kind="json"
    )


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """A row an order."""
    import polars as pl

    files = [_register(path, job) if path.suffix == ".json" else path for path in files]
    frame = pl.concat([_rows(path, job) for path in files])
    made = coded(frame, PARTIES, source=SOURCE, kind="name", year="year", early=True)
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
        warnings=(*_part_of(files), *made.warnings),
    )


def _rows(path: Path, job: Job) -> pl.DataFrame:
    """The columns by their place, since three of them have no name."""
    import polars as pl

    path = _joined(utf8(path, job) if path.suffix == ".csv" and path.is_file() else path, job)
    if DELIVERIES[0] in opening(path):
        return _deliveries(path, job)
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


def _decoded(path: Path) -> bytes:
    """The register in the answer of SIPRI's backend, `{"bytes": "…"}` in Base64.

    Raises
    ------
    FileFormatError
        It is another answer.
    """
    try:
        found = of_json(read_text(path, most=LARGEST))
        return base64.b64decode(found["bytes"], validate=True)
    except (ValueError, KeyError, TypeError) as error:
        raise FileFormatError(str(path), f"is no register of SIPRI's backend ({error!r})") from error


def _register(path: Path, job: Job) -> Path:
    copy = job.folder() / f"{path.stem}.csv"
    copy.write_bytes(_decoded(path))
    return copy


def _joined(path: Path, job: Job) -> Path:
    """The file itself, or a copy in which rows that the site broke before a comma are whole again."""
    if path.suffix == ".parquet" or not path.is_file() or is_zip(path):
        return path
    data = path.read_bytes()
    if not re.search(rb"\r?\n,(?!,*\r?\n)", data):
        return path
    copy = job.folder() / f"{path.name}.joined"
    copy.write_bytes(re.sub(rb"\r?\n,", b",", data))
    return copy


def _deliveries(path: Path, job: Job) -> pl.DataFrame:
    """Orders of the machine-readable export: what was delivered, summed over the years of delivery."""
    import polars as pl

    names: dict[str, str] = dict(
        zip(DELIVERIES, ("id", "from", "to", "weapon", "description", "year"), strict=False)
    )
    rows = collect(scan(path, job, columns=DELIVERIES, starts=DELIVERIES[0]), path).rename(names)
    firm, sums = pl.col("Order date is estimate") == "Yes", ("Numbers delivered", "TIV delivery values")
    orders = rows.group_by("id", *list(names.values())[1:], "Status", maintain_order=True).agg(
        pl.col("Delivery year").unique().sort().str.join("; ").alias("delivery_years"),
        *(number(name).sum().cast(pl.String).alias(name) for name in sums),
        pl.col("TIV deal unit").first(),
        order_mark=pl.when(firm.any()).then(pl.lit("?")).otherwise(pl.lit("")),
        delivered_mark=pl.when((pl.col("Numbers delivered is estimate") == "Yes").any())
        .then(pl.lit("?"))
        .otherwise(pl.lit("")),
    )
    return orders.select(
        "to",
        "from",
        "year",
        "order_mark",
        pl.lit("").alias("ordered"),
        pl.lit("").alias("ordered_mark"),
        "weapon",
        "description",
        pl.col("Numbers delivered").alias("delivered"),
        "delivered_mark",
        "delivery_years",
        pl.col("Status").alias("status"),
        pl.lit("").alias("note"),
        pl.col("TIV deal unit").alias("tiv_unit"),
        pl.lit("").alias("tiv_order"),
        pl.col("TIV delivery values").alias("tiv_delivered"),
    )


def _part_of(files: Sequence[Path]) -> tuple[str, ...]:
    """A word on a register of some years alone, as the first line of the export says it."""
    found = (
        re.search(r"year range '(\d{4})' to '(\d{4})'", opening(path))
        for path in files
        if path.suffix == ".csv"
    )
    return tuple(
        f"{SOURCE}: the register is of deliveries from {one[1]} to {one[2]} alone: sums over orders are of these years"
        for one in found
        if one and int(one[1]) > FIRST
    )


def version(files: Sequence[Path]) -> str:
    """The day on which SIPRI made the export, as its last line of text says: 2025-03-13."""
    days = []
    for path in files:
        try:
            text = (
                _decoded(path).decode("cp1252", errors="replace") if path.suffix == ".json" else opening(path)
            )
        except FileFormatError:
            continue  # said again when the file is read
        if found := re.search(r"Data generated: (\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})", text):
            month = MONTHS.index(found[2].casefold()) + 1
            days.append(f"{found[3]}-{month:02}-{int(found[1]):02}")
    return max(days, default="")


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
    requests=requests,
    version=version,
    by_hand=(
        "Open https://armstransfers.sipri.org/ArmsTransfer/TransferRegister, choose years, suppliers and recipients, export "
        "the CSV, and run `realpolitik fetch arms --file trade-register.csv`."
    ),
)
