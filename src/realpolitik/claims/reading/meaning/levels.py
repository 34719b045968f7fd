"""Claims with amounts: levels, earlier levels, growth, records and changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from realpolitik.claims.reading.lexicon import PAIR
from realpolitik.claims.reading.meaning.certainty import WORLD
from realpolitik.claims.reading.meaning.changing import Changing
from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.meaning.records import unset
from realpolitik.claims.reading.meaning.slots import NOUNS, Slot
from realpolitik.claims.reading.meaning.stance import (
    denies,
    every_word,
    first_word,
)
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.moments import add_years
from realpolitik.claims.reading.spotting.things import without_figures
from realpolitik.wording.dates import from_to

_NOT_REACHED = re.compile(
    r"(?:\b(?:not|never|hardly|barely)|n't) (?:yet |ever )?(?:exceed|surpass|top|pass|cross|reach|hit|rise|climb)\w* (?:above |over |beyond |to )?(?:\w+ ){0,2}$"
)
_LEFT = re.compile(r"“(?:down )?(?:from|than|after|since|below|above|behind)\b")
"""Words by which a record is left behind, which was set all the same."""
_TO = re.compile(
    r"\bto (?:(?:a|an|some|about|around|just|only|nearly|almost|over|more|less|than|record|the|new|high|low|of|level|levels) )*$"
)
_SINCE_THEN = re.compile(
    r"(?:[- ](?!<)[\w-]+){0,4} (?:since|in (?:more than |over |nearly |almost )?(?:\w+ )?(?:years|months|decades|quarters))\b"
)
"""After a word of record: it is one since a time, or in some years, and not of all times."""
_PRESENT = re.compile(
    r"\b(?:now|currently|accounts? for|comprises?|makes? up|represents?|constitutes?|takes|supplies|provides|buys|gets|goes|go|comes?)\b"
)


YEARLY = (
    "trade",
    "exports",
    "import-share",
    "export-share",
    "trade-share",
    "goods-share",
    "market-share",
    *WORLD,
)
"""Relations whose amounts are of one year or month; of several years, it is not clear whether one, the mean or the sum is meant."""
_REACHING = re.compile(r"\b(?:reaching|to reach|amounting to|hitting|totall?ing|coming to) (?:\w+ ){0,2}$")
"""Before what a change over some years came to in the last of them."""
_OF_YEAR = re.compile(
    r"\b(?:year-on-year|year-over-year|annually|annual|yearly|a year (?:earlier|ago|before))\b"
)
SMALL = 1e4
"""Money below which no trade of two states lies: the words leave out its millions (`to $9.6 billion from $7.7`)."""
MOST_YEARS = 8
"""Years between a change and the one before it, each of which is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels(Changing):
    """Maker of the claims of a relation whose figures are amounts."""

    def claims(self, start: int, end: int) -> Iterator[Statement]:
        """The claims of a stretch, those without a time of their own marked as supposing one."""
        uncounted = any(
            slot.amount.unit == "units" and not self.frame.goods and not self._counted(slot)
            for slot in self._slots(start, end)
        )
        counted = self._measured_in(start, end)
        for said in (*self._said(start, end), *self._records(start, end)):
            changed = said.test not in ("near", "at_least", "at_most")
            claim = said.model_copy(update={"measured": counted}) if counted and changed else said
            claim = self._of_deficit(claim)
            one = (
                claim.model_copy(update={"doubts": (*claim.doubts, "which goods are counted")})
                if uncounted
                else claim
            )
            if not one.period and one.test in (
                "record",
                "lowest",
                "near",
                "at_least",
                "at_most",
                "rises",
                "falls",
                "grows",
                "shrinks",
            ):
                now = self.frame.relation.name.endswith("-share") and _PRESENT.search(
                    self.skeleton.text[self.frame.start : self.frame.end]
                )
                said_of = "they speak of the present" if now else "the words give no period"
                timeless = one.model_copy(update={"assumed": (*one.assumed, said_of)})
                # an exact growth fits some year by chance
                exact = one.test in ("grows", "shrinks") and self.frame.relation.name in YEARLY
                more = {"doubts": (*one.doubts, "which year the growth is of")} if exact else {}
                yield timeless.model_copy(update=more)
            else:
                yield one

    def _of_deficit(self, claim: Statement) -> Statement:
        """A deficit with all others as what it is, a negative balance."""
        near = self.skeleton.text[self.frame.start : self.frame.end + 12]
        if self.frame.relation.name != "world-balance" or "deficit" not in near or claim.unit not in MONEY:
            return claim
        test = {"at_least": "at_most", "at_most": "at_least"}.get(str(claim.test), claim.test)
        return claim.model_copy(update={"test": test, "value": -abs(claim.value or 0.0)})

    def _measured_in(self, start: int, end: int) -> str:
        """The unit of goods in which the clause counts, where it names no money: its changes and records are of that, not of dollars."""
        if self.frame.relation.name != "exports":
            return ""
        units = [self.skeleton.mentions[n].value.unit for n in self.skeleton.numbers("q", start, end)]
        if any(unit in MONEY for unit in units):
            return ""
        found = next((unit for unit in units if unit in ("t", "m3", "units", "bbl/d", "kwh")), "")
        return "t" if found == "bbl/d" else found

    def _records(self, start: int, end: int) -> Iterator[Statement]:
        """What is said of other years: `the highest since 2014`, `the first fall since 2020`."""
        for word, since in self.clock.records():
            main = self.clock.main().rsplit("..", maxsplit=1)[-1]
            years = len(main) == len(since) == len("2020") and int(since) < int(main)
            low = bool(re.search(r"\b(?:lowest|smallest|slowest|worst)\b", word))
            if years and re.search(r"\b(?:highest|largest|biggest|lowest|smallest)\b", word):
                made = self.one("lowest" if low else "record", period=main)
                yield made.model_copy(update={"since": since, "doubts": self._denied_of(start, end)})
            elif years and "first" in word and int(main) - int(since) <= MOST_YEARS:
                yield from self._first_since(int(since), int(main), start, end)
            else:
                made = self.one("lowest" if low else "record", period=main)
                yield made.model_copy(
                    update={"doubts": (f"a series without gaps since {since}, for “{word.strip()}”",)}
                )

    def _first_since(self, since: int, main: int, start: int, end: int) -> Iterator[Statement]:
        """The changes between, that went the other way: `the first fall since 2020`; where both ways are named, a doubt."""
        text = self.skeleton.text
        ways = {
            name
            for name in ("rises", "falls")
            if every_word(name, self.skeleton, start, end) or re.search(NOUNS[name], text[start:end])
        }
        doubts = () if len(ways) == 1 else ("which change is the first",)
        for year in range(since, main - 1):
            made = self.one("rises" if "falls" in ways else "falls", period=f"{year}..{year + 1}")
            yield made.model_copy(update={"doubts": doubts}) if doubts else made

    def _said(self, start: int, end: int) -> Iterator[Statement]:
        """The claims that the amounts and words of a stretch make; without any, what the relation says by itself."""
        slots = list(self._slots(start, end))
        low = first_word("lowest", self.skeleton, start, end)
        record = low or self._record_word(start, end)
        levels = [slot for slot in slots if slot.role == "level"]
        earlier = [slot for slot in slots if slot.role == "earlier"]
        growth = [slot for slot in slots if slot.role == "growth"]
        main = next((self.clock.of_amount(slot.place) for slot in levels), "") or self.clock.main()
        any_claim = False
        dated = record and self._dated_record(record)
        if record and self.frame.relation.name in ("trade", "exports", *WORLD):
            any_claim = True
            period = dated or self._record_period(levels, main, record.start())
            made = self.one("lowest" if low else "record", period=period)
            unsure = unset(self.skeleton, record, self.frame.end)
            if _SINCE_THEN.match(self.skeleton.text[record.end() :]) and not self.clock.records():
                unsure = (*unsure, "since when it is one")
            behind = dated and unsure and _LEFT.search(unsure[0])
            yield made.model_copy(update={"doubts": () if behind else unsure})
        for slot in (*levels, *earlier):
            any_claim = True
            yield self._level(slot, main, earlier=slot in earlier)
        for slot in growth:
            any_claim = True
            yield self._growth(slot, main)
        for made in self._by_amounts(slots, levels, main):
            any_claim = any_claim or made.test != "near"
            yield made
        for slot in slots:
            if slot.role == "points":
                any_claim = True
                test = "falls" if slot.falling else "rises"
                yield self.one(
                    test,
                    amount=slot.amount,
                    value=abs(slot.amount.value),
                    unit="points",
                    period=self.clock.change(main),
                )
        points = any(slot.role == "points" for slot in slots)
        if len(levels) > 1 and not earlier and (span := self._between(levels)):
            any_claim = True
            yield self.one(span[0], period=span[1])
        change = self._change(start, end, slots)
        if change and (dated or not record) and not growth and not points:
            any_claim = True
            both = not slots and self._both_ways(start, end)
            for kind in self._kinds():
                made = self.one(change, period=self._change_period(levels, earlier, main), goods=kind)
                doubts = ("whether it rose or fell",) if both else self._of_other_years(earlier, main)
                yield made.model_copy(update={"doubts": doubts}) if doubts else made
        if not any_claim:
            yield from self._without_amount(start, end)

    def _record_word(self, start: int, end: int) -> re.Match[str] | None:
        """The first word of record; `unprecedented` far from the flow is of something else."""
        found = first_word("record", self.skeleton, start, end)
        far = found and (found.end() + 25 < self.frame.start or found.start() > self.frame.end + 25)
        return None if found and far and found[0].startswith(("unprecedented", "without")) else found

    def _dated_record(self, record: re.Match[str]) -> str:
        """The time that stands with a word of record as its own: `fell in 2025 from a record high in 2024`.

        With no other time in the clause, `retreated from a record high in 2023` may be of a retreat in 2023.
        """
        found = re.match(
            r"(?:[- ](?:high|highs|level|levels|low))*(?: of)?(?: <q\d+>)? <t(\d+)>",
            self.skeleton.text[record.end() :],
        )
        if found is None:
            return ""
        time = self.skeleton.mentions[int(found[1])].value
        others = [
            one.start
            for _, _, one in self.clock.times()
            if one.how in ("in", "by", "span") and one.start != time.start
        ]
        return time.start if time.start and not time.end and others else ""

    def _denied_of(self, start: int, end: int) -> tuple[str, ...]:
        return ("what is denied",) if denies(self.skeleton.text[start:end]) else ()

    def _by_amounts(self, slots: list[Slot], levels: list[Slot], main: str) -> Iterator[Statement]:
        """What `by <amount>` says: the level before, where one is named that it came to; else a change by so much."""
        for slot in (one for one in slots if one.role == "by"):
            if levels:
                if made := self._before(slot, levels, main):
                    yield made
            elif self.frame.relation.name in ("trade", "exports"):
                test = "falls" if slot.falling else "rises"
                made = self.one(test, amount=slot.amount, period=self.clock.change(main, slot.place))
                denied = denies(self.skeleton.text[self.clock.start : slot.place[0]])
                yield made.model_copy(update={"doubts": ("what is denied",)}) if denied else made

    def _before(self, slot: Slot, levels: list[Slot], main: str) -> Statement | None:
        """The level from which an amount changed `by A to B`: B less A, of the year or the month of a year before."""
        after = next((level for level in levels if level.place[0] > slot.place[0]), None)
        period = after and (self.clock.of_amount(after.place, main) or main)
        if after is None or not period or ".." in period:
            return None
        if len(period) > len("2023"):
            made = self.one("near", amount=after.amount, value=after.amount.value, period=period)
            return made.model_copy(
                update={"doubts": ("whether it is counted from the month before or the year before",)}
            )
        value = after.amount.value + slot.amount.value * (1 if slot.falling else -1)
        made = self.one("near", amount=after.amount, value=value, period=f"{int(period[:4]) - 1}{period[4:]}")
        return made.model_copy(update={"step": slot.amount.step + after.amount.step})

    def _level(self, slot: Slot, main: str, *, earlier: bool) -> Statement:
        bound = slot.amount.bound
        before = self.skeleton.text[max(0, slot.place[0] - 45) : slot.place[0]]
        if (
            re.search(
                r"\b(?:exceed\w*|surpass\w*|topp\w+|pass\w+|crossed|broke through|beyond) (?:\w+ ){0,2}$",
                before,
            )
            and not earlier
        ):
            bound = "at_least"
        elif re.search(r"(?:\bnot|\bnever|n't) (?:yet )?(?:reach|hit)(?:ed)? $", before):
            # what did not reach an amount was below it, not at it
            amount = slot.amount
            below = amount.value - max(amount.step, amount.value / 100)
            slot = replace(slot, amount=replace(amount, value=below))
            bound = "at_most"
        if re.search(r"\b(?:fell|falls|came|stayed|remained) short of (?:the )?$", before):
            bound = "at_most"
        if bound == "at_least" and _NOT_REACHED.search(before):
            bound = "at_most"
        base = self.clock.of_base(slot.place, main) if earlier else ""
        period = base or self.clock.of_amount(slot.place, main)
        if not earlier and not period and self._is_only_level() and self.clock.alone():
            period = main  # `fell 22 % last month to 60 billion`: the month is that of both
        if earlier and not period and self._spans(main):
            period = main
        yearly = self.frame.relation.name in YEARLY and self._spans(period)
        lone = yearly and not self._among_several()
        if yearly and not lone:  # `between 2021 and 2023 from 67 to 111`: each end has its own
            first = earlier or self._first_of_both(slot)
            period = period.split("..")[0 if first else 1]
        if not period and self._first_of_both(slot):
            period = next(time.start for _, _, time in self.clock.times() if time.relative == "both")
        oil = slot.amount.unit == "bbl/d" and re.search(
            r"\b(?:oil|crude)\b", self.skeleton.mentions[slot.number].text.casefold()
        )
        made = self.one(
            bound or "near",
            amount=slot.amount,
            period=period,
            goods="crude-oil" if oil else self._counted(slot),
        )
        if slot.amount.unit in MONEY and 0 < slot.amount.value < SMALL and self.frame.relation.name in YEARLY:
            return made.model_copy(
                update={"doubts": (*made.doubts, "whether millions or billions are meant")}
            )
        if earlier and not base and period == main and main and self.clock.time_after(slot.place) is None:
            return self._earlier(made, main)
        if lone and _REACHING.search(before) and (last := period.partition("..")[2]):
            return made.model_copy(
                update={"period": last, "part": ""}
            )  # `rose from 2021 to 2023, reaching 4 billion`
        if lone and not without_figures(made.goods):
            return made.model_copy(
                update={"doubts": (f"which of the years {from_to(period)} the amount is of",)}
            )
        way = "" if earlier or bound or self._among_several() else self._way(slot)
        return made.model_copy(update={"way": way}) if way else made

    def _first_of_both(self, slot: Slot) -> bool:
        """Whether an amount is the first of two, of the first of two years: `came to A and B in 2022 and 2023, respectively`."""
        both = any(time.relative == "both" for _, _, time in self.clock.times())
        levels = [one for one in self._slots(self.clock.start, self.clock.end) if one.role == "level"]
        return both and len(levels) == PAIR and levels[0].place == slot.place

    def _counted(self, slot: Slot) -> str:
        """The goods that a count names itself: `357,700 cars`."""
        words = self.skeleton.mentions[slot.number].text.casefold()
        named = {
            "cars": "passenger-cars",
            "vehicles": "motor-vehicles",
            "smartphones": "smartphones",
            "phones": "smartphones",
            "trucks": "trucks",
            "chips": "integrated-circuits",
        }
        return next(
            (goods for word, goods in named.items() if slot.amount.unit == "units" and words.endswith(word)),
            "",
        )

    def _is_only_level(self) -> bool:
        """Whether a clause has one level, beside what it came from."""
        levels = [one for one in self._slots(self.clock.start, self.clock.end) if one.role == "level"]
        return not self._among_several() or len(levels) == 1

    def _among_several(self) -> bool:
        """Whether the clause has other levels, between which the change is."""
        levels = [
            slot
            for slot in self._slots(self.clock.start, self.clock.end)
            if slot.role in ("level", "earlier")
        ]
        # `8.4 million tonnes or 2 million barrels a day` are one level in two units
        return len(levels) > len({slot.amount.unit for slot in levels}) or any(
            one.role == "earlier" for one in levels
        )

    def _way(self, slot: Slot) -> str:
        """Whether the words before `to <amount>` are of a rise or of a fall."""
        before = self.skeleton.text[self.frame.start : slot.place[0]]
        if not _TO.search(before):
            return ""
        words = [
            (one.start(), name)
            for name in ("rises", "falls")
            for one in every_word(name, self.skeleton, self.frame.start, slot.place[0])
        ]
        return max(words)[1] if words else ""

    def _earlier(self, made: Statement, main: str) -> Statement:
        """An earlier level with no time of its own: of the other time that is named, else of the year before, which is supposed."""
        other = self._other_period(main)
        if other or not main:
            return made.model_copy(update={"period": other})
        if main in self.clock.parts():
            before = "..".join(add_years(end, -1) for end in main.split(".."))
        else:
            before = add_years(main.rsplit("..", maxsplit=1)[-1], -1)
        made = made.model_copy(
            update={"period": before, "assumed": (f"“from” is taken for the year before, {before}",)}
        )
        if not re.fullmatch(r"\d{4}-\d{2}", main) or _OF_YEAR.search(self.skeleton.text):
            return made
        return made.model_copy(
            update={"doubts": (*made.doubts, "whether it is of the month before or the year before")}
        )

    def _record_period(self, levels: list[Slot], main: str, place: int) -> str:
        """The period of the level that the word of record stands beside."""
        if not levels:
            return main.rsplit("..", maxsplit=1)[-1]
        beside = min(levels, key=lambda slot: abs(slot.place[0] - place))
        return self.clock.of_amount(beside.place, main) or main.rsplit("..", maxsplit=1)[-1]
