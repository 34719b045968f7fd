"""Answers that hold many findings, cut to what leads: briefs, articles, lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from realpolitik.mcp import short

if TYPE_CHECKING:
    from realpolitik.briefs import Brief
    from realpolitik.briefs.model import Ruling, Section
    from realpolitik.claims.reading import Report
    from realpolitik.findings import Finding, Window
    from realpolitik.measures import Measure

LISTS = ("cow-states", "gw-states")
"""Where codes and lives of states come from."""
ROWS, FEW = 2, 3
"""Rows and sources of the findings after the first, where several answer."""
ASIDE = ("opinion", "prediction", "outside")
"""What is listed after the claims of a text."""


def briefed(brief: Brief, detail: short.Detail) -> tuple[str, dict[str, Any]]:
    """A brief: key judgements, then an answer a question; in full with findings and verdicts."""
    judgements = [one.record() for one in brief.judgements]
    rested = {(one["measure"], tuple(one["about"])) for each in judgements for one in each["evidence"]}
    leading = [one for one in brief.findings if (one.name, tuple(one.about)) in rested] or list(
        brief.findings
    )
    cited, of = short.sources(leading if detail == "short" else brief.findings, detail)
    caveats = list(dict.fromkeys(caveat for one in leading for caveat in one.caveats))
    data = {
        "about": list(brief.about),
        "names": list(brief.names),
        "window": {"from": brief.window.start, "to": brief.window.end},
        "judgements": judgements,
        "figures_to": brief.figures_to,
        "sections": [section(one, brief.window, detail) for one in brief.sections],
        "caveats": caveats if detail == "full" else caveats[: short.SOURCES[detail]],
        "sources": cited,
        "sources_in_all": of,
    }
    lines = [f"{brief.title}. {brief.figures_to}"]
    for one in judgements:
        why = f": {', '.join(one['why'])}" if one["why"] else ""
        lines.append(f"- {one['says']} (confidence {one['confidence']}{why}; figures to {one['as_of']})")
    lines += ["", *(f"{one['asks']} {one['answer']}" for one in data["sections"]), ""]
    lines += [f"Caveat: {caveat}" for caveat in data["caveats"]]
    return "\n".join((*lines, *short.cited(cited, of))), data


def section(answered: Section, window: Window, detail: short.Detail) -> dict[str, Any]:
    """A question with its answer, and what it rests on."""
    record = {
        "question": answered.question.id,
        "asks": answered.asks,
        "answer": answered.answer,
        "measures": list(dict.fromkeys(one.name for one in answered.findings)),
    }
    if detail == "short":
        return record
    return record | {
        "findings": [figure(one, window) for one in answered.findings],
        "verdicts": [judged(one) | {"sources": [], "caveats": []} for one in answered.verdicts],
        "gaps": [one.record() for one in answered.gaps],
    }


def figure(finding: Finding, window: Window) -> dict[str, Any]:
    """A finding in a line (`shapes.Figure`): no rows, sources by their identifiers; caveats stand once, under the brief."""
    interval = finding.interval
    return {
        "name": finding.name,
        "about": list(finding.about),
        "says": finding.says,
        "value": finding.value,
        "unit": finding.unit,
        "interval": interval and interval.record(),
        "as_of": finding.as_of,
        "sources": [source.id for source in finding.sources],
        "finding_at": short.address(finding, window),
    }


def checked(report: Report, detail: short.Detail, most: int) -> tuple[str, dict[str, Any]]:
    """An article: each claim with its verdict and figure; what is none after them."""
    record = report.record()
    every = zip(report.checked, record["statements"], strict=True)
    ordered = sorted(every, key=lambda pair: pair[0].status in ASIDE)
    shown = ordered[:most]
    statements = [
        {
            "sentence": said["sentence"],
            "status": one.status,
            "why": said["aside"],
            "verdicts": [judged(verdict) for verdict in one.verdicts if one.status not in ASIDE],
        }
        for one, said in shown
    ]
    findings = [verdict.finding for one, _ in shown for verdict in one.verdicts if verdict.finding]
    cited, of = short.sources(findings, detail)
    data = {
        **{key: record[key] for key in ("summary", "published", "tally")},
        "statements": statements,
        "statements_in_all": len(ordered),
        "sources": cited,
    }
    lines = [record["summary"]]
    for one in statements:
        lines.append(f"“{one['sentence']}”: {one['status']}{': ' if one['why'] else ''}{one['why']}.")
        for verdict in one["verdicts"]:
            words = "" if verdict["status"] == "not measurable" else f"{verdict['words']}: "
            lines.append(f"  {verdict['says']} {words}{verdict['why']}")
            lines += [f"  Overturned by: {verdict['overturned_by']}."] if verdict["overturned_by"] else []
    judgements = [verdict for one in statements for verdict in one["verdicts"]]
    lines += dict.fromkeys(f"Caveat: {caveat}" for one in judgements for caveat in one["caveats"])
    return "\n".join((*lines, *short.cited(cited, of))), data


def judged(verdict: Ruling) -> dict[str, Any]:
    """A verdict in short (`shapes.Judged`)."""
    record, finding = verdict.record(), verdict.finding
    kept = ("says", "status", "words", "figure", "why", "overturned_by", "as_of")
    return {
        **{key: record[key] or "" for key in kept},
        "measure": finding.name if finding else "",
        "about": list(finding.about) if finding else [],
        "sources": [source.id for source in finding.sources] if finding else [],
        "caveats": list(finding.caveats) if finding else [],
    }


def beside(records: Sequence[dict[str, Any]], detail: short.Detail) -> str:
    """Several findings (`short.found`) as text: each sentence with its figure, then caveats, methods and sources, each once.

    In short those after the first keep few rows and sources.
    """
    for record in records[1:] if detail == "short" else ():
        record["rows"], record["sources"] = record["rows"][-ROWS:], record["sources"][:FEW]
    lines = [" ".join(short.figure(record)) for record in records]
    lines += dict.fromkeys(f"Caveat: {caveat}" for record in records for caveat in record["caveats"])
    lines += dict.fromkeys(short.method(record) for record in records)
    every = {one["id"]: one for record in records for one in record["sources"]}
    return "\n".join((*lines, *short.cited(list(every.values()), len(every))))


def measure_line(one: Measure, detail: short.Detail) -> dict[str, Any]:
    """A measure as a search names it; in full with definition, formula and options."""
    from realpolitik.web.parameters import open_to_all

    options = open_to_all(one)
    line = {
        "name": one.name,
        "says": one.says,
        "unit": one.unit,
        "states": one.states,
        "options": {name: option.default for name, option in options.items()},
        "reference": one.method.reference,
    }
    if detail == "short":
        return line
    return line | {
        "definition": one.method.definition,
        "formula": one.method.formula,
        "options_schema": {name: option.schema() for name, option in options.items()},
    }


def scenario_list() -> tuple[str, dict[str, Any]]:
    """The scenarios of the library, and what shocks may name."""
    from realpolitik.scenarios import library, load
    from realpolitik.scenarios.stage import embedded, stage, whole
    from realpolitik.states import groups

    every = [load(name) for name in library()]
    where = stage(embedded()[-1])
    data = {
        "items": [{"id": one.id, "asks": one.asks, "world": one.world} for one in every],
        "worlds": [*embedded(), *whole()],
        "states": dict(where.names),
        "sectors": dict(where.sectors),
        "groups": list(groups()),
    }
    lines = [f"{one.id}: {one.asks} (world {one.world})" for one in every]
    lines += [f"{key}: {', '.join(data[key])}" for key in ("worlds", "states", "sectors", "groups")]
    return "\n".join(lines), data
