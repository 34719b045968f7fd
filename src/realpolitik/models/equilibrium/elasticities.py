"""Elasticities of a trade model, under one convention: `theta` is always a trade elasticity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from realpolitik.errors import OptionError, WorldError
from realpolitik.models.equilibrium.layout import Array

Labour = Literal["mobile", "specific"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Elasticities:
    r"""All elasticities of one solve.

    Attributes
    ----------
    sectors
        Labels that `theta` and `domestic` follow; must be those of the world, in its order.
    theta
        (J,) trade elasticity among foreign sources, $\theta = \sigma_M - 1 > 0$.
    domestic
        (J,) trade elasticity between domestic goods and the composite of imports, $\sigma_D - 1 > 0$. Equal to
        `theta` (the default) it gives the one-level Armington or Eaton-Kortum model.
    value_added
        Substitution between value added and intermediate inputs; 1 is Cobb-Douglas (Caliendo-Parro).
    inputs
        Substitution among intermediate inputs; 1 is Cobb-Douglas.
    final
        Substitution among sectors in final demand; 1 is Cobb-Douglas.
    supply
        $\psi \ge 0$: supply of the factor is $(w/P)^\psi$. In a one-sector world it stands for roundabout
        production with an input share of $\psi/(1+\psi)$.
    labour
        `mobile` between sectors (long run) or `specific` to them (short run).

    Notes
    -----
    Papers that report a substitution elasticity mean $\theta + 1$, tariff elasticities of import values at
    customs $-(\theta + 1)$: use `from_substitution` for them. Nothing is converted later.
    """

    sectors: tuple[str, ...]
    theta: Array
    domestic: Array
    value_added: float = 1.0
    inputs: float = 1.0
    final: float = 1.0
    supply: float = 0.0
    labour: Labour = "mobile"

    def __post_init__(self) -> None:
        for name in ("theta", "domestic"):
            values = np.array(getattr(self, name), dtype=np.float64)
            if values.shape != (len(self.sectors),) or not (np.isfinite(values) & (values > 0)).all():
                raise OptionError(
                    f"{name} needs a positive number for each of {len(self.sectors)} sectors, not {values}"
                )
            values.flags.writeable = False
            object.__setattr__(self, name, values)
        for name in ("value_added", "inputs", "final"):
            if not getattr(self, name) > 0:
                raise OptionError(f"the elasticity {name!r} must be positive, not {getattr(self, name)}")
        if not self.supply >= 0:
            raise OptionError(f"the supply elasticity must be 0 or positive, not {self.supply}")
        if self.labour not in ("mobile", "specific"):
            raise OptionError(f"labour is 'mobile' or 'specific', not {self.labour!r}")

    @property
    def single_nest(self) -> bool:
        """Whether domestic goods compete with imports as imports do among themselves."""
        return bool(np.array_equal(self.theta, self.domestic))

    @property
    def cobb_douglas(self) -> bool:
        """Whether production has unit elasticities."""
        return self.value_added == 1.0 and self.inputs == 1.0


Values = float | Sequence[float] | Array | Mapping[str, float]


def elasticities(
    sectors: Sequence[str],
    theta: Values,
    *,
    domestic: Values | None = None,
    value_added: float = 1.0,
    inputs: float = 1.0,
    final: float = 1.0,
    supply: float = 0.0,
    labour: Labour = "mobile",
) -> Elasticities:
    """Elasticities for these sectors from one number, one a sector, or a mapping by sector.

    Parameters
    ----------
    theta
        Trade elasticity among foreign sources. A mapping must name every sector.
    domestic
        Trade elasticity between domestic goods and imports; None is the same as `theta`.

    Raises
    ------
    WorldError
        A mapping misses a sector; the message names it.

    Examples
    --------
    >>> elasticities(["oil", "cars"], {"cars": 8.2, "oil": 13.5}).theta.tolist()
    [13.5, 8.2]
    """
    names = tuple(sectors)
    foreign = _per_sector(names, theta, "theta")
    return Elasticities(
        sectors=names,
        theta=foreign,
        domestic=foreign if domestic is None else _per_sector(names, domestic, "domestic"),
        value_added=value_added,
        inputs=inputs,
        final=final,
        supply=supply,
        labour=labour,
    )


def from_substitution(
    sectors: Sequence[str], sigma: float | Sequence[float], *, domestic: float | Sequence[float] | None = None
) -> Elasticities:
    """Elasticities from substitution elasticities, each one above the trade elasticity.

    Examples
    --------
    >>> from_substitution(["all"], 5.0, domestic=1.5).domestic.item()
    0.5
    """
    upper = None if domestic is None else np.asarray(domestic, dtype=np.float64) - 1.0
    return elasticities(sectors, np.asarray(sigma, dtype=np.float64) - 1.0, domestic=upper)


def _per_sector(sectors: tuple[str, ...], values: Values, name: str) -> Array:
    if isinstance(values, Mapping):
        if missing := [sector for sector in sectors if sector not in values]:
            raise WorldError([f"{name} has no value for {', '.join(missing)}"])
        return np.array([float(values[sector]) for sector in sectors])
    array = np.asarray(values, dtype=np.float64)
    return np.full(len(sectors), float(array)) if array.ndim == 0 else array
