"""Words by which an amount finds its quantity, as rules that are made once."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.reading.forms.heads import noun as form_noun
from realpolitik.claims.reading.forms.heads import words as forms_words
from realpolitik.claims.reading.lexicon import joined, table

TOKEN = re.compile(
    r"<(?P<kind>[apqtgw])(?P<n>\d+|@[A-Z]+)>(?P<own>'s?(?![a-z]))?|[a-z][a-z'.-]*[a-z]|[a-z]|[^\s<]"
)
"""A sign, a word, or a mark."""


@cache
def rule(name: str) -> re.Pattern[str]:
    """Any of the words under a name of `attach.yaml`, as whole words."""
    return re.compile(rf"(?<![\w<-]){joined(str(table('attach')[name]))}(?![\w-])")


@cache
def whole(*names: str) -> re.Pattern[str]:
    """A word that is one of those under the names, `kinds of forms` among them."""
    every = [
        forms_words("kinds") if name == "kinds of forms" else joined(str(table("attach")[name]))
        for name in names
    ]
    return re.compile("|".join(every))


@cache
def again() -> re.Pattern[str]:
    """A word that takes up the flow of the sentence before, and the verb that follows it."""
    verb = rf"(?: (?:has|have|had|also|then|already|later|only|was|were|is|[a-z]+ly))* (?:{forms_words('up')}|{forms_words('down')}|{forms_words('levels')}|compares|compared|was|were|is|are)\b"
    return re.compile(rf"(?<![\w<-])(?:{table('attach')['again'].strip()})(?={verb})")


@cache
def noun() -> re.Pattern[str]:
    """The noun of a flow, which is no part of the name of another thing."""
    own = "|".join(str(one) for one in table("attach")["nouns"].values()).split("|")
    every = "|".join(sorted(own, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?:{every}|{form_noun()})(?![\w-])(?! {joined(str(table('attach')['no flow']))}(?![\w-]))"
    )


@cache
def kind_of(word: str) -> str:
    """The kind of a noun: `out`, `in`, `both`, `gap`, `output`, `use`, `revenue`."""
    for name in ("attach", "forms"):
        for kind, every in table(name)["nouns"].items():
            if re.fullmatch(joined(str(every)), word):
                return str(kind)
    return ""


@cache
def changing() -> re.Pattern[str]:
    """A verb or a noun of change, `up` or `down`."""
    up, down = f"{forms_words('up')}|{forms_words('rises')}", f"{forms_words('down')}|{forms_words('falls')}"
    return re.compile(
        rf"(?<![\w<-])(?:(?P<up>up|{up}|gains?|{joined('higher|more')})|(?P<down>down|{down}|{joined('lower|less')}))(?![\w-])"
    )


@cache
def change_noun() -> str:
    """A noun of change."""
    return rf"(?:(?P<up>{forms_words('rises')}|upswing|upturn|uptrend|advance|boost|recovery|growth)|(?P<down>{forms_words('falls')}|falloff|drop-off|shrinkage|downswing|loss))"
