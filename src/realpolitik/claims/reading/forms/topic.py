"""What a text speaks of: whose trade, in which goods, with whom, when; what a sentence leaves out is taken from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from realpolitik.claims.reading.lexicon import PAIR
from realpolitik.claims.reading.spotting.mentions import Mention

LASTS = 4
"""Sentences for which what was spoken of holds."""


@dataclass(slots=True)
class Topic:
    """What the sentences before spoke of.

    `owner` is whose flow was spoken of last, `partner` with whom, `noun` its kind (`out`, `in`, `both`), `goods` of what; `time` is the
    time named last, `age` how many sentences ago the owner was, `aged` the time. `counts` is in how many sentences each state and
    group was named, `first` the one that the text begins with. `shared` is the relation, the hub and the goods of the last share, `sharer` who had it.
    `buyer` is whose purchases of which goods a report is of, `seller` whose sales, `side` whether states named with an amount are
    sellers to the one or buyers from the other, `market_age` how many sentences ago this was said. `last` is the one flow that the sentence before spoke of. `pair` are seller and buyer that were spoken of last.
    `role` is the relation of the place that was told last, `ranker` among whose partners it is, empty of those of a region.
    `own` is the state on whose trade the text is, where what states are said to have tells that.
    `alone` is the one state that the sentence before named.
    """

    owner: str = ""
    partner: str = ""
    noun: str = ""
    goods: str = ""
    time: Mention | None = None
    age: int = 99
    aged: int = 99
    goods_age: int = 99
    first: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    shared: tuple[str, str, str] = ("", "", "")
    sharer: str = ""
    shared_age: int = 99
    buyer: tuple[str, str] = ("", "")
    seller: tuple[str, str] = ("", "")
    side: str = ""
    market_age: int = 99
    last: object = None
    pair: tuple[str, str] = ("", "")
    pair_age: int = 99
    own: str = ""
    role: str = ""
    ranker: str = ""
    alone: str = ""

    def older(self) -> None:
        """One sentence further on."""
        self.age, self.aged, self.goods_age, self.shared_age = self.age + 1, self.aged + 1, self.goods_age + 1, self.shared_age + 1  # fmt: skip
        self.market_age, self.pair_age = self.market_age + 1, self.pair_age + 1

    def follow(self, owner: str, partner: str) -> None:
        """Keep the two whose flow a sentence spoke of, where its form names none."""
        if self.age > 0 or not self.partner:
            self.owner, self.partner, self.age = owner, partner, 0

    @property
    def home(self) -> str:
        """The state or group that a text is on: of whose trade it speaks, or named far more often than any other; else nothing."""
        if self.own:
            return self.own
        ranked = sorted(((count, code) for code, count in self.counts.items()), reverse=True)
        if not ranked or ranked[0][0] < PAIR:
            return ""
        alone = len(ranked) == 1 or ranked[0][0] >= 1.5 * ranked[1][0]
        return ranked[0][1] if alone else ""

    def whose(self) -> str:
        """Whose flow it is where the words do not say: that spoken of last, else that of the state that the text is on."""
        return self.owner if self.owner and self.age <= LASTS else self.home
