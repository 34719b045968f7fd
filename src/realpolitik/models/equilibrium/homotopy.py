"""Homotopy: reach a large shock in steps, each started from the last."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from realpolitik.models.equilibrium.change import Change
from realpolitik.models.equilibrium.layout import Array, sectors_first
from realpolitik.models.equilibrium.world import World

# A forbidden flow has no finite cost; on the way its share falls by this factor, and at the end it is zero.
LAST_SHARE = 1e-8


def partial(world: World, change: Change, part: float, theta: Array) -> Change:
    r"""The change when a `part` in (0, 1] of it has happened, on a geometric path.

    Costs are $\hat d^t$, taxes $(1+\tau_0)^{1-t}(1+\tau_1)^t - 1$, productivity $\hat z^t$; forbidden flows become
    dearer so that at fixed prices their share falls as $10^{-8t}$, and are forbidden at the end.

    Parameters
    ----------
    theta
        (J,) trade elasticities.
    """
    if part >= 1:
        return change
    cost = None if change.cost_hat is None else change.cost_hat**part
    if change.banned is not None:
        cost = np.ones(change.banned.shape) if cost is None else cost
        dear = LAST_SHARE ** (-part / theta)
        cost = np.where(change.banned, dear[:, None, None], cost)
    return replace(
        change,
        cost_hat=cost,
        banned=None,
        tariff=_rate(world.tariff, change.tariff, part),
        export_tax=_rate(world.export_tax, change.export_tax, part),
        productivity_hat=None if change.productivity_hat is None else change.productivity_hat**part,
    )


def _rate(old: Array | None, new: Array | None, part: float) -> Array | None:
    if new is None:
        return None
    before = 1.0 if old is None else 1 + sectors_first(old)
    return before ** (1 - part) * (1 + new) ** part - 1
