"""What an open flag of the audit takes from a verdict: nothing firm rests on a figure of which nobody has said which value is right."""

from __future__ import annotations

from realpolitik.claims.model import Claim, Status
from realpolitik.findings import Finding, Row

FIRM = ("supported", "contradicted")


def doubted(claim: Claim, finding: Finding | None, status: Status) -> Status:
    """The status, `mixed` instead of a firm one where a figure of the test is flagged and its interval does not hold the other value.

    So is a place that may be another, since states without a record may stand before it.

    Where the interval of the row holds both values the test was applied to both, and the status already says so.
    """
    if finding is None or claim.test is None or status not in FIRM:
        return status
    years = {str(at)[:4] for pick in claim.test.picks() if (at := pick.at)} or {finding.period.end[:4]}
    if status == "supported" and claim.test.kind == "near" and _open_place(finding, years):
        return "mixed"
    return "mixed" if any(_unheld(flag, finding) for flag in open_flags(finding, years)) else status


def _open_place(finding: Finding, years: set[str]) -> bool:
    """Whether the figure is a place before which states may stand that are not on record: one place among those it may be is not it."""
    return any(row.get("may_stand_before") for row in finding.rows if str(row.get("period"))[:4] in years)


def open_flags(finding: Finding, years: set[str]) -> list[Row]:
    """Open flags of the finding in these years."""
    return [flag for flag in finding.flags if flag["state"] == "open" and str(flag["period"])[:4] in years]


def _unheld(flag: Row, finding: Finding) -> bool:
    """Whether no row of the flag's year has an interval that holds the other figure; any interval will do where none is named."""
    other = flag.get("other")
    for row in finding.rows:
        same = str(row.get("period"))[:4] == str(flag["period"])[:4] and row.get("low") is not None
        if same and (other is None or finding.unit != "USD" or row["low"] <= other <= row["high"]):
            return False
    return True
