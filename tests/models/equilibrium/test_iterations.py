"""How solutions are sought: the steps themselves, not only where they end."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

from realpolitik.errors import ConvergenceError, InfeasibleError
from realpolitik.models.equilibrium import CostShock, TariffShock, elasticities, one_sector, solve
from realpolitik.models.equilibrium.anderson import accelerate
from realpolitik.models.equilibrium.change import combine
from realpolitik.models.equilibrium.feasibility import Violation
from realpolitik.models.equilibrium.fixed_point import pack, residual, start_vector, unpack
from realpolitik.models.equilibrium.krylov import gmres
from realpolitik.models.equilibrium.newton import disagreement, newton
from realpolitik.models.equilibrium.optimum import (
    PRECISE,
    QUICK,
    Aim,
    Lever,
    _Place,
    _Search,
    apply,
    before,
    evaluate,
    nash,
    optimum,
)
from realpolitik.models.equilibrium.result import Status
from realpolitik.models.equilibrium.solve import Options, _attempts
from realpolitik.models.equilibrium.system import prepare
from realpolitik.models.equilibrium.verify import second_look


def linear(size=7, seed=0):
    """A contraction of that many dimensions and where it rests."""
    rng = np.random.default_rng(seed)
    matrix = 0.9 * np.linalg.qr(rng.standard_normal((size, size)))[0]
    rest = rng.standard_normal(size)
    return matrix, rest


@pytest.mark.parametrize("depth", [1, 3])
def test_secant_steps_are_those_of_least_squares(depth):
    """Anderson's method of type II by the book: x + f - (dX + dF) g, where g minimises |f - dF g| over the last `depth` differences."""
    matrix, rest = linear()
    asked = []

    def wanted(x):
        asked.append(x.copy())
        step = matrix @ (x - rest) + rest - x
        return step, float(np.abs(step).max())

    start = np.zeros(7)
    found = accelerate(wanted, start, tolerance=1e-12, max_sweeps=9, depth=depth)
    points, steps = [], []
    x = start.copy()
    for k in range(9):
        assert asked[k] == pytest.approx(x, abs=1e-9), k
        step = matrix @ (x - rest) + rest - x
        points.append(x)
        steps.append(step)
        dx = np.diff(np.array(points[-depth - 1 :]), axis=0).T
        df = np.diff(np.array(steps[-depth - 1 :]), axis=0).T
        gamma = np.linalg.lstsq(df, step, rcond=None)[0] if k else np.zeros(0)
        x = x + step - (dx + df) @ gamma if k else x + step
    assert found.history == pytest.approx([np.abs(step).max() for step in steps])
    assert (found.sweeps, found.restarts, found.converged, found.diverged) == (9, 0, False, False)
    assert found.residual == min(found.history)
    assert start.tolist() == [0.0] * 7


def test_without_memory_steps_are_plain():
    found = accelerate(lambda x: (1 - 0.5 * x - x, 1.0), np.zeros(1), tolerance=0.1, max_sweeps=200, depth=0)
    assert (found.converged, found.diverged, found.sweeps) == (False, False, 200)
    found = accelerate(lambda x: (0.5 - 0.5 * x, float(abs(0.5 - 0.5 * x[0]))), np.zeros(1), tolerance=1e-3, max_sweeps=50, depth=0)  # fmt: skip
    assert found.history == tuple(0.5**k for k in range(1, 11))
    assert (found.converged, found.sweeps, found.residual) == (True, 10, 2.0**-10)


def scripted(sizes):
    """A residual whose sizes are given; each step is one."""
    asked = []

    def wanted(x):
        size = sizes[min(len(asked), len(sizes) - 1)]
        asked.append(float(x[0]))
        return np.ones(1), size

    return wanted, asked


def test_a_step_too_far_is_halved_then_damped_from_the_best_point():
    """First half way back with the memory kept; then from the best point with half of the step, then a quarter."""
    wanted, asked = scripted([1.0, np.inf, np.inf, np.inf, 0.5, 0.4])
    found = accelerate(wanted, np.zeros(1), tolerance=1e-9, max_sweeps=6, depth=0)
    assert asked == [0.0, 1.0, 0.5, 0.5, 0.25, 0.25 + 1.5 * 0.25]
    assert found.restarts == 2
    assert found.point.tolist() == [asked[5]]
    assert (found.residual, found.sweeps) == (0.4, 6)


