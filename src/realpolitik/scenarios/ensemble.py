"""Ensembles: a scenario under many random sets of assumptions, in processes here or on a cluster, to the same bits.

Every draw is a function of the seed and its number alone, so that results do not depend on who computes what when. Chunks
are written as they finish; a run that was killed goes on from them.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import ConvergenceError, FileFormatError, OptionError
from realpolitik.files import of_json, write_bytes
from realpolitik.scenarios.assumptions import Case, check_nest, draw
from realpolitik.scenarios.outcome import Array, cases_of, solve_case, trade_ratio
from realpolitik.scenarios.schema import MOST_DRAWS, Scenario
from realpolitik.scenarios.stage import Stage, stage
from realpolitik.wording.numbers import number_of

if TYPE_CHECKING:
    from realpolitik.models.equilibrium import Equilibrium

CHUNK = 25
"""Draws of one task: small enough for a smooth progress bar, large enough that sending it costs nothing."""
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ensemble:
    """Results of D draws; those that have no solution are counted, and NaN in the arrays.

    Attributes
    ----------
    scenario, seed, cases
        What was drawn; the cases in the order of the arrays.
    states
        Labels of the world.
    welfare
        (D, N) change of real income.
    trade
        (D, N, N) importer, exporter: trade, new over old.
    failures
        Number of a draw to why it failed.
    """

    scenario: Scenario
    seed: int
    cases: tuple[Case, ...]
    states: tuple[str, ...]
    welfare: Array
    trade: Array
    failures: dict[int, str]

    @property
    def counted(self) -> str:
        """How many draws an interval is made of, in words: all, or those that have a solution."""
        every = len(self.welfare)
        whole = f"{number_of(every, 'draws')}"
        return (
            f"the {every - len(self.failures):,} of {whole} that have a solution" if self.failures else whole
        )

    def interval(self, label: str, *, low: float = 0.05, high: float = 0.95) -> tuple[float, float, float]:
        """Median and two quantiles of a state's change of real income, over the draws that have a solution.

        Raises
        ------
        ConvergenceError
            No draw has one.
        """
        column = self.welfare[:, self.states.index(label)]
        known = column[np.isfinite(column)]
        if not known.size:
            raise ConvergenceError(
                f"none of {number_of(column.size, 'draws')} has a solution: {next(iter(self.failures.values()))}"
            )
        middle, first, last = np.quantile(known, [0.5, low, high])
        return float(middle), float(first), float(last)


def run(
    scenario: Scenario,
    *,
    draws: int,
    seed: int = 0,
    workers: int = 1,
    executor: Executor | None = None,
    resume: Path | str | None = None,
    on_progress: OnProgress | None = None,
) -> Ensemble:
    """Solve a scenario under `draws` random cases.

    Parameters
    ----------
    draws
        How many, at most 100,000.
    seed
        Draw k of a seed is the same case in every run.
    workers
        Processes on this machine; 1 stays in this one.
    executor
        Anything with `submit`, such as `dask.distributed.Client(...).get_executor()`, instead of processes here.
    resume
        A folder for finished chunks. A run with the same scenario and seed continues from it; a chunk that is cut or foreign
        is set aside as `.damaged` and solved again.
    on_progress
        Called with draws done and asked, for a progress bar.

    Raises
    ------
    OptionError
        Too many or too few draws or workers.
    FileFormatError
        The folder belongs to another scenario or seed.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise OptionError(f"{number_of(draws, 'draws')}: ask for 1 to {MOST_DRAWS:,}")
    if not 1 <= workers <= 512:
        raise OptionError(f"{workers} workers: ask for 1 to 512")
    folder = _folder(resume, scenario, seed)
    numbers = [list(range(first, min(first + CHUNK, draws))) for first in range(0, draws, CHUNK)]
    found: dict[int, dict[str, Any]] = {}
    for chunk in numbers:
        if (kept := _read(folder, chunk)) is not None:
            found[chunk[0]] = kept
    count = sum(len(one["welfare"]) for one in found.values())
    if on_progress:
        on_progress(count, draws)
    text = scenario.model_dump_json(by_alias=True)
    missing = [chunk for chunk in numbers if chunk[0] not in found]
    for chunk, result in _compute(text, seed, missing, workers, executor):
        found[chunk[0]] = result
        _write(folder, chunk, result)
        count += len(chunk)
        if on_progress:
            on_progress(count, draws)
    return _joined(scenario, seed, draws, [found[chunk[0]] for chunk in numbers])


def solve_chunk(text: str, seed: int, numbers: list[int]) -> dict[str, Any]:
    """Solve some draws; what a worker runs. Takes and gives plain values, so that any executor can carry them."""
    scenario = Scenario.model_validate_json(text)
    where = stage(scenario.world)
    start = _begin(scenario, where)
    size = len(where.world.states)
    welfare = np.full((len(numbers), size), np.nan)
    trade = np.full((len(numbers), size, size), np.nan)
    failures: dict[int, str] = {}
    for place, number in enumerate(numbers):
        case = case_of(scenario, seed, number)
        try:
            solved = solve_case(scenario, where, case, start=start)
        except ConvergenceError as error:
            failures[number] = str(error)
            continue
        welfare[place], trade[place] = solved.welfare_hat - 1, trade_ratio(solved)
    return {"welfare": welfare, "trade": trade, "failures": failures}


