"""Whatever the rows, a chart is drawn whole, or refused with a sentence."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realpolitik.charts import KINDS, svg
from realpolitik.errors import CoverageError

examples = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("examples.py"))))
tests = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("test_charts.py"))))

YEARS = st.integers(1816, 2030).map(str)
MONTHS = st.builds("{}-{:02}".format, st.integers(1990, 2026), st.integers(1, 12))
DAYS = st.builds("{}-{:02}-{:02}".format, st.integers(2000, 2026), st.integers(1, 12), st.integers(1, 28))
VALUES = (
    st.none()
    | st.integers(-5, 5).map(float)
    | st.floats(-1e13, 1e13).filter(lambda v: v == 0 or abs(v) > 1e-6)
)
# what a figure of each unit may come to: a barrel of ten thousand dollars is dear enough
LARGEST = {"USD": 1e13, "share": 1.0, "USD/bbl": 1e4, "meetings": 1e6, "index": 1e4}
NAMES = st.sampled_from(
    ["", "China → Russia", "a name that goes on and on " * 4, "中俄贸易总额与石油价格", "B"]
)


@st.composite
def findings(draw):
    periods = draw(st.sampled_from([YEARS, MONTHS, DAYS]))
    rows = draw(
        st.lists(
            st.fixed_dictionaries(
                {"period": periods, "value": VALUES}, optional={"series": NAMES, "label": NAMES}
            ),
            min_size=1,
            max_size=12,
        )
    )
    unit = draw(st.sampled_from(list(LARGEST)))
    most = LARGEST[unit]
    rows = [{**row, "value": row["value"] and max(-most, min(most, row["value"]))} for row in rows]
    return examples.finding("It is so.", rows, unit=unit, chart=draw(st.sampled_from(list(KINDS))))


def drawn_or_refused(finding, width) -> str | None:
    try:
        return svg(finding, width=width)
    except CoverageError:
        return None


@given(findings(), st.sampled_from(["wide", "narrow"]))
@settings(max_examples=40, deadline=None)
def test_any_finding_is_drawn_whole_or_refused(finding, width):
    drawn = drawn_or_refused(finding, width)
    if drawn is None:  # only where there is nothing to draw, or nothing to compare
        nothing = finding.chart == "flows" and all((row["value"] or 0) <= 0 for row in finding.rows)
        assert finding.chart == "slope" or nothing or all(row["value"] is None for row in finding.rows)
        return
    assert "NaN" not in drawn
    right = float(re.search(r'viewBox="0 0 ([\d.]+)', drawn).group(1))
    assert all(left >= -1 and end <= right + 1 for left, end in tests.extents(drawn))


@pytest.mark.parametrize("kind", KINDS)
def test_two_centuries_fit(kind):
    rows = [{"period": str(year), "value": float(year % 7), "label": "x"} for year in range(1816, 2026)]
    drawn = svg(examples.finding("Long.", rows, unit="index", chart=kind), width="narrow")
    assert "NaN" not in drawn


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_long_bold_heading_of_flows_is_cut_within_the_frame(width):
    rows = [
        {
            "period": "2021",
            "before": 1.0,
            "value": 2.0,
            "label": "B",
            "series": "a name that goes on and on " * 4,
        }
    ]
    drawn = svg(examples.finding("It is so.", rows, unit="USD", chart="flows"), width=width)
    right = float(re.search(r'viewBox="0 0 ([\d.]+)', drawn).group(1))
    assert max(end for _, end in tests.extents(drawn)) <= right + 1
