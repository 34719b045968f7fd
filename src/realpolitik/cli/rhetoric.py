"""`realpolitik rhetoric`: a phrase on the register, or through a corpus of yours."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from realpolitik.cli.measure import show
from realpolitik.cli.output import ListFormat, console, line, table, write_json
from realpolitik.errors import OptionError, UnknownNameError
from realpolitik.findings import parse_date
from realpolitik.wording.numbers import signed

if TYPE_CHECKING:
    from realpolitik.measures.words.corpus_index import Index
    from realpolitik.measures.words.tracking import Track

INDEX = ".index"


def rhetoric(
    phrase: str,
    *,
    about: tuple[str, str] = ("CHN", "RUS"),
    corpus: Path | None = None,
    since: str | None = None,
    speaker: str = "",
    language: str = "",
    encoding: str = "",
    columns: Annotated[tuple[str, ...], Parameter(consume_multiple=True, negative=())] = (),
    phrases: Path | None = None,
    index: Path | None = None,
    passages: int = 10,
    key_words: Annotated[int, Parameter(name="--key-words")] = 0,
    format: ListFormat = "table",
) -> None:
    """Follow a phrase: who used it, when, and whether it was dropped.

    Without a corpus: dated uses and absences on the register, and how surprising its silence is.

    Parameters
    ----------
    phrase
        A concept such as no-limits, or any words; * stands for the rest of a word, as in hegemon*.
    about
        The two states of the register.
    corpus
        Documents with dates: .jsonl, .csv, .parquet, a folder of texts or pages, or an index made before (.index).
    since
        Compare before and after this date, and say how telling the silence since is.
    speaker
        Only documents of this speaker, as the corpus writes it.
    language
        Language of documents that do not state it: en, zh or ru.
    encoding
        Encoding of text files that are not UTF-8, such as cp1251 or gb18030.
    columns
        Which column is which, as date=when text=words.
    phrases
        A file of concepts of your own, in the form of phrases.yaml.
    index
        Keep the index of the corpus in this file, for further searches.
    passages
        How many passages are shown, the latest first.
    key_words
        Show this many words that set the documents after the day apart from those before.
    format
        A table for people, or JSON.
    """
    day = parse_date(since) if since else None
    if corpus is None:
        _register(phrase, about, since, format)
        return
    from realpolitik.measures.words.phrases import concept
    from realpolitik.measures.words.tracking import track

    wanted = concept(phrase, path=str(phrases) if phrases else None)
    if passages < 0 or key_words < 0:
        raise OptionError("--passages and --key-words are 0 or more")
    chosen = dict(_pair(one) for one in columns)
    with _opened(corpus, index, {"language": language, "encoding": encoding, "columns": chosen}) as opened:
        found = track(opened, wanted, since=day, speaker=speaker)
        quoted = _passages(found, opened, passages)
    words = _words(
        corpus,
        day,
        key_words,
        speaker,
        {"language": language, "encoding": encoding, "columns": chosen},
    )
    if format == "json":
        write_json(found.record() | {"passages": quoted, "key_words": words})
        return
    _print(found, quoted, words)


def _register(phrase: str, about: tuple[str, str], since: str | None, form: str) -> None:
    from realpolitik.errors import CoverageError
    from realpolitik.measures import run

    try:
        findings = [run("rhetoric.uses", *about, phrase=phrase)]
    except UnknownNameError as error:
        console(error=True).print(
            "! the register has phrases that the two states are known to have used of each other. Any other words: "
            "`realpolitik rhetoric PHRASE --corpus PATH`, or `realpolitik measure rhetoric.frequency A B --set term=hegemony`.",
            highlight=False,
        )
        raise error
    try:
        options: dict[str, Any] = {"shock": since} if since else {}
        findings.append(run("rhetoric.absence", *about, phrase=phrase, **options))
    except CoverageError as error:
        if since:
            raise
        console(error=True).print(f"! {error}", highlight=False)
    if form == "json":
        write_json([finding.record() for finding in findings])
        return
    for finding in findings:
        show(finding)
        line()


def _pair(text: str) -> tuple[str, str]:
    part, equals, name = text.partition("=")
    if not (part and equals and name):
        raise OptionError(f"--columns {text!r}: write part=NAME, such as --columns date=when")
    return part, name


@contextmanager
def _opened(corpus: Path, index: Path | None, options: dict[str, Any]) -> Iterator[Index]:
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
            with console(error=True).status("indexing …") as status:
                build(
                    read(corpus, **options),
                    path,
                    on_progress=lambda n: status.update(f"indexing: {n:,} documents …"),
                )
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
) -> list[dict[str, Any]]:
    from dataclasses import asdict

    if not most:
        return []
    if day is None or corpus.suffix == INDEX:
        raise OptionError(
            "--key-words compares before and after: give --since, and the corpus itself, not its index"
        )
    from realpolitik.measures.words.corpus import read
    from realpolitik.measures.words.tracking import key_words

    return [asdict(one) for one in key_words(read(corpus, **options), day, speaker=speaker)[:most]]


def _print(found: Track, quoted: list[dict[str, Any]], words: list[dict[str, Any]]) -> None:
    line(found.says(), style="bold")
    table(
        ("year", "uses", "texts with", "texts", "per 10,000 words", "low", "high"),
        [
            (
                str(one.year),
                str(one.rate.count),
                str(one.documents_with),
                str(one.documents),
                *(f"{value:.2f}" for value in (one.rate.value, one.rate.low, one.rate.high)),
            )
            for one in found.years
        ],
        right=("uses", "texts with", "texts", "per 10,000 words", "low", "high"),
    )
    line("low and high: 95 % exact Poisson. Denied and quoted uses are not counted.")
    for one in quoted:
        line()
        who = " · ".join(
            filter(
                None, (one["date"], one["speaker"], one["title"], one["how"] if one["how"] != "plain" else "")
            )
        )
        line(who, style="bold")
        line(one["passage"])
        if one["address"]:
            line(one["address"])
    if words:
        table(
            ("word", "before", "after", "G²", "log ratio", "q"),
            [
                (
                    one["term"],
                    str(one["before"]),
                    str(one["after"]),
                    f"{one['g2']:.1f}",
                    signed(one["log_ratio"], 1),
                    f"{one['q']:.2g}",
                )
                for one in words
            ],
            right=("before", "after", "G²", "log ratio", "q"),
        )
