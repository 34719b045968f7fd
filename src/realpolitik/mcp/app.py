"""The server: tools and resources under the protocol, over standard streams or HTTP of this machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError, UnexpectedToolError
from mcp.types import CallToolResult, InputRequiredResult, ToolAnnotations
from pydantic import ValidationError

import realpolitik
from realpolitik.errors import OptionError, RealpolitikError
from realpolitik.findings import Window
from realpolitik.mcp import given, several, short
from realpolitik.mcp.tools import Tools
from realpolitik.web.answers import about_of
from realpolitik.web.settings import Limits

HOST = "127.0.0.1"
"""Where it listens: this machine alone. For others there is `realpolitik serve`, which knows members."""
NAMES = (
    "measure",
    "compare",
    "brief",
    "check",
    "scenario",
    "leverage",
    "measures",
    "scenarios",
    "states",
    "sources",
)
"""The tools, in the order in which they are listed."""
INSTRUCTIONS = """What one state is to another, what a shock did to that, and what would change it: figures with their evidence.
Find a measure with `measures`, ask it with `measure`, or begin with `brief` for two states. `check` judges a sentence or an article.
Give a figure with its period, its interval and its sources, and say the caveats that matter; add no figure of your own. Where the tools
have no figure they say why: pass that on. Findings of models (`leverage`, `scenario`) are no record: say that a model gave them."""


class Server(MCPServer[Any]):
    """The SDK's server, which says in a sentence what is wrong with arguments, and refuses those that a tool does not have."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool by name.

        Raises
        ------
        ToolError
            There is no such tool, or the arguments do not fit; the message names those that do.
        """
        if name not in NAMES:
            raise ToolError(f"there is no tool {name[:40]!r}; there are {', '.join(NAMES)}")
        known = (self._tool_input_schema(name) or {}).get("properties", {})
        if unknown := [key[:40] for key in arguments if key not in known]:
            raise ToolError(f"{name} takes no {', '.join(unknown)}; it takes {', '.join(known) or 'nothing'}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError) and not isinstance(error, UnexpectedToolError):
                raise ToolError(said(name, error.__cause__)) from error.__cause__
            raise


def said(name: str, error: ValidationError) -> str:
    """What is wrong with the arguments of a tool, in one line that repeats none of them."""
    wrong = {".".join(str(part) for part in one["loc"][:2]): one["msg"] for one in error.errors()}
    return f"{name}: " + "; ".join(f"{key}: {why[:120]}" for key, why in list(wrong.items())[:4])


def create() -> Server:
    """The server with its tools and resources; `run` of it, or `listen`, serves them."""
    made = Server(
        "realpolitik",
        title="realpolitik",
        description=realpolitik.__doc__ and realpolitik.__doc__.splitlines()[0],
        instructions=INSTRUCTIONS,
        version=realpolitik.__version__,
        log_level="WARNING",
    )
    tools = Tools()
    hints = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for name in NAMES:
        made.add_tool(getattr(tools, name), name=name, annotations=hints, structured_output=True)
    _resources(made, tools)
    return made


def _resources(made: Server, tools: Tools) -> None:
    """What may be read whole: findings, methods, scenarios, sources."""

    @made.resource("realpolitik://findings/{name}/{about}{?start,end}", mime_type="application/json")
    def finding(name: str, about: str, start: str = "", end: str = "") -> str:
        """A finding with all rows, sources and flags; the states joined by a hyphen, `world` for none."""
        return _read(lambda: tools.answers.finding(name, about_of(about), Window.parse(start, end)).record())

    @made.resource("realpolitik://measures/{name}", mime_type="application/json")
    def method(name: str) -> str:
        """A measure: definition, formula, reference, options."""
        from realpolitik.measures import get

        return _read(lambda: several.measure_line(get(name), "full"))

    @made.resource("realpolitik://scenarios/{name}", mime_type="application/json")
    def scenario(name: str) -> str:
        """A scenario of the library, as it may be changed and sent back."""
        from realpolitik.scenarios import load

        return _read(
            lambda: load(given.in_library(name)).model_dump(mode="json", by_alias=True, exclude_none=True)
        )

    @made.resource("realpolitik://sources/{name}", mime_type="application/json")
    def source(name: str) -> str:
        """A source in full."""
        return _read(lambda: tools.answers.store.source(name).record())


def _read(make: Callable[[], Any]) -> str:
    try:
        return json.dumps(short.plain(make()), ensure_ascii=False)
    except RealpolitikError as error:
        raise ResourceError(str(error)) from None


def listen(*, http: bool = False, port: int = 8001, on_ready: Callable[[str], None] | None = None) -> None:
    """Serve until told to stop: over standard input and output, or HTTP on this machine.

    Parameters
    ----------
    http
        Over HTTP.
    port
        On which port.
    on_ready
        Called with the address before it listens.

    Raises
    ------
    OptionError
        The port is none.
    """
    if not http:
        create().run("stdio")
        return
    if not 0 < port <= 65_535:
        raise OptionError(f"--port {port}: a port lies between 1 and 65535")
    import uvicorn

    from realpolitik.web.guard.limits import Limit

    limits = Limits()
    # No sessions: each request stands alone, so none can be left open.
    tools = create().streamable_http_app(
        stateless_http=True, json_response=True, max_request_body_size=limits.body
    )
    if on_ready is not None:
        on_ready(f"http://{HOST}:{port}/mcp")
    uvicorn.run(Limit(tools, limits=limits), host=HOST, port=port, log_level="warning", server_header=False)
