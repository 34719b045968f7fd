"""Trade in part of a year: sums as printed, months added up, differences of sums; growth against what agencies printed."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run
from realpolitik.measures.trade.part_years import ROUNDED, Printed, part


def figure(*about, **options):
    return run("trade.part_of_year", *about, **options)


def test_printed_sum_stands_as_it_is():
    printed = Printed(70.0, ("b",))
    assert part({1: Printed(9.0, ("m",))}, {6: printed}, 1, 6) is printed


def test_months_are_added_before_sums_are_subtracted():
    singles = {4: Printed(12.0, ("x",)), 5: Printed(13.0, ("y",))}
    made = part(singles, {3: Printed(30.0, ("a",)), 5: Printed(56.0, ("b",))}, 4, 5)
    assert made == Printed(25.0, ("x", "y"))


def test_a_difference_says_what_it_may_be_off():
    made = part({}, {3: Printed(30.0, ("a",)), 6: Printed(70.0, ("b",))}, 4, 6)
    assert (made.value, made.off, made.sources) == (40.0, ROUNDED * 70.0, ("b", "a"))


def test_sums_are_carried_on_by_single_months():
    made = part({7: Printed(11.0, ("m",))}, {6: Printed(70.0, ("b",))}, 1, 7)
    assert made.value == 81.0
    assert part({7: Printed(11.0, ("m",))}, {7: Printed(81.0, ("b",))}, 1, 6).value == 70.0
    assert part({7: Printed(11.0, ("m",))}, {6: Printed(70.0, ("b",))}, 1, 8) is None


def test_growth_is_near_what_agencies_printed():
    # TASS, 20 July and 20 October 2023: tonnes of crude oil, up 27.3 and 24.4 %; first prints of both years, hence two points
    for last, printed in ((6, 0.273), (9, 0.244)):
        rows = {
            row["period"]: row["value"]
            for row in figure("RUS", "CHN", last=last, flow="exports", product="crude-oil", in_unit="t").rows
        }
        growth = rows[f"2023-{last:02d}"] / rows[f"2022-{last:02d}"] - 1
        assert growth == pytest.approx(printed, abs=0.02)


def test_quarters_make_the_half():
    def of(first, last):
        return figure("CHN", "RUS", first=first, last=last, start="2023", end="2023").value

    assert of(1, 3) + of(4, 6) == pytest.approx(of(1, 6), rel=ROUNDED)


def test_what_no_prints_make_up_is_refused():
    with pytest.raises(CoverageError, match="India–Russia trade from January to June"):
        figure("IND", "RUS")
    with pytest.raises(CoverageError):
        figure("CHN", "RUS", start="1990", end="1999")
    with pytest.raises(OptionError, match="lies after"):
        figure("CHN", "RUS", first=7, last=6)
    with pytest.raises(CoverageError):  # tonnes are of one product
        figure("CHN", "RUS", in_unit="t")
