"""Words in an SVG keep the width they were laid out for, whatever typeface the reader's machine has."""

from __future__ import annotations

import re
from html import unescape

from realpolitik.charts.text import helvetica

_TEXT = re.compile(r'<text ([^>]*?font-size="([\d.]+)px"[^>]*)>([^<]+)</text>')


def fitted(svg: str) -> str:
    """The SVG text with the length of each word group fixed to that of Helvetica, Arial and Liberation Sans.

    A machine without these falls back to a wider face, whose labels would run over each other or out of the picture;
    `textLength` (SVG 1.1, section 10.5) has the browser draw them narrower. Where the typeface is one of the three,
    nothing changes. Texts with letters of unknown width are left as they are.
    """
    return _TEXT.sub(_fixed, svg)


def _fixed(match: re.Match[str]) -> str:
    attributes, size, words = match.groups()
    width = helvetica(unescape(words).strip(), float(size), bold='font-weight="bold"' in attributes)
    if not width:
        return match[0]
    return f'<text {attributes} textLength="{width:.1f}" lengthAdjust="spacingAndGlyphs">{words}</text>'
