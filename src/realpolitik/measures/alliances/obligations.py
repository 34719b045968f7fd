"""What treaties bind two states to, by date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from realpolitik.findings import Window, spanned
from realpolitik.measures.alliances.held import LAST_CODED, OBLIGATIONS, Held, strength, within
from realpolitik.measures.alliances.options import Pledge
from realpolitik.measures.alliances.parties import governments
from realpolitik.measures.alliances.sentences import owed, spans
from realpolitik.measures.registry import About, Result, measure
from realpolitik.store import Store

AFTER = (
    f"ATOP codes to {LAST_CODED}. Later years rest on the curated treaties alone: what they do not hold is unknown, not absent, but "
    "for years in which the two said together that they are no alliance."
)


@measure(
    "treaties.obligations",
    unit="index",
    tables=("atop", "treaties", "phrases"),
    chart="spans",
    definition="The strongest of what treaties bind two states to: 1 help in war, 2/3 neutrality, 1/3 non-aggression, 1/6 consultation; "
    "and each obligation, in force, not, or unknown.",
    formula="R_t = weight of the strongest pledge in force in year t",
    reference="Leeds, Ritter, Mitchell and Long (2002), Alliance Treaty Obligations and Provisions, doi 10.1080/03050620213653",
)
def obligations(tables: Store, about: About, window: Window, *, pledge: Pledge = "") -> Result:
    """What treaties bind two states to, year by year."""
    years = within(tables, about, window)
    rows = [_row(about, year, held, pledge) for year, held in years.items()]
    known = [row for row in rows if row["value"] is not None]
    return Result(
        value=known[-1]["value"] if known else None,
        says=owed(about, years),
        rows=rows,
        period=spanned([date(year, 1, 1) for year in years], "A"),
        caveats=(
            *([AFTER] if max(years) > LAST_CODED else []),
            *_other_governments(about, years),
            "A pledge on paper: whether it is kept is another question.",
        ),
    )


def _row(about: About, year: int, held: Held, pledge: str) -> dict[str, Any]:
    words = {True: "yes", False: "no", None: "unknown"}
    has = held.has(pledge) if pledge else None
    nothing = "no pledge on record" if held.coded else "unknown"
    return {
        "period": str(year),
        "value": (None if has is None else float(has)) if pledge else strength(set(held.pledges)),
        "label": ", ".join(item for item in OBLIGATIONS if item in held.pledges) or nothing,
        **{item: words[held.has(item)] for item in OBLIGATIONS},
        "treaty": "; ".join(held.treaties),
        "governments": governments(about, year),
        "source": held.sources,
    }


def _other_governments(about: About, years: Mapping[int, Held]) -> tuple[str, ...]:
    named: dict[str, list[int]] = {}
    for year, held in years.items():
        if held.pledges and (who := governments(about, year)):
            named.setdefault(who, []).append(year)
    return tuple(f"Pledges of {spans([*map(str, own)])} are those of {who}." for who, own in named.items())