@pytest.mark.parametrize(("size", "rescued"), [(999.0, False), (1001.0, True)])
def test_a_thousand_times_the_best_residual_is_too_far(size, rescued):
    wanted, asked = scripted([1.0, size, 1.0])
    accelerate(wanted, np.zeros(1), tolerance=1e-9, max_sweeps=3, depth=0)
    assert asked == [0.0, 1.0, 0.5 if rescued else 2.0]


@pytest.mark.parametrize(("size", "rescued"), [(0.9, False), (1.1, True)])
def test_near_the_solution_a_residual_below_one_is_never_too_far(size, rescued):
    wanted, asked = scripted([1e-6, size, 1.0])
    accelerate(wanted, np.zeros(1), tolerance=1e-9, max_sweeps=3, depth=0)
    assert asked[2] == (0.5 if rescued else 2.0)


def test_it_is_given_up_after_so_many_rescues_or_where_no_point_was_any_good():
    wanted, asked = scripted([1.0, np.inf])
    found = accelerate(wanted, np.zeros(1), tolerance=1e-9, max_sweeps=50, depth=0, patience=3)
    assert (found.diverged, found.sweeps, found.point.tolist(), found.residual) == (True, 5, [0.0], 1.0)
    assert found.restarts == 2
    wanted, asked = scripted([np.inf])
    found = accelerate(wanted, np.zeros(1), tolerance=1e-9, max_sweeps=50, depth=3)
    assert (found.diverged, found.sweeps, len(asked), found.residual) == (True, 1, 1, np.inf)


@pytest.mark.parametrize(("depth", "sweeps"), [(2, 7), (0, 40)])
def test_accelerated_sweeps_that_find_nothing_better_are_cut_short(depth, sweeps):
    wanted, _ = scripted([1.0, 0.5, 1.0])
    found = accelerate(wanted, np.zeros(1), tolerance=1e-9, max_sweeps=40, depth=depth, stagnation=4)
    assert (found.sweeps, found.residual, found.converged, found.diverged) == (sweeps, 0.5, False, False)
    assert len(found.history) == sweeps


def test_the_tolerance_is_not_reached_at_itself():
    for size, converged in ((0.1, False), (0.0999, True)):
        found = accelerate(lambda x, size=size: (np.ones(1), size), np.zeros(1), tolerance=0.1, max_sweeps=1, depth=0)  # fmt: skip
        assert found.converged is converged


def test_products_of_the_linear_solver():
    """A matrix of three different values is solved in three directions; the residual is that of the solution."""
    matrix = np.diag([1.0, 1.0, 2.0, 2.0, 5.0])
    right = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    found = gmres(lambda x: matrix @ x, right)
    assert found.solution == pytest.approx([1, 2, 1.5, 2, 1])
    assert found.products == 4  # three and one to look at what is left
    assert found.residual == pytest.approx(
        np.linalg.norm(right - matrix @ found.solution) / np.linalg.norm(right)
    )
    exact = gmres(lambda x: matrix @ x, right, start=found.solution)
    assert (exact.products, exact.solution.tolist()) == (1, found.solution.tolist())
    none = gmres(lambda x: matrix @ x, np.zeros(5), start=np.ones(5))
    assert (none.solution.tolist(), none.residual, none.products) == ([0.0] * 5, 0.0, 0)
    rng = np.random.default_rng(1)
    full = np.eye(12) + 0.3 * rng.standard_normal((12, 12))
    wanted = rng.standard_normal(12)
    short = gmres(lambda x: full @ x, wanted, most=4, cycles=2)
    assert short.products == 10
    assert 1e-6 < short.residual < 1
    # by the book: the least residual over the space of four products, twice
    rest, solution = wanted, np.zeros(12)
    for _ in range(2):
        space = np.array([np.linalg.matrix_power(full, k) @ rest for k in range(4)]).T
        solution = solution + space @ np.linalg.lstsq(full @ space, rest, rcond=None)[0]
        rest = wanted - full @ solution
    assert short.solution == pytest.approx(solution, abs=1e-8)
    loose = gmres(lambda x: full @ x, wanted, tolerance=0.1)
    assert loose.residual <= 0.1
    assert loose.products < gmres(lambda x: full @ x, wanted).products
    swapped = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert gmres(lambda x: swapped @ x, np.array([1.0, 2.0])).solution == pytest.approx([2, 1])


