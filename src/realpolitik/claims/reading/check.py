"""Checking an article: read it, find its statements, match them to measures, judge them, and say what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from realpolitik.claims.judge import Fetch, asking, judge
from realpolitik.claims.model import Verdict
from realpolitik.claims.reading.matching.matcher import Matched, Matcher
from realpolitik.claims.reading.matching.misread import misread
from realpolitik.claims.reading.matching.tempered import by_one_office, tempered, withdrawn
from realpolitik.claims.reading.meaning.statements import Reader, Statement, accepted
from realpolitik.claims.reading.quoting import at_its_date, to_quote
from realpolitik.claims.reading.structure.clauses import BESIDE
from realpolitik.claims.reading.structure.tails import UNREAD
from realpolitik.claims.reading.text.article import Article
from realpolitik.errors import RealpolitikError
from realpolitik.findings import Basis, Finding, Row
from realpolitik.shown import Shown
from realpolitik.store import Store

MOST_STATEMENTS = 2000
"""Statements of one article that are judged; a book has some hundreds."""


REASONS: Mapping[Basis, str] = {
    "sample": "sample",
    "definition": "definition",
    "assumptions": "definition",
    "source": "source",
    "period": "date",
}
"""What a mixed verdict turns on, by what its interval is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A statement with its verdicts, one a claim; `series` is what a chart of it shows."""

    statement: Statement
    verdicts: tuple[Verdict, ...]
    nearest: str
    series: Finding | None = None

    @property
    def status(self) -> str:
        """`opinion`, `prediction`, `outside`, or that of its verdicts; of several that differ, `mixed`."""
        if self.statement.kind != "claim":
            return self.statement.kind
        found = {verdict.status for verdict in self.verdicts}
        judged = found - {"not measurable"}
        return next(iter(found)) if len(found) == 1 else next(iter(judged)) if len(judged) == 1 else "mixed"

    @property
    def aside(self) -> str:
        """Why it stands in the list of what is outside and not among the claims; empty for one that does.

        A claim that is not judged stands among the claims only where it is read for certain and the record has no figure. One of which
        a word, an amount or the time is not understood may be read wrongly: it is listed with its sentence and the reason.
        """
        one = self.statement
        if one.kind == "outside":
            return self.verdicts[0].claim.needs
        if one.kind != "claim" or self.status != "not measurable":
            return ""
        timeless = any("no period" in supposed or "“from”" in supposed for supposed in one.assumed)
        timeless = timeless or (
            one.relation.startswith("rank-") and any("the time is" in said for said in one.assumed)
        )
        unsure = one.doubts or timeless or one.test == "top" or self.unsure
        return self.verdicts[0].claim.needs or self.verdicts[0].why if unsure else ""

    @property
    def unsure(self) -> bool:
        """Whether what is missing is certainty of the words, and not a figure."""
        return any(verdict.claim.needs.startswith("certainty") for verdict in self.verdicts)

    @property
    def to_quote(self) -> tuple[str, ...]:
        """Sentences ready to be copied, one a verdict that was judged: the figure, its source and the date of that."""
        return tuple(dict.fromkeys(filter(None, map(to_quote, self.verdicts))))

    def dated(self, published: date) -> str:
        """Of what is contradicted, whether it was wrong when the text appeared or by a figure published later."""
        return next(filter(None, (at_its_date(one, published) for one in self.verdicts)), "")

    @property
    def why_mixed(self) -> str:
        """What a mixed verdict turns on: the definition, the date, or the source."""
        return mixed_by(self) if self.status == "mixed" else ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Report(Shown):
    """An article and what was found in it."""

    article: Article
    reader: str
    checked: tuple[Checked, ...]

    @property
    def says(self) -> str:
        """The summary."""
        return self.summary

    @property
    def rows(self) -> tuple[Row, ...]:
        """One row a claim: its sentence, the verdict, and the figure."""
        return tuple(
            {
                "sentence": self.article.sentences[one.statement.sentence].text,
                "verdict": verdict.status,
                "claim": verdict.claim.says,
                "figure": verdict.figure or verdict.why,
                "measure": verdict.finding and verdict.finding.name,
                "as_of": verdict.as_of,
            }
            for one in self.checked
            if one.statement.kind == "claim"
            for verdict in one.verdicts
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the claims were judged by."""
        return tuple(verdict.finding for one in self.checked for verdict in one.verdicts if verdict.finding)

    def label(self) -> str:
        """`check`, and the title of the article."""
        return " ".join(filter(None, ("check", self.article.title)))

    @cached_property
    def tally(self) -> dict[str, int]:
        """How many statements have each status, in the order of the summary line."""
        order = (
            "supported",
            "contradicted",
            "mixed",
            "not shown",
            "not measurable",
            "outside",
            "prediction",
            "opinion",
        )
        counts = Counter("outside" if one.aside else one.status for one in self.checked)
        return {status: counts[status] for status in order if counts[status]}

    @cached_property
    def listed(self) -> tuple[Checked, ...]:
        """The claims that were judged, or read for certain and have no figure on record."""
        return tuple(one for one in self.checked if one.statement.kind == "claim" and not one.aside)

    @cached_property
    def outside(self) -> tuple[tuple[str, str], ...]:
        """The sentences of which something is outside the measures or not understood, each once with its reasons."""
        reasons: dict[int, dict[str, None]] = {}
        for one in self.checked:
            if one.aside:
                reasons.setdefault(one.statement.sentence, {})[one.aside] = None
            for note in one.statement.notes:
                if note.startswith((UNREAD, BESIDE)):
                    reasons.setdefault(one.statement.sentence, {})[note] = None
        sentences = self.article.sentences
        return tuple((sentences[number].text, "; ".join(own)) for number, own in sorted(reasons.items()))

    @property
    def claims(self) -> int:
        """How many claims there are that a figure tests, or could if it were on record."""
        return len(self.listed)

    @property
    def summary(self) -> str:
        """One line: so many claims, supported, contradicted, mixed, not shown, not measurable; opinions and predictions beside."""
        if self.article.language != "English":
            return f"The text is in {self.article.language}; claims are read in English only. Translate it, or give another reader."
        if not self.checked:
            return "No statement about states was found."
        beside = ("prediction", "opinion")
        judged = Counter(one.status for one in self.listed)
        outside = len(self.outside)
        parts = [
            f"{judged[status]} {status}"
            for status in ("supported", "contradicted", "mixed", "not shown", "not measurable")
            if judged[status]
        ]
        line = f"{self.claims} {'claim' if self.claims == 1 else 'claims'}" + (
            f": {', '.join(parts)}" if parts else ""
        )
        rest = [
            f"{self.tally[status]} {status}{'s' if self.tally[status] > 1 else ''}"
            for status in beside
            if status in self.tally
        ]
        if outside:
            rest.insert(0, f"{outside} {'sentence' if outside == 1 else 'sentences'} outside")
        return line + (f"; plus {', '.join(rest)}" if rest else "") + "."

    def record(self) -> dict[str, Any]:
        """The report as plain values: what `--format json` prints."""
        article = self.article
        return {
            "title": article.title,
            "source": article.source,
            "published": article.published.isoformat(),
            "dated": article.dated,
            "language": article.language,
            "reader": self.reader,
            "notes": list(article.notes),
            "summary": self.summary,
            "tally": dict(self.tally),
            "statements": [self._statement(one) for one in self.checked],
        }

    def _statement(self, one: Checked) -> dict[str, Any]:
        sentence = self.article.sentences[one.statement.sentence]
        return {
            "sentence": sentence.text,
            "speaker": sentence.speaker,
            **one.statement.model_dump(mode="json", exclude={"sentence"}),
            "number": one.statement.sentence,
            "status": one.status,
            "why_mixed": one.why_mixed,
            "aside": one.aside,
            "nearest": one.nearest,
            "verdicts": [verdict.record() for verdict in one.verdicts],
            "to_quote": list(one.to_quote),
            "at_its_date": one.dated(self.article.published),
        }


