"""Calls that solve a model: scenario, leverage, optimum."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from realpolitik.calls.leading import Leading
from realpolitik.errors import FetchError, OptionError
from realpolitik.findings import Finding

if TYPE_CHECKING:
    from realpolitik.scenarios.ensemble import Ensemble
    from realpolitik.scenarios.schema import Scenario
    from realpolitik.scenarios.sensitivity import Sensitivity
    from realpolitik.store import Store

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Modelled(Leading):
    """What a model answers.

    Attributes
    ----------
    call, about
        The verb that was asked, and of what.
    findings
        The first leads.
    data
        Everything as plain values: what `--format json` prints.
    """

    call: str
    about: tuple[str, ...]
    findings: tuple[Finding, ...]
    data: Mapping[str, Any] = field(repr=False)

    def label(self) -> str:
        """`scenario west-2023`."""
        return " ".join((self.call, *self.about))

    def record(self) -> dict[str, Any]:
        """Everything as plain values."""
        return dict(self.data)


def scenario(
    name: str | Path | Mapping[str, Any],
    *,
    against: str | Path | None = None,
    draws: int | None = None,
    seed: int = 0,
    workers: int = 1,
    dask: str | None = None,
    resume: Path | str | None = None,
    drivers: str | None = None,
    verify: bool = False,
    sources: bool = False,
    on_progress: OnProgress | None = None,
) -> Modelled:
    """Play a scenario: a world, shocks, who loses and who gains.

    Parameters
    ----------
    name
        A scenario of the library, a YAML file, or the same as plain values.
    against
        Another scenario: the answer is the difference.
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
        Also tell where the figures of its world come from, flow by flow (`sources` in `data`).
    on_progress
        Called with the draws done and all there are.

    Returns
    -------
    Findings `scenario.welfare` (or the difference, or what drives a loss), where trade moves, and where it goes.

    Examples
    --------
    >>> scenario("west-2023").findings[0].unit
    'share'
    """
    from realpolitik.scenarios import load, play
    from realpolitik.scenarios.report import difference, reallocation, rerouted, solver, welfare

    asked = _read(name)
    count = draws if draws is not None else asked.draws
    _fitting(count, against=against, drivers=drivers, workers=workers, dask=dask, resume=resume)
    shown = asked.model_dump(mode="json", by_alias=True)
    if drivers:
        from realpolitik.scenarios import sensitivity
        from realpolitik.scenarios.report import tornado

        driven = sensitivity.drivers(asked, drivers, seed=seed)
        finding = tornado(asked, drivers, driven)
        record = {
            "scenario": shown,
            "findings": [finding.record()],
            "indices": _indices(driven),
            "elasticities": _slopes(asked, drivers),
        }
        return Modelled(call="scenario", about=(asked.id, drivers), findings=(finding,), data=record)
    outcome = play(asked, verify=verify)
    ensemble = None if count is None else _ensemble(asked, count, seed, workers, dask, resume, on_progress)
    finding = difference(outcome, play(load(against))) if against else welfare(outcome, ensemble=ensemble)
    findings = (finding, reallocation(outcome), rerouted(outcome))
    record = {
        "scenario": shown,
        "findings": [one.record() for one in findings],
        "solver": solver(outcome),
        "draws": _drawn(ensemble),
    }
    if sources:
        from realpolitik.scenarios.sourced import sourced

        record["sources"] = sourced(outcome, findings[1].rows)
    about = (asked.id, *(["against", str(against)] if against else []))
    return Modelled(call="scenario", about=about, findings=findings, data=record)


def _read(name: str | Path | Mapping[str, Any]) -> Scenario:
    from realpolitik.scenarios import load
    from realpolitik.scenarios.files import parse

    return parse(name, shown="this scenario") if isinstance(name, Mapping) else load(name)


def _fitting(count: int | None, *, against: str | Path | None, drivers: str | None, **draws: object) -> None:
    """Refuse options that would be left unused."""
    defaults = {"workers": 1, "dask": None, "resume": None}
    idle = [f"--{name}" for name, value in draws.items() if value != defaults[name]]
    if count is None and idle:
        raise OptionError(f"{' and '.join(idle)} only matter for draws: add --draws 1000, say")
    if against and count is not None:
        raise OptionError("--against compares the same assumptions, not draws: leave out --draws")
    if drivers and (against or count is not None):
        raise OptionError("--drivers stands alone: leave out --against, --draws and --trade-chart")


def _ensemble(
    given: Scenario,
    draws: int,
    seed: int,
    workers: int,
    dask: str | None,
    resume: Path | str | None,
    on_progress: OnProgress | None,
) -> Ensemble:
    from realpolitik.scenarios.ensemble import run

    if dask is None:
        return run(given, draws=draws, seed=seed, workers=workers, resume=resume, on_progress=on_progress)
    try:
        from distributed import Client
    except ImportError:
        raise OptionError("--dask needs the extra `cluster`: pip install 'realpolitik[cluster]'") from None
    try:
        client = Client(dask, timeout="10s")
    except (OSError, ValueError, TypeError) as error:
        raise FetchError(
            f"no Dask scheduler answers at {dask}: {error}. Start one with `dask scheduler`"
        ) from None
    with client:
        executor: Any = client.get_executor()
        return run(given, draws=draws, seed=seed, executor=executor, resume=resume, on_progress=on_progress)


def _drawn(ensemble: Ensemble | None) -> dict[str, Any] | None:
    if ensemble is None:
        return None
    failed = {str(number): why for number, why in ensemble.failures.items()}
    return {"draws": len(ensemble.welfare), "seed": ensemble.seed, "failed": failed}


def _slopes(asked: Scenario, label: str) -> dict[str, Any]:
    """What each sector's elasticity does to the loss, by the exact gradient, the largest first."""
    from realpolitik.scenarios.sensitivity import elasticity_slopes

    found = elasticity_slopes(asked, label)
    every = zip(found.sectors, found.slope, found.spread, strict=True)
    rows = [{"sector": name, "slope": slope, "spread": spread} for name, slope, spread in every]
    return {"deviation": found.deviation, "sectors": sorted(rows, key=lambda row: -abs(row["spread"]))}


