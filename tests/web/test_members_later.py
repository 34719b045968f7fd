"""A library that gets its first member while the server runs asks for signing in from then on; links, forms and sessions end in time."""

from __future__ import annotations

import re
import time

import pytest
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


@pytest.fixture
def later(monkeypatch):
    """Moves the clock of this process by so many seconds, once or again."""
    true = time.time

    def move(seconds: float) -> None:
        monkeypatch.setattr(time, "time", lambda: true() + seconds)

    return move


@pytest.mark.parametrize(("hours", "status"), [(71, 200), (73, 410)])
def test_an_invitation_works_for_three_days(team, later, hours, status):
    link = members.link(team.database, team.people["cora"])
    later(hours * 3_600)
    assert team.browser().get(f"/sign-in/{link}").status_code == status
    assert (members.redeem(team.database, link) is not None) == (status == 200)


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 410)])
def test_a_link_that_was_asked_for_works_for_half_an_hour(team, later, minutes, status):
    link = members.asked_link(team.database, team.people["cora"])
    later(minutes * 60)
    assert team.browser().get(f"/sign-in/{link}").status_code == status


@pytest.mark.parametrize(("hours", "status"), [(11, 303), (13, 403)])
def test_a_form_may_lie_open_for_half_a_day(team, later, hours, status):
    cora = team.browser("cora")
    token = re.search(r'name="token" value="([^"]+)"', cora.get("/account").text).group(1)
    visit = team.app.state.gate.visit
    kept = cora.cookies[visit]
    later(hours * 3_600)
    cora.cookies.set(
        visit, kept, domain="desk.example.org"
    )  # a browser would have let it go: a copier has not
    answer = cora.post("/sign-out", data={"token": token})
    assert answer.status_code == status


@pytest.mark.parametrize(("days", "status"), [(29, 200), (31, 303)])
def test_a_session_ends_after_thirty_days_wherever_its_cookie_was_copied(team, later, days, status):
    cora = team.browser("cora")
    name = team.app.state.gate.cookie
    thief = team.browser()
    thief.cookies.set(name, cora.cookies[name], domain="desk.example.org")
    later(days * 24 * 3_600)
    assert thief.get("/account").status_code == status
