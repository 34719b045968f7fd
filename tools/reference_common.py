"""Shared by the builders of the embedded tables: periods, numbers, and the register of citations."""

from __future__ import annotations

import calendar
import csv
import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

# Why a row of the facts is left out.
DERIVED = "derived from the dataset instead"

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}


@dataclass(frozen=True)
class Span:
    """First and last day, and A, Q, M or D where the span is one of these ("" otherwise)."""

    start: date
    end: date
    freq: str

    @property
    def precision(self) -> str:
        return {"A": "year", "M": "month", "D": "day"}.get(self.freq, "day")


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months(year: int, first: int, last: int) -> Span:
    freq = {(1, 12): "A"}.get((first, last), "M" if first == last else "")
    if first % 3 == 1 and last == first + 2:
        freq = "Q"
    return Span(date(year, first, 1), month_end(year, last), freq)


def parse_span(text: str) -> Span | None:
    """Read 2021, 2021-03, 2021-H1, 2021-Q2, 2021-01..09, 2023 Jan-Sep, 2022-10-15..11-14; else None."""
    text = text.strip().replace("2021-01+02", "2021-01..02")
    rules = [
        (r"(\d{4})", lambda y: months(y, 1, 12)),
        (r"(\d{4})-(\d\d)", lambda y, m: months(y, m, m)),
        (r"(\d{4})-(\d\d)-(\d\d)", lambda y, m, d: Span(date(y, m, d), date(y, m, d), "D")),
        (r"(\d{4})-H(\d)", lambda y, h: months(y, 6 * h - 5, 6 * h)),
        (r"(\d{4})-Q(\d)", lambda y, q: months(y, 3 * q - 2, 3 * q)),
        (r"(\d{4})-(\d\d)\.\.(\d\d)", months),
        (r"(\d{4})-(\d{4})", lambda a, b: Span(date(a, 1, 1), date(b, 12, 31), "")),
        (
            r"(\d{4})-(\d\d)-(\d\d)\.\.(\d\d)-(\d\d)",
            lambda y, m, d, n, e: Span(date(y, m, d), date(y, n, e), ""),
        ),
        (
            r"(\d{4})-(\d\d)-(\d\d)\.\.(\d{4})-(\d\d)-(\d\d)",
            lambda y, m, d, z, n, e: Span(date(y, m, d), date(z, n, e), ""),
        ),
        (r"(\d{4})-(\d\d)\.\.(\d{4})-(\d\d)", lambda y, m, z, n: Span(date(y, m, 1), month_end(z, n), "")),
    ]
    for pattern, build in rules:
        if match := re.fullmatch(pattern, text):
            return build(*(int(part) for part in match.groups()))
    if match := re.fullmatch(r"(\d{4}) ([A-Z][a-z]{2})-([A-Z][a-z]{2})", text):
        year, first, last = int(match[1]), MONTHS.get(match[2].lower()), MONTHS.get(match[3].lower())
        if first and last:
            return months(year, first, last)
    return None


@dataclass(frozen=True)
class Figure:
    """A number as printed: a value, or bounds; `step` is one unit of its last printed digit."""

    value: float | None
    low: float | None
    high: float | None
    step: float
    about: bool = False


def parse_figure(text: str) -> Figure | None:
    """Read 12.5, >600, ~90, 5-7, -7 to -8, +1.3 to +1.5, '107 (over)'; None where it holds no number."""
    text = text.strip().replace(",", "")
    over = text.startswith(">") or "(over)" in text
    about = text.startswith("~")
    text = text.replace("(over)", "").lstrip(">~<").strip()
    if match := re.fullmatch(r"([+-]?\d+(?:\.\d+)?)(?:-| to )([+-]?\d+(?:\.\d+)?)", text):
        low, high = sorted(float(part) for part in match.groups())
        return Figure(None, low, high, 0.0)
    if not re.fullmatch(r"[+-]?\d+(?:\.\d+)?", text):
        return None
    number = float(text)
    step = 10.0 ** -len(text.partition(".")[2])
    if over:
        return Figure(None, number, None, step)
    return Figure(number, None, None, step, about)


# Remarks of the compilation work, not of the sources.
PRIVATE = re.compile(
    r"earlier (compilation|part of this work)|VERIFIES|\d unverified|unverified\W*\d"
    r"|\bmemory\b|find_string|read_file|re-read|data file"
    r"|search result|brief and in|address (not|now)|seen=|in this table|the page without|repository file"
    r"|not found here|files here|equal to the value"
    r"|look for a second|index\)|compiler|this session|from this table|Wikipedia copies wrongly",
    re.IGNORECASE,
)


