"""A world of one's own from the tables of the store: read, merged as a file says, settled, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.errors import CoverageError, FileFormatError, OptionError
from realpolitik.store import Store
from realpolitik.store.safe import read_yaml

if TYPE_CHECKING:
    from realpolitik.models.equilibrium import World

TABLE = "input_output"
REST = "rest"
"""In a file of labels, in place of members: all that no other label names."""
OWN = "oecd-"
"""Before codes of industries that no label holds: those of other tables, such as C20, mean other industries."""
FOUR = 4.0
"""Trade elasticity of every sector where a table is settled, which moves little."""


def made(
    source: str,
    *,
    economies: Path | None = None,
    sectors: Path | None = None,
    store: Store | None = None,
) -> World:
    """A world from the store that holds its identities.

    Parameters
    ----------
    source
        `icio:2020`: a year of the OECD's inter-country input-output tables, which `realpolitik fetch icio` puts there.
    economies, sectors
        YAML files of labels: `{WEST: [USA, CAN], RUS: [RUS], ROW: rest}`. `rest` is all that no other label names; without it they
        stay by themselves. A label of sectors that the embedded worlds have, such as `vehicles`, takes their elasticities.
    store
        Where tables come from.

    Raises
    ------
    OptionError
        The source is not written as above.
    CoverageError
        The store has no such year.
    FileFormatError
        A file is not as above, names a member twice, or one that the table does not have.
    WorldError, ConvergenceError
        The table makes no world; the message says where.
    """
    from realpolitik.models.equilibrium import elasticities
    from realpolitik.models.equilibrium.icio import from_cells

    year = _year(source)
    rough = from_cells(_cells(year, store or Store()), negative_added="zero")
    named = {code: f"{OWN}{code}" for code in rough.sectors}
    world = rough.aggregate(
        states=_into(economies, rough.states, {}) if economies else None,
        sectors=_into(sectors, rough.sectors, named) if sectors else named,
    )
    settled = world.settle(elasticities(world.sectors, FOUR))
    return settled.with_(name=f"icio-{year}", notes=(f"OECD inter-country input-output tables, {year}", *settled.notes)).check()  # fmt: skip


def _year(source: str) -> int:
    found = re.fullmatch(r"icio:(\d{4})", source)
    if found is None:
        raise OptionError(f"from {source!r}: write icio and a year, such as icio:2020")
    return int(found[1])


def _cells(year: int, store: Store) -> Any:
    import polars as pl

    fetch = "`realpolitik fetch icio` says how to get the tables."
    if TABLE not in store:
        raise CoverageError("the store has no input-output tables.", fetch)
    table = store.scan(TABLE)
    found = table.filter(pl.col("period") == date(year, 1, 1)).collect()
    if found.is_empty():
        years = sorted(day.year for day in table.select("period").unique().collect()["period"])
        there = ", ".join(map(str, years)) or "no year"
        raise CoverageError(f"the store has no input-output table of {year}; it has {there}.", fetch)
    return found


def _into(path: Path, known: Sequence[str], otherwise: Mapping[str, str]) -> dict[str, str]:
    """Old label to new label, as a file says."""
    about = read_yaml(path)
    if not isinstance(about, dict) or not about:
        raise FileFormatError(str(path), "is no list of labels: write `WEST: [USA, CAN]`, a line a label")
    found: dict[str, str] = {}
    rest = [str(label) for label, members in about.items() if members == REST]
    if len(rest) > 1:
        raise FileFormatError(str(path), f"has two labels for the rest: {rest[0]} and {rest[1]}")
    for label, members in about.items():
        if members == REST:
            continue
        for member in [members] if isinstance(members, str) else members or ():
            if str(member) not in known:
                raise FileFormatError(
                    str(path), f"names {member}, which the table does not have: {', '.join(known[:8])} …"
                )
            if str(member) in found:
                raise FileFormatError(str(path), f"names {member} twice")
            found[str(member)] = str(label)
    others = dict.fromkeys(known, rest[0]) if rest else otherwise
    return {**others, **found}
