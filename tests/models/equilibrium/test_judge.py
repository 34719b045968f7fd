"""The judge of the solver, equation by equation in plain loops, at points that solve nothing; and the sweep beside it."""

from __future__ import annotations

import math
from dataclasses import fields, replace

import numpy as np
import pytest

from realpolitik.models.equilibrium import (
    CostShock,
    Embargo,
    ExportTaxShock,
    ProductivityShock,
    TariffShock,
    WelfareOf,
    elasticities,
    gradient,
    solve,
)
from realpolitik.models.equilibrium.assemble import _solved
from realpolitik.models.equilibrium.change import combine
from realpolitik.models.equilibrium.fixed_point import start_vector, unpack
from realpolitik.models.equilibrium.layout import sectors_first
from realpolitik.models.equilibrium.residuals import residuals
from realpolitik.models.equilibrium.solve import Options, run
from realpolitik.models.equilibrium.sweep import Point, sweep
from realpolitik.models.equilibrium.system import prepare

SHOCKS = [
    CostShock(exporters=("S000",), importers=("S001",), factor=1.5, both_ways=True),
    ProductivityShock(states=("S003",), sectors=("steel",), factor=0.9),
    Embargo(exporters=("S002",), importers=("S001",), sectors=("food",)),
]
TAXES = [
    TariffShock(importers=("S002",), rate=0.1),
    ExportTaxShock(exporters=("S003",), importers=("S001",), rate=0.2),
]
SETS = {
    "one nest": {},
    "two nests": {"domestic": (2.0, 3.0, 1.5)},
    "unit inputs": {"domestic": (2.0, 3.0, 1.5), "value_added": 0.5, "supply": 0.3, "final": 0.8},
    "unit value added": {"inputs": 0.6, "labour": "specific", "final": 1.4},
    "nothing of one": {"domestic": (2.0, 3.0, 1.5), "value_added": 0.4, "inputs": 0.6, "final": 0.7, "supply": 0.5},
}  # fmt: skip


@pytest.fixture(params=SETS)
def given(request, small):
    return elasticities(small.sectors, (4.0, 6.0, 2.5), **SETS[request.param])


def away(system, world, seed=0):
    """A point that solves nothing, near the baseline."""
    rng = np.random.default_rng(seed)
    base = unpack(system, start_vector(system, world.expenditure))
    return Point(
        base.wage + 0.1 * rng.standard_normal(base.wage.shape),
        base.price + 0.1 * rng.standard_normal(base.price.shape),
        base.spending * np.exp(0.1 * rng.standard_normal(base.spending.shape)),
    )


def parts(system, world, seed=1):
    """What a sweep gives at such a point, each figure moved by some per cent."""
    point = away(system, world)
    rng = np.random.default_rng(seed)
    solved = _solved(system, point, sweep(system, point))
    changed = {
        item.name: getattr(solved, item.name) * (1 + 0.05 * rng.standard_normal(getattr(solved, item.name).shape))
        for item in fields(solved)
    }  # fmt: skip
    return replace(solved, **changed)


def rates(world, change):
    base = world.tariff if change.tariff is None else np.moveaxis(change.tariff, 0, 2)
    tax = np.zeros(base.shape) if change.export_tax is None else np.moveaxis(change.export_tax, 0, 2)
    return base, tax


def unit_cost(share, parts_, wage, prices, eta, epsilon):
    """A CES of value added and a CES of inputs, with its cost shares."""
    rest = sum(parts_)
    if rest == 0:
        return wage, 1.0, [0.0] * len(parts_)
    if epsilon == 1:
        material = math.exp(sum(p / rest * math.log(q) for p, q in zip(parts_, prices, strict=True)))
    else:
        material = sum(p / rest * q ** (1 - epsilon) for p, q in zip(parts_, prices, strict=True)) ** (
            1 / (1 - epsilon)
        )
    if eta == 1:
        cost = wage**share * material**rest
    else:
        cost = (share * wage ** (1 - eta) + rest * material ** (1 - eta)) ** (1 / (1 - eta))
    added = share * (wage / cost) ** (1 - eta)
    inputs = [p * (q / material) ** (1 - epsilon) * (material / cost) ** (1 - eta) for p, q in zip(parts_, prices, strict=True)]  # fmt: skip
    return cost, added, inputs


