"""When a question, or a measure of one, applies to a pair: `applies` in `questions.yaml` names a condition of this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from realpolitik.measures.registering.shock import concerned
from realpolitik.sources.shipped import shipped
from realpolitik.store import Store

Pair = tuple[str, str]
States = tuple[str, ...]
"""What a measure is about: the pair for a question."""


def party(pair: Pair) -> bool:
    """One of the two is a party to what the default shock began (`measures/registering/shock.yaml`).

    Examples
    --------
    >>> party(("CHN", "RUS")), party(("FRA", "DEU"))
    (True, False)
    """
    return concerned(pair)


def judged(pair: Pair) -> bool:
    """One of the two is a party to the war, and the bundled file of judgements (`endgame/endgame.yaml`) weighs the interests of both.

    Examples
    --------
    >>> judged(("CHN", "RUS")), judged(("IRN", "RUS")), judged(("USA", "CHN"))
    (True, False, False)
    """
    return party(pair) and set(pair) <= set(shipped("realpolitik.endgame", "endgame")["actors"])


def beside(pair: Pair, states: States) -> bool:
    """One of the two is a party to the war, and the states that the measure is about are none: a party's own stand is no news.

    Examples
    --------
    >>> beside(("CHN", "RUS"), ("CHN",)), beside(("CHN", "RUS"), ("RUS",))
    (True, False)
    """
    return party(pair) and not concerned(states)


@cache
def _newest() -> frozenset[str]:
    return frozenset(Store.embedded()["recent_votes"]["state"])


def newest(pair: Pair) -> bool:
    """The votes of the newest year are at hand for both.

    Examples
    --------
    >>> newest(("CHN", "RUS")), newest(("FRA", "DEU"))
    (True, False)
    """
    return set(pair) <= _newest()


CONDITIONS: Mapping[str, Callable[[Pair, States], bool]] = {
    "always": lambda _, __: True,
    "a party to the war": lambda pair, _: party(pair),
    "a party to the war, interests of both judged": lambda pair, _: judged(pair),
    "beside a party to the war": beside,
    "votes of the newest year": lambda pair, _: newest(pair),
}
"""Conditions by name."""
