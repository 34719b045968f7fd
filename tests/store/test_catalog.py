"""Which entries count, what a catalog may hold, and what is swept up and when."""

from __future__ import annotations

import json
import os
import shutil
import time
from dataclasses import replace
from datetime import date

import pytest
from filelock import FileLock

from realpolitik.errors import FetchError, FileFormatError
from realpolitik.store import catalog
from realpolitik.store.catalog import (
    GRACE,
    NAME,
    Entry,
    active,
    commit,
    is_older,
    locked,
    read,
    totals,
    version_order,
    workplace,
)

ONE = Entry(table="trade", source="s", version="1", slice="all", file="tables/a.parquet", sha256="0", bytes=10, rows=5)  # fmt: skip


def put(place, *entries):
    commit(place, lambda there: there.update({one.key: one for one in entries}))


def test_totals_are_sums_and_the_widest_span():
    two = replace(ONE, bytes=3, rows=2, rejected=4, start="2001-01-01", end="2002-01-01")
    three = replace(ONE, rejected=1, start="2000-01-01", end="2003-01-01")
    assert totals([ONE, two, three]) == {
        "slices": 3,
        "rows": 12,
        "rejected": 5,
        "bytes": 23,
        "start": "2000-01-01",
        "end": "2003-01-01",
    }
    assert totals([ONE]) == {"slices": 1, "rows": 5, "rejected": 0, "bytes": 10, "start": "", "end": ""}


def test_an_entry_spans_two_days_or_none():
    assert replace(ONE, start="2001-02-03", end="2004-05-06").span == (date(2001, 2, 3), date(2004, 5, 6))
    assert ONE.span == (None, None)


@pytest.mark.parametrize(
    ("versions", "living", "asked", "counting"),
    [
        (("1", "2", "10"), False, None, ["10"]),
        (("1", "2", "10"), False, "2", ["2"]),
        (("1", "2", "10"), False, "3", []),
        (("1", "2", "10"), True, None, ["10"]),
        (("1", "2", "10"), True, "3", ["2"]),
        (("1", "2", "10"), True, "2", ["2"]),
    ],
)
def test_the_newest_counts_or_the_one_asked_for_or_of_a_living_source_the_newest_up_to_it(versions, living, asked, counting):  # fmt: skip
    entries = [replace(ONE, version=version, living=living) for version in versions]
    found = active(entries, versions={"s": asked} if asked else None)
    assert [entry.version for entry in found] == counting
    assert active(entries, versions={"other": "1"}) == active(entries)


def test_tables_and_living_slices_have_each_their_newest():
    old, new = replace(ONE, version="1"), replace(ONE, version="2", slice="b")
    assert active([old, new]) == [new]
    assert active([old, replace(new, table="aid")]) == [old, replace(new, table="aid")]
    assert active([replace(old, living=True), replace(new, living=True)]) == [
        replace(old, living=True),
        replace(new, living=True),
    ]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("2 June 2026", "3 June 2026"), ("12 may 2020", "2020-06"), ("Dec 2020", "Jan 2021"), ("undated-1", "0"),
     ("Dec, 2020", "2021"), ("1a", "1b")],
)  # fmt: skip
def test_days_in_words_stand_in_the_order_of_days(earlier, later):
    assert version_order(earlier) < version_order(later)


@pytest.mark.parametrize(
    ("version", "numbers"),
    [
        ("2 June 2026", [2026, 6, 2]), ("Dec 2020", [2020, 12]), ("january, 2021", [2021, 1]), ("V202401b", [202401]), ("10.2", [10, 2]),
        ("to-2025", [2025]), ("none", []),
    ],
)  # fmt: skip
def test_the_numbers_of_an_edition(version, numbers):
    assert version_order(version) == (*((0, number) for number in numbers), (-1, version))
    assert version_order("undated-2026-11-29") == ((-1, "undated-2026-11-29"),)


@pytest.mark.parametrize(
    ("version", "than", "older"),
    [
        ("undated-2026-01-01", "", False),
        ("undated-2026-01-01", "undated-2026-02-01", False),
        ("2020-01", "2020-02", True),
        ("2020-01-05", "2020-01-06", True),
        ("2020-01", "2020-01-06", False),  # a month and a day
        ("v2", "v2", False),
        ("v999", "v1000", False),  # a number of three digits and one that may be a year
        ("v99", "v100", True),
        ("2 June 2020", "3 June 2020", True),
        ("June 2020", "July 2020", True),
    ],
)
def test_what_is_older_by_its_name(version, than, older):
    assert is_older(version, than) is older


