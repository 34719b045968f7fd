"""The sentences of `sentences.psv`, and the half to which each belongs by the hash of its text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("sentences.psv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A sentence with what should be found in it: a kind, and for a claim its parts."""

    topic: str
    level: int
    before: str
    text: str
    kind: str
    claims: tuple[tuple[str, ...], ...]

    @property
    def half(self) -> str:
        """`development` or `held-out`."""
        return "held-out" if hashlib.sha256(self.text.encode()).digest()[0] % 2 else "development"


def corpus(half: str = "") -> list[Expected]:
    """All sentences, or those of one half."""
    made = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        topic, level, before, text, expected = line.split("|")
        plain = expected in ("opinion", "prediction", "outside", "none")
        claims = () if plain else tuple(_claim(one) for one in expected.split(";"))
        made.append(
            Expected(
                topic=topic,
                level=int(level),
                before=before,
                text=text,
                kind=expected if plain else "claim",
                claims=claims,
            )
        )
    return [one for one in made if not half or one.half == half]


TESTS = [
    "near",
    "at_least",
    "at_most",
    "record",
    "rises",
    "falls",
    "grows",
    "shrinks",
    "top",
    "used",
    "absent",
    "exists",
    "lacks",
]


def _claim(text: str) -> tuple[str, ...]:
    """relation, states, test, value with unit, period, goods."""
    words = text.split()
    place = next(number for number, word in enumerate(words) if word in TESTS)
    relation, states, rest = words[0], " ".join(words[1:place]), words[place + 1 :]
    value = ""
    if (len(rest) > 1 and rest[0][0].isdigit() and not rest[0][:4].isdigit()) or (
        len(rest) > 1
        and rest[1]
        in (
            "share",
            "USD",
            "EUR",
            "meetings",
            "measures",
            "states",
            "t",
            "m3",
            "units",
            "USD/bbl",
            "place",
            "exercises",
            "people",
        )
    ):
        value, rest = f"{float(rest[0]):.3g} {rest[1]}", rest[2:]
    period = rest[0] if rest else "-"
    return relation, states, words[place], value, period, rest[1] if len(rest) > 1 else ""
