r"""Poisson pseudo maximum likelihood with fixed effects: gravity, and what a shock did to one pair's trade.

Estimation is by `pyfixest` (extra `estimate`), which is imported on use.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import CoverageError, OptionError

Array = NDArray[np.float64]
TOLERANCE = 1e-12
"""Of the deviance between two steps of the iteration."""
EFFECTS = 1e-10
"""Of the fixed effects, at which taking their means out stops: fitted flows then add up to 1e-9 of the observed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A regression.

    Attributes
    ----------
    names, coefficients
        Of the regressors, in the order given.
    fitted
        (n,) fitted flows of the observations kept.
    kept
        (n,) which observations were kept: those that a fixed effect fits perfectly at zero are left out.
    """

    names: tuple[str, ...]
    coefficients: Array
    fitted: Array
    kept: NDArray[np.bool_]


def ppml(outcome: ArrayLike, regressors: Mapping[str, ArrayLike], effects: Sequence[ArrayLike]) -> Fit:
    r"""Poisson pseudo maximum likelihood, $X = \exp(\sum_f \alpha_f + z'\beta)\,\varepsilon$.

    The first-order conditions $\sum (x - \hat\mu) z = 0$ make fitted and observed flows add up within every fixed effect.

    Parameters
    ----------
    outcome
        (n,) flows, none negative; zeros count.
    regressors
        By name, (n,) each.
    effects
        (n,) labels of each fixed effect, such as exporter and year, importer and year, pair.

    Raises
    ------
    OptionError
        `pyfixest` is not installed, or a flow is negative.
    CoverageError
        Nothing is left to estimate.

    References
    ----------
    Santos Silva and Tenreyro (2006), doi 10.1162/rest.88.4.641; Fally (2015), doi 10.1016/j.jinteco.2015.05.005
    """
    try:
        import pandas as pd
        from pyfixest.estimation import fepois  # pyright: ignore[reportMissingImports] - an extra
    except ImportError:
        raise OptionError(
            "this estimate needs the extra `estimate`: pip install 'realpolitik[estimate]'"
        ) from None
    flows = np.asarray(outcome, dtype=float)
    if (flows < 0).any():
        raise OptionError("a flow is negative")
    names = tuple(regressors)
    columns = {f"z{i}": np.asarray(regressors[name], dtype=float) for i, name in enumerate(names)}
    groups = {f"f{i}": pd.factorize(np.asarray(labels))[0] for i, labels in enumerate(effects)}
    frame = pd.DataFrame({"x": flows, **columns, **groups})
    if not len(frame) or not names:
        raise CoverageError("there is nothing to estimate: no observation or no regressor.")
    formula = f"x ~ {' + '.join(columns)}" + (f" | {' + '.join(groups)}" if groups else "")
    model = fepois(formula, data=frame, vcov="iid", iwls_tol=TOLERANCE, iwls_maxiter=200, **_demeaning())
    found = model.coef()
    used = np.ones(len(frame), dtype=bool)
    used[np.asarray(sorted(model.na_index), dtype=int)] = False if len(model.na_index) else used[[]]
    return Fit(
        names=names,
        coefficients=np.array([float(found[name]) for name in columns]),
        fitted=np.asarray(model.predict(type="response"), dtype=float),
        kept=used,
    )


def _demeaning() -> dict[str, Any]:
    """How closely fixed effects are taken out, in the words of the release of `pyfixest` that is installed."""
    try:
        from pyfixest.demeaners import MapDemeaner  # pyright: ignore[reportMissingImports] - an extra
    except ImportError:
        return {"fixef_tol": EFFECTS}
    return {"demeaner": MapDemeaner(fixef_tol=EFFECTS)}
