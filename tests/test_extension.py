"""The worked example of the documents: a package that adds a source, a measure and claims, as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[1] / "docs/how-to/extend.md"


def block(kind, mark):
    """The code block of a kind that holds the mark."""
    found = [
        text
        for language, text in re.findall(r"```(\w+)\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
        if language == kind and mark in text
    ]
    assert len(found) == 1, f"{len(found)} blocks of {kind} hold {mark!r}"
    return found[0]


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The package as an installer would leave it: modules, and their entry points in a folder of metadata."""
    site = tmp_path_factory.mktemp("site")
    code, tests = site / "grain_council", site / "tests"
    code.mkdir()
    tests.mkdir()
    (code / "__init__.py").touch()
    (code / "source.py").write_text(block("python", "READER = Reader("))
    (code / "measure.py").write_text(block("python", '"wheat.share",\n    unit'))
    (code / "claims.py").write_text(block("python", "GRAIN = Path"))
    (code / "grain2024.yaml").write_text(block("yaml", "claims:"))
    (tests / "test_conformance.py").write_text(block("python", "def test_the_source"))
    (tests / "wheat.csv").write_text(block("text", "year,from,to"))
    project = tomllib.loads(block("toml", "entry-points"))["project"]
    metadata = site / "grain_council-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(
        "\n".join(
            f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
            for group, entries in project["entry-points"].items()
        )
    )
    return site


def run(package, *command, code=0):
    environment = {**os.environ, "PYTHONPATH": str(package), "REALPOLITIK_STORE": str(package / "store")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=package)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def program(package, *arguments, code=0):
    return run(
        package, sys.executable, "-c", "from realpolitik.cli import main; main()", *arguments, code=code
    )


def test_its_own_tests_pass(package):
    said = run(
        package,
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-W",
        "error",
        str(package / "tests"),
    )
    assert "2 passed" in said


def test_its_source_measure_and_claims_work_from_the_command_line(package):
    said = program(package, "fetch", "grain", "--file", str(package / "tests/wheat.csv"))
    assert "grain-council 2024: 4 rows" in said
    assert "! set aside 1 rows: no year like 2021/22, or no number" in said
    assert "EGY bought 75% of its wheat from RUS in 2023." in program(
        package, "measure", "wheat.share", "EGY", "RUS"
    )
    assert "supported" in program(package, "claims", "grain2024")
    assert "tables hold what they promise" in program(package, "data", "check")
    assert "Grain Council" in program(package, "cite", "wheat.share", "--about", "EGY", "RUS")
