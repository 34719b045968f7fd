"""Whether the reader is sure of what a clause says: every amount bound, every word known, nothing that turns the figure into another.

A doubt is said in words and keeps the claim from being judged; it never makes a claim false.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.meaning.periods import Clock
from realpolitik.claims.reading.meaning.stance import clause
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.spotting.things import without_figures
from realpolitik.claims.reading.structure.grammar import Frame

WORLD = ("world-exports", "world-imports", "world-trade", "world-balance")
"""Relations of one state with all others together."""
FLOWS = (
    "trade",
    "exports",
    "import-share",
    "export-share",
    "trade-share",
    "balance",
    "group-imports",
    *WORLD,
)
"""Relations of which every word is looked at."""
OPEN = ("meetings", "votes", "phrase", "encounter", "accord")
"""Relations that choose among several amounts of a sentence by themselves."""
_WORD = re.compile(r"(?<![\w<@])[a-z][a-z'.-]*[a-z]|(?<![\w<@])[a-z](?![\w>])")
_OF = re.compile(
    r"\b(?:exports?|imports?|shipments?|deliver(?:y|ies)|sales?|purchases?|supplies|trade) of (?:the |its |new |more )?(?P<object>[a-z][\w-]*)"
)
_ADJECTIVE = re.compile(
    r"(?P<object>[a-z][\w-]*) (?:exports?|imports?|shipments?|deliver(?:y|ies)|purchases?|trade|turnover)\b"
)
_DEAL = re.compile(
    r"\b(?:sold|exported|shipped|supplied|sent|bought|imported|purchased|delivered) (?:<q\d+> )?(?:worth )?(?:of )?(?P<object>[a-z][\w-]*)"
)
_WORTH = re.compile(r"<q\d+> worth of (?:the |its |their )?(?P<object><g\d+>|[a-z][\w-]*)")
_NOT = re.compile(r"\b(?:not|never|no|neither|nor|without)\b|n't\b")
_REACHED = re.compile(
    r"(?:not|never|hardly|n't) (?:yet |ever )?(?:exceed|surpass|top|pass|cross|reach|hit|rise|climb)"
)


_STARTS = re.compile(
    r"\b(?:amid|due to|because of|owing to|thanks to|as a result of|(?:boosted|driven|supported|helped|led|underpinned|propelled|lifted|fuell?ed|powered|spurred|caused|explained|dominated|influenced|affected|hit|hurt|prompted|triggered|weighed down|dragged down|pulled down) (?:\w+ )?by|in response to|on the back of|despite|given|attributed to|reflecting)\b"
)


def doubts(frame: Frame, skeleton: Skeleton, bound: set[int], start: int, end: int) -> tuple[str, ...]:
    """What is not certain of a clause's claims; nothing where all is understood.

    Parameters
    ----------
    bound
        The amounts, by their number, that tests are made of.
    start, end
        The stretch whose amounts belong to the frame.
    """
    found = _amounts(frame, skeleton, bound, start, end)
    found += _others(frame, skeleton, bound)
    found += _causes(frame, skeleton, end)
    if frame.relation.name in FLOWS:
        found += _words(frame, skeleton, bound, start, end)
        found += _goods(frame, skeleton)
        if bound and _of_several_goods(frame):
            found.append("how much of it is of each: several goods are named together")
        found += _parties(frame, skeleton, start, end)
    else:
        found += _supposed(frame, skeleton)
    return tuple(dict.fromkeys(found))


def _of_several_goods(frame: Frame) -> bool:
    """Whether a flow is of several goods of each of which there are figures: `oil, gas and coal worth 90 billion`."""
    goods = {*frame.goods}
    return (
        frame.relation.name == "exports"
        and len(goods) > 1
        and "other" not in goods
        and not any(map(without_figures, goods))
    )


def _others(frame: Frame, skeleton: Skeleton, bound: set[int]) -> list[str]:
    """An amount before which a state is named again: `A bought 3 % from B, B 10 % from A`."""
    if frame.relation.name not in FLOWS:
        return []
    far = [n for n in bound if skeleton.places[n][0] > frame.end]
    again = [
        n
        for n in far
        if re.search(r"[,;] (?:and )?<a\d+> (?:\w+ )?$", skeleton.text[frame.end : skeleton.places[n][0]])
    ]
    # `overtaking B, which rose 3 % to 31 million tonnes`: those are B's
    again += [
        n
        for n in far
        if any(
            str(skeleton.mentions[int(one[1])].value.code) not in frame.states
            for one in re.finditer(
                r"<a(\d+)>,? (?:which|who|that)\b", skeleton.text[frame.end : skeleton.places[n][0]]
            )
        )
    ]
    # `trade recovered, with exports of A to B 3 % higher`: those of the exports
    again += [n for n in far if _OTHER_FLOW.search(skeleton.text[frame.end : skeleton.places[n][0]])]
    return (
        [f"whose “{skeleton.mentions[again[0]].text.strip()}” is: a state is named before it"]
        if again
        else []
    )


_OTHER_FLOW = re.compile(
    r"<a\d+>(?:'s?)? (?:\w+ |<g\d+> ){0,2}?(?:exports|imports|shipments|sales|purchases|deliveries)\b|\b(?:exports|imports|shipments|sales|purchases|deliveries) (?:to|from) <a\d+>|\b(?:that|those) (?:of|from|to|with|between) (?:the )?<a"
)


def _causes(frame: Frame, skeleton: Skeleton, end: int) -> list[str]:
    """Words by which a flow without an amount is only named as the cause of something else, or as what stood against it."""
    first, last = clause(skeleton.text, frame.start, frame.end)
    led = _STARTS.search(skeleton.text[first : frame.start + 1])
    if led and "," in skeleton.text[first + led.end() : frame.start]:
        led = None  # `Despite the war, trade reached a record`
    amounts = skeleton.numbers("q", frame.start, min(last, end))
    causal = led and not amounts and frame.relation.name in (*FLOWS, "sanctions", "reliance")
    return [f"what is said of it: it stands after “{led[0]}”"] if causal and led else []


def unended(frame: Frame, skeleton: Skeleton, start: int, end: int, on: date) -> tuple[str, ...]:
    """A year of which, when the words were written, only a part was known."""
    if frame.relation.name not in FLOWS:
        return ()
    times = [skeleton.mentions[n].value for n in skeleton.numbers("t", start, end)]
    current = [one for one in times if one.how in ("in", "by") and one.start == str(on.year)]
    ahead = [one for one in times if one.how == "part" and one.end > f"{on:%Y-%m}"]
    if ahead:
        return (f"how much of {ahead[0].start} to {ahead[0].end} is meant: it had not ended on {on}",)
    if any(one.how == "part" and one.end[:4] == str(on.year) for one in times):
        return ()  # `This year trade rose 41 % in the first four months`
    return (f"which part of {on.year} is meant: it had not ended on {on}",) if current else ()


def rivals(frame: Frame, claims: list[Statement]) -> tuple[str, ...]:
    """Two amounts that one clause gives of the same thing and time: one of them is of something else."""
    if frame.relation.name not in FLOWS:
        return ()
    seen: dict[tuple[str, str, str], set[float]] = {}
    for one in claims:
        kind = {"grows": "change", "shrinks": "change"}.get(str(one.test), str(one.test))
        if kind in ("near", "change") and one.value is not None:
            seen.setdefault((kind, one.period, one.goods + one.unit), set()).add(one.value)
    return ("which of two amounts is of it",) if any(len(values) > 1 for values in seen.values()) else ()


def _supposed(frame: Frame, skeleton: Skeleton) -> list[str]:
    """Words by which a thing that holds or does not is only talked of, or is of an age that no test looks at."""
    near = skeleton.text[max(0, frame.start - 60) : frame.end + 40]
    found = [
        f"what “{one[0]}” makes of it"
        for one in [_TALK.search(near)]
        if one and frame.relation.name in TALKED_OF
    ]
    states = {str(one.value.code) for one in skeleton.mentions if one.kind == "a"}
    if (
        frame.relation.name == "alliance"
        and len(states) > len(frame.states) + 1
        and _NO_LONGER.search(skeleton.text)
    ):
        found.append("whose pledge ended: several states are named")
    if frame.relation.name == "votes":
        shares = [n for n in skeleton.numbers("q") if skeleton.mentions[n].value.unit == "share"]
        if len(shares) > 1 or _SOME_VOTES.search(skeleton.text):
            found.append("which votes are meant: the measure is of all roll calls of a time")
    if frame.relation.name == "phrase" and (one := _AGE.search(skeleton.text)):
        found.append(f"how long it has been used (“{one[0]}”)")
    return found


TALKED_OF = ("alliance", "rigidity", "sanctions", "meetings", "plan")
_TALK = re.compile(
    r"\b(?:speculat\w+|potential|possible|possibility|rumou?r\w*|prospects?|hypothetical|talk of|proposed|proposes|considering|mulls|threat\w*|would-be|de facto|virtual|near-)\b"
)
_SOME_VOTES = re.compile(
    r"\b(?:least|most|before|since|after|issues?|questions? of|on (?!<t|the (?:un\b|united|general|same)|all))\b"
)
_NO_LONGER = re.compile(r"\b(?:no longer|not|never|ended|lapsed)\b")
_AGE = re.compile(
    r"\b(?:for (?:decades|years|centuries|generations|a long time)|since (?:the )?<t\d+>|not new|isn't (?:itself )?new|for the first time)"
)


def _amounts(frame: Frame, skeleton: Skeleton, bound: set[int], start: int, end: int) -> list[str]:
    if frame.relation.name in OPEN:
        return []
    if frame.relation.name.startswith("rank-"):  # an amount beyond the commas is of something else
        start = max(start, skeleton.text.rfind(",", 0, frame.start))
        end = min(end, comma if (comma := skeleton.text.find(",", frame.end)) > 0 else end)
    loose = [n for n in skeleton.numbers("q", start, end) if n not in bound and not _of_name(n, skeleton)]
    if (
        frame.relation.name == "sanctions"
    ):  # `sanctions on two of its largest firms`: how many firms is no count of sanctions
        loose = [n for n in loose if not _of_firms(n, skeleton)]
    if (
        frame.relation.name == "balance"
    ):  # `imports rose 5 %, leaving a deficit`: what a change came to is no balance
        loose = [n for n in loose if not _of_change(n, skeleton)]
    return [f"what “{skeleton.mentions[n].text.strip()}” is said of" for n in loose[:2]]


_CHANGED = re.compile(
    r"\b(?:rose|fell|grew|dropped|declined|increased|decreased|jumped|surged|climbed|shrank|narrowed|widened|plunged|slumped|soared|up|down|rising|falling)(?: \w+ly)?(?: by)? $"
)


def _of_change(number: int, skeleton: Skeleton) -> bool:
    """Whether a per cent stands right after a verb of change."""
    before = skeleton.text[: skeleton.places[number][0]]
    return skeleton.mentions[number].value.unit == "share" and bool(_CHANGED.search(before[-40:]))


def _of_firms(number: int, skeleton: Skeleton) -> bool:
    """Whether a small number counts firms or banks, or is a place: `sanctions on two of its largest producers`."""
    amount = skeleton.mentions[number].value
    small = amount.unit in ("", "ordinal", "rank") and amount.value < 100
    after = skeleton.text[skeleton.places[number][1] :]
    return small and not re.match(r" (?:\w+ )?(?:sanctions|measures|rounds|packages)", after)


def _of_name(number: int, skeleton: Skeleton) -> bool:
    """Whether a bare number is part of a name, or none at all: `Power of Siberia 2`, `in one instance`."""
    if skeleton.mentions[number].value.unit:
        return False
    before = skeleton.text[: skeleton.places[number][0]]
    return skeleton.mentions[number].text.strip().casefold() == "one" or bool(
        re.search(r"\b(?:siberia|stream|figure|table|chart|phase|no\.|article|chapter|g) ?-?$", before)
    )


def of_part(claim: Statement, clock: Clock) -> tuple[str, ...]:
    """A doubt where the clause names a part of a year and the claim was not read as one of it."""
    if claim.part or claim.relation not in FLOWS:
        return ()
    named = [one for _, _, one in clock.times() if one.how == "part"]
    others = [one for _, _, one in clock.times() if one.how in ("in", "by", "span")]
    open_ = named and named[0].relative == "open"  # `year-to-date exports, by November 2023`
    return (
        (f"which time is meant: {named[0].start} to {named[0].end} is named",)
        if named and (not others or open_)
        else ()
    )


def _words(frame: Frame, skeleton: Skeleton, bound: set[int], start: int, end: int) -> list[str]:
    """Words that may change what is claimed, from the flow to the last of its amounts and times."""
    text = skeleton.text
    last = max([frame.end, *(skeleton.places[n][1] for n in bound)])
    follows = re.match(r"(?:[^<;,]){0,45}<t\d+>", text[last:end])
    stop = last + (follows.end() if follows else 0)
    window = text[max(start, frame.start) : stop]
    near = text[max(start, frame.start - 60) : min(end, stop + 70)]
    if frame.relation.name.endswith("-share"):
        window = re.sub(r"\b(?:largest|biggest|lion's) share\b", "share", window)
    if frame.relation.name in ("balance", "world-balance"):
        near = re.sub(r"\b(?:surplus|deficit)\b", "balance", near)
        window = re.sub(r"\b(?:surplus|deficit|biggest|largest)\b", "trade", window)
    found = [f"what “{one[0]}” makes of the figure" for one in [_unsure().search(near)] if one]
    if led := led_by(text[: frame.start]):
        found.append(f"a plan, a part or a rate: it stands after “{led}”")
    if _NOT.search(window) and not _REACHED.search(window):
        found.append("what is denied")
    unknown = unknown_words(window)
    if bound and unknown:
        found.append(f"the words “{'”, “'.join(dict.fromkeys(unknown[:3]))}”")
    return found


def unknown_words(window: str) -> list[str]:
    """Words that are not known to leave what is claimed as it is."""
    return [
        one[0] for one in _WORD.finditer(window) if not _known().fullmatch(one[0].strip(".").split("'")[0])
    ]


def goods_traded(frame: Frame, skeleton: Skeleton) -> str:
    """The one kind of goods of which two states' trade is told (`<goods> trade between A and B`); empty where it is all their trade, or of several."""
    first, last = max(0, frame.start - 12), frame.end
    listed = {str(skeleton.mentions[n].value) for n in skeleton.numbers("g", first, last + 12)}
    beside = re.search(
        r"<g(\d+)> (?:(?:foreign|bilateral|mutual|goods|total) |<p\d+> )*(?:trade|turnover)\b",
        skeleton.text[first:last],
    )
    if frame.relation.name != "trade" or len(listed) != 1 or beside is None:
        return ""
    return next(iter(listed - {"other"}), "")


