"""What a store reads and what it leaves: parts, narrowed stores, editions over the embedded rows, hashes, flags, frames."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from types import SimpleNamespace

import polars as pl
import pytest

from realpolitik.errors import CoverageError, FileFormatError, OptionError, SchemaError, UnknownNameError
from realpolitik.sources.reader import Part, Reader, readers
from realpolitik.sources.record import Source, datasets
from realpolitik.store import Store, schemas, tables
from realpolitik.store import schema as schema_module
from realpolitik.store.blocks import ENDING, block_values, read_blocks, write_blocks
from realpolitik.store.frames import _days, collected, state_columns
from realpolitik.store.home import home, is_remote, local
from realpolitik.store.ingest import ingest
from realpolitik.store.overlay import Overlay, replaced_key
from realpolitik.store.sql import connect

DAY = date(2020, 1, 1)
HEAD = "origin,destination,product,product_code,freq,period,value_usd,quantity,quantity_unit,reporter,source_id,vintage,note\n"


def line(origin, destination, value, source="cepii-baci", reporter="BACI"):
    return f"{origin},{destination},total,,A,2020-01-01,{value},,,{reporter},{source},V1,\n"


@pytest.fixture
def folder(tmp_path):
    """Tables of trade and prices: one part typed, and one by state."""
    place = tmp_path / "tables"
    place.mkdir()
    assert HEAD.strip().split(",") == list(schemas()["trade"].dtypes())
    lines = line("CHN", "RUS", 1) + line("RUS", "CHN", 2) + line("FRA", "DEU", 3, "imf-imts", "IMF")
    (place / "trade.csv").write_text(HEAD + lines, encoding="utf-8")
    return place


def by_state(folder, rows):
    """Rows of trade as a file by state."""
    text = HEAD + "".join(line(a, b, value) for a, b, value in rows)
    frame = pl.read_csv(text.encode(), schema=schemas()["trade"].dtypes()).with_columns(
        pl.col(pl.String).fill_null("")
    )
    write_blocks(frame, schemas()["trade"], folder / f"trade.{ENDING}")


def add(place, rows, version, *, name="cepii-baci", living=False):
    frame = pl.DataFrame(
        {"origin": [row[0] for row in rows], "destination": [row[1] for row in rows], "product": "total", "freq": "A", "period": DAY, "value_usd": [row[2] for row in rows], "reporter": "BACI"},
        schema_overrides={"value_usd": pl.Int64},
    )  # fmt: skip
    reader = Reader(
        name=name, tables=("trade",), by_hand="x", living=living,
        read=lambda files, job: [Part(table="trade", frame=frame, slice="2020")],
    )  # fmt: skip
    return ingest(place, reader, [], reader.dated(reader.job(), [], version=version), inputs=[])[0]


def values(frame):
    return sorted(frame["value_usd"].to_list())


def test_parts_of_a_table_are_one_and_a_narrowed_store_has_only_its_states(folder):
    by_state(folder, [("CHN", "ITA", 5), ("FRA", "ITA", 6), ("ITA", "ESP", 7)])
    store = Store(folder)
    assert values(store["trade"]) == [1, 2, 3, 5, 6, 7]
    assert values(store.of_offices("trade")) == [1, 2, 3]
    near = store.about(["FRA"])
    assert values(near["trade"]) == [3, 6]
    assert near is store.about(iter(["FRA"]))
    assert near.about(["FRA"]) is near
    assert near.about(["ITA"]) is store.about(["ITA"])  # of the whole store, not of what was narrowed
    assert values(near.about(["ITA"])["trade"]) == [5, 6, 7]
    assert values(store["trade"]) == [1, 2, 3, 5, 6, 7]
    assert set(store.distinct("trade", "origin")) == {"CHN", "RUS", "FRA", "ITA"}
    fresh = Store(folder)
    assert set(fresh.distinct("trade", "destination")) == {"RUS", "CHN", "DEU", "ITA", "ESP"}
    assert fresh._tables == {}  # and no row was read for it
    assert set(fresh.distinct("trade", "quantity")) == set()


def test_a_table_without_a_file_by_state_is_shared_whole(folder):
    store = Store(folder)
    assert store.about(["FRA"])["trade"] is store["trade"]


def test_a_store_that_holds_rows_is_narrowed_no_further(folder):
    rows = Store(folder)["trade"].head(1)
    held = Store(folder).holding({"trade": rows})
    assert held["trade"] is rows
    assert held.distinct("trade", "origin") == tuple(rows["origin"])
    wide = Store(folder).about(["FRA", "CHN"])
    assert wide.about(["FRA"]) is wide  # what holds more states holds these
    assert held.about(["FRA"]) is held


def test_what_a_table_covers_is_said_without_keeping_its_rows(folder, tmp_path):
    by_state(folder, [("CHN", "ITA", 5), ("FRA", "ITA", 6)])
    store = Store(folder)
    assert store.height("trade") == 5
    assert store.coverage("trade").states == ("CHN", "DEU", "FRA", "ITA", "RUS")
    assert (store.coverage("trade").start, store.coverage("trade").end) == (DAY, DAY)
    assert store._tables == {}
    assert (store.about(["FRA"]).height("trade"), store.about(["FRA"]).coverage("trade").states) == (
        2,
        ("DEU", "FRA", "ITA"),
    )
    store["trade"]
    assert (store.height("trade"), len(store.coverage("trade").states)) == (5, 5)
    assert store.coverage("trade").note == schemas()["trade"].coverage["note"]


def test_a_table_larger_than_memory_is_counted_all_the_same(tmp_path):
    frame = pl.DataFrame({"origin": ["CHN"] * 3, "destination": ["RUS", "RUS", "ITA"], "product": "hs17", "product_code": ["870323", "870324", "870323"], "freq": "A", "period": DAY, "value_usd": [4, 5, 6], "reporter": "BACI"})  # fmt: skip
    reader = Reader(
        name="cepii-baci", tables=("trade_products",), by_hand="x",
        read=lambda files, job: [Part(table="trade_products", frame=frame, slice="2020")],
    )  # fmt: skip
    ingest(tmp_path / "s", reader, [], reader.dated(reader.job(), [], version="V1"), inputs=[])
    store = Store(home=tmp_path / "s")
    assert store.height("trade_products") == 3
    assert store.coverage("trade_products").states == ("CHN", "ITA", "RUS")
    assert (store.coverage("trade_products").start, store.coverage("trade_products").end) == (DAY, DAY)


def test_an_unknown_table_is_said_among_those_there(folder):
    with pytest.raises(UnknownNameError) as caught:
        Store(folder)["prices"]
    assert str(caught.value) == "no table is called 'prices'. There is trade."
    with pytest.raises(UnknownNameError):
        Store(frames={"trades": pl.DataFrame()})


def test_what_nobody_has_fetched_is_said_with_who_has_it(tmp_path, folder):
    filled = [one.name for one in readers().values() if "trade_products" in one.tables]
    with pytest.raises(CoverageError) as caught:
        Store(home=tmp_path / "s").scan("trade_products")
    made = schemas()["trade_products"].made.rstrip(".")
    assert caught.value.what == f"the table 'trade_products' has no rows here: {made}."
    assert caught.value.remedy == f"`realpolitik fetch` one of {', '.join(filled)}."
    with pytest.raises(OptionError) as refused:
        Store(home=tmp_path / "s").table("trade_products")
    assert str(refused.value) == (
        "the table 'trade_products' may be larger than memory: read it with Store.scan"
    )
    own = Store(frames={"trade_products": pl.DataFrame({"origin": ["CHN"], "destination": ["RUS"], "product": ["hs17"], "product_code": ["870323"], "period": [DAY], "value_usd": [4]})})  # fmt: skip
    assert values(own["trade_products"]) == [4]


def test_of_a_store_over_a_folder_the_newest_rows_count(folder, tmp_path):
    by_state(folder, [("CHN", "ITA", 5)])
    place = tmp_path / "s"
    add(place, [("CHN", "RUS", 10), ("LIE", "MCO", 20)], "V202601")
    store = Store(folder, home=place)
    assert values(store["trade"]) == [2, 3, 5, 10, 20]
    assert values(store.beneath("trade")) == [2, 3, 5]
    assert store.beneath("prices") is None
    assert values(store.about(["LIE"])["trade"]) == [20]
    assert store.names() == ("trade",)
    assert Store(folder / "none", home=place).names() == ("trade",)
    assert values(Store(folder / "none", home=place)["trade"]) == [10, 20]
    assert set(store.distinct("trade", "destination")) == {"RUS", "CHN", "DEU", "ITA", "MCO"}
    assert values(Store(folder)["trade"]) == [1, 2, 3, 5]
    assert Store(folder).overlay is None
    assert Store(folder).beneath("trade").height == 4


@pytest.mark.parametrize(
    ("version", "living", "asked", "counting"),
    [
        ("V202401", False, None, [1, 2, 3]),  # older than the edition on record, V202501: nothing of it
        ("V202401", True, None, [1, 2, 3, 20]),  # of a living source what the embedded rows have not
        ("V202401", False, "V202401", [2, 3, 10, 20]),  # asked for by name
        ("V202601", False, None, [2, 3, 10, 20]),
    ],
)
def test_an_older_edition_gives_way_unless_it_is_asked_for(
    folder, tmp_path, version, living, asked, counting
):
    place = tmp_path / "s"
    add(place, [("CHN", "RUS", 10), ("LIE", "MCO", 20)], version, living=living)
    versions = {"cepii-baci": asked} if asked else None
    store = Store(folder, home=place, versions=versions)
    assert values(store["trade"]) == counting
    beneath = [1, 2, 3] if version == "V202401" and not asked else [2, 3]
    assert values(store.beneath("trade")) == beneath


def test_an_older_edition_counts_where_nothing_of_its_source_is_embedded(folder, tmp_path):
    (folder / "trade.csv").write_text(HEAD + line("FRA", "DEU", 3, "imf-imts", "IMF"), encoding="utf-8")
    add(tmp_path / "s", [("CHN", "RUS", 10)], "V202401")
    assert values(Store(folder, home=tmp_path / "s")["trade"]) == [3, 10]


def test_a_table_that_the_store_has_not_is_the_embedded_one(folder, tmp_path):
    overlay, trade = Overlay(tmp_path), schemas()["trade"]
    embedded = Store(folder).scan("trade")
    assert overlay.scan(trade) is None
    assert overlay.over(embedded, trade) is embedded
    assert overlay.beneath(embedded, trade) is embedded
    assert overlay.tables() == ()
    entry = add(tmp_path, [("CHN", "RUS", 10)], "V202601")
    overlay = Overlay(f"{tmp_path}")
    assert overlay.tables() == ("trade",)
    assert overlay.path("a/b") == f"{tmp_path}/a/b"
    assert Overlay("s3://x/y/").path("a/b") == "s3://x/y/a/b"
    (tmp_path / entry.file).unlink()
    with pytest.raises(FileFormatError) as caught:
        overlay.scan(trade)
    assert str(caught.value) == (
        f"{tmp_path / entry.file}: is missing from the store: `realpolitik data check` lists what is; fetch it again"
    )
    assert replaced_key(trade) == [*trade.key[:-1], "source_id"]
    assert replaced_key(schemas()["settlement"]) == list(schemas()["settlement"].key)


@pytest.mark.parametrize(
    ("text", "found"),
    [("", {}), ("a=1 b=2", {"a": "1", "b": "2"}), ("a=1,b=2", {"a": "1", "b": "2"}), ("a=x=y", {"a": "x=y"})],
)
def test_versions_of_the_environment(monkeypatch, text, found):
    from realpolitik.store.overlay import versions_asked

    monkeypatch.setenv("REALPOLITIK_VERSIONS", text)
    assert versions_asked() == found


@pytest.mark.parametrize("word", ["a", "=1", "a="])
def test_a_word_that_asks_for_no_version_is_refused(monkeypatch, word):
    from realpolitik.store.overlay import versions_asked

    monkeypatch.setenv("REALPOLITIK_VERSIONS", f"b=2 {word}")
    with pytest.raises(OptionError) as caught:
        versions_asked()
    assert str(caught.value) == (
        f"REALPOLITIK_VERSIONS: {word!r} is not NAME=VERSION, such as cepii-baci=V202501"
    )


def test_the_hash_of_a_table_is_of_its_files_and_of_what_was_fetched(folder, tmp_path):
    def digest(text):
        return hashlib.sha256(text).hexdigest()

    store = Store(folder)
    one = digest((folder / "trade.csv").read_bytes())
    assert store.digest("trade") == digest(one.encode())
    assert Store(folder).digest("prices") == digest(b"")
    entry = add(tmp_path / "s", [("CHN", "RUS", 10)], "V202601")
    assert Store(folder, home=tmp_path / "s").digest("trade") == digest((one + entry.sha256).encode())
    (folder / "trade.csv").write_text(HEAD, encoding="utf-8")
    assert store.digest("trade") == digest(digest(HEAD.encode()).encode())
    assert Store(frames={"trade": store["trade"]}).digest("trade") == ""
    assert tables._changed(folder / "none") == 0


def test_flags_are_those_embedded_and_those_of_the_store_each_by_its_states(folder, tmp_path):
    head = ",".join(schemas()["flags"].dtypes())
    row = dict.fromkeys(head.split(","), "")

    def flag(a, b):
        facts = row | {"table": "trade", "a": a, "b": b, "period": "2020-01-01", "value": "7"}
        return ",".join(facts.values()) + "\n"

    (folder / "flags.csv").write_text(f"{head}\n{flag('CHN', 'RUS')}{flag('FRA', 'FRA')}", encoding="utf-8")
    place = tmp_path / "s"
    place.mkdir()
    assert [one["a"] for one in Store(folder).flags()] == ["CHN", "FRA"]
    store = Store(folder, home=place)
    assert [one["a"] for one in store.flags()] == ["CHN", "FRA"]
    (place / "audit.csv").write_text(f"{head}\n{flag('RUS', 'DEU')}", encoding="utf-8")
    assert len(store.flags()) == 2  # read once
    store = Store(folder, home=place)
    assert [(one["a"], one["b"]) for one in store.flags_of("RUS")] == [("CHN", "RUS"), ("RUS", "DEU")]
    assert [one["a"] for one in store.flags_of("FRA")] == ["FRA"]
    assert store.flags_of("ITA") == ()
    assert len(Store(folder, home="s3://bucket/x").flags()) == 2
    (folder / "flags.csv").unlink()
    assert Store(folder).flags() == ()


def test_sources_are_the_records_and_those_of_ones_own_frames(folder):
    store = Store(folder)
    assert store.knows("cepii-baci")
    assert not store.knows("nobody")
    with pytest.raises(SchemaError) as caught:
        store.sources(["nobody noone", "cepii-baci"])
    assert caught.value.table == "citations"
    assert caught.value.problems == (
        "no source is called 'nobody'",
        "no source is called 'noone'",
    )
    own = Store(frames={"trade": store["trade"]})
    mine = Source(id="mine", publisher="Figures of your own", title="mine", kind="dataset")
    assert own.sources(["mine", "cepii-baci"]) == (mine, datasets()["cepii-baci"])
    with pytest.raises(UnknownNameError) as unknown:
        store.source("cepii-bac")
    assert str(unknown.value).endswith("`realpolitik sources` lists them all.")


def test_a_source_is_dated_by_the_newest_of_it_that_counts(folder, tmp_path):
    add(tmp_path, [("CHN", "RUS", 10)], datasets()["cepii-baci"].version)
    found = Store(folder, home=tmp_path).source("cepii-baci")
    assert found.version == datasets()["cepii-baci"].version
    assert found.accessed == f"{datetime.now().astimezone(tz=None):%Y}" + found.accessed[4:]
    assert len(found.accessed) == 10
    for version in ("9", "10"):
        place = tmp_path / "both"
        add(place, [("CHN", f"RU{version[0]}".replace("9", "S").replace("1", "M"), 10)], version, living=True)
    assert Store(folder, home=place).source("cepii-baci").version.startswith("10 (")


def test_what_sql_cannot_reach_is_said(folder, monkeypatch, tmp_path):
    pytest.importorskip("duckdb")
    with pytest.raises(OptionError) as caught:
        connect(Store(folder, home="s3://bucket/x"))
    assert str(caught.value) == (
        "the store s3://bucket/x is at an address: DuckDB's httpfs reads it, see the how-to on SQL"
    )
    place = tmp_path / "o'brien"
    add(place, [("CHN", "RUS", 10), ("LIE", "MCO", 20)], "V202601")
    add(place, [("MCO", "LIE", 30)], "V1", name="imf-imts")
    with connect(Store(folder, home=place)) as sql:
        assert sorted(sql.execute("select value_usd from trade").fetchall()) == [
            (2,),
            (3,),
            (10,),
            (20,),
            (30,),
        ]
    with connect(Store(folder)) as sql:
        assert sql.execute("select sum(value_usd) from trade").fetchall() == [(6,)]
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(OptionError) as missing:
        connect(Store(folder))
    assert str(missing.value) == "SQL needs DuckDB: install realpolitik[sql]"


def test_where_a_store_is(monkeypatch, tmp_path):
    monkeypatch.setenv("REALPOLITIK_STORE", "/x/y")
    assert home() == "/x/y"
    monkeypatch.delenv("REALPOLITIK_STORE")
    assert home().endswith("realpolitik")
    assert (is_remote("s3://x"), is_remote(tmp_path)) == (True, False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert local("~/s") == tmp_path / "s"
    with pytest.raises(OptionError) as caught:
        local("s3://x")
    assert str(caught.value) == (
        "the store s3://x is at an address, which can be read but not written: set REALPOLITIK_STORE to a folder, "
        "fetch into it, and copy the folder to the address"
    )


def test_schemas_are_read_once_and_another_package_may_not_redeclare_one(monkeypatch):
    assert schemas() is schemas()
    assert schemas()["trade"] is schemas()["trade"]
    assert len(schemas()) == len(list(schemas()))
    assert "trade" in schemas()
    entry = {"about": "a", "made": "b", "licence": "c", "key": ["k"], "columns": {"k": {"type": "text"}}}
    monkeypatch.setattr(schema_module, "extensions", lambda: [SimpleNamespace(name="mine", own_tables={"toys": entry})])  # fmt: skip
    assert schemas.__wrapped__()["toys"].columns[0].name == "k"
    monkeypatch.setattr(schema_module, "extensions", lambda: [SimpleNamespace(name="mine", own_tables={"trade": entry})])  # fmt: skip
    with pytest.raises(SchemaError) as caught:
        schemas.__wrapped__()
    assert caught.value.problems == ("the reader mine declares a table that there is already",)
    assert tables.records() is tables.records()


def test_an_identifier_that_stands_twice_is_refused(tmp_path, monkeypatch):
    row = tables._cited()["gacc"] if "gacc" in tables._cited() else next(iter(tables._cited().values()))
    monkeypatch.setattr(tables, "files", lambda package: tmp_path)
    for ids, known, refused in (
        (("a", "b"), {}, False),
        (("a", "a"), {}, True),
        (("a", "b"), {"b": 1}, True),
    ):
        lines = [",".join(row), *(",".join([one, *[""] * (len(row) - 1)]) for one in ids)]
        (tmp_path / "citations.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        monkeypatch.setattr(tables, "datasets", lambda known=known: known)
        if refused:
            with pytest.raises(SchemaError) as caught:
                tables._cited.__wrapped__()
            assert caught.value.problems == ("two sources have the same identifier",)
        else:
            assert list(tables._cited.__wrapped__()) == list(ids)


def flows(**changed):
    facts = {
        "origin": ["CHN", "DEU"],
        "destination": ["RUS", "FRA"],
        "period": [2020, 2021],
        "value_usd": [1.0, 2.0],
    }
    return pl.DataFrame(facts | changed)


def test_of_a_frame_only_rows_about_the_states_are_collected():
    trade = schemas()["trade"]
    assert state_columns(trade) == ["origin", "destination"]
    assert state_columns(schemas()["treaties"]) == []
    assert values(collected(flows(), trade, states=["RUS", "ITA"])) == [1]
    assert values(collected(flows(), trade, states=["FRA", "CHN"])) == [1, 2]
    assert values(collected(flows(), trade)) == [1, 2]
    assert collected(flows(), trade, states=["ITA"]).height == 0
    names = flows(origin=["China", "Deutschland"], destination=["Russland", "Frankreich"])
    with pytest.raises(SchemaError) as caught:
        collected(names, trade, states=["CHN"])
    assert caught.value.problems == (
        "origin: 2 values are no ISO3 codes, such as 'China', 'Deutschland': `realpolitik.states.convert` makes codes of names and numbers",
    )


def test_three_wrong_codes_are_shown_and_all_are_counted():
    wrong = pl.concat([flows(origin=["d", "c"]), flows(origin=["b", "a"])])
    with pytest.raises(SchemaError) as caught:
        collected(wrong, schemas()["trade"])
    assert caught.value.problems[0].startswith("origin: 4 values are no ISO3 codes, such as 'a', 'b', 'c': ")


def test_what_a_frame_lacks_is_said():
    with pytest.raises(SchemaError) as caught:
        collected(flows().drop("origin", "period"), schemas()["trade"])
    assert caught.value.problems == (
        "origin: your frame has no such column",
        "period: your frame has no such column",
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"period": [999, 2000]}, "period: numbers such as 999 are no years: give days"),
        ({"period": [2000, 3000]}, "period: numbers such as 2000 are no years: give days"),
        ({"period": [2000.0, 2000.5]}, "period: numbers such as 2000.0 are no years: give days"),
        ({"value_usd": [-1, -2]}, "value_usd: 2 of 2 rows below 0, such as -1"),
    ],
)
def test_numbers_that_cannot_be_right_are_refused(changed, said):
    with pytest.raises(SchemaError) as caught:
        collected(flows(**changed), schemas()["trade"])
    assert caught.value.problems == (said,)


@pytest.mark.parametrize(
    ("given", "days"),
    [
        ([1000, 2999], [date(1000, 1, 1), date(2999, 1, 1)]),
        ([2000.0, float("nan")], [date(2000, 1, 1), None]),
        ([2000, None], [date(2000, 1, 1), None]),
        (["2020", " 2021-03 ", "2022-04-05T10:00"], [date(2020, 1, 1), date(2021, 3, 1), date(2022, 4, 5)]),
        ([date(2020, 5, 6)], [date(2020, 5, 6)]),
        ([datetime(2020, 5, 6, 23)], [date(2020, 5, 6)]),
    ],
)
def test_days_of_every_form(given, days):
    values = pl.Series("period", given)
    assert (
        pl.DataFrame({"period": values}).select(_days(values, schemas()["trade"]))["period"].to_list() == days
    )


def test_gaps_of_a_frame_are_gaps_and_months_are_months():
    rows = collected(
        flows(quantity=[float("nan"), 2.0], quantity_unit=[None, "t"], period=["2020-01", "2020-02"]), schemas()["trade"]
    )  # fmt: skip
    assert rows.select("quantity", "quantity_unit", "freq", "note").rows() == [
        (None, "", "M", ""),
        (2.0, "t", "M", ""),
    ]
    assert collected(flows(), schemas()["trade"])["freq"].to_list() == ["A", "A"]
    assert collected(flows(freq=["M", "M"]), schemas()["trade"])["freq"].to_list() == ["M", "M"]


def test_blocks_of_one_column_and_what_cannot_be_written_or_read(folder, tmp_path):
    by_state(folder, [("CHN", "RUS", 5)])
    part, trade = folder / f"trade.{ENDING}", schemas()["trade"]
    assert block_values(part, trade, "value_usd") == [5]
    assert block_values(part, trade, "quantity") == []
    materials = schemas()["materials"]
    assert block_values(part, materials, "source_id") == ["cepii-baci-materials"]
    write_blocks(
        pl.DataFrame({"origin": ["CHN"], "destination": ["RUS"], "product": ["coal"], "period": [DAY], "value_usd": [1]}),
        materials, tmp_path / "m.parquet",
    )  # fmt: skip
    assert block_values(tmp_path / "m.parquet", materials, "quantity") == []
    assert read_blocks(part, trade, where=pl.col("value_usd") > 5).height == 0
    assert read_blocks(part, trade, ["RUS"], where=pl.col("value_usd") == 5).height == 1
    part.write_bytes(b"PAR1")
    with pytest.raises(SchemaError, match=r"trade\.blocks\.parquet cannot be read: "):
        block_values(part, trade, "value_usd")
    with pytest.raises(SchemaError) as caught:
        write_blocks(pl.DataFrame(), schemas()["prices"], tmp_path / "p.parquet")
    assert caught.value.problems == ("has no columns of states to be read by",)
