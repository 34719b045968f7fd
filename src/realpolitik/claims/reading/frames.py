"""From a relation found in a sentence to its claims: each amount, record and change one test, with its period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from realpolitik.claims.reading import stance
from realpolitik.claims.reading.actors import GROUPS
from realpolitik.claims.reading.amounts import Amount
from realpolitik.claims.reading.context import Context
from realpolitik.claims.reading.grammar import Frame
from realpolitik.claims.reading.mentions import Skeleton
from realpolitik.claims.reading.periods import Clock
from realpolitik.claims.reading.statements import Statement

MONEY = ("USD", "EUR", "CNY", "RUB", "GBP", "JPY", "INR")
FUELS = {"crude-oil": "crude-oil", "oil-products": "oil-products", "gas": "gas", "pipeline-gas": "gas", "lng": "gas", "coal": "coal"}
"""Fuels of a group's imports by goods."""
NEARLY_ALL = 0.9
"""What `nearly all` and `almost entirely` are taken for: the bar of `radchenko2024.yaml`."""
_BY = re.compile(r"\bby (?:(?:a|an|more|some|about|nearly|almost|over|well|than|roughly) )*$")
_FROM = re.compile(r"\bfrom (?:(?:a|an|some|just|only|about|its|the|a mere|mere|low of|level of) )*$")
_TO = re.compile(r"\bto (?:(?:a|an|some|just|only|about|its|the|new|record|nearly|almost|over|more than|high of|of) )*$")
_LESS = re.compile(r"^ (?:less|more|higher|lower|fewer|below|above)\b")
_TO_PRONOUN = re.compile(r"\b(?:sold|exported|shipped|supplied|sent) <p\d+>")
_SOLD_TO = re.compile(r"\b(?:sold|exported|shipped|supplied|sent) to <a")
_DIFFERENCE = re.compile(r"\b(?:surplus|deficit|gap|difference|tariffs?|aid|loan|invest\w*|fine|budget|reserves|debt)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An amount of a frame: its place in the skeleton, and whether it is a level, an earlier level or a growth."""

    place: tuple[int, int]
    amount: Amount
    role: str
    falling: bool


def claims_of(
    number: int, frame: Frame, skeleton: Skeleton, on: date, others: list[Frame], context: Context
) -> Iterator[Statement]:
    """The claims that a sentence makes of a frame beside `others`; none where its clause only foresees."""
    start, end = scope(frame, skeleton, others)
    if stance.is_opinion(skeleton, frame.start, frame.end):
        return
    if stance.is_prediction(skeleton, frame.start, frame.end) and not _certain(frame, skeleton):
        return
    if "other" in frame.goods and frame.relation.level == "USD" and len(set(frame.goods)) == 1:
        if _only_other(frame, skeleton):
            return  # goods that the tables do not hold
    clock = Clock(skeleton=skeleton, start=start, end=end, on=on)
    made = _Made(number=number, frame=frame, skeleton=skeleton, clock=clock, context=context, others=others)
    yield from made.claims(start, end)


def scope(frame: Frame, skeleton: Skeleton, others: list[Frame]) -> tuple[int, int]:
    """The stretch whose amounts and times may belong to a frame: up to a word that parts it from another frame's clause."""
    text = skeleton.text
    cuts = [cut.span() for cut in re.finditer(r";|, (?:while|whereas|but)\b| (?:while|whereas) ", text)]
    cuts = [
        (begin, last)
        for begin, last in cuts
        if any((other.start < begin) != (frame.start < begin) for other in others)
    ]
    first = max((last for _, last in cuts if last <= frame.start), default=0)
    last = min((begin for begin, _ in cuts if begin >= frame.end), default=len(text))
    if not skeleton.numbers("qt", first, last):
        return 0, len(text)
    return first, last


def _certain(frame: Frame, skeleton: Skeleton) -> bool:
    """Whether the ordinal of a meeting that is to come is counted: `it would be the 39th time the pair meet`."""
    if frame.relation.certain or (frame.relation.name == "client" and "would cost" in frame.rule):
        return True  # a fear is there today; what a loss would cost is computed
    return frame.relation.name == "meetings" and any(
        skeleton.mentions[n].value.unit == "ordinal" for n in skeleton.numbers("q", frame.start, frame.end)
    )


def _only_other(frame: Frame, skeleton: Skeleton) -> bool:
    named = [skeleton.mentions[n].value for n in skeleton.numbers("g")]
    listed = re.search(r"<g\d+>(?:, <g\d+>)* and <g\d+>", skeleton.text)
    return all(one == "other" for one in named) and not listed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    number: int
    frame: Frame
    skeleton: Skeleton
    clock: Clock
    context: Context
    others: list[Frame]

    def claims(self, start: int, end: int) -> Iterator[Statement]:
        name, level = self.frame.relation.name, self.frame.relation.level
        if name == "phrase":
            yield from self._phrase()
        elif name == "group-cut":
            yield from self._cut()
        elif name == "meetings":
            yield from self._meetings(start, end)
        elif level in ("USD", "share", "USD/bbl"):
            yield from self._levels(start, end)
        elif level in ("measures", "states"):
            yield from self._sanctions(start, end)
        else:
            yield from self._standing(start, end)

    # -- amounts, records, changes ------------------------------------------------------------------------------------------

    def _levels(self, start: int, end: int) -> Iterator[Statement]:
        slots = list(self._slots(start, end))
        record = stance.found("record", self.skeleton, start, end)
        levels = [slot for slot in slots if slot.role == "level"]
        earlier = [slot for slot in slots if slot.role == "earlier"]
        growth = [slot for slot in slots if slot.role == "growth"]
        main = next((self.clock.of_amount(slot.place) for slot in levels), "") or self.clock.main()
        any_claim = False
        if record and self.frame.relation.name in ("trade", "exports"):
            any_claim = True
            yield self._one("record", period=self._record_period(levels, main, record.start()))
        for slot in (*levels, *earlier):
            any_claim = True
            yield self._level(slot, main, earlier=slot in earlier)
        for slot in growth:
            any_claim = True
            yield self._growth(slot, main)
        change = self._change(start, end, slots)
        if change and not record and not growth:
            any_claim = True
            for kind in self._kinds():
                yield self._one(change, period=self._change_period(levels, earlier, main), goods=kind)
        if not any_claim:
            yield from self._without_amount(start, end)

    def _kinds(self) -> tuple[str, ...]:
        """Each of several goods that are claimed of alike; else nothing, for the one kind or all goods."""
        several = self.frame.relation.name == "exports" and len(self.frame.goods) > 1 and "other" not in self.frame.goods
        return self.frame.goods if several else ("",)

    def _slots(self, start: int, end: int) -> Iterator[Slot]:
        text = self.skeleton.text
        for number in self._amounts(start, end):
            place, amount = self.skeleton.places[number], self.skeleton.mentions[number].value
            if amount.unit == "" and self.frame.relation.level == "USD" and amount.value >= 1e6:
                amount = replace(amount, unit=self._currency())  # "…; by 2023 it was 240 billion"
            before, after = text[max(start, place[0] - 40) : place[0]], text[place[1] : place[1] + 30]
            falling = self._falling(start, place[0], after)
            if amount.unit == "growth" or (amount.unit == "share" and self._grows(before, after, start, place)):
                yield Slot(place=place, amount=amount, role="growth", falling=falling or amount.value < 0)
            elif not self._fits(amount.unit):
                continue
            elif _LESS.match(after) and self.frame.relation.level != "USD/bbl":
                yield Slot(place=place, amount=amount, role="difference", falling=after.lstrip().startswith(("less", "lower", "fewer", "below")))
            elif _FROM.search(before) or re.search(r"(?:had come to|had been(?: a mere)?|after) $", before):
                yield Slot(place=place, amount=amount, role="earlier", falling=False)
            elif not _DIFFERENCE.search(text[max(start, place[0] - 25) : place[1] + 25]):
                yield Slot(place=place, amount=amount, role="level", falling=False)

    def _amounts(self, start: int, end: int) -> list[int]:
        """Amounts of the stretch that do not stand within the words of another relation."""
        return [
            number
            for number in self.skeleton.numbers("q", start, end)
            if not self._of_pronoun(self.skeleton.places[number])
            and (
                self._own(self.skeleton.places[number])
                or not any(other.start <= self.skeleton.places[number][0] < other.end for other in self.others)
            )
        ]

    def _of_pronoun(self, place: tuple[int, int]) -> bool:
        """Whether an amount went to `it` or `them`, which is not the state that the frame names further on."""
        return bool(_TO_PRONOUN.search(self.skeleton.text, self.frame.start, place[0])) and bool(
            _SOLD_TO.search(self.skeleton.text, place[1], self.frame.end)
        )

    def _own(self, place: tuple[int, int]) -> bool:
        return self.frame.start <= place[0] < self.frame.end

    def _currency(self) -> str:
        return next((one.value.unit for one in self.skeleton.mentions if one.kind == "q" and one.value.unit in MONEY), "USD")

    def _fits(self, unit: str) -> bool:
        level = self.frame.relation.level
        if level == "USD":
            return unit in MONEY or (self.frame.relation.name == "exports" and unit in ("t", "m3", "units"))
        return unit == level or (level == "USD/bbl" and unit == "USD/bbl")

    def _grows(self, before: str, after: str, start: int, place: tuple[int, int]) -> bool:
        """Whether a share is one of growth: after `by`, or after a word of change where shares are no levels."""
        if _BY.search(before) or re.match(r" (?:less|more|lower|higher)\b(?! of)", after):
            return True
        if self.frame.relation.level == "share":
            return False
        text = self.skeleton.text
        change = [one.end() for name in ("rises", "falls") for one in stance.all_found(name, self.skeleton, start, place[0])]
        return bool(change) and "<q" not in text[max(change) : place[0]] and place[0] - max(change) < 30

    def _falling(self, start: int, place: int, after: str) -> bool:
        falls = max((one.start() for one in stance.all_found("falls", self.skeleton, start, place)), default=-1)
        rises = max((one.start() for one in stance.all_found("rises", self.skeleton, start, place)), default=-1)
        return falls > rises or bool(re.match(r" (?:less|lower)\b", after))

    def _level(self, slot: Slot, main: str, *, earlier: bool) -> Statement:
        bound = slot.amount.bound
        before = self.skeleton.text[max(0, slot.place[0] - 45) : slot.place[0]]
        if re.search(r"\b(?:exceed\w*|surpass\w*|topp\w+|pass\w+|crossed|broke through|beyond) (?:\w+ ){0,2}$", before) and not earlier:
            bound = "at_least"
        elif re.search(r"\b(?:not|never|n't) (?:yet )?(?:reach|hit|come to|exceed|amount to)(?:ed)? $", before):
            bound = "at_most"
        period = self.clock.of_amount(slot.place, main)
        if earlier and period == main and main and self.clock.own_time(slot.place) is None:
            period = self._other_period(main)
        return self._one(bound or "near", amount=slot.amount, period=period)

    def _other_period(self, main: str) -> str:
        points = [time.start for _, _, time in self.clock.times() if time.how in ("in", "since") and time.start]
        spans = [time.start for _, _, time in self.clock.times() if time.how == "span"]
        return next((point for point in (*points, *spans) if point != main), "")

    def _growth(self, slot: Slot, main: str) -> Statement:
        value = abs(slot.amount.value)
        period = self.clock.change(main)
        if slot.amount.bound == "at_least":
            return self._one("falls" if slot.falling else "rises", amount=slot.amount, value=value, unit="share", period=period)
        return self._one("shrinks" if slot.falling else "grows", amount=slot.amount, value=value, unit="share", period=period)

    def _change(self, start: int, end: int, slots: list[Slot]) -> str:
        """`rises` or `falls` where the words say so and no amount takes them as its own."""
        difference = next((slot for slot in slots if slot.role == "difference"), None)
        if difference:
            return "falls" if difference.falling else "rises"
        text = self.skeleton.text
        first, last = stance.clause(text, self.frame.start, self.frame.end)
        words = sorted(
            (one.start(), one.end(), name)
            for name in ("rises", "falls")
            for one in stance.all_found(name, self.skeleton, max(start, first), min(end, last) if not slots else end)
        )
        words = [one for one in words if not self.frame.phrase and self._governs(one[0], one[1])]
        if not words:
            return ""
        _, stop, name = words[0]
        follows = re.match(r"(?:[^<;,]|<[at]\d+>){0,40}<q", text[stop:end])
        levels = [slot for slot in slots if slot.role in ("level", "earlier")]
        if follows and not any(slot.role == "earlier" for slot in slots) and levels:
            return ""  # "rose to 40 billion": the level is the claim
        if levels and not follows and not any(slot.role == "earlier" for slot in slots):
            return ""
        if stance.is_denied(self.skeleton, words[0][0], stop):
            return {"rises": "falls", "falls": "rises"}[name] if not levels else ""
        return name

    def _governs(self, start: int, end: int) -> bool:
        """Whether a word of change is said of this frame: within it, soon after it, or right before with no state between."""
        if self.frame.start <= start <= self.frame.end + 80:
            return True
        return end <= self.frame.start and self.frame.start - end <= 45 and "<a" not in self.skeleton.text[end : self.frame.start]

    def _change_period(self, levels: list[Slot], earlier: list[Slot], main: str) -> str:
        if levels and earlier:
            first = self.clock.of_amount(earlier[0].place, main)
            if first == main or not first:
                first = self._other_period(main)
            last = self.clock.of_amount(levels[-1].place)
            if first and last and first < last:
                return f"{first}..{last}"
        return self.clock.change(main)

    def _record_period(self, levels: list[Slot], main: str, place: int) -> str:
        """The period of the level that the word of record stands beside."""
        if not levels:
            return main.split("..")[-1]
        beside = min(levels, key=lambda slot: abs(slot.place[0] - place))
        return self.clock.of_amount(beside.place, main) or main.split("..")[-1]

    def _without_amount(self, start: int, end: int) -> Iterator[Statement]:
        rule, text = self.frame.rule, self.skeleton.text
        name = self.frame.relation.name
        if self.frame.rival or "{main}" in rule:
            yield self._one("top", period=self.clock.main())
        elif name == "exports" and "market" in rule:
            for kind in self._kinds():
                yield self._one("rises", period=self.clock.change(), goods=kind)
        elif name == "exports" and re.search(r"(?:almost no|hardly any|next to no)\b", text[start:end]):
            yield self._one("at_most", period=self.clock.main())
        elif name == "exports" and re.search(r"\b(?:banned|stopped|ended|halted|no longer)\b", text[start:end]):
            yield self._one("falls", period=self._cut_period())
        elif self.frame.relation.default == "small":
            if re.search(r"\b(?:small|minor|marginal|negligible)\b", text[self.frame.start : self.frame.end]):
                yield self._one("at_most", value=0.05, unit="share", period=self.clock.main())
        elif name == "settlement" and re.search(r"\b(?:more|most|mostly|mainly|largely|chiefly)\b", text[start:end]):
            if re.search(r"\bmore\b", text[start:end]) and "imports" in text:
                yield self._one("rises", period=self.clock.change())
            else:
                yield self._one("at_least", value=0.5, unit="share", period=self.clock.main())
        elif self.frame.relation.default == "rises":
            yield self._one("rises", period=self.clock.change())
        elif self.frame.relation.default == "exists":
            yield self._one("exists", period=self.clock.main())

    # -- relations without amounts ---------------------------------------------------------------------------------------------

    def _standing(self, start: int, end: int) -> Iterator[Statement]:
        default = self.frame.relation.default
        change = ""
        if self.frame.relation.name in ("reliance", "leverage", "concentration", "unequal", "salience", "trade-gdp"):
            first, last = stance.clause(self.skeleton.text, self.frame.start, self.frame.end)
            near = [
                (abs(one.start() - self.frame.start), name)
                for name in ("rises", "falls")
                for one in stance.all_found(name, self.skeleton, first, last)
            ]
            if re.search(r"\bmore\b|\bfewer\b|\b(?:made|forc\w+|pushed|transformed)\b", self.skeleton.text[first:last]):
                near.append((500, "rises"))
            change = min(near)[1] if near else ""
        if change:
            yield self._one(change, period=self.clock.change())
        elif default == "rises":
            yield self._one("rises", period=self.clock.change())
        elif default:
            denied = self.frame.relation.name in ("alliance", "dictate", "plan") and stance.is_denied(
                self.skeleton, self.frame.start, self.frame.end
            )
            yield self._one("lacks" if denied else default, period=self.clock.main().rstrip("."))

    def _sanctions(self, start: int, end: int) -> Iterator[Statement]:
        counts = [
            n for n in self.skeleton.numbers("q", start, end) if self.skeleton.mentions[n].value.unit in ("measures", "states")
        ]
        if counts:
            amount = self.skeleton.mentions[counts[0]].value
            yield self._one(amount.bound or "near", amount=amount, period=self.clock.main())
        elif self.frame.relation.level == "states":
            return
        elif stance.found("record", self.skeleton, start, end):
            events = [time.start[:4] for _, _, time in self.clock.times() if time.how == "event"]
            yield self._one("record", period=self.clock.main() or next(iter(events), ""))
        else:
            denied = stance.is_denied(self.skeleton, self.frame.start, self.frame.end)
            yield self._one("lacks" if denied else "exists", period=self.clock.main())

    def _meetings(self, start: int, end: int) -> Iterator[Statement]:
        for number in self.skeleton.numbers("q", start, end):
            amount: Amount = self.skeleton.mentions[number].value
            if amount.unit in ("meetings", "ordinal"):
                place = self.skeleton.places[number]
                main = [(abs(first - place[0]), time) for first, _, time in self.clock.times() if time.how in ("in", "by")]
                period = self.clock.point(min(main, key=lambda one: one[0])[1]) if main else ""
                yield self._one(amount.bound or "near", amount=amount, unit="meetings", period=period)
                return

    def _phrase(self) -> Iterator[Statement]:
        first, last = 0, len(self.skeleton.text)
        absent = stance.found("absent", self.skeleton, first, last)
        spoken = re.search(
            r"\b(?:declar|proclaim|used?\b|using|spoke|speak|said|says?\b|talk|word|term|phrase|slogan|language|statement|called|refer|rhetoric|vocabulary|official|reference)",
            self.skeleton.text,
        )
        if absent:
            yield self._one("absent", period=self._since())
        elif spoken:
            yield self._one("used", period=self.clock.main().split("..")[0])

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
        nearly = stance.found("cut", self.skeleton, start, end)
        left = self._left()
        fuels = list(dict.fromkeys(FUELS[one] for one in self.frame.goods if one in FUELS))
        buyers = [self.frame, *([replace(self.frame, states=(self.frame.states[0], self.frame.rival))] if self.frame.rival in GROUPS else [])]
        for frame, fuel in ((frame, fuel) for frame in buyers for fuel in fuels):
            yield replace(self, frame=frame)._one(
                "falls",
                value=1 - left if left else NEARLY_ALL if nearly else None,
                unit="share" if nearly or left else "",
                period=self._cut_period(),
                goods=fuel,
            )

    def _left(self) -> float:
        """The share that is left, where the frame names it: `a tenth of the gas that Europe once burned still arrives`."""
        first = max(0, self.frame.start - 14)
        shares = [self.skeleton.mentions[n].value for n in self.skeleton.numbers("q", first, self.frame.end)]
        return next((one.value for one in shares if one.unit == "share" and one.value < 1 and "that {b}" in self.frame.rule), 0.0)

    def _cut_period(self) -> str:
        for _, _, time in self.clock.times():
            if time.how in ("in", "since"):
                return f"{time.start}.."
            if time.how == "span":
                return f"{time.start}..{time.end}"
        return ""

    # -- one statement -----------------------------------------------------------------------------------------------------------

    def _one(
        self,
        test: str,
        *,
        amount: Amount | None = None,
        value: float | None = None,
        unit: str = "",
        period: str = "",
        goods: str = "",
    ) -> Statement:
        frame = self.frame
        if amount is not None:
            value = amount.value if value is None else value
            unit = unit or amount.unit
        kind = goods or _one_kind(frame)
        relation, states = _regrouped(frame, kind)
        if relation in ("group-imports",):
            kind = FUELS.get(kind, kind)
        confidence = 0.9 - 0.15 * bool(frame.inferred) - 0.1 * (not period) - 0.1 * stance.is_hedged(self.skeleton)
        return Statement(
            sentence=self.number,
            relation=relation,
            states=states,
            test=test,  # type: ignore[arg-type]
            value=value,
            unit=unit,
            period=period,
            goods=kind if relation in ("exports", "group-imports", "group-cut") else "",
            phrase=frame.phrase or (self.context.phrase if relation == "phrase" else ""),
            about=bool(amount and amount.about),
            step=amount.step if amount else 0.0,
            words=self.skeleton.words(frame.start, frame.end),
            rival=frame.rival,
            confidence=round(confidence, 2),
            notes=frame.inferred,
        )


def _one_kind(frame: Frame) -> str:
    """The goods of a frame; none where it lists goods beside some that the tables do not hold. Gas between states is piped."""
    if "other" in frame.goods or not frame.goods:
        return ""
    return "pipeline-gas" if frame.goods[0] == "gas" and frame.relation.name == "exports" else frame.goods[0]


def _regrouped(frame: Frame, goods: str) -> tuple[str, tuple[str, ...]]:
    """Fuels sold to a group are what the group buys: the group first, then the seller."""
    name, states = frame.relation.name, frame.states
    if name == "group-cut":
        return ("group-imports", (states[1], states[0])) if states[1] in GROUPS else ("exports", states)
    if name == "exports" and goods in FUELS and states[1] in GROUPS:
        return "group-imports", (states[1], states[0])
    return name, states
