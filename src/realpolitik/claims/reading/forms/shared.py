"""A share as it is told: in whose flow, of which goods, who has it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from realpolitik.claims.reading.forms.heads import GOODS, OWN, A, codes, goods_of, kind_of, kinds, noun
from realpolitik.claims.reading.forms.made import statement
from realpolitik.claims.reading.forms.periods import When
from realpolitik.claims.reading.forms.signs import LENT
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.amounts import Amount
from realpolitik.claims.reading.spotting.mentions import Skeleton

WORLD = re.compile(r"\b(?:global|world|world's|worldwide)\b")
"""Words by which a share is one of all the world."""
RELATION = {"in": "import-share", "out": "export-share", "both": "trade-share"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share: the relation, whose flow (`hub`), of which goods, and who or what has it (a state, or goods)."""

    relation: str
    hub: str
    other: str
    goods: str
    supposed: tuple[str, ...] = ()


def object_of(name: str) -> str:
    """What a share is of: `the EU's pipeline gas imports`, `its exports`, `all shipments of coal`."""
    return (
        rf"(?:all |all of |the )*(?:(?P<{name}_own>{OWN}) )?{kinds()}(?:(?P<{name}_adj>{A})(?:'s?)? )?{kinds()}(?:(?P<{name}_g>{GOODS}) ?)?{kinds()}"
        rf"(?P<{name}_noun>{noun()}|needs|demand|supply|consumption|market|(?:the )?total)?(?: of (?:{A} )?(?P<{name}_g2>{GOODS}))?(?: (?:to|from|with|into) (?:the )?(?P<{name}_p>{A})(?:'s?)?(?: market)?)?"
    )


def keep(share: Share, topic: Topic) -> None:
    topic.shared, topic.shared_age, topic.sharer = (share.relation, share.hub, share.goods), 0, share.other


def share_in(
    kind: str, hub: str, other: str, goods: str, named: str, supposed: tuple[str, ...]
) -> Share | None:
    relation = RELATION.get(kind, "")
    if named.startswith("<g"):
        relation = "goods-part"
    if not relation or not hub or hub == other:
        return None
    return Share(relation=relation, hub=hub, other=other, goods=goods, supposed=supposed)


def flow_in(
    side: str, got: dict[str, str | None], skeleton: Skeleton, topic: Topic, other: str
) -> tuple[str, str, str, tuple[str, ...]]:
    """The kind of flow that a share is of, whose it is, its goods, and what was supposed."""
    if got.get("it"):
        hub, goods_in_it = (
            (topic.buyer if topic.side == "seller" else topic.seller)
            if topic.market_age <= LASTS
            else ("", "")
        )
        return (
            ("in" if topic.side == "seller" else "out") if topic.side and hub != other else "",
            hub,
            goods_in_it,
            (LENT,),
        )
    word, own = got.get(f"{side}_noun") or "", got.get(f"{side}_own") or ""
    named = f"{got.get(f'{side}_g') or ''}{got.get(f'{side}_g2') or ''}"
    goods = goods_of(named, skeleton)
    of = goods[0] if len(goods) == 1 else "other" if goods else ""
    if word.endswith("total"):
        word = (
            ""
            if topic.market_age > LASTS or not topic.side
            else "imports"
            if topic.side == "seller"
            else "exports"
        )
        if not word:
            return "", "", of, ()
    kind = "in" if word in ("needs", "demand", "supply", "supplies", "consumption") else kind_of(word) if word and word != "market" else ""  # fmt: skip
    if not kind and of and own:
        kind = "in"  # `55 % of the EU's pipeline gas`
    if kind == "revenue" and "export" in word:
        kind = "out"  # `of its export earnings`: of what it sells
    if kind in ("output", "use", "revenue", "gap"):
        return "", "", of, ()
    if word in ("supplies", "supply", "needs") and not of and topic.goods_age <= LASTS:
        of = topic.goods
    hub = codes(own, skeleton)[0] if "<a" in own else ""
    to = codes(got.get(f"{side}_p"), skeleton)
    if kind == "out" and to and not own and not got.get(f"{side}_adj"):
        return (
            ("in", to[0], of, ()) if to[0] != other else ("", "", of, ())
        )  # `its share of car exports to B`: of what B buys
    if (
        not hub
        and topic.market_age <= LASTS
        and topic.side
        and (own.startswith("<p") or not own)
        and kind in ("in", "out")
    ):
        lent_hub, lent_of = topic.buyer if kind == "in" else topic.seller
        if lent_hub and lent_hub != other and (kind == "in") == (topic.side == "seller"):
            return kind, lent_hub, of or lent_of, ("whose it is is taken from the words before",)
    adjective = codes(got.get(f"{side}_adj"), skeleton)
    hub = hub or (adjective[0] if adjective else "")
    supposed: tuple[str, ...] = ()
    if kind and not hub:
        hub = topic.whose() if topic.whose() != other else topic.home
        supposed = ("whose it is is taken from the words before",)
    return kind, hub, of, supposed


def of_share(
    number: int, skeleton: Skeleton, share: Share, test: str, amount: Amount, time: When, period: str, stretch: tuple[int, int]
) -> Statement:  # fmt: skip
    states = (share.hub,) if share.relation == "goods-part" else (share.hub, share.other)
    goods = share.other if share.relation == "goods-part" else share.goods
    unit = "share" if amount.unit == "growth" else ""
    value = abs(amount.value)
    return statement(
        number, skeleton, share.relation, states, test, amount, time, stretch=stretch, goods=goods, period=period, unit=unit, value=value, supposed=share.supposed
    )  # fmt: skip
