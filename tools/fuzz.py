"""Damaged input made by small grammars, and what the program says to it: `make fuzz` runs 10,000 cases.

    tools/fuzz.py --cases 10000 --seed 1 --out benchmarks/results/fuzz.csv
    tools/fuzz.py --one readers:4711          # one case again, by target and number

Each case has a target and a number, and is made from these alone, so that it can be made again. A case passes when the program
ends in one of the codes of its table but 70, says no traceback, takes less than `PATIENCE` seconds of a core (and less than
`WAITING` seconds by the clock: a machine may be busy), and the process has stayed under `MEMORY`. Cases run in blocks of `BLOCK`, each block in one process, which is dearer in memory and cheaper in time than a process
a case; every `APART`th command line runs in a process of its own, as a user's does. The table counts cases by target and outcome, with
the slowest, and the most memory that a process had by then; it is written anew after each block, so that a run that is stopped leaves
what it counted.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import re
import resource
import runpy
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from damage import DATES, VALUES, WORDS, Random, damaged, sentence

from realpolitik.files import write_text

HERE = Path(__file__).parents[1]
PATIENCE, WAITING, MEMORY = 10, 120, 2 * 2**30
BLOCK, APART = 500, 20
CODES = {0, 2, 3, 4, 5, 6, 7, 70, 130}


class Hung(BaseException):
    """A case took longer than a reader would wait."""


# --- targets: each makes a case from a generator, and runs it ------------------------------------------------------------


_apart = False
"""Whether command lines run in processes of their own."""


def called(arguments: list[str]) -> tuple[int, str]:
    """One command line; its code and what it complained of."""
    from realpolitik.cli.app import run

    if _apart and not any("\0" in word for word in arguments):
        own = [sys.executable, "-c", "from realpolitik.cli import main; main()", *arguments]
        ended = subprocess.run(
            own, capture_output=True, check=False, timeout=WAITING, stdin=subprocess.DEVNULL
        )
        return ended.returncode, ended.stderr.decode("utf-8", errors="replace")
    said = io.StringIO()
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace")
    with redirect_stdout(out), redirect_stderr(said):
        try:
            code = run(arguments)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    return code, said.getvalue()


def _samples() -> dict[str, tuple[str, bytes]]:
    return runpy.run_path(str(HERE / "tests" / "sources" / "readers" / "test_conformance.py"))["SAMPLES"]


def readers(rng: Random, place: Path) -> tuple[int, str]:
    samples = _once("samples", _samples)
    name = rng.choice(sorted(samples))
    file, data = samples[name]
    if rng.random() < 0.1:
        file = rng.choice(["table.csv", "table.json", "table.zip", "table.xlsx", "table", "a.tar.gz"])
    path = place / file
    path.write_bytes(damaged(rng, data))
    with mock.patch.dict(os.environ, {"REALPOLITIK_STORE": str(place / "store")}):
        return called(["fetch", name, "--file", str(path)])


def written(rng: Random, place: Path) -> tuple[int, str]:
    """Files that a user writes: claims, scenarios, judgements, phrases."""
    source = HERE / "src" / "realpolitik"
    kind, folder = rng.choice(
        [
            ("claims", "claims"),
            ("scenario", "scenarios/library"),
            ("endgame", "endgame"),
            ("scenario", "scenarios/library"),
        ]
    )
    texts = _once(f"written {folder}", lambda: sorted((source / folder).glob("*.yaml")))
    path = place / "mine.yaml"
    text = rng.choice(texts).read_bytes()
    if kind == "claims":  # a few of its claims, so that a whole one does not take seconds
        text = b"\n".join(text.split(b"\n")[: rng.randint(5, 40)])
    path.write_bytes(damaged(rng, text))
    return called([kind, str(path), *(["--draws", "50"] if kind == "endgame" else [])])


SENTENCES = (
    "China-Russia trade rose from $146 billion to $240 billion between 2021 and 2023.",
    "Trade fell 6.8 % in 2025, the first fall since 2020.", "Russia bought 10 % of its imports from Uganda.",
    "Xi Jinping and Vladimir Putin met for the 39th time.", "Japan has imposed 500,000 sanctions on Russia.",
    "Китай и Россия", "“No limits”, they said.", "In Q3 2022 imports doubled to 12.5 million barrels a day.",
)  # fmt: skip


def articles(rng: Random, place: Path) -> tuple[int, str]:
    text = " ".join(
        sentence(rng) if rng.random() < 0.7 else rng.choice(SENTENCES) for _ in range(rng.randint(1, 5))
    )
    if rng.random() < 0.5:
        text = f"<html><head><title>{text[:30]}</title></head><body><p>{text}</p></body></html>"
    if rng.random() < 0.1:
        text = "%PDF-1.4\n" + text
    path = place / rng.choice(["a.txt", "a.html", "a.md", "a.pdf", "a"])
    path.write_bytes(damaged(rng, text.encode()) if rng.random() < 0.6 else text.encode())
    dated = ["--date", rng.choice(DATES)] if rng.random() < 0.3 else []
    return called(["check", str(path), *dated])


def corpora(rng: Random, place: Path) -> tuple[int, str]:
    kind = rng.choice(["csv", "jsonl", "txt", "events"])
    rows = [
        ("2022-02-04", "CHN", "A partnership with no limits."),
        ("2023-03-21", "RUS", "New era, no limits."),
    ]
    if kind == "csv":
        data = "date,speaker,text\n" + "".join(f'{day},{who},"{text}"\n' for day, who, text in rows)
    elif kind == "jsonl":
        data = "".join(
            json.dumps({"date": day, "speaker": who, "text": text}) + "\n" for day, who, text in rows
        )
    elif kind == "txt":
        data = rows[0][2]
    else:
        data = "date,actor,target,code,goldstein\n2022-02-04,CHN,RUS,043,2.8\n2022-03-04,RUS,CHN,057,8\n"
    path = place / (
        "2022-02-04-CHN.txt" if kind == "txt" else f"corpus.{'csv' if kind == 'events' else kind}"
    )
    path.write_bytes(damaged(rng, data.encode()))
    if kind == "events":
        return called(["events", "CHN", "RUS", "--file", str(path)])
    return called(["rhetoric", "no limits", "--corpus", str(path)])


def commands(rng: Random, place: Path) -> tuple[int, str]:
    """Command lines of right and wrong words; those that take seconds are asked with something wrong in them."""
    from realpolitik.measures import measures

    names = _once("measures", lambda: sorted(measures()))
    pair = [rng.choice(WORDS), rng.choice(WORDS)]
    period = ["--from", rng.choice(DATES), "--to", rng.choice(DATES)] if rng.random() < 0.5 else []
    form = (
        ["--format", rng.choice(["json", "csv", "table", "parquet", "xml", ""])] if rng.random() < 0.4 else []
    )
    option = [
        "--set",
        f"{rng.choice(['universe', 'by', 'shock', 'freq', 'draws', 'lag', 'x', ''])}={rng.choice(VALUES)}",
    ]
    kinds: list[Callable[[], list[str]]] = [
        lambda: ["measure", rng.choice(names), *pair[: rng.randint(0, 2)], *period, *form, *(option if rng.random() < 0.5 else [])],
        lambda: ["measure", rng.choice(VALUES), *pair],
        lambda: ["states", rng.choice(WORDS), *form],
        lambda: ["measures", rng.choice([*names, *VALUES])],
        lambda: ["sources", rng.choice(WORDS), *form],
        lambda: ["events", *pair, *period, *form],
        lambda: ["sanctions", *pair, *form],
        lambda: ["rhetoric", rng.choice(WORDS), *form],
        lambda: ["cite", rng.choice([*names, *VALUES])],
        lambda: ["sql", rng.choice(["", "SELECT 1", "SELECT * FROM trade LIMIT 2", "DROP TABLE trade", ";", "SELECT *", "\x00", "COPY trade TO '/x'"])],
        lambda: ["brief", rng.choice(WORDS), "XX", *period],
        lambda: ["scenario", rng.choice(VALUES), "--draws", rng.choice(VALUES)],
        lambda: ["leverage", rng.choice(WORDS), "XX"],
        lambda: ["data", rng.choice(["status", "diff", "drop", "nonsense"]), *pair[:1]],
        lambda: ["claims", str(place / rng.choice(WORDS)[:50])],
        lambda: [rng.choice(VALUES), *pair],
        lambda: ["trace", rng.choice(names), *pair[: rng.randint(0, 1)]],
    ]  # fmt: skip
    slow = {
        "dependence.power",
        "endgame.preference",
        "endgame.value",
        "endgame.phases",
        "leverage.sensitivity",
    }
    arguments = rng.choice(kinds)()
    if len(arguments) > 1 and arguments[1] in slow:
        arguments[1] = "trade.turnover"
    with mock.patch.dict(os.environ, {"REALPOLITIK_STORE": str(place / "store")}):
        return called(arguments)


PLACES = (
    "api", "v1", "states", "measures", "findings", "briefs", "claims", "check", "sources", "scenarios", "jobs", "pair",
    "finding", "map", "compare", "library", "static", "methods", "go", "scenario", "health", "figures", "0", "chart.svg",
    "trade.turnover", "votes.kappa", "CHN-RUS", "CHN,RUS", "..", "%2e%2e", "%00", "%ff", "json", "1", "x" * 32, *WORDS,
)  # fmt: skip
BODIES: tuple[dict[str, object], ...] = (
    *({"text": text} for text in SENTENCES),
    {"text": SENTENCES[0], "published": "2024-04-20"},
    {"scenario": "west-2023", "draws": 3, "seed": 1},
    {"id": "mine", "asks": "What if?", "world": "merged-2023",
     "shocks": [{"kind": "tariff", "from": "CHN", "to": "EU", "sectors": ["metals"], "rate": 0.25}]},
)  # fmt: skip


def interface(rng: Random, place: Path) -> tuple[int, str]:
    """Requests to pages and API: an answer below 500, in time."""
    client = _once("client", _client)
    method, path = rng.choice(client.patterns)
    if rng.random() < 0.2:
        method = rng.choice(["GET", "POST", "DELETE", "HEAD", "PUT"])
    path = re.sub(r"\{[^}]*\}", lambda _: rng.choice(PLACES), path)
    if rng.random() < 0.2:
        path = "/" + "/".join(rng.choice(PLACES) for _ in range(rng.randint(1, 5)))
    if rng.random() < 0.9:  # they take seconds: of a state that is none
        path = re.sub(r"(/briefs/|/pair/)[^/]*", r"\1XX", path)
    names = ("from", "to", "shock", "set", "limit", "offset", "on", "q", "a", "b", "draws", "format", "next")
    query = {rng.choice(names): rng.choice([*VALUES, *DATES, *WORDS]) for _ in range(rng.randint(0, 3))}
    body = damaged(rng, json.dumps(rng.choice(BODIES)).encode())
    kind = rng.choice(
        ["application/json"] * 4 + ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
    )
    query = {name: value.encode("utf-8", errors="replace").decode() for name, value in query.items()}
    try:
        answer = client.request(
            method, path.encode("utf-8", errors="replace").decode(), params=query, content=body if method == "POST" else None,
            headers={"content-type": kind},
        )  # fmt: skip
    except client.refused:  # an address that no client sends
        return 2, ""
    return (
        (70, answer.text[:300]) if answer.status_code >= 500 else (0 if answer.status_code < 400 else 2, "")
    )


def _client() -> object:
    import httpx2
    from starlette.testclient import TestClient

    from realpolitik.web import Settings, create
    from realpolitik.web.settings import Limits

    folder = tempfile.mkdtemp()
    made = TestClient(
        create(Settings(folder=Path(folder), limits=Limits(rate=0))), base_url="http://localhost",
        follow_redirects=False, raise_server_exceptions=False,
    )  # fmt: skip
    made.__enter__()
    made.patterns = _patterns()  # type: ignore[attr-defined]
    made.refused = (httpx2.InvalidURL, UnicodeError)  # type: ignore[attr-defined]
    return made


def _patterns() -> list[tuple[str, str]]:
    """Every method and address that the application answers, with its places in braces."""
    import pkgutil
    from importlib import import_module

    from realpolitik.web import pages
    from realpolitik.web.api import facts, whatif

    modules = [import_module(f"{pages.__name__}.{one.name}") for one in pkgutil.iter_modules(pages.__path__)]
    routers = [("/api/v1", facts.router), ("/api/v1", whatif.router)]
    routers += [("", module.router) for module in modules if hasattr(module, "router")]
    return sorted(
        {
            (method, before + route.path)
            for before, router in routers
            for route in router.routes
            for method in route.methods
        }
    )


TARGETS: dict[str, Callable[[Random, Path], tuple[int, str]]] = {
    "readers": readers, "written": written, "articles": articles, "corpora": corpora, "commands": commands, "interface": interface,
}  # fmt: skip
_kept: dict[str, Any] = {}


def _once(name: str, make: Callable[[], Any]) -> Any:
    if name not in _kept:
        _kept[name] = make()
    return _kept[name]


@contextmanager
def bounded(seconds: int) -> Iterator[None]:
    """So many seconds of a core, and `WAITING` by the clock: a machine that is busy with other work does not fail a case."""

    def ring(*_: object) -> None:
        raise Hung

    kinds = ((signal.SIGPROF, signal.ITIMER_PROF, seconds), (signal.SIGALRM, signal.ITIMER_REAL, WAITING))
    before = [signal.signal(sign, ring) for sign, _, _ in kinds]
    try:
        for _, timer, bound in kinds:
            signal.setitimer(timer, bound)
        yield
    finally:
        for (sign, timer, _), old in zip(kinds, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(sign, old)


def warm() -> None:
    """Import what cases import, so that none is stopped in the middle of that."""
    with tempfile.TemporaryDirectory() as name:
        for target, run_one in TARGETS.items():
            run_one(Random(target), Path(name))
        page = Path(name) / "page.html"
        page.write_text(f"<html><p>{SENTENCES[0]}</p></html>", encoding="utf-8")
        for words in (
            ["check", str(page)],
            ["measure", "trade.turnover", "CHN", "RUS", "--format", "csv"],
            ["claims"],
        ):
            called(words)


def one(target: str, number: int, *, patience: int = PATIENCE) -> tuple[str, str]:
    """Run one case; its outcome (`code 2`, `traceback`, `hung`, …) and what was said."""
    rng = Random(f"{target}:{number}")
    with tempfile.TemporaryDirectory() as name, mock.patch.object(tempfile, "tempdir", name):
        before = Path.cwd()
        os.chdir(name)
        try:
            with bounded(patience):
                code, said = TARGETS[target](rng, Path(name))
        except Hung:
            return "hung", ""
        except Exception as error:
            return "traceback", f"{type(error).__name__}: {error}"
        finally:
            os.chdir(before)
    if "Traceback" in said or code not in CODES:
        return "traceback", said
    return f"code {code}", said


FAILED = ("traceback", "hung", "code 70", "code 130", "code 6", "code 1")


@dataclass
class Count:
    """How often a target had an outcome, and what that took."""

    cases: int = 0
    slowest: float = 0.0
    """Seconds of a core of the dearest case; a process of its own is not in it."""
    memory: int = 0
    """Bytes that the process had had at most after the last of them."""

    def add(self, other: Count) -> None:
        """Count more of the same."""
        self.cases += other.cases
        self.slowest = max(self.slowest, other.slowest)
        self.memory = max(self.memory, other.memory)


Counts = dict[tuple[str, str], Count]


def campaign(cases: int, seed: int, *, on_failure: Callable[[str, str], None], first: int = 0) -> Counts:
    """Run cases over all targets in turn, from the number `first` on; counts by target and outcome."""
    global _apart  # noqa: PLW0603 (how a case runs is no part of what it is)
    warm()
    names = list(TARGETS)
    found: Counts = {}
    for number in range(first, first + cases):
        target = names[number % len(names)]
        _apart = number // len(names) % APART == APART - 1
        began = time.process_time()
        outcome, said = one(target, seed * 1_000_000 + number)
        found.setdefault((target, outcome), Count()).add(Count(1, time.process_time() - began, peak()))
        if outcome in FAILED:
            on_failure(f"{target}:{seed * 1_000_000 + number}", f"{outcome}: {said.strip()[-300:]}")
    _apart = False
    return found


def peak() -> int:
    """Bytes of memory that the largest process had at most: this one, or one that it started."""
    return (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        * 1024
    )


def table(found: Counts, seed: int) -> str:
    """The counts as CSV."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["target", "outcome", "cases", "slowest_cpu_s", "peak_mb", "seed"])
    for (target, outcome), count in sorted(found.items()):
        rows.writerow(
            [target, outcome, count.cases, f"{count.slowest:.2f}", round(count.memory / 2**20), seed]
        )
    return out.getvalue()


