"""Years in which UN sanctions that concern arms were in force against a state, or parties in it, as far as they were looked up."""

from __future__ import annotations

from realpolitik.store import Store
from realpolitik.wording.dates import year_span

TABLE = "un_sanctions"
IN_FORCE = "UN sanctions on arms in force"
NONE = "no such sanctions on record"
UNKNOWN = "not known"
NOW = 2026
"""A regime that was seen to run in this year or later is taken to run in all years before."""


def embargoed(tables: Store, code: str, years: range) -> dict[int, tuple[str, str]]:
    """What is known of such sanctions in each year; and the source; nothing for a state without any in all of them."""
    if TABLE not in tables.names():  # a folder of one's own tables
        return {}
    found: dict[int, tuple[str, str]] = {}
    for row in tables[TABLE].filter(target=code).iter_rows(named=True):
        if "arms" not in (row["kinds"] or "").split():
            continue
        first = row["from_date"].year
        if row["to_date"]:
            last = known = row["to_date"].year
        elif row["status"] == "running":
            last, known = 9999, row["seen"].year if row["seen"].year < NOW else 9999
        else:
            last, known = row["seen"].year, first  # it ended at some time before it was looked up
        for year in years:
            if first <= year <= known:
                found[year] = (IN_FORCE, row["source_id"])
            elif known < year <= last:
                found.setdefault(year, (UNKNOWN, row["source_id"]))
    return {year: found.get(year, (NONE, "")) for year in years} if found else {}


def said(marks: dict[int, tuple[str, str]], years: dict[int, float], buyer: str) -> tuple[str, ...]:
    """In which years arms were delivered under an embargo, as a caveat; nothing where there was none."""
    if not marks:
        return ()
    under = [year for year, (mark, _) in marks.items() if mark == IN_FORCE]
    given = [str(year) for year in under if years.get(year)]
    deliveries = f"deliveries stand in {', '.join(given)}" if given else "no delivery stands in them"
    spans = year_span(under[0], under[-1]) if under else "no year for certain"
    return (
        (
            f"UN sanctions that concern arms, on {buyer} or parties in it: {spans}, whole years though they began or ended within one; "
            f"{deliveries}. They differ in what they forbid and to whom, and have exceptions; embargoes of other bodies are not looked at."
        ),
    )
