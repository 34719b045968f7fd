"""True sentences made from the tables in some forty shapes, and seven ways to make each false.

A fact knows its figure with the range of all reports; a mutation counts only where what it says lies outside that range by more
than a tenth, so that it is false whoever reports. Sentences and mutations are drawn with a seed: the same ones each time.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import cache

from realpolitik.errors import RealpolitikError
from realpolitik.measures import run
from realpolitik.states import state

SELLERS = (
    ("RUS", "CHN"), ("CHN", "RUS"), ("RUS", "IND"), ("RUS", "TUR"), ("RUS", "DEU"), ("DEU", "RUS"), ("RUS", "KAZ"), ("KAZ", "RUS"),
    ("RUS", "JPN"), ("RUS", "USA"), ("RUS", "BRA"), ("TUR", "RUS"), ("RUS", "NLD"), ("RUS", "ITA"), ("ITA", "RUS"), ("RUS", "EGY"),
)  # fmt: skip
PAIRS = (
    ("CHN", "RUS"),
    ("IND", "RUS"),
    ("DEU", "RUS"),
    ("TUR", "RUS"),
    ("KAZ", "RUS"),
    ("JPN", "RUS"),
    ("BRA", "RUS"),
)
YEARS = range(2017, 2025)
CLEAR = 0.1
"""How far outside all reports a mutated figure must lie to be called false."""
ADJECTIVES = {"RUS": "Russian", "CHN": "Chinese", "IND": "Indian", "TUR": "Turkish", "DEU": "German", "KAZ": "Kazakh", "JPN": "Japanese",
              "USA": "American", "BRA": "Brazilian", "NLD": "Dutch", "ITA": "Italian", "EGY": "Egyptian"}  # fmt: skip
PLAIN = {"TUR": "Turkey", "NLD": "the Netherlands", "USA": "the United States"}

LEVELS = (
    "{A}'s exports to {B} came to {q} in {y}.", "In {y}, {a} exports to {B} totalled {q}.", "{B} imported goods worth {q} from {A} in {y}.",
    "{A} sold {B} goods worth {q} in {y}.", "{B}'s imports from {A} stood at {q} in {y}.", "In {y} {A} exported {q} of goods to {B}.",
    "{b} imports from {A} were worth {q} in {y}.", "{A} shipped {q} worth of goods to {B} in {y}.",
    "Exports from {A} to {B} amounted to {q} in {y}, customs data showed on Friday.", "According to the ministry, {B} bought goods worth {q} from {A} in {y}.",
)  # fmt: skip
TOTALS = (
    "Trade between {A} and {B} reached {q} in {y}.", "{A}-{B} trade stood at {q} in {y}.", "In {y}, {A}'s trade with {B} hit {q}.",
    "{a} trade with {B} was worth {q} in {y}.", "Bilateral trade between {A} and {B} came to {q} in {y}.",
    "{A} and {B} traded goods worth {q} in {y}.",
)  # fmt: skip
MOVES = (
    "{A}'s exports to {B} {moved} by {p} in {y}.", "{b} imports from {A} {moved} {p} between {x} and {y}.", "Between {x} and {y}, {a} exports to {B} {moved} by {p}.",
    "{A}'s exports to {B} {moved} {p} year on year in {y}.", "In {y}, {B}'s imports from {A} {moved} {p} from a year earlier.",
    "{a} shipments to {B} {moved} by {p} from {x} to {y}.",
)  # fmt: skip
TURNS = (
    "Trade between {A} and {B} {moved} by {p} in {y}.", "{A}'s trade with {B} {moved} {p} between {x} and {y}.",
    "From {x} to {y} trade between {A} and {B} {moved} {p}.", "{A}-{B} trade {moved} by {p} in {y}, official figures showed.",
)  # fmt: skip
FROM_TO = (
    "{A}'s exports to {B} {moved} from {o} in {x} to {q} in {y}.", "{B}'s imports from {A} {moved} to {q} in {y}, from {o} in {x}.",
    "Between {x} and {y}, {a} exports to {B} {moved} from {o} to {q}.", "{a} exports to {B}, worth {o} in {x}, {moved} to {q} in {y}.",
)  # fmt: skip
SHARES = (
    "{B} accounted for {s} of {A}'s imports in {y}.", "{B}'s share of {a} imports was {s} in {y}.", "In {y}, {s} of {A}'s imports came from {B}.",
    "{A} relied on {B} for {s} of its imports in {y}.",
)  # fmt: skip
PLACES = (
    "In {y}, {B} was {A}'s {n} supplier.",
    "{B} was {A}'s {n} trading partner in {y}.",
    "{B} was the {n} supplier of goods to {A} in {y}.",
)
BALANCES = (
    "{A} had a trade {kind} of {q} with {B} in {y}.",
    "{A}'s trade {kind} with {B} came to {q} in {y}.",
)
VOTES = (
    "{A} {voted} the General Assembly resolution of {day}.",
    "On {day} {A} {voted} the UN resolution on Ukraine.",
)
SHAPES = (*LEVELS, *TOTALS, *MOVES, *TURNS, *FROM_TO, *SHARES, *PLACES, *BALANCES, *VOTES)
WAYS = ("number", "direction", "states", "unit", "year", "rank", "negation")


@dataclass(frozen=True)
class Said:
    """A sentence in parts: its shape and what fills it; `kind` is the fact it rests on."""

    kind: str
    shape: str
    a: str
    b: str
    year: int
    before: int = 0
    value: float = 0.0
    old: float = 0.0
    moved: str = ""
    extra: str = ""
    unit: str = "billion dollars"

    def text(self):
        return self.shape.format(
            A=named(self.a), B=named(self.b), a=ADJECTIVES.get(self.a, ""), b=ADJECTIVES.get(self.b, ""), y=self.year, x=self.before,
            q=self.money(self.value), o=self.money(self.old), p=self.percent(), s=self.percent(), moved=self.moved, n=self.extra,
            kind=self.extra, voted=self.extra, day=self.moved,
        )[0].upper() + self.shape.format(
            A=named(self.a), B=named(self.b), a=ADJECTIVES.get(self.a, ""), b=ADJECTIVES.get(self.b, ""), y=self.year, x=self.before,
            q=self.money(self.value), o=self.money(self.old), p=self.percent(), s=self.percent(), moved=self.moved, n=self.extra,
            kind=self.extra, voted=self.extra, day=self.moved,
        )[1:]  # fmt: skip

    def money(self, value):
        return f"{value / 1e9:.1f} {self.unit}"

    def percent(self):
        return f"{abs(self.value) * 100:.0f} {'percentage points' if self.unit == 'points' else 'per cent'}"


def named(code):
    return PLAIN.get(code) or state(code).name


class Yearly(dict):
    """Figures by year (value, lowest, highest), each asked for alone, as a claim on one year does."""

    def __init__(self, name, a, b, options):
        super().__init__()
        self.asked = (name, a, b, options)

    def get(self, year, default=None):
        if year not in self:
            name, a, b, options = self.asked
            try:
                row = run(name, a, b, start=year, end=year, **options).rows[-1]
                figures = [
                    float(row[key] if row.get(key) is not None else row["value"])
                    for key in ("value", "low", "high")
                ]
                self[year] = tuple(figures)
            except RealpolitikError:
                self[year] = default
        return self[year]


@cache
def _series(name, a, b, options):
    return Yearly(name, a, b, dict(options))


def series(name, a, b, **options):
    return _series(name, a, b, tuple(options.items()))


def goods(a, b):
    return series("trade.exports", a, b)


def total(a, b):
    return series("trade.turnover", a, b)


def outside(said, figure):
    """Whether a figure lies clearly outside all reports."""
    _, low, high = figure
    return said < low * (1 - CLEAR) or said > high * (1 + CLEAR)


def sentences(count, seed=18):
    """True sentences, every shape in turn."""
    chance, made, seen = random.Random(seed), [], set()
    place = 0
    while len(made) < count and place < count * 60:
        one = _draw(SHAPES[place % len(SHAPES)], chance)
        place += 1
        if one is not None and one.text() not in seen:
            seen.add(one.text())
            made.append(one)
    return made


def _draw(shape, chance):
    year = chance.choice(YEARS)
    before = (
        year - 1 if "{x}" not in shape else chance.randrange(min(YEARS), year) if year > min(YEARS) else 0
    )
    if shape in LEVELS:
        a, b = chance.choice(SELLERS)
        figure = goods(a, b).get(str(year))
        return Said("level", shape, a, b, year, value=figure[0]) if figure and figure[0] > 1e9 else None
    if shape in TOTALS:
        a, b = chance.choice(PAIRS)
        figure = total(a, b).get(str(year))
        return Said("total", shape, a, b, year, value=figure[0]) if figure and figure[0] > 1e9 else None
    if shape in (*MOVES, *TURNS, *FROM_TO):
        return _change(shape, chance, year, before)
    if shape in SHARES:
        a, b = chance.choice((("RUS", "CHN"), ("CHN", "RUS"), ("RUS", "DEU"), ("RUS", "TUR"), ("RUS", "IND")))
        figure = series("dependence.import_share", a, b).get(str(year))
        return (
            Said("share", shape, a, b, year, value=round(figure[0], 2))
            if figure and figure[0] > 0.03
            else None
        )
    if shape in PLACES:
        a, b = chance.choice((("RUS", "CHN"), ("USA", "MEX"), ("USA", "CHN"), ("RUS", "DEU")))
        flow = "trade" if "partner" in shape else "imports"
        figure = series("trade.rank", a, b, flow=flow).get(str(year))
        return (
            Said("place", shape, a, b, year, value=figure[0], extra=ORDINALS[int(figure[0])])
            if figure and figure[0] < 6
            else None
        )
    if shape in BALANCES:
        a, b = chance.choice((("CHN", "RUS"), ("RUS", "CHN"), ("RUS", "TUR"), ("RUS", "IND"), ("DEU", "RUS")))
        figure = series("trade.balance", a, b).get(str(year))
        if not figure or abs(figure[0]) < 1e9:
            return None
        return Said(
            "balance",
            shape,
            a,
            b,
            year,
            value=abs(figure[0]),
            extra="surplus" if figure[0] > 0 else "deficit",
        )
    return _vote(shape, chance)


ORDINALS = {
    1: "largest",
    2: "second largest",
    3: "third largest",
    4: "fourth largest",
    5: "fifth largest",
    6: "sixth largest",
    7: "seventh largest",
}
DAYS = {"2 March 2022": "2022-03-02", "23 February 2023": "2023-02-23", "12 October 2022": "2022-10-12"}
CAST = {1.0: "voted in favour of", 0.0: "abstained on", -1.0: "voted against"}


def _vote(shape, chance):
    code, day = (
        chance.choice(("CHN", "IND", "RUS", "USA", "BLR", "TUR", "BRA", "ZAF")),
        chance.choice(tuple(DAYS)),
    )
    vote = cast(code, day)
    return (
        None
        if vote is None
        else Said("vote", shape, code, code, 2022, value=vote, moved=day, extra=CAST[vote])
    )


@cache
def cast(code, day):
    try:
        return float(run("votes.ballot", code, start=DAYS[day], end=DAYS[day]).value)
    except RealpolitikError:
        return None


def _change(shape, chance, year, before):
    two_way = shape in TURNS
    a, b = chance.choice(PAIRS if two_way else SELLERS)
    known = total(a, b) if two_way else goods(a, b)
    first, last = known.get(str(before)), known.get(str(year))
    if not first or not last or before >= year or first[0] < 1e9 or last[0] < 1e8:
        return None
    if shape in FROM_TO:
        growth = grown(a, b, before, year, two_way)
        if abs(last[0] / first[0] - 1) < 0.1 or growth is None or (growth > 0) != (last[0] > first[0]):
            return None  # or of two offices, by each of which it went the other way
        return Said(
            "from-to", shape, a, b, year, before, last[0], first[0], "rose" if last[0] > first[0] else "fell"
        )
    growth = grown(a, b, before, year, two_way)
    if growth is None or abs(growth) < 0.05 or abs(growth) > 5:
        return None
    kind = "turn" if two_way else "move"
    return Said(
        kind, shape, a, b, year, before, value=growth, moved="rose" if growth > 0 else "fell", unit="per cent"
    )


@cache
def grown(a, b, before, year, two_way):
    try:
        found = run(
            "trade.growth" if two_way else "trade.export_growth", a, b, start=str(before), end=str(year)
        )
    except RealpolitikError:
        return None
    return float(found.value) if found.period.start == str(before) and found.period.end == str(year) else None


def mutated(one, way, chance):
    """The sentence made false in one way; None where the way does not apply or what it says is not clearly false."""
    made = _MUTATE[way](one, chance)
    return made if made is not None and made.text() != one.text() and clearly_false(made) else None


def _number(one, chance):
    if one.kind in ("vote", "place"):
        return None
    factor = chance.choice((0.5, 0.8, 1.25, 2.0, 10.0))
    return replace(one, value=one.value * factor)


def _direction(one, chance):
    del chance
    other = {"rose": "fell", "fell": "rose", "surplus": "deficit", "deficit": "surplus"}
    if one.kind in ("move", "turn"):
        return replace(one, moved=other[one.moved], value=-one.value)
    if one.kind == "from-to":
        return replace(one, moved=other[one.moved])
    return replace(one, extra=other[one.extra]) if one.kind == "balance" else None


def _states(one, chance):
    del chance
    return (
        replace(one, a=one.b, b=one.a)
        if one.kind in ("level", "move", "from-to", "share", "balance", "place")
        else None
    )


def _unit(one, chance):
    del chance
    if one.kind in ("level", "total", "from-to", "balance"):
        return replace(one, unit="billion yuan")
    return replace(one, unit="points") if one.kind in ("move", "turn") else None


def _year(one, chance):
    if one.kind == "vote":
        return None
    return (
        replace(one, year=one.year + chance.choice((-3, -2, -1, 1, 2)))
        if one.kind not in ("place",)
        else None
    )


def _rank(one, chance):
    if one.kind != "place":
        return None
    place = one.value + chance.choice((1, 2, -1))
    return replace(one, value=place, extra=ORDINALS[int(place)]) if int(place) in ORDINALS else None


def _negation(one, chance):
    del chance
    if one.kind == "vote":
        verb = {
            "voted in favour of": "did not vote in favour of",
            "abstained on": "did not abstain on",
            "voted against": "did not vote against",
        }
        return replace(one, extra=verb[one.extra], moved=one.moved)
    denied = {" came to ": " did not come to ", " totalled ": " did not total ", " reached ": " did not reach ", " stood at ": " did not stand at ",
              " was ": " was not ", " were worth ": " were not worth ", " accounted for ": " did not account for ", " hit ": " did not hit ",
              " had a ": " did not have a ", " {moved} ": " have not {moved} ", " amounted to ": " did not amount to "}  # fmt: skip
    for old, new in denied.items():
        if old in one.shape and one.kind in ("level", "total", "share", "place", "balance"):
            return replace(one, shape=one.shape.replace(old, new))
    return None


_MUTATE = {
    "number": _number,
    "direction": _direction,
    "states": _states,
    "unit": _unit,
    "year": _year,
    "rank": _rank,
    "negation": _negation,
}


def clearly_false(one):
    """Whether what a mutated sentence says lies clearly outside the record."""
    year, before = str(one.year), str(one.before)
    if " not " in one.shape or "did not" in one.extra or one.unit in ("billion yuan", "points"):
        return True  # what was true is denied, or said in a unit in which it is not
    if one.kind in ("level", "total"):
        figure = (total if one.kind == "total" else goods)(one.a, one.b).get(year)
        return figure is None or outside(one.value, figure)
    if one.kind == "share":
        figure = series("dependence.import_share", one.a, one.b).get(year)
        return figure is None or (
            outside(one.value, figure) and min(abs(one.value - end) for end in figure) > 0.03
        )
    if one.kind in ("move", "turn"):
        first = one.before if "{x}" in one.shape else one.year - 1
        growth = grown(one.a, one.b, first, one.year, one.kind == "turn") if first < one.year else None
        return growth is None or abs(one.value - growth) > max(0.1, 0.1 * abs(1 + growth))
    if one.kind == "from-to":
        figures = goods(one.a, one.b)
        first, last = figures.get(before), figures.get(year)
        wrong_way = first is None or last is None or (last[0] > first[0]) != (one.moved == "rose")
        return wrong_way or outside(one.value, last) or outside(one.old, first)
    if one.kind == "balance":
        figure = series("trade.balance", one.a, one.b).get(year)
        signed = one.value if one.extra == "surplus" else -one.value
        return figure is None or not (
            min(figure[1:]) - CLEAR * abs(signed) <= signed <= max(figure[1:]) + CLEAR * abs(signed)
        )
    if one.kind == "place":
        flow = "trade" if "partner" in one.shape else "imports"
        figure = series("trade.rank", one.a, one.b, flow=flow).get(year)
        return figure is None or not figure[1] <= one.value <= figure[2]
    return True
