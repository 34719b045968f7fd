"""The text of an HTML page: its paragraphs, title and date; what is no article (menus, scripts, captions) is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from realpolitik.claims.reading.lexicon import joined, table

SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "nav",
        "aside",
        "footer",
        "form",
        "button",
        "select",
        "option",
        "textarea",
        "figure",
        "figcaption",
        "iframe",
        "object",
        "video",
        "audio",
        "canvas",
        "dialog",
        "head",
        "menu",
    ]
)
"""Elements whose content is no part of an article."""
BLOCKS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "blockquote",
        "div",
        "section",
        "article",
        "main",
        "header",
        "td",
        "th",
        "dd",
        "dt",
        "pre",
        "tr",
        "table",
        "ul",
        "ol",
        "dl",
        "body",
        "hr",
        "br",
    ]
)
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
DEEPEST = 256
"""Elements within one another; deeper ones are read as if they were not there."""
_DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "publishdate",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "citation_publication_date",
    "citation_date",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "bt:pubdate",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "publication_date",
    "publish-date",
    "publish_date",
    "pub_date",
)
_UNSEEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?:px|em|rem|%)?\s*(?:;|!|$))",
    re.IGNORECASE,
)
"""Styles of an element by which a page shows nothing of it."""
_LOOKS_LIKE_A_PAGE = re.compile(r"<(?:!doctype\s+html|html|body|article|p|div|h1)\b", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """What an HTML page holds: its paragraphs in order, its title, and the dates that it states of itself."""

    paragraphs: list[str] = field(default_factory=list)
    title: str = ""
    dates: list[str] = field(default_factory=list)


def is_page(text: str) -> bool:
    """Whether the text is HTML."""
    return bool(_LOOKS_LIKE_A_PAGE.search(text[:20_000]))


def read_page(text: str) -> Page:
    """The paragraphs of an HTML page. Nothing is run, fetched or expanded; broken markup is read as far as it goes.

    Examples
    --------
    >>> read_page("<title>T</title><nav>Home</nav><p>Trade <b>rose</b>.<script>x</script><p>So.").paragraphs
    ['Trade rose.', 'So.']
    """
    parser = _Parser()
    parser.feed(_safe(text))
    parser.close()
    parser.flush()
    parser.page.dates += _LINKED_DATE.findall(text[:400_000])
    return parser.page


_UNREAD = (
    ("<!--", "-->"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<!doctype", ">"),
    ("<![cdata[", "]]>"),
)
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')
"""The date that a page states in its linked data, a script that is otherwise not read."""
_LONE = re.compile(r"<(?=[^<>]*<)|<(?=[^<>]*\Z)")


def _safe(text: str) -> str:
    """Markup on which the parser of the standard library takes linear time: each `<` opens a tag that is closed.

    Comments, scripts and styles go, one pass each; a DOCTYPE goes with its entities (a bomb unfolds them into gigabytes).
    """
    opened = text.lower().find("<!doctype")
    bracket, close = text.find("[", opened, opened + 2000), text.find(">", opened)
    if opened >= 0 and 0 <= bracket < close:
        end = text.find("]>", bracket)
        text = text[:opened] + (text[end + 2 :] if end >= 0 else "")
    for begin, end in _UNREAD:
        text = _without(text, begin, end)
    return _LONE.sub("&lt;", text)


def _without(text: str, begin: str, end: str) -> str:
    """The text without what stands from `begin` to `end`, in any case; one that is never ended takes the rest with it."""
    low = text.lower()
    if len(low) != len(text):  # a letter that grows when lowered: only ASCII matters here
        low = "".join(sign.lower() if sign.isascii() else sign for sign in text)
    parts, place = [], 0
    while (start := low.find(begin, place)) >= 0:
        parts.append(text[place:start])
        stop = low.find(end, start + len(begin))
        if stop < 0:
            return " ".join(parts)
        place = stop + len(end)
    return " ".join([*parts, text[place:]]) if parts else text


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[tuple[str, bool]] = []
        self.skipping = 0
        self.buffer: list[str] = []
        self.in_title = self.headed = False
        self.boilerplate = re.compile(joined(table("pages")["boxes"]), re.IGNORECASE)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key.lower(): value or "" for key, value in attrs}
        if tag == "meta":
            name = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
            if name in _DATES:
                self.page.dates.append(given.get("content", ""))
        if tag == "time" and given.get("datetime"):
            self.page.dates.append(given["datetime"])
        if tag == "title":
            self.in_title = True
        if tag in BLOCKS:
            self.flush()
        if tag in VOID or len(self.open) >= DEEPEST:
            return
        label = f"{given.get('class', '')} {given.get('id', '')} {given.get('role', '')}"
        box = tag in ("div", "section", "p", "ul", "span", "header") and bool(self.boilerplate.search(label))
        unseen = (
            "hidden" in given or given.get("aria-hidden") == "true" or _UNSEEN.search(given.get("style", ""))
        )
        skip = tag in SKIPPED or box or bool(unseen)
        if tag in ("p", "li") and self.open and self.open[-1][0] == tag:  # an unclosed one ends here
            self.handle_endtag(tag)
        self.open.append((tag, skip))
        self.skipping += skip

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.in_title = False
        if tag in BLOCKS:
            heading = tag == "h1" and " ".join("".join(self.buffer).split())
            self.flush()
            if heading and not self.headed:
                self.page.title, self.headed = heading[:300], True
                self.page.paragraphs.pop()
        names = [name for name, _ in self.open]
        if tag not in names:
            return
        while self.open:
            name, skip = self.open.pop()
            self.skipping -= skip
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.page.title = self.page.title or " ".join(data.split())[:300]
        elif not self.skipping:
            self.buffer.append(data)

    def flush(self) -> None:
        text = " ".join("".join(self.buffer).split())
        self.buffer.clear()
        if text:
            self.page.paragraphs.append(text)

    def error(self, message: str) -> None:  # older parsers call it; markup is never an error here
        return
