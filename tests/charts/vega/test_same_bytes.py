"""What is written here is what Vega writes, to the byte; what is not drawn here is left to Vega."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
import vl_convert
from hypothesis import HealthCheck, given, settings

from realpolitik.charts import drawable, specification, vega
from realpolitik.charts.draw import draw_svg
from realpolitik.charts.fit import fitted
from realpolitik.errors import CoverageError
from realpolitik.store import Store

_ABOVE = Path(__file__).parent.parent
examples = SimpleNamespace(**runpy.run_path(str(_ABOVE / "examples.py")))
fuzzed = SimpleNamespace(**runpy.run_path(str(_ABOVE / "test_any_finding.py")))
_LONG = re.compile(r"\d+\.\d{9,}")


def by_vega(spec) -> str:
    return fitted(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


def assert_same(spec) -> None:
    """Byte for byte; on an axis of logarithms, whose last digit is another in V8 than in C, to a billionth of a pixel."""
    ours, theirs = vega.svg(spec), by_vega(spec)
    if '"log"' in json.dumps(spec):
        ours, theirs = (_LONG.sub(lambda found: f"{float(found[0]):.9f}", one) for one in (ours, theirs))
    assert ours == theirs


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", examples.EVERY)
def test_an_example(name, width, scheme):
    assert_same({**specification(examples.EVERY[name], width=width, scheme=scheme, bare=True)})


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(fuzzed.findings())
def test_any_finding(finding):
    try:
        spec = specification(finding, width="narrow", bare=True)
        vega.svg(spec)
    except (CoverageError, vega.NotDrawnHere):
        return
    assert_same(spec)


@pytest.mark.parametrize("bounds", [{}, {"low": 1.0, "high": 3.0}])
def test_a_series_without_a_value(bounds):
    rows = [{"period": str(year), "value": 2.0, "series": "a", **bounds} for year in (2020, 2021)]
    empty = [{"period": str(year), "value": None, "series": "b"} for year in (2020, 2021)]
    assert_same(specification(examples.finding("It is so.", rows[:1] + empty + rows[1:]), bare=True))


@pytest.mark.slow
def test_every_chart_of_a_brief_is_drawn_here():
    """None needs Vega: a part that only it draws would cost each brief its start, and each such chart forty milliseconds."""
    from realpolitik.briefs import build

    found = [one for part in build("CHN", "RUS", store=Store.embedded()).sections for one in part.findings]
    for finding in filter(drawable, found):
        for width in ("wide", "narrow"):
            assert_same(specification(finding, width=width, bare=True))


SPEC = specification(examples.ANNUAL, bare=True)


@pytest.mark.parametrize(
    "change",
    [
        {"background": "#ffffff"},
        {"title": "a title"},
        {"autosize": {"type": "fit", "contains": "padding"}},
        {"layer": [{**SPEC["layer"][0], "mark": {"type": "arc"}}]},
        {"layer": [{**SPEC["layer"][0], "mark": {**SPEC["layer"][0]["mark"], "cornerRadius": 3}}]},
        {"config": {**SPEC["config"], "axis": {**SPEC["config"]["axis"], "ticks": True}}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_not_known_is_left_to_vega(change):
    spec = {**SPEC, **change}
    with pytest.raises(vega.NotDrawnHere):
        vega.svg(spec)
    if "arc" not in json.dumps(change):
        assert draw_svg(spec) == by_vega(spec)


def test_the_curve_between_points_keeps_between_them():
    """Steffen's slopes by hand: (0,0), (1,1), (2,1): the middle slope is 0, the first (3·1−0)/2, the last 0."""
    from realpolitik.charts.vega.paths import line

    assert (
        line([[(0.0, 0.0), (1.0, 1.0), (2.0, 1.0)]], "monotone")
        == "M0,0C0.333,0.5,0.667,1,1,1C1.333,1,1.667,1,2,1"
    )


def test_a_step_holds_its_level_to_the_next_point():
    from realpolitik.charts.vega.paths import line

    assert line([[(0.0, 5.0), (2.0, 3.0)], [(4.0, 1.0)]], "step-after") == "M0,5L2,5L2,3M4,1Z"
