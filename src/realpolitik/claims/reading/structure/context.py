"""Who `the two countries`, `they` and `it` are: simple coreference to the last states that were named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from realpolitik.claims.reading.spotting.actors import GROUPS, Actor
from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton, number_of

_SUBJECT = re.compile(r"^\W*(?:(?:but|and|in|on|<t\d+>)?,? )*$")
_THING = re.compile(r" (?:trade|exports|imports|sales|purchases|shipments)\b")


_PLACED = re.compile(
    r"<a(\d+)> (?:(?!<a)[^;.])*?(?:<a\d+> )?(?:(?!<a)[^;.])*?\b(?:is|was|became|become|becoming|remained|remains|as|be) <a(\d+)>(?:'s?)? [^;.<]{0,30}(?:<q\d+>[ -])?[^;.<]{0,20}partner"
)
"""Who is whose partner: of several states of a sentence these are the two."""
SEVERAL = 2
"""States of one sentence beyond which the first two are no pair because they are the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A flow of goods that was spoken of: whose (`owner`, empty for trade between two), of which two states, and its noun; `some` is whether it is of some goods alone."""

    owner: str
    pair: tuple[str, str]
    noun: str
    some: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a list of states goes on from: the suppliers or buyers of a state (`hub`) in goods, or its partners.

    `other` is the state that was named with it, and `place` its place, 0 where none was. `near` is whether it is of a region, so that no place is
    one among all.
    """

    kind: str
    hub: str
    other: str
    goods: str
    period: str
    place: int
    near: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Whose imports (`hub`) of which goods the text speaks of; `age` counts the sentences since they were named."""

    hub: str
    goods: str
    age: int = 0


@dataclass(slots=True)
class Context:
    """What was named so far: the last two states together, the one the last sentence began with, the last phrase and its day.

    `quiet` is whether the sentence before named no flow, `currencies` whether the text counts in other money than dollars.
    `span` is the span that the sentence before named; `creditor` the state of whose balance the text spoke last.
    `several` is whether it named more times than one.
    `goods` are those that the last sentence naming any spoke of.
    `monthly` is whether the last change that named its base was one from the month before.
    `trader` is the state of whose foreign trade as a whole the text spoke last, as a list of its partners.
    `military_age` counts the sentences since one on military spending, and `spending` is the state, and the time, of whose military spending the sentence before spoke,
    `spending_year` the year that the text on it named last.
    `listing` is the list that the sentence before made or went on with.
    `market` is the buyer and the good of which a report speaks.
    `group` is the group of states that was named last, `named` in how many sentences of the text each state is.
    `first` is the state with which the text begins, where that sentence names no other; `home` the one on whose trade the text is, and
    `likely` the one that it may be on, where only names tell.
    `opens` is whether the sentence opens a paragraph, `many` whether the text names two other sides of flows or more.
    `crowd` is whether the last sentence that named states named more than two; `large` is the state of all of whose trade the sentence before spoke.
    `shared` is the flow (`exports`) of which the text spoke of shares last.
    `heading` is the day that the last heading was made of, `headed` how many sentences ago.
    `people` are those named with their office and state, by surname; `body` is the group that acted in the sentence before.
    `organisation` is the one named last, `body_age` how many sentences ago; `arms_span` the five years that a text on arms trade is of, `arms_age` how many sentences ago it spoke of that.
    `told` is the only time that the last sentence naming any named, `told_age` how many sentences ago.
    `person` is the state of the person who acts in the last sentence naming any; `measures_of` who imposed sanctions on whom
    last, `listing_age` how many sentences ago; `papers` are the days on which two states last met or signed, with
    the sentence.
    `persons` are the states of those whom `he` may be, `spoken_of` the states that the last sentence naming any named, and `of_text` is whether the last sentence spoke of
    a draft, a resolution or a statement.
    `found` is the last flow of this sentence, with what was filled in.
    `at_large` are the two of whose trade in all goods the text spoke last.
    `flow` is the flow that the sentence before spoke of, `time` the time it named, `vote_day` the day of the last vote, `vote_supposed` what was supposed of it, and `voting`
    whether this sentence speaks of one, `voted` how many sentences ago one was spoken of; `age` counts the sentences since `time` was named.
    """

    pair: tuple[str, ...] = ()
    subject: str = ""
    phrase: str = ""
    phrase_day: str = ""
    last: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)
    flow: Flow | None = None
    at_large: frozenset[str] = frozenset()
    time: Mention | None = None
    span: Mention | None = None
    creditor: str = ""
    vote_day: str = ""
    vote_supposed: tuple[str, ...] = ()
    voting: bool = False
    voted: int = 99
    quiet: bool = False
    goods: str = ""
    goods_age: int = 0
    several: bool = False
    found: Flow | None = None
    currencies: bool = False
    listing: Listing | None = None
    market: Market | None = None
    monthly: bool = False
    trader: Listing | None = None
    spending: tuple[str, ...] = ()
    spending_year: str = ""
    military_age: int = 99
    age: int = 0
    heading: str = ""
    group: str = ""
    shared: str = ""
    first: str = ""
    home: str = ""
    likely: str = ""
    opens: bool = False
    many: bool = False
    large: str = ""
    crowd: bool = False
    named: dict[str, int] = field(default_factory=dict)
    headed: int = 99
    told: str = ""
    told_age: int = 99
    person: str = ""
    persons: frozenset[str] = frozenset()
    spoken_of: frozenset[str] = frozenset()
    of_text: bool = False
    people: dict[str, str] = field(default_factory=dict)
    body: str = ""
    organisation: str = ""
    body_age: int = 99
    arms_span: str = ""
    arms_age: int = 99
    measures_of: tuple[str, str] = ("", "")
    listing_age: int = 99
    papers: dict[tuple[str, ...], tuple[str, int]] = field(default_factory=dict)

    def update(self, skeleton: Skeleton) -> None:
        """Take note of the states of a sentence that has been read."""
        every = named(skeleton.mentions)
        self.group = next((code for code in every if code in GROUPS), self.group)
        codes = of_states(every)
        placed = (
            _PLACED.search(skeleton.text) if len(codes) > SEVERAL and "partner" in skeleton.text else None
        )
        two = tuple(str(skeleton.mentions[int(n)].value.code) for n in placed.groups()) if placed else ()
        if len({*two}) > 1 and {*two} <= {*codes}:
            self.pair = two
        elif len(codes) > SEVERAL and {*self.pair} <= {*codes}:
            pass  # a list of states, the two that were spoken of among them: they stay the two
        elif len(codes) > SEVERAL:
            self.pair = together(skeleton)
        elif len(codes) > 1 and both_partners(skeleton, *codes):
            pass  # `trade with A rose, while trade with B fell`: no two
        elif len(codes) > 1:
            self.pair = codes
        elif len(codes) == 1 and self.pair and codes[0] not in self.pair and not self.subject:
            self.pair = ()
        if codes:
            self.subject, self.crowd = codes[0], len(codes) > SEVERAL

    def both(self, skeleton: Skeleton, sign: str) -> tuple[str, ...]:
        """The two states that a sign stands for: of this sentence before it, of all of it, else the last two named."""
        place = number_of(sign)
        before = of_states(named(skeleton.mentions[:place]))
        inside = before if len(before) > 1 else of_states(named(skeleton.mentions))
        if not before and len(self.pair) > 1 and _SUBJECT.search(skeleton.text[: skeleton.places[place][0]]):
            inside = ()  # `The two sides issued a statement before A attacked B`: the two that were spoken of
        elif (
            not before
            and len(self.pair) > 1
            and {*inside} != {*self.pair}
            and {*inside} & {*self.pair}
            and skeleton.text[: skeleton.places[place][0]].endswith("between ")
        ):
            inside = ()  # `Trade between the two grew after A attacked C`
        word = skeleton.mentions[place].value
        two = inside[-2:] if len(inside) > 1 else self.pair
        if word in ("latter", "former") and len(two) > 1:
            return (two[1] if word == "latter" else two[0],)
        return two

    def one(self, skeleton: Skeleton, sign: str, apart: tuple[str, ...] = ()) -> str:
        """The state that `it` or `there` stands for, which is none `apart`: named just before, the one that the text is on, or the other of the last two."""
        place = number_of(sign)
        before = [code for code in named(skeleton.mentions[:place]) if code not in apart]
        if skeleton.mentions[place].text.casefold() == "there" and before:
            return before[-1]
        if owner := _owner(skeleton, place, apart):
            return owner
        if before:
            return before[-1]
        inside = named(skeleton.mentions)
        nation = _NATION.match(skeleton.mentions[place].text)
        if nation and (self.crowd or self.home):
            # `A and B border on C. The country's exports rose`: whose is not said
            return self.home if self.home not in (*inside, *apart) else ""
        rest = [code for code in self.pair if code not in inside and code not in apart]
        return (
            rest[0] if len(rest) == 1 else self.subject if self.subject not in apart else next(iter(rest), "")
        )

    def partner(self, code: str, skeleton: Skeleton) -> str:
        """The state that goes with `code` where the sentence leaves it out."""
        inside = [other for other in named(skeleton.mentions) if other != code]
        if len(inside) == 1 and not both_partners(skeleton, code, inside[0]):
            return inside[0]
        rest = [other for other in self.pair if other != code and other not in inside]
        return rest[0] if len(rest) == 1 else ""


_PARTNER = re.compile(r"\b(?:trade|turnover|commerce|exports|imports) (?:with|to|from) (?:the )?<a(\d+)>")


def both_partners(skeleton: Skeleton, one: str, other: str) -> bool:
    """Whether both states are only the other sides of flows: `trade with A fell, while trade with B grew`."""
    partners = {int(number) for number in _PARTNER.findall(skeleton.text)}
    signs = [(n, str(m.value.code)) for n, m in enumerate(skeleton.mentions) if m.kind == "a"]
    return {one, other} <= {code for _, code in signs} and all(n in partners for n, code in signs if code in (one, other))  # fmt: skip


_BOTH = re.compile(
    r"(?<!, )(?<!and )\b(?:between |of |with )?(?:the )?<a(\d+)>(?:,? and |-|/)(?:the )?<a(\d+)>(?!,? and|, (?:the )?<a)"
)


def together(skeleton: Skeleton) -> tuple[str, ...]:
    """The two of several states of a sentence that it names together (`trade between A and B`); none where it names others so, too."""
    found = {
        tuple(str(skeleton.mentions[int(n)].value.code) for n in one.groups())
        for one in _BOTH.finditer(skeleton.text)
        if not re.search(r"<a\d+>, (?:the )?$", skeleton.text[: one.start(1) - 2])
    }
    return next(iter(found)) if len(found) == 1 else ()


def of_states(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Without groups: `the two countries` are none of the West and one of its foes."""
    return tuple(code for code in codes if code not in GROUPS)


_NATION = re.compile(r"(?:the|that) .*(?:country|nation|state|giant|power|economy)$", re.IGNORECASE)


def _owner(skeleton: Skeleton, place: int, apart: tuple[str, ...]) -> str:
    """Whose trade was spoken of before `its trade`: in `China's trade with India rose, its trade with Iran fell` China's."""
    if skeleton.mentions[place].text.casefold() != "its":
        return ""
    start, end = skeleton.places[place]
    if not (thing := _THING.match(skeleton.text, end)):
        return ""
    owners = re.finditer(rf"<a(\d+)>(?:'s?)?{re.escape(thing[0])}", skeleton.text[:start])
    codes = [skeleton.mentions[int(one[1])].value.code for one in owners]
    return next((code for code in reversed(codes) if code not in apart), "")


def named(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    """Codes of the states and groups that are named, each once, in order."""
    return tuple(
        dict.fromkeys(one.value.code for one in mentions if one.kind == "a" and isinstance(one.value, Actor))
    )
