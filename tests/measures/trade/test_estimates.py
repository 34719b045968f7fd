"""Estimates that no other account bears out, held against figures that national offices print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from realpolitik.findings import Window
from realpolitik.measures import run
from realpolitik.measures.trade.accounts import Report
from realpolitik.measures.trade.estimates import doubts, held, near, undoubted
from realpolitik.measures.trade.reports import central_reports, office_words, shipped
from realpolitik.measures.trade.splice import CentralReport
from realpolitik.store import Store

EMBEDDED = Store.embedded()
BILLION = 1e9


def row(measure: str, a: str, b: str, year: int) -> Mapping[str, Any]:
    found = run(measure, a, b, store=EMBEDDED)
    return next(one for one in found.rows if one["period"] == str(year))


def test_american_exports_to_russia_are_the_census_bureaus():
    """1.7 billion, 599.6 and 526.1 million dollars in 2022 to 2024; the IMF estimates 4.6, 1.6 and 1.4 billion."""
    for year, printed in ((2022, 1700e6), (2023, 599.6e6), (2024, 526.1e6)):
        told = row("trade.exports", "USA", "RUS", year)
        assert (told["value"], told["reporter"], told["doubted"]) == (printed, "USA", "IMF")
        assert told["high"] > 2 * printed  # the estimate stays in sight
    says = run("trade.exports", "USA", "RUS", store=EMBEDDED).says
    assert says.startswith("The United States' exports to Russia fell 12 % in 2024 to 526 million dollars")


def test_the_american_deficit_with_russia_is_the_printed_one():
    # the Census Bureau: 23,306.8 million dollars in 2021; the Trade Representative: 2.5 billion in 2024
    assert row("trade.balance", "USA", "RUS", 2021)["value"] == pytest.approx(-23.3068 * BILLION, abs=0.05 * BILLION)  # fmt: skip
    assert row("trade.balance", "USA", "RUS", 2024)["value"] == pytest.approx(-2.5 * BILLION, abs=0.05 * BILLION)  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "at_most"),
    [
        # Latvian statistics: 108.5 million euros in the first two months of 2024, 6.4 % less than a year before
        ("RUS", "LVA", 0.8),
        # the ambassador in Bangkok: trade of about 1.5 billion dollars both ways, so that .2 would leave Thailand selling 1.3
        ("RUS", "THA", 0.8),
        # Mexico's central bank: 1.3 million dollars in June 2022, 2 million in June 2023
        ("MEX", "RUS", 0.05),
        # Statistics Netherlands: 419 million euros in July 2023, a third of the months before
        ("RUS", "NLD", 6.0),
    ],
)
def test_what_is_told_instead_of_an_estimate_is_nearer_to_what_offices_print(a, b, at_most):
    told = row("trade.exports", a, b, 2023)
    assert told["value"] <= at_most * BILLION
    assert told["doubted"] == "IMF"


def test_an_estimate_that_nobody_stands_beside_is_left_out_and_said():
    found = run("trade.exports", "RUS", "LVA", store=EMBEDDED)
    # Russia's embassy in Riga: 369.1 million euros in eleven months of 2024, where the IMF estimates 1.03 billion dollars
    assert found.says.startswith("Russia's exports to Latvia came to 656 million dollars in 2023")
    assert [one["period"] for one in found.rows][-2:] == ["2021", "2023"]
    (left,) = [one for one in found.caveats if one.startswith("Left out")]
    assert left.startswith("Left out is what the IMF alone has, an estimate (3.9 billion dollars in 2022, 1.0 billion dollars in 2024): ")  # fmt: skip
    assert "Not covered" not in found.says


def test_the_sum_of_both_directions_is_doubted_by_itself():
    # the one direction is doubted, and the sum is 4 % from BACI's
    told = row("trade.turnover", "RUS", "LVA", 2023)
    assert told["reporter"] == "IMF"
    assert "doubted" not in told


def test_growth_rests_on_no_doubted_estimate():
    found = run("trade.export_growth", "RUS", "LVA", start="2016", store=EMBEDDED)
    assert found.period.end == "2023"
    assert found.value == pytest.approx(0.656 / 4.807 - 1, abs=0.002)  # BACI's 2016 and 2023


def test_no_ratio_rests_on_a_doubted_estimate_and_it_is_no_series():
    reports = {}
    for year in range(2016, 2021):
        reports[date(year, 1, 1)] = {
            "BACI": Report("BACI", 1e9, "b"),
            "IMF": Report("IMF", 1.1e9, "i"),
        }
    reports[date(2021, 1, 1)] = {"BACI": Report("BACI", 1e9, "b"), "IMF": Report("IMF", 4e9, "i", estimated=True, doubted=True)}  # fmt: skip
    reports[date(2022, 1, 1)] = {"IMF": Report("IMF", 1.2e9, "i")}
    found = central_reports(reports)
    doubted = found[-2]
    assert (doubted.value, doubted.office, doubted.high) == (pytest.approx(1.1e9), "BACI", 4e9)
    assert doubted.splice is not None
    assert doubted.splice.common == 5
    assert undoubted(reports)[date(2021, 1, 1)].keys() == {"BACI"}


def test_where_everything_is_doubted_all_is_kept():
    one = CentralReport(date(2023, 1, 1), 5.0, 5.0, 5.0, "IMF", "", (("IMF", 5.0),), doubted=("IMF",))
    assert held([one]) == [one]
    (told,) = doubts([one], office_words)
    assert told.startswith("This rests on what the IMF alone has, an estimate (5 dollars in 2023): ")
    beside = CentralReport(date(2023, 1, 1), 2.0, 2.0, 5.0, "BACI", "", (("BACI", 2.0), ("IMF", 5.0)), doubted=("IMF",))  # fmt: skip
    assert held([beside]) == [beside]
    (told,) = doubts([beside], office_words)
    assert told.endswith("it is an end of the range, and the figure is another office's.")


def test_nearness_is_a_factor_of_two_above_a_hundred_million():
    assert [near(2e8, 1e8), near(2.01e8, 1e8), near(9e7, 1.0), near(0.9e8, 1.9e8)] == [True, False, True, False]  # fmt: skip


def test_the_reports_of_a_flow_keep_what_is_doubted():
    told = shipped(EMBEDDED["trade"], origin="RUS", destination="NLD", window=Window())[date(2023, 1, 1)]
    assert {office: report.doubted for office, report in told.items()} == {"BACI": False, "IMF": True}
