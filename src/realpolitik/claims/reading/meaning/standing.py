"""Claims without amounts, or with counts: what stands, who met how often, which words are used, what was cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from realpolitik.claims.reading.meaning.made import FUELS, Made
from realpolitik.claims.reading.meaning.stance import clause, every_word, first_word, is_denied
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.claims.reading.spotting.amounts import Amount

NEARLY_ALL = 0.9
"""What `nearly all` and `almost entirely` are taken for: the bar of `radchenko2024.yaml`."""

_DEFENCE = re.compile(
    r"\b(?:alli(?:es|ed|ances?)|ally|defen[cs]e|defend\w*|military (?:assistance|aid|help)|security (?:treaty|pact|guarantee)"
    r"|attack(?:ed)? (?:on|by|against)|come to \S+ (?:aid|help))\b|(?:\bmutual|<p\d+>) (?:assistance|aid|security)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Made):
    """Maker of the claims of a relation that holds or does not."""

    def claims(self, start: int, end: int) -> Iterator[Statement]:
        """The claims that a stretch makes."""
        name = self.frame.relation.name
        if name == "phrase":
            yield from self._phrase()
        elif name == "group-cut":
            yield from self._cut()
        elif name == "meetings":
            yield from self._meetings(start, end)
        elif name.startswith("rank-"):
            yield from self._rank()
        elif name == "balance":
            yield from self._balance(start, end)
        elif self.frame.relation.level in ("measures", "states"):
            yield from self._sanctions(start, end)
        else:
            yield from self._standing()

    def bound(self, start: int, end: int) -> set[int]:
        """The amounts that its tests are made of."""
        units = {"meetings": ("meetings", "ordinal"), "balance": ("USD",)}.get(self.frame.relation.name, ())
        if self.frame.relation.name.startswith("rank-"):
            units, start, end = ("rank",), self.frame.start, self.frame.end
        counts = [
            n
            for n in self.skeleton.numbers("q", start, end)
            if self.skeleton.mentions[n].value.unit in (units or ("measures", "states"))
        ]
        if self.frame.relation.name == "group-cut":
            return set(self.skeleton.numbers("q", start, end))
        return set(counts[:1])

    def _standing(self) -> Iterator[Statement]:
        default = self.frame.relation.default
        change = ""
        if self.frame.relation.name in (
            "reliance",
            "leverage",
            "concentration",
            "unequal",
            "salience",
            "trade-gdp",
        ):
            first, last = clause(self.skeleton.text, self.frame.start, self.frame.end)
            near = [
                (abs(one.start() - self.frame.start), name)
                for name in ("rises", "falls")
                for one in every_word(name, self.skeleton, first, last)
            ]
            if re.search(
                r"\bmore\b|\bfewer\b|\b(?:made|forc\w+|pushed|transformed)\b", self.skeleton.text[first:last]
            ):
                near.append((500, "rises"))
            change = min(near)[1] if near else ""
        if change:
            yield self.one(change, period=self.clock.change())
        elif default == "rises":
            yield self.one("rises", period=self.clock.change())
        elif default:
            if self.frame.relation.name == "alliance" and not self._of_defence():
                return  # a treaty of friendship, of trade or not to attack: its obligations are other ones
            if self.frame.relation.name == "rigidity":
                flexible = re.search(
                    r"\b(?:flexible|loose)\b", self.skeleton.text[self.frame.start : self.frame.end]
                )
                yield self.one("lacks" if flexible else "exists", period=self.clock.main().rstrip("."))
                return
            denied = self.frame.relation.name in ("alliance", "dictate", "plan") and is_denied(
                self.skeleton, self.frame.start, self.frame.end
            )
            period = self.clock.main()
            if denied and self.frame.relation.name == "alliance" and re.fullmatch(r"\d{4}\.\.", period):
                period = str(
                    int(period[:4]) + 1
                )  # "no allies after 1980": in the year 1980 they still may be
            yield self.one("lacks" if denied else default, period=period.rstrip("."))

    def _rank(self) -> Iterator[Statement]:
        """A place among partners: the first, or the one that is named."""
        start, end = self.frame.start, self.frame.end
        text = self.skeleton.text
        ranks = [
            n
            for n in self.skeleton.numbers("q", start, end)
            if self.skeleton.mentions[n].value.unit == "rank"
        ]
        place = self.skeleton.mentions[ranks[0]].value.value if ranks else 1.0
        doubts = []
        if re.search(
            r"\b(?:one|some|among|two|three|not|never|no longer|once|used to|formerly)\b",
            text[max(0, start - 12) : end],
        ):
            doubts.append("which place is meant")
        if re.search(
            r"\b(?:potential|possible|perhaps|outside|apart from|after|in (?:asia|europe|africa|the region))\b",
            text[start : end + 30],
        ):
            doubts.append("among whom the place is")
        one = self.one("near", value=place, unit="place", period=self.clock.main(), goods=self._good())
        yield one.model_copy(update={"doubts": tuple(doubts)}) if doubts else one

    def _good(self) -> str:
        own = [one for one in self.frame.goods if one != "other"]
        return own[0] if len(own) == 1 and len(self.frame.goods) == 1 else "other" if self.frame.goods else ""

    def _balance(self, start: int, end: int) -> Iterator[Statement]:
        """The amount of a surplus or deficit, or its sign."""
        text = self.skeleton.text
        sign = -1.0 if "deficit" in text[self.frame.start : self.frame.end + 30] else 1.0
        amounts = [self.skeleton.mentions[n].value for n in self.skeleton.numbers("q", start, end)]
        money = [one for one in amounts if one.unit == "USD"]
        doubts = []
        if re.search(
            r"\b(?:widen\w*|narrow\w*|fell|rose|grew|shrank|halved|doubled|overall|global|not|no)\b",
            text[start:end],
        ):
            doubts.append("how the balance changed")
        if money:
            bound = (
                {"at_least": "at_most", "at_most": "at_least"}.get(money[0].bound, money[0].bound)
                if sign < 0
                else money[0].bound
            )
            made = self.one(
                bound or "near", amount=money[0], value=sign * money[0].value, period=self.clock.main()
            )
        else:
            made = self.one(
                "at_least" if sign > 0 else "at_most", value=0.0, unit="USD", period=self.clock.main()
            )
        yield made.model_copy(update={"doubts": tuple(doubts)}) if doubts else made

    def _of_defence(self) -> bool:
        """Whether a treaty is said to be one of defence: `alliance`, `to defend`, `an attack on one`; not a treaty alone."""
        first, last = clause(self.skeleton.text, self.frame.start, self.frame.end)
        text = self.skeleton.text
        return bool(_DEFENCE.search(text[min(first, self.frame.start) : max(last, self.frame.end)]))

    def _sanctions(self, start: int, end: int) -> Iterator[Statement]:
        counts = [
            n
            for n in self.skeleton.numbers("q", start, end)
            if self.skeleton.mentions[n].value.unit in ("measures", "states")
        ]
        if counts:
            amount = self.skeleton.mentions[counts[0]].value
            yield self.one(amount.bound or "near", amount=amount, period=self.clock.main())
        elif self.frame.relation.level == "states":
            return
        elif first_word("record", self.skeleton, start, end):
            events = [time.start[:4] for _, _, time in self.clock.times() if time.how == "event"]
            yield self.one("record", period=self.clock.main() or next(iter(events), ""))
        else:
            denied = is_denied(self.skeleton, self.frame.start, self.frame.end)
            yield self.one("lacks" if denied else "exists", period=self.clock.main())

    def _meetings(self, start: int, end: int) -> Iterator[Statement]:
        for number in self.skeleton.numbers("q", start, end):
            amount: Amount = self.skeleton.mentions[number].value
            if amount.unit in ("meetings", "ordinal"):
                place = self.skeleton.places[number]
                main = [
                    (abs(first - place[0]), time)
                    for first, _, time in self.clock.times()
                    if time.how in ("in", "by")
                ]
                period = self.clock.point(min(main, key=lambda one: one[0])[1]) if main else ""
                yield self.one(amount.bound or "near", amount=amount, unit="meetings", period=period)
                return

    def _phrase(self) -> Iterator[Statement]:
        if not (self.frame.phrase or self.context.phrase):
            return  # words for a phrase that nobody has named
        first, last = 0, len(self.skeleton.text)
        absent = first_word("absent", self.skeleton, first, last)
        spoken = re.search(
            r"\b(?:declar|proclaim|used?\b|using|spoke|speak|said|says?\b|talk|word|term|phrase|slogan|language|statement|called|refer|rhetoric|vocabulary|official|reference)",
            self.skeleton.text,
        )
        if absent:
            yield self.one("absent", period=self._since())
        elif spoken:
            yield self.one("used", period=self.clock.main().split("..")[0])

    def _since(self) -> str:
        for _, _, time in self.clock.times():
            if time.how == "since" or (time.how == "event" and time.relative in ("since", "after")):
                return time.start
        if "since" not in self.skeleton.text:
            for _, _, time in self.clock.times():
                if time.how == "in":
                    return time.start
        return self.context.phrase_day if re.search(r"\bsince\b", self.skeleton.text) else ""

    def _cut(self) -> Iterator[Statement]:
        start, end = 0, len(self.skeleton.text)
        nearly = first_word("cut", self.skeleton, start, end)
        left = self._left()
        fuels = list(dict.fromkeys(FUELS[one] for one in self.frame.goods if one in FUELS))
        buyers = [
            self.frame,
            *(
                [replace(self.frame, states=(self.frame.states[0], self.frame.rival))]
                if self.frame.rival in GROUPS
                else []
            ),
        ]
        for frame, fuel in ((frame, fuel) for frame in buyers for fuel in fuels):
            yield replace(self, frame=frame).one(
                "falls",
                value=1 - left if left else NEARLY_ALL if nearly else None,
                unit="share" if nearly or left else "",
                period=self.cut_period(),
                goods=fuel,
            )

    def _left(self) -> float:
        """The share that is left, where the frame names it: `a tenth of the gas that Europe once burned still arrives`."""
        first = max(0, self.frame.start - 14)
        shares = [self.skeleton.mentions[n].value for n in self.skeleton.numbers("q", first, self.frame.end)]
        return next(
            (
                one.value
                for one in shares
                if one.unit == "share" and one.value < 1 and "that {b}" in self.frame.rule
            ),
            0.0,
        )
