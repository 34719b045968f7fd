"""Rebuild the embedded table `un_debate_terms` from the speeches of the UN General Debate.

    .venv/bin/python tools/build_debate.py [--shared ../shared] [--out src/realpolitik/reference]

All speakers that are states, under the code that they bore: the Soviet Union to 1991, Czechoslovakia, Serbia and Montenegro. Of 2025
only speeches of which an English text is at hand. The result is the same bytes whenever the inputs are the same. Uses that deny the
term or only quote it are not counted.
"""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

import polars as pl

from realpolitik.measures.words.corpus import words_in
from realpolitik.measures.words.phrases import concepts, normalised
from realpolitik.states import registry
from realpolitik.store.schema import schemas

ROOT = Path(__file__).resolve().parents[1]
FILES = {
    "ungdc_1946_2022": "ungdc", "ungdc_2023_2024": "un-general-debate", "un_debate_2025_partial": "un-general-debate",
}  # fmt: skip
"""Files of speeches, and the source of each."""
SEATED = 1971
"""From this year on the People's Republic speaks for China."""
FORMER = {"RUS": "SUN", "CZE": "CSK", "CZK": "CSK", "YUG": "SCG"}
"""Who speaks under a code in years in which its state did not live."""
SEATS = ("BLR", "UKR")
"""Republics of the Soviet Union that had seats of their own from the beginning."""
SPOKEN = (9, 30)
"""The debate is opened in September."""
PLAIN = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "for",
        "we",
        "our",
        "with",
        "as",
        "on",
        "this",
        "are",
        "be",
        "by",
        "it",
        "have",
        "has",
        "which",
        "from",
        "not",
    ]
)
LEAST_PLAIN = 0.25
"""Share of such words from which a text is English; it is .3 or more in English speeches, .2 or less in others."""


def alive(code: str, year: int) -> str | None:
    """The state that speaks under a code in a year; None where there is none, as for observers and misfiled speeches."""
    if code in SEATS:
        return code
    lives = {one.code: one for one in registry()}
    day = date(year, *SPOKEN)
    for name in (FORMER.get(code, ""), code):
        one = lives.get(name)
        if one and (one.start is None or one.start <= day) and (one.end is None or day <= one.end):
            return name
    return None


def is_english(text: str) -> bool:
    """Whether a text is English, and its letters are what they look like."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return bool(words) and sum(word in PLAIN for word in words) >= LEAST_PLAIN * len(words)


def build(folder: Path) -> pl.DataFrame:
    """Uses of each concept by speaker and year, and a row `words` with the length of the speech."""
    rows = []
    for file, source in FILES.items():
        for row in pl.read_parquet(folder / f"{file}.parquet").iter_rows(named=True):
            state = alive(row["iso3"], row["year"])
            if state is None or (state == "CHN" and row["year"] < SEATED) or not is_english(row["text"]):
                continue
            text = normalised(row["text"])
            rows.append((state, row["year"], "words", words_in(text, "en"), source))
            for concept in concepts().values():
                uses = sum(one.how == "plain" for one in concept.find(text, language="en"))
                if uses:
                    rows.append((state, row["year"], concept.id, uses, source))
    frame = pl.DataFrame(rows, schema=["state", "year", "term", "count", "source_id"], orient="row")
    return (
        frame.group_by("state", "year", "term", "source_id")
        .agg(pl.col("count").sum())
        .with_columns(period=pl.date(pl.col("year"), 1, 1))
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "src/realpolitik/reference")
    options = parser.parse_args()
    frame = build(options.shared / "data" / "text")
    schema = schemas()["un_debate_terms"]
    path = options.out / "tables" / "un_debate_terms.parquet"
    out = frame.select(pl.col(name).cast(dtype) for name, dtype in schema.dtypes().items()).sort(schema.key)
    out = out.with_columns(pl.col(pl.String).cast(pl.Categorical))
    out.write_parquet(path, compression="zstd", compression_level=19, statistics=False)
    print(f"un_debate_terms: {out.height} rows, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
