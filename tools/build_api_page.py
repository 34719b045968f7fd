"""Rebuild docs/reference/api.md (the public names of Python) and docs/reference/commands.md (every command and setting) from the code.

.venv/bin/python tools/build_api_page.py
"""

from __future__ import annotations

import inspect
import re
import textwrap
from importlib import import_module
from pathlib import Path
from typing import Any

import realpolitik
from realpolitik.cli.app import COMMANDS
from realpolitik.cli.usage import arguments

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "docs/reference"
TOP = """# Python

`import realpolitik as rp` costs next to nothing: a name is imported when it is first used. These are all the names that stay as they
are from one release to the next; everything below them may move. Measures and their options are on [their own page](measures.md).
"""
COMMANDS_TOP = """# Commands and settings

`realpolitik COMMAND --help` shows what stands here. Exit codes: 0 done, 2 usage or unknown name, 3 not covered by data, 4 a source could
not be fetched, 5 a model did not converge, 6 refused by the machine (a full disk, a closed stream), 70 a fault of
the program (a report is written, and its place said), 130 stopped.
"""
SETTINGS = {
    "REALPOLITIK_STORE": "The folder, or the address at an object store, of what you have fetched; by default the data folder of this user.",
    "REALPOLITIK_VERSIONS": "Versions of sources to use instead of the newest, as `cepii-baci=V202401 atop=5.1`.",
    "REALPOLITIK_PROCESSES": "How many processes a brief may take: 2 where left out and there are two cores, or 1, as where many briefs are made at once.",
    "REALPOLITIK_MODEL_URL": "An endpoint in the form of OpenAI that `realpolitik check --reader` may ask: see [check an article](../how-to/check-an-article.md).",
    "REALPOLITIK_MODEL_NAME": "Which model it is to use, where it wants a name.",
    "REALPOLITIK_MODEL_KEY": "The key it wants, if any.",
    "REALPOLITIK_SMTP_HOST": "The server that sends mail for the web's library; without it, links are printed.",
    "REALPOLITIK_SMTP_PORT": "Its port.",
    "REALPOLITIK_SMTP_USER": "Who signs in there; no one where it is empty.",
    "REALPOLITIK_SMTP_PASSWORD": "The password for it.",
    "REALPOLITIK_SMTP_FROM": "The address that letters come from.",
    "REALPOLITIK_SMTP_TLS": "How the connection is secured: see [serve](../how-to/serve.md).",
}
"""Every variable of the environment that is read; a test holds the names against the code."""
RULED = re.compile(r"^([A-Z][a-z]+(?: [A-Z][a-z]+)*)\n-{3,}$", re.MULTILINE)


def api() -> str:
    """The page of the public names."""
    parts = [TOP]
    for name in realpolitik.__all__:
        value = getattr(realpolitik, name)
        called = _called(name, value)
        parts.append(f"## {name}\n\n```python\n{called}\n```\n\n{_prose(_docstring(value))}{_members(value)}")
    return "\n".join(parts)


