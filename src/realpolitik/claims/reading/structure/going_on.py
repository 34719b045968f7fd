"""Sentences that go on with the flow of the one before: `it amounted to`, `their volume`, `exports from Russia`."""

from __future__ import annotations

import re

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Flow

INWARD = ("import", "imports", "purchases")
SUPPLIED = ("supplies", "shipments", "deliveries", "sales")
_VERB = joined(table("certainty")["verbs"])
IT = re.compile(
    rf"^(?P<lead>\W*(?:in (?:value|monetary|money|dollar) terms, |in terms of value, |pre-[a-z]+, |(?:earlier|previously|overall|in all|altogether|in total), )?(?:(?:in|during|over) )?(?:<t\d+>,? )?)<p(?P<word>\d+)> (?=(?:(?:only|also|again|[a-z]+ly) ){{0,2}}{_VERB}\b)"
)
THAT_OF_BEFORE = "“it” is taken for the flow spoken of before"
THEIRS = re.compile(
    r"^(?P<lead>\W*(?:in (?:value|monetary|money|dollar|yuan|euro) terms, )?(?:(?:in|during|over) )?(?:<t\d+>,? )?)(?:<p\d+>(?:'s?)? (?:total )?(?:volumes?|value)\b"
    r"|(?:the|this|that)(?: same| corresponding| respective| equivalent)? (?:figure|volume|indicator|index|total|number|value|amount|sum)(?P<when>(?: for)? <t\d+>)?(?= (?:has |had |have )?(?:already |\w+ly )?(?:rose|risen|fell|fallen|grew|grown|increased|decreased|dropped|declined|jumped|surged|soared|climbed|reached|hit|stood|was|is|totall?ed|amounted|exceeded|came|doubled|tripled|remained|stayed|slipped|edged|dipped|plunged|slumped|swelled|represents?|represented|marks?|marked|reflects)\b))"
)


COMPARES = re.compile(
    r"^\W*(?:that|this|it|<p\d+>) (?:compares|compared) (?:with|to) (?P<levels>(?:<q\d+>(?: \w+)? <t\d+>(?:,? and |, |$|(?=[.;])))+)"
)
AMOUNT = re.compile(
    r"^(?P<noun>\W*(?:the|this|that) (?:amount|volume|figure|total)),? (?:or|equivalent to|equal to) (?P<level><q\d+>),? (?:(?:eased|fell|dropped|declined|down)(?P<down>)|(?:rose|increased|up|grew)) from "
)
OF_ITS = re.compile(
    r"^\W*(?:total |overall |combined )?(?P<noun>imports|purchases) of (?:the )?<a\d+> <g\d+>"
)


TOOK = re.compile(
    r"^(?P<lead>\W*)(?:this|it|that|the (?:increase|rise|growth|decline|fall|drop)) (?:took|brought|pushed|lifted|raised|sent|drove) (?:the |its |<p\d+>(?:'s?)? )?(?:total |overall |cumulative |annual |outbound |inbound |bilateral )*(?P<noun>exports|shipments|imports|purchases|trade|turnover|figure|total|volume|value)(?P<when>(?: (?:in|for|over) <t\d+>| <t\d+>)?) (?:up |down |back )?to (?=(?:[a-z]+ )*<q)"
)


