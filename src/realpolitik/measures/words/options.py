"""Options that measures of words share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from realpolitik.measures.options import Help, Names, Words


def _concepts() -> Mapping[str, str]:
    from realpolitik.measures.words.phrases import concepts

    return {name: one.says for name, one in concepts().items()}


Phrase = Annotated[
    str,
    Words("a phrase of the register, in any of its languages, such as no limits or 没有止境"),
    Help("The phrase; other forms of its concept count with it."),
]
Term = Annotated[
    str,
    Names("concept", _concepts),
    Help("The concept: its words and their forms in English are counted."),
]
Terms = Annotated[
    str,
    Names("concept", _concepts, several=True),
    Help("Concepts to compare: the more of them, the more a change of one may be chance."),
]
