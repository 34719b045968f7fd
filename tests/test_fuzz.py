"""Damaged input, every run: readers, files that users write, articles, command lines, the API. No fault, no hang.

`make fuzz` runs 10,000 cases (`benchmarks/results/fuzz.csv`). Here is a part of it that a change can afford: some half a minute of a
core, not two, because the whole suite must end within its half hour. The first cases are always the same; the others are drawn anew in
each run, and the number that makes them again is printed.
"""

from __future__ import annotations

import importlib
import os
import random
import signal
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
posix = pytest.mark.skipif(os.name != "posix", reason="the bound on time is a signal of POSIX")


@pytest.fixture(scope="module")
def fuzz():
    """The tool, which is no part of the package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tools"))
        yield importlib.import_module("fuzz")


@posix
@pytest.mark.slow
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    ("cases", "seed"), [(150, 1), (90, random.SystemRandom().randrange(1_000, 9_999))], ids=["fixed", "drawn"]
)
def test_whatever_is_damaged_the_program_answers(fuzz, cases, seed):
    failed: list[str] = []
    found = fuzz.campaign(cases, seed, on_failure=lambda case, what: failed.append(f"{case} {what}"))
    again = f"seed {seed}; a case again: tools/fuzz.py --one TARGET:NUMBER"
    assert not failed, "\n".join([again, *failed])
    assert sum(count.cases for count in found.values()) == cases
    assert {target for target, _ in found} == set(fuzz.TARGETS)
    assert {outcome for _, outcome in found} >= {
        "code 0",
        "code 2",
    }  # some is read in spite of damage, some refused


def test_a_case_is_made_from_its_number(fuzz):
    assert [fuzz.damaged(fuzz.Random("a:1"), b"one,two\n3,4\n") for _ in range(2)] == [
        fuzz.damaged(fuzz.Random("a:1"), b"one,two\n3,4\n")
    ] * 2


@posix
@pytest.mark.parametrize(
    ("ends", "outcome"),
    [
        ((lambda: (0, "")), "code 0"),
        ((lambda: (70, "error: this is a fault")), "code 70"),
        ((lambda: (1, "")), "traceback"),
        ((lambda: (2, "Traceback (most recent call last):")), "traceback"),
        ((lambda: {}["column"]), "traceback"),
        ((lambda: next(iter(int, 1) for _ in iter(int, 1) if False)), "hung"),
    ],
    ids=["done", "fault", "no code of the table", "traceback said", "raised", "without end"],
)
def test_a_fault_is_noticed(fuzz, monkeypatch, ends, outcome):
    if threading.current_thread() is not threading.main_thread():
        pytest.skip("signals reach the main thread alone")
    monkeypatch.setitem(fuzz.TARGETS, "own", lambda rng, place: ends())
    before = signal.getsignal(signal.SIGPROF)
    assert fuzz.one("own", 1, patience=1)[0] == outcome
    assert signal.getsignal(signal.SIGPROF) is before
    assert outcome == "code 0" or outcome in fuzz.FAILED


def test_a_run_that_is_stopped_leaves_its_counts(fuzz, monkeypatch, tmp_path):
    monkeypatch.setattr(fuzz, "TARGETS", {"own": lambda rng, place: (2, "")})
    monkeypatch.setattr(fuzz, "warm", lambda: None)
    monkeypatch.setattr(fuzz, "one", _stops_after(fuzz, 250))
    monkeypatch.setattr(
        sys, "argv", ["fuzz.py", "--cases", "1000", "--seed", "3", "--out", str(tmp_path / "counts.csv")]
    )
    with pytest.raises(KeyboardInterrupt):
        fuzz.main()
    header, row = (tmp_path / "counts.csv").read_text("utf-8").splitlines()
    assert header == "target,outcome,cases,slowest_cpu_s,peak_mb,seed"
    assert row.startswith("own,code 2,200,")


def _stops_after(fuzz, cases):
    left = iter(range(cases))

    def one(target, number):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return "code 2", ""

    return one
