"""Statements of flows, shares and places that were read by their form."""

from __future__ import annotations

from realpolitik.claims.reading.forms.heads import Head
from realpolitik.claims.reading.forms.periods import NO_PERIOD, When, before, of_change
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.meaning.made import FUELS
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.claims.reading.spotting.amounts import Amount
from realpolitik.claims.reading.spotting.mentions import Skeleton

BY_FORM = "it is read by the form of its words alone"
_ALONE = {
    "out": "world-exports",
    "in": "world-imports",
    "both": "world-trade",
    "gap": "world-balance",
    "output": "output",
    "use": "use",
    "revenue": "revenue",
}
_KEEPS_GOODS = ("exports", "group-imports", "import-share", "export-share", "goods-share", "goods-part", "world-exports", "world-imports", "world-exporter", "world-importer", "world-share", "output", "use", "revenue")  # fmt: skip


def of_flow(kind: str, owner: str, partner: str, goods: str) -> tuple[str, tuple[str, ...]]:
    """The relation and the states of a flow.

    Examples
    --------
    >>> of_flow("in", "EU", "RUS", "lng"), of_flow("in", "CHN", "", "coal")
    (('group-imports', ('EU', 'RUS')), ('world-imports', ('CHN',)))
    """
    if not partner or kind in ("output", "use"):
        return _ALONE[kind], (owner,)
    if kind == "both":
        first, second = sorted((owner, partner))
        return "trade", (first, second)
    if kind == "gap":
        return "balance", (owner, partner)
    seller, buyer = (partner, owner) if kind == "in" else (owner, partner)
    if goods in FUELS and buyer in GROUPS:
        return "group-imports", (buyer, seller)
    return "exports", (seller, buyer)


def relation_goods(relation: str, goods: str) -> str:
    """Goods as the tables of a relation name them."""
    if relation == "group-imports":
        return FUELS.get(goods, goods)
    if relation == "exports" and goods == "gas":
        return "pipeline-gas"
    return goods if relation in _KEEPS_GOODS or relation.startswith("rank-") else ""


def statement(
    number: int,
    skeleton: Skeleton,
    relation: str,
    states: tuple[str, ...],
    test: str,
    amount: Amount | None,
    time: When,
    *,
    stretch: tuple[int, int],
    goods: str = "",
    period: str = "",
    unit: str = "",
    value: float | None = None,
    supposed: tuple[str, ...] = (),
) -> Statement:
    """One statement, with what was supposed."""
    one = value if value is not None or amount is None else amount.value
    assumed = (*time.supposed, *supposed)
    return Statement(
        sentence=number, relation=relation, states=states, test=test, value=one,  # type: ignore[arg-type]
        unit=unit or (amount.unit if amount else ""), period=period,
        goods=relation_goods(relation, goods), about=bool(amount and amount.about), step=amount.step if amount else 0.0,
        words=skeleton.words(*stretch), confidence=0.5, part=time.part if ".." in period and time.part else "",  # type: ignore[arg-type]
        years=min(30, max(1, time.years)),
        lacks=f"figures of a {time.back} against the {time.back} before" if time.back == "quarter" and test in ("grows", "shrinks", "rises", "falls") else "",
        assumed=tuple(dict.fromkeys((*assumed, BY_FORM))),
    )  # fmt: skip


def said_of_amount(
    number: int, skeleton: Skeleton, head: Head, partner: str, role: str, falling: bool, amount: Amount, time: When, stretch: tuple[int, int]
) -> list[Statement]:  # fmt: skip
    """The statements of an amount that is said of a flow."""
    relation, states = of_flow(head.kind, head.owner, partner, head.goods)
    if time.several and role != "level":
        return []  # from five years to five others
    value, unit, kind = amount.value, amount.unit, "near"
    own = time
    period = time.period
    if role == "growth":
        value, falling = as_growth(amount, falling=falling)
        kind, unit = ("shrinks" if falling else "grows"), "share"
        period = of_change(time)
        if amount.bound == "at_least":
            kind = "falls" if falling else "rises"
    elif role == "by":
        kind, period = ("falls" if falling else "rises"), of_change(time)
    elif role == "earlier":
        period = before(time)
    elif amount.bound:
        kind = amount.bound
    if head.kind == "gap" and role != "growth" and head.deficit:
        value = -abs(value)
    if not period and NO_PERIOD not in own.supposed:
        own = When(supposed=(NO_PERIOD,), part=time.part)
    made = statement(
        number, skeleton, relation, states, kind, amount, own, stretch=stretch, goods=head.goods, period=period, unit=unit, value=value, supposed=head.supposed
    )  # fmt: skip
    return [made]


def as_growth(amount: Amount, *, falling: bool) -> tuple[float, bool]:
    """Growth as a part, and whether it is a fall: `1.4 times` is four tenths more, `halved` a fall by a half."""
    value = amount.value
    if amount.unit == "times":
        value = 1 - 1 / value if falling and value > 0 else value - 1
    if value < 0:
        return abs(value), True
    return abs(value), falling


def known(relation: str) -> bool:
    """Whether a relation has a measure by which it is judged."""
    return "needs" not in table("measures").get(relation, {})
