"""A library that gets its first member while the server runs asks for signing in from then on; visitors come back to where they were."""

from __future__ import annotations

from starlette.testclient import TestClient

from realpolitik.web import Settings, create
from realpolitik.web.guard.sessions import local_path
from realpolitik.web.library import members
from realpolitik.web.library.database import Database


def test_a_member_invited_later_closes_the_library(tmp_path):
    app = create(Settings(folder=tmp_path))
    browser = TestClient(app, base_url="http://localhost", follow_redirects=False)
    assert "no members" in browser.get("/account").text
    members.invite(
        Database(tmp_path), "ada@example.org", role="editor"
    )  # by the command line, beside the server
    assert browser.get("/account").status_code == 303
    assert browser.get("/library/new?a=TUV&b=BTN").status_code == 303


def test_a_visitor_is_sent_back_to_the_page_asked_for(team, fill):
    asked = "/library/x?page=2"
    assert local_path(asked) == asked
    assert local_path("/pair/CHN/C%C3%B4te") == "/pair/CHN/C%C3%B4te"
    assert local_path("/a\x7f") == local_path("/a\x1f") == "/library"
    link = members.link(team.database, team.people["cora"])
    assert (
        fill(team.browser(), f"/sign-in/{link}", f"/sign-in/{link}", next=asked).headers["location"] == asked
    )
    assert team.browser().get("/account").headers["location"] == "/sign-in?next=%2Faccount"
