"""Which estimates of ideal points a measure reads: the project's own, those that their authors publish, or the newer of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.errors import CoverageError
from realpolitik.store import Store

if TYPE_CHECKING:
    import polars as pl

OURS, PUBLISHED = "ideal_points", "ideal_points_published"
FIRST_SESSION = 1945
"""A session opens in the year of this plus its number."""
NORMAL_90 = 1.6449
KINDS = {
    OURS: "90 %, posterior of the model: votes, items, and the level and scale of the session",
    PUBLISHED: "90 %, posterior as Bailey, Strezhnev and Voeten publish it",
}
THEIRS = (
    "The points are those that Bailey, Strezhnev and Voeten publish, on their scale: compare them with one another, not with the project's own.",
)
SUPPLY = "`realpolitik fetch ideal-points --file` reads the published estimates (https://doi.org/10.7910/DVN/LEJUQZ)."


def table_of(tables: Store, estimate: str, issue: str) -> str:
    """The table that an option `estimate` means: `newest` is the one that reaches further, and ours where they end together.

    Raises
    ------
    CoverageError
        The published estimates are asked for, and have not been fetched, or have none on the issue.
    """
    if estimate == "ours":
        return OURS
    there = _rows(tables, issue) if PUBLISHED in tables.names() else None
    if there is None or there.is_empty():
        if estimate == "published":
            what = f" on the issue {issue!r}" if there is not None and issue else ""
            raise CoverageError(
                f"published ideal points{what} have not been fetched, and none are embedded.", SUPPLY
            )
        return OURS
    if estimate == "published":
        return PUBLISHED
    last = tables[OURS]["period"].max()
    return PUBLISHED if there["period"].max() > last else OURS  # type: ignore[operator]


def points(tables: Store, table: str, issue: str) -> pl.DataFrame:
    """Ideal points on one issue, with `state, session, period, value, se, low, high, votes, source_id`, from either table.

    The published quantiles at 5 and 95 % give the standard error as a normal posterior would have it; a row without them has none.
    """
    import polars as pl

    if table == OURS:
        return tables[OURS].filter(pl.col("issue") == (issue or "all"))
    return _rows(tables, issue).with_columns(
        (pl.col("period").dt.year() - FIRST_SESSION).cast(pl.Int64).alias("session"),
        ((pl.col("high") - pl.col("low")) / (2 * NORMAL_90)).alias("se"),
    )


def _rows(tables: Store, issue: str) -> pl.DataFrame:
    """Published rows on an issue: estimates by session and by year are not one series, so those that reach further."""
    import polars as pl

    own = tables[PUBLISHED].filter(pl.col("issue") == (issue or "all"), pl.col("low").is_not_null())
    if own.is_empty():
        return own
    by = (
        own.group_by("by").agg(pl.col("period").max()).sort("period", "by", descending=[True, False])["by"][0]
    )
    return own.filter(pl.col("by") == by)
