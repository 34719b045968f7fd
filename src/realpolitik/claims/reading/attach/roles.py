"""As what an amount is said of its quantity, by the words beside it: a level, a change, or what the level came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from realpolitik.claims.reading.attach.words import change_noun, changing
from realpolitik.claims.reading.forms.chains import ABOUT
from realpolitik.claims.reading.forms.heads import words as forms_words

CHANGES = ("share", "growth", "times")
"""Units in which a flow changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What an amount is said as (`level`, `growth`, `by`, `earlier`, `based` on a time before it; empty where the words do not tell), and which way."""

    name: str = ""
    falling: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The words from a quantity to its amount and those after it, with the unit; `last` and `last_unit` are of the amount before it, of the same quantity."""

    between: str
    after: str
    unit: str
    last: Role = field(default_factory=Role)
    last_unit: str = ""

    @property
    def changes(self) -> bool:
        """Whether it is in a unit of change."""
        return self.unit in CHANGES


def change(unit: str, *, falling: bool) -> Role:
    """A change: growth by a part, or by an amount."""
    return Role(name="growth" if unit in CHANGES else "by", falling=falling)


def role(at: Beside) -> Role:
    """As what an amount is said.

    Examples
    --------
    >>> role(Beside(between=" rose by ", after=" in <t3>", unit="share"))
    Role(name='growth', falling=False)
    >>> role(Beside(between=" fell to ", after="", unit="USD")), role(Beside(between=" fell from ", after="", unit="USD")).name
    (Role(name='level', falling=True), 'earlier')
    """
    plain = re.sub(rf"{ABOUT}$", "", at.between)
    plain = f"{plain.rstrip()} " if plain.strip() else at.between
    if one := _follows().match(at.after):
        return change(at.unit, falling=bool(one["down"] or one["less"]))
    return _led(at, plain) or _bare(at, plain) or _bracketed(at, plain) or _goes_on(at, plain) or Role()


@cache
def _follows() -> re.Pattern[str]:
    """A change that is named after its amount: `a 6.4 % annual decrease`, `5 % higher`."""
    return re.compile(
        rf" ?(?:(?!in\b|of\b|to\b|from\b|and\b|by\b)[a-z-]+ ){{0,3}}?(?:{change_noun()}|(?P<more>{forms_words('more')})|(?P<less>{forms_words('less')}))\b"
    )


@cache
def _leads() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What stands right before an amount, and what it makes of it."""
    level = rf"\b(?:{forms_words('levels')}|totaled|to|worth|valued at|reach|at|of|comprised|constituted|equaled|made up|made|exceeded|above|below|over|topped|achieved|yielding|generating|posting|posted|logged|saw|being)(?: (?:the|a|an))?(?: (?:mark|level|value|sum|total|figure|amount|record|high|low|peak) of)? $"
    return (
        ("earlier", re.compile(r"\b(?:from|compared (?:to|with)|against|versus|vs\.?|than|(?:up|down) (?:from|on)) $")),
        ("noun", re.compile(rf"\b{change_noun()}(?: of| by)? $")),
        ("sign", re.compile(r"\((?P<sign>[+-]) ?$")),
        ("by", re.compile(r"\bby $|\b(?:up|down)(?: sharply| slightly)? $")),
        ("level", re.compile(level)),
    )  # fmt: skip


def _led(at: Beside, plain: str) -> Role | None:
    """What the word right before the amount says: `to`, `from`, `by`, `an increase of`, `totalled`."""
    name, found = next(((name, one) for name, rule in _leads() if (one := rule.search(plain))), ("", None))
    if found is None:
        return None
    verbs = [*changing().finditer(plain)]
    falling = bool(verbs and verbs[-1]["down"])
    if name in ("earlier", "level"):
        return Role() if at.changes else Role(name=name, falling=name == "level" and falling)
    if name == "by":
        return change(at.unit, falling=falling) if verbs else Role()
    return change(at.unit, falling=found["sign"] == "-" if name == "sign" else bool(found["down"]))


_ADVERBS = r"(?: [a-z]+ly| again| further| even| another)*"


def _bare(at: Beside, plain: str) -> Role | None:
    """A change right after its verb, or in a word: `rose sharply 5 per cent`, `more than doubled`."""
    verbs = [*changing().finditer(plain)]
    if verbs and re.fullmatch(rf"{_ADVERBS} ", plain[verbs[-1].end() :]):
        return change(at.unit, falling=bool(verbs[-1]["down"]))
    doubled = r"(?: (?:has|have|had|also|been|more than|[a-z]+ly|<t\d+>,?))* "
    return Role(name="growth") if at.unit == "growth" and re.fullmatch(doubled, at.between) else None


_TIMED = re.compile(
    r"(?: (?:over|in|during|for))?(?: the)?(?: (?:reporting|same|corresponding) period)? <t\d+>\)"
)
_BASED = re.compile(r"\b(?:compared (?:to|with)|against|from|than|versus) (?:[a-z]+ ){0,2}<t\d+> \($")


def _bracketed(at: Beside, plain: str) -> Role | None:
    """A level in brackets: that of another time, which stands in them or before them; the same in another unit."""
    if at.changes or not plain.rstrip().endswith("("):
        return None
    if _BASED.search(at.between):
        return Role(name="based")
    if _TIMED.match(at.after):
        return Role(name="earlier")
    if re.fullmatch(r" \(", at.between):
        return Role(name="level")
    return at.last if at.last.name in ("level", "earlier") and at.last_unit != at.unit else None


_NEXT = re.compile(r"(?:,|,? and|,? then)(?: a)? $")


def _goes_on(at: Beside, plain: str) -> Role | None:
    """One that goes on with the amount before it: `totalled 4 million in 2020, 5 million in 2021`, `by 3 and 5 per cent, respectively`."""
    tail = plain[plain.rfind("<q") :]
    if re.fullmatch(r"<q\d+>(?:, | and |, and )(?:by |to |of )?", tail):
        return at.last if re.match(r"(?: <t\d+>)?,? respectively\b", at.after) else None
    same = at.last.name == "level" and at.last_unit == at.unit
    listed = same and _NEXT.search(plain) and re.match(r"<q\d+>(?: in)? <t\d+>", tail)
    return Role(name="level") if listed else None
