"""A result as a piece of HTML for a notebook: nothing is fetched, no script runs, and every text is escaped."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from realpolitik.errors import RealpolitikError
from realpolitik.shown import Figure, Shown, maker
from realpolitik.wording.numbers import between, quantity

ROWS = 12
"""So many rows are shown, the last ones; a line says how many there are."""
SOURCES = 8
COLUMNS = 8
FIRST = ("period", "series", "label", "question", "measure", "claim", "verdict", "value", "low", "high")
"""Columns that are shown before others, where a row has them."""
LAST = ("source",)
UNSHOWN = ("reports", "joined", "unit")
"""Columns of detail, which frames and files have."""
MONEY = ("value", "low", "high")
STYLE = "max-width:760px;font-family:system-ui,sans-serif;font-size:14px;line-height:1.45"


def page(result: Shown) -> str:
    """The result: its sentence, the chart of its first finding that has one, a table, sources, caveats and method."""
    findings = result.behind()
    parts = [
        f"<p><strong>{escape(result.headline())}</strong></p>",
        _list(result.points()),
        _interval(findings),
        _chart(findings, result.headline()),
        _table(result.tidy(), findings[0].unit if findings else ""),
        _caveats(findings),
        _sources(findings),
        _method(findings),
    ]
    return f'<div class="realpolitik" style="{STYLE}">{"".join(parts)}</div>'


def _interval(findings: Sequence[Figure]) -> str:
    if not findings or not (interval := findings[0].interval):
        return ""
    said = between(interval.low, interval.high, findings[0].unit)
    return f"<p>interval {escape(said)} ({escape(interval.kind)})</p>"


def _chart(findings: Sequence[Figure], said: str) -> str:
    for finding in findings:
        if not maker("drawable")(finding):
            continue
        try:
            drawn = maker("svg")(finding, bare=finding.says == said)  # a sentence stands once
        except RealpolitikError:  # nothing in it that could be drawn: the table is all there is
            continue
        # as the data of an image, in which no script can run whatever a label holds
        data = base64.b64encode(drawn.encode()).decode()
        return f'<img alt="{escape(finding.says)}" style="max-width:100%" src="data:image/svg+xml;base64,{data}">'
    return ""


def _table(rows: Sequence[Mapping[str, Any]], unit: str) -> str:
    if not rows:
        return ""
    there = dict.fromkeys(
        key for row in rows for key, value in row.items() if value is not None and value != ""
    )
    order = [key for key in FIRST if key in there]
    order += [key for key in there if key not in (*FIRST, *LAST, *UNSHOWN)][
        : max(COLUMNS - len(order) - 1, 0)
    ]
    order += [key for key in LAST if key in there]
    head = "".join(f"<th>{escape(key)}</th>" for key in order)
    body = "".join("<tr>" + "".join(_cell(row, key, unit) for key in order) + "</tr>" for row in rows[-ROWS:])
    more = f"<p>The last {ROWS} of {len(rows):,} rows.</p>" if len(rows) > ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(row: Mapping[str, Any], key: str, unit: str) -> str:
    value = row.get(key)
    if value is None:
        return "<td>–</td>" if key in MONEY else "<td></td>"
    if isinstance(value, float) or (key in MONEY and isinstance(value, int)):
        shown = quantity(value, str(row.get("unit") or unit)) if key in MONEY else f"{value:.4g}"
        return f'<td style="text-align:right;white-space:nowrap">{escape(shown)}</td>'
    return f"<td>{escape(str(value))}</td>"


def _caveats(findings: Sequence[Figure]) -> str:
    said = tuple(dict.fromkeys(text for finding in findings[:3] for text in finding.caveats))
    return f"<details open><summary>Caveats</summary>{_list(said)}</details>" if said else ""


def _sources(findings: Sequence[Figure]) -> str:
    found = list({one.id: one for finding in findings for one in finding.sources}.values())
    if not found:
        return ""
    items = "".join(f"<li>{_source(one)}</li>" for one in found[:SOURCES])
    more = f"<li>and {len(found) - SOURCES} more</li>" if len(found) > SOURCES else ""
    return f"<details open><summary>Sources</summary><ul>{items}{more}</ul></details>"


def _source(source: Any) -> str:
    address = str(source.record().get("address") or "")
    said = escape(str(source))
    if address.startswith(("https://", "http://")):
        return f'<a href="{escape(address)}" rel="noreferrer">{escape(source.id)}</a>: {said}'
    return f"{escape(source.id)}: {said}"


def _method(findings: Sequence[Figure]) -> str:
    if not findings:
        return ""
    method = findings[0].method
    return f"<details><summary>Method</summary><p>{escape(method.definition)} <code>{escape(method.formula)}</code><br>{escape(method.reference)}</p></details>"


def _list(said: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in said)}</ul>" if said else ""
