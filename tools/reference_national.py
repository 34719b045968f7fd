"""Goods trade as national statistics of five states give it by partner: Russia, Kazakhstan, Kyrgyzstan, Uzbekistan, Armenia."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl

from realpolitik.errors import UnknownStateError
from realpolitik.states import resolve

WORLD = {"Total": "WLD", "Всего": "WLD"}
GROUPS = ("European Union - 27 countries (from 2020)", "Other countries")
# The Kazakh file has Russian names; these partners make up nine tenths of its trade.
RUSSIAN = {
    "Россия": "RUS",
    "Китай": "CHN",
    "Германия": "DEU",
    "Соединенные Штаты Америки": "USA",
    "Республика Корея": "KOR",
    "Турция": "TUR",
    "Япония": "JPN",
    "Франция": "FRA",
    "Узбекистан": "UZB",
    "Италия": "ITA",
    "Вьетнам": "VNM",
    "Беларусь": "BLR",
    "Польша": "POL",
    "Индия": "IND",
    "Кыргызстан": "KGZ",
    "Испания": "ESP",
    "Соединенное Королевство": "GBR",
    "Швейцария": "CHE",
    "Нидерланды": "NLD",
    "Украина": "UKR",
    "Таджикистан": "TJK",
    "Румыния": "ROU",
    "Греция": "GRC",
    "Сингапур": "SGP",
    "Азербайджан": "AZE",
    "Объединенные Арабские Эмираты": "ARE",
}
FIRST = 2000
TWELVE = 12
COLUMNS = ("origin", "destination", "period", "value_usd", "reporter", "source_id", "vintage", "note")


def flows(data: Path) -> pl.DataFrame:
    """Rows of the table `trade`, each under the office of its own state."""
    folder = data / "trade/national"
    parts = [russia(folder), kazakhstan(folder), kyrgyzstan(folder), uzbekistan(folder), armenia(folder)]
    constant = {"product": "total", "product_code": "", "freq": "A", "quantity_unit": ""}
    return pl.concat(parts).with_columns(pl.lit(text).alias(name) for name, text in constant.items())


@cache
def code(name: str) -> str | None:
    """The code of a partner named in English or Russian; None for territories, groups and names of nobody."""
    if known := WORLD.get(name) or RUSSIAN.get(name):
        return known
    try:
        return resolve(name).code
    except UnknownStateError:
        return None


def _rows(
    frame: pl.DataFrame, own: str, source: str, vintage: str, *, note: str = "", partner: str = "partner"
) -> pl.DataFrame:
    """From `year`, a partner's name, `sells` (from the state's view) and `usd` to rows of trade."""
    other = (
        pl.col(partner)
        .str.strip_chars()
        .str.split("\n")
        .list.first()
        .str.strip_chars()
        .map_elements(code, return_dtype=pl.String)
    )
    return (
        frame.with_columns(other.alias("other"), pl.lit(own).alias("own"))
        .filter(pl.col("other").is_not_null(), pl.col("other") != own, pl.col("usd") > 0)
        .filter(pl.col("year") >= FIRST)
        .group_by("year", "own", "other", "sells")
        .agg(pl.col("usd").sum())
        .select(
            pl.when("sells").then("own").otherwise("other").alias("origin"),
            pl.when("sells").then("other").otherwise("own").alias("destination"),
            pl.date(pl.col("year").cast(pl.Int32), 1, 1).alias("period"),
            pl.col("usd").round().cast(pl.Int64).alias("value_usd"),
            pl.lit(own).alias("reporter"),
            pl.lit(source).alias("source_id"),
            pl.lit(vintage).alias("vintage"),
            pl.lit(note).alias("note"),
        )
        .select(COLUMNS)
    )


def _both_ways(
    frame: pl.DataFrame, index: list[str], sells: str, buys: str, *, unit: float = 1e6
) -> pl.DataFrame:
    """Exports and imports in two columns as two rows, in dollars."""
    return frame.unpivot([sells, buys], index=index, variable_name="flow", value_name="value").with_columns(
        (pl.col("flow") == sells).alias("sells"), (pl.col("value") * unit).alias("usd")
    )


def russia(folder: Path) -> pl.DataFrame:
    """Russian customs with 29 partners: years of which all twelve months are there."""
    months = pl.read_parquet(folder / "russia_fcs_monthly_29_partners_2006_2021.parquet")
    years = (
        months.group_by("year", "flow", "partner")
        .agg(pl.col("musd").sum(), pl.col("month").n_unique().alias("months"))
        .filter(pl.col("months") == TWELVE)
        .with_columns((pl.col("flow") == "X").alias("sells"), (pl.col("musd") * 1e6).alias("usd"))
    )
    named = years.with_columns(pl.col("partner").alias("other"))
    return _rows(
        named, "RUS", "fcs-partners", "months to December 2021", note="sum of twelve months", partner="other"
    )


def kazakhstan(folder: Path) -> pl.DataFrame:
    frame = pl.read_parquet(folder / "kazakhstan_by_partner_2018_2023.parquet")
    both = _both_ways(frame, ["year", "partner_ru"], "exports_musd", "imports_musd")
    known = both.filter(
        pl.col("partner_ru")
        .str.split("\n")
        .list.first()
        .str.strip_chars()
        .is_in([*RUSSIAN, *WORLD])
        .fill_null(False)
    )
    return _rows(known, "KAZ", "kaz-stat", "2018–2023", partner="partner_ru")


def kyrgyzstan(folder: Path) -> pl.DataFrame:
    frame = pl.read_parquet(folder / "kyrgyzstan_by_partner.parquet").with_columns(
        (pl.col("flow") == "X").alias("sells"), (pl.col("musd") * 1e6).alias("usd")
    )
    return _rows(frame, "KGZ", "kgz-stat", "1994–2023")


def uzbekistan(folder: Path) -> pl.DataFrame:
    frame = pl.read_parquet(folder / "uzbekistan_imports_by_partner_2019_2023.parquet").filter(
        ~pl.col("partner").is_in(GROUPS)
    )
    imports = frame.with_columns(pl.lit(False).alias("sells"), (pl.col("musd") * 1e6).alias("usd"))
    return _rows(imports, "UZB", "uzb-stat", "2019–2023")


def armenia(folder: Path) -> pl.DataFrame:
    """Years with all twelve months; imports by country of origin."""
    months = pl.read_parquet(folder / "armenia_by_partner_monthly.parquet")
    whole = months.group_by("year").agg(pl.col("month").n_unique().alias("months"))
    years = (
        months.join(whole.filter(pl.col("months") == TWELVE), on="year")
        .group_by("year", "country")
        .agg(pl.col("export", "import_origin").sum())
    )
    both = _both_ways(years, ["year", "country"], "export", "import_origin", unit=1e3)
    return _rows(
        both,
        "ARM",
        "arm-stat",
        "2007–2024",
        note="sum of twelve months; imports by country of origin",
        partner="country",
    )
