"""What several calls do with what they are given."""

from __future__ import annotations

from typing import Any

from realpolitik.states import resolve


def given(**options: Any) -> dict[str, Any]:
    """The options that were given, as the register of measures reads them.

    Examples
    --------
    >>> given(shock=None, on=2022)
    {'on': '2022'}
    """
    return {name: str(value) for name, value in options.items() if value is not None}


def state(name: str) -> str:
    """The code of a state."""
    return resolve(name).code
