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


@pytest.mark.parametrize("name", dict.fromkeys(call.split(" ")[0] for call in CALLS))
def test_is_found_as_written_down(name, tables):
    asked = [call for call in CALLS if call.split(" ")[0] == name]
    assert {call: FINDINGS["found_by"](call, tables) for call in asked} == {
        call: CALLS[call] for call in asked
    }
