"""The bundled reader: mentions, rules and lists of words, no model and no chance. The same text gives the same statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from realpolitik.claims.reading.attach.reading import Attacher
from realpolitik.claims.reading.following import GOODS_LAST, begun, go_on
from realpolitik.claims.reading.forms.doubted import doubted, with_goods
from realpolitik.claims.reading.forms.kept import settled
from realpolitik.claims.reading.forms.reading import Former, regions
from realpolitik.claims.reading.lost import without_lost
from realpolitik.claims.reading.meaning.ballots import ballots
from realpolitik.claims.reading.meaning.certainty import FLOWS, WORLD, in_its_years
from realpolitik.claims.reading.meaning.coherence import coherent, way_of_amounts
from realpolitik.claims.reading.meaning.deeds import deeds
from realpolitik.claims.reading.meaning.dollars import home_of_dollars, in_its_money, uncertain
from realpolitik.claims.reading.meaning.frames import claims_of
from realpolitik.claims.reading.meaning.happenings import of_its_day
from realpolitik.claims.reading.meaning.joining import joined_with
from realpolitik.claims.reading.meaning.listed import listing_of, members, of_list, trader_of
from realpolitik.claims.reading.meaning.periods import Clock
from realpolitik.claims.reading.meaning.spending import spending
from realpolitik.claims.reading.meaning.stance import (
    is_avowed,
    is_conditional,
    is_opinion,
    is_prediction,
    is_question,
    is_supposed,
)
from realpolitik.claims.reading.meaning.standing_deals import of_the_present, standing_deals
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.accounts import APRIL, begins_in
from realpolitik.claims.reading.spotting.actors import actors, references
from realpolitik.claims.reading.spotting.amounts import amounts
from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton, disjoint
from realpolitik.claims.reading.spotting.moments import month_before
from realpolitik.claims.reading.spotting.passed_over import passed_over
from realpolitik.claims.reading.spotting.plainer import plainer
from realpolitik.claims.reading.spotting.second_money import in_both_moneys, of_two_moneys
from realpolitik.claims.reading.spotting.things import called, goods, phrases
from realpolitik.claims.reading.spotting.times import times
from realpolitik.claims.reading.structure.beside import beside
from realpolitik.claims.reading.structure.clauses import Part, parts, remade
from realpolitik.claims.reading.structure.context import Context, named
from realpolitik.claims.reading.structure.grammar import ONE_OF, frames
from realpolitik.claims.reading.structure.home import owned
from realpolitik.claims.reading.structure.nominal import clearer
from realpolitik.claims.reading.structure.pipelines import through
from realpolitik.claims.reading.structure.restating import restated
from realpolitik.claims.reading.text.article import Article


class GrammarReader:
    """Finds statements by the rules of the lexicon (`claims/reading/lexicon`), which are data and can be read and changed."""

    def read(self, article: Article) -> tuple[Statement, ...]:
        """All statements of the article, in order of sentence. Sentences of another language than English give none."""
        if article.language != "English":
            return ()
        found: list[Statement] = []
        begins = begins_in((article.title, *(one.text for one in article.sentences)), article.published)
        skeletons = [skeleton_of(one.text, article.published, begins=begins) for one in article.sentences]
        title = skeleton_of(article.title, article.published, begins=begins) if article.title else None
        context = begun(skeletons, title)
        dollars = home_of_dollars(
            context.named, context.first, article.source, (one.origin for one in skeletons)
        )
        formed = [_with_regions(one, article.published, begins) for one in skeletons]
        former = Former(article.published)
        former.begin(formed, context.home)
        attacher = Attacher(article.published, " ".join(one.text for one in article.sentences))
        context.currencies = any(_OTHER_MONEY.search(skeleton.origin.casefold()) for skeleton in skeletons)
        for number, skeleton in enumerate(skeletons):
            context.opens = (
                not number or article.sentences[number].paragraph != article.sentences[number - 1].paragraph
            )
            if context.large or _WORLDWIDE.match(skeleton.origin):
                context.flow = context.market = None  # what follows is of the trade with all others
            if context.large or (context.opens and context.home and context.many):
                former.topic.partner = ""  # so is `Imports rose 3 %` where a paragraph begins with it
            made = list(statements_of(number, skeleton, context, article.published))
            said = not (is_question(skeleton.origin) or is_supposed(skeleton) or is_avowed(skeleton))
            if formed[number] is not skeleton:
                made = [_beside_a_region(one, skeleton, context.home) for one in made]
            made = with_goods([doubted(one, skeleton, former.topic) for one in made], skeleton, former.topic)
            more = _by_form(former, number, formed[number], made, context) if said else []
            if any(one.relation.startswith("arms-") or one.goods == "arms" for one in made):
                more = [one for one in more if one.goods != "arms"]  # read by the rules on deeds
            every = [*(one for one in made if not settled(one, more)), *more]
            every += attacher.read(number, formed[number], every, context, former.topic) if said else []
            every = [in_its_years(_or_arms(one, context), skeleton) for one in every]
            every = [of_the_present(one, skeleton) for one in in_both_moneys(every, skeleton)]
            every += standing_deals(number, skeleton, every) if said else []
            found += [in_its_money(uncertain(one, skeleton, dollars), skeleton) for one in every]
            go_on(context, skeleton, every, former, article.published.year)
        return tuple(without_lost(way_of_amounts(coherent(found)), article))


def _or_arms(claim: Statement, context: Context) -> Statement:
    """A claim on a flow of no named goods, in a text that speaks of the arms trade: it may be one of arms."""
    flow = claim.relation.endswith(("-share", "-supplier", "-buyer")) or claim.relation in ("exports", *WORLD)
    if not flow or claim.goods or context.arms_age > GOODS_LAST or claim.relation.startswith("arms-"):
        return claim
    return claim.model_copy(
        update={"doubts": (*claim.doubts, "which goods are meant: the text speaks of arms")}
    )


def _beside_a_region(claim: Statement, skeleton: Skeleton, home: str) -> Statement:
    """A claim on a flow, in a sentence that names a region, of which a state was filled in that the text is not on: it may be the region's."""
    lent = not {*claim.states} <= {*named(skeleton.mentions), home}
    if claim.relation not in FLOWS or not lent:
        return claim
    return claim.model_copy(update={"doubts": (*claim.doubts, "whose it is: a group of states is named")})


