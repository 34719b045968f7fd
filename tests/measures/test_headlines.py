"""Headlines of the brief, word and figure: the value, the span, rose or fell, the range, recomputed from the rows or as publishers print them."""

from __future__ import annotations

import math
import re
from datetime import date
from statistics import fmean

import polars as pl
import pytest

from realpolitik.errors import CoverageError
from realpolitik.findings import Window
from realpolitik.measures import run
from realpolitik.measures.dependence.shares import weak_link
from realpolitik.measures.power.polarity import distribution
from realpolitik.measures.trade.turnover import growth, turnover
from realpolitik.store import Store

FLOW = {"a": "ARG", "b": "BRA", "product": "total", "freq": "A", "vintage": "v", "source_id": "s", "note": ""}


def totals(*reports):
    """Trade of Argentina and Brazil as (year, office, value); no flow by direction."""
    table = pl.DataFrame(
        [
            {**FLOW, "period": date(year, 1, 1), "reporter": office, "value_usd": value}
            for year, office, value in reports
        ]
    )
    return {"trade": table.clear().rename({"a": "origin", "b": "destination"}), "turnover": table}


def rows_of(finding, *columns):
    return [tuple(row[name] for name in columns) for row in finding.rows]


# --- trade ------------------------------------------------------------------------------------------------------------


def test_turnover_of_china_and_russia_fell_in_2025():
    # Chinese customs: 228.105 bn in 2025 after 244.81 in 2024 (TASS, 14 January 2026)
    found = run("trade.turnover", "CHN", "RUS")
    assert found.value == 228_105_000_000
    assert (found.period.end, found.rows[-1]["value"]) == ("2025", found.value)
    assert found.says.startswith("China–Russia trade fell 6.8 % in 2025 to 228.1 billion dollars")
    assert found.interval is None  # one office reports 2025


def test_turnover_of_china_and_russia_rose_in_2023():
    found = run("trade.turnover", "CHN", "RUS", start="2021", end="2023")
    assert re.search(r"rose 26 % in 2023 to 240\.1 billion", found.says)  # 240.11 over 190.27
    assert "fell" not in found.says
    interval = found.interval
    assert interval is not None
    assert (interval.low, interval.high) == (found.rows[-1]["low"], found.rows[-1]["high"])
    assert interval.low == pytest.approx(231.3e9, rel=1e-3)  # the IMF's
    assert interval.high == found.value


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [(100, 93, "fell 7.0 %"), (100, 107, "rose 7.0 %"), (100, 300, "rose 3.0-fold")],
)
def test_a_rise_is_a_rise_and_a_fall_is_a_fall(before, after, word):
    found = turnover(
        totals((2000, "ARG", before * 10**9), (2001, "ARG", after * 10**9)), ("ARG", "BRA"), Window()
    )
    assert f"{word} in 2001 to" in found.says


def test_growth_of_china_and_russia_is_of_chinese_customs_alone():
    # Chinese customs: 89.21 bn in 2013, 228.105 in 2025
    found = run("trade.growth", "CHN", "RUS")
    assert found.value == pytest.approx(228.105 / 89.21 - 1, rel=1e-3)
    assert (found.period.start, found.period.end) == ("2013", "2025")
    assert found.says.startswith(
        "China–Russia trade grew by 155.7 % between 2013 and 2025, and fell 6.8 % in 2025"
    )
    assert {row["reporter"] for row in found.rows} == {"CHN"}


def test_growth_goes_by_the_last_office_though_an_earlier_one_has_more_years():
    years = [(1990 + n, "COW", 100 + n) for n in range(6)]
    found = growth(totals(*years, (1996, "ARG", 400), (1997, "ARG", 300)), ("ARG", "BRA"), Window())
    assert found.value == pytest.approx(-0.25)
    assert "shrank by 25.0 % between 1996 and 1997" in found.says
    assert (found.period.start, found.period.end) == ("1996", "1997")


def test_growth_goes_by_the_office_of_most_years_where_the_last_has_but_one():
    years = [(1990 + n, "COW", 100 + 10 * n) for n in range(6)]
    found = growth(totals(*years, (1996, "ARG", 400)), ("ARG", "BRA"), Window())
    assert found.value == pytest.approx(0.5)
    assert (found.period.start, found.period.end) == ("1990", "1995")


def test_a_partner_share_is_the_last_of_its_series():
    share = run("trade.partner_share", "RUS", "CHN")
    assert (share.value, share.period.end) == (share.rows[-1]["value"], share.rows[-1]["period"])
    assert share.rows[-1]["value"] != share.rows[-2]["value"]
    assert f"{share.value:.1%}".replace("%", " %") in share.says


def test_russia_is_a_small_partner_of_china_and_china_a_large_one_of_russia():
    # 244.8 of 6,100 bn of Chinese trade in 2024, and 36 % of Russia's by the IMF
    assert run("trade.partner_share", "CHN", "RUS", end="2024").value == pytest.approx(0.040, abs=0.0005)
    assert run("trade.partner_share", "RUS", "CHN", end="2024").value == pytest.approx(0.362, abs=0.0005)


def test_what_is_not_on_record_names_the_period_asked_for():
    with pytest.raises(
        CoverageError,
        match=r"no trade of China and Russia from 1850-01-01 to 1851-12-31\. They cover 1992 to",
    ):
        run("trade.turnover", "CHN", "RUS", start="1850", end="1851")
    with pytest.raises(CoverageError) as refused:
        turnover(totals((2000, "ARG", 1)), ("ARG", "CHL"), Window())
    assert " from " not in str(refused.value).split(". They cover")[0].split("Argentina")[-1]


