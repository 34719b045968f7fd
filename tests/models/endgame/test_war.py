"""War with a patron, attrition, bargaining, threats and forecasts against closed forms."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realpolitik.errors import ConvergenceError, OptionError
from realpolitik.models.endgame.attrition import Sides, mixed, reputation
from realpolitik.models.endgame.bargaining import (
    bargaining_range,
    commitment_fails,
    critical_risk,
    screening,
)
from realpolitik.models.endgame.forecast import (
    challenges,
    condorcet,
    expected_utility,
    pairwise_votes,
    prevails,
    risk_exponents,
    weighted_mean,
)
from realpolitik.models.endgame.patron import (
    Stakes,
    bargained,
    believed,
    credible,
    largest_demand,
    play,
    quantal_response,
)
from realpolitik.models.endgame.support import (
    War,
    best_support,
    best_supports,
    check_convergence,
    exit_probability,
    phase_map,
    solve_value,
)

PLAIN = War(win=1.0, lose=0.0, escalation=0.0, stalemate=0.0, drift=0.1, leverage=0.0, cost=0.0, discount=0.0)
# METHODS 13.3.
CHINA = War(win=0.536, lose=0.431, escalation=0.2, stalemate=0.717, drift=-0.15, leverage=0.2, discount=0.1)


WARS = st.builds(
    lambda ends, **more: War(lose=min(ends), win=max(ends), **more),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    stalemate=st.floats(0, 1),
    escalation=st.floats(-2, 1),
    drift=st.floats(-0.3, 0.1),
    leverage=st.floats(0.05, 0.3),
    cost=st.floats(0.02, 0.3),
    hazard=st.floats(0, 0.3),
    hazard_near_defeat=st.floats(0, 0.5),
    discount=st.floats(0.02, 0.3),
)


class TestDiffusion:
    @pytest.mark.parametrize("drift", [-0.4, -0.1, 0.0, 0.1, 0.3])
    def test_exit_probability(self, drift):
        """T34; the scheme is of second order, 801 nodes leave below 1e-5."""
        assert solve_value(replace(PLAIN, drift=drift), 0.0).at() == pytest.approx(
            exit_probability(drift), abs=1e-5
        )

    def test_the_printed_number(self):
        assert exit_probability(0.1) == pytest.approx(0.598688, abs=5e-7)
        # The formula of the notes, written out.
        a = 2 * 0.1 * 2
        assert exit_probability(0.1) == pytest.approx(
            (1 - math.exp(a)) / (math.exp(-a) - math.exp(a)), abs=1e-12
        )

    @pytest.mark.parametrize(
        ("cost", "support", "drift"),
        [(0.02, 1.15, 0.08), (0.04, 0.65, -0.02), (0.08, 0.35, -0.08), (0.2, 0.15, -0.12)],
    )
    def test_best_support(self, cost, support, drift):
        """METHODS 13.3, on the same grid of .05; no hazard of escalation."""
        found = best_support(replace(CHINA, cost=cost), nodes=801)
        # At the lowest cost 1.10 and 1.15 differ by 3e-5 in value, below the three digits in which the utilities are given.
        assert found.support == pytest.approx(support, abs=0.051 if cost == 0.02 else 1e-9)
        assert found.drift == pytest.approx(drift, abs=0.011 if cost == 0.02 else 1e-9)
        assert found.kind == "interior"

    def test_many_wars_at_once_are_each_solved(self):
        wars = [
            replace(CHINA, cost=cost, hazard_near_defeat=hazard)
            for cost in (0.02, 0.1)
            for hazard in (0.0, 0.4)
        ]
        for war, found in zip(wars, best_supports(wars, nodes=201), strict=True):
            levels = np.arange(0, 3.01, 0.05)
            values = [solve_value(war, float(level), nodes=201).at() for level in levels]
            assert found.support == pytest.approx(levels[int(np.argmax(values))], abs=1e-12)
            assert found.value == pytest.approx(max(values), abs=1e-12)

    def test_the_solution_solves_the_equation(self):
        """The residual of the equation at every node, with derivatives taken on the solution itself."""
        war = replace(CHINA, hazard=0.05, hazard_near_defeat=0.3, escalation=-0.5)
        found = solve_value(war, 0.7, nodes=401)
        x, v = found.front, found.value
        h = x[1] - x[0]
        slope, bend = (v[2:] - v[:-2]) / (2 * h), (v[2:] - 2 * v[1:-1] + v[:-2]) / h**2
        hazard = 0.05 + 0.3 * np.maximum(0, -x[1:-1] / war.bound) ** 2
        flow = war.discount * (war.stalemate - war.cost * 0.49)
        left = (war.discount + hazard) * v[1:-1]
        # rounding of second differences, 1e-16 / h^2
        assert left == pytest.approx(
            flow + found.drift * slope + 0.5 * bend + hazard * war.escalation, abs=1e-9
        )

    def test_corners(self):
        # A patron that wants only victory, at no cost, gives all; one that is indifferent gives nothing.
        eager = replace(PLAIN, leverage=0.2)
        assert best_support(eager).kind == "full"
        assert best_support(replace(eager, win=0.0, cost=0.1)).kind == "none"

    def test_a_discounted_standing_war_is_worth_its_flow(self):
        war = replace(CHINA, cost=0.0, bound=60.0, drift=0.0, discount=0.5)
        # Far from both ends the value is the flow of stalemate.
        assert solve_value(war, 0.0, nodes=4001).at() == pytest.approx(0.717, abs=1e-6)

    def test_convergence_is_checked(self):
        assert check_convergence(CHINA, 0.5) < 1e-5
        with pytest.raises(ConvergenceError, match="more nodes"):
            check_convergence(replace(CHINA, drift=-1.0, volatility=0.6), 0.0, nodes=21, tolerance=1e-9)
        # Too strong a drift for the grid would make the solution swing: refused before it is solved.
        with pytest.raises(ConvergenceError, match="too strong for steps"):
            solve_value(replace(CHINA, drift=-40.0, volatility=0.6), 0.0, nodes=21)
        with pytest.raises(ConvergenceError, match="when the grid is halved"):
            best_supports([replace(CHINA, drift=-2.0, volatility=0.7)], nodes=41, tolerance=1e-9)

    @settings(max_examples=40, deadline=None)
    @given(WARS, st.floats(0.0, 0.4))
    def test_cost_never_raises_support(self, war, more):
        one, two = best_supports([war, replace(war, cost=war.cost + more)], nodes=161)
        assert two.support <= one.support + 1e-12
        assert two.value <= one.value + 1e-12

    @settings(max_examples=40, deadline=None)
    @given(WARS, st.floats(0.0, 0.5))
    def test_a_better_victory_never_lowers_support_and_a_milder_defeat_never_raises_it(self, war, more):
        one, victory, defeat = best_supports(
            [war, replace(war, win=war.win + more), replace(war, lose=war.lose + more)], nodes=161
        )
        assert victory.support >= one.support - 1e-12
        assert defeat.support <= one.support + 1e-12

    @settings(max_examples=40, deadline=None)
    @given(WARS, st.floats(0.0, 1.0))
    def test_danger_near_defeat_never_lowers_support_where_it_is_worse_than_defeat(self, war, more):
        """Support keeps the client from the place where escalation waits."""
        war = replace(war, hazard=0.0, escalation=min(war.escalation, war.lose, war.stalemate) - 0.2)
        one, two = best_supports(
            [war, replace(war, hazard_near_defeat=war.hazard_near_defeat + more)], nodes=161
        )
        assert two.support >= one.support - 1e-12
        assert two.value <= one.value + 1e-9

    @settings(max_examples=25, deadline=None)
    @given(WARS, st.floats(0.0, 1.0))
    def test_danger_everywhere_never_raises_support_where_no_end_is_near(self, war, more):
        """Without a region of defeat, or of victory, to be kept from, support buys nothing, however great the danger."""
        war = replace(war, bound=60.0, discount=max(war.discount, 0.1), leverage=0.02, drift=0.0)
        one, two = best_supports([war, replace(war, hazard=war.hazard + more)], nodes=601, tolerance=0.1)
        assert two.support <= one.support + 1e-12

    def test_danger_everywhere_may_raise_support_where_victory_ends_it(self):
        """No law of more danger, less support: a patron may hurry to the end that makes it safe."""
        war = War(win=0.9, lose=0.34, stalemate=0.73, escalation=-0.5, drift=-0.14, leverage=0.29, cost=0.05)
        one, two = best_supports([war, replace(war, hazard=0.3)])
        assert two.support > one.support

    @settings(max_examples=15, deadline=None)
    @given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
    def test_hazard_lowers_the_value_for_one_who_fears_escalation(self, hazard, more):
        war = replace(CHINA, hazard_near_defeat=hazard, escalation=-1.0)
        worse = replace(war, hazard_near_defeat=hazard + more)
        assert solve_value(worse, 0.5, nodes=101).at() <= solve_value(war, 0.5, nodes=101).at() + 1e-12

    def test_the_map_of_phases_is_the_best_of_each_cell(self):
        row = phase_map(CHINA, costs=[0.04, 0.08], hazards=[0.0, 0.5, 2.0])
        for cost, line in zip((0.04, 0.08), row, strict=True):
            for hazard, found in zip((0.0, 0.5, 2.0), line, strict=True):
                war = replace(CHINA, cost=cost, hazard_near_defeat=hazard)
                assert found.support == best_support(war, step=0.1, nodes=201).support

    def test_refused(self):
        with pytest.raises(OptionError):
            War(win=1, lose=0, escalation=0, stalemate=0, volatility=0)
        with pytest.raises(OptionError):
            solve_value(CHINA, -1.0)


class TestAttrition:
    WAR = Sides(cost_client=2, prize_client=10, cost_enemy=1.5, prize_enemy=10)

    def test_complete_information(self):
        found = mixed(self.WAR)
        assert (found.duration, found.client_wins) == pytest.approx((2.8571, 0.5714), abs=5e-5)
        helped = mixed(replace(self.WAR, cost_client=1))
        # The perverse result: help makes the client likelier to lose.
        assert (helped.duration, helped.client_wins) == pytest.approx((4.0, 0.4), abs=1e-12)

    def test_reputation(self):
        """T33."""
        found = reputation(self.WAR, stubborn_client=0.1, stubborn_enemy=0.1)
        assert found.duration == pytest.approx(11.513, abs=5e-4)
        assert found.client_concedes == pytest.approx(0.4377, abs=5e-5)
        assert found.enemy_gains == pytest.approx(4.377, abs=5e-4)
        helped = reputation(replace(self.WAR, cost_client=1), stubborn_client=0.1, stubborn_enemy=0.1)
        assert helped.duration == pytest.approx(15.351, abs=5e-4)
        assert helped.enemy_concedes == pytest.approx(0.5358, abs=5e-5)
        assert helped.client_gains == pytest.approx(5.358, abs=5e-4)

    @given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
    def test_one_side_at_most_concedes_at_once(self, one, other):
        found = reputation(self.WAR, stubborn_client=one, stubborn_enemy=other)
        assert min(found.client_concedes, found.enemy_concedes) == 0
        assert 0 <= found.client_concedes < 1

    def test_refused(self):
        with pytest.raises(OptionError):
            reputation(self.WAR, stubborn_client=0, stubborn_enemy=0.1)
        with pytest.raises(OptionError):
            Sides(cost_client=0, prize_client=1, cost_enemy=1, prize_enemy=1)


class TestBargaining:
    def test_screening(self):
        """T32."""
        found = screening(0.6, 0.1, 0.3)
        assert (found.demand, found.war) == pytest.approx((0.70, 1 / 3), abs=1e-12)
        assert screening(0.6, 0.05, 0.3).war == pytest.approx(0.4167, abs=5e-5)
        assert screening(0.6, 0.0, 0.3).war == 0.5
        assert screening(0.6, 0.4, 0.3).war == 0.0

    def test_the_demand_is_the_best_of_a_grid(self):
        p, a, b = 0.6, 0.1, 0.3
        grid = np.linspace(0, 1, 100_001)
        peace = np.clip((p + b - grid) / b, 0, 1)
        payoff = peace * grid + (1 - peace) * (p - a)
        assert grid[payoff.argmax()] == pytest.approx(screening(p, a, b).demand, abs=1e-5)

    def test_range_and_commitment(self):
        assert bargaining_range(0.95, 0.1, 0.2) == pytest.approx((0.85, 1.0), abs=1e-12)
        assert commitment_fails(0.31, 0.1, 0.2)
        assert not commitment_fails(0.31, 0.1, 0.2, discount=0.9)

    @pytest.mark.parametrize(
        ("utilities", "risk"), [((1, 0, -4), 0.2), ((1, -1, -4), 0.4), ((0.2, -1, -10), 0.1176)]
    )
    def test_critical_risk(self, utilities, risk):
        assert critical_risk(*utilities) == pytest.approx(risk, abs=5e-5)
        with pytest.raises(OptionError):
            critical_risk(0, 1, -4)


class TestPatron:
    BASE = Stakes(loss_client=2.22, loss_patron=0.26, demand=1.5, worth=0.5, backing_down=0.05)

    def test_three_equilibria(self):
        """T36, METHODS 13.7."""
        assert play(self.BASE).outcome == "status quo"
        assert not play(self.BASE).credible
        strong = play(replace(self.BASE, backing_down=0.40))
        assert (strong.outcome, strong.payoff_patron, strong.payoff_client) == ("demand, comply", 0.5, -1.5)
        too_much = play(replace(self.BASE, backing_down=0.40, demand=3.0))
        assert too_much.outcome == "status quo"
        assert too_much.credible

    def test_a_future_makes_threats_credible(self):
        assert not credible(self.BASE)
        # L_P <= d/(1-d) v: the bound is d = .26/.76.
        assert credible(replace(self.BASE, discount=0.35))
        assert not credible(replace(self.BASE, discount=0.34))

    @given(
        st.floats(0, 5),
        st.floats(0, 5),
        st.floats(0, 5),
        st.floats(0.01, 5),
        st.floats(0, 5),
        st.floats(0, 0.95),
    )
    def test_looking_ahead_is_the_best_of_the_tree(self, client, patron, demand, worth, back, discount):
        """Backward induction against a search over all plans of the tree that are best at every node."""
        stakes = Stakes(
            loss_client=client,
            loss_patron=patron,
            demand=demand,
            worth=worth,
            backing_down=back,
            discount=discount,
        )
        found = play(stakes)
        future = discount / (1 - discount) * worth
        sever = -patron >= -max(back, future)
        refused = (-patron, -client) if sever else (-back, 0.0)
        asked = (worth, -demand) if -demand >= refused[1] else refused
        best = asked if asked[0] > 0 else (0.0, 0.0)
        # a client that loses nothing by refusing complies with nothing but a free demand of an unbelieved threat
        if not (demand == 0 and not sever):
            assert (found.payoff_patron, found.payoff_client) == best
        assert found.credible == sever

    @given(st.floats(0, 5), st.floats(0, 5), st.floats(0, 5), st.floats(0, 0.9), st.floats(0, 0.09))
    def test_patience_and_pride_never_unmake_a_threat(self, patron, worth, back, discount, more):
        plain = believed(patron, worth=worth, backing_down=back, discount=discount)
        assert believed(patron, worth=worth, backing_down=back, discount=discount + more) >= plain
        assert believed(patron, worth=worth, backing_down=back + more, discount=discount) >= plain

    def test_bargaining_gives_net_leverage(self):
        assert bargained(2.22, 0.26) == pytest.approx(0.98, abs=1e-12)
        assert bargained(0.2, 1.0) == 0.0

    @given(st.floats(0, 5), st.floats(0, 5))
    def test_leverage_raises_what_can_be_demanded(self, loss, more):
        one, two = largest_demand([loss, loss + more], [True, True])
        assert one <= two

    def test_quantal_response_tends_to_the_look_ahead(self):
        pytest.importorskip("pygambit")
        careful = quantal_response(replace(self.BASE, backing_down=0.40), precision=30.0)
        assert careful["demand"] > 0.95
        assert careful["comply"] > 0.95
        guessing = quantal_response(self.BASE, precision=0.0)
        assert guessing["demand"] == pytest.approx(0.5, abs=1e-9)

    def test_poker_by_the_same_library(self):
        """T36: stripped-down poker, exact: value 1/3, raise with the queen 1/3, meet 2/3."""
        gbt = pytest.importorskip("pygambit")
        game = gbt.Game.from_arrays(
            # Rows: raise always, raise on a king only; columns: meet, pass.
            np.array([[0, 1], [0.5, 0]]),
            np.array([[0, -1], [-0.5, 0]]),
            title="poker",
        )
        found = gbt.nash.lcp_solve(game, rational=True).equilibria[0]
        alice, bob = list(game.players)
        assert [float(found[one]) for one in alice.strategies] == [1 / 3, 2 / 3]
        assert [float(found[one]) for one in bob.strategies] == [2 / 3, 1 / 3]
        assert float(found.payoff(alice)) == 1 / 3

    def test_refused(self):
        with pytest.raises(OptionError):
            replace(self.BASE, discount=1.0)
        with pytest.raises(OptionError):
            replace(self.BASE, demand=-1)


class TestForecast:
    """T37: emissions of cars, ten member states (capability, salience, position)."""

    TABLE = (
        (0.08, 0.8, 4), (0.08, 0.4, 7), (0.03, 0.2, 4), (0.16, 0.8, 4), (0.16, 0.6, 10),
        (0.16, 0.6, 10), (0.16, 0.9, 10), (0.05, 0.1, 7), (0.05, 1, 4), (0.08, 0.7, 7),
    )  # fmt: skip

    @pytest.fixture
    def actors(self):
        table = np.array(self.TABLE)
        return table[:, 2], table[:, 0] * table[:, 1]

    def test_condorcet_and_mean(self, actors):
        assert condorcet(*actors) == 7.0
        assert weighted_mean(*actors) == pytest.approx(7.389956, abs=5e-7)

    def test_pairs(self, actors):
        place, _ = actors
        votes = pairwise_votes(*actors)
        four, seven, ten = (list(place).index(x) for x in (4, 7, 10))
        # Four decimals.
        assert votes[seven, four] == pytest.approx(0.0905, abs=5e-5)
        assert votes[ten, four] == pytest.approx(0.0880, abs=5e-5)
        assert votes[seven, ten] == pytest.approx(0.0025, abs=5e-5)

    def test_who_prevails(self, actors):
        assert prevails(10, 4, *actors) == pytest.approx(0.575342, abs=5e-7)
        assert prevails(4, 10, *actors) == pytest.approx(0.424658, abs=5e-7)

    def test_refused(self):
        with pytest.raises(OptionError, match="differ"):
            condorcet([1, 1], [1, 1])


class TestExpectedUtility:
    """The legacy method: one step by hand, what must hold of any table, and where it ends."""

    def test_one_challenge_by_hand(self):
        # Two actors at the ends, powers 1 and 2, salience 1: D = 1, the median is the second's. i = 0 challenges j = 1:
        # P = 1/3, d = 1, r = 1: U_s = 2, U_f = -2, U_sq = 0, T = 0 as the median is no nearer than j; part = min(1/2, 1/2),
        # U_w = 2 - 4(1/2 + 1/2) = -2. E = 1/3 * 2 - 2/3 * 2 - 0 - 1/2 * (-2) = 1/3.
        found = challenges([0, 1], [1, 2], [1, 1])
        assert found[0, 1] == pytest.approx(1 / 3, abs=1e-12)
        # j challenges i: P = 2/3, T = 1 as the median is at j; part = (0 + 1)/4, U_b = 2 - 4(1/4) = 1:
        # E = 2/3 * 2 - 1/3 * 2 - 1/2 = 1/6.
        assert found[1, 0] == pytest.approx(1 / 6, abs=1e-12)
        assert (np.diag(found) == 0).all()

    @settings(max_examples=30, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(0, 20), st.floats(0.1, 2), st.floats(0.1, 1)), min_size=3, max_size=6
        ).filter(lambda rows: len({row[0] for row in rows}) > 1),
        st.floats(0.5, 10),
        st.floats(-50, 50),
    )
    def test_neither_unit_nor_origin_matter(self, rows, scale, shift):
        place, power, care = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
        one, two = challenges(place, power, care), challenges(scale * place + shift, 3 * power, care)
        assert two == pytest.approx(one, abs=1e-9)
        risks = risk_exponents(place, power, care)
        assert ((risks >= 0.5 - 1e-12) & (risks <= 2 + 1e-12)).all()

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.floats(0, 1), min_size=3, max_size=5).filter(lambda x: max(x) - min(x) > 0.01))
    def test_nobody_leaves_the_range(self, positions):
        ones = [1.0] * len(positions)
        found = expected_utility(positions, ones, ones)
        assert found.positions.min() >= min(positions) - 1e-9
        assert found.positions.max() <= max(positions) + 1e-9

    def test_it_says_when_it_has_not_settled(self):
        """The cars of T37: positions still move after ten rounds, which the method leaves open."""
        place, power, care = np.array(TestForecast.TABLE)[:, [2, 0, 1]].T
        found = expected_utility(place, power, care)
        assert not found.settled
        assert len(found.positions) == 11
        with pytest.raises(OptionError, match="rounds"):
            expected_utility(place, power, care, rounds=0)
        with pytest.raises(OptionError, match="salience"):
            challenges(place, power, care + 1)