def clean_note(text: str) -> str:
    """The note without clauses about how the compilation was made."""
    text = text.replace("TASS, per the brief", "TASS").replace("see phrases.csv", "see the phrases")
    text = re.sub(r"(NOT )?VERIFIED( \(was unverified\))?[.;:]?\s*", "", text)
    text = text.replace("the 2016 figures below are", "the 2016 figures are")
    text = re.sub(r": check$|\bhere$", "", text.replace("the chain is derived here", ""))
    kept = [
        part.strip() for part in re.split(r";(?![^(]*\))", text) if part.strip() and not PRIVATE.search(part)
    ]
    kept = [part.replace("unverified", "not confirmed") for part in kept]
    return re.sub(r"\s*\((earlier compilation[^)]*|memory[^)]*)\)", "", "; ".join(kept)).strip()


def clean_publisher(text: str) -> str:
    """The publisher without remarks on copies, data files and row numbers."""
    text = re.sub(r"^\(trade compiler.*", "Trade press citing GACC", text)
    text = re.sub(r"^(Russian news )?page without address", "Russian press", text)
    text = re.sub(r"^\(?earlier compilation.*", "The Golden Raven", text)
    text = re.sub(
        r"public repository file \(war tracker.*", "War tracker sanctions dataset, public dataset", text
    )
    text = re.sub(
        r"^data file in a public repository.*", "UN General Assembly votes 2025, public dataset", text
    )
    text = re.sub(
        r"\s*\([^()]*(headline|data file|find_string|corpus|compiler|item \d+|news-247)[^()]*\)", "", text
    )
    text = re.sub(
        r"\s*\((copy|copied|SQL seed|scan|earlier compilation|F\d+|unverified|page without)[^()]*\)", "", text
    )
    text = re.sub(r"\s*\([^()]*search result[^()]*\)", "", text)
    text = text.replace("(secondary; check)", "(secondary)").replace("event data file", "event data")
    text = re.sub(r"[\w-]+/(ChinaCriticalMineralComtrade|un-votes-intelligence-platform)", r"\1", text)
    return re.sub(r"\s+", " ", text).strip(" ;,")


# Figures that were read in a copy of a public dataset cite the dataset.
DATASETS = [
    (r"Pink Sheet|CMO-Historical", "worldbank-pinksheet"),
    (r"IMTS", "imf-imts"),
    (r"compiled by CREA|via Wind", "crea-gacc-imports"),
    (r"Eurostat/UN Comtrade, in CREA", "crea-eurostat-comtrade"),
    (r"CEPII BACI", "cepii-baci"),
    (r"COW/IMF DOTS", "cow-trade"),
    (r"Correlates of War NMC", "cow-nmc"),
    (r"ATOP 5", "atop"),
    (r"^World Bank WDI", "worldbank-wdi"),
    (r"^GPR data file", "gpr"),
]


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", text)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def address_of(text: str) -> str:
    """The first web address in the text; empty where it has none."""
    return match[0].rstrip(";,)") if (match := re.search(r"https?://[^\s;]+", text)) else ""


@dataclass
class Document:
    publisher: str
    title: str
    address: str
    published: str
    note: str = ""
    used: bool = False


