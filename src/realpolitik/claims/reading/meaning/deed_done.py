"""Whether words say that a deed was done: not doubted, denied, only claimed, still to come, lifted, or done the other way round."""

from __future__ import annotations

import re

from realpolitik.claims.reading.meaning.deed_rules import OF_WORDS, Deed
from realpolitik.claims.reading.meaning.deed_times import CUT
from realpolitik.claims.reading.meaning.stance import denies, find

NEUTRAL = "neutral"
"""The kind of a position between two sides, which is of one state alone."""
NEAR = 90
"""Letters before a deed within which a word of doubt, or of denial, is of it."""
LAID = ("ban", "tariff", "sanctions", "controls")
"""Relations of measures, which may be lifted."""
_DOUBTED = re.compile(r"\b(?:if|whether|unless|should|were to|in case|threat(?:en\w*|s)?|call(?:s|ed|ing)? (?:for|on(?! \w+day| <t))|urg(?:e[sd]?|ing)|propos\w+|consider\w*|possib\w+|could|would|may|might|will|plans?|planned|aims?|hop\w+|expected|scheduled|upcoming|forthcoming|preparations? for|to be (?:held|signed|imposed)|invit\w+|offer\w* to|prepar\w+|seek\w*|demand\w*|attempt(?:s|ed|ing)? (?:by [^,;]{1,20} )?to|tried to|fail(?:s|ed)? to|block(?:s|ed)?|veto(?:ed|es)?|oppos\w+|avoid\w*|evad\w+|circumvent\w*|against the|cancel\w*|called off|postpon\w+)\b")  # fmt: skip
"""Words before a deed after which it was not done, or is not said to have been."""
_COMING = re.compile(
    r"\b(?:ahead of|before) (?:(?:a|an|any|the|his|her|their|possible|planned) )*(?:[\w'-]+ ){0,3}$"
)
"""Words right before a deed that was still to come."""
_UNDONE = re.compile(r"[^;.]{0,12}\b(?:a|per|each|every) (?:year|month|week)\b|[^;.]{0,30}\b(?:more|less|as) often\b|[^;.]{0,60}\b(?:did not (?:happen|take place)|never (?:happened|took place)|(?:is|are) (?:already )?being (?:planned|prepared|arranged)|(?:was|were|been) (?:cancell?ed|called off|postponed|scrapped|delayed))\b")  # fmt: skip
_ALLEGED = re.compile(r"\b(?:den(?:y|ies|ied|ying)|alleg(?:ed|es|ing|edly)|rumou?r\w*)\b")
"""Words before a deed that somebody else tells of, or that is told not to have been done."""
_CLAIMED = re.compile(
    r"\b(?:claim(?:ed|s|ing)?|accusations?|allegations?|(?:dismiss|reject|refut)(?:ed|es|s|ing)(?: \w+){0,2} (?:claims?|reports?|charges?)) that\b"
)
"""Words before a deed that somebody only claims."""
_DENIES = re.compile(r"\bden(?:y|ies|ied|ying)\b")
_LIFTED = re.compile(
    r"\b(?:lift|dropp?|remov|eas|scrapp?|end|suspend|relax|revok|rescind|repeal|waiv|paus|cancel|delay|postpon|rolled? back|abolish)(?:s|e|ed|es|ing)? (?:[\w'-]+ |<>(?:'s?)? |<[qtg]\d+> ){0,4}?(?:ban|bans|restrictions?|curbs|tariffs?|dut(?:y|ies)|sanctions|embargo|measures|controls)\b"
)
_OF_TALKS = re.compile(
    r"\b(?:negotiat\w*|talks|discuss\w*|explor\w+|consultations|work(?:ed|ing)? on|draft\w*)\b"
)
"""Words of a paper that is talked about, and not made."""
_MADE = re.compile(
    r"\b(?:sign\w*|conclud\w+|reached|sealed|struck|inked|agreed|adopted|ratif\w+|initialled|in force)\b"
)
_CODES = re.compile(r"<[a-z+]+:[hpsf]>")


def said_to_be(deed: Deed, found: re.Match[str], text: str) -> str:
    """The test of a deed that words say was done, or that there was none; empty where they say neither."""
    said = found.groupdict().get("said") if deed.relation in OF_WORDS else None
    inside = found[0].replace(said, "") if said else found[0]
    inside = inside.rsplit(" and has ", 1)[-1] if deed.kind == NEUTRAL else inside
    start = max([0, *(cut.end() for cut in CUT.finditer(text, 0, found.start()))])
    # the code of a state may be a word: `nor`, `can`
    before = _CODES.sub("<>", text[start : found.start()][-NEAR:])
    inside = _CODES.sub("<>", inside)
    denied = denies(inside[-NEAR // 3 :] if said else inside) or bool(
        re.search(r"\b(?:not|never|nor|neither)\b[^,;]{0,20}$|\bno\b[^,;]{0,50}$", before)
    )
    if not deed.denied and deed.test != "lacks" and (denied or _ALLEGED.search(before)):
        return ""
    if deed.relation not in OF_WORDS and _CLAIMED.search(before):
        return ""
    if not deed.open and (
        _DOUBTED.search(before)
        or _COMING.search(before)
        or (deed.relation not in OF_WORDS and (_DOUBTED.search(inside) or find("prediction", inside)))
        or find("prediction", before)
    ):
        return ""
    return "" if _is_another(deed, found, text, before, inside) else "lacks" if denied else deed.test


def _is_another(deed: Deed, found: re.Match[str], text: str, before: str, inside: str) -> bool:
    """Whether the words tell of something else: a deed denied or undone, one only talked about, one done to the first, or a judgement."""
    return bool(
        (deed.relation not in OF_WORDS and _DENIES.search(inside))
        or (deed.relation in LAID and _LIFTED.search(before + inside))
        or (deed.relation == "accord" and _OF_TALKS.search(inside) and not _MADE.search(inside))
        or (deed.relation == "stance" and _is_passive(found))
        # another clause begins between who did it and whom it was done to
        or (deed.relation in ("stance", "ban") and not deed.open and CUT.search(inside))
        or find("opinion", before + inside)
        or _UNDONE.match(text, found.end())
    )


def _is_passive(found: re.Match[str]) -> bool:
    """Whether the second did it to the first: `A's bid was endorsed by B`."""
    if not found.groupdict().get("b") or found.start("a") > found.start("b"):
        return False
    return bool(re.search(r"\b(?:is|are|was|were|been|being) (?:\w+ly )?\w+ed by\b", found[0]))
