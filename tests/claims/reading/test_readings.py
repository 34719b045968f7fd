"""What `check` makes of many texts, in full, as `readings.txt` has it: each field read, each claim asked, each verdict and its words."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from realpolitik.store import Store

READINGS = runpy.run_path(str(Path(__file__).with_name("readings.py")))
TEXTS = {f"{one.day} {one.text[:150]}": one for one in READINGS["readings"]()}


@pytest.fixture(scope="module")
def tables():
    """One store for all: what it has read of a table it keeps."""
    return Store()


def test_each_text_stands_once():
    assert len(TEXTS) == len(list(READINGS["readings"]())) >= 400


@pytest.mark.parametrize("name", TEXTS)
def test_is_read_and_judged_as_written_down(name, tables):
    one = TEXTS[name]
    assert list(READINGS["made_of"](one.text, one.day, tables)) == list(one.made)