def _goods(frame: Frame, skeleton: Skeleton) -> list[str]:
    """Goods that the words name and the claim does not take in."""
    text = skeleton.text[max(0, frame.start - 30) : frame.end + 60]
    neutral = _neutral()
    found = []
    for pattern in (_OF, _DEAL):
        found += [one["object"] for one in pattern.finditer(text) if not _objects().fullmatch(one["object"])]
    if one := _WORTH.search(skeleton.text, frame.start, frame.end + 60):
        named = one["object"]
        if named.startswith("<"):
            kind = str(skeleton.mentions[int(named[2:-1])].value)
            found += [] if kind in frame.goods else [kind.replace("-", " ")]
        elif not _objects().fullmatch(named):
            found.append(named)
    for one in _ADJECTIVE.finditer(text):
        if not neutral.fullmatch(one["object"]) and not re.fullmatch(r"\w+ly|\w+ing|\w+ed", one["object"]):
            found.append(one["object"])
    listed = {
        str(skeleton.mentions[n].value)
        for n in skeleton.numbers("g", max(0, frame.start - 12), frame.end + 12)
    }
    loose = listed - set(frame.goods)
    if frame.relation.name == "import-share" and len(set(frame.goods)) > 1:
        loose |= set(frame.goods)  # a share in several goods together is one in none of them
    if frame.relation.name == "trade":
        loose = (loose | listed) - {goods_traded(frame, skeleton)}
    if "other" in listed and set(frame.goods) <= {"other"}:
        loose.add("other")
    if frame.relation.name == "trade-share":
        loose |= set(frame.goods) | listed
    found += [name.replace("-", " ") if name != "other" else "these goods" for name in sorted(loose)]
    return [
        f"figures of “{one}” alone" if one != "these goods" else "figures of these goods alone"
        for one in dict.fromkeys(found)
    ]


