"""What a clause on a flow says without any amount: that goods are sold at all, that nothing is sold any more, a place, a rise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from realpolitik.claims.reading.meaning.slots import Slots
from realpolitik.claims.reading.meaning.stance import is_denied
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.things import without_figures

_DEALT = re.compile(
    r"<[ap]\d+> (?:(?!<a|\b(?:of|to|from|for|by|on|against|accus\w+|consider\w*|mull\w*|stop\w*|ban\w*|without)\b)[^;.]){0,25}?"
    r"(?:sold|sells|supplied|supplies(?= <a)|provided|provides|shipped|exported|delivered|sent|bought|buys|imported|purchased|procured|received"
    r"|(?:is|are|was|were|been|keeps?|kept|continues?|continued) (?:(?:also|now|still|already|\w+ly) )?(?:selling|supplying|providing|shipping|exporting|delivering|buying|importing|purchasing))\b"
)
"""A state that sells or buys."""

_MOSTLY = re.compile(r"\b(?:more|most|mostly|mainly|largely|chiefly)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare(Slots):
    """Maker of the claims of a relation whose figures are amounts, where the words give none."""

    def _kinds(self) -> tuple[str, ...]:
        """Each of several goods that are claimed of alike; else nothing, for the one kind or all goods."""
        several = (
            self.frame.relation.name == "exports"
            and len(self.frame.goods) > 1
            and "other" not in self.frame.goods
            and not any(map(without_figures, self.frame.goods))
        )
        return self.frame.goods if several else ("",)

    def _almost_none(self, start: int, end: int) -> bool:
        """Whether almost none of a good was sold; of all goods no amount is almost none."""
        said = re.search(r"(?:almost no|hardly any|next to no)\b", self.skeleton.text[start:end])
        return bool(said and self.frame.goods and "other" not in self.frame.goods)

    def _is_sold(self, start: int, end: int) -> bool:
        """Whether a verb says, of goods that are named, that one state sells them to another: `A supplies B with gas`."""
        text, span = self.skeleton.text, (self.frame.start, self.frame.end)
        verb = _DEALT.search(text, *span)
        plain = not is_denied(self.skeleton, *span) and verb is not None
        return bool(plain and self.frame.goods and "other" not in self.frame.goods)

    def _without_amount(self, start: int, end: int) -> Iterator[Statement]:
        name, default = self.frame.relation.name, self.frame.relation.default
        if self.frame.rival or "{main}" in self.frame.rule:
            yield self.one("top", period=self.clock.main())
        elif name == "exports":
            yield from self._sold(start, end)
        elif default == "small":
            if re.search(
                r"\b(?:small|minor|marginal|negligible)\b",
                self.skeleton.text[self.frame.start : self.frame.end],
            ):
                yield self.one("at_most", value=0.05, unit="share", period=self.clock.main())
        elif name == "settlement" and _MOSTLY.search(self.skeleton.text[start:end]):
            if re.search(r"\bmore\b", self.skeleton.text[start:end]) and "imports" in self.skeleton.text:
                yield self.one("rises", period=self.clock.change())
            else:
                yield self.one("at_least", value=0.5, unit="share", period=self.clock.main())
        elif default == "rises":
            yield self.one("rises", period=self.clock.change())
        elif default == "exists":
            yield self.one("exists", period=self.clock.main())

    def _sold(self, start: int, end: int) -> Iterator[Statement]:
        """What a clause on exports says without an amount: a market that booms, almost nothing, no longer anything, or that they are."""
        if "market" in self.frame.rule:
            for kind in self._kinds():
                yield self.one("rises", period=self.clock.change(), goods=kind)
        elif self._almost_none(start, end):
            yield self.one("at_most", period=self.clock.main())
        elif re.search(r"\b(?:banned|stopped|ended|halted|no longer)\b", self.skeleton.text[start:end]):
            yield self.one("falls", period=self.cut_period())
        elif self._is_sold(start, end):
            for kind in self._kinds():
                yield self.one("exists", period=self.clock.main().rstrip("."), goods=kind)
