"""Amounts in a sentence: money, shares, tonnes, counts, ordinals and multiples, each with how it is hedged."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.mentions import Mention, disjoint

BOUNDS = ("at_least", "at_most")
MULTIPLE = 0.2
"""The step of growth that is written as a multiple (`doubled`, `threefold`), by which such a one is known from per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its unit.

    Attributes
    ----------
    value, unit
        Money in units of its currency (`USD`), shares as fractions (`share`), `t`, `m3`, `units`, `USD/bbl`, counts
        (`meetings`, `measures`, `states`), ordinals (`ordinal`), growth in a word (`growth`: doubled is 1.0), bare numbers ("").
    step
        What one unit of the last written digit is worth: 1e9 for "240 billion", 0.01 for "26 percent".
    bound
        `at_least`, `at_most` or empty; `about` whether the words say that it is rough.
    other
        The same amount in another money, where the text gives both.
    """

    value: float
    unit: str
    step: float
    bound: Literal["", "at_least", "at_most"] = ""
    about: bool = False
    other: Amount | None = None


def amounts(sentence: str) -> list[Mention]:
    """Amounts with the words that bound them.

    Examples
    --------
    >>> [(one.value.value, one.value.unit, one.value.bound) for one in amounts("over US$240 billion, a third more")]
    [(240000000000.0, 'USD', 'at_least'), (0.333333, 'share', '')]
    """
    found = []
    for name, pattern in _patterns().items():
        for one in pattern.finditer(sentence):
            if (amount := _READ[name](one)) is not None:
                found.append(_bounded(sentence, one.start("all"), one.end("all"), amount))
    return _in_one_unit(sentence, list(disjoint(found)))


_JOINED = re.compile(
    r"(?: (?:in|of) [\w ,]{2,20})?,?(?: but| and| or)? (?:to|and|or|against|from)(?: (?:just|only|about|around|nearly|almost))* ?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r",?(?: and| or)? (?:the )?[A-Z][\w. ]{2,25} \($")
_NAMED = re.compile(
    r"(?: of [\w ]{2,20})?(?:,| and|, and|, while|,? followed by) (?:the )?[A-Z][\w. ]{2,25} "
)
_LARGE = 1e6


def _in_one_unit(sentence: str, found: list[Mention]) -> list[Mention]:
    """A bare number of millions that follows one in tonnes, cubic metres or barrels is in that unit: `from 150 bcm to 52 billion`, `A at 12 million t, B (9 million)`."""
    for place, (one, follows) in enumerate(pairwise(found)):
        first, second = one.value, follows.value
        between = sentence[one.end : follows.start]
        if (
            second.unit
            or second.value < _LARGE
            or first.unit not in ("t", "m3", "bbl/d", "kwh", "units", "EUR")
        ):
            continue
        if (
            _JOINED.fullmatch(between)
            or _NAMED.fullmatch(between)
            or (_BRACKETS.fullmatch(between) and sentence[follows.end : follows.end + 1] == ")")
        ):
            found[place + 1] = replace(follows, value=replace(second, unit=first.unit))
    return found


def _bounded(sentence: str, start: int, end: int, amount: Amount) -> Mention:
    before = _modifier().search(sentence, max(0, start - 40), start)
    if before:
        words = before.group().casefold()
        if before["at_least"] or before["at_most"]:
            amount = replace(amount, bound="at_least" if before["at_least"] else "at_most")
        if before["about"] or before["more"]:
            amount = replace(amount, about=True)
        if not words.strip():
            before = None
    first = before.start() if before else start
    return Mention(start=first, end=end, kind="q", text=sentence[first:end], value=amount)


_DECIMAL_COMMA = re.compile(r"^(\d{1,3}),(\d{1,2})$")
"""A comma before the last one or two digits, as a point: `190,27 billion`, `12,8 %`."""


def _plain(digits: str) -> tuple[float, float]:
    """A number in digits or words and its last digit's worth."""
    words, tens = table("amounts")["words"], re.split(r"[-\s]", digits.casefold())
    if digits[:1].isdecimal():
        plain = _DECIMAL_COMMA.sub(r"\1.\2", digits).replace(",", "")
        return float(plain), 10.0 ** -len(plain.partition(".")[2])
    return float(sum(words.get(part, 0) for part in tens)), 1.0


