"""What `check` makes of many texts, in full, as `readings.txt`, `rarer.txt` and `told_apart.txt` have it: each field read, each claim asked, each verdict and its words."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from realpolitik.store import Store

READINGS = runpy.run_path(str(Path(__file__).with_name("readings.py")))
TEXTS = {f"{one.day} {one.text[:150]}": one for one in READINGS["readings"]()}

TOGETHER = 8
"""Texts of one test: a test of its own for each would cost more than it."""


@pytest.fixture(scope="module")
def tables():
    """One store for all: what it has read of a table it keeps."""
    return Store()


def test_each_text_stands_once():
    assert len(TEXTS) == len(list(READINGS["readings"]())) >= 400


@pytest.mark.parametrize("first", range(0, len(TEXTS), TOGETHER))
def test_is_read_and_judged_as_written_down(first, tables):
    asked = list(TEXTS.values())[first : first + TOGETHER]
    assert {one.text: READINGS["made_of"](one.text, one.day, tables) for one in asked} == {
        one.text: one.made for one in asked
    }
