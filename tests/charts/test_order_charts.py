"""Charts of years in force, of steps over a number, and of panels: what is drawn where, at both widths."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from realpolitik.charts import svg
from realpolitik.charts.spans import lanes
from realpolitik.measures import run

examples = SimpleNamespace(**runpy.run_path(str(Path(__file__).parent / "examples.py")))
PLEDGES = [
    {
        "period": str(year),
        "value": 1.0,
        "defence": "yes" if year < 1953 else "no",
        "offence": "unknown",
        "source": "customs",
    }
    for year in range(1950, 1956)
]


def words(drawn: str) -> list[str]:
    return [text.strip() for text in re.findall(r">([^<>]+)</text>", drawn)]


def test_lanes_are_the_columns_of_yes_no_and_unknown():
    assert lanes(PLEDGES) == ["defence", "offence"]
    assert lanes([*PLEDGES, {**PLEDGES[0], "offence": 1.0}]) == ["defence"]
    assert lanes([]) == []


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_run_of_years_is_one_bar_and_the_unknown_has_a_legend(width):
    finding = examples.finding("They were bound to 1952.", PLEDGES, unit="index", chart="spans")
    drawn = svg(finding, width=width)
    assert {"defence", "offence"} <= set(words(drawn))
    assert any("unknown" in text for text in words(drawn))
    groups = re.findall(r'<g class="mark-rect [^>]*>(.*?)</g>', drawn)
    # one bar of three years in force and one of six unknown, and one of each in the legend
    assert sorted(group.count("<path") for group in groups) == [1, 1, 1, 1]
    without = [{**row, "offence": "no"} for row in PLEDGES]
    assert not any(
        "unknown" in text
        for text in words(svg(examples.finding("So.", without, unit="index", chart="spans"), width=width))
    )


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_steps_have_their_own_axis_below_and_a_figure_at_each_end(width):
    rows = [
        {
            "period": "1816/2018",
            "series": name,
            "x": float(x),
            "x_unit": "years since",
            "value": value,
            "source": "customs",
        }
        for name, end in (("kept", 0.6), ("broken", 0.2))
        for x, value in ((0, 1.0), (10, 0.8), (40, end))
    ]
    found = words(svg(examples.finding("Some live on.", rows, unit="share", chart="curve"), width=width))
    assert {"years since", "60.0 %", "20.0 %", "kept", "broken", "40"} <= set(found)


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_panels_stand_in_the_order_of_the_rows_with_their_own_axes(width):
    finding = run("affinity.obligation_and_behaviour", "CHN", "SUN", start="1949", end="1991")
    found = words(svg(finding, width=width))
    heads = [
        next(n for n, text in enumerate(found) if text.startswith(start))
        for start in ("pledged", "distance of", "share in", "militarized", "General Assembly")
    ]
    assert heads == sorted(heads)
    ends = [text for text in found if "in China's" in text or "in the Soviet Union's" in text]
    assert len(ends) == 2
    assert any(text.endswith("%") and "in" in text for text in ends) is (width == "wide")
