"""What a clause leaves out: whose flow it is, and with whom, filled in from the clause or the sentence before."""

from __future__ import annotations

import re

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Flow
from realpolitik.claims.reading.structure.flows import ACTION, FOUND, NOUN, PAIRED, STATE, code_of, flow_of
from realpolitik.claims.reading.structure.going_on import INWARD, SUPPLIED, away_from, goes_on
from realpolitik.claims.reading.structure.goods_named import ELSEWHERE, IN_SOME, before_goods
from realpolitik.claims.reading.structure.left_out import the_other_way
from realpolitik.claims.reading.structure.verbal import finite

_VERB = joined(table("certainty")["verbs"])
_WORLD = re.compile(r"\b(?:total(?! (?:value|volume) of)|overall|worldwide|global|world|all|foreign)\b")
_IN_ALL = re.compile(
    r"^\W*(?:in (?:dollar|value|monetary) terms, )?(?:overall|total) trade\b(?! (?:of|between|with))"
)
SUPPOSED = "“its” is taken for that of"
FIRST = "they are taken for those of"
IN_ALL = "“total trade” is taken for that of"


def filled(
    text: str, how: str, before: str, flow: Flow | None, whole: Skeleton, *, alone: bool
) -> tuple[str, list[str]]:
    if how == "verb" and re.search(r"<a\d+>,? (?:which|who) [^,;]*$", before):
        return (
            text,
            [],
        )  # `imports from B, which came second and rose 3 %`: B's, of which nothing else is said
    if how in ("verb", "after"):
        subject = re.split(rf"\b{_VERB}\b|<q\d+>", before, maxsplit=1)[0]
        lead = re.sub(r"<t\d+>,?", "", subject).rstrip(" ,")
        lead = re.sub(r"^\W*(?:in|between|during|from|by)?\s+", "", lead)
        if not re.search(
            NOUN, lead
        ):  # `the decline comes after trade slowed`: the verb goes on with the trade
            flows = [one[0] for one in (*PAIRED.finditer(before), *FOUND.finditer(before))]
            lead = flows[0] if flows else lead
        return f"{lead.strip()} {finite(text) if how == 'after' else text.removeprefix('then ')}", [
            "the subject is that of the clause before"
        ]
    if how == "noun" and (owned := _owned(text, before, whole)):
        return owned
    if flow is None:
        return text, []
    if it := (goes_on(text, flow, whole) if alone else None) or the_other_way(text, flow, whole):
        return it
    found = None if ACTION.search(text) else FOUND.search(text)
    return _whole_noun(text, found, flow, before, whole, alone=alone) if found else (text, [])


def _with_verb(text: str, before: str) -> str:
    """A clause that leaves out its verb has that of the clause before: `imports fell by A, and exports by B`."""
    if re.search(rf"\b{_VERB}\b", text) or not (verb := re.search(rf"\b{_VERB}\b", before)):
        return text
    return re.sub(r"(<a(?:\d+|@[A-Z]+)>)(?= by <q| to <q)", rf"\1 {verb[0]}", text, count=1)


_ITS = re.compile(
    r"<p(\d+)>(?:'s?)? (?=(?:\w+ |<g\d+> ){0,2}?(?:trade|turnover|exports|imports)\b[^,;]{0,30}?<a)"
)


def _owned(text: str, before: str, whole: Skeleton) -> tuple[str, list[str]] | None:
    """A clause on `its trade with B`, of the state that the clause before ends on; of several it is a supposition."""
    one = _ITS.search(text)
    if one is None or whole.mentions[int(one[1])].value != "one":
        return None
    partners = states_in(text, whole)
    named = [code for sign in re.findall(STATE, before) if (code := code_of(sign, whole)) not in partners]
    if not named:
        return None
    whose = flow_of(
        before, whole
    )  # `Germany's imports from Russia fell, its exports to Russia rose`: Germany's
    clear = whose is not None and whose.owner in named
    owner = whose.owner if whose is not None and clear else named[-1]
    several = len({*named}) > 1 and not clear
    said = f"{SUPPOSED} {name_of(owner)}" if several else f"“its”: {name_of(owner)}"
    return _with_verb(f"{text[: one.start()]}<a@{owner}>'s {text[one.end() :]}", before), [said]


