"""The examples of the how-to guide are claims that load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from realpolitik.claims import Claim, load

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-claim.md"
BLOCKS = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)
TESTS = [line.split(" #")[0] for line in BLOCKS[1].splitlines()]


def test_the_example_file_loads(tmp_path):
    path = tmp_path / "claims.yaml"
    path.write_text(BLOCKS[0], encoding="utf-8")
    assert [claim.id for claim in load(path)] == ["trade-doubled"]


@pytest.mark.parametrize("line", TESTS)
def test_each_example_of_a_test_is_one(line):
    kind = next(iter(yaml.safe_load(line)["test"]))
    record = {"id": "c", "says": "So.", "by": "someone", "question": "q", "measure": "trade.turnover"}
    assert Claim.model_validate({**record, **yaml.safe_load(line)}).test.kind == kind
