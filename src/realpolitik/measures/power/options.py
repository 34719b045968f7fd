"""Options that measures of power and of the world's order share."""

from __future__ import annotations

from typing import Annotated, Literal

from realpolitik.measures.options import Bounds, Date, Help, StateName

Against = Annotated[str, StateName(), Help("The third state, with which the two are compared.")]
Definition = Annotated[
    Literal["", "capabilities", "output", "net-resources", "military-spending"],
    Help(
        "What power is: the definitions disagree on level and direction.",
        {
            "capabilities": "people, cities, iron, energy, soldiers, spending (CINC); favours the populous",
            "output": "gross domestic product at purchasing power",
            "net-resources": "output times output per head, which favours the rich",
            "military-spending": "what is spent on arms",
        },
        empty="all of them, side by side",
    ),
]
Since = Annotated[
    str,
    Date(),
    Help(
        "The year from which the series runs, also before the period asked; another start gives another trend.",
        empty="the period asked",
    ),
]
Concentration = Annotated[
    Literal["effective", "con", "entropy"],
    Help(
        "Which index of concentration.",
        {
            "effective": "effective number of poles: so many equal states would be as concentrated",
            "con": "concentration from 0 to 1 (Singer, Bremer and Stuckey)",
            "entropy": "entropy number, in which small states weigh more",
        },
    ),
]
Network = Annotated[
    Literal["trade", "alliance"],
    Help("Which ties.", {"trade": "trade in goods", "alliance": "pledges of help in war"}),
]
Beta = Annotated[
    float,
    Bounds(-0.5, 0.5),
    Help(
        "How partners' own ties count, as a share of its bound; the table has -0.5, 0 and 0.5. Above 0 well-tied partners give power, "
        "below 0 (bargaining) partners without other ties do."
    ),
]
Threshold = Annotated[
    float,
    Bounds(0.01, 1),
    Help(
        "The least share of the strongest state's power that makes a pole: half is usual; a lower one finds more poles."
    ),
]
On = Annotated[
    str,
    Date(),
    Help("The day of the count.", empty="the end of the period asked, or the last year on record"),
]
Per = Annotated[
    Literal["total", "gdp"],
    Help("The unit.", {"total": "dollars of a year", "gdp": "as a share of the state's output"}),
]
