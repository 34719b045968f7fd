"""`realpolitik states [NAME]`: who is who, and when."""

from __future__ import annotations

from realpolitik.cli.output import ListFormat, line, table, write_json
from realpolitik.findings import parse_date
from realpolitik.wording.numbers import number_of


def states(name: str | None = None, *, on: str | None = None, format: ListFormat = "table") -> None:
    """Look a state up by any of its names, or list all, with their codes and dates.

    Parameters
    ----------
    name
        A code, a name or an alias: CHN, China, Peking, PRC. Without it, all states are listed.
    on
        Only states that existed on this date.
    format
        A table for people, or JSON.
    """
    from realpolitik.states import registry, resolve

    day = parse_date(on) if on else None
    found = (
        [resolve(name, on=day)]
        if name
        else [state for state in registry() if day is None or state.lived_on(day)]
    )
    if format == "json":
        write_json([state.record() for state in found])
        return
    table(
        ("code", "name", "COW", "GW", "from", "to", "successors"),
        [
            (
                state.code,
                state.name,
                "" if state.cow is None else str(state.cow),
                "" if state.gw is None else str(state.gw),
                str(state.start or ""),
                str(state.end or ""),
                " ".join(state.successors),
            )
            for state in found
        ],
        right=("COW", "GW"),
    )
    if not name:
        line(number_of(len(found), "states"))
