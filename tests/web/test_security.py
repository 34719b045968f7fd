"""What a hostile asker tries: script in every field, paths, forged and replayed cookies, hosts, sizes, slowness, kills."""

from __future__ import annotations

import contextlib
import json
import re
import signal
import socket
import sqlite3
import subprocess
import threading
import time
from pathlib import Path

import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.testclient import TestClient

from realpolitik.web import Settings, create
from realpolitik.web.guard.sessions import local_path
from realpolitik.web.library import entries, members
from realpolitik.web.settings import Limits

SCRIPT = "<script>alert(1)</script>"
BREAKING = f"\"'><img src=x onerror=alert(1)>{SCRIPT}{{{{7*7}}}}"
SQL = "x'; DROP TABLE member; --"


def harmless(text: str) -> bool:
    """Whether nothing of what was tried has become markup or code."""
    return SCRIPT not in text and "<img src=x" not in text and "49</" not in text


@pytest.mark.parametrize("hostile", [BREAKING, SQL, "\u202eevil", "a" * 3000])
def test_stored_text_is_text(team, hostile):
    ada, cora = team.browser("ada"), team.browser("cora")
    title = hostile[:300]
    name = team.save(ada, title=title, summary=hostile[:3000], body=hostile)
    assert team.publish(ada, name, title=title, summary=hostile, body=hostile).status_code == 303
    for address in ("/library", f"/library/{name}", f"/library/{name}/edit"):
        assert harmless(ada.get(address).text), address
    assert harmless(cora.get(f"/library/{name}").text)
    assert entries.get(team.database, name).title == title.strip()
    assert len(members.everyone(team.database)) == 3


def test_text_that_comes_back_is_text(client):
    for address in (
        "/go?a={}&b=CHN",
        "/compare?a={}&b=RUS&c=CHN&d=USA",
        "/pair/CHN/{}",
        "/pair/CHN/RUS?from={}",
        "/finding/{}/CHN",
        "/finding/trade.turnover/CHN-RUS?set=freq={}",
        "/map/imports/{}",
        "/map/go?state={}",
        "/scenario?coalition={}",
        "/scenario?kind={}",
        "/scenario/{}",
        "/sources/{}",
        "/methods/{}",
        "/library/{}",
        "/sign-in?next={}",
        "/sign-in/{}",
        "/{}",
    ):
        from urllib.parse import quote

        for hostile in (BREAKING, SQL):
            answer = client.get(address.format(quote(hostile, safe="")))
            assert answer.status_code < 500, address
            assert harmless(answer.text), address


def test_a_name_of_a_member_is_text(team):
    members.invite(team.database, "ada@example.org", name=BREAKING[:120], role="editor")
    ada = team.browser("ada")
    team.publish(ada, team.save(ada))
    for address in ("/library", "/account"):
        assert harmless(ada.get(address).text)


def test_no_page_may_run_what_it_holds(client):
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    for header in ("x-content-type-options", "referrer-policy", "x-frame-options"):
        assert client.get("/nothing").headers[header]


@pytest.mark.parametrize(
    "address",
    [
        "/static/x/..%2f..%2fapp.py",
        "/static/x/%2e%2e%2fapp.py",
        "/static/../app.py",
        "/scenario/..%2f..%2fpyproject.toml",
        "/scenario/%2fetc%2fpasswd/scenario.yaml",
        "/sources/..%2f..%2fetc%2fpasswd",
        "/library/..%2f..%2flibrary.sqlite",
        "/api/v1/claims/..%2fradchenko2024",
        "/api/v1/claims/%2fetc%2fpasswd.yaml",
        "/api/v1/scenarios/..%2fassumptions/played",
        "/finding/endgame.preference/CHN?set=file=/etc/passwd",
        "/finding/leverage.loss/CHN-RUS?set=given=/etc/passwd.yaml",
        "/library/new?scenario=/etc/passwd",
    ],
)
def test_a_path_leads_nowhere(client, address):
    answer = client.get(address)
    assert answer.status_code in (404, 405, 422)
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "desk.example.org", "", "127.0.0.1.evil"]
)
def test_another_host_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 400


def test_a_link_is_never_made_of_the_host_that_was_asked(team):
    assert team.app.state.settings.base == "https://desk.example.org"
    stranger = TestClient(team.app, base_url="https://evil.example")
    assert stranger.get("/sign-in").status_code == 400


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\n//evil",
        "\\\\evil",
        "evil",
    ],
)
def test_nobody_is_sent_elsewhere(team, fill, target):
    assert local_path(target) == "/library"
    link = members.link(team.database, team.people["cora"])
    browser = team.browser()
    answer = fill(browser, f"/sign-in/{link}", f"/sign-in/{link}", next=target)
    assert answer.headers["location"] == "/library"