def commands() -> str:
    """The page of the commands and settings."""
    parts = [COMMANDS_TOP]
    for name in COMMANDS:
        found = getattr(import_module(f"realpolitik.cli.{name}"), name)
        if inspect.isfunction(found):
            parts.append(_command(f"realpolitik {name}", found))
            continue
        parts.append(f"## `realpolitik {name}`\n\n{COMMANDS[name]}\n")
        module = import_module(f"realpolitik.cli.{name}")
        for inner in (one for one in found if not one.startswith("-")):
            parts.append(
                _command(f"realpolitik {name} {inner}", getattr(module, inner.replace("-", "_"))).replace(
                    "## ", "### ", 1
                )
            )
    rows = "\n".join(f"| `{name}` | {says} |" for name, says in SETTINGS.items())
    parts.append(f"## Settings\n\nVariables of the environment.\n\n| name | sets |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


def _called(name: str, value: Any) -> str:
    """How it is called, with the types as the code writes them."""
    if inspect.isclass(value) and issubclass(value, Exception):
        return f"class {name}({', '.join(base.__name__ for base in value.__bases__)})"
    if (inspect.isclass(value) and "__init__" not in vars(value)) or hasattr(value, "__dataclass_fields__"):
        fields = [f"{key}: {kind}" for key, kind in value.__annotations__.items() if not key.startswith("_")]
        return _folded(name, fields, "")
    target = value if inspect.isclass(value) or inspect.isfunction(value) else type(value).__call__
    signature = inspect.signature(target)
    words: list[str] = []
    for key, one in signature.parameters.items():
        if key in ("self", "cls"):
            continue
        if one.kind is one.KEYWORD_ONLY and not any(word.startswith("*") for word in words):
            words.append("*")
        words.append(str(one).replace("'", ""))
    returned = signature.return_annotation
    return _folded(
        name, words, f" -> {returned}" if isinstance(returned, str) and not inspect.isclass(value) else ""
    )


def _folded(name: str, words: list[str], after: str) -> str:
    text = f"{name}({', '.join(words)}){after}"
    if len(text) <= 100:
        return text
    return f"{name}(\n" + "".join(f"    {word},\n" for word in words) + f"){after}"


def _docstring(value: Any) -> str:
    if inspect.ismodule(value):
        value = type(value).__call__
    return inspect.getdoc(value) or ""


def _members(value: Any) -> str:
    """Methods and properties of a class, a line each."""
    if not inspect.isclass(value):
        return ""
    lines = []
    for name, one in vars(value).items():
        plain = one.__func__ if isinstance(one, classmethod | staticmethod) else one
        if name.startswith("_") or not (
            inspect.isfunction(plain) or isinstance(plain, property) or hasattr(plain, "func")
        ):
            continue
        says = (inspect.getdoc(plain) or "").split("\n\n")[0].replace("\n", " ")
        lines.append(f"- `{name}{'()' if inspect.isfunction(plain) else ''}`: {says}")
    return "\n" + "\n".join(lines) + "\n" if lines else ""


def _prose(text: str) -> str:
    """A docstring in the style of NumPy as Markdown: sections in bold, parameters as a list, examples as code."""
    parts = RULED.split(text)
    done = [parts[0].strip() + "\n"]
    for head, body in zip(parts[1::2], parts[2::2], strict=True):
        if head == "Examples":
            done.append(f"**{head}**\n\n```pycon\n{body.strip()}\n```\n")
        elif re.search(r"^ {4}", body, re.MULTILINE):
            done.append(f"**{head}**\n\n{_list(body)}\n")
        else:
            done.append(f"**{head}**\n\n{body.strip()}\n")
    return "\n".join(done)


def _list(body: str) -> str:
    """Names with what stands indented below each."""
    items: list[tuple[str, list[str]]] = []
    for line in body.strip("\n").splitlines():
        if line and not line.startswith(" "):
            items.append((line.strip(), []))
        elif items:
            items[-1][1].append(line)
    said = [(names, " ".join(textwrap.dedent("\n".join(lines)).split())) for names, lines in items]
    return "\n".join(
        f"- {', '.join(f'`{name.strip()}`' for name in names.split(','))}: {says}" if says else f"- {names}"
        for names, says in said
    )


def _command(title: str, function: Any) -> str:
    text = _prose(inspect.getdoc(function) or "")
    for name, one in inspect.signature(function).parameters.items():
        for written in (name, name.strip("_")):  # `all_` is documented as `all`
            text = text.replace(f"`{written}`", f"`{_typed(name, one)}`")
    return f"## `{title}`\n\n{_usage(title, function)}\n\n{text}"


def _typed(name: str, one: inspect.Parameter) -> str:
    """A parameter as it is typed: arguments in capitals, options with their dashes."""
    flag = "--" + name.strip("_").replace("_", "-")
    return flag if one.kind is one.KEYWORD_ONLY else name.upper()


def _usage(title: str, function: Any) -> str:
    """How it is typed: arguments in capitals, then the options."""
    words = arguments(function)
    for name, one in inspect.signature(function).parameters.items():
        if one.kind is one.KEYWORD_ONLY:
            words.append(f"[{_typed(name, one)}]")
    return (
        "```\n" + "\n".join(textwrap.wrap(" ".join([title, *words]), 100, subsequent_indent="    ")) + "\n```"
    )


def main() -> None:
    for name, text in (("api.md", api()), ("commands.md", commands())):
        (HERE / name).write_text(text, encoding="utf-8")
        print(f"{HERE / name}: {text.count(chr(10) + '##')} entries")


if __name__ == "__main__":
    main()
