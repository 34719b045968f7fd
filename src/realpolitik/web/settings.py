"""What an operator decides: where data lie, who is asked for, and how much one client may ask."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from realpolitik.errors import OptionError

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""Names by which a browser on this machine asks for a server on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """How links are sent; without a host none are, and the operator hands them out.

    Environment: `REALPOLITIK_SMTP_HOST`, `_PORT`, `_USER`, `_PASSWORD`, `_FROM`, and `_TLS` (`starttls`, `tls`, `none`).
    """

    host: str = ""
    port: int = 587
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    tls: str = "starttls"

    @classmethod
    def from_environment(cls) -> Mail:
        """Read the settings; a port that is no number, or a TLS mode that does not exist, raises `OptionError`."""
        given = {
            name: os.environ.get(f"REALPOLITIK_SMTP_{name.upper()}", "")
            for name in ("host", "user", "password", "tls", "port")
        }
        sender = os.environ.get("REALPOLITIK_SMTP_FROM", given["user"])
        port, tls = given["port"] or "587", given["tls"] or "starttls"
        if not port.isdecimal():
            raise OptionError(f"REALPOLITIK_SMTP_PORT={port!r} is no port: write a number such as 587")
        if tls not in ("starttls", "tls", "none"):
            raise OptionError(f"REALPOLITIK_SMTP_TLS={tls!r}: choose starttls, tls or none")
        if given["host"] and "@" not in sender:
            raise OptionError("REALPOLITIK_SMTP_FROM is missing: the address that links are sent from")
        return cls(
            host=given["host"],
            port=int(port),
            user=given["user"],
            password=given["password"],
            sender=sender,
            tls=tls,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is served to one client, and how long it may take.

    Attributes
    ----------
    rate, burst
        Requests a second of one address, and how many may come at once; 0 is no limit.
    body
        Bytes of a request.
    patience
        Seconds for a client to send its request, or to take a piece of the answer.
    draws, seconds, waiting, own
        Of a job: draws, seconds of computing, jobs in the queue, and jobs of one address at a time.
    """

    rate: float = 30.0
    burst: int = 300
    body: int = 512_000
    patience: float = 15.0
    draws: int = 2_000
    seconds: float = 300.0
    waiting: int = 16
    own: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of a server.

    Attributes
    ----------
    folder
        The one folder of data: the library, with members and its log.
    host, port
        Where it listens.
    address
        How it is reached, such as `https://desk.example.org`; of this machine alone where empty.
    metrics
        Whether others than this machine may read `/metrics`.
    warm
        Whether the first question is answered before anyone asks it.
    session
        Hours until a member signs in again.
    """

    folder: Path
    host: str = "127.0.0.1"
    port: int = 8000
    address: str = ""
    mail: Mail = field(default_factory=Mail)
    limits: Limits = field(default_factory=Limits)
    metrics: bool = False
    warm: bool = False
    session: float = 30 * 24

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65_535:
            raise OptionError(f"--port {self.port}: a port lies between 0 and 65535")
        if not 0.1 <= self.session <= 8_760:
            raise OptionError(f"--session {self.session:g}: hours from 0.1 to 8,760, a year")
        if self.address:
            parts = urlsplit(self.address)
            if (
                parts.scheme not in ("http", "https")
                or not parts.hostname
                or parts.path.strip("/")
                or parts.query
            ):
                raise OptionError(f"--address {self.address!r}: write it as https://desk.example.org")

    @property
    def local(self) -> bool:
        """Whether it listens to this machine alone."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def hosts(self) -> tuple[str, ...]:
        """Host names that a request may ask for."""
        named = urlsplit(self.address).hostname if self.address else None
        return (*LOOPBACK, *([named] if named else []))

    @property
    def secure(self) -> bool:
        """Whether members reach it by https, so that cookies may insist on it."""
        return self.address.startswith("https://")

    @property
    def base(self) -> str:
        """The beginning of every link that leaves this server; never taken from a request."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.address.rstrip("/") or f"http://{host}:{self.port}"
