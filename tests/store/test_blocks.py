"""Blocks by state: each row once, whatever is asked, and only the blocks asked for are read."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import SchemaError
from realpolitik.store import Store, schemas
from realpolitik.store.blocks import ENDING, read_blocks, write_blocks

ROWS = pl.DataFrame(
    {
        "origin": ["CHN", "RUS", "CHN", "FRA", "CHN", "WLD"],
        "destination": ["RUS", "CHN", "FRA", "DEU", "WLD", "RUS"],
        "product": ["coal"] * 6,
        "period": [date(2020, 1, 1)] * 6,
        "value_usd": [1, 2, 3, 4, 5, 6],
        "quantity": [1.0, None, 3.0, 4.0, 5.0, 6.0],
    }
)


@pytest.fixture
def part(tmp_path):
    path = tmp_path / f"materials.{ENDING}"
    write_blocks(ROWS, schemas()["materials"], path)
    return path


def values(frame):
    return sorted(frame["value_usd"].to_list())


def test_the_whole_is_every_row_once_with_its_constants(part):
    whole = read_blocks(part, schemas()["materials"])
    assert values(whole) == [1, 2, 3, 4, 5, 6]
    assert whole["source_id"].unique().to_list() == ["cepii-baci-materials"]
    assert whole["quantity"].null_count() == 1


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["CHN"], [1, 2, 3, 5]),
        (["CHN", "RUS"], [1, 2, 3, 5, 6]),
        (["DEU"], [4]),
        (["WLD"], [5, 6]),
        (["ITA"], []),
    ],
)
def test_rows_that_name_one_of_the_states_come_once(part, states, expected):
    assert values(read_blocks(part, schemas()["materials"], states)) == expected


def test_each_state_is_a_row_group_with_its_bounds(part):
    import pyarrow.parquet as pq

    meta = pq.ParquetFile(part).metadata
    place = meta.schema.names.index("block")
    bounds = [meta.row_group(k).column(place).statistics for k in range(meta.num_row_groups)]
    assert [bound.min for bound in bounds] == ["CHN", "DEU", "FRA", "RUS", "WLD"]
    assert all(bound.min == bound.max for bound in bounds)


def test_the_same_rows_give_the_same_bytes(part, tmp_path):
    again = tmp_path / "again.parquet"
    write_blocks(ROWS.reverse(), schemas()["materials"], again)
    assert again.read_bytes() == part.read_bytes()


def test_a_constant_that_is_none_is_refused(tmp_path):
    wrong = ROWS.with_columns(source_id=pl.lit("mine"))
    with pytest.raises(SchemaError, match="source_id is not"):
        write_blocks(wrong, schemas()["materials"], tmp_path / "x.parquet")


def test_a_damaged_file_is_named(tmp_path):
    path = tmp_path / f"materials.{ENDING}"
    path.write_bytes(b"PAR1 nothing")
    with pytest.raises(SchemaError, match="cannot be read"):
        read_blocks(path, schemas()["materials"])


def test_a_store_about_two_states_reads_their_rows_and_shares_small_tables():
    store = Store.embedded()
    near = store.about(["KOR", "VNM"])
    rows = near["trade"]
    named = rows.select(pl.any_horizontal(pl.col("origin", "destination").is_in(["KOR", "VNM"])).all()).item()
    assert named
    assert rows.height < store["trade"].height / 20
    assert near["prices"] is store["prices"]
    assert near.about(["KOR", "VNM"]) is near


def test_numbers_of_few_digits_take_half_of_the_room_and_stay_as_they_are(tmp_path):
    schema = schemas()["events"]
    rows = Store.embedded()["events"].filter(pl.col("a") == "CHN")
    odd = rows.with_columns(weight=pl.col("weight") / 3)  # digits without end stay floats
    for name, frame in (("few", rows), ("odd", odd)):
        path = tmp_path / f"{name}.{ENDING}"
        write_blocks(frame, schema, path)
        back = read_blocks(path, schema)
        assert back.sort(schema.key).equals(frame.sort(schema.key))
    kept = {name: pl.read_parquet_schema(tmp_path / f"{name}.{ENDING}")["weight"] for name in ("few", "odd")}
    assert kept == {"few": pl.Decimal(9, 2), "odd": pl.Float64}


def test_embedded_tables_keep_to_their_room():
    from importlib.resources import files

    folder = files("realpolitik.reference") / "tables"
    # the wheel may have 25 MB with worlds and code, which take some 2.5
    assert sum(len(part.read_bytes()) for part in folder.iterdir()) < 20_000_000
