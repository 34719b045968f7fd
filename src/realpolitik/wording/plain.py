"""Plain values as JSON: the one way in which the program writes them for people and for other programs."""

from __future__ import annotations

import json
from typing import Any


def plain(value: Any, *, indent: int | None = None, escaped: bool = False) -> str:
    """JSON of mappings, lists, text, numbers and days, these as text.

    Parameters
    ----------
    indent
        Spaces a level, for people; None is one line.
    escaped
        Whether letters beyond ASCII are escaped, for an encoding that lacks them.

    Raises
    ------
    ValueError
        A number is not finite: NaN is no JSON.

    Examples
    --------
    >>> from datetime import date
    >>> plain({"name": "Türkiye", "on": date(2026, 12, 1)}), plain("ü", escaped=True)
    ('{"name": "Türkiye", "on": "2026-12-01"}', '"\\\\u00fc"')
    """
    return json.dumps(value, ensure_ascii=escaped, indent=indent, allow_nan=False, default=str)
