"""Calls that give findings of the record: sanctions, rhetoric, events."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.calls.leading import Leading
from realpolitik.calls.options import given, state
from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.findings import Day, Finding, Row, Window, parse_date
from realpolitik.measures.registry import run
from realpolitik.shown import Shown
from realpolitik.wording.numbers import number_of
from realpolitik.wording.sentences import opening

if TYPE_CHECKING:
    from realpolitik.measures.words.corpus_index import Index
    from realpolitik.measures.words.tracking import Track
    from realpolitik.store import Store

INDEX = ".index"
"""How the file of an index of a corpus ends."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Findings(Leading):
    """Findings that answer one question, the first leading.

    Attributes
    ----------
    call
        The verb that was asked: `sanctions`, `rhetoric`, `events`.
    findings
        In the order of their weight.
    notes
        What was looked for and not found, each in a sentence.
    """

    call: str
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    def points(self) -> tuple[str, ...]:
        """The sentences of the others, and the notes."""
        return (*Leading.points(self), *self.notes)

    def label(self) -> str:
        """`sanctions CHN RUS`."""
        return " ".join((self.call, *self.findings[0].about))

    def record(self) -> list[dict[str, Any]]:
        """The findings as plain values."""
        return [finding.record() for finding in self.findings]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Series(Shown):
    """What files of a user's own say: rows, and sentences on them.

    Attributes
    ----------
    call
        The verb that was asked.
    says
        What was found.
    rows
        One a period.
    said
        Further sentences.
    data
        Everything as plain values.
    """

    call: str
    says: str
    rows: tuple[Row, ...]
    data: Any = field(repr=False)
    said: tuple[str, ...] = ()

    def points(self) -> tuple[str, ...]:
        """The further sentences."""
        return self.said

    def label(self) -> str:
        """The verb."""
        return self.call

    def record(self) -> Any:
        """Everything as plain values."""
        return self.data


def sanctions(
    a: str,
    b: str,
    *,
    on: Day = "",
    third: bool = False,
    sector: str = "",
    start: Day | None = None,
    end: Day | None = None,
    store: Store | None = None,
) -> Findings:
    """The sanctions in force between two states on a given date, how heavy they grew, and who joined when.

    Parameters
    ----------
    a, b
        The states, by code or name.
    on
        The day: 2024, 2024-06 or 2024-06-12; the last on the ledger where left out.
    third
        Also the measures of all others against either.
    sector
        Only measures on this sector, such as oil, banks or dual-use.
    start, end
        The period of the series of intensity and joining.
    store
        Where tables come from; the user's store over the embedded tables where left out.

    Returns
    -------
    The findings `sanctions.in_force` of the curated ledger and `sanctions.cases` of the Global Sanctions Data Base, of each where it
    covers the two; where a state is a target, `sanctions.intensity` and `sanctions.joined`; and `sanctions.un`.

    Raises
    ------
    CoverageError
        Neither the ledger nor fetched cases nor the regimes of the United Nations cover the two states; the message says how to
        get them. Where the regimes alone do, it stands among the caveats.

    Examples
    --------
    >>> sanctions("RUS", "USA", on=2024).findings[0].unit
    'measures'
    """
    asked: list[tuple[str, dict[str, Any]]] = [
        ("sanctions.in_force", {"on": str(on), "third": third, "sector": sector}),
        ("sanctions.cases", {"on": str(on), "third": third}),
        ("sanctions.intensity", {"start": start, "end": end}),
        ("sanctions.joined", {"start": start, "end": end}),
        ("sanctions.un", {"start": start, "end": end}),
    ]
    if sector:  # cases are not told apart by sector
        asked = [one for one in asked if one[0] != "sanctions.cases"]
    found: list[Finding] = []
    missing: list[CoverageError] = []
    for name, options in asked:
        try:
            found.append(run(name, a, b, store=store, **options))
        except CoverageError as error:  # of one source: another may cover the two, and the answer says which
            missing.append(error)
    if any(finding.name in ("sanctions.in_force", "sanctions.cases") for finding in found):
        return Findings(call="sanctions", findings=tuple(found))
    ledger, *others = missing
    between = [ledger.what, *(one.what for one in others[:1])]
    remedy = others[0].remedy if others else ledger.remedy
    if not found:
        raise CoverageError(" ".join(between), remedy)
    # Of sanctions between the two nothing is known: the answer is of what stands against either, and says so first.
    found[0] = replace(found[0], caveats=(*(opening(what) for what in between), remedy, *found[0].caveats))
    return Findings(call="sanctions", findings=tuple(found))


