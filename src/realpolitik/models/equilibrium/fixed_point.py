"""The map that is iterated: points as vectors, damped residuals, and the numeraire. Vectors of several systems are rows of a matrix."""

from __future__ import annotations

import numpy as np

from realpolitik.models.equilibrium.layout import Array
from realpolitik.models.equilibrium.sweep import Point, Sweep, sweep
from realpolitik.models.equilibrium.system import System


def start_vector(system: System, spending: Array) -> Array:
    """The baseline as a point: prices unchanged, spending (N, J) as it was."""
    states, sectors, factors = system.shape
    point = Point(np.zeros((states, factors)), np.zeros((sectors, states)), np.ascontiguousarray(spending.T))
    return pack(system, point)


def pack(system: System, point: Point) -> Array:
    """A point as one vector: log factor prices, log price indices, spending over the state's value added."""
    return _joined(point.wage, point.price, point.spending / system.scale)


def _joined(*tables: Array) -> Array:
    """Tables one after another as a vector, for each system."""
    return np.concatenate([table.reshape(*table.shape[:-2], -1) for table in tables], axis=-1)


def unpack(system: System, vector: Array) -> Point:
    """The point of a vector, with the numeraire restored (see `normalise`)."""
    states, sectors, factors = system.shape
    first, second, systems = states * factors, states * (factors + sectors), vector.shape[:-1]
    return normalise(
        system,
        Point(
            vector[..., :first].reshape(*systems, states, factors),
            vector[..., first:second].reshape(*systems, sectors, states),
            vector[..., second:].reshape(*systems, sectors, states) * system.scale,
        ),
    )


def normalise(system: System, point: Point) -> Point:
    """Scale a point so that factors at baseline quantities are worth what they were: the numeraire.

    Within each group of states that still trade: prices of separated groups have no common measure.
    """
    worth = (np.exp(point.wage) * system.factor).sum(axis=-1)
    if system.groups == 1:
        shift = np.log(worth.sum(axis=-1) / system.factor.sum(axis=(-2, -1)))[..., None, None]
        return Point(point.wage - shift, point.price - shift, point.spending * np.exp(-shift))
    new = np.bincount(system.component, weights=worth, minlength=system.groups)
    old = np.bincount(system.component, weights=system.factor.sum(axis=1), minlength=system.groups)
    shift = np.log(new / old)[system.component]
    return Point(point.wage - shift[:, None], point.price - shift, point.spending * np.exp(-shift))


def residual(system: System, vector: Array) -> tuple[Array, float]:
    """Damped residual of a vector, and the largest undamped one: log wages, log prices, spending over income.

    Not finite where the vector is outside the domain (negative demand for a factor), for the solver to step back.
    """
    step, size, _ = residuals_of(system, vector)
    return step, float(size)


def residuals_of(system: System, vectors: Array) -> tuple[Array, Array, Sweep]:
    """The same for several systems at once (rows), with the largest residual of each, and the sweep itself."""
    # The difference that the numeraire makes is part of the residual: points off it are moved back onto it.
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        point = unpack(system, vectors)
        new = sweep(system, point)
        wage = new.wage - point.wage
        price = new.price - point.price
        spending = (new.spending - point.spending) / system.scale
        size = np.maximum.reduce([np.abs(one).max(axis=(-2, -1)) for one in (wage, price, spending)])
    return _joined(system.damping * wage, price, spending), np.where(np.isfinite(size), size, np.inf), new
