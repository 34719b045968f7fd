"""`realpolitik brief A B`: what is one state to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from realpolitik.cli.output import ListFormat, console, line, write_json
from realpolitik.cli.targets import BriefFile

if TYPE_CHECKING:
    from rich.status import Status

    from realpolitik.briefs import Brief
    from realpolitik.findings import Finding


def brief(
    a: str,
    b: str,
    *,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    to: str | None = None,
    shock: str | None = None,
    questions: Path | None = None,
    claims: str | None = None,
    since: Path | None = None,
    out: BriefFile = None,
    format: ListFormat = "table",
) -> int:
    """Answer the questions about two states on one page.

    Parameters
    ----------
    a, b
        The states, by code or name; or a bloc, such as EU.
    from_
        First year, month or day: 2021, 2021-03 or 2021-03-05.
    to
        Last year, month or day.
    shock
        The date that divides before and after.
    questions
        A YAML file of questions of your own, asked after the program's; one of the same id takes its place.
    claims
        A YAML file of statements to judge instead of the bundled ones, or the name of one that comes with the program.
    since
        An older brief on the same pair, as JSON: says first what changed since, and ends with exit code 7 where anything did.
    out
        Where the page goes: .html, .md, .json or .pdf. Without it, brief-A-B.html in this folder.
    format
        A summary for people, or the whole brief as JSON, which writes a page only where --out names one.
    """
    from realpolitik.briefs.beside import Beside
    from realpolitik.charts.drawer import Drawer

    draws = out.suffix.lower().startswith((".htm", ".pdf")) if out else format != "json"
    with Drawer() as drawer, Beside(drawer if draws else None) as beside, _status() as progress:
        from realpolitik.briefs import write
        from realpolitik.briefs.html import widths
        from realpolitik.calls import asking

        def begin(finding: Finding, leads: bool) -> None:
            for width in widths(finding, leads=leads) if draws else ():
                drawer.picture(finding, width)

        made = asking.brief(
            a,
            b,
            start=from_,
            end=to,
            shock=shock,
            questions=questions,
            claims=claims,
            since=since,
            on_progress=lambda name: progress.update(f"measuring {name} …"),
            on_finding=begin,
            beside=beside,
        )
        path = out or (None if format == "json" else Path(f"brief-{'-'.join(made.about)}.html"))
        if path:
            progress.update("drawing the page …")
            write(made, path, drawer=drawer)
    if format == "json":
        write_json(made.record())
        return _code(made)
    line(made.title, style="bold")
    if made.changes is not None:
        from realpolitik.briefs.changes import lines

        line()
        for said in lines(made.changes):
            line(said)
    if made.judgements:
        line()
    for one in made.judgements:
        line(f"• {one.says} {f'[{one.mark}]' if one.mark else ''}".rstrip())
    for section in made.sections:
        line()
        line(section.asks, style="bold")
        line(section.answer)
    line()
    if made.figures_to:
        line(made.figures_to)
    line(f"The page: {path}")
    return _code(made)


def _status() -> Status:
    return console(error=True).status("measuring …")


CHANGED = 7
"""The exit code of a brief that changed since the older one, and of a condition that holds."""


def _code(made: Brief) -> int:
    return CHANGED if made.changes else 0
