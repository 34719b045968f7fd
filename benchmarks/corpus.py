"""How long it takes to index 10,568 speeches and to find phrases in them; and SQLite's trigram index beside it.

Writes results/corpus.csv (searches: median of nine runs, the file already open). Limits: 60 seconds to build, 200
milliseconds a search. Public data is read from ../shared/data.
"""

from __future__ import annotations

import csv
import platform
import sqlite3
import statistics
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter

from realpolitik.measures.words.corpus import read
from realpolitik.measures.words.corpus_index import Index, build
from realpolitik.measures.words.phrases import concept, folded, normalised

HERE = Path(__file__).parent
SPEECHES = HERE.parent / "../shared/data/text/ungdc_1946_2022.parquet"
PHRASES = (
    "no limits",
    "multipolar",
    "unilateral",
    "sanctions",
    "hegemon*",
    "new paradigm",
    "cold war",
    "sovereignty",
    "霸权",
)
RUNS, BUILD, SEARCH = 9, 60.0, 0.2
Row = tuple[str, object, object]


def own(path: Path) -> list[Row]:
    """Build and search our index."""
    start = perf_counter()
    count = build(read(SPEECHES, language="en"), path)
    rows: list[Row] = [
        ("documents", count, ""),
        ("seconds to build", round(perf_counter() - start, 1), BUILD),
        ("megabytes", round(path.stat().st_size / 1e6), ""),
    ]
    with Index(path) as index:
        for phrase in PHRASES:
            wanted = concept(phrase)
            seconds, found = [], []
            for _ in range(RUNS):
                start = perf_counter()
                found = index.search(wanted)
                seconds.append(perf_counter() - start)
            rows.append(
                (
                    f"seconds to find {phrase}: {len(found)} documents",
                    round(statistics.median(seconds), 4),
                    SEARCH,
                )
            )
    return rows


def trigrams(path: Path) -> list[Row]:
    """The same texts in SQLite's own trigram index, without positions, and how many documents it lets through."""
    with closing(sqlite3.connect(path)) as base:
        start = perf_counter()
        base.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE VIRTUAL TABLE trigrams USING fts5(text, content='', detail=none, columnsize=0, tokenize='trigram');"
        )
        for number, one in enumerate(read(SPEECHES, language="en"), 1):
            base.execute(
                "INSERT INTO trigrams (rowid, text) VALUES (?, ?)", (number, folded(normalised(one.text)))
            )
        base.commit()
        rows: list[Row] = [
            ("trigram index: seconds to build", round(perf_counter() - start, 1), ""),
            ("trigram index: megabytes, without the texts", round(path.stat().st_size / 1e6), ""),
        ]
        for phrase in ("multipolar", "sanctions"):
            query = " AND ".join(f'"{phrase[i : i + 3]}"' for i in range(len(phrase) - 2))
            start = perf_counter()
            through = base.execute(
                "SELECT count(*) FROM trigrams WHERE trigrams MATCH ?", (query,)
            ).fetchone()[0]
            seconds = round(perf_counter() - start, 4)
            rows.append(
                (f"trigram index: seconds to look up {phrase}, {through} documents let through", seconds, "")
            )
    return rows


def main() -> None:
    if not SPEECHES.exists():
        sys.exit(f"no {SPEECHES}")
    with tempfile.TemporaryDirectory() as folder:
        rows = own(Path(folder) / "own.index") + trigrams(Path(folder) / "trigram.index")
    with (HERE / "results/corpus.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("what", "measured", "limit"))
        writer.writerows([*rows, ("processor", platform.processor() or platform.machine(), "")])


if __name__ == "__main__":
    main()