def test_attempts_of_a_solve():
    assert _attempts(Options(homotopy_steps=3, depth=7, max_sweeps=11)) == (
        (3, 7, 11), (3, 0, 55), (12, 7, 11), (48, 7, 11),
    )  # fmt: skip


def test_a_solve_counts_its_sweeps_restarts_and_steps(small, small_elasticities):
    shock = [CostShock(exporters=("S000",), factor=1.5)]
    one = solve(small, shock, elasticities=small_elasticities)
    assert (one.stats.homotopy_steps, one.stats.restarts) == (1, 0)
    four = solve(small, shock, elasticities=small_elasticities, options=Options(homotopy_steps=4))
    assert four.stats.homotopy_steps == 4
    assert four.stats.sweeps > one.stats.sweeps
    assert one.stats.residual < 1e-11
    assert 0 < one.stats.seconds < 60
    cut = solve(small, shock, elasticities=small_elasticities, options=Options(max_sweeps=1), throw=False)
    assert cut.status is Status.MAX_SWEEPS
    # one sweep of the accelerated attempt, five plain ones, one in each of four and of sixteen steps
    assert cut.stats.sweeps == 1 + 5 + 4 + 16
    assert cut.stats.homotopy_steps == 16
    assert cut.stats.problem == (
        "raise Options.max_sweeps, or start from the solution of a smaller shock (start=)"
    )
    with pytest.raises(ConvergenceError) as caught:
        solve(small, shock, elasticities=small_elasticities, options=Options(max_sweeps=1))
    assert str(caught.value) == (
        f"the solve stopped with status 'max_sweeps' after 26 sweeps at a residual of {cut.stats.residual:.3g}, above 1e-11: "
        "raise Options.max_sweeps, or start from the solution of a smaller shock (start=)"
    )


def responses(world, given):
    """(N, J) one and the elasticity of demand for a factor in its price: sales abroad by theta, at home by what is imported there."""
    found = np.empty((5, 3))
    for n in range(5):
        for j in range(3):
            own = world.shares[n, n, j]
            home = own * world.expenditure[n, j] / world.output[n, j]
            demand = (1 - min(home, 1)) * given.theta[j] + min(home, 1) * (1 - own) * given.domestic[j]
            found[n, j] = 1 + demand * world.value_added_share[n, j]
    return found


def test_a_point_is_packed_and_its_residual_is_damped(small, small_elasticities):
    change = combine(small, [TariffShock(exporters=("S000",), rate=0.2)])
    system = prepare(small, small_elasticities, change, "additive")
    start = start_vector(system, small.expenditure)
    point = unpack(system, start)
    assert pack(system, point) == pytest.approx(start)
    assert start[:20].tolist() == [0.0] * 20
    assert start[20:].reshape(3, 5) == pytest.approx(small.expenditure.T / small.value_added)
    step, size = residual(system, start)
    from realpolitik.models.equilibrium.sweep import sweep

    new = sweep(system, point)
    wage, price, spending = new.wage - point.wage, new.price - point.price, (new.spending - point.spending) / small.value_added  # fmt: skip
    response = responses(small, small_elasticities)
    weight = small.output * small.value_added_share
    damping = weight.sum(axis=1) / (weight * response).sum(axis=1)
    assert step == pytest.approx(np.concatenate([damping * wage.ravel(), price.ravel(), spending.ravel()]))
    assert size == pytest.approx(max(np.abs(wage).max(), np.abs(price).max(), np.abs(spending).max()))
    outside = start.copy()
    outside[20:] = -1.0
    assert residual(system, outside)[1] == np.inf


def test_specific_labour_is_damped_sector_by_sector(small):
    given = elasticities(small.sectors, (4.0, 6.0, 2.5), domestic=(2.0, 3.0, 1.5), labour="specific")
    system = prepare(small, given, combine(small, []), "additive")
    assert system.damping == pytest.approx(1 / responses(small, given))
    assert system.factor == pytest.approx(small.output * small.value_added_share)
    assert system.shape == (5, 3, 3)


