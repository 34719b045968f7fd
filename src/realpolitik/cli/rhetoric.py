"""`realpolitik rhetoric`: a phrase on the register, or through a corpus of yours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from realpolitik.cli.measure import show
from realpolitik.cli.output import ListFormat, console, line, table, write_json
from realpolitik.errors import OptionError, UnknownNameError
from realpolitik.wording.numbers import signed


def rhetoric(
    phrase: str,
    *,
    about: tuple[str, str] = ("CHN", "RUS"),
    corpus: Path | None = None,
    shock: Annotated[str | None, Parameter(name=("--shock", "--since"))] = None,
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
    shock
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
    from realpolitik.calls import measuring
    from realpolitik.calls.measuring import Series

    if passages < 0 or key_words < 0:
        raise OptionError("--passages and --key-words are 0 or more")
    with console(error=True).status("reading …") as status:
        try:
            found = measuring.rhetoric(
                phrase,
                about=about,
                shock=shock,
                corpus=corpus,
                speaker=speaker,
                language=language,
                encoding=encoding,
                columns=dict(_pair(one) for one in columns),
                phrases=phrases,
                index=index,
                passages=passages,
                key_words=key_words,
                on_progress=lambda count: status.update(f"indexing: {count:,} documents …"),
            )
        except UnknownNameError as error:
            for note in getattr(error, "__notes__", ()):
                console(error=True).print(f"! {note}", highlight=False)
            raise
    if isinstance(found, Series):
        if format == "json":
            write_json(found.data)
        else:
            _print(found.data)
        return
    for note in found.notes:
        console(error=True).print(f"! {note}", highlight=False)
    if format == "json":
        write_json(found.record())
        return
    for finding in found.findings:
        show(finding)
        line()


def _pair(text: str) -> tuple[str, str]:
    part, equals, name = text.partition("=")
    if not (part and equals and name):
        raise OptionError(f"--columns {text!r}: write part=NAME, such as --columns date=when")
    return part, name


def _print(found: Mapping[str, Any]) -> None:
    line(found["says"], style="bold")
    table(
        ("year", "uses", "texts with", "texts", "per 10,000 words", "low", "high"),
        [
            (
                *(str(one[key]) for key in ("year", "uses", "documents_with", "documents")),
                *(f"{one[key]:.2f}" for key in ("value", "low", "high")),
            )
            for one in found["years"]
        ],
        right=("uses", "texts with", "texts", "per 10,000 words", "low", "high"),
    )
    line("low and high: 95 % exact Poisson. Denied and quoted uses are not counted.")
    for one in found["passages"]:
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
    if words := found["key_words"]:
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
