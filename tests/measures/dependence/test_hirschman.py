"""Hirschman's effects: who can stop the trade, and what stopping it would cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import OptionError
from realpolitik.measures import run
from realpolitik.measures.dependence.hirschman import influence_effect
from realpolitik.measures.dependence.shares import supply_effect

SHARES = st.floats(0, 1)


@given(SHARES, SHARES)
def test_the_one_who_depends_less_has_the_influence(ours, theirs):
    over_us, over_them = influence_effect(ours, theirs), influence_effect(theirs, ours)
    assert 0 <= over_us <= 1
    # TS_ab (1 - TS_ba) - TS_ba (1 - TS_ab) = TS_ab - TS_ba, up to rounding of numbers below 1
    assert over_us - over_them == pytest.approx(ours - theirs, abs=1e-15)


def test_china_s_influence_is_the_product_of_the_two_shares_of_the_same_year():
    finding = run("dependence.hirschman", "RUS", "CHN")
    theirs = {row["period"]: row["value"] for row in run("trade.partner_share", "RUS", "CHN").rows}
    ours = {row["period"]: row["value"] for row in run("trade.partner_share", "CHN", "RUS").rows}
    for row in finding.rows:
        assert row["value"] == pytest.approx(theirs[row["period"]] * (1 - ours[row["period"]]), rel=1e-12)


def test_the_supply_effect_is_of_imports_over_output():
    row = next(
        row for row in run("dependence.hirschman", "CHN", "RUS").rows if row["supply_effect"] is not None
    )
    assert 0 < row["supply_effect"] < 0.01
    # a quarter of the elasticity less one, four times the loss
    near = run("dependence.hirschman", "CHN", "RUS", elasticity=2.0).rows
    same = next(other for other in near if other["period"] == row["period"])
    assert same["supply_effect"] == pytest.approx(4 * row["supply_effect"], rel=1e-12)


def test_without_substitutes_the_loss_is_infinite_and_refused():
    with pytest.raises(OptionError, match="elasticity"):
        run("dependence.hirschman", "RUS", "CHN", elasticity=1.0)
    assert supply_effect(0.0, 5.0) == 0.0
