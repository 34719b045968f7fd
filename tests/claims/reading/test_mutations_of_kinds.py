"""True sentences of the kinds of lists, amounts inside others, ratios and differences, from the tables, and ways to make each false."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cache

import pytest

from realpolitik.claims.reading import check, make_article
from realpolitik.errors import RealpolitikError
from realpolitik.measures import run

NAMES = {"CHN": "China", "RUS": "Russia", "IND": "India", "TUR": "Türkiye", "BLR": "Belarus", "KAZ": "Kazakhstan",
         "SAU": "Saudi Arabia", "IRQ": "Iraq", "USA": "the United States", "DEU": "Germany", "GBR": "the United Kingdom"}  # fmt: skip
PAIRS = (("CHN", "RUS"), ("IND", "RUS"), ("RUS", "TUR"), ("BLR", "RUS"), ("CHN", "KAZ"))
APART = 0.15
"""How far a mutated figure must lie from every report to be called false: more than offices differ by."""
SHAPES = {
    "inside": "Trade between {A} and {B} reached {whole} in {y}, including {q} of exports from {A} to {B}.",
    "with": "{A}'s trade with {B} came to {whole} in {y}, with exports amounting to {q} and imports to {other}.",
    "respective": "In {y}, {A}'s exports to and imports from {B} amounted to {q} and {other}, respectively.",
    "ratio": "Trade between {A} and {B} {moved} {r} times in {y}.",
    "by": "Trade between {A} and {B} {moved} by {q} between {before} and {y}.",
    "since": "Trade between {A} and {B} has {moved} by {q} since {before}.",
    "followed": "In {y} Russia was China's largest supplier of crude oil, selling {whole}, followed by {A} with {q}.",
    "fourth": "Russia was China's largest supplier of crude oil in {y}. {A} came in third with {q}.",
    "burden": "{A} spent {q} on its military in {y}.",
    "grew": "{A}'s military spending rose to {q} in {y}.",
}
WAYS = ("number", "direction", "states", "unit", "year", "negation")
PUBLISHED = "2025-12-01"


@dataclass(frozen=True)
class Said:
    """A sentence: its shape, states, year, figure, and what else it says truly of the time."""

    shape: str
    a: str
    b: str
    year: int
    value: float
    whole: float = 0.0
    other: float = 0.0
    unit: str = "dollars"
    denied: bool = False

    def text(self):
        tonnes = self.shape in ("followed", "fourth")
        moved = (
            ("rose" if self.value >= 0 else "fell")
            if self.shape != "since"
            else ("risen" if self.value >= 0 else "fallen")
        )
        said = SHAPES[self.shape].format(
            A=NAMES[self.a],
            B=NAMES.get(self.b, ""),
            y=self.year,
            before=self.year - 2,
            moved=moved,
            r=f"{self.value if self.value >= 0 else -self.value:.1f}",
            q=self._amount(self.value, tonnes=tonnes),
            whole=self._amount(self.whole, tonnes=tonnes),
            other=self._amount(self.other, tonnes=False),
        )
        for word in ("came to", "amounted to", "reached", "rose", "fell", "spent", "risen", "fallen"):
            if self.denied and f" {word} " in said:
                return said.replace(f" {word} ", f" did not {word} ", 1).replace("has did not", "has not", 1)
        return said

    def _amount(self, value, *, tonnes):
        if tonnes:
            return f"{value / 1e6:.1f} million {'barrels' if self.unit == 'other' else 'tonnes'}"
        return f"{abs(value) / 1e9:.1f} billion {'yuan' if self.unit == 'other' else 'dollars'}"


@cache
def levels(measure, *about, **options):
    """All reports by year: the figure, and the lowest and highest on record."""
    try:
        rows = run(measure, *about, start="2014", end="2024", **options).rows
    except RealpolitikError:
        return {}
    return {
        int(row["period"]): (
            float(row["value"]),
            float(row.get("low") or row["value"]),
            float(row.get("high") or row["value"]),
        )
        for row in rows
        if len(row["period"]) == 4 and row.get("value") is not None
    }


def reports(one):
    """The figure of a sentence, and the lowest and highest that any report makes of it; None where there is none."""
    if one.shape in ("inside", "with", "respective"):
        return levels("trade.exports", one.a, one.b).get(one.year)
    if one.shape in ("followed", "fourth"):
        return levels("products.units", one.a, "CHN", product="crude-oil").get(one.year)
    if one.shape in ("burden", "grew"):
        return levels("power.military_spending", one.a).get(one.year)
    known = levels("trade.turnover", *sorted((one.a, one.b)))
    now, then = known.get(one.year), known.get(one.year - (1 if one.shape == "ratio" else 2))
    if now is None or then is None:
        return None
    if one.shape == "ratio":
        return now[0] / then[0], now[1] / then[2], now[2] / then[1]
    return now[0] - then[0], now[1] - then[2], now[2] - then[1]


def made(shape, a, b, year):
    one = Said(shape, a, b, year, 0.0)
    if (found := reports(one)) is None:
        return None
    value, low, high = found
    narrow = high - low <= 0.1 * abs(value)
    if shape in ("inside", "with", "respective"):
        whole, other = (
            levels("trade.turnover", *sorted((a, b))).get(year),
            levels("trade.exports", b, a).get(year),
        )
        if not whole or not other or not narrow or value < 1e9:
            return None
        return replace(one, value=value, whole=whole[0], other=other[0])
    if shape in ("followed", "fourth"):
        russia = levels("products.units", "RUS", "CHN", product="crude-oil").get(year)
        return replace(one, value=value, whole=russia[0]) if russia and a != "RUS" else None
    if shape == "ratio":
        return replace(one, value=round(value, 1)) if value >= 1.2 and narrow else None
    if shape in ("by", "since"):
        return replace(one, value=value) if abs(value) > 5e9 and narrow else None
    return replace(one, value=value)


@pytest.fixture(scope="module")
def true():
    found = []
    for shape in SHAPES:
        if shape in ("burden", "grew"):
            states = [(a, "") for a in ("USA", "CHN", "RUS", "DEU", "IND", "GBR")]
        elif shape in ("followed", "fourth"):
            states = [("SAU", ""), ("IRQ", "")]
        else:
            states = [*PAIRS, *((b, a) for a, b in PAIRS)]
        years = range(2022, 2025) if shape in ("followed", "fourth") else range(2016, 2025)
        if shape == "since":  # of the last year before publication, which `since` reaches to
            years = (2024,)
        found += [one for a, b in states for year in years if (one := made(shape, a, b, year)) is not None]
    by_shape = {shape: [one for one in found if one.shape == shape] for shape in SHAPES}
    chance = random.Random(29)
    return [one for own in by_shape.values() for one in chance.sample(own, min(12, len(own)))]


def mutated(one, way, chance):
    """A sentence made false in one way; None where it would not be clearly so."""
    if way == "number":
        other = replace(one, value=one.value * chance.choice((0.5, 2, 10)))
    elif way == "direction" and one.shape in ("ratio", "by", "since"):
        return replace(one, value=-one.value)
    elif way == "states" and one.shape in ("inside", "with", "respective"):
        other = replace(one, a=one.b, b=one.a)
    elif way == "states" and one.shape in ("burden", "grew", "followed"):
        other = replace(
            one,
            a=chance.choice(
                [code for code in ("SAU", "IRQ") if code != one.a]
                if one.shape == "followed"
                else ["USA", "GBR", "RUS"]
            ),
        )
    elif way == "unit" and one.shape != "ratio":
        return replace(one, unit="other")
    elif way == "year" and one.shape != "since":
        other = replace(one, year=one.year + chance.choice((-2, -1, 1)))
    elif way == "negation" and one.shape not in (
        "inside",
        "with",
    ):  # what is denied there is the whole, not the part
        denied = replace(one, denied=True)
        return denied if denied.text() != one.text() else None
    else:
        return None
    real = reports(other)
    if real is None:
        return None
    margin = APART * abs(other.value)
    return other if not real[1] - margin <= other.value <= real[2] + margin else None


def verdicts(sentences):
    """The statuses of the claims that hold the figure of each sentence."""
    article = make_article("\n\n".join(one.text() for one in sentences), published=PUBLISHED)
    places, at = [], 0
    texts = [one.text for one in article.sentences]
    for one in sentences:
        count = 2 if one.shape == "fourth" else 1
        places.append(range(at, at + count))
        at += count
    assert at == len(texts)
    found = {number: [] for number in range(len(texts))}
    for one in check(article).checked:
        if one.statement.kind == "claim":
            found[one.statement.sentence].append((one.status, one.statement))
    return [[got for number in own for got in found[number]] for own in places]


def holds(one, statement):
    """Whether a claim is of the figure that a sentence was mutated in."""
    if one.shape in ("inside", "with", "respective"):
        return (
            statement.relation == "exports"
            and statement.states == (one.a, one.b)
            and statement.value is not None
        )
    if one.shape in ("followed", "fourth"):
        return statement.relation == "exports" and statement.states[0] == one.a
    return statement.value is not None


def test_true_sentences_are_borne_out_and_none_is_contradicted(true):
    assert len(true) >= 70
    assert {one.shape for one in true} == {*SHAPES}
    found = verdicts(true)
    wrong = [
        one.text()
        for one, got in zip(true, found, strict=True)
        if any(status == "contradicted" for status, _ in got)
    ]
    assert wrong == []
    borne_out = [
        any(status == "supported" and holds(one, said) for status, said in got)
        for one, got in zip(true, found, strict=True)
    ]
    assert sum(borne_out) / len(true) >= 0.7


@pytest.mark.parametrize("way", WAYS)
def test_mutations_are_not_borne_out(true, way):
    chance = random.Random(way)
    false = [one for one in (mutated(each, way, chance) for each in true) if one is not None]
    assert len(false) >= 12
    found = verdicts(false)
    borne_out = [
        one.text()
        for one, got in zip(false, found, strict=True)
        if (own := [status for status, said in got if holds(one, said)]) and {*own} == {"supported"}
    ]
    assert borne_out == []
