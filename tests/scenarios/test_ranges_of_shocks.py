"""A shock whose number is an assumption: the result is played at both ends of its range, and says so."""

from __future__ import annotations

import pytest

from realpolitik.errors import FileFormatError
from realpolitik.scenarios.described import described
from realpolitik.scenarios.files import parse
from realpolitik.scenarios.outcome import cases_of, play

FAR = {"kind": "cut", "from": "IND + BRA", "to": "RUS", "sectors": "goods", "share": 0.6}


def scenario(**changes):
    entry = {**FAR, **changes}
    values = {"id": "far", "asks": "What if far suppliers pay more?", "world": "kinds-2019"}
    return parse({**values, "shocks": [entry]}, shown="far")


def test_both_ends_are_played_and_are_what_they_would_be_alone():
    ranged = scenario(range=[0.5, 0.85])
    cases = cases_of(ranged)
    assert [case.end for case in cases[-2:]] == ["low", "high"]
    assert "at the low end of their range" in cases[-2].label
    found = play(ranged, cases=[cases[0], *cases[-2:]])
    for place, share in enumerate((0.6, 0.5, 0.85)):
        alone = play(scenario(share=share), cases=[cases[0]])
        # Ends of ranges are solved to a residual of 1e-9, the central case to 1e-11.
        assert found.welfare[place] == pytest.approx(alone.welfare[0], abs=1e-9)
    middle, low, high = found.trade_hat("BRA", "RUS")
    assert low < middle < high


def test_without_a_range_there_are_no_ends():
    assert {case.end for case in cases_of(scenario())} == {"stated"}


def test_a_range_is_told_in_words():
    (said,) = described(scenario(range=[0.5, 0.85]), {})
    assert said.endswith("60.0 % of it left at given prices (assumed, from 0.5 to 0.85).")


@pytest.mark.parametrize("ends", [[0.7, 0.85], [0.85, 0.5], [0.5]])
def test_a_range_holds_its_number(ends):
    with pytest.raises(FileFormatError, match="range"):
        scenario(range=ends)


def test_what_has_no_number_has_no_range():
    with pytest.raises(FileFormatError, match="belongs to one number"):
        scenario(kind="embargo", share=None, range=[0.5, 0.85])
