"""Draw small faults at random, plant them one at a time, and see whether the tests notice: `make mutate`.

    tools/mutate.py --seed 1 --each 40 --out benchmarks/results/mutants.csv
    tools/mutate.py --seed 1 --each 10 --rooms store --kept

First the tests run once under coverage, which says of each line which tests run it and of each test what it takes (`out/reach`; `--kept` uses the map
that is there). Then each fault is planted in a copy of the package that stands before it on the path, and the tests that run its statement run in a
process of their own until the first fails: those of its own room first, each run bounded in processor time. What caught a fault must pass without one.
`mutants.yaml` names the faults that no test can tell from what is right, with the reason, and those that survive, with what a user would see.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count, zip_longest
from pathlib import Path

import yaml
from mutants import HERE, PACKAGE, ROOMS, Mutant, Reach, draw, ordered
from scipy.stats import binomtest

JUDGED = Path(__file__).with_name("mutants.yaml")
REACH = HERE / "out" / "reach"
FAST = "not slow and not browser and not spark and not shared"
BESIDE = (
    ("properties", "scenarios", "models/stats", "endgame"),
    ("briefs", "cli", "wording", "calls", "panel"),
    ("sources", "audit", "reference", "states"),
)
"""Tests of what stands on the rooms."""
BUDGET = 20.0
"""Seconds of a core that the tests of one fault may take without it."""
COLUMNS = ("seed", "room", "module", "line", "operator", "before", "after", "outcome", "by", "seconds")
NOT_STARTED = 4
"""The exit status of pytest where it finds something asked for nowhere, or cannot import a file of it."""
RATES = ("room", "seed", "drawn", "equivalent", "counted", "caught", "rate", "low", "high")


def reach(rooms: Sequence[str], workers: int) -> None:
    """Run the tests of these rooms once, and those of what stands on them, and keep which lines each runs; a room's files as many at a time as workers."""
    shutil.rmtree(REACH, ignore_errors=True)
    REACH.mkdir(parents=True)
    parts: list[list[str]] = []
    for room in rooms:
        files = sorted(str(path.relative_to(HERE)) for path in (HERE / "tests" / room).rglob("test_*.py"))
        parts += filter(None, (files[first::workers] for first in range(workers)))
        parts.append([f"src/realpolitik/{room}"])
    parts += [[f"tests/{name}" for name in names] for names in BESIDE]
    with ThreadPoolExecutor(workers) as pool:
        for name, part in enumerate(parts):
            pool.submit(_reach, str(name), part)


def _reach(name: str, part: Sequence[str]) -> None:
    (REACH / f"{name}.rc").write_text(
        "[run]\nsource =\n" + "".join(f"    {PACKAGE / room}\n" for room in ROOMS), encoding="utf-8"
    )
    environment = _environment(Path(__file__).parent) | {
        "COVERAGE_FILE": str(REACH / f"{name}.cov"), "REACHED_SECONDS": str(REACH / f"{name}.json"),
    }  # fmt: skip
    command = [
        "coverage",
        "run",
        f"--rcfile={REACH / name}.rc",
        "-m",
        "pytest",
        "-p",
        "reached",
        "-q",
        "-m",
        FAST,
    ]
    with (REACH / f"{name}.log").open("w") as log:
        subprocess.run(
            [sys.executable, "-m", *command, "-p", "no:cacheprovider", *part],
            cwd=HERE, env=environment, stdout=log, stderr=log, check=False,
        )  # fmt: skip


