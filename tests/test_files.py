"""Files are written whole or not at all, and no more of one is read than is allowed."""

from __future__ import annotations

import ast
import json
import os
import stat
from pathlib import Path

import pytest

import realpolitik
from realpolitik.errors import FileFormatError, OptionError
from realpolitik.files import decoded, of_json, read_bytes, read_text, replacing, write_bytes, write_text


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_error_while_writing_leaves_what_was_there_and_nothing_else(tmp_path):
    write_text(tmp_path / "one", "old")

    def half() -> None:
        with replacing(tmp_path / "one") as partial:
            partial.write_text("half", encoding="utf-8")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert (left(tmp_path), (tmp_path / "one").read_text(encoding="utf-8")) == (["one"], "old")


def test_a_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path):
    path, link = tmp_path / "one", tmp_path / "link"
    write_bytes(path, b"first")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644  # a temporary file is its owner's alone: 0o600
    path.chmod(0o640)
    link.symlink_to(path)
    write_bytes(link, b"second")
    assert link.is_symlink()
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"second", 0o640)


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_bytes(tmp_path / "pipe", b"through")
        assert os.read(reader, 99) == b"through"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_place_that_cannot_be_written_to_is_an_error_that_says_so(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path, tmp_path / "file" / "below"):
        with pytest.raises(OptionError, match=r"cannot be written .*: choose another place"):
            write_text(path, "text")


def test_what_is_read_is_bounded_by_what_arrives_not_by_the_size_that_is_stated(tmp_path):
    path = tmp_path / "ten"
    path.write_bytes(b"0123456789")
    assert read_bytes(path, most=10) == b"0123456789"
    with pytest.raises(FileFormatError, match=r"more than 9 bytes .*: split it"):
        read_bytes(path, most=9)
    assert Path("/dev/zero").stat().st_size == 0  # endless, and states nothing
    with pytest.raises(FileFormatError, match="more than 1,000 bytes"):
        read_bytes("/dev/zero", most=1000)
    with pytest.raises(FileFormatError, match="check the path"):
        read_bytes(tmp_path / "none", most=1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_that_marks_its_encoding_is_read_in_it(tmp_path, encoding):
    (tmp_path / "text").write_text("Дружба 友好", encoding=encoding)
    assert read_text(tmp_path / "text", most=99) == "Дружба 友好"


def test_an_encoding_that_does_not_fit_or_exist_is_named():
    with pytest.raises(FileFormatError, match=r"note: is not UTF-8 at byte 0: save it .* cp1251"):
        decoded("Дружба".encode("cp1251"), "note")
    assert decoded("Дружба".encode("cp1251"), "note", encoding="cp1251") == "Дружба"
    with pytest.raises(OptionError, match="no encoding 'latin-99'"):
        decoded(b"text", "note", encoding="latin-99")


def test_nothing_else_in_the_house_makes_temporary_files_to_put_in_place():
    """One atomic write: `mkstemp` and `os.replace` stand in `files.py` alone."""
    package = Path(realpolitik.__file__).parent
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and (node.attr == "mkstemp" or (node.attr == "replace" and ast.unparse(node.value) == "os"))
    }
    assert found == {"files.py"}


def test_json_nested_deeper_than_the_machine_can_follow_is_no_json():
    with pytest.raises(json.JSONDecodeError, match="nested too deeply"):
        of_json("[" * 100_000 + "]" * 100_000)
