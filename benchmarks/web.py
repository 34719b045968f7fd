"""A crowd on the web application: 50 users on pages and 4 who move the sliders of a scenario, all at once, and the same crowd on a static server.

The server is started as an operator starts it, without a limit on the rate, on a new library. The users are this script, over raw connections
that stay open: they take a part of the same cores, so that the figures are what one machine does with both. That part is told (`client_cpu`), and
the second half of the run shows it: the same users ask nginx for the same bytes in files, which costs a server next to nothing. What is slow
there is the client's doing; the rest is ours. Nobody thinks between two requests, so that a minute is an hour of true readers and more.

Each user reads: briefs, figures with chart and rows, other pages, files of style and script; one request in fifty has a text checked, another
asks a figure over years of its own, and no such answer is kept from before. Sliders never stop twice at the same place.

    python benchmarks/web.py [seconds]          needs nginx (Debian: nginx) in the path; 180 seconds are the run that is committed
"""

from __future__ import annotations

import asyncio
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from realpolitik.web.pages.static import link
from serving import computed, free_port, of_process, quantile, resident, running, served

RESULTS = Path(__file__).parent / "results"
READERS, MOVERS = 50, 4
LOOKS = 12
"""Looks at the memory of the server over the run, besides those at the start: one each quarter of a minute in three minutes."""
READ = {
    "brief": (
        "/pair/CHN/RUS",
        "/pair/CHN/RUS/who-depends-on-whom",
        "/pair/CHN/USA",
        "/pair/DEU/FRA",
        "/api/v1/briefs/CHN/RUS",
    ),
    "figure": (
        "/finding/trade.turnover/CHN-RUS?from=2013",
        "/finding/dependence.import_share/RUS-CHN/chart.svg?from=2013&bare=1",
        "/finding/trade.turnover/CHN-RUS/rows.csv?from=2013",
        "/api/v1/findings/trade.turnover/CHN-RUS?from=2013",
        "/api/v1/findings/votes.change/CHN-RUS",
        "/map/imports/CHN",
    ),
    "page": ("/", "/scenario/west-2023", "/claims", "/library", "/sources", "/methods", "/api/v1/states?q=chi"),
    "static": tuple(link(name) for name in ("web.css", "brief.css", "web.js", "scenario.js", "icon.svg")),
}  # fmt: skip
SHARES = {"brief": 25, "figure": 40, "page": 16, "static": 15, "check": 2, "own years": 2}
"""Requests of a reader, of a hundred."""
TEXT = "India bought {} percent of Russia's oil in 2023. China-Russia trade rose from $146 billion to $240 billion between 2021 and 2023."
COLUMNS = (
    "date", "version", "server", "asked", "users", "seconds", "requests", "errors", "per_second",
    "p50_ms", "p95_ms", "p99_ms", "max_ms", "server_cpu", "client_cpu", "cores",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """What a user asks: its kind, and the request as it goes over the wire."""

    kind: str
    address: str
    body: str = ""

    def wire(self) -> bytes:
        """The request, which leaves the connection open."""
        head = f"{'POST' if self.body else 'GET'} {self.address} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip\r\n"
        if self.body:
            head += f"content-type: application/json\r\ncontent-length: {len(self.body)}\r\n"
        return f"{head}\r\n{self.body}".encode()


def reading(chance: random.Random) -> Request:
    """The next request of a reader."""
    (kind,) = chance.choices(list(SHARES), list(SHARES.values()))
    if kind == "check":
        text = TEXT.format(f"{chance.uniform(1, 60):.4f}")
        return Request(kind, "/api/v1/check", json.dumps({"text": text}))
    if kind == "own years":
        first = chance.randint(2001, 2018)  # from when on every pair below is covered
        about, measure = (
            chance.choice(("CHN-RUS", "DEU-FRA", "IND-USA")),
            chance.choice(("turnover", "growth")),
        )
        return Request(
            kind, f"/finding/trade.{measure}/{about}?from={first}&to={chance.randint(first + 3, 2024)}"
        )
    return Request(kind, chance.choice(READ[kind]))


def moving(chance: random.Random) -> Request:
    """The next request of one who moves a slider: every set of elasticities and every nest, as the page asks unless told otherwise."""
    return Request("live scenario", f"/scenario/own/live.json?size={chance.uniform(2, 98):.6f}")


@dataclass(slots=True)
class Crowd:
    """What the users met: seconds of each answer by kind, and what went wrong."""

    port: int
    files: dict[str, int] | None = None
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    async def ask(self, seconds: float, during: Callable[[float], None]) -> None:
        """All users at once for so long; meanwhile the server is looked at."""
        began = time.perf_counter()
        users = [self._user(reading, number, began + seconds) for number in range(READERS)]
        users += [self._user(moving, number, began + seconds) for number in range(MOVERS)]

        async def look() -> None:
            for number in range(LOOKS + 1):
                await asyncio.sleep(max(0.0, began + number * seconds / LOOKS - time.perf_counter()))
                during(time.perf_counter() - began)

        await asyncio.gather(look(), *users)

    async def _user(self, choose: Callable[[random.Random], Request], number: int, until: float) -> None:
        chance, connection = random.Random(number), None
        while time.perf_counter() < until:
            asked = choose(chance)
            sent = (
                asked
                if self.files is None
                else Request(asked.kind, f"/{self.files[place(asked)]}", asked.body)
            )
            began = time.perf_counter()
            try:
                if connection is None:
                    connection = await asyncio.open_connection("127.0.0.1", self.port)
                status, _ = await answered(connection, sent)
                if status != 200:
                    self.wrong[asked.kind].append(f"{status} {asked.address}")
            except (OSError, EOFError, ValueError) as error:
                self.wrong[asked.kind].append(f"{error!r} {asked.address}")
                connection = None
            self.took[asked.kind].append(time.perf_counter() - began)


def place(asked: Request) -> str:
    """Under which name the static server has the answer: what is asked anew each time has one answer for all."""
    return asked.kind if asked.kind in ("check", "own years", "live scenario") else asked.address


async def answered(
    connection: tuple[asyncio.StreamReader, asyncio.StreamWriter], asked: Request
) -> tuple[int, bytes]:
    """Status and body of the answer to a request; one without a length raises `ValueError`."""
    reader, writer = connection
    writer.write(asked.wire())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next(line[15:] for line in head.split("\r\n") if line.startswith("content-length:"))
    return int(head[9:12]), await reader.readexactly(int(length))


@contextmanager
def nginx(contents: list[bytes]) -> Iterator[tuple[int, int]]:
    """Port and process of nginx with some contents as files `/0`, `/1`, …; it gives them to GET and POST alike."""
    port = free_port()
    with tempfile.TemporaryDirectory() as name:
        for number, content in enumerate(contents):
            (Path(name) / str(number)).write_bytes(content)
        places = "".join(
            f"{kind}_temp_path {name}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;" if os.geteuid() == 0 else ""
        (Path(name) / "conf").write_text(
            f"daemon off; {user} worker_processes auto; pid {name}/pid; error_log {name}/log; events {{}}\n"
            f"http {{ access_log {name}/access; {places} keepalive_requests 1000000000; sendfile on;\n"
            f"server {{ listen 127.0.0.1:{port}; root {name}; error_page 405 =200 $uri; }} }}\n"
        )
        command = ["nginx", "-c", f"{name}/conf", "-e", f"{name}/log"]
        with running(command, f"http://127.0.0.1:{port}", "/0") as pid:
            yield port, pid


def visited(port: int) -> tuple[dict[str, int], list[bytes], Crowd]:
    """Every address once, as its first visitor meets it: the number of each, what it answered, and how long that took."""
    met, contents = Crowd(port), []
    chance = random.Random(0)
    asked = [Request(kind, address) for kind, addresses in READ.items() for address in addresses]
    asked += [Request("check", "/api/v1/check", json.dumps({"text": TEXT.format(38)})), moving(chance)]
    asked += [Request("own years", "/finding/trade.turnover/CHN-RUS?from=2001&to=2009")]

    async def all_of_them() -> None:
        connection = await asyncio.open_connection("127.0.0.1", port)
        for one in asked:
            began = time.perf_counter()
            status, content = await answered(connection, one)
            if status != 200:
                raise SystemExit(f"{one.address}: {status}")
            contents.append(content)
            met.took["first visit of each"].append(time.perf_counter() - began)

    asyncio.run(all_of_them())
    return {place(one): number for number, one in enumerate(asked)}, contents, met


def measured(
    server: str, port: int, pid: int, seconds: float, files: dict[str, int] | None
) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """The crowd on one server: rows of how long answers took, and rows of memory."""
    crowd, memory = Crowd(port, files), []

    def during(at: float) -> None:
        own, others = of_process(pid, resident)
        memory.append((*stamp(), server, round(at), round(own), round(others)))

    before, of_client = sum(of_process(pid, computed)), time.process_time()
    asyncio.run(crowd.ask(seconds, during))
    used = [(sum(of_process(pid, computed)) - before) / seconds, (time.process_time() - of_client) / seconds]
    for kind, wrong in crowd.wrong.items():
        sys.stderr.write(f"{server}, {kind}: {len(wrong)} wrong, such as {wrong[0]}\n")
    return rows(server, crowd, seconds, used), memory


def rows(server: str, crowd: Crowd, seconds: float, used: list[float]) -> list[tuple[object, ...]]:
    """A line for all that readers asked, for each kind of it, and for the scenarios."""
    kinds = {kind: [kind] for kind in crowd.took}
    readers = [kind for kind in kinds if kind in SHARES]
    every = {"all that readers asked": readers, **kinds} if readers else kinds
    found = []
    for asked, parts in every.items():
        took = [one for part in parts for one in crowd.took[part]]
        wrong = sum(len(crowd.wrong[part]) for part in parts)
        users = 1 if asked.startswith("first") else MOVERS if asked == "live scenario" else READERS
        quantiles = (quantile(took, share) for share in (0.5, 0.95, 0.99, 1))
        rate = round(len(took) / seconds, 1)
        cpu = [round(one, 2) for one in used]
        found.append((*stamp(), server, asked, users, round(seconds, 1), len(took), wrong, rate, *quantiles, *cpu, os.cpu_count()))  # fmt: skip
    return found


def stamp() -> tuple[str, str]:
    """The day, and the version with its commit."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], check=True, capture_output=True, text=True, cwd=RESULTS
    ).stdout.strip()
    return datetime.now(UTC).date().isoformat(), f"{version('realpolitik')}+{commit}"


def main(seconds: float) -> None:
    """Let the crowd ask ours, then nginx; write the figures."""
    if shutil.which("nginx") is None:
        raise SystemExit(
            "nginx is not in the path: install it (Debian: apt-get install nginx), it is what ours is measured beside"
        )
    with served() as (base, _, pid):
        port = int(base.rsplit(":", 1)[1])
        files, contents, first = visited(port)
        alone = sum(first.took["first visit of each"])
        found = rows("realpolitik", first, alone, [0.0, 0.0])
        more, memory = measured("realpolitik", port, pid, seconds, None)
        found += more
    with nginx(contents) as (port, pid):
        more, other = measured("nginx, the same bytes in files", port, pid, seconds, files)
    write("web.csv", COLUMNS, found + more)
    write(
        "web_memory.csv", ("date", "version", "server", "second", "server_mb", "processes_mb"), memory + other
    )


def write(name: str, columns: tuple[str, ...], lines: list[tuple[object, ...]]) -> None:
    """A file of results, also shown."""
    with (RESULTS / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([columns, *lines])
    sys.stdout.write((RESULTS / name).read_text() + "\n")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 180.0)
