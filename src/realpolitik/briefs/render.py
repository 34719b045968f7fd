"""A brief into a file or a text, by the ending of its name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import OptionError
from realpolitik.files import write_bytes, write_text

if TYPE_CHECKING:
    from realpolitik.briefs.model import Brief
    from realpolitik.charts.drawer import Drawer

FORMATS = {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}


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
        return json.dumps(brief.record(), ensure_ascii=False, indent=2, allow_nan=False, default=str) + "\n"
    raise OptionError(f"a brief cannot be written as {form!r}: choose html, markdown or json")


def write(brief: Brief, path: str | Path, *, drawer: Drawer | None = None) -> Path:
    """Write the brief, whole or not at all: `.html`, `.md`, `.json` or `.pdf`.

    Raises
    ------
    OptionError
        The ending is none of these, or `.pdf` without the extra `pdf`.
    """
    path = Path(path)
    if path.suffix.lower() == ".pdf":
        from realpolitik.briefs.pdf import pdf

        return write_bytes(path, pdf(brief, drawer))
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise OptionError(
            f"{path.name}: a brief is written as .html, .md, .json or .pdf; choose one of these"
        )
    return write_text(path, render(brief, form, drawer=drawer))
