"""A brief as one HTML file: nothing is fetched, nothing runs; charts, tables and downloads are inside."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from realpolitik.briefs.glance import glance
from realpolitik.briefs.judging.judge import RULE
from realpolitik.briefs.model import WAITING, status
from realpolitik.briefs.tables import cite, csv_text, grid
from realpolitik.charts import by_use, drawable
from realpolitik.charts.draw import labelled
from realpolitik.charts.drawer import Drawer
from realpolitik.charts.glance import pictures
from realpolitik.charts.theme import Width, swaps
from realpolitik.errors import CoverageError
from realpolitik.wording.dates import year_span
from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from jinja2 import Environment

    from realpolitik.briefs.model import Brief, Section
    from realpolitik.charts.glance import Cell
    from realpolitik.findings import Finding


_LONG = 48
_LIST = 12
_COMPARED = 2
"""Figures from which on a chart compares something."""


def page(brief: Brief, drawer: Drawer | None = None) -> str:
    """The whole page. Every text is escaped; a link leads to http or https or is not a link.

    Charts are drawn by `drawer`, which may have begun while the brief was made; by one of its own where None.
    """
    if drawer is None:
        with Drawer() as own:
            return page(brief, own)
    exhibits = {
        section.question.id: [
            (
                finding,
                exhibit(finding, f"{section.question.id}-{place}", drawer, half=in_half(place, section)),
            )
            for place, finding in enumerate(section.findings, start=1)
        ]
        for section in brief.sections
    }
    # A question without any figure lists its gaps in its own place; the others are gathered at the end.
    unlisted = [gap for section in brief.sections if section.findings for gap in section.gaps]
    template = environment().get_template("brief.html.jinja")
    return template.render(
        brief=brief,
        exhibits=exhibits,
        unlisted=unlisted,
        waiting_status=WAITING,
        style=style(),
        version=version("realpolitik"),
        judgements=_judgements(brief),
        glance=[(cell.says, picture) for cell, picture in glanced(brief)],
        rule=RULE,
    )


def glanced(brief: Brief) -> list[tuple[Cell, str]]:
    """The cells at the head of the page with their pictures."""
    cells = glance(brief)
    return list(zip(cells, pictures(cells), strict=True))


def _judgements(brief: Brief) -> dict[str, str]:
    """The file of judgements that findings rest on, as a link that holds it; empty where none does."""
    if not any(source.get("id") == "endgame-judgements" for source in brief.sources):
        return {"id": "", "link": "", "name": ""}
    from realpolitik.endgame.judgements import JUDGEMENTS, link, named

    return {"id": JUDGEMENTS, "link": link(), "name": named("")}


def in_half(place: int, section: Section) -> bool:
    """Whether the finding takes half the column: those after the leads, in pairs; one left over is whole, and so is a long list."""
    halves = [False] * section.leads
    for long, run in groupby(section.findings[section.leads :], key=tall):
        count = len(list(run))
        paired = 0 if long else count - count % 2
        halves += [True] * paired + [False] * (count - paired)
    return halves[place - 1]


def tall(finding: Finding) -> bool:
    """A list of labels so long that half a page would be all height."""
    return finding.chart == "bars" and len({row.get("label") for row in finding.rows}) > _LIST


def pictured(finding: Finding) -> bool:
    """Whether a page draws it: a figure alone is said by its sentence, and a chart of it compares nothing."""
    if not drawable(finding):
        return False
    return finding.chart == "spans" or sum(row.get("value") is not None for row in finding.rows) >= _COMPARED


def widths(finding: Finding, *, leads: bool) -> tuple[Width, ...]:
    """The charts that the page has of a finding: a narrow one, and a wide one where it takes the whole column."""
    if not pictured(finding):
        return ()
    return ("narrow", "wide") if leads or tall(finding) else ("narrow",)


def exhibit(finding: Finding, anchor: str, drawer: Drawer, *, half: bool) -> dict[str, Any]:
    """What the page shows of a finding: its pictures, its table, its downloads, its method and citation.

    A finding that supports others takes `half` the column, with the narrow chart only.
    """
    pictures, undrawn = _pictures(finding, anchor, drawer, half=half)
    rows = base64.b64encode(csv_text(finding).encode()).decode()
    name = "-".join((finding.name.replace(".", "-"), *(code.lower() for code in finding.about)))
    return {
        "anchor": anchor,
        "half": half,
        "tall": tall(finding),
        "pictures": pictures,
        "undrawn": undrawn,
        "alone": drawable(finding) and not pictured(finding),
        "grid": grid(finding),
        "meta": meta_of(finding, most=1 if half else 2),
        "csv": f"data:text/csv;charset=utf-8;base64,{rows}",
        "file": f"{name}.csv",
        "cite": cite(finding),
        "options": [f"{key} = {value}" for key, value in finding.options.items()],
    }


def _pictures(finding: Finding, anchor: str, drawer: Drawer, *, half: bool) -> tuple[dict[str, str], str]:
    """The chart at both widths, or the narrow one only, as they are drawn; or the reason why there is none."""
    if not pictured(finding):
        return {}, ""
    widths: tuple[Width, ...] = ("narrow",) if half else ("narrow", "wide")
    try:
        return {
            width: labelled(drawer.picture(finding, width).result(), finding, prefix=f"{anchor}-{width[0]}-")
            for width in widths
        }, ""
    except CoverageError as error:
        return {}, error.what


def meta_of(finding: Finding, *, most: int) -> list[str]:
    """The line under a title: who published, which years, how sure."""
    publishers = list(dict.fromkeys(str(source.record().get("publisher", "")) for source in by_use(finding)))
    rest = len(publishers) - most
    shown = "; ".join(_brief(name) for name in publishers[:most]) + (f" and {rest} more" if rest > 0 else "")
    period = finding.period
    parts = [shown, _span(period.start, period.end)]
    if interval := finding.interval:
        low, high = figure(interval.low, finding.unit), figure(interval.high, finding.unit)
        parts.append(
            f"interval {low} to {high} ({interval.kind})".replace("−$", "−\u2060$")
        )  # no break there
    return [part for part in parts if part]


def _brief(name: str) -> str:
    """A publisher's name, cut at a comma or a word where it is long; the list of sources has it whole."""
    if len(name) <= _LONG:
        return name
    cut = name[:_LONG]
    return cut.split(", ", 1)[0] if ", " in cut else f"{cut.rsplit(' ', 1)[0]} …"