def _by_form(
    former: Former, number: int, formed: Skeleton, made: list[Statement], context: Context
) -> list[Statement]:
    """What a sentence says by its form, flows that it leaves to be understood being those of the state that the text is on."""
    text, supposed = owned(formed, context)
    whole = remade(formed, text, formed.origin) if supposed else formed
    every = former.read(number, whole, made, *_plainer(whole, context))
    if not supposed:
        return every
    named_here = {*named(formed.mentions)}
    return [
        one.model_copy(update={"assumed": (*one.assumed, *supposed)})
        if context.home in one.states and context.home not in named_here
        else one
        for one in every
    ]


def _plainer(formed: Skeleton, context: Context) -> tuple[Skeleton | None, tuple[str, ...]]:
    """A sentence in plainer words, and what was supposed; none where they are its own."""
    text, lent = restated(formed, context)
    return (remade(formed, text, formed.origin) if text else None), lent


def _with_regions(skeleton: Skeleton, on: date, begins: int) -> Skeleton:
    """The skeleton with regions and groups as signs, too; the same where none is named."""
    more = regions(skeleton.origin)
    return skeleton_of(skeleton.origin, on, more, begins=begins) if more else skeleton


def skeleton_of(sentence: str, on: date, more: Iterable[Mention] = (), *, begins: int = APRIL) -> Skeleton:
    """A sentence with all that it mentions as signs, `more` among them; years of account begin in the month `begins`."""
    named_more = [*more]
    who = [
        one
        for one in actors(sentence, on)
        if all(one.end <= r.start or one.start >= r.end for r in named_more)
    ]
    who += named_more
    # whoever speaks for a state may be whose trade it is: `According to Putin, trade with China …`
    heads = [one for one in who if one.value.how == "head"]
    over = [
        one for one in passed_over(sentence) if not any(one.start <= head.start < one.end for head in heads)
    ]
    clear: list[Mention] = [*times(sentence, on, begins), *who, *phrases(sentence)]
    over += _outside(plainer(sentence), over)
    found = [*over, *_outside(disjoint(clear), over)]
    for group in (references(sentence), amounts(sentence), goods(sentence)):
        found += _outside(disjoint(group), found)
    return through(clearer(Skeleton.of(sentence, tuple(of_two_moneys(sentence, found)))))


