"""The commands install the same versions with uv and without it, and say truly which versions the program works with."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LOCK = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def constraints() -> list[Requirement]:
    return [Requirement(line) for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()]


def declared() -> list[Requirement]:
    """Everything that pyproject.toml asks for: the program, its extras, its groups."""
    lists = [
        PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"].values(),
        *PROJECT["dependency-groups"].values(),
    ]
    return [Requirement(one) for each in lists for one in each if isinstance(one, str)]


def test_pip_installs_the_locked_versions():
    locked = {(one["name"], one["version"]) for one in LOCK["package"] if one["name"] != "realpolitik"}
    pinned = {(one.name, str(one.specifier).removeprefix("==")) for one in constraints()}
    assert pinned == locked, "run `make lock`"
    assert all(not one.extras for one in constraints())  # pip refuses extras in constraints


def test_the_lock_is_of_what_the_project_asks_for():
    """A version asked for in pyproject.toml and not locked again would fail only where uv checks it."""
    (own,) = (one for one in LOCK["package"] if one["name"] == "realpolitik")
    metadata = own["metadata"]
    asked = [
        *metadata["requires-dist"],
        *(one for group in metadata["requires-dev"].values() for one in group),
    ]
    held = {(one["name"], one.get("specifier", "")) for one in asked}
    assert {(one.name.lower(), str(one.specifier)) for one in declared()} == held, "run `make lock`"


def test_every_requirement_has_a_lower_bound_that_the_lock_keeps():
    versions: dict[str, list[Version]] = {}
    for one in LOCK["package"]:
        versions.setdefault(one["name"], []).append(Version(one.get("version", "0")))
    for one in declared():
        if one.specifier:
            assert str(one.specifier).startswith(">="), one
        assert all(version in one.specifier for version in versions[one.name.lower()]), one


def test_what_make_says_it_runs_is_there():
    text = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"\btests/[\w/.]+", text))
    assert len(named) > 10
    assert not {name for name in named if not (ROOT / name).exists()}
