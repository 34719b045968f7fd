"""Sending a sign-in link by e-mail, with what the operator's settings say."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage

from realpolitik.web.settings import Mail

PATIENCE = 15


def message(mail: Mail, to: str, address: str, minutes: int) -> EmailMessage:
    """The letter: one link, and how long it works."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = mail.sender, to, "Sign in to realpolitik"
    letter.set_content(
        f"Open this address to sign in. It works once, within {minutes} minutes:\n\n{address}\n\n"
        "If you did not ask for it, nothing needs to be done.\n"
    )
    return letter


def send(mail: Mail, letter: EmailMessage) -> None:
    """Hand the letter to the server of the settings; `OSError` or `smtplib.SMTPException` where that fails."""
    context = ssl.create_default_context()
    if mail.tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=PATIENCE, context=context)
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE)
    with server:
        if mail.tls == "starttls":
            server.starttls(context=context)
        if mail.user:
            server.login(mail.user, mail.password)
        server.send_message(letter)
