"""`realpolitik scenario NAME|FILE`: what would happen, to whom, and how sure that is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from realpolitik.cli.measure import show
from realpolitik.cli.output import console, line, table, write_json, write_rows

if TYPE_CHECKING:
    from realpolitik.scenarios.ensemble import Ensemble
    from realpolitik.scenarios.schema import Scenario


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
    format: Literal["table", "csv", "json", "parquet"] = "table",
    chart: Path | None = None,
    trade_chart: Path | None = None,
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
    format
        A table for people; rows as csv or parquet; everything as json.
    chart
        Also draw who loses and gains, or what drives a loss, into this file.
    trade_chart
        Also draw the trade that moves most into this file.
    """
    from realpolitik.scenarios import load, play
    from realpolitik.scenarios.report import difference, reallocation, solver, welfare

    given = load(name)
    if drivers:
        _drivers(given, drivers, chart)
        return
    outcome = play(given, verify=verify)
    count = draws or given.draws
    ensemble = _ensemble(given, count, seed, workers, dask, resume) if count else None
    finding = difference(outcome, play(load(against))) if against else welfare(outcome, ensemble=ensemble)
    moved = reallocation(outcome)
    for drawn, path in ((finding, chart), (moved, trade_chart)):
        if path:
            from realpolitik.charts import save

            save(drawn, path)
    if format == "json":
        write_json(
            {
                "scenario": given.model_dump(mode="json", by_alias=True),
                "findings": [finding.record(), moved.record()],
                "solver": solver(outcome),
                "draws": _drawn(ensemble),
            }
        )
    elif format == "table":
        line(given.asks, style="bold")
        show(finding, sources=False)
        table(
            ("trade that moves most", "billion dollars", "times"),
            [
                (str(row["label"]), f"{row['value'] / 1e9:+.1f}", f"{row['ratio']:.2f}")
                for row in moved.rows[:10]
            ],
            right=("billion dollars", "times"),
        )
    else:
        write_rows(finding.rows, format)


def _ensemble(
    given: Scenario, draws: int, seed: int, workers: int, dask: str | None, resume: Path | None
) -> Ensemble:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from realpolitik.errors import OptionError
    from realpolitik.scenarios.ensemble import run

    columns = (TextColumn("draws"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(error=True), transient=True) as bar:
        task = bar.add_task("draws", total=draws)

        def told(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        if dask is None:
            return run(given, draws=draws, seed=seed, workers=workers, resume=resume, told=told)
        try:
            from distributed import Client
        except ImportError:
            raise OptionError(
                "--dask needs the extra `cluster`: pip install 'realpolitik[cluster]'"
            ) from None
        with Client(dask) as client:
            executor: Any = client.get_executor()
            return run(given, draws=draws, seed=seed, executor=executor, resume=resume, told=told)


def _drawn(ensemble: Ensemble | None) -> dict[str, Any] | None:
    if ensemble is None:
        return None
    failed = {str(number): why for number, why in ensemble.failures.items()}
    return {"draws": len(ensemble.welfare), "seed": ensemble.seed, "failed": failed}


def _drivers(given: Scenario, label: str, chart: Path | None) -> None:
    from realpolitik.scenarios.report import tornado
    from realpolitik.scenarios.sensitivity import drivers

    found = drivers(given, label)
    if chart:
        from realpolitik.charts import save

        save(tornado(given, label, found), chart)
    line(
        f"What drives the loss of {label} in {given.id}: Sobol indices of {found.solves} solves.",
        style="bold",
    )
    table(
        ("assumption", "alone", "± 95 %", "with others", "± 95 %"),
        [
            (name, *(f"{value:.2f}" for value in values))
            for name, *values in zip(
                found.names, found.first, found.first_half, found.total, found.total_half, strict=True
            )
        ],
        right=("alone", "± 95 %", "with others"),
    )
