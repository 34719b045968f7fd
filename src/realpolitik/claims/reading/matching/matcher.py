"""From statements to claims: which measure, which states, which period, which test; and what comes nearest where none fits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from realpolitik.claims.judge import Fetch
from realpolitik.claims.model import Claim
from realpolitik.claims.reading.lexicon import second_state, table
from realpolitik.claims.reading.matching.currencies import Rates
from realpolitik.claims.reading.matching.parts import of_months, part_draft
from realpolitik.claims.reading.matching.series import Series
from realpolitik.claims.reading.matching.shapes import (
    FRACTION,
    ONE_OFFICE,
    ONE_OFFICE_OF_SHARE,
    ONE_OFFICE_POINTS,
    ROUGH,
    NoMeasureError,
    Span,
    bounds_of,
    change_of,
    is_multiple,
    level_of,
    multiple_of,
)
from realpolitik.claims.reading.matching.specials import Specials, of_states
from realpolitik.claims.reading.matching.wording import says
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.spotting.things import called, without_figures
from realpolitik.claims.reading.text.article import Article
from realpolitik.findings import Finding
from realpolitik.measures import registry
from realpolitik.states import state
from realpolitik.store import Store
from realpolitik.wording.dates import from_to
from realpolitik.wording.numbers import quantity

DEFAULT_QUESTION = "what-is-said"
OF_ALL_GOODS = ("trade", "exports")
"""Relations whose change without a time is counted from two years, so that no one year bears it out by chance."""
OPEN, OPEN_POINTS = 0.3, 0.05
"""How far two offices' reports of one flow often lie apart: by a difference up to this, one report alone contradicts nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A statement and the claims that test it: one, several (exports to a group, both sides of reliance), never none.

    `in_dollars` is the statement converted, where its words are in another currency.
    `series` is the whole series up to publication from which the figure is taken, where there is one: what a chart shows.
    """

    statement: Statement
    claims: tuple[Claim, ...]
    nearest: str = ""
    series: Finding | None = None
    in_dollars: Statement | None = None

    @property
    def judged(self) -> Statement:
        """The statement as it is judged: in dollars, where its words are in another currency."""
        return self.in_dollars or self.statement


class Matcher:
    """Turns the statements of one article into claims; what series hold is asked of the store once each."""

    def __init__(self, article: Article, store: Store, fetch: Fetch) -> None:
        self.article = article
        self.series = Series(published=article.published, store=store, fetch=fetch)
        self._specials = Specials(article=article, series=self.series)
        self._rates = Rates(store)
        self._ids: dict[str, int] = {}

    def match(self, statement: Statement) -> Matched:
        """The claims of a statement."""
        near = nearest(self.article.sentences[statement.sentence].text)
        if statement.kind != "claim":
            return Matched(statement=statement, claims=(self._unmeasured(statement, near),), nearest=near)
        try:
            converted = None if statement.doubts else self._rates.in_dollars(statement)
            drafts = self._drafts(converted.statement if converted else statement)
            if converted:
                for one in drafts:
                    one["because"] = " ".join(filter(None, (str(one.get("because", "")), converted.because)))
            series = self.series.of(drafts[0])
            found = [self._measured(statement, one) for one in drafts]
            return Matched(
                statement=statement,
                claims=tuple(found),
                nearest=str(found[0].measure or near),
                series=series,
                in_dollars=converted.statement if converted else None,
            )
        except NoMeasureError as need:
            own = str(table("measures").get(statement.relation, {}).get("measure", "")) or near
            return Matched(
                statement=statement, claims=(self._unmeasured(statement, own, str(need)),), nearest=own
            )

    # -- drafts: what a claim is before it has a name ----------------------------------------------------------------------

    def _drafts(self, one: Statement) -> list[dict[str, Any]]:
        if one.doubts:
            open_ = "; ".join(doubt if doubt.startswith("of ") else f"of {doubt}" for doubt in one.doubts[:3])
            raise NoMeasureError(f"certainty {open_}")
        if one.lacks:
            raise NoMeasureError(one.lacks)
        if one.currency:
            raise NoMeasureError(
                f"growth “{one.currency}”; the series are in dollars, and no rate of that time is on record"
            )
        if one.test == "top":
            raise NoMeasureError(
                "a ranking of partners; the tables give each partner's share, and a rival is judged by a ratio of two"
            )
        arms = (
            one.relation == "import-share" and one.goods == "arms"
        )  # the register of arms has shares in them
        if without_figures(one.goods) and not arms:
            raise NoMeasureError(f"figures of {called(one.goods)} alone")
        if of_months(one) and one.part != "fiscal" and (draft := part_draft(one, self.series)):
            return [draft]
        if one.part:
            kind = "a fiscal year" if one.part == "fiscal" else "a part of a year"
            raise NoMeasureError(
                f"figures of {kind}, {from_to(one.period)}: no office's monthly figures on record add up to it"
            )
        return self._of_series(one)

    def _of_series(self, one: Statement) -> list[dict[str, Any]]:
        """The drafts of a statement on series by year, month or day."""
        if (special := self._specials.drafts(one)) is not None:
            return special
        known = table("measures")[one.relation]
        if one.relation in ("import-share", "export-share") and one.goods:
            raise NoMeasureError(f"shares in {one.relation.split('-')[0]}s of {called(one.goods)} alone")
        if needs := known.get("needs"):
            raise NoMeasureError(str(needs))
        of_states(one)
        about = self._about(known["about"], one)
        draft = {"measure": known["measure"], "about": about, "options": dict(known.get("options", {}))}
        if one.relation == "exports" and one.goods:
            draft["options"]["product"] = one.goods
        several = known.get("tests", {}).get(one.test)
        if isinstance(several, list):  # one statement, several definitions
            return [self._templated(one, known, draft, own) for own in several]
        shaped = [
            self._shaped(one, known, {**draft, "options": dict(draft["options"]), "measure": measure})
            for measure in (known["measure"], *known.get("also", ()))
        ]
        return [*shaped, *self._by_way(one, known, draft)]

    def _by_way(
        self, one: Statement, known: Mapping[str, Any], draft: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """The rise or fall by which the words have an amount reached: against the year or the month of a year before."""
        last = one.period.rsplit("..", maxsplit=1)[-1]
        if not one.way or not last:
            return []
        period = f"{int(last[:4]) - 1}{last[4:]}..{last}"
        change = one.model_copy(
            update={"test": one.way, "value": None, "unit": "", "period": period, "way": ""}
        )
        try:
            made = self._shaped(change, known, {**draft, "options": dict(draft["options"])})
        except NoMeasureError:
            return []
        return [made | {"says": says(change)}]

    def _shaped(self, one: Statement, known: Mapping[str, Any], draft: dict[str, Any]) -> dict[str, Any]:
        own = known.get("tests", {}).get(one.test)
        if own is not None:
            return self._templated(one, known, draft, own)
        if known["shape"] == "fixed":
            raise NoMeasureError(f"a test of “{one.test}” for {known['measure']}")
        if known["shape"] == "window":
            start, end = self._window(one, str(known.get("start", "2014")))
            return draft | {"start": start, "end": end, "test": bounds_of(one, str(known["unit"]))}
        monthly = len(one.period.split("..")[0]) >= len("2023-10")
        if monthly and "freq" in registry.get(draft["measure"]).options:
            draft["options"]["freq"] = "M"
        span = self.series.span(one, draft)
        if one.test in ("rises", "falls", "grows", "shrinks"):
            return self._change(one, known, draft, span)
        test = level_of(one, span, str(known["unit"]))
        figure = self.series.of_one_office(draft, span.last)
        if one.test == "near" and figure is not None:
            draft["because"] = _allow_for_one_office(test["near"], figure, share=one.unit == "share")
        return draft | {"test": test}

    def _change(
        self, one: Statement, known: Mapping[str, Any], draft: dict[str, Any], span: Span
    ) -> dict[str, Any]:
        """A change by points, by a share, or by anything at all; of one office's own figures where it has growth for a measure."""
        if (
            not span.stated
            and one.test in ("rises", "falls")
            and one.relation in OF_ALL_GOODS
            and not one.goods
        ):
            self.series.one_way(draft, span)
        if one.unit == "points":
            return draft | {"test": self._points(one, draft, span)}
        if one.test in ("rises", "falls") and one.unit not in ("", "share", "growth"):
            return draft | {"test": self._difference(one, draft, span)}
        if one.test in ("grows", "shrinks") and known.get("growth"):
            value = one.value if one.test == "grows" else -(one.value or 0)
            large = FRACTION * abs(value or 0) if abs(value or 0) >= 1 else 0.0
            within = max(one.step, ROUGH if one.about else 0.02, large)
            if is_multiple(one):
                low, high = multiple_of(1 + (value or 0))
                value, within = round((low + high) / 2 - 1, 6), (high - low) / 2
            made = draft | {
                "measure": known["growth"],
                "options": {key: option for key, option in draft["options"].items() if key == "product"},
                "start": span.first,
                "end": span.last,
            }
            found = self.series.within(made)
            if found is not None and (found.period.start, found.period.end) != (span.first, span.last):
                raise NoMeasureError(f"figures of {span.first} and {span.last} of one office")
            if is_multiple(one):
                made["because"] = (
                    "A multiple is borne out from a twentieth (a half: a tenth) below it to half-way to the next; a larger change is not judged."
                )
            return made | {"test": {"near": {"value": value, "within": round(within, 4)}}}
        if one.test in ("rises", "falls") and known.get("growth"):
            within_office = self._within_office(one, known, draft, span)
            if within_office is not None:
                return within_office
        return draft | {"test": change_of(one, span, str(known["unit"]))}

    def _within_office(
        self, one: Statement, known: Mapping[str, Any], draft: dict[str, Any], span: Span
    ) -> dict[str, Any] | None:
        """A rise or a fall as growth by the offices that report both years; None where none does.

        Ranges of two offices that overlap do not make a rise uncertain that both report.
        """
        years = len(span.first) == len(span.last) == len("2023") and span.first < span.last
        own = {key: value for key, value in draft["options"].items() if key == "product"}
        made = draft | {"measure": known["growth"], "options": own, "start": span.first, "end": span.last}
        found = self.series.within(made) if years else None
        if found is None or (found.period.start[:4], found.period.end[:4]) != (span.first, span.last):
            return None
        bound = abs(one.value or 0.0)
        test = {"at_least": {"value": bound}} if one.test == "rises" else {"at_most": {"value": -bound}}
        return made | {"test": test}

    def _points(self, one: Statement, draft: dict[str, Any], span: Span) -> dict[str, Any]:
        """A change of a share by points: the share of the earlier period, and the points, near that of the later."""
        series = self.series.of(draft)
        before = [
            float(row["value"]) for row in (series.rows if series else ()) if row["period"] == span.first
        ]
        if not before or span.first >= span.last:
            raise NoMeasureError(f"the share of {span.first}, from which the points are counted")
        value = before[-1] + (one.value or 0) * (1 if one.test == "rises" else -1)
        draft["because"] = (
            f"{(one.value or 0) * 100:g} percentage points are counted from the share of {span.first}, {before[-1]:.1%}."
        )
        return {"near": {"value": round(value, 6), "within": max(one.step, 0.015), "at": span.last}}

    def _difference(self, one: Statement, draft: dict[str, Any], span: Span) -> dict[str, Any]:
        """A change by an amount: the level of the earlier period and the amount, near that of the later.

        One series does not contradict an amount that lies within what two offices' levels, or their changes, commonly differ by.
        """
        if one.unit != "USD":
            raise NoMeasureError(f"figures in {one.unit}; the measure gives USD")
        series = self.series.of(draft)
        known = {str(row["period"]): float(row["value"]) for row in (series.rows if series else ())}
        before, after = known.get(span.first), known.get(span.last)
        if before is None or after is None or span.first >= span.last:
            raise NoMeasureError(f"levels of {span.first} and {span.last}, between which the change is")
        by = abs(one.value or 0.0) * (1 if one.test == "rises" else -1)
        within = max(one.step, (ROUGH if one.about else 0.02) * abs(by))
        off = abs(after - before - by)
        same_way = (after - before) * by > 0
        if within < off and (off <= OPEN * abs(by) or (same_way and off <= ONE_OFFICE * after)):
            raise NoMeasureError(
                f"a second report: by the one on record it changed by {quantity(after - before, 'USD')}, and offices often differ so far"
            )
        draft["because"] = f"Counted from the level of {span.first}, {quantity(before, 'USD')}."
        return {"near": {"value": before + by, "within": round(within, 6), "at": span.last}}

    def _templated(
        self, one: Statement, known: Mapping[str, Any], draft: dict[str, Any], own: Mapping[str, Any]
    ) -> dict[str, Any]:
        words = self._words(one)
        filled = _filled(own, words | self._names(one))
        merged = draft | {
            key: value for key, value in filled.items() if key in ("measure", "options", "test")
        }
        if "from" in filled:
            merged["start"] = filled["from"]
        if "to" in filled:
            merged["end"] = filled["to"]
        if known["shape"] == "window":
            merged["start"], merged["end"] = self._window(one, str(known.get("start", "2014")))
        return merged

    # -- states, periods, names ---------------------------------------------------------------------------------------------------

    def _about(self, template: list[str], one: Statement) -> tuple[str, ...]:
        names = self._names(one)
        return tuple(names.get(part, part) for part in template)

    def _names(self, one: Statement) -> dict[str, str]:
        a = one.states[0] if one.states else ""
        b = one.states[1] if len(one.states) > 1 else ""
        rivals = table("measures").get(one.relation, {}).get("rivals", ())
        return {
            "a": a,
            "b": b,
            "other": second_state("plan", a),
            "rival": next((str(code) for code in rivals if code != a), ""),
        }

    def _words(self, one: Statement) -> dict[str, Any]:
        year = _middle(one.period) or self.series.last_year()
        for code in one.states:
            if (end := state(code).end) and end.year < int(year):
                raise NoMeasureError(f"a year: {name_of(code)} ended in {end.year}")
        first, _, last = one.period.partition("..")
        return {
            "$year": year,
            "$from": first if last and first else "2021",
            "$to": last or self.series.last_year(),
            "$published": self.article.published.isoformat(),
        }

    def _window(self, one: Statement, start: str) -> tuple[str, str]:
        first, dots, last = one.period.partition("..")
        if first:
            return first, last or (self.article.published.isoformat() if dots else first)
        return start, self.series.last_year() + ("-12" if len(start) > 4 else "")

    def _measured(self, one: Statement, draft: dict[str, Any]) -> Claim:
        known = table("measures").get(one.relation, {})
        because = str(draft.pop("because", known.get("because", "")))
        words = str(draft.pop("says", says(one)))
        if shows := known.get("shows"):
            draft.setdefault("shows", shows)
        stated = (
            ""
            if one.period or one.test in ("exists", "lacks", "used", "absent")
            else "The words give no period: the last figures before publication are taken."
        )
        notes = " ".join(
            part for part in (because, stated, *(f"Taken for granted: {note}." for note in one.notes)) if part
        )
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
        needs = (
            why
            or {
                "opinion": "it judges or wishes",
                "prediction": "the figures of the time that it foresees",
                "outside": "a measure of this",
                "claim": "a measure of this",
            }[one.kind]
        )
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
        parts = [
            f"s{one.sentence + 1}",
            one.relation or one.kind,
            one.test or "",
            one.goods,
            one.period.replace("..", "-to-"),
        ]
        name = re.sub(r"[^a-z0-9]+", "-", "-".join(part for part in parts if part).lower()).strip("-")[:70]
        self._ids[name] = self._ids.get(name, 0) + 1
        return name if self._ids[name] == 1 else f"{name}-{self._ids[name]}"


def _allow_for_one_office(body: dict[str, Any], figure: float, *, share: bool) -> str:
    """Widen a test by what one office alone may be off; what lies further, but no further than reports of one flow do, is open."""
    value = abs(body["value"])
    points = min(ONE_OFFICE_POINTS, ONE_OFFICE_OF_SHARE * value)
    allowed, open_to = (points, OPEN_POINTS) if share else (ONE_OFFICE * value, OPEN * value)
    body["within"] = max(body["within"], round(allowed, 6))
    off = abs(figure - body["value"])
    if body["within"] < off <= open_to:
        raise NoMeasureError(
            f"a second report: the one on record has {quantity(figure, 'share' if share else 'USD')}, and two offices often differ so far"
        )
    return "One office or compiler reports this; others commonly differ by some per cent, so five are allowed, of a share two points."


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
