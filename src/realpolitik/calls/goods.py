"""The call about single products: what two states cannot replace of each other's goods, and what an embargo by list bites."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from realpolitik.calls.modelling import Modelled
from realpolitik.errors import CoverageError, OptionError

Side = Literal["both", "buys", "sells"]


def products(
    a: str,
    b: str,
    *,
    goods: str | Path = "raw-materials",
    side: Side = "both",
    year: int = 2023,
    from_store: bool = False,
    edition: str = "",
) -> Modelled:
    """What two states cannot replace of each other's goods, who else sells it, and what an embargo by list bites.

    Parameters
    ----------
    a
        A state, a group, or a sum such as "G7 + EU".
    b
        The other side.
    goods
        What is no longer sold: a list by name (raw-materials, fuels, critical-raw-materials, china-ban-2024, common-high-priority),
        or a file of codes of the Harmonized System.
    side
        Whether a loses what it buys from b, or what it sells to b, or both.
    year
        Whose trade; raw materials are on record 1995 to 2024.
    from_store
        All products of a fetched BACI instead of the embedded raw materials.
    edition
        The edition of the Harmonized System in which codes are written, such as hs17, where the store has several.

    Returns
    -------
    A finding `products.embargo` for each side that loses something, a row for each product; who gains and loses in `data`.

    Raises
    ------
    CoverageError
        Neither sells anything of the list to the other, or the list or the year is not on record.

    Examples
    --------
    >>> products("CHN", "RUS", goods="fuels", side="buys").findings[0].rows[0]["label"]
    'crude oil'
    """
    from realpolitik.scenarios.products.embargo import embargo
    from realpolitik.scenarios.products.question import ask
    from realpolitik.scenarios.products.report import finding, sides

    if side not in ("both", "buys", "sells"):
        raise OptionError(f"side is both, buys or sells, not {side!r}")
    question = ask(a, b, products=str(goods), year=year, from_store=from_store, edition=edition)
    asked = [question] if side != "sells" else []
    asked += [question.turned()] if side != "buys" else []
    findings, states, nothing = [], [], []
    for one in asked:
        try:
            outcome = embargo(one)
        except CoverageError as error:
            nothing.append(error)
            continue
        findings.append(finding(outcome))
        states.append(sides(outcome))
    if not findings:
        raise nothing[0]
    record = {
        "findings": [one.record() for one in findings],
        "states": states,
        "without_trade": [str(error) for error in nothing],
    }
    return Modelled(
        call="products", about=(question.buyer, question.seller), findings=tuple(findings), data=record
    )
