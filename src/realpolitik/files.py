"""Reading and writing safely: a file is there whole or as it was before; no more is read than is allowed; text says its encoding.

Whoever is stopped at any point of writing leaves the old file or the new one, never half of either. What is read is bounded by what
arrives, not by the size that a file system states: a pipe states none, and a file may grow.
"""

from __future__ import annotations

import codecs
import errno
import json
import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from realpolitik.errors import REFUSALS, FileFormatError, MachineError, OptionError, RealpolitikError, refusal

SHARED, PRIVATE = 0o644, 0o600
"""Modes of a new file: a store may be shared, a library of members is its owner's alone."""
LARGEST = 2**30
"""Bytes of the largest file that is read into memory at once: an answer of a publisher."""
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@contextmanager
def replacing(path: Path, *, mode: int = SHARED) -> Iterator[Path]:
    """An empty file beside `path` to write to, which takes its place at the end; after an error `path` is as it was.

    A file that is there keeps its mode, and a link stays a link. `mode` is that of a new one.

    Raises
    ------
    OptionError
        The place cannot be written to; the message says why.
    MachineError
        The disk is full or can only be read; the message says what helps.
    """
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.", suffix=".partial")
    except RuntimeError:  # how `resolve` tells of such a link before Python 3.13
        raise MachineError(f"{path}: cannot be written: {REFUSALS[errno.ELOOP]}") from None
    except OSError as error:
        if refused := refusal(error):
            raise MachineError(f"{path}: cannot be written: {refused}") from None
        raise OptionError(f"{path}: cannot be written ({error.strerror}): choose another place") from None
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
        partial.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else mode)
        put_in_place(partial, target)
    except Exception as error:
        if not isinstance(error, RealpolitikError) and (refused := refusal(error)):
            raise MachineError(f"{path}: cannot be written: {refused}; nothing of it was written") from error
        raise
    finally:
        partial.unlink(missing_ok=True)


def put_in_place(partial: Path, path: Path) -> None:
    """Make a whole file the file of that name in one step, its content on the disk first."""
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(path)


def write_bytes(path: str | Path, content: bytes, *, mode: int = SHARED) -> Path:
    """Write a file in one step. What is no file of a disk, such as `/dev/stdout`, is written to and stays what it is.

    Raises
    ------
    OptionError
        The place cannot be written to.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_bytes(Path(folder) / "new" / "one.txt", b"whole").read_bytes()
    b'whole'
    """
    path = Path(path)
    if stream(path):
        with path.open("wb") as file:
            file.write(content)
        return path
    with replacing(path, mode=mode) as partial:
        partial.write_bytes(content)
    return path


def stream(path: Path) -> bool:
    """Whether there is something at a place that is neither file nor folder, such as a pipe or a device."""
    try:
        mode = path.stat().st_mode
    except OSError:  # nothing there, or nothing that can be reached: said by who writes
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def ending(path: str | Path, known: Sequence[str], what: str) -> str:
    """The ending of the name of a file that is to be written, in small letters. Ask before long work: another is refused.

    Raises
    ------
    OptionError
        The ending is none of those known, or the place is a folder.

    Examples
    --------
    >>> ending("Page.HTML", (".html", ".md"), "a brief")
    '.html'
    """
    path = Path(path)
    found = path.suffix.lower()
    if found not in known:
        *most, last = known
        raise OptionError(f"{path}: {what} is written as {', '.join(most)} or {last}; choose one of these")
    try:
        folder = path.is_dir()
    except OSError as error:  # such as a name that is too long
        raise MachineError(f"{path}: {refusal(error) or error.strerror}") from None
    if folder:
        raise OptionError(f"{path}: is a folder: add the name of a file")
    return found


def write_text(path: str | Path, text: str) -> Path:
    """Write a text file in one step, in UTF-8 and with the line ends that the text has."""
    return write_bytes(path, text.encode("utf-8"))


def read_bytes(path: str | Path, *, most: int, shown: str | None = None, remedy: str = "split it") -> bytes:
    """The content of a file of at most so many bytes; `shown` is its name in errors, `remedy` what to do with a larger one.

    Raises
    ------
    FileFormatError
        There is no such file, it cannot be read, or more than `most` bytes arrive.
    """
    name = shown or str(path)
    try:
        with Path(path).open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        if refused := refusal(error):
            raise MachineError(f"{name}: cannot be read: {refused}") from None
        raise FileFormatError(name, f"{error.strerror or error}: check the path") from None
    if len(content) > most:
        raise FileFormatError(name, f"more than {most:,} bytes are too many for this file: {remedy}")
    return content


def read_text(path: str | Path, *, most: int, shown: str | None = None, encoding: str = "") -> str:
    """The text of a file of at most so many bytes, in UTF-8 or UTF-16 by its mark where no encoding is given.

    Raises
    ------
    FileFormatError
        As `read_bytes`; or the text is not in that encoding.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "one.txt"
    ...     _ = path.write_text("no limits", encoding="utf-16")
    ...     read_text(path, most=100)
    'no limits'
    """
    return decoded(read_bytes(path, most=most, shown=shown), shown or str(path), encoding=encoding)


def of_json(text: str) -> Any:
    """The value of a text in JSON, as `json.loads`; one nested deeper than the machine can follow raises the same error.

    Raises
    ------
    json.JSONDecodeError
        It is no JSON, or nested too deeply.

    Examples
    --------
    >>> of_json('{"a": [1]}')
    {'a': [1]}
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise json.JSONDecodeError("nested too deeply", text[:80], 0) from None


def encoding_of(start: bytes) -> str:
    """The encoding that the first bytes of a text declare; UTF-8 where they declare none."""
    return _MARKS.get(start[:2], "utf-8-sig")


def decoded(content: bytes, shown: str, *, encoding: str = "", place: str = "") -> str:
    """The text of some bytes; `place` says where they stand in the file `shown`.

    Raises
    ------
    FileFormatError
        They are not in that encoding; the message says which ones to try.
    """
    try:
        return content.decode(encoding or encoding_of(content))
    except UnicodeDecodeError as error:
        raise not_in(error, shown, place=place or f"at byte {error.start}") from None
    except LookupError:
        raise OptionError(
            f"there is no encoding {encoding!r}: write one such as utf-8, cp1251 (Russian) or gb18030 (Chinese)"
        ) from None


def not_in(error: UnicodeDecodeError, shown: str, *, place: str) -> FileFormatError:
    """The error of a file that is not in the encoding it was read in."""
    name = error.encoding.removesuffix("-sig").upper()
    return FileFormatError(
        shown,
        f"is not {name} {place}: save it as UTF-8, or give its encoding, such as cp1251 (Russian) or gb18030 (Chinese)",
    )
