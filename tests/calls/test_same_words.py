"""Command line, Python, web and the tools for assistants offer the same things under the same names; what one of them lacks stands here with its reason."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

import realpolitik as rp
from realpolitik.cli.app import COMMANDS

HERE = "it shows or keeps what is on this machine, and a call of Python has the objects themselves"
NOT_IN_PYTHON = {
    "trace": "briefs.trace follows a figure to its code and documents: a tool for who changes the program",
    "endgame": "its findings are measures, `endgame.preference` and others, which rp.measure runs",
    "world": "it writes a folder: realpolitik.scenarios.making.made(…) is the world itself",
    "scenarios": "a list: realpolitik.scenarios.library() and load(name)",
    "sources": "a list: rp.Store().source(name), and rp.sql over the tables",
    "states": "rp.resolve, rp.members",
    "data": HERE,
    "serve": HERE,
    "mcp": HERE,
    "library": HERE,
}
"""Commands without a call of their own name."""
NOT_ON_THE_WEB = {
    "world": "tables and folders are those of this machine",
    "panel": "a panel is a file for statistics; a server answers one pair a request",
    "trace": NOT_IN_PYTHON["trace"],
    "products": "an embargo by list is solved in a minute of a core for each who asks",
    "watch": "it reads a file of conditions of the user's own",
    "optimum": "a frontier takes half a minute of a core for each who asks",
    "leverage": "its findings are measures, `leverage.loss` and others, under /findings",
    "endgame": "its findings are measures under /findings",
    "rhetoric": "its findings are measures under /findings; a corpus is a file",
    "events": "its findings are measures under /findings; event data are a file",
    "sanctions": "its findings are measures under /findings",
    "fetch": "whoever asks a server may not change its store",
    "refresh": "as fetch",
    "sql": "whoever asks a server sees findings with their sources, not bare rows",
    "cite": "every finding carries its sources and its method",
    "data": HERE,
    "serve": HERE,
    "mcp": HERE,
    "library": HERE,
}
"""Commands that the API of the web does not offer."""
ROUTES = {
    "brief": "/briefs/{a}/{b}",
    "measure": "/findings/{name}/{about}",
    "measures": "/measures",
    "claims": "/claims/{file}",
    "check": "/check",
    "scenarios": "/scenarios",
    "scenario": "/scenarios/{name}/played",
    "episodes": "/episodes",
    "sources": "/sources",
    "states": "/states",
}
NOT_A_TOOL = {name: why for name, why in NOT_ON_THE_WEB.items() if name != "leverage"} | {
    "claims": "`check` judges any statement; a file of claims is a file",
    "episodes": "each scenario says how such predictions have fared",
}
"""Commands that an assistant has no tool for."""
TOOLS_ALONE = {
    "compare": "what `panel` lays into a frame, an assistant reads side by side; the web has a page of two pairs"
}
"""Tools without a command."""
ASSISTANT = {"detail", "chart"}
"""Parameters of a tool that say how long its answer is."""
NOT_ASKED = {
    "brief": {"claims", "questions", "since"},  # files
    "sources": {"check"},  # it asks every publisher
    "check": {"reader"},  # the grammar alone: a language model asks this one
    "scenario": {"draws", "seed", "workers", "dask", "resume", "drivers", "verify"}  # minutes of the machine
    | {"sources"},  # some six hundred flows
}
"""Words of a call that its tool does not take, with the reason."""
SCREEN = {
    "format",
    "out",
    "save",
    "write",
    "chart",
    "trade_chart",
    "all_",
    "reference",
    "word",
    "on_progress",
    "on_finding",
    "downloader",
    "beside",
}
"""Parameters of a screen or a file, which a call has no use for: its result is kept, drawn and written by methods; and those of a call that report how far it is or
share its work with a second process."""
RENAMED = {"from_": "start", "to": "end", "set": "options"}
ONLY = {
    ("cli", "claims"): {
        "questions"
    },  # refuses claims on questions that a brief would not ask; none is asked here
    ("cli", "refresh"): {"yes"},  # a call of Python is not asked
    ("python", "sql"): {"most"},  # --format table shows the first fifty
}
"""Parameters that one side alone has, beyond those of a screen and `store`."""


def command(name):
    return getattr(import_module(f"realpolitik.cli.{name}"), name)


def call(name):
    found = getattr(rp, name)
    return type(found).__call__ if inspect.ismodule(found) else found


def words(function, *, drop=()):
    return {
        RENAMED.get(name, name)
        for name in inspect.signature(function).parameters
        if name not in (*SCREEN, *drop, "self", "store")
    }


BOTH = [name for name in COMMANDS if name not in NOT_IN_PYTHON]


def test_each_command_is_a_call_or_says_why_not():
    assert {name for name in COMMANDS if name in rp.__all__} == set(BOTH)
    assert set(NOT_IN_PYTHON) <= set(COMMANDS)


@pytest.mark.parametrize("name", [name for name in BOTH if name != "measures"])
def test_a_call_takes_the_words_of_its_command(name):
    typed, called = words(command(name)), words(call(name))
    if "options" in typed and "options" not in called:  # --set key=value is a keyword of Python
        called |= {"options"}
    extra = ONLY.get(("python", name), set())
    assert typed - called == ONLY.get(("cli", name), set())
    assert called - typed == extra


@pytest.mark.parametrize("name", [name for name in BOTH if name != "measures"])
def test_one_idea_has_one_name(name):
    """`start`, `end`, `shock` and `store` are called so wherever they stand."""
    taken = set(inspect.signature(call(name)).parameters)
    assert not taken & {"from_", "to", "until", "window", "split", "begin", "tables"}
    typed = set(inspect.signature(command(name)).parameters)
    assert name == "brief" or "since" not in taken | typed  # there it is an older brief


def test_the_web_offers_each_command_or_says_why_not():
    code = "\n".join(path.read_text("utf-8") for path in (Path(rp.__file__).parent / "web/api").glob("*.py"))
    routes = set(re.findall(r'@router\.(?:get|post)\(\s*"([^"]+)"', code))
    assert set(ROUTES.values()) <= routes
    assert set(ROUTES) | set(NOT_ON_THE_WEB) == set(COMMANDS)
    assert not set(ROUTES) & set(NOT_ON_THE_WEB)


def test_assistants_have_each_command_or_it_says_why_not():
    app = pytest.importorskip("realpolitik.mcp.app", reason="the extra `mcp` is not installed")
    assert set(app.NAMES) - set(TOOLS_ALONE) | set(NOT_A_TOOL) == set(COMMANDS)
    assert not set(app.NAMES) & set(NOT_A_TOOL)
    assert not set(TOOLS_ALONE) & set(COMMANDS)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in NOT_A_TOOL])
def test_a_tool_takes_the_words_of_its_command(name):
    tools = pytest.importorskip("realpolitik.mcp.tools", reason="the extra `mcp` is not installed")
    given = set(inspect.signature(getattr(tools.Tools, name)).parameters) - {"self"} - ASSISTANT
    of = call(name) if name in BOTH and name != "measures" else command(name)
    known = (
        words(of)
        | ({"options"} if name == "measure" else set())
        | ({"word"} if name == "measures" else set())
    )
    assert given - known == set()
    assert known - given == NOT_ASKED.get(name, set())
