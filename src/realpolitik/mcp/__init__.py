"""Tools for assistants (Model Context Protocol): the calls of Python and of the command line, under the same names, read-only.

`create()` gives the server, `listen` runs it. It needs the extra `mcp`. Nothing here computes or words a figure: an answer is what the
call gives, made short, with its sources and caveats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from realpolitik.mcp.app import create, listen

__all__ = ["create", "listen"]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.app"), name)
