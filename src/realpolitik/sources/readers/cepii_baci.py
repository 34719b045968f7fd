"""CEPII BACI: goods trade of 200 economies by product of the Harmonized System, both reports reconciled, since 1995.

`BACI_HS17_V202601.zip` (an archive for each edition of the Harmonized System) holds `BACI_HS17_Y2023_V202601.csv` for each year,
with `t` year, `i` exporter, `j` importer, `k` product of six digits, `v` thousands of dollars, `q` tonnes, and
`country_codes_V202601.csv` with `country_code, country_name, country_iso2, country_iso3`. Without a weight `q` is empty, blank or
NA. Flows are free on board; only those above zero are listed.

Of each year the products go to `trade_products`; their sum by pair, and of the products that have a name
(`realpolitik.sources.named`), to `trade`. Years are read one by one, so that the whole
archive needs no more memory than one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError, OptionError
from realpolitik.sources.addresses import address_of
from realpolitik.sources.archive import each, is_zip, unpack
from realpolitik.sources.delimited import collect, divide, money, no_number, scan, scratch
from realpolitik.sources.entities import Coded, coded, nameless
from realpolitik.sources.named import NamedProduct, named_products
from realpolitik.sources.reader import Job, Part, Reader, Request

if TYPE_CHECKING:
    import polars as pl

SOURCE = "cepii-baci"
ADDRESS = address_of(SOURCE, "archives")
COLUMNS = ("t", "i", "j", "k", "v", "q")
COUNTRIES = ("country_code", "country_iso3")
OLDER = "iso_3digit_alpha"
"""What releases before 2023 call `country_iso3`."""
EDITIONS = ("92", "96", "02", "07", "12", "17", "22")
RELEASES = ("V202601", "V202501", "V202401b", "V202301")
"""Newest first; the newest is fetched unless `release` names another."""
THOUSAND = 1000
NAME = re.compile(r"BACI_HS(\d\d)_(?:Y(\d{4})_)?V(\d{6}\w?)", re.IGNORECASE)
LABELS = ("iso3", "iso_code")
CELL = "export_ij"
"""Columns of the labels and of the matrix that a replication package made of a year of BACI: rows sell, columns buy."""


def requests(job: Job) -> Iterator[Request]:
    """The archive of the edition asked for: some 2 GB for HS92, half of it for HS17."""
    edition = job.options["edition"].removeprefix("hs")
    if edition not in EDITIONS:
        raise OptionError(f"edition={job.options['edition']!r}: choose hs{', hs'.join(EDITIONS)}")
    release = job.options["release"]
    if not re.fullmatch(r"V\d{6}[a-z]?", release):
        raise OptionError(f"release={release!r}: choose {', '.join(RELEASES)}, or another of that form")
    name = f"BACI_HS{edition}_{release}.zip"
    yield Request(address=f"{ADDRESS}/{name}", file=name, kind="zip")


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """Two parts a year: products, and totals of pairs. Give the archive, or years with the file of country codes."""
    if any(path.name == "country_labels.csv" for path in files):
        yield _matrix(files, job)
        return
    countries, years = _sorted(files, job)
    codes = _codes(countries, job)
    for path in years:
        for year in each(path, scratch(job), "BACI_*_Y*.csv"):
            named = NAME.search(year.name)
            if named is None or not named[2]:
                raise FileFormatError(
                    str(path), f"{year.name!r} is no name of a year of BACI (BACI_HS17_Y2023_V202601.csv)"
                )
            if _asked(int(named[2]), job):
                yield from _year(year, codes, f"hs{named[1]}", job)


def _sorted(files: Sequence[Path], job: Job) -> tuple[Path, list[Path]]:
    """The file of country codes, and the archives or years."""
    lists = [path for path in files if path.name.lower().startswith("country_codes")]
    years = [
        path for path in files if path not in lists and not path.name.lower().startswith("product_codes")
    ]
    if not lists:
        lists = [
            found
            for path in years
            if is_zip(path)
            for found in unpack(path, scratch(job), "country_codes*.csv")
        ]
    if not lists or not years:
        raise FileFormatError(
            str(files[0]),
            "gives no country codes: give the archive, or the years together with country_codes_V….csv",
        )
    return lists[0], years


def _asked(year: int, job: Job) -> bool:
    start, end = job.window.start, job.window.end
    return (start is None or year >= start.year) and (end is None or year <= end.year)


def _codes(path: Path, job: Job) -> pl.DataFrame:
    """Number of a country to its ISO3 code."""
    frame = scan(path, job, columns=COUNTRIES[:1])
    if OLDER in frame.collect_schema().names():
        frame = frame.rename({OLDER: COUNTRIES[1]})
    if COUNTRIES[1] not in frame.collect_schema().names():
        raise FileFormatError(str(path), f"has no column {COUNTRIES[1]}: is it the file of country codes?")
    return collect(frame.select(COUNTRIES), path)


def _year(path: Path, codes: pl.DataFrame, edition: str, job: Job) -> Iterator[Part]:
    import polars as pl

    named = NAME.search(path.name)
    assert named is not None  # the caller has looked
    year = int(named[2])
    states = _stated(codes, year).frame.select(number="country_code", state="state")
    flows = _flows(path, job)
    for name, side in (("i", "origin"), ("j", "destination")):
        flows = flows.join(states.lazy().rename({"number": name, "state": side}), on=name, how="left")
    value = (pl.col("v").str.strip_chars().cast(pl.Float64, strict=False) * THOUSAND).round().cast(pl.Int64)
    flows = flows.with_columns(
        value.alias("value_usd"),
        pl.col("q").str.strip_chars().cast(pl.Float64, strict=False).alias("quantity"),
        reason=_reason(year),
    )
    good, bad = flows.filter(pl.col("reason").is_null()), flows.filter(pl.col("reason").is_not_null())
    rejected = collect(bad.select(*COLUMNS, "reason"), path)
    constant = {
        "freq": pl.lit("A"),
        "period": pl.lit(f"{year}-01-01").str.to_date(),
        "reporter": pl.lit("BACI"),
    }
    yield Part(
        table="trade_products",
        slice=f"{edition}-{year}",
        frame=good.select(
            "origin",
            "destination",
            product=pl.lit(edition),
            product_code="k",
            **constant,
            value_usd="value_usd",
            quantity="quantity",
            quantity_unit=pl.when(pl.col("quantity").is_not_null()).then(pl.lit("t")).otherwise(pl.lit("")),
        ),
        rejected=rejected,
        warnings=_stated(_lost(codes, rejected), year).warnings,
    )
    named = [one for one in named_products() if edition in one.editions]
    headings = sorted({code[:4] for one in named for code in one.codes})
    kept = pl.when(pl.col("k").str.slice(0, 4).is_in(headings)).then("k").otherwise(pl.lit("")).alias("k")
    sums = good.group_by("origin", "destination", kept).agg(
        pl.col("value_usd").sum(), pl.col("quantity").sum(), whole=pl.col("quantity").is_not_null().all()
    )
    flows = collect(sums, path)
    products = _named(flows, named, edition)
    yield _totals(flows, f"{edition}-{year}", year, edition, job, products)


def _stated(codes: pl.DataFrame, year: int) -> Coded:
    """The states that the codes of a list stand for in a year."""
    import polars as pl

    named = codes.with_columns(year=pl.lit(year))
    return coded(named, {"country_iso3": "state"}, source=SOURCE, kind="iso3", year="year")


def _lost(codes: pl.DataFrame, rejected: pl.DataFrame) -> pl.DataFrame:
    """The codes of a list that rows were set aside for: one that has no rows is nobody's loss."""
    import polars as pl

    aside = rejected.filter(pl.col("reason").str.contains("no state is called so"))
    return codes.filter(pl.col("country_code").is_in(pl.concat([aside["i"], aside["j"]]).implode()))


