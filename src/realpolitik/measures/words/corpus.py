"""Dated documents from the files people keep them in, one at a time, so that a corpus may be larger than memory.

JSON lines, CSV and Parquet with a row a document; or a folder of texts and pages, dated by their names. What cannot be
read is refused by name: the file, the place in it, and what to do.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from realpolitik.errors import CoverageError, FileFormatError, OptionError
from realpolitik.files import decoded, encoding_of, not_in, of_json, read_bytes
from realpolitik.findings import parse_date
from realpolitik.measures.words.phrases import CHINESE, LANGUAGES

LARGEST = 32 * 2**20
"""Bytes of the largest single document: the Bible has four million. A larger one is a corpus not yet cut."""
_CUT = "cut it into a file a document, or write a line a document (JSON lines with date and text)"
_NAMES = {
    "date": ("date", "day", "published", "year"),
    "text": ("text", "content", "body", "speech", "wording"),
    "speaker": ("speaker", "iso3", "state", "country", "author", "by"),
    "institution": ("institution", "office", "organisation", "organization"),
    "language": ("language", "lang"),
    "title": ("title", "document", "headline"),
    "address": ("address", "url", "link"),
    "id": ("id", "doc_id"),
}
_TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
_PAGES = (".txt", ".md", ".html", ".htm")
_SPEECH = re.compile(r"([A-Z]{3})_\d+_(\d{4})")
"""Names of files in the UN General Debate Corpus: state, session, year. Its texts are the English of the record."""
_MONTH = timedelta(days=31)
_DATED = re.compile(
    r"(?<!\d)(1[89]\d\d|20\d\d)(?:[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One dated text.

    Attributes
    ----------
    id
        Unique within its corpus: the file and row where the corpus has none of its own.
    date, until
        The day; the first and the last of the year or month where only these are known.
    text
        As published; `realpolitik.measures.words.phrases.normalised` brings it into one form.
    speaker, institution, language, title, address
        Empty where unknown.
    """

    id: str
    date: date
    text: str
    speaker: str = ""
    institution: str = ""
    language: str = ""
    title: str = ""
    address: str = ""
    until: date | None = None

    @property
    def last(self) -> date:
        """The latest day that the document may be of."""
        return self.until or self.date


def words_in(text: str, language: str = "") -> int:
    """Length of a text: words, and for Chinese (or where most letters are Chinese) characters.

    Examples
    --------
    >>> words_in("a multipolar world"), words_in("世界多极化", "zh")
    (3, 5)
    """
    if language == "zh" or (not language and _mostly_chinese(text)):
        return len(CHINESE.findall(text))
    return len(text.split())


def _mostly_chinese(text: str) -> bool:
    sample = text[:2000]
    return 4 * len(CHINESE.findall(sample)) > len(sample)


def read(
    path: str | Path, *, columns: Mapping[str, str] | None = None, encoding: str = "", language: str = ""
) -> Iterator[Document]:
    """Documents of a file or folder, one at a time, in the order of the files and rows.

    Parameters
    ----------
    path
        `.jsonl`, `.csv`, `.tsv`, `.parquet` with a row a document; a `.txt`, `.md` or `.html` file; or a folder of any of
        these. A text without columns is dated by its name: `2022-02-04-joint-statement.txt`.
    columns
        Which column is `date`, `text`, `speaker`, …, where the names are not the usual ones.
    encoding
        Of text files; UTF-8 (or UTF-16 with its mark) where left out. Nothing is guessed.
    language
        Of documents that do not say: `en`, `zh`, `ru`.

    Raises
    ------
    FileFormatError
        A file is in another encoding, is cut off, has no date, or holds a text of more than `LARGEST` bytes.
    OptionError
        There is no such file, or of a kind that is not read; or a part, an encoding or a language that nobody knows.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "2022-02-04-statement.txt").write_text("No limits.", encoding="utf-8")
    ...     [(one.date.isoformat(), one.text) for one in read(folder)]
    [('2022-02-04', 'No limits.')]
    """
    path = Path(path)
    if not path.exists():
        raise OptionError(f"{path}: there is no such file or folder")
    _check(columns or {}, encoding, language)
    reader = _Reader(columns=dict(columns or {}), encoding=encoding, language=language)
    if not path.is_dir():
        yield from reader.file(path)
        return
    found = [one for one in sorted(path.rglob("*")) if one.suffix.lower() in (*_TABLES, *_PAGES)]
    if not found:
        raise CoverageError(
            f"{path}: the folder holds no document.", f"A corpus has files {', '.join((*_TABLES, *_PAGES))}."
        )
    for one in found:
        yield from reader.file(one, shown=str(one.relative_to(path)))


