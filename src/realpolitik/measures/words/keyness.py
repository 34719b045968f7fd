r"""Which words set one body of texts apart from another: Dunning's $G^2$, its effect size, and false discovery."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from realpolitik.errors import OptionError
from realpolitik.wording.numbers import number_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyness:
    """How much a term belongs to the later texts.

    Attributes
    ----------
    term
        A word or phrase.
    before, after
        Its uses in either body of texts.
    g2
        Dunning's log-likelihood, 0 or more.
    log_ratio
        Binary logarithm of the ratio of rates, later over earlier: 1 is twice as often, -1 half.
    p, q
        Chance of such a $G^2$ if the rates were one; and the false discovery rate among all terms compared.
    """

    term: str
    before: int
    after: int
    g2: float
    log_ratio: float
    p: float
    q: float


def log_likelihood(k11: int, k12: int, k21: int, k22: int) -> float:
    r"""Dunning's $G^2 = 2 \sum O \ln(O/E)$ of the full table of two by two counts.

    Parameters
    ----------
    k11, k12, k21, k22
        Counts of 0 or more, the first row one term in two texts, the second all else. Cells of 0 add nothing.

    References
    ----------
    Dunning (1993), Accurate Methods for the Statistics of Surprise and Coincidence, ACL J93-1003

    Examples
    --------
    >>> [round(log_likelihood(*cells), 2) for cells in ((110, 2442, 111, 29114), (29, 13, 123, 31612))]
    [270.72, 263.9]
    """
    cells = (k11, k12, k21, k22)
    if min(cells) < 0:
        raise OptionError(f"counts {cells}: none is below 0")
    rows, columns = (k11 + k12, k21 + k22), (k11 + k21, k12 + k22)
    entropy = math.fsum(_xlogx(part) for part in cells) + _xlogx(sum(cells))
    # rounding may leave -1e-13 for a table without association
    return max(0.0, 2 * (entropy - math.fsum(_xlogx(part) for part in (*rows, *columns))))


def _xlogx(count: float) -> float:
    return count * math.log(count) if count > 0 else 0.0


def log_ratio(before: int, total_before: int, after: int, total_after: int) -> float:
    r"""Hardie's effect size $\log_2 \frac{(k_2 + ½)/(N_2 + ½)}{(k_1 + ½)/(N_1 + ½)}$; the half keeps zero counts finite.

    Examples
    --------
    >>> round(log_ratio(10, 1000, 20, 1000), 2)
    0.97
    """
    _counted(before, total_before)
    _counted(after, total_after)
    later = math.log2(after + 0.5) - math.log2(total_after + 0.5)
    return later - (math.log2(before + 0.5) - math.log2(total_before + 0.5))


def false_discovery(p: Sequence[float]) -> tuple[float, ...]:
    r"""Benjamini and Hochberg's $q_{(i)} = \min_{j \ge i} p_{(j)}\, m / j$, in the order given.

    References
    ----------
    Benjamini and Hochberg (1995), Controlling the False Discovery Rate, doi 10.1111/j.2517-6161.1995.tb02031.x

    Examples
    --------
    >>> false_discovery([0.01, 0.04, 0.03])
    (0.03, 0.04, 0.04)
    """
    order = sorted(range(len(p)), key=lambda i: p[i], reverse=True)
    q, lowest = [0.0] * len(p), 1.0
    for place, i in enumerate(order):
        lowest = min(lowest, p[i] * len(p) / (len(p) - place))
        q[i] = lowest
    return tuple(q)


def keyness(
    before: Mapping[str, int], after: Mapping[str, int], *, total_before: int, total_after: int
) -> list[Keyness]:
    """Terms of two bodies of texts by how much they set them apart, the highest $G^2$ first.

    Parameters
    ----------
    before, after
        Uses by term.
    total_before, total_after
        All words of either body, above 0 and at least its uses of any term.

    Returns
    -------
    One record a term of either body; terms of equal $G^2$ in order of the term.

    Raises
    ------
    OptionError
        A body has no words: with nothing after the date, nothing can be said to have gone.

    Examples
    --------
    >>> top = keyness({"peace": 12}, {"sanctions": 30}, total_before=30000, total_after=45000)[0]
    >>> top.term, round(top.g2, 2), top.q < 0.01
    ('sanctions', 30.66, True)
    """
    if total_before <= 0 or total_after <= 0:
        raise OptionError(
            f"{number_of(total_before, 'words')} before and {total_after} after: both bodies need words"
        )
    terms = sorted({*before, *after})
    found = []
    for term in terms:
        k1, k2 = before.get(term, 0), after.get(term, 0)
        _counted(k1, total_before)
        _counted(k2, total_after)
        found.append((term, k1, k2, log_likelihood(k1, k2, total_before - k1, total_after - k2)))
    p = [math.erfc(math.sqrt(g2 / 2)) for *_, g2 in found]  # upper tail of chi squared with one degree
    records = [
        Keyness(
            term=term,
            before=k1,
            after=k2,
            g2=g2,
            log_ratio=log_ratio(k1, total_before, k2, total_after),
            p=p[i],
            q=q,
        )
        for i, ((term, k1, k2, g2), q) in enumerate(zip(found, false_discovery(p), strict=True))
    ]
    return sorted(records, key=lambda record: (-record.g2, record.term))


def _counted(count: int, total: int) -> None:
    if not 0 <= count <= total:
        raise OptionError(
            f"{number_of(count, 'uses')} in {number_of(total, 'words')}: needs 0 <= uses <= words"
        )
