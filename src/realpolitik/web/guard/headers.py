"""Headers of every answer: what a page may load and run, and who may embed it."""

from __future__ import annotations

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Own scripts and styles only, none inside a page; `data:` pictures are the icon."""


EMBEDDED = "/embed/"
"""Pages below may stand in a frame of any site: they hold a figure, no form, no script, and nothing of a member."""


def headers(*, secure: bool, framed: bool = False) -> list[tuple[bytes, bytes]]:
    """The headers of every answer; `secure` adds the promise that this host is reached by https alone, `framed` lets others embed it."""
    found = {
        "content-security-policy": CONTENT_POLICY,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }
    if framed:
        del found["x-frame-options"]
        found["cross-origin-resource-policy"] = "cross-origin"
        policy = CONTENT_POLICY.replace("script-src 'self'", "script-src 'none'")
        found["content-security-policy"] = policy.replace("frame-ancestors 'none'", "frame-ancestors *")
    if secure:
        found["strict-transport-security"] = "max-age=31536000"
    return [(name.encode(), value.encode()) for name, value in found.items()]
