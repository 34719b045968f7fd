"""A checked article: the text with each statement marked, the verdicts in the margin; as HTML, Markdown or JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.briefs.html import environment, style
from realpolitik.briefs.markdown import escape
from realpolitik.charts import by_use, drawable
from realpolitik.charts.draw import labelled
from realpolitik.charts.drawer import Drawer
from realpolitik.errors import CoverageError, OptionError
from realpolitik.files import ending, write_text
from realpolitik.findings import Finding
from realpolitik.wording.plain import plain

if TYPE_CHECKING:
    from realpolitik.claims.model import Verdict
    from realpolitik.claims.reading import Checked, Report

FORMATS = {".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"}
PARTLY = "The sentence says more, which is not judged: see the list at the end."
MOST_CHARTS = 60
"""Charts of one page; what has none keeps its figure and source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a paragraph: plain, or a sentence with the number of its note and its status."""

    text: str
    note: int = 0
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What stands in the margin beside a stretch of a sentence: its statements, in order, and whether the sentence says more that is not judged."""

    number: int
    status: str
    items: tuple[dict[str, Any], ...]
    partly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph in pieces, with the notes of its sentences and, where it changes, who speaks."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


def write(report: Report, path: str | Path, *, drawer: Drawer | None = None) -> Path:
    """Write a report, whole or not at all: `.html`, `.md` or `.json`.

    Raises
    ------
    OptionError
        The ending is none of these.
    """
    return write_text(path, render(report, form_of(path), drawer=drawer))


def form_of(path: str | Path) -> str:
    """The form of a page that is to be written, by its ending; ask before the article is read.

    Raises
    ------
    OptionError
        There is no such form, or the place is a folder. For a PDF, print the .html page.
    """
    return FORMATS[ending(path, tuple(FORMATS), "a checked article")]


def render(report: Report, form: str = "html", *, drawer: Drawer | None = None) -> str:
    """A report as text: `html`, `markdown` or `json`."""
    if form == "html":
        return page(report, drawer)
    if form == "markdown":
        return document(report)
    if form == "json":
        return plain(report.record(), indent=2) + "\n"
    raise OptionError(f"a checked article cannot be written as {form!r}: choose html, markdown or json")


def page(report: Report, drawer: Drawer | None = None) -> str:
    """The annotated article as one HTML file: nothing is fetched, nothing runs; charts are inside and open on a click."""
    if drawer is None:
        with Drawer() as own:
            return page(report, own)
    pictures = _Pictures(drawer, report)
    template = environment().get_template("annotated.html.jinja")
    extra = (files("realpolitik.briefs") / "templates" / "annotated.css").read_text(encoding="utf-8")
    return template.render(
        report=report,
        article=report.article,
        paragraphs=paragraphs(report, pictures),
        outside=report.outside,
        partly=PARTLY,
        sources=_sources(report),
        style=f"{style()}\n{extra}",
        version=version("realpolitik"),
    )


def paragraphs(report: Report, pictures: _Pictures | None = None) -> list[Paragraph]:
    """The article in paragraphs, cut at its sentences, with a note for each sentence that has statements."""
    by_sentence: dict[int, list[Checked]] = {}
    for one in report.checked:
        by_sentence.setdefault(one.statement.sentence, []).append(one)
    made, number = [], 0
    left_out = {sentence for sentence, _ in report.outside}
    for index, text in enumerate(report.article.paragraphs):
        pieces, notes, place = [], [], 0
        for at, sentence in enumerate(report.article.sentences):
            if sentence.paragraph != index:
                continue
            if sentence.start > place:
                pieces.append(Piece(text=text[place : sentence.start]))
            shown = [one for one in by_sentence.get(at, []) if not one.aside]
            partly = sentence.text in left_out
            for text_of, own in _in_place(sentence.text, shown, partly=partly):
                if not own:
                    pieces.append(Piece(text=text_of))
                    continue
                number += 1
                status = worst(own)
                day = report.article.published
                items = tuple({**_item(one, number, pictures), "at_its_date": one.dated(day)} for one in own)
                notes.append(Note(number=number, status=status, items=items, partly=partly))
                pieces.append(Piece(text=text_of, note=number, status=status))
            place = sentence.end
        pieces.append(Piece(text=text[place:]))
        made.append(Paragraph(pieces=tuple(one for one in pieces if one.text), notes=tuple(notes)))
    return made


def _in_place(sentence: str, own: list[Checked], *, partly: bool) -> list[tuple[str, list[Checked]]]:
    """A sentence in stretches, each with the statements read from it, those of words that overlap together.

    A sentence of one stretch is marked as a whole, unless it says more that is not judged (`partly`): then only the words of what is.
    """
    stretches: list[tuple[int, int, list[Checked]]] = []
    for start, one in sorted(
        ((sentence.find(one.statement.words), one) for one in own), key=lambda pair: pair[0]
    ):
        end = start + len(one.statement.words)
        if stretches and start < stretches[-1][1]:
            first, last, together = stretches.pop()
            stretches.append((first, max(last, end), [*together, one]))
        else:
            stretches.append((start, end, [one]))
    whole = len(stretches) == 1 and not partly
    if not stretches or whole or any(start == end for start, end, _ in stretches):
        return [(sentence, own)]
    found: list[tuple[str, list[Checked]]] = []
    place = 0
    for start, end, together in stretches:
        found += [(sentence[place:start], []), (sentence[start:end], together)]
        place = end
    return [one for one in (*found, (sentence[place:], [])) if one[0]]


def worst(own: list[Checked]) -> str:
    """The status that a sentence is marked by: the one that a reader must not miss."""
    order = ("contradicted", "mixed", "supported", "not measurable", "outside", "prediction", "opinion")
    return min((one.status for one in own), key=order.index)


