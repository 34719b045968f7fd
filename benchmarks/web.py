"""Load on the web application: 50 users on pages and findings for a minute, and 4 who move the sliders of a scenario.

The server is started as an operator starts it, without a limit on the rate, on a new library. The users are this script:
they take a part of the same two cores, so that the figures are what one machine does with both. Each user asks again as
soon as it is answered, without thinking. Sliders never stop twice at the same place: no answer of theirs is kept.

    python benchmarks/web.py [seconds of each case]
"""

from __future__ import annotations

import asyncio
import csv
import os
import random
import sys
import time
from pathlib import Path

import httpx2

from serving import served

RESULTS = Path(__file__).parent / "results" / "web.csv"
PAGES = (
    "/",
    "/pair/CHN/RUS",
    "/pair/CHN/RUS/who-depends-on-whom",
    "/pair/CHN/USA",
    "/pair/DEU/FRA",
    "/finding/trade.turnover/CHN-RUS?from=2013",
    "/finding/dependence.import_share/RUS-CHN/chart.svg?from=2013&bare=1",
    "/finding/trade.turnover/CHN-RUS/rows.csv?from=2013",
    "/map/imports/CHN",
    "/scenario/west-2023",
    "/claims",
    "/library",
    "/sources",
    "/methods",
    "/api/v1/states?q=chi",
    "/api/v1/findings/trade.turnover/CHN-RUS?from=2013",
    "/api/v1/findings/votes.change/CHN-RUS",
    "/api/v1/briefs/CHN/RUS",
)
COLUMNS = (
    "case",
    "users",
    "seconds",
    "requests",
    "errors",
    "per_second",
    "p50_ms",
    "p95_ms",
    "p99_ms",
    "cores",
)


def live(chance: random.Random) -> str:
    """An address of the sliders at a place where they have not been."""
    size, nest = chance.uniform(2, 98), chance.uniform(1.2, 7)
    return f"/scenario/own/live.json?size={size:.6f}&nest={nest:.6f}&set=fgo"


def whole_grid(chance: random.Random) -> str:
    """The same with every set of elasticities and every nest: what the page asks unless told otherwise."""
    return f"/scenario/own/live.json?size={chance.uniform(2, 98):.6f}"


async def users(base: str, count: int, seconds: float, address) -> tuple[list[float], list[str]]:
    """Let some users ask for so long: how long each answer took, and what went wrong."""
    took: list[float] = []
    wrong: list[str] = []
    until = time.perf_counter() + seconds

    async def one(number: int) -> None:
        chance = random.Random(number)
        async with httpx2.AsyncClient(base_url=base, timeout=60) as client:
            while time.perf_counter() < until:
                path = address(chance)
                began = time.perf_counter()
                try:
                    answer = await client.get(path, headers={"accept-encoding": "gzip"})
                    if answer.status_code != 200:
                        wrong.append(f"{answer.status_code} {path}")
                except httpx2.HTTPError as error:
                    wrong.append(f"{error!r} {path}")
                took.append(time.perf_counter() - began)

    await asyncio.gather(*(one(number) for number in range(count)))
    return took, wrong


def quantile(values: list[float], share: float) -> float:
    """In milliseconds."""
    return round(1000 * sorted(values)[min(len(values) - 1, int(share * len(values)))], 1)


def main(seconds: float) -> None:
    """Start the server, let users ask, write the figures."""
    with served() as (base, _, _):
        rows = measured(base, seconds)
    with RESULTS.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    sys.stdout.write(RESULTS.read_text())


def measured(base: str, seconds: float) -> list[tuple[object, ...]]:
    """Every case, once each page has been made."""
    cold = []
    for path in PAGES:
        began = time.perf_counter()
        httpx2.get(base + path, timeout=120).raise_for_status()
        cold.append(time.perf_counter() - began)
    rows: list[tuple[object, ...]] = [row("first visit of each page", 1, sum(cold), cold, [])]
    chance_of = {
        "pages and findings": (50, lambda chance: chance.choice(PAGES)),
        "live scenario, all assumptions": (4, whole_grid),
        "live scenario, one set": (4, live),
    }
    for case, (count, address) in chance_of.items():
        took, wrong = asyncio.run(users(base, count, seconds, address))
        for one in wrong[:5]:
            sys.stderr.write(f"{case}: {one}\n")
        rows.append(row(case, count, seconds, took, wrong))
    return rows


def row(case: str, count: int, seconds: float, took: list[float], wrong: list[str]) -> tuple[object, ...]:
    """A line of the results."""
    quantiles = (quantile(took, share) for share in (0.5, 0.95, 0.99))
    rate = round(len(took) / seconds, 1)
    return (case, count, round(seconds, 1), len(took), len(wrong), rate, *quantiles, os.cpu_count())


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0)
