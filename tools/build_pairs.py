"""Rebuild the embedded trade of all pairs from CEPII's BACI: totals, raw materials with their tonnes, and these by code.

    .venv/bin/python tools/build_pairs.py [--shared ../shared] [--out src/realpolitik/reference]

The result is the same bytes whenever the inputs are the same. Two things are told apart. In the totals of 2000 to 2020 a pair
without a row did not trade, or so little that nobody reported it. The copy of 2023 is of the edition HS22, which has a flow only
where one end reports in HS 2022: the economies that do not are blank with one another, which is "not covered", and their totals over
all partners are not formed. No row is ever zero.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl
import reference_derived as derived

from realpolitik.sources.shipped import shipped
from realpolitik.store.blocks import ENDING, write_blocks
from realpolitik.store.schema import schemas

ROOT = Path(__file__).resolve().parents[1]
TOTALS = "trade/baci_totals/baci_totals_2000_2020.parquet"
GOODS = "trade/baci_raw_materials/baci_raw_materials_hs6_1995_2024.parquet"
CODES = {"S19": "TWN", "ZA1": "ZAF", "PUS": "PSE"}
"""Codes of the compiler: Other Asia (Taiwan as CEPII labels it), the customs union round South Africa, and a slip."""


def usd(column: str) -> pl.Expr:
    """Thousands of dollars as whole dollars."""
    return (pl.col(column) * 1000).round().cast(pl.Int64).alias("value_usd")


def totals(data: Path) -> pl.DataFrame:
    """All goods of all pairs 2000 to 2020, and each economy with all its partners."""
    pairs = pl.read_parquet(data / TOTALS).select(
        pl.col("exporter").cast(pl.String).alias("origin"),
        pl.col("importer").cast(pl.String).alias("destination"),
        pl.date(pl.col("year").cast(pl.Int32), 1, 1).alias("period"),
        usd("value_kusd"),
    )
    return pl.concat([pairs, _with_all(pairs)]).with_columns(vintage=pl.lit("release not stated"))


def year_2023(data: Path) -> pl.DataFrame:
    """All goods of the pairs that the edition HS22 covers, and the totals of economies all of whose partners it covers."""
    labels, flows = derived.baci_matrix(data)
    hidden = derived.holes(labels, flows)
    pairs = pl.DataFrame(
        [
            (a, b, float(value))
            for a, row in zip(labels, flows, strict=True)
            for b, value in zip(labels, row, strict=True)
            if value and float(value)
        ],
        schema={"origin": pl.String, "destination": pl.String, "value_kusd": pl.Float64},
        orient="row",
    ).with_columns(usd("value_kusd"), period=pl.date(2023, 1, 1))
    pairs = pairs.select("origin", "destination", "period", "value_usd")
    whole = _with_all(pairs).filter(~pl.any_horizontal(pl.col("origin", "destination").is_in(sorted(hidden))))
    return pl.concat([pairs, whole]).with_columns(vintage=pl.lit("V202501"))


def _with_all(pairs: pl.DataFrame) -> pl.DataFrame:
    """Exports to and imports from all partners together."""
    out = (
        pairs.group_by("origin", "period")
        .agg(pl.col("value_usd").sum())
        .with_columns(destination=pl.lit("WLD"))
    )
    back = (
        pairs.group_by("destination", "period")
        .agg(pl.col("value_usd").sum())
        .with_columns(origin=pl.lit("WLD"))
    )
    return pl.concat([out.select(pairs.columns), back.select(pairs.columns)])


def materials(data: Path) -> pl.DataFrame:
    """Raw materials of all pairs 1995 to 2024 with tonnes, codes of one material added up; and each economy with all partners.

    A sum over partners has tonnes only where every flow in it has.
    """
    named = {
        int(code): entry["name"]
        for entry in shipped("realpolitik.reference", "materials")
        for code in entry["codes"]
    }
    known = pl.col("exporter", "importer").cast(pl.String).replace(CODES)
    rows = (
        pl.scan_parquet(data / GOODS)
        .filter(pl.col("hs6").is_in(list(named)))
        .with_columns(known)
        .select(
            pl.col("exporter").alias("origin"),
            pl.col("importer").alias("destination"),
            pl.date(pl.col("year").cast(pl.Int32), 1, 1).alias("period"),
            pl.col("hs6").cast(pl.Int64).replace_strict(named, return_dtype=pl.String).alias("product"),
            "value_kusd",
            "tonnes",
        )
        .filter(pl.col("origin") != pl.col("destination"))
        .collect()
    )
    sums = [
        pl.col("value_kusd").sum(),
        pl.when(pl.col("tonnes").is_null().any())
        .then(None)
        .otherwise(pl.col("tonnes").sum())
        .alias("tonnes"),
    ]
    rows = rows.sort(
        "origin", "destination", "product", "period", "value_kusd"
    )  # sums of floats depend on their order
    pairs = rows.group_by("origin", "destination", "product", "period", maintain_order=True).agg(sums)
    out = (
        pairs.group_by("origin", "product", "period", maintain_order=True)
        .agg(sums)
        .with_columns(destination=pl.lit("WLD"))
    )
    back = (
        pairs.group_by("destination", "product", "period", maintain_order=True)
        .agg(sums)
        .with_columns(origin=pl.lit("WLD"))
    )
    whole = pl.concat([part.select(pairs.columns) for part in (pairs, out, back)])
    return whole.with_columns(usd("value_kusd"), quantity=pl.col("tonnes").round(0)).drop(
        "value_kusd", "tonnes"
    )


def by_code(data: Path) -> pl.DataFrame:
    """The same raw materials and 45 codes more, each by its own code, in thousands of dollars; what comes to less than half of one is left out."""
    known = pl.col("exporter", "importer").cast(pl.String).replace(CODES)
    return (
        pl.scan_parquet(data / GOODS)
        .with_columns(known)
        .filter(pl.col("exporter") != pl.col("importer"))
        .group_by(
            pl.date(pl.col("year").cast(pl.Int32), 1, 1).alias("period"),
            pl.col("hs6").cast(pl.String).str.zfill(6).alias("product_code"),
            pl.col("importer").alias("destination"),
            pl.col("exporter").alias("origin"),
        )
        .agg(pl.col("value_kusd").sum().round().cast(pl.Int64))
        .filter(pl.col("value_kusd") > 0)
        .with_columns(source_id=pl.lit("cepii-baci-materials"))
        .sort("period", "product_code", "destination", "origin")
        .collect()
    )


def write_by_year(frame: pl.DataFrame, path: Path) -> None:
    """Write rows with a row group for each year; the same rows give the same bytes."""
    import pyarrow.parquet as pq

    table = frame.to_arrow()
    with pq.ParquetWriter(
        path,
        table.schema,
        compression="zstd",
        compression_level=19,
        use_dictionary=[name for name in frame.columns if name != "value_kusd"],  # pyright: ignore[reportArgumentType]
        column_encoding={"value_kusd": "BYTE_STREAM_SPLIT"},
        write_statistics=["period"],  # pyright: ignore[reportArgumentType]
        store_schema=False,
    ) as writer:
        start = 0
        for length in frame.group_by("period", maintain_order=True).len()["len"]:
            writer.write_table(table.slice(start, length), row_group_size=length)
            start += length


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "src/realpolitik/reference")
    options = parser.parse_args()
    data = options.shared / "data"
    built = {"trade": pl.concat([totals(data), year_2023(data)]), "materials": materials(data)}
    for name, frame in built.items():
        path = options.out / "tables" / f"{name}.{ENDING}"
        write_blocks(frame, schemas()[name], path)
        print(f"{path.name}: {frame.height} rows, {path.stat().st_size} bytes")
    codes, path = by_code(data), options.out / "tables" / "material_products.parquet"
    write_by_year(codes, path)
    print(f"{path.name}: {codes.height} rows, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
