"""A brief as Markdown: sentences, verdicts, tables, sources; no pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from realpolitik.briefs.judging.judge import RULE
from realpolitik.briefs.model import status
from realpolitik.briefs.tables import grid
from realpolitik.wording.numbers import number_of

if TYPE_CHECKING:
    from realpolitik.briefs.model import Brief, Ruling, Section
    from realpolitik.findings import Finding

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")
_MOST = 40
"""Longer tables are cut in the middle of the page; the JSON and the CSV of the HTML page have every row."""


def document(brief: Brief) -> str:
    """The whole brief."""
    lines = [
        f"# {escape(brief.title)}",
        "",
        " ".join(filter(None, (f"Window: {brief.span}.", brief.figures_to))),
        "",
    ]
    lines += _changes(brief)
    lines += [
        f"- {escape(one.says)} {f'({one.mark})' if one.mark else ''}".rstrip() for one in brief.judgements
    ]
    lines += ["", RULE, ""] if brief.judgements else []
    answers = [f"- {escape(sentence)}" for sentence in brief.summary]
    lines += answers or ["No figure is embedded for this pair."]
    for section in brief.sections:
        lines += ["", f"## {escape(section.asks)}", "", escape(section.answer), *_section(section)]
    if brief.sources:
        lines += ["", "## Sources", ""]
        lines += [f"- `{record['id']}` {escape(_source(record))}" for record in brief.sources]
    return "\n".join(lines) + "\n"


def _changes(brief: Brief) -> list[str]:
    """What changed since an older brief, where one was given."""
    if brief.changes is None:
        return []
    lines = ["## What changed", "", escape(brief.changes.summary), ""]
    for head, sentences in brief.changes.groups():
        lines += [f"### {head}", "", *(f"- {escape(one)}" for one in sentences), ""]
    return [*lines, "---", ""]


def escape(text: str) -> str:
    r"""Text in which no character is read as markup, on one line.

    Examples
    --------
    >>> escape("a *b* <script>")
    'a \\*b\\* \\<script\\>'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _section(section: Section) -> list[str]:
    lines: list[str] = []
    for finding in section.findings:
        lines += ["", f"### {escape(finding.says)}", "", *_finding(finding)]
    if section.verdicts:
        lines += ["", "| verdict | statement | figure | margin | would be overturned by |"]
        lines += ["|---|---|---|---|---|"]
        lines += [_verdict(verdict) for verdict in section.verdicts]
    if section.gaps:
        missing = [f"{gap.measure} {' '.join(gap.about)}: {gap.why} {gap.remedy}" for gap in section.gaps]
        lines += ["", *(f"- Missing: {escape(one)}" for one in missing)]
    return lines


def _finding(finding: Finding) -> list[str]:
    table = grid(finding)
    rows = table.rows if len(table.rows) <= _MOST else (*table.rows[: _MOST // 2], *table.rows[-_MOST // 2 :])
    rule = ["---:" if name in table.numbers else "---" for name in table.columns]
    lines = [_row(table.columns), "|" + "|".join(rule) + "|", *(_row(row) for row in rows)]
    if len(rows) < len(table.rows):
        lines += ["", f"({number_of(len(table.rows) - len(rows), 'rows')} in the middle are left out.)"]
    method = finding.method
    formula = f" `{method.formula}`" if method.formula else ""
    lines += ["", f"How computed: {escape(method.definition)}{formula} ({escape(method.reference)})"]
    if finding.options:
        lines += [f"Options: {escape(', '.join(f'{key}={value}' for key, value in finding.options.items()))}"]
    if finding.interval:
        lines += [f"Interval: {escape(finding.interval.kind)}"]
    return lines + [f"- Caution: {escape(caveat)}" for caveat in finding.caveats]


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(escape(cell) for cell in cells) + " |"


def _verdict(verdict: Ruling) -> str:
    return _row(
        (
            verdict.words or status(verdict),
            f"{verdict.claim.says} ({verdict.claim.by})",
            " ".join((verdict.figure or verdict.why, *verdict.standing)),
            verdict.margin_in_words or "–",
            verdict.overturned_by or "–",
        )
    )


def _source(record: dict[str, str]) -> str:
    names = ("publisher", "title", "version", "published", "address", "licence")
    return ", ".join(record[name] for name in names if record.get(name))
