"""A year of the General Assembly has as many roll calls as the United Nations count in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from realpolitik.audit.flags import empty, flagged
from realpolitik.audit.flows import WORLD
from realpolitik.sources.shipped import shipped

if TYPE_CHECKING:
    import polars as pl

TEST = "missing-calls"


def recorded_votes() -> Mapping[int, int]:
    """By year: the most votes that any member cast by the UN's own count, which is at most the number of votes held.

    Examples
    --------
    >>> recorded_votes()[2018]
    107
    """
    return {int(year): int(count) for year, count in shipped("realpolitik.audit", "recorded_votes").items()}


def missing_calls(
    roll_calls: pl.DataFrame, limits: Mapping[str, float], *, counts: Mapping[int, int] | None = None
) -> pl.DataFrame:
    """Flags a year with fewer roll calls than a member cast votes by the UN's own count, by more than 5 per cent.

    Parameters
    ----------
    roll_calls
        The table `roll_calls`: a row a vote, with its date. Years without a row are not covered, and have no flag.
    counts
        By year; those of `recorded_votes.yaml` where left out.
    """
    import polars as pl

    known = recorded_votes() if counts is None else counts
    held = roll_calls.group_by(pl.col("date").dt.year().cast(pl.Int64).alias("year")).agg(value=pl.len())
    rows = [
        {
            "a": WORLD,
            "period": date(year, 1, 1),
            "office": "UN",
            "value": float(here),
            "other": float(known[year]),
            "other_office": "the UN's own count",
            "why": "the table has fewer roll calls than the United Nations count votes",
        }
        for year, here in held.sort("year").iter_rows()
        if year in known and here < (1 - limits["above"]) * known[year]
    ]
    return flagged(pl.DataFrame(rows), TEST, table="votes") if rows else empty()
