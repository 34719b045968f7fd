"""What was fetched, pinned by hash: `sources.lock.yaml`.

Unchanged bytes leave the file untouched. Other bytes of a release that was fetched before raise `SnapshotMismatch`, unless the
user asks for them to be taken; a living source gets a new entry under its new version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from realpolitik.errors import FileFormatError, SnapshotMismatch

LOCK = "sources.lock.yaml"
HEAD = "# Files that were fetched, by source and version. Written by `realpolitik fetch`; keep it with your results.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A file as it was read: its name, hash, size, where it came from (empty: given by hand), and when."""

    file: str
    sha256: str
    bytes: int
    address: str
    fetched: date


def read_lock(path: Path) -> dict[str, dict[str, dict[str, dict[str, Any]]]]:
    """Source -> version -> file -> facts; empty where there is no file yet.

    Raises
    ------
    FileFormatError
        The file is not one that `fetch` wrote.
    """
    import yaml

    if not path.exists():
        return {}
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for versions in found.values():
            for files in versions.values():
                for facts in files.values():
                    if not {"sha256", "bytes"} <= set(facts):
                        raise KeyError("sha256")
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, KeyError, TypeError, RecursionError) as error:
        raise FileFormatError(
            str(path), "is no list of snapshots: move it away, and fetch again to make a new one"
        ) from error
    return found


def compare(
    path: Path, source: str, version: str, snapshots: Sequence[Snapshot], *, living: bool = False
) -> None:
    """Hold files against what was fetched before.

    Raises
    ------
    SnapshotMismatch
        A file of a version that was fetched before has other bytes.
    """
    known = read_lock(path).get(source, {}).get(version, {})
    for snapshot in snapshots:
        pinned = known.get(snapshot.file)
        if pinned and pinned["sha256"] != snapshot.sha256 and not living:
            raise SnapshotMismatch(
                f"{snapshot.file} of {source} {version} has SHA-256 {snapshot.sha256[:12]}… and {snapshot.bytes:,} bytes; "
                f"what was fetched on {pinned.get('fetched', '?')} had {pinned['sha256'][:12]}… and {pinned['bytes']:,}. "
                "The publisher replaced the file, or it was damaged: compare the two, and run the command with --relock "
                "to take the new one."
            )


def pin(path: Path, source: str, version: str, snapshots: Sequence[Snapshot]) -> bool:
    """Write files into the lock; returns whether it changed. Call it under the lock of the store."""
    import yaml

    from realpolitik.files import write_text

    lock = read_lock(path)
    files = lock.setdefault(source, {}).setdefault(version, {})
    new = {
        snapshot.file: {
            "sha256": snapshot.sha256,
            "bytes": snapshot.bytes,
            "address": snapshot.address or "by hand",
            "fetched": snapshot.fetched.isoformat(),
        }
        for snapshot in snapshots
        if files.get(snapshot.file, {}).get("sha256") != snapshot.sha256
    }
    if not new:
        return False
    files.update(new)
    ordered = {
        name: {edition: dict(sorted(lock[name][edition].items())) for edition in sorted(lock[name])}
        for name in sorted(lock)
    }
    write_text(path, HEAD + yaml.safe_dump(ordered, sort_keys=False, allow_unicode=True, width=120))
    return True
