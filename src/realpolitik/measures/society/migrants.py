"""How many persons born in one of two states live in the other."""

from __future__ import annotations

from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.numbers import signed_percent

Row = dict[str, Any]
SUPPLY = "Source with more: United Nations, International Migrant Stock (undesa-migrants), by hand from the address of its record."


@measure(
    "society.migrants",
    unit="persons",
    tables=("migrants",),
    chart="line",
    definition="Persons born in one of two states (or its citizens, where a census asks for that alone) who live in the other, by the "
    "estimates of the United Nations for the middle of every fifth year.",
    formula="M_t(A, B), as estimated from censuses, registers and surveys of the state of residence",
    reference="United Nations, Population Division (2020), International Migrant Stock 2020",
)
def migrants(tables: Store, about: About, window: Window) -> Result:
    """Migrants from each of two states in the other."""
    rows: list[Row] = []
    said: list[str] = []
    missing: list[str] = []
    for origin, home in (about, tuple(reversed(about))):
        found = [
            row
            for row in tables["migrants"]
            .filter(origin=origin, destination=home)
            .sort("period")
            .iter_rows(named=True)
            if row["period"] in window
        ]
        if not found:
            missing.append(f"from {called(origin)} in {called(home)}")
            continue
        series = f"from {called(origin)} in {called(home)}"
        rows += [
            {
                "period": str(row["period"].year),
                "value": float(row["persons"]),
                "series": series,
                "source": row["source_id"],
            }
            for row in found
        ]
        said.append(_told(origin, home, found))
    if not rows:
        raise CoverageError(
            f"the United Nations' estimates give no migrants {' nor '.join(missing)} in the period asked, which is not none.",
            SUPPLY,
        )
    return Result(
        value=rows[-1]["value"] if len(said) == 1 else None,
        says="; ".join(said) + ".",
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=(
            (
                "Estimates end with 2020: whoever moved in the war is not in them. Borders of today: persons born in one part of the Soviet "
                "Union who live in another count as migrants, though few of them crossed a border."
            ),
            *(f"The estimates give none {one}, which is unknown." for one in missing),
        ),
    )


def _told(origin: str, home: str, found: list[Row]) -> str:
    first, last = found[0], found[-1]
    persons = "person" if last["persons"] == 1 else "persons"
    where = f"from {called(origin)} lived in {called(home)} in {last['period'].year}"
    says = f"{last['persons']:,} {persons} {where}"
    if first is last or not first["persons"]:
        return says
    change = last["persons"] / first["persons"] - 1
    return f"{says} ({signed_percent(change)} on {first['period'].year})"
