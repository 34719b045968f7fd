"""From a template to a page, with everything escaped."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fastapi import Response

from realpolitik.briefs.html import safe_link, whole
from realpolitik.briefs.model import WAITING, status
from realpolitik.web.pages.responses import HTML
from realpolitik.web.pages.static import link

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> Environment:
    """Templates, with everything escaped and a missing name an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from realpolitik.scenarios.described import named
    from realpolitik.wording.numbers import figure

    made = Environment(
        loader=FileSystemLoader(str(files("realpolitik.web") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        safe_link=safe_link,
        status=status,
        whole=whole,
        picture=Markup,
        figure=figure,
        day=_day,
        moment=moment,
        sentence=sentence,
        side=named,
    )
    made.globals.update(static=link, version=version("realpolitik"), waiting_status=WAITING)
    return made


def _day(seconds: int) -> str:
    """A moment as its day in universal time."""
    return datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()


def moment(seconds: float) -> str:
    """A moment to the minute, in universal time.

    Examples
    --------
    >>> moment(0)
    '1970-01-01 00:00'
    """
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%d %H:%M")


def sentence(text: str) -> str:
    """A message as a sentence: its first word capital, unless it is the name of a measure.

    Examples
    --------
    >>> sentence("no state is called 'RSU'"), sentence("trade.turnover is about two states")
    ("No state is called 'RSU'", 'trade.turnover is about two states')
    """
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.isalpha() else text


def text(template: str, **given: Any) -> str:
    """The text of a page."""
    return environment().get_template(template).render(**given)


def html(template: str, *, status_code: int = 200, **given: Any) -> Response:
    """A page that belongs to one reader or one moment: never kept."""
    return Response(
        text(template, **given),
        status_code,
        media_type=HTML,
        headers={"cache-control": "no-store"},
    )
