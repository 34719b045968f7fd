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
    blocks = iter(
        [
            ({("own", "code 2"): fuzz.Count(500, 0.1, 2**20)}, []),
            ({("own", "code 70"): fuzz.Count(500)}, ["own:501 code 70"]),
        ]
    )

    def block(first, cases, seed):
        for found in blocks:
            return found
        raise KeyboardInterrupt

    monkeypatch.setattr(fuzz, "block", block)
    monkeypatch.setattr(
        sys, "argv", ["fuzz.py", "--cases", "10000", "--seed", "3", "--out", str(tmp_path / "counts.csv")]
    )
    with pytest.raises(KeyboardInterrupt):
        fuzz.main()
    text = (tmp_path / "counts.csv").read_text("utf-8")
    assert text.splitlines() == [
        "target,outcome,cases,slowest_cpu_s,peak_mb,seed",
        "own,code 2,500,0.10,1,3",
        "own,code 70,500,0.00,0,3",
    ]
    assert fuzz.table(fuzz.read(text), 3) == text


def test_a_block_that_the_machine_ended_is_a_fault(fuzz, monkeypatch):
    monkeypatch.setattr(fuzz, "__file__", "/nonexistent.py")
    found, failed = fuzz.block(0, 500, 1)
    assert [key[0] for key in found] == ["block"]
    assert len(failed) == 1
