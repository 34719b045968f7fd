r"""One figure from two reports of a flow: freight taken off, and each report weighed by how far its office usually is from others.

After Gaulier and Zignago (2010), who make BACI so: the importer's figure is brought to the exporter's valuation, the distance of the two
reports is decomposed into what is due to the exporter and to the importer, and the flow is the mean of the two reports,
weighted by the inverse of the squared distances. Their freight rates come from unit values by product; here the rate is given, or
estimated on columns that the flows bring.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame

from realpolitik.errors import OptionError

if TYPE_CHECKING:
    import polars as pl

Array = np.ndarray[Any, np.dtype[np.float64]]

KEY = ("origin", "destination", "period")
CIF = 0.06
"""Freight and insurance over the value at the border, where nothing better is known: the order of magnitude of aggregate flows."""
CIF_RANGE = (0.0, 0.10)
"""From none (a pipeline across a common border) to what long sea routes cost."""
FEWEST_FLOWS = 30
"""So many flows with two reports, or more, are needed to say how reliable offices are."""
FEWEST_OWN = 5
"""An office with fewer such flows on a side counts as the average office."""
FLOOR = 0.01
"""No office is nearer to its partners than one per cent: weights stay finite."""
TEN_PERCENT = 1.6448536269514722
"""Standard deviations that leave five per cent on either side."""


def both_reports(flows: IntoFrame, *, value: str = "value_usd") -> nw.LazyFrame[Any]:
    r"""What exporter and importer say of each flow, side by side.

    Parameters
    ----------
    flows
        Any frame with `origin`, `destination`, `reporter`, `period` and `value`, one product and frequency. Rows of one flow, period and
        reporter are summed; those of other reporters than the two states are left out.

    Returns
    -------
    Frame with `origin`, `destination`, `period`, `by_exporter`, `by_importer` (0 where that side has no report), and `reports` (1 or 2
    reports above 0), sorted, in the engine of `flows`.

    Examples
    --------
    >>> import polars as pl
    >>> flows = pl.DataFrame({"origin": ["A", "A"], "destination": ["B", "B"], "reporter": ["A", "B"], "period": [1, 1],
    ...                       "value_usd": [100, 108]})
    >>> both_reports(flows).collect().to_native().row(0)
    ('A', 'B', 1, 100, 108, 2)
    """
    frame: nw.LazyFrame[Any] = nw.from_native(flows).lazy()
    none = nw.lit(0)
    sides = frame.with_columns(
        by_exporter=nw.when(nw.col("reporter") == nw.col("origin")).then(nw.col(value)).otherwise(none),
        by_importer=nw.when(nw.col("reporter") == nw.col("destination")).then(nw.col(value)).otherwise(none),
    )
    summed = sides.group_by(*KEY).agg(nw.col("by_exporter").sum(), nw.col("by_importer").sum())

    def some(side: str) -> nw.Expr:
        return nw.when(nw.col(side) > 0).then(nw.lit(1)).otherwise(none)

    counted = summed.with_columns(reports=some("by_exporter") + some("by_importer"))
    return counted.filter(nw.col("reports") > 0).sort(*KEY)


def freight_rates(
    exporter: Array, importer: Array, *, columns: Array | None = None, trimmed: float = 2.0
) -> tuple[Array, Array]:
    r"""Freight and insurance of flows that both sides report, from a regression of $\ln(M/X)$ on columns such as log distance.

    Weighted by one over the larger report over the smaller, so that flows on which the two disagree count less; fitted again without
    residuals beyond `trimmed` standard deviations, as Gaulier and Zignago do.

    Parameters
    ----------
    exporter, importer
        (n,) the two reports, above 0.
    columns
        (n, k) regressors; a constant is added. None fits the constant alone.

    Returns
    -------
    The coefficients (k + 1,), the constant first, and the rates (n,), not below 0.

    Raises
    ------
    OptionError
        There are no more flows than coefficients.

    Examples
    --------
    >>> _, rates = freight_rates(np.array([100.0, 50.0, 10.0]), np.array([106.0, 53.0, 10.6]))
    >>> rates.round(4).tolist()
    [0.06, 0.06, 0.06]
    """
    ratio = np.log(importer / exporter)
    design = np.ones((len(ratio), 1)) if columns is None else np.column_stack([np.ones(len(ratio)), columns])
    if len(ratio) <= design.shape[1]:
        raise OptionError(
            f"{len(ratio)} flows with two reports do not give {design.shape[1]} coefficients: give more flows, or fewer columns"
        )
    weights = np.exp(-np.abs(ratio))

    def fit(kept: np.ndarray[Any, np.dtype[np.bool_]]) -> Array:
        root = np.sqrt(weights[kept])
        return np.asarray(
            np.linalg.lstsq(design[kept] * root[:, None], ratio[kept] * root, rcond=None)[0], np.float64
        )

    everything = np.ones(len(ratio), dtype=bool)
    first = fit(everything)
    residual = ratio - design @ first
    near = np.abs(residual) <= trimmed * max(float(residual.std()), 1e-12)
    coefficients = fit(near) if near.sum() > design.shape[1] else first
    return coefficients, np.maximum(np.expm1(design @ coefficients), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """How far each office usually is from the other side of a flow; smaller is better.

    Attributes
    ----------
    as_exporter, as_importer
        Mean distance in logs due to the office, by state: .05 is five per cent.
    average
        Of all offices, either side; what an office without enough flows counts as.
    flows
        Number of flows with two reports behind the figures, in all.
    flows_of
        The same by state, on the exporter's and on the importer's side.
    """

    as_exporter: dict[str, float]
    as_importer: dict[str, float]
    average: float
    flows: int
    flows_of: dict[str, tuple[int, int]]


def reliability(
    origins: Sequence[str], destinations: Sequence[str], exporter: Array, importer: Array
) -> Reliability:
    r"""Decompose the distance of two reports into exporter and importer.

    $|\ln(M_{in}/X_{in})| = a_i + b_n + e_{in}$ by least squares weighted with the logarithm of the larger report, the means of $a$ and
    $b$ set equal, since only their sum is seen.

    Parameters
    ----------
    origins, destinations
        The states of each flow.
    exporter, importer
        (n,) the two reports, above 0, the importer's without freight.

    Raises
    ------
    OptionError
        There are fewer than 30 flows.

    References
    ----------
    Gaulier and Zignago (2010), BACI: International Trade Database at the Product-Level, CEPII Working Paper 2010-23, section 2.4.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.linalg import lsqr

    count = len(exporter)
    if count < FEWEST_FLOWS:
        raise OptionError(
            f"{count} flows with two reports do not show how reliable offices are; {FEWEST_FLOWS} or more do"
        )
    sellers, own = np.unique(np.asarray(origins), return_inverse=True)
    buyers, other = np.unique(np.asarray(destinations), return_inverse=True)
    distance = np.abs(np.log(importer / exporter))
    weight = np.sqrt(np.maximum(np.log(np.maximum(exporter, importer)), 0.0))
    places = np.arange(count)
    design = csr_array(
        (
            np.concatenate([weight, weight]),
            (np.concatenate([places, places]), np.concatenate([own, len(sellers) + other])),
        ),
        shape=(count, len(sellers) + len(buyers)),
    )
    effects = lsqr(design, weight * distance, atol=1e-12, btol=1e-12, iter_lim=10_000)[0]
    a, b = effects[: len(sellers)], effects[len(sellers) :]
    flows_a, flows_b = np.bincount(own), np.bincount(other)
    shift = (np.average(a, weights=flows_a) - np.average(b, weights=flows_b)) / 2
    a, b = np.maximum(a - shift, FLOOR), np.maximum(b + shift, FLOOR)
    average = float(np.average(np.concatenate([a, b]), weights=np.concatenate([flows_a, flows_b])))
    sold, bought = dict(zip(sellers, flows_a, strict=True)), dict(zip(buyers, flows_b, strict=True))
    return Reliability(
        as_exporter={
            str(s): float(x) for s, x, n in zip(sellers, a, flows_a, strict=True) if n >= FEWEST_OWN
        },
        as_importer={str(s): float(x) for s, x, n in zip(buyers, b, flows_b, strict=True) if n >= FEWEST_OWN},
        average=average,
        flows=count,
        flows_of={str(s): (int(sold.get(s, 0)), int(bought.get(s, 0))) for s in sorted({*sellers, *buyers})},
    )


