"""Sea distances between oil ports, for `reference/tables/sea_distances.parquet`.

    uv run --with "searoute[igraph]==1.6.0" --with polars python tools/build_sea_distances.py

`typed/oil_ports.csv` says which ports stand for a state, by their code in the list of searoute; from a state to another counts the
shortest way between any two of them. Searoute finds the shortest way on a network of shipping lanes (Suez and Panama open, the
North-West Passage closed).
"""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path

import polars as pl
from searoute import searoute

HERE = Path(__file__).parent
TYPED = HERE / "typed" / "oil_ports.csv"
TARGET = HERE.parent / "src" / "realpolitik" / "reference" / "tables" / "sea_distances.parquet"
SOURCE = "searoute"
ONLY = "only"
Point = tuple[float, float]


def places() -> dict[tuple[str, str], list[tuple[str, Point]]]:
    """Ports with their coordinates, by state and coast.

    Raises
    ------
    KeyError
        A code is not in searoute's list.
    """
    from searoute.data.ports_dict import node_list

    known = {record["port"]: point for point, record in node_list.items()}
    with TYPED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["state"], row["coast"] or ONLY): [(code, known[code]) for code in row["ports"].split()]
        for row in rows
    }


def miles(one: Point, two: Point) -> float:
    """Nautical miles by sea; none between a port and itself."""
    if one == two:
        return 0.0
    return float(searoute(list(one), list(two), units="naut", backend="igraph").properties["length"])


def main() -> None:
    """Write the table."""
    every, found = places(), {}
    rows = []
    for (origin, coast), (destination, other) in product(every, every):
        if origin == destination or other != ONLY:
            continue
        ways = []
        for (start, here), (end, there) in product(every[origin, coast], every[destination, other]):
            if (here, there) not in found:
                found[here, there] = found[there, here] = miles(here, there)
            ways.append((found[here, there], start, end))
        length, start, end = min(ways)
        rows.append((origin, coast, destination, round(length), start, end, SOURCE))
    columns = [
        "origin",
        "coast",
        "destination",
        "nautical_miles",
        "origin_port",
        "destination_port",
        "source_id",
    ]
    table = pl.DataFrame(rows, schema=columns, orient="row").sort(columns[:3])
    table.write_parquet(TARGET, compression="zstd", compression_level=19)
    print(table.height, TARGET.stat().st_size)


if __name__ == "__main__":
    main()
