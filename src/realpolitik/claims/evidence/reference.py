"""How other pairs fare under the test of a claim: what `realpolitik claims --reference` computed, kept beside the claims.

A test that most states pass says nothing of two of them. So each test of a bundled file was run on all other pairs that have
the data; the share that passes, the rank of the pair and the controls are in `reference.csv`, with the hash of the test, so
that a test that was changed since is not given the figures of another.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from realpolitik.files import write_text
from realpolitik.wording.numbers import number_of

FILE = Path(__file__).parent / "reference.csv"
MOST = 0.25
"""The largest share of other pairs that may pass a test that stands for something else than itself."""
FEWEST = 10
"""Other pairs that must have the data before their share says anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """How a test fares on all pairs that have the data.

    Attributes
    ----------
    claim, test
        The claim, and the hash of what was tested.
    pairs, passed
        How many other pairs (or states) have the data, and how many of them pass.
    rank
        Place of the pair itself among all, by the margin with which the test is met; 0 where nothing was compared.
    tied
        How many other pairs share that place.
    ignores
        States of the pair on which the figure does not depend, with spaces between: whoever stands in their stead has the same
        figure, which is then no other pair's and is not compared.
    data
        Hash of the data that were compared (`evidence.data`).
    stale
        Whether the data read now are others: what was computed then is not shown, but still forbids a "supported" that it forbade.
    controls
        How the named controls fared, in words.
    then
        The verdict on the data to the day of the statement.
    turns
        Where a judged or assumed input turns the verdict, in words.
    registered, known
        The day on which the test was set down, and whether its figure was known then (`yes`, `no`).
    """

    claim: str
    test: str
    pairs: int = 0
    passed: int = 0
    rank: int = 0
    controls: str = ""
    then: str = ""
    turns: str = ""
    registered: str = ""
    known: str = ""
    tied: int = 0
    ignores: str = ""
    data: str = ""
    stale: bool = False

    @property
    def share(self) -> float | None:
        """The share of other pairs that pass; None where too few have the data."""
        return self.passed / self.pairs if self.pairs >= FEWEST else None

    @property
    def says(self) -> str:
        """In words.

        Examples
        --------
        >>> Reference(claim="a", test="b", pairs=34, passed=6, rank=6).says
        'passed by 6 of 34 other pairs; number 6 of 35'
        >>> Reference(claim="a", test="b", pairs=45, passed=6, rank=1, tied=5).says
        'passed by 6 of 45 other pairs; level with 5 of them at place 1 of 46'
        >>> Reference(claim="a", test="b", ignores="CHN RUS").says
        'not compared with other pairs: the figure is the same whatever states are put in their place'
        """
        if self.stale:
            return "how other pairs fare was computed on other data: `realpolitik claims --reference` computes it anew"
        if not self.pairs and self.ignores:
            return (
                "not compared with other pairs: the figure is the same whatever states are put in their place"
            )
        if not self.pairs:
            return "no other pair has the data"
        many = f"passed by {self.passed} of {number_of(self.pairs, 'other pairs')}"
        if not self.rank:
            return many
        if self.tied:
            return f"{many}; level with {self.tied} of them at place {self.rank} of {self.pairs + 1}"
        return f"{many}; number {self.rank} of {self.pairs + 1}"

    def record(self) -> dict[str, Any]:
        """As plain values."""
        if self.stale:
            known = {"claim": self.claim, "test": self.test, "data": self.data, "stale": True}
            return known | {"registered": self.registered, "known": self.known, "says": self.says}
        return {**asdict(self), "share": self.share, "says": self.says}


def fingerprint(tested: Mapping[str, Any]) -> str:
    """Hash of what a claim tests (`Claim.tested`)."""
    return hashlib.sha256(json.dumps(tested, sort_keys=True).encode()).hexdigest()[:12]


def reference_of(claim: str, tested: Mapping[str, Any], data: str = "") -> Reference | None:
    """What was computed for exactly this test; None where nothing was.

    Parameters
    ----------
    data
        Hash of the data that are read now: what was computed on others is stale. Not compared where it is empty.
    """
    known = _kept()
    found = known.get((claim, fingerprint(tested))) if claim in {name for name, _ in known} else None
    return replace(found, stale=True) if found and data and found.data != data else found


def write(found: list[Reference], path: Path = FILE) -> None:
    """Keep what was computed."""
    names = [field.name for field in fields(Reference) if field.name != "stale"]
    lines = [",".join(names)]
    for one in sorted(found, key=lambda one: one.claim):
        values = asdict(one)
        lines.append(",".join(_cell(values[name]) for name in names))
    write_text(path, "\n".join(lines) + "\n")
    _kept.cache_clear()


def _cell(value: object) -> str:
    text = str(value)
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(mark in text for mark in ',"\n') else text


def read(path: Path = FILE) -> list[Reference]:
    """What was computed and kept; nothing where nothing was."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    numbers = ("pairs", "passed", "rank", "tied")
    return [Reference(**{**row, **{name: int(row.get(name) or 0) for name in numbers}}) for row in rows]  # type: ignore[arg-type]


@cache
def _kept() -> dict[tuple[str, str], Reference]:
    return {(one.claim, one.test): one for one in read()}
