"""Relations that need more than a template: meetings, phrases, sanctions, currencies, quantities, fuels of a group."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import Any

from realpolitik.claims.reading.lexicon import second_state, table
from realpolitik.claims.reading.matching.deeds_on_record import deed_draft
from realpolitik.claims.reading.matching.membership import member_draft
from realpolitik.claims.reading.matching.series import Series
from realpolitik.claims.reading.matching.shapes import ONE_OFFICE, NoMeasureError, Span, change_of, level_of
from realpolitik.claims.reading.matching.votes_on_record import vote_draft
from realpolitik.claims.reading.matching.wording import says
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS, name_of
from realpolitik.claims.reading.spotting.things import called
from realpolitik.claims.reading.text.article import Article
from realpolitik.measures.registering.shock import SHOCK
from realpolitik.wording.sentences import opening

QUANTITIES = ("t", "m3", "units", "bbl/d", "kwh")
BARRELS = 7.3
"""Barrels of crude oil in a tonne, of the usual grades 7.1 to 7.5."""
SOLD_AT_ALL = 1e7
"""Dollars a year from which on a good is sold to a state at all, and not by chance."""
SUPPORT = {"shows": "support"}
"""A claim that its figure may bear out, and not contradict."""
FEW = 10
"""Meetings below which a count is one of some time, and not of all that there were."""
_COUNTED_OFF = re.compile(
    r"\b(?:\d+(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b"
    r"(?P<within> (?:[\w-]+ ){0,2}?(?:time|meeting|summit|encounter|talks|visit) (?:in (?:a year|\d{4})\b|this year|last year|since|so far))?"
)
"""An ordinal, and whether the words count from the beginning of a time that they name."""
GRADES = 0.05
"""What a figure in barrels a day may be off: grades differ, and so do days on which cargoes are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Specials:
    """Drafts of claims (measure, states, options, test) of the relations that have rules of their own."""

    article: Article
    series: Series

    def drafts(self, one: Statement) -> list[dict[str, Any]] | None:
        """The drafts of a statement; None where its relation has no rule of its own."""
        made = {
            "meetings": self._meetings,
            **dict.fromkeys(
                ("encounter", "exercise", "sanctions", "packages", "listings", "arms-supply"), self._deed
            ),
            "member": self._member,
            "phrase": self._phrase,
            "sanctions-joined": self._joined,
            "coalition": self._joined,
            "settlement": self._settlement,
            "group-imports": self._group,
            "neutrality": self._abstention,
            "rank-supplier": self._rank,
            "rank-buyer": self._rank,
            "rank-partner": self._rank,
            "balance": self._balance,
            "military": self._military,
            "ballot": self._vote,
            "tally": self._vote,
        }.get(one.relation)
        if one.test == "exists" and one.relation in ("exports", "group-imports"):
            made = self._sold
        if one.relation == "import-share" and one.goods == "arms":
            made = self._deed
        if made is None and one.relation == "exports" and (one.unit in QUANTITIES or one.measured):
            made = self._quantity
        return made(one) if made else None

    def _sold(self, one: Statement) -> list[dict[str, Any]]:
        """Whether a good is sold at all: ten million dollars a year and more; less on record proves nothing."""
        of_states(one)
        draft: dict[str, Any] = {
            "measure": "trade.exports",
            "about": one.states,
            "options": {"product": one.goods} if one.goods else {},
        }
        span = self.series.span(one, draft)
        because = "That it is sold at all is read as ten million dollars a year and more."
        return [draft | {"test": {"at_least": {"value": SOLD_AT_ALL, "at": span.last}}, "because": because}]

    def _quantity(self, one: Statement) -> list[dict[str, Any]]:
        """Tonnes, cubic metres and pieces, of goods whose quantities the tables hold."""
        if not one.goods:
            raise NoMeasureError("which goods are counted")
        draft: dict[str, Any] = {
            "measure": "products.units",
            "about": one.states,
            "options": {"product": one.goods},
        }
        span = self.series.span(one, draft)
        if one.test not in ("near", "at_least", "at_most"):
            return [draft | {"test": self._of_quantity(one, span)}]
        because, said = "", one
        if one.unit == "bbl/d":
            if one.goods != "crude-oil" or len(span.last) != len("2023"):
                raise NoMeasureError("barrels a day of crude oil in a whole year")
            days = 366 if calendar.isleap(int(span.last)) else 365
            said = one.model_copy(
                update={
                    "value": (one.value or 0) * days / BARRELS,
                    "step": one.step * days / BARRELS,
                    "unit": "t",
                }
            )
            because = f"Barrels a day are taken as tonnes a year at {BARRELS} barrels a tonne; five per cent are allowed for grades."
        test = level_of(said, span, said.unit)
        body = test[str(one.test)]
        if one.unit == "bbl/d" and "within" in body:
            body["within"] = max(body["within"], round(GRADES * abs(body["value"]), 3))
        body["rows"] = {"origin": one.states[0], "destination": one.states[1], "unit": said.unit}
        return [draft | {"test": test} | ({"because": because} if because else {})]

    def _of_quantity(self, one: Statement, span: Span) -> dict[str, Any]:
        """A change or a record of tonnes, cubic metres or pieces, each figure the one in that unit."""
        unit = one.measured or one.unit
        rows = {"origin": one.states[0], "destination": one.states[1], "unit": unit}
        if one.test in ("record", "lowest"):
            return {str(one.test): level_of(one, span, unit)[str(one.test)] | {"rows": rows}}
        test = change_of(one, span, unit)
        kind = next(iter(test))
        body = dict(test[kind])
        if kind == "ratio":
            return {kind: body | {side: body[side] | {"rows": rows} for side in ("of", "to")}}
        return {kind: body | {"rows": rows}}

    def _vote(self, one: Statement) -> list[dict[str, Any]]:
        return [vote_draft(one, self.article, self.series) | _no_more(one)]

    def _military(self, one: Statement) -> list[dict[str, Any]] | None:
        """Growth of military spending is counted at constant prices, which are not on record; levels have no rule of their own."""
        if one.test in ("grows", "shrinks", "rises", "falls"):
            raise NoMeasureError(
                "spending at constant prices, by which publishers count growth; the figures are at current ones"
            )
        return None

    def _rank(self, one: Statement) -> list[dict[str, Any]]:
        """A place among partners; where the words name whom it overtook, also that it is ahead of that one."""
        of_states(one)
        if one.goods == "other":
            raise NoMeasureError("partners by these goods")
        flow = {"rank-supplier": "imports", "rank-buyer": "exports", "rank-partner": "trade"}[one.relation]
        options: dict[str, Any] = {"flow": flow} | ({"product": one.goods} if one.goods else {})
        draft: dict[str, Any] = {"measure": "trade.rank", "about": one.states, "options": options}
        covered = self.series.covered(draft)
        if not covered and one.rival:
            return [self._ahead(one, flow)]
        if not covered:
            raise NoMeasureError(f"a list of nearly all partners of {name_of(one.states[0])}")
        span = self.series.span(one, draft)
        return [draft | {"test": {"near": {"value": one.value, "within": 0.0, "at": span.last}}}]

    def _ahead(self, one: Statement, flow: str) -> dict[str, Any]:
        """One partner against the one it is said to have overtaken, in goods or in one good."""
        a, b = one.states
        pairs = {
            "imports": ((b, a), (one.rival, a)),
            "exports": ((a, b), (a, one.rival)),
            "trade": ((a, b), (a, one.rival)),
        }[flow]
        options: dict[str, Any] = {"product": one.goods} if one.goods else {}
        draft: dict[str, Any] = {
            "measure": "trade.turnover" if flow == "trade" else "trade.exports",
            "about": pairs[0],
            "options": options,
        }
        span = self.series.span(one, draft)
        ratio = {
            "of": {"at": span.last},
            "to": {"at": span.last, "about": pairs[1], "options": options},
            "at_least": 1.0,
        }
        words = f"{opening(name_of(b))} is ahead of {name_of(one.rival)} among the partners of {name_of(a)}, {span.last}."
        because = "No list of all partners is on record: judged is that it is ahead of the one it is said to have overtaken."
        return draft | {"test": {"ratio": ratio}, "says": words, "because": because}

    def _balance(self, one: Statement) -> list[dict[str, Any]]:
        of_states(one)
        draft: dict[str, Any] = {"measure": "trade.balance", "about": one.states, "options": {}}
        span = self.series.span(one, draft)
        test = level_of(one, span, "USD")
        if near := test.get("near"):  # balances are small against the flows that offices differ on
            near["within"] = max(near["within"], round(ONE_OFFICE * abs(near["value"]), 6))
        return [draft | {"test": test}]

    def _abstention(self, one: Statement) -> list[dict[str, Any]] | None:
        """One vote of a day or month, where the words say `abstained`; None where they speak of the war as a whole."""
        if (
            len(one.period) < len("2022-03")
            or "abst" not in self.article.sentences[one.sentence].text.casefold()
        ):
            return None
        of_states(one)
        draft: dict[str, Any] = {
            "measure": "votes.neutrality",
            "about": one.states[:1],
            "options": {},
            "end": self.article.published.isoformat(),
        }
        self.series.covered(draft)
        found = self.series.of(draft)
        rows = [row for row in (found.rows if found else ()) if str(row["period"]).startswith(one.period)]
        if not rows or len({row["vote"] for row in rows}) > 1:
            raise NoMeasureError(
                f"which of {len(rows)} votes of {one.period} is meant"
                if rows
                else f"a vote of {name_of(one.states[0])} on the war in {one.period}"
            )
        body = {"low": -0.5, "high": 0.5, "at": str(rows[0]["period"])}
        because = "Who abstains stands between the votes of the two sides, which are 1 and -1."
        return [draft | {"test": {"between": body}, "because": because}]

    def _meetings(self, one: Statement) -> list[dict[str, Any]]:
        of_states(one)
        text = self.article.sentences[one.sentence].text
        draft: dict[str, Any] = {"measure": "meetings.count", "about": one.states, "options": {}}
        value = float(one.value or 0)
        off = 2 if one.about else 0
        begin, _, end = one.period.partition("..")
        counted_off = _COUNTED_OFF.search(text)
        in_all = ".." in one.period or counted_off or re.search(r"\b(?:by|since|until)\b", text)
        within = value < FEW and begin and (not in_all or (counted_off and counted_off["within"]))
        if within:
            last = end or begin
            until = self.article.published.isoformat()
            draft |= {"start": begin, "end": until if until.startswith(last) else last}
        else:
            draft["options"] = {"on": end or begin or self.article.published.isoformat()}
        body = {"value": value} | ({"within": off} if one.test == "near" else {})
        # a few meetings up to no day named, or in a month, may be counted by another rule
        few = value < FEW and (counted_off or not begin or ".." in one.period or len(begin) > len("2022"))
        return [draft | {"test": {str(one.test): body}} | (_no_more(one) or (SUPPORT if few else {}))]

    def _deed(self, one: Statement) -> list[dict[str, Any]]:
        return [deed_draft(one, self.article, self.series) | _no_more(one)]

    def _member(self, one: Statement) -> list[dict[str, Any]]:
        return [member_draft(one, self.article, self.series) | _no_more(one)]

    def _phrase(self, one: Statement) -> list[dict[str, Any]]:
        of_states(one)
        draft: dict[str, Any] = {
            "measure": "rhetoric.uses",
            "about": one.states,
            "options": {"phrase": one.phrase.replace("-", " ")},
        }
        until = self.article.published.isoformat()
        if one.test == "absent":
            since = one.period.rstrip(".") or SHOCK  # where the words say only that it was dropped
            words = says(one).removesuffix(".")
            strict = draft | {
                "test": {"absent_since": {"date": since, "until": until}},
                "says": f"{words}, by anyone of either side.",
                "because": "The strict reading: any use on record after the day, by either side.",
            }
            weak = draft | {
                "says": f"{words}, in joint statements.",
                "test": {
                    "absent_since": {"date": since, "until": until, "rows": {"kind": "joint statement"}}
                },
                "because": "The weaker reading: only the texts that both leaders signed.",
            }
            return (
                [weak] if "joint statement" in self.article.sentences[one.sentence].text else [strict, weak]
            )
        start, end = one.period or None, one.period or until
        return [draft | {"start": start, "end": end, "test": {"at_least": {"value": 1}}}]

    def _joined(self, one: Statement) -> list[dict[str, Any]]:
        target = one.states[-1]
        other = second_state("sanctions", target)
        body = {"value": one.value} | ({"within": 2} if one.test == "near" else {})
        return [
            {
                "measure": "sanctions.joined",
                "about": (target, other),
                "options": {"target": target},
                "test": {str(one.test): body},
            }
            | ({"shows": "support"} if one.relation == "coalition" else {})
        ]

    def _settlement(self, one: Statement) -> list[dict[str, Any]]:
        text = self.article.sentences[one.sentence].text.casefold()
        flow = next(
            (
                name
                for word, name in (
                    ("export", "exports"),
                    ("import", "imports"),
                    ("trade", "trade"),
                    ("currenc", "trade"),
                )
                if word in text
            ),
            "",
        )
        own = "CNY+RUB" if re.search(r"ro?uble|own currenc|national currenc|local currenc", text) else "CNY"
        first = one.states[0]
        second = one.states[1] if len(one.states) > 1 else second_state("settlement", first)
        draft: dict[str, Any] = {
            "measure": "settlement.share",
            "about": (first, second),
            "options": {"flow": flow, "currency": own},
        }
        span = self.series.span(one, draft)
        if one.test in ("rises", "falls"):
            return [draft | {"test": change_of(one, span, "share")}]
        return [draft | {"test": level_of(one, span, "share")}]

    def _group(self, one: Statement) -> list[dict[str, Any]]:
        """What a group of states buys of a fuel: what it paid, or the tonnes of crude oil where the words have it cut off."""
        group, seller = one.states
        changes = one.test in ("rises", "falls", "grows", "shrinks")
        if one.goods == "crude-oil" and changes:
            return [self._tonnes(one, group, seller)]
        if group not in ("EU", "WEST"):
            raise NoMeasureError(f"what {name_of(group)} buys of {called(one.goods)}")
        if one.goods == "lng":
            raise NoMeasureError(
                f"what {name_of(group)} pays for {called(one.goods)} alone; on record is all gas"
            )
        draft: dict[str, Any] = {
            "measure": "products.group_imports",
            "about": (seller,),
            "options": {"fuel": one.goods, "group": "EU"},
        }
        span = self.series.span(one, draft)
        if changes:
            because = "What the European Union paid; nearly all is set at nine tenths."
            return [draft | {"test": change_of(one, span, "EUR"), "because": because}]
        test: dict[str, Any] = level_of(one, span, "EUR")
        if near := test.get("near"):  # one compiler's figures
            near["within"] = max(near["within"], round(ONE_OFFICE * abs(near["value"]), 6))
        return [draft | {"test": test}]

    def _tonnes(self, one: Statement, group: str, seller: str) -> dict[str, Any]:
        """Crude oil that a group takes, in tonnes, so that no price is in it."""
        buyers = str(table("measures")["group-imports"]["buyers"][group])
        draft: dict[str, Any] = {
            "measure": "products.crude_sold",
            "about": (seller,),
            "options": {"buyers": buyers},
        }
        span = self.series.span(one, draft)
        because = f"Tonnes of crude oil taken by {buyers}, by the buyers' and the seller's reports reconciled; nearly all is set at nine tenths."
        return draft | {"test": change_of(one, span, "t"), "because": because}


def _no_more(one: Statement) -> dict[str, Any]:
    """What a claim can show of which something was supposed: it may be borne out, and is never contradicted."""
    return SUPPORT if one.assumed else {}


def of_states(one: Statement) -> None:
    """Refuse a statement on a group where the tables are of states."""
    if groups := [code for code in one.states if code in GROUPS]:
        raise NoMeasureError(
            f"figures of {' and '.join(map(name_of, groups))} as one; the tables are of states"
        )
