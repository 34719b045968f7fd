"""Wilson's interval of a share."""

from __future__ import annotations

from math import sqrt

NORMAL = 1.96
"""Standard errors to either side of a 95 % interval."""


def wilson_interval(share: float, count: int) -> tuple[float, float]:
    r"""Wilson's 95 % interval of a share of independent draws.

    $\frac{p + z^2/2n \pm z\sqrt{p(1-p)/n + z^2/4n^2}}{1 + z^2/n}$, $z = 1.96$. Draws that hang together, as votes on one matter
    do, make it too narrow.

    Parameters
    ----------
    share
        $p$, 0 to 1.
    count
        $n$, 1 or more.

    Examples
    --------
    >>> [round(end, 3) for end in wilson_interval(0.5, 100)]
    [0.404, 0.596]

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference, doi 10.1080/01621459.1927.10502953
    """
    square = NORMAL**2 / count
    middle, reach = share + square / 2, NORMAL * sqrt(share * (1 - share) / count + square / (4 * count))
    return (middle - reach) / (1 + square), (middle + reach) / (1 + square)
