"""Changes of a flow: how far, which way, and between which times."""

from __future__ import annotations

import re
from dataclasses import dataclass

from realpolitik.claims.reading.meaning.bare import Bare
from realpolitik.claims.reading.meaning.slots import Slot
from realpolitik.claims.reading.meaning.stance import clause, every_word, is_denied
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.moments import add_years

_SPAN = re.compile(r"\d{4}\.\.\d{4}|\d{4}-\d{2}\.\.\d{4}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changing(Bare):
    """Maker of the claims of a change."""

    def _of_other_years(self, earlier: list[Slot], main: str) -> tuple[str, ...]:
        """A doubt where a part of a year is set against another than the same of the year before: `from A in FY19 to B in FY23`."""
        if main not in self.clock.parts() or not earlier:
            return ()
        first = self.clock.of_amount(earlier[0].place, main)
        before = "..".join(add_years(end, -1) for end in main.split(".."))
        return () if first in ("", main, before) else ("from which year the change is counted",)

    def _spans(self, period: str) -> bool:
        """Whether a period is one from year to year or month to month, and not a part of a year as a whole."""
        return bool(_SPAN.fullmatch(period)) and period not in self.clock.parts()

    def _between(self, levels: list[Slot]) -> tuple[str, str] | None:
        """The direction and the span of a change between two levels of years of their own: `worth 30 in 2021, fell to 2 in 2023`."""
        first, last = levels[0], levels[-1]
        periods = self.clock.of_amount(first.place), self.clock.of_amount(last.place)
        words = [
            (one.start(), name)
            for name in ("rises", "falls")
            for one in every_word(name, self.skeleton, first.place[1], last.place[0])
        ]
        if not words or not all(re.fullmatch(r"\d{4}", one) for one in periods) or periods[0] >= periods[1]:
            return None
        return max(words)[1], f"{periods[0]}..{periods[1]}"

    def _other_period(self, main: str) -> str:
        points = [
            time.start for _, _, time in self.clock.times() if time.how in ("in", "since") and time.start
        ]
        spans = [time.start for _, _, time in self.clock.times() if time.how == "span"]
        return next((point for point in (*points, *spans) if point != main), "")

    def _growth(self, slot: Slot, main: str) -> Statement:
        value = abs(slot.amount.value)
        period = self.clock.change(main, slot.place)
        if slot.amount.bound == "at_least":
            return self.one(
                "falls" if slot.falling else "rises",
                amount=slot.amount,
                value=value,
                unit="share",
                period=period,
            )
        made = self.one(
            "shrinks" if slot.falling else "grows",
            amount=slot.amount,
            value=value,
            unit="share",
            period=period,
        )
        if slot.amount.unit != "growth" and not self._has_way(slot):
            return made.model_copy(update={"doubts": (*made.doubts, "whether it rose or fell")})
        if not made.part:
            return made
        if re.match(r"[^<;]{0,60}quarter-on-quarter", self.skeleton.text[slot.place[1] :]):
            return made.model_copy(
                update={"doubts": (*made.doubts, "from which quarter the growth is counted")}
            )
        return made.model_copy(update={"years": self.clock.years_before(slot.place)})

    def _change(self, start: int, end: int, slots: list[Slot]) -> str:
        """`rises` or `falls` where the words say so and no amount takes them as its own."""
        difference = next((slot for slot in slots if slot.role == "difference"), None)
        if difference:
            return "falls" if difference.falling else "rises"
        text = self.skeleton.text
        first, last = clause(text, self.frame.start, self.frame.end)
        words = sorted(
            (one.start(), one.end(), name)
            for name in ("rises", "falls")
            for one in every_word(
                name, self.skeleton, max(start, first), min(end, last) if not slots else end
            )
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
        if is_denied(self.skeleton, words[0][0], stop):
            return {"rises": "falls", "falls": "rises"}[name] if not levels else ""
        return name

    def _both_ways(self, start: int, end: int) -> bool:
        """Whether words of a rise and of a fall stand in the clause, so that one of them is of something else."""
        first, last = clause(self.skeleton.text, self.frame.start, self.frame.end)
        span = max(start, first), min(end, last)
        return all(every_word(name, self.skeleton, *span) for name in ("rises", "falls"))

    def _governs(self, start: int, end: int) -> bool:
        """Whether a word of change is said of this frame: within it, soon after it, or right before with no state between."""
        if self.frame.start <= start <= self.frame.end + 80:
            return True
        return (
            end <= self.frame.start
            and self.frame.start - end <= 45
            and "<a" not in self.skeleton.text[end : self.frame.start]
        )

    def _change_period(self, levels: list[Slot], earlier: list[Slot], main: str) -> str:
        if earlier and not levels and re.fullmatch(r"\d{4}", main) and self.clock.alone():
            return f"{main}.."  # `has grown from 11 % in 2013`: since then
        if levels and earlier:
            first = self.clock.of_amount(earlier[0].place, main)
            if self._spans(first):
                return first
            if main in self.clock.parts():
                return main
            if first == main or not first:
                first = self._other_period(main)
            last = self.clock.of_amount(levels[-1].place).rsplit("..", maxsplit=1)[-1]
            if first and last and first < last:
                return f"{first}..{last}"
        return self.clock.change(main)
