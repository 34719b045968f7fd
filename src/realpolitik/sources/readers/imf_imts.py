"""International Monetary Fund: goods trade by partner, annual and monthly (IMTS, formerly Direction of Trade).

The API gives SDMX-CSV, one row an observation: `DATAFLOW, COUNTRY, INDICATOR, COUNTERPART_COUNTRY, FREQUENCY, TIME_PERIOD,
OBS_VALUE, SCALE, …`, in whole dollars although SCALE says 6 (`api=3.0` asks the newer interface beside 2.1, whose CSV begins with
`STRUCTURE, STRUCTURE_ID, ACTION`). The portal exports a row a series with a column a period:
`SERIES_CODE, COUNTRY.ID, INDICATOR.ID, COUNTERPART_COUNTRY.ID, FREQUENCY.ID, SCALE.ID, …, 2016, 2017`, in units of ten to the
power SCALE.ID (millions). Indicators: XG_FOB_USD exports, MG_CIF_USD imports (MG_FOB_USD is not read: it is the same flow).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError, OptionError
from realpolitik.sources.addresses import address_of
from realpolitik.sources.corrections import correct
from realpolitik.sources.delimited import collect, day_of, divide, inside, no_number, number, scan
from realpolitik.sources.entities import coded, left_out, nameless
from realpolitik.sources.reader import Job, Part, Reader, Request
from realpolitik.sources.shipped import shipped
from realpolitik.sources.slices import sliced

if TYPE_CHECKING:
    import polars as pl

SOURCE = "imf-imts"
ADDRESS = address_of(SOURCE, "data")
ADDRESS_3 = address_of(SOURCE, "data-3")
CSV = "application/vnd.sdmx.data+csv;version={}"
LONG = ("COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY", "TIME_PERIOD", "OBS_VALUE")
WIDE = ("COUNTRY.ID", "INDICATOR.ID", "COUNTERPART_COUNTRY.ID", "FREQUENCY.ID", "SCALE.ID")
EXPORTS, IMPORTS = "XG_FOB_USD", "MG_CIF_USD"
PARTIES = {"country": "reporting", "partner": "other"}
YEARS = 5
"""So many years up to today are fetched where no period is asked."""


def requests(job: Job) -> Iterator[Request]:
    """One file a year: all reporters, or those asked for."""
    freq = job.options["freq"]
    if freq not in ("A", "M"):
        raise OptionError(f"freq={freq!r}: choose A (years) or M (months)")
    newer = job.options["api"] == "3.0"
    if not newer and job.options["api"] != "2.1":
        raise OptionError(f"api={job.options['api']!r}: choose 2.1 or 3.0")
    all_ = "*" if newer else ""
    reporters, partners = ("+".join(job.options[name].split()) or all_ for name in ("reporters", "partners"))
    last = job.window.end.year if job.window.end else job.accessed.year
    first = job.window.start.year if job.window.start else last - YEARS + 1
    for year in range(first, last + 1):
        yield Request(
            address=f"{ADDRESS_3 if newer else ADDRESS}/{reporters}.{EXPORTS}+{IMPORTS}.{partners}.{freq}",
            file=f"imts-{freq}-{year}.csv",
            params={"c[TIME_PERIOD]": f"ge:{year}+le:{year}"}
            if newer
            else {"startPeriod": str(year), "endPeriod": str(year)},
            headers={"Accept": CSV.format("2.0.0" if newer else "1.0.0")},
            kind="csv",
            following=_with_rows,
            optional=True,
        )


def _with_rows(path: Path) -> None:
    """Nothing follows an answer; one of a year that is not published yet has a heading alone, and is no part of the source.

    Raises
    ------
    FileFormatError
        The answer has no row.
    """
    with path.open("rb") as file:
        head, row = file.readline(), file.readline()
    if not row.strip() and head.strip():
        raise FileFormatError(str(path), "has a heading and no rows: nothing is published for this year")


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """Each reporter's exports and imports as directed flows; a part a reporter and year, so that each can be renewed alone."""
    import polars as pl

    rows = pl.concat([_rows(path, job) for path in files])
    spans = pl.col("freq").is_in(["A", "M"]).fill_null(True)
    mended = correct(rows.filter(spans), SOURCE)
    others = rows.filter(~spans).height
    told = (
        (f"{SOURCE}: left out, being of quarters: {others:,} rows; years and months are read",)
        if others
        else ()
    )
    made = coded(mended.frame, PARTIES, source=SOURCE, kind="iso3", year="year")
    flows = made.frame.filter(~left_out(SOURCE, *PARTIES))
    good, bad = divide(
        flows,
        {
            "the period is no year and no month": pl.col("period").is_null(),
            **nameless(PARTIES),
            "the value is no number": no_number("value"),
            "the value is below zero": number("value") < 0,
            "the reporter is the partner": pl.col("reporting") == pl.col("other"),
        },
    )
    good = good.filter(inside(job.window, pl.col("period")))
    yield from sliced(
        "trade",
        _trade(good, f"IMTS {job.version}"),
        by=("freq", "reporting", "year"),
        helpers=("reporting", "year"),
        rejected=pl.concat([mended.rejected, bad], how="diagonal"),
        warnings=(*told, *mended.warnings, *made.warnings),
    )


