"""Bad luck at the edge: full disks, closed streams, narrow encodings, faults. A sentence, a code of the table, nothing lost."""

from __future__ import annotations

import codecs
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from realpolitik.cli import app
from realpolitik.cli.app import run
from realpolitik.cli.faults import FAULT
from realpolitik.errors import REFUSALS, MachineError, RealpolitikError
from realpolitik.store.fetch import fetch

MAIN = "from realpolitik.cli import main; main()"
posix = pytest.mark.skipif(os.name != "posix", reason="limits and devices of POSIX")


def called(*arguments: str, before: str = "", **options):
    """Run the program in a process of its own; `before` is Python that runs first."""
    settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 120} | options
    return subprocess.run([sys.executable, "-c", before + MAIN, *arguments], check=False, **settings)


def sentence(text: bytes) -> str:
    said = text.decode("utf-8", errors="replace")
    assert "Traceback" not in said
    assert said.lstrip().startswith("error: ")  # a bar of progress may stand before it
    return said


# a limit on the size of files stands for a full disk: the write fails midway, as there
SMALL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (400, 400));"
WRITES = {
    "page": ("brief", "FJI", "NZL", "--out", "{place}/one.html"),
    "chart": ("measure", "trade.turnover", "CHN", "RUS", "--chart", "{place}/one.svg"),
    "draws": ("scenario", "west-2023", "--draws", "3", "--resume", "{place}"),
    "judgements": ("endgame", "--copy", "{place}/one.yaml"),
}


@posix
@pytest.mark.slow
@pytest.mark.parametrize("what", WRITES)
def test_a_write_that_fails_midway_is_a_sentence_and_leaves_nothing(what, tmp_path):
    words = [word.format(place=tmp_path) for word in WRITES[what]]
    ended = called(*words, before=SMALL)
    assert "`ulimit -f`" in sentence(ended.stderr)
    assert ended.returncode == 6
    assert all(
        path.stat().st_size <= 400 and not path.name.endswith(".partial") for path in tmp_path.iterdir()
    )
    assert not any(path.name.startswith("one.") for path in tmp_path.iterdir())


@posix
@pytest.mark.slow
@pytest.mark.parametrize("what", ["chart"])
def test_a_write_that_fails_leaves_the_old_file(what, tmp_path):
    words = [word.format(place=tmp_path) for word in WRITES[what]]
    old = Path(words[-1])
    old.write_bytes(b"old")
    assert called(*words, before=SMALL).returncode == 6
    assert [path.name for path in tmp_path.iterdir()] == [old.name]
    assert old.read_bytes() == b"old"


@posix
@pytest.mark.parametrize(
    "words",
    [
        ("states", "--format", "json"),
        ("measure", "trade.turnover", "CHN", "RUS"),
        ("measure", "trade.turnover", "CHN", "RUS", "--format", "csv"),
        ("cite", "trade.turnover"),
        ("--help",),
    ],
)
def test_a_full_device_is_a_sentence(words):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ended = called(*words, stdout=full)
    assert "No space left on device" in sentence(ended.stderr)
    assert ended.returncode == 6


@posix
@pytest.mark.parametrize(("closed", "code"), [((0,), 0), ((1,), 6), ((0, 1, 2), 6)])
def test_closed_streams(closed, code):
    shell = " ".join(f"{number}{'<' if number == 0 else '>'}&-" for number in closed)
    command = f'exec "{sys.executable}" -c "{MAIN}" states FRA {shell}'
    ended = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, timeout=60)
    assert ended.returncode == code
    assert b"Traceback" not in ended.stderr
    if code == 0:
        assert b"France" in ended.stdout
    elif 2 not in closed:
        assert "standard output" in sentence(ended.stderr)


@posix
def test_a_closed_output_takes_no_file_of_ours(tmp_path):
    """The number of a closed stream is given to the next file that is opened: what is printed must not end there."""
    page = tmp_path / "one.md"
    command = f'exec "{sys.executable}" -c "{MAIN}" brief FJI NZL --out "{page}" >&-'
    subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False, timeout=120)
    whole = tmp_path / "two.md"
    assert called("brief", "FJI", "NZL", "--out", str(whole)).returncode == 0
    assert page.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "gbk"])
