"""A store whose own files were cut, written by a later version, or put there by someone else: a sentence, and nothing is changed."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest

from realpolitik.errors import FileFormatError
from realpolitik.models.equilibrium.archive import load
from realpolitik.sources.reader import Part, Reader
from realpolitik.sources.snapshots import read_lock
from realpolitik.store import Store
from realpolitik.store.catalog import NAME, read
from realpolitik.store.ingest import ingest
from realpolitik.store.inspect import layers

ROWS = pl.DataFrame({"donor": "DEU", "recipient": "UKR", "period": [date(2025, 10, 1)], "kind": "military"})


@pytest.fixture
def place(tmp_path):
    """A store with one table; its folder."""
    frame = ROWS.with_columns(commitments=pl.lit(1, pl.Int64), value_eur=pl.lit(7, pl.Int64))
    reader = Reader(
        name="kiel-ukraine-support",
        tables=("aid",),
        read=lambda files, job: [Part(table="aid", frame=frame, slice="all")],
        by_hand="https://www.kielinstitut.de",
    )
    ingest(tmp_path, reader, [], reader.dated(reader.job(), [], version="10"), inputs=["0" * 64])
    return tmp_path


def changed(place, **values):
    record = json.loads((place / NAME).read_text().splitlines()[0])
    return json.dumps({**record, **values})


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (lambda place: (place / NAME).read_text()[:200], "no entry of a catalog"),
        (lambda _: "[" * 100_000, "nested too deeply"),
        (lambda _: "[1, 2]", "it is no record"),
        (lambda place: changed(place, file=5), "file is not of the kind str"),
        (lambda place: changed(place, rows="x"), "rows is not of the kind int"),
        (lambda place: changed(place, reasons=["x"]), "reasons is not of the kind"),
        (lambda place: changed(place, start="2016-13-01"), "2016-13-01|month must be"),
        (lambda place: changed(place, file="../../etc/passwd"), "lies outside the store"),
        (lambda place: changed(place, quarantine="/etc/passwd"), "lies outside the store"),
        (
            lambda place: changed(place, tomorrow=1),
            "later version of the program .tomorrow.: update realpolitik",
        ),
    ],
)
def test_a_catalog_that_the_program_did_not_write_is_refused_and_stays(place, content, says):
    (place / NAME).write_text(made := content(place))
    with pytest.raises(FileFormatError, match=says):
        read(place)
    with pytest.raises(FileFormatError, match=says):
        Store(home=place)["aid"]
    assert (place / NAME).read_text() == made
    assert len(list(place.rglob("*.parquet"))) == 1


def test_a_catalog_in_bytes_or_behind_a_broken_link_is_refused(place):
    (place / NAME).write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(FileFormatError, match="move the folder away and fetch again"):
        read(place)
    (place / NAME).unlink()
    (place / NAME).symlink_to(place / NAME)
    with pytest.raises(FileFormatError, match="move the folder away and fetch again"):
        read(place)
    (place / NAME).unlink()
    assert read(place) == ()  # none was written yet


@pytest.mark.parametrize("keep", [0, 0.5])
def test_a_table_that_was_cut_is_said_to_be_damaged_where_versions_are_listed(place, keep):
    (table,) = place.rglob("*.parquet")
    content = table.read_bytes()
    table.write_bytes(content[: int(keep * len(content))])
    with pytest.raises(FileFormatError, match="`realpolitik data check` says which"):
        layers(Store(home=place))


def test_brackets_without_end_are_no_file_of_ours(tmp_path):
    deep = "[" * 100_000
    (tmp_path / "sources.lock.yaml").write_text(deep)
    with pytest.raises(FileFormatError, match="no list of snapshots"):
        read_lock(tmp_path / "sources.lock.yaml")
    (tmp_path / "world.yaml").write_text(deep)
    with pytest.raises(FileFormatError, match="not a saved world"):
        load(tmp_path)
    (tmp_path / "world.yaml").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(FileFormatError, match="not a saved world"):
        load(tmp_path)
