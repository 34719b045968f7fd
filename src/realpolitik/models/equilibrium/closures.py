r"""How trade deficits behave in a counterfactual: a choice that changes results, so it is part of each result.

additive
    $D'_n = D_n$ in units of the numeraire (world factor income at new prices): transfers stay what they were.
multiplicative
    Total spending stays in proportion to total receipts, up to one factor that makes deficits sum to zero. In a
    one-sector world this is $E'_n \propto E_n \hat Y_n$ (Campos et al. 2023).
proportional
    $D'_n = D_n \hat y_n$ with own factor income, the rest spread over the world in proportion to factor income.
purged
    $D'_n = 0$; `solve` first balances the baseline, so that results compare two balanced worlds.

States that no longer trade with each other cannot lend to each other: deficits sum to zero within each group of
states that is still connected, the rest spread over the group in proportion to factor income.
"""

from __future__ import annotations

import numpy as np

from realpolitik.models.equilibrium.layout import Array
from realpolitik.models.equilibrium.system import System


def deficits(system: System, *, earned: Array, receipts: Array, inputs: Array) -> Array:
    """New deficits (N,) from factor income, all receipts of final spenders, and spending of firms on inputs."""
    if system.closure == "purged":
        return system.deficit
    if system.closure == "multiplicative":
        gross = receipts + inputs
        wanted = system.absorption * gross
        ratio = pooled(system, gross) / pooled(system, wanted)
        return wanted * spread(system, ratio) - gross
    wanted = system.deficit
    if system.closure == "proportional":
        wanted = wanted * earned / system.factor.sum(axis=-1)
    excess = pooled(system, wanted) / pooled(system, earned)
    return wanted - earned * spread(system, excess)


def pooled(system: System, values: Array) -> Array:
    """Sums (components,) of values (N,) over the states that still trade with each other."""
    if system.groups == 1:
        return values.sum(axis=-1, keepdims=True)
    return np.bincount(system.component, weights=values, minlength=system.groups).astype(np.float64)


def spread(system: System, values: Array) -> Array:
    """What is the same for all states of a component, (components,) to (N,); of a single component as it is."""
    return values if system.groups == 1 else values[system.component]
