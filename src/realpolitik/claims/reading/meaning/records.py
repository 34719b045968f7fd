"""Whether words of record say that a record was set: one may be missed, left behind, or of another time."""

from __future__ import annotations

import re

from realpolitik.claims.reading.meaning.certainty import unknown_words
from realpolitik.claims.reading.meaning.stance import clause, denies, find
from realpolitik.claims.reading.spotting.mentions import Skeleton


def unset(skeleton: Skeleton, record: re.Match[str], after: int) -> tuple[str, ...]:
    """A doubt where a record may not have been set at the time that is meant; nothing where the words are plain.

    Parameters
    ----------
    record
        The word of record in the text of `skeleton`.
    after
        Where the words of the flow end; each word from there to the record must be known.
    """
    text, at = skeleton.text, record.start()
    first, _ = clause(text, at, record.end())
    found = find("unset", text[max(first, at - 70) : at])
    found = found or find("unset_after", text[record.end() : record.end() + 40])
    if found:
        words = " ".join(re.sub(r"<\w\d+>", " ", found).split())
        return (f"whether a record was set, and when (“{words}”)",)
    if denies(text[first:at]):
        return ("what is denied",)
    unknown = unknown_words(text[max(first, min(at, after)) : at])
    return (f"the words “{'”, “'.join(unknown[:3])}”",) if unknown else ()
