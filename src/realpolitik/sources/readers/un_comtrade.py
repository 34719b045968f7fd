"""UN Comtrade, API v1: goods trade as each state reports it, by product, annual since 1962, monthly since 2010.

An answer is `{"elapsedTime", "count", "data": [...], "error"}`; a row has `freqCode, refYear, refMonth, period, reporterCode,
reporterISO, flowCode, partnerCode, partnerISO, partner2Code, classificationCode, cmdCode, customsCode, motCode, qty, netWgt,
cifvalue, fobvalue, primaryValue, isReported, …`. Imports are mostly CIF, exports FOB. Rows that split a flow by customs
procedure, means of transport or second partner are parts of the one with C00, 0 and 0, and are not read.

Without a key an answer has at most 500 rows and nothing says that it was cut; with a free key (COMTRADE_API_KEY) 100,000, and 500
answers a day. An answer of exactly that many rows is refused.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.errors import FileFormatError, OptionError, UnknownNameError
from realpolitik.files import LARGEST, of_json, read_text
from realpolitik.sources.addresses import address_of
from realpolitik.sources.delimited import collect, day_of, divide, inside, no_number, number, scan
from realpolitik.sources.entities import coded, left_out, nameless
from realpolitik.sources.named import product_names
from realpolitik.sources.reader import Job, Part, Reader, Request
from realpolitik.sources.slices import sliced

if TYPE_CHECKING:
    import polars as pl

SOURCE = "un-comtrade"
HOST = address_of(SOURCE, "api")
KEY = "COMTRADE_API_KEY"
MOST = {True: 100_000, False: 500}
"""Rows of an answer, with a key and without."""
PERIODS = 12
"""In one question with a key."""
YEARS = 3
"""So many years up to today are fetched where no period is asked."""
FIELDS = ("freqCode", "period", "reporterISO", "flowCode", "partnerISO", "cmdCode", "primaryValue")
MORE = (
    "netWgt",
    "qtyUnitAbbr",
    "cifvalue",
    "fobvalue",
    "customsCode",
    "motCode",
    "partner2Code",
    "classificationCode",
)
WHOLE = {"customsCode": "C00", "motCode": "0", "partner2Code": "0"}
PARTIES = {"reporterISO": "reporting", "partnerISO": "other"}


def requests(job: Job) -> Iterator[Request]:
    """A question a reporter, flow and period, or with a key a reporter and twelve periods.

    Raises
    ------
    OptionError
        No reporter is named, or the frequency is neither A nor M.
    """
    key = os.environ.get(KEY, "")
    reporters, freq = job.options["reporters"].split(), job.options["freq"]
    if not reporters:
        raise OptionError("reporters is empty: name states, such as `--set reporters='CHN RUS'`")
    if freq not in ("A", "M"):
        raise OptionError(f"freq={freq!r}: choose A (years) or M (months)")
    periods = list(_periods(job, freq))
    step = PERIODS if key else 1
    groups = [periods[place : place + step] for place in range(0, len(periods), step)]
    flows = ["M,X"] if key else ["M", "X"]
    partners = ",".join(str(_number(name)) for name in job.options["partners"].split())
    for reporter, group, flow in product(reporters, groups, flows):
        span = group[0] if len(group) == 1 else f"{group[0]}-{group[-1]}"
        yield Request(
            address=f"{HOST}/data/v1/get/C/{freq}/HS" if key else f"{HOST}/public/v1/preview/C/{freq}/HS",
            file=f"comtrade-{reporter}-{freq}-{span}-{flow.replace(',', '')}.json",
            params={
                "reporterCode": str(_number(reporter)),
                "period": ",".join(group),
                "flowCode": flow,
                "cmdCode": ",".join(job.options["products"].split()),
                "maxRecords": str(MOST[bool(key)]),
                "includeDesc": "true",
                **WHOLE,
                **({"partnerCode": partners} if partners else {}),
            },
            secrets={"subscription-key": key} if key else {},
            kind="json",
        )


def _periods(job: Job, freq: str) -> Iterator[str]:
    last = job.window.end or job.accessed
    first = job.window.start or last.replace(year=last.year - YEARS + 1, month=1, day=1)
    for year in range(first.year, last.year + 1):
        if freq == "A":
            yield str(year)
            continue
        for month in range(1, 13):
            if (first.year, first.month) <= (year, month) <= (last.year, last.month):
                yield f"{year}{month:02}"


@cache
def _numbers() -> Mapping[str, int]:
    text = (resources.files("realpolitik.sources") / "comtrade_codes.csv").read_text(encoding="utf-8")
    return {row["iso3"]: int(row["number"]) for row in csv.DictReader(text.splitlines())}


def _number(code: str) -> int:
    if code == "WLD":
        return 0
    if code not in _numbers():
        raise UnknownNameError("reporter of UN Comtrade", code, _numbers())
    return _numbers()[code]


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """Each state's reports as directed flows; a part a reporter and year. Takes answers of the API, and CSV of the site."""
    import polars as pl

    frame = pl.concat([_rows(path, job) for path in files], how="diagonal")
    whole = frame.filter(
        pl.lit(True),
        *(pl.col(name).fill_null(value) == value for name, value in WHOLE.items() if name in frame.columns),
    )
    warnings = []
    if frame.height > whole.height:
        warnings.append(
            f"{SOURCE}: {frame.height - whole.height:,} rows are parts of others (procedure, transport) and left out"
        )
    made = coded(
        whole.with_columns(year=pl.col("period").str.slice(0, 4)),
        PARTIES,
        source=SOURCE,
        kind="iso3",
        year="year",
    )
    good, bad = divide(
        made.frame.filter(~left_out(SOURCE, *PARTIES)).with_columns(_day().alias("day")),
        {
            "the period is no year and no month": pl.col("day").is_null(),
            "the frequency is neither A nor M": ~pl.col("freqCode").is_in(["A", "M"]).fill_null(False),
            "the flow is neither M nor X": ~pl.col("flowCode").is_in(["M", "X"]).fill_null(False),
            **nameless(PARTIES),
            "the value is no number": no_number("primaryValue") | pl.col("primaryValue").is_null(),
            "the reporter is the partner": pl.col("reporting") == pl.col("other"),
        },
    )
    yield from sliced(
        "trade",
        _trade(good.filter(inside(job.window, pl.col("day"))), job.version),
        by=("freq", "reporter", "year"),
        helpers=("year",),
        rejected=bad,
        warnings=(*warnings, *made.warnings),
    )


