"""From bytes to text that can be read: encodings, marks that are not seen, and a bound on the size."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from realpolitik.errors import FileFormatError

LARGEST = 64_000_000
"""Bytes that are read at all; a book has about a million."""
MOST_SIGNS = 4_000_000
"""Signs of a text or page that are looked at; what is beyond is left out, and said to be."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Direction marks, zero-width signs, soft hyphens and control characters: they hide or reorder what is read.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the encoding it was read in, and what a reader should know of that."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(raw: bytes, *, shown: str = "the text") -> Decoded:
    """The text of some bytes: by their byte order mark, by what the page declares, as UTF-8, else as Windows-1252.

    Signs that are not seen (direction marks, zero-width spaces, control characters) are removed, and what was removed or
    could not be decoded is noted.

    Raises
    ------
    FileFormatError
        More bytes than `LARGEST`, or the bytes of something that is no text (a picture, a PDF, an archive).

    Examples
    --------
    >>> decode("Brasília".encode("cp1252")).encoding
    'windows-1252'
    >>> decode("a\\u202eb".encode()).text
    'ab'
    """
    if len(raw) > LARGEST:
        raise FileFormatError(
            shown, f"{len(raw):,} bytes are too many for an article (at most {LARGEST:,}): cut it"
        )
    if raw[:5] == b"%PDF-":
        raise FileFormatError(
            shown, "a PDF: extract its text first, as with `pdftotext -layout FILE -`, and give that"
        )
    text, encoding, notes = _text(raw)
    if len(text) > MOST_SIGNS:
        text, notes = (
            text[:MOST_SIGNS],
            (*notes, f"only the first {MOST_SIGNS:,} signs were looked at; check the rest in parts"),
        )
    if text.count("\x00") > len(text) // 100:
        raise FileFormatError(shown, "not a text: it is full of zero bytes. Give text, Markdown or HTML")
    return Decoded(text=clean(text), encoding=encoding, notes=notes + _hidden(text))


def clean(text: str) -> str:
    """The text without unseen signs, with plain spaces and line ends, composed as usual (NFC)."""
    plain = _SPACES.sub(" ", _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


def _text(raw: bytes) -> tuple[str, str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = raw.decode(encoding, errors="replace")
            return text, encoding.removesuffix("-sig"), _replaced(text)
    declared = _DECLARED.search(raw[:4096])
    for encoding in (declared[1].decode("ascii") if declared else "utf-8", "utf-8"):
        try:
            return raw.decode(encoding), codecs.lookup(encoding).name, ()
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    text = raw.decode("utf-8", errors="replace")
    sample = text[:200_000]
    if sum(ord(sign) > 127 for sign in sample) > 4 * sample.count(
        "\ufffd"
    ):  # a few broken bytes in a text that is UTF-8 otherwise
        return text, "utf-8", _replaced(text)
    text = raw.decode("cp1252", errors="replace")
    return (
        text,
        "windows-1252",
        ("not UTF-8: read as Windows-1252, so that accents may be wrong", *_replaced(text)),
    )


def _replaced(text: str) -> tuple[str, ...]:
    many = text.count("\ufffd")
    signs = (
        "1 sign could not be decoded and stands"
        if many == 1
        else f"{many} signs could not be decoded and stand"
    )
    return (f"{signs} as �",) if many else ()


def _hidden(text: str) -> tuple[str, ...]:
    directions = len(re.findall("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", text))
    marks = "1 mark that changes" if directions == 1 else f"{directions} marks that change"
    return (
        (f"{marks} the direction of writing {'was' if directions == 1 else 'were'} removed",)
        if directions
        else ()
    )
