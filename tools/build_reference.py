"""Rebuild the embedded tables from the curated figures and the public datasets.

    .venv/bin/python tools/build_reference.py [--shared ../shared] [--out src/realpolitik/reference]

The result is the same bytes whenever the inputs are the same.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import reference_derived as derived
import reference_events as events
import reference_figures as figures_
import reference_security as security
import reference_trade as flows
from reference_common import Citations, read_facts, read_typed

from realpolitik.store.schema import schemas

ROOT = Path(__file__).resolve().parents[1]
FILES = (
    "trade_totals.csv",
    "products.csv",
    "prices.csv",
    "meetings.csv",
    "phrases.csv",
    "sanctions.csv",
    "treaties.csv",
    "positions.csv",
    "power.csv",
    "figures.csv",
)
Row = dict[str, Any]


def build_typed(folder: Path, citations: Citations) -> tuple[dict[str, list[Row]], Counter[str]]:
    """Rows of every typed table, and how many rows of the facts were left out, by reason."""
    facts = {name: read_facts(folder, name) for name in FILES}
    for name in FILES:
        for row in facts[name]:
            citations.see(row)
    typed = read_typed("trade.csv") + read_typed("offices.csv")
    regimes, drills = read_typed("un_sanctions.csv"), read_typed("exercises.csv")
    bonds, listed = read_typed("ties.csv"), read_typed("sanctions.csv")
    said, listings = read_typed("phrases.csv"), read_typed("listings.csv")
    encounters, registers = read_typed("meetings.csv"), read_typed("ledgers.csv")
    ballots = read_typed("council_votes.csv")
    others = (*regimes, *drills, *bonds, *listed, *said, *listings, *encounters, *registers, *ballots)
    for row in (*typed, *read_typed("settlement.csv"), *others):
        citations.see(row)
    for row in read_typed("sources.csv"):
        assert citations.prefer(row), row
    trade = flows.Trade(citations)
    dropped = trade.dropped
    spans: list[Row] = []
    for row in flows.take_totals(trade, facts["trade_totals.csv"]):
        spans += _yuan(row, citations)
    flows.take_typed(trade, typed, derived.euros_a_dollar(folder.parent / "data"))
    products = [row for row in facts["products.csv"] if not flows.take_product(trade, row)]
    figures = [row for row in facts["figures.csv"] if not flows.take_figure(trade, row)]
    tables: dict[str, list[Row]] = {}
    paid = [_paid(row, citations) for row in read_typed("settlement.csv")]
    tables["prices"], ranges = figures_.prices(facts["prices.csv"], citations, dropped)
    printed = {(row["period"], row["value"].lstrip("+").replace(">", "")) for row in facts["prices.csv"]}
    estimates, tables["settlement"] = figures_.figures(figures, citations, dropped, printed)
    for row in products:
        estimates += _product_estimates(row, citations, dropped, tables["settlement"])
    tables["settlement"] += paid
    tables["trade"], tables["turnover"], more = flows.tables(trade)
    told = _distinct(estimates + spans + ranges + more + _listings(listings, citations), dropped)
    tables["estimates"] = [row | figures_.flow_of(row) for row in told]
    tables["meetings"], tables["meeting_counts"] = events.meetings(facts["meetings.csv"], citations)
    tables["meetings"] += events.encounters(encounters, citations)
    tables["meeting_ledgers"] = events.ledgers(registers, tables["meetings"], citations)
    tables["council_votes"] = events.council_votes(ballots, citations)
    tables["phrases"] = events.phrases(facts["phrases.csv"] + said, citations, dropped)
    tables["sanctions"] = events.sanctions(facts["sanctions.csv"] + listed, citations)
    tables["exercises"] = security.exercises(drills, citations)
    tables["ties"] = security.ties(bonds, citations)
    tables["un_sanctions"] = security.un_sanctions(regimes, citations)
    tables["treaties"] = events.treaties(facts["treaties.csv"], citations, dropped)
    tables["positions"], tables["peace_plans"] = events.positions(facts["positions.csv"], citations, dropped)
    tables["power"] = figures_.power(facts["power.csv"], citations, dropped)
    return tables, dropped


def _listings(rows: list[dict[str, str]], citations: Citations) -> list[Row]:
    """How many persons and firms a count of lists has against a state."""
    found = []
    for row in rows:
        one = figures_.estimate(
            row,
            subject="sanctions listings",
            measure=f"against {row['target']}",
            citations=citations,
            text=row["period"],
            number=row["value"],
            unit="listings",
        )
        assert one is not None
        found.append(one)
    return found


def _paid(row: dict[str, str], citations: Citations) -> Row:
    """A share of settlements typed with its citation."""
    columns = ("actor", "partner", "flow", "currency", "note")
    return {name: row[name] for name in columns} | {
        "period": figures_.parse_span(row["period"]).start,  # type: ignore[union-attr]
        "freq": "M",
        "share": float(row["percent"]) / 100,
        "sources": [citations.cite(row)],
    }


def _yuan(row: dict[str, str], citations: Citations) -> list[Row]:
    """China's totals in yuan, which are no sums in dollars."""
    out = []
    for column in ("exports", "imports", "total"):
        if row[column]:
            found = figures_.estimate(
                row,
                subject="China goods trade with the world",
                measure=column,
                citations=citations,
                text=row["period"],
                number=row[column],
                unit=row["unit"],
            )
            assert found is not None
            out.append(found)
    return out


