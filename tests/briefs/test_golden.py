"""Every sentence of two briefs is as it was read and agreed on; a change of wording shows here and in the diff."""

from __future__ import annotations

import difflib
import runpy
from pathlib import Path

import pytest

from realpolitik.briefs import build

TOOL = runpy.run_path(str(Path(__file__).parents[2] / "tools" / "build_golden.py"))


@pytest.mark.parametrize("name", TOOL["BRIEFS"])
def test_every_sentence_of_the_brief_is_the_agreed_one(name):
    a, b, window = TOOL["BRIEFS"][name]
    agreed = (TOOL["FOLDER"] / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    now = TOOL["sentences"](build(a, b, window=window)).splitlines()
    changed = list(difflib.unified_diff(agreed, now, "agreed", "now", n=0, lineterm=""))
    assert not changed, "sentences changed; if they are meant, `make golden`:\n" + "\n".join(changed[:60])
