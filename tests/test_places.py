"""Places that cannot be written to: a sentence, before long work where the name alone tells, and nothing of what was there is changed."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from importlib import import_module

import pytest

from realpolitik.briefs import annotated
from realpolitik.cli.app import run
from realpolitik.errors import MachineError, OptionError, refusal
from realpolitik.files import ending, stream, write_bytes, write_text

render = import_module("realpolitik.briefs.render")  # of the package, the name is the function


def test_a_name_that_is_too_long_is_said_to_be_so(tmp_path):
    place = tmp_path / ("x" * 300 + ".md")
    for write in (write_text, lambda path, text: write_bytes(path, text.encode())):
        with pytest.raises(
            MachineError, match="the name is longer than the system allows: choose a shorter one"
        ):
            write(place, "content")
    with pytest.raises(MachineError, match="longer than the system allows"):
        render.form_of(place)
    assert list(tmp_path.iterdir()) == []


def test_a_link_that_leads_to_itself_is_said_to_do_so(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(MachineError, match="leads back to itself"):
        write_text(tmp_path / "loop" / "page.md", "content")
    assert refusal(OSError(errno.ELOOP, "Too many levels of symbolic links")).startswith("it is a link")


def test_a_device_or_a_pipe_is_written_to_and_stays(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert [stream(tmp_path / "pipe"), stream(tmp_path), stream(tmp_path / "nothing")] == [True, False, False]
    (tmp_path / "file").write_text("")
    assert not stream(tmp_path / "file")


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("page.docx", r"page.docx: a brief is written as .html, .md, .json or .pdf; choose one of these"),
        (".", r"^\.: a brief is written as"),
        ("folder.md", "folder.md: is a folder: add the name of a file"),
    ],
)
def test_a_page_of_another_kind_is_refused_before_any_work(tmp_path, monkeypatch, capsys, path, says):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(OptionError, match=says):
        render.form_of(path)

    def asked(*_, **__):
        raise AssertionError("the work has begun")

    monkeypatch.setattr("realpolitik.calls.asking.brief", asked)
    monkeypatch.setattr("realpolitik.calls.refreshing.refresh", asked)
    monkeypatch.setattr("realpolitik.calls.asking.check", asked)
    for command in (["brief", "CHN", "RUS"], ["refresh", "CHN", "RUS", "--yes"], ["check", "no-such-file"]):
        assert run([*command, f"--out={path}"]) == 2
        assert path in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ["measure", "no.measure", "CHN", "RUS", "--chart"],
        ["scenario", "no-scenario", "--chart"],
        ["scenario", "no-scenario", "--trade-chart"],
        ["leverage", "nobody", "nowhere", "--chart"],
        ["products", "nobody", "nowhere", "--chart"],
        ["optimum", "nobody", "--chart"],
        ["episodes", "no-episode", "--chart"],
        ["endgame", "--file", "no-file", "--chart"],
        ["panel", "--of", "no.measure", "--out"],
    ],
)
@pytest.mark.parametrize("path", ["picture.wrong", "folder.svg"])
def test_a_file_of_another_form_is_refused_before_anything_else_is_looked_at(
    tmp_path, monkeypatch, capsys, command, path
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.svg").mkdir()
    assert run([*command, path]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    what = "a panel" if command[0] == "panel" else "a chart"
    why = "is a folder" if path == "folder.svg" and what == "a chart" else f"{what} is written as "
    assert printed.err.startswith(f"error: {command[-1]} {path}: {why}")


def test_a_limit_on_the_size_of_files_is_named(tmp_path):
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    script = "import sys; from realpolitik.cli.app import run; sys.exit(run(sys.argv[1:]))"
    chart = ["measure", "trade.turnover", "CHN", "RUS", "--chart", "chart.svg"]
    for command in (["library", "invite", "a@example.org", "--data", "data"], chart):
        ended = subprocess.run(
            [sys.executable, "-c", script, *command],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096)),
        )
        assert ended.returncode == 6
        assert "the file would be larger than the system allows here: raise `ulimit -f`" in ended.stderr


def test_endings_are_read_in_small_letters():
    assert [
        ending("A.SVG", (".svg", ".png"), "a chart"),
        render.form_of("B.HTM"),
        annotated.form_of("c.md"),
    ] == [
        ".svg",
        ".html",
        "markdown",
    ]


def test_a_pdf_without_its_extra_is_refused_before_any_work(monkeypatch):
    monkeypatch.setattr(render, "find_spec", lambda _: None)
    with pytest.raises(OptionError, match=r"pip install 'realpolitik\[pdf\]'"):
        render.form_of("page.pdf")


@pytest.mark.parametrize(
    "command",
    [
        ["library", "members", "--data", "file"],
        ["library", "members", "--data", "file/below"],
        ["serve", "--port", "0", "--data", "file"],
        ["scenario", "west-2023", "--draws", "2", "--resume", "file"],
        ["scenario", "west-2023", "--draws", "2", "--resume", "file/below"],
        ["fetch", "cow-nmc", "--file", "given.csv"],
    ],
)
def test_a_file_where_a_folder_is_needed_is_said_to_be_one(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "given.csv").write_text("stateabb,ccode,year\n")
    monkeypatch.setenv("REALPOLITIK_STORE", str(tmp_path / "file"))
    assert run(command) == 2
    assert "there is a file where a folder is needed" in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("words", [["library", "members"], ["fetch", "cow-nmc", "--file", "given.csv"]])
def test_a_home_that_its_user_may_not_write_to_is_said_to_be_so(tmp_path, monkeypatch, capsys, words):
    def refuse(self, *_, **__):
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.chdir(tmp_path)
    (tmp_path / "given.csv").write_text("stateabb,ccode,year\n")
    monkeypatch.setenv("REALPOLITIK_STORE", str(tmp_path / "home"))
    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    assert run([*words, *(["--data", "home"] if words[0] == "library" else [])]) == 2
    said = capsys.readouterr().err
    assert "this user may not read or write it: choose a place of your own" in said
    assert "REALPOLITIK_STORE" in said


def test_a_stop_before_a_command_has_begun_is_a_sentence(monkeypatch, capsys):
    from realpolitik import cli

    def stopped():
        raise KeyboardInterrupt

    monkeypatch.setattr("realpolitik.cli.streams.prepare", stopped)
    monkeypatch.setattr("gc.set_threshold", lambda *_: None)  # of the tests' own process
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "error: stopped; nothing was begun\n"
