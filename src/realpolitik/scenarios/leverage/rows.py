"""Rows of a severing: what each side loses, and the ratio of the two."""

from __future__ import annotations

from collections.abc import Callable

from realpolitik.findings import Row
from realpolitik.scenarios.figures import figure_row
from realpolitik.scenarios.leverage.severing import Cost


def loss_rows(
    a: str, b: str, cost: Cost, year: str, series: str, *, source: str, name: Callable[[str], str]
) -> list[Row]:
    """The loss of each side; `name` says how a state is called in a label."""
    return [
        figure_row(
            year,
            series,
            losses,
            source,
            state=code,
            label=f"{name(code)}, {year}, {series}",
            value_usd=round(float(money[0])),
        )
        for code, losses, money in ((a, cost.loss_a, cost.money_a), (b, cost.loss_b, cost.money_b))
    ]


def ratio_rows(cost: Cost, year: str, series: str, *, source: str) -> list[Row]:
    """The ratio of the losses, as it is and adjusted for size."""
    label = f"{year}, {series}"
    return [
        figure_row(year, series, cost.ratio, source, kind="ratio", label=label),
        figure_row(
            year, series, cost.size_adjusted, source, kind="adjusted", label=f"{label}, adjusted for size"
        ),
    ]