def test_a_catalog_is_read_in_order_whatever_the_order_of_its_lines(tmp_path):
    put(tmp_path, replace(ONE, slice="b", reasons={"why": 2}, inputs=("x",)), ONE)
    path = tmp_path / NAME
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["slice"] for line in lines] == ["all", "b"]
    path.write_text("\n".join(reversed(lines)), encoding="utf-8")
    assert read(tmp_path) == (ONE, replace(ONE, slice="b", reasons={"why": 2}, inputs=("x",)))
    assert read(f"{tmp_path}/") == read(tmp_path)
    assert read(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"rows": "x"}, "line 2 is no entry of a catalog (rows is not of the kind int): "),
        ({"file": "/etc/x"}, "line 2 is no entry of a catalog (/etc/x lies outside the store): "),
        ({"quarantine": "a/../../x"}, "line 2 is no entry of a catalog (a/../../x lies outside the store): "),
        ({"zz": 1, "aa": 2}, "line 2 was written by a later version of the program (aa, zz): update realpolitik"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_catalog_is_said_with_its_line(tmp_path, line, said):
    put(tmp_path, ONE)
    path = tmp_path / NAME
    first = path.read_text(encoding="utf-8")
    path.write_text(first + json.dumps(json.loads(first) | line) + "\n", encoding="utf-8")
    remedy = catalog.REMEDY if said.endswith(": ") else ""
    with pytest.raises(FileFormatError) as caught:
        read(tmp_path)
    assert str(caught.value) == f"{path}: {said}{remedy}"


def test_a_catalog_that_is_a_folder_is_said_to_be_one(tmp_path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(FileFormatError) as caught:
        read(tmp_path)
    assert str(caught.value).endswith(f"; {catalog.REMEDY}")


def test_who_waits_too_long_for_another_writer_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(catalog, "WAIT", 0.05)
    with FileLock(tmp_path / ".fetch.lock"), pytest.raises(FetchError) as caught, locked(tmp_path, "fetch"):
        pass
    assert str(caught.value) == (
        f"another process is writing to {tmp_path}: wait until it is done, and run the command again"
    )
    with locked(tmp_path / "new" / "place"):
        assert (tmp_path / "new" / "place").is_dir()


def test_files_that_no_entry_names_go_after_an_hour(tmp_path):
    now = time.time()
    kept, fresh, old, aside = (
        tmp_path / name
        for name in ("tables/a.parquet", "tables/x/b.parquet", "tables/x/c.parquet", "quarantine/d.parquet")
    )
    for path, age in ((kept, 2 * GRACE), (fresh, GRACE - 60), (old, GRACE + 60), (aside, GRACE + 60)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        os.utime(path, (now - age, now - age))
    (tmp_path / "tables" / "notes.txt").write_text("x")
    put(tmp_path, ONE)
    there = {one.relative_to(tmp_path).as_posix() for one in tmp_path.rglob("*.*") if one.is_file()}
    assert {name for name in there if "lock" not in name} == {
        "catalog.ndjson", "tables/a.parquet", "tables/x/b.parquet", "tables/notes.txt",
    }  # fmt: skip


def test_workplaces_of_the_dead_are_swept_up_and_those_of_the_living_stay(tmp_path):
    dead = tmp_path / "scratch" / "dead"
    dead.mkdir(parents=True)
    (dead / "0.parquet").write_bytes(b"x")
    with workplace(tmp_path) as living:
        (living / "1.parquet").write_bytes(b"x")
        assert living.parent == tmp_path / "scratch"
        put(tmp_path, ONE)
        assert not dead.exists()
        assert (living / "1.parquet").exists()
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_workplace_that_is_gone_already_is_no_error(tmp_path):
    with workplace(tmp_path) as place:
        shutil.rmtree(place)
    assert list((tmp_path / "scratch").iterdir()) == []


def test_an_error_at_work_leaves_no_workplace(tmp_path):
    with pytest.raises(KeyError), workplace(tmp_path):
        raise KeyError
    assert list((tmp_path / "scratch").iterdir()) == []