def _scaled(one: re.Match[str]) -> tuple[float, float]:
    value, step = _plain(one["number"])
    scale = float(table("amounts")["scales"].get((one["scale"] or "").casefold(), 1.0))
    digits = _DECIMAL_COMMA.sub(r"\1.\2", one["number"]).replace(",", "")
    if scale == 1.0 and digits.isdecimal() and len(digits) > 3:  # 900,000 is rounded to what its zeros leave
        step = 10.0 ** (len(digits) - len(digits.rstrip("0"))) if digits.endswith("00") else 1.0
    return value * scale, step * scale


def _money(one: re.Match[str]) -> Amount | None:
    value, step = _scaled(one)
    known = table("amounts")
    parts = one.groupdict()
    if parts.get("letters"):
        return Amount(value=value, unit=known["letters"][parts["letters"].upper()], step=step)
    unit = known["signs"][parts["sign"].upper()] if parts.get("sign") else _currency(parts["currency"])
    if one["barrel"]:
        unit = f"{unit}/bbl"
    return Amount(value=value, unit=unit, step=step)


def _currency(text: str) -> str:
    for unit, words in table("amounts")["currencies"].items():
        if re.fullmatch(words, text, re.IGNORECASE):
            return unit
    return "USD"


def _compound(one: re.Match[str]) -> Amount:
    """`44 billion 20 million dollars`: the one and the other."""
    scales = table("amounts")["scales"]
    value, _ = _plain(one["number"])
    more, step = _plain(one["more"])
    small = float(scales[one["scale2"].casefold()])
    return Amount(
        value=value * float(scales[one["scale"].casefold()]) + more * small,
        unit=_thing(one["thing"]) if one["thing"] else _currency(one["currency"] or "USD"),
        step=step * small,
    )


def _ratio(one: re.Match[str]) -> Amount:
    """`Rose 1.4 times`, `3.6 times less`: the one over the other, which a rise or a fall turns into growth."""
    value, step = _plain(one["number"])
    return Amount(value=value, unit="times", step=MULTIPLE if step == 1.0 else step / 2)


def _percent(one: re.Match[str]) -> Amount:
    value, step = _plain(one["number"])
    return Amount(value=value / 100, unit="share", step=step / 100)


def _fraction(one: re.Match[str]) -> Amount | None:
    known = table("amounts")
    if one["of"]:
        part, whole = _plain(one["part"])[0], _plain(one["whole"])[0]
        return Amount(value=part / whole, unit="share", step=0.05) if 0 < part <= whole else None
    if one["every"]:
        return Amount(value=known["fractions"][one["nth"].casefold()], unit="share", step=0.03)
    many = one["count"].casefold() if one["count"] else "one"
    count = 1.0 if many in ("a", "an", "one") else _plain(many)[0]
    return Amount(value=round(count * known["fractions"][one["name"].casefold()], 6), unit="share", step=0.03)


def _quarter(one: re.Match[str]) -> Amount:
    known = table("amounts")
    share = known["fractions"][one["name"].casefold()]
    value = share * known["scales"][one["scale"].casefold()]
    unit = _currency(one["currency"]) if one["currency"] else "USD"
    return Amount(value=value, unit=unit, step=value / 10)


def _vague(one: re.Match[str]) -> Amount:
    value = float(table("amounts")["vague"][" ".join(one["words"].casefold().split())])
    thing = _thing(one["thing"]) if one["thing"] else ""
    unit = thing or (_currency(one["currency"]) if one["currency"] else "USD" if value > 1e5 else "")
    return Amount(value=value, unit=unit, step=value / 2, bound="at_least")


def _points(one: re.Match[str]) -> Amount:
    value, step = _plain(one["number"])
    return Amount(value=value / 100, unit="points", step=step / 100)


