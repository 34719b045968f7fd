"""Periods in words: one year is no span."""

from __future__ import annotations

import re
from pathlib import Path

import realpolitik
from realpolitik.measures.votes.pair import reference_pairs
from realpolitik.wording.dates import during, from_to, stretch, year_span

ROOT = Path(realpolitik.__file__).parent
BY_HAND = re.compile(r'else f"\{(\w+)(?:\[0\])?\}–\{(\w+)(?:\[-1\])?\}"')
"""A span of years of which a module asks itself whether it is one year."""


def test_a_span_of_one_year_is_that_year():
    assert [year_span(2022, 2022), year_span("2020", "2024"), during(2022, 2022), during(2020, 2024)] == [
        "2022", "2020–2024", "in 2022", "from 2020 to 2024",
    ]  # fmt: skip
    assert [stretch("2022..2022"), from_to("2022..2022"), from_to("2022-03..2022-03")] == ["2022", "2022", "March 2022"]  # fmt: skip


def test_no_other_module_writes_spans_of_years_of_its_own():
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sorted(ROOT.rglob("*.py"))
        if BY_HAND.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["wording/dates.py"]


def test_pairs_for_comparison_are_read_once():
    assert reference_pairs("FRA-GBR CHN-RUS", ("RUS", "CHN")) == [("FRA", "GBR")]
