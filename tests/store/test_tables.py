"""The store: what it finds, what it refuses, and that it reads only what is asked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest

from realpolitik.errors import SchemaError, UnknownNameError
from realpolitik.sources import datasets
from realpolitik.store import Store, check, schemas

TABLES = Path(str(files("realpolitik.reference"))) / "tables"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of two tables, to be damaged."""
    for name in ("turnover.csv", "regimes.parquet"):
        shutil.copy(TABLES / name, tmp_path / name)
    return tmp_path


def test_a_table_is_read_once_and_has_the_types_of_its_schema():
    store = Store()
    assert store["settlement"] is store.table("settlement")
    assert dict(store["settlement"].schema) == schemas()["settlement"].dtypes()


def test_typed_and_derived_parts_are_one_sorted_table():
    prices = Store()["prices"]
    assert {"dubai", "urals"} <= set(prices["series"])
    assert prices.equals(prices.sort(schemas()["prices"].key))


def test_text_is_empty_and_never_null():
    for name in Store().names():
        frame = Store()[name]
        assert frame.select(pl.col(pl.String).null_count()).sum_horizontal().item() == 0


def test_an_unknown_table_is_suggested():
    with pytest.raises(UnknownNameError, match=r"no table is called 'trades'\. Did you mean trade"):
        Store()["trades"]


def test_membership_and_names_agree():
    store = Store()
    assert "trade" in store
    assert "trades" not in store
    assert 3 not in store
    assert store.names() == tuple(sorted(store.names()))


def test_sources_come_once_each_in_order_of_mention():
    found = Store().sources(["cepii-baci imf-imts", "imf-imts", "gacc"])
    assert [source.id for source in found] == ["cepii-baci", "imf-imts", "gacc"]


def test_a_source_without_a_record_is_refused():
    with pytest.raises(SchemaError, match="no source is called 'nobody'"):
        Store().sources(["imf-imts nobody"])


def test_one_source_by_name_and_a_suggestion_for_a_misspelt_one():
    assert Store().source("imf-imts") is datasets()["imf-imts"]
    with pytest.raises(UnknownNameError, match="Did you mean imf-imts"):
        Store().source("imf-imt")


def test_coverage_names_states_and_time():
    reach = Store().coverage("atop")
    assert (reach.start, reach.end) == (date(1816, 1, 1), date(2018, 12, 31))
    assert "unknown" in reach.note
    assert {"CHN", "SUN", "RUS"} <= set(reach.states)
    assert "RUS" in Store().coverage("treaties").states  # parties are several codes in one text


def test_coverage_of_a_table_without_states():
    assert Store().coverage("prices").states == ()


def test_a_folder_of_its_own_holds_only_its_tables(folder):
    store = Store(folder)
    assert store.names() == ("regimes", "turnover")
    with pytest.raises(UnknownNameError):
        store["trade"]


def test_a_truncated_parquet_is_refused_by_name(folder):
    path = folder / "regimes.parquet"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(SchemaError, match=r"'regimes'.*regimes.parquet cannot be read as this table"):
        Store(folder)["regimes"]


def test_a_csv_in_another_encoding_is_refused_by_name(folder):
    path = folder / "turnover.csv"
    path.write_bytes(path.read_text(encoding="utf-8").replace("CHN,RUS", "CHN,Rußland", 1).encode("cp1252"))
    with pytest.raises(SchemaError, match=r"'turnover'.*turnover.csv cannot be read as this table"):
        Store(folder)["turnover"]


def test_a_word_where_a_number_belongs_is_refused_by_name(folder):
    path = folder / "turnover.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",146887000000,", ",about 147 bn,"), encoding="utf-8"
    )
    with pytest.raises(SchemaError, match=r"turnover.csv cannot be read as this table: .*about 147 bn"):
        Store(folder)["turnover"]


def test_a_csv_with_other_columns_is_refused_by_name(folder):
    path = folder / "turnover.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("value_usd", "value", 1), encoding="utf-8")
    with pytest.raises(
        SchemaError, match=r"turnover.csv: the columns are a, b, product, freq, period, value, "
    ):
        Store(folder)["turnover"]


def test_an_empty_file_is_refused_by_name(folder):
    (folder / "turnover.csv").write_bytes(b"")
    with pytest.raises(SchemaError, match=r"turnover.csv"):
        Store(folder)["turnover"]


def test_check_reports_a_broken_table_and_goes_on(folder):
    (folder / "regimes.parquet").write_bytes(b"not a table")
    broken, whole = check(Store(folder))
    assert (broken.table, broken.rows) == ("regimes", 0)
    assert "cannot be read" in broken.problems[0]
    assert (whole.table, whole.problems) == ("turnover", ())


def test_check_finds_a_contradiction(folder):
    path = folder / "turnover.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    row = next(line for line in lines if "146887000000" in line)
    path.write_text("".join([*lines, row.replace("146887000000", "258050000000")]), encoding="utf-8")
    result = next(result for result in check(Store(folder)) if result.table == "turnover")
    assert "2 rows that contradict each other, such as a CHN, b RUS" in result.problems[0]
    with pytest.raises(SchemaError, match="contradict"):
        Store(folder).validated("turnover")


def test_check_records_are_plain():
    record = check()[0].record()
    assert record["table"] == "aid"
    assert record["start"] == "2022-01-01"
    assert record["problems"] == []


def test_importing_the_store_does_not_import_polars():
    code = "import sys, realpolitik.store; raise SystemExit('polars' in sys.modules or 'yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
