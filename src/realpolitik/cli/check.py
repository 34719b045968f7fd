"""`realpolitik check ARTICLE`: read an article, judge its claims."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from realpolitik.cli.output import ListFormat, console, line, table, write_json
from realpolitik.cli.targets import CheckedFile

if TYPE_CHECKING:
    from realpolitik.claims.reading import Article, Reader, Report

GUESSED = ("guessed", "today")


def check(
    article: Annotated[str, Parameter(allow_leading_hyphen=True)],
    *,
    date: str | None = None,
    out: CheckedFile = None,
    save: Path | None = None,
    reader: str = "grammar",
    all_: Annotated[bool, Parameter(name="--all", negative="")] = False,
    format: ListFormat = "table",
) -> None:
    """Read an article, and judge each claim in it by the figures.

    Parameters
    ----------
    article
        A file of text, Markdown or HTML, text taken out of a PDF, a PDF (with the extra `articles`), or - for standard input.
    date
        When it was published: 2024-04-20, 2024-04 or 2024. Without it the text is searched.
    out
        Where the annotated article goes: .html, .md or .json.
    save
        Where the claims go, as a YAML file to edit and run by `realpolitik claims`.
    reader
        Who finds the claims: the bundled grammar, a language model (`model`, see the guide), or an installed reader by name.
    all
        List opinions, predictions and what no measure reaches, too.
    format
        A table for people, or the whole report as JSON.
    """
    from realpolitik.calls.asking import check as check_article
    from realpolitik.claims.reading import claims_yaml
    from realpolitik.claims.reading.readers import reader_of

    who: Reader = reader_of(reader)
    text = _opened(article, date)
    if sends := getattr(who, "says", ""):
        line(f"! {sends[0].upper()}{sends[1:]}.")
    with console(error=True).status("reading …") as progress:
        report = check_article(text, reader=reader, on_progress=lambda doing: progress.update(f"{doing} …"))
        if out:
            from realpolitik.briefs.annotated import write

            progress.update("drawing the page …")
            write(report, out)
        if save:
            from realpolitik.files import write_text

            write_text(save, claims_yaml(report))
    if format == "json":
        write_json(report.record())
        return
    _print(report, every=all_)
    for path, what in ((out, "The page"), (save, "The claims")):
        if path:
            line(f"{what}: {path}")


def _opened(article: str, date: str | None) -> Article:
    from realpolitik.claims.reading import make_article, open_article
    from realpolitik.claims.reading.text.decode import LARGEST

    if article == "-":
        # one byte more than is read, so that what is too large is refused and not cut unseen
        return make_article(sys.stdin.buffer.read(LARGEST + 1), source="standard input", published=date)
    return open_article(article, published=date)


def _print(report: Report, *, every: bool) -> None:
    article = report.article
    if article.title:
        line(article.title, style="bold")
    how = {"given": "as given", "stated": "as the page says", "found": "as the text says"}.get(article.dated)
    line(f"Published {article.published} ({how or 'a guess: give --date'}); {article.words:,} words.")
    for note in article.notes:
        line(f"! {note}")
    beside = [one for one in report.checked if every and one.statement.kind in ("opinion", "prediction")]
    shown = [*report.listed, *beside]
    rows = [
        (
            verdict.status if one.statement.kind == "claim" else one.status,
            verdict.claim.says,
            verdict.figure or verdict.why,
            _publishers(verdict),
        )
        for one in shown
        for verdict in one.verdicts
    ]
    if rows:
        table(("verdict", "claim", "figure", "source"), rows, wide={"claim": 4, "figure": 4, "source": 2})
    for one in shown:
        if one.why_mixed:
            line(f"Mixed: {one.verdicts[0].claim.says} {one.why_mixed[0].upper()}{one.why_mixed[1:]}.")
    for one in shown:
        if said := one.dated(article.published):
            line(f"Contradicted: {one.verdicts[0].claim.says} {said[0].upper()}{said[1:]}.")
    if quotes := dict.fromkeys(sentence for one in shown for sentence in one.to_quote):
        line("To quote:", style="bold")
        for sentence in quotes:
            line(f"- {sentence}")
    if report.outside:
        line("Outside (no measure reaches them, or they are not understood for certain):", style="bold")
        for text, why in report.outside if every else report.outside[:MOST_OUTSIDE]:
            line(f"- {_shortened(text)} Needs {why}.")
        if not every and (more := len(report.outside) - MOST_OUTSIDE) > 0:
            line(f"- and {more} more: --all lists them.")
    line(report.summary)


MOST_OUTSIDE = 12
"""Sentences outside that the terminal lists without --all."""


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", maxsplit=1)[0] + " …"


LONGEST = 110
"""Letters of a sentence of that list."""


def _publishers(verdict: object) -> str:
    finding = getattr(verdict, "finding", None)
    return ", ".join(str(source.record()["publisher"]) for source in finding.sources[:2]) if finding else ""
