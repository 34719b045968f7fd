"""Standard streams as they are found: closed, full, or of a narrow encoding."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from io import TextIOWrapper

PLAIN = {
    "–": "-", "—": "-", "−": "-", "‑": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "→": "->", "←": "<-",
    "≤": "<=", "≥": ">=", "≈": "~", "×": "x", "·": ".", "•": "*", "€": "EUR", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip
"""What stands for a character that the reader's encoding has not; letters lose their accents, the rest becomes "?"."""


def prepare() -> None:
    """Make the standard streams fit to use before anything is opened or printed.

    A closed one is occupied, so that no file of ours takes its number and with it what is printed: standard output and error
    by a device that refuses to be written to, which is then said, standard input by an empty one. An encoding that lacks a
    character prints the nearest it has.
    """
    for number, how in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, how)  # takes the lowest number that is free: this one
    sys.stdin = sys.stdin or open(0, encoding="utf-8")  # noqa: SIM115 (it stays open as long as the program)
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8")  # noqa: SIM115
    codecs.register_error("realpolitik.plain", _plain)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not wide(stream.encoding):
            stream.reconfigure(errors="realpolitik.plain")


def wide(encoding: str | None) -> bool:
    """Whether an encoding has every character."""
    try:
        return codecs.lookup(encoding or "ascii").name.startswith(("utf", "gb18030"))
    except LookupError:
        return False


def _plain(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = "".join(_nearest(character) for character in error.object[error.start : error.end])
    return text, error.end


def _nearest(character: str) -> str:
    bare = PLAIN.get(character) or "".join(
        letter for letter in unicodedata.normalize("NFKD", character) if not unicodedata.combining(letter)
    )
    return bare if bare.isascii() else "?"
