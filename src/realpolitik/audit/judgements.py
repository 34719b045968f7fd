"""Judgements on flags: which differences are explained, and which rows are corrected."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from realpolitik.audit.flags import CORRECTED, EXPLAINED, OPEN, empty, flagged
from realpolitik.sources.corrections import corrections
from realpolitik.sources.shipped import shipped

if TYPE_CHECKING:
    import polars as pl

FLOW = ("country", "indicator", "partner", "time")
"""The columns in which a known error of a file of trade names a flow."""
WORLDS = {"G001": "WLD"}


@cache
def judgements() -> tuple[dict[str, Any], ...]:
    """The entries of `judgements.yaml`."""
    return tuple(shipped("realpolitik.audit", "judgements"))


def judged(flags: pl.DataFrame) -> pl.DataFrame:
    """The same flags, those that an entry of `judgements.yaml` matches being explained by it."""
    import polars as pl

    for entry in judgements():
        rule = (pl.col("test") == entry["test"]) & (pl.col("state") == OPEN)
        for name in ("a", "b"):
            if entry.get(name):
                rule &= pl.col(name).is_in(entry[name])
        if entry.get("offices"):
            rule &= pl.col("office").is_in(entry["offices"]) | pl.col("other_office").is_in(entry["offices"])
        if entry.get("years"):
            first, last = entry["years"]
            rule &= pl.col("period").dt.year().is_between(first, last)
        flags = flags.with_columns(
            why=pl.when(rule)
            .then(pl.format("{}: {} ({})", "why", pl.lit(entry["why"]), pl.lit(entry["by"])))
            .otherwise("why"),
            state=pl.when(rule).then(pl.lit(EXPLAINED)).otherwise("state"),
        )
    return flags


def corrected() -> pl.DataFrame:
    """A flag for each row of a flow that `corrections.yaml` sets aside or replaces, with the value expected upstream."""
    import polars as pl

    rows = []
    for item in corrections():
        if not set(FLOW) <= set(item.rows) or item.action not in ("reject", "replace"):
            continue
        value = float(item.expect.get("sum", {}).get("value", 0))
        own, other = item.rows["country"], WORLDS.get(item.rows["partner"], item.rows["partner"])
        sells = str(item.rows["indicator"]).startswith("XG")
        right = item.replace.get("value")
        rows.append(
            {
                "a": own if sells else other,
                "b": other if sells else own,
                "period": date(int(item.rows["time"]), 1, 1),
                "office": "IMF" if item.source.startswith("imf") else item.source,
                "value": value,
                "other": None if right is None else float(right),
                "other_office": "" if right is None else "the total without it",
                "at_stake": value - float(right or 0),
                "why": item.why,
            }
        )
    if not rows:
        return empty()
    frame = pl.DataFrame(rows, schema_overrides={"other": pl.Float64})
    return flagged(frame, "known error").with_columns(state=pl.lit(CORRECTED))