def _environment(first: Path) -> dict[str, str]:
    """Settings of a process of tests: this folder first on the path, bytecode kept apart, the same draws of hypothesis each time."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {
        "PYTHONPATH": str(first), "PYTHONPYCACHEPREFIX": str(HERE / "out" / "bytecode"),
        "REALPOLITIK_STORE": str(HERE / "tests" / "no-store"), "REALPOLITIK_CI": "1", "OPENBLAS_NUM_THREADS": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_PLUGINS": "_hypothesis_pytestplugin",
    }  # fmt: skip


class Overlay:
    """A copy of the package by links, before the true one on the path of a process that runs tests (tools/tester.py)."""

    CLOCK = count(1_000_000_000)
    """A time of change for each fault, so that no bytecode of one is taken for another's."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.place = folder, folder / "realpolitik"
        shutil.copytree(
            PACKAGE, self.place, copy_function=os.link, ignore=shutil.ignore_patterns("__pycache__")
        )
        self._tester = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("tester.py"), *ROOMS],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE, env=_environment(folder),
        )  # fmt: skip

    def close(self) -> None:
        """End the process."""
        self._tester.communicate()

    def put(self, module: str, text: str) -> None:
        """Give a module this text, here alone."""
        path = self.place / module
        path.unlink()  # the link, so that the true file stays as it is
        path.write_text(text, encoding="utf-8")
        now = next(self.CLOCK)
        os.utime(path, (now, now))

    def mend(self, module: str) -> None:
        """Give a module its own text again."""
        (self.place / module).unlink()
        os.link(PACKAGE / module, self.place / module)

    def failing(self, tests: Sequence[str], seconds: float, *options: str) -> list[str]:
        """The tests that fail on this copy: the first with `-x`; where the tests come to no end within this much of a core, `no end`."""
        prefix = "src/realpolitik/"
        asked = self.folder / "asked.txt"
        asked.write_text(
            "\n".join(str(self.place / one.removeprefix(prefix)) if one.startswith(prefix) else one for one in tests),
            encoding="utf-8",
        )  # fmt: skip
        printed = self.folder / "printed.txt"
        words = ["-q", "--no-header", "--tb=no", "-p", "no:cacheprovider", *options, f"@{asked}"]
        modules = {
            one.partition(".py")[0].removeprefix("src/").replace("/", ".")
            for one in tests
            if one.startswith(prefix)
        }
        order = {
            "words": words,
            "modules": sorted(modules),
            "seconds": int(15 + 3 * seconds),
            "printed": str(printed),
        }
        assert self._tester.stdin, self._tester.stdout
        print(json.dumps(order), file=self._tester.stdin, flush=True)
        status = int(self._tester.stdout.readline())
        if status < 0:
            return ["no end"]
        text = printed.read_text(encoding="utf-8", errors="replace")
        names = [
            line.split(" ", 1)[1].split(" - ")[0]
            for line in text.splitlines()
            if line.startswith(("FAILED ", "ERROR "))
        ]
        lost = {
            one.replace(f"{self.place}/", prefix).replace(f"{HERE}/", "")
            for one in re.findall(r"^ERROR: not found: (\S+)", text, re.M)
        }
        if (
            status == NOT_STARTED and lost
        ):  # such as the example of a function that has the name of its module
            rest = [one for one in tests if one not in lost]
            return self.failing(rest, seconds, *options) if 0 < len(rest) < len(tests) else []
        if status and not names:
            return [f"exit {status}: " + " ".join(text.split())[-300:]]
        # the examples of a docstring lie outside the folder of the tests, and pytest leaves out the name of their file
        return [
            next((test for test in tests if one.startswith("::") and test.endswith(one)), one)
            for one in names
        ]


def tried(
    one: Mutant, tests: Iterable[str], seconds: dict[str, float], overlay: Overlay, budget: float
) -> str:
    """The first test that catches a fault, or nothing."""
    overlay.put(one.module, one.text)
    try:
        for run in ordered(tests, one.module, seconds, budget):
            failed = overlay.failing(run, sum(seconds[test] for test in run), "-x")
            if failed:
                return failed[0]
    finally:
        overlay.mend(one.module)
    return ""


def run(
    chosen: Sequence[Mutant], seed: int, reached: Reach, workers: int, until: float, budget: float
) -> Iterator[list[str]]:
    """A row a fault that begins in time, in their order; what caught a fault is run without one at the end."""
    judged = verdicts()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        free: queue.Queue[Overlay] = queue.Queue()
        for number in range(workers):
            (Path(folder) / str(number)).mkdir()
            free.put(Overlay(Path(folder) / str(number)))

        def one(mutant: Mutant, tests: set[str]) -> list[str]:
            began = time.monotonic()
            if began > until:
                return []
            overlay = free.get()
            try:
                by = tried(mutant, tests, reached.seconds, overlay, budget)
            finally:
                free.put(overlay)
            known = judged.get((mutant.module, mutant.before, mutant.after))
            outcome = "caught" if by else known[0] if known else "missed"
            why = by or (known[1] if known else "" if tests else "no test runs it")
            return [str(seed), mutant.room, mutant.module, str(mutant.line), mutant.operator, mutant.before, mutant.after,
                    outcome, why, f"{time.monotonic() - began:.0f}"]  # fmt: skip

        by: set[str] = set()
        tests = [
            reached.tests(mutant) for mutant in chosen
        ]  # here, for trees of syntax are not built in two threads at once
        for row in filter(None, pool.map(one, chosen, tests)):
            if row[7] == "caught":
                by.add(row[8])
            yield row
        overlays = [free.get() for _ in range(workers)]
        sound = sorted(test for test in by if "::" in test)
        wrong = (
            overlays[0].failing(sound, 60 + sum(reached.seconds.get(test, 1) for test in sound))
            if sound
            else []
        )
        for overlay in overlays:
            overlay.close()
        if wrong:
            raise RuntimeError(f"without a fault these fail too, so they caught nothing: {wrong}")


