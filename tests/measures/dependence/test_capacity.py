"""Influence capacity: closed forms, the identity of ratios, and what is missing as a range."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run
from realpolitik.measures.dependence.capacity import Part, Score, capacity, score, weights


def part(name, block, *, known=True, weight=1.0):
    return Part(part=name, block=block, weight=weight, scale=None, known=known)


def test_the_worked_example():
    # bandwidth .62, dependence .45 and .08: .2790, .0496, ratio 5.625
    assert (capacity(0.62, 0.45), capacity(0.62, 0.08)) == pytest.approx((0.2790, 0.0496), abs=1e-12)


@given(st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0.01, 1))
def test_the_ratio_of_capacities_is_the_ratio_of_dependence(bandwidth, ours, theirs):
    assert capacity(bandwidth, ours) / capacity(bandwidth, theirs) == pytest.approx(ours / theirs, rel=1e-9)


def test_blocks_weigh_the_same_and_missing_parts_are_a_range():
    parts = [part("x", "one"), part("y", "one", known=False), part("z", "two", weight=3)]
    assert score(parts, {"x": 0.8, "z": 0.5}) == Score(low=(0.4 + 0.5) / 2, high=(0.8 + 0.5) / 2)
    assert score(parts, {"x": 0.8}).low == pytest.approx(0.2)  # a block without data is 0 at the low end
    with pytest.raises(OptionError, match="no part"):
        score(parts, {})
    with pytest.raises(OptionError, match="between 0 and 1"):
        score(parts, {"x": 1.2})


def test_china_can_influence_russia_more_and_the_rows_hold_the_identity():
    found = run("dependence.capacity", "CHN", "RUS", start="2013")
    rows = {(row["series"], row["period"]): row for row in found.rows}
    ours, theirs = rows["China over Russia", "2023"], rows["Russia over China", "2023"]
    assert ours["bandwidth"] == theirs["bandwidth"]
    assert ours["value"] / theirs["value"] == pytest.approx(
        ours["dependence"] / theirs["dependence"], rel=1e-12
    )
    assert ours["value"] > rows["China over Russia", "2021"]["value"]
    assert ours["low"] <= ours["value"] <= ours["high"]
    assert "arms transfers" in found.caveats[0]


def test_the_order_of_the_states_turns_the_finding_round():
    one, other = run("dependence.capacity", "CHN", "RUS"), run("dependence.capacity", "RUS", "CHN")
    first = {(row["series"], row["period"]): row["value"] for row in one.rows}
    assert first == {(row["series"], row["period"]): row["value"] for row in other.rows}


def test_weights_are_positive_and_parts_named_once():
    for side in weights().values():
        assert len({one.part for one in side}) == len(side)
        assert all(one.weight > 0 for one in side)
    with pytest.raises(CoverageError, match="imf-imts"):
        run("dependence.capacity", "TUV", "XKX")
