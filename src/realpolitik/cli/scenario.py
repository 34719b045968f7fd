"""`realpolitik scenario NAME|FILE`: what would happen, to whom, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.cli.measure import show
from realpolitik.cli.output import Format, console, line, table, write_json, write_rows
from realpolitik.cli.targets import ChartFile
from realpolitik.errors import OptionError
from realpolitik.wording.numbers import number_of, signed

if TYPE_CHECKING:
    from realpolitik.calls.modelling import Modelled


def scenario(
    name: str,
    *,
    against: str | None = None,
    draws: int | None = None,
    seed: int = 0,
    workers: int = 1,
    dask: str | None = None,
    resume: Path | None = None,
    drivers: str | None = None,
    verify: bool = False,
    sources: bool = False,
    format: Format = "table",
    chart: ChartFile = None,
    trade_chart: ChartFile = None,
) -> None:
    """Play a scenario: a world, shocks, who loses and who gains.

    Parameters
    ----------
    name
        A scenario of `realpolitik scenarios`, or a YAML file.
    against
        Another scenario: show the difference.
    draws
        Random sets of assumptions instead of the grid; intervals are their 5th to 95th percentile.
    seed
        Draws of the same seed are the same.
    workers
        Processes for the draws.
    dask
        Address of a Dask scheduler for the draws, such as tcp://127.0.0.1:8786.
    resume
        Folder that keeps finished draws; a killed run goes on from it.
    drivers
        A state: which assumption drives its loss (Sobol indices).
    verify
        Check the solution by a second algorithm.
    sources
        Also tell where the figures of its world come from, flow by flow: reported, allocated or borrowed.
    format
        A table for people; rows as csv or parquet; everything as json.
    chart
        Also draw who loses and gains, or what drives a loss, into this file.
    trade_chart
        Also draw where trade goes before and after into this file.
    """
    from realpolitik.calls import modelling

    if drivers and (trade_chart or sources):
        raise OptionError("--drivers stands alone: leave out --against, --draws, --sources and --trade-chart")
    with _progress() as on_progress:
        found = modelling.scenario(
            name,
            against=against,
            draws=draws,
            seed=seed,
            workers=workers,
            dask=dask,
            resume=resume,
            drivers=drivers,
            verify=verify,
            sources=sources,
            on_progress=on_progress,
        )
    finding = found.findings[0]
    for drawn, path in ((finding, chart), (found.findings[-1], trade_chart)):
        if path:
            from realpolitik.charts import save

            save(drawn, path)
    if format == "json":
        write_json(found.record())
    elif format != "table":
        write_rows(finding.rows, format)
    elif drivers:
        _drivers(found)
    else:
        line(
            f"{found.about[0]} against {against}" if against else found.data["scenario"]["asks"], style="bold"
        )
        show(finding, sources=False)
        _moved(found, against=bool(against))
        if sources:
            _sourced(found.data["sources"])


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar of the draws, from the first that is done."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("draws"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(error=True), transient=True) as bar:
        task = bar.add_task("draws", visible=False)
        yield lambda done, of: bar.update(task, completed=done, total=of, visible=True)


def _moved(found: Modelled, *, against: bool) -> None:
    """Whose trade moves most."""
    moving = f"trade that moves most in {found.about[0]}" if against else "trade that moves most"
    table(
        (moving, "billion dollars", "times", "80 of 100"),
        [
            (str(row["label"]), signed(row["value"] / 1e9, 1), f"{row['ratio']:.2f}", _held(row))
            for row in found.findings[1].rows[:10]
        ],
        right=("billion dollars", "times"),
    )


def _sourced(found: Mapping[str, Any]) -> None:
    """Where the world's figures come from."""
    line(f"Where the figures of {found['world']} come from", style="bold")
    for note in found["notes"]:
        line(f"· {note}")
    if not found["shares"]:
        line(
            "This world does not say flow by flow what is reported, allocated or borrowed; those on the OECD's tables do."
        )
        return
    kinds = ("reported", "allocated", "borrowed")
    table(
        ("trade in goods", *kinds),
        [(one["of"], *(f"{100 * one[kind]:.0f} %" for kind in kinds)) for one in found["shares"]],
        right=kinds,
    )
    table(("flow", "basis"), [(one["label"], one["basis"]) for one in found["flows"][:10]])


def _held(row: Mapping[str, Any]) -> str:
    """The range that held the record of past episodes in 80 of 100 cases; empty for flows between others."""
    return f"{row['held_low']:.2f}–{row['held_high']:.2f}" if "held_low" in row else ""


def _drivers(found: Modelled) -> None:
    """Which assumption drives a loss."""
    indices = found.data["indices"]
    line(found.says, style="bold")
    line(f"Sobol indices of {number_of(indices['solves'], 'solves')} of {found.about[0]}.")
    keys = ("alone", "alone_half", "with_others", "with_others_half")
    table(
        ("assumption", "alone", "± 95 %", "with others", "± 95 %"),
        [(one["assumption"], *(f"{one[key]:.2f}" for key in keys)) for one in indices["assumptions"]],
        right=("alone", "± 95 %", "with others"),
    )
    slopes = found.data["elasticities"]
    line("Trade elasticities that drive it, by the exact gradient at the central case.", style="bold")
    table(
        ("sector", "points of income for one per cent more", "± by how well it is known"),
        [
            (str(one["sector"]), signed(one["slope"], 4), f"{100 * abs(one['spread']):.2f}")
            for one in slopes["sectors"][:6]
        ],
        right=("points of income for one per cent more", "± by how well it is known"),
    )
    line(f"All elasticities together: ± {100 * slopes['deviation']:.2f} points of income, to first order.")
