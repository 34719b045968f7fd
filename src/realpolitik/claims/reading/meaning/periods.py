"""Which period a claim is of: from the times around its amount, or those of the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from realpolitik.claims.reading.lexicon import PAIR
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.spotting.moments import LAST_YEAR, Time, add_years, month_before

_SINCE = re.compile(
    r"\b(?:the (?:highest|lowest|largest|biggest|most|fastest|slowest|steepest|sharpest|smallest|best|worst)|first|not seen|unseen)(?: [a-z-]+){0,4} $"
)
_CAME_FROM = re.compile(
    r"\b(?:up|down|shift|rise|jump|increase|change|leap|climb|swing|move|fall|drop|decline)(?: (?:by )?<q\d+>)? from (?:\w+ ){0,3}<q\d+> (?:\w+ )?$"
)
_FROM = re.compile(r"\bfrom (?:\w+ ){0,3}<q\d+> (?:\w+ )?$")
_AGAINST = re.compile(r"\b(?:against|versus|compared (?:to|with)) (?:\w+ ){0,3}<q\d+>(?: \w+)? $")
_WENT_TO = re.compile(r"<t\d+>,? to (?:\w+ ){0,3}<q\d+>")
_LAST_MONTH = ("the previous month", "previous month", "the preceding month", "the prior month")
_FROM_AMOUNT = re.compile(
    r"\b(?:from|against|versus|compared (?:to|with)|than) (?:\w+ ){0,3}<q\d+>(?: \w+)?(?: in| for| during)? $"
)
"""Before `last year`: in a sentence on months or a part of a year, what came to an amount from that of a year before."""
_ON_YEAR = re.compile(
    r"^(?: (?:[a-z]+ )?(?:increase|rise|growth|gain|jump|drop|decline|fall|decrease))?,? (?:year-on-year|year-over-year|annually|on the year|on a yearly basis|on an annual basis)\b"
)
_ON_MONTH = re.compile(
    r"^(?: (?:[a-z]+ )?(?:increase|rise|growth|gain|jump|drop|decline|fall|decrease))?,? (?:month-on-month|month-over-month|on the month)\b"
)
_LED_MONTH = re.compile(r"^\W*(?:[a-z]+,? )?month-on-month\b")
"""What a change is counted from, in words right after it, or at the head of its clause."""
_COMPARED = re.compile(
    r"[^<]*\b(?:as|than|from|of|on|over|against|that)\b[^<]*<t| <t\d+> (?:as|than) (?:<p\d+> )?(?:\w+ )?<t"
)
"""After a change, words by which the time that follows is one that it is counted from."""
_ITS_FIGURE = re.compile(
    r"[^<,;]*<t\d+>(?:'s?)? (?:[a-z]+ )?(?:figures?|levels?|totals?|values?|volumes?|amounts?|peak)\b"
)
"""After a change, a time whose figure it is counted from."""
_MONTH = re.compile(r"\d{4}-\d{2}")
NEAR = 28
"""Letters between an amount and the time that belongs to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The times of a stretch of a sentence, and the day of publication."""

    skeleton: Skeleton
    start: int
    end: int
    on: date

    def levels(self) -> list[tuple[int, int, Time]]:
        """The times in which a level may lie: none that is only compared with (`than in 2021`, `from the previous year`)."""
        return [one for one in self.times() if one[2].relative not in ("base", "month")]

    def times(self) -> list[tuple[int, int, Time]]:
        """Begin, end and meaning of each time, `still` and `today` aside, and those from which on something is a record."""
        return [
            (*self.skeleton.places[number], self._meant(number))
            for number in self.skeleton.numbers("t", self.start, self.end)
            if self.skeleton.mentions[number].value.how not in ("now", "base") and not self._of_record(number)
        ]

    def _meant(self, number: int) -> Time:
        """What a time means; `from A last year to B`, in a sentence on a month or a part of a year, that of a year before."""
        one = self.skeleton.mentions[number]
        words = re.sub(r"^(?:in|for|during|over) ", "", one.text.casefold())
        led = words in (*LAST_YEAR, *_LAST_MONTH) and _FROM_AMOUNT.search(
            self.skeleton.text[self.start : self.skeleton.places[number][0]]
        )
        if not led:
            return one.value
        if words in _LAST_MONTH:
            return Time(how="earlier", relative="month")
        others = [
            self.skeleton.mentions[n].value
            for n in self.skeleton.numbers("t", self.start, self.end)
            if n != number
        ]
        part = any(
            time.how in ("in", "part") and len(time.start) == len("2023-05") and time.relative != "base"
            for time in others
        )
        return Time(how="earlier", years=1, relative="base") if part else one.value

    def records(self) -> list[tuple[str, str]]:
        """The words of record that count from a time on, each with that time: `("the highest", "2014")`."""
        found = []
        for number in self.skeleton.numbers("t", self.start, self.end):
            time = self.skeleton.mentions[number].value
            before = _SINCE.search(self.skeleton.text[: self.skeleton.places[number][0]])
            if self._of_record(number):
                found.append((before[0] if before else "first", time.start))
        return found

    def _of_record(self, number: int) -> bool:
        time = self.skeleton.mentions[number].value
        return (
            time.how in ("since", "event")
            and time.relative == "since"
            and bool(time.start)
            and (time.years > 0 or bool(_SINCE.search(self.skeleton.text[: self.skeleton.places[number][0]])))
        )

    def of_amount(self, place: tuple[int, int], main: str = "") -> str:
        """The period of an amount: the time right after or before it, else the one time there is.

        `main` is the period by which `two years earlier` counts, in the words of the sentence.
        """
        own = self._beside(place)
        if own is None:
            own = self._leading(place)
        if own is None:
            rest = [
                time
                for first, last, time in self.levels()
                if not self._taken(first, last, place) and time.how != "earlier"
            ]
            own = rest[0] if rest else None
        if own is None:
            return ""
        return self._back(own, main or self.main()) if own.how == "earlier" else self.point(own)

    def of_base(self, place: tuple[int, int], main: str) -> str:
        """The period of an amount from which another came: the time right after it, be it one that is only compared with (`from 4 billion a year earlier`)."""
        own = self.time_after(place)
        if own is None or own.how != "earlier":
            return ""
        return self._back(own, main or self.main())

    def _back(self, time: Time, base: str) -> str:
        """So many years before a period, or the month before one that is a month."""
        if time.relative == "month":
            last = base.rsplit("..", maxsplit=1)[-1]
            return month_before(last) if _MONTH.fullmatch(last) and base not in self.parts() else ""
        if base in self.parts():
            return "..".join(add_years(end, -time.years) for end in base.split(".."))
        last = base.rsplit("..", maxsplit=1)[-1]  # none of a time that goes on: `since 2022`
        return add_years(last, -time.years) if last else ""

    def own_time(self, place: tuple[int, int]) -> Time | None:
        """The time right beside an amount, if there is one."""
        return self._beside(place)

    def main(self) -> str:
        """The first time of the stretch that stands for itself."""
        for first, _, time in self.levels():
            if time.how not in ("earlier", "event", "ago") and not self._before(first):
                return self.point(time)
        return ""

    def alone(self) -> bool:
        """Whether the stretch names just one time that is not only compared with."""
        own = [
            (time.start, time.end)
            for first, _, time in self.levels()
            if time.how != "earlier" and not self._before(first)
        ]
        return len({*own}) == 1

    def _before(self, first: int) -> bool:
        """Whether a time is that of an amount from which another came: `rose to A, up from B in 2021`."""
        before = self.skeleton.text[self.start : first]
        after = self.skeleton.text[first : self.end]
        went = _FROM.search(before) and _WENT_TO.match(after)  # `from A in 2018 to B`
        against = _AGAINST.search(before) and before.count("<t") > 0  # `A in 2023 against B in 2022`
        return bool(went or against or (_CAME_FROM.search(before) and before.count("<q") > 1))

    def point(self, time: Time) -> str:
        """The period in which a level lies."""
        if time.how in ("span", "part"):
            return f"{time.start}..{time.end}"
        if time.how == "ago":
            return str(self.on.year - time.years)
        if time.how == "event":
            return str(int(time.start[:4]) - 1) if time.relative in ("before", "until") else ""
        if time.how == "since":
            return f"{time.start}.."
        if time.how == "before":
            return str(int(time.start[:4]) - 1)
        return time.start

    def time_after(self, place: tuple[int, int]) -> Time | None:
        """The time right after an amount, if there is one."""
        found = [
            (first - place[1], time)
            for first, _, time in self.times()
            if 0 <= first - place[1] <= NEAR and self._free(place[1], first)
        ]
        return min(found, key=lambda one: one[0])[1] if found else None

    def change(self, main: str = "", place: tuple[int, int] | None = None) -> str:
        """The span of a change: `2021..2023`, or from a time on (`2022-02..`); empty where no time is named.

        `place` is that of the amount of the change: a time right after it from which it is counted (`26 % on 2022`) is its own.
        """
        if any(time.relative == "years" for _, _, time in self.times()):
            return ""  # `between 2015-19 and 2020-24`: from five years to five others
        if counted := self._counted(main, place):
            return counted
        if part := self._part(main, place):
            return part
        found = [time for _, _, time in self.times()]
        if year := self._of_its_year(place, found):
            return year
        own = self._base(place) if place else ""
        points = [
            time.start for time in found if time.how in ("in", "by") and time.start and time.start != own
        ]
        if own and points and len(own) == len(max(points)) and own < max(points):
            return f"{own}..{max(points)}"
        return next((span for time in found if (span := self._spanned(time))), "") or self._from_points(
            found, main
        )

    def _of_its_year(self, place: tuple[int, int] | None, found: list[Time]) -> str:
        """The year right after a change, of several that a clause names: `doubled in 2022 before it fell in 2023`; none where one is counted from."""
        own = self.time_after(place) if place else None
        if own is None or own.how != "in" or len(own.start) != len("2022"):
            return ""
        years = {time.start for time in found if time.how == "in" and len(time.start) == len("2022")}
        if len(years) < PAIR or any(time.how not in ("in", "now") for time in found):
            return ""
        after = "" if place is None else self.skeleton.text[place[1] : place[1] + NEAR]
        if place is None or _COMPARED.match(after) or _ITS_FIGURE.match(after):
            return ""  # `three times as much in 2023 as in 2016`, `more than double the 2016 figure`
        between = self.skeleton.text[self.start : place[0]]
        return (
            ""
            if re.search(r"\b(?:from|since|between) (?:\w+ ){0,2}<t\d+>", between)
            else f"{int(own.start) - 1}..{own.start}"
        )

    def _counted(self, main: str, place: tuple[int, int] | None) -> str:
        """The span of a change of one month whose words say that it is from the year or the month before: `up 20 % year-on-year`."""
        if place is None or not _MONTH.fullmatch(main):
            return ""
        after = self.skeleton.text[place[1] : place[1] + 60]
        lead = self.skeleton.text[self.start : place[0]]
        if _ON_MONTH.match(after) or (_LED_MONTH.match(lead) and "<q" not in lead):
            return f"{month_before(main)}..{main}"
        return f"{add_years(main, -1)}..{main}" if _ON_YEAR.match(after) else ""

    def years_before(self, place: tuple[int, int]) -> int:
        """From how many years before the change of a part of a year at `place` is counted: 1 where the words name no other."""
        text = self.skeleton.text
        return next(
            (
                time.years
                for first, _, time in self.times()
                if first >= place[1]
                and time.how in ("earlier", "base")
                and time.years > 1
                and "<q" not in text[place[1] : first]
            ),
            1,
        )

    def parts(self) -> dict[str, Time]:
        """Parts of years and fiscal years that are named, and those a year before, by their period."""
        found = {}
        for _, _, time in self.times():
            if time.how == "part":
                found[f"{time.start}..{time.end}"] = time
                found.setdefault(f"{add_years(time.start, -1)}..{add_years(time.end, -1)}", time)
        return found

    def _part(self, main: str, place: tuple[int, int] | None) -> str:
        """The part of a year that a change is of: it is counted from the same part of the year before, and has no span of its own."""
        own = self._beside(place) if place else None
        if own and own.how not in ("earlier", "base"):
            return f"{own.start}..{own.end}" if own.how == "part" else ""
        return main if main in self.parts() else ""

    def _base(self, place: tuple[int, int]) -> str:
        """The time from which the change that stands at `place` is counted, where the words after it say so."""
        for number in self.skeleton.numbers("t", place[1], self.end):
            first = self.skeleton.places[number][0]
            time = self.skeleton.mentions[number].value
            led = (
                self.skeleton.mentions[number]
                .text.casefold()
                .startswith(("from ", "on ", "over ", "compared ", "than ", "against "))
            )
            between = self.skeleton.text[place[1] : first]
            counted = (
                led
                or _ITS_FIGURE.match(self.skeleton.text[place[1] :])
                or time.relative == "base"
                or re.search(
                    r"\b(?:from|on|over|compared with|compared to|against|than|than in|vs) $", between
                )
            )
            if (
                counted
                and time.how in ("in", "since")
                and first - place[1] < 40
                and "<q" not in between
                and between.count("<t") <= (1 if led else 0)
            ):
                return time.start
        return ""

    def _spanned(self, time: Time) -> str:
        """The change that a time names by itself."""
        if time.how == "span" and time.relative != "both":
            return f"{time.start}..{time.end}"
        if time.how == "since":
            later = [
                other.start
                for _, _, other in self.times()
                if other.how in ("in", "by")
                and len(other.start) == len(time.start)
                and other.start > time.start
            ]
            if later:
                return f"{time.start}..{max(later)}"
            if time.relative == "base" and time.start >= self.last_year():
                return ""
            return (
                f"{time.start}..{self.last_year()}" if len(time.start) == len("2022") else f"{time.start}.."
            )
        if time.how == "event":
            return f"{int(time.start[:4]) - 1}..{self.last_year()}"
        return ""

    def _from_points(self, found: list[Time], main: str) -> str:
        """The change between two points, or from the year before the one there is."""
        points = [time.start for time in found if time.how in ("in", "by") and time.start]
        base = main.rsplit("..", maxsplit=1)[-1] or (points[0] if points else "")
        earlier = next((time for time in found if time.how == "earlier"), None)
        ago = next((time for time in found if time.how == "ago"), None)
        if earlier and base and (before := self._back(earlier, base)):
            return f"{before}..{base}"
        if ago:
            return f"{self.on.year - ago.years}..{self.last_year()}"
        if len({len(point) for point in points}) == 1 and min(points) != max(points):
            return f"{min(points)}..{max(points)}"
        return f"{add_years(base, -1)}..{base}" if base else ""

    def last_year(self) -> str:
        """The last whole year before publication."""
        return str(self.on.year - 1)

    def _beside(self, place: tuple[int, int]) -> Time | None:
        text = self.skeleton.text
        after = [
            (first - place[1], time)
            for first, last, time in self.levels()
            if 0 <= first - place[1] <= NEAR and self._free(place[1], first)
        ]
        if after:
            return min(after, key=lambda one: one[0])[1]
        before = [
            (place[0] - last, time)
            for first, last, time in self.levels()
            if 0 <= place[0] - last <= NEAR
            and self._free(last, place[0])
            and not _AGAINST.search(text[self.start : first])
            and "," not in text[last : place[0]][1:]
        ]
        return min(before, key=lambda one: one[0])[1] if before else None

    def _leading(self, place: tuple[int, int]) -> Time | None:
        """The time that opens the clause of an amount, where no other amount comes between."""
        text = self.skeleton.text
        opened = max(self.start, text.rfind(";", 0, place[0]) + 1)
        found = [
            (first, last, time) for first, last, time in self.times() if opened <= first and last <= place[0]
        ]
        if not found or "<q" in text[found[0][1] : place[0]] or found[0][0] - opened > 12:
            return None
        return found[0][2]

    def _free(self, first: int, last: int) -> bool:
        between = self.skeleton.text[first:last]
        return (
            "<q" not in between
            and "<t" not in between
            and not any(word in between for word in (";", " while ", " up ", " down ", " and "))
        )

    def _taken(self, first: int, last: int, place: tuple[int, int]) -> bool:
        """Whether the time stands right beside another amount."""
        for number in self.skeleton.numbers("q", self.start, self.end):
            other = self.skeleton.places[number]
            between = (
                self.skeleton.text[other[1] : first]
                if first >= other[1]
                else self.skeleton.text[last : other[0]]
            )
            if (
                other != place
                and len(between) <= (6 if first >= other[1] else 4)
                and not {",", ";"} & {*between}
            ):
                return True
        return False
