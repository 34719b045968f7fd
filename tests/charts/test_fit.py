"""Words in a chart take the room that they were laid out for, whatever typeface the reader has."""

from __future__ import annotations

import pytest

from realpolitik.charts.fit import fitted
from realpolitik.charts.text import helvetica


def test_the_length_of_known_letters_is_fixed():
    # Helvetica's digits are 556 thousandths wide (Adobe font metrics): four of them at 10 px
    drawn = fitted('<text fill="red" font-size="10px" opacity="1">2022</text>')
    assert drawn == (
        '<text fill="red" font-size="10px" opacity="1" textLength="22.2" lengthAdjust="spacingAndGlyphs">2022</text>'
    )


def test_entities_are_measured_as_the_letters_they_stand_for():
    assert 'textLength="6.7"' in fitted('<text font-size="10px">&amp;</text>')  # 667 thousandths


@pytest.mark.parametrize("words", ["中俄", "без границ"])
def test_letters_of_unknown_width_are_left_to_the_browser(words):
    drawn = f'<text font-size="10px">{words}</text>'
    assert fitted(drawn) == drawn


def test_an_accent_takes_no_room():
    assert helvetica("Türkiye", 10) == helvetica("Turkiye", 10)
