"""Paragraphs of plain text, Markdown and text taken out of a PDF; what is no sentence of the article is left out."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.reading.lexicon import table

_PAGE_NUMBER = re.compile(r"(?:page )?[-–—]? ?\d{1,4} ?(?:of \d{1,4}|/ ?\d{1,4})? ?[-–—]?", re.IGNORECASE)
"""A line with single spaces: of any number of them at each place, a line of spaces would take the square of its length."""
_HYPHENED = re.compile(r"(?<=[a-z])-\n[ \t]*(?=[a-z])")
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\([^)\s]{0,2000}[^)]{0,200}\)")
_MARKUP = re.compile(r"(?m)^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+]\s+|\d{1,3}[.)]\s+)|^\s{0,3}(?:[-*_]\s*){3,}$")
_FRONT = re.compile(r"\s*---[ \t]*\n((?:[^\n]{0,2000}\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FIELD = re.compile(r"(?m)^(\w[\w-]{0,40}):[ \t]*(.{1,300})$")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)([^*`\n]{1,300}?)(?<=\S)\1")
_REFERENCE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){1,12} [^\n]{0,600}https?://")
"""An entry of a list of sources: a short name with hyphens, and an address."""
_ROW = re.compile(r"\s*\|.*\|\s*$")
"""A row of a table in Markdown, whose cells are no sentences."""
_FENCED = re.compile(
    r"(?m)^[ \t]*(?:```|~~~)[^\n]{0,200}\n(?:(?![ \t]*(?:```|~~~))[^\n]*\n){0,2000}?[ \t]*(?:```|~~~)[ \t]*$"
)
_END = re.compile(r"""[.!?:…]["'”’)\]]*$""")
SHORT_LINE = 60
LONGEST_NOISE = 240
"""Letters; a longer paragraph is text, whatever it begins with."""


def paragraphs(text: str) -> list[str]:
    """Paragraphs in order; lines wrapped at a width are joined, words split at a line's end are whole again.

    Examples
    --------
    >>> paragraphs("Trade between Chi-\\nna and Russia\\nrose.\\n\\n- 12 -\\n\\nIt is **large**.")
    ['Trade between China and Russia rose.', 'It is large.']
    """
    fences = _FENCED.sub("\n\n", text)  # code and what a terminal printed are no sentences of the article
    lines = [line for line in _pages(fences) if not _is_page_number(line)]
    lines = ["" if _ROW.match(line) else line for line in lines]
    whole = _HYPHENED.sub("", "\n".join(line.rstrip() for line in lines))
    found = []
    for block in re.split(r"\n[ \t]*\n+", whole):
        found += [_flat(part) for part in _split(block)]
    return [part for part in found if part]


def front_matter(text: str) -> tuple[str, str, str]:
    """The title, the date and the rest of a Markdown file that opens with lines of `name: value` between two `---`.

    Examples
    --------
    >>> front_matter("---\\ntitle: 'Gas'\\ndate: 2024-07-09\\n---\\nIt rose.")
    ('Gas', '2024-07-09', 'It rose.')
    """
    if not (found := _FRONT.match(text)):
        return "", "", text
    known = {one[1].casefold(): one[2].strip(" \t'\"") for one in _FIELD.finditer(found[1])}
    return known.get("title", ""), known.get("date", known.get("published", "")), text[found.end() :]


def keep(text: str) -> bool:
    """Whether a paragraph belongs to an article: not a caption, a paywall's notice, a share button or a credit."""
    return not _REFERENCE.match(text) and (len(text) > LONGEST_NOISE or not _noise().match(text))


def _pages(text: str) -> list[str]:
    """Lines; a running head that stands at the top or foot of three pages and more is dropped."""
    if "\f" not in text:
        return text.split("\n")
    pages = [page.strip("\n").split("\n") for page in text.split("\f")]
    ends = [line.strip() for page in pages for line in {page[0], page[-1]} if line.strip()]
    heads = {line for line in ends if ends.count(line) >= 3} if len(ends) < 5000 else set()
    kept: list[str] = []
    for page in pages:
        body = [line for line in page if line.strip() not in heads and not _is_page_number(line)]
        while body and not body[0].strip():
            body.pop(0)
        while body and not body[-1].strip():
            body.pop()
        # a sentence that runs over the page's end goes on; one that ended there ends its paragraph
        if kept and body and _END.search(kept[-1].rstrip()):
            kept.append("")
        kept += body
    return kept


def _is_page_number(line: str) -> bool:
    return _PAGE_NUMBER.fullmatch(" ".join(line.split())) is not None


def _split(block: str) -> list[str]:
    """A block of lines: one wrapped paragraph, or (a line a paragraph) several."""
    lines = [line for line in block.split("\n") if line.strip()]
    if (
        len(lines) > 1
        and all(len(line) > 2 * SHORT_LINE for line in lines[:-1])
        and max(map(len, lines)) > 200
    ):
        return lines
    parts, current = [], ""
    for line in lines:
        begins = re.match(r"\s{0,3}(?:#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s)", line)
        if current and (
            begins or (len(parts_last(current)) < SHORT_LINE and _END.search(current) and line[:1].isupper())
        ):
            parts.append(current)
            current = line
        else:
            current = f"{current}\n{line}" if current else line
    return [*parts, current] if current else parts


def parts_last(text: str) -> str:
    """The last line of some text."""
    return text.rsplit("\n", 1)[-1]


def _flat(block: str) -> str:
    text = _MARKUP.sub("", _LINK.sub(r"\1", block))
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    return " ".join(text.split())


@cache
def _noise() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in table("pages")["noise"]), re.IGNORECASE)
