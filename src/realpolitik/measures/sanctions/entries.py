"""How many persons, firms and ships of one state stand on another's lists of sanctions, from a collection that a user has fetched."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states import groups, members
from realpolitik.states.wording import called, name
from realpolitik.store import Store

if TYPE_CHECKING:
    import polars as pl

ENTRIES = "sanction_entries"
EVERYONE = "UN"
SUPPLY = "`realpolitik fetch opensanctions` reads the collection of OpenSanctions (62 MB, free for other than commercial use)."


@measure(
    "sanctions.entries",
    unit="entries",
    tables=(ENTRIES,),
    chart="bars",
    definition="Entries of each of two states (persons, firms, ships) on the lists of sanctions of the other, by programme, on the last day "
    "fetched; programmes of the European Union are also those of its members of that day, those of the United Nations everybody's but "
    "the target's. An entry on two programmes counts in each.",
    formula="n_p = entries whose countries include the target, in programme p",
    reference="OpenSanctions, collection of consolidated sanctions",
)
def entries(tables: Store, about: About, window: Window) -> Result:
    """Entries of each of two states on the other's lists of sanctions, where a collection of them has been fetched."""
    if ENTRIES not in tables.names():
        raise CoverageError(
            "no collection of lists of sanctions has been fetched, and none is embedded.", SUPPLY
        )
    table = tables[ENTRIES]
    day: date | None = max((one for one in table["period"].unique() if one in window), default=None)
    if day is None:
        raise CoverageError("the lists of sanctions fetched are of no day in the period asked.", SUPPLY)
    newest = table.filter(period=day)
    rows: list[dict[str, Any]] = []
    told = []
    for sender, target in (about, tuple(reversed(about))):
        own = _rows(newest, sender, target, day)
        rows += own
        total = sum(int(row["value"]) for row in own)
        told.append(f"{total or 'no'} of {called(target)} by {called(sender)}")
    if not rows:
        raise CoverageError(
            f"the lists of sanctions fetched, of {day:%-d %B %Y}, have no entry of {called(about[0])} or {called(about[1])} by the other.",
            SUPPLY,
        )
    return Result(
        value=float(sum(row["value"] for row in rows)),
        says=f"On lists of sanctions on {day:%-d %B %Y}: {', '.join(told)}.",
        rows=rows,
        period=spanned([day], "D"),
        caveats=(
            "Counts of entries by programme: one on two programmes counts twice, and an entry of two states for each.",
            "The day is that on which the collection last saw the lists; lists of states that it does not collect are not there.",
        ),
    )


def _rows(newest: pl.DataFrame, sender: str, target: str, day: date) -> list[dict[str, Any]]:
    """A row a programme of the sender's, or of a body that it belongs to, with the entries of the target."""
    import polars as pl

    senders = [sender, *(body for body in ("EU",) if body in groups() and sender in members(body, on=day))]
    senders += [EVERYONE] if sender != target else []
    found = newest.filter(pl.col("state") == target, pl.col("sender").is_in(senders))
    counts = found.group_by("programme", "sender").agg(
        pl.col("listed").sum(),
        pl.col("kind").sort().unique(maintain_order=True).str.join(", "),
        pl.col("source_id").first(),
    )
    return [
        {
            "period": day.isoformat(),
            "value": float(row["listed"]),
            "label": f"{row['programme']}: of {name(target)}",
            "sender": row["sender"],
            "target": target,
            "kinds": row["kind"],
            "source": row["source_id"],
        }
        for row in counts.sort("listed", "programme", descending=[True, False]).iter_rows(named=True)
    ]
