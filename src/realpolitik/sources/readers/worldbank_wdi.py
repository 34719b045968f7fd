"""World Bank indicators: output, output at purchasing power, population and military spending, by state and year since 1960.

The API answers with a list of two: `{"page": 1, "pages": 2, "lastupdated": "2026-07-01", …}` and the observations
`{"indicator": {"id"}, "country": {"id", "value"}, "countryiso3code", "date", "value"}`; a mistake in the request gives a list of
one, with a message. The CSV of the site has four lines of text, then `Country Name, Country Code, Indicator Name, Indicator Code,
1960, …`. Groups of states have codes too; nothing but a list tells them from states. Figures of years before a state was born are of
its territory: Russia's output of 1989 is not the Soviet Union's, and stays under RUS.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.errors import FileFormatError
from realpolitik.files import LARGEST, of_json, read_text
from realpolitik.sources.addresses import address_of
from realpolitik.sources.archive import is_zip
from realpolitik.sources.delimited import collect, divide, inside, january, no_number, number, scan
from realpolitik.sources.entities import coded, left_out, nameless
from realpolitik.sources.reader import Job, Part, Reader, Request
from realpolitik.sources.slices import sliced
from realpolitik.sources.textform import opening

if TYPE_CHECKING:
    import polars as pl

SOURCE = "worldbank-wdi"
ADDRESS = address_of(SOURCE, "api")
INDICATORS = {
    "NY.GDP.MKTP.CD": ("gdp-usd", "USD"),
    "NY.GDP.MKTP.PP.CD": ("gdp-ppp-usd", "international USD"),
    "NY.GDP.MKTP.PP.KD": ("gdp-ppp-constant-usd", "international USD of 2021"),
    "SP.POP.TOTL": ("population", "persons"),
    "MS.MIL.XPND.CD": ("military-spending-usd", "USD"),
}
PAGE = 20_000
OPENING = 2000
"""Bytes in which the lines above the heading lie."""
NAMES = ("Country Code", "Indicator Code")
STATES = {"country": "state"}


def requests(job: Job) -> Iterator[Request]:
    """Every indicator, all states and years: two pages each."""
    span = {}
    if job.window.start or job.window.end:
        first = job.window.start.year if job.window.start else 1960
        last = job.window.end.year if job.window.end else job.accessed.year
        span = {"date": f"{first}:{last}"}
    for name in INDICATORS:
        yield _page(
            Request(
                address=f"{ADDRESS}/{name}",
                file=f"{name}-1.json",
                params={"format": "json", "per_page": str(PAGE), "page": "1", **span},
                kind="json",
                optional=True,
            )
        )


def _page(request: Request) -> Request:
    """The request, which asks for the next page as long as there is one."""

    def following(path: Path) -> Request | None:
        head = _answer(path)[0]
        page = int(head["page"])
        if page >= int(head["pages"]):
            return None
        name = request.file.rsplit("-", 1)[0]
        return _page(
            replace(request, file=f"{name}-{page + 1}.json", params={**request.params, "page": str(page + 1)})
        )

    return replace(request, following=following)


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """One part for each indicator in the files; indicators that are not known are left out, with a word."""
    import polars as pl

    frame = pl.concat([_json(path) if path.suffix == ".json" else _csv(path, job) for path in files])
    others = sorted(set(frame["indicator"].unique()) - set(INDICATORS))
    if len(others) == frame["indicator"].n_unique():
        raise FileFormatError(str(files[0]), f"has none of the indicators {', '.join(INDICATORS)}")
    made = coded(frame, STATES, source=SOURCE, kind="iso3")
    kept = made.frame.filter(~left_out(SOURCE, "country"))
    good, bad = divide(
        kept.with_columns(january("year").alias("period")),
        {
            "the year is none": pl.col("period").is_null(),
            **nameless(STATES),
            "the value is no number": no_number("value"),
        },
    )
    warnings = [
        *made.warnings,
        *(f"{SOURCE}: the indicator {name} is not one of those read" for name in others),
    ]
    measures = {name: measure for name, (measure, _) in INDICATORS.items()}
    units = {name: unit for name, (_, unit) in INDICATORS.items()}
    known = good.filter(pl.col("indicator").is_in(list(INDICATORS)), inside(job.window, pl.col("period")))
    yield from sliced(
        "power",
        known.select(
            "state",
            "period",
            freq=pl.lit("A"),
            measure=pl.col("indicator").replace_strict(measures, return_dtype=pl.String),
            value=number("value"),
            unit=pl.col("indicator").replace_strict(units, return_dtype=pl.String),
            vintage=pl.lit(f"World Bank WDI {job.version}"),
            note=pl.lit("the state in its borders of today"),
        ),
        by=("measure",),
        rejected=bad,
        warnings=tuple(warnings),
    )


def _answer(path: Path) -> list[Any]:
    """The page and its observations.

    Raises
    ------
    FileFormatError
        The file is no answer of the API, or one that says what was wrong with the request.
    """
    text = read_text(path, most=LARGEST)
    try:
        found = of_json(text)
    except ValueError as error:
        raise FileFormatError(
            str(path), f"is no JSON ({error}): the download was cut, or is a web page"
        ) from error
    if isinstance(found, list) and found and isinstance(found[0], dict):
        if message := found[0].get("message"):
            raise FileFormatError(
                str(path), f"says what was wrong with the request: {message[0].get('value', message)}"
            )
        if len(found) > 1 and {"page", "pages"} <= set(found[0]):
            return [found[0], found[1] or []]
    raise FileFormatError(
        str(path), "is no answer of the World Bank's API: a list of a page and its observations"
    )


def _json(path: Path) -> pl.DataFrame:
    import polars as pl

    _, rows = _answer(path)
    try:
        table = [
            (
                row["indicator"]["id"],
                row["countryiso3code"] or row["country"]["id"],
                row["date"],
                row["value"],
            )
            for row in rows
        ]
    except (KeyError, TypeError) as error:
        raise FileFormatError(str(path), f"has an observation without {error}") from error
    frame = pl.DataFrame(
        [(name, country, day, None if value is None else str(value)) for name, country, day, value in table],
        schema=dict.fromkeys(("indicator", "country", "year", "value"), pl.String),
        orient="row",
    )
    return frame.filter(pl.col("value").is_not_null())


def _csv(path: Path, job: Job) -> pl.DataFrame:
    import polars as pl

    lazy = scan(path, job, columns=NAMES, member="API_*.csv", starts="Country Name,")
    wide = collect(lazy, path)
    years = [name for name in wide.columns if name.isdecimal()]
    long = wide.unpivot(years, index=list(NAMES), variable_name="year", value_name="value").select(
        indicator="Indicator Code", country="Country Code", year="year", value="value"
    )
    return long.filter((pl.col("value") != "").fill_null(False))


def version(files: Sequence[Path]) -> str:
    """The day on which the Bank last updated its figures, as the answers or the lines above the CSV's heading say it."""
    days = []
    for path in files:
        if path.suffix != ".json":
            if found := re.search(r'Last Updated Date"?[,;\t]\s*"?(\d{4}-\d\d-\d\d)', _opening(path)):
                days.append(found[1])
            continue
        try:
            days.append(str(_answer(path)[0].get("lastupdated") or ""))
        except FileFormatError:
            continue  # said again when the file is read
    return max(days, default="")


def _opening(path: Path) -> str:
    """The first lines of the CSV, out of its archive where it is in one."""
    try:
        if not is_zip(path):
            return opening(path, OPENING)
        with zipfile.ZipFile(path) as archive:
            name = next((one for one in archive.namelist() if re.search(r"(?:^|/)API_[^/]*\.csv$", one)), "")
            if not name:
                return ""
            with archive.open(name) as file:
                return file.read(OPENING).decode("utf-8", errors="replace")
    except (OSError, zipfile.BadZipFile, RuntimeError):
        return ""  # said with its reason when the file is read


READER = Reader(
    name=SOURCE,
    aliases=("worldbank", "wdi"),
    tables=("power",),
    read=read,
    requests=requests,
    version=version,
    living=True,
    by_hand=(
        "Open https://data.worldbank.org/indicator/NY.GDP.MKTP.CD (or another indicator), download the CSV, and run "
        "`realpolitik fetch worldbank --file` with the archive."
    ),
)
