"""Poisson regressions with fixed effects: published gravity, adding up, and a shock that was put in."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.errors import OptionError
from realpolitik.models.stats.ppml import ppml

pytest.importorskip("pyfixest", reason="the extra `estimate` is not installed")
# pyfixest 0.60 calls pandas 3.1 in a form that pandas will drop; nothing of ours does
pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword")
RNG = np.random.default_rng(7)


def panel(states=12, years=6):
    """Flows of a gravity world: exporter-year, importer-year and pair effects, and noise of mean one."""
    i, n, t = (x.ravel() for x in np.meshgrid(range(states), range(states), range(years), indexing="ij"))
    keep = i != n
    i, n, t = i[keep], n[keep], t[keep]
    a, e, m = (
        RNG.normal(size=(states, years)),
        RNG.normal(size=(states, years)),
        RNG.normal(size=(states, states)),
    )
    return i, n, t, np.exp(a[i, t] + e[n, t] + m[i, n])


def effects(i, n, t):
    return [i * 100 + t, n * 100 + t, i * 100 + n]


def test_a_shock_without_noise_is_found_exactly():
    i, n, t, flows = panel()
    pair, others = (i == 0) & (n == 1) & (t >= 3), np.isin(i, (2, 3, 4)) & (n == 1) & (t >= 3)
    flows = flows * np.exp(0.6 * pair - 1.5 * others)
    found = ppml(flows, {"pair": pair, "others": others}, effects(i, n, t))
    assert found.coefficients == pytest.approx(
        [0.6, -1.5], abs=1e-5
    )  # the iteration stops at 1e-8 of the deviance
    # Without the dummy of those who left, the collapse of the others is read as a gain of the pair.
    alone = ppml(flows, {"pair": pair}, effects(i, n, t))
    assert alone.coefficients[0] > 0.6 + 0.1


def test_fitted_flows_add_up_within_every_effect():
    i, n, t, flows = panel()
    flows = flows * RNG.gamma(4, 0.25, size=flows.size)
    found = ppml(flows, {"pair": (i == 0) & (n == 1) & (t >= 3)}, effects(i, n, t))
    for labels in effects(i, n, t):
        for label in np.unique(labels):
            rows = labels == label
            # the first-order conditions; the demeaning inside stops at 1e-10
            assert found.fitted[rows].sum() == pytest.approx(flows[rows].sum(), rel=1e-9)


def test_a_negative_flow_is_refused():
    with pytest.raises(OptionError, match="negative"):
        ppml([1.0, -1.0], {"z": [0, 1]}, [])


@pytest.mark.shared
def test_gravity_as_published(shared_data):
    """Yotov and others (2016), table 1, PPML on 28,152 flows: -.8409, .4374, .2475, -.2225."""
    pyreadr = pytest.importorskip("pyreadr")
    data = next(iter(pyreadr.read_r(str(shared_data / "trade/agtpa/agtpa_applications.rda")).values()))
    data = data[data["year"].isin(range(1986, 2007, 4)) & (data["exporter"] != data["importer"])]
    found = ppml(
        data["trade"].to_numpy(),
        {
            "distance": np.log(data["dist"].to_numpy()),
            "border": data["cntg"].to_numpy(),
            "language": data["lang"].to_numpy(),
            "colony": data["clny"].to_numpy(),
        },
        [
            (data["exporter"].astype(str) + data["year"].astype(str)).to_numpy(),
            (data["importer"].astype(str) + data["year"].astype(str)).to_numpy(),
        ],
    )
    assert len(data) == 28_152
    published = [-0.84092731, 0.43744324, 0.24747651, -0.22248986]
    assert found.coefficients == pytest.approx(published, abs=1e-6)


@pytest.mark.shared
def test_the_border_as_published(shared_data):
    """Yotov and others (2016), chapter 2, trade without borders: 4,761 flows of 2006 with those at home."""
    pyreadr = pytest.importorskip("pyreadr")
    data = next(iter(pyreadr.read_r(str(shared_data / "trade/agtpa/agtpa_applications.rda")).values()))
    data = data[data["year"] == 2006]
    abroad = (data["exporter"] != data["importer"]).to_numpy()
    found = ppml(
        data["trade"].to_numpy(),
        {
            "distance": np.log(data["dist"].to_numpy()),
            "border": data["cntg"].to_numpy(),
            "abroad": abroad.astype(float),
        },
        [data["exporter"].astype(str).to_numpy(), data["importer"].astype(str).to_numpy()],
    )
    assert len(data) == 4_761
    # the log of the authors' Stata run prints seven places
    assert found.coefficients == pytest.approx([-0.7912879, 0.6736456, -2.4744505], abs=1e-6)
