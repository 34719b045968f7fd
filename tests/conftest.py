"""Fixtures that every test may use."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest
from hypothesis import settings

# One machine's draw must not decide whether a change lands; a person's own runs go on searching.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("REALPOLITIK_CI") else "here")

REPOSITORY = Path(__file__).parents[1]

# No test reads what the person who runs it has fetched; tests with a store set their own.
os.environ["REALPOLITIK_STORE"] = str(REPOSITORY / "tests" / "no-store")
os.environ.pop("REALPOLITIK_VERSIONS", None)
# The tests themselves run side by side: a second process for a brief would only cost its start.
os.environ["REALPOLITIK_PROCESSES"] = "1"


def pytest_configure() -> None:
    """A run that is told to end takes down its fixtures, and with them the servers and processes that they started."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda number, frame: pytest.exit("told to end", returncode=143))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of full-size public data beside the repository; the test is skipped where it is absent."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the full-size public data (../shared/data) are not on this machine")
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """In continuous integration the tests of the browser and of Spark fail where they would skip."""
    report = yield
    must_run = os.environ.get("REALPOLITIK_CI") and any(
        item.get_closest_marker(name) for name in ("browser", "spark")
    )
    if must_run and report.skipped:
        report.outcome = "failed"
        report.longrepr = (
            f"{item.nodeid} must run in continuous integration, but would skip: {report.longrepr}"
        )
    return report
