"""A phrase through a corpus: uses by year with exposure, before and after a given date, the change nobody dated, and what else moved."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.measures.words.corpus import Document, words_in
from realpolitik.measures.words.corpus_index import Exposure, Found, Index
from realpolitik.measures.words.keyness import Keyness, keyness
from realpolitik.measures.words.phrases import CHINESE, Concept, folded, normalised
from realpolitik.models.stats.absence import Absence, absence
from realpolitik.models.stats.change_points import Change, poisson_change
from realpolitik.models.stats.poisson import Rate, clustered_rate, rate

PER = 10_000
"""Rates are uses in so many words (Chinese: characters)."""
STRONG = math.log(10)
"""ln of the Bayes factor from which a change is reported: strong on Jeffreys' scale."""
LEAST = 5
"""A word must occur so often in both bodies together to be compared: below, its G² has no meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Uses in one year: plain ones make the rate; documents with one, and documents there are."""

    year: int
    rate: Rate
    documents_with: int
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A concept in a corpus.

    Attributes
    ----------
    concept
        What was looked for.
    found
        Documents with a match, by day, also where it is denied or only quoted.
    years
        One record a year that has documents, in order.
    change
        Posterior of one change of the yearly rate; None where there are fewer than three years or no use.
    before, after
        Rates up to and after the day given, in uses per `PER` words; None without a day.
    absence
        The silence since that day, weighed; None without a day.
    how
        Number of matches by how: plain, denied, quoted.
    straddling
        Documents dated only by a month or year that holds the day given: on neither side of it.
    """

    concept: Concept
    found: tuple[Found, ...]
    years: tuple[Year, ...]
    change: Change | None
    before: Rate | None
    after: Rate | None
    absence: Absence | None
    how: dict[str, int]
    straddling: int = 0

    def says(self) -> str:
        """What was found, in sentences."""
        plain = sum(one.used() for one in self.found)
        having, documents = (
            sum(one.used() > 0 for one in self.found),
            sum(one.documents for one in self.years),
        )
        said = [
            f"“{self.concept.id.replace('-', ' ')}”: {_counted(plain, 'use')} in {having} of {_counted(documents, 'document')}, {self._span()}."
        ]
        if aside := ", ".join(f"{count} {how}" for how, count in sorted(self.how.items()) if how != "plain"):
            said.append(f"Not counted: {aside}.")
        if self.absence and self.before and self.after:
            said.append(_sided(self.before, self.after, self.absence))
        if self.straddling:
            said.append(
                f"{self.straddling} document{'' if self.straddling == 1 else 's'} dated only by a month or year that holds the day "
                f"{'is' if self.straddling == 1 else 'are'} on neither side of it."
            )
        if self.change and self.change.log_bayes_factor > STRONG:
            low, high = (
                self.years[min(i + 1, len(self.years) - 1)].year for i in (self.change.low, self.change.high)
            )
            first = self.years[self.change.last_before + 1].year
            sure = str(low) if low == high else f"{low} to {high}"
            said.append(
                f"The rate changes from {_rounded(self.change.before)} to {_rounded(self.change.after)} in {first} (95 %: {sure}), "
                "found without a date being given."
            )
        elif self.change:
            said.append("No change of the yearly rate is found.")
        return " ".join(said)

    def _span(self) -> str:
        first, last = self.years[0].year, self.years[-1].year
        return str(first) if first == last else f"{first} to {last}"

    def record(self) -> dict[str, Any]:
        """The track as plain values."""
        return {
            "concept": self.concept.id,
            "forms": {language: list(forms) for language, forms in self.concept.forms.items()},
            "says": self.says(),
            "unit": f"uses per {PER:,} words",
            "how": self.how,
            "years": [
                _rated(one.rate)
                | {"year": one.year, "documents_with": one.documents_with, "documents": one.documents}
                for one in self.years
            ],
            "before": _rated(self.before) if self.before else None,
            "after": _rated(self.after) if self.after else None,
            "straddling": self.straddling,
            "absence": asdict(self.absence) if self.absence else None,
            "change": asdict(self.change) if self.change else None,
        }


def _rated(one: Rate) -> dict[str, Any]:
    return {
        "uses": one.count,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "interval": f"95 % {one.kind}",
    }


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _rounded(value: float) -> str:
    """Two figures that say something, and never a power of ten."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def _sided(before: Rate, after: Rate, silence: Absence) -> str:
    rates = f"{_rounded(before.value)} uses in {PER:,} words before the day ({_rounded(before.low)} to {_rounded(before.high)}), "
    rates += f"{_rounded(after.value)} after ({_rounded(after.low)} to {_rounded(after.high)})."
    if not silence.silent:
        return f"{rates} It was used since, first: {silence.first_after}."
    listed = ", ".join(f"{test} {chance:.2g}" for test, chance in silence.chances.items())
    weighed = (
        f" Chance of the silence at the old rate: {listed}." if listed else " It was not used before either."
    )
    return f"{rates} Not used in {_counted(round(silence.exposure_after), 'document')} since.{weighed}"


