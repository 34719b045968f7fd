"""A run of the tests that is told to end leaves no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TEST = """\
import pathlib, subprocess, sys, time
import pytest

@pytest.fixture(scope="session")
def served():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])
    pathlib.Path("started").write_text(str(process.pid))
    yield
    process.terminate()
    process.wait()

def test_that_waits(served):
    time.sleep(120)
"""


def alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name != "posix", reason="a run is told to end by a signal of POSIX")
def test_a_run_told_to_end_takes_its_servers_with_it(tmp_path):
    (tmp_path / "test_waits.py").write_text(TEST)
    run = subprocess.Popen(
        [sys.executable, "-m", "pytest", "-q", "-p", "conftest", "-p", "no:cacheprovider", "test_waits.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(HERE)},
        stdout=subprocess.PIPE,
        text=True,
    )
    served = None
    try:
        until = time.monotonic() + 60
        while not (tmp_path / "started").exists() or not (tmp_path / "started").read_text():
            assert run.poll() is None, run.communicate()[0]
            assert time.monotonic() < until
            time.sleep(0.05)
        served = int((tmp_path / "started").read_text())
        assert alive(served)
        run.send_signal(signal.SIGTERM)
        said, _ = run.communicate(timeout=30)
        assert run.returncode == 143, said
        assert "told to end" in said
        assert not alive(served)
    finally:
        run.kill()
        if served and alive(served):
            os.kill(served, signal.SIGKILL)
