"""Sentences as plainer ones over their signs: turns of phrase, and `the deficit` or `the surplus` of the two that were spoken of."""

from __future__ import annotations

import re
from functools import lru_cache

from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context
from realpolitik.claims.reading.structure.going_on import THAT_OF_BEFORE, goes_on
from realpolitik.claims.reading.structure.left_out import left_out
from realpolitik.claims.reading.structure.listed_goods import each_good, goods_of_flow
from realpolitik.claims.reading.structure.rewording import reworded
from realpolitik.claims.reading.structure.several_deals import each_deal

_THE = re.compile(r"\bthe (?=<a\d)")
_CHANGED = (
    r"(?:has |had |have )?(?:also )?(?:\w+ly )?(?:rose|risen|fell|fallen|grew|grown|increased|decreased|dropped|declined|jumped|surged|soared|climbed|reached|hit|stood|was|is|stands"
    r"|totall?ed|amounted|amounts|exceeded|came|doubled|tripled|widened|narrowed|increases|widens|narrows|rises|falls|grows|shrinks|reaches|ballooned|swelled|shrank|shrunk|expanded|remained|stayed|topped|halved|deepened)\b"
)
_GAP = re.compile(
    r"^(?P<lead>\W*(?:(?:but|and|yet|meanwhile|however|as a (?:direct )?result|consequently|overall|thus|still|also),? )?(?:(?:in|during|over) )?(?:<t\d+>,? )?"
    r"(?:(?:the |a )?[^<;,]{0,40}?\b(?:shows?|showed|said|found|noted|estimates?|estimated)(?: that)? )?)(?:the|this|that|its|their|<p\d+>(?:'s?)?) (?:(?:bilateral|overall|annual|two-way|goods) )?(?:trade )?(?P<kind>surplus|deficit|gap|imbalance)(?: gap)?"
    rf"(?P<when>(?: <t\d+>)?)(?= {_CHANGED})"
)


_FROM_IT = re.compile(
    r"(?P<head>(?P<who><a\d+>)'s? (?:[a-z]+ ){0,3}(?:surplus|deficit|trade|exports|imports) (?:with|to|from) (?P<other><a\d+>)\b[^;]*?)"
    r"(?P<cut>,? (?:as|while|and|with|but) )(?P<noun>imports|exports|shipments|purchases) (?P<way>from|to) <p\d+>"
)
"""`A's surplus with B fell, as imports from the country rose`: from B, of which no other state stands between."""


_THOSE = re.compile(
    r"(?P<first>(?P<of><a\d+>(?:'s?)?) (?:(?:total|overall|annual) )*(?P<good>(?:<g\d+> )?)(?P<noun>exports|imports|trade|sales|purchases|deliveries|shipments|supplies)(?P<goods> of <g\d+>)?(?P<way> (?P<word>to|from|with) <a\d+>) [^;<]*(?:<[qt]\d+>[^;<]*)*?(?:;|,| and| while| but) (?:while |whereas |and |but )?)"
    r"(?:those|that) (?:of (?P<who><a\d+>)(?P<own> (?:to|from|with) <a\d+>)?|(?P<other>to|from|with) (?P<whom><a\d+>))(?= )"
)


def _that_noun(one: re.Match[str]) -> str:
    """`A's imports from B fell, while those of C rose`: the noun again, with whom as before where the words name nobody."""
    noun, goods = f"{one['good']}{one['noun']}", one["goods"] or ""
    if one["who"]:
        owner = one["who"]
        way = one["own"] or one["way"]
    else:
        owner, way = one["of"].removesuffix("'s").removesuffix("'"), f" {one['other']} {one['whom']}"
    return f"{one['first']}{owner}'s {noun}{goods}{way}"


_BOTH_WAYS = re.compile(
    r"(?P<head>(?P<who><a\d+>) (?:\w+ )?(?:exported|sold|shipped|supplied) [^;<]{0,20}<q\d+>[^;<]{0,20} to (?P<other><a\d+>)),? (?:and|while) (?P<does>imported|bought|purchased) (?P<rest>(?:goods worth |\w+ )?<q\d+>(?: worth of goods| of goods)?)(?=[ ,.;]|$)(?! from)"
)
"""`A exported … to B and imported …`: from B."""


