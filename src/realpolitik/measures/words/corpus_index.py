"""A corpus on disk, made ready to be searched many times: one SQLite file with lists of documents by word.

Words, and for Chinese every character and pair of neighbours, lead to the documents that hold them. The lists say which
documents can hold a phrase; each of these is then searched itself, so that what is found does not depend on how words
were cut. SQLite's trigram index would be smaller and quicker to build, but cannot look up Chinese words of two characters
(霸权), and lets through twice the documents for a common word; `benchmarks/corpus.py` has both.
"""

from __future__ import annotations

import re
import sqlite3
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from realpolitik.errors import CoverageError, FileFormatError, OptionError
from realpolitik.files import replacing
from realpolitik.measures.words.corpus import Document, words_in
from realpolitik.measures.words.phrases import (
    CHINESE,
    Concept,
    Match,
    folded,
    is_chinese,
    matches,
    normalised,
    passage,
)

VERSION = 2
_MARK = b"SQLite format 3\0"
HELD = 4_000_000
"""So many entries of lists are held in memory before they are written: some hundred megabytes."""
MAPPED = 2**31 - 2**16
"""Bytes of an index that are read where they lie, without a copy; what SQLite allows."""
_WORD = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+|[^\\W_\u3400-\u4dbf\u4e00-\u9fff]+")
_LAST = chr(0x10FFFF)
_TABLES = """
CREATE TABLE documents (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, day TEXT NOT NULL, until TEXT NOT NULL, speaker TEXT NOT NULL, institution TEXT NOT NULL,
  language TEXT NOT NULL, title TEXT NOT NULL, address TEXT NOT NULL, words INTEGER NOT NULL);
CREATE TABLE texts (number INTEGER PRIMARY KEY, text BLOB NOT NULL);
CREATE TABLE folded (number INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE postings (word TEXT NOT NULL, part INTEGER NOT NULL, documents BLOB NOT NULL, PRIMARY KEY (word, part))
  WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The uses of a concept in one document.

    Attributes
    ----------
    number, id, day, until, speaker, language, title, address, words
        The document, with the first and last day that it may be of; `words` is its length (Chinese: characters).
    matches
        Its uses in order.
    """

    number: int
    id: str
    day: date
    until: date
    speaker: str
    language: str
    title: str
    address: str
    words: int
    matches: tuple[Match, ...]

    @property
    def dated(self) -> str:
        """Its date as precisely as it is known."""
        first, last = self.day, self.until
        if first == last:
            return first.isoformat()
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return f"{first:%Y}"
        return f"{first:%Y-%m}" + ("" if first.month == last.month else f" to {last:%Y-%m}")

    def used(self) -> int:
        """Plain uses: neither denied nor only quoted."""
        return sum(one.how == "plain" for one in self.matches)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How much could have held a phrase: documents and words of a speaker and day (from `day` to `until` where that is not known)."""

    day: date
    until: date
    speaker: str
    documents: int
    words: int


class Index:
    """A searchable corpus in one file; make one with `build`, close it when done (it is a context manager).

    Parameters
    ----------
    path
        A file that `build` made.

    Raises
    ------
    FileFormatError
        The file is not such an index, or of another version: build it again.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        try:
            self._base = sqlite3.connect(f"file:{self.path.resolve().as_posix()}?mode=ro", uri=True)
            version = self._base.execute("PRAGMA user_version").fetchone()[0]
            self._base.execute(f"PRAGMA mmap_size = {MAPPED}")
        except sqlite3.Error as error:
            raise FileFormatError(str(path), f"is not an index of a corpus ({error})") from error
        if version != VERSION:
            self._base.close()
            raise FileFormatError(
                str(path), f"is an index of version {version}, not {VERSION}: build it again"
            )

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def __len__(self) -> int:
        return self._base.execute("SELECT count(*) FROM documents").fetchone()[0]

    def exposure(self) -> list[Exposure]:
        """Documents and words by day and speaker, in order."""
        rows = self._base.execute(
            "SELECT day, until, speaker, count(*), sum(words) FROM documents GROUP BY day, until, speaker ORDER BY day, until, speaker"
        )
        return [
            Exposure(
                day=date.fromisoformat(day),
                until=date.fromisoformat(until),
                speaker=speaker,
                documents=documents,
                words=words,
            )
            for day, until, speaker, documents, words in rows
        ]

    def search(self, concept: Concept) -> list[Found]:
        """Every document with a use of the concept, in any language that it has forms in, by day."""
        forms: defaultdict[int, list[str]] = defaultdict(list)
        for form in map(folded, concept.all_forms()):
            for number in self._holding(form):
                forms[number].append(form)
        found = {number: used for number, low in self._folded(forms) if (used := matches(low, forms[number]))}
        return sorted(self._documents(found), key=lambda one: (one.day, one.number))

    def _folded(self, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
        for some in _chunks(numbers):
            yield from self._base.execute(f"SELECT number, text FROM folded WHERE number IN ({some})")

    def _documents(self, used: Mapping[int, list[Match]]) -> Iterator[Found]:
        columns = "number, id, day, until, speaker, language, title, address, words"
        for some in _chunks(used):
            for number, id_, day, until, *rest in self._base.execute(
                f"SELECT {columns} FROM documents WHERE number IN ({some})"
            ):
                speaker, language, title, address, words = rest
                yield Found(
                    number=number,
                    id=id_,
                    day=date.fromisoformat(day),
                    until=date.fromisoformat(until),
                    speaker=speaker,
                    language=language,
                    title=title,
                    address=address,
                    words=words,
                    matches=tuple(used[number]),
                )

    def _holding(self, form: str) -> set[int]:
        """Documents that have every word of a form."""
        found: set[int] | None = None
        for word, open_ended in words_of(form):
            found = self._list(word, open_ended) if found is None else found & self._list(word, open_ended)
            if not found:
                break
        return found or set()

    def _list(self, word: str, open_ended: bool) -> set[int]:
        chosen = ("word >= ? AND word < ?", (word, word + _LAST)) if open_ended else ("word = ?", (word,))
        numbers = array("I")
        for (blob,) in self._base.execute(f"SELECT documents FROM postings WHERE {chosen[0]}", chosen[1]):
            numbers.frombytes(blob)
        return set(numbers)

    def passages(self, found: Found, *, around: int = 90) -> list[str]:
        """The uses in a document in their context, as published."""
        blob = self._base.execute("SELECT text FROM texts WHERE number = ?", (found.number,)).fetchone()[0]
        text = zlib.decompress(blob).decode("utf-8")
        return [passage(text, match, around=around) for match in found.matches]


def _chunks(numbers: Iterable[int]) -> Iterator[str]:
    """Numbers of our own in lists for SQL, five hundred at a time."""
    ordered = sorted(numbers)
    for start in range(0, len(ordered), 500):
        yield ",".join(map(str, ordered[start : start + 500]))


def words_of(form: str) -> list[tuple[str, bool]]:
    """The words that a text must have to hold a form, and whether each is only a beginning.

    Examples
    --------
    >>> words_of("new type of * relations"), words_of("hegemon*"), words_of("上不封顶")
    ([('new', False), ('type', False), ('of', False), ('relations', False)], [('hegemon', True)], [('上不', False), ('不封', False), ('封顶', False)])
    """
    low = folded(form)
    found: list[tuple[str, bool]] = []
    for match in _WORD.finditer(low):
        word = match[0]
        if match.start() and low[match.start() - 1] == "*":
            continue  # the end of a word whose beginning is open
        if is_chinese(word[0]):
            found += [(part, False) for part in _pairs(word)] if len(word) > 1 else [(word, False)]
        else:
            found.append((word, low[match.end() : match.end() + 1] == "*"))
    return found


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def _words(low: str) -> set[str]:
    """The words of folded text; of Chinese runs every character and pair of neighbours."""
    words = set(_WORD.findall(low))
    if not CHINESE.search(low):
        return words
    for run in [word for word in words if is_chinese(word[0])]:
        words.discard(run)
        words.update(run, _pairs(run))
    return words


def build(
    documents: Iterable[Document], path: str | Path, *, on_progress: Callable[[int], None] | None = None
) -> int:
    """Write an index of the documents, whole or not at all.

    Parameters
    ----------
    documents
        Read one at a time; the corpus may be larger than memory.
    path
        File to write; an older index is replaced when the new one is whole, any other file is not.
    on_progress
        Called with the number of documents so far, every hundred (for a progress bar).

    Returns
    -------
    The number of documents.

    Raises
    ------
    CoverageError
        There is no document.
    FileFormatError
        Two documents have the same identifier.
    OptionError
        The file is there already, and is no index: it would be lost.

    Examples
    --------
    >>> import tempfile
    >>> from realpolitik.measures.words.phrases import concept
    >>> one = Document(id="1", date=date(2022, 2, 4), text="Friendship has no limits.", language="en")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     count = build([one], Path(folder) / "corpus.index")
    ...     with Index(Path(folder) / "corpus.index") as index:
    ...         count, [found.used() for found in index.search(concept("no limits"))]
    (1, [1])
    """
    path = Path(path)
    _spare(path)
    with replacing(path) as partial, closing(sqlite3.connect(partial)) as base:
        return _fill(base, documents, str(path), on_progress)


def _spare(path: Path) -> None:
    """Refuse to write over what is no index: a slip of the hand must not cost anybody a corpus."""
    if not path.exists():
        return
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(len(_MARK))
        if not head or (head == _MARK and _is_index(path)):
            return
    raise OptionError(
        f"{path}: is there already, and is no index of a corpus; choose another name for the index"
    )


def _is_index(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{path.resolve().as_posix()}?mode=ro", uri=True)) as base:
            names = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        return False
    return {"documents", "postings"} <= names  # of any version: an old one may be built again


def _fill(
    base: sqlite3.Connection,
    documents: Iterable[Document],
    path: str,
    on_progress: Callable[[int], None] | None,
) -> int:
    base.executescript(
        # pages that hold a speech whole are read twice as fast as chains of small ones
        "PRAGMA page_size = 32768; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
        + _TABLES
    )
    count = held = part = 0
    lists: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    for count, one in enumerate(documents, 1):
        text = normalised(one.text)
        low = folded(text)
        try:
            base.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    count,
                    one.id,
                    one.date.isoformat(),
                    one.last.isoformat(),
                    one.speaker,
                    one.institution,
                    one.language,
                    one.title,
                    one.address,
                    words_in(text, one.language),
                ),
            )
        except sqlite3.IntegrityError as error:
            raise FileFormatError(
                path, f"two documents are called {one.id!r}: give each its own id"
            ) from error
        base.execute("INSERT INTO texts VALUES (?, ?)", (count, zlib.compress(text.encode("utf-8"), 1)))
        base.execute("INSERT INTO folded VALUES (?, ?)", (count, low))
        for word in _words(low):
            lists[word].append(count)
            held += 1
        if held >= HELD:
            part, held = _flush(base, lists, part), 0
        if on_progress and count % 100 == 0:
            on_progress(count)
    if not count:
        raise CoverageError("the corpus holds no document.", "Give one with a date and a text a document.")
    _flush(base, lists, part)
    base.execute("CREATE INDEX by_day ON documents (day, until, speaker, words)")
    base.execute(f"PRAGMA user_version = {VERSION}")
    base.commit()
    return count


def _flush(base: sqlite3.Connection, lists: defaultdict[str, array[int]], part: int) -> int:
    """Write the lists of documents by word, and begin new ones; returns the number of the next part."""
    base.executemany(
        "INSERT INTO postings VALUES (?, ?, ?)",
        ((word, part, lists[word].tobytes()) for word in sorted(lists)),
    )
    lists.clear()
    return part + 1
