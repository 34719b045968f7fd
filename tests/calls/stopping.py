"""A process that forks one child a line of its input, each of which refreshes a pair from a replay into a store; killed from outside.

Lines are `STORE ADDRESS`; the answer is the number of the child. The brief is an empty one, and nothing is audited: what is tried
is the store.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import filelock  # noqa: F401 (what a child would import, imported once)
import httpx2  # noqa: F401
import polars as pl
import tenacity  # noqa: F401

from realpolitik.audit import fetched
from realpolitik.briefs import Brief
from realpolitik.calls import asking
from realpolitik.calls.refreshing import refresh
from realpolitik.findings import Window
from realpolitik.sources.download import Downloader, Manners


def beside(path: str) -> ModuleType:
    """A module of the tests, by its path below them."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, Path(__file__).parents[1] / path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_replay, _forking = beside("sources/replay.py"), beside("forking.py")


def empty(a: str, b: str) -> Brief:
    return Brief(about=(a, b), names=(a, b), window=Window(), sections=(), judgements=())


def bring(store: str, address: str) -> None:
    """Refresh a pair whose brief says nothing."""
    os.environ["REALPOLITIK_STORE"] = store
    asking.brief = empty
    fetched.after_fetch = lambda place, tables, source: pl.DataFrame()
    _replay.move_in(address)
    refresh("DEU", "RUS", start="2023", downloader=Downloader(Manners(pause_factor=0.001)))


if __name__ == "__main__":
    _forking.serve(bring)