def _item(one: Checked, number: int, pictures: _Pictures | None) -> dict[str, Any]:
    verdicts = [verdict for verdict in one.verdicts if verdict.finding or one.statement.kind == "claim"]
    finding = one.series or next((verdict.finding for verdict in one.verdicts if verdict.finding), None)
    picture, anchor = pictures.of(finding, number) if pictures and finding else ("", "")
    return {
        "status": one.status,
        "kind": one.statement.kind,
        "says": one.verdicts[0].claim.says,
        "verdicts": verdicts,
        "several": len(verdicts) > 1,
        "why_mixed": one.why_mixed,
        "why": "" if verdicts else one.verdicts[0].why,
        "nearest": one.nearest,
        "because": one.verdicts[0].claim.because,
        "supposed": tuple(dict.fromkeys((*one.statement.assumed, *one.statement.notes))),
        "to_quote": one.to_quote,
        "by": one.verdicts[0].claim.by,
        "confidence": one.statement.confidence,
        "chart_says": finding.says if finding else "",
        "picture": picture,
        "anchor": anchor,
        "sources": [_cited(verdict) for verdict in verdicts],
    }


def _cited(verdict: Verdict) -> str:
    if verdict.finding is None:
        return ""
    names = list(dict.fromkeys(str(one.record().get("publisher", "")) for one in by_use(verdict.finding)))
    return "; ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")


class _Pictures:
    """Charts of the page, each drawn and shown once; a second statement on the same series is led to the first."""

    def __init__(self, drawer: Drawer, report: Report) -> None:
        self._drawer = drawer
        self._shown: dict[str, str] = {}
        for one in report.checked:  # all are begun at once
            finding = one.series or next(
                (verdict.finding for verdict in one.verdicts if verdict.finding), None
            )
            if finding is not None and drawable(finding) and len(self._shown) < MOST_CHARTS:
                self._shown.setdefault(self._key(finding), "")
                drawer.picture(self._first(finding), "narrow")

    def _first(self, finding: Finding) -> Finding:
        known: dict[str, Finding] = self.__dict__.setdefault("_findings", {})
        return known.setdefault(self._key(finding), finding)

    @staticmethod
    def _key(finding: Finding) -> str:
        return repr((finding.name, finding.about, sorted(finding.options.items()), finding.period))

    def of(self, finding: Finding, number: int) -> tuple[str, str]:
        """The picture, or the anchor of the note that shows it already."""
        key = self._key(finding)
        if key not in self._shown:
            return "", ""
        if self._shown[key]:
            return "", self._shown[key]
        first = self._first(finding)
        try:
            drawn = self._drawer.picture(first, "narrow").result()
        except CoverageError:
            return "", ""
        self._shown[key] = (
            f"chart-{len(self._shown)}-{number}-{len([one for one in self._shown.values() if one])}"
        )
        return labelled(drawn, first, prefix=f"{self._shown[key]}-"), ""


def _sources(report: Report) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in report.checked:
        for verdict in one.verdicts:
            for source in verdict.finding.sources if verdict.finding else ():
                if source.id not in found:
                    found[source.id] = source.record()
    return [found[key] for key in sorted(found)]


def document(report: Report) -> str:
    """The annotated article as Markdown: numbered notes under each paragraph."""
    article = report.article
    lines = [
        f"# {escape(article.title or article.source)}",
        "",
        f"Published {article.published} ({article.dated}). {escape(report.summary)}",
        "",
    ]
    lines += [f"- {escape(note)}" for note in article.notes]
    for paragraph in paragraphs(report):
        text = "".join(
            f"{escape_kept(one.text)}[{one.note}]" if one.note else escape_kept(one.text)
            for one in paragraph.pieces
        )
        lines += [text, ""]
        for note in paragraph.notes:
            for item in note.items:
                lines += _markdown_item(note.number, item)
            if note.partly:
                lines.append(f"- [{note.number}] {PARTLY}")
        if paragraph.notes:
            lines.append("")
    if left := report.outside:
        lines += ["## Outside", ""]
        lines += [f"- {escape(text)} *{escape(why)}*" for text, why in left] + [""]
    if records := _sources(report):
        lines += ["## Sources", ""]
        lines += [
            f"- `{record['id']}` {escape(', '.join(str(record[key]) for key in ('publisher', 'title', 'published', 'address') if record.get(key)))}"
            for record in records
        ]
    return "\n".join(lines).rstrip() + "\n"


def escape_kept(text: str) -> str:
    """Escaped text that keeps a space at its ends."""
    head, tail = re.match(r"\s*", text), re.search(r"\s*$", text)
    return (
        (" " if head and head.group() else "")
        + escape(text)
        + (" " if tail and tail.group() and text.strip() else "")
    )


def _markdown_item(number: int, item: dict[str, Any]) -> list[str]:
    if not item["verdicts"]:
        return [f"- [{number}] **{item['status']}** {escape(item['why'])}"]
    lines = []
    for verdict, sources in zip(item["verdicts"], item["sources"], strict=True):
        parts = [
            f"**{verdict.words or verdict.status}** {verdict.claim.says}",
            verdict.figure or verdict.why,
            sources and f"Source: {sources}.",
        ]
        lines.append(
            f"- [{number}] "
            + " ".join(part if part.startswith("**") else escape(part) for part in parts if part)
        )
    if item["why_mixed"]:
        lines.append(f"  - Mixed by {escape(item['why_mixed'])}.")
    if item["at_its_date"]:
        lines.append(f"  - {escape(item['at_its_date'][0].upper() + item['at_its_date'][1:])}.")
    lines += [f"  - To quote: {escape(sentence)}" for sentence in item["to_quote"]]
    return lines