def _product_estimates(
    row: dict[str, str], citations: Citations, dropped: Counter[str], settled: list[Row]
) -> list[Row]:
    direction = row["direction"].replace("->", ">").replace("world", "WLD").replace("<>", "-")
    if row["measure"] == "share settled in local currencies":
        settled.append(
            {
                "actor": "RUS",
                "partner": "CHN",
                "flow": "trade",
                "currency": "CNY+RUB",
                "period": figures_.parse_span(row["period"]).start,  # type: ignore[union-attr]
                "freq": "M",
                "share": float(row["value"]) / 100,
                "sources": [citations.cite(row)],
                "note": "local currencies",
            }
        )
        return []
    found = figures_.estimate(
        row,
        subject=f"{direction} {row['product']}",
        measure=row["measure"],
        citations=citations,
        text=row["period"],
        number=row["value"],
        unit=row["unit"],
    )
    if found is None:
        dropped[figures_.NO_NUMBER] += 1
        return []
    return [found]


def _distinct(rows: list[Row], dropped: Counter[str]) -> list[Row]:
    """The same number of the same publication, for the same period, once; other prints stay apart."""
    seen: set[tuple[Any, ...]] = set()
    keys: Counter[tuple[Any, ...]] = Counter()
    out = []
    for row in rows:
        marks = [source if isinstance(source, str) else id(source) for source in row["sources"]]
        mark = (*marks, row["period"], row["end"], row["value"], row["low"], row["high"], row["unit"])
        if mark in seen and row["period"] is not None:
            dropped["the same figure of the same publication"] += 1
            continue
        seen.add(mark)
        key = (row["subject"], row["measure"], row["period_text"], row["by"], row["unit"])
        keys[key] += 1
        out.append(row if keys[key] == 1 else row | {"by": f"{row['by']}, print {keys[key]}"})
    return out


def to_frame(rows: list[Row], name: str, names: dict[int, str] | None = None) -> pl.DataFrame:
    """Rows as a frame of the table's schema, sorted by its key."""
    schema = schemas()[name]
    records = []
    for row in rows:
        record = {column.name: row.get(column.name) for column in schema.columns}
        if names is not None:
            ids = {source if isinstance(source, str) else names[id(source)] for source in row["sources"]}
            record["source_id"] = " ".join(sorted(ids))
        for column in schema.columns:
            if column.kind == "text":
                record[column.name] = " ".join(str(record[column.name] or "").split())
            elif column.kind == "number" and record[column.name] is not None:
                record[column.name] = float(record[column.name])
        records.append(record)
    return pl.DataFrame(records, schema=schema.dtypes()).sort(schema.key)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=ROOT / "src/realpolitik/reference")
    options = parser.parse_args()
    tables = options.out / "tables"
    tables.mkdir(parents=True, exist_ok=True)
    citations = Citations()
    rows, dropped = build_typed(options.shared / "facts", citations)
    names = citations.identifiers()
    for name, records in rows.items():
        frame = to_frame(records, name, names)
        frame.write_csv(tables / f"{name}.csv")
        print(f"{name}.csv: {frame.height} rows")
    citations.write(options.out / "citations.csv")
    for name, ending, frame in derived.build(options.shared / "data"):
        path = tables / f"{name}.{ending}"
        if ending == "csv":
            frame.write_csv(path)
        else:
            frame.write_parquet(path, compression="zstd", compression_level=19, statistics=False)
        print(f"{name}.{ending}: {frame.height} rows, {path.stat().st_size} bytes")
    for reason, count in sorted(dropped.items()):
        print(f"left out, {reason}: {count}")


if __name__ == "__main__":
    main()
