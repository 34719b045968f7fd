"""A process that forks one child a line of its input, each of which refreshes a pair from a replay into a store; killed from outside.

Lines are `STORE ADDRESS`; the answer is the number of the child. The brief is an empty one, and nothing is audited: what is tried
is the store.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

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

_spec = importlib.util.spec_from_file_location("replay", Path(__file__).parents[1] / "sources/replay.py")
_replay = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_replay)


def empty(a: str, b: str) -> Brief:
    return Brief(about=(a, b), names=(a, b), window=Window(), sections=(), judgements=())


def bring(store: str, address: str) -> None:
    """Refresh a pair whose brief says nothing."""
    os.environ["REALPOLITIK_STORE"] = store
    asking.brief = empty
    fetched.after_fetch = lambda place, tables, source: pl.DataFrame()
    _replay.move_in(address)
    refresh("DEU", "RUS", start="2023", downloader=Downloader(Manners(pause_factor=0.001)))


def main() -> None:
    for line in sys.stdin:
        if child := os.fork():
            sys.stdout.write(f"{child}\n")
            sys.stdout.flush()
            continue
        try:
            bring(*line.split())
        except BaseException as error:  # the parent sees the code, and must not go on reading lines
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(1)
        os._exit(0)


if __name__ == "__main__":
    main()
