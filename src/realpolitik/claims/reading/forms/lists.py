"""Lists with amounts in brackets: `the main suppliers were Norway (55 %), Algeria (19 %) and Russia (10 %)`."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from realpolitik.claims.reading.forms.chains import ABOUT, Q
from realpolitik.claims.reading.forms.clauses import clause_of, stated
from realpolitik.claims.reading.forms.heads import GOODS, OWN, A, codes, goods_of, kinds, noun
from realpolitik.claims.reading.forms.made import of_flow, statement
from realpolitik.claims.reading.forms.markets import hub_of, side_of
from realpolitik.claims.reading.forms.periods import When, of_change, when
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton

_ITEM = rf"(?:the )?{A}(?: via <a\d+>)? ?(?:\(|at |with |for |, with |- |: )(?:an? |its )?{ABOUT}{Q}(?:(?: of (?:supplies|imports|exports|the total))|(?: share))?(?: for {Q})?(?:, ?(?:[+-]|up |down )?{Q})?\)?"
_RUN = re.compile(
    rf"{_ITEM}(?:(?:,| and|, and|;|, followed by|, then) {_ITEM})+|(?:followed by|ahead of|behind|after) {_ITEM}(?:(?:,| and|, and|, then|, followed by) {_ITEM})*"
)
_EACH = re.compile(
    rf"(?P<who>{A})(?P<via> via <a\d+>)? ?(?:\(|at |with |for |, with |- |: )(?:an? |its )?{ABOUT}(?P<q>{Q})(?:, ?(?P<sign>[+-]|up |down )(?P<grew>{Q}))?"
)
_SHARES = {"seller": "import-share", "buyer": "export-share", "partner": "trade-share"}


@cache
def _role() -> re.Pattern[str]:
    every = {
        "seller": f"(?:{table('forms')['roles']['seller']}|origin)",
        "buyer": f"(?:{table('forms')['roles']['buyer']})",
        "partner": f"(?:{table('forms')['roles']['partner']})",
    }
    role = "|".join(f"(?P<{name}>{words})" for name, words in every.items())
    return re.compile(
        rf"(?:(?P<hub>{OWN}) )?(?:(?!(?:was|is|were|are|has|remain\w*|bec[ao]me|stayed|the|an?|as|to|of) )[a-z-]+ |<q\d+>[ -]){{0,3}}?(?:(?P<g1>{GOODS}) )?(?:{role})s?\b(?: (?:of|for|to) (?:the )?(?:(?P<of>{OWN})(?: |(?=,|\.|$)))?{kinds()}(?:(?P<g2>{GOODS}) ?)?(?:{noun()})?)?"
    )


def listed(number: int, skeleton: Skeleton, topic: Topic, on: date) -> list[Statement]:
    """The lists of a sentence, each of its states as a claim of its own."""
    made: list[Statement] = []
    for run in _RUN.finditer(skeleton.text):
        roles = [
            one
            for one in _role().finditer(skeleton.text[: run.start()])
            if any(one[name] for name in _SHARES)
        ]
        if not roles and topic.shared_age == 0 and stated(skeleton, run.start(), run.end()):
            made += _shared(number, skeleton, run, topic, on)
        nameless = not roles or not codes(f"{roles[-1]['hub'] or ''}{roles[-1]['of'] or ''}", skeleton)
        of_hub = _of_hub(number, skeleton, run, topic, on, roles) if nameless else None
        if of_hub is not None:
            made += of_hub
            continue
        if not roles or not stated(skeleton, roles[-1].start(), run.end()):
            continue
        role = next(name for name in _SHARES if roles[-1][name])
        hub, goods = _of(roles[-1], skeleton, topic)
        if "world's" in skeleton.text[max(0, roles[-1].start() - 10) : roles[-1].end()]:
            role, hub = f"world-{'exporter' if role == 'seller' else 'importer'}", ""
        time = when(
            skeleton, roles[-1].start(), run.end(), topic, on, clause_of(skeleton.text, roles[-1].start())
        )
        for one in _EACH.finditer(run[0]):
            made += _item(number, skeleton, role, hub, goods, one, time, run.span())
    return made


def _shared(number: int, skeleton: Skeleton, run: re.Match[str], topic: Topic, on: date) -> list[Statement]:
    """A list that goes on from a share: `12 % of its gas came from A, followed by B with 9 %`."""
    relation, hub, goods = topic.shared
    role = next((name for name, own in _SHARES.items() if own == relation), "")
    if not role or not run[0].startswith(("followed by", "ahead of", "behind", "after")):
        return []
    time = when(skeleton, run.start(), run.end(), topic, on, clause_of(skeleton.text, run.start()))
    every = [
        _item(number, skeleton, role, hub, goods, one, time, run.span()) for one in _EACH.finditer(run[0])
    ]
    return [one for made in every for one in made if one.unit == "share"]


def _of_hub(
    number: int, skeleton: Skeleton, run: re.Match[str], topic: Topic, on: date, roles: list[re.Match[str]]
) -> list[Statement] | None:
    """A list whose hub the words before name: `Iraq (4.1 million tonnes) and Brazil (3.2) were among other suppliers`; None where they do not."""
    side = side_of(topic, skeleton)
    hub, goods = hub_of(topic, side)
    named = goods_of(" ".join(re.findall(r"<g\d+>", skeleton.text)), skeleton)
    if not hub or (named and goods not in named) or not stated(skeleton, run.start(), run.end()):
        return None
    if any(one["partner"] for one in roles) or "world" in skeleton.text[: run.start()]:
        return None
    time = when(skeleton, run.start(), run.end(), topic, on, clause_of(skeleton.text, run.start()))
    role = "seller" if side == "seller" else "buyer"
    if _FROM_TO.search(skeleton.text[: run.start()]):
        return None
    return [said for one in _EACH.finditer(run[0]) for said in _item(number, skeleton, role, hub, goods, one, time, run.span())]  # fmt: skip


_FROM_TO = re.compile(r"\b(?:from|to|by|of|between|in|into) (?:the )?$")


def _of(role: re.Match[str], skeleton: Skeleton, topic: Topic) -> tuple[str, str]:
    """Whose suppliers or buyers a list is of, and of which goods."""
    own = codes(role["hub"], skeleton) or codes(role["of"], skeleton)
    goods = goods_of(f"{role['g1'] or ''}{role['g2'] or ''}", skeleton)
    goods = goods or goods_of(" ".join(re.findall(r"<g\d+>", skeleton.text)), skeleton)
    hub = own[0] if own else topic.whose()
    lent = topic.goods if topic.goods_age <= LASTS and not own else ""
    return hub, goods[0] if len(goods) == 1 else lent if not goods else "other"


def _item(
    number: int,
    skeleton: Skeleton,
    role: str,
    hub: str,
    goods: str,
    one: re.Match[str],
    time: When,
    stretch: tuple[int, int],
) -> list[Statement]:
    who, amount = codes(one["who"], skeleton)[0], skeleton.mentions[int(one["q"][2:-1])].value
    if role.startswith("world-"):
        relation, states = role, (who,)
        if amount.unit != "share" or role == "world-partner":
            return []
    elif not hub or who == hub:
        return []
    elif amount.unit == "share":
        relation, states = _SHARES[role], (hub, who)
    elif amount.unit in ("USD", "EUR", "CNY", "RUB", "GBP", "JPY", "t", "m3", "bbl/d", "kwh"):
        kind = {"seller": "in", "buyer": "out", "partner": "both"}[role]
        relation, states = of_flow(kind, hub, who, goods)
    else:
        return []
    said = ("whose it is is taken from the words before",)
    more = _grown(number, skeleton, relation, states, goods, one, time, stretch)
    return [
        *more,
        statement(
            number,
            skeleton,
            relation,
            states,
            amount.bound or "near",
            amount,
            time,
            stretch=stretch,
            goods=goods,
            period=time.period,
            supposed=said,
        ),
    ]


def _grown(
    number: int, skeleton: Skeleton, relation: str, states: tuple[str, ...], goods: str, one: re.Match[str], time: When, stretch: tuple[int, int]
) -> list[Statement]:  # fmt: skip
    """What a member of a list grew by, told with its amount: `A (3 million tonnes, +21 %)`."""
    if not one["grew"] or relation not in ("exports", "group-imports", "trade"):
        return []
    amount = skeleton.mentions[int(one["grew"][2:-1])].value
    if amount.unit != "share" or not time.period:
        return []
    test = "shrinks" if one["sign"] in ("-", "down ") or amount.value < 0 else "grows"
    return [
        statement(
            number,
            skeleton,
            relation,
            states,
            test,
            amount,
            time,
            stretch=stretch,
            goods=goods,
            period=of_change(time),
            value=abs(amount.value),
            supposed=("whose it is is taken from the words before",),
        )
    ]
