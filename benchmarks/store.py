"""The store at full size: a year of BACI read into it, and thirty years of it asked for totals.

    python benchmarks/store.py [--rows 11000000] [--years 30] [--folder /tmp/…]

Synthetic files in the publisher's format: as many rows as a full year of HS6 trade, sizes drawn log-normal, products and pairs at
random without repetition. Writes `results/store.csv`: seconds of wall clock and of processor, and the largest memory of the
process (each step runs in a process of its own).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

RESULTS = Path(__file__).parent / "results" / "store.csv"
PRODUCTS = 5022
"""Of the edition of 2017, six digits."""


def countries() -> list[tuple[int, str]]:
    """Numbers and codes of states that live in 2023."""
    from datetime import date

    from realpolitik.states import registry

    living = [
        one.code for one in registry() if one.lived_on(date(2023, 1, 1)) and not one.code.startswith("X")
    ]
    return list(enumerate(living, 1))


def write_year(path: Path, year: int, rows: int) -> None:
    """`BACI_HS17_Y2023_V202501.csv`: t,i,j,k,v,q."""
    import numpy as np
    import polars as pl

    random = np.random.default_rng(year)
    count = len(countries())
    cells = count * (count - 1) * PRODUCTS
    chosen = np.unique(random.integers(0, cells, int(rows * cells / (cells - rows / 2)), dtype=np.int64))
    chosen = random.permutation(chosen)[:rows]
    chosen.sort()
    pair, product = np.divmod(chosen, PRODUCTS)
    seller, rest = np.divmod(pair, count - 1)
    value = np.exp(random.normal(3.0, 2.5, len(chosen)))
    weight = value / np.exp(random.normal(1.0, 1.2, len(chosen)))
    pl.DataFrame(
        {
            "t": np.full(len(chosen), year),
            "i": seller + 1,
            "j": rest + (rest >= seller) + 1,
            "k": product,
            "v": value.round(3) + 0.001,
            "q": weight.round(3),
        }
    ).with_columns(
        k=(pl.col("k") + 10_000).cast(pl.String).str.zfill(6),
        q=pl.when(pl.col("q") == 0).then(pl.lit("           NA")).otherwise(pl.col("q").cast(pl.String)),
    ).write_csv(path)


def write_archive(folder: Path, years: list[int], rows: int) -> Path:
    """`BACI_HS17_V202501.zip` with the years and the country codes."""
    archive = folder / "BACI_HS17_V202501.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
        lines = ["country_code,country_name,country_iso2,country_iso3"]
        lines += [f"{number},{code},{code[:2]},{code}" for number, code in countries()]
        zipped.writestr("country_codes_V202501.csv", "\n".join(lines) + "\n")
        for year in years:
            name = folder / f"BACI_HS17_Y{year}_V202501.csv"
            write_year(name, year, rows)
            zipped.write(name, name.name)
            name.unlink()
    return archive


def step(name: str, place: Path, archive: Path) -> dict[str, float]:
    """Run one step in this process, and say what it cost."""
    from realpolitik.store import Store, fetch

    start, processor = time.perf_counter(), time.process_time()
    if name == "fetch":
        rows = fetch("cepii-baci", files=[archive], place=place).entries
        found = sum(one.rows for one in rows if one.table == "trade_products")
    elif name == "pair-year totals":
        import polars as pl

        flows = Store(home=place).scan("trade_products")
        totals = flows.group_by("origin", "destination", "period").agg(pl.col("value_usd").sum())
        found = totals.collect(engine="streaming").height
    elif name == "one pair by product":
        import polars as pl

        flows = Store(home=place).scan("trade_products")
        found = flows.filter(pl.col("origin") == "CHN", pl.col("destination") == "RUS").collect().height
    elif name == "import share of a pair":
        from realpolitik.measures import run

        found = len(run("dependence.import_share", "RUS", "CHN", store=Store(home=place)).rows)
    else:
        raise SystemExit(f"no step is called {name!r}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return {
        "result": found,
        "wall_s": round(time.perf_counter() - start, 2),
        "cpu_s": round(time.process_time() - processor, 2),
        "peak_gb": round(peak, 2),
    }


def alone(name: str, place: Path, archive: Path) -> dict[str, float]:
    """The same in a process of its own, so that the memory is its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--step", name, "--place", str(place), "--archive", str(archive)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def repeat(place: Path, years: int) -> None:
    """Give the store more years: the same file under other names, with the year moved (an hour of reading saved)."""
    from dataclasses import replace
    from datetime import date

    import polars as pl

    from realpolitik.sources.download import sha256_of
    from realpolitik.store.catalog import Entry, Key, commit, read

    (entry,) = [one for one in read(place) if one.table == "trade_products"]
    first = int(entry.start[:4])

    def add(entries: dict[Key, Entry]) -> None:
        for year in range(first - years + 1, first):
            file = entry.file.replace(str(first), str(year))
            path = place / file
            moved = pl.scan_parquet(place / entry.file).with_columns(period=pl.lit(date(year, 1, 1)))
            moved.sink_parquet(path, compression="lz4", row_group_size=200_000)
            new = replace(
                entry,
                slice=entry.slice.replace(str(first), str(year)),
                file=file,
                sha256=sha256_of(path),
                bytes=path.stat().st_size,
                start=f"{year}-01-01",
                end=f"{year}-01-01",
                quarantine="",
            )
            entries[new.key] = new

    commit(place, add)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=11_000_000)
    parser.add_argument("--years", type=int, default=30)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--step")
    parser.add_argument("--place", type=Path)
    parser.add_argument("--archive", type=Path)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(step(options.step, options.place, options.archive)))
        return
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        place, archive = folder / "store", write_archive(folder, [2023], options.rows)
        size = archive.stat().st_size
        found = [
            {"step": "fetch a year from its archive", "rows": options.rows, **alone("fetch", place, archive)}
        ]
        repeat(place, options.years)
        every = options.rows * options.years
        for what in ("pair-year totals", "one pair by product", "import share of a pair"):
            found.append({"step": what, "rows": every, **alone(what, place, archive)})
        stored = sum(path.stat().st_size for path in (place / "tables").rglob("*.parquet"))
        print(f"archive {size / 1e6:,.0f} MB, store {stored / 1e9:,.2f} GB, {os.cpu_count()} cores")
    for row in found:
        print(row)
    with RESULTS.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


if __name__ == "__main__":
    main()
