"""What is given away: a wheel that is the same to the byte, holds the program alone, and works in an empty folder without the source."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import site
import subprocess
import sys
import time
import tomllib
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "realpolitik"
LOCK = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
MADE_AT = "1700000000"  # SOURCE_DATE_EPOCH: the day in the wheel is that of the release, not of the build
UV = shutil.which("uv")


def uv(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run uv without the network where what it needs is there already."""
    if UV is None:
        must = pytest.fail if os.environ.get("REALPOLITIK_CI") else pytest.skip
        must("uv is not on this machine: pip install uv")
    for more in (["--offline"], []):
        ended = subprocess.run(
            [UV, *words, *more], capture_output=True, text=True, check=False, env=os.environ | environment, timeout=120, cwd=ROOT
        )  # fmt: skip
        if ended.returncode == 0:
            break
    assert ended.returncode == 0, ended.stderr
    return ended


def built(folder: Path, *, touched: bool) -> Path:
    """A wheel out of a copy of the source; `touched` gives the copy other times and modes of files."""
    source = folder / "source"
    (source / "src").mkdir(parents=True)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(PACKAGE, source / "src" / "realpolitik", ignore=shutil.ignore_patterns("__pycache__"))
    if touched:
        for path in source.rglob("*.py"):
            path.chmod(0o600)
            os.utime(path, (1_600_000_000, 1_600_000_000))
    uv("build", "--quiet", "--wheel", "--out-dir", str(folder), str(source), SOURCE_DATE_EPOCH=MADE_AT)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return built(tmp_path_factory.mktemp("wheel"), touched=False)


@pytest.mark.slow
def test_a_wheel_is_the_same_to_the_byte(wheel, tmp_path):
    again = built(tmp_path, touched=True)
    assert again.name == wheel.name
    assert hashlib.sha256(again.read_bytes()).hexdigest() == hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.mark.slow
def test_a_wheel_holds_the_program_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    program = {name for name in held if name.startswith("realpolitik/")}
    files = {
        f"realpolitik/{path.relative_to(PACKAGE).as_posix()}"
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert program == files
    assert {name.split("/", 1)[1] for name in held - program} == {
        "METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE",
    }  # fmt: skip
    assert wheel.stat().st_size < 25 * 2**20  # DESIGN: at most 25 MB of tables


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The wheel in an environment of its own, which takes the libraries of this one; runs a command in an empty folder."""
    place = tmp_path_factory.mktemp("installed")
    uv("venv", "--quiet", "--python", sys.executable, str(place / "env"))
    (packages,) = (place / "env" / "lib").glob("python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # as a plain path: its own .pth files, which lead to the source, are not followed
    (packages / "libraries.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")
    (place / "empty").mkdir()
    kept = {
        key: value
        for key, value in os.environ.items()
        if key in ("PATH", "LANG", "PYTHONPYCACHEPREFIX", "TMPDIR")
    }
    environment = kept | {"HOME": str(place / "home")}

    where = [str(place / "env" / "bin" / "python"), "-c", "import realpolitik; print(realpolitik.__file__)"]
    found = subprocess.run(
        where, capture_output=True, text=True, check=True, cwd=place / "empty", env=environment
    )
    assert Path(found.stdout.strip()).is_relative_to(packages)  # the wheel's, not the source's

    def call(*words: str, begin: bool = False) -> subprocess.CompletedProcess[str] | subprocess.Popen[str]:
        command = [str(place / "env" / "bin" / "python"), "-m", "realpolitik", *words]
        options = {"text": True, "cwd": place / "empty", "env": environment}
        if begin:
            return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
        return subprocess.run(command, capture_output=True, check=False, timeout=120, **options)

    return call


@pytest.mark.slow
def test_a_wheel_works_in_an_empty_folder(installed):
    measured = installed("measure", "trade.turnover", "CHN", "RUS", "--format", "json")
    assert measured.returncode == 0, measured.stderr
    assert json.loads(measured.stdout)["value"] > 2e11
    assert installed("measure", "trade.turnover", "CHN", "RSU").returncode == 2
    played = installed("scenario", "west-2023", "--format", "json")
    assert played.returncode == 0, played.stderr
    assert json.loads(played.stdout)
    briefed = installed("brief", "CHN", "RUS", "--out", "brief.md")
    assert briefed.returncode == 0, briefed.stderr
    Path(briefed.args[0]).parents[2].joinpath("empty", "said.txt").write_text(
        "China's trade with Russia reached 240 billion dollars in 2023.", encoding="utf-8"
    )
    checked = installed("check", "said.txt", "--date", "2024-04-20")
    assert checked.returncode == 0, checked.stderr
    assert "240" in checked.stdout
    page = Path(briefed.args[0]).parents[2] / "empty" / "brief.md"
    assert "Russia" in page.read_text("utf-8")


@pytest.mark.slow
def test_an_installed_wheel_serves(installed):
    process = installed("serve", "--port", "0", "--data", "desk", begin=True)
    try:
        address = None
        until = time.monotonic() + 60
        while address is None and time.monotonic() < until:
            address = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert address, "the server does not say where it is"
        for path, holds in (("/health", "ok"), ("/", "realpolitik"), ("/api/v1/states/CHN", "China")):
            with contextlib.closing(urllib.request.urlopen(address.group() + path, timeout=60)) as answer:
                assert holds in answer.read().decode()
    finally:
        process.terminate()
        process.stdout.close()
        process.wait(30)


def test_every_locked_file_has_its_hash():
    for one in LOCK["package"]:
        files = [*one.get("wheels", ()), *([one["sdist"]] if "sdist" in one else [])]
        assert files or one["name"] == "realpolitik", one["name"]
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", file["hash"]) for file in files), one["name"]


def test_the_bill_of_materials_names_what_the_program_brings():
    bill = json.loads(
        uv("export", "--quiet", "--frozen", "--no-dev", "--all-extras", "--format", "cyclonedx1.5").stdout
    )
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    named = {(one["name"], one["version"]) for one in bill["components"]}
    locked = {(one["name"], one.get("version")) for one in LOCK["package"]}
    assert named <= locked
    (own,) = (one for one in LOCK["package"] if one["name"] == "realpolitik")
    assert {one["name"] for one in own["dependencies"]} <= {name for name, _ in named}
