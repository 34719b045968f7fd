"""Claims without amounts, or with counts: what stands, who met how often, which words are used, what was cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from realpolitik.claims.reading.meaning.made import FUELS, MONEY, Made
from realpolitik.claims.reading.meaning.stance import clause, every_word, first_word, is_denied
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.claims.reading.spotting.amounts import Amount

NEARLY_ALL = 0.9
"""What `nearly all` and `almost entirely` are taken for: the bar of `radchenko2024.yaml`."""

_GROUP = re.compile(r"\b(?:asean|association of|brics|bloc|mercosur|opec|gcc|union)\b")
"""Groups of states among partners, which no list of partners by state has."""
_DEFENCE = re.compile(
    r"\b(?:alli(?:es|ed|ances?)|ally|defen[cs]e|defend\w*|military (?:assistance|aid|help)|security (?:treaty|pact|guarantee)"
    r"|attack(?:ed)? (?:on|by|against)|come to \S+ (?:aid|help))\b|(?:\bmutual|<p\d+>) (?:assistance|aid|security)\b"
)


_JUST_NOT = re.compile(r"(?:has|have|had)?n't|(?:(?:has|have|had) )?not|never|no longer")
_USED = re.compile(
    r"(?: \w+){0,2} (?:us(?:ed?|es|ing)|sp[eo]\w+|said|sa(?:ys?|ying)|mention\w*|repeat\w*|appear\w*|heard|employ\w*|invok\w*|call\w*|referr?\w*|talk\w*|utter\w*|been)\b"
)
_IMPOSED = re.compile(
    r"\b(?:first (?:ever )?sanctions|came|impos\w+|adopt\w*|announc\w+|introduc\w+|slapp\w+|levied|levies|has put|have put|put|puts|plac\w+|unveil\w*|sanctioned|join\w*|approv\w+|blacklist\w*|target\w*|punish\w*|tighten\w*|widen\w*|issu\w+|under|are in force|remain in force)\b"
)
"""What is done when sanctions are imposed; words that only name them say nothing that could be tested."""


_TOLD_AS = re.compile(r"\b(surplus|deficit) of (?:\w+ ){0,2}$")
"""Before an amount of a balance: which of the two it is."""


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
        if self.frame.relation.name == "balance":
            return {*self._levels(start, end)[:1], *self._dated(start, end), *self._differences(start, end)}
        units = {"meetings": ("meetings", "ordinal")}.get(self.frame.relation.name, ())
        if self.frame.relation.name.startswith("rank-"):
            units, start, end = ("rank",), self.frame.start, self.frame.end
        counts = [
            n
            for n in self.skeleton.numbers("q", start, end)
            if self.skeleton.mentions[n].value.unit in (units or ("measures", "states", "listed"))
        ]
        if self.frame.relation.name == "group-cut":
            return set(self.skeleton.numbers("q", start, end))
        if self.frame.relation.name == "sanctions":
            counts += self._listed()
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
            r"<a\d+>(?:,|,? and) (?:the )?<a\d+> (?:are|were|remain) ", text[max(0, start - 30) : end]
        ):
            doubts.append("which place each of several has")
        if re.search(
            r"\b(?:one|some|among|two|three|not|never|no longer|once|used to|formerly|lost|loses|losing|unlike)\b",
            re.sub(r"(first|<q\d+>) among\b", r"\1 of", text[max(0, start - 12) : end]).replace(
                "once again", "again"
            ),
        ):
            doubts.append("which place is meant")
        if re.search(
            rf"\b(?:potential|possible|perhaps|outside|apart from|{'after(?= (?:the )?<a)' if place <= 1 else 'after_none'}|(?:in|among|within|across) (?:the )?(?:<a\d+> )?(?:asia|europe|africa|central|south|east|west|north|latin|middle|asean|eu\b|bloc|oecd|g20|g7|brics|gulf|region))\b",
            text[start : end + 30],
        ):
            doubts.append("among whom the place is")
        after = re.search(r"\b(?:after|behind)\b[^;.]{0,90}", text[end : end + 110])
        if after and (
            _GROUP.search(after[0])
            or any(
                str(self.skeleton.mentions[int(n)].value.code) in GROUPS
                for n in re.findall(r"<a(\d+)>", after[0])
            )
        ):
            doubts.append("among whom the place is: groups of states are counted as one")
        goods = self.context.goods or any(
            one.kind == "g" or (one.kind == "q" and one.value.unit in ("t", "m3", "units", "bbl/d", "kwh"))
            for one in self.skeleton.mentions
        )
        if goods and not self.frame.goods and self.frame.relation.name != "rank-partner":
            doubts.append("of which goods the place is")
        times = {(time.start, time.end) for _, _, time in self.clock.times() if time.start}
        if len(times) > 1 and not self._own_time():
            doubts.append("which time is meant")
        rest = re.split(r" - |[,;(]", text[end - 4 : end + 30])[0]
        rest = re.split(r"\b(?:after|behind|since|ahead)\b", rest)[0]
        if (
            re.search(r"\b(?:of|for) (?!goods|imports|all|the (?:<q|first|past|last))[a-z]", rest)
            and not self.frame.goods
        ):
            doubts.append("of which goods the place is")
        period = self._own_time()
        if ".." in period and period not in self.clock.parts():
            doubts.append("a place in each of several years")
        one = self.one("near", value=place, unit="place", period=period, goods=self._good())
        yield one.model_copy(update={"doubts": tuple(doubts)}) if doubts else one

    def _own_time(self) -> str:
        """The time of the clause that a place stands in; of several times, that between the same commas."""
        times = [one for one in self.clock.times() if one[2].how not in ("earlier", "ago", "event")]
        if len({(one[2].start, one[2].end) for one in times}) < 2:
            between = self.skeleton.text[self.frame.end : times[0][0]] if times else ""
            return (
                ""
                if re.search(
                    r"\b(?:and (?:has|have|had|is|was|[a-z]+ed)|with|which|that|who|following|since)\b[^,]* $",
                    between,
                )
                else self.clock.main()
            )
        text = self.skeleton.text
        first = text.rfind(",", 0, self.frame.start)
        last = text.find(",", self.frame.end)
        near = [one for one in times if first < one[0] and (last < 0 or one[0] < last)]
        return self.clock.point(near[0][2]) if len(near) == 1 else ""

    def _good(self) -> str:
        own = [one for one in self.frame.goods if one != "other"]
        return own[0] if len(own) == 1 and len(self.frame.goods) == 1 else "other" if self.frame.goods else ""

    def _balance(self, start: int, end: int) -> Iterator[Statement]:
        """The amount of a surplus or deficit, or its sign; of `fell by A to B` the amount is B."""
        text = self.skeleton.text
        sign = -1.0 if re.search(r"deficit", text[self.frame.start : self.frame.end + 30]) else 1.0
        if self.frame.goods:
            return  # of one good alone
        numbers = self._levels(start, end)
        money = [(self.skeleton.mentions[n].value, self.skeleton.places[n]) for n in numbers]
        doubts = []
        dated = self._others_dated(start, end)
        if (
            not money
            and not dated
            and re.search(
                r"\b(?:widen\w*|narrow\w*|fell|rose|grew|shr[aiu]nk\w*|dropp?\w*|declin\w*|decreas\w*|increas\w*|halved|doubled|overall|global|not|no)\b",
                text[start:end],
            )
        ):
            doubts.append("how the balance changed")
        if re.search(
            r"\b(?:overall|global|total|not|no longer)\b(?!,)",
            text[max(start, self.frame.start - 20) : self.frame.end],
        ):
            doubts.append("whose balance it is")
        for amount, place in (*money[:1], *dated):
            if told := _TOLD_AS.search(text[max(start, place[0] - 30) : place[0]]):
                sign = -1.0 if told[1] == "deficit" else 1.0  # `a deficit of A, against a surplus of B`
            bound = (
                {"at_least": "at_most", "at_most": "at_least"}.get(amount.bound, amount.bound)
                if sign < 0
                else amount.bound
            )
            made = self.one(
                bound or "near",
                amount=amount,
                value=sign * amount.value,
                period=""
                if self._came_to(place)
                else self.clock.of_amount(place, self.clock.main()) or self.clock.main(),
            )
            yield made.model_copy(update={"doubts": tuple(doubts)}) if doubts else made
        if not money and not dated:
            made = self.one(
                "at_least" if sign > 0 else "at_most", value=0.0, unit="USD", period=self.clock.main()
            )
            yield made.model_copy(update={"doubts": tuple(doubts)}) if doubts else made

    def _came_to(self, place: tuple[int, int]) -> bool:
        """Whether an amount is what a balance came to from one of a time of its own, and has none itself: `from 40 in 2018 to 123`."""
        text = self.skeleton.text
        led = re.search(r"\bfrom (?:\w+ ){0,4}<q\d+> (?:\w+ )?<t\d+>,? to (?:\w+ ){0,3}$", text[: place[0]])
        return bool(led) and self.clock.time_after(place) is None

    def _dated(self, start: int, end: int) -> list[int]:
        """Further amounts that are balances of times of their own: `from 40 in 2018`, `before it fell to 6 in December`."""
        text, main = self.skeleton.text, self._levels(start, end)[:1]
        return [
            n
            for n in self.skeleton.numbers("q", start, end)
            if n not in main
            and self.skeleton.mentions[n].value.unit in MONEY
            and re.match(r",? ?<t\d+>", text[self.skeleton.places[n][1] :])
            and re.search(
                r"\b(?:from|to|against|compared with)(?: (?:a|an|record|high|low|peak|surplus|deficit|of|about|around|less|than|more)){0,4} $",
                text[: self.skeleton.places[n][0]],
            )
        ]

    def _others_dated(self, start: int, end: int) -> list[tuple[Amount, tuple[int, int]]]:
        return [(self.skeleton.mentions[n].value, self.skeleton.places[n]) for n in self._dated(start, end)]

    def _levels(self, start: int, end: int) -> list[int]:
        """The amounts of money that are a balance, not what it changed by, and not what it was before."""
        apart = self._differences(start, end)
        return [
            n
            for n in self.skeleton.numbers("q", start, end)
            if self.skeleton.mentions[n].value.unit in MONEY and n not in apart
        ]

    def _differences(self, start: int, end: int) -> list[int]:
        """What a balance changed by or from: no part of the claim, and no doubt about it."""
        text = self.skeleton.text
        return [
            n
            for n in self.skeleton.numbers("q", start, end)
            if re.search(
                r"\b(?:by|from|than|against|up|down|compared (?:to|with)|previous record of) (?:\w+ ){0,2}$",
                text[max(start, self.skeleton.places[n][0] - 30) : self.skeleton.places[n][0]],
            )
        ]

    def _of_defence(self) -> bool:
        """Whether a treaty is said to be one of defence: `alliance`, `to defend`, `an attack on one`; not a treaty alone."""
        first, last = clause(self.skeleton.text, self.frame.start, self.frame.end)
        text = self.skeleton.text
        return bool(_DEFENCE.search(text[min(first, self.frame.start) : max(last, self.frame.end)]))

    def _sanctions(self, start: int, end: int) -> Iterator[Statement]:
        text = self.skeleton.text
        others = re.match(
            r"<a\d+>(?:'s?)? (?:allies|partners|backers|supporters|friends)\b", text[self.frame.start :]
        )
        joined = re.search(
            r"\bjoin(?:ed|s|ing)? (?:the )?(?:<a\d+>(?:'s?)?(?:,| and|, and) )*$", text[: self.frame.start]
        )
        if others or joined:
            return  # `A's allies imposed sanctions`, `C has not joined those of A`: another's
        counts = [
            n
            for n in self.skeleton.numbers("q", start, end)
            if self.skeleton.mentions[n].value.unit in ("measures", "states")
        ] + self._listed()
        if counts:
            amount = self.skeleton.mentions[counts[0]].value
            yield self.one(amount.bound or "near", amount=amount, period=self.clock.main())
        elif self.frame.relation.level == "states":
            return
        elif first_word(
            "record", self.skeleton, max(start, self.frame.start - 40), min(end, self.frame.end + 30)
        ):
            events = [time.start[:4] for _, _, time in self.clock.times() if time.how == "event"]
            yield self.one("record", period=self.clock.main() or next(iter(events), ""))
        elif (denied := is_denied(self.skeleton, self.frame.start, self.frame.end)) or _IMPOSED.search(
            self.skeleton.text[max(start, self.frame.start - 20) : min(end, self.frame.end + 20)]
        ):
            yield self.one("lacks" if denied else "exists", period=self.clock.main())

    def _listed(self) -> list[int]:
        """How many persons and firms are said to be sanctioned, within the words of the frame: `sanctioned 400 Russian officials`."""
        text = self.skeleton.text
        return [
            n
            for n in self.skeleton.numbers("q", self.frame.start, self.frame.end)
            if self.skeleton.mentions[n].value.unit == "listed"
            or (
                self.skeleton.mentions[n].value.unit == ""
                and re.match(r" <a", text[self.skeleton.places[n][1] :])
            )
        ]

    def _meetings(self, start: int, end: int) -> Iterator[Statement]:
        for number in self.skeleton.numbers("q", start, end):
            amount: Amount = self.skeleton.mentions[number].value
            follows = self.skeleton.text[self.skeleton.places[number][1] :]
            if re.match(
                r"(?: times)? (?:an?|per|each|every) (?:year|month|week)|(?: times)? (?:annually|yearly)",
                follows,
            ):
                continue  # a rate is no count
            if amount.unit in ("meetings", "ordinal"):
                place = self.skeleton.places[number]
                main = [
                    (abs(first - place[0]), time)
                    for first, _, time in self.clock.times()
                    if time.how in ("in", "by")
                ]
                period = self.clock.point(min(main, key=lambda one: one[0])[1]) if main else ""
                if re.search(
                    rf"\bsince\b[^;]{{0,60}}{re.escape(period or '-')}", self.skeleton.origin.casefold()
                ):
                    period = ""  # `since he took office in 2013`: how many up to now
                yield self.one(amount.bound or "near", amount=amount, unit="meetings", period=period)
                return

    def _phrase(self) -> Iterator[Statement]:
        if not (self.frame.phrase or self.context.phrase):
            return  # words for a phrase that nobody has named
        first, last = 0, len(self.skeleton.text)
        absent = first_word("absent", self.skeleton, first, last)
        if absent and _JUST_NOT.fullmatch(absent[0]) and not _USED.match(self.skeleton.text[absent.end() :]):
            return  # `no longer stands`: not of using a word
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
        if re.search(r"\btransit\b|, and <", self.skeleton.text[self.frame.start : self.frame.end]):
            return  # `cut the transit in 2025, and A's oil is still piped to B`
        if re.search(r"\b(?:if|whether|unless)\b[^,;]*$", self.skeleton.text[: self.frame.start]):
            return  # `if B decides to cut off A's gas`
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
            made = replace(self, frame=frame).one(
                "falls",
                value=1 - left if left else NEARLY_ALL if nearly else None,
                unit="share" if nearly or left else "",
                period=self.cut_period(),
                goods=fuel,
            )
            yield made.model_copy(update={"about": True}) if nearly and not left else made

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
