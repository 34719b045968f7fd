"""Freezing what a page shows, so that a saved brief stays what its editor saw; thawing it as the same objects."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from realpolitik.briefs import Brief, Gap, Question, Section
from realpolitik.briefs.judging.judge import Judgement
from realpolitik.errors import FileFormatError
from realpolitik.findings import Finding, Interval, Method, Period, Window
from realpolitik.sources import Source
from realpolitik.wording.plain import plain

if TYPE_CHECKING:
    from realpolitik.scenarios import Scenario


@dataclass(frozen=True, slots=True)
class _Claim:
    id: str
    says: str
    by: str
    because: str = ""


@dataclass(frozen=True, slots=True)
class _Ruling:
    """A verdict as it was."""

    claim: _Claim
    status: str
    figure: str
    margin_in_words: str
    overturned_by: str
    why: str
    kept: Mapping[str, Any]
    finding: Finding | None = None
    words: str = ""
    standing: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        return dict(self.kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A scenario as it was played."""

    scenario: Mapping[str, Any]
    findings: tuple[Finding, ...]
    solver: Mapping[str, Any]


def freeze_brief(brief: Brief) -> bytes:
    """A brief as bytes."""
    record = brief.record()
    for kept, section in zip(record["sections"], brief.sections, strict=True):
        kept["short"], kept["leads"] = section.question.short, section.leads
        kept["shows"] = bool(section.question.shows)
    return _packed({"brief": record})


def freeze_scenario(scenario: Scenario, findings: Sequence[Finding], solver: Mapping[str, Any]) -> bytes:
    """A scenario with what followed from it, as bytes."""
    return _packed(
        {
            "scenario": scenario.model_dump(mode="json", by_alias=True),
            "findings": [finding.record() for finding in findings],
            "solver": dict(solver),
        }
    )


def thaw(frozen: bytes) -> Brief | Played:
    """What was frozen.

    Raises
    ------
    FileFormatError
        The bytes are no snapshot.
    """
    try:
        kept = json.loads(zlib.decompress(frozen))
        if "brief" in kept:
            return _brief(kept["brief"])
        return Played(
            scenario=kept["scenario"],
            findings=tuple(_finding(one) for one in kept["findings"]),
            solver=kept["solver"],
        )
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise FileFormatError("the snapshot of an entry", f"is damaged: {error!r}") from None


def _packed(value: Mapping[str, Any]) -> bytes:
    return zlib.compress(plain(value).encode(), 6)


def _brief(kept: Mapping[str, Any]) -> Brief:
    ends = (kept["window"]["from"], kept["window"]["to"])
    a, b = kept["about"]
    first, second = kept["names"]
    return Brief(
        about=(a, b),
        names=(first, second),
        window=Window(*(date.fromisoformat(end) if end else None for end in ends)),
        sections=tuple(_section(one) for one in kept["sections"]),
        judgements=tuple(_judgement(one) for one in kept.get("judgements", ())),
    )


_KEPT: Any = ("kept",)
"""What a question shows is not looked up again: that it shows something is enough."""


def _judgement(kept: Mapping[str, Any]) -> Judgement:
    return Judgement(
        id=kept["id"],
        says=kept["says"],
        confidence=kept["confidence"],
        why=tuple(kept["why"]),
        question=kept["question"],
        evidence=tuple((one["measure"], tuple(one["about"])) for one in kept["evidence"]),
        as_of=kept["as_of"],
    )


def _section(kept: Mapping[str, Any]) -> Section:
    return Section(
        question=Question(
            id=kept["question"],
            asks=kept["asks"],
            short=kept["short"],
            shows=_KEPT if kept.get("shows") else (),
        ),
        asks=kept["asks"],
        answer=kept["answer"],
        findings=tuple(_finding(one) for one in kept["findings"]),
        verdicts=tuple(_ruling(one) for one in kept["verdicts"]),
        gaps=tuple(Gap(**{**gap, "about": tuple(gap["about"])}) for gap in kept["gaps"]),
        leads=kept["leads"],
    )


def _ruling(kept: Mapping[str, Any]) -> _Ruling:
    return _Ruling(
        claim=_Claim(kept["id"], kept["says"], kept["by"], kept.get("because") or ""),
        status=kept["status"],
        figure=kept["figure"],
        margin_in_words=kept["margin_in_words"],
        overturned_by=kept["overturned_by"],
        why=kept["why"],
        kept=kept,
        words=kept.get("words", kept["status"]),
        standing=tuple(kept.get("standing", ())),
    )


def _finding(kept: Mapping[str, Any]) -> Finding:
    period, interval = kept["period"], kept["interval"]
    return Finding(
        name=kept["name"],
        about=tuple(kept["about"]),
        period=Period(start=period["from"], end=period["to"], freq=period["freq"]),
        value=kept["value"],
        unit=kept["unit"],
        says=kept["says"],
        rows=tuple(kept["rows"]),
        sources=tuple(Source.from_mapping(one) for one in kept["sources"]),
        method=Method(**kept["method"]),
        interval=Interval(**interval) if interval else None,
        caveats=tuple(kept["caveats"]),
        chart=kept["chart"],
        options=kept["options"],
        flags=tuple(kept.get("flags", ())),
    )
