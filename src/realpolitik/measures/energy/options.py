"""Options that measures of the discount on crude share."""

from __future__ import annotations

from typing import Annotated, Literal

from realpolitik.measures.options import Bounds, Help

_BENCHMARK = (
    "What the cargo is compared with: Brent stood above Dubai in most of 2022, and gives a larger discount."
)
Benchmark = Annotated[
    Literal["dubai", "brent"],
    Help(_BENCHMARK, {"dubai": "the benchmark of Asian buyers", "brent": "the benchmark of the North Sea"}),
]
Reference = Annotated[
    Literal["dubai", "brent", "suppliers"],
    Help(
        _BENCHMARK,
        {
            "dubai": "the benchmark of Asian buyers",
            "brent": "the benchmark of the North Sea",
            "suppliers": "unit values of the buyer's other suppliers; lag and premium do not enter",
        },
    ),
]
Lag = Annotated[
    int,
    Bounds(0, 2),
    Help(
        "Months between the price and the customs report: contracts price about a month ahead. With 0 a falling market looks like a discount."
    ),
]
Premium = Annotated[
    Literal["before", "none"],
    Help(
        "Whether the premium that the grade had over the benchmark before the shock is part of the fair price.",
        {
            "before": "its mean before the shock",
            "none": "no: the bare benchmark, which understates the discount on a good grade",
        },
    ),
]
BarrelsPerTonne = Annotated[
    float,
    Bounds(5, 10),
    Help(
        "Barrels in a tonne of the crude: 7.3 is usual; lighter crude has more, and a lower price a barrel."
    ),
]
