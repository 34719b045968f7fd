"""Changes of welfare in pieces, and what else is told of a solution: each written out flow by flow beside the arrays."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from realpolitik.errors import OptionError, ShockError
from realpolitik.models.equilibrium import (
    CostShock,
    Embargo,
    ExportTaxShock,
    Options,
    ProductivityShock,
    TariffShock,
    elasticities,
    one_sector,
    solve,
    synthetic,
)
from realpolitik.models.equilibrium.chained import chained
from realpolitik.models.equilibrium.change import combine
from realpolitik.models.equilibrium.explain import Explanation, Part, explain, ideal_weights, log_mean
from realpolitik.models.equilibrium.exposure import cost_response, exposure
from realpolitik.models.equilibrium.first_order import baseline_stage, increment, stage
from realpolitik.models.equilibrium.homotopy import LAST_SHARE, partial
from realpolitik.models.equilibrium.layout import sectors_first
from realpolitik.wording.numbers import signed

EXACT = Options(tolerance=1e-13, max_sweeps=3000)
SHOCKS = [
    CostShock(exporters=("S000",), importers=("S001",), factor=1.3),
    TariffShock(exporters=("S002",), importers=("S000",), rate=0.2),
    ExportTaxShock(exporters=("S003",), importers=("S001",), rate=0.1),
    ProductivityShock(states=("S004",), factor=0.9),
]


@pytest.fixture
def nested(small):
    return elasticities(small.sectors, (4.0, 6.0, 2.5), domestic=(2.0, 3.0, 1.5))


@pytest.fixture(params=["one nest", "two nests"])
def given(request, small_elasticities, nested):
    return small_elasticities if request.param == "one nest" else nested


@pytest.fixture
def taxed(small, small_elasticities):
    """The small world after export taxes, so that its baseline has them."""
    return solve(small, [ExportTaxShock(exporters=("S001",), rate=0.05)], elasticities=small_elasticities, options=EXACT).after()  # fmt: skip


def test_pieces_of_welfare_sum_to_it(small, given):
    """With a lost source in both nests; each piece by its own formula, with the weights of Sato and Vartia."""
    shocks = [*SHOCKS, Embargo(exporters=("S002",), importers=("S001",), sectors=("food",))]
    found = solve(small, shocks, elasticities=given, options=EXACT)
    for at, state in enumerate(small.states):
        told = found.explain(state)
        prices = sum(told.by_partner().values())
        assert sum(told.income.values()) + prices == pytest.approx(told.total, abs=1e-10)
        assert sum(told.by_sector().values()) == pytest.approx(prices, abs=1e-12)
        assert told.total == pytest.approx(math.log(found.welfare_hat[at]))
        assert tuple(told.by_partner()) == small.states
        assert tuple(told.by_sector()) == small.sectors
        assert told.by_partner()["S000"] == pytest.approx((told.supplier + told.barrier + told.lost)[0].sum())
        assert told.by_sector()["steel"] == pytest.approx((told.supplier + told.barrier + told.lost)[:, 1].sum())  # fmt: skip
        index = found.price_index_hat[at]
        assert prices == pytest.approx(-math.log(index), abs=1e-10)
    alone = Embargo(importers=("S001",), sectors=("food",))
    shut = solve(small, [*SHOCKS, alone], elasticities=given, options=EXACT)
    lost = shut.explain("S001")
    assert sum(lost.income.values()) + sum(lost.by_partner().values()) == pytest.approx(lost.total, abs=1e-10)
    assert [row[0] < 0 for row in lost.lost] == [True, False, True, True, True]
    told = found.explain("S001")
    assert (told.lost[2, 0] < 0, np.count_nonzero(told.lost)) == (True, 1)
    assert (told.barrier[0] < 0).all()
    assert told.barrier[3].sum() < 0
    assert told.barrier[1].tolist() == [0.0, 0.0, 0.0]


def test_income_is_split_by_the_logarithmic_mean(small, small_elasticities):
    found = solve(small, SHOCKS, elasticities=small_elasticities, options=EXACT)
    told = explain(found, "S000").income
    old, new = small.income[0], found.income[0]
    mean = (new - old) / math.log(new / old)
    assert told == {
        "wages": pytest.approx((found.factor_income[0] - small.value_added[0]) / mean),
        "tariffs": pytest.approx((found.tariff_revenue[0] - small.tariff_revenue[0]) / mean),
        "export taxes": pytest.approx(found.export_tax_revenue[0] / mean, abs=1e-12),
        "transfers": pytest.approx((found.deficit[0] - small.deficit[0]) / mean, abs=1e-12),
    }


def test_parts_come_by_size_and_the_rest_as_one():
    told = Explanation(
        state="A", states=("A", "B"), sectors=("x", "y"), total=0.0, income={"wages": -0.3, "tariffs": 0.0, "transfers": 0.1},
        supplier=np.array([[0.0, 0.2], [0.0, 0.0]]), barrier=np.array([[0.0, 0.0], [-0.2, 0.0]]),
        lost=np.array([[0.0, 0.0], [0.0, -0.05]]),
    )  # fmt: skip
    parts = (
        Part(kind="income", what="wages", sector="", value=-0.3),
        Part(kind="barrier", what="B", sector="x", value=-0.2),
        Part(kind="supplier", what="A", sector="y", value=0.2),
        Part(kind="income", what="transfers", sector="", value=0.1),
        Part(kind="lost", what="B", sector="y", value=-0.05),
    )
    assert told.parts() == told.parts(5) == told.parts(9) == parts
    first, second, rest = told.parts(2)
    assert (first, second) == parts[:2]
    assert (rest.kind, rest.what, rest.sector, rest.value) == ("rest", "3 others", "", pytest.approx(0.25))
    assert told.by_partner() == {"A": 0.2, "B": -0.25}
    assert told.by_sector() == {"x": -0.2, "y": pytest.approx(0.15)}
    assert repr(told) == "Explanation('A', total 0.00000)"


def test_the_logarithmic_mean():
    one, other = np.array([2.0, 3.0, 0.0, 1.0, 1.0]), np.array([1.0, 3.0, 1.0, 0.0, 1 + 1e-7])
    assert log_mean(one, other) == pytest.approx([1 / math.log(2), 3.0, 0.0, 0.0, 1 + 5e-8], rel=1e-12)
    # just outside of where it is taken as the plain mean: exact to the square of the gap
    assert log_mean(np.array([1.0]), np.array([1 + 2e-6])).item() == pytest.approx(1 + 1e-6, rel=1e-9)


def test_ideal_weights_of_what_stays_and_the_rise_by_what_is_lost():
    old = np.array([[0.5, 0.0], [0.3, 0.0], [0.2, 0.0]])
    new = np.array([[0.6, 0.0], [0.4, 0.0], [0.0, 0.0]])
    weight, lost = ideal_weights(old, new, np.array([4.0, 2.0]))
    means = [(b - a) / math.log(b / a) for a, b in ((0.5 / 0.8, 0.6), (0.3 / 0.8, 0.4))]
    assert weight[:, 0] == pytest.approx([means[0] / sum(means), means[1] / sum(means), 0])
    assert lost[:, 0] == pytest.approx([0, 0, -math.log(0.8) / 4])
    assert weight[:, 1].tolist() == lost[:, 1].tolist() == [0.0, 0.0, 0.0]


def steps(a, b):
    """The pieces of `increment`, flow by flow."""
    sectors, states, _ = a.border.shape
    terms, volume = np.zeros((states, states, sectors)), np.zeros((states, states, sectors))
    technology = np.zeros(states)
    for j in range(sectors):
        for n in range(states):
            technology[n] += a.output[j, n] * (b.productivity[j, n] / a.productivity[j, n] - 1)
            for i in range(states):
                cost = b.cost[j, i] / a.cost[j, i]
                price = cost * (1 + b.tax[j, n, i]) / (1 + a.tax[j, n, i])
                flow, then = a.border[j, n, i], b.border[j, n, i]
                terms[i, n, j] += flow * (price - 1)
                terms[n, i, j] -= flow * (price - 1)
                volume[n, i, j] += a.tariff[j, n, i] * (then - flow * price)
                sold, sold_then = flow / (1 + a.tax[j, n, i]), then / (1 + b.tax[j, n, i])
                volume[i, n, j] += a.tax[j, n, i] * (sold_then - sold * cost)
                technology[n] -= (
                    flow * (1 + a.tariff[j, n, i]) * (b.iceberg[j, n, i] / a.iceberg[j, n, i] - 1)
                )
    return terms, volume, technology


def test_the_pieces_of_first_order_flow_by_flow(taxed, small_elasticities):
    first = solve(taxed, [replace(SHOCKS[0], factor=1.1), SHOCKS[3]], elasticities=small_elasticities, options=EXACT)  # fmt: skip
    found = solve(taxed, SHOCKS, elasticities=small_elasticities, options=EXACT)
    a, b = stage(first), stage(found)
    a = replace(a, tax=sectors_first(taxed.export_tax), tariff=sectors_first(taxed.tariff))
    pieces = increment(a, b)
    terms, volume, technology = steps(a, b)
    income = first.income
    assert pieces.terms_by_partner == pytest.approx(terms.sum(axis=2) / income[:, None], abs=1e-13)
    assert pieces.terms_by_sector == pytest.approx(terms.sum(axis=1) / income[:, None], abs=1e-13)
    assert pieces.volume_by_partner == pytest.approx(volume.sum(axis=2) / income[:, None], abs=1e-13)
    assert pieces.volume_by_sector == pytest.approx(volume.sum(axis=1) / income[:, None], abs=1e-13)
    assert pieces.technology == pytest.approx(technology / income, abs=1e-13)
    assert pieces.transfers == pytest.approx((found.deficit - first.deficit) / income, abs=1e-13)
    assert np.abs(volume).max() > 0
    assert pieces.supply == pytest.approx(a.factor_income * (b.supply / a.supply - 1) / income, abs=1e-13)
    base = baseline_stage(found)
    assert base.tax == pytest.approx(sectors_first(taxed.export_tax))
    assert base.supply.tolist() == [1.0] * 5
    assert base.cost.tolist() == np.ones((3, 5)).tolist()


@pytest.mark.parametrize("supply", [0.0, 0.5])
def test_small_changes_are_first_order_of_every_kind(taxed, supply):
    """With changes of a millionth what first order leaves out is of the square, a millionth of a millionth."""
    tiny = [
        CostShock(exporters=("S000",), importers=("S001",), factor=1 + 1e-6),
        TariffShock(exporters=("S002",), importers=("S000",), rate=1e-6),
        ExportTaxShock(exporters=("S001",), importers=("S003",), rate=1e-6),
        ProductivityShock(states=("S004",), factor=1 - 1e-6),
    ]
    given = elasticities(taxed.sectors, (4.0, 6.0, 2.5), supply=supply)
    found = solve(taxed, tiny, elasticities=given, options=EXACT)
    told = found.first_order()
    if supply == 0:
        assert np.abs(told.remainder).max() < 1e-10
        assert told.supply == pytest.approx(np.zeros(5), abs=1e-12)
    exact = np.log(found.welfare_hat)
    assert told.remainder == pytest.approx(exact - told.total, abs=1e-15)
    assert np.abs(exact).max() > 1e-8
    assert told.total == pytest.approx(
        told.terms_of_trade + told.volume_of_trade + told.technology + told.transfers + told.supply
    )
    assert told.terms_of_trade == pytest.approx(told.terms_by_partner.sum(axis=1), abs=1e-16)
    assert told.volume_of_trade == pytest.approx(told.volume_by_sector.sum(axis=1), abs=1e-16)


def test_an_embargo_has_no_first_order(small, small_elasticities):
    cut = [Embargo(exporters=("S000",), importers=("S001",))]
    with pytest.raises(ShockError) as caught:
        solve(small, cut, elasticities=small_elasticities).first_order()
    assert str(caught.value) == "an embargo has no first-order effect: use explain(), which is exact"
    with pytest.raises(ShockError) as caught:
        chained(small, cut, elasticities=small_elasticities)
    assert str(caught.value) == (
        "an embargo is at the end of no finite path: use a cost of 100, or explain()"
    )
    for facts in ({"steps": 0}, {"rule": "right"}):
        with pytest.raises(OptionError) as caught:
            chained(small, SHOCKS, elasticities=small_elasticities, **facts)
        steps_, rule = facts.get("steps", 64), facts.get("rule", "trapezoid")
        assert str(caught.value) == (
            f"a chain has 1 or more steps, by rule left or trapezoid, not {steps_} by {rule!r}"
        )


def test_a_chain_of_one_step_is_first_order_and_a_trapezoid_its_mean(small, small_elasticities):
    found = solve(small, SHOCKS, elasticities=small_elasticities, options=EXACT)
    left = chained(small, SHOCKS, elasticities=small_elasticities, steps=1, rule="left", options=EXACT)
    assert left.total == pytest.approx(found.first_order().total, abs=1e-12)
    both = chained(small, SHOCKS, elasticities=small_elasticities, steps=1, options=EXACT)
    a, b = baseline_stage(found), stage(found)
    assert (a.tax, a.iceberg, a.productivity) == (None, None, None)
    ahead, back = increment(a, b), increment(b, a)
    assert both.terms_of_trade == pytest.approx(0.5 * (ahead.terms_by_partner - back.terms_by_partner).sum(axis=1), abs=1e-12)  # fmt: skip
    assert both.technology == pytest.approx(0.5 * (ahead.technology - back.technology), abs=1e-12)
    # the step back begins where productivity and costs have moved and ends where they have not
    lost = (b.output * (1 / b.productivity - 1)).sum(axis=0)
    lost -= (b.border * (1 + b.tariff) * (1 / b.iceberg - 1)).sum(axis=(0, 2))
    assert back.technology == pytest.approx(lost / b.income, abs=1e-12)
    price = (1 / b.cost)[:, None, :] / (1 + b.tax)
    moved = b.border * (price - 1)
    assert back.terms_by_partner == pytest.approx((np.swapaxes(moved, 1, 2) - moved).sum(axis=0) / b.income[:, None], abs=1e-12)  # fmt: skip
    # the error of a trapezoid falls with the square of the steps
    four, eight = (chained(small, SHOCKS, elasticities=small_elasticities, steps=n, options=EXACT) for n in (4, 8))  # fmt: skip
    assert np.abs(eight.remainder).max() < 0.3 * np.abs(four.remainder).max()
    purged = chained(small, SHOCKS, elasticities=small_elasticities, deficits="purged", steps=1)
    assert purged.transfers == pytest.approx(np.zeros(5), abs=1e-12)


def test_part_of_a_change_lies_on_a_geometric_path(taxed):
    change = combine(taxed, [*SHOCKS, Embargo(exporters=("S004",), importers=("S000",), sectors=("steel",))])
    theta = np.array([4.0, 6.0, 2.5])
    half = partial(taxed, change, 0.5, theta)
    assert half.banned is None
    assert half.cost_hat[0, 1, 0] == pytest.approx(math.sqrt(1.3))
    assert half.cost_hat[1, 0, 4] == pytest.approx(LAST_SHARE ** (-0.5 / 6))
    assert half.productivity_hat[:, 4] == pytest.approx([math.sqrt(0.9)] * 3)
    for kind, cell in (("tariff", (0, 0, 2)), ("export_tax", (0, 1, 3)), ("export_tax", (0, 0, 1))):
        old, new = sectors_first(getattr(taxed, kind))[cell], getattr(change, kind)[cell]
        assert getattr(half, kind)[cell] == pytest.approx(math.sqrt((1 + old) * (1 + new)) - 1)
    assert partial(taxed, change, 1.0, theta) is change
    none = one_sector([[80, 10], [12, 60]], states=("A", "B"))
    fresh = combine(none, [TariffShock(rate=0.21, exporters=("A",), importers=("B",)), Embargo(exporters=("A",), importers=("B",))])  # fmt: skip
    quarter = partial(none, fresh, 0.25, np.array([4.0]))
    assert quarter.tariff[0, 1, 0] == pytest.approx(1.21**0.25 - 1)
    assert quarter.cost_hat[0, 1, 0] == pytest.approx(LAST_SHARE ** (-0.25 / 4))
    assert (quarter.export_tax, quarter.productivity_hat) == (None, None)


def test_answers_to_costs_are_derivatives(three):
    told = exposure(three, elasticities(three.sectors, 4.0))
    assert told.theta == 4.0
    assert (told.weights @ told.income) == pytest.approx(np.zeros(3), abs=1e-12)
    assert told.welfare.sum(axis=1) == pytest.approx(np.ones(3))
    assert told.spending.sum(axis=1) == pytest.approx(np.ones(3))
    assert told.sales.sum(axis=1) == pytest.approx(np.ones(3))
    step = np.zeros((3, 3))
    step[1, 0] = 1e-6
    found = solve(three, [CostShock(exporters=("A",), importers=("B",), factor=math.exp(1e-6))], elasticities=elasticities(three.sectors, 4.0), options=EXACT)  # fmt: skip
    answer = cost_response(told, step)
    # of second order in a millionth
    assert np.log(found.welfare_hat) == pytest.approx(answer.welfare, abs=1e-11)
    wage = np.log(found.wage_hat)
    assert wage - wage @ told.weights == pytest.approx(
        answer.income - answer.income @ told.weights, abs=1e-11
    )


def test_terms_of_trade_are_border_prices_of_exports_over_imports(taxed, small_elasticities):
    """Törnqvist: log prices weighted by flows before and after; export taxes move the price at the border."""
    found = solve(taxed, SHOCKS, elasticities=small_elasticities, options=EXACT)
    tax = found.change.export_tax
    old_tax = sectors_first(taxed.export_tax)
    cost = np.log(found.cost_hat.T)
    for n in range(5):
        halves = []
        for flows in (sectors_first(taxed.flows), sectors_first(found.trade)):
            sold = bought = exports = imports = 0.0
            for j in range(3):
                for m in range(5):
                    if m == n:
                        continue
                    out = cost[j, n] + math.log((1 + tax[j, m, n]) / (1 + old_tax[j, m, n]))
                    into = cost[j, m] + math.log((1 + tax[j, n, m]) / (1 + old_tax[j, n, m]))
                    sold, exports = sold + flows[j, m, n] * out, exports + flows[j, m, n]
                    bought, imports = bought + flows[j, n, m] * into, imports + flows[j, n, m]
            halves.append((sold / exports, bought / imports))
        log = (halves[0][0] + halves[1][0] - halves[0][1] - halves[1][1]) / 2
        assert found.terms_of_trade_hat[n] == pytest.approx(math.exp(log))


def test_a_state_without_trade_has_terms_of_one():
    world = one_sector([[80.0, 10, 0], [10, 60, 0], [0, 0, 50]], states=("A", "B", "C"))
    cut = [Embargo(exporters=("A",), importers=("B",), both_ways=True)]
    given = elasticities(world.sectors, 4.0)
    assert solve(world, [CostShock(exporters=("A",), importers=("B",), factor=1.1)], elasticities=given).terms_of_trade_hat[2] == 1.0  # fmt: skip
    alone = solve(world, cut, elasticities=given)
    assert alone.terms_of_trade_hat == pytest.approx(np.ones(3))


@pytest.mark.parametrize("labour", ["mobile", "specific"])
def test_what_a_solution_holds_together(small, labour):
    given = elasticities(small.sectors, (4.0, 6.0, 2.5), value_added=0.6, labour=labour)
    found = solve(small, SHOCKS, elasticities=given, options=EXACT)
    factor = small.output * small.value_added_share if labour == "specific" else small.value_added[:, None]
    assert found.wage_hat == pytest.approx((found.factor_price_hat * factor).sum(axis=1) / factor.sum(axis=1))
    assert found.factor_income == pytest.approx((found.factor_price_hat * factor).sum(axis=1))
    assert found.real_wage_hat == pytest.approx(
        found.factor_income / factor.sum(axis=1) / found.price_index_hat
    )
    assert found.welfare_hat == pytest.approx(found.income / small.income / found.price_index_hat)
    assert found.trade == pytest.approx(found.shares * found.expenditure[:, None, :] / (1 + np.moveaxis(found.change.tariff, 0, 2)))  # fmt: skip
    assert found.value_added_share + found.input_share.sum(axis=1) == pytest.approx(np.ones((5, 3)))
    states, sectors, trade = (found.to_frame(what) for what in ("states", "sectors", "trade"))
    for name, values in (("wage_hat", found.wage_hat), ("real_wage_hat", found.real_wage_hat), ("price_index_hat", found.price_index_hat),
                         ("terms_of_trade_hat", found.terms_of_trade_hat), ("income", found.income), ("income_before", small.income),
                         ("deficit", found.deficit), ("equivalent_variation", found.equivalent_variation())):  # fmt: skip
        assert states[name].to_list() == values.tolist()
    for name, values in (("price_hat", found.price_hat), ("cost_hat", found.cost_hat), ("output", found.output), ("output_before", small.output),
                         ("expenditure", found.expenditure), ("expenditure_before", small.expenditure)):  # fmt: skip
        assert sectors[name].to_list() == values.ravel().tolist()
    assert sectors["state"].to_list() == [state for state in small.states for _ in small.sectors]
    assert sectors["sector"].to_list() == list(small.sectors) * 5
    for row in trade.iter_rows(named=True):
        cell = small.states.index(row["importer"]), small.states.index(row["exporter"]), small.sectors.index(row["sector"])  # fmt: skip
        assert (row["value"], row["value_before"]) == (found.trade[cell], small.flows[cell])
    assert found.stats.prohibited == 0
    assert {name: pytest.approx(values.max()) for name, values in found.stats.residuals_by_state.items()} == found.stats.residuals  # fmt: skip


def test_tables_and_what_a_notebook_shows(small, small_elasticities):
    found = solve(small, SHOCKS, elasticities=small_elasticities)
    flow = found.to_frame("trade").filter(exporter="S003", importer="S001", sector="steel")
    assert flow["value"].item() == pytest.approx(found.trade[1, 3, 1])
    many = synthetic(14, elasticities(("x",), 4.0))
    shown = solve(many, [CostShock(exporters=("S000",), factor=1.5)], elasticities=elasticities(("x",), 4.0))
    rows = shown._repr_html_().count("<tr><td>")
    order = np.argsort(shown.welfare_hat)
    names = [many.states[at] for at in (*order[:6], *order[-6:])]
    text = shown._repr_html_()
    assert rows == 12
    assert [name for name in names if name not in text] == []
    assert [text.index(f"<td>{name}</td>") for name in names] == sorted(text.index(f"<td>{name}</td>") for name in names)  # fmt: skip
    twelve = synthetic(12, elasticities(("x",), 4.0))
    whole = solve(
        twelve, [CostShock(exporters=("S000",), factor=1.5)], elasticities=elasticities(("x",), 4.0)
    )
    assert whole._repr_html_().count("<tr><td>") == 12
    assert found.income_hat == pytest.approx(found.income / small.income)
    assert found.equivalent_variation() == pytest.approx(small.income * (found.welfare_hat - 1))
    assert found.welfare_of("S002") == found.welfare_hat[2]
    assert found.trade_hat("S000", "S001", "food") == pytest.approx(
        found.trade[1, 0, 0] / small.flows[1, 0, 0]
    )
    assert found.trade_hat("S000", "S001") == pytest.approx(found.trade[1, 0].sum() / small.flows[1, 0].sum())
    head = f"5 states, 3 sectors, additive deficits; converged, residual {found.stats.residual:.0e} after {found.stats.sweeps} sweeps"
    assert found._repr_html_().startswith(f"<p>{head}</p><table><thead><tr><th>state</th>")
    at = int(np.argmin(found.welfare_hat))
    figures = (100 * (float(hat[at]) - 1) for hat in (found.welfare_hat, found.real_wage_hat))
    cells = "".join(f"<td>{signed(figure, 3)}</td>" for figure in figures)
    assert f"<tbody><tr><td>{small.states[at]}</td>{cells}</tr>" in found._repr_html_()
    none = one_sector([[80, 0], [12, 60]], states=("A", "B"))
    still = solve(none, elasticities=elasticities(none.sectors, 4.0))
    assert still.to_frame("trade").select("exporter", "importer").rows() == [
        ("A", "A"),
        ("B", "A"),
        ("B", "B"),
    ]
    with pytest.raises(ZeroDivisionError) as caught:
        solve(none, elasticities=elasticities(none.sectors, 4.0)).trade_hat("A", "B")
    assert str(caught.value) == "A sold nothing to B in the baseline: there is no ratio"
    assert isinstance(found.to_frame("sectors"), pl.DataFrame)
