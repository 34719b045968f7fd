"""Firms and banks, not states, comply: how exposed the sectors are, and how much trade stops at a belief."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Period, Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.models.compliance import exposed
from realpolitik.scenarios.figures import label_name, require_years, source_ids
from realpolitik.scenarios.gaps import baseline
from realpolitik.scenarios.leverage.severing import AFTER, pair_world
from realpolitik.scenarios.options import Sanctioner
from realpolitik.scenarios.outcome import Array
from realpolitik.scenarios.sanctions.thresholds import compliance, refuse_without_sense
from realpolitik.scenarios.stage import stage
from realpolitik.store import Store
from realpolitik.store.safe import read_yaml
from realpolitik.wording.numbers import percent

BASELINES = 8
"""Baselines within the gaps of reported trade that make the interval of an exposure."""
LEAST = 0.002
"""Sectors with a smaller part of sales to the target are not shown."""


@cache
def judged() -> Mapping[str, Any]:
    """What is judged of firms and banks (`compliance.yaml`)."""
    return read_yaml(Path(__file__).with_name("compliance.yaml"))


def sales(
    a: str, b: str, sanctioner: str, *, number: int | None = None
) -> tuple[tuple[str, ...], Array, Array]:
    """Goods sectors, sales of a to b, and sales of a to the sanctioners, dollars of 2023; only sectors that sell to both.

    Raises
    ------
    CoverageError
        There is no such sector.
    """
    where = stage(pair_world(AFTER, a, b))
    world = where.world if number is None else baseline(where.world, where.goods, number)
    at, to = (world.states.index(where.label_of(code)) for code in (a, b))
    coalition = [world.states.index(label) for label in where.parties(sanctioner, on=None)]
    goods = [world.sectors.index(name) for name in where.goods]
    flows = world.flows[:, at][:, goods]
    target, access = flows[to], flows[coalition].sum(axis=0)
    both = (target > 0) & (access > 0)
    if not both.any():
        raise CoverageError(f"{label_name(a)} sells no goods both to {label_name(b)} and to the sanctioners.")
    names = tuple(name for name, sold in zip(where.goods, both, strict=True) if sold)
    return names, target[both], access[both]


@measure(
    "compliance.exposure",
    unit="ratio",
    tables=(),
    definition="What firms of a sell to the sanctioners for each dollar that they sell to the target, by sector of goods.",
    formula="E_j = sales of a to the sanctioners in j / sales of a to b in j",
    reference="Expected-utility compliance as in Becker (1968), Journal of Political Economy 76, doi 10.1086/259394",
    chart="bars",
)
def exposure(
    tables: Store, about: About, window: Window, *, sanctioner: Sanctioner = "sanctioning-russia"
) -> Result:
    """How much more a state sells to the sanctioners than to the target, in all goods and by sector."""
    a, b = about
    require_years(window, AFTER)
    refuse_without_sense(a, b, sanctioner)
    names, target, access = sales(a, b, sanctioner)
    moved = [sales(a, b, sanctioner, number=number) for number in range(BASELINES)]
    where, source = stage(pair_world(AFTER, a, b)), source_ids()

    def row(label: str, now: float, others: list[float], part: float) -> dict[str, Any]:
        ends = (now, *others)
        known = {"period": "2023", "label": label, "value": now, "low": min(ends), "high": max(ends)}
        return {**known, "share_of_sales": part, "source": source}

    rows = [
        row("all goods", access.sum() / target.sum(), [float(m[2].sum() / m[1].sum()) for m in moved], 1.0)
    ]
    for place in np.argsort(access / target):
        if target[place] >= LEAST * target.sum():
            others = [float(m[2][place] / m[1][place]) for m in moved]
            part = float(target[place] / target.sum())
            rows.append(row(where.sectors[names[place]], float(access[place] / target[place]), others, part))
    first, low = rows[0], rows[1]
    return Result(
        value=float(first["value"]),
        says=f"For each dollar of goods that {label_name(a)} sells to {label_name(b)} it sells {first['value']:.0f} to the states "
        f"that sanction it; least in {low['label']}, {low['value']:.0f}.",
        rows=rows,
        period=Period(start="2023", end="2023", freq="A"),
        interval=Interval(
            low=float(first["low"]),
            high=float(first["high"]),
            kind=f"{BASELINES} baselines within the gaps of reported trade",
            basis="source",
        ),
        caveats=(
            "Sectors as in the OECD's tables, moved to the goods trade of 2023; firms within a sector differ, see compliance.curve.",
        ),
    )


def complying_share(belief: float, ratios: Array, weights: Array, *, spread: float, untied: float) -> float:
    r"""Share of trade with the target whose firms give it up at a belief.

    $(1 - u) \sum_j w_j\, \Phi\big((\ln p - \ln r_j) / s\big)$: firms of sector j have thresholds lognormal around the sector's
    own, sales to the target over sales to the sanctioners $r_j$; a share u has nothing to lose and never complies.

    Parameters
    ----------
    belief
        Probability of being shut out, above 0 and at most 1.
    ratios, weights
        (J,) positive ratios of sectors, and their trade with the target.

    Examples
    --------
    >>> complying_share(0.05, np.array([0.05]), np.array([1.0]), spread=1.5, untied=0.2)
    0.4
    """
    parts = [exposed(belief, mean=-float(np.log(ratio)), spread=spread) for ratio in ratios]
    return float((1 - untied) * np.average(parts, weights=weights))


@measure(
    "compliance.curve",
    unit="share",
    tables=(),
    definition="Share of what a sells to the target that its firms and banks would give up, by how likely they think it is to "
    "be shut out by the sanctioners: each weighs its sales to the target against its sales to the sanctioners.",
    formula="(1 - untied) sum_j w_j Phi((ln p - ln r_j) / spread), r_j = sales to the target / sales to the sanctioners",
    reference="Expected-utility compliance as in Becker (1968), Journal of Political Economy 76, doi 10.1086/259394",
    chart="bars",
)
def curve(
    tables: Store, about: About, window: Window, *, sanctioner: Sanctioner = "sanctioning-russia"
) -> Result:
    """How much of the trade with the target stops at a belief, where firms and banks differ in what they could lose."""
    a, b = about
    state = compliance(tables, about, window, sanctioner=sanctioner).value
    assert state is not None  # the measure always has one
    _, target, access = sales(a, b, sanctioner)
    known, source = judged(), source_ids()
    cases = list(product(known["spread"], known["untied"]))

    def shares(belief: float) -> list[float]:
        return [
            complying_share(belief, target / access, target, spread=spread, untied=untied)
            for spread, untied in cases
        ]

    rows = []
    beliefs = [(belief, f"belief {percent(belief)}") for belief in known["beliefs"]]
    own = (min(state, 1.0), f"belief {percent(min(state, 1.0))}, at which the state as one would")
    for belief, label in sorted([*beliefs, own]):
        found = shares(belief)
        rows.append(
            {
                "period": "2023",
                "label": label,
                "belief": belief,
                "value": found[0],
                "low": min(found),
                "high": max(found),
                "source": source,
            }
        )
    at = next(row for row in rows if row["label"] == own[1])
    return Result(
        value=float(at["value"]),
        says=f"At the belief of {percent(own[0])} from which {label_name(a)} as one would give up {label_name(b)}, firms and banks "
        f"with {percent(at['value'])} of its sales there would; the others have too little to lose.",
        rows=rows,
        period=Period(start="2023", end="2023", freq="A"),
        interval=Interval(
            low=float(at["low"]),
            high=float(at["high"]),
            kind="range over how firms differ and how many are untied",
            basis="assumptions",
        ),
        caveats=(
            (
                "How firms of a sector differ, and how much trade is in hands without business in the West, is judged "
                "(scenarios/compliance.yaml)."
            ),
            "Trade that one bank or firm gives up may pass to another: the curve is of firms at first, not of trade in the end.",
        ),
    )