def _span(start: str, end: str) -> str:
    return year_span(start, end) if start == end or len(start) == len(end) == 4 else f"{start} to {end}"


def whole(text: str) -> str:
    """The text with figure and unit kept on one line.

    Examples
    --------
    >>> whole("rose by 54.9 % to 2 billion dollars").split(" ")
    ['rose', 'by', '54.9\\xa0%', 'to', '2\\xa0billion', 'dollars']
    """
    return re.sub(r"(?<=\d) (?=%|billion|million|bn|m\b)", "\u00a0", text)


def safe_link(address: str) -> str:
    """The address if it is one of the web, else nothing: `javascript:` and the like are no links.

    Examples
    --------
    >>> safe_link("https://example.org/a"), safe_link("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return address.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


@cache
def environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    made = Environment(
        loader=FileSystemLoader(str(files("realpolitik.briefs") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["safe_link"] = safe_link
    made.filters["status"] = status
    made.filters["whole"] = whole
    made.filters["picture"] = Markup  # SVG made by this program from escaped data
    return made


@cache
def style() -> str:
    """The style sheet, with the colours of charts exchanged on dark paper."""
    text = (files("realpolitik.briefs") / "templates" / "brief.css").read_text(encoding="utf-8")
    dark = "\n".join(
        f'.chart [{part}="{light}"] {{ {part}: {night}; }}'
        for light, night in swaps()
        for part in ("fill", "stroke")
    )
    return f"{text}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
