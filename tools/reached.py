"""A plugin of pytest for tools/mutate.py: under coverage, says of each line which tests run it, and of each test how much of a core it takes."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import coverage
import pytest

SECONDS: dict[str, float] = {}
FAILED: set[str] = set()
USERS: dict[str, list[str]] = {}
"""The tests of each fixture that several share: what it runs, it runs for all of them."""
LAST: list[Path] = []


def _forget() -> None:
    """Empty the caches: what a test of one file has made is run again, and so seen, in the tests of the next."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "realpolitik":
            for one in list(vars(module).values()):
                if hasattr(one, "cache_clear") and getattr(one, "__module__", "") == name:
                    one.cache_clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item):
    """The lines run from here to the end of the test are the test's."""
    if LAST[-1:] != [item.path]:
        _forget()
        LAST.append(item.path)
    running = coverage.Coverage.current()
    assert running is not None, "run me by `coverage run -m pytest -p reached`"
    running.switch_context(item.nodeid)
    began = time.process_time()
    try:
        return (yield)
    finally:
        SECONDS[item.nodeid] = time.process_time() - began
        running.switch_context("")


def _named(fixture: pytest.FixtureDef) -> str:
    return f"fixture {fixture.baseid}::{fixture.argname}"


def pytest_collection_finish(session: pytest.Session) -> None:
    """Who shares which fixture."""
    for item in session.items:
        info = getattr(item, "_fixtureinfo", None)
        for found in info.name2fixturedefs.values() if info else ():
            if found[-1].scope != "function":
                USERS.setdefault(_named(found[-1]), []).append(item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest):
    """The lines that a shared fixture runs are its own."""
    running = coverage.Coverage.current()
    shared = running is not None and fixturedef.scope != "function"
    if shared:
        running.switch_context(_named(fixturedef))
    try:
        return (yield)
    finally:
        if shared:
            running.switch_context(request._pyfuncitem.nodeid)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A test that fails or is skipped without a fault can catch none."""
    if not report.passed:
        FAILED.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """Write what each test takes."""
    kept = {one: seconds for one, seconds in SECONDS.items() if one not in FAILED}
    Path(os.environ["REACHED_SECONDS"]).write_text(
        json.dumps({"seconds": kept, "users": USERS}), encoding="utf-8"
    )