@dataclass
class Citations:
    """One record for each publication; a page of its own is one, whatever it was called."""

    subject: str = ""
    documents: dict[tuple[str, ...], Document] = field(default_factory=dict)

    def _key(self, publisher: str, title: str, address: str, published: str) -> tuple[str, ...]:
        page = re.sub(r"^https?://(www\.)?", "", address).rstrip("/")
        if "/" in page and "hk01.com" not in page and "un-digital" not in slug(publisher):
            return (page,)
        return (publisher, title, published, page)

    def _read(self, row: dict[str, str]) -> tuple[str, str, str, str]:
        publisher, title = row["source_publisher"], row["source_title"]
        published = row.get("source_date", "")
        dated = re.search(r"\s*\((\d{4}-\d\d(?:-\d\d)?)[^)]*\)", publisher) or re.search(
            r"\s*\((\d{4}-\d\d-\d\d)\)", title
        )
        if dated and not published:
            published = dated[1]
        publisher = re.sub(r"\s*\(\d{4}(-\d\d)*\)", "", clean_publisher(publisher))
        title = clean_publisher(re.sub(r"\s*\(\d{4}-\d\d(-\d\d)?\)", "", title))
        if title.startswith("(") and title.endswith(")"):
            title = title[1:-1]
        if PRIVATE.search(title):
            title = ""
        if match := re.match(r"\d{4}(-\d\d(-\d\d)?)?", published):
            published = match[0]
        return publisher, title, address_of(row["source_address"]), published

    def see(self, row: dict[str, str]) -> None:
        """Learn of a publication, so that the fullest of its descriptions is kept."""
        publisher, title, address, published = self._read(row)
        key = self._key(publisher, title, address, published)
        old = self.documents.get(key)
        if old is None:
            self.documents[key] = Document(publisher, title, address, published)
            return
        if (len(title), title) > (len(old.title), old.title):
            old.title = title
        if (len(published), published) > (len(old.published), old.published):
            old.published = published
        if publisher and (len(publisher), publisher) < (len(old.publisher), old.publisher):
            old.publisher = publisher

    def prefer(self, row: dict[str, str]) -> bool:
        """Name a better print of what a page of no standing has: its publisher, title and address instead. False where none cites it."""
        for document in self.documents.values():
            if document.address.startswith(row["instead_of"]):
                document.publisher, document.title = row["source_publisher"], row["source_title"]
                document.address, document.published = row["source_address"], row["source_date"]
                return True
        return False

    def cite(self, row: dict[str, str]) -> str | Document:
        """A dataset's identifier, or the document, whose identifier is settled when all are known."""
        for pattern, name in DATASETS:
            if re.search(pattern, f"{row['source_publisher']} {row['source_title']}"):
                return name
        document = self.documents[self._key(*self._read(row))]
        document.used = True
        return document

    def identifiers(self) -> dict[int, str]:
        """An identifier for each used document: publisher and date, words of the title where needed."""
        used = [doc for doc in self.documents.values() if doc.used]
        names: dict[int, str] = {}
        for doc in used:
            doc.title = doc.title or f"Untitled report{' of ' if doc.published else ''}{doc.published}"
        for attempt in (self._short, self._long, self._hashed):
            left = [doc for doc in used if id(doc) not in names]
            drafts = {id(doc): attempt(doc) for doc in left}
            counts: dict[str, int] = {}
            for name in drafts.values():
                counts[name] = counts.get(name, 0) + 1
            names |= {key: name for key, name in drafts.items() if counts[name] == 1}
        return names

    @staticmethod
    def _short(doc: Document) -> str:
        head = slug(re.split(r" citing | via |;|/|\(| quot", doc.publisher)[0])
        if len(head) > 28:
            head = head[:29].rpartition("-")[0]
        return (
            f"{head}-{doc.published}"
            if doc.published
            else f"{head}-{'-'.join(slug(doc.title).split('-')[:3])}"
        )

    @classmethod
    def _long(cls, doc: Document) -> str:
        return f"{cls._short(doc)}-{'-'.join(slug(doc.title).split('-')[:4])}".strip("-")

    @classmethod
    def _hashed(cls, doc: Document) -> str:
        text = "|".join((doc.publisher, doc.title, doc.address, doc.published))
        return f"{cls._short(doc)}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"

    def write(self, path: Path) -> None:
        names = self.identifiers()
        columns = ("id", "publisher", "title", "published", "address", "licence", "kind")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            rows = [
                (
                    names[id(doc)],
                    doc.publisher,
                    doc.title,
                    doc.published,
                    doc.address,
                    "single figures, quoted",
                    "document",
                )
                for doc in self.documents.values()
                if doc.used
            ]
            writer.writerows(sorted(rows))


def read_facts(folder: Path, name: str) -> list[dict[str, str]]:
    """Rows of a facts file that were read in their source; all columns as text."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["seen"] == "yes"]


def read_typed(name: str) -> list[dict[str, str]]:
    """Rows of a file of `tools/typed`: figures typed with their citation."""
    with (Path(__file__).parent / "typed" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def days_after(span: Span, published: str) -> int | None:
    """Days between the end of a period and a publication date; None where no month is known."""
    if not (match := re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?", published)):
        return None
    day = date(int(match[1]), int(match[2]), int(match[3] or 28))
    return (day - span.end) // timedelta(days=1)
