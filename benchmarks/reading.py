"""How well `check` finds claims, on the corpus of sentences written for it, and how fast it reads.

.venv/bin/python benchmarks/reading.py                 # the development half, and the time
.venv/bin/python benchmarks/reading.py --held-out      # both halves: to report, not to tune by
.venv/bin/python benchmarks/reading.py --held-out --write   # and write benchmarks/results/reading.csv and the failures for the docs
.venv/bin/python benchmarks/reading.py --published FOLDER --out OUT [--hand OUT/rows.csv]   # published texts with claims listed first (see published.py)
"""

from __future__ import annotations

import csv
import runpy
import sys
import time
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests" / "claims" / "reading"
scoring = SimpleNamespace(**runpy.run_path(str(TESTS / "scoring.py")))


def main(arguments: list[str]) -> None:
    if "--published" in arguments:
        published = runpy.run_path(str(Path(__file__).with_name("published.py")))
        folder, out, hand = (_after(name, arguments) for name in ("--published", "--out", "--hand"))
        published["report"](folder, out, hand)
        return
    halves = ["development", *(["held-out"] if "--held-out" in arguments else [])]
    rows, failures = [], []
    for half in halves:
        made = scoring.score(half)
        print(f"{half}: {made.sentences} sentences, {made.opinions_as_claims} opinions read as claims")
        for name, tally in made.tallies.items():
            print(
                f"  {name:22} precision {tally.precision:.3f}  recall {tally.recall:.3f}  ({tally.hits} hits, {tally.extra} extra, {tally.missed} missed)"
            )
            rows.append(
                [
                    half,
                    made.sentences,
                    name,
                    tally.hits,
                    tally.extra,
                    tally.missed,
                    f"{tally.precision:.3f}",
                    f"{tally.recall:.3f}",
                ]
            )
        if half == "held-out":
            failures = made.failures
    words, read, whole = speed()
    print(f"{words:,} words: {read:.2f} s of CPU to read, {whole:.2f} s to judge")
    rows.append(["speed", words, "read, CPU seconds", "", "", "", f"{read:.2f}", ""])
    rows.append(["speed", words, "judge, CPU seconds", "", "", "", f"{whole:.2f}", ""])
    if "--write" in arguments:
        with (ROOT / "benchmarks" / "results" / "reading.csv").open(
            "w", newline="", encoding="utf-8"
        ) as file:
            csv.writer(file).writerows(
                [["half", "sentences", "counted", "hits", "extra", "missed", "precision", "recall"], *rows]
            )
        if failures:
            text = "\n".join(f"| {text} | {wanted} | {got} |" for text, wanted, got in failures)
            (ROOT / "benchmarks" / "results" / "reading-failures.md").write_text(
                f"| sentence | expected | found |\n|---|---|---|\n{text}\n", encoding="utf-8"
            )


def _after(name: str, arguments: list[str]) -> Path | None:
    """The path that follows an option; None where it is not given."""
    return Path(arguments[arguments.index(name) + 1]) if name in arguments else None


def speed() -> tuple[int, float, float]:
    """CPU time for some 10,000 words: the development half and the articles of the tests, over and over."""
    from realpolitik.claims.reading import GrammarReader, check, make_article

    texts = [
        path.read_text(encoding="utf-8")
        for path in sorted((TESTS / "articles").glob("*.*"))
        if path.suffix in (".txt", ".md")
    ]
    texts += [" ".join(one.text for one in scoring.HALVES["corpus"]("development"))]
    text = "\n\n".join(texts)
    article = make_article(
        "\n\n".join([text] * max(1, round(10_000 / len(text.split())))), published="2024-04-20"
    )
    GrammarReader().read(make_article("Trade between China and Russia rose."))  # rules are compiled once
    start = time.process_time()
    GrammarReader().read(article)
    middle = time.process_time()
    check(article)
    return article.words, middle - start, time.process_time() - middle - (middle - start)


if __name__ == "__main__":
    main(sys.argv[1:])
