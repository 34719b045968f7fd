"""Rebuild the embedded table `partner_shares`: what every state trades with the largest traders, and in all.

    .venv/bin/python tools/build_shares.py [--shared ../shared] [--out src/realpolitik/reference]

The result is the same bytes whenever the inputs are the same.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import polars as pl

from realpolitik.states.registry import by_code
from realpolitik.store.schema import schemas

ROOT = Path(__file__).resolve().parents[1]
FIRST = 2010
"""The first year: eleven before the last one of the table, enough for placebos in time."""
PARTNERS = 20
"""Partners whose shares are kept: the largest traders of the base year, and Russia."""
BASE = 2020
"""The last year in which all pairs are on record."""
CRUDE = 270900


def totals(folder: Path) -> pl.DataFrame:
    """All goods between all economies, dollars: BACI by year to 2020, and 2023 as far as the copy has it."""
    years = pl.read_parquet(folder / "baci_totals/baci_totals_2000_2020.parquet").filter(
        pl.col("year") >= FIRST
    )
    long = years.select(
        pl.col("exporter").cast(pl.String).alias("origin"),
        pl.col("importer").cast(pl.String).alias("destination"),
        pl.col("year").cast(pl.Int32),
        value=pl.col("value_kusd") * 1e3,
    )
    with (folder / "baci2023/country_labels.csv").open(encoding="utf-8") as stream:
        labels = [row["iso3"] for row in csv.DictReader(stream)]
    last = pl.read_csv(folder / "baci2023/trade_cepii.csv", infer_schema_length=None)
    wide = last.rename(dict(zip(last.columns, labels, strict=True))).with_columns(origin=pl.Series(labels))
    flat = wide.unpivot(index="origin", variable_name="destination", value_name="value").drop_nulls("value")
    flat = flat.select(
        "origin",
        "destination",
        pl.lit(2023, dtype=pl.Int32).alias("year"),
        pl.col("value").cast(pl.Float64) * 1e3,
    )
    return pl.concat([long, flat]).filter((pl.col("origin") != pl.col("destination")) & (pl.col("value") > 0))


def crude(folder: Path, column: str, factor: float) -> pl.DataFrame:
    """Crude oil between all economies, tonnes or dollars; a flow that lacks one of the two is left out."""
    found = next((folder / "baci_raw_materials").glob("*.parquet"))
    frame = pl.read_parquet(found).drop_nulls(["tonnes", "value_kusd"])
    chosen = frame.filter((pl.col("hs6") == CRUDE) & (pl.col("year") >= FIRST)).select(
        pl.col("exporter").cast(pl.String).alias("origin"),
        pl.col("importer").cast(pl.String).alias("destination"),
        pl.col("year").cast(pl.Int32),
        (pl.col(column).cast(pl.Float64) * factor).alias("value"),
    )
    return chosen.filter(pl.col("value") > 0)


def sided(flows: pl.DataFrame, *, imports: bool, partners: list[str]) -> pl.DataFrame:
    """Part, whole and coverage by state, partner and year, from the side of the buyer or of the seller."""
    state, partner = ("destination", "origin") if imports else ("origin", "destination")
    whole = flows.group_by(state, "year").agg(pl.col("value").sum().alias("whole"))
    base = flows.filter(pl.col("year") == BASE).select(state, partner, base=pl.col("value"))
    known = (
        flows.join(base, on=[state, partner]).group_by(state, "year").agg(pl.col("base").sum().alias("known"))
    )
    most = base.group_by(state).agg(pl.col("base").sum().alias("most"))
    part = flows.filter(pl.col(partner).is_in(partners)).rename({"value": "part"})
    out = (
        part.join(whole, on=[state, "year"]).join(known, on=[state, "year"], how="left").join(most, on=state)
    )
    return out.select(
        pl.lit("imports" if imports else "exports").alias("side"),
        pl.col(state).alias("state"),
        pl.col(partner).alias("partner"),
        "year",
        pl.col("part").round().cast(pl.Int64).alias("value"),
        pl.col("whole").round().cast(pl.Int64),
        (pl.col("known").fill_null(0) / pl.col("most")).round(3).alias("covered"),
    )


def build(folder: Path) -> pl.DataFrame:
    """The table: all goods in dollars, crude oil in tonnes."""
    goods, oil, paid = totals(folder), crude(folder, "tonnes", 1.0), crude(folder, "value_kusd", 1e3)
    size = pl.concat(
        [
            goods.filter(pl.col("year") == BASE).select(pl.col(side).alias("code"), "value")
            for side in ("origin", "destination")
        ]
    )
    ranked = size.group_by("code").agg(pl.col("value").sum()).sort("value", descending=True)["code"].to_list()
    partners = sorted({*ranked[:PARTNERS], "RUS"})
    parts = []
    for product, unit, flows in (
        ("total", "USD", goods),
        ("crude-oil", "t", oil),
        ("crude-oil-value", "USD", paid),
    ):
        for imports in (True, False) if product == "total" else (False,):
            everyone = sorted({*flows["destination"].unique()})
            made = sided(flows, imports=imports, partners=partners if product == "total" else everyone)
            parts.append(made.with_columns(product=pl.lit(product), unit=pl.lit(unit)))
    return (
        pl.concat(parts)
        .filter(
            pl.col("state").is_in(list(by_code()))
            & pl.col("partner").str.contains("^[A-Z]{3}$")
            & (pl.col("state") != pl.col("partner"))
        )
        .with_columns(period=pl.date(pl.col("year"), 1, 1), source_id=pl.lit("cepii-baci"))
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "src/realpolitik/reference")
    options = parser.parse_args()
    frame = build(options.shared / "data/trade")
    schema = schemas()["partner_shares"]
    path = options.out / "tables" / "partner_shares.parquet"
    out = frame.select(pl.col(name).cast(dtype) for name, dtype in schema.dtypes().items()).sort(schema.key)
    out = out.with_columns(pl.col(pl.String).cast(pl.Categorical))
    out.write_parquet(path, compression="zstd", compression_level=19, statistics=False)
    print(f"{path.name}: {out.height} rows, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
