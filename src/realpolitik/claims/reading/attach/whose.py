"""Whose a quantity is, and with whom: by its own words, its clause's subject, the flow before it, or the words before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from realpolitik.claims.reading.attach.phrases import A, Phrase
from realpolitik.claims.reading.forms.heads import Head
from realpolitik.claims.reading.lexicon import PAIR, table
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context, named

NEAR = 4
"""Sentences for which the flow that was spoken of last is still the one meant."""
OF_SUBJECT = "whose it is is taken from the subject of the clause"
OF_CLAUSE = "whose it is is taken from the clause before"
OF_BEFORE = "whose it is is taken from the words before"
OF_HOME = "whose it is is the state that the text is on"
_FLOWS = (
    "trade",
    "exports",
    "balance",
    "world-exports",
    "world-imports",
    "world-trade",
    "world-balance",
    "output",
    "use",
    "revenue",
    "group-imports",
)
_KINDS = {
    "world-exports": "out",
    "world-imports": "in",
    "world-trade": "both",
    "world-balance": "gap",
    "trade": "both",
    "balance": "gap",
    "output": "output",
    "use": "use",
    "revenue": "revenue",
}


@dataclass(slots=True)
class Memory:
    """The one flow that was spoken of last: `head`, and how many sentences ago; none where there were several, or another state was named since.

    `at_large` are the states of whose whole trade the text has spoken: a flow of theirs that names nobody may be that, or the one with a partner.
    """

    head: Head | None = None
    age: int = 99
    at_large: set[str] = field(default_factory=set)

    def note(self, skeleton: Skeleton, heads: list[Head], made: list[Statement]) -> None:
        """Take note of a sentence that was read."""
        told = [one for one in made if one.kind == "claim" and one.relation in _FLOWS and not one.doubts]
        found = {_key(one): one for one in heads} | {_key(one): one for one in map(_head_of, told)}
        self.age += 1
        self.at_large |= {one.owner for one in found.values() if not one.partners}
        here = {*named(skeleton.mentions)}
        if len({frozenset((one.owner, *one.partners)) for one in found.values()}) == 1:
            self.head, self.age = (
                (heads or [*found.values()])[-1],
                0,
            )  # as its words see it: A's imports from B
        elif found or (
            self.head is not None
            and {one for one in here if one not in GROUPS and not _is_region(one)}
            - {self.head.owner, *self.head.partners}
        ):
            self.head = None


def _is_region(code: str) -> bool:
    return code in table("forms")["regions"]


def _key(one: Head) -> tuple[str, str, tuple[str, ...]]:
    return (one.kind, one.owner, one.partners)


def _head_of(one: Statement) -> Head:
    """The flow of a claim."""
    states = one.states
    kind = _KINDS.get(one.relation, "out")
    if one.relation == "group-imports":
        kind = "in"
    return Head(kind=kind, owner=states[0], partners=states[1:2], goods=one.goods, start=0, end=0)


@dataclass(slots=True, kw_only=True)
class Speaker:
    """What is known where a sentence is read: the skeleton, the words before, the state that the text is on."""

    skeleton: Skeleton
    context: Context
    memory: Memory
    home: str
    resolved: list[tuple[Phrase, Head]]


def whose(one: Phrase, at: Speaker) -> Head | None:
    """A phrase as a flow with its states; None where they cannot be told."""
    if one.unclear or (one.goods and one.kind in ("both", "gap")):
        return None  # of trade in some goods alone, nothing is said
    goods = one.goods[0] if len({*one.goods}) == 1 else "other" if one.goods else ""
    if one.kind == "again":
        return _again(one, at)
    blank = Head(
        kind=one.kind,
        owner="",
        partners=(),
        goods=goods,
        start=one.start,
        end=one.end,
        deficit=_is_deficit(one),
    )
    if "between" in one.after or (one.kind in ("both", "gap") and _is_both(one, at)):
        pair = one.after.get("between") or _two(one, at)
        return (
            replace(blank, owner=pair[0], partners=tuple(pair[1:]))
            if len(pair) == PAIR and one.kind == "both"
            else None
        )
    owner, partner = _told(one, at)
    if owner is None or partner is None or (owner and owner == partner):
        return None
    several = next(
        (
            codes
            for way, codes in one.after.items()
            if way in ("to", "from", "with", "into") and len(codes) > 1
        ),
        (),
    )
    return _filled(replace(blank, owner=owner, partners=several or ((partner,) if partner else ())), one, at)


def _is_deficit(one: Phrase) -> bool:
    return bool(re.search("deficit|gap|loss|shortfall", one.noun))


def _is_both(one: Phrase, at: Speaker) -> bool:
    if one.pronoun == "two":
        return True
    return (
        one.pronoun.startswith("<p")
        and at.skeleton.mentions[int(re.sub(r"\D", "", one.pronoun))].value == "both"
    )


def _two(one: Phrase, at: Speaker) -> tuple[str, ...]:
    if one.pronoun == "two":
        return at.context.pair
    return at.context.both(at.skeleton, re.match(r"<p\d+>", one.pronoun)[0])  # type: ignore[index]


def _told(one: Phrase, at: Speaker) -> tuple[str | None, str | None]:
    """Owner and partner by the phrase's own words; None where they are contradictory or several."""
    before, after = [*one.before], one.after
    if len(before) > PAIR or (
        sum(len(codes) > 1 for codes in after.values()) > 0 and "respectively" not in at.skeleton.text
    ):
        return None, None
    of = next(iter(after.get("of", ())), "") or next(iter(after.get("by", ())), "")
    to = next(iter(after.get("to", ()) or after.get("into", ())), "")
    source = next(iter(after.get("from", ())), "")
    with_ = next(iter(after.get("with", ())), "")
    owner = before[0] if before else ""
    partner = before[1] if len(before) > 1 else ""
    if not owner and one.pronoun.startswith("<p"):
        sign = re.match(r"<p\d+>", one.pronoun)
        apart = tuple(code for code in (to, source, with_) if code)
        owner = at.context.one(at.skeleton, sign[0], apart) if sign else ""
    if one.kind == "in":
        if of and not owner and "of" in after and not source:
            source, of = of, ""  # `imports of Chinese goods`
        if before and not one.owned and not source and not to:
            return _adjective(owner, at)
        return owner or to or of, partner or source or (of if owner else "")
    if one.kind == "out" and source:
        return (None if owner or one.pronoun else source), partner or to  # `its exports from A`: another's
    if one.kind in ("both", "gap") and (to or source) and not with_:
        return (None, None) if one.kind == "both" else (owner or of, partner)
    return owner or of, partner or to or with_


