"""How well statements are found: precision and recall of detection by kind, and of each field of the claims.

Detection counts sentences: one with at least one claim expected, and at least one found. Fields count the values of claims: of a
sentence for which two claims are expected and three found, the values that agree, one for one, are hits.
"""

from __future__ import annotations

import runpy
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from realpolitik.claims.reading import GrammarReader, Statement, make_article

HALVES = runpy.run_path(str(Path(__file__).with_name("halves.py")))
PUBLISHED = "2024-04-20"
FIELDS = ("relation", "states", "test", "value", "period", "goods")


@dataclass(slots=True)
class Tally:
    """Hits, what was found beside them, and what was missed."""

    hits: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.extra) if self.hits + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0


@dataclass(slots=True)
class Scores:
    """Tallies by what is counted, and each sentence that went wrong: its text, what was expected, what was found."""

    half: str
    sentences: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    opinions_as_claims: int = 0

    def of(self, name: str) -> Tally:
        return self.tallies.setdefault(name, Tally())


def found_in(expected: Any) -> list[Statement]:
    """The statements of one sentence of the corpus, read after the sentence before it."""
    before = f"{expected.before}\n\n" if expected.before else ""
    article = make_article(before + expected.text, published=PUBLISHED)
    own = {
        number
        for number, one in enumerate(article.sentences)
        if one.text in expected.text and one.text not in expected.before
    }
    return [one for one in GrammarReader().read(article) if one.sentence in own]


def parts(one: Statement) -> tuple[str, ...]:
    """A found claim as the corpus writes it."""
    value = "" if one.value is None else f"{one.value:.3g} {one.unit}"
    return one.relation, " ".join(one.states), str(one.test), value, one.period or "-", one.goods


def score(half: str) -> Scores:
    """Read every sentence of a half and count."""
    made = Scores(half=half)
    for expected in HALVES["corpus"](half):
        found = found_in(expected)
        claims = [parts(one) for one in found if one.kind == "claim"]
        kinds = {one.kind for one in found}
        kind = "claim" if claims else next(iter(kinds), "none")
        made.sentences += 1
        made.opinions_as_claims += expected.kind == "opinion" and bool(claims)
        for name in ("claim", "opinion", "prediction"):
            _count(
                made.of(f"{name} detection"),
                expected.kind == name,
                (kind == name) or (name in kinds and expected.kind == name),
            )
        if expected.kind == "claim" or claims:
            for place, name in enumerate(FIELDS):
                _compare(
                    made.of(name), [one[place] for one in expected.claims], [one[place] for one in claims]
                )
            _compare(made.of("whole claim"), list(expected.claims), claims)
        wrong = sorted(expected.claims) != sorted(claims) or _coarse(kind) != _coarse(expected.kind)
        if wrong:
            made.failures.append(
                (expected.text, _shown(expected.kind, expected.claims), _shown(kind, claims))
            )
    return made


def _coarse(kind: str) -> str:
    return "other" if kind in ("outside", "none") else kind


def _count(tally: Tally, wanted: bool, got: bool) -> None:
    tally.hits += wanted and got
    tally.extra += got and not wanted
    tally.missed += wanted and not got


def _compare(tally: Tally, wanted: list[Any], got: list[Any]) -> None:
    asked, answered = (
        Counter(one for one in wanted if one not in ("", "-")),
        Counter(one for one in got if one not in ("", "-")),
    )
    hits = sum((asked & answered).values())
    tally.hits += hits
    tally.extra += sum(answered.values()) - hits
    tally.missed += sum(asked.values()) - hits


def _shown(kind: str, claims: Any) -> str:
    return "; ".join(" ".join(part for part in one if part) for one in sorted(claims)) if claims else kind