def _rank(one: re.Match[str]) -> Amount:
    words = table("amounts")["ordinals"]
    value = float(one["digits"] or one["digits2"] or words[one["word"].casefold()])
    return Amount(value=value, unit="rank", step=1)


def _barrels(one: re.Match[str]) -> Amount:
    value, step = _scaled(one)
    short = one.groupdict().get("short") or ""
    scale = {"m": 1e6, "k": 1e3}.get(short[:1].casefold(), 1.0)
    return Amount(value=value * scale, unit="bbl/d", step=step * scale)


MANY = 1000
"""Pieces from which on `units` are goods and not reactors or brigades."""


def _count(one: re.Match[str]) -> Amount | None:
    value, step = _scaled(one)
    if one["thing"].casefold() == "units" and value < MANY:
        return None
    return Amount(value=value, unit=_thing(one["thing"]), step=step)


def _thing(text: str) -> str:
    for unit, words in table("amounts")["things"].items():
        if re.fullmatch(words, " ".join(text.split()), re.IGNORECASE):
            return unit
    return ""


def _first_of_two(one: re.Match[str]) -> Amount:
    """The first of `from 10 to 20 per cent`, in the unit of the second."""
    value, step = _plain(one["number"])
    scale, unit = (1e9, "m3") if one["unit"].casefold() == "bcm" else (0.01, "share")
    return Amount(value=value * scale, unit=unit, step=step * scale)


def _volume(one: re.Match[str]) -> Amount:
    """`52 bcm` of gas in cubic metres, `8.4 Mt` in tonnes, `11 TWh` in kilowatt-hours."""
    value, step = _plain(one["number"])
    scale, unit = table("amounts")["volumes"][one["volume"].casefold()]
    return Amount(value=value * scale, unit=unit, step=step * scale)


def _often(one: re.Match[str]) -> Amount:
    return Amount(
        value=float(table("amounts")["frequencies"][one["word"].casefold()]), unit="meetings", step=1
    )


def _ordinal(one: re.Match[str]) -> Amount:
    words = table("amounts")["ordinals"]
    value = float(one["digits"]) if one["digits"] else float(words[one["word"].casefold()])
    unit = "nth" if one["nth"] is not None else "ordinal"  # `for the third time since May` counts from May
    return Amount(value=value, unit=unit, step=1)


def _multiple(one: re.Match[str]) -> Amount:
    if one["asmuch"]:
        return Amount(value=-0.5 if one["asmuch"].casefold() == "half" else 1.0, unit="growth", step=MULTIPLE)
    if one["word"]:
        return Amount(
            value=table("amounts")["multiples"][one["word"].casefold()], unit="growth", step=MULTIPLE
        )
    value, _ = _plain(one["times"])
    half = 0.5 if one["half"] else 0.0
    return Amount(value=value + half - 1, unit="growth", step=MULTIPLE)


def _bare(one: re.Match[str]) -> Amount:
    value, step = _scaled(one)
    return Amount(value=value, unit="", step=step)


