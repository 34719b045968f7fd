"""A brief made by two processes is that made by one, and no process outlives the brief."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from realpolitik.briefs import build, questions
from realpolitik.briefs.beside import VARIABLE, Beside
from realpolitik.charts.drawer import Drawer, drawn

FEW = tuple(
    one
    for one in questions()
    if one.id in ("how-large-is-trade", "who-depends-on-whom", "how-often-do-they-meet")
)


@pytest.fixture(autouse=True)
def two(monkeypatch):
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr("realpolitik.briefs.beside.cores", lambda: 2)


def _alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_two_processes_give_the_brief_of_one():
    progress: list[str] = []
    with Drawer() as drawer, Beside(drawer) as beside:
        made = build("CHN", "RUS", questions=FEW, claims=(), beside=beside, on_progress=progress.append)
        finding = made.sections[-1].findings[0]
        assert drawer.picture(finding, "narrow").result() == drawn(finding, "narrow")
    alone = build("CHN", "RUS", questions=FEW, claims=())
    assert made.record() == alone.record()
    asked = {show.measure for one in FEW for show in one.shows}
    assert len({said.split()[0] for said in progress}) < len(asked)  # some were asked elsewhere


def test_what_the_other_cannot_answer_is_answered_here():
    with Beside() as beside:
        os.kill(beside._process.pid, signal.SIGKILL)
        made = build("CHN", "RUS", questions=FEW[:2], claims=(), beside=beside)
    assert made.record() == build("CHN", "RUS", questions=FEW[:2], claims=()).record()


def test_what_a_measure_raises_is_raised_here():
    wrong = replace(FEW[1], shows=(replace(FEW[1].shows[0], options={"nonsense": 1}),))
    with Beside() as beside, pytest.raises(LookupError, match="nonsense"):
        build("CHN", "RUS", questions=(FEW[0], wrong), claims=(), beside=beside)


def test_one_process_where_told_so(monkeypatch):
    monkeypatch.setenv(VARIABLE, "1")
    with Beside() as beside:
        assert beside._process is None


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")
def test_the_other_ends_with_the_first_however_that_ends():
    code = (
        "import time; from realpolitik.briefs import beside; beside.cores = lambda: 2\n"
        "with beside.Beside() as two:\n    print(two._process.pid, flush=True); time.sleep(60)"
    )
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
    first = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment)
    other = int(first.stdout.readline())
    first.kill()
    first.wait()
    first.stdout.close()
    until = time.monotonic() + 20
    while _alive(other) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _alive(other)
