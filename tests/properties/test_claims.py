"""What must hold of verdicts whatever the figures: order, symmetry, and what is said to overturn them."""

from __future__ import annotations

import math

from hypothesis import assume, given
from hypothesis import strategies as st

from realpolitik.claims.scale import Allowed, Score, margin_of, overturn_of, status_near, status_of

# whole numbers, so that a shift and its undoing are exact in floating point
WHOLE = st.integers(-10_000, 10_000)
OPPOSITE = {"supported": "contradicted", "contradicted": "supported"}


@st.composite
def scores(draw):
    low, value, high = sorted(draw(st.tuples(WHOLE, WHOLE, WHOLE)))
    return Score(value=value, low=low, high=high)


@st.composite
def ranges(draw):
    low, high = sorted(draw(st.lists(WHOLE, min_size=2, max_size=2, unique=True)))
    one_sided = draw(st.sampled_from(["both", "low", "high"]))
    return Allowed(
        low=-math.inf if one_sided == "high" else low,
        high=math.inf if one_sided == "low" else high,
        strict=draw(st.booleans()),
    )


def moved(score, by):
    return Score(value=score.value + by, low=score.low + by, high=score.high + by)


@given(scores(), ranges())
def test_the_verdict_is_what_all_values_of_the_interval_say(score, allowed):
    says = {value in allowed for value in (score.low, score.value, score.high)}
    status = status_of(score, allowed)
    if status == "supported":
        assert says == {True}
    elif status == "contradicted":
        assert says == {False}
    else:
        assert says != {True}  # False alone where a narrow range lies between the three values tried


@given(scores(), ranges())
def test_the_stated_change_overturns_the_verdict(score, allowed):
    status = status_of(score, allowed)
    shift = overturn_of(score, allowed, status)
    assume(shift is not None)
    # an interval that fills a two-sided range has one place where it fits, and half a step beyond leaves it
    assume(allowed.high - allowed.low - (score.high - score.low) >= 1)
    ways = (
        [0.5, -0.5] if shift == 0 else [math.copysign(0.5, shift)]
    )  # at a bound itself either way may be meant
    assert OPPOSITE[status] in {status_of(moved(score, shift + way), allowed) for way in ways}


@given(scores(), ranges())
def test_less_than_the_stated_change_does_not_overturn_it(score, allowed):
    status = status_of(score, allowed)
    shift = overturn_of(score, allowed, status)
    assume(shift is not None and abs(shift) >= 1)
    assert status_of(moved(score, shift - math.copysign(0.5, shift)), allowed) != OPPOSITE[status]


@given(scores(), WHOLE)
def test_a_larger_figure_never_makes_at_least_worse(score, bound):
    order = ["contradicted", "mixed", "supported"]
    allowed = Allowed(low=bound)
    ranks = [order.index(status_of(moved(score, by), allowed)) for by in range(-3000, 3001, 500)]
    assert ranks == sorted(ranks)


@given(scores(), ranges())
def test_a_mirrored_figure_against_a_mirrored_range_has_the_same_verdict(score, allowed):
    mirrored = Score(value=-score.value, low=-score.high, high=-score.low)
    range_ = Allowed(low=-allowed.high, high=-allowed.low, strict=allowed.strict)
    assert status_of(mirrored, range_) == status_of(score, allowed)
    assert margin_of(mirrored, range_) == margin_of(score, allowed)


@given(scores(), ranges())
def test_without_an_interval_nothing_is_mixed_and_the_sign_of_the_margin_tells(score, allowed):
    point = Score(value=score.value, low=score.value, high=score.value)
    status = status_of(point, allowed)
    assert status != "mixed"
    margin = margin_of(point, allowed)
    assert margin != 0 or not allowed.strict or status == "contradicted"
    assert margin == 0 or (margin > 0) == (status == "supported")


@given(scores(), ranges())
def test_a_stated_number_is_never_judged_more_harshly_than_the_interval_would(score, allowed):
    order = ["contradicted", "mixed", "supported"]
    assert order.index(status_near(score, allowed)) >= order.index(status_of(score, allowed))


@given(scores(), WHOLE, st.integers(1, 1000))
def test_the_stated_change_overturns_a_number_near(score, stated, within):
    allowed = Allowed(low=stated - within, high=stated + within)
    status = status_near(score, allowed)
    shift = overturn_of(score, allowed, status, near=True)
    assume(shift is not None)
    ways = [0.5, -0.5] if shift == 0 else [math.copysign(0.5, shift)]
    assert OPPOSITE[status] in {status_near(moved(score, shift + way), allowed) for way in ways}