def _named(flows: pl.DataFrame, named: Sequence[NamedProduct], edition: str) -> pl.DataFrame:
    """What pairs ship of the products with a name; without a quantity where a part of one has none."""
    import polars as pl

    own = [
        flows.filter(pl.any_horizontal(pl.col("k").str.starts_with(code) for code in one.codes))
        .group_by("origin", "destination")
        .agg(pl.col("value_usd", "quantity").sum(), pl.col("whole").all())
        .select(
            "origin",
            "destination",
            "value_usd",
            quantity=pl.when("whole").then("quantity"),
            quantity_unit=pl.when("whole").then(pl.lit("t")).otherwise(pl.lit("")),
            product=pl.lit(one.product),
            product_code=pl.lit(one.code),
            note=pl.lit(f"both reports reconciled, sum of {' '.join(one.codes)} of {edition.upper()}; FOB"),
        )
        for one in named
    ]
    return pl.concat(own)


def _totals(
    flows: pl.DataFrame, piece: str, year: int, edition: str, job: Job, products: pl.DataFrame | None = None
) -> Part:
    """The trade of pairs, and of each state with all partners, over products; and products with a name beside it."""
    import polars as pl

    pairs = flows.group_by("origin", "destination").agg(pl.col("value_usd").sum())
    world = pl.lit("WLD")
    sold = pairs.group_by("origin").agg(pl.col("value_usd").sum(), destination=world)
    bought = pairs.group_by("destination").agg(pl.col("value_usd").sum(), origin=world)
    names = ["origin", "destination", "value_usd"]
    note = f"both reports reconciled{f', sum of products of {edition.upper()}' if edition else ''}; FOB"
    return Part(
        table="trade",
        slice=piece,
        frame=pl.concat(
            [
                *([] if products is None else [products]),
                pairs.select(names).with_columns(note=pl.lit(note)),
                sold.select(names).with_columns(
                    note=pl.lit(f"sum over {len(pairs['destination'].unique())} partners; {note}")
                ),
                bought.select(names).with_columns(
                    note=pl.lit(f"sum over {len(pairs['origin'].unique())} partners; {note}")
                ),
            ],
            how="diagonal",
        ).with_columns(
            pl.col("product").fill_null("total")
            if products is not None
            else pl.lit("total").alias("product"),
            freq=pl.lit("A"),
            period=pl.lit(f"{year}-01-01").str.to_date(),
            reporter=pl.lit("BACI"),
            vintage=pl.lit(job.version),
        ),
    )


