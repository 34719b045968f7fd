"""Militarized disputes of major states since 1946, from the dyadic data of Gibler, Miller and Little."""

from __future__ import annotations

from pathlib import Path

import polars as pl


def read(data: Path) -> pl.DataFrame:
    """The file from 1946, with every year of a dispute.

    It keeps one dispute a pair and year, the newest: one that is on record before and after a year went on in it (China and India,
    1961 to 1963, where 1962 holds the second dispute of that year alone).
    """
    frame = pl.read_parquet(data / "politics/states/gml_mid_ddydisps.parquet")
    return going_on(frame).filter(pl.col("year") >= 1946)


def going_on(frame: pl.DataFrame) -> pl.DataFrame:
    """With the years of a dispute between its first and its last that another dispute of the pair has taken."""
    pair = ["dispnum", "ccode1", "ccode2"]
    between = (
        frame.group_by(pair)
        .agg(
            pl.col("year").min().alias("first"),
            pl.col("year").max().alias("last"),
            pl.col("year").alias("there"),
        )
        .with_columns(
            pl.int_ranges(pl.col("first").cast(pl.Int64), pl.col("last").cast(pl.Int64) + 1).alias("year")
        )
        .explode("year")
        .filter(~pl.col("year").is_in(pl.col("there").cast(pl.List(pl.Int64))))
        .select(*pair, pl.col("year").cast(frame.schema["year"]))
    )
    first = frame.sort("year").unique(pair, keep="first").drop("year").with_columns(gmlmidonset=0.0)
    filled = between.join(first, on=pair).select(frame.columns)
    return pl.concat([frame, filled.cast(dict(frame.schema))])


def levels(pairs: pl.DataFrame) -> pl.DataFrame:
    """One row a pair, dispute and year, from rows with the codes `a` and `b`.

    The level is the higher of the two sides'; where one of them only joined, the other's may have been against a third state
    (China's war of 1979, which the Soviet Union met with a display), so the lower one counts.
    """
    return (
        pairs.group_by("a", "b", "year", "dispnum")
        .agg(
            pl.when(pl.min_horizontal("orig1", "orig2") == 1)
            .then(pl.max_horizontal("hostlev1", "hostlev2"))
            .otherwise(pl.min_horizontal("hostlev1", "hostlev2"))
            .max()
            .cast(pl.Int64)
            .alias("hostility"),
            pl.col("gmlmidonset").max().cast(pl.Int64).alias("onset"),
            pl.col("fatality").max().cast(pl.Int64).alias("fatality"),
        )
        .with_columns(
            pl.col("dispnum").cast(pl.Int64).alias("dispute"),
            pl.when(pl.col("fatality") >= 0).then("fatality").alias("fatality"),
            pl.lit("gml-mid").alias("source_id"),
        )
    )
