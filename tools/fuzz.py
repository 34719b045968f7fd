"""Damaged input made by small grammars, and what the program says to it: `make fuzz` runs 10,000 cases.

    tools/fuzz.py --cases 10000 --seed 1 --out benchmarks/results/fuzz.csv
    tools/fuzz.py --one readers:4711          # one case again, by target and number

Each case has a target and a number, and is made from these alone, so that it can be made again. A case passes when the program
ends in one of the codes of its table but 70, says no traceback, takes less than `PATIENCE` seconds, and the process has stayed
under `MEMORY`. The table counts cases by target and outcome.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import os
import random
import resource
import runpy
import signal
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

HERE = Path(__file__).parents[1]
PATIENCE, MEMORY = 10, 2 * 2**30
CODES = {0, 2, 3, 4, 5, 6, 70, 130}
Random = random.Random


class Hung(BaseException):
    """A case took longer than a reader would wait."""


# --- small grammars ---------------------------------------------------------------------------------------------------

CELLS = (
    "", " ", "-", "..", "n/a", "NaN", "inf", "-1", "1e300", "1,5", "1.234,5", "９９", "٣", "0x10", "TRUE", "\ud800", "\x00",
    "=1+1", "'", '"', "2022-13-45", "0000-00-00", "99999-01-01", "1e-320", "9" * 400, "Ünïcode", "中国", "<script>", "{}", "[", "\\N",
)  # fmt: skip
WORDS = ("CHN", "RUS", "USA", "China", "Rusia", "Soviet Union", "", "  ", "XX", "中国", "EU", "G7", "HKG", "Taiwan", "CHN,RUS", "../..",
         "-1", "NULL", "Côte d'Ivoire", "x" * 300, "FJI", "NZL", "\u202eabc", "DDR")  # fmt: skip
DATES = (
    "2021",
    "2021-06",
    "2022-02-24",
    "2100",
    "0000",
    "1500",
    "2021-02-30",
    "24.2.2022",
    "Q1 2022",
    "tomorrow",
    "",
    "-5",
    "20221",
)
VALUES = (
    "",
    "0",
    "-1",
    "1e9",
    "nan",
    "foo",
    "true",
    "2021",
    "CHN",
    "all",
    "a=b",
    "[]",
    "{x: 1}",
    "total",
    "ours",
    "0.5",
)


def damaged(rng: Random, data: bytes) -> bytes:
    """Some bytes after one to three accidents."""
    for _ in range(rng.randint(1, 3)):
        data = rng.choice(ACCIDENTS)(rng, data)
    return data


def _cut(rng: Random, data: bytes) -> bytes:
    return data[: rng.randint(0, len(data))]


def _swapped(rng: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _lines(rng: Random, data: bytes) -> bytes:
    """Lines repeated, lost, moved or without their start."""
    lines = data.split(b"\n")
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(lines))
        kind = rng.randrange(4)
        if kind == 0:
            lines.insert(at, lines[at])
        elif kind == 1 and len(lines) > 1:
            del lines[at]
        elif kind == 2:
            rng.shuffle(lines)
        else:
            lines[at] = lines[at][rng.randint(0, len(lines[at])) :]
    return b"\n".join(lines)


def _cells(rng: Random, data: bytes) -> bytes:
    """A cell of a table, or a value of a record, replaced by one that stands in no table."""
    mark = rng.choice([b",", b"\t", b";", b":", b"\n"])
    cells = data.split(mark)
    cells[rng.randrange(len(cells))] = rng.choice(CELLS).encode("utf-8", errors="surrogatepass")
    return mark.join(cells)


def _coded(rng: Random, data: bytes) -> bytes:
    text = data.decode("utf-8", errors="replace")
    return text.encode(
        rng.choice(["utf-16", "utf-16-be", "cp1252", "utf-8-sig", "shift_jis", "utf-32"]), errors="replace"
    )


def _ends(rng: Random, data: bytes) -> bytes:
    return data.replace(b"\n", rng.choice([b"\r\n", b"\r", b"\n\n", b""]))


def _noise(rng: Random, data: bytes) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.randbytes(rng.randint(1, 200)) + data[at:]


def _deep(rng: Random, data: bytes) -> bytes:
    opened = rng.choice([b"[", b"{", b'{"a":', b"<div>", b"- "])
    return opened * rng.choice([50, 5_000, 60_000]) + data


def _head(rng: Random, data: bytes) -> bytes:
    return data.split(b"\n", 1)[0] + b"\n" * rng.randint(0, 2)


def _packed(rng: Random, data: bytes) -> bytes:
    if rng.random() < 0.4:
        return gzip.compress(data)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(rng.randint(1, 2)):
            archive.writestr(
                rng.choice(["a.csv", "../a.csv", "b.json", "x" * 200, "a.csv.zip"]) + str(number), data
            )
    return out.getvalue()


ACCIDENTS = (_cut, _swapped, _lines, _cells, _cells, _coded, _ends, _noise, _deep, _head, _packed)

# --- targets: each makes a case from a generator, and runs it ------------------------------------------------------------


def called(arguments: list[str]) -> tuple[int, str]:
    """One command line, in this process; its code and what it complained of."""
    from realpolitik.cli.app import run

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
    text = " ".join(rng.choice(SENTENCES) for _ in range(rng.randint(1, 5)))
    if rng.random() < 0.5:
        text = f"<html><head><title>{text[:30]}</title></head><body><p>{text}</p></body></html>"
    if rng.random() < 0.1:
        text = "%PDF-1.4\n" + text
    path = place / rng.choice(["a.txt", "a.html", "a.md", "a.pdf", "a"])
    path.write_bytes(damaged(rng, text.encode()))
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


def interface(rng: Random, place: Path) -> tuple[int, str]:
    """Requests to pages and API: an answer below 500, in time."""
    client = _once("client", _client)
    parts = [
        "api", "v1", "states", "measures", "findings", "briefs", "claims", "check", "sources", "scenarios", "jobs", "pair",
        "finding", "map", "compare", "library", "static", "methods", "go", "scenario", "health", "figures", "0", "chart.svg",
        "trade.turnover", "votes.kappa", "CHN-RUS", "CHN,RUS", "..", "%2e%2e", "%00", "%ff", *WORDS,
    ]  # fmt: skip
    path = "/" + "/".join(rng.choice(parts) for _ in range(rng.randint(1, 5)))
    if path.startswith(
        ("/pair/", "/api/v1/briefs")
    ):  # a brief takes seconds: one of two states that are none
        path = path.replace("CHN", "XX").replace("China", "XX")
    names = ("start", "end", "shock", "draws", "format", "q", "a", "b", "published", "text")
    query = {rng.choice(names): rng.choice([*VALUES, *DATES, *WORDS]) for _ in range(rng.randint(0, 3))}
    method = rng.choice(["GET", "GET", "GET", "POST", "DELETE", "HEAD", "PUT"])
    body = damaged(rng, json.dumps({"text": rng.choice(SENTENCES), "shocks": [], "world": "x"}).encode())
    kind = rng.choice(
        ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
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
    made.refused = (httpx2.InvalidURL, UnicodeError)  # type: ignore[attr-defined]
    return made


TARGETS: dict[str, Callable[[Random, Path], tuple[int, str]]] = {
    "readers": readers, "written": written, "articles": articles, "corpora": corpora, "commands": commands, "interface": interface,
}  # fmt: skip
_kept: dict[str, object] = {}


def _once(name: str, make: Callable[[], object]):
    if name not in _kept:
        _kept[name] = make()
    return _kept[name]


@contextmanager
def bounded(seconds: int) -> Iterator[None]:
    """So many seconds of a core: a machine that is busy with other work does not fail a case."""

    def ring(*_: object) -> None:
        raise Hung

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


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


def campaign(cases: int, seed: int, *, on_failure: Callable[[str, str], None]) -> Counter[tuple[str, str]]:
    """Run cases over all targets in turn; counts by target and outcome."""
    warm()
    names = list(TARGETS)
    found: Counter[tuple[str, str]] = Counter()
    for number in range(cases):
        target = names[number % len(names)]
        outcome, said = one(target, seed * 1_000_000 + number)
        found[target, outcome] += 1
        if outcome in FAILED:
            on_failure(f"{target}:{seed * 1_000_000 + number}", f"{outcome}: {said.strip()[-300:]}")
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--cases", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--one", help="target:number of one case")
    asked.add_argument("--out", type=Path, help="a CSV of the counts")
    given = asked.parse_args()
    os.environ.setdefault("REALPOLITIK_STORE", str(HERE / "tests" / "no-store"))
    if given.one:
        target, _, number = given.one.partition(":")
        warm()
        print(*one(target, int(number), patience=600), sep="\n")
        return 0
    began = time.monotonic()
    bad: list[str] = []

    def note(case: str, what: str) -> None:
        bad.append(case)
        print(f"{case} {what}", flush=True)

    found = campaign(given.cases, given.seed, on_failure=note)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    rows = [(target, outcome, count) for (target, outcome), count in sorted(found.items())]
    for row in rows:
        print(*row)
    print(
        f"{given.cases:,} cases in {time.monotonic() - began:,.0f} s, at most {most / 2**20:,.0f} MB; {len(bad)} failed"
    )
    if given.out:
        with given.out.open("w", newline="", encoding="utf-8") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(["target", "outcome", "cases", "seed"])
            table.writerows((*row, given.seed) for row in rows)
    return int(bool(bad) or most > MEMORY)


if __name__ == "__main__":
    sys.exit(main())
