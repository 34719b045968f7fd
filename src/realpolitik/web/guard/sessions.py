"""Who asks: the owner of this machine where there are no members, else whom a signed cookie names; and forms of ours."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

from fastapi import Depends, Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from realpolitik.errors import OptionError, RealpolitikError
from realpolitik.web.library import members
from realpolitik.web.library.database import Database
from realpolitik.web.settings import Settings

FORM = 12 * 3_600
"""Seconds for which a form may lie open."""
FIELDS = 60


class NotAllowedError(RealpolitikError, PermissionError):
    """The page is for members, or for editors, or the form is not of this server. Sign in, or load it again."""

    status = 403


class NotSignedInError(NotAllowedError):
    """The page is for members: sign in by a link."""

    status = 401


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks. `member` is None for the owner of a local library, and for a stranger."""

    member: members.Member | None
    local: bool

    @property
    def number(self) -> int | None:
        """The number of the member, for the log."""
        return self.member.id if self.member else None

    @property
    def reads(self) -> bool:
        """Whether full texts are for this asker."""
        return self.local or self.member is not None

    @property
    def edits(self) -> bool:
        """Whether this asker may save and change."""
        return self.local or (self.member is not None and self.member.role == "editor")


class Gate:
    """Cookies, and what they open.

    A library without members is of this machine alone and has no sign-in. Once it has had a member while this server runs,
    it never becomes open again: removing the last one must not give the library to everyone.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database, self.settings = database, settings
        self._members = bool(members.everyone(database))
        prefix = "__Host-" if settings.secure else ""
        self.lasts = int(settings.session * members.HOUR)
        self.cookie, self.visit = f"{prefix}desk", f"{prefix}visit"
        self._sessions = URLSafeTimedSerializer(database.secret, salt="session")
        self._forms = URLSafeTimedSerializer(database.secret, salt="form")

    @property
    def signing(self) -> bool:
        """Whether members sign in here."""
        if not self._members:
            self._members = bool(members.everyone(self.database))
        return self._members

    def asker(self, request: Request) -> Asker:
        """Who asks. That it was asked is noted: such an answer is for this asker."""
        state = request.scope.setdefault("state", {})
        state["gated"] = True
        if not self.signing:
            return Asker(member=None, local=self.settings.local and not self.settings.address)
        secret = self.secret(request)
        found = members.of_session(self.database, secret) if secret else None
        if found is not None:
            state["member"] = found.id
        return Asker(member=found, local=False)

    def reader(self, request: Request) -> Asker:
        """Who asks, or `NotSignedInError` for a stranger."""
        found = self.asker(request)
        if not found.reads:
            raise NotSignedInError("this is for members: sign in by a link")
        return found

    def editor(self, request: Request) -> Asker:
        """Who asks, or `NotAllowedError` for a reader."""
        found = self.reader(request)
        if not found.edits:
            raise NotAllowedError("this is for editors; you are a reader")
        return found

    def begin(self, response: Response, secret: str) -> None:
        """Give a session's cookie."""
        self._set(response, self.cookie, str(self._sessions.dumps(secret)), self.lasts)

    def end(self, request: Request, response: Response) -> None:
        """End the session of a request, here and wherever its cookie was copied."""
        if secret := self.secret(request):
            members.sign_out(self.database, secret)
        response.delete_cookie(self.cookie, path="/", secure=self.settings.secure, httponly=True)

    def form(self, request: Request) -> tuple[str, str]:
        """A token for a form, and the visit that it belongs to (`keep` sets its cookie)."""
        visit = request.cookies.get(self.visit, "")
        visit = visit if 20 <= len(visit) <= 60 else secrets.token_urlsafe(18)
        return str(self._forms.dumps(visit)), visit

    def keep(self, response: Response, visit: str) -> Response:
        """Set the cookie of a visit on the page that holds its form."""
        self._set(response, self.visit, visit, FORM)
        return response

    async def read(self, request: Request) -> dict[str, str]:
        """The fields of a form of ours.

        Raises
        ------
        NotAllowedError
            The form was not given to this browser, or too long ago.
        OptionError
            The body is no form.
        """
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind != "application/x-www-form-urlencoded":
            raise OptionError("a form is sent as application/x-www-form-urlencoded")
        try:
            text = (await request.body()).decode("utf-8")
            given = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS, errors="strict"))
        except (UnicodeDecodeError, ValueError):
            raise OptionError("the form cannot be read") from None
        visit = request.cookies.get(self.visit, "")
        try:
            owner = str(self._forms.loads(given.pop("token", ""), max_age=FORM))
        except BadSignature:
            owner = ""
        if not visit or not hmac.compare_digest(owner.encode(), visit.encode()):
            raise NotAllowedError("the form is not of this visit, or is too old: load the page again")
        return given

    def secret(self, request: Request) -> str:
        """The secret of a request's session; empty where its cookie is none of ours, or too old."""
        try:
            return str(self._sessions.loads(request.cookies.get(self.cookie, ""), max_age=self.lasts))
        except BadSignature:
            return ""

    def _set(self, response: Response, name: str, value: str, age: int) -> None:
        settings: dict[str, Any] = {"httponly": True, "samesite": "lax", "path": "/"}
        response.set_cookie(name, value, max_age=age, secure=self.settings.secure, **settings)


async def _read(request: Request) -> dict[str, str]:
    return await request.app.state.gate.read(request)


Form = Annotated[dict[str, str], Depends(_read)]
"""The fields of a form of ours, read before a page's own work begins in a thread."""


def local_path(address: str, otherwise: str = "/library") -> str:
    """The address if it lies on this server, else another: nobody is sent elsewhere by a link of ours.

    Examples
    --------
    >>> local_path("/library/x?y=1"), local_path("//evil.example"), local_path("https://evil.example")
    ('/library/x?y=1', '/library', '/library')
    """
    plain = all(31 < ord(letter) != 127 for letter in address) and "\\" not in address
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    own = address.startswith("/") and not address.startswith("//") and not parts.netloc and not parts.scheme
    return address if own and plain and len(address) < 2_000 else otherwise