def without_freight(importer: float, exporter: float, rate: float) -> float:
    """The importer's figure at the exporter's valuation; as it is where taking freight off would move the two further apart.

    Examples
    --------
    >>> without_freight(106.0, 100.0, 0.06), without_freight(95.0, 100.0, 0.06), without_freight(106.0, 0.0, 0.06)
    (100.0, 95.0, 100.0)
    """
    bare = importer / (1 + rate)
    if exporter > 0 and abs(np.log(bare / exporter)) > abs(np.log(importer / exporter)):
        return importer
    return bare


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """A flow as reconciled.

    Attributes
    ----------
    value, low, high
        US dollars, without freight. The interval has 90 % where the reliability of offices is known, else it runs over the reports
        and over freight from 0 to 10 %.
    weight_exporter
        Weight of the exporter's report in logs, 0 to 1; 1 or 0 where one side alone reports.
    basis
        `both reports`, `importer alone` or `exporter alone`.
    """

    value: float
    low: float
    high: float
    weight_exporter: float
    basis: str


def reconcile(
    exporter: float,
    importer: float,
    *,
    origin: str,
    destination: str,
    known: Reliability | None,
    cif: float = CIF,
) -> Reconciled:
    r"""One figure of a flow from its one or two reports.

    $\ln V = w \ln X + (1 - w) \ln \frac{M}{1 + f}$ with $w = b_n^2 / (a_i^2 + b_n^2)$: inverse squares of what is due to exporter and
    importer; one half where reliability is not known.

    Parameters
    ----------
    exporter, importer
        The reports, US dollars; 0 where there is none.
    known
        Of all offices, from `reliability`; None where it could not be estimated.
    cif
        Freight and insurance over the value, 0 to 1.

    Raises
    ------
    OptionError
        There is no report, or the rate is out of range.

    Examples
    --------
    >>> found = reconcile(100.0, 112.36, origin="A", destination="B", known=None, cif=0.06)
    >>> round(found.value, 2), found.basis
    (102.96, 'both reports')
    """
    if not 0 <= cif < 1:
        raise OptionError(f"cif={cif}: freight over value lies from 0 to 1, such as {CIF}")
    if exporter <= 0 and importer <= 0:
        raise OptionError("a flow without a report cannot be reconciled")
    spread = _spread(known, origin, destination)
    bare = without_freight(importer, exporter, cif) if importer > 0 else 0.0
    if exporter > 0 and importer > 0:
        weight = spread[1] ** 2 / (spread[0] ** 2 + spread[1] ** 2) if spread else 0.5
        value, basis = float(np.exp(weight * np.log(exporter) + (1 - weight) * np.log(bare))), "both reports"
        error = float(np.sqrt(1 / (1 / spread[0] ** 2 + 1 / spread[1] ** 2))) if spread else 0.0
    elif importer > 0:
        weight, value, basis, error = 0.0, bare, "importer alone", spread[1] if spread else 0.0
    else:
        weight, value, basis, error = 1.0, exporter, "exporter alone", spread[0] if spread else 0.0
    if spread:
        # the mean distance of a normal error is its deviation times the root of 2 over pi
        half = TEN_PERCENT * error / float(np.sqrt(2 / np.pi))
        low, high = value * float(np.exp(-half)), value * float(np.exp(half))
    else:
        ends = [report for report in (exporter, *(importer / (1 + rate) for rate in CIF_RANGE)) if report > 0]
        low, high = min(*ends, value), max(*ends, value)
    return Reconciled(value=value, low=low, high=high, weight_exporter=float(weight), basis=basis)


def _spread(known: Reliability | None, origin: str, destination: str) -> tuple[float, float] | None:
    if known is None:
        return None
    return known.as_exporter.get(origin, known.average), known.as_importer.get(destination, known.average)


def reliability_of(pairs: pl.DataFrame, *, cif: float = CIF) -> Reliability | None:
    """The reliability of all offices from `both_reports`, collected; None where too few flows have two reports."""
    two = pairs.filter(reports=2)
    if two.height < FEWEST_FLOWS:
        return None
    exporter, importer = (
        two["by_exporter"].to_numpy().astype(float),
        two["by_importer"].to_numpy().astype(float),
    )
    bare = importer / (1 + cif)
    nearer = np.abs(np.log(bare / exporter)) <= np.abs(np.log(importer / exporter))
    return reliability(
        two["origin"].to_list(), two["destination"].to_list(), exporter, np.where(nearer, bare, importer)
    )
