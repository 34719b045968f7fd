"""Servers for tests: one of this machine alone, one with members, and what a person at a browser may do with them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")

from starlette.testclient import TestClient

from realpolitik.web import Settings, create
from realpolitik.web.library import members
from realpolitik.web.settings import Limits, Mail


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
        mail = Mail(host="mail.invalid", sender="desk@example.org")
        self.app = create(
            Settings(folder=folder, address=self.base, mail=mail, limits=Limits(rate=0, patience=5))
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
