"""Bands before and after: what widens, what thins, and the rest together."""

from __future__ import annotations

import itertools
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from realpolitik.charts import chart, describe, specification, svg
from realpolitik.charts.flows import OTHERS
from realpolitik.errors import CoverageError

examples = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("examples.py"))))
tests = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("test_charts.py"))))


def row(label: str, before: float, after: float, series: str = "sells") -> dict[str, object]:
    return {"period": "2021", "label": label, "before": before, "value": after, "series": series}


ROWS = [
    row("China", 70e9, 150e9),
    row("Germany", 40e9, 0.0),
    row("India", 9e9, 60e9),
    row("China", 5e9, 9e9, "buys"),
]
FINDING = examples.finding("Trade goes elsewhere.", ROWS, chart="flows")


def areas(spec) -> list[dict]:
    return spec["layer"][0]["data"]["values"]


def test_a_band_is_as_wide_as_its_flow_on_either_side():
    spots = [spot for spot in areas(specification(FINDING)) if spot["band"] == "sells|China"]
    first, last = (spot["y2"] - spot["y"] for spot in (spots[0], spots[-1]))
    assert last / first == pytest.approx(150 / 70, rel=1e-9)
    assert [spot["x"] for spot in spots] == sorted(spot["x"] for spot in spots)


def test_what_ends_ends_in_nothing_and_what_rises_is_of_another_colour():
    drawn = areas(specification(FINDING))
    gone = [spot for spot in drawn if spot["band"] == "sells|Germany"]
    assert gone[-1]["y"] == gone[-1]["y2"]
    assert gone[0]["colour"] != drawn[0]["colour"]


def test_bands_do_not_overlap():
    drawn = areas(specification(FINDING))
    ends = {}
    for spot in drawn:
        low, high = ends.get(spot["band"], (spot["y"], spot["y2"]))
        ends[spot["band"]] = (min(low, spot["y"]), max(high, spot["y2"]))
    ordered = sorted(ends.values())
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(ordered))


def test_small_ones_are_drawn_together():
    many = [row(f"state {place}", 1e9 * place, 1e9) for place in range(1, 21)]
    spec = specification(examples.finding("Many.", many, chart="flows"))
    named = {spot["band"].split("|")[1] for spot in areas(spec)}
    assert OTHERS in named
    assert len(named) == 11


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_words_are_within_the_paper(width):
    drawn = svg(FINDING, width=width)
    chart(FINDING, width=width).to_dict()  # Altair checks it against the schema
    right = {"wide": 784, "narrow": 382}[width]
    assert all(left >= -1 and end <= right + 1 for left, end in tests.extents(drawn))
    assert {"before", "after", "rises", "falls"} <= set(tests.texts(drawn))


def test_refused_and_described():
    with pytest.raises(CoverageError, match="no flow to draw"):
        svg(examples.finding("None.", [row("China", 0.0, 0.0)], chart="flows"))
    assert describe(FINDING).startswith("Chart of flows before and after")
