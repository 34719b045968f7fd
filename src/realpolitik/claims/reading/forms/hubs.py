"""Flows of one named state, in a report on what one buyer buys or one seller sells: the other is the hub of the report."""

from __future__ import annotations

import re

from realpolitik.claims.reading.forms.signs import A, codes, goods_of
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.spotting.mentions import Skeleton

_PLACED_WITH = re.compile(
    rf"(?P<who>{A})(?: [a-z]+)* (?:was|is|became|become|remained|remains|emerged as|retook|regained) (?:(?:the|its|<p\d+>(?:'s?)?) )?(?:(?P<hub>{A})(?:'s?)? )?(?:[a-z>-]+ |<[qg]\d+>[ -])*?(?:(?P<seller>supplier|source|exporter|seller)|(?P<buyer>buyer|importer|customer|purchaser|destination|market))(?: (?:of|to|for) (?:the )?<[ag]\d+>(?:'s?)?(?: <g\d+>)?)*(?: (?:in |for )?<t\d+>)?,? with (?:an? |its |total )*$"
)


Lent = tuple[str, str, tuple[str, ...], str]
"""The kind of a flow, its owner, its partners and its goods, as a report has them."""


def hubbed(
    kind: str, got: dict[str, str | None], owner: str, partners: tuple[str, ...], topic: Topic, skeleton: Skeleton, start: int
) -> Lent | None:  # fmt: skip
    """A flow of one named state, with the buyer or the seller that a report is on: `supplies from A` go to the buyer, `exports to A` come from the seller.

    Of a flow without any state after `A remained B's top supplier, with` it is A's to B. None where the words name both, or where no report goes on.
    """
    if kind not in ("out", "in"):
        return None
    one = _PLACED_WITH.search(skeleton.text[:start])
    if one and not partners and not (owner and got["own"]):
        return _of_place(one, topic, skeleton)
    foreign = got["own"] and not got["own"].startswith("<a")
    if topic.market_age > LASTS or got["way2"] or got["mate"] or foreign:
        return None
    only = owner or (partners[0] if len(partners) == 1 else "")
    if not only or (owner and partners):
        return None
    return _of_buyers_own(kind, got, owner, topic) or _of_seller(kind, got, only, topic, skeleton, owns=bool(owner)) or _to_other(kind, got, only, topic, skeleton, owns=bool(owner))  # fmt: skip


def _of_place(one: re.Match[str], topic: Topic, skeleton: Skeleton) -> Lent | None:
    """The flow of one who was named with a place before it."""
    side = "seller" if one["seller"] else "buyer"
    kept = (topic.buyer if side == "seller" else topic.seller) if topic.market_age <= LASTS else ("", "")
    who, named = codes(one["who"], skeleton)[0], codes(one["hub"], skeleton)
    hub, near = named[0] if named else kept[0], goods_of(one[0], skeleton)
    goods = near[0] if len(near) == 1 else kept[1] if kept[0] == hub else ""
    return ("in" if side == "seller" else "out", hub, (who,), goods) if hub and hub != who else None


def _of_buyers_own(kind: str, got: dict[str, str | None], owner: str, topic: Topic) -> Lent | None:
    """`B's imports doubled`, in a report on what one seller sells: B's from it."""
    bare = kind == "in" and owner and not got["way"] and not got["g1"] and not got["of"]
    total = re.search(r"\b(?:total|overall|all|global|foreign)\b", f"{got['k1']}{got['k2']}{got['k3']}")
    seller, goods = topic.seller
    if not bare or total or topic.side != "buyer" or topic.market_age > 1 or not goods or owner == seller:
        return None
    return "out", seller, (owner,), goods


def _of_seller(
    kind: str, got: dict[str, str | None], only: str, topic: Topic, skeleton: Skeleton, *, owns: bool
) -> Lent | None:
    """`Supplies from A`, `A's shipments`, `US crude imports`, in a report on what one buyer buys: A's to it."""
    (hub, of), way = topic.buyer, got["way"] or ""
    if hub in ("", only):
        return None
    named = goods_of(" ".join(filter(None, (got["g1"], got["g2"], got["g3"]))), skeleton)
    spoken = only in (topic.partner, topic.seller[0], topic.pair[0], topic.sharer) and "'s" not in (
        got["own"] or ""
    )
    if kind == "in" and owns:
        return ("in", hub, (only,), of) if not way and spoken and named == (of,) else None
    of_one = way == "from" or (kind == "in" and not way and not owns)
    volumes = kind == "out" and not way and topic.side == "seller" and bool(got["adj"] or got["own"])
    goods = of if not named or named == (of,) else ""
    return ("in", hub, (only,), goods) if (of_one or volumes) and (goods or named) else None


def _to_other(
    kind: str, got: dict[str, str | None], only: str, topic: Topic, skeleton: Skeleton, *, owns: bool
) -> Lent | None:
    """`Exports to A`, in a report on what one seller sells."""
    hub, of = topic.seller
    if kind != "out" or got["way"] not in ("to", "into") or owns or hub in ("", only):
        return None
    named = goods_of(" ".join(filter(None, (got["g1"], got["g2"], got["g3"]))), skeleton)
    goods = of if not named or named == (of,) else ""
    return ("out", hub, (only,), goods) if goods or named else None
