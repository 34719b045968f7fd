"""Leverage, compliance and the hindcast."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from realpolitik.errors import CoverageError, OptionError, ShockError
from realpolitik.measures import run
from realpolitik.models.compliance import complying, exposed, threshold
from realpolitik.models.equilibrium import Embargo, elasticities, solve
from realpolitik.models.equilibrium.parties import parties
from realpolitik.scenarios import load
from realpolitik.scenarios.assumptions import central, grid
from realpolitik.scenarios.hindcast.replay import (
    COALITION,
    TARGET,
    Flow,
    fit,
    flows,
    growth,
    predicted,
    records,
    scores,
    split,
)
from realpolitik.scenarios.leverage.severing import AFTER, BEFORE, GIVEN, Situation, severing
from realpolitik.scenarios.outcome import play
from realpolitik.scenarios.stage import stage
from realpolitik.store import Store


class TestLeverage:
    def test_it_is_greater_given_sanctions_under_every_assumption(self):
        free = severing("RUS", "CHN", Situation(name="", world=BEFORE))
        bound = severing("RUS", "CHN", Situation(name="", world=BEFORE, given=GIVEN))
        assert free.cases == bound.cases == grid()
        # With sectors and links even one nest has the right sign, only a smaller size.
        assert (bound.loss_a > free.loss_a).all()
        one = [place for place, case in enumerate(grid()) if case.nest == "single"]
        nested = [place for place, case in enumerate(grid()) if case.nest == 2.0]
        rise = bound.loss_a / free.loss_a
        assert rise[one].max() < rise[nested].min()

    def test_in_one_sector_one_nest_has_the_wrong_sign(self):
        """METHODS 4.6 on our own world: merged to one sector, sanctions lower the loss of China; a nest mends it."""
        world = stage(BEFORE).world
        one = world.aggregate(sectors=dict.fromkeys(world.sectors, "all"))
        members = stage(BEFORE).members
        west = parties(COALITION, world=one, on=None, members=members)
        russia = one.states.index("RUS")
        losses = {}
        for name, home in (("single", 4.0), ("nested", 0.5)):
            given = elasticities(one.sectors, 4.0, domestic=home)
            severed = Embargo(exporters=("RUS",), importers=("CHN",), both_ways=True)
            after = solve(
                one,
                [Embargo(exporters=("RUS",), importers=west, both_ways=True)],
                elasticities=given,
                deficits="multiplicative",
            ).after()
            losses[name] = [
                1 - solve(start, [severed], elasticities=given, deficits="multiplicative").welfare_hat[russia]
                for start in (one, after)
            ]
        assert losses["single"][1] < losses["single"][0]
        assert losses["nested"][1] > losses["nested"][0]

    def test_it_falls_with_peace_on_the_world_of_that_scenario(self):
        found = run("leverage.loss", "RUS", "CHN", given="peace")
        free, bound = (
            next(
                row
                for row in found.rows
                if row["state"] == "RUS" and row["series"] == series and row["period"] == "2023"
            )
            for series in ("long run", "long run, given peace")
        )
        assert bound["high"] < free["value"]

    def test_it_grew_from_2021_to_2023(self):
        then = severing("RUS", "CHN", Situation(name="", world=BEFORE))
        now = severing("RUS", "CHN", Situation(name="", world=AFTER))
        assert (now.loss_a > then.loss_a).all()

    def test_sides_are_the_same_whoever_asks(self):
        one = severing("RUS", "CHN", Situation(name="", world=AFTER), cases=[central()])
        other = severing("CHN", "RUS", Situation(name="", world=AFTER), cases=[central()])
        # Two solves of one embargo, each to 1e-11.
        assert one.loss_a == pytest.approx(other.loss_b, abs=1e-10)
        assert one.ratio * other.ratio == pytest.approx(1, abs=1e-6)
        assert one.size * other.size == pytest.approx(1, rel=1e-12)

    def test_money_is_the_loss_of_income(self):
        cost = severing("RUS", "CHN", Situation(name="", world=AFTER), cases=[central()])
        world = stage(AFTER).world
        income = world.income[world.states.index("RUS")]
        # Baselines differ only where deficits are purged.
        assert cost.money_a[0] == pytest.approx(cost.loss_a[0] * income, rel=1e-9)

    def test_refused(self):
        with pytest.raises(OptionError, match="two states"):
            severing("RUS", "RUS", Situation(name="", world=BEFORE))
        with pytest.raises(ShockError, match="part of EUE"):
            severing("EST", "RUS", Situation(name="", world=BEFORE))


class TestMeasures:
    def test_loss(self):
        found = run("leverage.loss", "Russia", "China", run="both")
        assert found.unit == "share"
        assert found.interval.low < found.value < found.interval.high
        assert {row["state"] for row in found.rows} == {"RUS", "CHN"}
        assert len(found.rows) == 12
        assert "fontagne-2022" in {source.id for source in found.sources}

    @pytest.mark.parametrize(
        ("pair", "words"),
        [
            (("USA", "CHN"), r"the United States would lose 1\.\d times .* make it 0\.\d+ times"),
            (("DEU", "RUS"), r"Germany would lose 0\.\d+ times .* make it 0\.\d+ times"),
        ],
    )
    def test_a_ratio_near_one_keeps_its_digits(self, pair, words):
        assert re.search(words, run("leverage.ratio", *pair).says)

    @pytest.mark.parametrize("code", ["KGZ", "SRB", "UZB"])
    def test_a_state_in_the_rest_of_the_tables_is_answered_by_the_world_of_all_economies(self, code):
        found = run("leverage.loss", code, "RUS")
        assert "one kind of goods, 2023" in found.says  # the basis and the year, in the sentence
        assert 0 < found.interval.low <= found.value <= found.interval.high < 0.1

    def test_a_state_that_has_ended(self):
        with pytest.raises(CoverageError, match="the Soviet Union ended on 1991-12-25"):
            run("leverage.loss", "RUS", "SUN")

    def test_change_compares_each_assumption_with_itself(self):
        found = run("leverage.change", "RUS", "CHN")
        assert found.interval.low > 0
        then, now = (
            severing("RUS", "CHN", Situation(name="", world=world), cases=[central()]).loss_a[0]
            for world in (BEFORE, AFTER)
        )
        assert found.value == pytest.approx(now - then, rel=1e-6)

    def test_ratio_is_mostly_size(self):
        found = run("leverage.ratio", "RUS", "CHN")
        adjusted = next(r for r in found.rows if r["kind"] == "adjusted" and r["period"] == "2023")
        # One nest of Caliendo and Parro's elasticities reaches 2.2; all others stay near one.
        assert 0.8 < adjusted["value"] < 1.3

    def test_sectors(self):
        found = run("leverage.sectors", "RUS", "CHN")
        values = [row["value"] for row in found.rows]
        assert values == sorted(values, reverse=True)
        assert sum(values) > run("leverage.loss", "RUS", "CHN").value * 0.8
        assert all(row["low"] <= row["value"] <= row["high"] for row in found.rows)
        assert all(row["other_low"] <= row["other"] <= row["other_high"] for row in found.rows)
        assert "changed alone" in found.interval.kind

    def test_not_covered(self):
        with pytest.raises(CoverageError, match="Liechtenstein is not among the economies"):
            run("leverage.loss", "LIE", "RUS")
        with pytest.raises(OptionError, match="long, short or both"):
            run("leverage.loss", "RUS", "CHN", run="medium")


class TestCompliance:
    def test_closed_forms(self):
        """T40, and METHODS 14: stakes of an independent one-sector model."""
        assert threshold(0.2626, 5.2688) == pytest.approx(0.0498, abs=5e-5)
        assert threshold(0.3316, 5.2688) == pytest.approx(0.0629, abs=5e-5)
        assert threshold(0.5, 12) == pytest.approx(0.0417, abs=5e-5)

    def test_risk_aversion_lowers_it_and_tends_to_neutrality(self):
        assert threshold(1, 10, risk_aversion=0.3) < threshold(1, 10)
        # expm1 keeps the limit exact to the order of the aversion.
        assert threshold(1, 10, risk_aversion=1e-9) == pytest.approx(0.1, abs=1e-9)
        accepted = threshold(1, 10, risk_aversion=0.3)
        assert math.log(1 - accepted + accepted * math.exp(3)) / 0.3 == pytest.approx(1, abs=1e-12)

    def test_monotone(self):
        gains = [threshold(gain, 5.0) for gain in (0.1, 0.2, 0.4)]
        losses = [threshold(0.2, loss) for loss in (2.0, 4.0, 8.0)]
        assert gains == sorted(gains)
        assert losses == sorted(losses, reverse=True)
        assert threshold(1, 0) == math.inf

    def test_a_crowd_complies_by_its_thresholds(self):
        rng = np.random.default_rng(0)
        ratio = np.exp(rng.normal(-math.log(0.05), 1.5, 20_000))
        share = complying([0.01, 0.05, 0.3], np.ones(ratio.size), ratio)
        expected = [exposed(belief, mean=-math.log(0.05), spread=1.5) for belief in (0.01, 0.05, 0.3)]
        # Three standard errors of 20,000 draws.
        assert share == pytest.approx(expected, abs=0.011)

    @pytest.mark.parametrize(("gain", "loss"), [(-1, 1), (1, -1), (0, 0), (math.nan, 1)])
    def test_refused(self, gain, loss):
        with pytest.raises(OptionError):
            threshold(gain, loss)

    def test_the_measure(self):
        found = run("compliance.threshold", "CHN", "RUS")
        assert 0 < found.interval.low < found.value < found.interval.high < 0.25

    def test_what_it_takes_depends_on_who_strikes_and_how_hard(self):
        """The narrower blow is that of the scenario `secondary-sanctions`: what China would lose without Russia over what that costs it."""
        both = run("compliance.threshold", "CHN", "RUS", sanctioner="G7 + EU", severity="either")
        whole, part = both.rows
        gain = run("leverage.loss", "CHN", "RUS").value
        struck = -play(load("secondary-sanctions"), cases=[central()]).loss("CHN")[0]
        assert whole["value"] < 0.2 < part["value"] == pytest.approx(gain / struck, rel=1e-6)
        assert len(both.interval.grid) == 2 * 14
        assert (both.interval.low, both.interval.high) == (whole["low"], part["high"])
        alone = run("compliance.threshold", "CHN", "RUS", sanctioner="USA", severity="partial")
        assert alone.value == 1.0  # the United States alone: it would not pay at all
        assert "would not pay" in alone.says


class TestHindcast:
    @pytest.fixture(scope="class")
    @classmethod
    def found(cls):
        return flows(Store(), predicted(play(load(GIVEN), cases=[central()])))

    def test_china_is_found_within_a_fifth(self, found):
        pair = [flow for flow in found if "CHN" in (flow.exporter, flow.importer)]
        assert len(pair) == 2
        for flow in pair:
            assert abs(flow.log_error) < math.log(1.2)

    def test_direction_is_right_for_most_trade_and_beats_no_change(self, found):
        score = scores(found)
        assert (
            score.direction > 0.75
        )  # .795 of trade on the corrected record of 2023, in docs/explanation/scenarios.md
        still = [
            Flow(
                exporter=f.exporter, importer=f.importer, predicted=1.0, recorded=f.recorded, before=f.before
            )
            for f in found
        ]
        assert score.error < scores(still).error
        assert scores(still).direction == 0

    def test_the_coalition_and_the_war_are_not_scored(self, found):
        named = {flow.exporter for flow in found} | {flow.importer for flow in found}
        assert not named & set(stage(BEFORE).parties(COALITION, on=None))
        assert "UKR" not in named
        assert len(split(found, calibration=True)) + len(split(found, calibration=False)) == len(found)

    def test_the_library_holds_the_fitted_shares(self):
        exports, imports = fit(Store(), central())
        kept = [entry.share for entry in load(GIVEN).shocks]
        # Three decimals are in the file.
        assert [exports, imports] == pytest.approx(kept, abs=5e-4)

    def test_the_record(self):
        then, now = records(Store(), stage(BEFORE), 2021, 2023)
        # IMF: mainland China 72.7 billion and Macao; Hong Kong has no figure of 2023, and counts in neither year.
        assert then["CHN", TARGET] / 1e9 == pytest.approx(72.7, abs=0.1)
        # Belarus of Russian customs in both years: 15.6 and 23.9 billion (table trade).
        assert then["BLR", TARGET] / 1e9 == pytest.approx(15.6, abs=0.1)
        assert now["BLR", TARGET] / 1e9 == pytest.approx(23.9, abs=0.1)
        with pytest.raises(CoverageError, match="1899"):
            records(Store(), stage(BEFORE), 1899, 2021)
        assert 1.05 < growth() < 1.1

    def test_ranks_are_spearmans(self):
        from scipy.stats import spearmanr

        values = [(2.0, 1.0), (0.5, 0.5), (3.0, 0.5), (3.0, 4.0), (0.1, 2.0)]
        many = [Flow(exporter="A", importer="B", predicted=p, recorded=r, before=1.0) for p, r in values]
        expected = spearmanr([p for p, _ in values], [r for _, r in values])[0]
        assert scores(many).rank == pytest.approx(expected, abs=1e-12)

    def test_scores_by_hand(self):
        both = [
            Flow(exporter="A", importer="B", predicted=2.0, recorded=1.0, before=1.0),
            Flow(exporter="B", importer="A", predicted=0.5, recorded=0.5, before=3.0),
        ]
        score = scores(both)
        assert score.error == pytest.approx(math.log(2) / 2, abs=1e-12)
        assert score.direction == 0.75
        assert score.rank == pytest.approx(1.0, abs=1e-12)
        with pytest.raises(CoverageError):
            scores([])

    def test_the_measure(self):
        found = run("leverage.hindcast", "CHN", "RUS")
        assert found.interval.low <= found.value <= found.interval.high
        assert "(the model with one nest)" in found.caveats[1]
        assert "a guess that all rise has the same score" in found.caveats[0]
        with pytest.raises(CoverageError, match="coalition"):
            run("leverage.hindcast", "DEU", "RUS")
        with pytest.raises(CoverageError, match="RUS and its partners"):
            run("leverage.hindcast", "DEU", "FRA")
