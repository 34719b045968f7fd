"""What if: a YAML file becomes shocks, a solve, and a comparison; leverage, ensembles, hindcast.

`load("west-embargo")` reads a scenario, `play` solves it under the central and all other assumptions, `severing` asks
what severing a pair would cost each side. Importing this package loads nothing heavy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from realpolitik.scenarios.files import library, load
    from realpolitik.scenarios.leverage.severing import severing
    from realpolitik.scenarios.outcome import Outcome, play
    from realpolitik.scenarios.schema import Scenario

_WHERE = {
    "Outcome": "outcome",
    "Scenario": "schema",
    "severing": "leverage.severing",
    "library": "files",
    "load": "files",
    "play": "outcome",
}
__all__ = ["Outcome", "Scenario", "library", "load", "play", "severing"]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)
