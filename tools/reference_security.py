"""Tables on security and society derived from full-size public data: arms by pair and year, levels of peace, migrants, aid."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from reference_common import Citations, parse_span
from reference_order import coded

from realpolitik.errors import UnknownStateError
from realpolitik.measures.security.register import spread
from realpolitik.sources.lookup import one_code
from realpolitik.states import resolve
from realpolitik.states.economies import economy

REGISTER = "sipri-arms"
INSTITUTIONS = ("EU (Commission and Council)", "European Peace Facility", "European Investment Bank")
SUMS = ("Europe (All)",)
"""Donors of the tracker that are sums of others."""


def arms(data: Path) -> pl.DataFrame:
    """Sums of the register by supplier, recipient and year of delivery; rebel groups and organisations are left out."""
    frame = pl.read_parquet(data / "arms/sipri_trade_register_1950_2024.parquet").filter(
        pl.col("supplier").is_not_null() & pl.col("recipient").is_not_null()
    )
    orders = frame.select(
        "supplier",
        "recipient",
        "delivery_years",
        pl.col("tiv_delivered").cast(pl.Float64, strict=False).fill_null(0.0),
    )
    sums = spread(orders)
    known = {
        (name, year): _code(name, year)
        for side in ("supplier", "recipient")
        for name, year in sums.select(side, "year").unique().iter_rows()
        if "*" not in name and not name[0].isdecimal()
    }
    codes = pl.DataFrame(
        [(name, year, code) for (name, year), code in known.items() if code and code != "-"],
        schema={"name": pl.String, "year": pl.Int32, "code": pl.String},
        orient="row",
    )
    for side in ("supplier", "recipient"):
        sums = sums.join(codes, left_on=[side, "year"], right_on=["name", "year"], how="inner")
        sums = sums.drop(side).rename({"code": side})
    return (
        sums.filter(pl.col("supplier") != pl.col("recipient"))
        .group_by("supplier", "recipient", "year")
        .agg(pl.col("tiv").sum().round(2))
        .filter(pl.col("tiv") > 0)
        .select(
            "supplier",
            "recipient",
            pl.date("year", 1, 1).alias("period"),
            "tiv",
            pl.lit(REGISTER).alias("source_id"),
        )
    )


def _code(name: str, year: int) -> str | None:
    """Who bore a name in a year, from its last day back to its first; of a state not yet independent, the state it became."""
    for day in (date(year, 12, 31), date(year, 7, 1), date(year, 1, 1)):
        if code := one_code(name, source=REGISTER, on=day):
            return code
    later = (one_code(name, source=REGISTER, on=date(one, 12, 31)) for one in range(year + 1, 2025))
    return next((code for code in later if code), None)


def peace(data: Path) -> pl.DataFrame:
    """Runs of years at one level; 9 is no level. A year in which the level changed holds the mean of its months."""
    frame = pl.read_parquet(data / "politics/states/peace_data_3_1_dyad_years.parquet").filter(
        pl.col("peacelevel") <= 1
    )
    years = frame.select(
        (pl.col("dyad") // 1000).cast(pl.Float64).alias("ccode1"),
        (pl.col("dyad") % 1000).cast(pl.Float64).alias("ccode2"),
        pl.col("yearmonth").cast(pl.Float64).alias("year"),
        pl.col("peacelevel").round(2).alias("level"),
    )
    pairs = coded(coded(years, "ccode1", "one"), "ccode2", "two").filter(pl.col("one") != pl.col("two"))
    rows = (
        pairs.select(
            pl.min_horizontal("one", "two").alias("a"),
            pl.max_horizontal("one", "two").alias("b"),
            pl.col("year").cast(pl.Int64),
            "level",
        )
        .unique(["a", "b", "year"], keep="first", maintain_order=True)
        .sort("a", "b", "year")
    )
    begins = (
        (pl.col("level") != pl.col("level").shift())
        | (pl.col("year") != pl.col("year").shift() + 1)
        | (pl.col("a") != pl.col("a").shift())
        | (pl.col("b") != pl.col("b").shift())
    ).fill_null(True)
    return (
        rows.with_columns(begins.cum_sum().alias("run"))
        .group_by("run", maintain_order=True)
        .agg(
            pl.col("a", "b", "level").first(),
            pl.col("year").min().alias("from_year"),
            pl.col("year").max().alias("to_year"),
        )
        .drop("run")
        .with_columns(pl.lit("peace-data").alias("source_id"))
    )


def migrants(data: Path) -> pl.DataFrame:
    """Migrants by origin and destination, of states and territories that the registry knows."""
    frame = pl.read_parquet(data / "people/migrant_stock_undesa_2000_2020.parquet")
    known = [code for code in {*frame["origin"], *frame["destination"]} if _known(code)]
    return frame.filter(pl.col("origin").is_in(known) & pl.col("destination").is_in(known)).select(
        "origin",
        "destination",
        pl.date("year", 1, 1).alias("period"),
        pl.col("migrant_stock").alias("persons"),
        pl.lit("undesa-migrants").alias("source_id"),
    )


def _known(code: str) -> bool:
    try:
        return resolve(code).code == code
    except UnknownStateError:
        return economy(code) is not None


def aid(data: Path) -> pl.DataFrame:
    """Aid to Ukraine by donor, month and kind; institutions of the European Union together, sums of donors left out."""
    records = json.loads((data / "war/hcss_kiel_aid_donor_timeline.json").read_text("utf-8"))
    rows = [
        {
            "donor": "EU" if row["donor"] in INSTITUTIONS else resolve(row["donor"]).code,
            "recipient": "UKR",
            "period": date.fromisoformat(row["month"]),
            "kind": row["aid_type_general"].strip().lower(),
            "commitments": row["commitments"],
            "value_eur": row["total_eur"],
        }
        for row in records
        if row["donor"] not in SUMS
    ]
    return (
        pl.DataFrame(rows)
        .group_by("donor", "recipient", "period", "kind")
        .agg(pl.col("commitments").sum(), pl.col("value_eur").sum().round().cast(pl.Int64))
        .with_columns(pl.lit("kiel-ukraine-support").alias("source_id"))
    )


def un_sanctions(rows: list[dict[str, str]], citations: Citations) -> list[dict[str, Any]]:
    """Rows of `un_sanctions`: a year or month begins with its first day and ends with its last."""
    made = []
    for row in rows:
        first, last = parse_span(row["from"]), parse_span(row["to"])
        assert first is not None, row
        made.append(
            {
                key: row[key]
                for key in ("target", "regime", "status", "resolution", "ended_by", "kinds", "note")
            }
            | {
                "from_date": first.start,
                "from_precision": first.precision,
                "to_date": last.end if last else None,
                "to_precision": last.precision if last else "",
                "seen": date.fromisoformat(row["seen"]),
                "sources": [citations.cite(row)],
            }
        )
    return made


def exercises(rows: list[dict[str, str]], citations: Citations) -> list[dict[str, Any]]:
    """Rows of `exercises`, participants in the order of their codes."""
    made = []
    for row in rows:
        first, last = parse_span(row["from"]), parse_span(row["to"])
        assert first is not None, row
        made.append(
            {key: row[key] for key in ("name", "kind", "services", "place", "status", "note")}
            | {
                "states": " ".join(sorted(row["states"].split())),
                "from_date": first.start,
                "from_precision": first.precision,
                "to_date": last.end if last else None,
                "sources": [citations.cite(row)],
            }
        )
    return made


def ties(rows: list[dict[str, str]], citations: Citations) -> list[dict[str, Any]]:
    """Rows of `ties`, per cent as shares."""
    made = []
    for row in rows:
        span = parse_span(row["period"])
        assert span is not None, row
        share = row["unit"] == "percent"
        made.append(
            {key: row[key] for key in ("subject", "a", "b", "qualifier", "what", "note")}
            | {
                "period": span.start,
                "precision": span.precision,
                "value": float(row["value"]) / 100 if share else float(row["value"]),
                "unit": "share" if share else "persons",
                "sources": [citations.cite(row)],
            }
        )
    return made
