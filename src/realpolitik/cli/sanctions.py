"""`realpolitik sanctions A B`: what stands between two states on a day, and how it grew."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from realpolitik.cli.output import ListFormat, line, table, write_json

LISTED = ("sanctions.in_force", "sanctions.cases")
"""Findings whose rows are listed: measures of the ledger, and cases."""


def sanctions(
    a: str,
    b: str,
    *,
    on: str = "",
    third: bool = False,
    sector: str = "",
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    to: str | None = None,
    format: ListFormat = "table",
) -> None:
    """List the sanctions in force between two states on a given date, and who joined when.

    Parameters
    ----------
    a, b
        The states, by code or name.
    on
        The day: 2024, 2024-06 or 2024-06-12; the last on the ledger where left out.
    third
        Also the measures of all others against either.
    sector
        Only measures on this sector, such as oil, banks or dual-use.
    from_
        First year of how heavy they grew and who joined.
    to
        Last year of it.
    format
        Tables for people, or the findings as JSON.
    """
    from realpolitik.calls import measuring

    found = measuring.sanctions(a, b, on=on, third=third, sector=sector, start=from_, end=to)
    if format == "json":
        write_json(found.record())
        return
    for finding in found.findings:
        line(finding.says, style="bold")
        if finding.name in LISTED and finding.rows:
            table(
                ("since", "sender", "measure", "class", "sectors", "scenario"),
                [
                    (
                        str(row["period"]),
                        str(row["sender"]),
                        str(row["label"]).partition(": ")[2],
                        str(row["classes"]),
                        str(row["sectors"] or ""),
                        str(row["scenario"]),
                    )
                    for row in finding.rows
                ],
                wide={"sender": 3, "measure": 8, "class": 4, "sectors": 4, "scenario": 5},
            )
        for caveat in finding.caveats:
            line(f"! {caveat}")
