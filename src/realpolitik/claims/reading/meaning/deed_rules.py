"""The rules of `deeds.yaml` and the files after it, compiled: what states do, how it is said, and how its states are taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table

FILES = ("deeds", "deeds_of_power", "deeds_of_state", "deeds_in_passing")
"""Files with rules on deeds, in the order in which they are tried."""


OF_BODIES = ("member", "chair", "entry")
"""Relations of a state to an organisation."""
OF_WORDS = ("words", "joint-words")
"""Relations of what was said: by one, to or of another; by both together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A kind of deed: its relation, the test, its rules, and how its states are taken.

    Attributes
    ----------
    pairs
        `each`: every one of the first with every one of the second; `joint`: all pairs of one list; `single`: each for itself;
        `told`: the two of whom the text speaks; `measures`: who imposed sanctions on whom last; `sanctioned`: with the one of those under
        sanctions of whom the text speaks; `main`: with the other of the two that the text is on.
    denied
        Whether a denial makes it a claim that there was none; else such a sentence is passed over.
    open
        Whether words of what may come before it do not matter (`has refrained from`).
    other
        Whether a second state that the words leave out is that of which the text speaks with the first.
    lasting
        Whether it goes on, so that words without a time are of the year of the text.
    sender
        Who did it, where the words name nobody.
    by
        Whose it is in a text that names that group, where nobody was said to impose sanctions.
    goods
        The goods that it is of.
    fixed
        The place that its words name, `top` the first.
    about
        `arms` or `spending`: only where the text speaks of trade in arms, or of military spending.
    cue
        What must stand in the sentence.
    groups
        Whether only an organisation does it, alone.
    news
        Whether words without a time are of the month of publication.
    bare
        Whether the claim is left out where one of the same states gives an amount.
    """

    relation: str
    test: str
    pairs: str
    denied: bool
    open: bool
    free: bool
    kind: str
    level: str
    group: str
    other: bool
    lasting: bool
    sender: str
    by: str
    goods: str
    fixed: float | None
    about: str
    cue: re.Pattern[str] | None
    groups: bool
    news: bool
    bare: bool
    rules: tuple[str, ...]


_NOT_OWN = r"(?:'s?)? (?:[\w-]+ ){0,2}(?:allies|partners|supporters|proxies|backers|neighbou?rs|opponents|enemies|critics|rivals)\b|-(?:backed|led|aligned|friendly|born|based|made|style)"
"""After a state, words that make what follows another's: `A's allies`."""
_GAPS = {
    "...": r"(?:[^<;]|<[qtgwp]\d+>){0,90}?",
    "....": r"(?:[^;]){0,120}?",
    "..": r"(?:(?:[\w'\"-]+|<[qtgwp]\d+>),? ){0,4}?",
    "q": r"(?:about |around |some |nearly |almost |over |at least |more than )*<q(?P<q>\d+)>",
    "t": r"<t\d+>",
    "g": r"<g\d+>",
}


@cache
def rules() -> tuple[Deed, ...]:
    """All kinds of deeds, in the order of their files."""
    return tuple(
        Deed(
            relation=str(one["relation"]), test=str(one.get("test", "exists")), pairs=str(one.get("pairs", "each")), denied=bool(one.get("denied")),
            open=bool(one.get("open")), free=bool(one.get("free")), kind=str(one.get("kind", "")), level=str(one.get("level", "")),
            group=str(one.get("group", "")), other=bool(one.get("other")), lasting=bool(one.get("lasting")), sender=str(one.get("sender", "")), by=str(one.get("by", "")),
            goods=str(one.get("goods", "")), fixed=one.get("fixed"),
            about=str(one.get("about", "")), groups=bool(one.get("groups")), news=bool(one.get("news")), bare=bool(one.get("bare")), cue=compiled(str(one["cue"])) if one.get("cue") else None,
            rules=tuple(map(str, one["rules"])),
        )
        for name in FILES
        for one in table(name)["deeds"]
    )  # fmt: skip


@cache
def cues() -> frozenset[re.Pattern[str]]:
    """What must stand in a sentence for some rules to be tried, each once, as many kinds of deeds share one."""
    return frozenset(deed.cue for deed in rules() if deed.cue)


@cache
def compiled(rule: str) -> re.Pattern[str]:
    """A rule of a deed as a regular expression; most texts ask for few of them."""
    return re.compile(_expanded(rule))


def _expanded(rule: str) -> str:
    words = table("deeds")["words"]

    def expand(found: re.Match[str]) -> str:
        name, _, kinds = found[1].partition(":")
        if name in ("a", "b", "x"):
            several = r"[a-z]+(?:\+[a-z]+)+" if kinds.endswith("+") else "[a-z+]+"
            held = several if name == "x" else f"(?P<{name}>{several})"
            return rf"(?:the )?<{held}:[{kinds.rstrip('+') or 'hpsf'}]>(?!{_NOT_OWN})(?:'s?(?!\w))?"
        if name == "said":
            return r"\"(?P<said>[^\"]{3,200})\""
        return _GAPS.get(name) or expanded(joined(words[name]))

    def expanded(text: str) -> str:
        return re.sub(r"\{([a-z_]+(?::[hpsf]*\+?)?|\.{2,4})\}", expand, text)

    return expanded(rule)
