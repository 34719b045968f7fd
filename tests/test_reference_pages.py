"""The reference is made from the code, is up to date, and leaves nothing out."""

from __future__ import annotations

import importlib.util
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

import realpolitik
from realpolitik.cli.app import COMMANDS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src/realpolitik"
_spec = importlib.util.spec_from_file_location("build_api_page", ROOT / "tools/build_api_page.py")
assert _spec
assert _spec.loader
tool = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tool)


def functions():
    """Every command with the function behind it."""
    for name in COMMANDS:
        module = import_module(f"realpolitik.cli.{name}")
        found = getattr(module, name)
        if inspect.isfunction(found):
            yield name, found
        else:
            yield from (
                (f"{name} {inner}", getattr(module, inner.replace("-", "_")))
                for inner in found
                if not inner.startswith("-")
            )


@pytest.mark.parametrize("page", ["api", "commands"])
def test_the_page_is_what_the_code_says(page):
    kept = (ROOT / f"docs/reference/{page}.md").read_text(encoding="utf-8")
    assert kept == getattr(tool, page)(), "run tools/build_api_page.py"


@pytest.mark.parametrize("name", realpolitik.__all__)
def test_every_public_name_is_documented(name):
    text = tool._docstring(getattr(realpolitik, name))
    assert len(text.split()) > 3, f"{name} has no docstring of its own"


@pytest.mark.parametrize(("name", "function"), list(functions()))
def test_every_option_of_a_command_is_documented(name, function):
    """A parameter stands in the section Parameters of the docstring, which is the help and the page."""
    text = inspect.getdoc(function) or ""
    known = {
        word.strip("_ ") for line in text.splitlines() if not line.startswith(" ") for word in line.split(",")
    }
    missing = {key for key in inspect.signature(function).parameters if key.strip("_") not in known}
    assert not missing, f"{name}: {missing} are not explained"


def test_every_setting_is_documented():
    read = {
        found
        for path in PACKAGE.rglob("*.py")
        for found in re.findall(r"REALPOLITIK_[A-Z]+(?:_[A-Z]+)*", path.read_text(encoding="utf-8"))
    } - {"REALPOLITIK_SMTP"}
    assert read <= set(tool.SETTINGS)
    mail = (PACKAGE / "web/settings.py").read_text(encoding="utf-8")
    for name in set(tool.SETTINGS) - read:  # the prefix and a key, put together there
        assert (
            f'"{name.removeprefix("REALPOLITIK_SMTP_")}"' in mail
            or name.removeprefix("REALPOLITIK_SMTP_").lower() in mail
        )
