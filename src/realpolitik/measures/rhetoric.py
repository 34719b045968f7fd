"""Which phrases two states use of each other, when first, when last, and whether one has been dropped."""

from __future__ import annotations

import math
from typing import Any

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.wording import name, spanned
from realpolitik.store import Store

REGISTER = "(register of joint statements)"
"""The phrase under which the table lists joint statements themselves: the exposure, not a use."""


def silence_poisson(uses: int, before: float, after: float) -> float:
    r"""Chance of no use in `after` at the old rate, $e^{-k E_2/E_1}$.

    Examples
    --------
    >>> f"{silence_poisson(12, 30, 45):.3e}"
    '1.523e-08'
    """
    _exposed(uses, before, after)
    return math.exp(-uses * after / before)


def silence_binomial(uses: int, before: float, after: float) -> float:
    r"""Chance that all uses fall before, given their number, $(E_1/(E_1+E_2))^k$.

    Examples
    --------
    >>> f"{silence_binomial(12, 30, 45):.3e}"
    '1.678e-05'
    """
    _exposed(uses, before, after)
    return (before / (before + after)) ** uses


def silence_bayes(uses: int, before: float, after: float) -> float:
    r"""Predictive chance of no use under Jeffreys' prior, $(E_1/(E_1+E_2))^{k+1/2}$.

    Examples
    --------
    >>> f"{silence_bayes(12, 30, 45):.3e}"
    '1.061e-05'
    """
    _exposed(uses, before, after)
    return (before / (before + after)) ** (uses + 0.5)


def silence_presence(with_phrase: int, documents_before: int, documents_after: int) -> float:
    """Chance that no later document has the phrase if documents were shuffled (hypergeometric, Fisher's exact test).

    Examples
    --------
    >>> f"{silence_presence(8, 30, 45):.3e}"
    '3.469e-04'
    """
    if not 0 <= with_phrase <= documents_before or documents_after < 0:
        raise OptionError("the documents with the phrase are some of those before")
    total = documents_before + documents_after
    return math.comb(documents_before, with_phrase) / math.comb(total, with_phrase)


def extinction_bound(last: float, uses: int, *, level: float = 0.95) -> float:
    r"""Solow's upper bound of the end of use, $t_n / (1 - level)^{1/n}$, in the unit of `last`, from the first use.

    References
    ----------
    Solow (1993), Inferring Extinction from Sighting Data, doi 10.2307/1940821

    Examples
    --------
    >>> round(extinction_bound(30, 12), 1)
    38.5
    """
    if uses < 1 or last <= 0 or not 0 < level < 1:
        raise OptionError("the bound needs a use, a positive time of the last, and a level between 0 and 1")
    return last / (1 - level) ** (1 / uses)


def _exposed(uses: int, before: float, after: float) -> None:
    if uses < 0 or before <= 0 or after < 0:
        raise OptionError(
            f"uses={uses}, exposure {before} and {after}: needs uses >= 0, exposure before > 0, after >= 0"
        )


def _records(tables: Store, about: About, window: Window) -> list[dict[str, Any]]:
    low, high = sorted(about)
    rows = [
        row
        for row in tables["phrases"].iter_rows(named=True)
        if (row["a"], row["b"]) == (low, high) and row["date"] in window
    ]
    if not rows:
        raise CoverageError(
            f"the tables have no phrases of {name(about[0])} and {name(about[1])} in the period asked.",
            "The register of phrases is curated by hand.",
        )
    return sorted(rows, key=lambda row: (row["date"], row["phrase"], row["speaker"]))


def _is_joint(row: dict[str, Any]) -> bool:
    return "joint statement" in (row["document"] or "").lower()


@measure(
    "rhetoric.uses",
    unit="uses",
    tables=("phrases",),
    chart="dots",
    definition="Dated uses of a phrase (1), and documents observed to be without it or to deny it (0).",
    formula="uses = number of records with value 1",
    reference="Solow (1993), Inferring Extinction from Sighting Data, doi 10.2307/1940821",
)
def uses(tables: Store, about: About, window: Window, *, phrase: str = "no limits") -> Result:
    """Dated uses and absences of a phrase in what two states say of each other."""
    records = _records(tables, about, window)
    phrases = {row["phrase"] for row in records if row["present"] in ("yes", "no", "denied")}
    own = [
        row for row in records if row["phrase"] in phrases and phrase.casefold() in row["phrase"].casefold()
    ]
    if not own:
        raise UnknownNameError("phrase", phrase, phrases)
    rows = [
        {
            "period": row["date"].isoformat(),
            "value": 1.0 if row["present"] == "yes" else 0.0,
            "series": {"yes": "used", "no": "observed without it", "denied": "denied"}[row["present"]],
            "label": f"{row['speaker']}: {row['document']}",
            "phrase": row["phrase"],
            "speaker": row["speaker"],
            "kind": "joint statement" if _is_joint(row) else "other",
            "precision": row["precision"],
            "source": row["source_id"],
        }
        for row in own
        if row["present"] in ("yes", "no", "denied")
    ]
    used = [row for row in rows if row["value"] > 0]
    without = [row for row in rows if row["value"] == 0 and used and row["period"] > used[-1]["period"]]
    says = (
        f"“{phrase}” is on record {len(used)} times, first on {used[0]['period']} and last on {used[-1]['period']}"
        + (f"; {len(without)} later texts are without it." if without else ".")
        if used
        else f"“{phrase}” is on record as absent from {len(rows)} texts, and as used in none."
    )
    return Result(
        value=float(len(used)),
        says=says,
        rows=rows,
        period=spanned([row["date"] for row in own], "D"),
        caveats=(
            "A register of known uses, not a search of all texts: an absence holds only for the texts observed.",
            *_silence(rows, used, without),
        ),
    )


def _silence(
    rows: list[dict[str, Any]], used: list[dict[str, Any]], without: list[dict[str, Any]]
) -> tuple[str, ...]:
    """How surprising the silence since the last use is, by presence in documents."""
    if not used or not without:
        return ()
    before = [row for row in rows if row["period"] <= used[-1]["period"]]
    chance = silence_presence(
        len({row["label"] for row in used}), len({row["label"] for row in before}), len(without)
    )
    return (
        (
            f"If the {len(before) + len(without)} observed texts were shuffled, the chance that none of the last {len(without)} "
            f"has the phrase is {chance:.2f} (exact test of presence; texts were not chosen at random)."
        ),
    )
