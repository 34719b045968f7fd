"""The list that a text goes through: among whose sellers, buyers or partners places are counted, and how far it has come."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from realpolitik.claims.reading.forms.clauses import clause_of, stated
from realpolitik.claims.reading.forms.made import of_flow, statement
from realpolitik.claims.reading.forms.periods import FROM_BEFORE, NO_PERIOD, When, when
from realpolitik.claims.reading.forms.places import LENT_TIME
from realpolitik.claims.reading.forms.topic import Topic
from realpolitik.claims.reading.meaning.deeds import PRESENT
from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.amounts import Amount
from realpolitik.claims.reading.spotting.mentions import Skeleton

SOME = "some"
"""A region that no sign stands for: `in the region`."""
LASTS = 3
"""Sentences for which a list goes on."""
RANKS = {"seller": "rank-supplier", "buyer": "rank-buyer", "partner": "rank-partner"}
SHARES = {"seller": "import-share", "buyer": "export-share", "partner": "trade-share"}
KINDS = {"seller": "in", "buyer": "out", "partner": "both"}
ROLES = {"in": "seller", "out": "buyer", "both": "partner"}
_OF_RELATION = {**{v: k for k, v in RANKS.items()}, **{v: k for k, v in SHARES.items()}}
LENT_LIST = "whose list it is is taken from the words before"
REGIONAL = "places among partners of one region alone"
UNTOLD = "places among partners of which the words do not say which they are"
OF_REGION = "shares in the trade with one region alone"
UNTIMED = "the time of the share, which the words do not tell"
MANY_YEARS = "a place in each of several years"


@dataclass(slots=True, kw_only=True)
class Ranking:
    """Among whose (`hub`, empty of all the world) first `role`s a text counts places, in which goods, of which region, up to which `place`; who had it last.

    `time` is what the list was told with, `window` the years that a report on arms counts as one; `two` are two who came next together, `worldly` what was counted of all the world last.
    """

    role: str = ""
    hub: str = ""
    world: bool = False
    goods: str = ""
    region: str = ""
    place: int = 0
    holder: str = ""
    age: int = 99
    two: tuple[str, ...] = field(default=())
    time: When | None = None
    window: When | None = None
    worldly: str = ""

    @property
    def stands(self) -> bool:
        """Whether a list may go on."""
        return self.age <= LASTS and bool(self.role) and bool(self.hub or self.world)

    def note(self, *, role: str, hub: str, world: bool = False, goods: str = "", region: str = "") -> None:
        """Begin a list, or go on with the same."""
        if (role, hub, world, goods, region) != (self.role, self.hub, self.world, self.goods, self.region):
            self.time = None
        if (role, hub, world) != (self.role, self.hub, self.world):
            self.place, self.holder = 0, ""
        self.role, self.hub, self.world, self.goods, self.region, self.age = (
            role,
            hub,
            world,
            goods,
            region,
            0,
        )
        self.worldly = role if world and goods == "arms" else self.worldly

    def to_the_world(self) -> bool:
        """Go on with the arms trade of all the world, where that was spoken of: `its share globally`."""
        if not (self.stands and self.world) and self.worldly:
            self.note(role=self.worldly, hub="", world=True, goods="arms")
        return self.stands and self.world

    def _of_flow(self, one: Statement) -> None:
        """`A's imports from B reached …`: who comes next is among A's sellers."""
        seller, buyer = one.states
        words = one.words.casefold()
        if ("import" in words) != ("export" in words):
            self.note(
                role="seller" if "import" in words else "buyer",
                hub=buyer if "import" in words else seller,
                goods=one.goods,
            )

    def of_known(self, known: Iterable[Statement]) -> None:
        """Begin with what others read of the sentence."""
        for one in known:
            if one.relation.startswith("arms-") and ".." in one.period and one.kind == "claim":
                self.window = When(period=one.period, several=True)
            role = _OF_RELATION.get(one.relation)
            if one.relation == "exports" and one.kind == "claim" and not one.doubts and not self.stands:
                self._of_flow(one)
            if role and one.kind == "claim" and len(one.states) == 2 and not one.doubts:
                self.note(role=role, hub=one.states[0], goods=one.goods)
                if one.unit == "place" and one.value:
                    self.place, self.holder = int(one.value), one.states[1]


