"""The world on the OECD's tables: identities, shares that customs and the OECD have, and losses found independently."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from realpolitik.models.equilibrium import Embargo, World, elasticities, solve
from realpolitik.scenarios.assumptions import trade_elasticities
from realpolitik.scenarios.stage import stage

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared/data/trade/oecd_icio"


@pytest.fixture(scope="module")
def where():
    return stage("oecd-2021")


def share(where, seller, buyer, *sectors):
    """Share of sectors in the goods that a state sells another, or all others."""
    world = where.world
    at = world.states.index(seller)
    sold = world.flows[:, at].copy()
    sold[at] = 0.0
    row = sold.sum(axis=0) if buyer is None else sold[world.states.index(buyer)]
    goods = sum(row[world.sectors.index(name)] for name in where.goods)
    return sum(row[world.sectors.index(name)] for name in sectors) / goods


def test_it_holds_its_identities(where):
    where.world.check()
    world = where.world
    assert len(world.states) == 81
    assert len(world.sectors) == 28
    spending, output = world.expenditure, world.output
    used = np.einsum("nkj,nj->nk", world.input_share, output)
    income = world.value_added + world.tariff_revenue + world.deficit
    final = world.final_share * income[:, None]
    assert np.abs(used + final - spending).max() / spending.max() < 1e-12
    assert np.abs((world.value_added_share * output).sum(axis=1) / world.value_added - 1).max() < 1e-12


def test_what_china_sells_russia_is_what_the_tables_have(where):
    # METHODS-2, 24: electronics 17.5 of 72.3 bn dollars, the largest; machines, electronics, cars above 45 %; textiles at most 15 %
    goods = {name: share(where, "CHN", "RUS", name) for name in where.goods}
    assert max(goods, key=goods.__getitem__) == "computers"
    assert goods["computers"] == pytest.approx(
        17.5 / 72.3, abs=0.03
    )  # the pair has been moved to the IMF's total
    assert sum(goods[name] for name in ("computers", "electricals", "machines", "cars")) > 0.45
    assert goods["clothing"] <= 0.15


@pytest.mark.parametrize("seller", ["BLR", "ITA"])
def test_russia_does_not_live_on_cloth(where, seller):
    assert share(where, seller, "RUS", "clothing") < 0.15


def test_fuels_lead_what_russia_sells_turkey(where):
    assert share(where, "RUS", "TUR", "coal", "oil-and-gas", "refining") > 0.38


def test_oil_leads_what_kazakhstan_sells(where):
    """The tables have two thirds; the goal was two fifths, and BACI's crude and gas of 2021 are half of its goods: told in the documents."""
    assert 0.4 < share(where, "KAZ", None, "oil-and-gas") < 0.7


def test_its_sectors_have_elasticities(where):
    assert (trade_elasticities("fgo", where.world.sectors) > 0).all()
    assert trade_elasticities("fgo", ["cars"]).tolist() == trade_elasticities("fgo", ["vehicles"]).tolist()


def test_pairs_with_russia_have_the_totals_of_the_imf(where):
    world = where.world
    goods = [world.sectors.index(name) for name in where.goods]
    flow = world.flows[world.states.index("RUS"), world.states.index("CHN"), goods].sum()
    assert flow / 1e9 == pytest.approx(72.7, abs=0.1)  # IMF, imports of Russia from China in 2021


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data")
def test_losses_are_near_those_of_an_independent_trial():
    """METHODS-2, 24: elasticity 4, one nest, multiplicative deficits, no tariffs: 1.69 % of Russia without China, 2.95 of Kazakhstan without Russia.

    The trial cut negative final demand in another way and had no floor under value added: 5 per cent of the loss are allowed.
    """
    spec = importlib.util.spec_from_file_location("build_oecd_world", ROOT / "tools/build_oecd_world.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    world: World = tool.build(SHARED, tariffed=False)
    for partner, loser, loss in (("CHN", "RUS", 0.0169), ("RUS", "KAZ", 0.0295)):
        cut = Embargo(exporters=(partner,), importers=(loser,), both_ways=True, sectors=world.sectors)
        found = solve(world, [cut], elasticities=elasticities(world.sectors, 4.0), deficits="multiplicative")
        assert 1 - found.welfare_hat[world.states.index(loser)] == pytest.approx(loss, rel=0.05)
