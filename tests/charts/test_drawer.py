"""Pictures from processes beside this one are those of this one, whatever happens to the processes."""

from __future__ import annotations

import pytest

from realpolitik.charts.drawer import Drawer, drawn
from realpolitik.errors import CoverageError
from realpolitik.measures import run


@pytest.fixture(scope="module")
def finding():
    return run("trade.turnover", "CHN", "RUS", start="2015")


def test_the_same_picture(finding):
    with Drawer() as drawer:
        found = drawer.picture(finding, "narrow").result()
        assert drawer.picture(finding, "narrow").result() is found
        assert drawer.picture(finding, "wide").result() != found
    assert found == drawn(finding, "narrow")


def test_a_process_that_died_is_replaced_by_this_one(finding):
    with Drawer(1) as drawer:
        first = drawer.picture(finding, "narrow").result()
        for process in drawer._started:
            process.kill()
            process.wait()
        assert drawer.picture(finding, "wide").result() == drawn(finding, "wide")
    assert first.startswith("<svg")


def test_no_process_can_be_started(finding, monkeypatch):
    monkeypatch.setattr("realpolitik.charts.drawer.sys.executable", "/nowhere/python")
    with Drawer(1) as drawer:
        assert drawer.picture(finding, "narrow").result() == drawn(finding, "narrow")


def test_nothing_to_draw_is_said(finding):
    from dataclasses import replace

    empty = replace(
        finding, rows=tuple({**row, "value": None, "low": None, "high": None} for row in finding.rows)
    )
    with Drawer(1) as drawer, pytest.raises(CoverageError):
        drawer.picture(empty, "narrow").result()
