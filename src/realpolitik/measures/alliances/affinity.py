"""What brings two states together or sets them apart beside treaties: regimes, organisations, rivalry, disputes, over time."""

from __future__ import annotations

from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.alliances.sentences import spans
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of

Row = dict[str, Any]
HOSTILITY = ("no dispute", "no militarized action", "threat", "display of force", "use of force", "war")
"""Levels of hostility in militarized disputes."""
LAST_DISPUTES, LAST_RIVALRY = 2010, 2020
"""Last years that the lists of disputes and of rivalries cover."""


def years_of(window: Window, first: int, last: int) -> list[int]:
    """The years from the first to the last that the window touches."""
    low, high = window.start or date.min, window.end or date.max
    return [year for year in range(first, last + 1) if low <= date(year, 12, 31) and date(year, 1, 1) <= high]


def regime_distance(tables: Store, about: About, window: Window) -> list[Row]:
    """Absolute difference of the two states' electoral democracy, 0 to 1, by year."""
    scores: dict[date, dict[str, float]] = {}
    for code in about:
        for row in tables["regimes"].filter(state=code).iter_rows(named=True):
            if row["period"] in window:
                scores.setdefault(row["period"], {})[code] = row["polyarchy"]
    first, second = about
    return [
        {
            "period": f"{day:%Y}",
            "value": abs(held[first] - held[second]),
            "first": held[first],
            "second": held[second],
            "source": "vdem",
        }
        for day, held in sorted(scores.items())
        if len(held) == 2
    ]


@measure(
    "affinity.regimes",
    unit="index",
    tables=("regimes",),
    definition="How far apart two regimes are: difference of V-Dem's electoral democracy index, from 0 (alike) to 1.",
    formula="d_t = |polyarchy_at - polyarchy_bt|",
    reference="Teorell and others (2019), Measuring polyarchy across the globe, doi 10.1007/s12116-018-9268-z",
)
def regimes(tables: Store, about: About, window: Window) -> Result:
    """How far apart the regimes of two states are, by year."""
    rows = regime_distance(tables, about, window)
    if not rows:
        raise CoverageError(
            f"the table has no year with the regimes of both {called(about[0])} and {called(about[1])} in the period asked; it holds major "
            "states, 1946 to 2025.",
            "Source with more: V-Dem (vdem).",
        )
    last = rows[-1]
    return Result(
        value=last["value"],
        says=f"The regimes of {called(about[0])} ({last['first']:.2f}) and {called(about[1])} ({last['second']:.2f}) stand {last['value']:.2f} "
        f"apart in {last['period']}, on a scale of electoral democracy from 0 to 1.",
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=(
            "Two closed regimes are close here whatever they believe: it is a distance of institutions, not of ideologies.",
            "The table keeps V-Dem's point estimates, without their intervals.",
        ),
    )


@measure(
    "affinity.organisations",
    unit="organisations",
    tables=("organisations",),
    definition="Intergovernmental organisations of which both states are full members.",
    formula="n_t = number of organisations that both belong to in year t",
    reference="Pevehouse, Nordstrom, McManus and Jamison (2020), Tracking organizations in the world, doi 10.1177/0022343319881175",
)
def organisations(tables: Store, about: About, window: Window) -> Result:
    """In how many organisations two states sit together."""
    low, high = sorted(about)
    rows = [
        {"period": f"{row['period']:%Y}", "value": float(row["shared"]), "source": row["source_id"]}
        for row in tables["organisations"].filter(a=low, b=high).sort("period").iter_rows(named=True)
        if row["period"] in window
    ]
    if not rows:
        raise CoverageError(
            f"shared organisations of {called(about[0])} and {called(about[1])} are not on record in the period asked; the table holds major "
            "states, 1946 to 2014.",
            "Source with more pairs: Correlates of War (cow-igo).",
        )
    first, last = rows[0], rows[-1]
    return Result(
        value=last["value"],
        says=f"{called(about[0])} and {called(about[1])} sat together in {last['value']:.0f} intergovernmental organisations in {last['period']}"
        + (f", after {first['value']:.0f} in {first['period']}." if len(rows) > 1 else "."),
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=(
            "The list ends in 2014; what came after, such as the bank of the BRICS and later members of the SCO, is not in it.",
            "Membership counts alike in a world organisation and in a club of few. One source, and no range.",
        ),
    )


