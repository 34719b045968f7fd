"""Reading a YAML file that anyone may have written: small, without tricks, each key once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from realpolitik.errors import FileFormatError, reason
from realpolitik.files import read_text

LARGEST = 1_000_000
"""Bytes; a claims file of a whole book stays far below."""


DEEPEST = 50
"""Levels of nesting; libyaml composes by recursion, which a file of brackets alone would carry past the stack."""

_BASE: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, where it is built in


class _Loader(_BASE):
    """The safe loader, without repeated keys."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key that is a list or a table: write a word", key.start_mark
                )
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} a second time: remove one", key.start_mark
                )
            if isinstance(key.value, str):
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


_Loader.add_implicit_resolver(  # 1e9 is a number in YAML 1.2 and in JSON; YAML 1.1 wants 1.0e+9
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+$"), list("-+0123456789")
)


def _look_over(text: str) -> None:
    """Refuse aliases (a small file may unfold into a huge one) and nesting beyond reason, before anything is composed."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.constructor.ConstructorError(
                None, None, "an alias (*name): write the value out", event.start_mark
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise yaml.constructor.ConstructorError(
                    None, None, "nested too deeply: a claims file is a flat list", event.start_mark
                )
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def read_yaml(path: Path, *, shown: str | None = None) -> Any:
    """The plain values of a YAML file.

    Parameters
    ----------
    path
        The file, UTF-8 (or UTF-16 with its mark), at most a megabyte.
    shown
        Its name in errors, where not the path itself.

    Raises
    ------
    FileFormatError
        There is no such file, it is too large, not text, not YAML, nested beyond reason, uses aliases or
        tags, or has a key twice; the message names the line.
    """
    name = shown or str(path)
    try:
        text = read_text(path, most=LARGEST, shown=name)
        _look_over(text)
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise FileFormatError(name, _where(error)) from None
    except FileFormatError:  # which is a ValueError too, and has said what is wrong
        raise
    except ValueError as error:  # a date such as 2021-02-30
        raise FileFormatError(name, f"a value that cannot be read: {error}") from None


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:  # signs that no YAML may hold
        return reason(error)
    problem = getattr(error, "problem", None) or str(error)
    quotes = " (text with a colon goes in quotes)" if "mapping values" in problem else ""
    return f"line {mark.line + 1}, column {mark.column + 1}: {problem}{quotes}"