def verdicts() -> dict[tuple[str, str, str], tuple[str, str]]:
    """What a person has said of a fault that survives: `equivalent` and why, or `missed` and what a user would see."""
    listed = yaml.safe_load(JUDGED.read_text(encoding="utf-8")) if JUDGED.exists() else None
    return {
        (one["module"], one["before"], one["after"]): (kind, one["why"])
        for kind, faults in (listed or {}).items()
        for one in faults
    }


def rates(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """A row a room and one of all: faults drawn, equivalent, caught of the others, with Clopper and Pearson's interval of 95 %."""
    rows = list(rows)
    found = []
    for room in (*ROOMS, "all"):
        of = [row for row in rows if room in (row[1], "all")]
        same = sum(row[7] == "equivalent" for row in of)
        counted, caught = len(of) - same, sum(row[7] == "caught" for row in of)
        if counted:
            span = binomtest(caught, counted).proportion_ci(0.95, "exact")
            figures = [caught / counted, span.low, span.high]
            found.append([room, " ".join(sorted({row[0] for row in of})), *map(str, (len(of), same, counted, caught)), *(f"{x:.3f}" for x in figures)])  # fmt: skip
    return found


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(columns)
        written.writerows(rows)


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--seed", type=int, default=20261201, help="of the draw")
    asked.add_argument("--each", type=int, default=40, help="faults a room")
    asked.add_argument("--rooms", nargs="+", default=ROOMS, choices=ROOMS)
    asked.add_argument("--only", type=Path, help="try again the missed ones of this table")
    asked.add_argument(
        "--minutes",
        type=float,
        default=25,
        help="faults not begun by then are left out, of each room as many",
    )
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument(
        "--kept",
        nargs="*",
        metavar="TESTS",
        help="use the map of lines that an earlier run has made, with these tests mapped anew",
    )
    asked.add_argument(
        "--seconds", type=float, default=BUDGET, help="of a core that the tests of one fault may take"
    )
    asked.add_argument("--out", type=Path, help="the table; its rates go beside it")
    given = asked.parse_args()
    began = time.monotonic()
    if given.kept is None:
        reach(given.rooms, given.workers)
    elif given.kept:
        _reach("anew", given.kept)
    reached, rows = Reach(REACH), []
    print(
        f"seed {given.seed}; {len(reached.seconds):,} tests mapped; {time.monotonic() - began:,.0f} s",
        flush=True,
    )
    drawn = [list(draw(room, given.each, given.seed)) for room in given.rooms]
    chosen = [
        one for turn in zip_longest(*drawn) for one in turn if one is not None
    ]  # so that a bound on time cuts all rooms alike
    if given.only:
        with given.only.open(encoding="utf-8", newline="") as file:
            again = {
                (row["module"], row["before"], row["after"])
                for row in csv.DictReader(file)
                if row["outcome"] == "missed"
            }
        chosen = [one for one in chosen if (one.module, one.before, one.after) in again]
    for row in run(chosen, given.seed, reached, given.workers, began + 60 * given.minutes, given.seconds):
        rows.append(row)
        print(
            f"{row[7]:10} {row[9]:>4} s {row[2]}:{row[3]} {row[5][:60]} -> {row[6][:60]} [{row[8][:60]}]",
            flush=True,
        )
        if given.out:
            write(given.out, COLUMNS, rows)
            write(given.out.with_name(f"{given.out.stem}-rates.csv"), RATES, rates(rows))
    for row in rates(rows):
        print(" ".join(row))
    print(f"{len(rows)} faults in {time.monotonic() - began:,.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
