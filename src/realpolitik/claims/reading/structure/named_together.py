"""`Bilateral trade` and `trade between the two countries` in a sentence that names the two."""

from __future__ import annotations

import re

from realpolitik.claims.reading.lexicon import PAIR
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.flows import STATE, code_of


def between(whole: Skeleton) -> str:
    """The words of a sentence, `trade between the two countries` being that of the two which it names before, where it names two."""

    def put(one: re.Match[str]) -> str:
        word = whole.mentions[int(one[1])]
        before = [code_of(sign, whole) for sign in re.findall(STATE, whole.text[: one.start()])]
        two = list(dict.fromkeys(code for code in before if code not in GROUPS))
        return (
            f"between <a@{two[0]}> and <a@{two[1]}>" if word.value == "both" and len(two) == PAIR else one[0]
        )

    return re.sub(r"between (?:the )?<p(\d+)>", put, whole.text) if "between <p" in whole.text else whole.text


def of_two(whole: Skeleton) -> str:
    """The words of a sentence, `bilateral trade` being that of the two states that it names, where it names two."""
    named = list(dict.fromkeys(str(one.value.code) for one in whole.mentions if one.kind == "a"))
    if len(named) != PAIR:
        return whole.text

    def put(one: re.Match[str]) -> str:
        word = whole.mentions[int(one[1])]
        if re.search(STATE, whole.text[: one.start()]) or word.text.casefold() not in (
            "bilateral",
            "mutual",
            "two-way",
        ):
            return one[0]
        return f"<a@{named[0]}>-<a@{named[1]}> "

    return re.sub(r"<p(\d+)> (?=trade|turnover|commerce)", put, whole.text)


_GAP = re.compile(
    r"(?:[,;]? (?:and |though |although |while |but |as )?)(?P<who><a\d+>)'s (?:trade )?(?P<kind>deficit|surplus)\b(?! (?:with|in|of)\b)(?=[^;]*<q)"
)


def gap_of_two(whole: Skeleton) -> str:
    """The words of a sentence on the trade of two states, in which `A's deficit` is A's with the other."""
    text = whole.text
    one = _GAP.search(text) if "deficit" in text or "surplus" in text else None
    codes = list(dict.fromkeys(str(m.value.code) for m in whole.mentions if m.kind == "a"))
    if one is None or len(codes) != PAIR or not _OF_TRADE.search(text[: one.start()]):
        return text
    other = next(code for code in codes if code != code_of(one["who"], whole))
    return f"{text[: one.start()]}; {one['who']}'s trade {one['kind']} with <a@{other}>{text[one.end() :]}"


_OF_TRADE = re.compile(r"\b(?:trade|turnover|exports|imports)\b")