def _outside(group: Iterable[Mention], taken: list[Mention]) -> list[Mention]:
    return [one for one in group if all(one.end <= other.start or one.start >= other.end for other in taken)]


def statements_of(number: int, skeleton: Skeleton, context: Context, on: date) -> Iterator[Statement]:
    """The statements of one sentence: its claims, or that it is an opinion, a prediction, or outside the measures."""
    text = skeleton.origin
    if is_question(text) or (is_supposed(skeleton) and not is_conditional(skeleton)):
        return
    speaks_of_states = bool(named(skeleton.mentions)) or any(
        one.kind == "p" and one.value == "both" for one in skeleton.mentions
    )
    if is_avowed(skeleton):
        yield Statement(sentence=number, kind="opinion", states=_states(skeleton), words=text, confidence=0.8)
        return
    claims = [] if is_supposed(skeleton) else list(_claims(number, skeleton, context, on))
    yield from claims
    if is_opinion(skeleton):
        yield Statement(sentence=number, kind="opinion", states=_states(skeleton), words=text, confidence=0.7)
    elif claims:
        return
    elif is_prediction(skeleton) and speaks_of_states:
        yield Statement(
            sentence=number, kind="prediction", states=_states(skeleton), words=text, confidence=0.8
        )
    elif speaks_of_states and _asserts(skeleton):
        yield Statement(sentence=number, kind="outside", states=_states(skeleton), words=text, confidence=0.6)


def _claims(number: int, skeleton: Skeleton, context: Context, on: date) -> Iterator[Statement]:
    votes, done = list(ballots(number, skeleton, context, on)), list(deeds(number, skeleton, context, on))
    if votes:
        yield from votes
        yield from (one for one in done if one.relation not in ("ballot", "stance"))
        return
    clock = Clock(skeleton=skeleton, start=0, end=len(skeleton.text), on=on)
    spent = list(spending(number, skeleton, clock, context))
    if (
        spent
    ):  # `spent 997 billion on its military`: no trade of those it names, but for a clause on trade beside it
        yield from spent
        yield from (one for one in done if one.relation.startswith("military-"))
        left, others = beside(skeleton)
        if not others:
            return
        skeleton = remade(skeleton, left, skeleton.origin)
    text, listed = members(skeleton)
    if listed and ONE_OF.search(skeleton.text):
        text, listed = skeleton.text, []
    rest = remade(skeleton, text, skeleton.origin) if listed else skeleton
    made, of_some = [], False
    for part in parts(rest, context) if text else ():
        for claim in _of_part(number, part, context, on, rest):
            if claim.relation == "phrase":
                context.phrase, context.phrase_day = claim.phrase, claim.period
            dated = of_its_day(_dated(claim, context, skeleton), skeleton, context, on)
            made.append(_of_some_goods(dated) if of_some else dated)
        of_some = of_some or bool(_OF_GOODS.search(part.skeleton.text))
    made = joined_with(made, done)
    said = {(one.relation, frozenset(one.states)) for one in made}
    # a count of meetings, or a pledge, says more than that they met, or signed
    made = [
        one
        for one in made
        if not any((of, frozenset(one.states)) in said for of in _SAYS_MORE.get(one.relation, ()))
    ]
    yield from made
    own = listing_of(made)
    trader, context.trader = context.trader, trader_of(skeleton, clock) or context.trader
    before = context.listing or trader or context.trader
    if listing := own or (before if not made else None):
        yield from of_list(number, skeleton, listed, listing, same=own is not None)
    context.listing = own or (before if listed else None)