def test_a_concentration_of_two_offices_says_so():
    found = run("concentration.hhi", "RUS")
    assert len({row["reporter"] for row in found.rows}) == 2
    assert "The series is of several offices: BACI, IMF." in found.caveats
    alone = run("concentration.hhi", "RUS", start="2024", end="2024")
    assert not any("several offices" in caveat for caveat in alone.caveats)


# --- dependence -------------------------------------------------------------------------------------------------------


def test_the_weak_link_is_the_less_dependent_of_the_two():
    found = run("dependence.weak_link", "CHN", "RUS")
    of_each = [
        dict(rows_of(run("dependence.trade_gdp", *pair), "period", "value"))
        for pair in (("CHN", "RUS"), ("RUS", "CHN"))
    ]
    for period, value in rows_of(found, "period", "value"):
        assert value == min(one[period] for one in of_each) < max(one[period] for one in of_each)


def test_two_states_without_output_in_one_year_are_not_covered():
    power = Store().table("power")
    tables = dict.fromkeys(("trade", "turnover"))
    store = {name: Store().table(name) for name in tables} | {"power": power.filter(pl.col("state") != "RUS")}
    with pytest.raises(CoverageError, match="output"):
        weak_link(store, ("CHN", "RUS"), Window())
    early = pl.col("period") < date(2015, 1, 1)
    parted = power.filter((pl.col("state") != "RUS") | early).filter((pl.col("state") != "CHN") | ~early)
    with pytest.raises(CoverageError, match="no year has the output of both China and Russia"):
        weak_link({**store, "power": parted}, ("CHN", "RUS"), Window())


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("dependence.salience", lambda x, y: math.sqrt(x * y)),
        ("dependence.symmetry", lambda x, y: 1 - abs(x - y)),
    ],
)
def test_a_range_of_dependence_is_over_both_ranges(name, formula):
    found = run(name, "CHN", "RUS")
    shares = [
        {row["period"]: row for row in run("trade.partner_share", *pair).rows}
        for pair in (("CHN", "RUS"), ("RUS", "CHN"))
    ]
    wide = 0
    for row in found.rows:
        ends = [
            [one[row["period"]][key] for key in ("low", "value", "high")]
            for one in shares
            if row["period"] in one
        ]
        if len(ends) < 2:
            continue
        one, two = ([value for value in end if value is not None] for end in ends)
        corners = [formula(x, y) for x in one for y in two]
        if len(set(corners)) > 1:
            wide += 1
            assert (row["low"], row["high"]) == (pytest.approx(min(corners)), pytest.approx(max(corners)))
        else:
            assert row["low"] is row["high"] is None
    assert wide > 5


# --- oil --------------------------------------------------------------------------------------------------------------


def test_the_saving_on_crude_is_per_twelve_months_since_the_shock():
    found = run("discount.saving", "CHN", "RUS")
    assert [row["period"] for row in found.rows] == ["2022", "2023", "2024"]
    months = sum(row["months"] for row in found.rows)
    assert found.value == pytest.approx(12 / months * sum(row["value"] for row in found.rows))
    assert rows_of(found, "months", "basis") == [
        (9, "months"),
        (12, "the year's total"),
        (12, "the year's total"),
    ]
    assert f"{found.value / 1e9:.1f} billion dollars per twelve months" in found.says
    assert found.says.endswith("in 2022–2024.")
    assert found.options["lag"] == 1
    assert (
        found.rows
        == run("discount.saving", "CHN", "RUS", lag=1).rows
        != run("discount.saving", "CHN", "RUS", lag=2).rows
    )
    assert all(row["low"] <= row["value"] <= row["high"] for row in found.rows)


def test_the_discount_on_crude_is_the_mean_of_months_priced_since_the_shock():
    found = run("discount.price", "CHN", "RUS")
    counted = [row for row in found.rows if row["counted"] == "yes"]
    assert found.value == pytest.approx(fmean(row["value"] for row in counted))
    assert found.value > 0
    assert f"{found.value:.1f} dollars a barrel less than Dubai" in found.says
    first, last = counted[0]["period"], counted[-1]["period"]
    assert f"mean of {len(counted)} months from {first} to {last}" in found.caveats[0]
    assert first == "2022-04"  # of March 2022 cargoes were priced before the shock


# --- power ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "digits"), [("power.concentration", 2), ("power.poles", 1)])
def test_power_goes_from_the_first_to_the_last_year_of_each_definition(name, digits):
    found = run(name)
    for series in dict.fromkeys(row["series"] for row in found.rows):
        own = [row for row in found.rows if row["series"] == series]
        first, last = own[0], own[-1]
        assert first["period"] < last["period"]
        told = f"{series} {first['value']:.{digits}f} in {first['period']}, {last['value']:.{digits}f} in {last['period']}"
        assert re.search(rf"{re.escape(told)}(;|\.$)", found.says)


def test_power_is_of_the_last_year_up_to_the_day():
    table = Store().table("capabilities")
    for day in (date(1950, 12, 31), date(2022, 12, 31)):
        year, states, values = distribution(Store(), "capabilities", day)
        assert year == table.filter(pl.col("period") <= day)["period"].max()
        assert values == sorted(values, reverse=True)
        own = table.filter(pl.col("period") == year, pl.col("state") == states[0])
        assert own["cinc"].item() == pytest.approx(values[0])