@pytest.mark.parametrize(
    "words",
    [
        ("measure", "trade.turnover", "CHN", "TUR"),
        ("states", "TUR"),
        ("rhetoric", "no limits"),
        ("sources", "cepii-baci"),
        ("events", "CHN", "RUS"),
    ],
    ids=lambda words: words[0],
)
@pytest.mark.slow
def test_a_narrow_encoding_prints_what_it_can(words, encoding, monkeypatch, tmp_path):
    ended = called(*words, env=os.environ | {"PYTHONIOENCODING": encoding}, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.decode(encoding).strip()


def test_json_is_the_same_json_in_a_narrow_encoding():
    words = ("measure", "trade.turnover", "CHN", "TUR", "--format", "json")
    wide, narrow = (
        called(*words, env=os.environ | {"PYTHONIOENCODING": name}) for name in ("utf-8", "ascii")
    )
    assert wide.stdout != narrow.stdout  # Türkiye, and the dash between two states
    assert json.loads(wide.stdout.decode()) == json.loads(narrow.stdout.decode("ascii"))


def test_the_nearest_characters_stand_for_those_that_lack():
    called_once = called("states", "TUR", env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert b"Turkiye" in called_once.stdout
    from realpolitik.cli.streams import prepare

    prepare()
    assert codecs.encode("146.9–240.1 bn, −0.05, “no limits” …合作", "ascii", "realpolitik.plain") == (
        b'146.9-240.1 bn, -0.05, "no limits" ...??'
    )


def test_a_fault_writes_a_report_without_data(monkeypatch, capsys, tmp_path):
    secret = "sold for 4711"

    def broken(asked: str = ""):
        price = secret  # noqa: F841 (a value that no report may hold)
        raise KeyError("column")

    monkeypatch.setattr(app, "application", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run(["states", "FRA"]) == FAULT == 70
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.startswith("error: this is a fault of realpolitik")
    (report,) = tmp_path.iterdir()
    assert str(report) in said
    text = report.read_text(encoding="utf-8")
    assert "command: realpolitik states FRA" in text
    assert re.search(r"polars \d+\.\d+", text)
    assert re.search(r"test_boundary\.py:\d+ in broken", text)
    assert secret not in text


def test_a_report_that_cannot_be_written_names_the_place(monkeypatch, capsys):
    def broken(asked: str = ""):
        raise KeyError("column")

    def full(*_: object, **__: object):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(app, "application", broken)
    monkeypatch.setattr("realpolitik.cli.faults.tempfile.NamedTemporaryFile", full)
    assert run(["states"]) == FAULT
    said = capsys.readouterr().err
    assert "no report could be written" in said
    assert "test_boundary.py:" in said


@pytest.mark.parametrize(
    ("error", "code", "word"),
    [
        (MemoryError(), 6, "memory"),
        (OSError(30, "Read-only file system", "x.csv"), 6, "x.csv: the disk can only be read"),
        (RuntimeError("sink: No space left on device (os error 28)"), 6, "disk is full"),
        (RecursionError("maximum recursion depth exceeded"), 70, "fault of realpolitik"),
        (KeyboardInterrupt(), 130, "stopped"),
        (MachineError("the disk is full"), 6, "the disk is full"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_error_has_a_code_of_the_table(error, code, word, monkeypatch, capsys, tmp_path):
    def broken(asked: str = ""):
        raise error

    monkeypatch.setattr(app, "application", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run(["states"]) == code
    assert word in capsys.readouterr().err


def test_all_codes_are_in_the_help_and_all_remedies_say_what_to_do(capsys):
    run(["--help"])
    shown = " ".join(capsys.readouterr().out.split())
    kinds = [RealpolitikError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    for code in {kind.exit_code for kind in kinds} | {0, FAULT, 130}:
        assert re.search(rf"\b{code} [a-z]", shown), code
    assert all(": " in remedy for remedy in REFUSALS.values())


@posix
@pytest.mark.parametrize("words", [("claims", "/dev/zero"), ("check", "/dev/zero")])
def test_no_more_is_read_than_is_allowed(words):
    """A device states no size; what arrives is counted. Two gigabytes of address space are less than an unbounded read takes."""
    ended = called(
        *words, before="import resource; resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30));"
    )
    assert "bytes" in sentence(ended.stderr)
    assert ended.returncode == 2


@posix
def test_a_pipe_and_a_folder_are_no_files_to_fetch_from(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(RealpolitikError, match="is no file, but a folder, device or pipe"):
            fetch("cow-trade", files=[place], place=tmp_path / "store")
    with pytest.raises(RealpolitikError, match="there is no such file"):
        fetch("cow-trade", files=[tmp_path / "none.csv"], place=tmp_path / "store")


def test_an_empty_query_asks_for_nothing(capsys):
    assert run(["sql", ""]) == 2
    assert "asks for nothing" in capsys.readouterr().err
