"""A day of mixed use of the server in some minutes: does anything grow that should not?

One server, as an operator starts it. Each of 24 hours is so many requests of six users at once: pages, findings over other years each time, live
scenarios, texts to check, a job, an entry saved to the library, a backup. After each hour: memory of the server and of its processes, open
handles, threads, bytes of the library, answers kept, and how long answers took. A team asks much the same all day: of five states, from three
years on. So what is kept fills in the first hours, and growth in the second half of the day would be a leak; one request in ten is of its own.

    python benchmarks/long_run.py [requests an hour]
"""

from __future__ import annotations

import asyncio
import csv
import random
import re
import sys
import time
from pathlib import Path

import httpx2

from serving import of_process, quantile, resident, served

RESULTS = Path(__file__).parent / "results" / "long_run.csv"
HOURS, USERS = 24, 6
STATES = ("CHN", "RUS", "USA", "IND", "DEU")
FINDINGS = (
    "trade.turnover",
    "trade.exports",
    "trade.partner_share",
    "votes.kappa",
    "dependence.import_share",
    "trade.growth",
)
PAGES = ("/", "/methods", "/sources", "/library", "/claims", "/scenario/west-2023", "/map/imports/CHN")
TEXTS = (
    "China-Russia trade rose from $146 billion to $240 billion between 2021 and 2023.",
    "India bought {} percent of Russia's oil in 2023, and trade between Germany and Russia fell by half since 2021.",
)
COLUMNS = (
    "hour", "requests", "errors", "p50_ms", "p95_ms", "server_mb", "processes_mb", "handles", "threads", "kept", "library_kb", "entries",
)  # fmt: skip


def page(chance: random.Random) -> tuple[str, str, dict[str, object]]:
    """A request: method, address, and what goes with it."""
    a, b = chance.sample(STATES, 2)
    year = chance.randint(1995, 2020) if chance.random() < 0.1 else chance.choice((2000, 2010, 2018))
    kind = chance.random()
    if kind < 0.08:
        return "POST", "/api/v1/check", {"json": {"text": chance.choice(TEXTS).format(chance.randint(1, 60))}}
    measure = chance.choice(FINDINGS)
    kinds = {
        0.23: chance.choice(PAGES),
        0.33: f"/pair/{a}/{b}",
        0.65: f"/finding/{measure}/{a}-{b}?from={year}&to={year + 4}",
        0.80: f"/api/v1/findings/{measure}/{a}-{b}?from={year}",
        0.92: f"/finding/{measure}/{a}-{b}/chart.svg?from={year}&bare=1",
        1.00: f"/scenario/own/live.json?size={chance.uniform(2, 98):.4f}&set=fgo",
    }
    return "GET", next(address for share, address in kinds.items() if kind < share), {}


async def hour(base: str, number: int, requests: int) -> tuple[list[float], list[str]]:
    """One hour: how long each answer took, and what went wrong. What the tables do not cover is no error."""
    took: list[float] = []
    wrong: list[str] = []

    async def user(own: int) -> None:
        chance = random.Random(1_000 * number + own)
        async with httpx2.AsyncClient(base_url=base, timeout=120) as client:
            for _ in range(requests // USERS):
                method, address, more = page(chance)
                began = time.perf_counter()
                try:
                    answer = await client.request(method, address, **more)
                    if answer.status_code not in (200, 307, 404, 422):
                        wrong.append(f"{answer.status_code} {address}")
                except httpx2.HTTPError as error:
                    wrong.append(f"{error!r} {address}")
                took.append(time.perf_counter() - began)
            await client.get("/health")

    await asyncio.gather(*(user(own) for own in range(USERS)))
    return took, wrong


def rarely(base: str, folder: Path, number: int) -> list[str]:
    """What happens once an hour: a job, an entry, a backup that is put back elsewhere."""
    from realpolitik.web.library.backup import backup, restore

    wrong = []
    with httpx2.Client(base_url=base, timeout=120) as client:
        job = client.post("/api/v1/jobs", json={"scenario": "west-2023", "draws": 2, "seed": number})
        form = client.get("/library/new?a=TUV&b=BTN").text
        token = re.search(r'name="token" value="([^"]+)"', form)
        fields = {
            "token": token.group(1) if token else "",
            "query": "a=TUV&b=BTN",
            "title": f"Hour {number}",
            "summary": "S",
            "body": "B",
        }
        saved = client.post("/library/new", data=fields)
        until = time.monotonic() + 120
        while (state := client.get(f"/api/v1/jobs/{job.json().get('id')}").json().get("status")) in (
            "waiting",
            "running",
        ):
            if time.monotonic() > until:
                break
            time.sleep(0.3)
    if state != "done":
        wrong.append(f"job: {state}")
    if saved.status_code != 303:
        wrong.append(f"entry: {saved.status_code}")
    copy = backup(folder, folder.parent / f"{number}.sqlite")
    restore(folder.parent / f"restored-{number}", copy)
    return wrong


def day(base: str, folder: Path, pid: int, requests: int) -> list[tuple[object, ...]]:
    """Every hour: what was asked, what it took, what the server holds."""
    from realpolitik.web.library.database import Database
    from realpolitik.web.library.entries import listed

    rows: list[tuple[object, ...]] = []
    for number in range(1, HOURS + 1):
        took, wrong = asyncio.run(hour(base, number, requests))
        wrong += rarely(base, folder, number)
        for one in wrong[:5]:
            sys.stderr.write(f"hour {number}: {one}\n")
        own, others = of_process(pid, resident)
        handles = len(list(Path(f"/proc/{pid}/fd").iterdir()))
        threads = len(list(Path(f"/proc/{pid}/task").iterdir()))
        size = sum(path.stat().st_size for path in folder.glob("library.sqlite*")) // 1024
        counts = httpx2.get(f"{base}/metrics").text
        kept = int(sum(float(one) for one in re.findall(r"_kept(?:\{[^}]*\})? ([\d.]+)", counts)))
        entries = listed(Database(folder), drafts=True, limit=1, offset=0)[1]
        rows.append(
            (number, len(took), len(wrong), quantile(took, 0.5), quantile(took, 0.95), round(own), round(others), handles, threads, kept, size, entries)
        )  # fmt: skip
        write(rows)
        sys.stdout.write(",".join(map(str, rows[-1])) + "\n")
        sys.stdout.flush()
    return rows


def write(rows: list[tuple[object, ...]]) -> None:
    """The hours so far, so that a run that is stopped leaves them."""
    with RESULTS.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def main(requests: int) -> None:
    """Start the server, let a day pass."""
    with served() as (base, folder, process):
        day(base, folder, process, requests)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 240)
