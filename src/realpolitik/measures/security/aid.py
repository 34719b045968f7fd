"""What a state, or the European Union's institutions, pledged to a state at war."""

from __future__ import annotations

from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.numbers import money

Row = dict[str, Any]
SUPPLY = "Source with more: Kiel Institute, Ukraine Support Tracker (kiel-ukraine-support)."


@measure(
    "security.aid",
    unit="EUR",
    tables=("aid",),
    chart="bars",
    definition="Military, financial and humanitarian aid that one of two states committed to the other while it was at war, by month "
    "of the commitment, in current euros as the Kiel Institute values them.",
    formula="V_t = sum of the commitments of month t, by kind",
    reference="Trebesch and others, The Ukraine Support Tracker, Kiel Institute for the World Economy",
)
def aid(tables: Store, about: About, window: Window) -> Result:
    """Aid that one state committed to the other in its war, by month and kind."""
    recipients = set(tables["aid"]["recipient"])
    sides = [(donor, to) for donor, to in (about, tuple(reversed(about))) if to in recipients]
    if not sides:
        raise CoverageError(
            "the tables have aid to states at war for Ukraine alone, which is neither of the two: aid to other belligerents is not covered.",
            SUPPLY,
        )
    donor, to = sides[0]
    found = [
        row
        for row in tables["aid"]
        .filter(donor=donor, recipient=to)
        .sort("period", "kind")
        .iter_rows(named=True)
        if row["period"] in window
    ]
    if not found:
        raise CoverageError(
            f"the tracker has no commitment of {called(donor)} to {called(to)} in the period asked; it follows 41 donors, most of them "
            "Western, and what it does not follow is unknown.",
            SUPPLY,
        )
    by_kind: dict[str, float] = {}
    for row in found:
        by_kind[row["kind"]] = by_kind.get(row["kind"], 0.0) + row["value_eur"]
    total = sum(by_kind.values())
    kinds = ", ".join(
        f"{kind} {money(value, 'EUR')}" for kind, value in sorted(by_kind.items(), key=lambda one: -one[1])
    )
    first, last = (f"{end(row['period'] for row in found):%B %Y}" for end in (min, max))
    return Result(
        value=total,
        says=f"{called(donor)} committed {money(total, 'EUR')} of aid to {called(to)} from {first} to {last}: "
        f"{kinds}.",
        rows=_by_year(found),
        period=spanned([row["period"] for row in found], "M"),
        caveats=(
            "Commitments, not deliveries; commitments without a date are not in the months, and the tracker's own totals are higher by them.",
            "Arms and goods at market prices, in doubt the higher one, as the tracker values them.",
        ),
    )


def _by_year(found: list[Row]) -> list[Row]:
    """Sums by year and kind: months are too many for one chart."""
    sums: dict[tuple[int, str], float] = {}
    for row in found:
        key = (row["period"].year, row["kind"])
        sums[key] = sums.get(key, 0.0) + row["value_eur"]
    return [
        {
            "period": str(year),
            "value": float(value),
            "series": kind,
            "source": "kiel-ukraine-support",
        }
        for (year, kind), value in sorted(sums.items())
    ]
