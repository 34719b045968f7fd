"""Servers for tests: one of this machine alone, one with members, and what a person at a browser may do with them."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")

from starlette.testclient import TestClient

from realpolitik.web import Settings, create
from realpolitik.web.library import mail, members
from realpolitik.web.settings import Limits, Mail


@pytest.fixture(scope="session", autouse=True)
def no_letters():
    """No test sends a letter; one that reads them puts its own in this place."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mail, "send", lambda *_: None)
        yield


@pytest.fixture(scope="session")
def client(tmp_path_factory):
    """Pages and API without members, without a limit on the rate."""
    settings = Settings(folder=tmp_path_factory.mktemp("desk"), limits=Limits(rate=0))
    with TestClient(create(settings), base_url="http://localhost", follow_redirects=False) as made:
        yield made


class Team:
    """A server with an editor, another editor and a reader, and browsers of theirs."""

    base = "https://desk.example.org"

    def __init__(self, folder):
        from realpolitik.web.library.database import Database

        database = Database(folder)
        self.people = {
            name: members.invite(database, f"{name}@example.org", name=name.title(), role=role)
            for name, role in (("ada", "editor"), ("ben", "editor"), ("cora", "reader"))
        }
        letters = Mail(host="mail.invalid", sender="desk@example.org")
        self.app = create(
            Settings(folder=folder, address=self.base, mail=letters, limits=Limits(rate=0, patience=5))
        )
        self.database = self.app.state.gate.database

    def browser(self, name: str | None = None) -> TestClient:
        """A browser, signed in where a name is given."""
        made = TestClient(self.app, base_url=self.base, follow_redirects=False)
        if name:
            link = members.link(self.database, self.people[name])
            entered = submit(made, f"/sign-in/{link}", f"/sign-in/{link}", next="/library")
            assert entered.status_code == 303
        return made

    def save(self, browser: TestClient, **given: str) -> str:
        """Save the brief of Tuvalu and Bhutan, which is small; its identifier."""
        fields = {"query": "a=TUV&b=BTN", "title": "T", "summary": "S", "body": "B", **given}
        answer = submit(browser, "/library/new?a=TUV&b=BTN", "/library/new", **fields)
        assert answer.status_code == 303, answer.text
        return urlsplit(answer.headers["location"]).path.rsplit("/", 1)[1]

    def publish(self, browser: TestClient, name: str, **given: str):
        """Change an entry, and publish it."""
        page = browser.get(f"/library/{name}/edit").text
        version = re.search(r'name="version" value="(\d+)"', page).group(1)
        fields = {
            "title": "T",
            "summary": "S",
            "body": "B",
            "status": "published",
            "version": version,
            **given,
        }
        return submit(browser, f"/library/{name}/edit", f"/library/{name}/edit", **fields)


def submit(browser: TestClient, page: str, target: str, **fields: str):
    """Load the page of a form, then send the form with the token that the page holds."""
    token = re.search(r'name="token" value="([^"]+)"', browser.get(page).text).group(1)
    return browser.post(target, data={"token": token, **fields})


@pytest.fixture
def team(tmp_path):
    """A server with members."""
    return Team(tmp_path / "team")


@pytest.fixture(scope="session")
def new_team(tmp_path_factory):
    """Makes a team that several tests share."""
    return lambda: Team(tmp_path_factory.mktemp("team") / "team")


@pytest.fixture(scope="session")
def fill():
    """`submit`, for tests."""
    return submit


LISTEN = (
    "import sys; from pathlib import Path; from realpolitik.web.listen import listen; "
    "from realpolitik.web.settings import Limits, Settings; listen(Settings(folder=Path(sys.argv[1]), "
    "port=int(sys.argv[2]), limits=Limits(rate=0, patience=float(sys.argv[3]))))"
)


class Server:
    """A server in a process."""

    def __init__(self, folder: Path, log: Path, *, port: int = 0, patience: float = 15):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = port or probe.getsockname()[1]
        command = [sys.executable, "-c", LISTEN, str(folder), str(self.port), str(patience)]
        self.log = log
        with log.open("ab") as sink:
            self.process = subprocess.Popen(command, stderr=sink)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if b"200" in self.ask(
                    b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                ):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"the server did not start: {log.read_text()}")

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def ask(self, content: bytes) -> bytes:
        with self.connect() as wire:
            wire.sendall(content)
            parts = []
            while part := wire.recv(65_536):
                parts.append(part)
            return b"".join(parts)

    def stop(self, how: int = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        return self.process.wait(30)


@pytest.fixture(scope="session")
def launch():
    """Starts a server in a process of its own; whoever does so ends it."""
    return Server


@pytest.fixture
def server(tmp_path):
    made = Server(tmp_path / "data", tmp_path / "log")
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.wait()
