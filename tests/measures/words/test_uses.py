"""Uses and silences of phrases: the tests of silence, their limits, and what the register allows to say."""

from __future__ import annotations

import pytest

from realpolitik.errors import OptionError, UnknownNameError
from realpolitik.measures import run
from realpolitik.models.stats.absence import (
    extinction_bound,
    new_rate_bound,
    silence_binomial,
    silence_clustered,
    silence_poisson,
    silence_presence,
    silence_solow,
)


def test_more_tests_of_not_used_since():
    # METHODS 12.6, three digits: 12 uses in 30 documents, none in 45
    assert silence_solow(30, 75, 12) == pytest.approx(1.678e-5, rel=1e-3)
    assert silence_clustered(12, 30, 45, kappa=0.5) == pytest.approx(1.80e-6, rel=5e-3)
    assert new_rate_bound(45) == pytest.approx(0.0666, abs=5e-5)


def test_solow_is_the_binomial_test_in_time():
    assert silence_solow(30, 75, 12) == pytest.approx(silence_binomial(12, 30, 45), rel=1e-12)


def test_without_clusters_the_clustered_test_is_poisson():
    # the negative binomial tends to Poisson as the dispersion grows, with an error of order 1 / kappa
    assert silence_clustered(12, 30, 45, kappa=1e9) == pytest.approx(silence_poisson(12, 30, 45), rel=1e-6)


def test_a_silence_of_no_length_is_certain():
    assert silence_poisson(12, 30, 0) == silence_binomial(12, 30, 0) == 1
    assert silence_presence(8, 30, 0) == 1
    assert silence_solow(30, 30, 12) == 1


@pytest.mark.parametrize(
    "call",
    [
        lambda: silence_solow(75, 30, 12),
        lambda: silence_clustered(12, 30, 45, kappa=0),
        lambda: silence_presence(31, 30, 45),
        lambda: new_rate_bound(0),
        lambda: extinction_bound(30, 0),
    ],
)
def test_what_has_no_chance_is_refused(call):
    with pytest.raises(OptionError):
        call()


def test_the_silence_of_no_limits_is_weighed_against_the_joint_statements():
    finding = run("rhetoric.uses", "CHN", "RUS")
    assert finding.says.startswith(
        "“no limits”: 4 uses on record, from 2 January 2021 to 30 March 2022; 6 later texts"
    )
    (weighed,) = (text for text in finding.caveats if "joint statements in the register" in text)
    assert "6 joint statements in the register up to the last use, 3 since; uses on 3 days" in weighed
    # (6/9)^3, and 1 of 6 joint statements before against the 2 later ones read: 6/8
    assert "binomial 0.3," in weighed
    assert "presence in joint statements 0.75," in weighed


def test_a_single_use_is_said_in_the_singular():
    says = run("rhetoric.uses", "CHN", "RUS", phrase="new paradigm").says
    assert says == "“new paradigm”: 1 use on record, on 7 March 2024."


def test_a_phrase_that_nobody_recorded_is_not_a_phrase_that_nobody_used():
    with pytest.raises(UnknownNameError, match="no limits"):
        run("rhetoric.uses", "CHN", "RUS", phrase="no limit s")