def conflict_by_year(tables: Store, about: About, window: Window) -> list[Row]:
    """Highest hostility in a militarized dispute and whether a rivalry stands, for each year of the lists."""
    low, high = sorted(about)
    disputes = tables["disputes"].filter(a=low, b=high)
    worst = {
        day.year: (level, number)
        for day, level, number in disputes.group_by("period")
        .agg(_max("hostility"), _count("dispute"))
        .sort("period")
        .rows()
    }
    rivalries = tables["rivalries"].filter(a=low, b=high).rows(named=True)
    covered = set(tables["disputes"]["a"]) | set(tables["disputes"]["b"])
    first, last = (_lives(code) for code in about)
    rows = []
    for year in years_of(window, 1946, LAST_RIVALRY):
        if not (first(year) and last(year)):
            continue
        rival = [row for row in rivalries if row["from_year"] <= year <= row["to_year"]]
        known = year <= LAST_DISPUTES and set(about) <= covered
        level, number = worst.get(year, (0, 0))
        rows.append(
            {
                "period": str(year),
                "value": float(level) if known else None,
                "label": HOSTILITY[level] if known else "unknown",
                "disputes": number if known else None,
                "rivalry": "yes" if rival else "no",
                "about": " ".join(row["about"] for row in rival),
                "source": "gml-mid tss-rivalries" if known else "tss-rivalries",
            }
        )
    return rows


def _max(column: str) -> Any:
    import polars as pl

    return pl.col(column).max()


def _count(column: str) -> Any:
    import polars as pl

    return pl.col(column).n_unique()


def _lives(code: str) -> Any:
    from realpolitik.states import state

    life = state(code).life
    return lambda year: any(
        first.year <= year and (last is None or year <= last.year) for first, last in life
    )


@measure(
    "affinity.conflict",
    unit="hostility",
    tables=("disputes", "rivalries"),
    chart="bars",
    definition="Highest hostility between two states in a militarized dispute of the year (0 none, 2 threat, 3 display, 4 use of force, 5 "
    "war), and whether they are strategic rivals.",
    formula="h_t = max over disputes of year t of the higher hostility of the two sides",
    reference="Gibler, Miller and Little (2016), doi 10.1093/isq/sqw045; Thompson, Sakuwa and Suhas (2021), doi 10.1007/978-981-16-6671-1",
)
def conflict(tables: Store, about: About, window: Window) -> Result:
    """Rivalry and militarized disputes of two states, by year."""
    rows = conflict_by_year(tables, about, window)
    known = [row for row in rows if row["value"] is not None]
    if not known:
        raise CoverageError(
            f"disputes of {called(about[0])} and {called(about[1])} are not on record in the period asked; the table holds major states, 1946 to "
            f"{LAST_DISPUTES}: later years are unknown, not peaceful.",
            "Source with more pairs and years: Gibler, Miller and Little (gml-mid).",
        )
    rows = [
        {key: item for key, item in row.items() if key != "label"} | {"level": row["label"]} for row in known
    ]
    fought = [row["period"] for row in rows if row["value"] > 0]
    rival = [row["period"] for row in rows if row["rivalry"] == "yes"]
    return Result(
        value=float(len(fought)),
        says=f"{called(about[0])} and {called(about[1])} had a militarized dispute in {len(fought)} of {number_of(len(rows), 'years')}"
        + (forced([row for row in rows if row["value"]]) if fought else "")
        + (f"; strategic rivals in {spans(rival)}." if rival else "; no strategic rivals in these years."),
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=(
            f"Disputes are coded to {LAST_DISPUTES}: later years are unknown, not peaceful. A year of the list without a dispute is 0.",
            "A dispute is a threat, display or use of force by a state; quarrels in words are not in it.",
        ),
    )


def forced(disputes: list[Row]) -> str:
    """How many years saw force used, and the years of disputes that reached war: the level is that of the whole dispute."""
    wars = [row["period"] for row in disputes if row["value"] == 5]
    forced = sum(row["value"] >= 4 for row in disputes)
    said = f", with force used in {forced}" if forced else ", without the use of force"
    return said + (f", and disputes of {spans(wars)} that reached war" if wars else "")
