"""The web: pages and a JSON API over the calls that the command line makes; no arithmetic of its own.

`create(Settings(...))` gives the application, `listen` runs it. It needs the extra `web`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from realpolitik.web.app import create
    from realpolitik.web.settings import Settings

__all__ = ["Settings", "create"]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    homes = {"create": "app", "Settings": "settings"}
    if name not in homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{homes[name]}"), name)
