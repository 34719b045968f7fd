"""Tables derived from full-size public data: flows, prices, capabilities, regimes, alliances, disputes."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import reference_disputes as disputes
import reference_factbook as factbook
import reference_national as national
import reference_order as order
import reference_security as security

from realpolitik.sources.corrections import correct
from realpolitik.store.schema import schemas

# COW numbers of the major states, with the code that holds in a year: successors begin in the year named.
STATES = {
    2: "USA",
    20: "CAN",
    70: "MEX",
    140: "BRA",
    160: "ARG",
    200: "GBR",
    210: "NLD",
    220: "FRA",
    230: "ESP",
    255: "DEU",
    260: "DEU",
    265: "DDR",
    290: "POL",
    325: "ITA",
    360: "ROU",
    365: "RUS",
    369: "UKR",
    370: "BLR",
    371: "ARM",
    375: "FIN",
    380: "SWE",
    475: "NGA",
    560: "ZAF",
    630: "IRN",
    640: "TUR",
    651: "EGY",
    666: "ISR",
    670: "SAU",
    696: "ARE",
    705: "KAZ",
    710: "CHN",
    712: "MNG",
    713: "TWN",
    731: "PRK",
    732: "KOR",
    740: "JPN",
    750: "IND",
    770: "PAK",
    816: "VNM",
    820: "MYS",
    850: "IDN",
    840: "PHL",
    900: "AUS",
    920: "NZL",
}
# 816 is the Democratic Republic of Vietnam before 1976: left out.
# 260 is the Federal Republic of Germany to 1990, 255 Germany after.
BEGINS = {816: 1976, 255: 1991}
SOVIET = 365
LAST_SOVIET_YEAR = 1991

LEAST_BLANK = 1 / 3
"""Of all labels: an economy that is blank with so many did not report (77 are blank with at least 70 of 194, the others with 51 at most)."""

ECONOMIES = [
    "ARE",
    "ARG",
    "AUS",
    "AUT",
    "BEL",
    "BGD",
    "BLR",
    "BRA",
    "CAN",
    "CHE",
    "CHL",
    "CHN",
    "COL",
    "CZE",
    "DEU",
    "DNK",
    "EGY",
    "ESP",
    "FIN",
    "FRA",
    "GBR",
    "HKG",
    "HUN",
    "IDN",
    "IND",
    "IRN",
    "IRQ",
    "ISR",
    "ITA",
    "JPN",
    "KAZ",
    "KOR",
    "MEX",
    "MYS",
    "NGA",
    "NLD",
    "NOR",
    "PAK",
    "PHL",
    "POL",
    "ROU",
    "RUS",
    "SAU",
    "SGP",
    "SWE",
    "THA",
    "TUR",
    "UKR",
    "USA",
    "UZB",
    "VNM",
    "ZAF",
]

# The portal's columns, with the names that known errors of the source are written in.
IMF_COLUMNS = {
    "COUNTRY.ID": "country",
    "INDICATOR.ID": "indicator",
    "COUNTERPART_COUNTRY.ID": "partner",
    "FREQUENCY.ID": "freq",
}
IMF_KEY = ("country", "indicator", "partner", "freq", "time")

# Codes of the IMF: groups, and Palestine.
IMF_CODES = {"G001": "WLD", "G998": "EU27", "G110": "ADV", "WBG": "PSE"}


def build(data: Path) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Name, ending and frame of each derived table."""
    yield (
        "trade",
        "parquet",
        _finish(pl.concat([imf(data), cow_trade(data), national.flows(data)]), "trade"),
    )
    yield "prices", "parquet", _finish(pl.concat([pink_sheet(data), exchange_rates(data)]), "prices")
    yield (
        "power",
        "parquet",
        _finish(
            pl.concat([capabilities(data), output(data), factbook.power(data)], how="vertical_relaxed"),
            "power",
        ),
    )
    yield "regimes", "parquet", _finish(polyarchy(data), "regimes")
    yield (
        "disputes",
        "parquet",
        _finish(disputes.levels(_pairs(disputes.read(data))).with_columns(_year()), "disputes"),
    )
    yield "atop", "parquet", _finish(order.spells(data), "atop")
    yield "alliances", "parquet", _finish(order.alliances(data), "alliances")
    yield "parted_allies", "csv", _finish(order.parted_allies(data), "parted_allies")
    yield "capabilities", "parquet", _finish(order.capabilities(data), "capabilities")
    yield "output", "parquet", _finish(order.output(data), "output")
    major = {*STATES.values(), "SUN"}
    yield "organisations", "parquet", _finish(order.organisations(data, major), "organisations")
    yield "rivalries", "csv", _finish(order.rivalries(data), "rivalries")
    yield "polarity", "parquet", _finish(order.polarity(data), "polarity")
    yield "networks", "parquet", _finish(order.networks(data), "networks")
    yield "arms_deliveries", "parquet", _finish(security.arms(data), "arms_deliveries")
    yield "peace", "parquet", _finish(security.peace(data), "peace")
    yield "migrants", "parquet", _finish(security.migrants(data), "migrants")
    yield "main_partners", "parquet", _finish(factbook.partners(data), "main_partners")
    yield "aid", "parquet", _finish(security.aid(data), "aid")


