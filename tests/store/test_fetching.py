"""What a fetch asks of a publisher, what it says of parts that are missing, and what it leaves as it was."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from realpolitik.errors import FetchError, FileFormatError, OptionError, SnapshotMismatch
from realpolitik.sources.download import Downloaded
from realpolitik.sources.reader import Part, Reader, Request, today
from realpolitik.sources.snapshots import Snapshot
from realpolitik.store.fetch import Fetched, fetch

BY_HAND = "Get it at https://www.cepii.fr."


class Publisher:
    """In place of the network: files by name, or the error that a request for them meets."""

    def __init__(self, **answers):
        self.answers, self.asked = answers, []

    @contextmanager
    def session(self):
        yield self

    def get(self, request, folder, *, pause):
        self.asked.append((request.file, folder.name, pause))
        answer = self.answers.get(request.file.partition(".")[0], b"x")
        if isinstance(answer, Exception):
            raise answer
        folder.mkdir(parents=True, exist_ok=True)
        (folder / request.file).write_bytes(answer)
        return Downloaded(
            path=folder / request.file, sha256="ab" * 32, bytes=len(answer), address="https://x/y"
        )


def flow(files, job):
    frame = pl.DataFrame(
        {"origin": "CHN", "destination": "RUS", "product": "total", "freq": "A", "period": [date(2021, 1, 1)], "value_usd": [7], "reporter": "BACI"}
    )  # fmt: skip
    yield Part(table="trade", frame=frame, slice="2021", warnings=("one", "two", "one"))


def ask(name, **facts):
    return Request(address="https://x/y", file=name, **facts)


@pytest.fixture
def bring(tmp_path, monkeypatch):
    """Fetch a toy source from a publisher."""

    def brought(requests, publisher=None, **facts):
        own = {key: facts.pop(key) for key in ("version", "living", "pause") if key in facts}
        edition = own.pop("version", "V202601")
        reader = Reader(
            name="cepii-baci", tables=("trade",), read=flow, by_hand=BY_HAND, version=lambda files: edition,
            requests=lambda job: requests, **own,
        )  # fmt: skip
        monkeypatch.setattr(sys.modules["realpolitik.store.fetch"], "reader_of", lambda name: reader)
        return fetch("baci", place=tmp_path / "store", downloader=publisher or Publisher(), **facts)

    return brought


def test_what_arrived_is_said_with_its_files_and_where_they_came_from(bring, tmp_path):
    publisher, said = Publisher(a=b"abc"), []
    done = bring([ask("a.csv"), ask("b.csv")], publisher, pause=0.25, on_progress=said.append)
    facts = {"sha256": "ab" * 32, "address": "https://x/y", "fetched": today()}
    assert (done.source, done.version, done.place) == ("cepii-baci", "V202601", tmp_path / "store")
    assert done.files == (
        Snapshot(file="a.csv", bytes=3, **facts),
        Snapshot(file="b.csv", bytes=1, **facts),
    )
    assert publisher.asked == [("a.csv", "cepii-baci", 0.25), ("b.csv", "cepii-baci", 0.25)]
    assert (done.rows, done.warnings) == (1, ("one", "two"))
    assert said == ["reading cepii-baci V202601", "trade 2021"]


def test_rows_and_warnings_are_of_all_slices():
    from realpolitik.store.catalog import Entry

    one = Entry(
        table="trade",
        source="s",
        version="1",
        slice="a",
        file="f",
        sha256="",
        bytes=1,
        rows=2,
        warnings=("x", "y"),
    )
    other = Entry(
        table="trade",
        source="s",
        version="1",
        slice="b",
        file="g",
        sha256="",
        bytes=1,
        rows=3,
        warnings=("y", "z"),
    )
    done = Fetched(source="s", version="1", place=Path(), entries=(one, other), files=())
    assert (done.rows, done.warnings) == (5, ("x", "y", "z"))


def test_pages_follow_until_there_is_none(bring):
    publisher = Publisher()
    second = ask("b.csv", following=lambda path: None)
    done = bring([ask("a.csv", following=lambda path: second), ask("c.csv")], publisher)
    assert [one[0] for one in publisher.asked] == ["a.csv", "b.csv", "c.csv"]
    assert [one.file for one in done.files] == ["a.csv", "b.csv", "c.csv"]


@pytest.mark.parametrize("names", [("a.csv", "a.csv"), ("up/a.csv",), ("../a.csv",)])
def test_two_files_of_one_name_and_paths_are_refused(bring, names):
    with pytest.raises(OptionError) as caught:
        bring([ask(name) for name in names])
    assert str(caught.value) == (
        f"the reader cepii-baci asks twice for a file called {names[-1]!r}, or for a path"
    )


def test_pages_without_end_are_cut_off(bring, monkeypatch):
    monkeypatch.setattr(sys.modules["realpolitik.store.fetch"], "PAGES", 3)
    assert len(bring([ask(f"{n}.csv") for n in range(3)]).files) == 3
    with pytest.raises(FetchError) as caught:
        bring([ask(f"{n}.csv") for n in range(4)])
    assert str(caught.value) == (
        f"cepii-baci asks for more than 3 files: ask for a shorter period. The store is as it was. {BY_HAND}"
    )


@pytest.mark.parametrize("status", [404, 410])
def test_an_optional_file_that_is_gone_is_named_and_left_out(bring, status):
    gone = FetchError("no", status=status)
    (entry,) = bring([ask("a.csv"), ask("b.csv", optional=True)], Publisher(b=gone)).entries
    assert entry.warnings[0] == (
        "cepii-baci: the publisher has no b.csv; the other 1 of 2 files are read, and the same command asks for what is missing"
    )
    assert entry.warnings[1:] == ("one", "two", "one")


def test_an_optional_answer_of_another_kind_is_left_out_with_its_pages(bring):
    publisher = Publisher(b=FileFormatError("b.csv", "is a page"))
    optional = ask("b.csv", optional=True, following=lambda path: ask("never.csv"))
    done = bring([optional, ask("a.csv")], publisher)
    assert [one.file for one in done.files] == ["a.csv"]


@pytest.mark.parametrize(("number", "more"), [(5, ""), (7, " and 2 more")])
def test_five_missing_files_are_named(bring, number, more):
    gone = {f"m{n}": FetchError("no", status=404) for n in range(number)}
    asked = [ask(f"m{n}.csv", optional=True) for n in range(number)]
    (entry,) = bring([ask("a.csv"), *asked], Publisher(**gone)).entries
    assert entry.warnings[0] == (
        f"cepii-baci: the publisher has no m0.csv, m1.csv, m2.csv, m3.csv, m4.csv{more}; the other 1 of {number + 1} files "
        "are read, and the same command asks for what is missing"
    )


@pytest.mark.parametrize(
    ("optional", "status"),
    [(False, 404), (True, 500)],
)
def test_a_file_that_must_be_there_or_an_answer_that_may_come_again_ends_the_fetch(bring, optional, status):
    with pytest.raises(FetchError) as caught:
        bring([ask("a.csv", optional=optional)], Publisher(a=FetchError("no answer", status=status)))
    assert str(caught.value) == f"no answer. The store is as it was. {BY_HAND}"


def test_a_file_with_other_bytes_than_promised_is_said_as_it_is(bring):
    with pytest.raises(SnapshotMismatch) as caught:
        bring([ask("a.csv")], Publisher(a=SnapshotMismatch("other bytes")))
    assert str(caught.value) == "other bytes"


def test_a_publisher_that_has_nothing_of_it_is_said_to(bring):
    gone = FetchError("no", status=404)
    with pytest.raises(FetchError) as caught:
        bring([ask("b.csv", optional=True), ask("c.csv", optional=True)], Publisher(b=gone, c=gone))
    assert str(caught.value) == (
        f"cepii-baci: the publisher has none of the 2 files asked for, such as b.csv. The store is as it was. {BY_HAND}"
    )
    assert caught.value.status == 404


def test_a_source_that_no_program_can_fetch_says_how_to(bring):
    with pytest.raises(FetchError) as caught:
        bring([])
    assert str(caught.value) == f"cepii-baci cannot be fetched by a program. {BY_HAND}"


def test_an_older_edition_is_added_only_where_it_is_asked_for(bring):
    bring([ask("a.csv")])
    with pytest.raises(SnapshotMismatch) as caught:
        bring([ask("a.csv")], version="V202501")
    assert str(caught.value) == (
        "cepii-baci V202501 is older than V202601, which counts: take the newer one, or run the command with --older to keep "
        "this one beside it; figures rest on it only where REALPOLITIK_VERSIONS=cepii-baci=V202501 says so"
    )
    assert bring([ask("a.csv")], version="V202501", older=True).version == "V202501"
    assert bring([ask("a.csv")], version="undated-2026-01-01").version == "undated-2026-01-01"


def test_the_edition_on_record_ranks_unless_the_source_lives(bring):
    with pytest.raises(SnapshotMismatch, match="cepii-baci V202401 is older than V202501, which counts"):
        bring([ask("a.csv")], version="V202401")
    assert bring([ask("a.csv")], version="V202401", living=True).version == "V202401"


def test_files_given_by_hand_are_read_where_they_are_files(bring, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"12345")
    (found,) = bring([], files=[path]).files
    assert (found.file, found.bytes, found.address) == ("a.csv", 5, "")
    # of the five digits, by sha256sum of GNU coreutils
    assert found.sha256 == "5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5"
    for place, what in (
        (tmp_path, "is no file, but a folder, device or pipe: save it first"),
        (tmp_path / "b.csv", "there is no such file"),
    ):
        with pytest.raises(OptionError) as caught:
            bring([], files=[path, place])
        assert str(caught.value) == f"{place}: {what}"