def check(
    article: Article,
    *,
    reader: Reader | None = None,
    name: str = "grammar",
    store: Store | None = None,
    fetch: Fetch | None = None,
    on_progress: Callable[[str], None] | None = None,
) -> Report:
    """Read an article and judge its claims.

    Parameters
    ----------
    article
        From `open_article` or `make_article`.
    reader, name
        Who finds the statements, the bundled grammar where left out; and its name in the report.
    store
        Where tables come from; the user's store over the embedded tables where left out.
    fetch
        Who runs measures on those tables; one that runs each once for the article where left out.
    on_progress
        Called with what is being done, for a progress line.

    Raises
    ------
    FileFormatError
        The reader's statements break their schema.
    """
    from realpolitik.claims.reading.reader import GrammarReader

    tell, tables = on_progress or (lambda _: None), store or Store()
    tell("reading")
    found = accepted(article, (reader or GrammarReader()).read(article), reader=name)
    if len(found) > MOST_STATEMENTS:
        left_out = f"only the first {MOST_STATEMENTS:,} of {len(found):,} statements were judged"
        article, found = replace(article, notes=(*article.notes, left_out)), found[:MOST_STATEMENTS]
    fetch = fetch or asking(tables)
    matcher = Matcher(article=article, store=tables, fetch=fetch)
    known: dict[str, Verdict] = {}
    checked = []
    for one in found:
        matched = matcher.match(one)
        tell(f"judging sentence {one.sentence + 1} of {len(article.sentences)}")
        checked.append(
            Checked(
                statement=one,
                verdicts=_judged(matched, article, tables, fetch, known),
                nearest=matched.nearest,
                series=matched.series,
            )
        )
    return Report(article=article, reader=name, checked=tuple(checked))


