"""Lists of sanctions from a fetched collection: rows in the publisher's form as public code quotes them, others made after them."""

from __future__ import annotations

from datetime import date

import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.store import Store
from realpolitik.store.fetch import fetch

HEAD = (
    '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails",'
    '"program_ids","dataset","first_seen","last_seen","last_change"\n'
)


def row(id_: str, kind: str, countries: str, programmes: str) -> str:
    return (
        f'"{id_}","{kind}","A NAME","","","{countries}","","","","","","{programmes}","A list","2024-08-06",'
        '"2026-09-15T13:11:55","2026-01-06"\n'
    )


FILE = (
    HEAD
    + row("NK-1", "LegalEntity", "ru", "CA-SEMA")
    + row("NK-2", "Vessel", "", "EU-MARE;EU-RUS")  # without a country
    + row("NK-3", "Person", "ru;ua-cri;suhh", "GB-RUS;EU-RUS")
    + row("NK-4", "Company", "ru", "EU-RUS")
    + row("NK-5", "Company", "cn;ru", "EU-RUS")
    + row("NK-6", "Company", "cn", "")  # without a programme
    + row("NK-7", "Person", "de", "RU-STOP")
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("listed")
    (folder / "targets.simple.csv").write_text(FILE)
    done = fetch("opensanctions", files=[folder / "targets.simple.csv"], place=folder / "store")
    assert done.version == "2026-09-15"
    assert done.warnings == (
        "opensanctions: 2 entries without a country or a programme are left out",
        "opensanctions: 1 regions of states (such as ua-cri) are left out, their states count",
        "opensanctions: left out, being no states: suhh",
    )
    return Store(home=folder / "store")


def test_entries_are_counted_by_programme_state_and_kind(store):
    counts = {
        (one["programme"], one["sender"], one["state"], one["kind"]): one["listed"]
        for one in store["sanction_entries"].iter_rows(named=True)
    }
    assert counts == {
        ("CA-SEMA", "CAN", "RUS", "LegalEntity"): 1,
        ("EU-RUS", "EU", "CHN", "Company"): 1,
        ("EU-RUS", "EU", "RUS", "Company"): 2,
        ("EU-RUS", "EU", "RUS", "Person"): 1,
        ("GB-RUS", "GBR", "RUS", "Person"): 1,
        ("RU-STOP", "RUS", "DEU", "Person"): 1,
    }
    assert set(store["sanction_entries"]["period"]) == {date(2026, 9, 15)}


def test_programmes_of_a_union_are_its_members(store):
    found = run("sanctions.entries", "DEU", "RUS", store=store)
    assert (
        found.says
        == "On lists of sanctions on 15 September 2026: 3 of Russia by Germany, 1 of Germany by Russia."
    )
    assert {row["label"] for row in found.rows} == {"EU-RUS: of Russia", "RU-STOP: of Germany"}
    assert (
        run("sanctions.entries", "GBR", "RUS", store=store).value == 1
    )  # no member: its own programme alone


def test_what_is_not_there_is_said(store):
    with pytest.raises(CoverageError, match="have no entry of China or India"):
        run("sanctions.entries", "CHN", "IND", store=store)
    with pytest.raises(CoverageError, match="no collection of lists of sanctions has been fetched"):
        run("sanctions.entries", "CHN", "USA", store=Store.embedded())
