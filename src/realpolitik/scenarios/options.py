"""Options that measures of models share: what is given, the run, the world, the sanctioners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from realpolitik.measures.options import Bounds, Date, Help, Names, Words


def _scenarios() -> Mapping[str, str]:
    from realpolitik.scenarios.files import library, load

    return {name: load(name).asks for name in library()}


def _worlds() -> Mapping[str, str]:
    from realpolitik.scenarios.stage import embedded

    return {name: f"trade as it stood in {name[-4:]}" for name in embedded()}


Given = Annotated[
    str,
    Names("scenario", _scenarios, else_="a scenario file of yours"),
    Help(
        "The scenario taken as given before the pair's trade is cut: sanctions make each partner harder to replace.",
        empty="none",
    ),
]
_PACE = {"long": "goods are replaced with ease", "short": "they are hardly replaced, and losses are larger"}
Run = Annotated[Literal["long", "short"], Help("How much time there is to adjust.", _PACE)]
Runs = Annotated[
    Literal["long", "short", "both"],
    Help("How much time there is to adjust.", {**_PACE, "both": "rows of either"}),
]
Worlds = Annotated[
    Literal["auto", "merged", "oecd", "economies"],
    Help(
        "Which worlds answer.",
        {
            "auto": "those on the OECD's tables where they hold both states, else those of all economies",
            "merged": "the OECD's tables with sectors and what firms buy from one another: both states by themselves, some 30 economies, 14 sectors",
            "oecd": "the same with all 80 economies and 28 sectors, and a shorter list of assumptions",
            "economies": "some 200 economies and one kind of goods, each year 2000 to 2020 and 2023",
        },
    ),
]
WorldName = Annotated[
    str,
    Names("world", _worlds, else_="the folder of a world of yours"),
    Help("The world whose trade is cut; its year is the period of the answer."),
]
Sanctioner = Annotated[
    str,
    Words("a group or state, or a sum of them such as G7 + EU - HUN"),
    Help(
        "Who shuts out whoever goes on trading with the target: the larger the coalition, the more access is worth."
    ),
]
Severity = Annotated[
    Literal["all", "partial", "either"],
    Help(
        "How hard the sanctioners strike whoever goes on trading with the target.",
        {
            "all": "all trade with them is lost",
            "partial": "tariffs of 50 points on its electronics, electrical equipment and machinery, and no electronics sold to it",
            "either": "both, as assumptions side by side",
        },
    ),
]
OrderDay = Annotated[
    str,
    Date(),
    Help(
        "The day of the order that is tested: months that begin after it are set against as many full months before."
    ),
]
Months = Annotated[
    int, Bounds(4, 24), Help("Months on either side of the order: fewer are nearer to it and less sure.")
]