def _indices(found: Sensitivity) -> dict[str, Any]:
    columns = (found.names, found.first, found.first_half, found.total, found.total_half)
    keys = ("assumption", "alone", "alone_half", "with_others", "with_others_half")
    every = zip(*columns, strict=True)
    rows = [dict(zip(keys, (name, *map(float, values)), strict=True)) for name, *values in every]
    return {"solves": found.solves, "assumptions": rows}


def leverage(
    a: str,
    b: str,
    *,
    given: str = "west-2023",
    run: Literal["long", "short", "both"] = "both",
    worlds: Literal["auto", "merged", "oecd", "economies"] = "auto",
    store: Store | None = None,
) -> Modelled:
    """What it would cost two states if they stopped trading: before, given sanctions, and later.

    Parameters
    ----------
    a
        The state whose dependence is asked about.
    b
        The other.
    given
        A scenario that has already happened when the pair is severed; an empty string for none.
    run
        The long run, the short run, or both.
    worlds
        `merged`: the OECD's tables, both states by themselves among some 30 economies, 14 sectors; `oecd`: all 80 economies and 28
        sectors; `economies`: all economies and one kind of goods; `auto`: the first where the tables hold both, else the last.
    store
        Where tables come from; the user's store over the embedded tables where left out.

    Returns
    -------
    Findings `leverage.loss` and `leverage.ratio`, and `leverage.sectors` where the worlds have any; the losses under every set of
    assumptions in `data`.
    """
    from realpolitik.measures import run as run_measure
    from realpolitik.scenarios.leverage.choice import answered_by
    from realpolitik.scenarios.leverage.goods import goods_table
    from realpolitik.scenarios.leverage.severing import cases_table

    options = {"given": given, "run": run, "worlds": worlds}
    loss, ratio = (
        run_measure(f"leverage.{name}", a, b, store=store, **options) for name in ("loss", "ratio")
    )
    first, second = loss.about
    if answered_by(first, second, worlds) == "economies":
        findings = (loss, ratio)
        table = goods_table(first, second)
    else:
        findings = (loss, ratio, run_measure("leverage.sectors", a, b, store=store))
        table = cases_table(first, second, given=given)
    record = {"findings": [one.record() for one in findings], "losses_by_assumption": table}
    return Modelled(call="leverage", about=loss.about, findings=findings, data=record)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Optimal(Modelled):
    """The frontier of sanctions; `scenario` is the point in detail as a scenario that can be played."""

    scenario: Mapping[str, Any] = field(repr=False)


def optimum(
    target: str,
    *,
    by: str = "WEST",
    willingness: Sequence[float] = (),
    at: float | None = None,
    sectors: Sequence[str] = (),
    bound: float = 4.9,
    export_side: bool = False,
    world: str = "merged-2021",
    taken: str = "west-2023",
    ranges: bool = True,
    coalition: bool = False,
    on_progress: OnProgress | None = None,
) -> Optimal:
    """The sanctions that inflict most for what they cost: the frontier, and where the measures taken lie.

    Parameters
    ----------
    target
        The state that is to lose.
    by
        Who acts: a sum of groups and states, such as "G7 + EU"; WEST is the group of states that sanction Russia.
    willingness
        Points of the frontier: dollars of own income given for a dollar of the target's loss.
    at
        The point that is shown in detail; by default the one nearest to 1.
    sectors
        Sectors that may be taxed; all goods by default.
    bound
        The highest rate: 4.9 is 490 per cent.
    export_side
        Also tax what the coalition sells to the target.
    world
        An embedded world, or the folder of a saved one.
    taken
        A scenario that is put on the same picture; an empty string for none.
    ranges
        Solve the same rates under other assumptions, too.
    coalition
        Also tell what each member adds, and what one more state would.
    on_progress
        Called with the points solved and all there are.

    Returns
    -------
    The finding `optimum.frontier`; rates, states, transfers and coalition of the point in detail in `data`.
    """
    from realpolitik.scenarios.optimum import report
    from realpolitik.scenarios.optimum.answer import answer
    from realpolitik.scenarios.optimum.curve import curve
    from realpolitik.scenarios.optimum.members import joiners, members

    given = answer(
        target,
        by=by,
        world=world,
        willingness=tuple(willingness),
        sectors=tuple(sectors),
        bound=bound,
        export_side=export_side,
        taken=taken,
        ranges=ranges,
        on_progress=on_progress,
    )
    found = given.found
    question, finding = found.question, curve(given)
    point = (
        min(found.points, key=lambda one: abs(one.willingness - 1.0))
        if at is None
        else report.point_at(found, at)
    )
    parts = (*members(found, point), *joiners(found, point)) if coalition else ()
    record = {
        "finding": finding.record(),
        "at": point.willingness,
        "rates": report.rates(found, point),
        "states": report.sides(found, point),
        "transfers": report.transfers(found, point),
        "coalition": report.shares_table(found, parts),
    }
    return Optimal(
        call="optimum",
        about=(question.target, "by", by),
        findings=(finding,),
        data=record,
        scenario=report.scenario_file(found, point),
    )
