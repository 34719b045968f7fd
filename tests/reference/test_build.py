"""The rebuild: same inputs, same bytes, and nothing from the facts that was not read in its source."""

from __future__ import annotations

import csv
import filecmp
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from realpolitik.store import Store

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "src/realpolitik/reference"
DERIVED = (
    "aid", "alliances", "arms_deliveries", "atop", "capabilities", "disputes", "main_partners", "migrants", "networks", "organisations", "output",
    "peace", "polarity", "power", "prices", "regimes", "trade",
)  # fmt: skip


@pytest.fixture(scope="module")
def rebuilt(shared_data, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("reference")
    command = [
        sys.executable,
        "tools/build_reference.py",
        "--shared",
        str(shared_data.parent),
        "--out",
        str(out),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def unseen(shared_data) -> list[dict[str, str]]:
    rows = []
    for path in sorted((shared_data.parent / "facts").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += [
                row | {"file": path.stem} for row in csv.DictReader(file) if row.get("seen", "yes") != "yes"
            ]
    return rows


@pytest.mark.shared
def test_a_rebuild_gives_the_same_typed_bytes(rebuilt):
    built = sorted(path.relative_to(rebuilt) for path in rebuilt.rglob("*.csv"))
    assert len(built) == 21  # twenty tables and the citations
    assert [name for name in built if not filecmp.cmp(rebuilt / name, REFERENCE / name, shallow=False)] == []


@pytest.mark.shared
def test_a_rebuild_gives_the_same_derived_rows(rebuilt):
    built = sorted(path.name for path in rebuilt.rglob("*.parquet"))
    assert built == sorted(f"{name}.parquet" for name in DERIVED)
    # Rows, not bytes: another release of the Parquet writer may lay the same table out differently.
    pairs = {name: [pl.read_parquet(top / "tables" / name) for top in (rebuilt, REFERENCE)] for name in built}
    assert [name for name, (new, old) in pairs.items() if not new.equals(old)] == []


@pytest.mark.shared
def test_only_figures_read_in_their_source_are_in(unseen):
    assert len(unseen) > 200
    sources = {
        source.title for name in Store().names() for source in Store().sources(Store()[name]["source_id"])
    }
    assert not any("unverified" in title for title in sources)
    for row in unseen:
        if row["file"] == "trade_totals" and row["kind"] == "annual" and row["china_exports_to_russia"]:
            flows = Store()["trade"].filter(
                origin="CHN", destination="RUS", product="total", freq="A", reporter="CHN"
            )
            printed = round(float(row["china_exports_to_russia"]) * 1e9)
            assert printed not in flows["value_usd"].to_list(), row["row_id"]
        if row["file"] == "positions" and row["vote"]:
            same = {"document": row["document"], "state": row["state"]}
            assert Store()["positions"].filter(**same).is_empty(), row["row_id"]
        if row["file"] == "prices" and row["grain"] == "month" and "NOT VERIFIED" in row["note"]:
            urals = Store()["prices"].filter(freq="M").filter(series="urals")
            assert row["period"] not in urals["period"].dt.strftime("%Y-%m").to_list(), row["row_id"]


@pytest.mark.shared
def test_a_trap_is_left_out():
    turnover = Store()["turnover"]["value_usd"].to_list()
    assert 258_050_000_000 not in turnover  # a wrong figure of eleven months of 2024, larger than the year
    assert 258.05e9 not in Store()["estimates"]["value"].to_list()


@pytest.mark.shared
def test_benchmarks_agree_with_the_typed_copies(shared_data):
    with (shared_data.parent / "facts/prices.csv").open(encoding="utf-8", newline="") as file:
        typed = {
            (row["series"].lower(), row["period"]): float(row["value"])
            for row in csv.DictReader(file)
            if row["source_publisher"].startswith("World Bank")
        }
    prices = Store()["prices"].filter(freq="M", source_id="worldbank-pinksheet")
    derived = {(s, f"{p:%Y-%m}"): v for s, p, v in prices.select("series", "period", "value").rows()}
    assert len(typed) == 168
    # Typed to the cent.
    assert [key for key, value in typed.items() if derived[key] != pytest.approx(value, abs=0.0051)] == []