def track(index: Index, concept: Concept, *, since: date | None = None, speaker: str = "") -> Track:
    """Follow a concept through an indexed corpus.

    Parameters
    ----------
    since
        Weigh the silence after this day.
    speaker
        Only documents of this speaker, as the corpus writes it.

    Raises
    ------
    CoverageError
        The corpus has no document of the speaker, or none on one side of the day.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from realpolitik.measures.words.corpus_index import build
    >>> from realpolitik.measures.words.phrases import concept
    >>> texts = [Document(id=str(y), date=date(y, 3, 1), text="no limits" if y < 2022 else "peace") for y in range(2018, 2026)]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = build(texts, Path(folder) / "i")
    ...     with Index(Path(folder) / "i") as index:
    ...         found = track(index, concept("no limits"), since=date(2022, 2, 24))
    >>> [one.rate.count for one in found.years], found.absence.silent, found.years[found.change.last_before].year
    ([1, 1, 1, 1, 0, 0, 0, 0], True, 2021)
    """
    exposure = [one for one in index.exposure() if not speaker or one.speaker == speaker]
    if not exposure:
        speakers = sorted({one.speaker for one in index.exposure()})
        raise CoverageError(
            f"the corpus has no document of {speaker!r}.",
            f"It has {', '.join(speakers[:8])}{' …' if len(speakers) > 8 else ''}.",
        )
    found = [one for one in index.search(concept) if not speaker or one.speaker == speaker]
    plain = [one for one in found if one.used()]
    years = _years(plain, exposure)
    if not years:
        raise CoverageError("the corpus has no words.", "Give a file or folder of texts that are not empty.")
    sides = _sides(plain, exposure, since) if since else None
    return Track(
        concept=concept,
        found=tuple(found),
        years=tuple(years),
        change=_change(years),
        before=sides[0] if sides else None,
        after=sides[1] if sides else None,
        absence=_absence(plain, exposure, since) if since else None,
        how=dict(Counter(match.how for one in found for match in one.matches)),
        straddling=sum(one.documents for one in exposure if one.day <= since < one.until) if since else 0,
    )


def _side(one: Found | Exposure | Document, since: date) -> bool | None:
    """Whether a document is after a day; None where it may be of either side."""
    first, last = (one.date, one.last) if isinstance(one, Document) else (one.day, one.until)
    return True if first > since else False if last <= since else None


def _years(found: Sequence[Found], exposure: Sequence[Exposure]) -> list[Year]:
    uses, having = Counter[int](), Counter[int]()
    for one in found:
        uses[one.day.year] += one.used()
        having[one.day.year] += 1
    words, documents = Counter[int](), Counter[int]()
    for one in exposure:
        words[one.day.year] += one.words
        documents[one.day.year] += one.documents
    return [
        Year(
            year=year,
            rate=rate(uses[year], words[year] / PER),
            documents_with=having[year],
            documents=documents[year],
        )
        for year in sorted(words)
        if words[year]
    ]


