"""The episodes that come with the program: a folder each."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from realpolitik.errors import UnknownNameError
from realpolitik.scenarios.episodes.schema import Episode
from realpolitik.sources.shipped import parsed

LIBRARY = Path(__file__).parent / "library"
FILE, FLOWS, CHOSEN = "episode.yaml", "flows.csv", "chosen.yaml"


@cache
def names() -> tuple[str, ...]:
    """Names of the episodes, the oldest first, placebos last.

    Examples
    --------
    >>> names()[0], names()[-1]
    ('georgia-2006', 'korea-2019')
    """
    found = [_read(path.parent.name) for path in LIBRARY.glob(f"*/{FILE}")]
    return tuple(one.id for one in sorted(found, key=lambda one: (one.placebo, one.first, one.id)))


def episode(name: str) -> Episode:
    """An episode by name.

    Raises
    ------
    UnknownNameError
        There is none of this name.
    """
    if name not in names():
        raise UnknownNameError("episode", name, names(), "realpolitik episodes")
    return _read(name)


@cache
def _read(name: str) -> Episode:
    return Episode.model_validate(parsed((LIBRARY / name / FILE).read_text(encoding="utf-8")))


def chosen(name: str) -> Mapping[str, Any]:
    """What was assumed for an episode, chosen on the others: written by `benchmarks/episodes.py`."""
    return parsed((LIBRARY / name / CHOSEN).read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    """The flows of an episode as they were written: predicted, recorded, and what simpler predictions say."""
    with (LIBRARY / name / FLOWS).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
