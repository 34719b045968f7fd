"""What the store says of itself: ages, versions, damage, differences, and what goes when a source is dropped."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from realpolitik.errors import (
    CoverageError,
    FileFormatError,
    MachineError,
    OptionError,
    RealpolitikError,
    SchemaError,
    UnknownNameError,
)
from realpolitik.findings import Window
from realpolitik.sources.reader import Part, Reader
from realpolitik.sources.record import Source
from realpolitik.store import Store, schemas
from realpolitik.store.blocks import block_values, read_blocks, write_blocks
from realpolitik.store.catalog import Key, commit, read
from realpolitik.store.check import TableCheck, _check_shelf
from realpolitik.store.ingest import _span, ingest
from realpolitik.store.inspect import (
    Age,
    Difference,
    Layer,
    _difference,
    damages,
    diff,
    drop,
    embedded,
    layers,
)
from realpolitik.store.overlay import Overlay
from realpolitik.store.quarantine import Screened
from realpolitik.store.schema import schema_of


def aid(values, *, kind="military", period=date(2026, 12, 1), name="kiel-ukraine-support"):
    return pl.DataFrame(
        {
            "donor": list(values), "recipient": "UKR", "period": period, "kind": kind, "commitments": 1, "value_eur": list(values.values()),
        },
        schema_overrides={"commitments": pl.Int64, "value_eur": pl.Int64},
    )  # fmt: skip


def add(place, frame, version, *, slice="all", living=False, name="kiel-ukraine-support", table="aid"):
    reader = Reader(
        name=name, tables=(table,), by_hand="x", living=living,
        read=lambda files, job: [Part(table=table, frame=frame, slice=slice)],
    )  # fmt: skip
    (entry,) = ingest(place, reader, [], reader.dated(reader.job(), [], version=version), inputs=["0" * 64])
    return entry


def shelf(place):
    return Store(home=place)


class Small:
    """In place of the embedded tables: two, one of them of no named source."""

    def names(self):
        return ("a", "b")

    def __getitem__(self, name):
        return pl.DataFrame({"source_id": ["x", "y"]} if name == "a" else {"other": [1, 2, 3]})

    def coverage(self, name):
        return type("C", (), {"start": date(2001, 2, 3) if name == "a" else None, "end": None})

    def sources(self, ids):
        assert list(ids) == ["x", "y"]
        facts = {"publisher": "p", "title": "t"}
        data = [
            Source(
                id="d1",
                kind="dataset",
                version="7",
                published="2020",
                newer="8",
                newer_seen="2026-01-02",
                **facts,
            ),
            Source(id="d2", kind="dataset", published="2021", **facts),
            Source(id="d3", kind="dataset", newer="9", newer_seen="2026-03-04", **facts),
        ]
        more = [replace(data[1], id=f"d{n}") for n in (4, 5)] if self.many else []
        papers = [Source(id="p", kind="document", **facts)] * 2 if self.many else []
        return (*data, *papers, *more)

    many = False


@pytest.mark.parametrize("many", [False, True])
def test_the_age_of_a_table_names_three_editions_and_counts_the_others(monkeypatch, many):
    small = Small()
    small.many = many
    monkeypatch.setattr(Store, "embedded", classmethod(lambda cls: small))
    first, second = embedded()
    assert first == Age(
        table="a", rows=2, start="2001-02", end="",
        edition="d1 7\nd2 2021\nd3" + ("\nand 2 more\n2 documents" if many else ""),
        newer="d1: 8 (seen 2026-01-02)\nd3: 9 (seen 2026-03-04)",
    )  # fmt: skip
    assert second == Age(table="b", rows=3, start="", end="", edition="", newer="")


def test_versions_stand_by_table_and_source_the_newest_first(tmp_path):
    frame = aid({"DEU": 7, "FRA": 8})
    for version in ("2", "10", "1"):
        add(tmp_path, frame, version)
    add(tmp_path, aid({"DEU": 7}, period=date(2026, 11, 1)), "10", slice="b")
    found = layers(shelf(tmp_path))
    sizes = {entry.version: entry.bytes for entry in read(tmp_path) if entry.slice == "all"}
    usual = Layer(
        table="aid", source="kiel-ukraine-support", version="2", counts=False, slices=1, rows=2, bytes=sizes["2"],
        start="2026-12-01", end="2026-12-01", rejected=0, reasons={}, replaces=0,
    )  # fmt: skip
    assert [one.version for one in found] == ["10", "2", "1"]
    assert found[1] == usual
    assert (found[0].counts, found[0].slices, found[0].rows, found[0].start) == (True, 2, 3, "2026-11-01")
    assert layers(Store.embedded()) == []


def test_the_embedded_rows_that_give_way_are_counted_where_that_is_asked_for(tmp_path):
    own = Store.embedded()["aid"].filter(pl.col("donor") == "DEU").head(3)
    frame = own.select("donor", "recipient", "period", "kind", commitments=pl.lit(1), value_eur=pl.lit(1))
    add(tmp_path, frame, "2099-01-01")
    (layer,) = layers(shelf(tmp_path))
    assert (layer.counts, layer.replaces) == (True, 3)
    assert layers(shelf(tmp_path), compared=False)[0].replaces == 0
    next(tmp_path.rglob("*.parquet")).unlink()
    assert layers(shelf(tmp_path))[0].replaces == 0  # and `damages` says why


def test_of_a_table_that_is_not_embedded_nothing_gives_way(tmp_path):
    frame = pl.DataFrame(
        {"origin": ["CHN"], "destination": "RUS", "product": "hs17", "product_code": "870323", "freq": "A", "period": date(2023, 1, 1), "value_usd": 1, "reporter": "BACI"},
        schema_overrides={"value_usd": pl.Int64},
    )  # fmt: skip
    add(tmp_path, frame, "V202601", name="cepii-baci", table="trade_products")
    (layer,) = layers(shelf(tmp_path))
    assert (layer.table, layer.replaces) == ("trade_products", 0)


def rewritten(place, **facts):
    def change(entries: dict[Key, object]) -> None:
        for key, entry in list(entries.items()):
            entries[key] = replace(entry, **facts)

    commit(place, change)


def test_every_kind_of_damage_is_said_and_names_the_source(tmp_path):
    from realpolitik.sources.download import sha256_of

    entry = add(tmp_path, aid({"DEU": 7, "FRA": 8}), "1")
    path, name = tmp_path / entry.file, "kiel-ukraine-support"

    def said():
        return list(damages(Overlay(tmp_path)).values())

    assert said() == []
    rewritten(tmp_path, rows=1_234)
    assert said() == [f"{entry.file} has 2 rows where 1,234 are recorded"]
    whole = path.read_bytes()
    pl.read_parquet(path).with_columns(donor=pl.lit("Germany")).write_parquet(path)
    rewritten(tmp_path, sha256=sha256_of(path))
    assert said() == [
        f"{entry.file} no longer keeps the schema (2 rows: donor not of the form {form()}): fetch {name} again"
    ]
    path.write_bytes(b"PAR1 nothing")
    assert said() == [f"{entry.file} is damaged (its SHA-256 is not the one recorded): fetch {name} again"]
    rewritten(tmp_path, sha256=sha256_of(path))
    (unread,) = said()
    assert unread.startswith(f"{entry.file}: ")
    pl.read_parquet(whole).drop("donor").write_parquet(path)
    rewritten(tmp_path, sha256=sha256_of(path))
    assert said() == [f"{entry.file}: table 'aid' breaks its schema: donor: the column is missing"]
    path.unlink()
    assert damages(Overlay(tmp_path)) == {entry.key: f"{entry.file} is missing: fetch {name} again"}
    with pytest.raises(OptionError, match="is at an address"):
        damages(Overlay("s3://bucket/store"))


def form():
    return Store.embedded().schema("aid")["donor"].pattern


def test_each_version_on_the_shelf_is_checked_with_its_own_damage(tmp_path):
    first = add(tmp_path, aid({"DEU": 7, "FRA": 8}), "1")
    add(tmp_path, aid({"DEU": 7}), "2")
    (tmp_path / first.file).unlink()
    day, width = date(2026, 12, 1), len(Store.embedded().schema("aid").columns)
    usual = TableCheck(
        table="aid", layer="kiel-ukraine-support@2", rows=1, columns=width, start=day, end=day, sources=1
    )
    assert _check_shelf(shelf(tmp_path)) == [
        usual,
        replace(
            usual, layer="kiel-ukraine-support@1", rows=2,
            problems=(f"{first.file} is missing: fetch kiel-ukraine-support again",),
        ),
    ]  # fmt: skip
    rewritten(tmp_path, start="", end="")
    assert (_check_shelf(shelf(tmp_path))[0].start, _check_shelf(shelf(tmp_path))[0].end) == (None, None)


def test_differences_are_counted_and_the_largest_come_first(tmp_path):
    add(tmp_path, aid({"DEU": 100, "FRA": 100, "ITA": 100, "ESP": 100, "POL": 0, "USA": 5}), "1")
    add(tmp_path, aid({"DEU": 110, "FRA": 50, "ITA": 100, "ESP": 100, "POL": 3, "GBR": 5}), "2")
    name = "kiel-ukraine-support"
    (found,) = diff(shelf(tmp_path), f"{name}@1", f"{name}@2")
    assert replace(found, largest=()) == Difference(
        table="aid", only_first=1, only_second=1, same=2, changed=3, largest=()
    )
    shown = [(row["donor"], row["column"], row["first"], row["second"]) for row in found.largest]
    assert shown == [
        ("POL", "value_eur", 0.0, 3.0),  # from nothing: without bound
        ("FRA", "value_eur", 100.0, 50.0),
        ("DEU", "value_eur", 100.0, 110.0),
    ]
    assert [row["change"] for row in found.largest[1:]] == [pytest.approx(-0.5), pytest.approx(0.1)]
    (two,) = diff(shelf(tmp_path), f"{name}@1", f"{name}@2", most=2)
    assert [row["donor"] for row in two.largest] == ["POL", "FRA"]
    (same,) = diff(shelf(tmp_path), f"{name}@1", f"{name}@1")
    assert (same.same, same.changed, same.largest) == (6, 0, ())


def test_figures_of_two_columns_are_ranked_together(tmp_path):
    frame = aid({"DEU": 100, "FRA": 100})
    add(tmp_path, frame, "1")
    add(tmp_path, frame.with_columns(commitments=pl.Series([2, 1]), value_eur=pl.Series([110, 310])), "2")
    name = "kiel-ukraine-support"
    (found,) = diff(shelf(tmp_path), f"{name}@1", f"{name}@2", most=2)
    assert [(row["donor"], row["column"]) for row in found.largest] == [
        ("FRA", "value_eur"),
        ("DEU", "commitments"),
    ]
    assert found.changed == 2


def test_what_changes_in_words_is_a_change_without_a_figure(tmp_path):
    rows = pl.DataFrame({"resolution": "A/RES/80/1", "state": ["CHN", "RUS"], "date": date(2025, 12, 1)})
    for version, votes in (("1", ["yes", "no"]), ("2", ["yes", "yes"])):
        add(tmp_path, rows.with_columns(vote=pl.Series(votes)), version, table="recent_votes")
    (found,) = diff(shelf(tmp_path), "kiel-ukraine-support@1", "kiel-ukraine-support@2")
    assert found == Difference(
        table="recent_votes", only_first=0, only_second=0, same=1, changed=1, largest=()
    )


def test_a_table_of_keys_alone_changes_by_its_rows(tmp_path):
    schema = schema_of(
        "keys",
        {"about": "a", "made": "b", "licence": "c", "key": ["k"], "columns": {"k": {"type": "integer"}, "source_id": {"type": "text"}}},
    )  # fmt: skip
    first, second = (pl.LazyFrame({"k": k, "source_id": ["s"] * len(k)}) for k in ([1, 2, 3], [2, 3, 4]))
    assert _difference(schema, first, second, 10) == Difference(
        table="keys", only_first=1, only_second=1, same=2, changed=0, largest=()
    )


def test_versions_that_cannot_be_compared_are_refused(tmp_path):
    add(tmp_path, aid({"DEU": 1}), "1")
    with pytest.raises(OptionError) as caught:
        diff(shelf(tmp_path), "kiel-ukraine-support@1", "atop@1")
    assert str(caught.value) == (
        "kiel-ukraine-support@1 and atop@1 are of different sources: compare two versions of one"
    )
    with pytest.raises(UnknownNameError) as caught:
        diff(shelf(tmp_path), "kiel-ukraine-support@1", "kiel-ukraine-support@9")
    assert caught.value.known == ("kiel-ukraine-support@1", "kiel-ukraine-support@embedded")
    assert "no version is called 'kiel-ukraine-support@9'" in str(caught.value)
    assert str(caught.value).endswith("`realpolitik data status` lists them all.")
    with pytest.raises(UnknownNameError):
        diff(Store.embedded(), "atop@1", "atop@2")


def test_a_table_of_one_version_alone_is_new_or_gone(tmp_path):
    add(tmp_path, aid({"DEU": 1, "FRA": 2}), "1")
    reader = "kiel-ukraine-support"
    rows = {one.table: one for one in diff(shelf(tmp_path), f"{reader}@embedded", f"{reader}@1")}
    assert list(rows) == ["aid"]
    assert (rows["aid"].only_second, rows["aid"].same) == (2, 0)
    assert rows["aid"].only_first == Store.embedded()["aid"].filter(source_id=reader).height


def test_what_is_dropped_goes_with_its_files_and_downloads_only_where_asked(tmp_path):
    bad = pl.concat([aid({"DEU": 1}), aid({"Germany": 1})])
    one = add(tmp_path, bad, "1")
    two = add(tmp_path, aid({"DEU": 1}), "2")
    other = add(
        tmp_path,
        pl.DataFrame({"origin": ["CHN"], "destination": "RUS", "product": "total", "freq": "A", "period": date(2023, 1, 1), "value_usd": 1, "reporter": "BACI"}, schema_overrides={"value_usd": pl.Int64}),
        "V202601", name="cepii-baci", table="trade",
    )  # fmt: skip
    for name in ("kiel-ukraine-support", "cepii-baci"):
        (tmp_path / "downloads" / name).mkdir(parents=True)
    assert one.quarantine
    assert drop(tmp_path, ["kiel-ukraine-support@1", "cepii-baci"], dry=True) == [one, other]
    assert read(tmp_path) == (one, two, other)
    assert drop(tmp_path, ["kiel-ukraine-support@1"]) == [one]
    assert read(tmp_path) == (two, other)
    assert not (tmp_path / one.file).exists()
    assert not (tmp_path / one.quarantine).exists()
    assert Path(tmp_path / two.file).exists()
    assert (tmp_path / "downloads" / "kiel-ukraine-support").is_dir()
    assert drop(tmp_path, ["kiel-ukraine-support"], downloads=True) == [two]
    assert not (tmp_path / "downloads" / "kiel-ukraine-support").exists()
    assert (tmp_path / "downloads" / "cepii-baci").is_dir()
    for name in ("kiel-ukraine-support", "cepii-baci@V1"):
        with pytest.raises(UnknownNameError) as caught:
            drop(tmp_path, ["cepii-baci", name])
        assert caught.value.known == ("cepii-baci", "cepii-baci@V202601")
        assert f"no source in the store is called {name!r}" in str(caught.value)
    assert read(tmp_path) == (other,)


def test_a_reader_that_gives_other_columns_a_slice_twice_or_a_foreign_table_is_named(tmp_path):
    good = aid({"DEU": 1})

    def said(*parts):
        reader = Reader(
            name="kiel-ukraine-support", tables=("aid",), by_hand="x", read=lambda files, job: parts
        )
        with pytest.raises(SchemaError) as caught:
            ingest(tmp_path, reader, [], reader.dated(reader.job(), [], version="1"), inputs=[])
        return caught.value.table, caught.value.problems

    other = Part(table="aid", frame=good.with_columns(wert=pl.lit(1)))
    assert said(other) == ("aid", ("wert: no such column in the schema",))
    one = Part(table="aid", frame=good, slice="a")
    assert said(one, one) == ("aid", ("the reader kiel-ukraine-support gives the slice 'a' twice",))
    foreign = Part(table="trade", frame=good)
    assert said(foreign) == ("trade", ("the reader kiel-ukraine-support does not declare this table",))
    bad = aid({"Germany": 1, "DEU": -1, "France": 2})
    assert said(Part(table="aid", frame=bad, slice="b")) == (
        "aid", ("no row of b can be used", f"2 rows: donor not of the form {form()}", "1 rows: value_eur below 0"),
    )  # fmt: skip
    assert read(tmp_path) == ()


def test_an_entry_says_what_was_read_and_what_was_set_aside(tmp_path):
    frame = pl.concat(
        [aid({"DEU": 1, "FRA": 2}), aid({"Germany": 1}), aid({"ITA": 3}, period=date(2026, 11, 1))]
    )
    reader = Reader(
        name="kiel-ukraine-support", tables=("aid",), by_hand="x", living=True,
        read=lambda files, job: [Part(table="aid", frame=frame, slice="a", warnings=("w",))],
    )  # fmt: skip
    job = replace(reader.job(), version="7", notes=("n",))
    (entry,) = ingest(tmp_path, reader, [], job, inputs=["0" * 64])
    path = tmp_path / entry.file
    stem = f"aid/source=kiel-ukraine-support/version=7/a-{entry.sha256[:10]}.parquet"
    assert entry == replace(
        entry, table="aid", source="kiel-ukraine-support", version="7", slice="a", file=f"tables/{stem}",
        bytes=path.stat().st_size, rows=3, start="2026-11-01", end="2026-12-01", living=True, rejected=1,
        reasons={f"donor not of the form {form()}": 1}, inputs=("0" * 64,), warnings=("n", "w"),
    )  # fmt: skip
    assert entry.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert entry.quarantine.startswith("quarantine/aid/source=kiel-ukraine-support/version=7/a-")
    assert pl.read_parquet(tmp_path / entry.quarantine)["donor"].to_list() == ["Germany"]
    assert datetime.fromisoformat(entry.made).tzinfo is not None
    assert len(entry.made) == len("2026-12-01T00:00:00+00:00")
    assert read(tmp_path) == (entry,)


def test_what_stops_a_reader_is_said_with_its_files_or_its_name(tmp_path):
    def stopped(error, files=(), lazily=False):
        def at_reading(given, job):
            if not lazily:
                raise error
            yield Part(table="aid", frame=aid({"DEU": 1}).lazy().map_batches(fail, schema=None))

        def fail(frame):
            raise error

        reader = Reader(name="kiel-ukraine-support", tables=("aid",), by_hand="x", read=at_reading)
        with pytest.raises(RealpolitikError) as caught:
            ingest(tmp_path, reader, files, replace(reader.job(), version="1"), inputs=[])
        return caught.value

    full = stopped(OSError(28, "No space left on device"), [Path("a.csv")])
    assert isinstance(full, MachineError)
    assert str(full) == "a.csv: the disk is full: make room and run it again; the store is as it was"
    odd = stopped(ValueError("x" * 201), [Path("a.csv"), Path("b.csv")])
    assert str(odd) == (
        f"a.csv, b.csv: cannot be read as a file of kiel-ukraine-support (ValueError: {'x' * 200}): it is damaged or another file; "
        "download it again (`realpolitik sources kiel-ukraine-support` says from where). The store is as it was"
    )
    assert str(stopped(KeyError("k"))).startswith("kiel-ukraine-support: cannot be read as a file of ")
    late = stopped(ValueError("late"), [Path("a.csv")], lazily=True)
    assert str(late).startswith("kiel-ukraine-support: cannot be read as a file of kiel-ukraine-support (")
    assert read(tmp_path) == ()


def test_a_table_without_time_spans_none(tmp_path):
    bare = schema_of("bare", {"about": "a", "made": "b", "licence": "c", "key": ["k"], "columns": {"k": {"type": "integer"}, "day": {"type": "date", "nullable": True}}})  # fmt: skip
    rows = Screened(good=pl.DataFrame({"k": [1], "day": [None]}, schema={"k": pl.Int64, "day": pl.Date}), bad=pl.DataFrame())  # fmt: skip
    assert _span(rows, bare) == ("", "")
    assert _span(rows, replace(bare, coverage={"period": "day"})) == ("", "")


def test_a_source_without_rows_says_of_which_time(tmp_path):
    reader = Reader(
        name="kiel-ukraine-support", tables=("aid",), by_hand="x",
        read=lambda files, job: [Part(table="aid", frame=aid({"DEU": 1}).head(0))],
    )  # fmt: skip
    for window, said in (
        (Window.parse("2020", "2021"), "from 2020-01-01 to 2021-12-31"),
        (Window(), "from the beginning to today"),
    ):
        with pytest.raises(CoverageError) as caught:
            ingest(tmp_path, reader, [], replace(reader.job(window=window), version="1"), inputs=[])
        assert caught.value.what == f"kiel-ukraine-support has no rows {said}."
        assert caught.value.remedy == "Ask for another period."


def test_downloads_that_are_not_there_are_no_obstacle(tmp_path):
    entry = add(tmp_path, aid({"DEU": 1}), "1")
    assert drop(tmp_path, ["kiel-ukraine-support"], downloads=True) == [entry]


def test_a_folder_whose_name_has_brackets_is_no_pattern(tmp_path):
    """Polars takes [12] in a path for one sign of two, unless it is told not to."""
    place = tmp_path / "store [12]"
    own = Store.embedded()["aid"].filter(pl.col("donor") == "DEU").head(1)
    frame = own.select("donor", "recipient", "period", "kind", commitments=pl.lit(1), value_eur=pl.lit(1))
    entry = add(place, frame, "2099-01-01")
    add(place, frame, "1")
    assert entry.file.endswith(f"/all-{entry.sha256[:10]}.parquet")
    (first, _) = layers(shelf(place))
    assert first.replaces == 1
    (same,) = diff(shelf(place), "kiel-ukraine-support@2099-01-01", "kiel-ukraine-support@1")
    assert (same.same, same.changed) == (1, 0)
    assert shelf(place)["aid"].height == Store.embedded()["aid"].height
    table = place / "aid.blocks.parquet"
    flow = pl.DataFrame({"origin": ["CHN"], "destination": ["RUS"], "product": ["coal"], "period": [date(2020, 1, 1)], "value_usd": [1]})  # fmt: skip
    write_blocks(flow, schemas()["materials"], table)
    assert read_blocks(table, schemas()["materials"]).height == 1
    assert block_values(table, schemas()["materials"], "value_usd") == [1]


def test_a_span_of_years_runs_from_the_first_beginning_to_the_last_end(tmp_path):
    schema = Store.embedded().schema("peace")
    rows = Store.embedded()["peace"].head(2).with_columns(from_year=pl.Series([1950, 1960]), to_year=pl.Series([1990, 1980]))  # fmt: skip
    assert schema.coverage["years"] == ["from_year", "to_year"]
    entry = add(tmp_path, rows.drop("source_id"), "1", table="peace")
    assert (entry.start, entry.end) == ("1950-01-01", "1990-12-31")


def test_a_damaged_file_is_said_where_versions_are_compared(tmp_path):
    entry = add(tmp_path, aid({"DEU": 1}), "2099-01-01")
    (tmp_path / entry.file).write_bytes(b"PAR1")
    with pytest.raises(FileFormatError):
        layers(shelf(tmp_path))