def _parties(frame: Frame, skeleton: Skeleton, start: int, end: int) -> list[str]:
    """A third state among the words of the claim: it may be the one that is meant."""
    if frame.rival:
        return []
    if unclear := _of_several(frame, skeleton) or _whose(frame, skeleton):
        return [unclear]
    numbers = skeleton.numbers(
        "a", max(start, frame.start - 1), max(frame.end, min(end, _last(frame, skeleton, end)))
    )
    rest = skeleton.text[frame.end : end]
    before = skeleton.text[max(0, frame.start - 30) : frame.start]
    if own := re.match(r"(?:<p\d+>(?:'s?)?|its|their) ", skeleton.text[frame.start :]):
        before += own[0]
    if _LOWER_THAN.search(before) or (
        re.search(r"\b(?:more|less|fewer|higher|lower|larger|as much|as many)\b", skeleton.text[start:end])
        and re.search(r"\b(?:than|as) (?:\w+ ){0,3}(?:to|from|with|by|for)? ?<[ap]\d+>", rest)
    ):
        return ["a comparison of two flows"]
    if re.search(
        r"\b(?:more|less|fewer|higher|lower|larger|smaller|bigger|greater)\b(?: [a-z]+){0,3} than\b",
        skeleton.text[frame.start : frame.end],
    ):
        return ["a comparison of two flows"]
    if _RUN_ON.search(skeleton.text[frame.start : frame.end]):
        return ["whose figure it is: the words run on to another verb"]
    others = {skeleton.mentions[n].value.code for n in numbers} - set(frame.states)
    return [f"whose figure it is: {len(others) + len(frame.states)} states are named"] if others else []


