"""Run the audit over the embedded tables: writes the table `flags`, the keys of all flags (`audit/embedded.parquet`) and the page
docs/reference/audit.md.

.venv/bin/python tools/build_audit.py
"""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl

from realpolitik.audit import STATES, flags, thresholds
from realpolitik.audit.fetched import KEY
from realpolitik.audit.flows import flows_of, of_pairs
from realpolitik.audit.missing_calls import recorded_votes
from realpolitik.errors import UnknownStateError
from realpolitik.states.wording import name
from realpolitik.store import Store
from realpolitik.store.schema import schemas
from realpolitik.wording.numbers import money

ROOT = Path(__file__).resolve().parents[1]
DATASETS = {"IMF": "imf-imts", "BACI": "cepii-baci", "COW": "cow-trade", "UN": "voeten-unga"}
SHIPPED = 5e8
"""Open and explained flags with less at stake are left out of the wheel; `realpolitik data audit` finds them again."""
LISTED = 1e9
HEAD = """# What the audit found

Made by `tools/build_audit.py` from the embedded tables. Each test is a pure function from tables to flags (`realpolitik.audit`);
its thresholds stand in `audit/thresholds.yaml`, explanations in `audit/judgements.yaml`, known errors in
`sources/corrections.yaml`. A flag is *open* (nobody has said which figure is right), *explained* (why two offices differ), or
*corrected* (the row is set aside or replaced, with the value expected upstream). An open flag on a figure is a caveat under it; its
interval holds both values, and no verdict that both do not allow is firm.

    realpolitik data audit trade --about RUS UZB
"""


def shipped(found: pl.DataFrame) -> pl.DataFrame:
    """Flags as rows of the table: those that matter, with the source of the doubted figure."""
    trade = Store.embedded()["trade"].filter(pl.col("product") == "total", pl.col("freq") == "A")
    known = trade.select(
        a="origin", b="destination", period="period", office="reporter", source_id="source_id"
    ).unique(subset=["a", "b", "period", "office"], keep="first", maintain_order=True)
    kept = found.filter(
        (pl.col("state") == "corrected") | (pl.col("table") == "votes") | (pl.col("at_stake") >= SHIPPED)
    )
    by_office = (
        pl.when(pl.col("table") == "materials")
        .then(pl.lit("cepii-baci-materials"))
        .otherwise(pl.col("office").replace_strict(DATASETS, default="cepii-baci", return_dtype=pl.String))
    )
    made = kept.join(known, on=["a", "b", "period", "office"], how="left").with_columns(
        pl.coalesce("source_id", by_office).alias("source_id")
    )
    schema = schemas()["flags"]
    return made.select(pl.col(column).cast(kind) for column, kind in schema.dtypes().items()).sort(schema.key)


def confirmed(flows: pl.DataFrame) -> tuple[int, int, int]:
    """Figures of flows between two economies; those of which a second office has the year; and those it has within a fifth."""
    pairs = of_pairs(flows)
    seen = pairs.group_by("a", "b", "period").agg(
        pl.len().alias("offices"), pl.col("value").max().alias("high"), pl.col("value").min().alias("low")
    )
    several = seen.filter(pl.col("offices") > 1)
    near = several.filter(pl.col("high") <= 1.2 * pl.col("low"))
    return pairs.height, int(several["offices"].sum()), int(near["offices"].sum())


def page(found: pl.DataFrame) -> str:
    counts = (
        found.group_by("test", "state")
        .len()
        .pivot("state", index="test", values="len")
        .fill_null(0)
        .sort("test")
    )
    states = [state for state in ("open", "explained", "corrected") if state in counts.columns]
    lines = [
        HEAD,
        "## How many figures a second source confirms\n",
        *summary(found),
        "## Flags by test\n",
        f"| test | {' | '.join(states)} | threshold |",
        f"|---|{'---:|' * len(states)}---|",
    ]
    for row in counts.iter_rows(named=True):
        limits = ", ".join(
            f"{key.replace('_', ' ')} {value:g}" for key, value in thresholds().get(row["test"], {}).items()
        )
        lines.append(
            f"| {row['test']} | {' | '.join(str(row[state]) for state in states)} | {limits or 'corrections.yaml'} |"
        )
    for state, title in (
        ("open", "Open flags above 1 billion dollars"),
        ("explained", "Explained flags above 1 billion dollars"),
        ("corrected", "Corrected rows"),
    ):
        rows = found.filter(
            pl.col("state") == state,
            (pl.col("at_stake").fill_null(0) >= LISTED) | (pl.col("state") == "corrected"),
        )
        lines += [
            f"\n## {title}\n",
            "| flow | year | test | figure | other | why |",
            "|---|---|---|---:|---:|---|",
        ]
        lines += [_line(row) for row in rows.iter_rows(named=True)] or ["| none | | | | | |"]
    others = found.filter(pl.col("table") == "votes").sort("test", "period", "a")
    lines += [
        "\n## Votes\n",
        "| test | of | year | state of the flag | here | other count | why |",
        "|---|---|---|---|---:|---:|---|",
    ]
    lines += [_vote_line(row) for row in others.iter_rows(named=True)]
    return "\n".join(lines) + "\n"


