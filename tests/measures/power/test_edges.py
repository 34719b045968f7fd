"""Bounds that no state's power on record meets: shares, thresholds, definitions, trends, resolutions, by hand."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.measures.power import definitions, polarity, world_order
from realpolitik.measures.power.capabilities import COMPONENTS, capability_index, cinc, indices
from realpolitik.measures.power.membership import membership
from realpolitik.measures.power.military import military_spending
from realpolitik.measures.power.network import bonacich


class Shelf(dict):
    def names(self):
        return list(self)


# --- capabilities -----------------------------------------------------------------------------------------------------


def capabilities(*rows):
    """Capabilities as (state, year, six components, number of the list, published index)."""
    made = [
        {"state": state, "period": date(year, 1, 1), **dict(zip(COMPONENTS, parts, strict=True)), "number": number, "cinc": published}
        for state, year, parts, number, published in rows
    ]  # fmt: skip
    kinds = dict.fromkeys(COMPONENTS, pl.Float64) | {"cinc": pl.Float64}
    return {"capabilities": pl.DataFrame(made, schema_overrides=kinds)}


def test_the_index_is_the_mean_of_shares_known():
    table = pl.DataFrame(
        {"period": [1, 1], "state": ["A", "B"], "x": [1.0, 3.0], "y": [None, 5.0], "z": [0.0, 0.0]}
    )
    found = cinc(table, of=("x", "y", "z")).collect()
    assert found["cinc"].to_list() == [0.25, (0.75 + 1.0) / 2]
    with pytest.raises(OptionError, match="an index needs a component: name one or more columns"):
        cinc(table, of=())
    none = pl.DataFrame(
        {"period": [1, 1], "state": ["A", "B"], "x": [None, 3.0]}, schema_overrides={"x": pl.Float64}
    )
    assert cinc(none, of=("x",)).collect()["state"].to_list() == ["B"]


def test_the_range_leaves_out_one_component_at_a_time():
    held = capabilities(
        ("ARG", 2000, (1, 1, 1, 1, 1, 4), 160, 0.3), ("BRA", 2000, (3, 3, 3, 3, 3, 6), 140, 0.7)
    )
    (row,) = indices(held, ("ARG",), Window())
    assert (row["value"], row["low"], row["high"]) == pytest.approx((1.65 / 6, 0.25, 1.4 / 5))
    found = capability_index(held, ("ARG", "BRA"), Window())
    assert found.says == (
        "Argentina had 27.5 % of the world's material capabilities in 2000 (25.0 % to 28.0 %); Brazil had 72.5 % of the world's material capabilities in 2000 "
        "(72.0 % to 75.0 %)."
    )  # fmt: skip
    assert (
        found.caveats[0] == "Recomputed from the components; the published index differs by 0.03 at most."
    )  # .3 and .275, to a digit
    with pytest.raises(CoverageError, match="the capabilities of Chile are not on record in the period asked; the table runs from 1816 to 2022"):  # fmt: skip
        capability_index(held, ("ARG", "CHL"), Window())


def test_the_window_takes_whole_years():
    held = capabilities(*(("ARG", year, (1, 1, 1, 1, 1, 1), 160, None) for year in (2000, 2001, 2002)))

    def years(**window):
        return [row["period"].year for row in indices(held, ("ARG",), Window(**window))]

    assert years(start=date(2001, 12, 31)) == [2001, 2002]
    assert years(end=date(2001, 1, 1)) == [2000, 2001]
    assert years(start=date(2001, 1, 1), end=date(2001, 12, 31)) == [2001]


# --- concentration and poles ------------------------------------------------------------------------------------------


def test_concentration_of_two_and_of_none():
    one = polarity.concentration([1.0, 0.0])
    assert (one.con, one.effective, one.entropy, one.leader, one.states) == (1.0, 1.0, 1.0, 1.0, 2)
    even = polarity.concentration([2.0, 2.0])
    assert (even.con, even.effective, even.entropy) == (0.0, 2.0, pytest.approx(2.0))
    for wrong in ([1.0], [1.0, -1.0], [0.0, 0.0], [1.0, math.inf], [[1.0, 1.0]]):
        with pytest.raises(
            OptionError, match="needs the power of two states or more, none negative, not all 0"
        ):
            polarity.concentration(wrong)


def test_a_pole_has_as_much_as_the_threshold_of_the_strongest():
    assert polarity.poles([4, 2, 1.99], threshold=0.5) == 2
    assert polarity.poles([4, 2, 1.99], threshold=1) == 1
    for wrong in (0, 1.01, -0.1):
        with pytest.raises(
            OptionError, match=f"threshold={wrong}: choose a share of the strongest, above 0 and at most 1"
        ):
            polarity.poles([4, 2], threshold=wrong)
    assert polarity._named(["BRA", "CHL", "PER", "ARG"]) == "Brazil, Chile, Peru, Argentina"
    assert polarity._named(["BRA", "CHL", "PER", "ARG", "MEX"]) == "Brazil, Chile, Peru, Argentina and 1 more"


def test_net_resources_are_output_by_output_a_head():
    assert polarity.net_resources(6.0, 2.0) == 18.0
    assert polarity.net_resources(0.0, 1.0) == 0.0
    for wrong in ((1.0, 0.0), (-1.0, 1.0)):
        with pytest.raises(
            OptionError, match="net resources need a population above 0 and an output that is not negative"
        ):
            polarity.net_resources(*wrong)


def of_polarity(*rows):
    """The distribution as (definition, year, effective number)."""
    return {
        "polarity": pl.DataFrame(
            [
                {"definition": definition, "period": date(year, 1, 1), "effective": value, "con": value / 100, "entropy": value, "states": 9, "effective_low": low, "effective_high": low and value + 1, "source_id": "s"}
                for definition, year, value, low in rows
            ],
            schema_overrides={"effective_low": pl.Float64, "effective_high": pl.Float64},
        )
    }  # fmt: skip


def test_a_series_of_poles_within_its_ends():
    held = of_polarity(
        ("capabilities", 2000, 5.0, 4.0), ("capabilities", 2001, 6.0, 5.0), ("output", 2001, 9.0, None)
    )

    def years(since="", **window):
        return [
            row["period"]
            for row in polarity.series(held, "capabilities", "effective", Window(**window), since)
        ]

    assert years(start=date(2001, 1, 1)) == years(since="2001", end=date(2001, 1, 1)) == ["2001"]
    assert years(since="2000", start=date(2001, 1, 1)) == ["2000", "2001"]
    assert years(end=date(2000, 1, 1)) == ["2000"]
    found = polarity.effective_poles(held, (), Window())
    assert found.says == "Effective poles of the world: capabilities (CINC) 5.0 in 2000, 6.0 in 2001; output (GDP at PPP) 9.0 in 2001, 9.0 in 2001."  # fmt: skip
    assert (found.value, found.interval.low, found.interval.high) == (6.0, 5.0, 7.0)
    assert polarity.effective_poles(held, (), Window(), definition="output").interval is None
    with pytest.raises(CoverageError, match=r"the distribution of capabilities \(CINC\) is on record from 2000 to 2001, not in the period asked"):  # fmt: skip
        polarity.effective_poles(held, (), Window(start=date(2002, 1, 1)), definition="capabilities")
    with pytest.raises(CoverageError, match="no definition of power covers the period asked: capabilities run from 1816 to 2022, output to 2019"):  # fmt: skip
        polarity.effective_poles(held, (), Window(start=date(2002, 1, 1)))
    with pytest.raises(CoverageError, match=r"the distribution of military spending is not on record\."):
        polarity.series(held, "military-spending", "effective", Window())
    with pytest.raises(UnknownNameError, match="definition of power"):
        polarity.series(held, "might", "effective", Window())
    with pytest.raises(UnknownNameError, match="index"):
        polarity.series(held, "output", "gini", Window())


# --- definitions ------------------------------------------------------------------------------------------------------


def ranking(kind, label, **values):
    return definitions.Ranking(kind=kind, label=label, period=date(2020, 1, 1), unit="USD", values=values, source="s", bounds={"ARG": (0.9, 1.1)} if kind == "capabilities" else {})  # fmt: skip


def test_ahead_and_behind_in_a_sentence():
    def said(*values):
        rows = [
            definitions._row(ranking("output", label, ARG=value, USA=2.0), "ARG", "USA")
            for label, value in zip(("a (x)", "b", "c", "d"), values, strict=False)
        ]
        return definitions._says(("ARG",), "USA", rows)

    both = [
        definitions._row(ranking("output", "a", ARG=1.0, BRA=3.0, USA=2.0), code, "USA")
        for code in ("ARG", "BRA")
    ]
    assert definitions._says(("ARG", "BRA"), "USA", both) == "Argentina is behind the United States on the one measure of power; Brazil is ahead of the United States on the one measure of power (a)."  # fmt: skip
    assert said(1.0, 2.0) == "Argentina is behind the United States on all 2 measures of power."
    assert (
        said(3.0, 2.0)
        == "Argentina is ahead of the United States on 1 of 2 measures of power (a), behind on 1."
    )
    assert (
        said(3.0, 3.0, 3.0)
        == "Argentina is ahead of the United States on 3 of 3 measures of power (a, b, c)."
    )
    assert said(3.0, 3.0, 3.0, 3.0) == "Argentina is ahead of the United States on 4 of 4 measures of power (a, b, c and others)."  # fmt: skip


def test_a_ratio_to_nothing_is_none_and_bounds_hold_the_ratio():
    assert definitions._row(ranking("warheads", "w", ARG=3.0, USA=0.0), "ARG", "USA")["value"] is None
    row = definitions._row(ranking("capabilities", "c", ARG=3.0, USA=2.0), "ARG", "USA")
    assert (row["value"], row["low"], row["high"], row["period"]) == (1.5, 0.9, 1.5, "2020")
    rows = [{"kind": "capabilities", "value": 1.1}, {"kind": "net resources", "value": 0.9}]
    assert (
        definitions._opposite(rows, "ARG", "USA")
        == " The two rank Argentina and the United States in opposite order."
    )
    assert definitions._opposite([rows[0], {"kind": "net resources", "value": 1.1}], "ARG", "USA") == ""
    assert definitions._opposite([{"kind": "capabilities", "value": 1.0}, rows[1]], "ARG", "USA") == ""
    assert definitions._opposite(rows[:1], "ARG", "USA") == ""


def test_the_range_of_a_ratio_leaves_out_one_component():
    held = {code: {f"share_{part}": value for part, value in zip(COMPONENTS, parts, strict=False)} for code, parts in (("ARG", (0.2, 0.4)), ("USA", (0.4, 0.2)))}  # fmt: skip
    assert definitions._without_each(held, ("ARG", "USA")) == {"ARG": (0.5, 2.0)}
    alone = {code: {"share_energy": 0.2} for code in ("ARG", "USA")}
    assert definitions._without_each(alone, ("ARG", "USA")) == {}


def published(*rows, item="gdp-usd"):
    return {"power": pl.DataFrame([{"measure": item, "state": state, "period": date(year, 1, 1), "value": value, "unit": "USD", "vintage": vintage, "source_id": "s"} for state, year, value, vintage in rows])}  # fmt: skip


def test_a_definition_is_of_the_last_year_that_has_all_and_of_the_longer_vintage():
    rows = [("ARG", 2019, 1.0, "World Bank WDI 2"), ("BRA", 2019, 2.0, "World Bank WDI 2"), ("ARG", 2020, 5.0, "World Bank WDI 2"), ("ARG", 2019, 9.0, "World Bank WDI 1"), ("BRA", 2019, 9.0, "World Bank WDI 1"), ("BRA", 2020, 9.0, "IMF")]  # fmt: skip
    found = definitions._published(published(*rows), ("ARG", "BRA"), Window(), "gdp-usd", "World Bank WDI", kind="output", label="x")  # fmt: skip
    assert (found.period.year, found.values) == (2019, {"ARG": 1.0, "BRA": 2.0})
    assert definitions._published(published(*rows), ("ARG", "BRA"), Window(start=date(2019, 1, 2)), "gdp-usd", "World Bank WDI", kind="output", label="x") is None  # fmt: skip


# --- spending, membership, networks -----------------------------------------------------------------------------------


def test_spending_by_sipri_with_the_range_of_all():
    rows = [("ARG", 2020, 90.0, "NMC 6"), ("ARG", 2020, 100.0, "SIPRI 2025"), ("ARG", 2019, 80.0, "NMC 6"), ("ARG", 2021, 500.0, "IMF forecast")]  # fmt: skip
    held = published(*rows, item="military-spending-usd")
    found = military_spending(held, ("ARG",), Window())
    assert (found.value, found.interval.low, found.interval.high) == (100.0, 90.0, 100.0)
    assert [(row["period"], row["value"], row["low"]) for row in found.rows] == [("2019", 80.0, None), ("2020", 100.0, 90.0)]  # fmt: skip
    assert found.says == "Argentina spent 100 dollars on its military in 2020."
    output = published(("ARG", 2020, 1000.0, "World Bank WDI"), ("ARG", 2020, 2000.0, "World Bank WDI 2"))[
        "power"
    ]
    share = military_spending({"power": pl.concat([held["power"], output])}, ("ARG",), Window(), per="gdp")
    assert (share.value, share.interval.low, share.says, share.unit) == (0.05, 0.045, "Argentina spent 5.0 % of its output on its military in 2020.", "share")  # fmt: skip
    with pytest.raises(CoverageError, match="the tables have no military spending of Argentina in a year of which they have its output in the period asked"):  # fmt: skip
        military_spending(held, ("ARG",), Window(), per="gdp")
    with pytest.raises(
        CoverageError, match="the tables have no military spending of Chile in the period asked"
    ):
        military_spending(held, ("CHL",), Window())


def test_membership_of_the_system_of_states():
    rows = [("cow", "ARG", date(1841, 1, 1), date(1850, 12, 31)), ("gw", "ARG", date(1840, 1, 1), None), ("cow", "BRA", date(1826, 1, 1), date(2016, 12, 31))]  # fmt: skip
    table = pl.DataFrame([{"system": system, "state": state, "start": start, "end": end, "name": "x", "number": 160, "source_id": "s"} for system, state, start, end in rows])  # fmt: skip
    found = membership(Shelf(state_systems=table), ("ARG", "CHL"), Window())
    assert found.says == "Members of the system of states: Argentina from 1 January 1841 to 31 December 1850 by the Correlates of War; Argentina from 1 January 1840 by Gleditsch and Ward."  # fmt: skip
    assert [round(row["value"], 6) for row in found.rows] == [round(3652 / 365.25, 6), round(((date(2016, 12, 31) - date(1840, 1, 1)).days + 1) / 365.25, 6)]  # fmt: skip
    assert (
        len(membership(Shelf(state_systems=table), ("ARG", "CHL"), Window(start=date(1850, 12, 31))).rows)
        == 2
    )
    assert (
        len(membership(Shelf(state_systems=table), ("ARG", "CHL"), Window(start=date(1851, 1, 1))).rows) == 1
    )
    with pytest.raises(
        CoverageError, match="the lists fetched have neither Argentina nor Chile in the period asked"
    ):
        membership(Shelf(state_systems=table), ("ARG", "CHL"), Window(end=date(1839, 12, 31)))


def test_power_in_a_network_of_three():
    ties = [[9, 1, 0], [1, 9, 1], [0, 1, 9]]
    # without weight of partners' ties power is one's own: 1, 2 and 1, of mean square 1
    assert bonacich(ties, beta=0.0) == pytest.approx(np.array([1, 2, 1]) * math.sqrt(3 / 6))
    assert bonacich(ties, beta=0.5, relative=True) == pytest.approx(bonacich(ties, beta=0.5 / math.sqrt(2)))
    for wrong in ([[0, 1]], [[0, 1], [2, 0]], [0, 1]):
        with pytest.raises(OptionError, match="a network needs a symmetric square matrix of ties"):
            bonacich(wrong, beta=0.0)
    for wrong in ([[0, -1], [-1, 0]], [[0, 0], [0, 0]]):
        with pytest.raises(OptionError, match="ties are finite, not negative, and there is at least one"):
            bonacich(wrong, beta=0.0)
    for beta in (1.0, -1.0):
        with pytest.raises(
            OptionError, match=f"beta={beta}: its size must be below 1, else the sum has no end"
        ):
            bonacich([[0, 1], [1, 0]], beta=beta)


# --- the order of the world -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "less", "none", "said"),
    [
        ([], [], ["a", "b"], "By none of 2 measures of power has the world since 1992 a trend beyond chance."),
        (["a", "b"], [], [], "Of 2 measures of power 2 (a, b) find it more multipolar, for the world since 1992."),
        (["a"], [], ["b"], "There is no agreed trend for the world since 1992: of 2 measures of power 1 (a) finds it more multipolar, 1 finds no trend beyond chance."),
        (["a"], ["b"], ["c", "d"], "There is no agreed trend for the world since 1992: of 4 measures of power 1 (a) finds it more multipolar, 1 (b) finds it less multipolar, 2 find no trend beyond chance."),
    ],
)  # fmt: skip
def test_trends_in_a_sentence(more, less, none, said):
    assert world_order._trends("1992", {"more": more, "less": less, "no clear": none}) == said


def test_the_start_of_a_trend():
    few = world_order.FEWEST
    assert world_order._start(Window()) == world_order._start(Window(end=date(1993 + few, 1, 1))) == "1992"
    assert world_order._start(Window(end=date(1992 + few, 1, 1))) == "1946"
    assert world_order._start(Window(start=date(1900, 1, 1), end=date(1950, 1, 1))) == "1900"


def test_a_trend_needs_more_than_the_fewest_years():
    few = world_order.FEWEST
    rows = [
        ("capabilities", 1992 + place, 5.0 + place * 0.1 + place % 2 * 0.01, 1.0) for place in range(few + 1)
    ]
    found = world_order.trend(of_polarity(*rows), (), Window())
    assert found.value == pytest.approx(1.0, abs=0.05)
    assert (
        found.says
        == "The one measure of power, capabilities, finds it more multipolar, for the world since 1992."
    )
    later = world_order.trend(of_polarity(*(("output", *row[1:3], None) for row in rows)), (), Window())
    assert [row["definition"] for row in later.rows] == ["output"]
    with pytest.raises(CoverageError, match=f"no definition of power has {few + 1} years from 1992 on in the period asked"):  # fmt: skip
        world_order.trend(of_polarity(*rows[:-1]), (), Window())


def test_exact_limits_at_none_and_at_all():
    assert world_order.binomial_interval(0, 5)[0] == 0.0
    assert world_order.binomial_interval(5, 5)[1] == 1.0
    assert world_order.binomial_interval(5, 5)[0] == pytest.approx(0.025 ** (1 / 5))
    assert world_order.binomial_interval(0, 5)[1] == pytest.approx(1 - 0.025 ** (1 / 5))
    assert world_order.binomial_interval(1, 2, level=0.9) == pytest.approx((1 - 0.95**0.5, 0.95**0.5))


@pytest.mark.parametrize(
    ("agreed", "totals", "said"),
    [
        (5, {"USA": (0, 4)}, "all 5 resolutions about the order of the world, the United States on none."),
        (3, {"USA": (2, 4)}, "3 of 5 resolutions about the order of the world, the United States on 2 of 4."),
        (3, {"USA": (4, 4)}, "3 of 5 resolutions about the order of the world, the United States on all 4."),
        (3, {}, "3 of 5 resolutions about the order of the world."),
        (0, {"ARG": (1, 5), "BRA": (0, 5), "USA": (4, 4)}, "none of 5 resolutions about the order of the world: Argentina on 1 of 5, Brazil on none, the United States on all 4."),
    ],
)  # fmt: skip
def test_votes_on_order_in_a_sentence(agreed, totals, said):
    assert (
        world_order._yes(("ARG", "BRA"), "USA", 5, agreed, totals)
        == f"Argentina and Brazil both voted yes on {said}"
    )


def test_a_third_state_is_another_than_the_two():
    with pytest.raises(OptionError, match="against='Brazil' leaves nobody to compare: name a third state"):
        definitions.definitions({}, ("BRA", "BRA"), Window(), against="Brazil")
