"""What a claim is: a statement, who made it, and the test it must pass; and what a verdict on it is.

A claim is a record read from a file, so pydantic checks it; a verdict is made here, as a plain dataclass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from realpolitik.claims.kinds import KINDS, Options, PeriodText, Record, Sentence, Slug, Test
from realpolitik.findings import Finding

Status = Literal["supported", "contradicted", "mixed", "not measurable"]
Kind = Literal["measured", "opinion", "needs"]


def _unfold(value: Any) -> Any:
    """`{near: {value: 146}}` in a file is `{kind: near, value: 146}` here."""
    if value is None or isinstance(value, Record) or (isinstance(value, Mapping) and "kind" in value):
        return value
    if (
        not isinstance(value, Mapping)
        or len(value) != 1
        or not isinstance(body := next(iter(value.values())), Mapping)
    ):
        raise ValueError(
            f"a test is one of {', '.join(KINDS)} with its values, as in {{at_least: {{value: 2}}}}"
        )
    return {"kind": next(iter(value)), **body}


class Claim(Record):
    """A statement about states, who made it, and the test it must pass.

    Attributes
    ----------
    id
        Short name in lower case with hyphens, unique in its file.
    says
        The statement in one sentence, in our words.
    by
        Who says it.
    question
        The question it helps to answer (`briefs/questions.yaml`).
    where
        The place in the text it is taken from.
    kind
        `measured`: has a measure and a test. `needs`: what is missing to test it is in `needs`.
        `opinion`: no figure can test it; `needs` says why.
    measure, about, options
        The measure, the states in the order the measure takes them, and the measure's own options.
    start, end
        Which years, months or days the measure reads; `from` and `to` in a file. Without them, the test's.
    test
        What the figure must be.
    because
        Why this test stands for the statement: what the words leave open, and how it is closed here.
    """

    id: Slug
    says: Sentence
    by: Sentence
    question: Slug
    where: str = ""
    kind: Kind = "measured"
    measure: str | None = None
    about: tuple[str, ...] = ()
    options: Options = Field(default_factory=dict)
    start: PeriodText | None = Field(default=None, alias="from")
    end: PeriodText | None = Field(default=None, alias="to")
    test: Annotated[Test | None, BeforeValidator(_unfold)] = None
    needs: str = ""
    because: str = ""

    @model_validator(mode="after")
    def _complete(self) -> Claim:
        if self.kind == "measured":
            missing = [name for name in ("measure", "test") if getattr(self, name) is None]
            if missing:
                raise ValueError(
                    f"a measured claim has a {' and a '.join(missing)}; else say `kind: needs` and `needs: …`"
                )
            if self.needs:
                raise ValueError("a claim has either a measure or `needs`, not both: remove one")
        elif not self.needs:
            raise ValueError(f"a claim of kind {self.kind} says in `needs` what is missing")
        elif self.measure or self.test:
            raise ValueError(
                f"a claim of kind {self.kind} has no measure and no test: remove them, or the kind"
            )
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a claim holds, and how firmly.

    Attributes
    ----------
    status
        `supported` or `contradicted` when every value in the interval says so, `mixed` when the interval
        holds both, `not measurable` when there is no figure.
    finding
        What the claim was judged by; None where there is none.
    figure
        The figure in short: `146.9 → 240.1 bn USD`. Empty where there is none.
    margin, margin_in_words
        How far the figure is inside what the claim allows (negative: outside), in the unit of the test.
    overturn, overturned_by
        The smallest change of the tested figure, its interval moving along, beyond which the verdict is the
        opposite; None where no change alone would do it.
    why
        The verdict in a sentence; for `not measurable`, what is missing.
    """

    claim: Claim
    status: Status
    why: str
    finding: Finding | None = None
    figure: str = ""
    margin: float | None = None
    margin_in_words: str = ""
    overturn: float | None = None
    overturned_by: str = ""

    def record(self) -> dict[str, Any]:
        """The verdict as plain values: what `--format json` prints and the API returns."""
        claim = self.claim
        return {
            "id": claim.id,
            "says": claim.says,
            "by": claim.by,
            "where": claim.where,
            "question": claim.question,
            "kind": claim.kind,
            "status": self.status,
            "figure": self.figure,
            "margin": self.margin,
            "margin_in_words": self.margin_in_words,
            "overturn": self.overturn,
            "overturned_by": self.overturned_by,
            "why": self.why,
            "because": claim.because,
            "test": claim.test and claim.test.model_dump(mode="json", by_alias=True, exclude_defaults=False),
            "finding": self.finding and self.finding.record(),
        }
