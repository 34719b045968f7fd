"""Do two states vote alike in the General Assembly? Shares of identical votes and indices of similarity, year by year.

Raw agreement is never shown alone: where nearly all members vote yes, two states agree by habit. So every figure of agreement
carries Cohen's kappa, agreement beyond what the two states' own habits would give, beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Period, Window
from realpolitik.measures.ballots import (
    FEWEST,
    Ballots,
    ballots,
    chosen,
    common,
    issue_caveats,
    issue_words,
    seat_caveats,
)
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.vote_counts import ROUNDED, Array, band, cluster_counts, index_of, resampled
from realpolitik.measures.wording import name, percent
from realpolitik.states import resolve
from realpolitik.store import Store

TABLES = ("votes", "roll_calls")
BOOTSTRAP = "95 %, roll calls drawn again by session and issue"
FEWEST_CLUSTERS = 5
"""With fewer clusters of roll calls than this a bootstrap says nothing, and no interval is given."""
LABELS = {
    "identical": "identical votes",
    "agreement": "agreement (Voeten)",
    "s": "S (Signorino and Ritter)",
    "s-squared": "S, squared distances",
    "pi": "pi (Scott)",
    "kappa": "kappa",
    "kappa-linear": "kappa, linear",
    "kappa-quadratic": "kappa, quadratic",
    "benati-capurri": "A (Benati and Capurri)",
    "tau-b": "tau-b (Kendall)",
    "coincidence": "voting coincidence",
}
SHARES = ("identical", "agreement", "coincidence")
"""Indices that are shares, from 0 to 1."""
VOETEN = "Voeten (2013), Data and analyses of voting in the UN General Assembly, doi 10.4324/9780203115626"
HAGE = "Häge (2011), Choice or circumstance? Adjusting measures of foreign policy similarity for chance agreement, doi 10.1093/pan/mpr023"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which votes of a pair count, and how often they are resampled; see `chosen` in `ballots`."""

    issue: str = ""
    universe: str = "recorded"
    absence: str = "left-out"
    seat: bool = True
    draws: int = 2000
    weights: str = "equal"

    def __post_init__(self) -> None:
        if self.draws < 100:
            raise OptionError(f"draws={self.draws}: fewer than 100 give no interval")
        if self.weights not in ("equal", "division"):
            raise OptionError(f"weights={self.weights!r}: choose equal or division")

    def take(self, tables: Store, about: About, window: Window) -> Ballots:
        """The roll calls asked for, of which the pair has ten in common; else `CoverageError`."""
        record = ballots(tables, about, seat=self.seat)
        asked = chosen(record, window, issue=self.issue, universe=self.universe, absence=self.absence)
        common(record, asked, about)
        return asked

    def caveats(self, about: About, asked: Ballots) -> tuple[str, ...]:
        """What holds of every figure from these roll calls."""
        universe = {
            "recorded": "All recorded votes",
            "divided": "Recorded votes in which at least one member said no or abstained",
            "important": "Votes that the United States Department of State called important, to session 74",
        }[self.universe]
        absence = {
            "left-out": "a roll call that one of the two missed is left out",
            "abstention": "an absence counts as an abstention",
        }[self.absence]
        said = (
            f"{universe}; consensus, under which most resolutions pass, and the emergency session on Ukraine are not among "
            f"them; {absence}."
        )
        return (
            said,
            *seat_caveats(about, asked),
            *(issue_caveats(asked) if self.issue else ()),
        )


def weights_of(record: Ballots, kind: str) -> Array | None:
    """(V,) None for equal weights; for `division` the chance that two members drawn at random differ."""
    if kind == "equal":
        return None
    shares = record.totals / np.maximum(record.totals.sum(1, keepdims=True), 1)
    return 1 - (shares**2).sum(1)