def test_directions_of_no_information_are_left_out():
    """In one dimension all differences are parallel: two of them are no more than one, and the third sweep is exact."""
    found = accelerate(lambda x: (1 - 0.5 * x, float(abs(1 - 0.5 * x[0]))), np.zeros(1), tolerance=1e-12, max_sweeps=9, depth=3)  # fmt: skip
    assert (found.converged, found.sweeps) == (True, 3)
    assert found.point.tolist() == pytest.approx([2.0])
    slow = accelerate(lambda x: (np.cos(x) - x, float(abs(np.cos(x[0]) - x[0]))), np.zeros(1), tolerance=1e-13, max_sweeps=20, depth=5)  # fmt: skip
    assert slow.converged
    assert slow.sweeps <= 10


def test_newton_finds_the_same_and_says_where_it_does_not(three):
    given = elasticities(three.sectors, 4.0)
    found = solve(three, [CostShock(exporters=("A",), factor=1.3)], elasticities=given)
    system = prepare(three, given, found.change, "additive")
    begin = start_vector(system, three.expenditure)
    other = newton(system, begin)
    assert disagreement(system, found.point, other) < 1e-9
    moved = found.point.copy()
    moved[3] += 0.25  # the price in the first state
    assert disagreement(system, found.point, moved) == pytest.approx(0.25)
    moved = found.point.copy()
    moved[1] += 0.25
    assert 0.1 < disagreement(system, found.point, moved) < 0.25  # and the numeraire moves
    with pytest.raises(ConvergenceError) as caught:
        newton(system, begin, max_steps=1)
    assert str(caught.value) == "Newton-Krylov found no solution to 1e-11 in 1 steps; start nearer to one"


def test_what_a_second_look_says(three, monkeypatch):
    given = elasticities(three.sectors, 4.0)
    found = solve(three, [CostShock(exporters=("A",), factor=1.3)], elasticities=given)
    system = prepare(three, given, found.change, "additive")
    module = "realpolitik.models.equilibrium.verify.newton"
    begin = start_vector(system, three.expenditure)
    started = []

    def given_back(_system, start):
        started.append(start)
        if len(started) == 1:
            raise ConvergenceError("too far")
        return found.point

    monkeypatch.setattr(module, given_back)
    check = second_look(system, three, begin, found.point, 1e-12)
    assert (check.difference, check.verdict) == (0.0, "A second method finds the same solution, to 1e-16.")
    wave = 1e-3 * np.cos(np.arange(found.point.size))
    assert started[0] is begin
    assert started[1] == pytest.approx(found.point * (1 + wave) + 1e-4 * wave, abs=1e-15)
    off = found.point.copy()
    off[2] += 1e-4  # the wage of the third state
    monkeypatch.setattr(module, lambda _system, start: off)
    check = second_look(system, three, begin, found.point, 1e-12)
    size = residual(system, off)[1]
    assert check.difference == disagreement(system, found.point, off)
    assert check.verdict.startswith(f"A second method differs by {check.difference:.0e} in prices, most of all in C, and by ")  # fmt: skip
    assert f"the equations hold to 1e-12 here and to {size:.0e} there" in check.verdict
    assert check.verdict.endswith("of wages and prices this one.")
    assert second_look(system, three, begin, found.point, 2 * size).verdict.endswith("prices the second.")


def test_a_solve_starts_where_it_is_told(three):
    given = elasticities(three.sectors, 4.0)
    shock = [CostShock(exporters=("A",), factor=1.3)]
    found = solve(three, shock, elasticities=given)
    again = solve(three, shock, elasticities=given, start=found)
    assert again.stats.sweeps == 1
    assert again.point.tolist() == found.point.tolist()
    wild = replace(found, point=np.full(found.point.shape, np.nan))
    assert solve(three, shock, elasticities=given, start=wild).stats.sweeps == found.stats.sweeps
    world = one_sector([[80, 10], [12, 60]], states=("A", "B"))
    assert solve(world, elasticities=given, deficits="purged").deficit == pytest.approx([0, 0], abs=1e-9)


def lever_aim(world, *levers, weights=None, **facts):
    return Aim(
        world=world, elasticities=elasticities(world.sectors, 4.0), deficits="purged", levers=levers,
        weights=weights or {"A": 1.0}, **facts,
    )  # fmt: skip


