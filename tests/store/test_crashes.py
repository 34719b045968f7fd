"""Whoever is killed while fetching leaves a store that is whole; two who fetch at once lose nothing."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from realpolitik.store import Store, check
from realpolitik.store.catalog import read as read_catalog

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("hostile_server", HERE.parent / "sources/server.py")
_server = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_server)
MOMENTS = 20
ROWS = 10_000
FULL = b"value\n%d\n"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the children are forked")


@pytest.fixture(scope="module")
def server():
    """Serves `N.csv` with the one value N, in three drips."""
    hostile = _server.Hostile()

    def drip(handler, call):
        body = FULL % int(handler.path.strip("/").removesuffix(".csv"))
        handler.send_response(200)
        handler.send_header("ETag", f'"{handler.path}"')
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        for at in range(0, len(body), 3):
            handler.wfile.write(body[at : at + 3])
            handler.wfile.flush()
            time.sleep(0.01)

    for version in range(1, 40):
        hostile.routes[f"/{version}.csv"] = drip
    yield hostile
    hostile.close()


@pytest.fixture(scope="module")
def nursery():
    """The process that forks children."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / "crashing.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield process
        process.stdin.close()


def begin(nursery, store, server, version):
    nursery.stdin.write(f"{store} {server.address} {version}\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


def ended(pid, *, within=30.0):
    """Wait until a child of the nursery is gone (it stays in the table of processes as a zombie, or not at all)."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return
        if state == "Z":
            return
        time.sleep(0.002)
    raise AssertionError(f"child {pid} does not end")


def values(store):
    """Rows by the value they bear: the version they came with."""
    entries = read_catalog(store)
    if not entries:
        return {}
    overlay = Store(home=store).overlay
    frame = pl.scan_parquet([overlay.path(entry.file) for entry in overlay.of("trade")])
    return dict(frame.group_by("value_usd").len().collect().iter_rows())


def whole(store):
    return [one.problems for one in check_own(store) if one.problems] == []


def check_own(store):
    from realpolitik.store.check import _check_shelf

    return _check_shelf(Store(home=store))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="watches children in /proc")
def test_killed_at_random_moments_the_store_stays_whole_and_the_next_run_completes(tmp_path, server, nursery):
    seed = tmp_path / "seed"
    start = time.monotonic()
    ended(begin(nursery, seed, server, 1))
    usual = time.monotonic() - start
    assert values(seed) == {1: ROWS}
    random.seed(20240416)
    killed = 0
    for moment in range(MOMENTS):
        store = tmp_path / str(moment)
        shutil.copytree(seed, store)
        child = begin(nursery, store, server, 2)
        time.sleep(random.uniform(0, 0.8 * usual))
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            continue
        ended(child)
        left = values(store)
        assert left in ({1: ROWS}, {2: ROWS}), f"killed at moment {moment}, the store shows {left}"
        killed += left == {1: ROWS}
        assert whole(store)
        ended(begin(nursery, store, server, 2))
        assert values(store) == {2: ROWS}
        assert whole(store)
        assert not list((store / "scratch").iterdir())  # what the dead left is swept up
        shutil.rmtree(store)
    assert killed >= 3  # not all came after the end


def test_processes_that_fetch_at_once_lose_nothing(tmp_path, server, nursery):
    store = tmp_path / "store"
    children = [begin(nursery, store, server, version) for version in range(1, 7)]
    for child in children:
        ended(child)
    entries = read_catalog(store)
    assert {entry.version for entry in entries} == {str(version) for version in range(1, 7)}
    assert len(entries) == 6 * 5
    assert values(store) == {6: ROWS}
    assert whole(store)
    assert not [one.problems for one in check(Store(home=store)) if one.problems]