def written_out(world, given, change, s):
    """All residuals, state by state."""
    tariff, tax = rates(world, change)
    states, sectors = range(5), range(3)
    names = ("unit costs", "cost shares", "prices", "shares", "consumer prices", "final shares", "factor supply", "output", "spending", "income", "factor markets", "trade balance")  # fmt: skip
    found = {name: np.zeros(5) for name in names}

    def worse(name, n, value):
        found[name][n] = max(found[name][n], abs(value))

    cost_hat = np.ones((3, 5, 5)) if change.cost_hat is None else change.cost_hat
    border = {(j, n, i): s.shares[j, n, i] * s.spending[n, j] / (1 + tariff[n, i, j]) for j in sectors for n in states for i in states}  # fmt: skip
    many = s.wage.shape[1] > 1
    for n in states:
        scale = world.value_added[n]
        for j in sectors:
            wage = s.wage[n, j] if many else s.wage[n, 0]
            cost, added, inputs = unit_cost(world.value_added_share[n, j], world.input_share[n, :, j], wage, s.price[n], given.value_added, given.inputs)  # fmt: skip
            cost /= 1 if change.productivity_hat is None else change.productivity_hat[j, n]
            worse("unit costs", n, math.log(cost / s.cost[n, j]))
            worse("cost shares", n, added - s.value_added_share[n, j])
            for k in sectors:
                worse("cost shares", n, inputs[k] - s.input_share[n, k, j])
            theta, nest = given.theta[j], given.domestic[j]
            terms = []
            for i in states:
                old_tax = 0.0
                hat = cost_hat[j, n, i] * (1 + tariff[n, i, j]) / (1 + world.tariff[n, i, j]) * (1 + tax[n, i, j]) / (1 + old_tax)  # fmt: skip
                banned = change.banned is not None and change.banned[j, n, i]
                terms.append(0.0 if banned else world.shares[n, i, j] * (hat * s.cost[i, j]) ** -theta)
            if theta == nest:
                total = sum(terms)
                new = [term / total for term in terms]
            else:
                home = world.shares[n, n, j] * s.cost[n, j] ** -nest
                abroad = sum(term for i, term in enumerate(terms) if i != n)
                before = sum(world.shares[n, i, j] for i in states if i != n)
                imports = before * (abroad / before) ** (nest / theta)
                total = home + imports
                new = [home / total if i == n else term / abroad * imports / total for i, term in enumerate(terms)]  # fmt: skip
            worse("prices", n, math.log(total ** (-1 / nest) / s.price[n, j]))
            for i in states:
                worse("shares", n, new[i] - s.shares[j, n, i])
            received = sum(border[j, m, n] / (1 + tax[m, n, j]) for m in states)
            worse("output", n, (received - s.output[n, j]) / scale)
            used = sum(s.input_share[n, j, k] * s.output[n, k] for k in sectors)
            worse("spending", n, (used + s.final_share[n, j] * s.income[n] - s.spending[n, j]) / scale)
            if many:
                base = world.output[n, j] * world.value_added_share[n, j]
                supply = base * wage * (wage / s.index[n]) ** given.supply
                worse("factor supply", n, (supply - s.earned[n, j]) / scale)
                worse(
                    "factor markets", n, (s.output[n, j] * s.value_added_share[n, j] - s.earned[n, j]) / scale
                )
        sigma = given.final
        if sigma == 1:
            index = math.prod(s.price[n, j] ** world.final_share[n, j] for j in sectors)
        else:
            index = sum(world.final_share[n, j] * s.price[n, j] ** (1 - sigma) for j in sectors) ** (
                1 / (1 - sigma)
            )
        worse("consumer prices", n, math.log(index / s.index[n]))
        for j in sectors:
            wanted = world.final_share[n, j] * (s.price[n, j] / index) ** (1 - sigma)
            worse("final shares", n, wanted - s.final_share[n, j])
        if not many:
            supply = scale * s.wage[n, 0] * (s.wage[n, 0] / s.index[n]) ** given.supply
            worse("factor supply", n, (supply - s.earned[n, 0]) / scale)
            demand = sum(s.output[n, j] * s.value_added_share[n, j] for j in sectors)
            worse("factor markets", n, (demand - s.earned[n, 0]) / scale)
        cells = [(j, m) for j in sectors for m in states]
        customs = sum(border[j, n, m] * tariff[n, m, j] for j, m in cells)
        duties = sum(border[j, m, n] * tax[m, n, j] / (1 + tax[m, n, j]) for j, m in cells)
        # what is paid is the sum of its shares, which need not be one here
        worse("income", n, (s.factor_income[n] + customs + duties + s.deficit[n] - s.income[n]) / scale)
        bought, sold = sum(border[j, n, m] for j, m in cells), sum(border[j, m, n] for j, m in cells)
        worse("trade balance", n, (bought - sold - s.deficit[n]) / scale)
    return found


