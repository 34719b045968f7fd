"""Which periods of a series a statement means, and which figure of one office it rests on: on series with few periods, made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from realpolitik.claims.reading.matching.series import Series
from realpolitik.claims.reading.matching.shapes import NoMeasureError, Span
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.errors import CoverageError
from realpolitik.findings import Finding, Method, Period
from realpolitik.store import Store

STORE = Store.embedded()


def draft(measure="trade.turnover", **options):
    """What a measure is asked for."""
    return {"measure": measure, "about": ("CHN", "RUS"), "options": options}


def finding(rows, name="trade.turnover"):
    """A finding with these rows."""
    return Finding(
        name=name, about=("CHN", "RUS"), period=Period(start="2000", end="2025", freq="A"), value=None, unit="USD", says="As given.",
        rows=tuple(rows), sources=(), method=Method(definition="as given", formula="x", reference="this test"),
    )  # fmt: skip


def having(*periods, published="2024-06-15", rows=None, asked=None):
    """Series of an article, each with figures of these periods."""

    def fetch(name, *about, start, end, **options):
        if asked is not None:
            asked.append((name, start, end, options))
        if not periods and not rows:
            raise CoverageError("nothing of it.")
        return finding(rows or [{"period": one, "value": float(n)} for n, one in enumerate(periods, 1)], name)

    return Series(published=date.fromisoformat(published), store=STORE, fetch=fetch)


def said(test, period="", value=1.0):
    """A statement on trade."""
    return Statement(sentence=0, relation="trade", states=("CHN", "RUS"), test=test, value=value, unit="USD", period=period)  # fmt: skip


YEARS = ("2019", "2020", "2021", "2022", "2023")
MONTHS = ("2023-11", "2023-12", "2024-01", "2024-02")


@pytest.mark.parametrize(
    ("test", "period", "covered", "means"),
    [
        ("near", "2022", YEARS, ("2022", "2022", True)),
        ("near", "2018", YEARS, ("2018", "2018", True)),
        ("near", "2021..2022", YEARS, ("2022", "2022", True)),
        ("near", "", YEARS, ("2023", "2023", False)),
        ("record", "", YEARS, ("2023", "2023", False)),
        ("exists", "2022", YEARS, ("2022", "2022", True)),
        ("near", "", (), ("2023", "2023", False)),
        ("near", "2022", (), ("2022", "2022", True)),
        ("near", "2024-01", MONTHS, ("2024-01", "2024-01", True)),
        ("near", "2024-05", MONTHS, ("2024-05", "2024-05", True)),
        ("near", "", MONTHS, ("2024-02", "2024-02", False)),
        ("at_least", "2022", YEARS, ("2022", "2022", True)),
        ("at_most", "2022", YEARS, ("2022", "2022", True)),
        ("lowest", "2022", YEARS, ("2022", "2022", True)),
        # a change without a time: from the last year before 2022 to the last there is
        ("rises", "", YEARS, ("2021", "2023", False)),
        ("rises", "", ("2022", "2023"), ("2022", "2023", False)),
        ("rises", "", ("2022",), ("2022", "2023", False)),
        ("rises", "", ("2020", "2021"), ("2021", "2023", False)),
        ("rises", "", (), ("2021", "2023", False)),
        ("falls", "", ("2023-11", "2024-02"), ("2023-11", "2024-02", False)),
        # since a day, a month or a year: from the last figure before it
        ("rises", "2022-02..", YEARS, ("2021", "2023", True)),
        ("rises", "2022..", YEARS, ("2021", "2023", True)),
        ("rises", "2019..", YEARS, ("2019", "2023", True)),
        ("rises", "2018..", YEARS, ("2018", "2023", True)),
        ("rises", "2024-01..", MONTHS, ("2024-01", "2024-02", True)),
        ("rises", "2023-12-05..", MONTHS, ("2023-12", "2024-02", True)),
        ("rises", "2022..", (), ("2022", "2023", True)),
        # from the year before, else from where the words say
        ("rises", "2023", YEARS, ("2022", "2023", True)),
        ("grows", "2023", YEARS, ("2022", "2023", True)),
        ("rises", "2020..2022", YEARS, ("2020", "2022", True)),
        ("rises", "2023-11..2024-01", MONTHS, ("2023-11", "2024-01", True)),
        ("rises", "2024-02", MONTHS, ("2023-02", "2024-02", True)),
        ("rises", "2023-10..2024", MONTHS, ("2023-10", "2024-02", True)),
        ("rises", "2020-05..2022", YEARS, ("2020", "2022", True)),
    ],
)  # fmt: skip
def test_which_periods_are_meant(test, period, covered, means):
    first, last, stated = means
    assert having(*covered).span(said(test, period), draft()) == Span(first=first, last=last, stated=stated)


@pytest.mark.parametrize(
    ("test", "period", "covered", "published", "why"),
    [
        ("near", "2024", YEARS, "2024-06-15", "figures of the whole of 2024, which had not ended on 2024-06-15"),
        ("near", "2023", MONTHS, "2024-06-15", "which month of 2023 is meant: the series is of single months"),
        ("near", "2022-05", YEARS, "2024-06-15", "a figure of 2022-05 alone: the series is of whole years"),
        ("near", "", ("2021", "2022"), "2024-05-16", "a figure of 2024: the last before publication is of 2022"),
        ("rises", "2023..", YEARS, "2024-06-15", None),
        ("rises", "2023-12-31..", YEARS, "2024-06-15", "figures of after 2023-12-31: the series ends with 2023"),
        ("rises", "2024-01..", YEARS, "2024-06-15", "figures of after 2024-01: the series ends with 2023"),
        ("rises", "2022-05", YEARS, "2024-06-15", "figures of 2021-05 and 2022-05: the series is of whole years"),
    ],
)  # fmt: skip
def test_periods_that_the_series_cannot_tell_are_refused(test, period, covered, published, why):
    series = having(*covered, published=published)
    if why is None:
        assert series.span(said(test, period), draft()).stated
        return
    with pytest.raises(NoMeasureError, match=f"^{why}$"):
        series.span(said(test, period), draft())


def test_a_figure_stands_for_today_for_five_hundred_days():
    assert having("2021", "2022", published="2024-05-14").span(said("near"), draft()).last == "2022"


def test_a_year_that_has_not_ended_and_a_day_to_come_are_not_covered():
    series = having("2022", "2023", "2024", "2024-05", "2024-07")
    assert series.covered(draft()) == ("2022", "2023")
    assert having("2024-05", "2024-06", "2024-07").covered(draft()) == ("2024-05", "2024-06")
    assert having().covered(draft()) == ()


def test_each_series_is_asked_for_once_up_to_its_last_day():
    asked = []
    series = having(*YEARS, asked=asked)
    series.covered(draft())
    series.covered(draft())
    series.covered(draft(freq="M"))
    series.covered(draft("votes.kappa"))
    assert asked == [
        ("trade.turnover", None, "2023-12-31", {}),
        ("trade.turnover", None, "2024-06-15", {"freq": "M"}),
        ("votes.kappa", None, "2024-06-15", {}),
    ]
    window = {**draft(), "start": "2021", "end": "2023"}
    assert series.within(window) is series.within(window)
    assert asked[3:] == [("trade.turnover", "2021", "2023", {})]
    assert having().within(window) is None


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"2019": 1, "2021": 5, "2022": 6, "2023": 9}, ""),
        ({"2019": 1, "2021": 9, "2022": 8, "2023": 5}, ""),
        ({"2021": 5, "2022": 9, "2023": 6}, "a time since when it is counted: the words give none, and from 2021 and from 2022 it changed different ways"),
        ({"2021": 5, "2022": 6, "2023": 6}, "a time since when it is counted: the words give none, and from 2021 and from 2022 it changed different ways"),
        ({"2021": 5, "2023": 6}, "a time since when it is counted: the words give none"),
        ({"2022": 5, "2023": 6}, "a time since when it is counted: the words give none"),
        ({"2021": 5, "2022": 6}, "a time since when it is counted: the words give none"),
        ({"2021": 5, "2022": 6, "2023": None}, "a time since when it is counted: the words give none"),
    ],
)  # fmt: skip
def test_a_change_without_a_time_goes_one_way_from_two_years(values, why):
    series = having(rows=[{"period": period, "value": value} for period, value in values.items()])
    span = Span(first="2021", last="2023", stated=False)
    if why:
        with pytest.raises(NoMeasureError, match=f"^{why}$"):
            series.one_way(draft(), span)
    else:
        series.one_way(draft(), span)


@pytest.mark.parametrize(
    ("row", "figure"),
    [
        ({"value": 100, "source": "gacc"}, 100.0),
        ({"value": 100, "low": 95, "high": 110, "source": "gacc us-census"}, None),
        ({"value": 100, "low": 98, "high": 103, "source": "gacc imf-imts"}, 100.0),  # a compiler that agrees repeats it
        ({"value": 100, "low": 98, "high": 104, "source": "gacc imf-imts"}, None),
        ({"value": 100, "low": 98, "high": 103, "source": "imf-imts cepii-baci"}, 100.0),
        ({"value": 100, "low": 98, "high": 103, "source": "gacc us-census"}, None),
    ],
)  # fmt: skip
def test_the_figure_of_one_office(row, figure):
    series = having(rows=[{"period": "2023", **row}, {"period": "2022", "value": 1}])
    assert series.of_one_office(draft(), "2023") is None  # not asked for yet
    series.covered(draft())
    assert series.of_one_office(draft(), "2023") == figure
    assert series.of_one_office(draft(), "2021") is None
    series.covered(draft("votes.kappa"))
    assert series.of_one_office(draft("votes.kappa"), "2023") is None


def test_where_two_rows_are_of_a_period_no_office_is_the_one():
    series = having(rows=[{"period": "2023", "value": 1, "source": "gacc"}, {"period": "2023", "value": 2, "source": "gacc"}])  # fmt: skip
    series.covered(draft())
    assert series.of_one_office(draft(), "2023") is None


def test_months_are_on_record_of_some_pairs():
    series = having(*YEARS)
    assert series.has_prints("CHN", "RUS")
    assert series.has_prints("RUS", "CHN")
    assert not series.has_prints("FJI", "UGA")
