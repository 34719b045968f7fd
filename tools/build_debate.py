"""Rebuild the embedded table `un_debate_terms` from the speeches of the UN General Debate.

    .venv/bin/python tools/build_debate.py [--shared ../shared] [--out src/realpolitik/reference]

The result is the same bytes whenever the inputs are the same. Uses that deny the term or only quote it are not counted.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl
from reference_derived import STATES

from realpolitik.measures.words.corpus import words_in
from realpolitik.measures.words.phrases import concepts, normalised
from realpolitik.store.schema import schemas

ROOT = Path(__file__).resolve().parents[1]
SOVIET_TO = 1991
SEATED = 1971
"""From this year on the People's Republic speaks for China."""


def build(path: Path) -> pl.DataFrame:
    """Uses of each concept by speaker and year, and a row `words` with the length of the speech."""
    wanted = [*STATES.values(), "RUS", "SUN"]
    speeches = pl.read_parquet(path).filter(pl.col("iso3").is_in(wanted))
    rows = []
    for row in speeches.iter_rows(named=True):
        if row["iso3"] == "CHN" and row["year"] < SEATED:
            continue
        state = "SUN" if row["iso3"] == "RUS" and row["year"] <= SOVIET_TO else row["iso3"]
        text = normalised(row["text"])
        rows.append((state, row["year"], "words", words_in(text, "en")))
        for concept in concepts().values():
            uses = sum(one.how == "plain" for one in concept.find(text, language="en"))
            if uses:
                rows.append((state, row["year"], concept.id, uses))
    frame = pl.DataFrame(rows, schema=["state", "year", "term", "count"], orient="row")
    return (
        frame.group_by("state", "year", "term")
        .agg(pl.col("count").sum())
        .with_columns(period=pl.date(pl.col("year"), 1, 1), source_id=pl.lit("ungdc"))
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "src/realpolitik/reference")
    options = parser.parse_args()
    frame = build(options.shared / "data" / "text/ungdc_1946_2022.parquet")
    schema = schemas()["un_debate_terms"]
    path = options.out / "tables" / "un_debate_terms.parquet"
    out = frame.select(pl.col(name).cast(dtype) for name, dtype in schema.dtypes().items()).sort(schema.key)
    out = out.with_columns(pl.col(pl.String).cast(pl.Categorical))
    out.write_parquet(path, compression="zstd", compression_level=19, statistics=False)
    print(f"un_debate_terms: {out.height} rows, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
