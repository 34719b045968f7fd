"""Texts on the trade of one state: `exports rose 5 %`, `the top export destination`, `the share of South Africa in total exports`.

A report on one state names it in its title and leaves it out after. Where a text speaks of one state far more than of any other, and of no
two states' trade before, what a sentence leaves out is that state's, as a supposition.
"""

from __future__ import annotations

import re

from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context

_KIND = r"(?:(?:total|overall|merchandise|goods|annual|monthly) )*"
_BARE = re.compile(
    rf"^(?P<lead>\W*(?:(?:in|over|during|for) )?(?:<t\d+>,? )?(?:the )?)(?P<noun>{_KIND}(?:exports|imports|trade (?:deficit|surplus))\b)(?! (?:from|to|with|of|between|and))"
)
_PLACE = re.compile(
    r"(?<!s )(?<!> )(?:the (?:country's |nation's )?|its |<p\d+>(?:'s?)? )?(?P<place>(?:<q\d+>[ -])?(?:top|largest|biggest|main|leading) (?:single )?(?:<g\d+> )?(?:export (?:destination|market)|import source|source of imports|supplier|trading partner|trade partner|buyer))(?! (?:of|for|to|in) <)"
)
_SHARE = re.compile(
    r"(?:the )?share of (?P<who><a\d+>)(?: in (?P<of>(?:total )?(?:exports|imports|trade)))?(?= (?:has |had |have )?(?:ris|rose|increas|declin|fell|fall|drop|grew|grow|went|was|stood|reach|climb|shr))"
)
_MOST, _LEAST = 1.5, 2
"""How many times as often as the next a state must be named for a text to be on it, unless the text begins with it; and in how many sentences."""
OF_HOME = "what the words leave out is taken for"


def home_of(context: Context) -> str:
    """The state on whose trade a text is: named more often than any other; else nothing."""
    counts = sorted(
        ((count, code == context.first, code) for code, count in context.named.items()), reverse=True
    )
    if not counts or (counts[0][0] < _LEAST and not counts[0][1]):
        return ""
    alone = len(counts) == 1 or counts[0][0] >= _MOST * counts[1][0] or counts[0][1]
    return counts[0][2] if alone else ""


def at_home(whole: Skeleton, context: Context) -> tuple[str, tuple[str, ...]]:
    """The words of a sentence with the state that it leaves out, and what was supposed; as they are where nothing is left out."""
    text, home = whole.text, home_of(context)
    if not home or context.flow is not None or context.market is not None:
        return text, ()
    named = {str(one.value.code) for one in whole.mentions if one.kind == "a"}
    if home in named:
        return text, ()
    made = _BARE.sub(rf"\g<lead><a@{home}>'s \g<noun>", text) if not named else text
    if named:
        made = _PLACE.sub(rf"<a@{home}>'s \g<place>", made, count=1)
        made = _SHARE.sub(lambda one: _shared(one, home, context), made)
    if made == text:
        return text, ()
    return made, (f"{OF_HOME} that of {name_of(home)}",)


def _shared(one: re.Match[str], home: str, context: Context) -> str:
    context.shared = (one["of"] or context.shared).removeprefix("total ")
    return f"{one['who']}'s share of <a@{home}>'s total {context.shared}" if context.shared else one[0]
