"""Options that measures of meetings share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from realpolitik.measures.options import Bounds, Date, Help, Names
from realpolitik.sources.shipped import shipped


def _rules() -> Mapping[str, str]:
    rules = shipped("realpolitik.measures.diplomacy", "meeting_rules")
    return {name: rule["says"] for name, rule in rules.items()}


Counting = Annotated[
    str,
    Names("rule of counting", _rules),
    Help("Which encounters count as meetings: counts by two rules differ by a tenth and more."),
]
Level = Annotated[
    Literal["leaders", "foreign ministers"], Help("Whose meetings: leaders are heads of state or government.")
]
Chance = Annotated[
    float,
    Bounds(0, 1, open=True),
    Help("The chance that the interval of the day holds: a higher one is wider."),
]
By = Annotated[
    str,
    Date(),
    Help("The day up to which meetings count.", empty="the end of the period asked, or of the ledger"),
]
