"""The grammar of verdicts: what a passed test amounts to, and the words that say what it rests on."""

from __future__ import annotations

from realpolitik.claims.apply import Outcome
from realpolitik.claims.evidence.kinds import Evidence, spread_of
from realpolitik.claims.evidence.reference import MOST, Reference
from realpolitik.claims.kinds import AbsentSince, ends
from realpolitik.claims.model import Claim, Status
from realpolitik.findings import Finding
from realpolitik.wording.numbers import number_of

NO_EVIDENCE = "true of many pairs: no evidence"
OUTDONE = "most pairs meet it by more: no evidence"
_BASIS = {"measured": "the record", "estimated": "the estimate", "modelled": "the model"}


def decided(claim: Claim, status: Status, reference: Reference | None) -> Status:
    """The status of a verdict, after what its test can carry.

    A test that stands for something else supports nothing if more than a quarter of the other pairs pass it, or if most of
    them meet it by a wider margin and only their errors keep them from passing; one that cannot carry its sentence shows
    nothing, whether it is passed or not; one that can only bear it out refutes nothing where it fails.
    """
    if claim.shows == "nothing" or (claim.shows == "support" and status == "contradicted"):
        return "not shown"
    if status == "supported" and (common(claim, reference) or outdone(claim, reference)):
        return "not shown"
    return status


def common(claim: Claim, reference: Reference | None) -> bool:
    """Whether too many others pass the test of a claim that stands for something else than itself."""
    return (
        claim.reading == "proxy"
        and reference is not None
        and reference.share is not None
        and reference.share > MOST
    )


def outdone(claim: Claim, reference: Reference | None) -> bool:
    """Whether most others meet the test of a claim that stands for something else by more than the pair does."""
    return (
        claim.reading == "proxy"
        and reference is not None
        and reference.share is not None
        and reference.rank - 1 > reference.pairs / 2
    )


def in_words(
    claim: Claim, status: Status, outcome: Outcome, kind: Evidence, reference: Reference | None
) -> str:
    """The verdict in words: what it is, and what it rests on."""
    if status == "not shown":
        return _not_shown(claim, outcome, reference)
    if kind == "judged":
        return _judged(claim, status)
    if kind == "modelled" and outcome.passing:
        passed, of = outcome.passing
        return f"the model has it so under {passed} of {of} assumptions"
    if outcome.passing and outcome.passing[0]:
        passed, of = outcome.passing
        return f"so by {passed} of {number_of(of, 'definitions')}"
    basis = _BASIS[kind]
    return f"{basis} does not decide" if status == "mixed" else f"{status} by {basis}"


def _not_shown(claim: Claim, outcome: Outcome, reference: Reference | None) -> str:
    if outcome.status == "supported" and claim.shows != "nothing":
        if common(claim, reference):
            return f"not shown ({NO_EVIDENCE})"
        if outdone(claim, reference):
            return f"not shown ({OUTDONE})"
    return "not shown by this test"


def _judged(claim: Claim, status: Status) -> str:
    file = str(claim.options.get("file") or f"{str(claim.measure).partition('.')[0]}.yaml")
    if str(claim.measure) == "treaties.rigidity":
        file = "rigidity.yaml"
    says = {
        "supported": "so under the judgements of",
        "contradicted": "not so under the judgements of",
    }.get(status)
    return f"{says} {file}" if says else f"the judgements of {file} do not decide"


def error_of(finding: Finding | None) -> str:
    """What the error of the figure contains: its own interval, or the spread of its kind."""
    if finding is None:
        return ""
    if finding.interval is not None:
        return finding.interval.kind
    if any(row.get("low") is not None for row in finding.rows):
        return "the ranges of the rows"
    spread = spread_of(finding.name)
    return spread.basis if spread else "a reading of texts: none is stated"


def last_used(claim: Claim, finding: Finding | None) -> str:
    """The last period of the figures that the verdict rests on.

    Examples
    --------
    >>> from realpolitik.claims import load
    >>> claim = next(one for one in load("radchenko2024") if one.id == "trade-2021-level")
    >>> last_used(claim, None)
    ''
    """
    if finding is None:
        return ""
    named = [ends(pick.at)[1] for pick in (claim.test.picks() if claim.test else ()) if pick.at]
    if named:
        return max(named)
    until = claim.test.until if isinstance(claim.test, AbsentSince) else None
    return min(until, finding.period.end) if until else finding.period.end