def _flows(path: Path, job: Job) -> pl.LazyFrame:
    import polars as pl

    frame = scan(path, job, columns=COLUMNS, missing=("NA",)).select(COLUMNS)
    return frame.with_columns(pl.col("t", "i", "j", "k").str.strip_chars())


def _reason(year: int) -> pl.Expr:
    """Why a row cannot be read; null where it can."""
    import polars as pl

    known = {
        "exporter: no state is called so then": pl.col("origin").is_null(),
        "importer: no state is called so then": pl.col("destination").is_null(),
        "the year is not that of the file": (pl.col("t") != str(year)).fill_null(True),
        "the value is no number": pl.col("v").str.strip_chars().cast(pl.Float64, strict=False).is_null(),
        "the exporter is the importer": pl.col("origin") == pl.col("destination"),
    }
    return pl.coalesce(pl.when(rule.fill_null(False)).then(pl.lit(why)) for why, rule in known.items())


def _matrix(files: Sequence[Path], job: Job) -> Part:
    """Totals of pairs from a matrix in thousands of dollars and its labels; the year is an option, for the files have none."""
    import polars as pl

    year = job.options["year"]
    if not year.isdecimal():
        raise OptionError("the matrix does not say its year: name it, such as `--set year=2023`")
    cells = [path for path in files if path.name != "country_labels.csv"]
    if len(cells) != 1:
        raise FileFormatError(str(files[0]), "needs one matrix beside country_labels.csv")
    (labels,) = (path for path in files if path.name == "country_labels.csv")
    names = collect(scan(labels, job, columns=LABELS), labels)["iso3"].to_list()
    table = collect(scan(cells[0], job, columns=(f"{CELL}1",)), cells[0])
    if table.shape != (len(names), len(names)):
        raise FileFormatError(
            str(cells[0]), f"has {table.height} rows and {table.width} columns for {len(names)} labels"
        )
    long = (
        table.rename(dict(zip(table.columns, names, strict=True)))
        .with_columns(seller=pl.Series(names), year=pl.lit(year))
        .unpivot(names, index=["seller", "year"], variable_name="buyer", value_name="v")
        .filter((pl.col("v").str.strip_chars() != "").fill_null(False))
    )
    made = coded(long, {"seller": "origin", "buyer": "destination"}, source=SOURCE, kind="iso3", year="year")
    good, bad = divide(
        made.frame,
        {"the value is no number": no_number("v"), **nameless({"seller": "origin", "buyer": "destination"})},
    )
    part = _totals(
        good.with_columns(money("v", THOUSAND).alias("value_usd")), f"matrix-{year}", int(year), "", job
    )
    return replace(part, rejected=bad, warnings=made.warnings)


def version(files: Sequence[Path]) -> str:
    """The release in the name of a file: V202601."""
    return next((f"V{found[3]}" for path in files if (found := NAME.search(path.name))), "")


OPTIONS: Mapping[str, str] = {"edition": "hs17", "release": RELEASES[0], "year": ""}

READER = Reader(
    name=SOURCE,
    aliases=("baci",),
    tables=("trade_products", "trade"),
    read=read,
    requests=requests,
    version=version,
    options=OPTIONS,
    by_hand=(
        "Download the archive of an edition (BACI_HS17_V202601.zip) from "
        "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37 and run "
        "`realpolitik fetch baci --file BACI_HS17_V202601.zip`."
    ),
)
