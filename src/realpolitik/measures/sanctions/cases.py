"""Cases of the Global Sanctions Data Base that a user has fetched: who sanctions whom, and what runs on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, parse_date, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.sanctions.options import InForceOn, Third
from realpolitik.states import groups, members
from realpolitik.states.wording import called, name
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of

if TYPE_CHECKING:
    import polars as pl

Row = Mapping[str, Any]
CASES = "sanction_cases"
EVERYONE = "UN"
"""The sender of cases that bind all members of the United Nations."""
ONGOING = "ongoing"
SUPPLY = (
    "`realpolitik fetch gsdb --file GSDB_V4.csv` reads the Global Sanctions Data Base, which its authors send on request "
    "(https://www.globalsanctionsdatabase.com/)."
)


@dataclass(frozen=True, slots=True)
class Case:
    """A case: who keeps it up, members of groups as of the day asked about, and whom it is against.

    Attributes
    ----------
    row
        The row of the table.
    senders
        Codes of states and of groups as written; of groups whose members are known, these as well.
    """

    row: Row
    senders: frozenset[str]
    targets: frozenset[str]

    def by(self, code: str) -> bool:
        """Whether a state is among its senders; a sanction of the United Nations is everybody's but its target's."""
        return code in self.senders or (EVERYONE in self.senders and code not in self.targets)


def cases(table: pl.DataFrame, day: date) -> list[Case]:
    """The cases that run on a day, in their order.

    A case that ends in the last year of the release and is marked as ongoing runs on: the release ends, not the case. One that began
    in the year of the day counts, since only years are known.
    """
    last = table["end"].max()
    return [
        Case(row, _senders(row["sender"], day), frozenset(row["target"].split()))
        for row in table.sort("period", "case").iter_rows(named=True)
        if row["period"] <= day and _runs(row, day, last)
    ]


def _runs(row: Row, day: date, last: Any) -> bool:
    return (
        row["end"] is None or row["end"] >= day or (row["end"] == last and ONGOING in (row["success"] or ""))
    )


def _senders(written: str, day: date) -> frozenset[str]:
    words = written.split()
    known = {word for word in words if word in groups()}
    return frozenset({*words, *(code for word in known for code in members(word, on=day))})


@measure(
    "sanctions.cases",
    unit="cases",
    tables=(CASES,),
    chart="dots",
    definition="Cases of the Global Sanctions Data Base that run on a given date between two states, either way, and with `third` "
    "those of all others against them; a group counts as its members of that day, and the United Nations as all but the target.",
    formula="running: begin <= day, and end >= day, or end = last year of the release and success = ongoing",
    reference="Felbermayr and others (2020), The global sanctions data base, doi 10.1016/j.euroecorev.2020.103561",
)
def running(
    tables: Store, about: About, window: Window, *, on: InForceOn = "", third: Third = False
) -> Result:
    """Sanctions between two states by the Global Sanctions Data Base, where it has been fetched."""
    if CASES not in tables.names():
        raise CoverageError(
            "The Global Sanctions Data Base has not been fetched, and no part of it is embedded.", SUPPLY
        )
    table = tables[CASES]
    last: date = table["end"].max() or table["period"].max()  # type: ignore[assignment]
    day = parse_date(on, last=True) if on else (window.end or last)
    if day < table["period"].min():  # type: ignore[operator]
        raise CoverageError(f"the cases begin in {table['period'].min().year}, after {day}.", SUPPLY)  # type: ignore[union-attr]
    found = [(one, said) for one in cases(table, day) if (said := _between(one, about, third=third))]
    pair = f"{called(about[0])} and {called(about[1])}"
    if not found and (unknown := [called(code) for code in about if not _named(table, code)]):
        raise CoverageError(
            f"of {number_of(table.height, 'cases')} fetched none names {' or '.join(unknown)}, as sender or as target, alone or in a group.",
            SUPPLY,
        )
    counts: dict[str, int] = {}
    for _, said in found:
        counts[said] = counts.get(said, 0) + 1
    listed = "; ".join(
        f"{count} {'case' if count == 1 else 'cases'} {said}" for said, count in counts.items()
    )
    when = f"{day:%-d %B %Y}"
    return Result(
        value=float(len(found)),
        says=f"Running on {when}, by the Global Sanctions Data Base: {listed}."
        if found
        else f"No case between {pair} runs on {when}, by the Global Sanctions Data Base.",
        rows=[_row(one, said) for one, said in found],
        period=spanned([min((one.row["period"] for one, _ in found), default=day), day], "D"),
        caveats=(
            "A case is a list of senders and targets and gives years, not days: two senders of a case need not act together.",
            *_beyond(day, last),
            *_unknown(one for one, _ in found),
        ),
    )


def _between(one: Case, about: About, *, third: bool) -> str:
    """Whose case against whom, in words; empty where it is not asked for."""
    for sender, target in (about, tuple(reversed(about))):
        if target in one.targets and one.by(sender):
            return f"of {called(sender)} against {called(target)}"
    hit = [called(code) for code in about if code in one.targets]
    return f"of others against {' and '.join(hit)}" if third and hit else ""


def _named(table: pl.DataFrame, code: str) -> bool:
    """Whether a state stands in any case, by name or in a group that it belonged to when the case began."""
    for period, sender, target in table.select("period", "sender", "target").iter_rows():
        if code in target.split() or code in _senders(sender, period):
            return True
    return False


def _row(one: Case, series: str) -> dict[str, Any]:
    row = one.row
    return {
        "period": str(row["period"].year),
        "value": 1.0,
        "series": series,
        "label": f"{row['sender']}: case {row['case']}",
        "case": row["case"],
        "sender": row["sender"],
        "target": row["target"],
        "instrument": row["kinds"],
        "classes": row["kinds"].replace(" ", ", "),
        "sectors": row["trade_detail"] or "",
        "objective": row["objective"] or "",
        "scenario": "",
        "source": row["source_id"],
    }


def _beyond(day: date, last: date) -> tuple[str, ...]:
    if day <= last:
        return ()
    return (
        f"The release ends with {last.year}: what began or ended from then to {day:%-d %B %Y} is not in it.",
    )


def _unknown(found: Any) -> tuple[str, ...]:
    """Organisations whose members the program does not know by date."""
    words = sorted(
        {
            word
            for one in found
            for word in one.row["sender"].split()
            if word not in (*groups(), EVERYONE) and not name_known(word)
        }
    )
    if not words:
        return ()
    return (
        f"Members of {', '.join(words)} are not resolved: a case of theirs counts for none of their members.",
    )


def name_known(code: str) -> bool:
    """Whether a code of the table is a state's."""
    from realpolitik.errors import UnknownStateError

    try:
        return bool(name(code))
    except UnknownStateError:
        return False