@lru_cache(maxsize=4)
def plain(text: str) -> str:
    """A skeleton in plainer words (`rewordings.yaml`), states without their article."""
    made = _BOUND.sub(r"\1 to ", _THE.sub("", text))
    if "those " in made or "that " in made:
        made = _THOSE.sub(_that_noun, made)
    made = each_deal(each_good(made))
    made = reworded(_BOTH_WAYS.sub(r"\g<head>; \g<who> \g<does> \g<rest> from \g<other>", made))
    if "surplus" in made or "deficit" in made:
        made = led_to(made)
    if _RUN_NOUN.search(made):
        made = _RUN.sub(_run_on, made)
    if " most " in made:
        made = _EACH_MOST.sub(_each_most, made)
    return _FROM_IT.sub(_from_it, made) if " from <p" in made or " to <p" in made else made


def _from_it(one: re.Match[str]) -> str:
    if "<a" in one["head"][one.end("other") - one.start("head") :]:
        return one[0]
    return f"{one['head']}; {one['who']}'s {one['noun']} {one['way']} {one['other']}"


def restated(whole: Skeleton, context: Context) -> tuple[str, tuple[str, ...]]:
    """The words of a sentence made plainer, with the two whose deficit, surplus or figure is meant, and what was supposed; empty where nothing changes."""
    made, lent = of_gap(plain(whole.text), context)
    if not lent:
        made, lent = its_from(made, whole, context)
    if not lent and "<g" in made:
        made, lent = goods_of_flow(made, context)
    if not lent:
        made, lent = left_out(made, whole, context)
    if not lent and context.flow is not None and not (context.quiet or context.goods) and "<a" not in made:
        made, said = goes_on(made, context.flow, whole) or (made, [])
        lent = tuple(said)
    return ("", ()) if made == _THE.sub("", whole.text) else (made, lent)


_ITS_FROM = re.compile(r"^(?P<lead>\W*(?:<t\d+>,? )?)<p(?P<word>\d+)> (?P<kind>(?:total |overall |<g\d+> )?)(?P<noun>exports|shipments|supplies|deliveries) from <a(?P<who>\d+)>")  # fmt: skip


def its_from(text: str, whole: Skeleton, context: Context) -> tuple[str, tuple[str, ...]]:
    """`Its exports from A fell`: what A sells to the state that the sentence before began with."""
    one = _ITS_FROM.match(text)
    if one is None or whole.mentions[int(one["word"])].text.casefold() != "its" or not context.subject:
        return text, ()
    seller, buyer = str(whole.mentions[int(one["who"])].value.code), context.subject
    if seller == buyer:
        return text, ()
    made = f"{one['lead']}<a{one['who']}>'s {one['kind']}{one['noun']} to <a@{buyer}>{text[one.end() :]}"
    return made, (f"“its” is taken for that of {name_of(buyer)}",)


_LEADING_TO = re.compile(
    r"(?P<cut>^\W*(?:this(?: data)?|that|which|it|these figures) (?:has |had )?|,? )(?:(?:thus|thereby|and) )?(?:leading to|led to|leads to|resulting in|resulted in|results in|result in|producing|produced|yielding|yielded|creating|created|giving|translating into|translated into|for|leaving) (?:(?:<p\d+>|(?P<own><a\d+>)) (?:with )?)?an? (?:[a-z-]+ ){0,2}?"
    r"(?:(?P<one><q\d+>) (?:trade )?(?P<kind>surplus|deficit)|(?:trade )?(?P<kind2>surplus|deficit) of (?:[a-z]+ ){0,2}(?P<two><q\d+>))(?!\w)"
)
_PAIR = re.compile(
    r"(?P<who><a\d+>)(?:'s?)? (?:(?!<a)[^;.])*?\b(?:exports|imports|exported|imported|shipped|sold|bought|trade)\b(?:(?!<a)[^;.])*?\b(?:to|from|with) (?P<other><a\d+>)"
)


