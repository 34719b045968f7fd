"""Sanctions in force between states: the dated ledger, by sender, target and instrument."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.findings import Window, parse_date, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.sanctions.ledger import (
    EVERYONE,
    GROUPS,
    InForce,
    in_force,
    is_suspension,
    months_of,
    sectors_of,
    senders,
    targets,
)
from realpolitik.measures.sanctions.options import InForceOn, JoinedSince, Sector, Sender, Target, Third
from realpolitik.states import groups
from realpolitik.states.groups import side
from realpolitik.states.wording import called, name, the
from realpolitik.store import Store
from realpolitik.wording.dates import day_in_words
from realpolitik.wording.numbers import number_of

Row = dict[str, Any]
_SUPPLY = "Source with more: Global Sanctions Data Base (gsdb)."


@measure(
    "sanctions.count",
    unit="measures",
    tables=("sanctions",),
    chart="dots",
    definition="Measures in the ledger, by day of adoption, that anyone took against one of the two states.",
    formula="n(t) = number of measures with date <= t",
    reference="Felbermayr and others (2020), The global sanctions data base, doi 10.1016/j.euroecorev.2020.103561",
)
def count(tables: Store, about: About, window: Window, *, target: Target = "", sender: Sender = "") -> Result:
    """Sanctions adopted against two states, by day."""
    wanted = (target,) if target else about
    rows = [
        row
        for row in tables["sanctions"].iter_rows(named=True)
        if row["date"] in window
        and any(code in row["target"].split() for code in wanted)
        and (not sender or sender in senders(row))
    ]
    if not rows:
        raise CoverageError(
            f"the ledger has no sanctions against {' or '.join(map(called, wanted))} in the period asked.",
            "Source with more: Global Sanctions Data Base (gsdb).",
        )
    rows = sorted(rows, key=lambda row: (row["date"], row["sender"], row["measure"]))
    totals = {code: sum(code in row["target"].split() for row in rows) for code in wanted}
    return Result(
        value=float(len(rows)),
        says="The ledger has "
        + " and ".join(
            f"{_counted(number, 'measure')} against {called(code)}"
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


def _against(tables: Store, about: Sequence[str], window: Window) -> list[Row]:
    """Rows of the ledger against any of the states, oldest first; none raises `CoverageError`."""
    found = [
        row
        for row in tables["sanctions"].sort("date", "sender", "measure").iter_rows(named=True)
        if (window.end is None or row["date"] <= window.end) and any(_named(row, code) for code in about)
    ]
    if not found:
        raise CoverageError(
            f"the ledger has no sanctions against {' or '.join(map(called, about))} in the period asked.",
            _SUPPLY,
        )
    return found


@measure(
    "sanctions.intensity",
    unit="index",
    tables=("sanctions",),
    definition="Sum of the weights of all measures in force against a state at the end of each month: 1 for persons and firms, "
    "2 for a part of an economy's flows, 3 for a whole flow; what was suspended or replaced is left out.",
    formula="I(t) = sum over measures in force at t of the weights of their classes",
    reference="Felbermayr and others (2020), The global sanctions data base, doi 10.1016/j.euroecorev.2020.103561; weights ours",
)
def intensity(tables: Store, about: About, window: Window) -> Result:
    """How heavy the sanctions in force against two states are, by month."""
    found = _against(tables, about, window)
    first = window.start or found[0]["date"]
    last = window.end if window.end and window.end < found[-1]["date"] else found[-1]["date"]
    if first > last:
        raise CoverageError(f"the ledger ends on {last}, before the period asked ({window}).", _SUPPLY)
    ends = [month - timedelta(days=1) for month in months_of(first, last)[1:]] + [last]
    rows: list[Row] = []
    for end in ends:
        standing = in_force(found, end)
        rows += [
            _month(code, end, [one for one in standing if targets(one.row, among=[code])]) for code in about
        ]
    # months without a measure have no row: the ledger is a selection, and its silence no zero
    rows = [row for row in rows if row["measures"]]
    if not rows:
        raise CoverageError(
            f"no measure against {' or '.join(map(called, about))} was in force in the period asked.", _SUPPLY
        )
    latest = {row["series"]: row for row in rows if row["period"] == f"{last:%Y-%m}"}
    heaviest = max(latest.values(), key=lambda row: row["value"])
    listed = " and ".join(
        f"{_counted(row['measures'], 'measure')} against {the(series)}"
        for series, row in sorted(latest.items(), key=lambda pair: -pair[1]["measures"])
    )
    return Result(
        value=heaviest["value"],
        says=f"The ledger, a selection, has {listed} in force in {last:%B %Y}.{_silent(found, about)}",
        rows=rows,
        period=spanned([first, last], "M"),
        caveats=(
            "The weights are a judgement (measures/sanctions/sanction_kinds.yaml), and the ledger is a selection: compare months, not states.",
            "Intensity counts what was decided, not what it costs: the scenarios compute that.",
        ),
    )


def _silent(found: Sequence[Row], about: Sequence[str]) -> str:
    """What the ledger has nothing on, which is not nothing."""
    unknown = [called(code) for code in about if not any(_named(row, code) for row in found)]
    return f" Not covered: the ledger has nothing on {' and '.join(unknown)}." if unknown else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _month(code: str, end: date, standing: Sequence[InForce]) -> Row:
    return {
        "period": f"{end:%Y-%m}",
        "value": float(sum(one.weight for one in standing)),
        "series": name(code),
        "measures": len(standing),
        "source": " ".join(dict.fromkeys(id_ for one in standing for id_ in one.row["source_id"].split())),
    }


def _row(one: InForce, series: str) -> dict[str, Any]:
    """A measure in force as a row of a finding."""
    return {
        "period": one.row["date"].isoformat(),
        "value": 1.0,
        "series": series,
        "label": f"{one.row['sender']}: {one.row['measure']}",
        "sender": one.row["sender"],
        "target": one.row["target"],
        "instrument": one.row["instrument"],
        "classes": ", ".join(one.classes) or "legal basis",
        "sectors": one.row["sectors"],
        "weight": one.weight,
        "scenario": " ".join(one.scenarios),
        "source": one.row["source_id"],
    }


@measure(
    "sanctions.in_force",
    unit="measures",
    tables=("sanctions",),
    chart="dots",
    blocs=True,
    definition="Measures in force on a given date between two states, either way, and with `third` those of all others against "
    "them, with instrument, class and sector, and the scenario that models them.",
    formula="in force: effective <= day, and not ended, replaced or suspended on the day",
    reference="Felbermayr and others (2020), The global sanctions data base, doi 10.1016/j.euroecorev.2020.103561",
)
def standing(
    tables: Store,
    about: About,
    window: Window,
    *,
    on: InForceOn = "",
    third: Third = False,
    sector: Sector = "",
) -> Result:
    """Sanctions in force between two states on a given date."""
    everything = list(tables["sanctions"].sort("date", "sender", "measure").iter_rows(named=True))
    day = parse_date(on, last=True) if on else (window.end or max(row["date"] for row in everything))
    if day < min(row["date"] for row in everything):
        raise CoverageError(
            f"the ledger begins on {everything[0]['date']}: what stood on {day} is not in it.", _SUPPLY
        )
    latest = everything[-1]["date"]
    if not on and window.start and window.start > latest:
        raise CoverageError(f"the ledger ends on {latest}, before the period asked ({window}).", _SUPPLY)
    known_sectors = {part for row in everything for part in sectors_of(row)}
    if sector and sector not in known_sectors:
        raise UnknownNameError("sector of the ledger", sector, known_sectors)
    known = {code for row in everything for code in (*row["sender"].split(), *row["target"].split())}
    known |= {code for row in everything for code in senders(row)}
    if unknown := [called(code) for code in about if not side(code, day) & known]:
        raise CoverageError(f"the ledger has nothing on {' or '.join(unknown)}.", _SUPPLY)
    found = [
        one
        for one in in_force(everything, day)
        if _between(one, about, day, third=third) and (not sector or sector in sectors_of(one.row))
    ]
    rows = [_row(one, _between(one, about, day, third=third)) for one in found]
    blocs = [code for code in about if code in groups()]
    pair = f"{called(about[0])} and {called(about[1])}"
    counts = Counter(row["series"] for row in rows)
    listed = "; ".join(f"{_counted(count, 'measure')} {series}" for series, count in counts.items())
    return Result(
        value=float(len(rows)),
        says=f"In force on {day:%-d %B %Y}, by the ledger: {listed}."
        if rows
        else f"On {day:%-d %B %Y} no measure between {pair} is in force by the ledger.",
        rows=rows,
        period=spanned([min((one.row["date"] for one in found), default=day), day], "D"),
        caveats=(
            "The ledger is a selection: a measure that is not in it may still stand.",
            *(
                f"A measure counts as one of {called(bloc)} where at least one of its {number_of(len(side(bloc, day)), 'members')} keeps it up, or is "
                "its target; each row names who took it."
                for bloc in blocs
            ),
            *(
                [
                    f"The ledger ends on {latest:%-d %B %Y}: what was taken or lifted from then to {day:%-d %B %Y} is not in it."
                ]
                if day > latest
                else []
            ),
        ),
    )


def _between(one: InForce, about: Sequence[str], day: date, *, third: bool) -> str:
    """Whose measure against whom, in words; empty where it is not asked for. A bloc is its members of the day."""
    a, b = about
    for sender, target in ((a, b), (b, a)):
        hit = targets(one.row, among=side(target, day) - one.senders)
        if side(sender, day) & one.senders and hit:
            by_name = any(_named(one.row, code) for code in hit)
            whom = called(target) if by_name else f"all states, {called(target)} among them"
            return f"of {called(sender)} against {whom}"
    hit = [called(code) for code in about if any(_named(one.row, member) for member in side(code, day))]
    return f"of others against {' and '.join(hit)}" if third and hit else ""


@measure(
    "sanctions.joined",
    unit="states",
    tables=("sanctions",),
    chart="dots",
    definition="States that had taken a measure against one of two states, by the day of their first on the ledger; groups count "
    "as their members of that day.",
    formula="N(t) = number of senders with a first measure <= t",
    reference="Felbermayr and others (2020), The global sanctions data base, doi 10.1016/j.euroecorev.2020.103561",
)
def joined(
    tables: Store, about: About, window: Window, *, target: Target = "", since: JoinedSince = ""
) -> Result:
    """Who joined the sanctions against two states, and when."""
    wanted = (target,) if target else about
    start = parse_date(since) if since else window.start
    found = [row for row in _against(tables, wanted, window) if not is_suspension(row)]
    rows: list[Row] = []
    counts: dict[str, set[str]] = {}
    for code in wanted:
        seen = counts.setdefault(code, set())
        for row in found:
            new = (
                senders(row) - set(GROUPS) - seen
                if _named(row, code) and (start is None or row["date"] >= start)
                else set()
            )
            if new:
                seen |= new
                rows.append(
                    {
                        "period": row["date"].isoformat(),
                        "value": float(len(seen)),
                        "series": f"against {name(code)}",
                        "label": ", ".join(sorted(new)),
                        "source": row["source_id"],
                    }
                )
    if not rows:
        raise CoverageError(
            f"no state has a measure against {' or '.join(map(called, wanted))} in the period asked.", _SUPPLY
        )
    listed = " and ".join(
        f"{_counted(len(seen), 'state')} {'has' if len(seen) == 1 else 'have'} taken measures against {called(code)}"
        for code, seen in counts.items()
        if seen
    )
    first, last = (day_in_words(parse_date(pick(row["period"] for row in rows))) for pick in (min, max))
    biggest = max(counts.values(), key=len)
    return Result(
        value=float(len(biggest)),
        says=f"On the ledger {listed}, the first on {first}, the last on {last}.",
        rows=rows,
        period=spanned([parse_date(row["period"]) for row in rows], "D"),
        caveats=(
            "The day a state first appears on this ledger, which is a selection: some joined earlier than it shows.",
            "Small states that joined the Union's measures are not in it (the group sanctioning-russia has them).",
        ),
    )


def _named(row: Mapping[str, Any], code: str) -> bool:
    """Against the state by name or group: a measure against all the world is no joining against one."""
    return EVERYONE not in row["target"].split() and bool(targets(row, among=[code]))