def events(
    a: str,
    b: str,
    *,
    start: Day | None = None,
    end: Day | None = None,
    shock: Day | None = None,
    per: str = "day",
    third: str = "USA",
    file: Path | str | None = None,
    names: tuple[str, str] | None = None,
    one_a_day: bool = False,
    store: Store | None = None,
) -> Findings | Series:
    """Reported events between two states by month, and when their balance broke.

    Parameters
    ----------
    a, b
        The states, by code or name.
    start, end
        2021, 2021-03 or 2021-03-05; open where left out.
    shock
        Also compare before and after this day.
    per
        `day`: the balance as reported; `share`: of all events, without the growth of the media (a file shows both).
    third
        The state with which either is compared then.
    file
        Event data of your own instead: a GDELT 2.0 export, an ICEWS or POLECAT file, or Parquet.
    names
        What the file calls the two states, where it uses neither codes nor common names.
    one_a_day
        Of a file: count an actor, target and code once a day.
    store
        Where tables come from; the user's store over the embedded tables where left out.

    Examples
    --------
    >>> events("CHN", "RUS", start=2021, end=2022).findings[0].name
    'events.weight'
    """
    if file:
        return _own_events(
            a, b, Path(file), names, Window.parse(start, end), one_a_day=one_a_day, shock=shock
        )
    found = [run("events.weight", a, b, start=start, end=end, store=store, per=per)]
    if shock:
        found.append(
            run(
                "events.compare",
                a,
                b,
                start=start,
                end=end,
                store=store,
                shock=str(shock),
                third=state(third),
            )
        )
    return Findings(call="events", findings=tuple(found))


def _own_events(
    a: str,
    b: str,
    file: Path,
    names: tuple[str, str] | None,
    window: Window,
    *,
    one_a_day: bool,
    shock: Day | None,
) -> Series:
    from realpolitik.measures.events.breaks import directions
    from realpolitik.measures.events.own import months_of_file

    rows = months_of_file(file, a, b, names=names, window=window, one_a_day=one_a_day)
    ways = tuple(way.says() for way in directions(rows, since=parse_date(shock) if shock else None))
    says = ways[0] if ways else f"{file.name} has {number_of(len(rows), 'months')} of events."
    return Series(call="events", says=says, rows=tuple(rows), data=rows, said=ways[1:])


