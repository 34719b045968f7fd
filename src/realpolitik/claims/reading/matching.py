"""From statements to claims: which measure, which states, which period, which test; and what comes nearest where none fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from realpolitik.claims.model import Claim
from realpolitik.claims.reading.actors import name_of
from realpolitik.claims.reading.article import Article
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.shapes import Need, Span, bounds_of, change_of, level_of
from realpolitik.claims.reading.statements import Statement
from realpolitik.claims.reading.wording import says
from realpolitik.errors import RealpolitikError
from realpolitik.findings import Finding, parse_date
from realpolitik.measures import registry
from realpolitik.states import state
from realpolitik.store import Store

DEFAULT_QUESTION = "what-is-said"
ONE_OFFICE = 0.05
"""What an amount may be off where only one office reports: mirror reports of one flow differ by this much and more."""
SINCE = "2022-02-24"
"""The day from which a phrase is looked for where the words say only that it was dropped: the invasion of Ukraine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A statement and the claims that test it: one, several (exports to a group, both sides of reliance), never none.

    `series` is the whole series up to publication from which the figure is taken, where there is one: what a chart shows.
    """

    statement: Statement
    claims: tuple[Claim, ...]
    nearest: str = ""
    series: Finding | None = None


@dataclass(slots=True)
class Matcher:
    """Turns the statements of one article into claims; what series hold is asked of the store once each."""

    article: Article
    store: Store
    _series: dict[str, Finding | None] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)

    def match(self, statement: Statement) -> Matched:
        """The claims of a statement."""
        near = nearest(self.article.sentences[statement.sentence].text)
        if statement.kind != "claim":
            return Matched(statement=statement, claims=(self._unmeasured(statement, near),), nearest=near)
        try:
            drafts = self._drafts(statement)
            series = self._series.get(_key(drafts[0]))
            found = [self._measured(statement, one) for one in drafts]
            return Matched(statement=statement, claims=tuple(found), nearest=str(found[0].measure or near), series=series)
        except Need as need:
            own = str(table("measures").get(statement.relation, {}).get("measure", "")) or near
            return Matched(statement=statement, claims=(self._unmeasured(statement, own, str(need)),), nearest=own)

    # -- drafts: what a claim is before it has a name ----------------------------------------------------------------------

    def _drafts(self, one: Statement) -> list[dict[str, Any]]:
        special: dict[str, Callable[[Statement], list[dict[str, Any]]]] = {
            "meetings": self._meetings,
            "phrase": self._phrase,
            "sanctions": self._sanctions,
            "sanctions-joined": self._joined,
            "settlement": self._settlement,
            "group-imports": self._group,
        }
        if one.test == "top":
            raise Need("a ranking of partners; the tables give each partner's share, and a rival is judged by a ratio of two")
        if one.relation in special:
            return special[one.relation](one)
        known = table("measures")[one.relation]
        self._of_states(one)
        about = self._about(known["about"], one)
        draft = {"measure": known["measure"], "about": about, "options": dict(known.get("options", {}))}
        if one.relation == "exports" and one.goods:
            draft["options"]["product"] = one.goods
        return [
            self._shaped(one, known, {**draft, "measure": measure})
            for measure in (known["measure"], *known.get("also", ()))
        ]

    def _shaped(self, one: Statement, known: Mapping[str, Any], draft: dict[str, Any]) -> dict[str, Any]:
        own = known.get("tests", {}).get(one.test)
        if own is not None:
            return self._templated(one, known, draft, own)
        if known["shape"] == "fixed":
            raise Need(f"a test of “{one.test}” for {known['measure']}")
        if known["shape"] == "window":
            start, end = self._window(one, str(known.get("start", "2014")))
            return draft | {"start": start, "end": end, "test": bounds_of(one, str(known["unit"]))}
        monthly = len(one.period.split("..")[0]) >= len("2023-10")
        if monthly and "freq" in registry.get(draft["measure"]).options:
            draft["options"]["freq"] = "M"
        span = self._span(one, draft)
        if one.test in ("grows", "shrinks") and known.get("growth"):
            # growth from one office's own figures, so that a change of office does not read as growth
            value = one.value if one.test == "grows" else -(one.value or 0)
            test = {"near": {"value": value, "within": max(one.step, 0.02)}}
            return draft | {"measure": known["growth"], "options": {}, "start": span.first, "end": span.last, "test": test}
        if one.test in ("rises", "falls", "grows", "shrinks"):
            return draft | {"test": change_of(one, span, str(known["unit"]))}
        test = level_of(one, span, str(known["unit"]))
        if one.test == "near" and self._of_one_office(draft, span.last):
            body = test["near"]
            body["within"] = max(body["within"], round(ONE_OFFICE * abs(body["value"]), 6))
            draft["because"] = "One office or compiler reports this; others commonly differ by some per cent, so five are allowed."
        return draft | {"test": test}

    def _of_one_office(self, draft: Mapping[str, Any], period: str) -> bool:
        """Whether the figure is money that only one office reports, so that no range of reports can be stated."""
        made = self._series.get(_key(draft))
        rows = [row for row in made.rows if row["period"] == period] if made and made.unit == "USD" else []
        return len(rows) == 1 and rows[0].get("low") is None

    def _templated(self, one: Statement, known: Mapping[str, Any], draft: dict[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
        words = self._words(one)
        filled = _filled(own, words | self._names(one))
        merged = draft | {key: value for key, value in filled.items() if key in ("measure", "options", "test")}
        if "from" in filled:
            merged["start"] = filled["from"]
        if "to" in filled:
            merged["end"] = filled["to"]
        if known["shape"] == "window":
            merged["start"], merged["end"] = self._window(one, str(known.get("start", "2014")))
        return merged

    # -- relations with rules of their own ------------------------------------------------------------------------------------

    def _meetings(self, one: Statement) -> list[dict[str, Any]]:
        self._of_states(one)
        text = self.article.sentences[one.sentence].text
        draft: dict[str, Any] = {"measure": "meetings.count", "about": one.states, "options": {}}
        value = float(one.value or 0)
        within = 2 if one.about else 0
        within_year = len(one.period) == len("2022") and value < 10 and not re.search(r"\b(?:by|since|until)\b|\d(?:st|nd|rd|th)\b", text)
        if within_year:
            draft |= {"start": one.period, "end": one.period}
        else:
            draft["options"] = {"on": one.period.split("..")[-1] or self.article.published.isoformat()}
        body = {"value": value} | ({"within": within} if one.test == "near" else {})
        return [draft | {"test": {str(one.test): body}}]

    def _phrase(self, one: Statement) -> list[dict[str, Any]]:
        self._of_states(one)
        draft: dict[str, Any] = {"measure": "rhetoric.uses", "about": one.states, "options": {"phrase": one.phrase.replace("-", " ")}}
        until = self.article.published.isoformat()
        if one.test == "absent":
            since = one.period.rstrip(".") or SINCE
            words = says(one).removesuffix(".")
            strict = draft | {
                "test": {"absent_since": {"date": since, "until": until}},
                "says": f"{words}, by anyone of either side.",
                "because": "The strict reading: any use on record after the day, by either side.",
            }
            weak = draft | {
                "says": f"{words}, in joint statements.",
                "test": {"absent_since": {"date": since, "until": until, "rows": {"kind": "joint statement"}}},
                "because": "The weaker reading: only the texts that both leaders signed.",
            }
            return [weak] if "joint statement" in self.article.sentences[one.sentence].text else [strict, weak]
        start, end = one.period or None, one.period or until
        return [draft | {"start": start, "end": end, "test": {"at_least": {"value": 1}}}]

    def _sanctions(self, one: Statement) -> list[dict[str, Any]]:
        sender, target = one.states
        if target in ("EU", "WEST", "NAM"):
            raise Need("sanctions against a group: the ledger names states")
        other = next((code for code in ("CHN", "RUS") if code != target), "RUS")
        options: dict[str, Any] = {"target": target}
        if sender not in ("WEST", "NAM"):
            options["sender"] = sender
        draft: dict[str, Any] = {"measure": "sanctions.count", "about": (target, other), "options": options}
        if one.test == "record":
            options.pop("sender", None)
            test = {"ratio": {"of": {"at": "2022-02-24..2023-02-23"}, "to": {"at": "2014-03-01..2022-02-23"}, "at_least": 1}}
            return [draft | {"test": test, "because": "Without precedent is read as more measures in the first year of the war than in the eight before."}]
        if one.test in ("near", "at_least", "at_most"):
            raise Need("packages or rounds counted as their makers count them; the ledger counts measures")
        if one.test == "lacks":
            raise Need("a record of who has adopted none; the ledger is a selection, and its silence is no proof")
        start = one.period.split("..")[0] or None
        return [draft | {"start": start, "end": self.article.published.isoformat(), "test": {"at_least": {"value": 1}}}]

    def _joined(self, one: Statement) -> list[dict[str, Any]]:
        target = one.states[0]
        other = "CHN" if target != "CHN" else "RUS"
        body = {"value": one.value} | ({"within": 2} if one.test == "near" else {})
        return [{"measure": "sanctions.joined", "about": (target, other), "options": {"target": target}, "test": {str(one.test): body}}]

    def _settlement(self, one: Statement) -> list[dict[str, Any]]:
        text = self.article.sentences[one.sentence].text.casefold()
        flow = next((name for word, name in (("export", "exports"), ("import", "imports"), ("trade", "trade"), ("currenc", "trade")) if word in text), "")
        own = "CNY+RUB" if re.search(r"ro?uble|own currenc|national currenc|local currenc", text) else "CNY"
        first = one.states[0]
        second = one.states[1] if len(one.states) > 1 else ("CHN" if first != "CHN" else "RUS")
        draft: dict[str, Any] = {"measure": "settlement.share", "about": (first, second), "options": {"flow": flow, "currency": own}}
        span = self._span(one, draft)
        if one.test in ("rises", "falls"):
            return [draft | {"test": change_of(one, span, "share")}]
        return [draft | {"test": level_of(one, span, "share")}]

    def _group(self, one: Statement) -> list[dict[str, Any]]:
        group, seller = one.states
        drafts = []
        if group in ("EU", "WEST"):
            draft: dict[str, Any] = {"measure": "products.group_imports", "about": (seller,), "options": {"fuel": one.goods, "group": "EU"}}
            span = self._span(one, draft)
            if one.test in ("rises", "falls", "grows", "shrinks"):
                drafts.append(draft | {"test": change_of(one, span, "EUR"), "because": "What the European Union paid; nearly all is set at nine tenths."})
            else:
                drafts.append(draft | {"test": level_of(one, span, "EUR")})
        if group in ("NAM", "WEST") and one.test in ("falls", "shrinks"):
            draft = {"measure": "trade.exports", "about": (seller, "USA"), "options": {}}
            test = {"falls": {"from": "2021", "to": self._last_year(), "by": "50 %"}}
            because = "The tables have no American imports of fuels; a cut-off of them must show as a fall of all goods by at least half."
            words = f"All that the United States bought from {name_of(seller)} falls by half or more, as it must if {one.goods.replace('-', ' ')} was cut off."
            drafts.append(draft | {"test": test, "because": because, "says": words})
        if not drafts:
            raise Need(f"what {'North America' if group == 'NAM' else group} pays for {one.goods}")
        return drafts

    # -- states, periods, names ---------------------------------------------------------------------------------------------------

    def _of_states(self, one: Statement) -> None:
        groups = [code for code in one.states if code in ("EU", "WEST", "NAM")]
        if groups:
            raise Need(f"figures of {' and '.join(groups)} as one; the tables are of states")

    def _about(self, template: list[str], one: Statement) -> tuple[str, ...]:
        names = self._names(one)
        return tuple(names[part] for part in template)

    def _names(self, one: Statement) -> dict[str, str]:
        a = one.states[0]
        b = one.states[1] if len(one.states) > 1 else ""
        return {"a": a, "b": b, "other": "RUS" if a != "RUS" else "UKR"}

    def _words(self, one: Statement) -> dict[str, Any]:
        year = _middle(one.period) or self._last_year()
        for code in one.states:
            if (end := state(code).end) and end.year < int(year):
                raise Need(f"a year: {state(code).name} ended in {end.year}")
        first, _, last = one.period.partition("..")
        return {
            "$year": year,
            "$from": first if last and first else "2021",
            "$to": last or self._last_year(),
            "$published": self.article.published.isoformat(),
        }

    def _window(self, one: Statement, start: str) -> tuple[str, str]:
        first, dots, last = one.period.partition("..")
        if first:
            return first, last or (self.article.published.isoformat() if dots else first)
        return start, self._last_year() + ("-12" if len(start) > 4 else "")

    def _last_year(self) -> str:
        return str(self.article.published.year - 1)

    def _span(self, one: Statement, draft: Mapping[str, Any]) -> Span:
        """Which periods of the series a statement means; where the words give none, the last before publication."""
        covered = self._covered(draft)
        if not covered and draft["options"].get("product") and "freq" not in draft["options"]:
            draft["options"]["freq"] = "M"  # some goods are published by month alone
            covered = self._covered(draft)
        first, dots, last = one.period.partition("..")
        if one.test in ("near", "at_least", "at_most", "record", "exists"):
            named = last or first
            at = _at(named, covered) if named else (covered[-1] if covered else self._last_year())
            return Span(first=at, last=at, stated=bool(named))
        if not first:
            before = [period for period in covered if period < "2022"]
            start = before[-1] if before else (covered[0] if covered else "2021")
            return Span(first=start, last=covered[-1] if covered and covered[-1] > start else self._last_year(), stated=False)
        if dots and not last:  # "since 2022-02": from the last figure up to it
            earlier = [period for period in covered if period <= first and period < first[:4] + "-99" and (len(period) > 4 or period < first[:4])]
            start = earlier[-1] if earlier else _at(first, covered)
            return Span(first=start, last=covered[-1] if covered else self._last_year(), stated=True)
        if not dots:
            first, last = str(int(first[:4]) - 1) + first[4:], first
        return Span(first=_at(first, covered), last=_at(last, covered), stated=True)

    def _covered(self, draft: Mapping[str, Any]) -> tuple[str, ...]:
        """Periods of a series up to publication, those of years where it has both years and months."""
        key = _key(draft)
        if key not in self._series:
            try:
                self._series[key] = registry.run(
                    draft["measure"], *draft["about"], end=self.article.published.isoformat(), store=self.store, **draft["options"]
                )
            except RealpolitikError:
                self._series[key] = None
        made = self._series[key]
        return _periods(made, self.article.published) if made else ()

    def _measured(self, one: Statement, draft: dict[str, Any]) -> Claim:
        known = table("measures").get(one.relation, {})
        because = str(draft.pop("because", known.get("because", "")))
        words = str(draft.pop("says", says(one)))
        stated = "" if one.period or one.test in ("exists", "lacks", "used", "absent") else "The words give no period: the last figures before publication are taken."
        notes = " ".join(part for part in (because, stated, *(f"Taken for granted: {note}." for note in one.notes)) if part)
        return Claim(
            id=self._id(one),
            says=words,
            by=self._by(one),
            question=str(known.get("question", DEFAULT_QUESTION)),
            where=self._where(one),
            because=notes,
            **{key: value for key, value in draft.items() if value is not None},
        )

    def _unmeasured(self, one: Statement, near: str, why: str = "") -> Claim:
        needs = why or {
            "opinion": "it judges or wishes",
            "prediction": "the figures of the time that it foresees",
            "outside": "a measure of this",
            "claim": "a measure of this",
        }[one.kind]
        return Claim(
            id=self._id(one),
            says=says(one) if one.kind == "claim" else _short(self.article.sentences[one.sentence].text),
            by=self._by(one),
            question=str(table("measures").get(one.relation, {}).get("question", DEFAULT_QUESTION)),
            where=self._where(one),
            kind="opinion" if one.kind == "opinion" else "needs",
            needs=f"{needs}{f' (nearest: {near})' if near else ''}",
        )

    def _by(self, one: Statement) -> str:
        return self.article.sentences[one.sentence].speaker[:200] or "the author"

    def _where(self, one: Statement) -> str:
        return f"sentence {one.sentence + 1}: {_short(self.article.sentences[one.sentence].text)}"

    def _id(self, one: Statement) -> str:
        parts = [f"s{one.sentence + 1}", one.relation or one.kind, one.test or "", one.goods, one.period.replace("..", "-to-")]
        name = re.sub(r"[^a-z0-9]+", "-", "-".join(part for part in parts if part).lower()).strip("-")[:70]
        self._ids[name] = self._ids.get(name, 0) + 1
        return name if self._ids[name] == 1 else f"{name}-{self._ids[name]}"


def _key(draft: Mapping[str, Any]) -> str:
    return repr((draft["measure"], draft["about"], sorted(draft["options"].items())))


def nearest(sentence: str) -> str:
    """The measure that comes nearest to what a sentence speaks of; empty where none does.

    Examples
    --------
    >>> nearest("Russia's trade deficit widened."), nearest("It rained.")
    ('trade.exports', '')
    """
    for one in table("measures")["nearest"]:
        if re.search(one["words"], sentence, re.IGNORECASE):
            return str(one["measure"])
    return ""


def _periods(made: Finding, published: date) -> tuple[str, ...]:
    found = {str(row["period"]) for row in made.rows if row.get("value") is not None}
    ended = {period for period in found if parse_date(period, last=True) <= published}
    years = {period for period in ended if len(period) == len("2023")}
    return tuple(sorted(years or ended))


def _at(period: str, covered: tuple[str, ...]) -> str:
    """The period itself where the series has it, else the last of the series within it or up to it."""
    if not covered or period in covered:
        return period
    within = [one for one in covered if one.startswith(period)]
    if within:
        return within[-1]
    if len(period) > len(covered[0]):  # a month asked of a series of years
        return period[: len(covered[0])]
    return period


def _middle(period: str) -> str:
    """The year of a period, of a span the middle one."""
    first, _, last = period.partition("..")
    if not first:
        return ""
    return str((int(first[:4]) + int((last or first)[:4]) + 1) // 2)


def _filled(template: Any, words: Mapping[str, Any]) -> Any:
    if isinstance(template, Mapping):
        return {key: _filled(value, words) for key, value in template.items()}
    if isinstance(template, list):
        return [_filled(value, words) for value in template]
    return words.get(template, template) if isinstance(template, str) else template


def _short(text: str, most: int = 400) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]} …"

