"""Options that measures of the endgame share: the file of judgements, the ends compared, how many judgements are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from realpolitik.measures.options import Bounds, File, Help, Names


def _outcomes() -> Mapping[str, str]:
    from realpolitik.endgame.judgements import given

    return given("").outcomes


JudgementsFile = Annotated[
    str,
    File("a file of judgements (`realpolitik endgame --copy mine.yaml` writes one out to begin from)"),
    Help(
        "Whose judgements: every score and weight of the answer stands in the file.",
        empty="those that come with the program",
    ),
]
Draws = Annotated[
    int,
    Bounds(100, 1_000_000),
    Help("How many judgements are drawn from their ranges: more is slower and steadier."),
]
Outcome = Annotated[
    str,
    Names("outcome", _outcomes, else_="an outcome of your file"),
    Help("The end of the war that is asked about."),
]
OtherOutcome = Annotated[Outcome, Help("The end of the war that it is compared with.")]