def test_a_forged_or_foreign_cookie_opens_nothing(team):
    gate = team.app.state.gate
    secret = members.redeem(team.database, members.link(team.database, team.people["ada"]))
    good = URLSafeTimedSerializer(team.database.secret, salt="session").dumps(secret)
    forged = [
        URLSafeTimedSerializer("guessed", salt="session").dumps(secret),
        URLSafeTimedSerializer(team.database.secret, salt="form").dumps(secret),
        URLSafeTimedSerializer(team.database.secret, salt="session").dumps("invented"),
        good[:-2],
        good.replace(".", "..", 1),
        secret,
        "",
        "\x00",
        "a" * 5_000,
    ]
    for value in forged:
        browser = team.browser()
        browser.cookies.set(gate.cookie, value, domain="desk.example.org")
        assert browser.get("/account").status_code == 303, value
    browser = team.browser()
    browser.cookies.set(gate.cookie, good, domain="desk.example.org")
    assert browser.get("/account").status_code == 200


def test_a_cookie_that_was_copied_ends_with_its_session(team, fill):
    ada, thief = team.browser("ada"), team.browser()
    name = team.app.state.gate.cookie
    thief.cookies.set(name, ada.cookies[name], domain="desk.example.org")
    assert thief.get("/account").status_code == 200
    assert fill(ada, "/account", "/sign-out").status_code == 303
    assert thief.get("/account").status_code == 303


def test_cookies_are_for_this_host_by_https_and_no_script(team):
    link = members.link(team.database, team.people["ada"])
    browser = team.browser()
    page = browser.get(f"/sign-in/{link}")
    token = re.search(r'name="token" value="([^"]+)"', page.text).group(1)
    answer = browser.post(f"/sign-in/{link}", data={"token": token})
    for header in (page.headers["set-cookie"], answer.headers["set-cookie"]):
        assert header.startswith("__Host-")
        for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
            assert part in header
        assert "Domain" not in header


