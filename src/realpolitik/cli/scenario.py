"""`realpolitik scenario NAME|FILE`: what would happen, to whom, and how sure that is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.cli.measure import show
from realpolitik.cli.output import Format, console, line, table, write_json, write_rows
from realpolitik.wording.numbers import signed

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
    format: Format = "table",
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
        Also draw where trade goes before and after into this file.
    """
    from realpolitik.scenarios import load, play
    from realpolitik.scenarios.report import difference, reallocation, rerouted, solver, welfare

    given = load(name)
    count = draws if draws is not None else given.draws
    _fitting(
        count,
        against=against,
        drivers=drivers,
        workers=workers,
        dask=dask,
        resume=resume,
        trade_chart=trade_chart,
    )
    if drivers:
        _drivers(given, drivers, seed, chart, format)
        return
    outcome = play(given, verify=verify)
    ensemble = None if count is None else _ensemble(given, count, seed, workers, dask, resume)
    finding = difference(outcome, play(load(against))) if against else welfare(outcome, ensemble=ensemble)
    moved, routes = reallocation(outcome), rerouted(outcome)
    for drawn, path in ((finding, chart), (routes, trade_chart)):
        if path:
            from realpolitik.charts import save

            save(drawn, path)
    if format == "json":
        write_json(
            {
                "scenario": given.model_dump(mode="json", by_alias=True),
                "findings": [finding.record(), moved.record(), routes.record()],
                "solver": solver(outcome),
                "draws": _drawn(ensemble),
            }
        )
    elif format == "table":
        line(f"{given.id} against {against}" if against else given.asks, style="bold")
        show(finding, sources=False)
        moving = f"trade that moves most in {given.id}" if against else "trade that moves most"
        table(
            (moving, "billion dollars", "times"),
            [
                (str(row["label"]), signed(row["value"] / 1e9, 1), f"{row['ratio']:.2f}")
                for row in moved.rows[:10]
            ],
            right=("billion dollars", "times"),
        )
    else:
        write_rows(finding.rows, format)


def _fitting(
    count: int | None, *, against: str | None, drivers: str | None, trade_chart: Path | None, **draws: object
) -> None:
    """Refuse options that would be left unused."""
    from realpolitik.errors import OptionError

    defaults = {"workers": 1, "dask": None, "resume": None}
    idle = [f"--{name}" for name, value in draws.items() if value != defaults[name]]
    if count is None and idle:
        raise OptionError(f"{' and '.join(idle)} only matter for draws: add --draws 1000, say")
    if against and count is not None:
        raise OptionError("--against compares the same assumptions, not draws: leave out --draws")
    if drivers and (against or count is not None or trade_chart):
        raise OptionError("--drivers stands alone: leave out --against, --draws and --trade-chart")


def _ensemble(
    given: Scenario, draws: int, seed: int, workers: int, dask: str | None, resume: Path | None
) -> Ensemble:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from realpolitik.errors import FetchError, OptionError
    from realpolitik.scenarios.ensemble import run

    columns = (TextColumn("draws"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(error=True), transient=True) as bar:
        task = bar.add_task("draws", total=draws)

        def on_progress(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        if dask is None:
            return run(given, draws=draws, seed=seed, workers=workers, resume=resume, on_progress=on_progress)
        try:
            from distributed import Client
        except ImportError:
            raise OptionError(
                "--dask needs the extra `cluster`: pip install 'realpolitik[cluster]'"
            ) from None
        try:
            client = Client(dask, timeout="10s")
        except (OSError, ValueError, TypeError) as error:
            raise FetchError(
                f"no Dask scheduler answers at {dask}: {error}. Start one with `dask scheduler`"
            ) from None
        with client:
            executor: Any = client.get_executor()
            return run(
                given, draws=draws, seed=seed, executor=executor, resume=resume, on_progress=on_progress
            )


def _drawn(ensemble: Ensemble | None) -> dict[str, Any] | None:
    if ensemble is None:
        return None
    failed = {str(number): why for number, why in ensemble.failures.items()}
    return {"draws": len(ensemble.welfare), "seed": ensemble.seed, "failed": failed}


def _drivers(given: Scenario, label: str, seed: int, chart: Path | None, format: Format) -> None:
    from realpolitik.scenarios.report import tornado
    from realpolitik.scenarios.sensitivity import drivers

    found = drivers(given, label, seed=seed)
    finding = tornado(given, label, found)
    if chart:
        from realpolitik.charts import save

        save(finding, chart)
    if format == "json":
        write_json({"scenario": given.model_dump(mode="json", by_alias=True), "findings": [finding.record()]})
        return
    if format != "table":
        write_rows(finding.rows, format)
        return
    line(finding.says, style="bold")
    line(f"Sobol indices of {found.solves} solves of {given.id}.")
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
