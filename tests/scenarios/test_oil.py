"""The oil market in scenarios: who stays takes in its shares, and the level is the model's own."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from realpolitik.errors import FileFormatError, ShockError
from realpolitik.scenarios.assumptions import Case
from realpolitik.scenarios.files import parse
from realpolitik.scenarios.oil import MOST, crude_dollars, shapes
from realpolitik.scenarios.outcome import play
from realpolitik.scenarios.stage import stage

WORLD = "kinds-2019"
CUT = {"kind": "cut", "from": "RUS", "to": "EU", "sectors": ["fuels"], "share": 0.05}
REDIRECT = {"kind": "redirect", "from": "RUS", "to": "EU", "sectors": ["fuels"]}
CASE = [Case(set="fgo", nest="single", deficits="multiplicative", run="long")]


def scenario(*shocks):
    return parse(
        {"id": "oil", "asks": "What?", "world": WORLD, "day": "2023-02-06", "shocks": list(shocks)},
        shown="oil",
    )


def test_the_crude_of_an_exporter_is_worth_the_same_before_and_after():
    found = crude_dollars("RUS", ("DEU", "NLD", "POL"), base=2019)
    assert sum(found.after.values()) == pytest.approx(sum(found.before.values()), rel=1e-12)
    assert found.after["DEU"] == found.after["NLD"] == 0.0
    assert found.after["CHN"] > found.before["CHN"] > 20e9  # BACI, HS 270900: 36.5 bn dollars in 2019


def test_factors_leave_the_level_of_who_stays():
    where = stage(WORLD)
    closed = where.parties("EU", on=date(2023, 2, 6))
    found = shapes(where, "RUS", closed, ("fuels",), base=2019)
    world, at = where.world, where.world.states.index("RUS")
    sold = world.flows[:, at, world.sectors.index("fuels")]
    weight = {label: sold[world.states.index(label)] for label in found}
    assert sum(weight[label] * found[label] for label in found) == pytest.approx(sum(weight.values()))
    assert max(found.values()) < MOST
    assert not set(found) & set(closed)
    assert found["IND"] > 2 * found["CHN"]  # India had bought little, and lies near


def test_in_a_scenario_india_gains_where_it_had_bought_little():
    without, with_it = (play(scenario(*shocks), cases=CASE) for shocks in ((CUT,), (CUT, REDIRECT)))
    assert with_it.trade_hat("RUS", "IND")[0] > 1.3 * without.trade_hat("RUS", "IND")[0]
    # the level is left to the model: Russia's sales in all move by a few per cent, its income by less
    change = with_it.loss("RUS")[0] - without.loss("RUS")[0]
    assert abs(change) < 0.005
    assert np.isfinite(with_it.welfare).all()


def test_a_redirect_needs_a_seller_and_buyers():
    with pytest.raises(FileFormatError, match="give both, one way"):
        scenario(CUT, {"kind": "redirect", "from": "RUS", "sectors": ["fuels"]})
    with pytest.raises(FileFormatError, match="does not belong"):
        scenario(CUT, {**REDIRECT, "share": 0.3})
    with pytest.raises(ShockError, match="oil of one state, not of 2"):
        play(scenario(CUT, {**REDIRECT, "from": "RUS + SAU"}), cases=CASE)
