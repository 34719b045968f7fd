"""Goods and phrases in a sentence."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.spotting.goods_named import goods_in
from realpolitik.claims.reading.spotting.mentions import Mention
from realpolitik.measures.words.phrases import concepts

_TOO_COMMON = ("sanctions", "sovereignty", "unilateral", "non-interference")
"""Concepts whose words stand in too many sentences that are not about words."""


def goods(sentence: str) -> list[Mention]:
    """Goods by the names of the tables, and by names of their own where the tables hold none; `other` for goods that are named at large.

    Examples
    --------
    >>> [one.value for one in goods("It sold oil, cars and semiconductor chips.")]
    ['crude-oil', 'passenger-cars', 'integrated-circuits']
    >>> [one.value for one in goods("Exports of palm oil, frozen beef and steel pipes; a paper on paper imports.")]
    ['palm-oil', 'frozen-beef', 'steel-pipes', 'paper']
    """
    return goods_in(sentence)


def without_figures(goods: str) -> bool:
    """Whether goods are such that the tables hold no figures of.

    Examples
    --------
    >>> without_figures("soybeans"), without_figures("crude-oil")
    (True, False)
    """
    return goods not in ("", "other", "total") and goods not in table("goods")


def called(goods: str) -> str:
    """Goods as a sentence names them.

    Examples
    --------
    >>> called("crude-oil"), called("lng")
    ('crude oil', 'LNG')
    """
    return {"lng": "LNG", "lpg": "LPG"}.get(goods, goods.replace("-", " "))


def phrases(sentence: str) -> list[Mention]:
    """Phrases that the register of words knows, in quotation marks or not; the value is the phrase."""
    return [
        Mention(
            start=one.start(),
            end=one.end(),
            kind="w",
            text=one.group(),
            value=str(one.lastgroup).replace("_", "-"),
        )
        for one in _phrases().finditer(sentence)
    ]


@cache
def _phrases() -> re.Pattern[str]:
    branches = []
    for name, own in concepts().items():
        if name in _TOO_COMMON:
            continue
        forms = sorted(own.forms.get("en", ()), key=len, reverse=True)
        if forms:
            words = "|".join(
                re.escape(form).replace(r"\ ", r"[\"'“”‘’]?[\s-]+[\"'“”‘’]?").replace(r"\*", r"[\w-]*")
                for form in forms
            )
            branches.append(f"(?P<{name.replace('-', '_')}>{words})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(branches)})(?!\w)", re.IGNORECASE)
