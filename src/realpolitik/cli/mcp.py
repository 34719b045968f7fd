"""`realpolitik mcp`: the calls as tools for assistants."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from realpolitik.cli.faults import say
from realpolitik.errors import OptionError


def mcp(
    *,
    http: Annotated[bool, Parameter(name="--http", negative=())] = False,
    port: int = 8001,
) -> None:
    """Offer the calls as tools to an assistant (Model Context Protocol).

    Parameters
    ----------
    http
        Over HTTP on this machine, at http://127.0.0.1:8001/mcp; without it over standard input and output, as assistants start it.
    port
        On which port, with --http.
    """
    try:
        from realpolitik.mcp.app import listen
    except ImportError as error:
        raise OptionError(
            f"`realpolitik mcp` needs the extra `mcp` ({error.name} is missing): pip install 'realpolitik[mcp]'"
        ) from None
    listen(http=http, port=port, on_ready=lambda address: say(f"tools at {address}; Ctrl-C ends"))
