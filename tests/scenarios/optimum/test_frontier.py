"""The frontier of sanctions: shape, verification, published magnitudes, members, and the files that play its points."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import yaml

from realpolitik.errors import OptionError, ShockError, UnknownNameError
from realpolitik.scenarios import load
from realpolitik.scenarios.assumptions import Case
from realpolitik.scenarios.files import parse
from realpolitik.scenarios.optimum import report
from realpolitik.scenarios.optimum.curve import Answer, curve
from realpolitik.scenarios.optimum.frontier import frontier, ranges, taken
from realpolitik.scenarios.optimum.members import members
from realpolitik.scenarios.optimum.question import aim_of, ask
from realpolitik.scenarios.outcome import solve_case


@pytest.fixture(scope="module")
def question():
    return ask("RUS", by="WEST", willingness=(0.0, 0.3, 1.0, 2.0))


@pytest.fixture(scope="module")
def found(question):
    return frontier(question)


def test_it_rises_and_each_dollar_of_loss_costs_more(found):
    """Concave: the slope of loss over cost between points lies between one over their willingness."""
    costs, losses = found.costs, found.losses
    assert (np.diff(costs) > 0).all()
    assert (np.diff(losses) > 0).all()
    slopes = np.diff(losses) / np.diff(costs)
    assert (np.diff(slopes) < 0).all()
    for at, slope in enumerate(slopes):
        low, high = (found.points[place].willingness for place in (at, at + 1))
        assert low - 1e-3 <= 1 / slope <= high + 1e-3


def test_two_starts_end_together(found):
    assert max(point.verified for point in found.points) < 1e-6


def test_no_other_rates_do_better(question, found):
    """The aim at each point against 20 random rates around it."""
    from realpolitik.models.equilibrium import MoneyOf
    from realpolitik.models.equilibrium.optimum import evaluate

    rng = np.random.default_rng(1)
    point = found.points[2]
    aim = aim_of(question, point.willingness)
    best = MoneyOf(weights=aim.weights).value(evaluate(aim, point.rates))
    for _ in range(20):
        rates = np.clip(point.rates * rng.uniform(0.6, 1.6, point.rates.size), 0.0, question.highest)
        assert MoneyOf(weights=aim.weights).value(evaluate(aim, rates)) <= best + 1e-7 * abs(best)


def test_small_sanctions_gain(found):
    """Becko (2024): the first sanctions raise the sanctioner's own income, as an optimal tariff does."""
    assert found.points[0].cost < 0 < found.points[0].loss


def test_the_published_magnitude():
    """De Souza et al. (2024): at small willingness about a uniform 20 per cent tariff.

    Ours with deficits held, one elasticity of four and one nest: 14 to 20 per cent at a willingness of .2 in every sector that bears less
    than five per cent already; the rates come on top of the tariffs of the world, and food, which bears 27, gets none.
    """
    case = Case(set="constant", nest="single", deficits="additive")
    asked = replace(ask("RUS", by="WEST", willingness=(0.2,)), case=case)
    point, world = frontier(asked).points[0], asked.stage.world
    at, coalition = world.states.index("RUS"), [world.states.index(label) for label in asked.coalition]
    flows, rates = (values[coalition][:, at] for values in (world.flows, world.tariff))
    already = (flows * rates).sum(axis=0) / flows.sum(axis=0)
    free = np.array([already[world.sectors.index(name)] < 0.05 for name in asked.sectors])
    assert free.sum() == 10
    assert (point.rates[free] > 0.14).all()
    assert (point.rates[free] < 0.22).all()
    assert point.rates[asked.sectors.index("food")] == 0
    assert (point.rates[~free] < point.rates[free].min()).all()


def test_measures_taken_lie_inside(question, found):
    done = taken(question, load("west-2023"))
    # Costs that nobody earns buy less than taxes: far to the right of the frontier.
    assert done.cost > found.costs[-1]
    finding = curve(Answer(found=found, taken=done, ranges=None))
    assert finding.chart == "frontier"
    assert finding.rows[-1]["series"] == "taken"
    assert "at no cost to itself" in finding.says
    assert "west-2023" in finding.says


def test_the_same_rates_under_other_assumptions(found):
    over = ranges(found)
    assert over.cases[0] == found.case
    assert over.cost[0] == pytest.approx(found.costs, rel=1e-6)
    assert over.loss[0] == pytest.approx(found.losses, rel=1e-6)
    assert len(over.cases) + len(over.failures) > 5


def test_a_point_is_a_scenario_that_plays_to_the_same_figures(question, found):
    point = report.point_at(found, 1.0)
    written = yaml.safe_load(yaml.safe_dump(report.scenario_file(found, point), allow_unicode=True))
    scenario = parse(written, shown="point")
    played = solve_case(scenario, question.stage, found.case)
    # Rates are written with six digits.
    assert played.welfare_hat - 1 == pytest.approx(point.share, abs=1e-7)


def test_members_add_up_to_less_than_all(found):
    point = found.points[2]
    shares = members(found, point)
    assert {one.label for one in shares} == set(found.question.coalition)
    assert shares[0].loss > 0
    told = report.transfers(found, point)
    assert "billion dollars a year" in told
    sides = report.sides(found, point)
    assert sum(row["value_usd"] for row in sides if row["side"] == "member") == pytest.approx(
        -point.cost, rel=1e-9
    )


def test_refused():
    with pytest.raises(OptionError, match="nobody but RUS"):
        ask("RUS", by="RUS")
    with pytest.raises(OptionError, match="willingness runs"):
        ask("RUS", by="G7", willingness=(-1.0,))
    with pytest.raises(OptionError, match="highest rate"):
        ask("RUS", by="G7", highest=40.0)
    with pytest.raises(UnknownNameError, match="sector"):
        ask("RUS", by="G7", sectors=("oil",))
    with pytest.raises(ShockError):
        ask("Monaco", by="G7")


def test_a_point_that_was_not_solved(found):
    with pytest.raises(OptionError, match=r"it has 0, 0\.3, 1, 2"):
        report.point_at(found, 0.6)
