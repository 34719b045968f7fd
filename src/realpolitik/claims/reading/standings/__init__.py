"""Places and shares by the noun phrases that name them, whoever holds them and wherever in the sentence they stand.

`B's second-largest supplier`, `top five importers of arms`, `12 % of B's exports` are each read once, as a phrase (`titles.py`, `wholes.py`); who has it is looked for
on both sides of the phrase (`holders.py`), and a list of which the words before gave the first goes on (`rankings.py`, `runners_up.py`).
Like all that is read by form it may be borne out and is never contradicted.
"""
