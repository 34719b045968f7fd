"""Answers made short: an assistant pays for every word it reads. Value, interval, sources and caveats always stay."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal
from urllib.parse import urlencode

from realpolitik.findings import Citable, Finding, Window
from realpolitik.web.parameters import changed, spanned
from realpolitik.wording.numbers import quantity
from realpolitik.wording.plain import plain as plain_text

Detail = Literal["short", "full"]
ROWS: Mapping[Detail, int] = {"short": 8, "full": 400}
SOURCES: Mapping[Detail, int] = {"short": 8, "full": 200}
LETTERS: Mapping[Detail, int] = {"short": 9_000, "full": 90_000}
"""Letters of the JSON of one finding; four letters are about one token."""
NAMED = ("id", "publisher", "title", "version", "published", "address")
"""What is said of a source in short."""


def plain(value: Any) -> Any:
    """The same as plain values of JSON: days as text, no NaN."""
    return json.loads(plain_text(value))


def found(finding: Finding, window: Window | None = None, *, detail: Detail = "short") -> dict[str, Any]:
    """A finding as an answer (`shapes.Found`): all but rows, sources and flags is whole."""
    record = plain(finding.record())
    rows, flags = record["rows"], record["flags"]
    every = {source["id"]: source for source in record["sources"]}
    record |= {
        "flags": flags if detail == "full" else [],
        "rows_in_all": len(rows),
        "sources_in_all": len(every),
        "flags_in_all": len(flags),
        "finding_at": address(finding, window or Window()),
        "method_at": f"realpolitik://measures/{finding.name}",
    }
    most = ROWS[detail]
    while True:
        record["rows"] = latest(rows, most)
        first = ordered(record["rows"], every)[: SOURCES[detail]]
        record["sources"] = [named(every[name], detail) for name in first]
        if most == 0 or len(json.dumps(record, ensure_ascii=False)) <= LETTERS[detail]:
            return record
        most //= 2


def latest(rows: Sequence[Mapping[str, Any]], most: int) -> list[dict[str, Any]]:
    """At most so many rows: those of the latest periods, in their order; the first where all are of one. Empty cells are left out.

    Examples
    --------
    >>> latest([{"period": "2021", "value": 1}, {"period": "2022", "value": 2, "low": None}], 1)
    [{'period': '2022', 'value': 2}]
    """
    kept: set[int] = set()
    for period in sorted({str(row.get("period", "")) for row in rows}, reverse=True):
        own = [at for at, row in enumerate(rows) if str(row.get("period", "")) == period]
        kept |= set(own[: most - len(kept)])
        if len(kept) >= most:
            break
    return [{key: value for key, value in rows[at].items() if value not in (None, "")} for at in sorted(kept)]


def named(source: Mapping[str, Any], detail: Detail = "short") -> dict[str, Any]:
    """A source in short, or whole."""
    return {key: value for key, value in source.items() if detail == "full" or (key in NAMED and value)}


def sources(findings: Iterable[Finding], detail: Detail) -> tuple[list[dict[str, Any]], int]:
    """The sources of findings in short, each once, those of the latest rows first; and how many there are in all."""
    every: dict[str, Citable] = {}
    for finding in findings:
        own = {source.id: source for source in finding.sources}
        every |= {name: own[name] for name in ordered(finding.rows, own) if name not in every}
    first = list(every.values())[: SOURCES[detail] * 2]
    return [named(plain(one.record())) for one in first], len(every)


def ordered(rows: Sequence[Mapping[str, Any]], every: Iterable[str]) -> list[str]:
    """Identifiers of sources, those of the latest rows first."""
    known = list(every)
    cited = [name for row in reversed(rows) for name in str(row.get("source") or "").split()]
    return [name for name in dict.fromkeys((*cited, *known)) if name in known]


def address(finding: Finding, window: Window) -> str:
    """The resource of a finding; empty where it was asked with options, which the address does not carry."""
    if changed(finding):
        return ""
    about = "-".join(finding.about) or "world"
    pairs = [({"from": "start", "to": "end"}[key], value) for key, value in spanned(window)]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return f"realpolitik://findings/{finding.name}/{about}{query}"


def told(record: Mapping[str, Any]) -> str:
    """A finding (`found`) as text: what it says, how sure it is, what to be careful about, where it comes from."""
    lines = [*figure(record), *(f"Caveat: {caveat}" for caveat in record["caveats"]), method(record)]
    return "\n".join((*lines, *cited(record["sources"], record["sources_in_all"])))


def figure(record: Mapping[str, Any]) -> list[str]:
    """What a finding says, its value, its interval, and how old it is."""
    lines = [record["says"]]
    if record["value"] is not None:
        lines.append(f"Value: {quantity(record['value'], record['unit'])}.")
    if interval := record["interval"]:
        low, high = (quantity(interval[end], record["unit"]) for end in ("low", "high"))
        lines.append(f"Interval: {low} to {high} ({interval['kind']}).")
    return [*lines, f"Figures to {record['as_of']}."]


def method(record: Mapping[str, Any]) -> str:
    """What the measure is."""
    return f"Method ({record['name']}): {record['method']['definition']}"


def cited(sources: Sequence[Mapping[str, Any]], of: int) -> list[str]:
    """Sources as lines, and how many more there are."""
    lines = [
        f"Source [{one['id']}]: {one['publisher']}, {one['title']}"
        + "".join(f", {one[key]}" for key in ("version", "address") if one.get(key))
        for one in sources
    ]
    return [*lines, f"And {of - len(sources)} more sources."] if of > len(sources) else lines
