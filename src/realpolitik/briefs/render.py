"""A brief into a file or a text, by the ending of its name."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import OptionError
from realpolitik.files import ending, write_bytes, write_text
from realpolitik.wording.plain import plain

if TYPE_CHECKING:
    from realpolitik.briefs.model import Brief
    from realpolitik.charts.drawer import Drawer

FORMATS = {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}
ENDINGS = (".html", ".md", ".json", ".pdf")


def render(brief: Brief, form: str = "html", *, drawer: Drawer | None = None) -> str:
    """The brief as text: `html`, `markdown` or `json`; pictures by `drawer`, or by one of its own.

    Raises
    ------
    OptionError
        There is no such form.
    """
    if form == "html":
        from realpolitik.briefs.html import page

        return page(brief, drawer)
    if form == "markdown":
        from realpolitik.briefs.markdown import document

        return document(brief)
    if form == "json":
        return plain(brief.record(), indent=2) + "\n"
    raise OptionError(f"a brief cannot be written as {form!r}: choose html, markdown or json")


def write(brief: Brief, path: str | Path, *, drawer: Drawer | None = None) -> Path:
    """Write the brief, whole or not at all: `.html`, `.md`, `.json` or `.pdf`.

    Raises
    ------
    OptionError
        The ending is none of these, or `.pdf` without the extra `pdf`.
    """
    if (suffix := form_of(path)) == ".pdf":
        from realpolitik.briefs.pdf import pdf

        return write_bytes(path, pdf(brief, drawer))
    return write_text(path, render(brief, FORMATS[suffix], drawer=drawer))


def form_of(path: str | Path) -> str:
    """The ending of a page that is to be written; ask before the brief is made.

    Raises
    ------
    OptionError
        There is no such form of a brief, the place is a folder, or `.pdf` is asked for without the extra `pdf`.
    """
    suffix = ".html" if str(path).lower().endswith(".htm") else ending(path, ENDINGS, "a brief")
    if suffix == ".pdf" and find_spec("typst") is None:
        raise OptionError("a brief as .pdf needs the extra `pdf`: pip install 'realpolitik[pdf]'")
    return suffix
