"""The map of tiles: every living state has one square of its own; what is not covered is no zero."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from realpolitik.charts import specification, svg
from realpolitik.charts.tiles import STEPS, layout
from realpolitik.states import registry

examples = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("examples.py"))))


def mapped(values, about=("CHN",)):
    rows = [{"period": "2023", "code": code, "label": code, "value": value} for code, value in values.items()]
    return examples.finding("It is so.", rows, unit="share", chart="tiles", about=about)


def test_every_living_state_has_a_square_of_its_own():
    assert set(layout()) == {state.code for state in registry() if state.end is None}
    assert len(set(layout().values())) == len(layout())


def test_neighbours_lie_as_on_the_globe():
    place = layout()
    for west, east in (("USA", "GBR"), ("FRA", "DEU"), ("IRN", "CHN"), ("CHN", "JPN"), ("NGA", "ETH")):
        assert place[west][0] < place[east][0], (west, east)
    for north, south in (("NOR", "ITA"), ("CHN", "AUS"), ("EGY", "ZAF"), ("CAN", "CHL")):
        assert place[north][1] < place[south][1], (north, south)


def squares(finding):
    layers = specification(finding, bare=True)["layer"]
    return {one["text"]: one for one in layers[0]["data"]["values"]}


def test_a_larger_figure_is_darker_and_an_unknown_one_empty():
    found = squares(mapped({"RUS": 0.5, "DEU": 0.05, "BLR": 0.26}))
    assert (found["RUS"]["shade"], found["BLR"]["shade"], found["DEU"]["shade"]) == (
        STEPS[4],
        STEPS[2],
        STEPS[0],
    )
    assert (found["FRA"]["shade"], found["FRA"]["says"]) == (0.0, "not covered")
    assert found["RUS"]["says"] == "50.0 %"


def test_figures_on_both_sides_of_zero_have_two_colours():
    found = squares(mapped({"RUS": 0.5, "POL": -0.5}, about=("USA", "CHN")))
    assert found["RUS"]["fill"] != found["POL"]["fill"]
    assert found["RUS"]["shade"] == found["POL"]["shade"]


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_drawn_at_either_width_and_paper(width, scheme):
    drawn = svg(mapped({"RUS": 0.5}), width=width, scheme=scheme)
    assert drawn.count("<path") >= len(layout())
