"""The user's store over the embedded tables: what counts, what gives way, what is damaged, and SQL over it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from realpolitik.errors import (
    CoverageError,
    FileFormatError,
    OptionError,
    SchemaError,
    SnapshotMismatch,
    UnknownNameError,
)
from realpolitik.findings import Window
from realpolitik.measures import run
from realpolitik.sources.reader import Part, Reader, reader_of
from realpolitik.store import Store, check, fetch
from realpolitik.store.catalog import read as read_catalog
from realpolitik.store.catalog import version_order
from realpolitik.store.ingest import ingest
from realpolitik.store.inspect import diff, drop, layers
from realpolitik.store.sql import connect

DAY = date(2023, 1, 1)


def flows(values, *, year=2023):
    """Flows of BACI from pairs to dollars."""
    return pl.DataFrame(
        {
            "origin": [pair[0] for pair in values],
            "destination": [pair[1] for pair in values],
            "product": "total",
            "freq": "A",
            "period": date(year, 1, 1),
            "value_usd": list(values.values()),
            "reporter": "BACI",
        },
        schema_overrides={"value_usd": pl.Int64},
    )


def add(place, values, version, *, slice="2023", living=False, year=2023, **facts):
    """Put flows into a store as the source cepii-baci."""
    reader = Reader(
        name="cepii-baci",
        tables=("trade",),
        read=lambda files, job: [Part(table="trade", frame=flows(values, year=year), slice=slice, **facts)],
        by_hand="https://www.cepii.fr",
        living=living,
    )
    return ingest(place, reader, [], reader.dated(reader.job(), [], version=version), inputs=["0" * 64])


def sold(store, origin="CHN", destination="RUS", reporter="BACI"):
    rows = store["trade"].filter(
        origin=origin, destination=destination, product="total", freq="A", period=DAY, reporter=reporter
    )
    return rows.select("value_usd", "vintage").rows()


def test_an_embedded_row_gives_way_to_the_same_key_of_the_same_source_and_no_other(tmp_path):
    embedded = Store.embedded()
    add(tmp_path, {("CHN", "RUS"): 7, ("LIE", "MCO"): 1}, "V202601")
    store = Store(home=tmp_path)
    assert sold(store) == [(7, "V202601")]
    assert sold(store, "RUS", "CHN") == sold(
        embedded, "RUS", "CHN"
    )  # not in the store: the embedded row stays
    assert sold(store, reporter="IMF") == sold(embedded, reporter="IMF")  # of another source
    assert store["trade"].height == embedded["trade"].height + 1
    assert store["trade"].equals(store["trade"].sort(store.schema("trade").key))
    (layer,) = layers(store)
    assert (layer.counts, layer.rows, layer.replaces) == (True, 2, 1)


def test_the_newest_release_counts_or_the_one_asked_for(tmp_path):
    add(tmp_path, {("CHN", "RUS"): 7, ("LIE", "MCO"): 1}, "V202601")
    add(tmp_path, {("CHN", "RUS"): 6}, "V202501b")
    assert sold(Store(home=tmp_path)) == [(7, "V202601")]
    old = Store(home=tmp_path, versions={"cepii-baci": "V202501b"})
    assert sold(old) == [(6, "V202501b")]
    assert sold(old, "LIE", "MCO") == []  # releases are never mixed in one series
    with pytest.raises(OptionError, match="no version 'V1999' of cepii-baci, only V202501b, V202601"):
        _ = Store(home=tmp_path, versions={"cepii-baci": "V1999"})["trade"]
    assert [layer.counts for layer in layers(Store(home=tmp_path))] == [True, False]


def test_the_environment_may_ask_for_a_version(tmp_path, monkeypatch):
    add(tmp_path, {("CHN", "RUS"): 7}, "V202601")
    add(tmp_path, {("CHN", "RUS"): 6}, "V202501")
    monkeypatch.setenv("REALPOLITIK_STORE", str(tmp_path))
    monkeypatch.setenv("REALPOLITIK_VERSIONS", "cepii-baci=V202501")
    assert sold(Store()) == [(6, "V202501")]
    monkeypatch.setenv("REALPOLITIK_VERSIONS", "cepii-baci")
    with pytest.raises(OptionError, match="NAME=VERSION"):
        _ = Store()["trade"]


def test_of_a_living_source_each_slice_counts_in_its_newest_version(tmp_path):
    add(tmp_path, {("CHN", "RUS"): 1}, "2026-01-01", slice="CHN", living=True)
    add(tmp_path, {("LIE", "MCO"): 2}, "2026-01-01", slice="LIE", living=True)
    add(tmp_path, {("CHN", "RUS"): 3}, "2026-02-01", slice="CHN", living=True)
    store = Store(home=tmp_path)
    assert sold(store) == [(3, "2026-02-01")]
    assert sold(store, "LIE", "MCO") == [(2, "2026-01-01")]


def test_the_order_of_versions_is_that_of_people():
    assert sorted(["10", "9", "V202401b", "V202401"], key=version_order) == ["9", "10", "V202401", "V202401b"]


def test_a_measure_sees_the_store_and_says_its_version(tmp_path):
    add(tmp_path, {("LIE", "MCO"): 5_000, ("WLD", "MCO"): 20_000}, "V202601")
    with pytest.raises(CoverageError):
        run("dependence.import_share", "MCO", "LIE")
    found = run("dependence.import_share", "MCO", "LIE", store=Store(home=tmp_path))
    assert found.value == 0.25
    (source,) = found.sources
    assert source.record()["version"] == "V202601 (V202501 where embedded)"


def test_rows_that_break_the_schema_are_kept_aside_and_counted(tmp_path):
    (entry,) = add(tmp_path, {("CHN", "RUS"): 7, ("China", "RUS"): 7, ("CHN", "USA"): -1}, "V1")
    assert entry.reasons == {
        "origin not of the form [A-Z]{3}|EU27": 1,
        "value_usd below 0": 1,
    }
    add(tmp_path, {("CHN", "RUS"): 7, ("Chine", "RUS"): 7, ("Rome", "RUS"): 7}, "V1", slice="2022", year=2022)
    (layer,) = layers(Store(home=tmp_path))
    assert layer.reasons == {
        "origin not of the form [A-Z]{3}|EU27": 3,
        "value_usd below 0": 1,
    }  # of both slices
    aside = pl.read_parquet(tmp_path / entry.quarantine)
    assert aside["reason"].sort().to_list() == sorted(entry.reasons)
    assert sold(Store(home=tmp_path)) == [(7, "V1")]


def test_a_slice_of_which_nothing_can_be_used_leaves_the_store_alone(tmp_path):
    add(tmp_path, {("CHN", "RUS"): 7}, "V1")
    before = (tmp_path / "catalog.ndjson").read_bytes()
    with pytest.raises(SchemaError, match="no row of 2023 can be used"):
        add(tmp_path, {("China", "RUS"): 7}, "V2")
    assert (tmp_path / "catalog.ndjson").read_bytes() == before
    assert not list((tmp_path / "scratch").iterdir())


@pytest.mark.parametrize("name", ["../up", "a/b", "", ".hidden"])
def test_names_are_no_paths(tmp_path, name):
    with pytest.raises(OptionError, match="cannot name"):
        add(tmp_path, {("CHN", "RUS"): 7}, "V1", slice=name)


def test_damage_is_found_and_said(tmp_path):
    (entry,) = add(tmp_path, {("CHN", "RUS"): 7}, "V1")
    assert not [one for one in check(Store(home=tmp_path)) if one.problems]
    path = tmp_path / entry.file
    data = path.read_bytes()
    path.write_bytes(data[:-1] + b"X")
    (broken,) = [one for one in check(Store(home=tmp_path)) if one.problems]
    assert (broken.table, broken.layer) == ("trade", "cepii-baci@V1")
    assert "is damaged" in broken.problems[0]
    with pytest.raises(FileFormatError, match="data check"):
        _ = Store(home=tmp_path)["trade"]
    path.unlink()
    (broken,) = [one for one in check(Store(home=tmp_path)) if one.problems]
    assert "is missing" in broken.problems[0]
    with pytest.raises(FileFormatError, match="is missing from the store"):
        _ = Store(home=tmp_path)["trade"]


def test_a_catalog_of_a_later_program_is_not_misread(tmp_path):
    add(tmp_path, {("CHN", "RUS"): 7}, "V1")
    path = tmp_path / "catalog.ndjson"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"colour": "red"}) + "\n")
    with pytest.raises(
        FileFormatError, match=r"line 1 was written by a later version of the program \(colour"
    ):
        _ = Store(home=tmp_path)["trade"]


def test_two_versions_are_compared_row_by_row(tmp_path):
    add(tmp_path, {("CHN", "RUS"): 100, ("RUS", "CHN"): 50, ("LIE", "MCO"): 1}, "V1")
    add(tmp_path, {("CHN", "RUS"): 110, ("RUS", "CHN"): 50, ("MCO", "LIE"): 1}, "V2")
    (found,) = diff(Store(home=tmp_path), "cepii-baci@V1", "cepii-baci@V2")
    assert (found.only_first, found.only_second, found.same, found.changed) == (1, 1, 1, 1)
    assert found.largest[0]["change"] == pytest.approx(0.1)
    found = {one.table: one for one in diff(Store(home=tmp_path), "cepii-baci@embedded", "cepii-baci@V2")}
    assert (found["trade"].only_second, found["trade"].changed) == (1, 2)
    with pytest.raises(UnknownNameError, match="V3"):
        diff(Store(home=tmp_path), "cepii-baci@V1", "cepii-baci@V3")
    with pytest.raises(OptionError, match="different sources"):
        diff(Store(home=tmp_path), "cepii-baci@V1", "atop@5.1")


def test_what_is_dropped_is_gone_and_nothing_else(tmp_path):
    add(tmp_path, {("CHN", "RUS"): 1}, "V1")
    add(tmp_path, {("CHN", "RUS"): 2}, "V2")
    assert len(drop(tmp_path, ["cepii-baci@V2"], dry=True)) == 1
    assert sold(Store(home=tmp_path)) == [(2, "V2")]
    drop(tmp_path, ["cepii-baci@V2"])
    assert sold(Store(home=tmp_path)) == [(1, "V1")]
    assert len(list(tmp_path.rglob("*.parquet"))) == 1
    drop(tmp_path, ["cepii-baci"])
    assert read_catalog(tmp_path) == ()
    with pytest.raises(UnknownNameError, match="cepii-baci"):
        drop(tmp_path, ["cepii-baci"])


def test_a_large_table_is_read_lazily(tmp_path):
    with pytest.raises(CoverageError, match="has no rows here"):
        Store(home=tmp_path).scan("trade_products")
    reader = Reader(
        name="cepii-baci",
        tables=("trade_products",),
        by_hand="",
        read=lambda files, job: [
            Part(
                table="trade_products",
                frame=flows({("CHN", "RUS"): 5, ("RUS", "CHN"): 3}).with_columns(
                    product=pl.lit("hs17"), product_code=pl.Series(["870323", "270900"])
                ),
            )
        ],
    )
    ingest(tmp_path, reader, [], replace(reader.job(), version="V1"), inputs=[])
    store = Store(home=tmp_path)
    assert store.scan("trade_products").select(pl.col("value_usd").sum()).collect().item() == 8
    with pytest.raises(OptionError, match=r"Store\.scan"):
        store.table("trade_products")


def test_sql_sees_the_rows_that_count_and_nothing_else_on_the_machine(tmp_path):
    add(tmp_path, {("CHN", "RUS"): 7, ("LIE", "MCO"): 1}, "V202601")
    store = Store(home=tmp_path)
    with connect(store) as sql:
        (count,) = sql.execute("select count(*) from trade").fetchone()
        assert count == store["trade"].height
        query = "select value_usd from trade where origin='CHN' and destination='RUS' and reporter='BACI' and freq='A'"
        assert (7,) in sql.execute(query).fetchall()
        for attack in (
            "select * from read_text('/etc/passwd')",
            f"copy (select 1) to '{tmp_path / 'out.csv'}'",
            "set enable_external_access = true",
            "install httpfs",
        ):
            with pytest.raises(Exception, match=r"disabled|locked|Permission|not allowed"):
                sql.execute(attack)


def test_a_snapshot_is_pinned_and_other_bytes_are_refused(tmp_path):
    header = "ccode1,ccode2,year,flow1,flow2\n"
    path = tmp_path / "Dyadic_COW_4.0.csv"
    path.write_text(header + "365,710,2014,2.5,1.5\n")
    place = tmp_path / "store"
    done = fetch("cow-trade", files=[path], place=place)
    assert (done.version, done.rows) == ("4.0", 6)
    lock = place / "sources.lock.yaml"
    first = (lock.read_bytes(), lock.stat().st_mtime_ns)
    fetch("cow-trade", files=[path], place=place)
    assert (lock.read_bytes(), lock.stat().st_mtime_ns) == first  # unchanged bytes leave it untouched
    path.write_text(header + "365,710,2014,2.6,1.5\n")
    with pytest.raises(SnapshotMismatch, match="--relock"):
        fetch("cow-trade", files=[path], place=place)
    assert sold_in(place) == 1_500_000
    fetch("cow-trade", files=[path], place=place, relock=True)
    assert lock.read_bytes() != first[0]


def sold_in(place):
    """What Russia bought from China in 2014."""
    rows = Store(home=place)["trade"].filter(
        origin="RUS", destination="CHN", period=date(2014, 1, 1), reporter="COW", product="total"
    )
    return rows["value_usd"].item()


def test_the_window_limits_what_is_stored(tmp_path):
    path = tmp_path / "Dyadic_COW_4.0.csv"
    path.write_text("ccode1,ccode2,year,flow1,flow2\n365,710,2013,1,1\n365,710,2014,2,2\n")
    fetch("cow-trade", files=[path], place=tmp_path / "s", window=Window.parse("2014", "2014"))
    (entry,) = read_catalog(tmp_path / "s")
    assert (entry.start, entry.end) == ("2014-01-01", "2014-01-01")
    with pytest.raises(CoverageError, match="no rows from 1700"):
        fetch("cow-trade", files=[path], place=tmp_path / "s", window=Window.parse("1700", "1701"))


def test_a_store_at_an_address_is_read_only(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x")
    with pytest.raises(OptionError, match="can be read but not written"):
        fetch("cow-trade", files=[path], place="s3://bucket/store")


def test_a_missing_file_is_said_before_anything_is_done(tmp_path):
    with pytest.raises(OptionError, match="there is no such file"):
        fetch("cow-trade", files=[tmp_path / "nothing.zip"], place=tmp_path / "s")
    with pytest.raises(UnknownNameError, match="cow-trade"):
        fetch("cow-trad", place=tmp_path)
    with pytest.raises(UnknownNameError, match="option of cow-trade"):
        reader_of("cow-trade").job(options={"speed": "9"})