def _begin(scenario: Scenario, where: Stage) -> Equilibrium | None:
    """The solution that every draw starts from: that of the first case, so that results depend on nothing else."""
    try:
        return solve_case(scenario, where, cases_of(scenario)[0])
    except ConvergenceError:
        return None


def case_of(scenario: Scenario, seed: int, number: int) -> Case:
    """Draw `number` of a seed, with what the scenario fixes put in its place."""
    fixed, sectors = scenario.elasticities, stage(scenario.world).world.sectors
    chosen = fixed and (fixed.set or ("given" if fixed.theta else None))
    spread = fixed and fixed.spread
    case = draw(seed, number, sectors, run=scenario.run, set=chosen, spread=spread)
    nest = check_nest(fixed.nest) if fixed and fixed.nest is not None else case.nest
    return replace(case, nest=nest, deficits=scenario.deficits or case.deficits)


def _compute(
    text: str, seed: int, chunks: list[list[int]], workers: int, executor: Executor | None
) -> Iterator[tuple[list[int], dict[str, Any]]]:
    if executor is None and workers == 1:
        for chunk in chunks:
            yield chunk, solve_chunk(text, seed, chunk)
    elif executor is not None:
        yield from _submitted(executor, text, seed, chunks)
    else:
        # Spawned, not forked: a fork of a process with threads may hang.
        with ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_end_with_parent
        ) as pool:
            yield from _submitted(pool, text, seed, chunks)


def _end_with_parent() -> None:
    """Let a worker end when the process that started it is killed, which it would not notice by itself."""
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def _submitted(
    pool: Executor, text: str, seed: int, chunks: Iterable[list[int]]
) -> Iterator[tuple[list[int], dict[str, Any]]]:
    sent: dict[Future[dict[str, Any]], list[int]] = {
        pool.submit(solve_chunk, text, seed, one): one for one in chunks
    }
    for done in as_completed(sent):
        try:
            result = done.result()
        except BrokenExecutor as error:
            raise OptionError(
                f"a worker ended before its draws were done ({error}): take fewer workers, as memory may have run out; with "
                f"resume, what was solved is kept"
            ) from None
        yield sent[done], result


def _joined(scenario: Scenario, seed: int, draws: int, parts: list[dict[str, Any]]) -> Ensemble:
    failures: dict[int, str] = {}
    for part in parts:
        failures.update(part["failures"])
    return Ensemble(
        scenario=scenario,
        seed=seed,
        cases=tuple(case_of(scenario, seed, number) for number in range(draws)),
        states=stage(scenario.world).world.states,
        welfare=np.concatenate([part["welfare"] for part in parts]),
        trade=np.concatenate([part["trade"] for part in parts]),
        failures=failures,
    )


def fingerprint(scenario: Scenario, seed: int) -> str:
    """What identifies a run: the scenario's contents and the seed."""
    return hashlib.sha256(f"{scenario.model_dump_json(by_alias=True)}|{seed}".encode()).hexdigest()


def _folder(resume: Path | str | None, scenario: Scenario, seed: int) -> Path | None:
    if resume is None:
        return None
    folder, mark = Path(resume), fingerprint(scenario, seed)
    folder.mkdir(parents=True, exist_ok=True)
    head = folder / "ensemble.json"
    if head.exists():
        try:
            known = of_json(head.read_text(encoding="utf-8")).get("fingerprint")
        except (ValueError, AttributeError):
            known = None
        if known != mark:
            raise FileFormatError(str(folder), "holds draws of another scenario or seed: give another folder")
    else:
        write_bytes(head, json.dumps({"fingerprint": mark, "scenario": scenario.id, "seed": seed}).encode())
    return folder


def _chunk_file(folder: Path, chunk: list[int]) -> Path:
    return folder / f"draws-{chunk[0]:06d}-{chunk[-1]:06d}.npz"


def _read(folder: Path | None, chunk: list[int]) -> dict[str, Any] | None:
    if folder is None or not (path := _chunk_file(folder, chunk)).exists():
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            failures = {int(number): why for number, why in of_json(str(kept["failures"])).items()}
            if len(kept["welfare"]) != len(chunk):
                raise ValueError
            return {"welfare": kept["welfare"], "trade": kept["trade"], "failures": failures}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
        path.replace(
            path.with_suffix(".damaged")
        )  # cut or foreign: kept for whoever wants to know, and solved again
        return None


def _write(folder: Path | None, chunk: list[int], result: dict[str, Any]) -> None:
    if folder is None:
        return
    import io

    held = io.BytesIO()
    np.savez(
        held,
        welfare=result["welfare"],
        trade=result["trade"],
        failures=np.array(json.dumps(result["failures"])),
    )
    write_bytes(_chunk_file(folder, chunk), held.getvalue())
