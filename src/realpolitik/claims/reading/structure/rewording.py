"""Clauses of published prose read as plainer ones, by the rules of `rewordings.yaml`, over the skeleton of a sentence."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.reading.lexicon import table

_KINDS = {
    "a": r"<a(?:\d+|@[A-Z]+)>",
    "p": r"<[ap](?:\d+|@[A-Z]+)>",
    "q": r"<q\d+>",
    "t": r"<t\d+>",
    "g": r"<g(?:\d+|@[a-z-]+)>",
}
"""Signs of states, of states or pronouns, of amounts, times and goods."""


def reworded(text: str) -> str:
    """A skeleton with the plain clauses that are read for some of its own; the same where no rule fits.

    Examples
    --------
    >>> reworded("<a0>-<a1> trade growth slowed to just <q2> <t3>.")
    '<a0>-<a1> trade rose by <q2> <t3>.'
    """
    for rule, read, needs in _rules():
        if not needs or any(words in text for words in needs):
            text = rule.sub(lambda one, read=read: _read(one, read), text)
    return text


def _read(one: re.Match[str], read: str) -> str:
    got = {name: words or "" for name, words in one.groupdict().items()}
    got["way"] = {"exports": "to", "imports": "from"}.get(got.get("flow", ""), "with")
    made = re.sub(r"\{(\w+)\}", lambda name: got[name[1]], read)
    return "; ".join(
        part
        for part in made.split("; ")
        if "accounted for  of" not in part and not part.endswith(("was ", "reached "))
    )


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...]:
    """Each rule with what is read for it, and the words of which one must stand in the text."""
    return tuple(
        (re.compile(_expanded(rule["from"])), str(rule["read"]), tuple(filter(None, str(rule.get("if", "")).split("|"))))
        for rule in table("rewordings")
    )  # fmt: skip


def _expanded(rule: str) -> str:
    named = re.sub(r"\{(\w+):([apqtg])\}", lambda one: f"(?P<{one[1]}>{_KINDS[one[2]]})", rule)
    return re.sub(r"\{([apqtg])\}", lambda one: f"(?:{_KINDS[one[1]]})", named)
