"""`realpolitik claims [FILE]`: what is said, and whether it holds."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from cyclopts import Parameter

from realpolitik.cli.output import ListFormat, line, table, write_json


def claims(
    file: Annotated[str, Parameter()] = "radchenko2024",
    *,
    format: ListFormat = "table",
) -> None:
    """Judge every claim of a file, and print the verdicts.

    Parameters
    ----------
    file
        A YAML file of claims, or the name of one that comes with the program.
    format
        A table for people, or JSON with the finding behind each verdict.
    """
    from realpolitik.claims import judge, load
    from realpolitik.store import Store

    store = Store()
    verdicts = [judge(claim, store) for claim in load(file)]
    if format == "json":
        write_json([verdict.record() for verdict in verdicts])
        return
    table(
        ("verdict", "claim", "figure", "source"),
        [
            (
                verdict.status,
                verdict.claim.says,
                verdict.figure or verdict.why,
                ", ".join(str(source.record()["publisher"]) for source in verdict.finding.sources[:2])
                if verdict.finding
                else "",
            )
            for verdict in verdicts
        ],
        wide={"claim": 4, "figure": 4, "source": 2},
    )
    counts = Counter(verdict.status for verdict in verdicts)
    line(
        f"{len(verdicts)} claims: " + ", ".join(f"{count} {status}" for status, count in counts.most_common())
    )
