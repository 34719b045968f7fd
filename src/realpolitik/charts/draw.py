"""From a finding to a picture: dispatch by kind, title, source line, files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.charts.bars import draw as draw_bars
from realpolitik.charts.canvas import SMALL, Canvas, Drawing, label, points, unit_drawn
from realpolitik.charts.curve import draw as draw_curve
from realpolitik.charts.dots import draw as draw_dots
from realpolitik.charts.fit import fitted
from realpolitik.charts.flows import draw as draw_flows
from realpolitik.charts.frontier import draw as draw_frontier
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.lean import draw as draw_lean
from realpolitik.charts.line import draw as draw_line
from realpolitik.charts.panels import draw as draw_panels
from realpolitik.charts.phase import draw as draw_phase
from realpolitik.charts.ranks import draw as draw_ranks
from realpolitik.charts.share import draw as draw_share
from realpolitik.charts.shift import draw as draw_shift
from realpolitik.charts.slope import draw as draw_slope
from realpolitik.charts.spans import draw as draw_spans
from realpolitik.charts.stack import draw as draw_stack
from realpolitik.charts.text import listed, wrap
from realpolitik.charts.theme import FONT, TOTAL, Theme, Width, theme
from realpolitik.charts.tiles import draw as draw_tiles
from realpolitik.charts.timeline import draw as draw_timeline
from realpolitik.errors import OptionError
from realpolitik.files import ending, write_bytes
from realpolitik.wording.numbers import figure
from realpolitik.wording.plain import plain

if TYPE_CHECKING:
    import altair as alt

    from realpolitik.findings import Citable, Finding

KINDS: dict[str, Callable[[Finding, Canvas], Drawing]] = {
    "line": draw_line,
    "share": draw_share,
    "bars": draw_bars,
    "dots": draw_dots,
    "slope": draw_slope,
    "panels": draw_panels,
    "shift": draw_shift,
    "lean": draw_lean,
    "curve": draw_curve,
    "timeline": draw_timeline,
    "ranks": draw_ranks,
    "phase": draw_phase,
    "tiles": draw_tiles,
    "spans": draw_spans,
    "stack": draw_stack,
    "flows": draw_flows,
    "frontier": draw_frontier,
}
"""The kinds of chart by name; a finding says which shows it. `table` is no chart."""

_WORDS = {
    "line": "Line chart",
    "share": "Line chart of shares",
    "bars": "Bar chart",
    "dots": "Chart of dated events",
    "slope": "Chart of before and after",
    "panels": "Two line charts, one above the other",
    "shift": "Chart of before and after, with intervals",
    "lean": "Scatter chart of states",
    "curve": "Chart of steps",
    "ranks": "Bars divided by rank",
    "phase": "Map of cells over two parameters",
    "timeline": "Line charts, one below the other, each on its own scale",
    "tiles": "Map of states as equal tiles",
    "spans": "Chart of years in force",
    "stack": "Several charts, one below the other",
    "flows": "Chart of flows before and after",
    "frontier": "Line of what each cost buys",
}
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_FILES = (".svg", ".png", ".pdf", ".json")
_TITLE, _TITLE_LINE = {"wide": 18, "narrow": 16}, {"wide": 23, "narrow": 20}
_SOURCES = 3
_EDGE = 12
"""Paper around a chart that stands alone."""


def drawable(finding: Finding) -> bool:
    """Whether a chart shows this finding, or only a table."""
    return finding.chart in KINDS


def chart(
    finding: Finding, *, width: Width = "wide", scheme: str = "light", bare: bool = False
) -> alt.LayerChart:
    """The chart of a finding.

    Parameters
    ----------
    width
        `wide` (760 pixels) or `narrow` (358, for a telephone).
    scheme
        `light` or `dark` paper.
    bare
        Without paper, title and source line, for a page that writes those itself.

    Returns
    -------
    A layered Altair chart with its data inline: title, axes with units, events, direct labels, source line.

    Raises
    ------
    OptionError
        There is no such width, theme or kind of chart.
    CoverageError
        The finding has no value that could be drawn.
    """
    import altair as alt

    return alt.LayerChart.from_dict(specification(finding, width=width, scheme=scheme, bare=bare))


def specification(
    finding: Finding, *, width: Width = "wide", scheme: str = "light", bare: bool = False
) -> dict[str, Any]:
    """The Vega-Lite specification of the chart, as plain values; parameters and errors as of `chart`."""
    if width not in TOTAL:
        raise OptionError(f"width {width!r} does not exist: choose {' or '.join(TOTAL)}")
    if finding.chart == "table":
        raise OptionError(f"{finding.name} is a list and has no chart: leave the chart out, or write csv")
    if finding.chart not in KINDS:
        raise OptionError(f"{finding.name} is shown as {finding.chart!r}: only {', '.join(KINDS)} are drawn")
    canvas = Canvas.of(width, theme(scheme))
    finding = replace(finding, unit=unit_drawn(finding))
    drawing = KINDS[finding.chart](finding, canvas)
    top, bottom = drawing.top, drawing.bottom
    layers = [layer for layer in drawing.layers if layer is not None]
    title: dict[str, Any] = {}
    if not bare:
        lines = wrap(finding.says, canvas.total - 4, _TITLE[width], bold=True)
        title = {"title": _title(lines, width, drawing, canvas.theme)}
        layers.append(_ceiling(drawing.top))
        top += len(lines) * _TITLE_LINE[width] + 14
        note = wrap(sources(finding), canvas.total - 4, SMALL - 1)
        rows = [
            {"x": -drawing.left, "y": drawing.height + bottom + 14 + 15 * place, "text": words}
            for place, words in enumerate(note)
        ]
        layers.append(label(rows, colour=canvas.theme.muted, size=SMALL - 1))
        bottom += len(note) * 15 + 10
    edge = 0 if bare else _EDGE
    sides = {"left": drawing.left, "right": drawing.right, "top": top, "bottom": bottom}
    return {
        "$schema": _SCHEMA,
        "config": _config(canvas.theme),
        "layer": [layer.record() for layer in layers],
        "width": drawing.width,
        "height": drawing.height,
        **title,
        "autosize": {"type": "none", "contains": "content"},
        "padding": {side: size + edge for side, size in sides.items()},
        "background": "transparent" if bare else canvas.theme.paper,
        "description": describe(finding),
    }


def _title(lines: list[str], width: Width, drawing: Drawing, colours: Theme) -> dict[str, Any]:
    return {
        "text": lines,
        "anchor": "start",
        "frame": "group",
        "dx": -drawing.left,
        "offset": 6,
        "fontSize": _TITLE[width],
        "lineHeight": _TITLE_LINE[width],
        "fontWeight": "bold",
        "color": colours.ink,
    }


def _ceiling(top: float) -> Layer:
    """An unseen mark at the top of all others: Vega puts a title over the highest mark, wherever that is."""
    where = {"x": channel("x:Q", scale=None), "y": channel("y:Q", scale=None)}
    return Layer([{"x": 0, "y": -top}]).mark("circle", size=1, opacity=0).encode(**where)


def _config(colours: Theme) -> dict[str, Any]:
    return {
        "font": FONT,
        "aria": False,
        "view": {"continuousWidth": 300, "continuousHeight": 300, "stroke": None},
        "axis": {
            "labelColor": colours.muted,
            "titleColor": colours.muted,
            "labelFontSize": SMALL,
            "titleFontSize": SMALL,
            "titleFontWeight": "normal",
            "gridColor": colours.grid,
            "domain": False,
            "ticks": False,
            "labelPadding": 7,
            "labelOverlap": False,
        },
        "axisX": {"domain": False, "labelFlush": False},
        "text": {"font": FONT},
        "title": {"font": FONT},
    }


def by_use(finding: Finding) -> list[Citable]:
    """The sources of a finding, those behind most of its rows first."""
    uses = Counter(one for row in finding.rows for one in str(row.get("source") or "").split())
    return sorted(finding.sources, key=lambda source: -uses[source.id])


def sources(finding: Finding) -> str:
    """The line under a chart: who published the figures, under which licence, and what the band contains.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> known = {"publisher": "GACC", "published": "2024", "licence": "public"}
    >>> gacc = SimpleNamespace(id="gacc", record=lambda: known)
    >>> sources(SimpleNamespace(rows=(), sources=(gacc,), interval=None))
    'Source: GACC 2024. Licence: public.'
    """
    records = [source.record() for source in by_use(finding)]
    names = [
        " ".join(filter(None, (str(r.get("publisher", "")), str(r.get("published", ""))[:4])))
        for r in records
    ]
    licences = [str(record.get("licence", "")) for record in records]
    said = (
        f"Source: {listed(names, _SOURCES)}." if names else "Source: computed from the rows of this finding."
    )
    if licence := listed(licences, 2):
        said += f" Licence: {licence.rstrip('.')}."
    if finding.interval and finding.interval.kind:
        said += f" Interval: {finding.interval.kind.rstrip('.')}."
    return said


def describe(finding: Finding) -> str:
    """The chart in words: its kind, span and unit, the finding, and each series from its first to its last
    value.
    """
    kind = _WORDS.get(finding.chart, "Table")
    finding = replace(finding, unit=unit_drawn(finding))
    period = finding.period
    said = [f"{kind}, {period.start} to {period.end}, in {finding.unit}.", finding.says]
    known = [p for p in points(finding) if p.value is not None]
    names = list(dict.fromkeys(point.series for point in known))
    for name in names[:6]:
        row = [point for point in known if point.series == name]
        first, last = (f"{figure(p.value or 0.0, finding.unit)} in {p.period}" for p in (row[0], row[-1]))
        said.append(
            f"{name or 'Values'}: {first}." if len(row) == 1 else f"{name or 'Values'}: {first}, {last}."
        )
    if len(names) > 6:
        said.append(f"And {len(names) - 6} more series.")
    return " ".join(said)


_ROLES = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*")')
"""Roles that Vega gives to the marks within a picture: the picture as a whole has its words, and marks without any fail readers."""
_CLIP = re.compile(r'(id="|url\(#|href="#)((?:clip|gradient)[\w-]*)')


def svg(
    finding: Finding, *, width: Width = "wide", scheme: str = "light", bare: bool = False, prefix: str = ""
) -> str:
    """The chart as SVG text with its description; `prefix` keeps identifiers apart where a page holds
    several.
    """
    drawn = draw_svg(specification(finding, width=width, scheme=scheme, bare=bare))
    return labelled(drawn, finding, prefix=prefix)


def draw_svg(spec: dict[str, Any]) -> str:
    """The SVG text of a specification; nothing is fetched.

    Written by `charts/vega`; by Vega itself, whose start alone takes half a second, where the specification has a part that only it draws.
    """
    from realpolitik.charts import vega

    try:
        return vega.svg(spec)
    except vega.NotDrawnHere:
        import vl_convert

    return fitted(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def labelled(drawn: str, finding: Finding, *, prefix: str = "") -> str:
    """A drawn chart with its description, and with identifiers that no other chart of a page has."""
    drawn = _ROLES.sub("", drawn)
    drawn = _CLIP.sub(rf"\g<1>{prefix}\g<2>", drawn) if prefix else drawn
    return drawn.replace("<svg ", f'<svg role="img" aria-label="{escape(describe(finding))}" ', 1)


def form_of(path: str | Path) -> str:
    """The ending of a chart that is to be written; ask before the finding is made.

    Raises
    ------
    OptionError
        There is no such form of a chart, or the place is a folder.
    """
    return ending(path, _FILES, "a chart")


def save(finding: Finding, path: str | Path, *, width: Width = "wide", scheme: str = "light") -> Path:
    """Draw a finding into a file, whole or not at all: `.svg`, `.png`, `.pdf`, or `.json` for the
    specification.

    Raises
    ------
    OptionError
        The suffix is none of these.
    CoverageError
        The finding has no value that could be drawn.
    """
    import vl_convert

    suffix = form_of(path)
    if suffix == ".svg":
        content = svg(finding, width=width, scheme=scheme).encode()
    else:
        spec = specification(finding, width=width, scheme=scheme)
        if suffix == ".json":
            content = plain(spec, indent=2).encode()
        elif suffix == ".png":
            content = vl_convert.vegalite_to_png(spec, scale=2, allowed_base_urls=[])
        else:
            content = vl_convert.vegalite_to_pdf(spec, allowed_base_urls=[])
    return write_bytes(path, content)