def _adjective(code: str, at: Speaker) -> tuple[str | None, str | None]:
    """Buyer and seller of `Russian imports`: from Russia where the sentence had another's exports to it; else not told."""
    last = at.resolved[-1][1] if at.resolved else None
    if last is not None and last.kind == "out" and last.partners == (code,):
        return last.owner, code
    return None, None


_WHOLE = (
    "exports",
    "imports",
    "export",
    "import",
    "trade",
    "turnover",
    "trade turnover",
    "commerce",
    "trade volume",
    "trade volumes",
    "export value",
    "import value",
    "export values",
    "import values",
    "export volume",
    "import volume",
    "trade surplus",
    "trade deficit",
    "trade balance",
    "surplus",
    "deficit",
    "trade gap",
)
"""Nouns of all that a state sells or buys; of others with whom it is has to be said."""
_PREPOSED = re.compile(
    r"\b(?:to|from|with|in|of|by|between|among|against|for|on|over|than|into|via|and|,) (?:the )?$"
)


def _subject(one: Phrase, at: Speaker) -> str:
    """The one state that the clause of a phrase has as its subject."""
    text = at.skeleton.text[: one.start]
    first = max(
        (cut.end() for cut in re.finditer(r";|, (?:while|whereas|but|and|although)\b| while ", text)),
        default=0,
    )
    found = list(re.finditer(rf"{A}(?:'s?(?= ))?", text[first:]))
    free = [
        each
        for each in found
        if not _PREPOSED.search(text[first:][: each.start()]) and not each[0].endswith("'s")
    ]
    if len(found) == 1 and len(free) == 1:
        return str(at.skeleton.mentions[int(re.sub(r"\D", "", free[0][0]))].value.code)
    return ""


def _filled(head: Head, one: Phrase, at: Speaker) -> Head | None:
    """A flow with the states that its own words leave out; None where they are not certain."""
    if head.owner and head.partners:
        return head
    last = next((each for phrase, each in reversed(at.resolved) if phrase.end <= one.start), None)
    if head.owner:
        return _with_partner(head, one, at, last)
    if not head.partners:
        return _carried(head, one, at, last)
    if last is not None:
        return _other_side(head, last, OF_CLAUSE, lent=last.owner)
    subject = _subject(one, at)
    if subject and subject not in head.partners:
        return replace(head, owner=subject, supposed=(OF_SUBJECT,))
    return _owner_before(head, at)


def _other_side(head: Head, last: Head, why: str, *, lent: str) -> Head | None:
    """A flow to or from a state, of the other of two that were spoken of; of the one that is `lent` where it is of neither."""
    sides, partner = (last.owner, *last.partners), head.partners[0]
    owner = lent if partner not in sides else ""
    if partner in sides and len(sides) == PAIR:
        owner = next((code for code in sides if code != partner), "")
    return replace(head, owner=owner, supposed=(why,)) if owner and owner not in head.partners else None


