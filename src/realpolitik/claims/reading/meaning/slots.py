"""What each amount of a clause is to its flow: a level, an earlier level, a growth, a difference, or nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from realpolitik.claims.reading.meaning.made import MONEY, Made
from realpolitik.claims.reading.meaning.stance import every_word
from realpolitik.claims.reading.spotting.amounts import MULTIPLE, Amount

QUANTITIES = ("t", "m3", "units", "bbl/d", "kwh")
"""Units of goods."""
_BY = re.compile(r"\bby (?:(?:a|an|more|some|about|nearly|almost|over|well|than|roughly) )*$")
_CHANGED_SO = re.compile(
    r"\b(?:rose|fell|grew|(?:in|de)creased|declined|dropped|jumped|surged|soared|climbed|gained|shrank|slipped|slumped|plunged|tumbled|(?:ris|fall|grow|increas|decreas|declin|dropp|jump|surg|climb|shrink|plung)ing"
    r"|(?<!made )(?<!make )(?<!add )(?<!added )up|down)(?: \w+ly)?(?: (?:a|an|some|about|around|nearly|almost|over|well|roughly|more|than|another|further|just))* $"
)
"""Before an amount of money: the change itself, without `by` or `to`."""
_FROM = re.compile(r"\bfrom (?:(?:a|an|some|just|only|about|its|the|a mere|mere|low of|level of) )*$")
_NOT = re.compile(
    r"(?:\b(?:is|was|are|were) not|n't|\bnot worth|\bnever(?: been)?) (?:about |around |worth )?$"
)
_RATE = re.compile(
    r"^(?: dollars?| euros?| barrels?| tonnes?| tons?)? ?(?:(?:a|per|each|every|/) ?(?:day|week|month|quarter|hour|head|person)\b|daily\b|monthly\b|bpd\b)",
)
_BARRELS = re.compile(r"^ (?:barrels?|bpd)\b")
_AGAINST = re.compile(
    r"(?:had come to|had been(?: a mere)?|after|as against|against|compared (?:to|with)|versus|contrasting (?:\w+ )?with)(?: the| a| some| about| just)?(?: <t\d+>'s)? $"
)
_RANGE_FIRST = re.compile(r"\bbetween $")
_RANGE_NEXT = re.compile(r" and <q\d+>")
_RANGE_SECOND = re.compile(r"\bbetween <q\d+> and $")
_INCREASE = r"(?:increase|rise|jump|growth|gain|surge|leap|drop|decline|fall|decrease|slump|plunge)"
_GROWTH_BEFORE = re.compile(
    rf"\b{_INCREASE} of (?:(?:a|an|more|some|about|nearly|almost|over|well|than|roughly) )*$|, or $|, (?:up|down) (?:by )?(?:(?:a|some|about|nearly|almost|over) )*$|\((?:up|down) $"
)
_GROWTH_AFTER = re.compile(rf" (?:[\w-]+ ){{0,2}}?{_INCREASE}\b")
_ON_BASE = re.compile(r"^ (?:year-on-year|year-over-year|month-on-month|month-over-month)\b")
_FALL_NEAR = re.compile(r"\b(?:drop|decline|fall|decrease|slump|plunge)\b|\bdown (?:by )?$")
_LESS = re.compile(r"^ (?:less|more|higher|lower|fewer|below|above)\b")
_TO_PRONOUN = re.compile(r"\b(?:sold|exported|shipped|supplied|sent) <p\d+>")
_SOLD_TO = re.compile(r"\b(?:sold|exported|shipped|supplied|sent) to <a")
_SIGNED = re.compile(r"\([+-] ?$")
_RECORDED = re.compile(
    r" (?:of trade )?(?:that was |which was )?(?:recorded|traded|registered|posted|seen|logged|reached|exchanged) (?:with|by|for|in trade with) (?:the )?<a(\d+)>"
)
_DIFFERENCE = re.compile(
    r"\b(?:surplus|deficit|gap|difference|tariffs?|aid|loan|invest\w*|fine|budget|reserves|debt)\b"
)


def _as_growth(amount: Amount, after: str, *, falling: bool) -> tuple[Amount, bool]:
    """A ratio as growth: 1.4 times is 40 % more, a fall of 1.6 times 37.5 % less; and whether it is a fall."""
    if re.match(r" (?:less|lower|fewer|smaller)\b", after):
        falling = True
    elif re.match(r" (?:more|higher|larger|greater)\b", after):
        falling = False
    if not falling or amount.value <= 0:
        return replace(amount, value=amount.value - 1, unit="growth"), falling
    part = 1 / amount.value
    step = amount.step if amount.step == MULTIPLE else amount.step * part * part
    return replace(amount, value=round(part - 1, 6), unit="growth", step=step), True


NOUNS = {
    "rises": r"\b(?:rise|increase|growth|jump|gain|surge)\b",
    "falls": r"\b(?:fall|drop|decline|decrease|contraction|slump|reduction|dip|downturn)\b",
}
"""Changes said as nouns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An amount of a frame: its place in the skeleton, and whether it is a level, an earlier level or a growth."""

    place: tuple[int, int]
    amount: Amount
    role: str
    falling: bool
    number: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots(Made):
    """The amounts of a frame, each with its role."""

    def bound(self, start: int, end: int) -> set[int]:
        """The amounts that tests are made of, by their number."""
        slots = list(self._slots(start, end))
        level = any(slot.role == "level" for slot in slots) or self.frame.relation.name in (
            "trade",
            "exports",
        )
        return {slot.number for slot in slots if slot.role != "difference" and (slot.role != "by" or level)}

    def _changed(self, start: int, place: int) -> bool:
        """Whether a word of change stands right before `by`, so that the amount is a difference."""
        return any(
            place - one.end() < 24
            for name in ("rises", "falls")
            for one in every_word(name, self.skeleton, start, place)
        )

    def _has_way(self, slot: Slot) -> bool:
        """Whether any word says which way an amount of growth went; a verb that no list holds does not."""
        first, last = self.clock.start, min(self.clock.end, slot.place[1] + 40)
        near = self.skeleton.text[max(first, slot.place[0] - 30) : last]
        return (
            any(every_word(name, self.skeleton, first, last) for name in ("rises", "falls"))
            or any(re.search(words, near) for words in NOUNS.values())
            or bool(re.search(r"\b(?:more|less|higher|lower|fewer|up|down|by)\b", near))
        )

    def _slots(self, start: int, end: int) -> Iterator[Slot]:
        text = self.skeleton.text
        for number in self._amounts(start, end):
            place, amount = self.skeleton.places[number], self.skeleton.mentions[number].value
            before, after = text[max(start, place[0] - 40) : place[0]], text[place[1] : place[1] + 30]
            if _RATE.search(after) or _BARRELS.search(after) or _NOT.search(before):
                continue  # what is denied is no level; a rate by day or month, or a count of barrels: no series is of those
            if amount.unit == "" and self.frame.relation.level == "USD" and amount.value >= 1e6:
                amount = replace(amount, unit=self._currency())  # "…; by 2023 it was 240 billion"
            falling = self._falling(start, place[0], after)
            role, bound = self._role(amount, before, after, start, place)
            if role == "growth":
                if amount.unit == "times":
                    amount, falling = _as_growth(amount, after, falling=falling)
                falling = falling or amount.value < 0
            elif role == "difference":
                falling = after.lstrip().startswith(("less", "lower", "fewer", "below"))
            elif role in ("level", "earlier"):
                falling = False
            if role:
                kept = replace(amount, bound=bound) if bound else amount
                yield Slot(number=number, place=place, amount=kept, role=role, falling=falling)

    def _role(
        self, amount: Amount, before: str, after: str, start: int, place: tuple[int, int]
    ) -> tuple[str, str]:
        """What an amount is to the flow, and the bound that the words give it; no role where it is none of its figures."""
        if amount.unit == "points":
            return ("points" if self.frame.relation.level == "share" else ""), ""
        first = _RANGE_FIRST.search(before) and _RANGE_NEXT.match(after)
        if (first or _RANGE_SECOND.search(before)) and self._fits(amount.unit):
            return "level", "at_least" if first else "at_most"
        if amount.unit in ("growth", "times") or (
            amount.unit == "share" and self._grows(before, after, start, place)
        ):
            return "growth", ""
        if not self._fits(amount.unit):
            return "", ""
        return self._role_of_level(amount, before, after, start, place), ""

    def _role_of_level(
        self, amount: Amount, before: str, after: str, start: int, place: tuple[int, int]
    ) -> str:
        text = self.skeleton.text
        if amount.unit in MONEY and _BY.search(before) and self._changed(start, place[0]):
            return "by"
        if amount.unit in MONEY and _CHANGED_SO.search(before) and not _RATE.search(after):
            return "by"  # `rose $3 billion`, `up nearly $8 billion`
        if amount.unit in MONEY and (_BY.search(before) or _SIGNED.search(before)):
            return "difference"  # `exceeded its imports by 18 billion`
        if _LESS.match(after) and self.frame.relation.level != "USD/bbl":
            return "difference"
        if _FROM.search(before) or _AGAINST.search(before):
            return "earlier"
        near = text[max(start, place[0] - 25) : place[1]] + text[place[1] : place[1] + 25].partition(",")[0]
        return "" if _DIFFERENCE.search(near) else "level"

    def _amounts(self, start: int, end: int) -> list[int]:
        """Amounts of the stretch that do not stand within the words of another relation."""
        return [
            number
            for number in self.skeleton.numbers("q", start, end)
            if not self._of_pronoun(self.skeleton.places[number])
            and not self._of_another(self.skeleton.places[number])
            and (
                self._own(self.skeleton.places[number])
                or not any(
                    other.start <= self.skeleton.places[number][0] < other.end for other in self.others
                )
            )
        ]

    def _of_pronoun(self, place: tuple[int, int]) -> bool:
        """Whether an amount went to `it` or `them`, which is not the state that the frame names further on."""
        return bool(_TO_PRONOUN.search(self.skeleton.text, self.frame.start, place[0])) and bool(
            _SOLD_TO.search(self.skeleton.text, place[1], self.frame.end)
        )

    def _of_another(self, place: tuple[int, int]) -> bool:
        """Whether an amount is one `recorded with` a state that is none of the frame's: `exceeding the 90 billion traded with C`."""
        one = _RECORDED.match(self.skeleton.text, place[1])
        return one is not None and self.skeleton.mentions[int(one[1])].value.code not in self.frame.states

    def _own(self, place: tuple[int, int]) -> bool:
        return self.frame.start <= place[0] < self.frame.end

    def _currency(self) -> str:
        """The unit of an amount without one: that of the money of the sentence, where it names none that of its goods (`to 23 bcm from 15 billion`)."""
        units = [one.value.unit for one in self.skeleton.mentions if one.kind == "q"]
        return next((unit for kinds in (MONEY, QUANTITIES) for unit in units if unit in kinds), "USD")

    def _fits(self, unit: str) -> bool:
        level = self.frame.relation.level
        if level == "USD":
            return unit in MONEY or (
                self.frame.relation.name in ("exports", "world-exports", "world-imports")
                and unit in QUANTITIES
            )
        return unit == level

    def _grows(self, before: str, after: str, start: int, place: tuple[int, int]) -> bool:
        """Whether a share is one of growth: after `by`, or after a word of change where shares are no levels."""
        if _BY.search(before) or re.match(r" (?:less|more|lower|higher)\b(?! of)", after):
            return True
        if _GROWTH_AFTER.match(after) or (
            _GROWTH_BEFORE.search(before) and self.frame.relation.level != "share"
        ):
            return True
        if _ON_BASE.match(after):
            return True
        if self.frame.relation.level == "share" or _FROM.search(before):
            return False  # "up from 2 percent": where it came from
        text = self.skeleton.text
        change = [
            one.end()
            for name in ("rises", "falls")
            for one in every_word(name, self.skeleton, start, place[0])
        ]
        return bool(change) and "<q" not in text[max(change) : place[0]] and place[0] - max(change) < 30

    def _falling(self, start: int, place: int, after: str) -> bool:
        falls = max((one.start() for one in every_word("falls", self.skeleton, start, place)), default=-1)
        rises = max((one.start() for one in every_word("rises", self.skeleton, start, place)), default=-1)
        near = self.skeleton.text[max(start, place - 20) : place] + after
        if _GROWTH_AFTER.match(after) or re.search(rf"\b{_INCREASE} of $", self.skeleton.text[start:place]):
            return bool(_FALL_NEAR.search(near))
        return falls > rises or bool(re.match(r" (?:less|lower)\b", after))
