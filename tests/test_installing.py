"""The commands install the same versions with uv and without it, and say truly which versions the program works with."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
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


ALLOWED = {
    "MIT",
    "BSD",
    "Apache",
    "PSF",
    "Python Software Foundation",
    "ISC",
    "0BSD",
    "Zlib",
    "CC0",
    "MPL",
    "Unlicense",
    "HPND",
}
"""Families of licences under which a library may be used in a closed house and passed on with this program (Apache-2.0). Of
these MPL alone asks for something: that changes to its own files stay open."""
STATED = {"pygambit": "GPL", "docutils": "Public Domain"}
"""Known exceptions. pygambit is of an extra that nothing else needs: whoever installs it accepts the GPL. docutils is in the public
domain; the GPL that it names is of a mode for Emacs, which its wheel does not hold."""


def closure(extras: set[str]) -> dict[str, Distribution]:
    """What the program brings along, with everything that this brings."""
    found: dict[str, Distribution] = {}
    wanted = [("realpolitik", extras)]
    while wanted:
        name, asked = wanted.pop()
        try:
            one = distribution(name)
        except PackageNotFoundError:  # of another system, or of an extra that is not installed here
            continue
        if name.lower() in found:
            continue
        found[name.lower()] = one
        for line in one.requires or ():
            needed = Requirement(line)
            if needed.marker is None or any(needed.marker.evaluate({"extra": e}) for e in asked or {""}):
                wanted.append((needed.name, set(needed.extras)))
    return found


def licence(one: Distribution) -> str:
    """What a library says of its licence, in whichever of three places it says so."""
    about = one.metadata
    classified = [text for text in about.get_all("Classifier") or () if text.startswith("License ::")]
    return about.get("License-Expression") or " ".join(classified) or (about.get("License") or "")[:200]


def test_everything_that_the_program_brings_along_may_be_passed_on():
    extras = set(PROJECT["project"]["optional-dependencies"]) | {""}
    brought = closure(extras)
    assert len(brought) > 30
    wrong = {
        name: licence(one)
        for name, one in brought.items()
        if not any(family.lower() in licence(one).lower() for family in ALLOWED)
        or re.search(r"\b(A?GPL|SSPL|BUSL)", licence(one))
    }
    assert {name for name in wrong if STATED.get(name, "none") not in wrong[name]} == set(), wrong