def _owner_before(head: Head, at: Speaker) -> Head | None:
    """Whose a flow to or from a state is by the words before, or by the state that the text is on."""
    if any(code not in head.partners for code in named(at.skeleton.mentions)):
        return None
    before = at.memory.head if at.memory.age <= NEAR else None
    if before is not None and before.kind in ("out", "in", "both"):
        own = before.owner if before.kind != "both" and before.owner == at.home else ""
        if made := _other_side(head, before, OF_BEFORE, lent=own):
            return made
    of_home = at.home and at.home not in head.partners and head.kind != "gap"
    return replace(head, owner=at.home, supposed=(OF_HOME,)) if of_home else None


def _with_partner(head: Head, one: Phrase, at: Speaker, last: Head | None) -> Head | None:
    """A flow of a state that names no other: with all, or with the other of the two that were spoken of."""
    if one.large or one.noun not in _WHOLE:
        return head if one.noun in _WHOLE else None  # `supplies from A`: to whom is not said
    if last is not None and last.partners:
        return _with_other(head, last, OF_CLAUSE) if not head.goods else None
    others = {*named(at.skeleton.mentions)} - {head.owner}
    before = at.memory.head if at.memory.age <= NEAR else None
    if before is not None and before.partners and head.owner in (before.owner, *before.partners):
        close = at.memory.age == 1 and not others and before.goods == head.goods and one.kind != "both"
        return _with_other(head, before, OF_BEFORE) if close else None
    alone = not others and (at.home or head.owner not in at.context.pair)
    return head if alone else None


def _with_other(head: Head, last: Head, why: str) -> Head | None:
    """A flow of one of two, with the other."""
    sides = (last.owner, *last.partners)
    if head.owner not in sides or len(sides) != PAIR:
        return None
    return replace(head, partners=tuple(code for code in sides if code != head.owner), supposed=(why,))


def _carried(head: Head, one: Phrase, at: Speaker, last: Head | None) -> Head | None:
    """A flow that names nobody: it goes on with the one before it."""
    if last is not None:
        phrase = next(each for each, found in reversed(at.resolved) if found is last)
        apart = "<a" in at.skeleton.text[phrase.end : one.start]
        return None if apart or one.large else _like(head, last, OF_CLAUSE)
    here = {*named(at.skeleton.mentions)}
    if one.large:
        return replace(head, owner=at.home, supposed=(OF_HOME,)) if at.home and not here else None
    before = at.memory.head if at.memory.age <= NEAR else None
    if before is None or not here <= {before.owner, *before.partners}:
        return None
    return None if before.partners and _may_be_all(before, head, at) else _like(head, before, OF_BEFORE)


def _may_be_all(before: Head, head: Head, at: Speaker) -> bool:
    """Whether a flow that names nobody may be with all, and not with the partner spoken of last."""
    further = at.memory.age > 1 or before.kind != head.kind
    if before.kind != head.kind and (at.memory.age > 1 or head.goods or before.goods):
        return True
    return bool(at.memory.at_large & {before.owner, *before.partners}) or bool(
        at.home and at.context.many and further
    )


def _like(head: Head, last: Head, why: str) -> Head | None:
    """A flow with the states of another: the same kind, or the other way of one that is a state's own."""
    if head.goods and last.goods != head.goods and last.goods:
        return None
    if last.goods and {head.kind, last.kind} == {"in", "out"}:
        return None  # after what A sold to B of some goods, imports may be B's
    if last.kind in ("both", "gap") and last.partners and head.kind != last.kind:
        return None  # after `trade of A and B`, whose exports are meant is not said
    if head.kind == "gap" and last.kind != "gap":
        return replace(head, owner=last.owner, supposed=(why,)) if not last.partners else None
    return replace(
        head, owner=last.owner, partners=last.partners, goods=head.goods or last.goods, supposed=(why,)
    )


def _again(one: Phrase, at: Speaker) -> Head | None:
    """The flow of the sentence before, which a word takes up: `the figure rose by 5 per cent`."""
    last = next((each for phrase, each in reversed(at.resolved) if phrase.end <= one.start), None)
    if last is not None:
        return replace(last, start=one.start, end=one.end, supposed=(OF_CLAUSE,))
    before = at.memory.head if at.memory.age == 1 else None
    if before is None or {*named(at.skeleton.mentions)} - {before.owner, *before.partners}:
        return None
    return replace(before, start=one.start, end=one.end, supposed=(OF_BEFORE,))
