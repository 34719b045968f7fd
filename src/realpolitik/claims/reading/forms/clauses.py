"""The clause that an amount stands in, and whether it states what is so."""

from __future__ import annotations

import re

from realpolitik.claims.reading.meaning.stance import is_opinion, is_prediction
from realpolitik.claims.reading.spotting.mentions import Skeleton

_QUALIFIES = re.compile(
    r"\b(?:targets?|goals?|(?:had|have|has) set|set (?:for|by)|forecasts?|projected|projections?|expected|expects?|estimates of|economists|analysts polled|polled|could|would|may|might|will|should|if|unless|planned|plans to|pledg\w+|aims?|hopes?|contracts? for|capacity|quota|cap|ceiling|tariffs? of|dut(?:y|ies) of|not|never|n't|excluding|except)\b"
)


_APART = re.compile(r";|, (?:with (?!<)|while |whereas )")
"""Where another clause begins, whose wishes and doubts are its own."""


def clause_of(text: str, start: int) -> int:
    """Where the clause of a place begins."""
    return max((one.end() for one in re.finditer(r";|, (?:while|whereas|but|and|as|with|which) | while | whereas ", text[:start])), default=0)  # fmt: skip


def stated(skeleton: Skeleton, start: int, end: int) -> bool:
    """Whether a stretch states what is so: no forecast, target, opinion, supposition or denial."""
    after = _APART.split(skeleton.text[end : end + 60], maxsplit=1)[0]
    if _QUALIFIES.search(skeleton.text[max(0, start - 40) : end].partition(";")[0] + after):
        return False
    return not is_prediction(skeleton, start, end) and not is_opinion(skeleton, start, end)