def _of_several(frame: Frame, skeleton: Skeleton) -> str:
    """`A, B and C accounted for 85 %`, `A, B and C had trade of`: not one of them alone, nor two."""
    before = skeleton.text[: frame.start]
    shares = frame.relation.name.endswith("-share")
    several = shares and re.search(r"<a\d+>(?:, | and |, and )(?:the )?$", before)
    listed = frame.relation.name == "trade" and re.fullmatch(r"\W*(?:the )?<a\d+>, (?:the )?", before)
    return "how much of it is of each: several are named together" if several or listed else ""


def _whose(frame: Frame, skeleton: Skeleton) -> str:
    """Whose `its trade` is, where several states are named before it: `A votes with B, and its trade with C grew`."""
    for number in skeleton.numbers("p", max(0, frame.start - 12), frame.end):
        one = skeleton.mentions[number]
        if one.value != "one" or one.text.casefold() not in ("its", "it"):
            continue
        before = dict.fromkeys(str(m.value.code) for m in skeleton.mentions[:number] if m.kind == "a")
        noun = re.match(
            r"(?:'s?)? (?:\w+ |<g\d+> ){0,2}?(trade|exports|imports)\b",
            skeleton.text[skeleton.places[number][1] :],
        )
        owners = noun and re.findall(
            r"<a(\d+)>(?:'s?)? (?:\w+ |<g\d+> ){0,2}?(?:trade|exports|imports)\b",
            skeleton.text[: skeleton.places[number][0]],
        )
        partner = [code for code in before if code not in frame.states and code not in GROUPS]
        if partner and len(before) > 1 and not owners:
            return f"whose “{one.text}” is: {len(before)} states are named before it"
    return ""


