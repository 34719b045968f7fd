"""`realpolitik scenarios`: the questions that come with the program, and the worlds they are asked of."""

from __future__ import annotations

from realpolitik.cli.output import line, table


def scenarios() -> None:
    """List the scenarios, the worlds, and the states and sectors that shocks may name."""
    from realpolitik.scenarios import library, load
    from realpolitik.scenarios.stage import embedded, stage

    found = [load(name) for name in library()]
    table(("scenario", "asks", "world"), [(one.id, one.asks, one.world) for one in found])
    where = stage(embedded()[-1])
    line(
        f"Worlds: {', '.join(embedded())}; on the OECD's tables oecd-2019, oecd-2021, oecd-2023, merged as merged-2019 and so on; of all "
        f"economies trade-2000 to trade-2023 and kinds-2000 to kinds-2023; or the folder of a world saved by World.save."
    )
    line("States: " + ", ".join(f"{label} {name}" for label, name in where.names.items()) + ".")
    line("Sectors: " + ", ".join(where.sectors) + "; or goods, all.")
    line("Play one: realpolitik scenario west-embargo; a file of your own: realpolitik scenario mine.yaml.")
