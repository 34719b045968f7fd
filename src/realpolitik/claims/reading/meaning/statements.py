"""What a reader finds in a text: statements, one a test. Every reader, whatever it is, hands over these and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol

from pydantic import Field, ValidationError, field_validator, model_validator

from realpolitik.claims.kinds import Record
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.errors import FileFormatError
from realpolitik.states import registry

if TYPE_CHECKING:
    from realpolitik.claims.reading.text.article import Article

Kind = Literal["claim", "opinion", "prediction", "outside"]
Test = Literal[
    "near",
    "at_least",
    "at_most",
    "record",
    "lowest",
    "rises",
    "falls",
    "grows",
    "shrinks",
    "top",
    "used",
    "absent",
    "exists",
    "lacks",
]
PERIOD = re.compile(r"(?:\d{4}(?:-\d{2}){0,2})?(?:\.\.(?:\d{4}(?:-\d{2}){0,2})?)?")


class Statement(Record):
    """One thing that a sentence says, in the terms of the measures.

    Attributes
    ----------
    sentence
        Which sentence of the article, counted from 0.
    kind
        `claim`: a figure may test it; `opinion`, `prediction`; `outside`: a fact that no measure reaches.
    relation, states
        What is claimed (a name of `relations.yaml`) of which states (ISO3) or groups (EU, WEST, NAM), in the relation's order.
    test, value, unit
        How the figure is to stand to which amount: `near` 240e9 USD, `rises` by 0.5 share, `record`, …
    period
        `2023`, `2023-10`, `2021..2023`, `2022-02..` (and since), or empty where the words give none.
    goods, phrase
        Goods as the tables call them; the concept of a phrase.
    about
        Whether the words make the amount a rough one; `step` is what one unit of its last written digit is worth.
    words
        The words of the sentence it was read from; they must stand in the sentence.
    confidence
        From 0 to 1: how sure the reader is that this is what the sentence says.
    notes
        What the reader took for granted (`the two countries: China and Russia`).
    doubts
        What the reader is not certain of, as what would have to be known; a claim with a doubt is never judged.
    since
        From which time on a record is one (`the highest since 2014`, `the lowest since 2014`).
    measured
        The unit of goods (`t`, `m3`, `units`) in which a change or a record is one, where the clause counts in it and not in money.
    currency
        The words by which growth is said to be one in another currency than dollars (`in yuan terms`).
    part
        Whether the period is a part of a year, or a fiscal year, as a whole; a change is then counted from the same part of the year before.
    years
        How many years before the change of a part of a year is counted from: 1 where the words name no other.
    way
        Whether the words have the amount reached by a rise or a fall (`fell to 427 billion`), which is tested beside it.
    assumed
        What the words do not say and the reader supposed (a period, above all); such a claim may be borne out, and is never contradicted.
    lacks
        Which figures a claim that is read for certain would need and that no table holds (growth from a quarter to the next).
    """

    sentence: Annotated[int, Field(ge=0)]
    kind: Kind = "claim"
    relation: str = ""
    states: tuple[str, ...] = ()
    test: Test | None = None
    value: Annotated[float, Field(allow_inf_nan=False)] | None = None
    unit: Annotated[str, Field(max_length=20)] = ""
    period: Annotated[str, Field(max_length=24)] = ""
    goods: str = ""
    phrase: str = ""
    about: bool = False
    step: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0.0
    words: Annotated[str, Field(max_length=2000)] = ""
    rival: str = ""
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.5
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    since: Annotated[str, Field(max_length=10)] = ""
    assumed: tuple[str, ...] = ()
    way: Literal["", "rises", "falls"] = ""
    part: Literal["", "part", "fiscal"] = ""
    measured: Annotated[str, Field(max_length=8)] = ""
    currency: Annotated[str, Field(max_length=40)] = ""
    years: Annotated[int, Field(ge=1, le=30)] = 1
    lacks: Annotated[str, Field(max_length=100)] = ""

    @field_validator("period")
    @classmethod
    def _is_period(cls, text: str) -> str:
        if not PERIOD.fullmatch(text):
            raise ValueError("write 2023, 2023-10, 2021..2023 or 2022-02..")
        return text

    @field_validator("states")
    @classmethod
    def _known(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        known = {one.code for one in registry()}
        for code in codes:
            if code not in known and code not in GROUPS:
                raise ValueError(f"{code!r} is no ISO3 code and none of {', '.join(GROUPS)}")
        return codes

    @model_validator(mode="after")
    def _whole(self) -> Statement:
        relations = {*table("relations")["relations"], *table("relations")["without_rules"]}
        if self.kind != "claim":
            return self
        if self.relation not in relations:
            raise ValueError(f"relation {self.relation!r} is none of {', '.join(relations)}")
        if self.test is None or (not self.states and self.relation != "tally"):
            raise ValueError("a claim has a test, and states that it is about")
        if (
            self.test in ("near", "at_least", "at_most", "grows", "shrinks")
            and self.value is None
            and not self.goods
        ):
            raise ValueError(f"the test {self.test} needs a value")
        return self


class Reader(Protocol):
    """Finds statements in an article. The bundled one goes by grammar; another may be a language model.

    A reader of your own is installed under the entry point group `realpolitik.readers` and asked for by name
    (`realpolitik check --reader NAME`). What it returns is checked by `accepted`, matched and judged like the bundled one's.
    """

    def read(self, article: Article) -> Iterable[Statement | Mapping[str, Any]]:
        """The statements of an article, as `Statement` or as mappings with its fields."""
        ...


def accepted(
    article: Article, found: Iterable[Statement | Mapping[str, Any]], *, reader: str
) -> tuple[Statement, ...]:
    """The statements of a reader, each checked: its fields, that its sentence exists, that its words stand in the sentence.

    Raises
    ------
    FileFormatError
        A statement breaks the schema, or quotes words that are not in its sentence (invented evidence).
    """
    checked = []
    for place, one in enumerate(found, start=1):
        try:
            statement = one if isinstance(one, Statement) else Statement.model_validate(one)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(map(str, first["loc"])) or "statement"
            raise FileFormatError(f"reader {reader}", f"statement {place}, {field}: {first['msg']}") from None
        if statement.sentence >= len(article.sentences):
            raise FileFormatError(
                f"reader {reader}",
                f"statement {place} is of sentence {statement.sentence}; the article has {len(article.sentences)}",
            )
        sentence = article.sentences[statement.sentence].text
        if statement.words not in sentence:
            raise FileFormatError(
                f"reader {reader}",
                f"statement {place} quotes {statement.words[:60]!r}, which its sentence does not say",
            )
        checked.append(statement)
    return tuple(checked)
