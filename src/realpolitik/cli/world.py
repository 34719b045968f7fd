"""`realpolitik world …`: worlds of one's own, for scenarios to stand on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from realpolitik.cli.output import line

world = App(name="world", help="Worlds of your own, for scenarios to stand on.")


@world.command
def build(
    *,
    from_: Annotated[str, Parameter(name="--from")],
    out: Path,
    economies: Path | None = None,
    sectors: Path | None = None,
) -> None:
    """Make a world from the input-output tables of your store, check it, and save it.

    Parameters
    ----------
    from_
        A year of the OECD's tables that you have fetched, such as icio:2020.
    out
        The folder to write; a scenario names it as its world.
    economies
        A YAML file of labels, such as `WEST: [USA, CAN]` and `ROW: rest`; all economies by themselves where left out.
    sectors
        The same for industries.
    """
    from realpolitik.scenarios.making import made

    found = made(from_, economies=economies, sectors=sectors)
    found.save(out)
    line(f"{out}: {len(found.states)} economies, {len(found.sectors)} sectors, {found.period}.", style="bold")
    line("All identities hold. Scenarios name the folder as their `world`.")
    for note in found.notes:
        line(f"! {note}")
