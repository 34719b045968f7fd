"""Options that measures of reported events share."""

from __future__ import annotations

from typing import Annotated, Literal

from realpolitik.measures.options import Help, StateName

Per = Annotated[
    Literal["day", "share"],
    Help(
        "The unit: more media make more events of any kind.",
        {"day": "a day, as reported", "share": "as a share of all events, without the growth of the media"},
    ),
]
Third = Annotated[str, StateName(), Help("The state with which either of the two is compared.")]
