"""Widths of words, round ticks, time axes, and labels that keep apart."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from realpolitik.charts import events, scales, text
from realpolitik.errors import OptionError


def test_width_is_the_sum_of_the_published_advances():
    # Helvetica: W 944, e 556, space 278, i 222 thousandths (Adobe font metrics)
    assert text.breadth("We i", 10) == pytest.approx(20.0, abs=1e-9)


def test_a_chinese_character_is_as_wide_as_the_type_is_high():
    assert text.breadth("中俄", 12) == pytest.approx(24, abs=1e-9)


@given(st.text(alphabet="abc Wi中é", max_size=60), st.integers(20, 200))
def test_wrapped_lines_fit_and_lose_no_letter(words, room):
    lines = text.wrap(words, room, 12)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(text.breadth(line, 12) <= room for line in lines)


@example([5e-324], True)
@example([0.0, 1e-13], False)
@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=20), st.booleans())
def test_round_ticks_hold_every_value(values, zero):
    scale = scales.linear_scale(values, bottom=300, top=0, zero=zero)
    slack = 1e-6 * max(1.0, scale.high - scale.low)
    assert scale.low - slack <= min(values)
    assert max(values) <= scale.high + slack
    assert 2 <= len(scale.ticks) <= 13
    assert not zero or scale.low <= 0 <= scale.high


def test_a_year_is_drawn_amid_its_year_so_that_february_stands_before_it():
    assert scales.middle("2022") > date(2022, 2, 24) > scales.middle("2021")


def test_a_period_is_read_with_its_last_day():
    assert scales.span("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))  # a leap year
    assert scales.span("2019/2021") == (date(2019, 1, 1), date(2021, 12, 31))


def test_a_text_that_is_no_period_is_refused_with_the_form_to_write():
    with pytest.raises(OptionError, match="'spring' is not a period: write 2021"):
        scales.span("spring")


@pytest.mark.parametrize(
    "periods", [["2010", "2025"], ["2021-01", "2022-06"], ["1949", "1991"], ["2024-05-16"]]
)
@pytest.mark.parametrize("room", [300, 700])
def test_labels_of_time_do_not_touch(periods, room):
    scale = scales.time_scale(periods, width=room)
    places = [scale(day) for day, _ in scale.ticks]
    widths = [text.breadth(label, 12) for _, label in scale.ticks]
    gaps = [b - a - (u + v) / 2 for a, b, u, v in zip(places, places[1:], widths, widths[1:], strict=False)]
    assert scale.ticks
    assert all(gap > 4 for gap in gaps)


@given(st.lists(st.floats(0, 300), min_size=1, max_size=12))
def test_spread_labels_keep_apart_and_within(places):
    moved = scales.spread(places, [17.0] * len(places), -10, 310)
    ordered = sorted(moved)
    assert all(b - a >= 17 - 1e-6 for a, b in itertools.pairwise(ordered))
    assert min(moved) >= -10 + 8.5 - 1e-6
    assert max(moved) <= 310 - 8.5 + 1e-6


@given(st.lists(st.integers(40, 330), min_size=1, max_size=4, unique=True))
def test_no_label_of_an_event_covers_another_or_is_crossed_by_a_rule(places):
    marks = [(date(2020, 1, 1), float(x), f"Event {n}") for n, x in enumerate(sorted(places))]
    placed = events.place(marks, size=12, right=358)
    spans = []
    for mark in placed:
        long = text.breadth(mark.text, 12) + 8
        spans.append((mark.x - long, mark.x) if mark.left else (mark.x, mark.x + long))
    for i, one in enumerate(placed):
        assert spans[i][1] <= 358 + 4
        for j, other in enumerate(placed):
            apart = spans[i][1] <= spans[j][0] or spans[j][1] <= spans[i][0]
            assert i == j or one.row != other.row or apart
            crossed = other.row > one.row and spans[i][0] < other.x < spans[i][1]
            assert i == j or not crossed


def test_every_event_is_sourced_and_dated():
    days = [event.date for event in events.events()]
    assert {date(2014, 3, 18), date(2022, 2, 24), date(2022, 12, 5), date(2023, 12, 22)} <= set(days)
    assert all(event.source and event.address.startswith("https://") for event in events.events())


def test_events_are_those_of_the_pair_and_the_years():
    assert [e.short for e in events.relevant(("CHN", "RUS"), date(2019, 1, 1), date(2024, 1, 1))] == [
        "Invasion",
        "Cap",
        "US order",
    ]
    assert events.relevant(("BRA", "ZAF"), date(1949, 1, 1), date(1991, 1, 1)) == ()
