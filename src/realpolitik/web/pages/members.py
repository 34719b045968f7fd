"""Pages of members: signing in by a link, signing out, one's own data and their end."""

from __future__ import annotations

import json
import logging
import smtplib
import threading
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from realpolitik.web.guard.sessions import Form, Gate, local_path
from realpolitik.web.library import mail, members
from realpolitik.web.pages import render

router = APIRouter(include_in_schema=False)
log = logging.getLogger("realpolitik.web")
Next = Annotated[str, Query(max_length=2_000)]


def _gate(request: Request) -> Gate:
    return request.app.state.gate


def _page(request: Request, template: str, *, status_code: int = 200, **given: object) -> Response:
    """A page with a form of ours."""
    gate = _gate(request)
    token, visit = gate.form(request)
    answer = render.html(template, status_code=status_code, token=token, asker=gate.asker(request), **given)
    return gate.keep(answer, visit)


@router.get("/sign-in")
def ask(request: Request, next: Next = "") -> Response:
    """How to sign in."""
    gate = _gate(request)
    return _page(
        request,
        "sign_in.html.jinja",
        mails=bool(gate.settings.mail.host),
        signing=gate.signing,
        next=local_path(next),
        sent=False,
    )


@router.post("/sign-in")
def send(request: Request, given: Form) -> Response:
    """Send a link to a member; the answer is the same for anyone, so that nobody learns who is one."""
    gate = _gate(request)
    email, back = given.get("email", "").strip()[:254], local_path(given.get("next", ""))
    if gate.settings.mail.host:
        threading.Thread(target=_send, args=(gate, email, back), daemon=True).start()
    return _page(
        request,
        "sign_in.html.jinja",
        mails=bool(gate.settings.mail.host),
        signing=gate.signing,
        next=back,
        sent=True,
    )


def _send(gate: Gate, email: str, back: str) -> None:
    from urllib.parse import urlencode

    member = next(
        (one for one in members.everyone(gate.database) if one.email.lower() == email.lower()), None
    )
    if member is None or (token := members.asked_link(gate.database, member)) is None:
        return
    address = f"{gate.settings.base}/sign-in/{token}?{urlencode({'next': back})}"
    _post(gate, member, mail.message(gate.settings.mail, member.email, address, members.ASKED // 60))


@router.get("/sign-in/{token}")
def enter(request: Request, token: str, next: Next = "") -> Response:
    """The page that a link opens: a button, since programs that look at links before people do must not use them up."""
    gate = _gate(request)
    good = members.good(gate.database, token)
    return _page(
        request,
        "enter.html.jinja",
        status_code=200 if good else 410,
        good=good,
        link=token if good else "",
        next=local_path(next),
    )


@router.post("/sign-in/{link}")
def use(request: Request, link: str, given: Form) -> Response:
    """Use a link up, and begin a session."""
    gate = _gate(request)
    secret = members.redeem(gate.database, link, lasts=gate.lasts)
    if secret is None:
        return _page(request, "enter.html.jinja", status_code=410, good=False, link="", next="/library")
    answer = RedirectResponse(local_path(given.get("next", "")), 303, {"cache-control": "no-store"})
    gate.begin(answer, secret)
    member = members.of_session(gate.database, secret)
    if gate.settings.mail.host and member is not None:
        threading.Thread(target=_tell, args=(gate, member), daemon=True).start()
    return answer


def _tell(gate: Gate, member: members.Member) -> None:
    moment = datetime.now(UTC).strftime("%d %B %Y at %H:%M").lstrip("0")
    settings = gate.settings
    _post(gate, member, mail.told(settings.mail, member.email, f"{settings.base}/account", moment))


def _post(gate: Gate, member: members.Member, letter: EmailMessage) -> None:
    """Hand a letter to the mail server; what goes wrong stands in the log, since nobody waits for it."""
    try:
        mail.send(gate.settings.mail, letter)
    except (OSError, smtplib.SMTPException) as error:
        log.error("a letter could not be sent", extra={"fields": {"member": member.id, "why": str(error)}})


@router.post("/sign-out")
def leave(request: Request, given: Form) -> Response:
    """End the session."""
    gate = _gate(request)
    answer = RedirectResponse("/library", 303, {"cache-control": "no-store"})
    gate.end(request, answer)
    return answer


@router.get("/account")
def account(request: Request) -> Response:
    """What is kept about a member."""
    gate = _gate(request)
    member = gate.reader(request).member
    found = members.sessions(gate.database, member, gate.secret(request)) if member else []
    return _page(request, "account.html.jinja", member=member, sessions=found)


@router.post("/account/sign-out-elsewhere")
def leave_elsewhere(request: Request, given: Form) -> Response:
    """End every session of a member but this one."""
    gate = _gate(request)
    if member := gate.reader(request).member:
        members.sign_out_elsewhere(gate.database, member, gate.secret(request))
    return RedirectResponse("/account", 303, {"cache-control": "no-store"})


@router.get("/account/data.json")
def data(request: Request) -> Response:
    """All of it, to take away."""
    gate = _gate(request)
    asker = gate.reader(request)
    kept = members.data_of(gate.database, asker.member) if asker.member else {}
    head = {"content-disposition": 'attachment; filename="my-data.json"', "cache-control": "no-store"}
    return Response(
        json.dumps(kept, ensure_ascii=False, indent=2), media_type="application/json", headers=head
    )


@router.post("/account/delete")
def forget(request: Request, given: Form) -> Response:
    """Delete it, and end the membership."""
    gate = _gate(request)
    asker = gate.reader(request)
    answer = RedirectResponse("/library", 303, {"cache-control": "no-store"})
    if asker.member:
        members.remove(gate.database, asker.member, actor=asker.member.id)
    gate.end(request, answer)
    return answer
