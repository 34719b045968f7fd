"""The library: open summaries and members' texts, links that work once, roles, two editors, export and deletion."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import time
import zlib

import pytest

from realpolitik.errors import FileFormatError, OptionError
from realpolitik.web import Settings, create
from realpolitik.web.library import entries, members, snapshots
from realpolitik.web.library.backup import backup, restore, serving
from realpolitik.web.library.database import Database
from realpolitik.web.settings import Mail


def test_a_summary_is_open_and_the_text_is_for_members(team):
    ada, cora, stranger = team.browser("ada"), team.browser("cora"), team.browser()
    name = team.save(ada, title="Who leads?", summary="An open line", body="For members alone")
    for one in (cora, stranger):
        assert one.get(f"/library/{name}").status_code == 404  # a draft
        assert one.get(f"/library/{name}/figures/0").status_code == 404
        assert one.get(f"/library/{name}/chart.svg").status_code == 404
    assert (
        team.publish(
            ada, name, title="Who leads?", summary="An open line", body="For members alone"
        ).status_code
        == 303
    )
    open_, full = stranger.get(f"/library/{name}").text, cora.get(f"/library/{name}").text
    assert "Who leads?" in open_
    assert "An open line" in open_
    assert "For members alone" not in open_
    assert "For members alone" in full
    assert "What is missing" in full  # the sections of the brief
    assert "What is missing" not in open_


def test_a_stranger_and_a_reader_may_not_write(team, fill):
    ada = team.browser("ada")
    name = team.save(ada)
    stranger, cora = team.browser(), team.browser("cora")
    assert stranger.get("/library/new?a=TUV&b=BTN").headers["location"].startswith("/sign-in?next=")
    assert cora.get("/library/new?a=TUV&b=BTN").status_code == 403
    assert cora.get(f"/library/{name}/edit").status_code == 403
    for one in (stranger, cora):
        target = f"/library/{name}/delete"
        assert fill(one, "/sign-in" if one is stranger else "/account", target).status_code in (401, 403)
    assert entries.get(team.database, name).title == "T"


def test_figures_of_an_entry_are_for_members_and_stay_as_they_were(team, fill):
    ada = team.browser("ada")
    answer = fill(
        ada, "/library/new?a=CHN&b=RUS&from=2020", "/library/new", query="a=CHN&b=RUS&from=2020", title="T"
    )
    address = answer.headers["location"]
    team.publish(ada, address.rsplit("/", 1)[1])
    rows = ada.get(f"{address}/figures/0/rows.csv")
    today = ada.get("/finding/trade.turnover/CHN-RUS/rows.csv?from=2020")
    assert rows.text == today.text  # saved a moment ago
    stranger = team.browser()
    assert stranger.get(f"{address}/figures/0/rows.csv").status_code == 303
    assert stranger.get(f"{address}/chart.svg").content.startswith(b"<svg")
    assert "supported" in stranger.get(address).text
    assert ada.get(f"{address}/figures/9999/rows.csv").status_code == 404


def test_what_changed_since_a_brief_was_saved_is_for_members(team, fill):
    ada = team.browser("ada")
    given = "a=CHN&b=RUS&from=2020"
    address = fill(ada, f"/library/new?{given}", "/library/new", query=given, title="T").headers["location"]
    name = address.rsplit("/", 1)[1]
    team.publish(ada, name)
    assert f"{address}/since" in ada.get(address).text
    assert "Nothing changed since the brief saved on" in ada.get(f"{address}/since").text
    # the saved figure is planted another: 10 bn dollars, where it is 228
    with team.database.write() as db:
        kept = json.loads(zlib.decompress(entries.snapshot(team.database, name)))
        finding = kept["brief"]["sections"][0]["findings"][0]
        finding["value"], finding["interval"] = 1e10, None
        db.execute(
            "UPDATE entry SET snapshot = ? WHERE id = ?", (zlib.compress(json.dumps(kept).encode()), name)
        )
    page = ada.get(f"{address}/since").text.replace("\u00a0", " ")
    assert "Moved beyond their interval" in page
    assert "It was $10.0 bn" in page
    assert team.browser().get(f"{address}/since").status_code == 303
    assert f"{address}/since" not in team.browser().get(address).text


def test_what_is_frozen_is_thawed_the_same():
    from realpolitik.briefs import build, render
    from realpolitik.findings import Window
    from realpolitik.scenarios import load, play
    from realpolitik.scenarios.report import reallocation, solver, welfare

    made = build("DEU", "FRA", window=Window.parse("2020"))
    thawed = snapshots.thaw(snapshots.freeze_brief(made))
    assert json.loads(render(thawed, "json")) == json.loads(render(made, "json"))
    outcome = play(load("west-2023"))
    found = [welfare(outcome), reallocation(outcome)]
    kept = snapshots.thaw(snapshots.freeze_scenario(outcome.scenario, found, solver(outcome)))
    assert [one.record() for one in kept.findings] == [json.loads(json.dumps(one.record())) for one in found]
    with pytest.raises(FileFormatError):
        snapshots.thaw(b"no snapshot")


def test_a_scenario_is_saved_with_its_address(team, fill):
    ada = team.browser("ada")
    query = "scenario=own&size=30"
    answer = fill(ada, f"/library/new?{query}", "/library/new", query=query, title="What if?")
    page = ada.get(answer.headers["location"]).text
    assert "/scenario?size=30" in page
    assert "loses" in page


def test_a_link_works_once(team, fill):
    link = members.link(team.database, team.people["cora"])
    first, second = team.browser(), team.browser()
    assert first.get(f"/sign-in/{link}").status_code == 200  # looking does not use it up
    assert fill(first, f"/sign-in/{link}", f"/sign-in/{link}").status_code == 303
    assert second.get(f"/sign-in/{link}").status_code == 410
    assert fill(second, "/sign-in", f"/sign-in/{link}").status_code == 410
    assert second.get("/account").status_code == 303  # still a stranger
    assert first.get("/account").status_code == 200


def test_two_who_use_a_link_at_once_do_not_both_get_in(team):
    from concurrent.futures import ThreadPoolExecutor

    link = members.link(team.database, team.people["cora"])
    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: members.redeem(team.database, link), range(8)))
    assert sum(one is not None for one in got) == 1


def test_a_link_has_its_time(team, monkeypatch):
    link = members.asked_link(team.database, team.people["cora"])
    later = time.time() + members.ASKED + 1
    monkeypatch.setattr(members.time, "time", lambda: later)
    assert members.redeem(team.database, link) is None


def test_the_file_holds_neither_links_nor_sessions(team):
    link = members.link(team.database, team.people["cora"])
    secret = members.redeem(team.database, link)
    with contextlib.closing(sqlite3.connect(team.database.path)) as db:
        text = "\n".join(db.iterdump())
    assert link not in text
    assert secret not in text
    assert team.database.path.stat().st_mode & 0o077 == 0


def test_two_editors_at_once_lose_nothing(team):
    ada, ben = team.browser("ada"), team.browser("ben")
    name = team.save(ada)
    old = "1"
    assert team.publish(ada, name, title="Ada's").status_code == 303
    answer = team.publish(ben, name, title="Ben's", body="Ben's text", version=old)
    assert answer.status_code == 409
    assert "Ada&#39;s" in answer.text
    assert "Ben&#39;s text" in answer.text  # what Ben wrote is before him still
    assert entries.get(team.database, name).title == "Ada's"
    assert team.publish(ben, name, title="Both").status_code == 303
    assert entries.get(team.database, name).version == 3


def test_a_member_takes_the_data_along_and_is_forgotten(team, fill):
    ada = team.browser("ada")
    name = team.save(ada, title="Mine")
    kept = ada.get("/account/data.json").json()
    assert kept["member"]["email"] == "ada@example.org"
    assert [one["title"] for one in kept["entries"]] == ["Mine"]
    assert {"sign in", "save"} <= {one["action"] for one in kept["log"]}
    assert fill(ada, "/account", "/account/delete").status_code == 303
    assert ada.get("/account").status_code == 303
    assert entries.get(team.database, name).by is None
    with contextlib.closing(sqlite3.connect(team.database.path)) as db:
        assert "ada@example.org" not in "\n".join(db.iterdump())


def test_the_log_tells_who_did_what(team):
    ada = team.browser("ada")
    team.publish(ada, team.save(ada))
    with team.database.read() as db:
        from realpolitik.web.library.log import lines

        found = [(one["action"], one["email"]) for one in lines(db)]
    assert ("publish", "ada@example.org") in found
    assert ("invite", None) in found


def test_without_members_there_is_no_sign_in_and_everything_is_ones_own(client, fill):
    page = client.get("/library")
    assert "Sign in" not in page.text
    answer = fill(client, "/library/new?a=TUV&b=BTN", "/library/new", query="a=TUV&b=BTN", title="Mine")
    assert answer.status_code == 303
    assert client.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize("given", [{"host": "0.0.0.0"}, {"address": "https://desk.example.org"}])
def test_without_members_it_is_served_to_this_machine_alone(tmp_path, given):
    with pytest.raises(OptionError, match="invite a member first"):
        create(Settings(folder=tmp_path, **given))


def test_removing_the_last_member_does_not_open_the_library(team):
    for person in team.people.values():
        members.remove(team.database, person)
    stranger = team.browser()
    assert stranger.get("/library/new?a=TUV&b=BTN").status_code == 303
    assert stranger.get("/account").status_code == 303


def test_a_link_is_sent_to_members_alone_and_the_answer_is_the_same(tmp_path, monkeypatch, fill):
    from starlette.testclient import TestClient

    from realpolitik.web.library import mail as post

    database = Database(tmp_path)
    members.invite(database, "cora@example.org")
    sent = []
    monkeypatch.setattr(post, "send", lambda _, letter: sent.append(letter))
    mail = Mail(host="mail.example.org", sender="desk@example.org")
    app = create(Settings(folder=tmp_path, address="https://desk.example.org", mail=mail))
    browser = TestClient(app, base_url="https://desk.example.org", follow_redirects=False)
    answers = [
        re.sub(r'value="[^"]+"', "", fill(browser, "/sign-in", "/sign-in", email=email, next="/library").text)
        for email in ("Cora@example.org", "stranger@example.org")
    ]
    assert answers[0] == answers[1]
    until = time.monotonic() + 5
    while not sent and time.monotonic() < until:
        time.sleep(0.02)
    (letter,) = sent
    assert letter["To"] == "cora@example.org"
    path = re.search(r"https://desk\.example\.org(/sign-in/\S+)", letter.get_content()).group(1)
    assert browser.get(path).status_code == 200
    for _ in range(10):
        fill(browser, "/sign-in", "/sign-in", email="cora@example.org")
    time.sleep(0.5)
    assert len(sent) <= members.LINKS


def test_a_backup_is_the_library_and_is_put_back_whole(team, tmp_path, fill):
    ada = team.browser("ada")
    name = team.save(ada, title="Kept")
    copy = backup(team.database.path.parent, tmp_path / "copy.sqlite")
    team.save(ada, title="Later")
    folder = tmp_path / "elsewhere"
    assert restore(folder, copy) is None
    restored = Database(folder)
    assert entries.get(restored, name).title == "Kept"
    assert [one.email for one in members.everyone(restored)] == [
        one.email for one in members.everyone(team.database)
    ]
    assert entries.listed(restored, drafts=True, limit=9, offset=0)[1] == 1
    with pytest.raises(OptionError, match="--replace"):
        restore(folder, copy)
    kept = restore(folder, copy, replace=True)
    assert entries.get(Database(folder), name).title == "Kept"
    assert kept.exists()
    with serving(folder), pytest.raises(OptionError, match="stop it first"):
        restore(folder, copy, replace=True)
    app = create(Settings(folder=folder, address=team.base))  # and it serves
    assert app.state.gate.signing


@pytest.mark.parametrize("content", [b"", b"no library at all" * 100, b"SQLite format 3\0" + b"\0" * 4000])
def test_what_is_no_library_is_not_restored(tmp_path, content):
    (tmp_path / "copy.sqlite").write_bytes(content)
    with pytest.raises(FileFormatError):
        restore(tmp_path / "folder", tmp_path / "copy.sqlite")
    assert not (tmp_path / "folder" / "library.sqlite").exists()


def test_a_damaged_library_is_said_to_be_one(tmp_path):
    (tmp_path / "library.sqlite").write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(FileFormatError, match="cannot be read as a library"):
        Database(tmp_path)


def test_a_file_that_a_member_has_had_is_not_given_to_a_stranger(team):
    ada = team.browser("ada")
    name = team.save(ada)
    address = f"/library/{name}/figures/0/rows.csv"
    assert ada.get(address).status_code == 200 == ada.get(address).status_code
    stranger = team.browser().get(address)
    assert (stranger.status_code, stranger.headers["location"].split("?")[0]) == (303, "/sign-in")