def led_to(text: str) -> str:
    """`…, resulting in a deficit of 2 billion` as a clause on the two of the sentence, else on `the trade deficit`."""
    one = _LEADING_TO.search(text)
    if one is None or one["own"] or (one["two"] is None and one["one"] is None):
        return text  # `leaving B with a surplus`: B's, and not that of whose trade it is
    kind, level = one["kind"] or one["kind2"], one["one"] or one["two"]
    pair = _PAIR.search(text[: one.start()])
    if pair and pair["who"] != pair["other"]:
        return f"{text[: one.start()]}; {pair['who']}'s trade {kind} with {pair['other']} came to {level}{text[one.end() :]}"
    if not text[: one.start()].strip():
        return f"the trade {kind} came to {level}{text[one.end() :]}"
    return text


_BOUND = re.compile(
    r"\b(those|exports|shipments|sales|deliveries)(?: that were| which were)? (?:bound|destined|headed) for (?=<a)"
)
_RUN_NOUN = re.compile(r"\b(?:exports|imports|shipments|sales|purchases) (?:to|from) (?:the )?<a")
_RUN = re.compile(
    rf"(?P<own>(?:<a\d+>(?:'s?)? )?)(?P<noun>exports|imports|shipments|sales|purchases) (?P<way>to|from) <a\d+>(?:, [a-z ]+,)? (?P<verb>{_CHANGED}) (?:by )?<q\d+>"
    r"(?P<more>(?:(?:,? (?:and|while|but)|,) (?:(?:those |that )?(?P=way) )?(?:<a\d+>|[a-z]+(?: [a-z]+)?) (?:by )?<q\d+>)+)(?=[.;]|$| <t\d+>\.?$)"
)


def _run_on(one: re.Match[str]) -> str:
    """`Exports to A rose 10 %, B 9 %, and to C 4 %`: what is said of the first is said of each."""
    each = re.findall(r"(<a\d+>) (?:by )?(<q\d+>)", one["more"])
    rest = "".join(
        f"; {one['own']}{one['noun']} {one['way']} {who} {one['verb']} {much}" for who, much in each
    )
    return one[0][: one.start("more") - one.start()] + rest


_EACH_MOST = re.compile(
    r"(?P<who><a\d+>) (?P<does>exported|sold|shipped|imported|bought|purchased) (?:the )?most(?: goods| products)? (?P<way>to|from) (?P<list>(?:the )?<a\d+> ?(?:- |\(|: |for |, with )<q\d+>\)?(?:(?:,| and|, and) (?:the )?<a\d+> ?(?:- |\(|: |for |, with )<q\d+>\)?)*)"
)


def _each_most(one: re.Match[str]) -> str:
    noun = "exports" if one["way"] == "to" else "imports"
    each = re.findall(r"(<a\d+>)[^<]*(<q\d+>)", one["list"])
    return "; ".join(f"{one['who']}'s {noun} {one['way']} {other} came to {level}" for other, level in each)


def of_gap(text: str, context: Context) -> tuple[str, tuple[str, ...]]:
    """`The deficit widened to 9 billion` as that of the two whose trade the sentence before spoke of; the text as it is where none was.

    Whose it is: the state whose balance, exports or imports were spoken of, else the one that the text is on.
    """
    flow = context.flow
    if (
        flow is None
        or ("surplus" not in text and "deficit" not in text and "gap" not in text)
        or "<a" in text
    ):
        return text, ()
    if (one := _GAP.match(text)) is None:
        return text, ()
    first = next(
        (
            code
            for code in (flow.owner, context.creditor, context.home, context.likely, context.first)
            if code in flow.pair
        ),
        "",
    )
    if not first:
        return text, ()
    other = next(code for code in flow.pair if code != first)
    kind = "surplus" if one["kind"] == "surplus" else "deficit"
    made = f"{one['lead']}<a@{first}>'s trade {kind} with <a@{other}>{one['when']}{text[one.end() :]}"
    return made, (f"{THAT_OF_BEFORE}, the {kind} of {name_of(first)} with {name_of(other)}",)
