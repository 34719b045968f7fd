"""An article: its sentences, who says each, and the day it was published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.text.decode import LARGEST, decode
from realpolitik.claims.reading.text.language import language
from realpolitik.claims.reading.text.pages import is_page, read_page
from realpolitik.claims.reading.text.paragraphs import front_matter, keep, paragraphs
from realpolitik.claims.reading.text.sentences import sentences
from realpolitik.claims.reading.text.speakers import attributed, turns
from realpolitik.errors import OptionError
from realpolitik.files import read_bytes
from realpolitik.findings import parse_date

MOST_LETTERS = 700_000
"""Letters that are read of an article: a book. What is beyond is left out, and the article says so."""
LONGEST_HEADING = 120
_ISO = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, with its place (`start` to `end` in paragraph number `paragraph`) and who says it."""

    text: str
    paragraph: int
    start: int
    end: int
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text ready to be read.

    Attributes
    ----------
    title, source
        Its heading, where it has one, and what it was read from.
    published, dated
        The day by which `last year` is understood, and how it is known: `given`, `stated` by the page, `found` in the text,
        `guessed` from the latest date the text names, or `today` where nothing helps.
    language
        As in `pages.yaml`; rules are for English alone.
    paragraphs, sentences
        The text in order.
    notes
        What a reader should know of the reading: encoding, what was cut.
    """

    title: str
    source: str
    published: date
    dated: str
    language: str
    paragraphs: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)


def open_article(path: str | Path, *, published: str | None = None) -> Article:
    """An article from a file: text, Markdown, HTML or text taken out of a PDF; a `.pdf` needs the extra `articles`.

    Raises
    ------
    FileFormatError
        There is no such file, or it is no text; the message says what to do.
    """
    path = Path(path)
    raw = read_bytes(path, most=LARGEST, remedy="cut it")
    if raw[:5] == b"%PDF-":
        from realpolitik.claims.reading.text.pdf import text_of

        return make_article(text_of(raw, shown=path.name), source=path.name, published=published)
    return make_article(raw, source=path.name, published=published)


def make_article(content: bytes | str, *, source: str = "the text", published: str | None = None) -> Article:
    """An article from its bytes or text.

    Parameters
    ----------
    published
        `2024-04-20`, `2024-04` or `2024`; a month or year means its last day. Where left out it is looked for.

    Examples
    --------
    >>> article = make_article("April 20, 2024\\n\\nTrade rose. It fell last year.")
    >>> article.published, article.dated, [one.text for one in article.sentences]
    (datetime.date(2024, 4, 20), 'found', ['Trade rose.', 'It fell last year.'])
    """
    decoded = decode(
        content if isinstance(content, bytes) else content.encode("utf-8", errors="replace"), shown=source
    )
    if is_page(decoded.text):
        page = read_page(decoded.text)
        parts, title, stated = page.paragraphs, page.title, page.dates
    else:
        title, day_stated, text = front_matter(decoded.text)
        parts, stated = paragraphs(text), [day_stated]
    kept, notes = _bounded([part for part in parts if keep(part)])
    heading = title
    if (
        not heading
        and len(kept) > 1
        and len(kept[0]) < LONGEST_HEADING
        and not re.search(r"[.!?:…]\W*$", kept[0])
    ):
        heading, kept = kept[0], kept[1:]
    day, how = _published(published, stated, parts)
    body = [part for part in kept if not _only_a_date(part)]
    return Article(
        title=heading,
        source=source,
        published=day,
        dated=how,
        language=language(" ".join(body)[:60_000]),
        paragraphs=tuple(body),
        sentences=tuple(_sentences(body)),
        notes=(*decoded.notes, *notes),
    )


def _sentences(body: list[str]) -> list[Sentence]:
    speakers, found = turns(body), []
    for number, paragraph in enumerate(body):
        begin, speaker = speakers.strip(paragraph)
        for start, end in sentences(paragraph[begin:]):
            text = paragraph[begin + start : begin + end]
            found.append(
                Sentence(
                    text=text,
                    paragraph=number,
                    start=begin + start,
                    end=begin + end,
                    speaker=attributed(text, speaker),
                )
            )
    return found


def _bounded(parts: list[str]) -> tuple[list[str], tuple[str, ...]]:
    kept, letters = [], 0
    for part in parts:
        kept.append(part[: MOST_LETTERS - letters])
        letters += len(part)
        if letters > MOST_LETTERS:
            return kept, (f"only the first {MOST_LETTERS:,} letters were read; check the rest in parts",)
    return kept, ()


LONG_AGO = 10
"""Years after a day that a text names, from which on a year named in it makes the day one that it tells of."""


def _published(given: str | None, stated: list[str], parts: list[str]) -> tuple[date, str]:
    if given:
        try:
            return parse_date(given, last=True), "given"
        except OptionError:
            raise OptionError(f"published={given!r}: write 2024-04-20, 2024-04 or 2024") from None
    today = datetime.now().date()
    for text in stated:
        if (day := _iso(text) or _written(text)) and day <= today:
            return day, "stated"
    for part in [*parts[:6], *parts[-2:]]:  # a dateline stands alone, or opens the text before a dash
        if (
            len(part) < 120
            and (day := _iso(part) or _written(part))
            and day <= today
            and not _of_the_past(day, parts, today)
        ):
            return day, "found"
    return _guessed(parts, today)


def _of_the_past(day: date, parts: list[str], today: date) -> bool:
    """Whether a day is one that the text tells of, and not its own: years that it names are ten and more years later."""
    named = (int(year) for part in parts for year in re.findall(r"\b(?:19|20)\d\d\b", part))
    return any(day.year + LONG_AGO <= year <= today.year for year in named)


def _guessed(parts: list[str], today: date) -> tuple[date, str]:
    """The latest month or year that the text names, not after today: an article is rarely older than what it tells of."""
    months = table("times")["months"]
    pattern = re.compile(rf"\b(?:({joined([*months])})\.? (?:\d{{1,2}}, )?)?((?:19|20)\d\d)\b", re.IGNORECASE)
    latest: date | None = None
    for part in parts:
        for found in pattern.finditer(part):
            month = months.get((found[1] or "").casefold(), 0)
            day = parse_date(f"{found[2]}-{month:02d}" if month else found[2], last=True)
            if found[1] is None and int(found[2]) < today.year:
                # an article that tells of a year as past is of the next at the earliest
                day = date(int(found[2]) + 1, 6, 30)
            if day <= today and (latest is None or day > latest):
                latest = day
    return (latest, "guessed") if latest else (today, "today")


def _iso(text: str) -> date | None:
    if found := _ISO.search(text[:400]):
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            return None
    return None


def _written(text: str) -> date | None:
    months = table("times")["months"]
    name = joined([*months])
    for pattern in (
        rf"\b(?P<m>{name})\.? (?P<d>\d{{1,2}}),? (?P<y>(?:19|20)\d\d)\b",
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?P<m>{name})\.?,? (?P<y>(?:19|20)\d\d)\b",
    ):
        if found := re.search(pattern, text[:400], re.IGNORECASE):
            try:
                return date(int(found["y"]), months[found["m"].casefold()], int(found["d"]))
            except ValueError:
                return None
    return None


def _only_a_date(part: str) -> bool:
    return (len(part) < 40 and _written(part) is not None and not re.search(r"[.!?]$", part)) or bool(
        _ISO.fullmatch(part)
    )
