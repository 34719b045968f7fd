"""A process that forks one child a line of its input, each of which fetches a source into a store; killed from outside.

Forked before Polars has started its threads, so that a child costs milliseconds. Lines are `STORE ADDRESS VERSION`; the answer is the
number of the child, which stops where it is killed.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import filelock  # noqa: F401 (what a child would import, imported once)
import httpx2  # noqa: F401
import polars as pl
import tenacity  # noqa: F401
import yaml  # noqa: F401

from realpolitik.sources.download import Downloader, Manners
from realpolitik.sources.reader import Part, Reader, Request
from realpolitik.store.fetch import fetch

_spec = importlib.util.spec_from_file_location("forking", Path(__file__).parents[1] / "forking.py")
forking = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(forking)

SLICES = 5
ROWS = 2_000


def read(files, job):
    """Five slices of two thousand flows, of which the values say the version."""
    for path in files:
        for place in range(SLICES):
            index = pl.int_range(place * ROWS, (place + 1) * ROWS, eager=True)
            yield Part(
                table="trade",
                slice=str(place),
                frame=pl.read_csv(path).join(pl.DataFrame({"row": index}), how="cross").select(
                    origin=pl.lit("CHN"), destination=pl.lit("RUS"), product=pl.format("p{}", "row"), freq=pl.lit("A"),
                    period=pl.date(2021, 1, 1), value_usd="value", reporter=pl.lit("BACI"),
                ),
            )  # fmt: skip


def bring(store: str, address: str, version: str) -> None:
    """Fetch one version into a store."""
    reader = Reader(
        name="cepii-baci",
        tables=("trade",),
        read=read,
        by_hand="https://www.cepii.fr",
        version=lambda files: version,
        requests=lambda job: [Request(address=f"{address}/{version}.csv", file=f"{version}.csv", kind="csv")],
    )
    sys.modules["realpolitik.store.fetch"].reader_of = lambda name: reader
    fetch("baci", place=Path(store), downloader=Downloader(manners=Manners(pause_factor=0.01)))


if __name__ == "__main__":
    forking.serve(bring)
