"""What stands beside the key judgements: only what the pair has."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from realpolitik.briefs import build
from realpolitik.briefs.glance import glance
from realpolitik.briefs.html import page

examples = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("examples.py"))))


def test_a_pair_without_figures_has_no_picture():
    assert glance(examples.empty()) == ()
    assert 'class="chart glance"' not in page(examples.empty())


@pytest.mark.slow
def test_two_small_states_have_trade_shares_votes_and_a_model_of_all_economies():
    brief = build("FJI", "NZL")
    assert [cell.title for cell in glance(brief)] == [
        "Trade",
        "Share of imports",
        "UN votes alike",
        "Income lost, model of 2023",
    ]
    shown = {(one.name, one.about): one.value for one in brief.findings}
    bars = glance(brief)[1].bars
    assert [bar.value for bar in bars] == [
        shown["dependence.import_share", pair] for pair in (("NZL", "FJI"), ("FJI", "NZL"))
    ]
