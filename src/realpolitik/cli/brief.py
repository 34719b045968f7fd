"""`realpolitik brief A B`: what is one state to another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from realpolitik.cli.output import ListFormat, line, table, write_json


def brief(
    a: str,
    b: str,
    *,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    to: str | None = None,
    shock: str | None = None,
    out: Path | None = None,
    format: ListFormat = "table",
) -> None:
    """Answer the questions about two states on one page.

    Parameters
    ----------
    a, b
        The states, by code or name.
    from_
        First year, month or day: 2021, 2021-03 or 2021-03-05.
    to
        Last year, month or day.
    shock
        The day on which before and after divide.
    out
        Where the page goes: .html, .md or .json. Without it, out/brief-A-B.html.
    format
        A summary for people, or the whole brief as JSON.
    """
    raise NotImplementedError