def rhetoric(
    phrase: str,
    *,
    about: tuple[str, str] = ("CHN", "RUS"),
    shock: Day | None = None,
    corpus: Path | str | None = None,
    speaker: str = "",
    language: str = "",
    encoding: str = "",
    columns: Mapping[str, str] | None = None,
    phrases: Path | str | None = None,
    index: Path | str | None = None,
    passages: int = 10,
    key_words: int = 0,
    store: Store | None = None,
    on_progress: Any = None,
) -> Findings | Series:
    """Who used a phrase, when, and whether it was dropped: on the register, or in a corpus of your own.

    Parameters
    ----------
    phrase
        A concept such as no-limits, or any words; `*` stands for the rest of a word, as in `hegemon*`.
    about
        The two states of the register.
    shock
        Compare before and after this day, and say how telling the silence since is.
    corpus
        Documents with dates: `.jsonl`, `.csv`, `.parquet`, a folder of texts or pages, or an index made before (`.index`).
    speaker, language, encoding, columns
        Of a corpus: only this speaker; the language of documents that do not state it; the encoding of text files; which
        column is which, as `{"date": "when", "text": "words"}`.
    phrases
        A file of concepts of your own, in the form of `phrases.yaml`.
    index
        Keep the index of the corpus in this file, for further searches.
    passages, key_words
        How many passages, and how many words that set the two sides apart, are told.
    store
        Where the register comes from; the user's store over the embedded tables where left out.
    on_progress
        Called with the number of documents indexed.

    Examples
    --------
    >>> rhetoric("no-limits").findings[0].name
    'rhetoric.uses'
    """
    if corpus is None:
        return _register(phrase, about, shock, store)
    from realpolitik.measures.words.phrases import concept
    from realpolitik.measures.words.tracking import track

    wanted = concept(phrase, path=str(phrases) if phrases else None)
    if passages < 0 or key_words < 0:
        raise OptionError("passages and key_words are 0 or more")
    path, day = Path(corpus), parse_date(shock) if shock else None
    reading = {"language": language, "encoding": encoding, "columns": dict(columns or {})}
    with _opened(path, Path(index) if index else None, reading, on_progress) as opened:
        found = track(opened, wanted, since=day, speaker=speaker)
        quoted = _passages(found, opened, passages)
    words = _words(path, day, key_words, speaker, reading)
    record = found.record() | {"passages": quoted, "key_words": words}
    rows = [{"period": str(one["year"]), **one} for one in record["years"]]
    return Series(call="rhetoric", says=found.says(), rows=tuple(rows), data=record)


def _register(phrase: str, about: tuple[str, str], shock: Day | None, store: Store | None) -> Findings:
    try:
        found, notes = [run("rhetoric.uses", *about, store=store, phrase=phrase)], []
    except UnknownNameError as error:
        error.add_note(
            "the register has phrases that the two states are known to have used of each other. Any other words: "
            "`realpolitik rhetoric PHRASE --corpus PATH`, or `realpolitik measure rhetoric.frequency A B --set term=hegemony`."
        )
        raise
    try:
        found.append(run("rhetoric.absence", *about, store=store, phrase=phrase, **given(shock=shock)))
    except CoverageError as error:
        if shock:
            raise
        notes.append(str(error))
    return Findings(call="rhetoric", findings=tuple(found), notes=tuple(notes))


@contextmanager
def _opened(corpus: Path, index: Path | None, options: dict[str, Any], on_progress: Any) -> Iterator[Index]:
    """The index of a corpus: given, kept from before if it is newer, or made now."""
    from realpolitik.measures.words.corpus import read
    from realpolitik.measures.words.corpus_index import Index, build

    if corpus.suffix == INDEX:
        with Index(corpus) as opened:
            yield opened
        return
    with tempfile.TemporaryDirectory() as folder:
        path = index or Path(folder) / f"corpus{INDEX}"
        if not (index and corpus.exists() and path.exists() and path.stat().st_mtime > _changed(corpus)):
            build(read(corpus, **options), path, on_progress=on_progress)
        with Index(path) as opened:
            yield opened


def _changed(corpus: Path) -> float:
    files = corpus.rglob("*") if corpus.is_dir() else (corpus,)
    return max((one.stat().st_mtime for one in files), default=corpus.stat().st_mtime)


def _passages(found: Track, opened: Index, most: int) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    for one in reversed(found.found):
        for match, text in zip(one.matches, opened.passages(one), strict=True):
            if len(out) < most:  # the latest first
                head = {
                    "date": one.dated,
                    "speaker": one.speaker,
                    "title": one.title,
                    "address": one.address,
                }
                out.append(head | {"how": match.how, "passage": text})
    return out


def _words(
    corpus: Path, day: date | None, most: int, speaker: str, options: dict[str, Any]
) -> Sequence[dict[str, Any]]:
    if not most:
        return []
    if day is None or corpus.suffix == INDEX:
        raise OptionError(
            "key words compare before and after: give --shock DATE, and the corpus itself, not its index"
        )
    from realpolitik.measures.words.corpus import read
    from realpolitik.measures.words.tracking import key_words

    return [asdict(one) for one in key_words(read(corpus, **options), day, speaker=speaker)[:most]]