_LOWER_THAN = re.compile(
    r"\b(?:exceed\w*|surpass\w*|outstrip\w*|outweigh\w*|outpac\w*|outgr[eo]w\w*|dwarf\w*|than|below|above|behind) (?:the |its |their |<p\d+>(?:'s?)? )?$|\b(?:lower|higher|more|less|larger|smaller|greater|bigger|below|above|behind|ahead) (?:than|of)(?: (?:the|that|its))? $|\b(?:below|above|behind) the $"
)
_RUN_ON = re.compile(r"<g\d+>,? (?:and|but|which|that|who) (?:has|have|had|is|are|was|were)\b")


def _last(frame: Frame, skeleton: Skeleton, end: int) -> int:
    amounts = [skeleton.places[n][1] for n in skeleton.numbers("q", frame.end, end)]
    comma = skeleton.text.find(",", frame.end)
    return min(max(amounts, default=frame.end), comma if comma > 0 else end)


@cache
def _known() -> re.Pattern[str]:
    known = table("certainty")
    return re.compile(rf"(?!(?:{known['never_known']})\b)(?:{'|'.join(known['known'])})")


@cache
def _unsure() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in table("certainty")["unsure"]))


def in_its_years(claim: Statement, skeleton: Skeleton) -> Statement:
    """A claim on a flow whose time is of several years at once is doubted; one counted over `the past five years` supposes which these are.

    `70 per cent in 2016-20` is of five years together, which no figure of one year is held against. `Over the past five years` may begin and end
    a year later than it is counted here.
    """
    flow = claim.relation in FLOWS or claim.relation.startswith("rank-")
    if not flow or claim.goods == "arms":  # the register of arms counts by five years
        return claim
    for one in skeleton.mentions:
        time = one.value
        if one.kind != "t" or time.how != "span" or not claim.period.startswith((time.start, time.end)):
            continue
        if time.relative == "years" and len(time.start) == len("2016"):
            return claim.model_copy(
                update={"doubts": (*claim.doubts, f"the time: the years of “{one.text}” together")}
            )
        if time.relative == "past" and claim.period == f"{time.start}..{time.end}":
            return claim.model_copy(
                update={"assumed": (*claim.assumed, f"“{one.text}” is counted to {time.end}")}
            )
    return claim


def led_by(text: str) -> str:
    """The words that end a lead and make what follows one of a plan, a part or a rate; empty where none do.

    Examples
    --------
    >>> led_by("excluding oil, "), led_by("in all, ")
    ('excluding oil,', '')
    """
    found = _led().search(text)
    return found[0].strip() if found else ""


@cache
def _led() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in table("certainty")["led"]))


@cache
def _neutral() -> re.Pattern[str]:
    return re.compile(joined(table("certainty")["neutral"]))


@cache
def _objects() -> re.Pattern[str]:
    known = table("certainty")
    return re.compile(rf"{joined(known['objects'])}|{joined(known['neutral'])}|\w+ly")