def _judged(
    matched: Matched, article: Article, store: Store, fetch: Fetch, known: dict[str, Verdict]
) -> tuple[Verdict, ...]:
    sentence = article.sentences[matched.statement.sentence].text
    verdicts = []
    for claim in matched.claims:
        key = repr(claim.model_copy(update={"id": "x", "says": "x", "by": "x", "where": "", "because": ""}))
        if key not in known:  # an article says some things twice
            try:
                known[key] = judge(claim, store, fetch)
            except RealpolitikError as error:  # no figure for what a text says is no error of the program's
                known[key] = Verdict(claim=claim, status="not measurable", why=f"Not measurable: {error}")
        made = replace(known[key], claim=claim)
        if by_one_office(made, matched.judged):
            made = judge(claim.model_copy(update={"own_word": True}), store, fetch)
        made = tempered(made, matched.judged, matched.series, sentence)
        doubt = misread(made, matched.judged, matched.series, sentence, article.published, fetch)
        verdicts.append(withdrawn(made, doubt) if doubt else made)
    return tuple(verdicts)


def mixed_by(one: Checked) -> str:
    """Why the verdicts of a statement are mixed.

    Definition: readings of the words differ, or the rule of counting or the assumptions do. Source: offices report different
    figures. Sample: the interval is one of draws. Date: it is one of periods.
    """
    statuses = {verdict.status for verdict in one.verdicts} - {"not measurable"}
    if len(statuses) > 1 and one.statement.way:
        return "definition: the amount and the way it is said to have been reached do not both hold"
    if len(statuses) > 1:
        return "definition: it holds in one reading of the words and not in another"
    intervals = [
        verdict.finding.interval
        for verdict in one.verdicts
        if verdict.status == "mixed" and verdict.finding and verdict.finding.interval
    ]
    if not intervals:
        return _error_of_rows(one)
    return f"{REASONS[intervals[0].basis]}: {intervals[0].kind}"


def _error_of_rows(one: Checked) -> str:
    """Why a verdict is mixed whose figure has no interval of its own: reports that differ, or the usual error of one report."""
    mixed = [verdict for verdict in one.verdicts if verdict.status == "mixed" and verdict.finding]
    rows = [row for verdict in mixed for row in (verdict.finding.rows if verdict.finding else ())]
    if any(";" in str(row.get("reports") or "") for row in rows):
        return "source: the figure is given as a range, by reports that differ"
    if any(row.get("low") is not None for row in rows) or not mixed:
        return "source: the figure is given as a range"
    return f"source: the report states no error, and is taken to have the usual one: {mixed[0].error}"
