"""True sentences on parts of years, months and yuan, from one office's prints, and seven ways to make each false."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cache

import pytest

from realpolitik.claims.reading import check, make_article
from realpolitik.claims.reading.matching.currencies import Rates
from realpolitik.errors import RealpolitikError
from realpolitik.measures import run
from realpolitik.store import Store

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
NAMES = {"CHN": "China", "RUS": "Russia"}
PARTS = {(1, 3): "in the first quarter of {y}", (1, 6): "in the first half of {y}", (4, 6): "in the second quarter of {y}",
         (1, 4): "in January-April {y}", (1, 5): "in the first five months of {y}", (1, 9): "in the first nine months of {y}",
         (1, 10): "from January to October {y}", (6, 6): "in June {y}", (5, 5): "in May {y}"}  # fmt: skip
LEVELS = (
    "{A}'s exports to {B} came to {q} {t}.",
    "{B} imported goods worth {q} from {A} {t}.",
    "{A} sold {B} goods worth {q} {t}, customs data showed.",
)
TOTALS = ("Trade between {A} and {B} reached {q} {t}.", "{A}-{B} trade totalled {q} {t}.")
MOVES = (
    "{A}'s exports to {B} {moved} by {p} {t} from a year earlier.",
    "{B}'s imports from {A} {moved} {p} year on year {t}.",
)
TURNS = ("Trade between {A} and {B} {moved} by {p} {t}.", "{A}-{B} trade {moved} {p} {t}.")
WAYS = ("number", "direction", "states", "unit", "year", "part", "negation")
APART = 0.13
"""How far a mutated figure must lie from the print to be called false: more than offices differ by."""


@dataclass(frozen=True)
class Said:
    shape: str
    a: str
    b: str
    year: int
    part: tuple[int, int]
    value: float
    unit: str = "USD"
    denied: bool = False

    def text(self):
        growth = "{p}" in self.shape
        amount = f"{self.value / 1e9:.2f} billion {'yuan' if self.unit == 'CNY' else 'dollars'}"
        said = self.shape.format(
            A=NAMES[self.a],
            B=NAMES[self.b],
            q=amount,
            p=f"{abs(self.value) * 100:.1f} {'percentage points' if self.unit == 'points' else 'per cent'}",
            t=PARTS[self.part].format(y=self.year),
            moved=("rose" if self.value >= 0 else "fell") if growth else "",
        )
        verbs = ("came to", "imported", "sold", "reached", "totalled", "rose", "fell")
        return next(
            (
                said.replace(f" {verb} ", f" did not {verb} ", 1)
                for verb in verbs
                if self.denied and f" {verb} " in said
            ),
            said,
        )


@cache
def prints(a, b, flow, part):
    try:
        rows = run(
            "trade.part_of_year", a, b, first=part[0], last=part[1], flow=flow, start="2019", end="2025"
        ).rows
    except RealpolitikError:
        return {}
    return {int(row["period"][:4]): float(row["value"]) for row in rows}


def figure(one):
    """What the prints have for a sentence, in its own unit; None where they have nothing."""
    flow = "exports" if one.shape in (*LEVELS, *MOVES) else "trade"
    known = prints(one.a, one.b, flow, one.part)
    now, before = known.get(one.year), known.get(one.year - 1)
    if one.shape in (*MOVES, *TURNS):
        return now / before - 1 if now and before else None
    if now is None or one.unit != "CNY":
        return now
    first, last = (f"{one.year}-{month:02d}" for month in one.part)
    rate = Rates(Store()).mean("CNY", first, last)
    return now * rate if rate else None


@pytest.fixture(scope="module")
def true():
    found = []
    for shape in (*LEVELS, *TOTALS, *MOVES, *TURNS):
        pairs = (("CHN", "RUS"), ("RUS", "CHN")) if shape in (*LEVELS, *MOVES) else (("CHN", "RUS"),)
        for a, b in pairs:
            for part in PARTS:
                for year in range(2020, 2025):
                    for unit in ("USD", "CNY") if shape in TOTALS else ("USD",):
                        one = Said(shape, a, b, year, part, 0.0, unit)
                        if (value := figure(one)) and abs(value) > 0.03:
                            found.append(replace(one, value=value))
    return random.Random(18).sample(found, min(200, len(found)))


def mutated(one, way, chance):
    """A sentence made false in one way; None where it would not be clearly so."""
    if way == "number":
        made = replace(one, value=one.value * chance.choice((0.5, 2, 10)))
    elif way == "direction" and one.shape in (*MOVES, *TURNS):
        made = replace(one, value=-one.value)
    elif way == "states" and one.shape in (*LEVELS, *MOVES):
        made = replace(one, a=one.b, b=one.a)
    elif way == "unit":
        other = {"USD": "CNY", "CNY": "USD"}
        return replace(one, unit="points" if one.shape in (*MOVES, *TURNS) else other[one.unit])
    elif way == "year":
        made = replace(one, year=one.year + chance.choice((-1, 1)))
    elif way == "part":
        made = replace(one, part=chance.choice([part for part in PARTS if part != one.part]))
    elif way == "negation":
        return replace(one, denied=True)
    else:
        return None
    real = figure(made)
    scale = 1.0 if one.shape in (*MOVES, *TURNS) else abs(made.value)
    return made if real is not None and abs(real - made.value) > APART * scale else None


def statuses(texts):
    article = make_article("\n\n".join(texts), published="2025-12-01")
    places = {one.text: place for place, one in enumerate(article.sentences)}
    found = {place: [] for place in places.values()}
    for one in check(article).checked:
        if one.statement.kind == "claim":
            found[one.statement.sentence].append(one.status)
    return [found[places[text]] for text in texts]


def test_true_sentences_are_borne_out_and_none_is_contradicted(true):
    assert len(true) >= 150
    found = statuses([one.text() for one in true])
    wrong = [one.text() for one, got in zip(true, found, strict=True) if "contradicted" in got]
    assert wrong == []
    borne_out = sum(bool(got) and {*got} == {"supported"} for got in found)
    # growth of two figures of the press is wide, and may be mixed
    assert borne_out / len(true) >= 0.7


@pytest.mark.parametrize("way", WAYS)
def test_mutations_are_not_borne_out(true, way):
    chance = random.Random(way)
    false = [one for one in (mutated(each, way, chance) for each in true) if one is not None]
    found = statuses([one.text() for one in false])
    borne_out = [one.text() for one, got in zip(false, found, strict=True) if got and {*got} <= {"supported"}]
    assert len(false) >= 20
    assert borne_out == []
