"""Options that measures of votes share: which roll calls count, and how a missing vote does."""

from __future__ import annotations

from typing import Annotated, Literal

from realpolitik.measures.options import Bounds, Help, Names, Pairs, States, Words, Year
from realpolitik.measures.registering.shock import Shock
from realpolitik.measures.votes.ballots import ISSUES
from realpolitik.measures.votes.counts import MOST_DRAWS
from realpolitik.measures.votes.pair import LABELS

Issue = Annotated[
    str,
    Names("issue", lambda: ISSUES),
    Help("Only roll calls on this issue; issues differ more than years do.", empty="all issues"),
]
_NOT_ESTIMATED = ("war-in-ukraine", "other")
"""Issues with too few roll calls, or of too many kinds, for a path of ideal points."""
EstimatedIssue = Annotated[
    Issue,
    Names("issue", lambda: {key: said for key, said in ISSUES.items() if key not in _NOT_ESTIMATED}),
    Help(
        "Positions on this issue alone: with fewer roll calls behind them they are less sure.",
        empty="all issues together",
    ),
]
Estimate = Annotated[
    Literal["ours", "published", "newest"],
    Help(
        "Whose ideal points: the two scales differ, so that points of one are not to be compared with points of the other.",
        {
            "ours": "the project's own, embedded",
            "published": "those of Bailey, Strezhnev and Voeten, which `realpolitik fetch ideal-points` has brought",
            "newest": "those that reach further: the project's own where both end together, or nothing has been fetched",
        },
    ),
]
Universe = Annotated[
    Literal["recorded", "divided", "important"],
    Help(
        "Which roll calls count: the fewer dissent, the more alike all states look.",
        {
            "recorded": "all with a recorded vote",
            "divided": "those in which a member said no or abstained",
            "important": "those that the United States Department of State calls important (to session 74, 2020)",
        },
    ),
]
Absence = Annotated[
    Literal["left-out", "abstention"],
    Help(
        "How a roll call counts that one of the two missed: as abstentions, absences make states that often stay away look alike.",
        {"left-out": "not at all", "abstention": "as if it had abstained"},
    ),
]
Seat = Annotated[
    bool,
    Help(
        "Whether a state has the votes that the state which it continues cast from its seat, and none of another government that held "
        "the seat before.",
        {"yes": "the seat's votes", "no": "those under its own code alone"},
    ),
]
Draws = Annotated[
    int,
    Bounds(100, MOST_DRAWS),
    Help(
        "How often roll calls are drawn again for the interval: more is slower and steadier, the figure itself stays."
    ),
]
BlocDraws = Annotated[
    Draws,
    Bounds(20, MOST_DRAWS),
    Help(
        "How often roll calls are drawn again to see how stable the blocs are: more is slower and steadier."
    ),
]
Index = Annotated[
    str,
    Names("index of similarity", lambda: LABELS),
    Help(
        "The index of similarity; those named kappa and pi are beyond chance, the others count habit as agreement."
    ),
]
Years = Annotated[
    int,
    Bounds(0, 250),
    Help(
        "How many of the last years of the period count; 0 for all of it. Fewer years are fresher and less sure."
    ),
]
References = Annotated[
    str,
    Pairs("FRA-GBR USA-GBR"),
    Help("Other pairs to show beside, so that a level can be read.", empty="none"),
]
Sides = Annotated[
    str,
    States("RUS UKR"),
    Help("The two sides of the war; the tilt is positive towards the first."),
]
Only = Annotated[
    Literal["all", "alike", "apart", "opposite"],
    Help(
        "Which roll calls are listed; the share is of all of them in any case.",
        {
            "all": "all in which both voted",
            "alike": "those with the same choice",
            "apart": "those with another choice",
            "opposite": "yes against no",
        },
    ),
]
Weights = Annotated[
    Literal["equal", "division"],
    Help(
        "What each roll call weighs: by division, those on which members agree count for little.",
        {"equal": "all the same", "division": "by the chance that two members drawn at random differ"},
    ),
]
Power = Annotated[
    int,
    Bounds(0, 2),
    Help(
        "How much worse opposite votes are than a vote and an abstention: 0 no worse (nominal), 1 twice (linear), 2 four times "
        "(quadratic)."
    ),
]
Poles = Annotated[
    str,
    States("USA CHN"),
    Help("The two poles; a positive lean is towards the second.", empty="the two states asked about"),
]
Top = Annotated[int, Bounds(0, 300), Help("How many states are listed, the nearest first; 0 for all.")]
YearsAround = Annotated[
    int,
    Bounds(0, 250),
    Help(
        "Years on either side of the shock that count; 0 for the whole period. Fewer years compare like with like, and are less sure."
    ),
]
YearBefore = Annotated[
    str, Year(), Help("The year of trade from which growth is counted: the last before the war.")
]
YearAfter = Annotated[
    str, Year(), Help("The year of trade to which growth is counted, or the last on record before it.")
]
ShockOfIssues = Annotated[
    Shock,
    Help(
        "The day that divides before and after; with a day outside the period, or none, there is no comparison.",
        empty="the period as one",
    ),
]
Document = Annotated[
    str,
    Words("the number of a text or a part of it, such as ES-11/1"),
    Help("Only texts with this number.", empty="all texts of the period"),
]
Body = Annotated[
    Literal["UN General Assembly", "UN Security Council"],
    Help("Who voted: all members in the Assembly, fifteen in the Council, where five have a veto."),
]
Vote = Annotated[Literal["yes", "no", "abstain"], Help("Which votes are counted.")]