def test_a_form_of_another_site_changes_nothing(team):
    ada = team.browser("ada")
    name = team.save(ada)
    before = entries.get(team.database, name)
    fields = {"title": "Evil", "summary": "", "body": "", "status": "draft", "version": "1"}
    token = re.search(r'name="token" value="([^"]+)"', ada.get(f"/library/{name}/edit").text).group(1)
    stranger = re.search(r'name="token" value="([^"]+)"', team.browser().get("/sign-in").text).group(1)
    address = f"/library/{name}/edit"
    assert ada.post(address, data=fields).status_code == 403  # without a token
    assert ada.post(address, data={**fields, "token": stranger}).status_code == 403  # of another visit
    assert ada.post(address, data={**fields, "token": token[:-1]}).status_code == 403  # forged
    good = {**fields, "token": token}
    assert ada.post(address, data=good, headers={"origin": "https://evil.example"}).status_code == 403
    assert ada.post(address, data=good, headers={"origin": "null"}).status_code == 403
    assert ada.post(address, data=good, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert ada.post(address, data=good, headers={"origin": "http://["}).status_code == 403  # no address
    assert entries.get(team.database, name) == before


def test_another_site_starts_no_job(client):
    body = json.dumps({"scenario": "west-2023", "draws": 1})
    kinds = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
    for kind in kinds:
        assert client.post("/api/v1/jobs", content=body, headers={"content-type": kind}).status_code == 415
    json_ = {"content-type": "application/json", "origin": "https://evil.example"}
    assert client.post("/api/v1/jobs", content=body, headers=json_).status_code == 403


def test_a_body_has_an_end(client):
    big = b"x" * 600_000
    head = {"content-type": "application/json"}
    assert client.post("/api/v1/scenarios/played", content=big, headers=head).status_code == 413
    pieces = (b"x" * 100_000 for _ in range(10))  # without a declared length
    assert client.post("/api/v1/scenarios/played", content=pieces, headers=head).status_code == 413
    assert client.post("/library/new", content=big).status_code == 413


@pytest.mark.parametrize("content", ["[" * 100_000, "{", "nul", '{"a": NaN}', '"\\ud800"', "\x00", "[]", "1"])
def test_a_body_that_is_no_scenario_is_refused(client, content):
    answer = client.post(
        "/api/v1/scenarios/played", content=content, headers={"content-type": "application/json"}
    )
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_form_has_few_fields_and_no_null(team, fill):
    ada = team.browser("ada")
    many = "&".join(f"f{n}=1" for n in range(1000))
    head = {"content-type": "application/x-www-form-urlencoded"}
    assert ada.post("/library/new", content=many, headers=head).status_code == 422
    assert ada.post("/library/new", content=b"title=%ff%fe", headers=head).status_code in (403, 422)
    assert (
        fill(ada, "/library/new?a=TUV&b=BTN", "/library/new", query="a=TUV&b=BTN", title="a\0b").status_code
        == 422
    )


def test_too_many_requests_are_told_when_to_come_again(tmp_path):
    app = create(Settings(folder=tmp_path, limits=Limits(rate=1, burst=5)))
    browser = TestClient(app, base_url="http://localhost")
    statuses = [browser.get("/health").status_code for _ in range(8)]
    assert statuses.count(200) == 5
    refused = browser.get("/api/v1/states")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.headers["content-type"] == "application/problem+json"


def test_counts_are_for_this_machine(team):
    team.app.state.counters.add("GET", "/", 200, 0.1)
    stranger = TestClient(team.app, base_url=team.base, client=("203.0.113.7", 4000))
    assert stranger.get("/metrics").status_code == 404


# A server in a process of its own, which makes nothing ready before it is asked.
def test_a_server_stops_gracefully_and_logs_lines_of_json(server):
    server.ask(b"GET /library HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    with server.connect() as idle:
        idle.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        idle.recv(65_536)
        assert server.stop() in (0, -signal.SIGTERM)
    lines = [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]
    asked = [line for line in lines if line.get("path") == "/library"]
    assert asked[0]["status"] == 200
    assert asked[0]["ms"] >= 0
    assert any("shutdown complete" in line["says"].lower() for line in lines)


def test_a_server_of_this_machine_listens_to_no_other(server):
    listening = subprocess.run(["cat", "/proc/net/tcp"], capture_output=True, text=True, check=True).stdout
    port = f":{server.port:04X}"
    own = [
        line.split()[1]
        for line in listening.splitlines()[1:]
        if line.split()[1].endswith(port) and line.split()[3] == "0A"
    ]
    assert own == [f"0100007F{port}"]  # 127.0.0.1


def saving(port: int, promised: list[str]) -> None:
    """Save entries as a browser does, until the server is gone; note each that the server promised to have."""
    import httpx2

    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as browser:
        page = browser.get("/library/new?a=TUV&b=BTN").text
        token = re.search(r'name="token" value="([^"]+)"', page).group(1)
        fields = {"token": token, "query": "a=TUV&b=BTN", "title": "T", "summary": "S", "body": "B" * 50_000}
        try:
            while True:
                answer = browser.post("/library/new", data=fields)
                if answer.status_code == 303:
                    promised.append(answer.headers["location"].rsplit("/", 1)[1])
        except httpx2.TransportError:
            return


def test_nothing_that_was_saved_is_lost_when_the_server_is_killed(tmp_path, launch):
    from realpolitik.web.library.database import Database

    promised: list[str] = []
    server = launch(tmp_path / "data", tmp_path / "log")
    threads = [threading.Thread(target=saving, args=(server.port, promised)) for _ in range(3)]
    for one in threads:
        one.start()
    until = time.monotonic() + 60
    while len(promised) < 12 and time.monotonic() < until:
        time.sleep(0.005)
    assert server.stop(signal.SIGKILL) == -signal.SIGKILL  # in the middle of the next saves
    for one in threads:
        one.join(30)
    assert len(promised) >= 12
    database = Database(tmp_path / "data")
    kept = {one.id for one in entries.listed(database, drafts=True, limit=100_000, offset=0)[0]}
    assert set(promised) <= kept
    with contextlib.closing(sqlite3.connect(database.path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert entries.get(database, promised[-1]).body == "B" * 50_000


def ended(wire: socket.socket) -> bool:
    """Whether a connection was closed without an answer, politely or not."""
    try:
        return wire.recv(65_536) == b""
    except ConnectionResetError:
        return True


def test_slow_clients_are_let_go_and_others_served_meanwhile(tmp_path, launch):
    """A head, and a body, that trickle in; patience is shortened from 15 seconds so that the test is not slow itself."""
    server = launch(tmp_path / "data", tmp_path / "log", patience=1)
    port = server.port
    with contextlib.ExitStack() as open_, contextlib.ExitStack() as last:
        last.callback(server.stop)

        def connect() -> socket.socket:
            return open_.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))

        wires = [connect()]
        wires += [connect() for _ in range(600)]  # more than the server takes at once: the oldest give way
        for wire in wires:
            wire.sendall(b"GET / HTTP/1.1\r\nHost: loc")  # and no more
        body = connect()
        body.sendall(
            b"POST /api/v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
        )
        with socket.create_connection(("127.0.0.1", port), timeout=20) as good:
            good.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert b"200 OK" in good.recv(65_536)
        assert b"408" in body.recv(65_536).split(b"\r\n", 1)[0]
        assert all(ended(wire) for wire in wires)


def test_the_processes_beside_a_killed_server_end_too(server):
    server.ask(
        b"GET /finding/votes.neutrality/IND/chart.svg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    beside = {
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/stat")
        if parent(path) == server.process.pid
    }
    assert beside
    server.stop(signal.SIGKILL)
    until = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in beside) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [pid for pid in beside if Path(f"/proc/{pid}").exists()]


def parent(stat: Path) -> int:
    """The process that started the one of this `/proc` entry; 0 where it is gone."""
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
