"""Options that measures of the ledger of sanctions share."""

from __future__ import annotations

from typing import Annotated

from realpolitik.measures.options import Column, Date, Help, StateName
from realpolitik.measures.sanctions.ledger import GROUPS

Target = Annotated[str, StateName(), Help("Only measures against this state.", empty="either of the two")]
Sender = Annotated[
    str,
    StateName(groups=GROUPS),
    Help(
        "Only measures that this state or group took; those of a group are also its members'.", empty="anyone"
    ),
]
JoinedSince = Annotated[
    str,
    Date(),
    Help(
        "The day from which a state's first measure counts as joining; what it did before is left out.",
        empty="the start of the period",
    ),
]
InForceOn = Annotated[
    str, Date(), Help("The day.", empty="the end of the period asked, or the last on the ledger")
]
Third = Annotated[
    bool,
    Help(
        "Whether measures of third states against either count.",
        {
            "yes": "those of all others against the two as well",
            "no": "only those of the two against each other",
        },
    ),
]
Sector = Annotated[
    str,
    Column("sanctions", "sectors", split=","),
    Help("Only measures on this sector.", empty="all sectors"),
]
