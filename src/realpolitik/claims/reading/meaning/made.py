"""One claim of a frame, put together; what the makers of claims share."""

from __future__ import annotations

from dataclasses import dataclass

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.meaning.periods import Clock
from realpolitik.claims.reading.meaning.stance import is_hedged
from realpolitik.claims.reading.meaning.statements import PERIOD, Statement
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.claims.reading.spotting.amounts import Amount
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.spotting.things import without_figures
from realpolitik.claims.reading.structure.context import Context
from realpolitik.claims.reading.structure.grammar import Frame

MONEY = tuple(table("amounts")["currencies"])
"""Units of money, by their codes."""

FUELS = {
    "crude-oil": "crude-oil",
    "oil-products": "oil-products",
    "gas": "gas",
    "pipeline-gas": "gas",
    "lng": "lng",
    "coal": "coal",
}
"""Fuels of a group's imports by goods. What it pays for liquefied gas alone is no figure of all gas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What the claims of a frame are made from: the frame, its sentence and times, and the other frames of the sentence."""

    number: int
    frame: Frame
    skeleton: Skeleton
    clock: Clock
    context: Context
    others: list[Frame]

    def cut_period(self) -> str:
        for _, _, time in self.clock.times():
            if time.how in ("in", "since"):
                return f"{time.start}.."
            if time.how == "span":
                return f"{time.start}..{time.end}"
        return ""

    def one(
        self,
        test: str,
        *,
        amount: Amount | None = None,
        value: float | None = None,
        unit: str = "",
        period: str = "",
        goods: str = "",
    ) -> Statement:
        frame = self.frame
        if amount is not None:
            value = amount.value if value is None else value
            unit = unit or amount.unit
        kind = goods or _one_kind(frame)
        relation, states = _regrouped(frame, kind)
        if relation in ("group-imports",):
            kind = FUELS.get(kind, kind)
        confidence = 0.9 - 0.15 * bool(frame.inferred) - 0.1 * (not period) - 0.1 * is_hedged(self.skeleton)
        if not PERIOD.fullmatch(period):
            return self.one(test, amount=amount, value=value, unit=unit, goods=goods).model_copy(
                update={"doubts": (f"the time that is meant ({period})",)}
            )
        part = self.clock.parts().get(period)
        return Statement(
            sentence=self.number,
            part="" if part is None else "fiscal" if part.relative == "fiscal" else "part",
            relation=relation,
            states=states,
            test=test,  # type: ignore[arg-type]
            value=value,
            unit=unit,
            period=period,
            goods=kind
            if relation
            in (
                "exports",
                "group-imports",
                "group-cut",
                "import-share",
                "export-share",
                "goods-share",
                "market-share",
                "world-exports",
                "world-imports",
            )
            or relation.startswith("rank-")
            else "",
            phrase=frame.phrase or (self.context.phrase if relation == "phrase" else ""),
            about=bool(amount and amount.about),
            step=amount.step if amount else 0.0,
            words=self._words(amount),
            rival=frame.rival,
            confidence=round(confidence, 2),
            notes=frame.inferred,
        )

    def _words(self, amount: Amount | None) -> str:
        """The words of the frame, on to its amount."""
        start, end = self.frame.start, self.frame.end
        for number in self.skeleton.numbers("q"):
            if self.skeleton.mentions[number].value is amount:
                first, last = self.skeleton.places[number]
                start, end = min(start, first), max(end, last)
        return self.skeleton.words(start, end)


def _one_kind(frame: Frame) -> str:
    """The goods of a frame; none where it lists goods beside some that the tables do not hold. Gas between states is piped."""
    if "other" in frame.goods or len(frame.goods) == 0:
        return ""
    if frame.relation.name == "goods-share":
        return frame.goods[0] if len(frame.goods) == 1 else "other"  # of several goods together
    if len(frame.goods) != 1 and any(map(without_figures, frame.goods)):
        return ""  # `soybeans, iron ore and oil worth 104 billion`: of all of them together
    return "pipeline-gas" if frame.goods[0] == "gas" and frame.relation.name == "exports" else frame.goods[0]


def _regrouped(frame: Frame, goods: str) -> tuple[str, tuple[str, ...]]:
    """Fuels sold to a group are what the group buys: the group first, then the seller."""
    name, states = frame.relation.name, frame.states
    if name == "group-cut":
        return ("group-imports", (states[1], states[0])) if states[1] in GROUPS else ("exports", states)
    if name == "exports" and goods in FUELS and states[1] in GROUPS:
        return "group-imports", (states[1], states[0])
    return name, states
