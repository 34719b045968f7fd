"""Sentences about series: hand-made figures with the sentence that they must give."""

from __future__ import annotations

from datetime import date

import pytest

from realpolitik.wording.series import Point, course, factor, of_money, of_share

SHOCK = date(2022, 2, 24)


def years(**values: float) -> list[Point]:
    """`y2021=146.9` is 146.9 billion in 2021."""
    return [Point(date(int(year[1:]), 1, 1), value * 1e9) for year, value in values.items()]


def shares(**values: float) -> list[Point]:
    return [Point(date(int(year[1:]), 1, 1), value / 100) for year, value in values.items()]


@pytest.mark.parametrize(
    ("series", "sentence"),
    [
        pytest.param(
            # 228.1 / 244.81 = .9317; 228.1 / 146.887 = 1.553; the fall before was that of 2020 (107.76 after 110.75)
            years(
                y2019=110.75,
                y2020=107.76,
                y2021=146.887,
                y2022=190.27,
                y2023=240.11,
                y2024=244.81,
                y2025=228.1,
            ),
            "Trade fell 6.8 % in 2025 to 228.1 billion dollars, 55 % above 2021: the first fall since 2020, after a peak of "
            "244.8 billion in 2024.",
            id="the first fall after years of rises",
        ),
        pytest.param(
            years(y2018=59.5, y2019=52.9, y2020=42.1, y2021=57.0, y2022=41.6, y2023=10.5, y2024=8.3),
            "Trade fell 21 % in 2024 to 8.3 billion dollars, 85 % below 2021: the lowest in a series from 2018.",
            id="the lowest of all, from a base that is not its first year",
        ),
        pytest.param(
            years(y2020=2.23, y2021=4.05, y2022=3.56, y2023=2.92, y2024=2.73),
            "Trade fell 6.5 % in 2024 to 2.7 billion dollars, the third fall in a row, 33 % below its peak of 4.0 billion in 2021.",
            id="the peak is the year before the shock: told once",
        ),
        pytest.param(
            years(y1955=1.456, y1957=1.356, y1978=0.437, y1979=0.492, y1990=4.466, y1991=4.087),
            "Trade fell 8.5 % in 1991 to 4.1 billion dollars, 2.8 times that of 1955, after a peak of 4.5 billion in 1990 (no figures "
            "for 1956, 1958–1977, 1980–1989).",
            id="gaps are named",
        ),
        pytest.param(
            years(y2023=585.8),
            "Trade came to 585.8 billion dollars in 2023 (the tables have no year that can be compared).",
            id="one year",
        ),
        pytest.param(
            years(y2021=100.0, y2022=120.0, y2023=120.2),
            "Trade hardly changed in 2023, at 120.2 billion dollars, 20 % above 2021.",
            id="no change",
        ),
        pytest.param(
            years(y2021=13.6, y2022=45.8),
            "Trade rose 3.4-fold in 2022 to 45.8 billion dollars.",
            id="the year before is the base: told once",
        ),
        pytest.param(
            years(y2019=5.0, y2020=0.0),
            "Trade fell 100 % in 2020 to 0 dollars.",
            id="nothing left",
        ),
        pytest.param(
            years(y2020=0.0, y2021=5.0),
            "Trade came to 5.0 billion dollars in 2021.",
            id="no change relative to nothing",
        ),
    ],
)
def test_a_series_of_money_as_a_sentence(series, sentence):
    assert of_money("Trade", series, shock=SHOCK) == sentence


@pytest.mark.parametrize(
    ("series", "sentence"),
    [
        pytest.param(
            shares(y2016=20.9, y2020=23.8, y2021=24.8, y2022=35.1, y2023=47.4, y2024=51.5),
            "Russia bought 51.5 % of its imports from China in 2024, the highest in a series from 2016; it was 47.4 % in 2023 and "
            "24.8 % in 2021 (no figures for 2017–2019).",
            id="the highest",
        ),
        pytest.param(
            shares(y2023=6.3),
            "Russia bought 6.3 % of its imports from China in 2023 (the tables have no year that can be compared).",
            id="one year",
        ),
        pytest.param(
            shares(y2021=24.8, y2022=35.1),
            "Russia bought 35.1 % of its imports from China in 2022; it was 24.8 % in 2021.",
            id="the base is the year before: told once",
        ),
    ],
)
def test_a_series_of_shares_as_a_sentence(series, sentence):
    assert of_share("Russia bought", "of its imports from China", series, shock=SHOCK) == sentence


def test_figures_of_another_office_are_named_where_the_sentence_leans_on_them():
    series = years(y2021=66.7, y2023=111.0, y2024=115.5)
    series[0] = Point(series[0].period, series[0].value, joined=True)
    assert "73 % above 2021 (joined from another office)" in of_money("Exports", series, shock=SHOCK)


def test_months_are_compared_with_the_same_month_only():
    months = [(2021, 3, 9.0), (2021, 10, 20.0), (2024, 3, 10.0), (2025, 2, 30.0), (2025, 3, 12.0)]
    series = [Point(date(year, month, 1), value * 1e9) for year, month, value in months]
    said = of_money("Trade", series, freq="M", shock=SHOCK)
    # 12 / 10 is the year before's March, 12 / 9 the March before the shock; February's 30 is no base but is the peak
    assert said.startswith(
        "Trade rose 20 % on the year before in 2025-03 to 12.0 billion dollars, 33 % above 2021-03"
    )
    assert "2021-10" not in said


def test_another_shock_is_another_base():
    series = years(y2013=89.2, y2014=95.3, y2015=64.2, y2021=146.9, y2022=190.3, y2023=240.1)
    assert course(series, shock=SHOCK).base == "63 % above 2021"
    assert course(series, shock=date(2014, 3, 18)).base == "2.7 times that of 2013"


@pytest.mark.parametrize(
    ("change", "words"),
    [(-0.0049, "hardly changed"), (0.0051, "rose 0.5 %"), (-0.5, "fell 50 %"), (1.0, "rose 2.0-fold")],
)
def test_a_change_in_words(change, words):
    assert factor(change) == words


def test_years_of_another_office_are_not_told_as_years_without_a_figure():
    series = years(y2018=1.0, y2020=2.0, y2024=3.0)
    assert course(series).gap == "no figures for 2019, 2021–2023"
    assert (
        course(series, others={2019, 2021}).gap
        == "no figures for 2022–2023; none by this office for 2019, 2021"
    )
    assert course(series, others={2019, 2021, 2022, 2023}).gap == "none by this office for 2019, 2021–2023"


def test_a_fall_to_nearly_nothing_is_no_fall_of_a_hundred_per_cent():
    points = [Point(date(2021, 1, 1), 2e8), Point(date(2022, 1, 1), 5e5), Point(date(2023, 1, 1), 160.0)]
    assert of_money("Exports", points, shock=date(2022, 2, 24)) == (
        "Exports fell more than 99 % in 2023 to 160 dollars, more than 99 % below 2021."
    )


def test_a_peak_is_not_said_twice():
    points = [Point(date(2018 + place, 1, 1), value) for place, value in enumerate((0.035, 0.219, 0.024))]
    assert of_share("Ghana bought", "of its imports from Nigeria", points) == (
        "Ghana bought 2.4 % of its imports from Nigeria in 2020, after a peak of 21.9 % in 2019; it was 3.5 % in 2018."
    )
