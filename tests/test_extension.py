"""The worked example of the documents: a package that adds a source, a measure and claims, as it stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
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
    """The package as the guide has it, installed by an installer into a folder of its own."""
    root = tmp_path_factory.mktemp("grain")
    code, tests, site = root / "grain_council", root / "tests", root / "site"
    code.mkdir()
    tests.mkdir()
    assert "empty `grain_council/__init__.py`" in GUIDE.read_text("utf-8")
    (code / "__init__.py").touch()
    (root / "pyproject.toml").write_text(block("toml", "entry-points"))
    (code / "source.py").write_text(block("python", "READER = Reader("))
    (code / "measure.py").write_text(block("python", '"wheat.share",\n    unit'))
    (code / "claims.py").write_text(block("python", "GRAIN = Path"))
    (code / "grain2024.yaml").write_text(block("yaml", "claims:\n"))
    (code / "questions.yaml").write_text(block("yaml", "asks:"))
    (tests / "test_conformance.py").write_text(block("python", "def test_the_source"))
    (tests / "wheat.csv").write_text(block("text", "year,from,to"))
    done = subprocess.run(installer(site, root), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def installer(site: Path, package: Path) -> list[str]:
    """The command that installs a package without what it depends on, which this environment has."""
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "-q", "--python", sys.executable, "--no-deps", "--target", str(site), str(package)]  # fmt: skip
    return [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(site), str(package)]


def run(package, *command, code=0):
    environment = {
        **os.environ,
        "PYTHONPATH": str(package / "site"),
        "REALPOLITIK_STORE": str(package / "store"),
    }
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
    assert "! set aside 1 row: no year like 2021/22, or no number" in said
    assert "EGY bought 75% of its wheat from RUS in 2023." in program(
        package, "measure", "wheat.share", "EGY", "RUS"
    )
    assert "supported" in program(package, "claims", "grain2024")
    assert "tables valid" in program(package, "data", "check")
    program(package, "brief", "EGY", "RUS", "--out", "brief.md")
    page = (package / "brief.md").read_text("utf-8")
    asked = page.index("How much of its wheat does Egypt buy from Russia?")
    assert "EGY bought 75% of its wheat from RUS in 2023." in page[asked:]
    assert "Most of Egypt's wheat comes from Russia." in page[asked:]
    assert "Grain Council" in program(package, "cite", "wheat.share", "--about", "EGY", "RUS")