def _check(columns: Mapping[str, str], encoding: str, language: str) -> None:
    if unknown := sorted(set(columns) - set(_NAMES)):
        raise OptionError(f"a document has no part {unknown[0]!r}; it has {', '.join(_NAMES)}")
    if language not in ("", *LANGUAGES):
        raise OptionError(f"language {language!r} is not known: it is {' or '.join(LANGUAGES)}")
    if encoding:
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            raise OptionError(
                f"encoding {encoding!r} is not known: write utf-8, cp1251, gb18030, …"
            ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """How the files of one corpus are read."""

    columns: dict[str, str]
    encoding: str
    language: str

    def file(self, path: Path, shown: str = "") -> Iterator[Document]:
        kind, shown = path.suffix.lower(), shown or path.name
        if kind in _PAGES:
            yield self.page(path, shown)
            return
        rows = {
            ".parquet": self.parquet,
            ".jsonl": self.lines,
            ".ndjson": self.lines,
            ".csv": self.sheet,
            ".tsv": self.sheet,
        }
        if kind not in rows:
            raise OptionError(
                f"{shown}: a corpus is {', '.join((*_TABLES, *_PAGES))} or a folder of these, not {kind!r}"
            )
        for number, row in rows[kind](path):
            yield self.document(row, f"{shown}:{number}", path)

    def page(self, path: Path, shown: str) -> Document:
        content = read_bytes(path, most=LARGEST, remedy=_CUT)
        text = decoded(content, str(path), encoding=self.encoding)
        title = ""
        if path.suffix.lower() in (".html", ".htm"):
            page = _Page.of(text)
            text, title = page.text(), page.title.strip()
        row = {"date": _date_of(path), "text": text, "title": title or path.stem}
        if speech := _SPEECH.fullmatch(path.stem):
            row |= {"iso3": speech[1], "year": speech[2], "session": "", "date": speech[2], "language": "en"}
        return self.document(row, shown, path)

    def document(self, row: Mapping[str, Any], place: str, path: Path) -> Document:
        found = {part: self._value(row, part) for part in _NAMES}
        if found["text"] is None or found["date"] in (None, ""):
            missing = "text" if found["text"] is None else "date"
            known = [one for one in (self.columns.get(missing, ""), *_NAMES[missing]) if one in row]
            raise FileFormatError(
                str(path),
                f"row {place.rpartition(':')[2]} has nothing in column {known[0]!r}: give it a {missing}, or leave the row out"
                if known
                else f"no column is the {missing}; there are {', '.join(map(str, row))}. Name one with --columns {missing}=NAME",
            )
        given = {
            part: str(value)
            for part, value in found.items()
            if value is not None and part not in ("date", "id")
        }
        given.setdefault("language", self.language)
        first, last = _days(found["date"], place, path)
        if "session" in row and {"year", "iso3"} <= set(row) and last - first > _MONTH:
            first, last = _debate(first)
        return Document(id=str(found["id"] or place), date=first, until=last, **given)

    def _value(self, row: Mapping[str, Any], part: str) -> Any:
        names = (self.columns[part],) if part in self.columns else _NAMES[part]
        if part in self.columns and names[0] not in row:
            raise OptionError(
                f"there is no column {names[0]!r} for the {part}; there are {', '.join(map(str, row))}"
            )
        return next((row[name] for name in names if row.get(name) is not None), None)

    def lines(self, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
        with path.open("rb") as file:
            number = 0
            while line := file.readline(LARGEST + 1):
                number += 1
                if len(line) > LARGEST:
                    raise FileFormatError(
                        str(path),
                        f"line {number} is longer than {LARGEST / 2**20:.0f} MB: one line a document",
                    )
                if not line.strip():
                    continue
                try:
                    row = of_json(decoded(line, str(path), encoding=self.encoding, place=f"in line {number}"))
                except json.JSONDecodeError as error:
                    raise FileFormatError(
                        str(path), f"line {number} is not JSON ({error.msg} at column {error.colno})"
                    ) from error
                if not isinstance(row, dict):
                    raise FileFormatError(str(path), f"line {number} is no object with date and text")
                yield number, row

    def sheet(self, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
        csv.field_size_limit(LARGEST)
        separator = "\t" if path.suffix.lower() == ".tsv" else ","
        with path.open("rb") as raw:
            encoding = self.encoding or encoding_of(raw.read(4))
            raw.seek(0)
            rows = csv.DictReader(
                io.TextIOWrapper(raw, encoding, newline=""), delimiter=separator, strict=True
            )
            try:
                for number, row in enumerate(rows, 2):
                    if None in row or None in row.values():
                        raise FileFormatError(
                            str(path), f"row {number} has not as many fields as the heading"
                        )
                    yield number, row
            except UnicodeDecodeError as error:
                raise not_in(error, str(path), place=f"after row {rows.line_num}") from error
            except csv.Error as error:
                raise FileFormatError(str(path), f"line {rows.line_num}: {error}") from error

    def parquet(self, path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
        import polars as pl
        from polars.exceptions import PolarsError

        try:
            frame = pl.scan_parquet(path)
            height = frame.select(pl.len()).collect().item()
            for start in range(0, height, 500):  # a slice at a time: speeches run to 100 KB
                for offset, row in enumerate(frame.slice(start, 500).collect().iter_rows(named=True)):
                    yield start + offset + 1, row
        except (PolarsError, OSError) as error:
            raise FileFormatError(str(path), f"is not Parquet ({str(error).splitlines()[0]})") from error


def _date_of(path: Path) -> str:
    found = _DATED.search(path.stem)
    if not found:
        raise FileFormatError(
            str(path), "has no date in its name: call it 2022-02-04-title.txt, or write columns with a date"
        )
    return "-".join(part for part in found.groups() if part)


def _days(value: Any, place: str, path: Path) -> tuple[date, date]:
    """The first and last day of a date as written: a day, a month or a year."""
    if isinstance(value, date):
        day = value if type(value) is date else date(value.year, value.month, value.day)
        return day, day
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    try:
        return parse_date(text[:10]), parse_date(text[:10], last=True)
    except OptionError:
        raise FileFormatError(
            str(path), f"{place}: {text[:40]!r} is not a date; write 2021, 2021-03 or 2021-03-05"
        ) from None


def _debate(day: date) -> tuple[date, date]:
    """When a year's General Debate is held: it opens in September, and ran to December in the first decades."""
    return day.replace(month=9, day=1), day.replace(month=12, day=31)


class _Page(HTMLParser):
    """The words of a page: no scripts, no styles, a break between blocks."""

    _UNSEEN = frozenset({"script", "style", "noscript", "template", "nav", "head"})
    _BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "td"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._hidden: list[str] = []
        self._in_title = False
        self.title = ""

    @classmethod
    def of(cls, text: str) -> _Page:
        page = cls()
        page.feed(text)
        page.close()
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title"
        if tag in self._UNSEEN:
            self._hidden.append(tag)
        elif tag in self._BLOCKS:
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        if tag in self._hidden:
            del self._hidden[self._hidden.index(tag) :]  # also what was left open inside

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        elif not self._hidden:
            self._parts.append(data)

    def text(self) -> str:
        return "".join(self._parts)
