"""How exposed firms are, how much trade stops at a belief, and the dated test of an order."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from scipy import stats

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run
from realpolitik.scenarios.leverage.severing import AFTER
from realpolitik.scenarios.sanctions.compliance import complying_share, judged, sales
from realpolitik.scenarios.sanctions.compliance_order import shift
from realpolitik.scenarios.stage import stage


class TestCurve:
    def test_one_sector_is_the_normal_distribution(self):
        share = complying_share(0.1, np.array([0.05]), np.array([3.0]), spread=1.5, untied=0.2)
        assert share == pytest.approx(0.8 * stats.norm.cdf(math.log(2) / 1.5), abs=1e-12)

    def test_it_rises_with_the_belief_and_falls_with_who_is_untied(self):
        ratios, weights = np.array([0.02, 0.2]), np.array([1.0, 2.0])
        values = [complying_share(p, ratios, weights, spread=1.5, untied=0.0) for p in (0.01, 0.1, 1.0)]
        assert values == sorted(values)
        halved = complying_share(0.1, ratios, weights, spread=1.5, untied=0.5)
        assert halved == pytest.approx(values[1] / 2, abs=1e-12)

    def test_the_measure(self):
        found = run("compliance.curve", "CHN", "RUS")
        values = [row["value"] for row in found.rows]
        assert values == sorted(values)
        assert all(row["low"] <= row["value"] <= row["high"] for row in found.rows)
        assert found.interval.low < found.value < found.interval.high
        assert max(row["high"] for row in found.rows) <= 1
        assert len(found.rows) == len(judged()["beliefs"]) + 1

    def test_sales_are_those_of_the_world(self):
        names, target, access = sales("CHN", "RUS", "sanctioning-russia")
        world = stage(AFTER).world
        china, russia = world.states.index("CHN"), world.states.index("RUS")
        at = world.sectors.index("electronics")
        assert target[names.index("electronics")] == pytest.approx(world.flows[russia, china, at], rel=1e-12)
        assert (access > target).all()

    def test_exposure(self):
        found = run("compliance.exposure", "CHN", "RUS")
        assert found.interval.low < found.value < found.interval.high
        assert found.rows[0]["label"] == "all goods"
        # IMF and BACI for 2023: 123 billion dollars with Hong Kong to Russia, about 1,700 to the coalition.
        assert found.value == pytest.approx(1700 / 123, rel=0.05)

    def test_refused(self):
        with pytest.raises(CoverageError, match="one of the sanctioners"):
            run("compliance.curve", "DEU", "RUS")
        with pytest.raises(CoverageError, match="not against IND"):
            run("compliance.exposure", "CHN", "IND")


class TestOrder:
    def test_without_autocorrelation_it_is_students(self):
        rng = np.random.default_rng(2)
        before, after = rng.normal(0, 1, 8), rng.normal(1, 1, 12)
        found = shift(before, after)
        plain = stats.ttest_ind(after, before).confidence_interval()
        assert found.change == pytest.approx(after.mean() - before.mean(), abs=1e-12)
        wide = math.sqrt((1 + found.autocorrelation) / (1 - found.autocorrelation))
        assert found.high - found.change == pytest.approx((plain.high - found.change) * wide, rel=1e-9)

    def test_the_interval_holds_the_truth_as_often_as_it_says(self):
        """White noise: 95 % of intervals, or a little more, as autocorrelation only ever widens them."""
        rng = np.random.default_rng(7)
        held = 0
        for _ in range(600):
            found = shift(rng.normal(0, 1, 6), rng.normal(0, 1, 6))
            held += found.low <= 0 <= found.high
        assert 0.93 <= held / 600 <= 1.0

    def test_the_order_of_december_2023(self):
        found = run("compliance.order", "CHN", "RUS")
        row = found.rows[0]
        # By hand from the customs figures, 2023-07..12 and 2024-01..06 over the year before: +26 % and -1 %.
        assert row["before"] == pytest.approx(0.26, abs=0.01)
        assert row["after"] == pytest.approx(-0.014, abs=0.01)
        assert found.value == pytest.approx((1 + row["after"]) / (1 + row["before"]) - 1, abs=1e-12)
        assert found.interval.high < 0
        assert "Without being told a date" in found.caveats[0]
        assert [one["label"][:2].strip() for one in found.rows] == ["6", "5", "8", "12"]

    def test_a_day_on_which_nothing_happened(self):
        """The same test a year on finds nothing clear: it does not cry wolf on any date."""
        found = run("compliance.order", "CHN", "RUS", on="2024-06-28", months=4)
        assert found.interval.low < 0 < found.interval.high

    def test_refused(self):
        with pytest.raises(CoverageError, match="on either side"):
            run("compliance.order", "CHN", "RUS", on=date(2026, 1, 1).isoformat())
        with pytest.raises(CoverageError, match="no months"):
            run("compliance.order", "FRA", "BRA")
        with pytest.raises(OptionError, match="not a date"):
            run("compliance.order", "CHN", "RUS", on="soon")
