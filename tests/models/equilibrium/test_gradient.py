"""Gradients against central differences of the solver, closed forms, and the exposure matrices."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import numpy as np
import pytest

from realpolitik.errors import ConvergenceError, OptionError, UnknownNameError
from realpolitik.models.equilibrium import (
    CostShock,
    Embargo,
    ExportTaxShock,
    MoneyOf,
    Options,
    PriceOf,
    RealWageOf,
    TariffShock,
    TradeOf,
    WelfareOf,
    elasticities,
    exposure,
    gradient,
    solve,
    synthetic,
    welfare_exposure,
)
from realpolitik.models.equilibrium.adjoint import linearise
from realpolitik.models.equilibrium.change import combine, current_rates
from realpolitik.models.equilibrium.solve import run

NAMES = ("food", "steel", "chips")
THETA = (4.0, 6.0, 2.5)
EXACT = Options(tolerance=2e-13, max_sweeps=4000)
STEP = 1e-4
EVERYTHING = ("tariff", "export_tax", "cost", "productivity", "deficit", "theta", "domestic")
SETS = {
    "one nest": elasticities(NAMES, THETA),
    "two nests": elasticities(NAMES, THETA, domestic=(2.0, 3.0, 1.5)),
    "short run": elasticities(
        NAMES, THETA, domestic=(2.0, 3.0, 1.5), value_added=0.5, inputs=0.2, final=0.9, labour="specific"
    ),
    "elastic supply": elasticities(NAMES, THETA, domestic=(2.0, 3.0, 1.5), inputs=0.5, final=1.3, supply=0.7),
}


@pytest.fixture(scope="module")
def world():
    return synthetic(5, elasticities(NAMES, THETA), seed=4)


@pytest.fixture(scope="module")
def shocks():
    return [
        CostShock(exporters=("S000",), importers=("S001",), factor=1.5, both_ways=True),
        TariffShock(exporters=("S002",), rate=0.3),
        ExportTaxShock(exporters=("S003",), importers=("S001",), rate=0.1),
    ]


def moved(change, name, cell, by, shape):
    """The change with one cell of a parameter moved: rates by points, costs and productivity in logs."""
    values = getattr(change, name)
    values = np.ones(shape) if values is None else values.copy()
    values[cell] = values[cell] * np.exp(by) if name.endswith("_hat") else values[cell] + by
    return replace(change, **{name: values})


@pytest.mark.parametrize("closure", ["additive", "multiplicative", "proportional", "purged"])
@pytest.mark.parametrize("name", SETS)
def test_central_differences(world, shocks, closure, name):
    """1e-6 of the largest entry: a step of 1e-4 leaves errors of its square, solves at 2e-13 of 2e-9."""
    given = SETS[name]
    base = world.purge_deficits(given) if closure == "purged" else world
    change = combine(base, shocks)
    change = replace(
        change,
        tariff=current_rates(base, change, "tariff"),
        export_tax=current_rates(base, change, "export_tax"),
    )

    def solved(change, given=given):
        return run(base, change, elasticities=given, deficits=closure, options=EXACT)

    at = linearise(solved(change))
    outcomes = [
        WelfareOf("S000"),
        RealWageOf("S001"),
        PriceOf("S002", "steel"),
        TradeOf("S000", "S001", ("food",)),
        MoneyOf(weights={"S000": 1.0, "S001": -0.5}),
    ]
    found = [gradient(at, outcome, with_respect_to=EVERYTHING) for outcome in outcomes]
    cells = [(0, 1, 0), (2, 0, 3), (1, 4, 2)]
    for cell in cells:
        sector, importer, exporter = cell
        cases = [
            (field, exact, cell, (3, 5, 5))
            for field, exact in (("tariff", "tariff"), ("export_tax", "export_tax"), ("cost_hat", "cost"))
        ]
        cases.append(("productivity_hat", "productivity", (sector, exporter), (3, 5)))
        for field, exact, place, shape in cases:
            high, low = (solved(moved(change, field, place, by, shape)) for by in (STEP, -STEP))
            for outcome, one in zip(outcomes, found, strict=True):
                values = getattr(one, exact)
                ours = values[importer, exporter, sector] if len(place) == 3 else values[exporter, sector]
                difference = (outcome.value(high) - outcome.value(low)) / (2 * STEP)
                assert abs(ours - difference) < 1e-6 * np.abs(values).max(), (field, outcome)
    for field in ("theta", "domestic"):
        if name == "one nest":
            continue  # below, both together
        for sector in range(3):
            ends = []
            for by in (STEP, -STEP):
                values = getattr(given, field).copy()
                values[sector] += by
                ends.append(solved(change, replace(given, **{field: values})))
            for outcome, one in zip(outcomes, found, strict=True):
                difference = (outcome.value(ends[0]) - outcome.value(ends[1])) / (2 * STEP)
                values = getattr(one, field)
                assert abs(values[sector] - difference) < 1e-6 * np.abs(values).max(), (field, outcome)


def test_with_one_nest_both_elasticities_move(world, shocks):
    given = SETS["one nest"]
    one = gradient(
        solve(world, shocks, elasticities=given, options=EXACT),
        WelfareOf("S000"),
        with_respect_to=("theta", "domestic"),
    )
    for sector in range(3):
        ends = []
        for by in (STEP, -STEP):
            theta = given.theta.copy()
            theta[sector] += by
            ends.append(solve(world, shocks, elasticities=elasticities(NAMES, theta), options=EXACT))
        difference = (ends[0].welfare_of("S000") - ends[1].welfare_of("S000")) / (2 * STEP)
        assert one.theta[sector] + one.domestic[sector] == pytest.approx(difference, rel=1e-6, abs=1e-9)


def test_a_deficit(world):
    given, by = SETS["two nests"], 1e-3
    at = gradient(
        solve(world, elasticities=given, options=EXACT), WelfareOf("S001"), with_respect_to="deficit"
    )
    deficit, size = world.deficit, world.value_added
    ends = []
    for sign in (1, -1):
        # The others make room in proportion to income, so that deficits still sum to zero.
        moved_by = -sign * by * size[1] * size / size.sum()
        moved_by[1] += sign * by * size[1]
        # The baseline is not an equilibrium at the new deficits, so it is not looked through.
        ends.append(
            run(
                world.with_(deficit=deficit + moved_by),
                combine(world, []),
                elasticities=given,
                deficits="additive",
                options=EXACT,
            )
        )
    index = [np.log(one.income[1] / one.price_index_hat[1]) for one in ends]
    change = (index[0] - index[1]) / (2 * by * size[1])
    ours = at.deficit @ (np.eye(5)[1] - size / size.sum())
    assert ours == pytest.approx(change, rel=1e-6)


def test_separated_groups_keep_their_own_numeraire(world):
    given = SETS["two nests"]
    cut = Embargo(exporters=("S000",), both_ways=True)
    found = solve(world, [cut], elasticities=given, deficits="multiplicative", options=EXACT)
    one = found.gradient(WelfareOf("S001"), with_respect_to=("cost", "productivity"))
    assert np.abs(one.cost[0, 1:]).max() == 0.0
    assert np.abs(one.productivity[0]).max() < 1e-12
    # Own goods, taxes aside, and everything that is bought: a cost rise of one per cent everywhere lowers welfare by more.
    assert one.productivity[1].sum() > 0


def test_growth_is_the_exposure_matrix(three):
    """METHODS 3.2: U of Kleinman, Liu and Redding is the gradient at the baseline."""
    four = elasticities(three.sectors, 4.0)
    base = solve(three, elasticities=four, options=EXACT)
    assert np.abs(welfare_exposure(base) - exposure(three, four).welfare).max() < 1e-8
    assert welfare_exposure(base)[0].round(6).tolist() == [0.973802, 0.014671, 0.011527]


def test_exposure_needs_no_simple_world(world):
    """Where the algebra of one sector ends: productivity of everyone by one per cent is income of everyone by as much."""
    base = solve(
        world.purge_deficits(SETS["two nests"]),
        elasticities=SETS["two nests"],
        options=EXACT,
        deficits="purged",
    )
    rows = welfare_exposure(base).sum(axis=1)
    # With inputs growth counts by gross output over value added, so rows sum to more than one.
    assert (rows > 1).all()


def test_the_table_and_what_is_refused(world, shocks):
    found = solve(world, shocks, elasticities=SETS["two nests"])
    one = found.gradient(WelfareOf("S000"))
    frame = one.to_frame("tariff")
    assert frame.columns == ["importer", "exporter", "sector", "derivative"]
    assert len(frame) == 75
    assert frame["derivative"].abs().is_sorted(descending=True)
    with pytest.raises(OptionError, match="with_respect_to"):
        one.to_frame("theta")
    with pytest.raises(OptionError, match="not 'wages'"):
        found.gradient(WelfareOf("S000"), with_respect_to="wages")
    with pytest.raises(UnknownNameError, match="S099"):
        found.gradient(WelfareOf("S099"))
    none = solve(world, shocks, elasticities=SETS["two nests"], options=Options(max_sweeps=1), throw=False)
    with pytest.raises(ConvergenceError, match="needs a solution"):
        none.gradient(WelfareOf("S000"))


@pytest.mark.shared
def test_wiod_2014(wiod):
    """100 random tariffs and costs of 44 x 44 x 50 against central differences: 1e-4 of an entry, or 1e-7 of the largest."""
    four = elasticities(wiod.sectors, 4.0)
    shock = CostShock(exporters=("RUS",), importers=("DEU", "USA"), factor=1.5, both_ways=True)
    change = combine(wiod, [shock])
    change = replace(change, tariff=current_rates(wiod, change, "tariff"))
    options = Options(tolerance=1e-13, max_sweeps=3000)
    base = run(wiod, change, elasticities=four, deficits="purged", options=options)
    began = process_time()
    one = base.gradient(WelfareOf("RUS"), with_respect_to=("tariff", "cost"))
    # .1 s of one core on a quiet machine; other programs cannot make it a second of work.
    assert process_time() - began < 2.0
    rng = np.random.default_rng(3)
    at = base.states.index("RUS")
    largest = np.abs(one.cost).max()
    for trial in range(100):
        sector, other = int(rng.integers(50)), int(rng.integers(44))
        cell = (sector, at, other) if trial % 2 else (sector, other, at)
        if other == at or wiod.shares[cell[1], cell[2], sector] == 0:
            continue
        field, exact = (("tariff", one.tariff), ("cost_hat", one.cost))[trial // 2 % 2]
        # Small flows move welfare by little: a step of a tenth lifts the difference over the solver's tolerance.
        step = 1e-2
        ends = [
            run(
                wiod,
                moved(change, field, cell, by, (50, 44, 44)),
                elasticities=four,
                deficits="purged",
                options=options,
                start=base,
            )
            for by in (step, -step)
        ]
        ours = exact[cell[1], cell[2], sector]
        difference = (ends[0].welfare_hat[at] - ends[1].welfare_hat[at]) / (2 * step)
        half = [
            run(
                wiod,
                moved(change, field, cell, by, (50, 44, 44)),
                elasticities=four,
                deficits="purged",
                options=options,
                start=base,
            )
            for by in (step / 2, -step / 2)
        ]
        finer = (half[0].welfare_hat[at] - half[1].welfare_hat[at]) / step
        # Richardson's extrapolation takes the square of the step away.
        difference = (4 * finer - difference) / 3
        assert abs(ours - difference) < 1e-4 * abs(difference) + 1e-9 * largest, (trial, field, cell)