def _of_part(number: int, part: Part, context: Context, on: date, of: Skeleton) -> Iterator[Statement]:
    whole, bare = of.origin.casefold(), not named(of.mentions)
    found = frames(part.skeleton, context)
    for frame in found:
        others = [other for other in found if other is not frame and other.relation.name not in _SAYS_MORE]
        claims = list(claims_of(number, frame, part.skeleton, on, others, context))
        by_month = any(_of_months(claim) for claim in claims)
        for claim in claims:
            more: dict[str, tuple[str, ...]] = {
                "notes": (*claim.notes, *part.notes),
                "assumed": (*claim.assumed, *part.assumed),
            }
            if unnamed := next((note for note in claim.notes if _NATION.match(note)), ""):
                more["assumed"] = (*more["assumed"], f"whose it is: {unnamed}")
            if claim.relation == "balance":
                context.creditor = claim.states[0]
            if claim.relation == "balance" and not claim.period:
                more["assumed"] = (*more["assumed"], "the words give no period")
            goods = claim.relation == "exports" and claim.goods and not claim.measured
            if (
                goods
                and claim.test in ("grows", "shrinks", "rises", "falls", "record", "lowest")
                and not _MONEY.search(whole)
            ):
                more["assumed"] = (*more["assumed"], "it is one of value, not of weight")
                if claim.value is not None and _VOLUME.search(whole):
                    yield claim.model_copy(
                        update={**more, "lacks": "growth in volume; the record has values"}
                    )
                    continue
            changes = (claim.test in ("rises", "falls") and claim.relation in ("trade", "exports")) or (
                claim.test in ("grows", "shrinks") and claim.unit == "share"
            )
            if changes and context.currencies:
                # a text that counts in yuan, too, may mean growth in yuan where it does not say
                if money := _OTHER_MONEY.search(whole):
                    yield claim.model_copy(update={**more, "currency": money[0][:40]})
                    continue
                if claim.test in ("grows", "shrinks") and not re.search(r"\bdollars?\b", whole):
                    more["assumed"] = (*more["assumed"], "the growth is one of dollars")
            based = _OF_BASE.search(whole)
            if based is not None:
                context.monthly = bool(based["month"])
            lent = context.monthly and based is None and any("time is that of" in one for one in part.assumed)
            if claim.test in ("grows", "shrinks") and (
                lent or (_BY_MONTH.search(whole) and not by_month and not _BY_YEAR.search(whole))
            ):
                more["doubts"] = (
                    *claim.doubts,
                    "whether it is counted from the month before or the year before",
                )
            made = claim.model_copy(update=more)
            yield _of_goods(made, context, by_value=bool(_BY_VALUE.match(whole)) or (bare and _is_bare(part)))


def _of_months(claim: Statement) -> bool:
    """Whether a change is one from a month to the next."""
    first, _, last = claim.period.partition("..")
    months = len(first) == len(last) == len("2023-10")
    return months and not claim.part and first == month_before(last)


def _of_some_goods(claim: Statement) -> Statement:
    """A claim on exports at large, in a sentence that spoke of some goods before, may be on these: it is left open."""
    if claim.relation != "exports" or claim.goods:
        return claim
    return claim.model_copy(update={"doubts": (*claim.doubts, "of which goods it is")})


def _is_bare(part: Part) -> bool:
    """Whether a clause names no state itself (`shipments came to 3 billion`), so that it goes on with what was spoken of."""
    who = [one for one in part.skeleton.mentions if one.kind == "a"]
    return bool(who) and all(one.value.how == "filled in" for one in who)


def _of_goods(claim: Statement, context: Context, *, by_value: bool) -> Statement:
    """A quantity or a value whose goods are those of the sentence before: `supplies came to 108 million tonnes`, `in value terms`."""
    counted = by_value or claim.unit in ("t", "m3", "bbl/d", "kwh") or claim.measured in ("t", "m3")
    if claim.relation != "exports" or claim.goods or not context.goods:
        return claim
    kind = called(context.goods)
    shipped = bool(claim.notes) and context.goods_age == 0 and bool(_SHIPPED.search(claim.words.casefold()))
    if not counted and not shipped:
        if not claim.notes or context.goods_age > 0:
            return claim
        return claim.model_copy(
            update={
                "assumed": (*claim.assumed, f"it is of all goods, though the sentence before is of {kind}")
            }
        )
    return claim.model_copy(
        update={
            "goods": context.goods,
            "assumed": (*claim.assumed, f"the goods are those of the sentence before, {kind}"),
            "doubts": tuple(one for one in claim.doubts if "which goods" not in one),
        }
    )


