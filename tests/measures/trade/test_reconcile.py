"""Two reports, one figure: freight, the reliability of offices, and what must hold of any reconciled flow."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window
from realpolitik.measures import run
from realpolitik.measures.trade import partner_reports
from realpolitik.measures.trade.reconcile import (
    both_reports,
    freight_rates,
    reconcile,
    reliability,
    without_freight,
)
from realpolitik.states import registry

STATES = [state.code for state in registry() if state.end is None][:30]
FIRST, NOISY, LAST = STATES[0], STATES[20], STATES[-1]


def simulated(*, years=8, seed=3, errors=None):
    """True flows, and reports that err by what is due to each office; freight of 6 % on imports."""
    random = np.random.default_rng(seed)
    errors = errors or {state: 0.02 + 0.02 * place for place, state in enumerate(STATES)}
    origin, destination, truth = [], [], []
    for a in STATES:
        for b in STATES:
            if a != b:
                origin += [a] * years
                destination += [b] * years
                truth += [float(np.exp(random.normal(17, 1.5)))] * years
    truth = np.array(truth)
    own = np.array([errors[state] for state in origin])
    other = np.array([errors[state] for state in destination])
    exporter = truth * np.exp(random.normal(0, own))
    importer = truth * np.exp(random.normal(0, other)) * 1.06
    return np.array(origin), np.array(destination), truth, exporter, importer, errors


def test_both_sides_stand_beside_each_other_in_every_engine(engine):
    flows = {
        "origin": ["A", "A", "A", "A", "B", "C"],
        "destination": ["B", "B", "B", "B", "A", "B"],
        "reporter": ["A", "A", "B", "IMF", "A", "C"],
        "period": [1, 1, 1, 1, 1, 1],
        "value_usd": [60, 40, 108, 500, 7, 0],
    }
    found = both_reports(engine(**flows)).collect().to_dict(as_series=False)
    assert found == {
        "origin": ["A", "B"], "destination": ["B", "A"], "period": [1, 1],
        "by_exporter": [100, 0], "by_importer": [108, 7], "reports": [2, 1],
    }  # fmt: skip


def test_freight_is_what_the_flows_were_made_with():
    # ln(M/X) = .02 + .01 ln(distance) exactly: least squares finds the coefficients to rounding
    random = np.random.default_rng(0)
    distance = np.log(random.uniform(100, 15_000, 400))
    exporter = random.uniform(1e6, 1e9, 400)
    importer = exporter * np.exp(0.02 + 0.01 * distance)
    coefficients, rates = freight_rates(exporter, importer, columns=distance[:, None])
    assert coefficients == pytest.approx([0.02, 0.01], abs=1e-10)
    assert rates == pytest.approx(np.expm1(0.02 + 0.01 * distance), abs=1e-10)
    # a tenth of the flows misreported tenfold: the second fit is without them
    importer[::10] *= 10
    coefficients, _ = freight_rates(exporter, importer, columns=distance[:, None])
    assert coefficients == pytest.approx([0.02, 0.01], abs=1e-6)
    with pytest.raises(OptionError, match="do not give 2 coefficients"):
        freight_rates(exporter[:2], importer[:2], columns=distance[:2, None])


def test_reliability_finds_who_errs_more():
    origin, destination, _, exporter, importer, errors = simulated()
    found = reliability(origin, destination, exporter, importer / 1.06)
    true = [errors[state] for state in STATES]
    for side in (found.as_exporter, found.as_importer):
        assert np.corrcoef(true, [side[state] for state in STATES])[0, 1] > 0.95
    # E|u - w| of two normal errors of 31 % deviation on average is sqrt(2/pi) sqrt(.31^2 + .31^2) = .35: two sides of .17 each
    assert found.average == pytest.approx(0.17, abs=0.02)


def test_reconciled_flows_are_nearer_to_the_truth_than_either_report():
    origin, destination, truth, exporter, importer, _ = simulated()
    known = reliability(origin, destination, exporter, importer / 1.06)
    rows = [
        reconcile(x, m, origin=a, destination=b, known=known, cif=0.06)
        for a, b, x, m in zip(origin, destination, exporter, importer, strict=True)
    ]

    def off(values):
        return np.sqrt(np.mean(np.log(np.array(values) / truth) ** 2))

    value = off([row.value for row in rows])
    middle = off(np.sqrt(exporter * importer / 1.06))
    assert value < 0.9 * middle < middle < min(off(exporter), off(importer / 1.06))
    inside = np.mean([row.low <= true <= row.high for row, true in zip(rows, truth, strict=True)])
    assert (
        0.8 < inside < 0.97
    )  # 90 % meant; the decomposition of distances only approximates that of variances


def test_a_single_report_is_that_report():
    assert reconcile(50.0, 0.0, origin="A", destination="B", known=None).value == 50.0
    alone = reconcile(0.0, 106.0, origin="A", destination="B", known=None, cif=0.06)
    assert (alone.value, alone.basis, alone.weight_exporter) == (pytest.approx(100.0), "importer alone", 0.0)
    assert (alone.low, alone.high) == pytest.approx((106 / 1.1, 106))
    with pytest.raises(OptionError, match="without a report"):
        reconcile(0.0, 0.0, origin="A", destination="B", known=None)
    with pytest.raises(OptionError, match=r"cif=1\.5"):
        reconcile(1.0, 1.0, origin="A", destination="B", known=None, cif=1.5)


def test_freight_is_not_taken_off_where_that_would_widen_the_gap():
    assert without_freight(90.0, 100.0, 0.06) == 90.0
    assert without_freight(110.0, 100.0, 0.06) == pytest.approx(103.77, abs=0.01)


MONEY = st.floats(1e3, 1e12)


@given(MONEY, MONEY, st.floats(0, 0.2), st.integers(1, 1000))
def test_a_reconciled_flow_lies_between_the_reports_and_scales_with_them(exporter, importer, cif, scale):
    found = reconcile(exporter, importer, origin="A", destination="B", known=None, cif=cif)
    bare = without_freight(importer, exporter, cif)
    low, high = sorted((exporter, bare))
    assert low * (1 - 1e-9) <= found.value <= high * (1 + 1e-9)
    assert found.low <= found.value <= found.high
    again = reconcile(exporter * scale, importer * scale, origin="A", destination="B", known=None, cif=cif)
    assert again.value == pytest.approx(found.value * scale, rel=1e-9)


def table():
    """A table `trade` of simulated customs: one state stops reporting in the last year."""
    origin, destination, _, exporter, importer, _ = simulated(years=4)
    year = np.tile(np.arange(2018, 2022), len(origin) // 4)
    sides = []
    for reporter, value in ((origin, exporter), (destination, importer)):
        sides.append(
            pl.DataFrame(
                {
                    "origin": origin, "destination": destination, "product": "total", "freq": "A",
                    "period": [date(int(one), 1, 1) for one in year], "value_usd": value.round().astype(np.int64),
                    "reporter": reporter, "source_id": "un-comtrade", "vintage": "2022",
                }
            )
        )  # fmt: skip
    silent = (pl.col("reporter") == NOISY) & (pl.col("period") == date(2021, 1, 1))
    return {"trade": pl.concat(sides).filter(~silent)}


def test_a_state_that_no_longer_reports_is_known_from_its_partners():
    tables = table()
    found = partner_reports.reconciled(tables, (NOISY, FIRST), Window())
    assert [row["basis"] for row in found.rows] == [*["both reports"] * 3, "importer alone"]
    assert found.rows[-1]["by_exporter"] is None
    # of an office that errs by 42 %, and the first, which errs by 2 %: the importer's report counts for nearly all
    assert all(row["weight_exporter"] < 0.2 for row in found.rows)
    sold = partner_reports.from_partners(tables, (NOISY,), Window())
    assert [row["partners"] for row in sold.rows] == [29] * 4
    own = tables["trade"].filter(origin=NOISY, period=date(2021, 1, 1))
    assert sold.value == pytest.approx(own["value_usd"].sum() / 1.06, rel=1e-12)
    bought = partner_reports.from_partners(tables, (NOISY,), Window(), side="imports")
    assert (
        bought.value == tables["trade"].filter(destination=NOISY, period=date(2021, 1, 1))["value_usd"].sum()
    )
    with pytest.raises(OptionError, match="choose exports or imports"):
        partner_reports.from_partners(tables, (NOISY,), Window(), side="both")


def test_the_reliability_of_one_office_has_its_rank():
    best = partner_reports.reliability_measure(table(), (FIRST,), Window())
    worst = partner_reports.reliability_measure(table(), (LAST,), Window())
    assert best.value < 0.1 < worst.value
    assert min(row["rank"] for row in worst.rows) >= 27  # of 30, in a sample
    assert {row["flows"] for row in best.rows} == {29 * 4 - 1}  # a year of the silent office is missing


def test_the_embedded_tables_have_one_side_of_russia_after_2021():
    found = run("mirror.reconciled", "RUS", "CHN", start="2023", end="2023")
    # Chinese customs, CIF, 129.1 billion; BACI reconciles 129.0, taking next to no freight off across the common border
    assert found.value == pytest.approx(129.1e9 / 1.06, rel=1e-3)
    assert found.interval is not None
    assert found.interval.low < 129.0e9 < found.interval.high
    assert "China's customs alone" in found.says
    with pytest.raises(CoverageError, match="neither the customs"):
        run("mirror.reconciled", "FRA", "BRA")
    with pytest.raises(CoverageError, match="of which both"):
        run("mirror.reliability", "JPN")
