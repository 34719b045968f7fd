"""Options that measures of dependence share."""

from __future__ import annotations

from typing import Annotated

from realpolitik.measures.options import Bounds, Help

Elasticity = Annotated[
    float,
    Bounds(1, 50, open=True),
    Help(
        "Elasticity of substitution between goods of different states: the higher, the easier they are replaced, the smaller the loss."
    ),
]