def _day() -> pl.Expr:
    import polars as pl

    month = pl.when(pl.col("freqCode") == "M").then(pl.col("period").str.slice(4, 2)).otherwise(pl.lit("1"))
    return day_of(pl.col("period").str.slice(0, 4), month, pl.lit(1))


def _rows(path: Path, job: Job) -> pl.DataFrame:
    import polars as pl

    if path.suffix != ".json":
        frame = _straight(scan(path, job, columns=FIELDS), path)
        names = [name for name in (*FIELDS, *MORE) if name in frame.collect_schema().names()]
        return collect(frame.select(names), path).with_columns(pl.col(pl.String).str.strip_chars())
    rows = _answer(path)
    names = (*FIELDS, *MORE)
    return pl.DataFrame(
        [[None if row.get(name) is None else str(row[name]).strip() for name in names] for row in rows],
        schema=dict.fromkeys(names, pl.String),
        orient="row",
    )


def _straight(frame: pl.LazyFrame, path: Path) -> pl.LazyFrame:
    """The columns under their own names: in some downloads of the site the values stand one column to the left of them."""
    names = frame.collect_schema().names()
    first = collect(frame.head(1), path)
    if "typeCode" not in names or first.is_empty() or first["typeCode"].item() not in ("A", "M"):
        return frame
    return frame.select(names[:-1]).rename(dict(pairwise(names)))


def _answer(path: Path) -> list[dict[str, Any]]:
    """The rows of an answer.

    Raises
    ------
    FileFormatError
        It is none, says that something went wrong, or has as many rows as an answer can have.
    """
    text = read_text(path, most=LARGEST)
    try:
        found = of_json(text)
    except ValueError as error:
        raise FileFormatError(
            str(path), f"is no JSON ({error}): the download was cut, or is a web page"
        ) from error
    if not isinstance(found, dict) or not isinstance(found.get("data"), list):
        said = found.get("message") or found.get("error") if isinstance(found, dict) else ""
        raise FileFormatError(
            str(path), f"is no answer of UN Comtrade{f', which says: {said}' if said else ''}"
        )
    rows = found["data"]
    if len(rows) in MOST.values():
        raise FileFormatError(
            str(path),
            f"has {len(rows):,} rows, the most that an answer can have: it was cut. Ask for fewer partners, products or "
            f"periods, or set {KEY} (a free key from https://comtradedeveloper.un.org/)",
        )
    if rows and (lost := [name for name in FIELDS if name not in rows[0]]):
        raise FileFormatError(str(path), f"has no field {', '.join(lost)}: ask with includeDesc=true")
    return rows


def _trade(frame: pl.DataFrame, version: str) -> pl.DataFrame:
    import polars as pl

    selling = pl.col("flowCode") == "X"
    total = pl.col("cmdCode") == "TOTAL"
    weight = number("netWgt") / 1000 if "netWgt" in frame.columns else pl.lit(None, dtype=pl.Float64)
    tonnes = pl.when(~total & (weight > 0)).then(weight)
    names = {"TOTAL": "total", **product_names()}  # others are called by their code, hs-8471
    named = pl.col("cmdCode").replace_strict(names, default=None, return_dtype=pl.String)
    return frame.select(
        origin=pl.when(selling).then("reporting").otherwise("other"),
        destination=pl.when(selling).then("other").otherwise("reporting"),
        product=named.fill_null(pl.format("hs-{}", pl.col("cmdCode").str.to_lowercase())),
        product_code=pl.when(total).then(pl.lit("")).otherwise("cmdCode"),
        freq="freqCode",
        period="day",
        value_usd=number("primaryValue").round().cast(pl.Int64),
        quantity=tonnes,
        quantity_unit=pl.when(tonnes.is_not_null()).then(pl.lit("t")).otherwise(pl.lit("")),
        reporter="reporting",
        vintage=pl.lit(f"UN Comtrade {version}"),
        note=pl.when(selling)
        .then(pl.lit("exports, FOB"))
        .otherwise(pl.lit("imports, CIF where the reporter does so")),
        year=pl.col("day").dt.year(),
    )


READER = Reader(
    name=SOURCE,
    aliases=("comtrade",),
    tables=("trade",),
    read=read,
    requests=requests,
    living=True,
    pause=1.0,
    options={"reporters": "", "partners": "", "products": "TOTAL", "freq": "A"},
    by_hand=(
        "Open https://comtradeplus.un.org/, choose reporters, partners and products (customs code and transport: total), "
        "download the CSV, and run `realpolitik fetch comtrade --file` with it."
    ),
)