_NO_OPINION = re.compile(r"\b(?:important|not only|significant|strategic|key)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A sentence as it is read: its number, its signs, what the text speaks of, and the list that goes on."""

    number: int
    skeleton: Skeleton
    topic: Topic
    ranking: Ranking
    on: date

    def time(self, start: int, end: int) -> When:
        """When what a stretch says is so: by its own words, else by those that the list was told with."""
        made = when(self.skeleton, start, end, self.topic, self.on, clause_of(self.skeleton.text, start))
        ranking = self.ranking
        if not made.supposed:
            ranking.time = made
            ranking.window = (
                made if ranking.goods == "arms" and ".." in made.period and not made.part else ranking.window
            )
            return made
        kept = ranking.time if ranking.stands else None
        kept = kept or (ranking.window if ranking.goods == "arms" else None)
        return replace(kept, supposed=(f"{FROM_BEFORE}, {kept.period}",)) if kept is not None else made

    def states(self, start: int, end: int) -> bool:
        """Whether a stretch states what is so; that a partner is *important*, and *not only* that, is no opinion."""
        text = _NO_OPINION.sub(lambda one: " " * len(one[0]), self.skeleton.text)
        return stated(replace(self.skeleton, text=text), start, end)

    def amount(self, sign: str) -> Amount:
        """The amount of a sign."""
        return self.skeleton.mentions[int(re.sub(r"\D", "", sign))].value


def of_place(
    here: Reading, who: str, place: int, stretch: tuple[int, int], *, test: str = "near", supposed: tuple[str, ...] = (), present: bool = False
) -> list[Statement]:  # fmt: skip
    """The place of a state in the list that is gone through."""
    of = here.ranking
    if who in (of.hub, "") or not (of.hub or of.world) or not here.states(*stretch):
        return []
    time = here.time(*stretch)
    lacks, relation, states = "", "", (of.hub, who)
    if of.goods == "arms":
        relation, states = ("arms-world-rank", (who,)) if of.world else ("arms-rank", (of.hub, who))
    elif of.world and of.role in ("seller", "buyer"):
        relation, states = f"world-{'exporter' if of.role == 'seller' else 'importer'}", (who,)
    elif not of.world:
        relation = RANKS[of.role]
    if not relation:
        return []
    if any("words before" in said for said in time.supposed):
        if present and len(time.period) > len("2023"):
            time = When()
        elif not relation.startswith("arms"):
            lacks = f"the time: {LENT_TIME} {time.period}"[:100]
    if NO_PERIOD in time.supposed:
        time = When()
    if ".." in time.period and not time.part and not relation.startswith("arms"):
        lacks = MANY_YEARS
    lacks = (UNTOLD if of.region == SOME else REGIONAL) if of.region else lacks
    value = float(place) if place else None
    said = statement(
        here.number, here.skeleton, relation, states, test if place else "exists", None, When(period=time.period, part=time.part), stretch=stretch,
        goods=of.goods if not relation.startswith("arms") else "", period=time.period, unit="place" if place else "", value=value, supposed=supposed,
    )  # fmt: skip
    return [said.model_copy(update={"lacks": lacks})] if lacks else [said]


def of_share(
    here: Reading, who: str, amount: Amount, stretch: tuple[int, int], *, time: When | None = None, period: str | None = None, test: str = "", supposed: tuple[str, ...] = ()
) -> list[Statement]:  # fmt: skip
    """The share of a state in the trade that the list is of."""
    of = here.ranking
    if who in (of.hub, "") or not (of.hub or of.world) or not here.states(*stretch):
        return []
    relation, states = SHARES[of.role], (of.hub, who)
    goods = of.goods
    if of.world:
        relation, states = ("arms-world" if goods == "arms" else "world-share"), (who,)
    elif goods == "arms" and of.role == "buyer":
        relation = "arms-buyer"
    own, lacks = time or here.time(*stretch), OF_REGION if of.region else ""
    if NO_PERIOD in own.supposed:
        now = _NOW.search(here.skeleton.text[slice(*stretch)])
        own, supposed, lacks = When(), (*supposed, PRESENT) if now else supposed, lacks if now else UNTIMED
    said = statement(
        here.number, here.skeleton, relation, states, test or amount.bound or "near", amount, own, stretch=stretch,
        goods="" if relation.startswith("arms") else goods, period=own.period if period is None else period, value=abs(amount.value), supposed=supposed,
    )  # fmt: skip
    return [said.model_copy(update={"lacks": lacks})] if lacks else [said]


_NOW = re.compile(
    r"\b(?:is|are|has|have|accounts?|makes? up|holds?|represents?|supplies|supply|ranks?|stands|provides?|buys?|takes?|receives?|sells?|sends?|absorbs?|goes?|comes?)\b"
)
"""What a share without a time is told in, where it is one of the present."""


def of_money(here: Reading, who: str, amount: Amount, stretch: tuple[int, int]) -> list[Statement]:
    """What a state sells to, buys from, or trades with the one whose list it is."""
    of = here.ranking
    if (
        of.world
        or who in (of.hub, "")
        or not of.hub
        or amount.unit not in MONEY
        or of.goods == "arms"
        or not here.states(*stretch)
    ):
        return []
    relation, states = of_flow(KINDS[of.role], of.hub, who, of.goods)
    time = here.time(*stretch)
    return [
        statement(
            here.number, here.skeleton, relation, states, amount.bound or "near", amount, time, stretch=stretch, goods=of.goods, period=time.period, supposed=(LENT_LIST,)
        )
    ]  # fmt: skip