def _rows(path: Path, job: Job) -> pl.DataFrame:
    """Both forms with the same columns: country, indicator, partner, freq, time, value in dollars."""
    import polars as pl

    names = ("country", "indicator", "partner", "freq", "time", "value")
    frame = scan(path, job, columns=(), missing=("NaN",))
    found = frame.collect_schema().names()
    if "COUNTERPART_COUNTRY.ID" in found:
        periods = [name for name in found if name[:4].isdecimal()]
        long = collect(scan(path, job, columns=WIDE).select(*WIDE, *periods), path).unpivot(
            periods, index=list(WIDE), variable_name="time", value_name="value"
        )
        scale = number("SCALE.ID").fill_null(0)
        value = (
            pl.when(no_number("value"))
            .then("value")
            .otherwise((number("value") * 10.0**scale).cast(pl.String))
        )
        long = long.select(*(pl.col(one) for one in WIDE[:4]), "time", value.alias("value"))
    else:
        long = collect(scan(path, job, columns=LONG, missing=("NaN",)).select(LONG), path)
    long = long.rename(dict(zip(long.columns, names, strict=True)))
    return long.filter(
        pl.col("indicator").is_in([EXPORTS, IMPORTS]),
        (pl.col("value").str.strip_chars() != "").fill_null(False),
    ).with_columns(
        year=pl.col("time").str.slice(0, 4),
        period=day_of(
            pl.col("time").str.slice(0, 4),
            pl.when(pl.col("freq") == "M")
            .then(pl.col("time").str.extract(r"^\d{4}-?M?(\d\d)$"))
            .otherwise(pl.lit("1")),
            pl.lit(1),
        ),
    )


def _trade(frame: pl.DataFrame, vintage: str) -> pl.DataFrame:
    import polars as pl

    selling = pl.col("indicator") == EXPORTS
    silent_since = {
        entry["state"]: entry["since"]
        for entry in shipped("realpolitik.sources.readers", "imf_imts")["silent"]
    }
    silent = pl.any_horizontal(
        (pl.col("reporting") == state) & (pl.col("period") >= day) for state, day in silent_since.items()
    )
    continued = pl.col("reporting").is_in(list(silent_since)) | (pl.col("reporting").str.len_chars() > 3)
    office = pl.when(continued).then(pl.lit("IMF")).otherwise("reporting")
    return frame.select(
        origin=pl.when(selling).then("reporting").otherwise("other"),
        destination=pl.when(selling).then("other").otherwise("reporting"),
        product=pl.lit("total"),
        freq="freq",
        period="period",
        value_usd=number("value").round().cast(pl.Int64),
        reporter=office,
        vintage=pl.lit(vintage),
        note=pl.format(
            "{}; {}",
            pl.when(silent)
            .then(pl.lit("estimated from partners' reports"))
            .otherwise(pl.lit("as reported to the IMF")),
            pl.when(selling).then(pl.lit("FOB")).otherwise(pl.lit("CIF")),
        ),
        reporting="reporting",
        year="year",
    )


READER = Reader(
    name=SOURCE,
    aliases=("imts", "imf"),
    tables=("trade",),
    read=read,
    requests=requests,
    living=True,
    options={"reporters": "", "partners": "", "freq": "A", "api": "2.1"},
    by_hand=(
        "Open https://data.imf.org/en/datasets/IMF.STA:IMTS, choose countries and partners, download the CSV, and run "
        "`realpolitik fetch imf-imts --file` with it."
    ),
)
