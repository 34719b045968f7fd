"""Options that measures of trade share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from realpolitik.measures.options import Bounds, Column, Help, Names

Freq = Annotated[
    Literal["A", "M"], Help("Years or months.", {"A": "years", "M": "months, where offices publish them"})
]
Product = Annotated[
    str,
    Column("trade", "product"),
    Help("What is traded: total is all goods. Single products are on record for fewer pairs and years."),
]
AnyProduct = Annotated[
    str,
    Column("trade", "product"),
    Help("One product alone.", empty="all products on record"),
]
Side = Annotated[
    Literal["imports", "exports"],
    Help("Which way goods go.", {"imports": "what it buys", "exports": "what it sells"}),
]
Cif = Annotated[
    float,
    Bounds(0, 0.5),
    Help(
        "Freight and insurance as a share of an import's value, taken off before importers' and exporters' reports are compared; "
        "across a common border it is less."
    ),
]
Flow = Annotated[
    str,
    Column("settlement", "flow"),
    Help(
        "Which payments: those for exports or imports, or others that the publisher tells apart.",
        empty="all flows",
    ),
]
Currency = Annotated[
    str,
    Column("settlement", "currency"),
    Help("The currency paid in; with a plus sign two that are published together.", empty="all currencies"),
]
Fuel = Annotated[
    Literal["crude-oil", "oil-products", "gas", "coal"],
    Help("The fuel bought.", {"gas": "by pipeline and liquefied together"}),
]
Group = Annotated[
    Literal["EU"],
    Help("The group that buys; the tables hold one.", {"EU": "the European Union, as one buyer"}),
]
RankFlow = Annotated[
    Literal["imports", "exports", "trade"],
    Help(
        "In which flows partners are ranked.",
        {"imports": "as suppliers", "exports": "as customers", "trade": "in both together"},
    ),
]
Counterfactual = Annotated[
    Literal["trend", "synthetic", "sdid"],
    Help(
        "How it is told what would have been.",
        {
            "trend": "the state's own trend before, carried on",
            "synthetic": "a mix of states without the shock that moved as it did before (synthetic control)",
            "sdid": "the same with weights of years too, levels aside (synthetic difference in differences)",
        },
    ),
]


def _materials() -> Mapping[str, str]:
    from realpolitik.sources.shipped import shipped

    return {one["name"]: one["words"] for one in shipped("realpolitik.reference", "materials")}


Material = Annotated[
    str,
    Names("material", _materials),
    Help("One raw material alone, both ways.", empty="the three largest flows of the pair"),
]
Quantity = Annotated[
    Literal["value", "tonnes", "unit-value"],
    Help(
        "What is shown of each flow.",
        {"value": "dollars", "tonnes": "its weight", "unit-value": "dollars a tonne: value over weight"},
    ),
]


def _groups() -> Mapping[str, str]:
    from realpolitik.states import groups

    return dict.fromkeys(groups(), "")


Without = Annotated[
    str,
    Names("group", _groups),
    Help("A group that the shock hit as well: its members are no comparison.", empty="none"),
]
Outcome = Annotated[
    Literal["share", "flow"],
    Help(
        "What may have changed.",
        {
            "share": "the partner's share in all that the state buys or sells",
            "flow": "the flow itself, as a logarithm: few states have one, and it swings more",
        },
    ),
]
Compared = Annotated[
    Literal["total", "crude-oil"],
    Help("What is traded.", {"total": "all goods, in dollars", "crude-oil": "crude oil, in tonnes"}),
]
FirstMonth = Annotated[int, Bounds(1, 12), Help("The first month of the part of the year, 1 for January.")]
LastMonth = Annotated[int, Bounds(1, 12), Help("The last month of the part of the year, 12 for December.")]
PartFlow = Annotated[
    Literal["trade", "exports"],
    Help(
        "Which flow.",
        {"trade": "both directions together", "exports": "what the first state ships to the second"},
    ),
]
PartUnit = Annotated[
    Literal["USD", "t"],
    Help("In what it is counted.", {"USD": "current US dollars", "t": "tonnes, of one product"}),
]
