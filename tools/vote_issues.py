"""What a roll call is about: published issues, titles, and, where there is neither, the pattern of the votes.

The published flags end with session 74, and those of sessions 73 and 74 are out of step with the titles (texts on nuclear
weapons are flagged as colonialism, the embargo on Cuba as nothing). From session 73 on the title decides. Sessions 75 to 78 have no titles:
a text that recurs is met by nearly the same votes, so a flag is taken from the five roll calls of the ten sessions before
whose votes are nearest, where they agree on it. `check` measures how often that is right.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

FLAGS = {
    "me": "middle-east",
    "nu": "nuclear",
    "di": "disarmament",
    "hr": "human-rights",
    "co": "colonialism",
    "ec": "economic",
}
WAR = "war-in-ukraine"
ISSUES = (*FLAGS.values(), WAR)
LAST_SOUND, LAST_TITLED = 72, 74
NEAREST, BACK, SURE, WEIGHT = 5, 10, 0.5, 8
CORRECTIONS = {
    # Adopted on 23 May 2024 by 84 to 19 with 68 abstentions, the genocide of Srebrenica (A/RES/78/282): met like the texts on
    # Crimea, but not about the war.
    78036: {"human-rights"},
}
"""Issues of roll calls whose pattern misleads."""
TITLES = {
    "middle-east": r"palestin|israel|middle east|syrian golan|jerusalem|lebanese|lebanon|occupied territor|unrwa",
    "nuclear": r"nuclear|hiroshima|atomic|treaty of tlatelolco|test-ban|fissile",
    "disarmament": r"disarm|\barms\b|weapon|munition|mines|missile|nuclear|military|hague code|outer space|non-proliferation"
    r"|confidence-building|explosive",
    "human-rights": r"human right|torture|racis|right to|rights of|nazism|death penalty|religio|mercenar"
    r"|indigenous|democra|hostage|executions",
    "colonialism": r"coloni|self-determin|self-govern|apartheid|south africa|namibia|western sahara|gibraltar|chagos|mayotte"
    r"|falkland|tokelau|new caledonia|mercenar",
    "economic": r"econom|developing|development(?!, production)|\btrade\b|financ|debt|poverty|agricultur|commodit|globali[sz]ation|embargo|hunger"
    r"|international tax|sustainable|entrepreneur|industr",
    WAR: r"ukraine|crimea|sevastopol",
}


def read(described: Mapping[str, Any] | None, session: int) -> tuple[set[str], str]:
    """Issues of a roll call with a title, and where they come from: `published` or `title`; else `none`."""
    if described is None:
        return set(), "none"
    text = f"{described['short'] or ''} {described['descr'] or ''}".lower()
    war = {WAR} if session >= 68 and re.search(TITLES[WAR], text) else set()
    if session <= LAST_SOUND:
        return {FLAGS[flag] for flag in described["flags"] or ()} | war, "published"
    title = str(described["short"] or text).lower()
    return {issue for issue in ISSUES if issue != WAR and re.search(TITLES[issue], title)} | war, "title"


def bridge(records: list[dict[str, Any]], codes: NDArray[np.int8]) -> None:
    """Give roll calls without a title the issues of those that were met by nearly the same votes (in place)."""
    sessions = np.array([record["session"] for record in records])
    titled = np.array([record["basis"] != "none" for record in records])
    for session in sorted(set(sessions[~titled])):
        new = np.flatnonzero((sessions == session) & ~titled)
        known = np.flatnonzero((sessions >= LAST_TITLED - BACK) & titled)
        for place, issues in zip(
            new, predicted(codes[new], codes[known], [records[int(k)]["issues"] for k in known]), strict=True
        ):
            number = records[int(place)]["roll_call"]
            records[int(place)] |= {"issues": CORRECTIONS.get(number, issues), "basis": "pattern"}
    absent = CORRECTIONS.keys() - {record["roll_call"] for record in records}
    if absent:  # renumbered, or described at last: the correction must go
        raise LookupError(f"corrections of roll calls that are not there: {sorted(absent)}")


def predicted(new: NDArray[np.int8], known: NDArray[np.int8], issues: Sequence[set[str]]) -> list[set[str]]:
    """Issues of new roll calls from those of the known whose votes agree most beyond chance."""
    held = np.array([[issue in own for issue in ISSUES] for own in issues], dtype=float)
    alike = _kappa(new, known)
    nearest = np.argsort(-alike, axis=1, kind="stable")[:, :NEAREST]
    weight = np.clip(np.take_along_axis(alike, nearest, 1), 1e-6, None) ** WEIGHT
    likely = (weight[:, :, None] * held[nearest]).sum(1) / weight.sum(1)[:, None]
    return [{issue for issue, share in zip(ISSUES, row, strict=True) if share >= SURE} for row in likely]


def _kappa(one: NDArray[np.int8], two: NDArray[np.int8]) -> NDArray[np.float64]:
    """Linear kappa of two roll calls over the states that voted in both."""
    first = [(one == code).astype(np.float64) for code in range(3)]
    second = [(two == code).astype(np.float64) for code in range(3)]
    both = sum(first) @ sum(second).T  # type: ignore[union-attr]
    step = np.abs(np.subtract.outer(np.arange(3), np.arange(3))) / 2
    apart = sum(step[i, j] * (first[i] @ second[j].T) for i in range(3) for j in range(3))
    rows, columns = (
        np.stack([part.sum(1) for part in parts], 1)
        / np.maximum(sum(part.sum(1) for part in parts), 1)[:, None]
        for parts in (first, second)
    )
    return 1 - (apart / np.maximum(both, 1)) / np.maximum(rows @ step @ columns.T, 1e-9)


def check(
    records: Sequence[Mapping[str, Any]], codes: NDArray[np.int8], *, ahead: int
) -> dict[str, tuple[float, float]]:
    """Precision and recall, by issue, of `predicted` on sessions whose issues are known, from those `ahead` sessions before."""
    sessions = np.array([record["session"] for record in records])
    right = dict.fromkeys(ISSUES, 0)
    said = dict.fromkeys(ISSUES, 0)
    true = dict.fromkeys(ISSUES, 0)
    for session in range(LAST_TITLED - 9, LAST_TITLED + 1):
        new = np.flatnonzero(sessions == session)
        known = np.flatnonzero((sessions <= session - ahead) & (sessions >= session - ahead - BACK))
        found = predicted(codes[new], codes[known], [records[int(k)]["issues"] for k in known])
        for place, own in zip(new, found, strict=True):
            for issue in ISSUES:
                held = issue in records[int(place)]["issues"]
                right[issue] += held and issue in own
                said[issue] += issue in own
                true[issue] += held
    return {
        issue: (right[issue] / max(said[issue], 1), right[issue] / max(true[issue], 1)) for issue in ISSUES
    }