@pytest.fixture
def pair():
    return one_sector([[80.0, 20], [20, 60]], states=("A", "B"))


def test_how_exactly_an_optimum_is_solved():
    assert Options(tolerance=1e-10, max_sweeps=2000) == QUICK
    assert Options(tolerance=1e-12, max_sweeps=2000) == PRECISE


def test_levers_add_up_on_what_holds_already(three):
    held = before(three, [TariffShock(exporters=("B",), importers=("A",), rate=0.1)])
    aim = lever_aim(
        three,
        Lever(name="all", importers=("A",)),
        Lever(name="b", importers=("A",), exporters=("B",)),
        Lever(name="out", kind="export_tax", exporters=("A",), importers=("C",), low=-0.5),
        before=held,
    )
    change = apply(aim, np.array([0.2, 0.3, -0.1]))
    assert change.tariff[0, 0].tolist() == pytest.approx([0.0, 0.6, 0.2])
    assert change.tariff[0, 1:].tolist() == [[0.0] * 3] * 2
    assert change.export_tax[0, 2].tolist() == pytest.approx([-0.1, 0.0, 0.0])
    assert change.export_tax[0, :2].tolist() == [[0.0] * 3] * 2
    only = apply(lever_aim(three, Lever(name="all", importers=("A",))), np.array([0.2]))
    assert only.export_tax is None
    none = one_sector([[80, 0, 10], [12, 60, 8], [8, 10, 52]], states=("A", "B", "C"))
    shut = apply(lever_aim(none, Lever(name="all", exporters=("A",))), np.array([0.2]))
    assert shut.tariff[0, :, 0].tolist() == [0.0, 0.0, 0.2]  # nothing goes from A to B


def test_an_optimum_says_its_value_slope_and_how_far_other_ends_are(pair):
    aim = lever_aim(pair, Lever(name="t", importers=("A",)))
    one = optimum(aim)
    at = evaluate(aim, one.rates)
    assert one.value == pytest.approx(at.equivalent_variation()[0], rel=1e-9)
    assert one.solution.welfare_hat == pytest.approx(at.welfare_hat, abs=1e-10)
    assert one.verified is None
    assert abs(one.slope[0]) < 1e-6 * pair.income.sum()
    by = 1e-4
    held = lever_aim(pair, Lever(name="t", importers=("A",), low=0.05, high=0.1))
    bound = optimum(held)
    assert bound.rates.tolist() == [0.1]
    ends = [evaluate(aim, np.array([0.1 + sign])).equivalent_variation()[0] for sign in (by, -by)]
    # central differences: the square of the step
    assert bound.slope[0] == pytest.approx((ends[0] - ends[1]) / (2 * by), rel=1e-5)
    two = optimum(aim, starts=(np.array([0.05]), np.array([1.0])))
    assert 0 <= two.verified < 1e-6
    assert two.rates == pytest.approx(one.rates, abs=1e-7)
    rough = optimum(aim, newton=0)
    assert rough.evaluations < one.evaluations
    assert rough.rates == pytest.approx(one.rates, abs=1e-4)
    low = optimum(lever_aim(pair, Lever(name="t", importers=("A",), low=0.9, high=1.0)))
    assert low.rates.tolist() == [0.9]
    assert low.slope[0] < 0


def test_a_search_counts_and_goes_on_from_where_it_was(pair, monkeypatch):
    aim = lever_aim(pair, Lever(name="t", importers=("A",)), Lever(name="e", kind="export_tax", exporters=("A",)))  # fmt: skip
    search = _Search.of(aim)
    assert search.bounds[0].tolist() == [0.0, 0.0]
    assert search.bounds[1].tolist() == [4.9, 4.9]
    assert search.unit == pytest.approx(pair.income.sum())
    first = search.place(np.array([0.1, 0.0]))
    assert (search.evaluations, search.last) == (1, first.solution)
    again = search.place(np.array([0.1, 0.0]))
    assert (search.evaluations, again.solution.stats.sweeps) == (2, 1)
    assert again.value == pytest.approx(first.value)
    for column in range(2):
        ends = []
        for sign in (1e-5, -1e-5):
            rates = np.array([0.1, 0.01])
            rates[column] += sign
            ends.append(search.place(rates, precise=True).value)
        slope = search.place(np.array([0.1, 0.01]), precise=True).slope[column]
        assert slope == pytest.approx((ends[0] - ends[1]) / 2e-5, rel=1e-5)
    assert search.slope is not None
    begun = search.place(np.array([0.2, 0.0]))
    plain, kinds = _Search.place, []

    def recorded(self, rates, *, precise=False):
        kinds.append(precise)
        return plain(self, rates, precise=precise)

    monkeypatch.setattr(_Search, "place", recorded)
    polished = search.polish(begun, steps=3)
    assert set(kinds) == {True}  # with digits beyond those of the climb
    assert abs(polished.slope[0]) < 1e-4 * abs(begun.slope[0])
    assert polished.rates[1] == 0.0  # at its bound: not among those that are moved
    count = search.evaluations
    search.polish(first, steps=0)
    assert search.evaluations == count + 1


