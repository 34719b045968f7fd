"""What a tool may be asked: types with their bounds, which become the schema that a client sees. Names and numbers, never a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from realpolitik.errors import OptionError, UnknownNameError
from realpolitik.measures.options import written

LONGEST = 80
"""Letters of a name."""
LARGEST = 20_000
"""Letters of a scenario of one's own, as JSON."""

Name = Annotated[str, Field(max_length=LONGEST)]
About = Annotated[
    list[Name],
    Field(
        max_length=2,
        description='The states by any usual name or code, the one that is asked about first: ["Russia", "China"]; '
        "none, one or two, as the measure says.",
    ),
]
Day = Annotated[
    Annotated[str, Field(max_length=10)] | int | None, Field(description="2021, 2021-03 or 2021-03-05.")
]
Options = Annotated[
    dict[Name, Annotated[str, Field(max_length=200)] | float | bool] | None,
    Field(
        max_length=12,
        description="Options of the measure; `measures` with detail=full lists them with their values.",
    ),
]
Detail = Annotated[
    Literal["short", "full"],
    Field(description="short: what a reader needs; full: all rows and sources, ten times as long."),
]
Chart = Annotated[bool, Field(description="Also give the chart as an image (PNG).")]
Run = Annotated[Literal["long", "short", "both"], Field(description="The long run, the short run, or both.")]
Worlds = Annotated[
    Literal["auto", "merged", "oecd", "economies"],
    Field(
        description="merged: OECD tables, both states by themselves among some 30 economies, 14 sectors; oecd: all 80 and 28; economies: all "
        "and one kind of goods; auto: merged where the tables hold both states, else economies."
    ),
]


def pairs(options: Mapping[str, Any] | None) -> list[str]:
    """Options as `key=value`, as a user writes them.

    Examples
    --------
    >>> pairs({"lag": 0.0, "spliced": True, "shock": "2014-03-18"})
    ['lag=0', 'spliced=yes', 'shock=2014-03-18']
    """
    whole = (
        int(value) if isinstance(value, float) and value.is_integer() else value
        for value in (options or {}).values()
    )
    return [f"{key}={written(value)}" for key, value in zip(options or {}, whole, strict=True)]


def scenario(name: str | Mapping[str, Any]) -> tuple[str | Mapping[str, Any], str]:
    """A scenario that a stranger asks for, and by what it is known: one of the library, or plain values within bounds.

    Raises
    ------
    UnknownNameError, OptionError, FileFormatError
        There is no such scenario or world, or it is too large, or it is none.
    """
    if isinstance(name, str):
        return in_library(name), name
    from realpolitik.scenarios.files import parse
    from realpolitik.web.scenario_form import allowed

    text = json.dumps(name, sort_keys=True, default=str)
    if len(text) > LARGEST:
        raise OptionError(f"the scenario has {len(text):,} letters: at most {LARGEST:,}")
    allowed(parse(name, shown="this scenario"))
    return name, text


def in_library(name: str) -> str:
    """The name of a scenario that comes with the program; never a path of this machine."""
    from realpolitik.scenarios import library

    if name not in library():
        raise UnknownNameError("scenario", name, library(), "scenarios")
    return name
