"""`realpolitik refresh A B`: bring a pair of states up to date."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from realpolitik.cli.fetch import progress
from realpolitik.cli.output import ListFormat, line, size, table, write_json
from realpolitik.cli.targets import BriefFile

if TYPE_CHECKING:
    from realpolitik.calls.refreshing import Refreshed

UNFETCHED = 4
"""The exit code of a refresh of which some source could not be fetched."""


def refresh(
    a: str,
    b: str,
    *,
    from_: Annotated[str | None, Parameter(name=("--from", "--since"))] = None,
    budget: float = 100.0,
    plan: Annotated[bool, Parameter(negative=())] = False,
    yes: Annotated[bool, Parameter(negative=())] = False,
    out: BriefFile = None,
    format: ListFormat = "table",
) -> int:
    """Bring a pair of states up to date: fetch what its brief lacks or has grown old, and say what changed.

    Exit codes: 4 where some source could not be fetched (the others are kept, and the same command asks for it again); else 0.

    Parameters
    ----------
    a, b
        The states, by code or name.
    from_
        First year wanted of sources that have a file a year; three years before the invasion of Ukraine where left out.
    budget
        Megabytes that may be fetched; what would go beyond is named and left out.
    plan
        Only say what would be fetched, how large it is and what it would answer; asks no network.
    yes
        Fetch without asking first.
    out
        Where the page of the brief goes: .html, .md, .json or .pdf.
    format
        A table for people, or JSON.
    """
    from realpolitik.calls import refreshing
    from realpolitik.errors import OptionError

    found = refreshing.refresh(a, b, start=from_, budget=budget, plan=True)
    if format == "table":
        _plan(found)
    if plan:
        if format == "json":
            write_json(found.record())
        return 0
    if found.wanted and not yes:
        if format == "json" or not sys.stdin.isatty():
            raise OptionError(
                "nobody is there to ask: add --yes to fetch, or --plan to see what would be fetched"
            )
        if input("Fetch it? [y/N] ").strip().casefold() not in ("y", "yes"):
            line("Nothing was fetched.")
            return 0
    with progress() as (downloader, on_progress):
        done = refreshing.refresh(
            a, b, start=from_, budget=budget, downloader=downloader, on_progress=on_progress
        )
    if out and done.brief:
        from realpolitik.briefs import write

        write(done.brief, out)
    if format == "json":
        write_json(done.record())
    else:
        _done(done)
        if out:
            line(f"The page: {out}")
    return UNFETCHED if done.failed else 0


def _plan(found: Refreshed) -> None:
    table(
        ("source", "brings", "would answer", "size", ""),
        [
            (
                step.source,
                step.brings,
                "; ".join(step.topics),
                f"~{size(step.bytes)}" if step.bytes else "",
                step.state if step.state in ("by hand", "not possible") else f"{step.state}: {step.why}",
            )
            for step in found.steps
        ],
        right=("size",),
        wide={"brings": 4, "would answer": 3, "": 4},
    )
    by_hand = [step for step in found.steps if step.state == "by hand"]
    for step in by_hand:
        line(f"{step.source}, by hand: {step.why}")
    line(found.says, style="bold")


def _done(done: Refreshed) -> None:
    line(done.says, style="bold")
    for one in done.fetched:
        for text in one.warnings:
            line(f"! {text}")
    for text in done.points():
        line(text)