def test_best_responses_that_do_not_meet_in_time_say_so(pair):
    aims = [lever_aim(pair, Lever(name=who, importers=(who,)), weights={who: 1.0}) for who in ("A", "B")]
    with pytest.raises(ConvergenceError) as caught:
        nash(aims, rounds=1)
    assert str(caught.value).startswith("best responses still move by 0.")
    assert str(caught.value).endswith(" after 1 rounds: raise rounds or start nearer")


@pytest.mark.parametrize(
    ("values", "again"),
    [((1.0, 2.0), True), ((1.0, 1 + 1.1e-6), True), ((1.0, 1 + 0.9e-6), False), ((2.0, 2.0), False)],
)
def test_ends_that_differ_by_more_than_a_millionth_are_climbed_again_with_more_digits(pair, monkeypatch, values, again):  # fmt: skip
    asked, left = [], [*values, values[1], values[1]]

    def climb(self, start, *, precise=False):
        asked.append((float(start[0]), precise))
        return _Place(rates=start, value=left.pop(0), slope=np.zeros(1), solution=None)

    monkeypatch.setattr(_Search, "climb", climb)
    monkeypatch.setattr(_Search, "polish", lambda self, place, steps: place)
    monkeypatch.setattr(_Search, "place", lambda self, rates, precise: replace(found_at, value=1.5))
    found_at = _Place(rates=np.zeros(1), value=0.0, slope=np.zeros(1), solution=None)
    aim = lever_aim(pair, Lever(name="t", importers=("A",)))
    best = optimum(aim, starts=(np.array([0.1]), np.array([0.2])))
    better, worse = (0.2, 0.1) if values[1] > values[0] else (0.1, 0.2)
    assert asked == [(0.1, False), (0.2, False), *([(better, True), (worse, True)] if again else [])]
    assert best.rates.tolist() == [better]
    assert best.verified == pytest.approx(abs(best.value - 1.5) / best.value)


def test_where_a_solve_ends_at_a_negative_income_another_way_is_tried_once(three, monkeypatch):
    solving = import_module("realpolitik.models.equilibrium.solve")
    plain, asked = solving._climb, []

    def climb(world, change, system, begin, attempts, options):
        asked.append(attempts)
        return plain(world, change, system, begin, attempts, options)

    wrong = Violation(state="B", sector="all", term="income", value=-2.0, remedy="take less")
    monkeypatch.setattr(solving, "_climb", climb)
    given, shock = elasticities(three.sectors, 4.0), [CostShock(exporters=("A",), factor=1.3)]
    answers = [wrong, None]
    monkeypatch.setattr(solving, "violation", lambda *_, **__: answers.pop(0))
    assert solve(three, shock, elasticities=given).status is Status.CONVERGED
    assert asked == [_attempts(Options()), _attempts(Options())[2:3]]
    answers = [wrong, wrong]
    monkeypatch.setattr(solving, "violation", lambda *_, **__: answers.pop(0))
    with pytest.raises(InfeasibleError) as caught:
        solve(three, shock, elasticities=given)
    assert str(caught.value) == "there is no equilibrium: income of B on all would be -2: take less"
    found = (caught.value.state, caught.value.sector, caught.value.term, caught.value.value)
    assert found == ("B", "all", "income", -2.0)
    answers = [wrong, wrong]
    told = solve(three, shock, elasticities=given, throw=False)
    assert (told.status, told.stats.problem) == (Status.INFEASIBLE, str(wrong))
    assert np.isnan(told.welfare_hat).all()
