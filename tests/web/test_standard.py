"""What OWASP's standard asks of every answer, session and line of the log (docs/explanation/asvs.md names these tests)."""

from __future__ import annotations

import json
import logging
import re

import pytest
from starlette.testclient import TestClient

from realpolitik.web.guard.observe import Lines
from realpolitik.web.library import entries, members

MEMBERS_ONLY = (
    "/account",
    "/account/data.json",
    "/library/{name}/edit",
    "/library/{name}/figures/0/rows.csv",
)


@pytest.fixture
def logged():
    """What the server wrote, as it writes it."""
    written: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(Lines().format(record))

    logger, kept = logging.getLogger("realpolitik.web"), Kept()
    level = logger.level
    logger.addHandler(kept)
    logger.setLevel(logging.INFO)
    yield written
    logger.removeHandler(kept)
    logger.setLevel(level)


def test_the_log_holds_no_link_and_no_session(team, logged):
    link = members.link(team.database, team.people["cora"])
    browser = team.browser()
    page = browser.get(f"/sign-in/{link}")
    token = re.search(r'name="token" value="([^"]+)"', page.text).group(1)
    browser.post(f"/sign-in/{link}", data={"token": token})
    browser.get("/account")
    text = "\n".join(logged)
    assert "/sign-in/…" in text
    assert link not in text
    assert token not in text
    assert browser.cookies[team.app.state.gate.cookie] not in text


def test_refusals_stand_in_the_log_with_who_when_and_where(team, logged):
    cora, stranger = team.browser("cora"), team.browser()
    logged.clear()
    stranger.get("/account")
    cora.get("/library/new?a=TUV&b=BTN")
    stranger.post("/sign-in/invented", data={"token": "forged"})
    asked = [json.loads(line) for line in logged]
    assert [(one["route"], one["status"]) for one in asked] == [
        ("/account", 303), ("/library/new", 403), ("/sign-in/{link}", 403),
    ]  # fmt: skip
    assert [one["member"] for one in asked] == ["", team.people["cora"].id, ""]
    for one in asked:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", one["time"])
        assert one["client"]
        assert one["request"]


def test_nothing_that_is_asked_makes_a_line_of_the_log(client, logged):
    client.get('/states/%0a{"level":"error","says":"forged"}%0d%0a')
    (line,) = logged
    assert "\n" not in line
    assert "\r" not in line
    assert json.loads(line)["level"] == "info"


def test_a_fault_is_told_by_its_number_and_logged_with_its_reason(team, logged, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise KeyError("secret column")

    monkeypatch.setattr(entries, "listed", broken)
    browser = TestClient(team.app, base_url=team.base, raise_server_exceptions=False)
    answer = browser.get("/library")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    number = answer.headers["x-request-id"]
    assert number in answer.text
    found = [json.loads(line) for line in logged if json.loads(line)["level"] == "error"]
    assert found[0]["request"] == number
    assert "secret column" in found[0]["trace"]


def test_a_gate_that_cannot_read_its_members_lets_nobody_in(team, monkeypatch):
    ada = team.browser("ada")

    def broken(*_: object) -> None:
        raise OSError("the disk failed")

    monkeypatch.setattr(members, "of_session", broken)
    browser = TestClient(
        team.app,
        base_url=team.base,
        raise_server_exceptions=False,
        cookies=ada.cookies,
        follow_redirects=False,
    )
    assert browser.get("/account").status_code == 500


def test_every_answer_says_its_type_and_is_not_sniffed(client):
    for address in (
        "/",
        "/nothing",
        "/api/v1/states?limit=1",
        "/api/v1/nothing",
        "/health",
        "/go?a=&b=",
        "/static/x/y",
    ):
        answer = client.get(address)
        assert answer.headers["content-type"], address
        if answer.headers["content-type"].startswith("text/"):
            assert "charset=utf-8" in answer.headers["content-type"], address
        assert answer.headers["x-content-type-options"] == "nosniff", address
        assert answer.headers["content-security-policy"], address
        assert answer.headers["referrer-policy"] == "same-origin", address
        assert "camera=()" in answer.headers["permissions-policy"], address
        assert "access-control-allow-origin" not in answer.headers, address
        assert "server" not in answer.headers, address


def test_over_https_the_browser_is_told_to_stay_there(team, client):
    assert "max-age=31536000" in team.browser().get("/").headers["strict-transport-security"]
    assert "strict-transport-security" not in client.get("/").headers


@pytest.fixture(scope="module")
def saved(new_team):
    """A team, an editor's browser, and an entry that the editor saved: the saving draws charts, which takes seconds."""
    team = new_team()
    ada = team.browser("ada")
    return team, ada, team.save(ada)


def test_what_is_for_members_is_not_kept_by_browsers(saved):
    team, ada, name = saved
    for address in MEMBERS_ONLY:
        answer = ada.get(address.format(name=name))
        assert answer.status_code == 200, address
        assert re.search("no-store|private", answer.headers["cache-control"]), address
        assert team.browser().get(address.format(name=name)).status_code in (303, 404), address


def test_a_session_begins_anew_ends_by_itself_and_is_long(team, monkeypatch):
    name = team.app.state.gate.cookie
    first, second = team.browser("ada"), team.browser("ada")
    assert first.cookies[name] != second.cookies[name]
    now = members.time.time()
    monkeypatch.setattr(
        members.time, "time", lambda: now
    )  # stopped: a slow machine spends none of the session
    secret = members.redeem(team.database, members.link(team.database, team.people["ada"]))
    assert len(secret) * 6 >= 256  # 32 random bytes, six bits a letter
    assert members.of_session(team.database, secret)
    monkeypatch.setattr(members.time, "time", lambda: now + members.SESSION - 1)
    assert members.of_session(team.database, secret)
    monkeypatch.setattr(members.time, "time", lambda: now + members.SESSION + 1)
    assert members.of_session(team.database, secret) is None
    assert first.get("/account").status_code == 303


def test_no_address_holds_a_session(saved):
    team, ada, name = saved
    session = ada.cookies[team.app.state.gate.cookie]
    for address in ("/library", f"/library/{name}", "/account"):
        assert session not in ada.get(address).text
        assert not re.search(r"[?&](session|token)=", ada.get(address).text)


def test_a_form_sets_what_it_shows_and_nothing_else(saved):
    team, ada, name = saved
    team.publish(ada, name, author="99", id="other", role="editor", made="0")
    found = entries.get(team.database, name)
    assert found.id == name
    assert found.by == "Ada"
    assert found.made > 10**9
    assert {one.role for one in members.everyone(team.database)} == {"editor", "reader"}


def test_a_repeated_parameter_is_no_second_way_in(client):
    assert client.get("/api/v1/states?limit=1&limit=9999").status_code == 422
    assert client.get("/api/v1/states?limit=9999&limit=1").json()["limit"] == 1
