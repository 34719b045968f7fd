"""Options that measures of treaties share."""

from __future__ import annotations

from typing import Annotated, Literal

from realpolitik.measures.options import Bounds, Help, Pairs

Pledge = Annotated[
    Literal["", "defence", "offence", "neutrality", "non-aggression", "consultation"],
    Help("One pledge alone: then 1 is in force, 0 is not.", empty="the strongest of all"),
]
References = Annotated[
    str,
    Pairs("RUS-USA GBR-USA"),
    Help("Other pairs to show beside, so that a level can be read.", empty="none"),
]
YearsPast = Annotated[
    int,
    Bounds(1, 150),
    Help("After how many years the two groups are compared: alignments end early, so few years show more."),
]
FirstYear = Annotated[
    int,
    Bounds(1816, 2018),
    Help(
        "The first year in which a pledge may begin; a later one leaves out the older world and shortens lives."
    ),
]
Most = Annotated[
    int,
    Bounds(0, 10_000),
    Help(
        "The largest treaty taken in, in pairs of states; 0 for all. 1 takes pledges of two states alone, so that no large treaty weighs."
    ),
]
Kind = Annotated[
    Literal["alliance", "alignment"],
    Help(
        "Which pledges.",
        {"alliance": "help in war", "alignment": "neutrality, non-aggression or consultation alone"},
    ),
]