def counted(record: Ballots, pair: Sequence[str], asked: Asked, *, split: date | None = None) -> Array:
    """(C, 3, 3) joint counts of the pair by cluster."""
    first, second = (record.column(code) for code in pair)
    return cluster_counts(first, second, record.clusters(split=split), weights_of(record, asked.weights))


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An index with the bounds of its bootstrap, None where the clusters are too few or the index is undefined."""

    value: float | None
    low: float | None
    high: float | None


def estimates(counts: Array, indices: Sequence[str], *, draws: int, seed: int = 0) -> dict[str, Estimate]:
    """Indices of all clusters together, each with its 95 % interval over clusters drawn again.

    Where every replicate gives the same share (all votes alike, or none) the bootstrap knows no bound; then it is that of
    so many clusters without an exception, 0.025 to the power of one over their number (Clopper and Pearson 1934).
    """
    drawn = resampled(counts, draws=draws, seed=seed) if len(counts) >= FEWEST_CLUSTERS else None
    made = {}
    for name_ in indices:
        of = index_of(name_)
        value = float(of(counts.sum(0)))
        bounds = None
        if drawn is not None and not np.isnan(value):
            bounds = band(of(drawn), len(counts))
            if bounds and bounds[0] == bounds[1]:
                bounds = _all_or_none(value, len(counts)) if name_ in SHARES else None
        low, high = (min(bounds[0], value), max(bounds[1], value)) if bounds else (None, None)
        made[name_] = Estimate(value=None if np.isnan(value) else value, low=low, high=high)
    return made


def _all_or_none(value: float, clusters: int) -> tuple[float, float] | None:
    reach = 0.025 ** (1 / clusters)
    return {1.0: (reach, 1.0), 0.0: (0.0, 1 - reach)}.get(round(value, ROUNDED))


def columns(counts: Array, votes: int, index: str, beside: str, *, draws: int) -> dict[str, Any]:
    """The columns of a row: the index with its interval, the one beside it with its own, and the common votes."""
    made = estimates(counts, (index, beside), draws=draws)
    main, other = made[index], made[beside]
    return {
        "value": main.value,
        "low": main.low,
        "high": main.high,
        beside: other.value,
        f"{beside}_low": other.low,
        f"{beside}_high": other.high,
        "votes": votes,
    }


def yearly(
    record: Ballots, pair: Sequence[str], asked: Asked, index: str, beside: str
) -> list[dict[str, Any]]:
    """A row for each calendar year in which the pair has ten common votes."""
    rows = []
    for year in np.unique(record.years):
        own = record.where(record.years == year)
        votes = common_votes(own, pair)
        if votes >= FEWEST:
            made = columns(counted(own, pair, asked), votes, index, beside, draws=asked.draws)
            rows.append({"period": str(int(year)), **made, "source": own.source})
    return rows


def common_votes(record: Ballots, pair: Sequence[str]) -> int:
    """How many roll calls both voted in."""
    return int(np.logical_and.reduce([record.column(code) >= 0 for code in pair]).sum())


def _index_result(
    tables: Store,
    about: About,
    window: Window,
    asked: Asked,
    index: str,
    *,
    beside: str,
    references: str = "",
) -> Result:
    record = asked.take(tables, about, window)
    counts = counted(record, about, asked)
    total = columns(counts, common_votes(record, about), index, beside, draws=asked.draws)
    rows = yearly(record, about, asked, index, beside)
    thin = [
        str(year)
        for year in np.unique(record.years).tolist()
        if str(year) not in {row["period"] for row in rows}
    ]
    if references:
        label = pair_label(about)
        rows = [{**row, "series": label} for row in rows]
        for other in _reference_pairs(references, about):
            rows += _of_reference(tables, other, window, asked, index, beside)
    if total["value"] is None:
        raise CoverageError(
            f"{LABELS[index]} of {pair_names(about)} cannot be computed: one of them always made the same choice.",
            "Ask for a longer period.",
        )
    interval = (
        None if total["low"] is None else Interval(low=total["low"], high=total["high"], kind=BOOTSTRAP)
    )
    caveats = list(asked.caveats(about, record))
    if thin:
        caveats.append(
            f"Without a figure of their own, for fewer than {FEWEST} common votes: {', '.join(thin)}."
        )
    return Result(
        value=total["value"],
        interval=interval,
        says=_says(about, record, rows, total, asked, index, beside),
        rows=rows or [{"period": str(record.days[-1]), **total, "source": record.source}],
        period=spanned_by(record),
        caveats=caveats,
    )


def _says(
    about: About,
    record: Ballots,
    rows: Sequence[Mapping[str, Any]],
    total: Mapping[str, Any],
    asked: Asked,
    index: str,
    beside: str,
) -> str:
    own = [row for row in rows if row.get("series", pair_label(about)) == pair_label(about)]
    on = f" on {issue_words(asked.issue)}" if asked.issue else ""
    span = spanned_by(record)
    years = span.start[:4] if span.start[:4] == span.end[:4] else f"{span.start[:4]}–{span.end[:4]}"
    of = f"{total['votes']:,} roll calls{on} in {years}"
    with_ = f"{LABELS[beside]} {figure(total[beside], beside)}"
    if index == "identical":
        said = f"{pair_names(about)} voted alike in {figure(total['value'], index)} of {of} ({with_})"
    else:
        said = f"{pair_names(about)}: {LABELS[index]} {figure(total['value'], index)} in {of} ({with_})"
    if len(own) > 1:
        first, last = own[0], own[-1]
        said += f"; {figure(last['value'], index)} in {last['period']}, after {figure(first['value'], index)} in {first['period']}"
    return f"{said}."


def figure(value: float | None, index: str) -> str:
    """An index in words: shares in per cent, the others with two digits."""
    if value is None:
        return "not defined"
    if index in ("identical", "coincidence"):
        return {0.0: "0 %", 1.0: "100 %"}.get(value) or percent(value)
    return f"{value:.2f}".replace("-", "−")


def pair_names(about: Sequence[str]) -> str:
    """`China and Russia`."""
    return " and ".join(map(name, about))


def pair_label(about: Sequence[str]) -> str:
    """`China–Russia`."""
    return "–".join(map(name, about))


def spanned_by(record: Ballots) -> Period:
    """From the first to the last roll call."""
    return Period(start=str(record.days[0]), end=str(record.days[-1]), freq="D")


def _reference_pairs(text: str, about: About) -> list[About]:
    pairs: list[About] = []
    for word in text.split():
        one, _, two = word.partition("-")
        if not two:
            raise OptionError(
                f"references={text!r}: write pairs as FRA-GBR, several with spaces between them"
            )
        pair = (resolve(one).code, resolve(two).code)
        if set(pair) != set(about):
            pairs.append(pair)
    return pairs


def _of_reference(
    tables: Store, pair: About, window: Window, asked: Asked, index: str, beside: str
) -> list[dict[str, Any]]:
    """Rows of another pair for comparison; none where it has no votes in the period."""
    try:
        record = asked.take(tables, pair, window)
    except CoverageError:
        return []
    return [{**row, "series": pair_label(pair)} for row in yearly(record, pair, asked, index, beside)]


@measure(
    "votes.identical_share",
    unit="share",
    tables=TABLES,
    chart="panels",
    definition="Share of the roll calls in which both states voted where they made the same choice (yes, abstain or no).",
    formula="I = #{v: x_v = y_v} / #{v: both voted}; beside it kappa = 1 - (1 - I) / (1 - sum_k r_k c_k)",
    reference=f"{VOETEN}; {HAGE}",
)
def identical_share(
    tables: Store,
    about: About,
    window: Window,
    *,
    issue: str = "",
    universe: str = "recorded",
    absence: str = "left-out",
    seat: bool = True,
    references: str = "",
    draws: int = 2000,
) -> Result:
    """How often two states vote alike, with agreement beyond chance beside it."""
    asked = Asked(issue=issue, universe=universe, absence=absence, seat=seat, draws=draws)
    return _index_result(tables, about, window, asked, "identical", beside="kappa", references=references)


@measure(
    "votes.kappa",
    unit="index",
    tables=TABLES,
    chart="panels",
    definition="Cohen's kappa of two states' votes: agreement beyond what their own habits of voting would give by chance.",
    formula="kappa = 1 - sum_ij w_ij O_ij / sum_ij w_ij r_i c_j, w = 1{i != j} (nominal), |i-j|/2 (linear), its square (quadratic)",
    reference=HAGE,
)
def kappa(
    tables: Store,
    about: About,
    window: Window,
    *,
    power: int = 0,
    issue: str = "",
    universe: str = "recorded",
    absence: str = "left-out",
    seat: bool = True,
    references: str = "",
    draws: int = 2000,
) -> Result:
    """How far two states agree beyond chance, with the raw share beside it."""
    if power not in (0, 1, 2):
        raise OptionError(f"power={power}: 0 nominal, 1 linear, 2 quadratic")
    asked = Asked(issue=issue, universe=universe, absence=absence, seat=seat, draws=draws)
    index = ("kappa", "kappa-linear", "kappa-quadratic")[power]
    return _index_result(tables, about, window, asked, index, beside="identical", references=references)


@measure(
    "votes.similarity",
    unit="index",
    tables=TABLES,
    chart="panels",
    definition="An index of the similarity of two states' votes: identical, agreement (Voeten), s, s-squared (Signorino and Ritter), pi "
    "(Scott), kappa, kappa-linear, kappa-quadratic (Cohen), benati-capurri, tau-b (Kendall), coincidence (State Department).",
    formula="identical sum_i O_ii; agreement 1 - sum O |i-j|/2; S = 1 - 2 sum O d; pi, kappa = 1 - sum w O / sum w E; A = S(O) - S(rc)",
    reference="Signorino and Ritter (1999), Tau-b or not tau-b, International Studies Quarterly 43(1), doi 10.1111/0020-8833.00113; "
    f"{HAGE}; {VOETEN}",
)
def similarity(
    tables: Store,
    about: About,
    window: Window,
    *,
    index: str = "agreement",
    weights: str = "equal",
    issue: str = "",
    universe: str = "recorded",
    absence: str = "left-out",
    seat: bool = True,
    references: str = "",
    draws: int = 2000,
) -> Result:
    """Any index of similarity of two states' votes, with kappa (or the raw share) beside it."""
    asked = Asked(issue=issue, universe=universe, absence=absence, seat=seat, draws=draws, weights=weights)
    beside = "identical" if index.startswith("kappa") or index == "pi" else "kappa"
    return _index_result(tables, about, window, asked, index, beside=beside, references=references)
