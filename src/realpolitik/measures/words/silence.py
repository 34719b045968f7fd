"""“Not used since” in two readings: no official at all, and no joint statement; each with its exposure and counter-examples."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.findings import Window, parse_date, spanned
from realpolitik.measures.registering.shock import SHOCK, Shock
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.words.options import Phrase
from realpolitik.measures.words.uses import REGISTER, forms_of, is_joint, records, tells_of
from realpolitik.models.stats.absence import Absence, absence
from realpolitik.store import Store
from realpolitik.wording.dates import day_in_words
from realpolitik.wording.numbers import number_of, percent

Row = dict[str, Any]
STRICT, WEAK = "any official", "joint statements"
"""The absolute claim, and the weaker one that the phrase was dropped from what the two presidents sign."""
_MEDIA = "news agency"


def observed(rows: Sequence[Row], phrase: str) -> list[Row]:
    """Rows that tell of a phrase whether an official text holds it: uses, absences and denials.

    A phrase is also met under the forms of its concept, such as 上不封顶 for no limits.

    Raises
    ------
    UnknownNameError
        No row is about the phrase.
    """
    known = [
        row
        for row in rows
        if row["present"] in ("yes", "no", "denied") and _MEDIA not in (row["office"] or "")
    ]
    forms = forms_of(phrase)
    found = [row for row in known if tells_of(row, forms)]
    if not found:
        raise UnknownNameError("phrase", phrase, {row["phrase"] for row in known})
    return found


@measure(
    "rhetoric.absence",
    unit="uses",
    tables=("phrases",),
    chart="bars",
    definition="Uses of a phrase in official texts before and after a given date, in two readings: by any official (one later use "
    "disproves it), and in joint statements; texts observed with and without it are the exposure.",
    formula="chance of the silence at the old rate: exp(-k E2/E1), (E1/(E1+E2))^k, (E1/(E1+E2))^(k+1/2), hypergeometric, (t_n/T)^(n-1)",
    reference="Solow (1993), Inferring Extinction from Sighting Data, doi 10.2307/1940821",
)
def unused_since(
    tables: Store, about: About, window: Window, *, phrase: Phrase = "no limits", shock: Shock = SHOCK
) -> Result:
    """Whether a phrase has been used since a given date, by anyone and in joint statements."""
    day = parse_date(shock)
    every = observed(records(tables, about, Window()), phrase)
    rows = records(tables, about, window)
    if not any(row["date"] in window for row in every):
        first, last = (choose(row["date"] for row in every) for choose in (min, max))
        raise CoverageError(
            f"no text of the period asked is recorded with or without {phrase!r}: the record runs from {first} to {last}.",
            "Ask for days within.",
        )
    found = observed(rows, phrase)
    statements = sorted({row["date"] for row in rows if row["phrase"] == REGISTER})
    weighed = {
        STRICT: _weigh(found, day, (_texts(found, day, after=False), _texts(found, day, after=True))),
        WEAK: _weigh([row for row in found if is_joint(row)], day, _statements(found, statements, day)),
    }
    strict, weak = weighed[STRICT], weighed[WEAK]
    return Result(
        value=float(strict.used_after),
        says=_says(phrase, day, strict, weak),
        rows=[row for reading, one in weighed.items() for row in _rows(reading, one, found, statements, day)],
        period=spanned([row["date"] for row in found], "D"),
        caveats=(
            *(_chances(reading, one) for reading, one in weighed.items() if one.chances),
            f"Of {sum(one > day for one in statements)} joint statements since, {weak.exposure_after:.0f} were read for the phrase.",
            "Official texts before the day are on record because they use it: their exposure is no sample.",
            "The day was chosen for the gap that follows it, which makes every chance too small.",
        ),
    )


def _texts(found: Sequence[Row], day: date, *, after: bool) -> int:
    return len(
        {(row["date"], row["speaker"], row["document"]) for row in found if (row["date"] > day) == after}
    )


def _statements(found: Sequence[Row], statements: Sequence[date], day: date) -> tuple[int, int]:
    """Joint statements before the day (all on the register), and those after that were read for the phrase."""
    return sum(one <= day for one in statements), len(
        {row["date"] for row in found if is_joint(row) and row["date"] > day}
    )


def _weigh(found: Sequence[Row], day: date, documents: tuple[int, int]) -> Absence:
    if not all(documents):
        raise CoverageError(
            f"the register has {number_of(documents[0], 'texts')} observed before {day} and {documents[1]} after: a silence needs both.",
            "Give a corpus: `realpolitik rhetoric PHRASE --corpus PATH --since DATE`.",
        )
    used = [row for row in found if row["present"] == "yes"]
    before, after = [row for row in used if row["date"] <= day], [row for row in used if row["date"] > day]
    days = sorted({row["date"] for row in before})
    last_seen = max(row["date"] for row in found)
    return absence(
        before=(len(days), len(days)),  # several uses on one day are one: they are not independent
        after=len(after),
        documents=documents,
        first_after=f"{after[0]['speaker']}, {after[0]['document']}, {day_in_words(after[0]['date'])}"
        if after
        else "",
        times=((days[-1] - days[0]).days, (last_seen - days[0]).days) if len(days) > 1 else None,
    )


def _rows(
    reading: str, one: Absence, found: Sequence[Row], statements: Sequence[date], day: date
) -> list[Row]:
    own = [row for row in found if reading == STRICT or is_joint(row)]
    out: list[Row] = []
    for side, uses, exposure in (
        ("before", one.used_before, one.exposure_before),
        ("after", one.used_after, one.exposure_after),
    ):
        cited = [row for row in own if (row["date"] > day) == (side == "after")]
        days = [row["date"] for row in cited] or [
            each for each in statements if (each > day) == (side == "after")
        ]
        out.append(
            {
                "period": max(days).isoformat(),
                "value": float(uses),
                "label": f"{reading}, {side} {day} ({number_of(exposure, 'texts')})",
                "first": one.first_after if side == "after" else "",
                "texts": int(exposure),
                "source": " ".join(dict.fromkeys(id_ for row in cited for id_ in row["source_id"].split())),
            }
        )
    return out


FEW = 0.1
"""A silence that chance alone gives more often than this tells nothing."""


def _says(phrase: str, day: date, strict: Absence, weak: Absence) -> str:
    if strict.silent:
        absolute = f"“{phrase}”: no use by any official on record since {day_in_words(day)}, in {number_of(strict.exposure_after, 'texts')} observed"
    else:
        times = "once" if strict.used_after == 1 else f"{strict.used_after} times"
        absolute = f"“{phrase}” was used {times} by officials since {day_in_words(day)} (first: {strict.first_after})"
    if weak.silent:
        weaker = (
            f"of joint statements {weak.documents_with} of {weak.exposure_before:.0f} before had it and none of "
            f"{weak.exposure_after:.0f} read since{_telling(weak)}"
        )
    else:
        weaker = f"joint statements have it since, first in {weak.first_after}"
    return f"{absolute}; {weaker}."


def _telling(weak: Absence) -> str:
    """Whether so few texts can tell a silence from chance."""
    if not weak.chances:
        return ""
    chance = weak.chances["presence"]
    return (
        ": too few to tell"
        if chance > FEW
        else f"; chance alone would give that in {percent(chance)} of cases"
    )


def _chances(reading: str, one: Absence) -> str:
    listed = ", ".join(f"{test} {chance:.2g}" for test, chance in one.chances.items())
    return f"Chance of the silence ({reading}) at the old rate: {listed}."
