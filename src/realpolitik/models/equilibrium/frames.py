"""Solutions as tables: for files, notebooks and whoever goes on with a data frame."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from realpolitik.errors import OptionError
from realpolitik.wording.numbers import signed

if TYPE_CHECKING:
    import polars as pl

    from realpolitik.models.equilibrium.result import Equilibrium

Table = Literal["states", "sectors", "trade"]
SHOWN = 12
"""So many states, those that lose or gain most, are shown in a notebook."""


def to_frame(found: Equilibrium, what: Table = "states") -> pl.DataFrame:
    """A solution as a frame; hats are new over old, money is in the world's unit.

    Raises
    ------
    OptionError
        No such table.
    """
    import polars as pl

    world = found.world
    size, count = len(found.states), len(found.sectors)
    if what == "states":
        names = ("welfare_hat", "real_wage_hat", "wage_hat", "price_index_hat", "terms_of_trade_hat")
        columns = {name: getattr(found, name) for name in names}
        columns |= {"income": found.income, "income_before": world.income, "deficit": found.deficit}
        columns["equivalent_variation"] = found.equivalent_variation()
        return pl.DataFrame(
            {"state": list(found.states), **{key: np.array(one) for key, one in columns.items()}}
        )
    if what == "sectors":
        columns = {
            "price_hat": found.price_hat,
            "cost_hat": found.cost_hat,
            "output": found.output,
            "output_before": world.output,
            "expenditure": found.expenditure,
            "expenditure_before": world.expenditure,
        }
        labels = {"state": np.repeat(found.states, count).tolist(), "sector": list(found.sectors) * size}
        return pl.DataFrame({**labels, **{name: np.ravel(one) for name, one in columns.items()}})
    if what == "trade":
        importer, exporter, sector = np.indices((size, size, count)).reshape(3, -1)
        states, sectors = np.array(found.states, dtype=object), np.array(found.sectors, dtype=object)
        old, new = np.ravel(world.flows), np.ravel(found.trade)
        frame = pl.DataFrame(
            {
                "exporter": states[exporter].tolist(),
                "importer": states[importer].tolist(),
                "sector": sectors[sector].tolist(),
                "value": new,
                "value_before": old,
            }
        )
        return frame.filter((pl.col("value_before") > 0) | (pl.col("value") > 0))
    raise OptionError(f"a solution has tables of {', '.join(get_args(Table))}, not {what!r}")


def as_html(found: Equilibrium) -> str:
    """Who loses and gains most, in a table, under one line on the solve."""
    stats = found.stats
    head = (
        f"{len(found.states)} states, {len(found.sectors)} sectors, {found.deficits} deficits; {found.status.value}, "
        f"residual {stats.residual:.0e} after {stats.sweeps} sweeps"
    )
    if stats.problem:
        return f"<p>{escape(head)}. {escape(stats.problem)}</p>"
    order = np.argsort(found.welfare_hat)
    if order.size > SHOWN:
        order = np.concatenate([order[: SHOWN // 2], order[-SHOWN // 2 :]])
    rows = "".join(
        f"<tr><td>{escape(found.states[at])}</td><td>{signed(100 * float(found.welfare_hat[at] - 1), 3)}</td>"
        f"<td>{signed(100 * float(found.real_wage_hat[at] - 1), 3)}</td></tr>"
        for at in order
    )
    return (
        f"<p>{escape(head)}</p><table><thead><tr><th>state</th><th>real income, %</th><th>real wage, %</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
