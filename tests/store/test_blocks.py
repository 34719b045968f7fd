"""Blocks by state: each row once, whatever is asked, and only the blocks asked for are read."""

from __future__ import annotations

import gc
from datetime import date
from weakref import ref

import polars as pl
import pytest

from realpolitik.errors import SchemaError
from realpolitik.measures import registry
from realpolitik.store import Store, schemas
from realpolitik.store.blocks import ENDING, _repeated, _small, read_blocks, write_blocks
from realpolitik.store.tables import NEAR

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


def test_blocks_of_many_states_have_each_their_own_length(tmp_path):
    import pyarrow.parquet as pq

    codes = [f"A{one}{other}" for one in "ABCDEFGH" for other in "ABCDEFGH"]
    rows = [(code, other, place) for place, code in enumerate(codes) for other in codes[:place]]
    frame = pl.DataFrame(
        {"origin": [row[0] for row in rows], "destination": [row[1] for row in rows], "product": "coal", "period": date(2020, 1, 1), "value_usd": [row[2] for row in rows]}
    )  # fmt: skip
    path = tmp_path / f"materials.{ENDING}"
    write_blocks(frame, schemas()["materials"], path)
    meta = pq.ParquetFile(path).metadata
    groups = [meta.row_group(k) for k in range(meta.num_row_groups)]
    bounds = [group.column(meta.schema.names.index("block")).statistics for group in groups]
    assert [(one.min, one.max) for one in bounds] == [(code, code) for code in codes]
    assert read_blocks(path, schemas()["materials"]).height == len(rows)
    assert sorted(read_blocks(path, schemas()["materials"], ["AAC"])["value_usd"]) == [2, 2, *range(3, 64)]


def test_the_same_rows_give_the_same_bytes(part, tmp_path):
    again = tmp_path / "again.parquet"
    write_blocks(ROWS.reverse(), schemas()["materials"], again)
    assert again.read_bytes() == part.read_bytes()


def test_a_table_of_one_state_a_row_is_read_whole_too(tmp_path):
    path, votes = tmp_path / f"votes.{ENDING}", schemas()["votes"]
    whole = Store.embedded()["votes"].head(5)
    write_blocks(whole, votes, path)
    assert read_blocks(path, votes).sort(votes.key).equals(whole)
    first = whole["state"][0]
    assert read_blocks(path, votes, [first]).height == whole.filter(state=first).height


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


def test_rows_of_pairs_asked_for_long_ago_are_let_go():
    """A server is asked about thousands of pairs, and what a measure remembers of one must not hold its rows either."""
    store = Store.embedded()
    assert registry.run("trade.turnover", "CHN", "RUS", store=store).rows
    near = store.about(("CHN", "RUS"))
    rows, near = ref(near["trade"]), ref(near)
    for number in range(NEAR - 1):
        store.about(("CHN", f"other {number}"))
    gc.collect()
    assert rows() is not None
    store.about(("CHN", "one more"))
    gc.collect()
    assert near() is None
    assert rows() is None


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


def test_a_file_is_written_as_small_as_it_can_be_read(tmp_path):
    """Whole numbers and decimals as integers, numbers split by bytes, words by a dictionary, and no second schema."""
    import pyarrow.parquet as pq

    events = Store.embedded()["events"].filter(pl.col("a") == "CHN")
    path = tmp_path / f"events.{ENDING}"
    write_blocks(events, schemas()["events"], path)
    meta = pq.ParquetFile(path).metadata
    group = meta.row_group(0)
    columns = {meta.schema.names[k]: group.column(k) for k in range(group.num_columns)}
    assert {one.compression for one in columns.values()} == {"ZSTD"}
    assert columns["weight"].physical_type == "INT32"
    assert "BYTE_STREAM_SPLIT" in columns["weight"].encodings
    assert "RLE_DICTIONARY" in columns["b"].encodings
    assert "RLE_DICTIONARY" not in columns["weight"].encodings
    assert (columns["block"].is_stats_set, columns["b"].is_stats_set) == (True, False)
    assert "ARROW:schema" not in (meta.metadata or {})
    assert b"ARROW:schema" not in (meta.metadata or {})


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1.0, 2.0, None], pl.Int64),
        ([0.5, 2.0], pl.Decimal(9, 1)),
        ([0.1234, 99_999.9999], pl.Decimal(9, 4)),
        ([-0.25, 9_999_999.0], pl.Decimal(9, 2)),
        ([0.25, 10_000_000.0], pl.Float64),
        ([0.1234, 100_000.0], pl.Float64),
        ([0.12345], pl.Float64),
    ],
)
def test_numbers_are_kept_in_the_least_room_that_holds_them_exactly(values, kind):
    frame = pl.DataFrame({"x": values}, schema={"x": pl.Float64})
    found = _small(frame, ["x"])
    assert found.schema["x"] == kind
    assert found["x"].cast(pl.Float64).to_list() == values


@pytest.mark.parametrize(
    ("values", "repeated"),
    [
        (["c"] * 51, True),  # one value stands more than fifty times
        (["c"] * 50, False),
        ([2] * 60 + [1] * 60, True),
        ([1] * 60 + [2] * 60, False),  # rises: small steps take less room than a dictionary
        (["b"] * 60 + ["a"] * 60, True),
        (["a"] * 60 + ["b"] * 60, True),
    ],
)
def test_what_repeats_is_a_dictionary_unless_it_rises(values, repeated):
    frame = pl.DataFrame({"x": values, "block": ["CHN"] * len(values)})
    assert _repeated(frame, "x") is repeated
    parted = frame.with_columns(
        block=pl.Series(["CHN"] * (len(values) // 2) + ["RUS"] * (len(values) - len(values) // 2))
    )
    if values[0] == 2:
        assert not _repeated(parted, "x")  # within each block it does not fall


def test_embedded_tables_keep_to_their_room():
    from importlib.resources import files

    folder = files("realpolitik.reference") / "tables"
    # the wheel may have 25 MB with worlds and code, which take some 2.5
    assert sum(len(part.read_bytes()) for part in folder.iterdir()) < 20_000_000
