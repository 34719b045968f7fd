"""Partner shares of all states at once, in the engine of the flows: the dependence of everybody on everybody."""

from __future__ import annotations

from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from realpolitik.measures.trade.unmixed import require_unmixed


def partner_shares(
    flows: IntoFrame, *, own: str = "destination", partner: str = "origin", value: str = "value_usd"
) -> nw.LazyFrame[Any]:
    r"""Share of each partner in what a state buys (or, the two columns swapped, sells) in a period, $s_{ab} = X_{ba} / \sum_i X_{ia}$.

    Parameters
    ----------
    flows
        Any frame with `period` and the columns named: flows of one reporter or reconciled flows, without aggregates such as the world. Rows
        of the same pair and period are summed first, so product detail does not matter.
    own, partner
        The column of the state that depends, and of the partner on whom it does.

    Returns
    -------
    Frame with `own`, `partner`, `period`, `value` summed, `total` over partners and `share` in (0, 1], sorted, in the engine of `flows`.

    Raises
    ------
    OptionError
        The frame has the world or a group beside partners, all goods beside products, months beside years, or several reports of
        a flow: the sum would count goods twice.

    Notes
    -----
    A pair without trade in a period has no row; nor has a state whose flows sum to zero.

    References
    ----------
    Hirschman (1945), National Power and the Structure of Foreign Trade.

    Examples
    --------
    >>> import polars as pl
    >>> flows = pl.DataFrame({"origin": ["A", "A", "B"], "destination": ["C"] * 3, "period": [1] * 3, "value_usd": [30, 30, 20]})
    >>> partner_shares(flows).collect().to_native().select("origin", "share").rows()
    [('A', 0.75), ('B', 0.25)]
    """
    frame: nw.LazyFrame[Any] = nw.from_native(flows).lazy()
    require_unmixed(frame, partner=partner, per=(own,))
    pairs = frame.group_by(own, partner, "period").agg(nw.col(value).sum()).filter(nw.col(value) > 0)
    totals = pairs.group_by(own, "period").agg(nw.col(value).sum().alias("total"))
    shared = pairs.join(totals, on=[own, "period"]).with_columns(share=nw.col(value) / nw.col("total"))
    return shared.sort(own, partner, "period")
