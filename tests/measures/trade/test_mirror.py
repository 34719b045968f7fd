"""Two reports of one flow: their ratio needs both, whatever the engine."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run
from realpolitik.measures.trade.mirror import mirror_ratio

FLOWS = {
    "origin": ["A", "A", "A", "A", "B", "C", "C"],
    "destination": ["B", "B", "B", "B", "A", "B", "B"],
    "reporter": ["A", "A", "B", "IMF", "A", "C", "B"],
    "period": [1, 1, 1, 1, 1, 1, 1],
    "value_usd": [60, 40, 108, 500, 7, 0, 3],
}


def test_the_ratio_sums_product_detail_and_needs_both_sides(engine):
    # A to B: importer's 108 over exporter's 60 + 40; B to A has one report, C to B a report of zero
    found = mirror_ratio(engine(**FLOWS)).collect().to_dict(as_series=False)
    assert (found["origin"], found["destination"]) == (["A"], ["B"])
    assert found["ratio"] == pytest.approx([1.08], abs=1e-15)
    assert found["by_importer"] == [108]
    assert found["by_exporter"] == [100]


def test_reports_of_russian_sales_to_china_lie_apart_by_a_sixth():
    finding = run("mirror.gap", "RUS", "CHN", start="2023", end="2023")
    # Chinese customs 129.1 billion, IMF 111.46 billion
    assert finding.value == pytest.approx(129.1 / 111.4553151, rel=1e-9)
    assert finding.rows[0]["offices"] == "CHN over IMF"
    assert "CIF" in finding.caveats[0]


def test_a_gap_is_never_below_one():
    for pair in (("CHN", "RUS"), ("RUS", "CHN")):
        assert all(row["value"] >= 1 for row in run("mirror.gap", *pair).rows)


def test_one_report_has_no_mirror():
    with pytest.raises(CoverageError, match="two reports"):
        run("mirror.gap", "RUS", "CHN", start="1950", end="1960")
    with pytest.raises(OptionError, match="freq"):
        run("mirror.gap", "RUS", "CHN", freq="D")