def goes_on(text: str, flow: Flow, whole: Skeleton) -> tuple[str, list[str]] | None:
    """A sentence on `their volume`, `it` or `they`, of the flow of the sentence before: `It amounted to 73 billion`."""
    if compared := COMPARES.match(text):
        owner = flow.owner or flow.pair[0]
        partner = next(code for code in flow.pair if code != owner)
        way = "from" if flow.noun in INWARD else "with" if flow.noun.startswith(("t", "c")) else "to"
        each = re.findall(r"(<q\d+>)(?: \w+)? (<t\d+>)", compared["levels"])
        made = "; ".join(
            f"<a@{owner}>'s {flow.noun} {way} <a@{partner}> reached {level} {time}" for level, time in each
        )
        return made, [f"{THAT_OF_BEFORE}, {flow.noun} of {name_of(owner)} {way} {name_of(partner)}"]
    if (took := TOOK.match(text)) and _same_way(took["noun"], flow.noun):
        text = f"{took['lead']}the figure{took['when']} reached {text[took.end() :]}"
    text = AMOUNT.sub(
        lambda one: f"{one['noun']} was {one['level']}, {'down' if one['down'] is not None else 'up'} from ",
        text,
    )
    if (theirs := THEIRS.match(text)) and not re.search(
        r"<a", text
    ):  # `their volume`: of the exports spoken of
        owner = flow.owner or flow.pair[0]
        partner = next(code for code in flow.pair if code != owner)
        way = "from" if flow.noun in INWARD else "with" if flow.noun.startswith(("t", "c")) else "to"
        said = f"{flow.noun} of {name_of(owner)} {way} {name_of(partner)}, from the words before"
        notes = [f"read as {said}"]
        if "<p" not in theirs[0]:
            notes = [f"{THAT_OF_BEFORE}, {flow.noun} of {name_of(owner)} {way} {name_of(partner)}"]
        tail = text[theirs.end() :].rstrip(". ") + (f"{theirs['when']}." if theirs["when"] else ".")
        return f"{theirs['lead']}<a@{owner}>'s {flow.noun} {way} <a@{partner}>{tail}", notes
    if (bought := OF_ITS.match(text)) and flow.owner and flow.noun in SUPPLIED:
        sellers = re.findall(r"<a(\d+)>", bought[0])
        buyer = next(code for code in flow.pair if code != flow.owner)
        if str(whole.mentions[int(sellers[0])].value.code) == flow.owner and len(re.findall("<a", text)) == 1:
            made = f"{text[: bought.start('noun')]}<a@{buyer}>'s {text[bought.start('noun') :]}"
            return made, [f"read as {bought['noun']} of {name_of(buyer)}, from the words before"]
    one = IT.match(text)
    if one is None or whole.mentions[int(one["word"])].text.casefold() not in ("it", "they"):
        return None
    if re.search(r"<a|<g", text) or not re.search(r"<q", text):
        return None
    first, second = (
        flow.pair if not flow.owner else (flow.owner, next(c for c in flow.pair if c != flow.owner))
    )
    way = "from" if flow.noun in INWARD else "with" if flow.noun.startswith(("t", "c")) else "to"
    made = f"{one['lead']}<a@{first}>'s {flow.noun} {way} <a@{second}> {text[one.end() :]}"
    return made, [f"{THAT_OF_BEFORE}, {flow.noun} of {name_of(first)} {way} {name_of(second)}"]


def _same_way(noun: str, spoken: str) -> bool:
    """Whether a noun is of the flow that was spoken of: `the total shipments` of exports."""
    kinds = (("exports", "export", *SUPPLIED), INWARD, ("trade", "turnover", "commerce"))
    return noun in ("figure", "total", "volume", "value") or any(
        noun in kind and spoken in kind for kind in kinds
    )


def away_from(
    text: str, found: re.Match[str], flow: Flow, partner: str, owner: str
) -> tuple[str, list[str]] | None:
    """A clause on `imports to A` as it is, and one on `exports from A` as A's, to the other of the two that were spoken of."""
    noun = found["noun"]
    if found["way"] == "to" and noun in INWARD:
        return text, []
    if found["way"] != "from" or owner or not noun.startswith(("export", *SUPPLIED)):
        return None
    others = [code for code in flow.pair if code != partner]
    named = re.findall(r"<a(?:\d+|@[A-Z]+)>", text)
    if partner not in flow.pair or len(named) > 1:
        return text, []
    made = f"{text[: found.end()]} to <a@{others[0]}>{text[found.end() :]}"
    return made, [f"read as {noun} of {name_of(partner)} to {name_of(others[0])}, from the words before"]
