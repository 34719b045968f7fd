"""Unpacking archives of others: nothing leaves the folder, nothing unfolds beyond reason."""

from __future__ import annotations

import fnmatch
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from realpolitik.errors import FileFormatError

LARGEST_RATIO = 100
"""Bytes out for a byte in. Tables of digits reach 20; a bomb starts at 1,000."""
SMALL = 50_000_000
"""Below so many bytes out no ratio is suspicious."""
ROOM = 1.1
"""Share of the unpacked size that must be free on the disk."""


def is_zip(path: Path) -> bool:
    """Whether the file is a ZIP archive, whatever its name."""
    return zipfile.is_zipfile(path)


def unpack(path: Path, into: Path, pattern: str = "*") -> list[Path]:
    """Unpack the members of a ZIP archive that match a pattern, and return their paths in order of name.

    Parameters
    ----------
    path
        The archive. A file that is no archive is returned as it is: publishers' CSV files come zipped or not.
    into
        A folder of one's own; members land in it without their folders.
    pattern
        Of the name without folders, such as `BACI_*_Y*.csv`.

    Raises
    ------
    FileFormatError
        The archive is damaged; a name escapes the folder or is a link; two members have the same name; a member unfolds to
        more than 100 times its size, or to another size than it declares; the disk has no room; or nothing matches.
    """
    return list(each(path, into, pattern, keep=True))


def each(path: Path, into: Path, pattern: str = "*", *, keep: bool = False) -> Iterator[Path]:
    """As `unpack`, one member at a time; without `keep` a member is deleted when the next is asked for."""
    if not is_zip(path):
        yield path
        return
    into.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(path) as archive:
            chosen = _chosen(path, archive, pattern)
            for member in chosen:
                out = into / PurePosixPath(member.filename).name
                _room(path, into, member)
                _copy(path, archive, member, out)
                yield out
                if not keep:
                    out.unlink(missing_ok=True)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise FileFormatError(str(path), f"is a damaged archive ({error}): download it again") from error


def _chosen(path: Path, archive: zipfile.ZipFile, pattern: str) -> list[zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for member in archive.infolist():
        parts = PurePosixPath(member.filename.replace("\\", "/"))
        if member.is_dir() or parts.name.startswith((".", "__MACOSX")) or "__MACOSX" in parts.parts:
            continue
        if parts.is_absolute() or ".." in parts.parts or ":" in member.filename:
            raise FileFormatError(
                str(path), f"holds {member.filename!r}, a path out of the archive: do not use it"
            )
        if stat.S_ISLNK(member.external_attr >> 16):
            raise FileFormatError(str(path), f"holds a link, {member.filename!r}: do not use it")
        if not fnmatch.fnmatch(parts.name.lower(), pattern.lower()):
            continue
        if member.file_size > SMALL and member.file_size > LARGEST_RATIO * max(member.compress_size, 1):
            raise FileFormatError(
                str(path),
                f"{member.filename!r} unfolds {member.file_size:,} bytes from {member.compress_size:,}: "
                "no table of figures does",
            )
        if parts.name in found:
            raise FileFormatError(
                str(path), f"holds two files called {parts.name!r}: unpack it, and give one"
            )
        found[parts.name] = member
    if not found:
        names = ", ".join(member.filename for member in archive.infolist()[:5]) or "nothing"
        raise FileFormatError(str(path), f"holds no file like {pattern}; it has {names}")
    return [found[name] for name in sorted(found)]


def _room(path: Path, into: Path, member: zipfile.ZipInfo) -> None:
    free = shutil.disk_usage(into).free
    if free < ROOM * member.file_size:
        raise FileFormatError(
            str(path),
            f"{member.filename!r} needs {member.file_size:,} bytes and the disk has {free:,} free: make room",
        )


def _copy(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, out: Path) -> None:
    """Copy no more bytes than the member declares: the declared size was judged, the real one must be it."""
    left = member.file_size
    with archive.open(member) as source, out.open("wb") as target:
        while block := source.read(min(1 << 20, left + 1)):
            left -= len(block)
            if left < 0:
                raise FileFormatError(
                    str(path), f"{member.filename!r} is larger than it declares: do not use it"
                )
            target.write(block)
