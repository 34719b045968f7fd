"""What the measures find on the embedded tables, in full, as `findings.txt` has it: sentences, figures, ranges, notes, rows, refusals."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from realpolitik.store import Store

FINDINGS = runpy.run_path(str(Path(__file__).with_name("findings.py")))
CALLS = dict(FINDINGS["findings"]())


@pytest.fixture(scope="module")
def tables():
    """One store for all: what it has read of a table it keeps."""
    return Store()


def test_each_call_stands_once():
    assert len(CALLS) == len(list(FINDINGS["findings"]())) >= 900


@pytest.mark.parametrize("call", CALLS)
def test_is_found_as_written_down(call, tables):
    assert list(FINDINGS["found_by"](call, tables)) == list(CALLS[call])
