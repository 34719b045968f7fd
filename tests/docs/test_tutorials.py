"""The tutorials: one-liners of Python give what the command beside them prints, and every command named there is one."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

import realpolitik as rp
from realpolitik.cli.app import COMMANDS, run

FOLDER = Path(__file__).parents[2] / "docs" / "tutorials"
TABLE = re.findall(
    r"^\| `(rp\..*)` \| `(.*)` \|$", (FOLDER / "political-scientist.md").read_text("utf-8"), re.MULTILINE
)


def test_there_are_ten():
    assert len(TABLE) == 10


@pytest.mark.slow
@pytest.mark.parametrize(("call", "command"), TABLE, ids=[command for _, command in TABLE])
def test_python_gives_what_the_terminal_prints(call, command, capsys):
    found = eval(call, {"rp": rp})
    assert run([*shlex.split(command), "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads(json.dumps(found.to_dict(), default=str))


@pytest.mark.parametrize("page", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_commands_are_commands(page):
    named = re.findall(r"^(?:.*\| )?realpolitik ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)
    assert set(named) <= set(COMMANDS)
