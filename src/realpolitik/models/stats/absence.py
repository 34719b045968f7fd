r"""“Not used since”: how surprising a silence is, by five tests, and what a single later use does to the claim."""

from __future__ import annotations

import math
from dataclasses import dataclass

from realpolitik.errors import OptionError


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """The uses of a phrase on either side of a date.

    Attributes
    ----------
    used_before, used_after
        Uses before and after.
    exposure_before, exposure_after
        Documents (or words, in any one unit) in which it could have stood.
    documents_with
        Documents before with at least one use.
    first_after
        The earliest use after the date, in words; empty if there is none. One is enough: the absolute claim falls.
    chances
        Chance of the silence by test, were the old rate still the rate; empty where there are later uses or no earlier.
    new_rate_bound
        Upper 95 % bound of the rate after the date, in uses a unit of exposure; exact Poisson.
    """

    used_before: int
    used_after: int
    exposure_before: float
    exposure_after: float
    documents_with: int
    first_after: str
    chances: dict[str, float]
    new_rate_bound: float

    @property
    def silent(self) -> bool:
        """Whether no use is known after the date."""
        return self.used_after == 0


def absence(
    *,
    before: tuple[int, int],
    after: int,
    documents: tuple[int, int],
    first_after: str = "",
    times: tuple[float, float] | None = None,
) -> Absence:
    """Weigh a silence since a date by the five tests.

    Parameters
    ----------
    before
        Uses, and documents with a use, before the date.
    after
        Uses after the date.
    documents
        Documents before and after: the exposure. Both above 0: without documents after the date nothing can be absent.
    first_after
        The earliest later use, in words.
    times
        Days from the first use to the last, and from the first use to the end of the record, for Solow's test.

    Raises
    ------
    OptionError
        No document before or after, or later uses without the earliest of them.

    Examples
    --------
    >>> found = absence(before=(12, 8), after=0, documents=(30, 45), times=(30, 75))
    >>> [f"{name} {chance:.3e}" for name, chance in found.chances.items()][:2]
    ['Poisson 1.523e-08', 'binomial 1.678e-05']
    >>> found.silent, round(found.new_rate_bound, 4)
    (True, 0.0666)
    """
    (uses, with_phrase), (n1, n2) = before, documents
    if not n1 > 0 or not n2 > 0:
        raise OptionError(
            f"{n1} documents before and {n2} after: a silence needs documents on both sides in which the phrase "
            "could have stood; extend the corpus or move the date"
        )
    if bool(first_after) != bool(after):
        raise OptionError(f"{after} later uses, the earliest {first_after!r}: give both or neither")
    chances: dict[str, float] = {}
    if uses and not after:
        chances = {
            "Poisson": silence_poisson(uses, n1, n2),
            "binomial": silence_binomial(uses, n1, n2),
            "Bayes": silence_bayes(uses, n1, n2),
            "presence": silence_presence(with_phrase, n1, n2),
        }
        if times and times[1] > 0 and uses > 1:
            chances["Solow"] = silence_solow(times[0], times[1], uses - 1)
    from realpolitik.models.stats.poisson import rate

    bound = new_rate_bound(n2) if not after else rate(after, n2, level=0.9).high  # one-sided 95 per cent
    return Absence(
        used_before=uses,
        used_after=after,
        exposure_before=n1,
        exposure_after=n2,
        documents_with=with_phrase,
        first_after=first_after,
        chances=chances,
        new_rate_bound=bound,
    )


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
