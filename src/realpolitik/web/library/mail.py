"""Sending a sign-in link, and word of a sign-in, by e-mail, with what the operator's settings say."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage

from realpolitik.web.settings import Mail

PATIENCE = 15


def message(mail: Mail, to: str, address: str, minutes: int) -> EmailMessage:
    """The letter: one link, and how long it works."""
    return _letter(
        mail,
        to,
        "Sign in to realpolitik",
        f"Open this address to sign in. It works once, within {minutes} minutes:\n\n{address}\n\n"
        "If you did not ask for it, nothing needs to be done.\n",
    )


def told(mail: Mail, to: str, account: str, moment: str) -> EmailMessage:
    """The letter after a sign-in: when it was, and what to do if it was someone else."""
    return _letter(
        mail,
        to,
        "You signed in to realpolitik",
        f"A link of yours was used to sign in on {moment} (universal time).\n\nIf that was not you, sign in and end the other "
        f"sessions: {account}\nThen tell whoever runs the server.\n",
    )


def _letter(mail: Mail, to: str, subject: str, text: str) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = mail.sender, to, subject
    letter.set_content(text)
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
