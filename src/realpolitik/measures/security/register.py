"""The register of arms transfers as sums by supplier, recipient and year of delivery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.errors import CoverageError
from realpolitik.states.wording import called
from realpolitik.store import Store

if TYPE_CHECKING:
    import polars as pl

    from realpolitik.findings import Window

EMBEDDED, FETCHED = "arms_deliveries", "arms_transfers"
SUPPLY = "Source with more: SIPRI Arms Transfers Database (sipri-arms)."
SPREAD = (
    "The register gives the volume of an order and its years of delivery, not the volume of each year: it is divided over them, "
    "the first and the last of several counting half. Shares of five years made so lie within 1.1 points of twelve that SIPRI "
    "published in March 2025; single years are less certain. The calculation is not SIPRI's."
)
VOLUME = "Trend-indicator values (TIV) measure the volume of major arms, neither price nor payment; small arms are not in them."


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Sums by supplier, recipient and year: `rows`, with `supplier, recipient, period, tiv, source_id`.

    Attributes
    ----------
    first, last
        The years that the register covers.
    notes
        What a reader must be told of where the rows come from.
    """

    rows: pl.DataFrame
    first: int
    last: int
    notes: tuple[str, ...] = ()


def spread(orders: pl.DataFrame) -> pl.DataFrame:
    r"""Orders as sums by supplier, recipient and year of delivery.

    An order of volume $V$ delivered in years $y_1 < \dots < y_n$ gives $V$ to one year ($n = 1$), else $w_i V / \sum w$ to year
    $y_i$, with $w = 1/2$ for the first and the last and 1 between: both are parts of years. Sums over all years are exact.

    Parameters
    ----------
    orders
        Columns `supplier`, `recipient`, `delivery_years` (`1998; 1999`) and `tiv_delivered` (millions of TIV, 0 or more). Orders
        without a year of delivery have delivered nothing yet and give no row.

    Returns
    -------
    `supplier, recipient, year, tiv`, sorted.

    Examples
    --------
    >>> import polars as pl
    >>> one = pl.DataFrame({"supplier": "RUS", "recipient": "CHN", "delivery_years": "2001; 2002; 2003", "tiv_delivered": 80.0})
    >>> spread(one)["tiv"].to_list()
    [20.0, 40.0, 20.0]
    """
    import polars as pl

    years = orders.with_columns(
        pl.col("delivery_years")
        .fill_null("")
        .str.extract_all(r"\d{4}")
        .list.unique()
        .list.sort()
        .alias("year")
    ).filter(pl.col("year").list.len() > 0)
    numbered = years.with_row_index("order_").explode("year")
    place, count = pl.int_range(pl.len()).over("order_"), pl.len().over("order_")
    end = (place == 0) | (place == count - 1)
    weighed = numbered.with_columns(pl.when(end & (count > 1)).then(0.5).otherwise(1.0).alias("weight"))
    part = pl.col("weight") / pl.col("weight").sum().over("order_")
    return (
        weighed.with_columns((pl.col("tiv_delivered") * part).alias("tiv"), pl.col("year").cast(pl.Int32))
        .filter(pl.col("tiv") > 0)
        .group_by("supplier", "recipient", "year")
        .agg(pl.col("tiv").sum())
        .sort("supplier", "recipient", "year")
    )


def deliveries(
    tables: Store, window: Window, *, supplier: str | None = None, recipient: str | None = None
) -> Deliveries:
    """Deliveries by a supplier, to a recipient, or from one to the other, in the years asked for.

    The user's own register counts where it holds at least the years and the partners of the embedded sums: one of some
    suppliers or years alone would make false shares and totals.

    Raises
    ------
    CoverageError
        The register names neither state, or the period asked for lies outside its years.
    """
    embedded = tables[EMBEDDED]
    first, last = embedded["period"].min().year, embedded["period"].max().year  # type: ignore[union-attr]
    found, notes = _chosen(embedded, supplier, recipient), ()
    if FETCHED in tables.names():
        own = _own(tables)
        mine = _chosen(own, supplier, recipient)
        if not mine.is_empty():
            if _covers(mine, found):
                found, last = mine, max(last, own["period"].max().year)  # type: ignore[union-attr]
            else:
                notes = ("Your own register lacks years or partners that the embedded sums have: not used.",)
    for code in filter(None, (supplier, recipient)):
        if code not in _known(embedded) and found.is_empty():
            raise CoverageError(f"the register of arms transfers does not name {called(code)}.", SUPPLY)
    start = max(first, window.start.year if window.start else first)
    end = min(last, window.end.year if window.end else last)
    if start > end:
        raise CoverageError(
            f"the register of arms transfers covers {first} to {last}, not the period asked ({window}).",
            SUPPLY,
        )
    import polars as pl

    return Deliveries(found.filter(pl.col("period").dt.year().is_between(start, end)), start, end, notes)


def _chosen(frame: pl.DataFrame, supplier: str | None, recipient: str | None) -> pl.DataFrame:
    wanted = {"supplier": supplier, "recipient": recipient}
    return frame.filter(**{key: code for key, code in wanted.items() if code})


def _own(tables: Store) -> pl.DataFrame:
    """The orders that the user has fetched, as sums by year."""
    import polars as pl

    return spread(tables[FETCHED]).select(
        "supplier",
        "recipient",
        pl.date("year", 1, 1).alias("period"),
        "tiv",
        pl.lit("sipri-arms").alias("source_id"),
    )


def _covers(mine: pl.DataFrame, embedded: pl.DataFrame) -> bool:
    """Whether one's own rows reach as far as the embedded ones, in years and in partners."""
    if embedded.is_empty():
        return True
    return (
        mine["period"].min() <= embedded["period"].min()  # type: ignore[operator]
        and mine["period"].max() >= embedded["period"].max()  # type: ignore[operator]
        and mine["supplier"].n_unique() >= embedded["supplier"].n_unique()
        and mine["recipient"].n_unique() >= embedded["recipient"].n_unique()
    )


def _known(frame: pl.DataFrame) -> set[str]:
    return {*frame["supplier"].unique(), *frame["recipient"].unique()}
