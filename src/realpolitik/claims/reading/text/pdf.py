"""Text of a PDF by pypdf (extra `articles`)."""

from __future__ import annotations

import io

from realpolitik.errors import FileFormatError

MOST_PAGES = 500


def text_of(raw: bytes, *, shown: str) -> str:
    """The text of a PDF, a form feed between its pages.

    Raises
    ------
    FileFormatError
        pypdf is not installed, or the file is broken, locked, or only pictures; the message says what to do.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise FileFormatError(
            shown,
            "a PDF: install realpolitik[articles], or extract its text first (`pdftotext FILE -`) and give that",
        ) from None
    try:
        pages = PdfReader(io.BytesIO(raw)).pages
        text = "\f".join(page.extract_text() for _, page in zip(range(MOST_PAGES), pages, strict=False))
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError, AttributeError, OSError) as error:
        raise FileFormatError(
            shown, f"a PDF that cannot be read ({error}): extract its text first and give that"
        ) from None
    if not text.strip():
        raise FileFormatError(
            shown, "a PDF without text, perhaps of pictures: recognise its text first and give that"
        )
    return text