_READ: dict[str, Any] = {
    "signed": _money,
    "lettered": _money,
    "money": _money,
    "compound": _compound,
    "ratio": _ratio,
    "ratio_before": _ratio,
    "percent": _percent,
    "fraction": _fraction,
    "quarter": _quarter,
    "vague": _vague,
    "points": _points,
    "rank": _rank,
    "placed": _rank,
    "barrels": _barrels,
    "barrels_of": _barrels,
    "barrels_short": _barrels,
    "count": _count,
    "volume": _volume,
    "first_of_two": _first_of_two,
    "often": _often,
    "ordinal": _ordinal,
    "multiple": _multiple,
    "bare": _bare,
}


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    known = table("amounts")
    after = rf"(?=\s?(?:%|per\s?cent|pct|(?:{joined(sorted(known['scales'], key=len, reverse=True))})\b))"
    digits = (
        rf"\d{{1,3}},\d{{1,2}}{after}|"
        r"\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,4})?"
    )
    small = joined([*known["words"]])
    number = rf"(?P<number>(?:(?<![\w.,-])|(?<=\(-))(?:{digits})|\b{small}(?:[-\s]{small})?\b)"
    scale = rf"(?:[\s-]?(?P<scale>{joined(sorted(known['scales'], key=len, reverse=True))})\b)?"
    currency = joined(list(known["currencies"].values()))
    sign = joined(
        [("(?<![A-Za-z])" if sign[0].isalpha() else "") + re.escape(sign) for sign in known["signs"]]
    )
    fraction = joined(sorted(known["fractions"], key=len, reverse=True))
    thing = joined(list(known["things"].values()))
    made = {
        "signed": rf"(?<![A-Za-z])(?P<all>(?P<sign>{sign})\s?(?P<number>{digits}){scale}(?P<barrel> {known['per_barrel']}\b)?)",
        "lettered": rf"(?<![A-Za-z])(?P<all>(?P<letters>{joined([*known['letters']])})\s?(?P<number>{digits})[\s-]?(?P<scale>{joined(sorted(known['scales'], key=len, reverse=True))})\b)",
        "money": rf"(?P<all>{number}{scale}[\s-](?P<currency>{currency})\b(?P<barrel> {known['per_barrel']}\b)?)",
        "compound": rf"(?P<all>{number} (?P<scale>billion|bn|bln|trillion) (?P<more>\d{{1,3}}(?:\.\d+)?) (?P<scale2>million|mn|mln|billion|bn|bln)(?: (?:(?P<currency>{currency})|(?P<thing>{thing})))?\b)",
        "ratio": rf"\b(?:ris(?:es?|en|ing)|rose|grew|grow(?:n|s|ing)|increas(?:e|ed|es|ing)|jump(?:ed|ing)|surg(?:ed|ing)|soar(?:ed|ing)|climbed|expanded|fell|fall(?:en|ing)|decreas(?:ed|ing)|declin(?:ed|ing)|dropp(?:ed|ing)|shrank|reduced|up|down)(?: by)?(?: (?:almost|nearly|about|around|some|approximately|roughly|more than|over))? (?P<all>{number} times)(?:(?<=\.\d times)|(?! (?:as|since|in|this|last|a)\b))",
        "ratio_before": rf"(?P<all>{number} times)(?= (?:more|less|higher|lower|fewer|larger|smaller|greater)\b)",
        "percent": rf"(?P<all>{number}[\s-]?(?:%|per\s?cent(?!age)\b|pct\b|pc\b))",
        "points": rf"(?P<all>{number}[\s-](?:percentage[\s-]points?|pp|p\.p\.)(?!\w))",
        "rank": rf"\b(?P<all>(?:(?P<digits>\d{{1,3}})(?:st|nd|rd|th)|(?P<word>{joined([*known['ordinals']])})|(?:number|no\.) (?P<digits2>\d{{1,2}}))(?=[\s-](?:largest|biggest|most important|highest|leading|main|major|top|trading|trade|economic|supplier|source|buyer|customer|place|position|spot|ranked)\b| among\b| (?:at|with) (?:about |around |some |nearly |US)?[$\d]))",
        "placed": rf"\b(?:rank(?:ed|s|ing)?|c[ao]me|comes|coming|placed|finished|was|is|stands|stood|sits|follow(?:ed|s)|took|takes|in|held|holds|(?:fell|dropped|slipped|slid|moved|climbed|rose|jumped|falling|dropping|slipping|moving|climbing|rising|jumping)(?: (?:back|up|down))? to)(?: in)?(?: the)?(?: a (?:close|distant))?(?: (?:only|just))? (?P<all>(?:(?P<digits>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{joined([*known['ordinals']])})))(?P<digits2>)(?= (?:with|among|at|in (?:the |this |that |its )?(?:list|ranking|table)|in trade|in terms of|behind|after|ahead of|overall|globally|worldwide|place|spot|position|on the list)\b|[,.;(]| \()",
        "barrels": rf"(?P<all>{number}{scale}\s?(?:barrels?(?: of (?:crude oil|crude|oil))?,?(?: (?:a|per|each) day|/day| daily)(?: \((?:bpd|b/d|mbd|mb/d|mbpd)\))?|bpd|b/d)(?: of (?:(?-i:[a-z])\w+ )?(?:crude oil|crude|oil))?(?!\w))",
        "barrels_of": rf"(?P<all>{number}{scale} barrels)(?= of (?:[A-Z]?[\w-]+ ){{0,3}}?(?:crude oil|crude|oil),? (?:(?:a|per|each) day|daily)\b)",
        "barrels_short": rf"(?P<all>{number}{scale}\s?(?P<short>m(?:n|illion)? ?b/?p?d|k ?b/?p?d)(?!\w))",
        "ordinal": rf"\b(?P<all>(?:(?P<digits>\d{{1,3}})(?:st|nd|rd|th)|(?P<word>{joined([*known['ordinals']])})))(?:(?P<nth>(?<!first)(?<!\b1st)(?= time (?:since|in|ever)\b))|(?= (?:time(?! (?:since|in|ever)\b)|meeting|summit|encounter|visit|round|package|face-to-face)\b)|(?<!first)(?<!\b1st)(?= (?:(?:official|state|foreign|overseas|bilateral|in-person|formal|such|annual|video|sanctions|successive) ){{0,2}}(?:meeting|summit|encounter|visit|trip|tour|talks|call|conversation|discussion|round|package)\b))",
        "fraction": (
            rf"\b(?P<all>(?P<of>(?P<part>\d{{1,3}}|{small}) (?:out of|of|in)(?: every)? (?P<whole>\d{{1,4}}|{small})\b)|(?P<every>every (?P<nth>{fraction}))\b"
            rf"|(?:(?P<count>an?|one|two|three|four|five|six|seven|eight|nine)[\s-])?(?P<name>{fraction})\b)"
            # `third countries`, `a fifth round` are counted off: no part of a whole
            rf"(?(of)|(?(every)|(?:(?<=half)|(?![\s-]{joined(known['counted_off'])}\b)(?:(?<=s)|(?(count)|(?= of\b))))))"
        ),
        "quarter": rf"(?P<all>\b(?:(?:an?|one) )?(?P<name>half|quarter|third) (?:of )?a (?P<scale>billion|trillion|million)(?: (?P<currency>{currency}))?\b)",
        "vague": rf"\b(?P<all>(?P<words>{joined(sorted(known['vague'], key=len, reverse=True))})(?: of (?:(?P<currency>{currency})|(?P<thing>{thing})))?)\b",
        "count": rf"(?P<all>{number}{scale}(?:-odd)? (?:(?:face-to-face|in-person|formal|official|Chinese|new) )?(?P<thing>{thing})\b)",
        "volume": rf"(?P<all>{number}\s?(?P<volume>{joined([*known['volumes']])})\b)",
        "first_of_two": rf"(?:\bfrom (?:just |only |about |around |some |nearly )?(?P<all>{number})(?= to (?:[a-z]+ ){{0,2}}\d[\d.,]*\s?(?P<unit>%|per\s?cent|pct|bcm)))",
        "often": r"\b(?P<all>(?P<word>twice|thrice))\b",
        "multiple": rf"(?P<all>\b(?P<word>{joined([*known['multiples']])})\b(?![- ]digits?\b|-[a-z])|\b(?P<asmuch>twice|double|half)(?= as (?:much|many|large|big|high)\b)|(?P<times>\b{small}|(?<![\w.,-])\d{{1,4}}(?:\.\d+)?)(?P<half> and a half)?(?:[\s-]?fold| times as (?:much|many))\b)",
        "bare": rf"(?P<all>{number}{scale})(?!\d)(?![- ](?:(?:consecutive|straight|more|further|full|successive) )?(?:years?|months?|weeks?|days?|quarters?|decades?|hours?)\b)",
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in made.items()}


@cache
def _modifier() -> re.Pattern[str]:
    known = table("amounts")["modifiers"]
    parts = "|".join(f"(?P<{name}>{joined(words)})" for name, words in known.items())
    return re.compile(rf"\b(?:{parts})(?P<more> (?:about|around|some|roughly|a|the))?\s+$", re.IGNORECASE)
