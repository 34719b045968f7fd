"""Which phrases two states use of each other, when first, when last, and whether one has been dropped."""

from __future__ import annotations

import math
from typing import Any

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.findings import Window, parse_date
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


def silence_solow(last: float, now: float, uses: int) -> float:
    r"""Chance of no use between `last` and `now` if uses fell evenly over time, $(t_n/T)^n$, both times from the start.

    Where the clock starts at the first use, that one is no evidence: give the number of uses less one.

    References
    ----------
    Solow (1993), Inferring Extinction from Sighting Data, doi 10.2307/1940821

    Examples
    --------
    >>> f"{silence_solow(30, 75, 12):.3e}"
    '1.678e-05'
    """
    if uses < 0 or not 0 <= last <= now or now <= 0:
        raise OptionError(f"uses={uses}, last {last}, now {now}: needs uses >= 0 and 0 <= last <= now")
    return (last / now) ** uses


def silence_clustered(uses: int, before: float, after: float, *, kappa: float) -> float:
    r"""Chance of no use in `after` documents if uses come in clusters, $(\kappa/(\kappa+\mu))^{\kappa E_2}$, $\mu = k/E_1$.

    Parameters
    ----------
    kappa
        Dispersion of the negative binomial, above 0; the smaller, the more uses crowd into few documents.

    Examples
    --------
    >>> f"{silence_clustered(12, 30, 45, kappa=0.5):.2e}"
    '1.80e-06'
    """
    _exposed(uses, before, after)
    if kappa <= 0:
        raise OptionError(f"kappa={kappa}: the dispersion is above 0")
    return (kappa / (kappa + uses / before)) ** (kappa * after)


def new_rate_bound(after: float, *, level: float = 0.95) -> float:
    r"""Upper bound of the rate of use after a silence, $-\ln(1 - level)/E_2$ (the rule of three).

    Examples
    --------
    >>> round(new_rate_bound(45), 4)
    0.0666
    """
    if after <= 0 or not 0 < level < 1:
        raise OptionError(f"exposure {after}, level {level}: needs exposure > 0, 0 < level < 1")
    return -math.log1p(-level) / after


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
    days = [row["period"] for row in used]
    says = (
        f"“{phrase}”: {_counted(len(used), 'use')} on record, "
        + (f"from {days[0]} to {days[-1]}" if days[0] < days[-1] else f"on {days[0]}")
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
            f"Exposure: {before} joint statements in the register up to the last use, {after} since; uses on {uses} days. "
            f"Chance of the silence: {', '.join(f'{test} {chance:.2g}' for test, chance in chances.items())}. "
            "The date was chosen for its gap, which makes each too small."
        ),
    )
