"""What became of the statements of a file, all together: how many stand in which way, and which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from realpolitik.wording.numbers import number_of

if TYPE_CHECKING:
    from realpolitik.claims.model import Verdict

HEADS: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "supported",
        {
            "measured": "Supported by the record",
            "estimated": "Supported by estimate",
            "modelled": "So by the model",
            "judged": "So by judgement",
        },
    ),
    ("contradicted", {"any": "Contradicted"}),
    ("mixed", {"any": "Not decided"}),
    ("not shown", {"any": "Not shown by the test"}),
    ("not measurable", {"any": "Not measurable"}),
)
"""Verdicts in the order in which they are told."""

TOLD = 4
"""Contradicted statements that a bottom line names one by one."""


def by_name(verdicts: Iterable[Verdict]) -> list[str]:
    """The statements by what became of them, by name: a line for each way in which a verdict can stand."""
    return [f"{head}: {', '.join(one.claim.id for one in found)}." for head, found in _grouped(verdicts)]


def bottom_line(verdicts: Iterable[Verdict]) -> str:
    """How many statements stand in which way, and which are contradicted."""
    verdicts = list(verdicts)
    supported, others = [], []
    for head, found in _grouped(verdicts):
        said = f"{head[0].lower()}{head[1:]}".removeprefix("so ").removeprefix("supported ")
        group = supported if found[0].status == "supported" else others
        if not group:
            said = f"{'is' if len(found) == 1 else 'are'} {'supported ' if group is supported else ''}{said}"
        group.append(f"{len(found)} {said}")
    counts = "; ".join(", ".join(group) for group in (supported, others) if group)
    total = f"Of {number_of(len(verdicts), 'statements')} {counts}."
    refuted = [one.claim.says.rstrip(".") for one in verdicts if one.status == "contradicted"]
    if not 0 < len(refuted) <= TOLD:
        return total
    return f"{total} Contradicted: {'; '.join(f'“{says}”' for says in refuted)}."


def _grouped(verdicts: Iterable[Verdict]) -> list[tuple[str, list[Verdict]]]:
    verdicts = list(verdicts)
    return [(head, found) for head, found in _all(verdicts) if found]


def _all(verdicts: list[Verdict]) -> Iterator[tuple[str, list[Verdict]]]:
    for status, heads in HEADS:
        for kind, head in heads.items():
            yield head, [one for one in verdicts if one.status == status and kind in (one.evidence, "any")]