def _change(years: Sequence[Year]) -> Change | None:
    counts = [one.rate.count for one in years]
    if len(years) < 3 or not sum(counts):
        return None
    exposures = [one.rate.exposure for one in years]
    return poisson_change(
        counts, exposures, b=math.fsum(exposures) / sum(counts)
    )  # a prior as wide as the mean rate


def _sides(found: Sequence[Found], exposure: Sequence[Exposure], since: date) -> tuple[Rate, Rate]:
    """Rates up to and after the day, over years of either side, with room for clusters."""
    out = []
    for after in (False, True):
        own = [one for one in exposure if _side(one, since) is after]
        if not sum(one.words for one in own):
            raise CoverageError(
                f"the corpus has no document {'after' if after else 'up to'} {since}.",
                "A silence needs documents on both sides: extend the corpus or move the day.",
            )
        years = _years([one for one in found if _side(one, since) is after], own)
        out.append(clustered_rate([one.rate.count for one in years], [one.rate.exposure for one in years]))
    return out[0], out[1]


def _absence(found: Sequence[Found], exposure: Sequence[Exposure], since: date) -> Absence:
    before, after = ([one for one in found if _side(one, since) is later] for later in (False, True))
    documents = [
        sum(one.documents for one in exposure if _side(one, since) is later) for later in (False, True)
    ]
    days = sorted({one.day for one in before})  # several uses of one day are one for the clock
    end = max(one.day for one in exposure)
    first = after[0] if after else None
    return absence(
        before=(sum(one.used() for one in before), len(before)),
        after=sum(one.used() for one in after),
        documents=(documents[0], documents[1]),
        first_after=f"{first.dated}, {first.speaker or first.title or first.id}" if first else "",
        times=((days[-1] - days[0]).days, (end - days[0]).days) if len(days) > 1 else None,
    )


def key_words(documents: Iterable[Document], day: date, *, speaker: str = "") -> list[Keyness]:
    """Words (Chinese: pairs of characters) that set the documents after a day apart from those up to it.

    Returns
    -------
    The highest $G^2$ first; words with fewer than `LEAST` uses are left out of the comparison, not of the totals.

    Raises
    ------
    OptionError
        There are no words on one side of the day.

    Examples
    --------
    >>> texts = ["peace and dialogue " * 9, "sanctions and dialogue " * 9]
    >>> found = key_words([Document(id=str(i), date=date(2021 + i, 1, 1), text=t) for i, t in enumerate(texts)], date(2021, 6, 1))
    >>> [(one.term, one.before, one.after) for one in found[:2]]
    [('peace', 9, 0), ('sanctions', 0, 9)]
    """
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    totals = [0, 0]
    for one in documents:
        if speaker and one.speaker != speaker:
            continue
        side = _side(one, day)
        if side is None:
            continue
        terms = _terms(folded(normalised(one.text)), one.language)
        counts[side].update(terms)
        totals[side] += len(terms)
    known = {term for term in {*counts[0], *counts[1]} if counts[0][term] + counts[1][term] >= LEAST}
    before, after = ({term: count for term, count in side.items() if term in known} for side in counts)
    return keyness(before, after, total_before=totals[0], total_after=totals[1])


def _terms(low: str, language: str) -> list[str]:
    if language == "zh" or (not language and words_in(low) != words_in(low, "en")):
        signs = "".join(sign if CHINESE.match(sign) else " " for sign in low)
        return [run[i : i + 2] for run in signs.split() for i in range(len(run) - 1)]
    return [word for word in (part.strip(".,;:!?()[]\"'“”«»…–—") for part in low.split()) if word.isalpha()]
