"""Which edition of a source counts, and what is said of files that cannot be read: each with a case of the other kind beside it."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import FileFormatError
from realpolitik.sources.reader import Part, Reader
from realpolitik.store import Store
from realpolitik.store.catalog import is_older
from realpolitik.store.ingest import ingest

GERMAN = pl.DataFrame({"donor": "DEU", "recipient": "UKR", "period": [date(2025, 10, 1)], "kind": "military"})


def given_aid(place, version):
    """One commitment of aid in a store, of the tracker, whose record names no edition."""
    frame = GERMAN.with_columns(commitments=pl.lit(1, pl.Int64), value_eur=pl.lit(7, pl.Int64))
    reader = Reader(
        name="kiel-ukraine-support",
        tables=("aid",),
        read=lambda files, job: [Part(table="aid", frame=frame, slice="all")],
        by_hand="https://www.kielinstitut.de",
    )
    return ingest(place, reader, [], reader.dated(reader.job(), [], version=version), inputs=["0" * 64])


def aid(store):
    key = {name: GERMAN[name][0] for name in GERMAN.columns}
    return store["aid"].filter(**key)["value_eur"].to_list()


@pytest.mark.parametrize(
    ("version", "counts"),
    [
        ("10", True),  # a number is no day, though it sorts before any
        ("2099-01-01", True),  # a day after the last embedded month
        ("2022-02-01", False),  # a day before it
    ],
)
def test_of_a_source_without_editions_only_an_earlier_day_gives_way(tmp_path, version, counts):
    embedded = aid(Store.embedded())
    assert embedded == [
        2_000_000_000
    ]  # Kiel's tracker: eleven commitments of 2 billion euros in October 2025
    given_aid(tmp_path, version)
    assert aid(Store(home=tmp_path)) == ([7] if counts else embedded)


@pytest.mark.parametrize(
    ("version", "than", "older"),
    [
        ("May 2020", "2026-06", True),  # two months
        ("2 June 2020", "2026-06-03", True),  # two days
        ("May 2020", "2026-06-03", False),  # a month and a day are not compared
        ("2 June 2020", "2026-06", False),
    ],
)
def test_months_are_compared_with_months_and_days_with_days(version, than, older):
    assert is_older(version, than) is older


def test_what_is_fetched_of_one_source_dates_no_other(tmp_path):
    given_aid(tmp_path, "2099-01-01")
    store, embedded = Store(home=tmp_path), Store.embedded()
    assert store.source("kiel-ukraine-support").version == "2099-01-01"
    for name in ("cepii-baci", "sipri-milex"):  # of the alphabet before and after it
        assert store.source(name) == embedded.source(name)


@pytest.mark.parametrize(
    ("number", "said"), [(3, r"^a0\.csv, a1\.csv, a2\.csv: "), (4, r"^a0\.csv, a1\.csv, a2\.csv…: ")]
)
def test_three_files_that_cannot_be_read_are_named_and_more_are_hinted_at(tmp_path, number, said):
    def read(files, job):
        raise ValueError("no figure")
        yield

    reader = Reader(name="cepii-baci", tables=("trade",), read=read, by_hand="x")
    paths = [tmp_path / f"a{i}.csv" for i in range(number)]
    for path in paths:
        path.write_text("x")
    with pytest.raises(FileFormatError, match=said):
        ingest(tmp_path, reader, paths, reader.dated(reader.job(), paths, version="V1"), inputs=["0" * 64])
