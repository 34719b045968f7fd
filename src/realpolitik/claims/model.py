"""What a claim is: a statement, who made it, and the test it must pass; and what a verdict on it is.

A claim is a record read from a file, so pydantic checks it; a verdict is made here, as a plain dataclass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, model_validator

from realpolitik.claims.evidence.kinds import Evidence
from realpolitik.claims.evidence.reference import Reference
from realpolitik.claims.kinds import KINDS, Options, PeriodText, Record, Sentence, Slug, Test
from realpolitik.findings import Finding, Row
from realpolitik.shown import Shown
from realpolitik.wording.numbers import number_of

Status = Literal["supported", "contradicted", "mixed", "not shown", "not measurable"]
STATUSES: tuple[Status, ...] = get_args(Status)
Reading = Literal["literal", "proxy"]
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


def _set_down(test: Test) -> dict[str, Any]:
    """A test as plain values; a looser bar is named only where there is one, so that tests without it keep their hash."""
    found = test.model_dump(mode="json", by_alias=True)
    return {key: value for key, value in found.items() if key != "loosely" or value is not None}


class Controls(Record):
    """Pairs on which a sound test is known to fail, or to pass."""

    negative: tuple[tuple[str, ...], ...] = ()
    positive: tuple[tuple[str, ...], ...] = ()


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
    reading
        `literal`: the test says what the sentence says (trade was 240 billion dollars), so that it holds or not whatever is true
        of others. `proxy`: the test stands for something else (voting alike for common interests), and is evidence only if
        most other states do not pass it, too. None in a file of one's own: nothing is compared.
    family
        Claims that rest on one figure have one family, and are one finding.
    contrary
        The contrary view, with who holds it: printed beside the verdict.
    cites
        Literature the test comes from: identifiers of `realpolitik cite`.
    controls
        Pairs that must fail the test (`negative`) or pass it (`positive`), each a list of two codes, if it tells what it says.
    turns
        For a judged or assumed input: the value at which the verdict turns, as computed.
    refuses
        Sources that may not judge it, because its speaker is behind them: rows that cite one are left out.
    shows
        `nothing` where the test, passed or not, cannot carry the sentence: the verdict is then "not shown", with the figure.
        `support` where it can bear the sentence out and not refute it: votes alike are a sign of common interests, votes apart
        none of their absence.
    own_word
        Whether the one office on record is taken at its word: how far it usually is from others is then not counted.
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
    reading: Reading | None = None
    family: str = ""
    contrary: str = ""
    cites: tuple[str, ...] = ()
    controls: Controls = Field(default_factory=Controls)
    turns: str = ""
    refuses: tuple[str, ...] = ()
    shows: Literal["what it says", "support", "nothing"] = "what it says"
    own_word: bool = False

    @property
    def tested(self) -> dict[str, Any]:
        """What is tested, and nothing of its words: measure, states, options, period and test."""
        return {
            "measure": self.measure,
            "about": list(self.about),
            "options": {key: str(value) for key, value in sorted(self.options.items())},
            "from": self.start,
            "to": self.end,
            "test": self.test and _set_down(self.test),
        }

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


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Verdict(Shown):
    """Whether a claim holds, and how firmly.

    Attributes
    ----------
    status
        `supported` or `contradicted` when every value in the interval says so, `mixed` when the interval
        holds both, `not shown` when the test is passed by most others too or cannot carry the sentence,
        `not measurable` when there is no figure.
    evidence
        What it rests on: `measured`, `estimated`, `modelled` or `judged`; empty where there is no figure.
    words
        The verdict in words, which say what it rests on: `supported by the record`.
    error
        What the error of the figure contains.
    passing
        Of a range over assumptions, how many pass the test, of how many; None elsewhere.
    reference
        How other pairs fare under the same test, as computed by `realpolitik claims --reference`; None where it was not.
    as_of
        The last period that the figure covers.
    finding
        What the claim was judged by; None where there is none.
    figure
        The figure in short: `$146.9 → 240.1 bn`. Empty where there is none.
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
    evidence: Evidence | Literal[""] = ""
    words: str = ""
    error: str = ""
    passing: tuple[int, int] | None = None
    reference: Reference | None = None
    as_of: str = ""
    finding: Finding | None = None
    figure: str = ""
    margin: float | None = None
    margin_in_words: str = ""
    overturn: float | None = None
    overturned_by: str = ""

    def headline(self) -> str:
        """The claim and its verdict."""
        return f"{self.claim.says} {self.words or self.status}: {self.figure or self.why}"

    def behind(self) -> tuple[Finding, ...]:
        """The finding that it was judged by."""
        return (self.finding,) if self.finding else ()

    def points(self) -> tuple[str, ...]:
        """What to hold against it."""
        return self.standing

    def tidy(self) -> tuple[Row, ...]:
        """The rows of the finding."""
        return tuple(self.finding.rows) if self.finding else ()

    def label(self) -> str:
        """`claim`, and its identifier."""
        return f"claim {self.claim.id}"

    def _knew_otherwise(self, then: str) -> bool:
        """Whether fewer figures gave another verdict: a test that cannot carry its sentence, or that others pass, does so on any day."""
        return then not in (self.status, "") and not (self.status == "not shown" and then == "supported")

    @property
    def standing(self) -> tuple[str, ...]:
        """What to hold against the verdict, a sentence each: how others fare, where it turns, how old the figures are, who disagrees."""
        said = []
        if self.reference and self.evidence != "judged":
            said.append(f"{self.reference.says[0].upper()}{self.reference.says[1:]}.")
        if self.reference and self.reference.controls and not self.reference.stale:
            said.append(f"Controls: {self.reference.controls}.")
        if turns := (self.reference and self.reference.turns) or self.claim.turns:
            said.append(f"It turns {turns}.")
        if self.as_of:
            said.append(f"Figures to {self.as_of}.")
        if self.reference and not self.reference.stale and self._knew_otherwise(self.reference.then):
            said.append(f"On what was known when it was said: {self.reference.then}.")
        if self.reference and self.reference.registered:
            known = "before" if self.reference.known == "no" else "after"
            said.append(f"The test was set {known} its figure was known ({self.reference.registered}).")
        if self.claim.contrary:
            said.append(f"Contrary view: {self.claim.contrary}")
        return tuple(said)

    def record(self) -> dict[str, Any]:
        """The verdict as plain values: what `--format json` prints and the API returns."""
        claim = self.claim
        return {
            "id": claim.id,
            "says": claim.says,
            "by": claim.by,
            "where": claim.where,
            "question": claim.question,
            "kind": self.evidence or claim.kind,
            "status": self.status,
            "words": self.words,
            "standing": list(self.standing),
            "error": self.error,
            "passing": self.passing and {"pass": self.passing[0], "of": self.passing[1]},
            "reference": self.reference and self.reference.record(),
            "as_of": self.as_of,
            "reading": claim.reading,
            "family": claim.family,
            "contrary": claim.contrary,
            "cites": list(claim.cites),
            "turns": claim.turns,
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


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Verdicts(Shown):
    """The verdicts on the claims of one file, in its order; a sequence of `Verdict`."""

    file: str
    verdicts: tuple[Verdict, ...]

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.verdicts)

    def __len__(self) -> int:
        return len(self.verdicts)

    def __getitem__(self, at: int) -> Verdict:
        return self.verdicts[at]

    @property
    def says(self) -> str:
        """Which claims were contradicted, and what became of the others."""
        held = {status: [one.claim.id for one in self if one.status == status] for status in STATUSES}
        told = [f"Contradicted: {', '.join(held['contradicted'])}."] if held["contradicted"] else []
        rest = ", ".join(f"{len(held[status])} {status}" for status in STATUSES if held[status])
        return " ".join([*told, f"Of {number_of(len(self), 'claims')}: {rest}."])

    @property
    def rows(self) -> tuple[Row, ...]:
        """One row a claim."""
        return tuple(
            {
                "claim": one.claim.id,
                "says": one.claim.says,
                "by": one.claim.by,
                "verdict": one.status,
                "words": one.words,
                "figure": one.figure or one.why,
                "measure": one.finding and one.finding.name,
                "as_of": one.as_of,
                "margin": one.margin_in_words,
                "overturned_by": one.overturned_by,
            }
            for one in self
        )

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the claims were judged by."""
        return tuple(one.finding for one in self if one.finding)

    def label(self) -> str:
        """`claims radchenko2024`."""
        return f"claims {self.file}"

    def record(self) -> list[dict[str, Any]]:
        """The verdicts as plain values."""
        return [one.record() for one in self]
