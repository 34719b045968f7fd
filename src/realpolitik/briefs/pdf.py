"""A brief as PDF: the page set by typst, with the charts of the page."""

from __future__ import annotations

import json
import tempfile
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.briefs.html import exhibit, glanced, safe_link
from realpolitik.briefs.judging.judge import RULE
from realpolitik.briefs.model import WAITING, status
from realpolitik.charts import describe
from realpolitik.charts.drawer import Drawer
from realpolitik.errors import OptionError

if TYPE_CHECKING:
    from realpolitik.briefs.model import Brief, Ruling, Section
    from realpolitik.charts.glance import Cell

_MOST = 40
"""Rows of a finding without a chart; the JSON of the brief has every row."""


def pdf(brief: Brief, drawer: Drawer | None = None) -> bytes:
    """The brief as the bytes of a PDF of A4 pages; words are set as words, whatever signs they hold.

    Raises
    ------
    OptionError
        The extra `pdf` (typst) is not installed.
    """
    try:
        import typst
    except ImportError:
        raise OptionError("a brief as .pdf needs the extra `pdf`: pip install 'realpolitik[pdf]'") from None
    if drawer is None:
        with Drawer() as own:
            return pdf(brief, own)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "brief.typ").write_bytes(
            (files("realpolitik.briefs") / "templates" / "brief.typ").read_bytes()
        )
        record = {
            "title": brief.title,
            "span": brief.span,
            "figures_to": brief.figures_to,
            "version": version("realpolitik"),
            "summary": [
                {"id": one.question.id, "short": one.question.short, "answer": one.answer}
                for one in brief.answered
            ],
            "judgements": [{"says": one.says, "mark": one.mark} for one in brief.judgements],
            "changes": None
            if brief.changes is None
            else {
                "summary": brief.changes.summary,
                "groups": [{"head": head, "says": said} for head, said in brief.changes.groups()],
            },
            "rule": RULE,
            "glance": [_cell(cell, picture, place) for cell, picture in glanced(brief)],
            "sections": [_section(one, drawer, place) for one in brief.sections],
            "sources": [_source(one) for one in brief.sources],
        }
        (place / "brief.json").write_text(json.dumps(record, default=str), encoding="utf-8")
        return typst.compile(str(place / "brief.typ"), root=folder)


def _cell(cell: Cell, drawn: str, place: Path) -> dict[str, str]:
    picture = f"glance-{len(list(place.glob('glance-*')))}.svg"
    (place / picture).write_text(drawn, encoding="utf-8")
    return {"picture": picture, "alt": cell.says}


def _section(section: Section, drawer: Drawer, place: Path) -> dict[str, Any]:
    first = section.findings[0].says if section.findings else None
    return {
        "id": section.question.id,
        "asks": section.asks,
        "answer": None if section.answer == first else section.answer,
        "exhibits": [
            _exhibit(section, number, drawer, place) for number in range(1, len(section.findings) + 1)
        ],
        "verdicts": [_verdict(one) for one in section.verdicts if status(one) != WAITING],
        "missing": [f"{gap.measure} {' '.join(gap.about)}: {gap.why} {gap.remedy}" for gap in section.gaps],
    }


def _exhibit(section: Section, number: int, drawer: Drawer, place: Path) -> dict[str, Any]:
    finding = section.findings[number - 1]
    shown = exhibit(finding, f"{section.question.id}-{number}", drawer, half=True)  # two to a row of paper
    picture = None
    if shown["pictures"]:
        picture = f"{shown['anchor']}.svg"
        (place / picture).write_text(shown["pictures"]["narrow"], encoding="utf-8")
    grid = shown["grid"]
    return {
        "says": finding.says,
        "meta": " · ".join(shown["meta"]),
        "picture": picture,
        "lead": number <= section.leads,
        "alt": describe(finding),
        "columns": list(grid.columns),
        "rows": [list(row) for row in grid.rows[:_MOST]],
        "definition": finding.method.definition,
        "formula": finding.method.formula,
        "reference": finding.method.reference,
        "options": ", ".join(shown["options"]),
        "caveats": list(finding.caveats),
    }


def _verdict(one: Ruling) -> dict[str, str]:
    return {
        "status": status(one),
        "words": one.words or status(one),
        "says": one.claim.says,
        "by": one.claim.by,
        "figure": one.figure or one.why or "–",
        "standing": " ".join(one.standing) or "–",
        "overturned": one.overturned_by or "–",
    }


def _source(record: dict[str, Any]) -> dict[str, Any]:
    rest = "".join(f", {record[key]}" for key in ("version", "published") if record.get(key))
    licence = f" Licence: {record['licence']}." if record.get("licence") else ""
    return {
        "publisher": record.get("publisher", ""),
        "title": record.get("title", ""),
        "link": safe_link(record.get("address", "")) or None,
        "rest": f"{rest}.{licence}",
    }