def _finish(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    """Columns and types of the schema, in its order; constant text columns are filled in."""
    schema = schemas()[name]
    dtypes = schema.dtypes()
    missing = [
        pl.lit("" if column.kind == "text" else None).alias(column.name)
        for column in schema.columns
        if column.name not in frame.columns
    ]
    frame = frame.with_columns(missing).select(pl.col(column).cast(dtypes[column]) for column in dtypes)
    return frame.sort(schema.key)


def code(ccode: str, year: str) -> pl.Expr:
    """The ISO3 code of a COW number in a year: SUN to 1991, null outside the list of states."""
    number = pl.col(ccode).cast(pl.Int64)
    name = number.replace_strict(STATES, default=None, return_dtype=pl.String)
    for late, first in BEGINS.items():
        name = pl.when((number == late) & (pl.col(year) < first)).then(None).otherwise(name)
    return (
        pl.when((number == SOVIET) & (pl.col(year) <= LAST_SOVIET_YEAR)).then(pl.lit("SUN")).otherwise(name)
    )


def _year(column: str = "year") -> pl.Expr:
    return pl.date(pl.col(column).cast(pl.Int32), 1, 1).alias("period")


TRADE = ("origin", "destination", "period", "value_usd", "reporter", "source_id", "vintage", "note")


def _trade(frame: pl.DataFrame) -> pl.DataFrame:
    constant = {"product": "total", "product_code": "", "freq": "A", "quantity_unit": ""}
    return frame.select(TRADE).with_columns(pl.lit(text).alias(name) for name, text in constant.items())


def imf(data: Path) -> pl.DataFrame:
    """Russia with every partner, 2016 to 2024: imports CIF, exports FOB."""
    years = [str(year) for year in range(2016, 2025)]
    frame = pl.read_csv(data / "trade/imf_russia/RU_trade.csv", infer_schema=False)
    partner = pl.col("partner").replace(IMF_CODES)
    published = (
        frame.unpivot(years, index=list(IMF_COLUMNS), variable_name="time", value_name="millions")
        .rename(IMF_COLUMNS)
        .filter(pl.col("millions").str.len_chars() > 0)
        .with_columns((pl.col("millions").cast(pl.Float64) * 1e6).round().cast(pl.Int64).alias("value"))
    )
    mended = correct(published, "imf-imts")
    assert not mended.warnings, mended.warnings
    long = (
        mended.frame.join(
            published.select(*IMF_KEY, pl.col("value").alias("published")), on=list(IMF_KEY), how="left"
        )
        .with_columns(
            partner.alias("partner"),
            (pl.col("indicator") == "MG_CIF_USD").alias("imports"),
            pl.col("value").alias("value_usd"),
            pl.col("time").alias("year"),
            (pl.col("published") != pl.col("value")).alias("mended"),
        )
        .filter(pl.col("partner").str.contains("^(?:[A-Z]{3}|EU27)$"))
    )
    russia, other = pl.lit("RUS"), pl.col("partner")
    late = pl.col("year").cast(pl.Int32) >= 2022
    return _trade(
        long.with_columns(
            pl.when("imports").then(other).otherwise(russia).alias("origin"),
            pl.when("imports").then(russia).otherwise(other).alias("destination"),
            _year(),
            pl.lit("IMF").alias("reporter"),
            pl.lit("imf-imts").alias("source_id"),
            pl.lit("IMTS May 2026").alias("vintage"),
            pl.format(
                "{}; {}{}",
                pl.when(late)
                .then(pl.lit("estimated from partners' reports"))
                .otherwise(pl.lit("reported by Russia")),
                pl.when("imports").then(pl.lit("CIF")).otherwise(pl.lit("FOB")),
                pl.when("mended")
                .then(pl.format("; published total {} less parts that cannot be", pl.col("published")))
                .otherwise(pl.lit("")),
            ).alias("note"),
        )
    )


def baci_matrix(data: Path) -> tuple[list[str], list[list[str]]]:
    """Labels of the copy of BACI 2023, and its cells as text."""
    with (data / "trade/baci2023/country_labels.csv").open(encoding="utf-8", newline="") as file:
        labels = [row["iso3"] for row in csv.DictReader(file)]
    with (data / "trade/baci2023/trade_cepii.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return labels, rows


def holes(labels: list[str], rows: list[list[str]]) -> frozenset[str]:
    """Labels that are blank both ways with a third of all: neither reported in the edition of goods that the copy is of."""
    blank = [[not cell or not float(cell) for cell in row] for row in rows]
    size = range(len(labels))
    return frozenset(
        labels[i]
        for i in size
        if sum(blank[i][j] and blank[j][i] for j in size if j != i) >= LEAST_BLANK * len(labels)
    )


def cow_trade(data: Path) -> pl.DataFrame:
    """China with Russia and the Soviet Union 1949 to 2014, importers' reports, and sums over partners.

    A zero of this pair is a year without a report, not a year without trade: it is left out. A sum over
    partners takes in the flows there are; Hong Kong is no member of the system of states, and not among them.
    """
    frame = pl.read_parquet(data / "politics/states/cow_trade_ddy_svm.parquet").filter(pl.col("year") >= 1949)
    imports = frame.select(
        pl.col("year"),
        pl.col("ccode2").cast(pl.Int64).alias("from"),
        pl.col("ccode1").cast(pl.Int64).alias("to"),
        pl.col("flow1").alias("millions"),
    ).filter(pl.col("millions").is_not_null() & (pl.col("millions") > 0))
    pair = imports.filter(pl.col("from").is_in([365, 710]) & pl.col("to").is_in([365, 710]))
    bought = (
        imports.filter(pl.col("to").is_in([365, 710])).group_by("year", "to").agg(pl.col("millions").sum())
    )
    sold = (
        imports.filter(pl.col("from").is_in([365, 710]))
        .group_by("year", "from")
        .agg(pl.col("millions").sum())
    )
    world = pl.lit("WLD")
    parts = [
        pair.select(
            "year", code("from", "year").alias("origin"), code("to", "year").alias("destination"), "millions"
        ),
        bought.select("year", world.alias("origin"), code("to", "year").alias("destination"), "millions"),
        sold.select("year", code("from", "year").alias("origin"), world.alias("destination"), "millions"),
    ]
    sums = (pl.col("origin") == "WLD") | (pl.col("destination") == "WLD")
    return _trade(
        pl.concat(parts).with_columns(
            (pl.col("millions") * 1e6).round().cast(pl.Int64).alias("value_usd"),
            _year(),
            pl.lit("COW").alias("reporter"),
            pl.lit("cow-trade").alias("source_id"),
            pl.lit("4.0").alias("vintage"),
            pl.when(sums)
            .then(pl.lit("sum over partners with a report, without Hong Kong"))
            .otherwise(pl.lit("reported by the importer"))
            .alias("note"),
        )
    )


PINK = {
    "Crude oil, Brent": ("brent", "USD/bbl"),
    "Crude oil, Dubai": ("dubai", "USD/bbl"),
    "Natural gas, Europe": ("ttf", "USD/mmbtu"),
    "Liquefied natural gas, Japan": ("lng-japan", "USD/mmbtu"),
    "Coal, Australian": ("coal-australia", "USD/t"),
}


def pink_sheet(data: Path) -> pl.DataFrame:
    """Monthly averages since 2010 of the benchmarks, from the World Bank's workbook."""
    import fastexcel

    book = fastexcel.read_excel(data / "energy/worldbank/CMO-Historical-Data-Monthly.xlsx")
    sheet = book.load_sheet("Monthly Prices", header_row=None, dtypes="string").to_polars()
    heads = next(row for row in sheet.iter_rows() if "Crude oil, Brent" in row)
    months = sheet.filter(pl.col(sheet.columns[0]).str.contains(r"^\d{4}M\d\d$"))
    parts = [
        months.select(
            pl.lit(series).alias("series"),
            pl.col(sheet.columns[0]).str.to_date("%YM%m%d", strict=False).alias("unused"),
            pl.date(
                pl.col(sheet.columns[0]).str.slice(0, 4).cast(pl.Int32),
                pl.col(sheet.columns[0]).str.slice(5, 2).cast(pl.Int8),
                1,
            ).alias("period"),
            pl.col(sheet.columns[heads.index(head)]).cast(pl.Float64, strict=False).alias("value"),
            pl.lit(unit).alias("unit"),
        ).drop("unused")
        for head, (series, unit) in PINK.items()
    ]
    constant = {"freq": "M", "basis": "World Bank, monthly average", "source_id": "worldbank-pinksheet"}
    return (
        pl.concat(parts)
        .filter(pl.col("value").is_not_null() & (pl.col("period").dt.year() >= 2010))
        .with_columns(
            pl.col("value").round(4), *(pl.lit(text).alias(name) for name, text in constant.items())
        )
    )


RATES = {"China": "CNY", "Euro": "EUR", "India": "INR"}
"""Currencies of which trade is told in the press, by the names of the file; all are units of the currency a dollar."""


def exchange_rates(data: Path) -> pl.DataFrame:
    """What a dollar was in other currencies, by month since 2010 (Federal Reserve)."""
    unit = pl.col("Country").replace_strict(RATES) + pl.lit("/USD")
    return (
        pl.read_csv(data / "energy/fx/fx_monthly_selected.csv")
        .filter(pl.col("Country").is_in(list(RATES)) & (pl.col("Date") >= "2010"))
        .select(
            (pl.col("Country").replace_strict(RATES).str.to_lowercase() + pl.lit("-per-usd")).alias("series"),
            pl.col("Date").str.to_date().alias("period"),
            pl.col("Exchange rate").cast(pl.Float64).round(4).alias("value"),
            unit.alias("unit"),
            pl.lit("M").alias("freq"),
            pl.lit("Federal Reserve, monthly average").alias("basis"),
            pl.lit("frb-h10").alias("source_id"),
        )
        .filter(pl.col("value").is_not_null())
    )


def euros_a_dollar(data: Path) -> dict[int, float]:
    """The mean of the twelve monthly rates of each full year, euros a dollar."""
    rates = exchange_rates(data).filter(pl.col("series") == "eur-per-usd")
    years = rates.group_by(pl.col("period").dt.year()).agg(pl.col("value").mean(), pl.len())
    return {year: rate for year, rate, months in years.sort("period").iter_rows() if months == 12}


POWER = ("state", "period", "freq", "measure", "value", "unit", "vintage", "source_id", "note")


def capabilities(data: Path) -> pl.DataFrame:
    """CINC, military spending and population of major states since 1946."""
    frame = (
        pl.read_parquet(data / "politics/states/cow_nmc.parquet")
        .filter(pl.col("year") >= 1946)
        .with_columns(code("ccode", "year").alias("state"), _year())
        .filter(pl.col("state").is_not_null())
    )
    parts = [
        frame.select(
            "state",
            "period",
            pl.lit("A").alias("freq"),
            pl.lit(measure).alias("measure"),
            value.alias("value"),
            pl.lit(unit).alias("unit"),
            pl.lit("NMC 7.0").alias("vintage"),
            pl.lit("cow-nmc").alias("source_id"),
            pl.lit(note).alias("note"),
        )
        for measure, value, unit, note in (
            ("cinc", pl.col("cinc").round(6), "share", ""),
            (
                "military-spending-usd",
                pl.col("milex") * 1e3,
                "USD",
                "budgets after IISS; below SIPRI for China and Russia",
            ),
            ("population", pl.col("tpop") * 1e3, "persons", ""),
        )
    ]
    return pl.concat(parts).filter(pl.col("value").is_not_null() & (pl.col("value") >= 0)).select(POWER)


def output(data: Path) -> pl.DataFrame:
    """GDP of the economies of the BACI pairs in 2023, from the World Bank, as the same package gives it."""
    labels, _ = baci_matrix(data)
    numbers = pl.read_csv(data / "trade/baci2023/gdp.csv").get_column("gdp").to_list()
    pairs = [
        (name, value) for name, value in zip(labels, numbers, strict=True) if name in ECONOMIES and value
    ]
    frame = pl.DataFrame(pairs, schema=["state", "value"], orient="row")
    constant = {
        "freq": "A",
        "measure": "gdp-usd",
        "unit": "USD",
        "vintage": "World Bank WDI, in the BACI 2023 package",
        "source_id": "worldbank-wdi",
        "note": "the economy as the package draws it, which may take in territories",
    }
    return frame.with_columns(
        pl.col("value").round(0),
        pl.date(2023, 1, 1).alias("period"),
        *(pl.lit(text).alias(name) for name, text in constant.items()),
    ).select(POWER)


def polyarchy(data: Path) -> pl.DataFrame:
    """V-Dem's electoral democracy index of major states since 1946."""
    return (
        pl.read_parquet(data / "politics/states/isard_cw_democracy.parquet")
        .filter((pl.col("year") >= 1946) & pl.col("v2x_polyarchy").is_not_null())
        .select(
            code("ccode", "year").alias("state"),
            _year(),
            pl.col("v2x_polyarchy").round(4).alias("polyarchy"),
            pl.lit("vdem").alias("source_id"),
        )
        .filter(pl.col("state").is_not_null())
    )


def _pairs(frame: pl.DataFrame) -> pl.DataFrame:
    """Codes of both states, each pair once with a before b."""
    return frame.with_columns(code("ccode1", "year").alias("a"), code("ccode2", "year").alias("b")).filter(
        pl.col("a") < pl.col("b")
    )
