"""The steps of reading, in full: what sentences mention, what is made of texts on the way, what is asked and found for statements (`steps.py`)."""

from __future__ import annotations

import runpy
from itertools import zip_longest
from pathlib import Path

import pytest

from realpolitik.store import Store

STEPS = runpy.run_path(str(Path(__file__).with_name("steps.py")))
WRITTEN = {name: list(STEPS["steps"](STEPS[name])) for name in ("SPOTTED", "FOLLOWED", "JUDGED")}
TOGETHER = {"SPOTTED": 40, "FOLLOWED": 8, "JUDGED": 12}
"""Steps of one test: a test of its own for each would cost more than it."""


@pytest.fixture(scope="module")
def tables():
    """One store for all: what it has read of a table it keeps."""
    return Store()


@pytest.mark.parametrize("name", WRITTEN)
def test_each_step_stands_once(name):
    every = [(one.day, one.text, repr(one.fields)) for one in WRITTEN[name]]
    assert len({*every}) == len(every) >= 100


@pytest.mark.parametrize(
    ("name", "first"),
    [(name, first) for name, every in WRITTEN.items() for first in range(0, len(every), TOGETHER[name])],
)
def test_comes_to_what_is_written_down(name, first, tables):
    asked = WRITTEN[name][first : first + TOGETHER[name]]
    wrong = [told for one in asked if (told := differing(one, STEPS["made_of"](STEPS[name], one, tables)))]
    assert wrong == []


def differing(one, made):
    """The first line that reads otherwise than it is written down; empty where none does."""
    lines = zip_longest(one.made, made, fillvalue="nothing")
    return next((f"{one.text}: {was} -> {now}" for was, now in lines if was != now), "")
