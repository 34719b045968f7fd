"""Which phrases two states use of each other, when first, when last, and whether one has been dropped."""

from __future__ import annotations

from typing import Any

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.findings import Window, parse_date, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.words.options import Phrase
from realpolitik.measures.words.phrases import concept, folded
from realpolitik.models.stats.absence import (
    silence_bayes,
    silence_binomial,
    silence_poisson,
    silence_presence,
    silence_solow,
)
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.dates import day_in_words
from realpolitik.wording.numbers import number_of

REGISTER = "(register of joint statements)"
"""The phrase under which the table lists joint statements themselves: the exposure, not a use."""


def records(tables: Store, about: About, window: Window) -> list[dict[str, Any]]:
    """Rows of the register of phrases on two states, oldest first; none raises `CoverageError`."""
    low, high = sorted(about)
    rows = [
        row
        for row in tables["phrases"].iter_rows(named=True)
        if (row["a"], row["b"]) == (low, high) and row["date"] in window
    ]
    if not rows:
        raise CoverageError(
            f"the tables have no phrases of {called(about[0])} and {called(about[1])} in the period asked.",
            "The register of phrases is curated by hand.",
        )
    return sorted(rows, key=lambda row: (row["date"], row["phrase"], row["speaker"]))


def is_joint(row: dict[str, Any]) -> bool:
    """Whether a row is of a joint statement of the two presidents."""
    return "joint statement" in (row["document"] or "").lower()


def forms_of(phrase: str) -> frozenset[str]:
    """How the register may write a phrase: as asked, or in the forms of the concept that it names (没有止境, no limits).

    Examples
    --------
    >>> "no limits" in forms_of("no-limits")
    True
    """
    own = concept(phrase)
    return frozenset(form.rstrip("*") for form in (folded(phrase), *map(folded, own.all_forms())))


def tells_of(row: dict[str, Any], forms: frozenset[str]) -> bool:
    """Whether a row of the register is about a phrase in one of these forms."""
    written = folded(row["phrase"])
    return any(form in written for form in forms)


@measure(
    "rhetoric.uses",
    unit="uses",
    tables=("phrases",),
    chart="dots",
    definition="Dated uses of a phrase (1), and documents observed to be without it or to deny it (0).",
    formula="uses = number of records with value 1",
    reference="Solow (1993), Inferring Extinction from Sighting Data, doi 10.2307/1940821",
)
def uses(tables: Store, about: About, window: Window, *, phrase: Phrase = "no limits") -> Result:
    """Dated uses and absences of a phrase in what two states say of each other."""
    register = records(tables, about, window)
    phrases = {row["phrase"] for row in register if row["present"] in ("yes", "no", "denied")}
    forms = forms_of(phrase)
    own = [row for row in register if row["phrase"] in phrases and tells_of(row, forms)]
    if not own:
        every = records(tables, about, Window())
        if not any(tells_of(row, forms) for row in every if row["present"] in ("yes", "no", "denied")):
            raise UnknownNameError("phrase", phrase, {row["phrase"] for row in every})
        raise CoverageError(
            f"no text of the period asked is recorded with or without {phrase!r}.", "Ask for a longer period."
        )
    rows = [
        {
            "period": row["date"].isoformat(),
            "value": 1.0 if row["present"] == "yes" else 0.0,
            "series": {"yes": "used", "no": "observed without it", "denied": "denied"}[row["present"]],
            "label": f"{row['speaker']}: {row['document']}",
            "phrase": row["phrase"],
            "speaker": row["speaker"],
            "kind": "joint statement" if is_joint(row) else "other",
            "precision": row["precision"],
            "source": row["source_id"],
        }
        for row in own
        if row["present"] in ("yes", "no", "denied")
    ]
    used = [row for row in rows if row["value"] > 0]
    without = [row for row in rows if row["value"] == 0 and used and row["period"] > used[-1]["period"]]
    days = [row["period"] for row in used]
    says = (
        f"“{phrase}”: {_counted(len(used), 'use')} on record, "
        + _between(days[0], days[-1])
        + (f"; {_counted(len(without), 'later text')} without it or denying it." if without else ".")
        if used
        else f"“{phrase}”: no use on record, {_counted(len(rows), 'text')} without it or denying it."
    )
    return Result(
        value=float(len(used)),
        says=says,
        rows=rows,
        period=spanned([row["date"] for row in own], "D"),
        caveats=(
            "A register of known uses, not a search of all texts: an absence holds only for the texts observed.",
            *_silence(tables, about, window, rows),
        ),
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _silence(tables: Store, about: About, window: Window, rows: list[dict[str, Any]]) -> tuple[str, ...]:
    """How surprising the silence since the last use is, by the five tests; the exposure is the register."""
    used = [row for row in rows if row["value"] > 0]
    if not used or used[-1] is rows[-1]:
        return ()
    low, high = sorted(about)
    register = [
        row["date"].isoformat()
        for row in tables["phrases"].iter_rows(named=True)
        if (row["a"], row["b"]) == (low, high) and row["phrase"] == REGISTER and row["date"] in window
    ]
    last, days = used[-1]["period"], sorted({row["period"] for row in used})
    joint = {row["period"] for row in used if row["kind"] == "joint statement"}
    seen_without = {row["period"] for row in rows if row["kind"] == "joint statement"} - {*joint}
    before, after = sum(day <= last for day in register), sum(day > last for day in register)
    if not before or not after:
        return (
            "The register has no joint statements on both sides of the last use: its silence cannot be weighed.",
        )
    first, now = parse_date(days[0]), parse_date(max(*register, rows[-1]["period"]))
    uses = len(days)
    chances = {
        "Poisson": silence_poisson(uses, before, after),
        "binomial": silence_binomial(uses, before, after),
        "Bayes": silence_bayes(uses, before, after),
        "presence in joint statements": silence_presence(
            min(len(joint), before), before, sum(day > last for day in seen_without)
        ),
        "Solow": silence_solow((parse_date(last) - first).days, (now - first).days, uses - 1),
    }
    return (
        (
            f"Exposure: {number_of(before, 'joint statements')} in the register up to the last use, {after} since; uses on {number_of(uses, 'days')}. "
            f"Chance of the silence: {', '.join(f'{test} {chance:.2g}' for test, chance in chances.items())}. "
            "The date was chosen for its gap, which makes each too small."
        ),
    )


def _between(first: str, last: str) -> str:
    """From a first to a last use, in words."""
    start, end = (day_in_words(parse_date(day)) for day in (first, last))
    return f"from {start} to {end}" if first < last else f"on {start}"
