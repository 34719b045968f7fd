"""“Not used since”: the five tests to three digits, and what one later use does."""

from __future__ import annotations

import pytest

from realpolitik.errors import OptionError
from realpolitik.models.stats.absence import absence


def test_the_five_tests_of_twelve_uses_and_a_silence():
    # METHODS 12.6 and T31: 12 uses in 8 of 30 documents, none in 45; Solow's clock starts at the first use
    found = absence(before=(12, 8), after=0, documents=(30, 45), times=(30, 75))
    assert found.silent
    assert found.chances == pytest.approx(
        {
            "Poisson": 1.523e-8,
            "binomial": 1.678e-5,
            "Bayes": 1.061e-5,
            "presence": 3.469e-4,
            "Solow": (30 / 75) ** 11,
        },
        rel=1e-3,
    )
    assert found.new_rate_bound == pytest.approx(0.0666, abs=5e-5)


def test_one_later_use_leaves_no_silence_to_weigh():
    found = absence(before=(12, 8), after=1, documents=(30, 45), first_after="2022-03-30, briefing")
    assert not found.silent
    assert found.chances == {}
    assert found.first_after == "2022-03-30, briefing"
    assert found.new_rate_bound == pytest.approx(4.744 / 45, rel=1e-3)  # Garwood's 95 per cent bound of one


def test_a_phrase_never_used_was_not_dropped():
    assert absence(before=(0, 0), after=0, documents=(30, 45)).chances == {}


def test_no_document_after_the_date_is_no_absence():
    with pytest.raises(OptionError, match="documents on both sides"):
        absence(before=(12, 8), after=0, documents=(30, 0))
    with pytest.raises(OptionError, match="give both or neither"):
        absence(before=(12, 8), after=2, documents=(30, 45))
