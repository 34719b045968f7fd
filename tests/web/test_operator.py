"""What an operator and a member see and can end: the page of status, sessions, the key, letters after a sign-in."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections import namedtuple

import pytest
from starlette.testclient import TestClient

from realpolitik.cli.app import run
from realpolitik.errors import MachineError, OptionError
from realpolitik.web import Settings, create
from realpolitik.web.library import mail as post
from realpolitik.web.library import members
from realpolitik.web.library.backup import backup
from realpolitik.web.library.database import Database
from realpolitik.web.settings import Mail

DAY = 24 * 3_600


def test_the_page_of_status_says_what_needs_a_hand(team, tmp_path, monkeypatch):
    ada = team.browser("ada")
    page = ada.get("/status").text
    assert "Nothing needs a hand." in page
    assert "Last backup</dt><dd>none<" in page
    team.save(ada)
    page = ada.get("/status").text
    assert "1 of these needs a hand: last backup." in page
    assert "1, of them 1 in draft" in page
    backup(team.database.path.parent, tmp_path / "copy.sqlite")
    assert "Nothing needs a hand." in ada.get("/status").text
    team.app.state.counters.add("GET", "/", 500, 0.1)
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**12, 10**12, 10**6))
    page = ada.get("/status").text
    assert "2 of these need a hand: faults, free on its disk." in page
    assert "0.0 GB: make room" in page


def test_the_page_of_status_is_for_this_machine_and_for_editors(team):
    stranger = TestClient(team.app, base_url=team.base, client=("203.0.113.7", 4000))
    assert stranger.get("/status").status_code == 404
    cookies = {}
    for who, code in (("cora", 404), ("ada", 200)):
        cookies = dict(team.browser(who).cookies)
        away = TestClient(team.app, base_url=team.base, client=("203.0.113.7", 4000), cookies=cookies)
        assert away.get("/status").status_code == code, who
    assert TestClient(team.app, base_url=team.base).get("/status").status_code == 200


def test_a_member_sees_the_sessions_and_ends_all_but_one(team, fill):
    first, second = team.browser("cora"), team.browser("cora")
    link = members.link(team.database, team.people["cora"])
    page = first.get("/account").text
    assert page.count("this browser") == 1
    assert len(re.findall(r"<tr><td>\d{4}-", page)) == 2
    assert fill(first, "/account", "/account/sign-out-elsewhere").status_code == 303
    assert first.get("/account").status_code == 200
    assert second.get("/account").status_code == 303
    assert not members.good(team.database, link)
    assert "Sign out everywhere else" not in first.get("/account").text
    assert team.browser("ada").get("/account").status_code == 200  # of nobody else


@pytest.mark.parametrize(("hours", "status"), [(11, 200), (13, 303)])
def test_an_operator_says_when_members_sign_in_again(tmp_path, monkeypatch, fill, hours, status):
    database = Database(tmp_path)
    cora = members.invite(database, "cora@example.org")
    app = create(Settings(folder=tmp_path, address="https://desk.example.org", session=12))
    browser = TestClient(app, base_url="https://desk.example.org", follow_redirects=False)
    link = members.link(database, cora)
    entered = fill(browser, f"/sign-in/{link}", f"/sign-in/{link}")
    assert f"Max-Age={12 * 3_600}" in entered.headers["set-cookie"]
    thief = dict(browser.cookies)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + hours * 3_600)
    later = TestClient(app, base_url="https://desk.example.org", follow_redirects=False, cookies=thief)
    assert later.get("/account").status_code == status


@pytest.mark.parametrize("hours", [0, -1, 9_000, float("nan")])
def test_a_length_of_sessions_that_cannot_be_is_refused(tmp_path, hours):
    with pytest.raises(OptionError, match="--session"):
        Settings(folder=tmp_path, session=hours)


def test_a_member_is_told_of_a_sign_in(tmp_path, monkeypatch, fill):
    database = Database(tmp_path)
    cora = members.invite(database, "cora@example.org")
    sent = []
    monkeypatch.setattr(post, "send", lambda _, letter: sent.append(letter))
    mail = Mail(host="mail.example.org", sender="desk@example.org")
    app = create(Settings(folder=tmp_path, address="https://desk.example.org", mail=mail))
    browser = TestClient(app, base_url="https://desk.example.org", follow_redirects=False)
    link = members.link(database, cora)
    assert "the server keeps your address and name" in browser.get(f"/sign-in/{link}").text
    fill(browser, f"/sign-in/{link}", f"/sign-in/{link}")
    assert (
        browser.get(f"/sign-in/{link}").status_code == 410
    )  # a link that is used up signs nobody in, and tells nobody
    until = time.monotonic() + 5
    while not sent and time.monotonic() < until:
        time.sleep(0.02)
    (letter,) = sent
    assert letter["To"] == "cora@example.org"
    assert "https://desk.example.org/account" in letter.get_content()
    assert link not in letter.get_content()


def test_a_new_key_ends_every_session_and_link(team, capsys):
    ada = team.browser("ada")
    link = members.link(team.database, team.people["cora"])
    before = team.database.secret
    folder = team.database.path.parent
    assert run(["library", "new-key", "--data", str(folder)]) == 0
    assert "Start a running server again" in capsys.readouterr().out
    again = Database(folder)
    assert again.secret != before
    assert not members.good(again, link)
    assert ada.get("/account").status_code == 303
    app = create(Settings(folder=folder, address=team.base))
    kept = TestClient(app, base_url=team.base, follow_redirects=False, cookies=dict(ada.cookies))
    assert kept.get("/account").status_code == 303


def test_a_backup_is_made_though_the_library_takes_no_note_of_it(team, tmp_path, monkeypatch):
    from contextlib import contextmanager

    folder = team.database.path.parent
    true = Database.write

    @contextmanager
    def full(self):
        with true(self) as db:
            yield db
            if db.execute("SELECT count(*) FROM audit WHERE action = 'backup'").fetchone()[0]:
                raise MachineError("the disk is full")

    monkeypatch.setattr(Database, "write", full)
    copy = backup(folder, tmp_path / "copy.sqlite")
    monkeypatch.undo()
    assert copy.exists()
    with team.database.read() as db:
        assert db.execute("SELECT count(*) FROM audit WHERE action = 'backup'").fetchone()[0] == 0


def test_a_port_that_is_taken_is_said_to_be_so(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "realpolitik", "serve", "--port", str(port), "--data", str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 6
    assert f"cannot listen on port {port} of 127.0.0.1" in done.stderr.splitlines()[-1]
