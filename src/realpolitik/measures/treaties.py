"""What treaties bind two states to, by date: obligations, and how rigid they are.

The Alliance Treaty Obligations and Provisions project codes pledges to 2018. A curated table of treaties with their articles
carries single ones further. Outside both, what binds two states is unknown, which is not the same as nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.wording import name, spanned
from realpolitik.states import state
from realpolitik.store import Store

OBLIGATIONS = ("defence", "offence", "neutrality", "non-aggression", "consultation")
LAST_CODED = 2018
"""The last year that ATOP 5.1 codes."""


def rigidity(obligations: set[str]) -> float:
    """How rigid a set of obligations is, 0 to 1: active help ranks above standing aside, and that above talk.

    1 for a pledge of defence or offence, 2/3 for neutrality, 1/3 for non-aggression, 1/6 for consultation alone: the
    order of Chiba, Johnson and Leeds (2015), doi 10.1017/S0022381615000572, with consultation put below non-aggression.

    Examples
    --------
    >>> rigidity({"defence", "consultation"}), rigidity({"non-aggression", "consultation"}), rigidity(set())
    (1.0, 0.3333333333333333, 0.0)
    """
    for pledge, weight in (
        ("defence", 1),
        ("offence", 1),
        ("neutrality", 2 / 3),
        ("non-aggression", 1 / 3),
        ("consultation", 1 / 6),
    ):
        if pledge in obligations:
            return float(weight)
    return 0.0


def _coded(tables: Store, about: About) -> dict[int, dict[str, str]]:
    """Obligations coded by ATOP, by year: obligation to source."""
    low, high = sorted(about)
    found: dict[int, dict[str, str]] = {}
    for row in tables["atop"].filter(a=low, b=high).iter_rows(named=True):
        for year in range(row["from_year"], row["to_year"] + 1):
            found.setdefault(year, {})[row["obligation"]] = row["source_id"]
    return found


def _signed(tables: Store, about: About) -> list[dict[str, Any]]:
    return [
        row
        for row in tables["treaties"].iter_rows(named=True)
        if set(about) <= set(row["parties"].split()) and row["in_force"] is not None
    ]


def _pledged(treaty: dict[str, Any]) -> set[str]:
    columns = {"non-aggression": "non_aggression"}
    return {pledge for pledge in OBLIGATIONS if treaty[columns.get(pledge, pledge)] == "yes"}


def obligations_by_year(tables: Store, about: About) -> dict[int, dict[str, str]]:
    """Obligation to source, for each year in which something is on record or coded as absent.

    Years to 2018 are those of ATOP, and between its first and last coded year of the pair an empty year means no pledge. A
    curated treaty covers each year in which it was in force on 31 December, also after 2018.
    """
    found = _coded(tables, about)
    if found:
        for year in range(min(found), LAST_CODED + 1):
            found.setdefault(year, {})
    for treaty in _signed(tables, about):
        end = treaty["ended"].year - 1 if treaty["ended"] else _last_curated(tables)
        for year in range(treaty["in_force"].year, end + 1):
            for pledge in _pledged(treaty):
                found.setdefault(year, {}).setdefault(pledge, treaty["source_id"])
    return {
        year: held for year, held in sorted(found.items()) if all(_lived_in(code, year) for code in about)
    }


def _last_curated(tables: Store) -> int:
    """The last year of which the curated table knows: that of its latest signature."""
    return max(row["signed"].year for row in tables["treaties"].iter_rows(named=True))


def _lived_in(code: str, year: int) -> bool:
    return any(first.year <= year and (last is None or year <= last.year) for first, last in state(code).life)


@measure(
    "treaties.obligations",
    unit="index",
    tables=("atop", "treaties"),
    definition="Rigidity of what treaties bind two states to: 1 help in war, 2/3 neutrality, 1/3 non-aggression, 1/6 consultation.",
    formula="R_t = weight of the strongest pledge in force in year t",
    reference="Leeds, Ritter, Mitchell and Long (2002), Alliance Treaty Obligations and Provisions, doi 10.1080/03050620213653",
)
def obligations(tables: Store, about: About, window: Window, *, pledge: str = "") -> Result:
    """What treaties bind two states to, year by year."""
    if pledge and pledge not in OBLIGATIONS:
        raise UnknownNameError("obligation", pledge, OBLIGATIONS)
    years = {
        year: held
        for year, held in obligations_by_year(tables, about).items()
        if date(year, 12, 31) in window or date(year, 1, 1) in window
    }
    if not years:
        raise CoverageError(
            f"no treaty of {name(about[0])} and {name(about[1])} is coded or curated in the period asked: what binds them is "
            "unknown, not nothing.",
            "Source with more: ATOP (atop), 1815 to 2018.",
        )
    rows = []
    for year, held in years.items():
        value = float(pledge in held) if pledge else rigidity(set(held))
        rows.append(
            {
                "period": str(year),
                "value": value,
                "label": ", ".join(item for item in OBLIGATIONS if item in held) or "no pledge on record",
                "source": " ".join(dict.fromkeys(id_ for ids in held.values() for id_ in ids.split()))
                or "atop",
            }
        )
    last = rows[-1]
    defended = [row["period"] for row in rows if "defence" in row["label"]]
    return Result(
        value=last["value"],
        says=f"{name(about[0])} and {name(about[1])} in {last['period']}: {last['label']}; "
        + (
            f"a pledge of defence held in {_spans(defended)}."
            if defended
            else "no pledge of defence is on record in these years."
        ),
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=(
            f"ATOP codes to {LAST_CODED}; later years rest on the curated treaties alone, so a later pledge may be missing.",
            "A pledge on paper: whether it is kept is another question.",
        ),
    )


def _spans(periods: list[str]) -> str:
    """Years as spans: `1945–1980`."""
    years = sorted(map(int, periods))
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return " and ".join(f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)