def _whole_noun(
    text: str, found: re.Match[str], flow: Flow, before: str, whole: Skeleton, *, alone: bool
) -> tuple[str, list[str]]:
    """A clause whose noun has both states and a verb."""
    noun, owner, partner = found["noun"], code_of(found["owner"], whole), code_of(found["partner"], whole)
    pronoun = re.search(r"<p\d+>(?:'s?)? (?:[a-z]+ |<g\d+> )*$", text[: found.start("noun")])
    third = alone and len(states_in(text, whole) - {owner, partner}) > 0
    # a clause made of a noun of change goes on with the trade of the two that the sentence began with
    of_trade = not flow.owner or flow.noun.startswith(("trade", "turnover", "commerce"))
    in_pair = of_trade and code_of(found["owner"], whole) in flow.pair
    nominal = in_pair and not alone and whole.said != ""
    bare = in_pair and alone and flow.noun.startswith(("trade", "turnover")) and found["noun"] == "exports"
    if (
        pronoun
    ):  # `A votes with B, and its trade with C grew`: whose trade that is, the grammar decides or leaves open
        named = states_in(before, whole) | states_in(text[: found.start("noun")], whole)
        if len(named - {partner, *flow.pair}) > 0:
            return text, []
    of_some = (
        alone and flow.some and noun in INWARD and flow.noun.startswith("export") and not (owner or partner)
    )
    # `exports to other countries rose, imports fell`; `A's car exports to B rose. Imports fell`: of cars, or of all
    if ELSEWHERE.search(whole.text) or (of_some and not _counted(text, whole)):
        return text, []
    if (turned := away_from(text, found, flow, partner, owner)) is not None:
        return turned
    in_all = alone and bool(_IN_ALL.search(text)) and not states_in(text, whole)
    owner = next(code for code in flow.pair if code != flow.owner) if of_some else owner
    if third or not (in_all or _fillable(text, found, pronoun, whole, nominal=nominal or bare)):
        return text, []
    named = owner or partner
    owner, partner = _parties(owner, partner, flow, noun, alone=alone)
    first = not named and not owner and not flow.owner and noun.startswith(("export", "import"))
    if first:  # `trade between A and B rose; exports hit …`: those of A, whose office speaks
        owner, partner = flow.pair
    if not owner or not partner or owner == partner:
        return text, []
    way = {"e": "to", "s": "to", "d": "to", "i": "from", "p": "from"}.get(noun[0], "with")
    head = text[: pronoun.start()] if pronoun else text[: found.start("noun")]
    middle = text[len(head) : found.start("noun")]
    middle = re.sub(r"<p\d+>(?:'s?)? ", "", middle, count=1) if pronoun else middle
    possessor = "" if found["owner"] else f"<a@{owner}>'s "
    if not pronoun and possessor:
        head, middle = before_goods(head)
    tail = "" if found["partner"] else f" {way} <a@{partner}>"
    made = f"{head}{possessor}{middle}{text[found.start('noun') : found.end()]}{tail}{text[found.end() :]}"
    supposed = [f"{IN_ALL} {name_of(owner)} and {name_of(partner)}"] if in_all else []
    supposed += [f"{FIRST} {name_of(owner)}, named first"] if first else []
    supposed += [f"{FIRST} {name_of(owner)} to {name_of(partner)}"] if bare and not found["partner"] else []
    return _with_verb(made, before), [
        f"read as {noun} of {name_of(owner)} {way} {name_of(partner)}, from the words before",
        *supposed,
    ]


def _fillable(
    text: str, found: re.Match[str], pronoun: re.Match[str] | None, whole: Skeleton, *, nominal: bool
) -> bool:
    """Whether a noun leaves out a state that the words before can give: not of the whole world, not of both, and not somebody's own."""
    noun = found["noun"]
    if found["first"] or (found["owner"] and (found["partner"] or found["of"])):
        return False
    if found["owner"] and not found["partner"] and not noun.startswith(("trade", "turnover")):
        # `trade of the two rose, with a rise in Chinese exports`: to whom is clear there, of imports it is not
        return (
            noun.startswith("export") and nominal
        )  # `Indian exports rose`: to whom is not said, and need not be the one before
    bare = noun.startswith("sale") or (noun.startswith("suppl") and found["way"] != "from")
    if (not found["partner"] and _WORLD.search(text[: found.start("noun")])) or bare:
        return False
    if IN_SOME.match(text[found.end() :]):
        return False  # `trade in beef grew`
    if found["partner"] and found["way"] == "with" and noun.startswith(("export", "import")):
        return False
    return not (pronoun and _plural(pronoun[0], whole))


def _parties(owner: str, partner: str, flow: Flow, noun: str, *, alone: bool) -> tuple[str, str]:
    """Whose flow and with whom, from the flow that was spoken of before.

    After `supplies of A to B` in a sentence before, bare imports are B's; after `exports of A to B` they are A's.
    """
    if alone and not owner and noun in INWARD and flow.owner and flow.noun in SUPPLIED:
        buyer = next(code for code in flow.pair if code != flow.owner)
        owner = buyer if partner != buyer else ""
    if not owner:
        owner = flow.owner if flow.owner and flow.owner != partner else ""
        if not owner and partner in flow.pair:
            owner = next(code for code in flow.pair if code != partner)
        if not owner and noun in ("trade", "turnover", "commerce"):
            owner = next(code for code in flow.pair if code != partner)
    if not partner and owner in flow.pair:
        partner = next(code for code in flow.pair if code != owner)
    return owner, partner


def _counted(text: str, whole: Skeleton) -> bool:
    """Whether the amounts of a clause are of weight or volume, so that it goes on with goods spoken of before."""
    numbers = (int(one) for one in re.findall(r"<q(\d+)>", text))
    return any(whole.mentions[n].value.unit in ("t", "m3", "bbl/d", "kwh", "units") for n in numbers)


def states_in(text: str, whole: Skeleton) -> set[str]:
    return {code_of(one[0], whole) for one in re.finditer(STATE, text)}


def _plural(words: str, whole: Skeleton) -> bool:
    one = re.search(r"<p(\d+)>", words)
    return bool(one) and whole.mentions[int(one[1])].value != "one"
