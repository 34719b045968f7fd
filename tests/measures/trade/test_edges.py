"""Bounds that no figure on record meets: what lies on them, one below and one above, by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window
from realpolitik.measures.trade import chapters as chapters_
from realpolitik.measures.trade import materials as materials_
from realpolitik.measures.trade.balance import balance, export_growth
from realpolitik.measures.trade.concentration import herfindahl, hhi
from realpolitik.measures.trade.counterfactual import Estimated, donors_of, estimate
from realpolitik.measures.trade.crude_sold import buyers_of, crude_sold
from realpolitik.measures.trade.diversion import Asked, _size
from realpolitik.measures.trade.ends import other_end
from realpolitik.measures.trade.euros import Euros, in_euros
from realpolitik.measures.trade.group_imports import group_imports
from realpolitik.measures.trade.main_partners import partners
from realpolitik.measures.trade.mirror import gap, mirror_ratio
from realpolitik.measures.trade.months import monthly_exports, months_of_year
from realpolitik.measures.trade.never_arrived import never_arrived
from realpolitik.measures.trade.panel import Panel, panel_of
from realpolitik.measures.trade.part_years import Printed, part, part_of_year
from realpolitik.measures.trade.partner_reports import from_partners, reconciled, reliability_measure
from realpolitik.measures.trade.price_part import divided as parted
from realpolitik.measures.trade.price_part import price_part
from realpolitik.measures.trade.ranks import rank
from realpolitik.measures.trade.reconcile import (
    both_reports,
    freight_rates,
    reconcile,
    reliability,
    reliability_of,
    without_freight,
)
from realpolitik.measures.trade.regimes import growth_of, trade_regimes
from realpolitik.measures.trade.reports import central_reports, divided, shipped
from realpolitik.measures.trade.settlement import share as settlement
from realpolitik.measures.trade.shares import partner_shares
from realpolitik.measures.trade.splice import CentralReport, one_series, splice
from realpolitik.measures.trade.turnover import turnover
from realpolitik.store import Store

SHOCK = date(2022, 2, 24)
BASE = {"product": "total", "freq": "A", "vintage": "v", "source_id": "s", "note": ""}


def flows(*reports, freq="A", product="total"):
    """Flows as (origin, destination, year, office, value), or a day in place of the year."""
    made = [
        {
            **BASE,
            "freq": freq,
            "product": product,
            "origin": origin,
            "destination": to,
            "period": when if isinstance(when, date) else date(when, 1, 1),
            "reporter": office,
            "value_usd": value,
        }
        for origin, to, when, office, value in reports
    ]
    empty = {"a": [], "b": [], "period": [], "reporter": [], "value_usd": [], **{key: [] for key in BASE}}
    kinds = {"value_usd": pl.Int64, "period": pl.Date} | dict.fromkeys(
        ("a", "b", "reporter", *BASE), pl.String
    )
    return {
        "trade": pl.DataFrame(made, schema_overrides={"value_usd": pl.Int64, "period": pl.Date}),
        "turnover": pl.DataFrame(empty, schema=kinds | {}),
    }


# --- balance and growth of one direction ------------------------------------------------------------------------------


def test_a_balance_of_nothing_is_a_surplus_and_offices_make_its_range():
    even = flows(("ARG", "BRA", 2020, "IMF", 5), ("BRA", "ARG", 2020, "IMF", 5))
    assert "had a surplus of 0 dollars" in balance(even, ("ARG", "BRA"), Window()).says
    two = flows(
        ("ARG", "BRA", 2020, "ARG", 100), ("BRA", "ARG", 2020, "ARG", 135),
        ("ARG", "BRA", 2020, "IMF", 90), ("BRA", "ARG", 2020, "IMF", 70),
        ("ARG", "BRA", 2021, "BRA", 90),
    )  # fmt: skip
    found = balance(two, ("ARG", "BRA"), Window())
    assert (found.value, found.interval.low, found.interval.high) == (-35, -35, 20)
    assert found.says == "Argentina had a deficit of 35 dollars in its trade with Brazil in 2020."
    assert [row["period"] for row in found.rows] == ["2020"]
    other = balance(two, ("BRA", "ARG"), Window())
    assert (other.value, other.rows[0]["reporter"]) == (35, "ARG")
    with pytest.raises(CoverageError, match="both directions of trade of Argentina and Chile by one office"):
        balance(two, ("ARG", "CHL"), Window())


def test_growth_of_one_direction_takes_the_longest_span_and_of_its_offices_the_buyer():
    reports = flows(
        ("ARG", "BRA", 2010, "COW", 10), ("ARG", "BRA", 2012, "COW", 11),
        ("ARG", "BRA", 2018, "IMF", 100), ("ARG", "BRA", 2019, "IMF", 110), ("ARG", "BRA", 2020, "IMF", 90),
        ("ARG", "BRA", 2018, "ARG", 100), ("ARG", "BRA", 2020, "ARG", 120),
        ("ARG", "BRA", 2018, "BRA", 50), ("ARG", "BRA", 2020, "BRA", 50),
        ("ARG", "BRA", 2021, "OWN", 50),
    )  # fmt: skip
    found = export_growth(reports, ("ARG", "BRA"), Window())
    # two spans of two years: the later one; two offices beside the buyer's own
    assert (found.value, found.interval.low, found.interval.high) == pytest.approx((0.0, -0.1, 0.2))
    assert found.says == "What Argentina sold Brazil of goods grew by 0.0 % between 2018 and 2020."
    assert (found.period.start, found.period.end, found.rows[0]["reporter"]) == ("2018", "2020", "BRA")
    without = flows(*(one for one in _told(reports) if one[3] != "BRA"))
    assert export_growth(without, ("ARG", "BRA"), Window()).value == pytest.approx(0.2)
    alone = export_growth(
        flows(*(one for one in _told(reports) if one[3] == "IMF")), ("ARG", "BRA"), Window()
    )
    assert (alone.interval, [row["value"] for row in alone.rows]) == (
        None,
        pytest.approx([0.1, 90 / 110 - 1]),
    )
    assert "shrank by 10.0 % between 2018 and 2020" in alone.says


def _told(tables):
    return tables["trade"].select("origin", "destination", "period", "reporter", "value_usd").iter_rows()


# --- chapters ---------------------------------------------------------------------------------------------------------


def chapter(origin, destination, code, year, value, office, tonnes=None):
    return {
        **BASE, "product": f"hs-{code}", "product_code": code, "origin": origin, "destination": destination, "period": date(year, 1, 1),
        "value_usd": value, "quantity": tonnes, "quantity_unit": "t", "reporter": office,
    }  # fmt: skip


def of_chapters(*rows, shock="2022-02-24"):
    table = pl.DataFrame([*rows], schema_overrides={"quantity": pl.Float64, "value_usd": pl.Int64})
    return chapters_.chapters(Store(frames={"trade": table}), ("CHL", "PER"), Window(), shock=shock)


def test_the_office_of_chapters_has_a_year_before_the_shock_then_the_latest_then_is_the_buyer_s():
    def offices(*reports):
        return of_chapters(*(chapter("CHL", "PER", "74", year, 5, office) for year, office in reports)).rows[0]["reporter"]  # fmt: skip

    # the year of the shock is none before it
    assert offices((2022, "PER"), (2024, "PER"), (2021, "CHL"), (2023, "CHL")) == "CHL"
    assert offices((2021, "CHL"), (2023, "CHL"), (2021, "PER"), (2024, "PER")) == "PER"
    assert offices((2021, "CHL"), (2024, "CHL"), (2021, "PER"), (2024, "PER")) == "PER"
    assert offices((2021, "OTH"), (2024, "OTH"), (2021, "CHL"), (2024, "CHL")) == "CHL"


def test_a_chapter_has_a_price_from_a_thousand_tonnes_on():
    def price(tonnes):
        return of_chapters(chapter("CHL", "PER", "74", 2023, 5_000_000, "PER", tonnes)).rows[0]["unit_value"]

    assert (price(1000.0), price(999.0), price(None)) == (5000.0, None, None)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (100, 299, "199.0 % above 2021"),
        (100, 300, "3.0 times that of 2021"),
        (100, 100, "0.0 % above 2021"),
        (100, 99, "1.0 % below 2021"),
    ],
)
def test_a_chapter_three_times_as_large_is_told_as_times(before, after, said):
    found = of_chapters(
        chapter("CHL", "PER", "74", 2021, before, "PER"),
        chapter("CHL", "PER", "74", 2022, 7, "PER"),
        chapter("CHL", "PER", "74", 2023, after, "PER"),
    )
    assert found.says.endswith(f"for {after} dollars, {said}.")
    assert [row["change"] for row in found.rows] == [None, None, pytest.approx(after / before - 1)]


def test_a_control_without_change_rose_and_a_year_sold_to_one_alone_is_no_control():
    rows = [chapter("CHL", "PER", "74", year, 40, "CHL") for year in (2020, 2021, 2023)]
    world = [chapter("CHL", "WLD", "74", year, value, "CHL") for year, value in ((2020, 40), (2021, 90), (2023, 90))]  # fmt: skip
    found = of_chapters(*rows, *world)
    assert [row["elsewhere"] for row in found.rows] == [None, 50, 50]  # all of 2020 went to Peru
    assert "while Chile's sales of it elsewhere rose 0.0 %" in found.says
    assert found.rows[-1]["change_elsewhere"] == 0.0
    fallen = of_chapters(*rows, *world[:-1], chapter("CHL", "WLD", "74", 2023, 80, "CHL"))
    assert "while Chile's sales of it elsewhere fell 20.0 %" in fallen.says
    silent = of_chapters(*rows)
    assert silent.caveats[-1] == "What Chile sold elsewhere is not on record by chapter, so that there is no control for it."  # fmt: skip
    assert silent.rows[0]["control"] is None


def test_chapters_of_one_value_stand_by_their_number_and_old_ones_are_left_out():
    found = of_chapters(
        *(chapter("CHL", "PER", code, 2023, 7, "PER") for code in ("84", "27", "74")),
        chapter("CHL", "PER", "10", 2022, 900, "PER"),
    )
    assert [row["chapter"] for row in found.rows] == ["27", "74", "84"]
    assert (found.value, found.period.start, found.period.end) == (7.0, "2023", "2023")
    back = of_chapters(
        chapter("CHL", "PER", "27", 2023, 7, "PER"), chapter("PER", "CHL", "03", 2023, 8, "PER")
    )
    assert (back.value, len(back.rows)) == (8.0, 2)
    assert back.says.count("By") + back.says.count("As Peru reports") == 2


# --- concentration ----------------------------------------------------------------------------------------------------


def test_one_partner_is_all_and_a_flow_of_one_dollar_is_a_partner():
    found = herfindahl(
        pl.DataFrame({"t": [1, 2, 2, 2], "who": ["A", "A", "B", "C"], "value_usd": [1, 1, 1, 0]}), by="t", over="who"
    ).collect()  # fmt: skip
    assert found["partners"].to_list() == [1, 2]
    assert found["hhi_normalised"].to_list() == [1.0, 0.0]
    assert found["effective_partners"].to_list() == [1.0, 2.0]


def test_the_world_is_no_partner_and_a_state_none_of_its_own():
    rows = [("ARG", 30), ("CHL", 30), ("BRA", 500), ("EU27", 400), ("WLD", 50)]
    table = flows(*((origin, "BRA", 2021, "IMF", value) for origin, value in rows))
    (row,) = hhi(table, ("BRA",), Window()).rows
    # the parts are more than the whole: no more than all of it is covered
    assert (row["value"], row["covered"], row["partners"], row["hirschman"]) == (
        0.5,
        1.0,
        2,
        pytest.approx(100 * 0.5**0.5),
    )


def test_the_imf_goes_before_baci_and_cow_year_by_year():
    rows = [
        (who, "BRA", year, office, value)
        for office, years in (("IMF", (2001,)), ("BACI", (2001, 2000)), ("COW", (2001, 2000, 1999)))
        for year in years
        for who, value in (("ARG", {"IMF": 10, "BACI": 20, "COW": 30}[office]), ("CHL", 10), ("WLD", {"IMF": 20, "BACI": 30, "COW": 40}[office]))
    ]  # fmt: skip
    found = hhi(flows(*rows), ("BRA",), Window())
    assert [(row["period"], row["reporter"]) for row in found.rows] == [("1999", "COW"), ("2000", "BACI"), ("2001", "IMF")]  # fmt: skip
    assert found.value == 0.5
    assert [row["period"] for row in hhi(flows(*rows), ("BRA",), Window(start=date(2000, 6, 1))).rows] == [
        "2001"
    ]
    assert (
        hhi(flows(*((b, a, *rest) for a, b, *rest in rows)), ("BRA",), Window(), side="exports").value == 0.5
    )


# --- what would have been ---------------------------------------------------------------------------------------------


def panel(units=12, years=range(2010, 2020), size=1e9, seen=1.0):
    values = np.array([[0.1 + 0.001 * i + 0.01 * (t % 3) for t in range(len(years))] for i in range(units)])
    return Panel(
        units=tuple(f"U{i:02d}" for i in range(units)), years=np.array(list(years)), values=values,
        sizes=np.full(values.shape, size), covered=np.full(values.shape, seen),
    )  # fmt: skip


def test_what_is_compared_is_large_enough_covered_and_not_left_out():
    one = panel(4)
    one.sizes[1, 4] = 1e9 - 1  # the size of the base year counts
    one.sizes[2, 3] = one.sizes[2, 5] = 0
    assert donors_of(one, 2014, leave={"U00"}, smallest=1e9) == [2, 3]
    one.covered[3, 4] = 0.1  # before the shock no cover is asked
    one.covered[2, 5] = 0.95
    assert donors_of(one, 2014, leave={"U00"}, smallest=1e9) == [2, 3]
    one.covered[2, 6] = 0.949
    assert donors_of(one, 2014, leave={"U00"}, smallest=1e9) == [3]
    assert donors_of(one, 2014, leave={"U00"}, smallest=1e9, last=2015) == [2, 3]
    one.values[3, 2] = np.nan
    assert donors_of(one, 2014, leave={"U00"}, smallest=1e9, last=2015) == [2]


def test_a_series_counts_its_years_within_the_cover():
    one = panel(2)
    one.covered[1, 0], one.covered[1, 1] = 0.95, 0.949
    assert list(one.of("U01")) == [2010, *range(2012, 2020)]
    assert one.of("U09") == {}


def test_an_estimate_needs_years_on_both_sides_and_ten_states():
    one = panel(12)
    own = dict.fromkeys(range(2010, 2020), 0.2)
    assert estimate("x", own, one, list(range(10)), base=2014, how="trend") is not None
    assert estimate("x", own, one, list(range(9)), base=2014, how="trend") is None
    assert estimate("x", own, one, list(range(10)), base=2019, how="trend") is None
    assert estimate("x", own, one, list(range(10)), base=2018, how="trend") is not None
    found = estimate("x", own | {2019: 0.5}, one, list(range(12)), base=2014, how="trend")
    assert (found.rank, found.p) == (1, pytest.approx(1 / 13))
    fallen = estimate("x", own | {2019: 0.0}, one, list(range(12)), base=2014, how="trend")
    assert (fallen.rank, fallen.p) == (1, pytest.approx(1 / 13))  # a fall is set against falls
    assert found.gap > 0 > fallen.gap
    assert found.actual - found.counterfactual == pytest.approx(found.gaps)


def test_the_middle_nine_tenths_of_the_gaps():
    gaps = {f"U{i:03d}": np.array([9.0, float(i)]) for i in range(101)}
    one = Estimated(
        office="x", years=(1, 2), actual=np.zeros(2), counterfactual=np.zeros(2), gaps=np.array([1.0, 2.0]), placebos=gaps, p=1.0, rank=1,
        ratio_p=1.0, weights={},
    )  # fmt: skip
    assert (one.chance, one.gap) == ((5.0, 95.0), 2.0)


def test_the_year_before_a_shock_of_its_first_half_is_the_last_without_it():
    def base(day):
        return Asked(a="A", b="B", side="imports", how="trend", of="share", product="total", day=day, without="", last=None).base  # fmt: skip

    assert [base(date(2022, month, 1)) for month in (1, 6, 7, 12)] == [2021, 2021, 2022, 2022]


def test_a_gap_of_a_logarithm_is_told_in_per_cent():
    def asked(of):
        return Asked(a="A", b="B", side="imports", how="trend", of=of, product="total", day=SHOCK, without="", last=None)  # fmt: skip

    assert _size(-0.123, asked("share")) == "12.3 points"
    assert _size(np.log(1.5), asked("flow")) == "50.0 %"
    assert _size(np.log(0.8), asked("flow")) == "20.0 %"


def test_a_panel_takes_what_is_above_nothing():
    table = pl.DataFrame(
        [
            ("FRA", 2020, 1.0, 4.0, 0.5), ("DEU", 2020, 0.0, 4.0, 1.0), ("ITA", 2020, 2.0, 0.0, 1.0), ("FRA", 2021, 2.0, 4.0, 1.0),
            ("ITA", 2021, 1.0, 1.0, 1.0),
        ],
        schema=["state", "year", "value", "whole", "covered"], orient="row",
    ).with_columns(period=pl.date("year", 1, 1), product=pl.lit("total"), side=pl.lit("imports"), partner=pl.lit("CHN"))  # fmt: skip
    found = panel_of(table, "CHN", side="imports")
    assert (found.units, found.years.tolist()) == (("FRA", "ITA"), [2020, 2021])
    assert found.values.tolist()[0] == [0.25, 0.5]
    assert np.isnan(found.values[1, 0])
    assert found.values[1, 1] == 1.0
    assert found.sizes.tolist()[0] == [4.0, 4.0]
    assert found.of("FRA") == {2021: 0.5}
    logs = panel_of(table, "CHN", side="imports", of="flow")
    assert logs.of("FRA") == pytest.approx({2020: 0.0, 2021: np.log(2)})  # a flow needs no cover
    with pytest.raises(CoverageError, match="what all states trade with Russia, among"):
        panel_of(table, "RUS", side="imports")
    with pytest.raises(CoverageError, match="what all states trade with China in crude-oil, among"):
        panel_of(table, "CHN", side="imports", product="crude-oil")


# --- buyers, ends, euros ----------------------------------------------------------------------------------------------


def test_buyers_are_states_and_members_of_groups():
    assert buyers_of("g7 AUS") == tuple(sorted({"CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA", "AUS"}))
    with pytest.raises(OptionError, match="buyers='aus': write codes of states, or groups"):
        buyers_of("aus")


def central(year, value, office="RUS", reports=(), **more):
    values = [amount for _, amount in reports] or [value]
    return CentralReport(
        date(year, 1, 1), value, min(values), max(values), office, "s", tuple(reports), **more
    )


def test_the_other_end_is_told_from_a_tenth_apart_on():
    def told(value, before=None, early=2022, office="RUS"):
        found = [central(2023, 100.0, office, (("CHN", value), ("RUS", 100.0)))]
        if before is not None:
            found.insert(0, central(early, 100.0, office, (("CHN", before), ("RUS", 100.0))))
        return other_end(found, ("CHN", "RUS"))

    assert told(109.0) == told(91.0) == ""
    assert told(111.0) == " By the office of China it came to 111 dollars."
    assert told(89.0) == " By the office of China it came to 89 dollars."
    assert told(150.0, before=100.0) == " By the office of China it rose 50 % to 150 dollars."
    assert told(150.0, before=100.0, early=2021) == " By the office of China it came to 150 dollars."
    assert told(150.0, office="IMF") == ""
    assert told(150.0, before=0.0) == " By the office of China it came to 150 dollars."


def test_euros_are_compared_with_the_year_before_alone():
    def of(early, before=80.0):
        return Euros("DEU", 100.0, 2023, before, early)

    assert of(2022).sentence == " In euros, in which its office counts, it rose 25 %."
    assert of(2021).sentence == of(2023).sentence == of(2022, None).sentence == ""
    assert of(2021).caveat == (
        "The office of Germany prints euros: 100 bn in 2023, 80 bn in 2021. In dollars, at the mean rate of each year, a change of the euro is "
        "part of the change."
    )  # fmt: skip
    assert "100 bn in 2023. In dollars" in of(2023, None).caveat


def test_euros_are_of_the_last_office_and_its_latest_year_before():
    rows = [("DEU", "RUS", year, "DEU", 1) for year in (2020, 2021, 2023)] + [("RUS", "DEU", 2023, "DEU", 1)]
    table = flows(*rows)["trade"].with_columns(
        note=pl.Series(
            [
                "10 bn euros at the year's mean rate",
                "20 bn euros at the year's mean rate",
                "30 bn euros at the year's mean rate",
                "5.5 bn euros at the year's mean rate",
            ]
        )
    )
    tables = {"trade": table, "turnover": None}
    found = [central(year, 1.0, office) for year, office in ((2020, "DEU"), (2021, "DEU"), (2022, "IMF"), (2023, "DEU"))]  # fmt: skip
    assert in_euros(tables, ("DEU", "RUS"), found, both=False) == Euros("DEU", 30.0, 2023, 20.0, 2021)
    assert in_euros(tables, ("DEU", "RUS"), found, both=True) == Euros("DEU", 35.5, 2023, None, 2021)
    assert in_euros(tables, ("DEU", "RUS"), found[-1:], both=False) == Euros("DEU", 30.0, 2023, None, 2023)
    assert in_euros(tables, ("DEU", "RUS"), found[:-1], both=False) is None


# --- materials --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tonnes", "said"),
    [(999_999, "999,999 tonnes"), (1e6, "1.0 million tonnes"), (9.94e6, "9.9 million tonnes"), (1e7, "10 million tonnes")],
)  # fmt: skip
def test_weights_in_words(tonnes, said):
    assert materials_.tonnes_words(tonnes) == said


def test_years_without_a_report_in_spans():
    assert materials_._years([1999, 2001, 2002, 2003, 2005]) == "1999, 2001–2003, 2005"


def test_a_unit_value_from_a_thousand_tonnes_on_and_the_year_before_the_shock_beside_it():
    years = tuple(date(year, 1, 1) for year in (2020, 2021, 2022, 2023))
    flow = materials_.Flow("copper-ore", "CHL", "PER", years, (100_000, 300_000, 500_000, 600_000), (1000.0, 999.0, 1000.0, None), "s")  # fmt: skip
    assert flow.unit_values() == [100.0, None, 500.0, None]
    assert flow.shown("tonnes") == [1000.0, 999.0, 1000.0, None]
    # of 2021 there is no unit value, so 2020 is the last before the shock
    assert materials_._says(flow, SHOCK).endswith(
        "In 2022 it was 1,000 tonnes at 500 dollars a tonne, after 1,000 tonnes at 100 dollars in 2020."
    )
    assert materials_._says(flow, date(2020, 6, 1)).endswith(
        "In 2022 it was 1,000 tonnes at 500 dollars a tonne."
    )
    # after a later shock the year before the last still stands beside it
    assert materials_._says(flow, date(2030, 6, 1)).endswith("at 100 dollars in 2020.")


# --- two reports ------------------------------------------------------------------------------------------------------


def test_a_flow_of_one_dollar_is_a_report():
    rows = (("ARG", "BRA", 2020, "ARG", 1), ("ARG", "BRA", 2020, "BRA", 2), ("ARG", "CHL", 2020, "ARG", 0), ("ARG", "CHL", 2020, "CHL", 2))  # fmt: skip
    table = flows(*rows)
    assert mirror_ratio(table["trade"]).collect()["ratio"].to_list() == [2.0]
    assert both_reports(table["trade"]).collect()["reports"].to_list() == [2, 1]
    found = reconciled(table, ("ARG", "BRA"), Window())
    assert found.rows[0]["basis"] == "both reports"
    assert reconciled(table, ("ARG", "CHL"), Window()).rows[0]["basis"] == "importer alone"
    assert gap(table, ("ARG", "BRA"), Window()).value == 2.0
    with pytest.raises(CoverageError, match="no period asked has two reports of what Argentina shipped to Chile; the tables have one report for 1 period"):  # fmt: skip
        gap(table, ("ARG", "CHL"), Window())
    small = from_partners(
        flows(("ARG", "BRA", 2020, "BRA", 1), ("ARG", "CHL", 2020, "CHL", 1)), ("ARG",), Window()
    )
    assert (small.rows[0]["partners"], small.value) == (2, pytest.approx(2 / 1.06))
    shares = partner_shares(pl.DataFrame({"origin": ["A", "B"], "destination": ["C", "C"], "period": [1, 1], "value_usd": [1, 3]}))  # fmt: skip
    assert shares.collect()["share"].to_list() == [0.25, 0.75]


def test_reports_of_customs_are_taken_within_the_window_at_both_its_ends():
    years = (2018, 2019, 2020, 2021)
    table = flows(*(("ARG", "BRA", year, who, 50) for year in years for who in ("ARG", "BRA", "IMF")))
    within = Window(start=date(2019, 1, 1), end=date(2020, 1, 1))
    assert [row["period"] for row in reconciled(table, ("ARG", "BRA"), within).rows] == ["2019", "2020"]
    assert [row["period"] for row in from_partners(table, ("ARG",), within).rows] == ["2019", "2020"]
    with pytest.raises(CoverageError, match=r"the tables have 2 flows of Argentina, and 2 of all states, of which both customs report; 5 and 30 are needed"):  # fmt: skip
        reliability_measure(table, ("ARG",), within)


def test_a_later_print_of_customs_stands_for_the_first():
    table = flows(("ARG", "BRA", 2020, "BRA", 10), ("ARG", "BRA", 2020, "BRA", 20), ("ARG", "BRA", 2020, "BRA", 30))["trade"]  # fmt: skip
    prints = table.with_columns(vintage=pl.Series(["first release", "revised", "later print"]))
    found = from_partners({"trade": prints}, ("ARG",), Window())
    assert found.rows[0]["high"] == 20.0
    editions = table.with_columns(vintage=pl.Series(["2021", "2023", "2022"]))
    assert from_partners({"trade": editions}, ("ARG",), Window()).rows[0]["high"] == 20.0
    both = table.with_columns(vintage=pl.Series(["revised", "2022", "later print"]))
    assert from_partners({"trade": both}, ("ARG",), Window()).rows[0]["high"] == 20.0


def test_a_range_over_periods_names_both_offices_and_what_lies_between():
    table = flows(
        ("ARG", "BRA", 2019, "ARG", 100), ("ARG", "BRA", 2019, "BRA", 150), ("ARG", "BRA", 2020, "IMF", 100), ("ARG", "BRA", 2020, "BRA", 120),
        ("ARG", "BRA", 2021, "IMF", 0), ("ARG", "BRA", 2021, "BRA", 120),
    )  # fmt: skip
    found = gap(table, ("ARG", "BRA"), Window())
    assert (
        found.says
        == "Argentina shipped Brazil 100 dollars or 120 dollars in 2020, by the IMF or by Brazil's customs."
    )
    assert (found.value, found.interval.low, found.interval.high) == (1.2, 1.2, 1.5)
    assert [row["importer_over_exporter"] for row in found.rows] == [1.5, None]
    assert [row["by_IMF"] for row in found.rows] == [None, 100.0]
    assert len(found.caveats) == 1
    late = gap(table, ("ARG", "BRA"), Window(start=date(2020, 1, 1)))
    assert late.caveats[1].startswith("In no period shown do the customs of both Argentina and Brazil report")


def test_freight_needs_more_flows_than_coefficients():
    assert freight_rates(np.array([100.0, 100.0]), np.array([106.0, 106.0]))[1] == pytest.approx([0.06, 0.06])
    with pytest.raises(OptionError, match="1 flows with two reports do not give 1 coefficients"):
        freight_rates(np.array([100.0]), np.array([106.0]))
    assert freight_rates(np.array([106.0, 106.0]), np.array([100.0, 100.0]))[1].tolist() == [0.0, 0.0]


def test_offices_are_judged_from_thirty_flows_on_and_one_office_from_five():
    def judged(flows_, of_first):
        origins = ["A"] * of_first + ["B"] * (flows_ - of_first)
        exporter = np.full(flows_, 1e6)
        importer = exporter * np.where(np.arange(flows_) % 2, 1.2, 0.9)
        return reliability(origins, ["C"] * flows_, exporter, importer)

    assert set(judged(30, 5).as_exporter) == {"A", "B"}
    assert set(judged(30, 4).as_exporter) == {"B"}
    assert judged(30, 4).flows_of == {"A": (4, 0), "B": (26, 0), "C": (0, 30)}
    with pytest.raises(OptionError, match="29 flows with two reports do not show"):
        judged(29, 5)
    exact = reliability(["A"] * 30, ["C"] * 30, np.full(30, 1e6), np.full(30, 1e6))
    assert (exact.as_exporter, exact.as_importer, exact.average) == ({"A": 0.01}, {"C": 0.01}, 0.01)
    # every report 10 per cent apart: half of it is due to either side
    both = reliability(["A"] * 30, ["C"] * 30, np.full(30, 1e6), np.full(30, 1e6 * np.exp(0.1)))
    assert (both.as_exporter["A"], both.as_importer["C"]) == (pytest.approx(0.05), pytest.approx(0.05))
    pairs = pl.DataFrame({"origin": ["A"] * 30, "destination": ["C"] * 30, "by_exporter": [100] * 30, "by_importer": [106] * 30, "reports": [2] * 30})  # fmt: skip
    assert reliability_of(pairs, cif=0.06).as_exporter == {"A": 0.01}
    assert reliability_of(pairs.head(29)) is None
    assert reliability_of(pairs.with_columns(by_importer=pl.lit(100)), cif=0.06).as_exporter == {"A": 0.01}


def test_a_reconciled_flow_by_hand():
    even = reconcile(100.0, 121.0, origin="A", destination="B", known=None, cif=0.0)
    assert (even.value, even.low, even.high, even.weight_exporter) == (
        pytest.approx(110.0),
        100.0,
        121.0,
        0.5,
    )
    assert reconcile(100.0, 121.0, origin="A", destination="B", known=None, cif=0.1).value == pytest.approx(110**0.5 * 10)  # fmt: skip
    known = reliability(["A"] * 30, ["C"] * 30, np.full(30, 1e6), np.full(30, 1e6 * np.exp(0.1)))
    alone = reconcile(0.0, 106.0, origin="A", destination="C", known=known)
    half = 1.6448536269514722 * 0.05 / (2 / np.pi) ** 0.5
    assert (alone.value, alone.low, alone.high) == pytest.approx(
        (100.0, 100 * np.exp(-half), 100 * np.exp(half))
    )
    two = reconcile(100.0, 106.0, origin="A", destination="C", known=known)
    assert (two.weight_exporter, two.value) == (pytest.approx(0.5), pytest.approx(100.0))
    assert two.high == pytest.approx(100 * np.exp(half / 2**0.5))
    assert reconcile(1.0, 0.0, origin="A", destination="C", known=known).basis == "exporter alone"
    assert reconcile(1.0, 1.0, origin="A", destination="B", known=None, cif=0.0).value == 1.0
    assert reconcile(0.0, 0.5, origin="A", destination="B", known=None, cif=0.0).basis == "importer alone"
    assert reconcile(0.5, 0.0, origin="A", destination="B", known=None).basis == "exporter alone"
    assert reconcile(0.5, 0.5, origin="A", destination="B", known=None, cif=0.0).basis == "both reports"
    with pytest.raises(OptionError, match=r"cif=1\.0: freight over value lies from 0 to 1, such as 0\.06"):
        reconcile(1.0, 1.0, origin="A", destination="B", known=None, cif=1.0)
    assert without_freight(106.0, 0.0, 0.06) == 100.0


# --- months and parts of a year ---------------------------------------------------------------------------------------


def test_sums_and_months_make_each_other_up():
    assert months_of_year({}, {2: 10.0, 3: 16.0}) == {1: (5.0, 2), 2: (5.0, 2), 3: (6.0, 1)}
    assert months_of_year({1: 4.0}, {2: 10.0}) == {1: (4.0, 1), 2: (6.0, 1)}
    # a month is taken off the sum that ends with it
    assert months_of_year({3: 6.0}, {3: 16.0}) == {1: (5.0, 2), 2: (5.0, 2), 3: (6.0, 1)}
    assert months_of_year({7: 1.0}, {}) == {7: (1.0, 1)}


def test_months_are_of_the_office_with_most_of_them_and_growth_of_the_same_month():
    table = flows(
        *(("CHN", "RUS", date(year, month, 1), "CHN", 100 + month) for year in (2020, 2021) for month in (1, 2, 3)),
        *(("CHN", "RUS", date(2021, month, 1), "RUS", 1) for month in (1, 2)), freq="M",
    )["trade"]  # fmt: skip
    names = ("origin", "destination", "product", "measure", "unit")
    sums = {**{key: [] for key in names}, "value": [], "period": [], "end": [], "source_id": []}
    estimates = pl.DataFrame(sums, schema=dict.fromkeys(sums, pl.String) | {"period": pl.Date, "end": pl.Date, "value": pl.Float64})  # fmt: skip
    found = monthly_exports({"trade": table, "estimates": estimates}, "CHN", "RUS", Window())
    assert [(one.day.isoformat(), one.value) for one in found] == [
        (f"{year}-0{month}-01", 100.0 + month) for year in (2020, 2021) for month in (1, 2, 3)
    ]
    assert [(now.day.year, step) for now, _, step in growth_of(found)] == [(2021, 0.0)] * 3
    rows = [("2020-04-30", 412.0), ("2020-05-31", 0.0), ("2019-04-30", 999.0)]
    more = pl.DataFrame(
        [("CHN", "RUS", "total", "value", "USD", value, date(2020, 1, 1), date.fromisoformat(end), "s") for end, value in rows],
        schema=estimates.schema, orient="row",
    ).select(*names, "value", "period", "end", "source_id")  # fmt: skip
    carried = monthly_exports(
        {"trade": table, "estimates": more}, "CHN", "RUS", Window(end=date(2020, 12, 31))
    )
    assert carried[-1].day == date(2020, 4, 1)
    assert carried[-1].value == pytest.approx(412 - 306)


def one_year(*prints, table="turnover", **columns):
    """The tables of printed turnover by month: (year, month, office, value)."""
    made = [
        {**BASE, "a": "CHN", "b": "RUS", "freq": "M", "period": date(y, m, 1), "reporter": office, "value_usd": value}
        for y, m, office, value in prints
    ]  # fmt: skip
    kinds = ("subject", "measure", "unit", "by", "source_id")
    empty = {**dict.fromkeys(kinds, pl.String), "value": pl.Float64, "period": pl.Date, "end": pl.Date}
    return {"turnover": pl.DataFrame(made), "estimates": pl.DataFrame(schema=empty)}


def test_a_part_of_a_year_is_compared_with_the_year_before_alone():
    table = one_year(
        *((year, month, "CHN", 10 * (year - 2019)) for year in (2020, 2021, 2023) for month in (1, 2))
    )

    def says(**window):
        return part_of_year(table, ("CHN", "RUS"), Window(**window), first=1, last=2).says

    assert says(end=date(2021, 12, 31)) == (
        "China–Russia trade came to $40 in January to February 2021, 100.0 % more than in the same months of the year before."
    )
    assert says() == "China–Russia trade came to $80 in January to February 2023."
    one = part_of_year(table, ("CHN", "RUS"), Window(end=date(2020, 12, 31)), first=2, last=2)
    assert one.says == "China–Russia trade came to $10 in February 2020."
    assert (one.interval, one.rows[0]["low"], one.rows[0]["reporter"]) == (None, None, "CHN")
    two = one_year((2020, 1, "CHN", 10), (2020, 1, "RUS", 12), (2020, 1, "IMF", 99), (2021, 1, "RUS", 12), (2021, 1, "CHN", 10))  # fmt: skip
    found = part_of_year(two, ("CHN", "RUS"), Window(), first=1, last=1)
    assert (found.value, found.interval.low, found.interval.high) == (12.0, 10.0, 12.0)
    assert "0.0 % more than in the same months" in found.says
    spans = [(date(2021, 2, 1), date(2021, 3, 31), 99.0), (date(2021, 1, 1), date(2022, 3, 31), 98.0), (date(2021, 1, 1), date(2021, 3, 31), 30.0)]  # fmt: skip
    printed = pl.DataFrame(
        [("turnover CHN-RUS total", "value", "USD", "CHN", "s", value, start, end) for start, end, value in spans],
        schema=table["estimates"].schema, orient="row",
    )  # fmt: skip
    summed = part_of_year(
        one_year((2020, 1, "CHN", 10)) | {"estimates": printed}, ("CHN", "RUS"), Window(), first=1, last=3
    )
    assert (summed.value, summed.rows[0]["period"]) == (30.0, "2021-03")
    less = one_year((2020, 1, "CHN", 10), (2021, 1, "CHN", 8))
    assert "20.0 % less than" in part_of_year(less, ("CHN", "RUS"), Window(), first=1, last=1).says
    with pytest.raises(OptionError, match="first=3 lies after last=2: name months of one year"):
        part_of_year(table, ("CHN", "RUS"), Window(), first=3, last=2)


def test_what_is_carried_on_is_off_by_the_rounding_of_its_largest_sum():
    made = part({7: Printed(11.0, ("m",))}, {6: Printed(70.0, ("b",))}, 1, 7)
    assert (made.off, made.sources) == (pytest.approx(0.005 * 81.0), ("b", "m"))
    back = part({7: Printed(11.0, ("m",))}, {7: Printed(81.0, ("b",))}, 1, 6)
    assert (back.value, back.off) == (70.0, pytest.approx(0.005 * 81.0))
    assert part({1: Printed(5.0, ("m",))}, {3: Printed(30.0, ("b",))}, 2, 3).value == 25.0


# --- price and volume, places -----------------------------------------------------------------------------------------


def test_a_flow_of_a_dollar_is_divided_by_price_and_volume():
    assert parted((1.0, 1.0), (2.0, 1.0)) == (1.0, 0.0)
    assert parted((2.0, 2.0), (1.0, 1.0)) == (pytest.approx(0.0), pytest.approx(-1.0))
    assert parted((1.0, 2.0), (1.0, 1.0)) == (pytest.approx(np.log(2)), pytest.approx(-np.log(2)))


def ranked(*sold, partner="PER", **window):
    return rank(flows(*((other, "ARG", 2023, "IMF", value) for other, value in sold)), ("ARG", partner), Window(**window))  # fmt: skip


def test_a_place_needs_nine_tenths_of_all_on_record():
    listed = (("BRA", 50), ("CHL", 30), ("PER", 10))
    found = ranked(*listed, ("WLD", 100))
    assert (found.value, found.interval.low, found.interval.high) == (3.0, 3.0, 4.0)
    with pytest.raises(CoverageError, match="no office lists nearly all partners of Argentina for imports in the period asked"):  # fmt: skip
        ranked(*listed, ("WLD", 101))


def test_a_partner_a_tenth_larger_could_change_places_and_no_farther_one():
    # Chile has 1.1 times what Peru has: within what offices differ by; with more than that it stands above for sure
    near = ranked(("BRA", 500), ("CHL", 110), ("PER", 100), ("WLD", 710))
    assert (near.value, near.interval.low, near.interval.high) == (3.0, 2.0, 3.0)
    far = ranked(("BRA", 500), ("CHL", 111), ("PER", 100), ("WLD", 711))
    assert (far.value, far.interval) == (3.0, None)
    below = ranked(("BRA", 500), ("CHL", 91), ("PER", 100), ("WLD", 691))
    assert (below.value, below.interval.low, below.interval.high) == (2.0, 2.0, 3.0)
    assert ranked(("BRA", 500), ("CHL", 90), ("PER", 100), ("WLD", 690)).interval is None
    equal = ranked(("BRA", 100), ("PER", 100), ("WLD", 200))
    assert (equal.value, equal.interval.high) == (1.0, 2.0)


def test_the_five_above_are_named_and_of_more_the_largest():
    others = ("BRA", "CHL", "USA", "CHN", "DEU", "FRA")
    values = [(other, 1000 - 100 * place) for place, other in enumerate(others)]
    six = ranked(*values[:5], ("PER", 50), ("WLD", 4050))
    assert six.says.endswith("; before it stood Brazil, Chile, the United States, China, Germany.")
    seven = ranked(*values, ("PER", 50), ("WLD", 4550))
    assert seven.says.endswith("; the largest were Brazil, Chile, the United States, China, Germany.")
    assert ranked(("PER", 50), ("WLD", 50)).says.endswith("with 50 dollars.")


def test_the_office_that_lists_most_partners_counts_within_the_window():
    rows = [(other, "ARG", 2023, office, value) for office, listed in (("IMF", (("BRA", 50), ("PER", 50), ("WLD", 100))), ("ARG", (("BRA", 40), ("CHL", 10), ("PER", 50), ("WLD", 100)))) for other, value in listed]  # fmt: skip
    both = flows(*rows, *((a, b, 2022, office, value) for a, b, _, office, value in rows if office == "IMF"))
    found = rank(both, ("ARG", "PER"), Window())
    assert [(row["period"], row["reporter"], row["partners"]) for row in found.rows] == [("2022", "IMF", 2), ("2023", "ARG", 3)]  # fmt: skip
    for window in (Window(start=date(2023, 1, 1)), Window(start=date(2022, 2, 1), end=date(2023, 1, 1))):
        assert [row["period"] for row in rank(both, ("ARG", "PER"), window).rows] == ["2023"]
    assert [row["period"] for row in rank(both, ("ARG", "PER"), Window(end=date(2022, 1, 1))).rows] == [
        "2022"
    ]


# --- one series of several offices ------------------------------------------------------------------------------------


def test_offices_are_joined_from_three_years_in_common_and_within_a_quarter():
    assert splice("COW", "IMF", [1.1, 1.1]) is None
    found = splice("COW", "IMF", [1.0, 1.2, 1.1])
    assert (found.ratio, found.low, found.high, found.common) == (
        pytest.approx(1.1), pytest.approx(1.0), pytest.approx(1.2), 3,
    )  # fmt: skip
    assert splice("COW", "IMF", [1.0, 1.1, 1.2, 0.0]).common == 3
    wide = [float(np.exp(step)) for step in (0.0, 0.0, 0.25, 0.25)]
    assert splice("COW", "IMF", [float(np.exp(step)) for step in (0.0, 0.0, 0.24, 0.24)]) is not None
    assert splice("COW", "IMF", [*wide[:2], *(float(np.exp(0.26)) for _ in range(2))]) is None


def test_a_year_of_an_earlier_office_is_multiplied_by_what_they_have_in_common():
    years = [
        central(year, 100.0, "COW", (("COW", 100.0),) if year < 2000 else (("COW", 100.0), ("IMF", 120.0)))
        for year in range(1998, 2003)
    ]
    years = [*years[:2], *(central(one.period.year, 120.0, "IMF", one.reports) for one in years[2:])]
    made = one_series(years)
    assert [one.value for one in made] == pytest.approx([120.0] * 5)
    assert [one.office for one in made] == ["COW", "COW", "IMF", "IMF", "IMF"]
    assert [one.splice is not None for one in made] == [True, True, False, False, False]
    assert [one.value for one in one_series(years[:-1])] == pytest.approx([100.0, 100.0, 120.0, 120.0])


def test_an_estimate_is_doubted_where_it_is_more_than_twice_all_others():
    million = 10**6

    def office(value, others=(), before=None, note="estimated by IMF"):
        rows = [
            ("ARG", "BRA", 2020, "IMF", value, note),
            *(("ARG", "BRA", 2020, who, other, "") for who, other in others),
        ]
        if before is not None:
            rows.append(("ARG", "BRA", 2019, "IMF", before, ""))
        table = flows(*(row[:5] for row in rows))["trade"].with_columns(
            note=pl.Series([row[5] for row in rows])
        )
        return shipped(table, origin="ARG", destination="BRA", window=Window())[date(2020, 1, 1)][
            "IMF"
        ].doubted

    assert not office(200 * million, [("OTH", 100 * million)])  # twice is near
    assert office(201 * million, [("OTH", 100 * million)])
    assert not office(201 * million, [("OTH", 100 * million)], note="")
    assert not office(99 * million, [("OTH", 1)])  # both are small
    assert office(100 * million, [("OTH", 1)])
    assert not office(201 * million)  # nobody else reports
    assert not office(201 * million, [("OTH", 100 * million)], before=150 * million)
    assert office(400 * million, [("OTH", 100 * million)], before=150 * million)
    assert not office(400 * million, [("OTH", 100 * million), ("COW", 300 * million)])


def test_what_is_doubted_comes_after_what_is_not():
    table = flows(("ARG", "BRA", 2020, "BRA", 900_000_000), ("ARG", "BRA", 2020, "COW", 100_000_000))
    marked = table["trade"].with_columns(note=pl.Series(["estimated", ""]))
    (one,) = central_reports(shipped(marked, origin="ARG", destination="BRA", window=Window()), importer="BRA", exporter="ARG")  # fmt: skip
    assert (one.value, one.office, one.low, one.high) == (1e8, "COW", 1e8, 9e8)


def test_a_share_of_nothing_is_none():
    table = flows(("ARG", "BRA", 2020, "BRA", 1), ("WLD", "BRA", 2020, "BRA", 0), ("ARG", "BRA", 2021, "BRA", 1), ("WLD", "BRA", 2021, "BRA", 1))  # fmt: skip
    made = divided(
        shipped(table["trade"], origin="ARG", destination="BRA", window=Window()),
        shipped(table["trade"], origin="WLD", destination="BRA", window=Window()),
    )
    assert {day.year: shares["BRA"].value for day, shares in made.items()} == {2021: 1.0}


def test_one_direction_alone_is_no_turnover():
    with pytest.raises(CoverageError, match="of the trade of Argentina and Brazil one direction alone is on record, and what has no report is not zero: BRA has what Argentina ships to Brazil"):  # fmt: skip
        turnover(flows(("ARG", "BRA", 2020, "BRA", 1)), ("ARG", "BRA"), Window())
    both = flows(("ARG", "BRA", 2020, "BRA", 1), ("BRA", "ARG", 2020, "ARG", 1))
    with pytest.raises(CoverageError, match="no office has both directions of the trade of Argentina and Brazil in one year, and a sum is of one office: BRA has what Argentina ships to Brazil and ARG has what Brazil ships to Argentina"):  # fmt: skip
        turnover(both, ("ARG", "BRA"), Window())


def test_flows_by_several_offices_each_by_one_are_no_double_count():
    table = flows(("ARG", "CHL", 2020, "ARG", 30), ("BRA", "CHL", 2020, "BRA", 10))["trade"]
    assert partner_shares(table).collect()["share"].to_list() == [0.75, 0.25]


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_freq_is_of_years_or_months():
    with pytest.raises(OptionError, match="freq='Q': choose A \\(years\\) or M \\(months\\)"):
        shipped(
            flows(("ARG", "BRA", 2020, "IMF", 1))["trade"],
            origin="ARG",
            destination="BRA",
            freq="Q",
            window=Window(),
        )


def ores(*rows):
    """Copper ore from Chile to Peru as (year, dollars, tonnes)."""
    kinds = {"value_usd": pl.Int64, "quantity": pl.Float64}
    same = {"origin": "CHL", "destination": "PER", "product": "copper-ore", "source_id": "s"}
    return {"materials": pl.DataFrame([{**same, "period": date(year, 1, 1), "value_usd": dollars, "quantity": tonnes} for year, dollars, tonnes in rows], schema_overrides=kinds)}  # fmt: skip


def test_a_material_without_a_weight_has_no_unit_value():
    light = ores((2020, 5000, 10.0), (2021, 5000, None))
    with pytest.raises(CoverageError, match=r"no year has a weight of .* CHL→PER of 1,000 tonnes or more in the period asked\. Ask for show=value"):  # fmt: skip
        materials_.materials(light, ("CHL", "PER"), Window(), show="unit-value")
    with pytest.raises(CoverageError, match=r"no report of .* between Chile and Peru in the period asked, which is not to say that there was no trade. Reports run from 2020 to 2021"):  # fmt: skip
        materials_.materials(light, ("CHL", "PER"), Window(start=date(2022, 1, 1)))
    with pytest.raises(
        CoverageError, match=r"no report of raw materials between Chile and Brazil .* No year has one"
    ):
        materials_.materials(light, ("CHL", "BRA"), Window())
    found = materials_.materials(
        ores((2019, 700, 10.0), (2020, 5000, 2000.0)), ("PER", "CHL"), Window(), show="unit-value"
    )
    assert (found.value, found.unit, [row["period"] for row in found.rows]) == (2.5, "USD/t", ["2020"])


def test_what_hubs_count_themselves_is_told():
    def sales(*rows):
        return flows(*(("DEU", to, year, office, value) for to, year, office, value in rows))

    baci = [("RUS", 2019, "BACI", 100), ("RUS", 2023, "BACI", 40), ("ARM", 2019, "BACI", 10), ("ARM", 2023, "BACI", 50), ("KGZ", 2019, "BACI", 10), ("KGZ", 2023, "BACI", 5)]  # fmt: skip
    found = never_arrived(sales(*baci), ("DEU", "RUS"), Window(), hubs="ARM KGZ RUS", share=0.5)
    assert (found.value, [row["value"] for row in found.rows]) == (20.0, [20.0, 0.0])
    assert found.says == "Germany sold Russia 40 dollars in 2023, 100 dollars in 2019. If 50.0 % of its 40 dollars of additional sales to Armenia, Kyrgyzstan went on, that is 20 dollars more, 33.3 % of the fall."  # fmt: skip
    assert len(found.caveats) == 2
    own = never_arrived(sales(*baci, ("ARM", 2023, "ARM", 30)), ("DEU", "RUS"), Window(), hubs="ARM KGZ")
    assert own.caveats[1] == "The hubs' own offices counted, of what the compiler has: Armenia 30 dollars of 50 dollars; what they lack is 50.0 % of the additional sales."  # fmt: skip
    grown = never_arrived(sales(*baci[2:], ("RUS", 2019, "BACI", 40), ("RUS", 2023, "BACI", 40)), ("DEU", "RUS"), Window(), hubs="ARM")  # fmt: skip
    assert grown.says.endswith("that is 20 dollars more.")
    with pytest.raises(
        CoverageError, match="the period asked has neither 2019 nor 2023: name others with base= and year="
    ):
        never_arrived(sales(*baci), ("DEU", "RUS"), Window(start=date(2020, 1, 1), end=date(2022, 1, 1)))
    with pytest.raises(
        CoverageError, match="the tables have no sales of Germany to Russia and a hub in both 2019 and 2023"
    ):
        never_arrived(sales(*baci), ("DEU", "RUS"), Window(), hubs="GEO")
    with pytest.raises(OptionError, match="year=2019 is not later than base=2019"):
        never_arrived(sales(*baci), ("DEU", "RUS"), Window(), year=2019)


# --- lists and single tables --------------------------------------------------------------------------------------------


def sold_crude(*rows):
    """Crude oil that Chile sells as (partner, year, tonnes)."""
    return {"partner_shares": pl.DataFrame([{"product": "crude-oil", "side": "exports", "state": "CHL", "partner": partner, "period": date(year, 1, 1), "value": tonnes} for partner, year, tonnes in rows])}  # fmt: skip


def test_crude_sold_to_some_buyers_against_its_peak():
    held = sold_crude(("PER", 2019, 2e6), ("BRA", 2019, 4e6), ("PER", 2020, 3e6), ("MEX", 2020, 9e6), ("MEX", 2021, 1e6), ("BRA", 2021, 1.2e6))  # fmt: skip
    found = crude_sold(held, ("CHL",), Window(), buyers="PER BRA")
    assert [(row["period"], row["value"]) for row in found.rows] == [
        ("2019", 6e6),
        ("2020", 3e6),
        ("2021", 1.2e6),
    ]
    assert found.says == "Chile sold 1.2 m t of crude oil to 2 buyers (PER BRA) in 2021, 80.0 % less than in 2019."  # fmt: skip
    none = crude_sold(held, ("CHL",), Window(), buyers="ARG")
    assert (none.value, none.says.endswith("in 2021, 0.0 % less than in 2019.")) == (0.0, True)
    assert [row["period"] for row in crude_sold(held, ("CHL",), Window(start=date(2020, 1, 1), end=date(2020, 1, 1)), buyers="PER").rows] == ["2020"]  # fmt: skip
    with pytest.raises(CoverageError, match=r"the tables have no crude oil sold by Chile in the period asked \(2019-01-01 to 2021-01-01\)"):  # fmt: skip
        crude_sold(held, ("CHL",), Window(start=date(2020, 1, 2), end=date(2020, 12, 1)), buyers="PER")
    with pytest.raises(
        CoverageError, match=r"no crude oil sold by Peru in the period asked \(None to None\)"
    ):
        crude_sold(held, ("PER",), Window(), buyers="CHL")


def paid(*rows):
    """What the Union paid Norway as (product, year, euros, word)."""
    return {"estimates": pl.DataFrame([{"origin": "NOR", "destination": "EU", "freq": "A", "unit": "EUR", "product": product, "period": date(year, 1, 1), "value": euros, "measure": word, "source_id": "s"} for product, year, euros, word in rows])}  # fmt: skip


def test_a_fuel_of_a_group_is_the_sum_of_its_kinds():
    held = paid(("pipeline-gas", 2021, 6e9, "by pipe"), ("lng", 2021, 2e9, "liquefied"), ("gas", 2022, 2e9, "all"), ("coal", 2022, 1e9, "all"))  # fmt: skip
    found = group_imports(held, ("NOR",), Window(), fuel="gas")
    assert [(row["period"], row["value"], row["label"]) for row in found.rows] == [("2021", 8e9, "by pipe, liquefied"), ("2022", 2e9, "all")]  # fmt: skip
    assert (
        found.says
        == "The European Union paid Norway 2.0 billion euros for gas in 2022, 75.0 % less than in 2021."
    )
    assert group_imports(held, ("NOR",), Window(), fuel="coal").says == "The European Union paid Norway 1.0 billion euros for coal in 2022."  # fmt: skip
    with pytest.raises(
        CoverageError, match="the tables have no imports of oil products by the European Union from Norway"
    ):
        group_imports(held, ("NOR",), Window(), fuel="oil-products")


def listed(*rows):
    """Main partners as (state, flow, partner, share, year)."""
    return {"main_partners": pl.DataFrame([{"state": state, "flow": flow, "partner": partner, "share": share, "period": date(year, 1, 1), "vintage": "v", "source_id": "f"} for state, flow, partner, share, year in rows])}  # fmt: skip


def test_main_partners_in_a_sentence():
    held = listed(("ARG", "imports", "BRA", 0.2, 2023), ("ARG", "imports", "CHN", 0.3, 2023), ("ARG", "exports", "CHL", 0.1, 2022), ("BRA", "exports", "CHN", 0.275, 2023))  # fmt: skip
    found = partners(held, ("ARG", "BRA"), Window())
    assert found.value == 0.2
    assert found.says == (
        "Argentina bought most from China (30 %) and Brazil (20 %) in 2023 and sold most to Chile (10 %) in 2022. Brazil sold most to China (27.5 %) in 2023; "
        "Argentina is not among them."
    )  # fmt: skip
    assert [row["code"] for row in found.rows] == ["CHN", "BRA", "CHL", "CHN"]
    one = partners(held, ("CHL", "BRA"), Window())
    assert (one.value, one.caveats[-1]) == (None, "The Factbook lists no partners of Chile.")
    three = listed(*(("ARG", "imports", partner, 0.1, 2023) for partner in ("BRA", "CHN", "CHL")))
    assert "bought most from Brazil (10 %), Chile (10 %) and China (10 %) in 2023." in partners(three, ("ARG", "BRA"), Window()).says  # fmt: skip
    with pytest.raises(CoverageError, match="the World Factbook of May 2026 lists no partners of Argentina or Brazil in the period asked"):  # fmt: skip
        partners(held, ("ARG", "BRA"), Window(end=date(2021, 12, 31)))


def settled(*rows):
    """Shares of a currency as (actor, partner, day, flow, currency, share)."""
    return {"settlement": pl.DataFrame([{"actor": actor, "partner": partner, "period": date.fromisoformat(day), "flow": flow, "currency": currency, "share": share, "source_id": "s"} for actor, partner, day, flow, currency, share in rows])}  # fmt: skip


def test_what_trade_is_paid_in_first_and_last():
    held = settled(("RUS", "CHN", "2021-05-01", "exports", "CNY", 0.1), ("RUS", "CHN", "2023-05-01", "exports", "CNY", 0.4), ("RUS", "WLD", "2024-05-01", "exports", "USD", 0.2), ("RUS", "CHN", "2022-05-01", "imports", "CNY", 0.3))  # fmt: skip
    found = settlement(held, ("CHN", "RUS"), Window())
    assert (
        found.value,
        found.says.startswith("In May 2023 40.0 % of Russia's exports with China was paid in "),
    ) == (0.4, True)
    assert found.says.endswith(", after 10.0 % in May 2021.")
    assert [row["partner"] for row in found.rows] == ["CHN", "CHN", "CHN", "WLD"]
    assert found.rows[-1]["panel"] == "share of payments in the trade of Russia with the world, %"
    imports_ = settlement(held, ("CHN", "RUS"), Window(), flow="imports")
    assert (imports_.value, "after" in imports_.says) == (0.3, False)
    dollars = settlement(held, ("CHN", "RUS"), Window(), currency="USD")
    assert dollars.value == 0.2
    alone = settled(("RUS", "WLD", "2024-05-01", "exports", "USD", 0.2))
    with pytest.raises(CoverageError, match="the tables have no shares of currencies in the trade of China and Russia in the period asked"):  # fmt: skip
        settlement(alone, ("CHN", "RUS"), Window())
    assert settlement(alone, ("CHN", "RUS"), Window(), flow="exports").value == 0.2


def test_price_and_volume_of_two_years_in_a_sentence():
    def ore(product, year, dollars, tonnes):
        return {"origin": "CHL", "destination": "PER", "product": product, "period": date(year, 1, 1), "value_usd": dollars, "quantity": tonnes}  # fmt: skip

    rows = [ore("copper-ore", 2021, 100, 10.0), ore("copper-ore", 2023, 200, 10.0), ore("gold", 2023, 30, 1.0), ore("tin", 2023, 0, 1.0), ore("zinc", 2023, 5, 0.0)]  # fmt: skip
    table = {
        "materials": pl.DataFrame(rows, schema_overrides={"value_usd": pl.Int64, "quantity": pl.Float64})
    }
    found = price_part(table, ("PER", "CHL"), Window())
    assert (found.value, [(row["label"], row["value"], row["volume_usd"]) for row in found.rows]) == (100.0, [("copper ore", 100.0, 0.0), ("gold", 0.0, 30.0)])  # fmt: skip
    assert found.says == "What Chile sold Peru in raw materials went from 100 dollars in 2021 to 230 dollars in 2023: +100 dollars by price and +30 dollars by volume."  # fmt: skip
    assert found.caveats[0] == "Of the change of +130 dollars price is 76.9 %."
    same = {"materials": pl.DataFrame([rows[0], {**rows[0], "period": date(2023, 1, 1)}])}
    assert price_part(same, ("PER", "CHL"), Window()).caveats[0] == "The value is the same."
    fallen = {"materials": pl.DataFrame([rows[0], {**rows[0], "period": date(2023, 1, 1), "value_usd": 50}])}
    assert (
        "−50 dollars by price and +0 dollars by volume" in price_part(fallen, ("PER", "CHL"), Window()).says
    )
    with pytest.raises(CoverageError, match="the tables have no raw materials that Chile sold Peru in 2022, value and tonnes"):  # fmt: skip
        price_part(table, ("PER", "CHL"), Window(), year=2022)
    with pytest.raises(CoverageError, match="in 2020, value and tonnes"):
        price_part(table, ("PER", "CHL"), Window(), base=2020)
    with pytest.raises(OptionError, match="year=2021 is not later than base=2021"):
        price_part(table, ("PER", "CHL"), Window(), year=2021)
    with pytest.raises(
        CoverageError, match="the period asked has neither 2021 nor 2023: name others with base= and year="
    ):
        price_part(table, ("PER", "CHL"), Window(start=date(2021, 1, 2), end=date(2022, 12, 31)))


def test_a_step_on_a_changed_base_is_set_apart():
    # from July to September 2021 half as much again: a year later the same months fall by a third, and no more
    def value(year, month):
        return (1500 if (year, month) in ((2021, 7), (2021, 8), (2021, 9)) else 1000) + 5 * (month % 2) * (
            year % 3
        )

    rows = [("CHN", "RUS", date(year, month, 1), "CHN", value(year, month)) for year in (2020, 2021, 2022) for month in range(1, 13)]  # fmt: skip
    kinds = dict.fromkeys(("origin", "destination", "product", "measure", "unit", "source_id"), pl.String)
    empty = pl.DataFrame(schema=kinds | {"value": pl.Float64, "period": pl.Date, "end": pl.Date})
    held = flows(*rows, freq="M") | {"estimates": empty}
    found = trade_regimes(held, ("CHN", "RUS"), Window())
    apart = {row["period"]: row["apart"] for row in found.rows if row["apart"]}
    assert apart == dict.fromkeys(("2022-07", "2022-08", "2022-09"), "on a low base: fell 34 %")
    assert found.says == (
        "China's exports to Russia, against the year before, stood still from January 2021, rose 50 % from July 2021 and stood still from October 2021."
    )  # fmt: skip
    assert found.caveats[0].startswith(
        "The steps of July 2022 and October 2022 come twelve months after others"
    )
    assert found.caveats[1].endswith("0 of 24 months.")
    levels = {row["period"]: row["value"] for row in found.rows if row["series"] == "level of the regime"}
    assert levels["2021-08"] == pytest.approx(0.5, abs=0.02)
    assert (len(found.rows), found.rows[0]["period"], found.rows[24]["period"]) == (48, "2021-01", "2021-01")
    with pytest.raises(
        CoverageError, match="growth by month is known from January 2021 on, not for the period asked"
    ):
        trade_regimes(held, ("CHN", "RUS"), Window(end=date(2021, 1, 1)))
    with pytest.raises(
        CoverageError, match="growth on the year before is known for 11 months; a search for regimes needs 12"
    ):
        trade_regimes(held, ("CHN", "RUS"), Window(end=date(2021, 11, 30)))
    assert len(trade_regimes(held, ("CHN", "RUS"), Window(end=date(2021, 12, 31))).rows) == 24