def read(text: str) -> Counts:
    """The counts of a table."""
    return {
        (row["target"], row["outcome"]): Count(
            int(row["cases"]), float(row["slowest_cpu_s"]), int(row["peak_mb"]) << 20
        )
        for row in csv.DictReader(io.StringIO(text))
    }


def block(first: int, cases: int, seed: int) -> tuple[Counts, list[str]]:
    """Run a block in a process of its own: its counts, and the cases that failed."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "counts.csv"
        words = ["--block", str(first), "--cases", str(cases), "--seed", str(seed), "--out", str(out)]
        ended = subprocess.run(
            [sys.executable, __file__, *words], capture_output=True, text=True, check=False
        )
        if not out.exists():  # a process that the machine killed is a fault too
            return {("block", f"ended by {ended.returncode}"): Count(cases)}, [
                f"block:{first} {ended.stderr[-300:]}"
            ]
        return read(out.read_text(encoding="utf-8")), ended.stdout.splitlines()


def _told(
    blocks: Iterable[tuple[Counts, list[str]]], found: Counts, seed: int, out: Path | None
) -> list[str]:
    """The failures of blocks, in their order; `found` and the table grow with each."""
    bad: list[str] = []
    for more, failed in blocks:
        for key, count in more.items():
            found.setdefault(key, Count()).add(count)
        print(*failed, sep="\n", end="\n" if failed else "", flush=True)
        bad += failed
        if out:
            write_text(out, table(found, seed))
    return bad


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--cases", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--one", help="target:number of one case")
    asked.add_argument(
        "--block", type=int, help="the number of the first case: run one block, in this process"
    )
    asked.add_argument("--out", type=Path, help="a CSV of the counts")
    given = asked.parse_args()

    os.environ.setdefault("REALPOLITIK_STORE", str(HERE / "tests" / "no-store"))
    if given.one:
        target, _, number = given.one.partition(":")
        warm()
        print(*one(target, int(number), patience=600), sep="\n")
        return 0
    if given.block is not None:
        found = campaign(
            given.cases, given.seed, first=given.block, on_failure=lambda *said: print(*said, flush=True)
        )
        write_text(given.out, table(found, given.seed))
        return 0
    began = time.monotonic()
    found: Counts = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each waits for a process
        blocks = pool.map(
            lambda first: block(first, min(BLOCK, given.cases - first), given.seed),
            range(0, given.cases, BLOCK),
        )
        bad = _told(blocks, found, given.seed, given.out)
    print(table(found, given.seed), end="")
    most = max(count.memory for count in found.values())
    print(
        f"{given.cases:,} cases in {time.monotonic() - began:,.0f} s "
        f"({resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime:,.0f} s of a core), "
        f"at most {most / 2**20:,.0f} MB; {len(bad)} failed"
    )
    return int(bool(bad) or most > MEMORY)


if __name__ == "__main__":
    sys.exit(main())
