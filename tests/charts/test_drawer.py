"""A chart of a page is drawn once; what has nothing to draw says so where its picture is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from realpolitik.charts.drawer import Drawer, drawn
from realpolitik.errors import CoverageError
from realpolitik.measures import run


@pytest.fixture(scope="module")
def finding():
    return run("trade.turnover", "CHN", "RUS", start="2015")


def test_a_picture_is_drawn_once(finding):
    with Drawer() as drawer:
        found = drawer.picture(finding, "narrow").result()
        assert drawer.picture(finding, "narrow").result() is found
        assert drawer.picture(finding, "wide").result() != found
    assert found == drawn(finding, "narrow")


def test_nothing_to_draw_is_said_when_the_picture_is_asked_for(finding):
    empty = replace(
        finding, rows=tuple({**row, "value": None, "low": None, "high": None} for row in finding.rows)
    )
    with Drawer() as drawer:
        picture = drawer.picture(empty, "narrow")
        with pytest.raises(CoverageError):
            picture.result()