@pytest.mark.parametrize("shocks", [SHOCKS, TAXES, [*SHOCKS, *TAXES]], ids=["costs", "taxes", "all"])
def test_residuals_equation_by_equation(small, given, shocks):
    change = combine(small, shocks)
    system = prepare(small, given, change, "additive")
    solved = parts(system, small)
    found, expected = residuals(small, given, change, solved), written_out(small, given, change, solved)
    assert set(found) == set(expected)
    for name, values in expected.items():
        assert found[name] == pytest.approx(values, rel=1e-9, abs=1e-12), name
        assert values.min() > 1e-4, name


def test_a_sector_without_inputs_costs_what_its_labour_does(small, given):
    share, parts_ = np.array(small.value_added_share), np.array(small.input_share)
    share[0, 1], parts_[0, :, 1] = 1.0, 0.0
    world = small.with_(value_added_share=share, input_share=parts_).settle(given)
    change = combine(world, [*SHOCKS, *TAXES])
    solved = parts(prepare(world, given, change, "additive"), world)
    expected = written_out(world, given, change, solved)
    for name, values in residuals(world, given, change, solved).items():
        assert values == pytest.approx(expected[name], rel=1e-9, abs=1e-12), name
    found = run(world, change, elasticities=given, deficits="additive")
    assert found.value_added_share[0, 1] == pytest.approx(1.0)
    assert max(found.stats.residuals.values()) < 1e-9
    one = gradient(found, WelfareOf("S000"), with_respect_to="productivity")
    hat, ends = np.array(change.productivity_hat), []
    for by in (1e-4, -1e-4):
        moved = hat.copy()
        moved[1, 0] *= math.exp(by)
        ends.append(
            run(
                world, replace(change, productivity_hat=moved), elasticities=given, deficits="additive"
            ).welfare_of("S000")
        )
    assert one.productivity[0, 1] == pytest.approx((ends[0] - ends[1]) / 2e-4, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("closure", ["additive", "multiplicative", "proportional", "purged"])
def test_deficits_by_closure(small, given, closure):
    """The four rules written out for one group of states, at a point that solves nothing."""
    change = combine(small, TAXES)
    system = prepare(small, given, change, closure)
    found = sweep(system, away(system, small))
    earned = found.earned.sum(axis=1)
    gross = earned + found.tariff_revenue + found.export_tax_revenue + (found.output.T * (1 - found.costs.value_added)).sum(axis=1)  # fmt: skip
    inputs = (small.output * small.input_share.sum(axis=1)).sum(axis=1)
    absorbed = (inputs + small.income) / (inputs + small.income - small.deficit)
    if closure == "purged":
        expected = np.zeros(5)
    elif closure == "multiplicative":
        expected = absorbed * gross * gross.sum() / (absorbed * gross).sum() - gross
    else:
        base = (small.output * small.value_added_share).sum(axis=1)
        wanted = small.deficit * (earned / base if closure == "proportional" else 1)
        expected = wanted - earned * wanted.sum() / earned.sum()
    assert found.deficit == pytest.approx(expected, rel=1e-9, abs=1e-3)
    assert found.deficit.sum() == pytest.approx(0, abs=1e-3)


def test_groups_that_no_longer_trade_keep_their_own_accounts(small, small_elasticities):
    cut = [Embargo(exporters=("S000", "S001"), importers=("S002", "S003", "S004"), both_ways=True)]
    change = combine(small, cut)
    for closure in ("additive", "multiplicative", "proportional"):
        system = prepare(small, small_elasticities, change, closure)
        assert system.component.tolist() == [0, 0, 1, 1, 1]
        found = sweep(system, away(system, small))
        assert found.deficit[:2].sum() == pytest.approx(0, abs=1e-3)
        assert found.deficit[2:].sum() == pytest.approx(0, abs=1e-3)
    point = unpack(system, start_vector(system, small.expenditure) + 0.01)
    worth = (np.exp(point.wage) * system.factor).sum(axis=1)
    assert worth[:2].sum() == pytest.approx(small.value_added[:2].sum())
    assert worth[2:].sum() == pytest.approx(small.value_added[2:].sum())


@pytest.mark.parametrize("name", ["unit inputs", "unit value added"])
@pytest.mark.parametrize("shocks", [[], [*SHOCKS[:2], *TAXES]], ids=["none", "some"])
def test_gradients_where_one_of_two_elasticities_is_one(small, name, shocks):
    """Central differences of the solver: a step of 1e-4 leaves errors of its square."""
    exact, by = Options(tolerance=2e-13, max_sweeps=4000), 1e-4
    given = elasticities(small.sectors, (4.0, 6.0, 2.5), **SETS[name])
    change = combine(small, shocks)
    found = run(small, change, elasticities=given, deficits="additive", options=exact)
    one = gradient(found, WelfareOf("S001"), with_respect_to=("productivity", "theta", "domestic", "cost"))

    def welfare(change=change, given=given):
        return run(small, change, elasticities=given, deficits="additive", options=exact).welfare_of("S001")

    hat = np.ones((3, 5)) if change.productivity_hat is None else change.productivity_hat
    for j, n in ((1, 3), (0, 1)):
        ends = []
        for sign in (by, -by):
            moved = hat.copy()
            moved[j, n] *= math.exp(sign)
            ends.append(welfare(replace(change, productivity_hat=moved)))
        assert one.productivity[n, j] == pytest.approx((ends[0] - ends[1]) / (2 * by), rel=1e-5, abs=1e-7)
    for field in ("theta", "domestic"):
        values = getattr(given, field)
        if given.single_nest:
            continue
        ends = []
        for sign in (by, -by):
            moved = values.copy()
            moved[0] += sign
            ends.append(welfare(given=replace(given, **{field: moved})))
        assert getattr(one, field)[0] == pytest.approx((ends[0] - ends[1]) / (2 * by), rel=1e-4, abs=1e-8)


def test_tables_of_gradients_are_labelled_by_what_they_are_in(small, small_elasticities):
    found = solve(small, SHOCKS[:1], elasticities=small_elasticities)
    one = gradient(
        found, WelfareOf("S000"), with_respect_to=("deficit", "theta", "productivity", "export_tax")
    )
    for parameter, columns, height in (
        ("deficit", ["state"], 5),
        ("theta", ["sector"], 3),
        ("productivity", ["state", "sector"], 15),
        ("export_tax", ["importer", "exporter", "sector"], 75),
    ):
        frame = one.to_frame(parameter)
        assert frame.columns == [*columns, "derivative"]
        assert frame.height == height
    row = one.to_frame("export_tax").row(0, named=True)
    n, i, j = small.states.index(row["importer"]), small.states.index(row["exporter"]), small.sectors.index(row["sector"])  # fmt: skip
    assert one.export_tax[n, i, j] == row["derivative"]
    assert abs(row["derivative"]) == np.abs(one.export_tax).max()
    assert (one.products > 0, 0 <= one.residual < 1e-11) == (True, True)
    again = gradient(found, WelfareOf("S000"), with_respect_to="theta", near=one)
    assert again.products < one.products
    assert (again.tariff, again.deficit) == (None, None)


def test_derivatives_of_a_world_without_any_barrier_moved_leave_elasticities_alone(small):
    """Nothing moves at the baseline, whatever the elasticities: their derivative is nought."""
    given = elasticities(small.sectors, (4.0, 6.0, 2.5), domestic=(2.0, 3.0, 1.5))
    found = solve(small, elasticities=given, options=Options(tolerance=1e-13))
    one = gradient(found, WelfareOf("S000"), with_respect_to=("theta", "domestic"))
    assert one.theta == pytest.approx(np.zeros(3), abs=1e-9)
    assert one.domestic == pytest.approx(np.zeros(3), abs=1e-9)
    assert sectors_first(found.shares) == pytest.approx(sectors_first(small.shares), abs=1e-11)
