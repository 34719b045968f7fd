"""Two states whose rows were exchanged are more like each other's past than like their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.flags import flagged
from realpolitik.audit.flows import matrices

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

TEST = "swapped"


def swapped(flows: pl.DataFrame, limits: Mapping[str, float]) -> pl.DataFrame:
    r"""Flags two sellers whose customers of a year are each like the other's of the years beside, and unlike their own.

    Likeness is the cosine of the shares of customers times the ratio of the smaller to the larger sum: with $c_{su}$ that of s in
    t and u beside, a pair is flagged where $\min(c_{su}, c_{us}) - \max(c_{ss}, c_{uu})$ is above the margin, against each year beside.
    """
    import polars as pl

    found = []
    for (office,), matrix in matrices(flows).group_by("office"):
        years = {day: _rows(group) for (day,), group in matrix.group_by("period")}
        for day in sorted(years):
            beside = [years[other] for other in years if abs(other.year - day.year) == 1]
            found += [
                {"a": one, "b": other, "period": day, "office": office, "value": size, "at_stake": size}
                for one, other, size in _crosswise(years[day], beside, limits)
            ]
    made = pl.DataFrame(
        found,
        schema={
            "a": pl.String,
            "b": pl.String,
            "period": pl.Date,
            "office": pl.String,
            "value": pl.Float64,
            "at_stake": pl.Float64,
        },
    )
    return flagged(
        made.with_columns(why=pl.lit("the rows of these two states look exchanged in this year")), TEST
    )


def _rows(matrix: pl.DataFrame) -> dict[str, dict[str, float]]:
    out: dict[str, dict[str, float]] = {}
    for a, b, value in matrix.select("a", "b", "value").iter_rows():
        out.setdefault(a, {})[b] = value
    return out


def _crosswise(
    now: dict[str, dict[str, float]], beside: list[dict[str, dict[str, float]]], limits: Mapping[str, float]
) -> list[tuple[str, str, float]]:
    import numpy as np

    names = [
        name
        for name in sorted(now)
        if all(name in other for other in beside) and sum(now[name].values()) > limits["from"]
    ]
    if len(names) < 2 or not beside:
        return []
    customers = sorted({b for rows in (now, *beside) for name in names for b in rows[name]})
    place = {name: position for position, name in enumerate(customers)}
    own = _vectors(now, names, place)
    score = np.full((len(names), len(names)), np.inf)
    for other in beside:
        like = _likeness(own, _vectors(other, names, place))
        self_like = np.diag(like)
        cross = np.minimum(like, like.T) - np.maximum(self_like[:, None], self_like[None, :])
        score = np.minimum(score, cross)
    pairs = np.argwhere(np.triu(score, 1) > limits["margin"])
    return [(names[i], names[j], float(min(own[i].sum(), own[j].sum()))) for i, j in pairs]


def _vectors(rows: dict[str, dict[str, float]], names: list[str], place: dict[str, int]) -> np.ndarray:
    import numpy as np

    out = np.zeros((len(names), len(place)))
    for i, name in enumerate(names):
        for b, value in rows[name].items():
            out[i, place[b]] = value
    return out


def _likeness(now: np.ndarray, then: np.ndarray) -> np.ndarray:
    """Cosine of the customers times how near the sums are."""
    import numpy as np

    def unit(rows: np.ndarray) -> np.ndarray:
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-300)

    sums_now, sums_then = now.sum(axis=1)[:, None], then.sum(axis=1)[None, :]
    near = np.minimum(sums_now, sums_then) / np.maximum(sums_now, sums_then)
    return (unit(now) @ unit(then).T) * near
