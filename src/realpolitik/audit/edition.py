"""A later edition of an office's figures is near the earlier one, or says something new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.flags import flagged

if TYPE_CHECKING:
    import polars as pl

TEST = "edition"


def edition(
    newer: pl.DataFrame, older: pl.DataFrame, limits: Mapping[str, float], *, earlier: str = "earlier edition"
) -> pl.DataFrame:
    r"""Flags figures with $|\,X^{new}/X^{old} - 1\,| > .05$ between two editions of one office.

    Parameters
    ----------
    newer, older
        Flows of the same office (columns a, b, period, office, value in dollars). Flows that only one has are left out.
    earlier
        What the older edition is called in the flag.
    """
    import polars as pl

    both = newer.join(older.rename({"value": "other"}), on=["a", "b", "period", "office"])
    gap = (pl.col("value") - pl.col("other")).abs()
    return flagged(
        both.filter(gap > limits["above"] * pl.col("other"), gap > limits["from"]).with_columns(
            at_stake=gap,
            other_office=pl.lit(earlier),
            why=pl.lit("the same office gave another figure in an earlier edition"),
        ),
        TEST,
    )
