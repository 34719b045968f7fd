"""Survival curves and the log-rank test against a published example, scipy's, and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import OptionError
from realpolitik.models.stats.kaplan_meier import kaplan_meier, log_rank, resampled_survival

# Freireich and others (1963), Blood 21: weeks of remission, 6-MP and placebo; 0 where still in remission.
TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def test_the_remissions_of_freireich_have_the_published_curve():
    found = kaplan_meier(TREATED, RELAPSED)
    # As printed in textbooks (Kalbfleisch and Prentice; Collett), four digits; standard errors by Greenwood.
    assert found.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.survival == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5)
    assert found.error == pytest.approx([0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], abs=5e-5)
    assert found.median() == 23
    assert kaplan_meier(PLACEBO, [1] * 21).median() == 8


def test_the_log_rank_test_of_freireich_is_the_published_one():
    found = log_rank([*TREATED, *PLACEBO], [*RELAPSED, *[1] * 21], ["6-MP"] * 21 + ["placebo"] * 21)
    assert found.statistic == pytest.approx(16.79, abs=0.005)  # two decimals are printed
    assert found.expected == pytest.approx([19.25, 10.75], abs=0.005)
    assert found.observed.tolist() == [9, 21]


def test_intervals_and_p_values_are_those_of_scipy():
    from scipy import stats

    theirs = stats.ecdf(
        stats.CensoredData(
            uncensored=[t for t, r in zip(TREATED, RELAPSED, strict=True) if r],
            right=[t for t, r in zip(TREATED, RELAPSED, strict=True) if not r],
        )
    ).sf
    band = theirs.confidence_interval(method="log-log")
    ours = kaplan_meier(TREATED, RELAPSED)
    places = np.searchsorted(theirs.quantiles, ours.times)
    assert ours.survival == pytest.approx(
        theirs.probabilities[places], abs=1e-12
    )  # the same arithmetic in another order
    assert ours.low == pytest.approx(band.low.probabilities[places], abs=1e-12)
    assert ours.high == pytest.approx(band.high.probabilities[places], abs=1e-12)
    other = stats.logrank(
        stats.CensoredData(
            uncensored=[t for t, r in zip(TREATED, RELAPSED, strict=True) if r],
            right=[t for t, r in zip(TREATED, RELAPSED, strict=True) if not r],
        ),
        PLACEBO,
    )
    own = log_rank([*TREATED, *PLACEBO], [*RELAPSED, *[1] * 21], [0] * 21 + [1] * 21)
    assert own.p_value == pytest.approx(other.pvalue, rel=1e-9)
    assert own.statistic == pytest.approx(other.statistic**2, rel=1e-9)  # theirs is normal, ours its square


@given(st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=60))
def test_a_curve_falls_within_its_band_and_does_not_depend_on_order(lives):
    durations, ended = zip(*lives, strict=True)
    found = kaplan_meier(durations, ended)
    assert (np.diff(found.survival) <= 0).all()
    known = ~np.isnan(found.low)
    assert (found.low[known] <= found.survival[known] + 1e-12).all()
    assert (found.survival[known] <= found.high[known] + 1e-12).all()
    again = kaplan_meier(durations[::-1], ended[::-1])
    assert again.survival.tolist() == found.survival.tolist()
    if not any(ended):
        assert found.times.size == 0
        assert found.median() == math.inf


@given(st.lists(st.integers(1, 30), min_size=1, max_size=40))
def test_without_censoring_the_curve_is_the_share_still_living(durations):
    found = kaplan_meier(durations, [1] * len(durations))
    shares = [sum(d > t for d in durations) / len(durations) for t in found.times]
    assert found.survival == pytest.approx(shares, abs=1e-12)


def test_each_cluster_drawn_once_gives_the_curve_itself():
    clusters = np.arange(21) % 5
    once = resampled_survival(TREATED, RELAPSED, clusters, np.ones((1, 5)), time=16)
    assert once == pytest.approx([0.6275], abs=5e-5)
    twice = resampled_survival(TREATED, RELAPSED, clusters, np.full((1, 5), 2.0), time=16)
    assert twice == pytest.approx(once, abs=1e-12)


def test_what_cannot_be_is_an_error():
    with pytest.raises(OptionError, match="above 0"):
        kaplan_meier([0, 1], [1, 1])
    with pytest.raises(OptionError, match="one end"):
        kaplan_meier([1, 2], [1])
    with pytest.raises(OptionError, match="two groups"):
        log_rank([1, 2], [1, 1], ["x", "x"])
    with pytest.raises(OptionError, match="level"):
        kaplan_meier([1, 2], [1, 1], level=95)
