"""Which flags of the audit a figure carries, and how a caveat says them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from realpolitik.errors import UnknownStateError
from realpolitik.findings import Citable, Row
from realpolitik.states.wording import name
from realpolitik.store import Store
from realpolitik.wording.dates import said, year_span
from realpolitik.wording.numbers import money
from realpolitik.wording.sentences import opening

WORLD = "WLD"
MOST = 3
"""So many kinds of flags stand under a figure, those with most money; `realpolitik data audit --about A B` lists all."""
DOUBTED = ("trade", "materials", "votes")
"""Tables that the audit has tests for."""
PARTS = ("share", "index")
"""Units of figures that have a total under them, so that flags of totals touch them."""


def touching(
    tables: Store, read: Sequence[str], about: Sequence[str], rows: Sequence[Row], *, unit: str, measure: str
) -> tuple[Row, ...]:
    """Flags of the tables read that are about these states alone: of their flows first, then of their totals, the most money first.

    An open or explained one touches a figure if a row of it is of that period and office; a corrected one, whose row is not in the
    tables any more, if it is not older than the rows.
    """
    if not rows or not any(table in read for table in DOUBTED):
        return ()
    periods = {str(row.get("period"))[:4] for row in rows}
    offices = " ".join(f"{row.get('reporter') or ''} {row.get('reports') or ''}" for row in rows)
    ours = {*about, ""} | ({WORLD} if unit in PARTS else set())
    # a share of imports rests on what its first state buys of the world, a share of exports on what it sells
    wanted = next((end for word, end in (("export", "a"), ("import", "b")) if word in measure), None)
    found = []
    for flag in tables.flags_of(about[0]) if about else ():
        sides, year = {flag["a"], flag["b"]}, str(flag["period"])[:4]
        if flag["table"] not in read or not sides <= ours or not sides & set(about):
            continue
        if WORLD in sides and wanted and flag[wanted] != about[0]:
            continue
        if flag["table"] == "materials":
            touches = any(
                str(row.get("period"))[:4] == year and row.get("product") == flag["product"] for row in rows
            )
        elif flag["table"] != "trade":
            touches = year >= min(periods)
        elif flag["state"] == "corrected":
            touches = year >= min(periods) and (
                flag["office"] in offices if WORLD in sides else bool(offices.strip())
            )
        else:
            touches = year in periods and flag["office"] in offices
        if touches:
            found.append(flag)
    found.sort(
        key=lambda flag: (WORLD in (flag["a"], flag["b"]), -(flag["at_stake"] or 0), str(flag["period"]))
    )
    return tuple(found)


FIGURES = ("share", "persons")
"""Units of figures that somebody measured, where no row names who: of events (meetings, measures, uses) the press is the source."""


def by_press(rows: Sequence[Row], sources: Mapping[str, Citable], *, unit: str = "") -> tuple[str, ...]:
    """A caveat where figures rest on press reports that name no office, and on nothing else: the last, and how many before it.

    Earlier ones are told of figures that an office is said to have made (rows with a `reporter`, or a unit of `FIGURES`); the sources
    of events are the press.
    """
    alone: dict[str, list[str]] = {}
    for row in rows:
        if _of_press(row, sources):
            ids = [id_ for id_ in str(row["source"]).split() if id_ in sources]
            names = [str(sources[id_].record()["publisher"]) for id_ in ids]
            alone.setdefault(str(row.get("period")), []).extend(names)
    if not alone:
        return ()
    last = max(str(row.get("period")) for row in rows)
    settled = any(str(row.get("period")) == last and not _of_press(row, sources) for row in rows)
    told = []
    if last in alone and not settled:
        told.append(_last(last, list(dict.fromkeys(alone[last]))))
    earlier = sorted(period for period in alone if period != last)
    if earlier and (unit in FIGURES or any(row.get("reporter") for row in rows)):
        names = list(dict.fromkeys(name for period in reversed(earlier) for name in alone[period]))
        periods = ", ".join(said(period) for period in earlier[-LISTED:])
        more = f" and {len(earlier) - LISTED} more" if len(earlier) > LISTED else ""
        others = " and others" if len(names) > 2 else ""
        whose = f"the figures of {periods}{more} are of press reports alone ({', '.join(names[:2])}{others})"
        told.append(f"{f'Before it, {whose}' if told else opening(whose)}, which name no office.")
    return tuple(told)


LISTED = 4
"""So many periods are named, the newest."""


def _of_press(row: Row, sources: Mapping[str, Citable]) -> bool:
    records = [sources[id_].record() for id_ in str(row.get("source") or "").split() if id_ in sources]
    return bool(records) and all(record.get("standing") == "press" for record in records)


def _last(period: str, names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"The figure of {said(period)} is of one press report ({names[0]}), which names no office."
    others = " and others" if len(names) > 2 else ""
    return f"The figures of {said(period)} are of press reports ({', '.join(names[:2])}{others}), which name no office."


def in_words(flags: Iterable[Row]) -> tuple[str, ...]:
    """Flags as caveats, one a flow, test and reason: what is doubted, the other figure, and its state."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for flag in flags:
        if flag["state"] == "explained" and flag["table"] == "trade":
            continue  # told by the interval and by `data audit`; nothing is in doubt
        groups.setdefault(
            (flag["table"], flag["a"], flag["b"], flag["state"], flag["test"], flag["why"]), []
        ).append(flag)
    return tuple(_sentence(one) for one in list(groups.values())[:MOST])


def _sentence(flags: list[Row]) -> str:
    first = flags[0]
    years = sorted({str(flag["period"])[:4] for flag in flags})
    when = year_span(years[0], years[-1])
    if first["table"] == "materials":
        what = f"{str(first['product']).replace('-', ' ')} from {_named(first['a'])} to {_named(first['b'])}"
        price = f"{first['value']:,.0f} dollars a tonne, expected {first['low']:,.0f} to {first['high']:,.0f}"
        return f"Audit, {first['state']}: {what} {when}: {price}: {first['why']}."
    if first["table"] != "trade":
        return f"Audit, {first['state']}: {_named(first['a'])} {when}: {first['why']}."
    flow = f"{_named(first['a'])} to {_named(first['b'])} {when}"
    figures = ", ".join(
        money(flag["value"]) for flag in sorted(flags, key=lambda one: str(one["period"])) if flag["value"]
    )
    told = f"{figures} by {first['office']}" if figures else f"no figure by {first['office']}"
    if first["state"] == "corrected":
        return f"Audit, corrected: {flow}: {told} is not used as published: {first['why']}."
    beside = (
        f", {money(first['other'])} by {first['other_office']}" if first["other"] and len(flags) == 1 else ""
    )
    return f"Audit, {first['state']}: {flow}: {told}{beside}: {first['why']}."


def _named(code: str) -> str:
    """The name of a state; the code of what is none."""
    try:
        return name(code)
    except UnknownStateError:
        return code
