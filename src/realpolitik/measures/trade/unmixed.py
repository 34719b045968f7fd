"""Whether a frame of flows can be summed: one product, frequency and report a flow, and no total beside its parts."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from realpolitik.errors import OptionError
from realpolitik.states.wording import GROUPS


def require_unmixed(flows: nw.LazyFrame[Any], *, partner: str, per: tuple[str, ...]) -> None:
    """Refuse flows of which a sum would count goods twice.

    Parameters
    ----------
    flows
        Any columns; `product`, `freq` and `reporter` are judged where they are there.
    partner
        The column over which shares are taken: no row may be of the world or a group.
    per
        The columns within which sums are taken.

    Raises
    ------
    OptionError
        Totals stand beside partners, all goods beside products, months beside years, or several reports of one flow beside each
        other; the message names them, and the filter that helps.
    """
    there = flows.collect_schema().names()
    found = []
    groups = _distinct(flows.filter(nw.col(partner).cast(nw.String).is_in(list(GROUPS))), partner)
    if groups:
        found.append(f"{', '.join(groups)} beside partners in {partner!r}: leave them out")
    products = _distinct(flows, "product") if "product" in there else []
    if "total" in products and len(products) > 1:
        found.append(f"all goods (total) beside {products[0]} and others in 'product': keep one")
    if "freq" in there and len(freqs := _distinct(flows, "freq")) > 1:
        found.append(f"{' and '.join(freqs)} in 'freq': keep one")
    if "reporter" in there and len(_distinct(flows, "reporter")) > 1:
        keys = [*dict.fromkeys((*per, partner, *(name for name in ("product", "period") if name in there)))]
        most = (
            flows.group_by(*keys)
            .agg(nw.col("reporter").n_unique().alias("reports"))
            .select(nw.col("reports").max())
        )
        if int(most.collect()["reports"].to_list()[0] or 0) > 1:
            found.append("several reports of one flow in 'reporter': keep one office, such as the importer's")
    if found:
        raise OptionError(f"the flows would be counted twice: {'; '.join(found)}")


def _distinct(flows: nw.LazyFrame[Any], name: str) -> list[str]:
    return sorted(str(value) for value in flows.select(name).unique().collect()[name].to_list())
