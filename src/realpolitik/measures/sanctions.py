"""Which sanctions stand between states: the dated ledger, by sender, target and instrument."""

from __future__ import annotations

from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.wording import name, spanned
from realpolitik.states import members
from realpolitik.store import Store

_GROUPS = {"EU": "EU", "G7": "G7"}


@measure(
    "sanctions.count",
    unit="measures",
    tables=("sanctions",),
    chart="dots",
    definition="Measures in the ledger, by day of adoption, that anyone took against one of the two states.",
    formula="n(t) = number of measures with date <= t",
    reference="Felbermayr and others (2020), The global sanctions data base, doi 10.1016/j.euroecorev.2020.103561",
)
def count(tables: Store, about: About, window: Window, *, target: str = "", sender: str = "") -> Result:
    """Sanctions adopted against two states, by day."""
    wanted = (target,) if target else about
    rows = [
        row
        for row in tables["sanctions"].iter_rows(named=True)
        if row["date"] in window
        and any(code in row["target"].split() for code in wanted)
        and (not sender or sender in _senders(row))
    ]
    if not rows:
        raise CoverageError(
            f"the ledger has no sanctions against {' or '.join(name(code) for code in wanted)} in the period asked.",
            "Source with more: Global Sanctions Data Base (gsdb).",
        )
    rows = sorted(rows, key=lambda row: (row["date"], row["sender"], row["measure"]))
    totals = {code: sum(code in row["target"].split() for row in rows) for code in wanted}
    return Result(
        value=float(len(rows)),
        says="The ledger has "
        + " and ".join(
            f"{number} measure{'' if number == 1 else 's'} against {name(code)}"
            for code, number in totals.items()
            if number
        )
        + f" from {rows[0]['date']:%B %Y} to {rows[-1]['date']:%B %Y}.",
        rows=[
            {
                "period": row["date"].isoformat(),
                "value": float(number),
                "series": " and ".join(name(code) for code in wanted if code in row["target"].split()),
                "label": f"{row['sender']}: {row['measure']}",
                "sender": row["sender"],
                "target": row["target"],
                "instrument": row["instrument"],
                "sectors": row["sectors"],
                "source": row["source_id"],
            }
            for number, row in enumerate(rows, 1)
        ],
        period=spanned([row["date"] for row in rows], "D"),
        caveats=(
            "Measures, not their weight: one package may hold hundreds of listings. The ledger is a selection.",
        ),
    )


def _senders(row: dict[str, Any]) -> set[str]:
    """Codes of all who took a measure: groups are resolved on its day."""
    words = row["sender"].split()
    return {
        *words,
        *(code for word in words if word in _GROUPS for code in members(_GROUPS[word], on=row["date"])),
    }
