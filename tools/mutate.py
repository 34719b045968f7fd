"""Plant small faults one at a time, and see whether the tests notice: `make mutate`.

    tools/mutate.py --out benchmarks/results/mutants.csv
    tools/mutate.py --only claims/apply.py

`mutants.yaml` lists the faults by module, with the tests that must catch them. Each is planted in a copy of the package that stands before it on
the path, and the tests run in a process of their own; a control run without a fault must pass. The list is chosen, not drawn: it says whether those
faults are caught, and nothing of the part of all faults that are.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parents[1]
PACKAGE = HERE / "src" / "realpolitik"
LIST = Path(__file__).with_name("mutants.yaml")
PATIENCE = 300


@dataclass(frozen=True)
class Fault:
    """A fault: `old` is replaced by `new` at its place `at` in a module."""

    module: str
    tests: tuple[str, ...]
    old: str
    new: str
    at: int = 1
    changes: str = ""
    equivalent: str = ""

    def planted(self, text: str) -> str:
        """The module with the fault.

        Raises
        ------
        ValueError
            The module has no such place: the list is older than the code.
        """
        parts = text.split(self.old)
        if len(parts) <= self.at:
            raise ValueError(
                f"{self.module} has no {self.old!r} number {self.at}: bring tools/mutants.yaml up to date"
            )
        return self.old.join(parts[: self.at]) + self.new + self.old.join(parts[self.at :])


def faults() -> tuple[Fault, ...]:
    """The list."""
    return tuple(
        Fault(module=group["module"], tests=tuple(group["tests"]), **one)
        for group in yaml.safe_load(LIST.read_text(encoding="utf-8"))
        for one in group["faults"]
    )


class Overlay:
    """A copy of the package by links, before the true one on the path."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "realpolitik"
        shutil.copytree(
            PACKAGE, self.place, copy_function=os.link, ignore=shutil.ignore_patterns("__pycache__")
        )

    def put(self, module: str, text: str) -> None:
        """Give a module this text, here alone."""
        path = self.place / module
        path.unlink()  # the link, so that the true file stays as it is
        path.write_text(text, encoding="utf-8")

    def passes(self, tests: Sequence[str]) -> tuple[bool, str]:
        """Whether tests pass on this copy, and the first that fails."""
        prefix = "src/realpolitik/"
        words = [
            str(self.place / one.removeprefix(prefix)) if one.startswith(prefix) else one for one in tests
        ]
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "--no-header",
            "-p",
            "no:cacheprovider",
            *words,
        ]
        environment = os.environ | {
            "PYTHONPATH": str(self.place.parent), "PYTHONDONTWRITEBYTECODE": "1", "REALPOLITIK_STORE": str(HERE / "tests" / "no-store"),
        }  # fmt: skip
        try:
            ended = subprocess.run(
                command,
                capture_output=True,
                text=True,
                check=False,
                cwd=HERE,
                env=environment,
                timeout=PATIENCE,
            )
        except subprocess.TimeoutExpired:
            return False, "no end"
        if ended.returncode not in (0, 1, 2):
            raise RuntimeError(f"{tests}: {ended.stdout[-2000:]}{ended.stderr[-2000:]}")
        failed = [line for line in ended.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return ended.returncode == 0, failed[0].split(" ", 1)[1].split(" - ")[0] if failed else ""


def run(chosen: Sequence[Fault]) -> Iterator[list[str]]:
    """A row a fault: module, fault, whether it was caught, and by which test."""
    with tempfile.TemporaryDirectory() as folder:
        overlay, sound = Overlay(Path(folder)), set()
        for one in chosen:
            text = (PACKAGE / one.module).read_text(encoding="utf-8")
            if one.tests not in sound:
                good, failed = overlay.passes(one.tests)
                if not good:
                    raise RuntimeError(f"without a fault, {failed} fails")
                sound.add(one.tests)
            overlay.put(one.module, one.planted(text))
            survived, by = overlay.passes(one.tests)
            overlay.put(one.module, text)
            outcome = "caught" if not survived else "equivalent" if one.equivalent else "missed"
            shown = " ".join(f"{one.old.strip()} -> {one.new.strip() or 'nothing'}".split())
            yield [one.module, shown, one.changes, outcome, by.removeprefix(f"{folder}/") or one.equivalent]


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as CSV."""
    out = io.StringIO()
    written = csv.writer(out, lineterminator="\n")
    written.writerow(["module", "fault", "changes", "outcome", "by"])
    written.writerows(rows)
    return out.getvalue()


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--only", default="", help="modules whose path holds this")
    asked.add_argument("--out", type=Path)
    given = asked.parse_args()
    began, rows = time.monotonic(), []
    chosen = [one for one in faults() if given.only in one.module]
    for row in run(chosen):
        rows.append(row)
        print(f"{row[3]:10} {row[0]}: {row[1][:90]}", flush=True)
        if given.out:
            given.out.write_text(table(rows), encoding="utf-8")
    missed = sum(row[3] == "missed" for row in rows)
    print(f"{len(rows)} faults in {time.monotonic() - began:,.0f} s: {missed} missed")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