def summary(found: pl.DataFrame) -> list[str]:
    """A table: by kind of figure, how many there are, a second source has, it confirms, and are open, explained and corrected."""
    store = Store.embedded()
    figures, second, near = confirmed(flows_of(store["trade"]))
    rows = [("annual trade of two economies", "trade", figures, second, near)]
    weighed = store["materials"].filter(pl.col("quantity") > 0, pl.col("value_usd") > 0).height
    rows.append(("unit values of raw materials", "materials", weighed, 0, 0))
    years = store["roll_calls"].group_by(pl.col("date").dt.year().cast(pl.Int64)).len()
    counted = years.filter(pl.col("date").is_in(list(recorded_votes())))
    short = found.filter(pl.col("test") == "missing-calls").height
    rows.append(("years of roll calls", "votes", years.height, counted.height, counted.height - short))
    lines = [
        "| figures | embedded | a second source has | and confirms | open | explained | corrected |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for words, table, number, has, agrees in rows:
        own = found.filter(pl.col("table") == table).unique(
            subset=["a", "b", "product", "period", "office", "state"]
        )
        states = [f"{own.filter(pl.col('state') == state).height:,}" for state in STATES]
        lines.append(f"| {words} | {number:,} | {has:,} | {agrees:,} | {' | '.join(states)} |")
    told = (
        "\nOf trade a second source confirms what another office has within a fifth; of roll calls, what the United Nations count within "
        "5 per cent (their count by year is no measure of the years before 1975). A figure that several tests flag counts once. The rest "
        "rest on one source, and are held only against the years and flows beside them.\n"
    )
    return [*lines, told]


def _vote_line(row: dict[str, object]) -> str:
    who = (
        " and ".join(named(str(code)) for code in (row["a"], row["b"]) if code and code != "WLD")
        or "all members"
    )
    other = f"{row['other']:.0f}" if row["other"] else "–"
    year = row["period"].year  # type: ignore[attr-defined]
    return (
        f"| {row['test']} | {who} | {year} | {row['state']} | {row['value']:.0f} | {other} | {row['why']} |"
    )


def named(code: str) -> str:
    """The name of a state; the code of what is none."""
    try:
        return name(code)
    except UnknownStateError:
        return code


def _line(row: dict[str, object]) -> str:
    if row["table"] == "materials":
        figure = f"{row['value']:,.0f} dollars a tonne, of {money(row['at_stake'])}"  # type: ignore[arg-type]
        other = f"{row['low']:,.0f} to {row['high']:,.0f}"
        flow = f"{str(row['product']).replace('-', ' ')}, {named(str(row['a']))} → {named(str(row['b']))}"
        return f"| {flow} | {row['period'].year} | {row['test']} | {figure} | {other} | {row['why']} |"  # type: ignore[attr-defined]
    figure = f"{money(row['value'])} ({row['office']})" if row["value"] else f"none ({row['office']})"  # type: ignore[arg-type]
    other = f"{money(row['other'])} ({row['other_office']})" if row["other"] else "–"  # type: ignore[arg-type]
    flow = f"{named(str(row['a']))} → {named(str(row['b']))}"
    return f"| {flow} | {row['period'].year} | {row['test']} | {figure} | {other} | {row['why']} |"  # type: ignore[attr-defined]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "src/realpolitik/reference/tables/flags.csv")
    parser.add_argument("--page", type=Path, default=ROOT / "docs/reference/audit.md")
    parser.add_argument("--known", type=Path, default=ROOT / "src/realpolitik/audit/embedded.parquet")
    options = parser.parse_args()
    found = flags(Store.embedded())
    rows = shipped(found)
    rows.write_csv(options.out)
    found.select(KEY).write_parquet(options.known, compression="zstd", compression_level=19)
    options.page.write_text(page(found), encoding="utf-8")
    print(f"{options.out}: {rows.height} flags; {options.page}")


if __name__ == "__main__":
    main()
