"""Bounds that no dependence on record meets: shares, offices, capacity, inputs, by hand."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window
from realpolitik.measures.dependence import capacity
from realpolitik.measures.dependence.dependents import dependents
from realpolitik.measures.dependence.hirschman import hirschman_effects, influence_effect
from realpolitik.measures.dependence.inputs import inputs
from realpolitik.measures.dependence.offices import Apart, apart, reports_of
from realpolitik.measures.dependence.shares import (
    _carried,
    _once,
    export_share,
    gross_product,
    import_share,
    supply_effect,
    symmetry_of,
    trade_gdp,
    weak_link,
)
from realpolitik.measures.trade.splice import CentralReport
from realpolitik.store import Store

BASE = {"product": "total", "freq": "A", "vintage": "v", "source_id": "s", "note": ""}
TOTALS = {"a": [], "b": [], "period": [], "reporter": [], "value_usd": [], **{key: [] for key in BASE}}
KINDS = {"value_usd": pl.Int64, "period": pl.Date} | dict.fromkeys(("a", "b", "reporter", *BASE), pl.String)


def tables(*reports, output=()):
    """Flows as (origin, destination, year, office, value) and output as (state, year, value, vintage)."""
    made = [
        {
            **BASE,
            "origin": a,
            "destination": b,
            "period": date(year, 1, 1),
            "reporter": office,
            "value_usd": value,
        }
        for a, b, year, office, value in reports
    ]
    power = [
        {"state": state, "measure": "gdp-usd", "period": date(year, 1, 1), "value": float(value), "vintage": vintage, "source_id": "gdp"}
        for state, year, value, vintage in output
    ]  # fmt: skip
    return {
        "trade": pl.DataFrame(made, schema_overrides={"value_usd": pl.Int64}),
        "turnover": pl.DataFrame(TOTALS, schema=KINDS),
        "power": pl.DataFrame(power) if power else Store()["power"].clear(),
    }


def two_ways(year, there, back, of_a, of_b, office="IMF"):
    """What Argentina and Brazil sell each other, and what each sells to the world and buys of it in all."""
    return (
        ("ARG", "BRA", year, office, there), ("BRA", "ARG", year, office, back), ("ARG", "WLD", year, office, of_a), ("WLD", "ARG", year, office, of_a),
        ("BRA", "WLD", year, office, of_b), ("WLD", "BRA", year, office, of_b),
    )  # fmt: skip


# --- shares -----------------------------------------------------------------------------------------------------------


def test_the_supply_effect_is_of_shares_from_nothing_to_below_all():
    assert supply_effect(0.0, 5) == 0.0
    assert supply_effect(0.5, 2) == pytest.approx(0.6931, abs=5e-5)
    for share, elasticity, said in (
        (1.0, 5, r"a share of spending lies in \[0, 1\), not at 1\.0"),
        (-0.01, 5, r"not at -0\.01"),
        (0.5, 1.0, r"elasticity=1\.0: without a supplier the loss is infinite unless it is above 1"),
    ):
        with pytest.raises(OptionError, match=said):
            supply_effect(share, elasticity)


def test_shares_of_imports_and_exports_by_hand():
    flows = tables(*two_ways(2019, 30, 10, 100, 200), *two_ways(2020, 40, 10, 100, 200))
    bought = import_share(flows, ("ARG", "BRA"), Window())
    sold = export_share(flows, ("ARG", "BRA"), Window())
    assert ([row["value"] for row in bought.rows], [row["value"] for row in sold.rows]) == (
        [0.1, 0.1],
        [0.3, 0.4],
    )
    assert "Argentina sold" in sold.says
    assert "of its exports to Brazil" in sold.says
    assert "of its imports from Brazil" in bought.says
    assert sold.interval is None
    with pytest.raises(CoverageError, match=r"the tables have no share of Brazil in the exports of Argentina from 2021-01-01 to today\. They cover 2019 to 2020"):  # fmt: skip
        export_share(flows, ("ARG", "BRA"), Window(start=date(2021, 1, 1)))
    with pytest.raises(
        CoverageError, match=r"no share of Brazil in the imports of Chile\. There is none for any year"
    ):
        import_share(flows, ("CHL", "BRA"), Window())


def test_a_partner_s_report_goes_over_the_own_total_where_the_own_is_lacking():
    rows = (("BRA", "ARG", 2020, "BRA", 20), ("WLD", "ARG", 2020, "ARG", 100))
    found = import_share(tables(*rows), ("ARG", "BRA"), Window())
    assert (found.value, found.rows[0]["reporter"]) == (0.2, "BRA/ARG")
    assert "A state's own total without its own report" in found.caveats[0]
    own = import_share(tables(*rows, ("BRA", "ARG", 2020, "ARG", 30)), ("ARG", "BRA"), Window())
    assert (own.value, own.rows[0]["reporter"]) == (0.3, "ARG")
    assert "A state's own total" not in own.caveats[0]


def report(year, value, low=None, high=None, office="IMF", **more):
    return CentralReport(date(year, 1, 1), value, value if low is None else low, value if high is None else high, office, "s", **more)  # fmt: skip


def test_a_range_of_two_offices_is_carried_three_years_and_no_farther():
    found, kind = _carried([report(2020, 0.5, 0.4, 0.75), report(2023, 0.8)])
    assert (found[-1].low, found[-1].high) == (pytest.approx(0.64), 1.0)
    assert kind == "range of the offices in 2020, the last year with two, carried to 2023"
    late = [report(2019, 0.5, 0.4, 0.75), report(2023, 0.8)]
    assert _carried(late) == (late, "")
    other = [report(2020, 0.5, 0.4, 0.75, office="BACI"), report(2023, 0.8)]
    assert _carried(other) == (other, "")
    own = [report(2020, 0.5, 0.4, 0.75), report(2023, 0.8, 0.7, 0.8)]
    assert _carried(own) == (own, "")
    nearest, _ = _carried([report(2020, 0.5, 0.1, 0.75), report(2021, 0.5, 0.4, 0.6), report(2023, 0.8)])
    assert (nearest[-1].low, nearest[-1].high) == (pytest.approx(0.64), pytest.approx(0.96))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((0.3,), ""), ((0.3, 0.5), ", after 0.300 in 2000"), ((0.3, 0.2, 0.5), ", after 0.300 in 2000 and a low of 0.200 in 2001"),
        ((0.3, 0.6, 0.5), ", after 0.300 in 2000 and a peak of 0.600 in 2001"), ((0.3, 0.4, 0.5), ", after 0.300 in 2000"),
        ((0.3, 0.3, 0.5, 0.5), ", after 0.300 in 2000"), ((0.3, 0.6, 0.2, 0.5), ", after 0.300 in 2000 and a low of 0.200 in 2002"),
    ],
)  # fmt: skip
def test_a_low_or_a_peak_between_is_told(values, said):
    assert (
        _once([{"value": value, "period": str(2000 + place)} for place, value in enumerate(values)]) == said
    )


def test_output_is_of_the_longest_vintage_and_of_the_latest_of_two():
    rows = [("ARG", 2020, 100, "2021"), ("ARG", 2021, 110, "2021"), ("ARG", 2020, 200, "2022"), ("ARG", 2020, 300, "2019"), ("ARG", 2021, 330, "2019")]  # fmt: skip
    found = gross_product(tables(("ARG", "BRA", 2020, "IMF", 1), output=rows), "ARG")
    assert {day.year: value for day, (value, _, _) in found.items()} == {2020: 100.0, 2021: 110.0}


def test_trade_over_output_and_the_weaker_of_the_two():
    flows = (*two_ways(2020, 30, 10, 100, 200), *two_ways(2021, 30, 30, 100, 200))
    output = (
        ("ARG", 2020, 400, "x"),
        ("ARG", 2021, 400, "y"),
        ("BRA", 2020, 800, "x"),
        ("BRA", 2021, 200, "x"),
    )
    own = trade_gdp(tables(*flows, output=output), ("ARG", "BRA"), Window())
    assert [row["value"] for row in own.rows] == [0.1, 0.15]
    assert own.caveats[1] == "The output of Argentina is of several vintages: x (2020), y (2021)."
    weak = weak_link(tables(*flows, output=output), ("ARG", "BRA"), Window())
    assert [row["value"] for row in weak.rows] == [0.05, 0.15]
    assert "of the output of Argentina, the less dependent of the two," in weak.says
    even = weak_link(
        tables(*flows, output=(("ARG", 2020, 400, "x"), ("BRA", 2020, 400, "x"))), ("BRA", "ARG"), Window()
    )
    assert "of the output of Brazil, the less dependent" in even.says
    with pytest.raises(
        CoverageError, match="no year with both the trade of Argentina and Brazil and the output of Argentina"
    ):
        trade_gdp(tables(*flows), ("ARG", "BRA"), Window())


def test_symmetry_by_hand_and_its_refusal():
    flows = tables(*two_ways(2020, 30, 10, 100, 200))
    found = symmetry_of(flows, ("ARG", "BRA"), Window())
    # Argentina trades 40 of 200, Brazil 40 of 400
    assert (found.value, found.interval) == (pytest.approx(0.9), None)
    assert found.says == "The symmetry of Argentina–Brazil trade was 0.900 in 2020; 1 is even dependence."
    alone = tables(*two_ways(2020, 30, 10, 100, 200)[:4])
    with pytest.raises(CoverageError, match="no share of Argentina in the trade of Brazil"):
        symmetry_of(alone, ("ARG", "BRA"), Window())


def test_the_influence_effect_by_hand():
    assert influence_effect(0.2, 0.25) == pytest.approx(0.15)
    flows = (*two_ways(2020, 30, 10, 100, 200), *two_ways(2021, 30, 10, 100, 400))
    found = hirschman_effects(tables(*flows, output=(("ARG", 2020, 20, "x"), ("ARG", 2021, 10, "x"))), ("ARG", "BRA"), Window())  # fmt: skip
    assert [row["value"] for row in found.rows] == pytest.approx([0.2 * 0.9, 0.2 * 0.95])
    assert [row["supply_effect"] for row in found.rows] == [
        pytest.approx(supply_effect(0.5, 5.0)),
        None,
    ]  # all of its output is no share
    assert found.says == "Brazil's influence effect over Argentina was 0.19 in 2021, after 0.18 in 2020."
    assert "in 2020, at an elasticity of substitution of 5, all else equal" in found.caveats[1]
    bare = hirschman_effects(tables(*flows[:6]), ("ARG", "BRA"), Window())
    assert bare.caveats[1] == "The tables have no output of Argentina for these years, so no supply effect."
    assert bare.says == "Brazil's influence effect over Argentina was 0.18 in 2020."


def test_dependents_are_of_the_year_in_which_most_report():
    rows = []
    for other, year, value, whole in (("BRA", 2020, 10, 100), ("CHL", 2020, 30, 100), ("PER", 2021, 90, 100), ("BRA", 2021, 20, 100)):  # fmt: skip
        rows += [("ARG", other, year, "IMF", value), ("WLD", other, year, "IMF", whole)]
    found = dependents(tables(*rows), ("ARG",), Window())
    # two states either year: the later one
    assert [(row["code"], row["value"]) for row in found.rows] == [("PER", 0.9), ("BRA", 0.2)]
    assert (
        found.says
        == "Of 2 states Peru bought the largest share from Argentina in 2021: 90.0 % of its imports."
    )
    early = dependents(tables(*rows, ("ARG", "MEX", 2020, "IMF", 30), ("WLD", "MEX", 2020, "IMF", 100)), ("ARG",), Window())  # fmt: skip
    assert [row["code"] for row in early.rows] == ["CHL", "MEX", "BRA"]
    sold = dependents(tables(*((b, a, *rest) for a, b, *rest in rows)), ("ARG",), Window(), side="exports")
    assert sold.says == "Of 2 states Peru sold the largest share to Argentina in 2021: 90.0 % of its exports."
    ranged = dependents(tables(*rows, ("ARG", "PER", 2021, "PER", 80), ("WLD", "PER", 2021, "PER", 100)), ("ARG",), Window())  # fmt: skip
    assert (ranged.value, ranged.interval.low, ranged.interval.high) == (0.8, 0.8, 0.9)
    with pytest.raises(CoverageError, match="the tables have no share of Cuba in the imports of any state"):
        dependents(tables(*rows), ("CUB",), Window())


# --- offices ----------------------------------------------------------------------------------------------------------


def test_two_offices_stand_apart_from_two_points_on():
    assert apart([(2020, {"IMF": 0.3})]) is None
    assert apart([(2020, {"IMF": 0.25, "BACI": 0.269})]) is None
    found = apart(
        [(2019, {"IMF": 0.1, "BACI": 0.9}), (2020, {"IMF": 0.25, "BACI": 0.28}), (2021, {"IMF": 0.4})]
    )
    assert (found.year, found.low, found.high, found.direction) == (2020, ("IMF", 0.25), ("BACI", 0.28), "")


def test_offices_agree_on_the_direction_of_the_last_six_years():
    def direction(*years):
        return apart(years).direction

    rising = [
        (year, {"IMF": 0.1 + 0.01 * (year - 2015), "BACI": 0.2 + 0.01 * (year - 2015)})
        for year in range(2015, 2021)
    ]
    assert direction(*rising) == "rise"
    assert (
        direction(*((year, {office: -value for office, value in told.items()}) for year, told in rising))
        == "fall"
    )
    before = (2014, {"IMF": 0.9, "BACI": 0.9})  # seven years ago is too long
    assert direction(before, *rising) == "rise"
    parted = [*rising[:-1], (2020, {"IMF": 0.05, "BACI": 0.9})]
    assert direction(*parted) == ""
    one = [(2019, {"IMF": 0.1}), (2020, {"IMF": 0.2, "BACI": 0.5})]
    assert direction(*one) == ""


def test_offices_in_words():
    told = Apart(year=2020, low=("IMF", 0.25), high=("BRA/ARG", 0.3), direction="")
    assert told.clause() == "; in 2020 25.0 % by the IMF, 30.0 % by Argentina's customs, direction unclear"
    assert told.clause("2020").startswith("; 25.0 % by the IMF")
    sure = Apart(year=2020, low=("IMF", 0.25), high=("BACI", 0.3), direction="rise")
    assert sure.clause("2020") == "; 25.0 % by the IMF, 30.0 % by BACI"
    assert (
        " In 2020 it was 25.0 % by the IMF and 30.0 % by BACI: the level is uncertain by some 5 points"
        in sure.sentence()
    )
    rows = [{"period": "2020-05", "reports": "BRA/ARG 0.25; IMF 0.3"}, {"period": "2021", "reports": ""}]
    assert reports_of(rows) == [(2020, {"BRA/ARG": 0.25, "IMF": 0.3}), (2021, {})]


# --- capacity ---------------------------------------------------------------------------------------------------------


def part(name, block="a", weight=1.0, known=True, scale=None):
    return capacity.Part(part=name, block=block, weight=weight, scale=scale, known=known)


def test_what_has_no_data_counts_as_nothing_or_as_the_others():
    parts = [part("x", weight=2.0), part("y"), part("z", block="b"), part("w", block="c")]
    found = capacity.score(parts, {"x": 0.6, "y": None, "z": 1.0})
    assert (found.low, found.high) == pytest.approx(((0.4 + 1.0 + 0.0) / 3, (0.6 + 1.0) / 2))
    assert capacity.score(parts[:1], {"x": 0.0}).high == 0.0
    assert capacity.score(parts[:1], {"x": 1.0}).low == 1.0
    for wrong in (1.01, -0.01):
        with pytest.raises(OptionError, match="parts are scaled between 0 and 1 before they are weighed"):
            capacity.score(parts, {"x": wrong})
    with pytest.raises(OptionError, match="no part is on record: there is nothing to weigh"):
        capacity.score(parts, {})


def test_capacity_is_a_product_within_bounds():
    assert capacity.capacity(0.5, 0.4) == pytest.approx(0.2)
    assert (capacity.capacity(0, 1), capacity.capacity(1, 1)) == (0, 1)
    for pair in ((1.1, 0.5), (0.5, 1.1), (-0.1, 0.5), (0.5, -0.1)):
        with pytest.raises(OptionError, match="bandwidth and dependence are scaled between 0 and 1"):
            capacity.capacity(*pair)


def test_the_capacities_of_both_in_a_sentence():
    def said(own, other):
        return capacity._says(
            ("BRA", "ARG"), {"value": own, "period": "2020"}, {"value": other, "period": "2020"}
        )

    assert said(0.3, 0.1) == (
        "Brazil over Argentina had an influence capacity of 0.3 in 2020, Argentina over Brazil 0.1: 3.0 to 1, as their dependence on each other stands."
    )  # fmt: skip
    assert said(0.3, 0.0).endswith("in 2020.")


# --- inputs -----------------------------------------------------------------------------------------------------------


class Cells:
    """A store of input-output cells: (year, origin, sector, destination, use, value)."""

    def __init__(self, *rows):
        kinds = {"period": pl.Date, "origin": pl.String, "sector": pl.String, "destination": pl.String, "use": pl.String, "value_usd": pl.Float64, "source_id": pl.String}  # fmt: skip
        self.frame = pl.DataFrame(
            [(date(year, 1, 1), *rest, "oecd") for year, *rest in rows], schema=kinds, orient="row"
        )

    def names(self):
        return ["input_output"]

    def scan(self, name):
        return self.frame.lazy()


def test_inputs_are_those_of_industries_and_not_taxes_or_final_use():
    cells = Cells(
        (2019, "CHN", "C1", "RUS", "C1", 30.0), (2019, "RUS", "C1", "RUS", "C2", 60.0), (2019, "DEU", "C2", "RUS", "C1", 10.0),
        (2019, "DEU", "TLS", "RUS", "C1", 900.0), (2019, "", "VA", "RUS", "C1", 900.0), (2019, "CHN", "C1", "RUS", "HFCE", 900.0),
        (2019, "CHN", "C1", "DEU", "C1", 900.0), (2020, "RUS", "C1", "RUS", "C1", 60.0),
    )  # fmt: skip
    found = inputs(cells, ("RUS", "CHN"), Window())
    assert [(row["period"], row["value"], row["inputs_usd"]) for row in found.rows] == [("2019", 0.3, 30.0)]
    assert found.says == "30.0 % of the inputs that Russia's industries bought in 2019 came from China."
    with pytest.raises(
        CoverageError, match="the tables fetched have no inputs of Russia from Brazil in the period asked"
    ):
        inputs(cells, ("RUS", "BRA"), Window())
