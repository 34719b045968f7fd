"""`realpolitik scenarios`: the questions that come with the program, and the worlds they are asked of."""

from __future__ import annotations

from realpolitik.cli.output import line, table


def scenarios() -> None:
    """List the scenarios, the worlds, and the states and sectors that shocks may name."""
    from realpolitik.scenarios import library, load
    from realpolitik.scenarios.stage import embedded, stage, whole

    found = [load(name) for name in library()]
    table(("scenario", "asks", "world"), [(one.id, one.asks, one.world) for one in found])
    where = stage(embedded()[-1])
    line(
        f"Worlds: {', '.join(embedded())}, with +KHM and the like for a state by itself; of 80 economies and 28 sectors, out of which they "
        f"are merged, {', '.join(whole())}; of all economies trade-2000 to trade-2023 and kinds-2000 to kinds-2023; or the folder of a world "
        f"saved by World.save."
    )
    line("States: " + ", ".join(f"{label} {name}" for label, name in where.names.items()) + ".")
    line("Sectors: " + ", ".join(where.sectors) + "; or goods, all.")
    line("Play one: realpolitik scenario west-embargo; a file of your own: realpolitik scenario mine.yaml.")