def _dated(claim: Statement, context: Context, skeleton: Skeleton) -> Statement:
    """A claim of a pledge that names no time is of the time the one before was of; not where it speaks of the present."""
    key = (claim.relation, claim.states)
    if claim.relation != "alliance":
        return claim
    if not claim.period and _PRESENT.search(skeleton.text):
        return claim
    if not claim.period and context.last.get(key):
        return claim.model_copy(
            update={
                "period": context.last[key],
                "notes": (*claim.notes, f"of {context.last[key]}, as before"),
            }
        )
    context.last[key] = claim.period
    return claim


_SAYS_MORE = {
    "encounter": ("meetings", "visits"),
    "accord": ("alliance", "accords"),
    "sanctions": ("listings", "packages"),
    "words": ("phrase",),
    "joint-words": ("phrase",),
}
_BY_VALUE = re.compile(
    r"\W*(?:at the same time, )?(?:in (?:monetary|value|dollar|money) terms|in terms of value|by value|the (?:total )?value of (?:the )?imports)\b"
)
_WORLDWIDE = re.compile(
    r"\W*(?:globally|worldwide|around the world|across all (?:markets|partners)|with the (?:rest of the )?world),",
    re.IGNORECASE,
)
_NATION = re.compile(r"“(?:the|this|that) (?:country|nation|state)", re.IGNORECASE)
_OTHER_MONEY = re.compile(
    r"\b(?:in|terms of) (?:yuan|renminbi|ro?ubles?|euros?|rupees?|lira|yen|tenge)\b|\b(?:yuan|renminbi|ro?uble|euro|rupee)(?:-denominated| terms)"
)
_MONEY = re.compile(r"[$€£¥]|\b(?:dollars?|usd|euros?|yuan|value|worth)\b")
_VOLUME = re.compile(
    r"\bvolumes? of (?:\w+ ){0,2}(?:imported|exported|oil|gas|lng|coal|<)|\b(?:by|in) volume\b|\b(?:via|through|by) (?:the )?[\w -]{3,30}?(?:pipelines?|stream|siberia|pipe)\b"
)
_SHIPPED = re.compile(r"\b(?:shipments|supplies|deliveries|volumes|cargoes|flows)\b")
"""Nouns by which the goods are meant that were spoken of, and not all that is traded."""
_BY_MONTH = re.compile(r"\bmonth[- ](?:on|over)[- ]month\b|\bon the month\b|\b(?:previous|preceding) month\b")
_BY_YEAR = re.compile(
    r"\b(?:year[- ](?:on|over)[- ]year|(?:from|than) (?:a|one) year (?:earlier|ago|before))\b"
)
_OF_GOODS = re.compile(
    r"<g\d+> (?:exports?|imports?|shipments|deliveries|supplies|purchases|sales)\b|\b(?:exports?|imports?|shipments|deliveries|supplies|purchases|sales) of <g"
)
_OF_BASE = re.compile(
    r"(?P<month>\bmonth[- ](?:on|over)[- ]month\b|\bfrom (?:a|one) month (?:earlier|ago|before)\b|\bon the month\b|\b(?:compared (?:to|with)|from|than in) (?:january|february|march|april|may|june|july|august|september|october|november|december|the previous month|the month before)\b(?! \d|-| (?:to|through|until|till|–)\b))|\b(?:year[- ](?:on|over)[- ]year|from a year|annual|same period|a year (?:earlier|ago|before))\b"
)
_PRESENT = re.compile(r"\b(?:is|are|has|have|isn't|aren't|hasn't|haven't|today|now|still)\b")


def _states(skeleton: Skeleton) -> tuple[str, ...]:
    return named(skeleton.mentions)[:4]


def _asserts(skeleton: Skeleton) -> bool:
    """Whether words are a sentence that says something: a heading or a credit says nothing."""
    return len(skeleton.origin.split()) > 3 and skeleton.origin.rstrip("\"'”’)»")[-1:] in (".", "!", "…")
