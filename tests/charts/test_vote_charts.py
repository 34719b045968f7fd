"""Charts of votes: two panels, before and after with intervals, and who leans where."""

from __future__ import annotations

import re
import runpy
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from realpolitik.charts import chart, describe, svg
from realpolitik.charts.lean import _free
from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.store import Store

examples = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("examples.py"))))
tests = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("test_charts.py"))))
STORE = Store()


def ask(name, *about, **options):
    return run(f"votes.{name}", *about, store=STORE, **options)


MADE = {
    "panels": lambda: ask("identical_share", "CHN", "RUS", start="2000", references="FRA-GBR USA-GBR"),
    "panels alone": lambda: ask("kappa", "CHN", "RUS", start="1971"),
    "shift": lambda: ask("issues", "CHN", "RUS", start="2013"),
    "shift of indices": lambda: ask("change", "USA", "CHN"),
    "shift without before": lambda: ask("issues", "CHN", "RUS", start="2000", end="2010"),
    "lean": lambda: ask("leaning", "CHN", "RUS", poles="USA CHN"),
    "lean in powers": lambda: ask("words_and_deeds", "CHN", "RUS"),
}


@pytest.fixture(scope="module")
def findings():
    return {name: make() for name, make in MADE.items()}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_of_votes_is_whole(findings, name, width, scheme):
    finding = findings[name]
    chart(finding, width=width, scheme=scheme).to_dict()  # Altair checks it against the schema of Vega-Lite
    drawn = svg(finding, width=width, scheme=scheme)
    assert "NaN" not in drawn
    assert "undefined" not in drawn
    right = float(re.search(r'viewBox="0 0 ([\d.]+)', drawn).group(1))
    for start, end in tests.extents(drawn):
        assert start >= -1
        assert end <= right + 1
    said = " ".join(tests.texts(drawn))
    assert "Source: Harvard Dataverse" in said or "Source: International Monetary Fund" in said


def test_agreement_beyond_chance_stands_below_raw_agreement(findings):
    said = tests.texts(svg(findings["panels"]))
    assert "identical share, %" in said
    assert "beyond chance: kappa" in said
    assert {"China–Russia", "France–United Kingdom", "United States–United Kingdom"} <= set(said)
    assert "67.8 %" in said  # of 2023, at the end of the line


def test_both_figures_of_a_lane_are_written(findings):
    said = tests.texts(svg(findings["shift"]))
    assert "40.3 % → 35.3 %" in said
    assert "before 2022-02-24" in said
    assert not any("before" in word for word in tests.texts(svg(findings["shift without before"])))


def test_states_asked_about_bear_their_names_and_others_their_codes(findings):
    said = tests.texts(svg(findings["lean"]))
    assert {"China", "Russia", "USA", "ISR"} <= set(said)
    assert "agreement with the United States (kappa)" in said
    assert "× 4" in tests.texts(svg(findings["lean in powers"]))


def test_a_state_asked_about_is_named_even_in_a_crowd():
    said = tests.texts(svg(ask("leaning", "FRA", "GBR", poles="USA CHN")))
    assert {"France", "United Kingdom"} <= set(said)


def test_no_name_covers_another_or_a_dot():
    taken = [(10.0, -6.0, 40.0, 6.0)]
    found = _free((0.0, 0.0), 20.0, 12.0, taken, (200.0, 200.0), 60.0)
    assert found is None or not any(
        found[0] < o[2] and o[0] < found[2] and found[1] < o[3] and o[1] < found[3] for o in taken
    )
    everywhere = [(-500.0, -500.0, 500.0, 500.0)]
    assert _free((50.0, 50.0), 20.0, 12.0, everywhere, (200.0, 200.0), 60.0) is None


def test_kinds_of_votes_take_plain_rows_too():
    rows = [{"period": str(year), "value": year / 4000, "source": "fund"} for year in range(2000, 2010)]
    for kind in ("panels", "shift", "lean"):
        assert "NaN" not in svg(examples.finding("So it is.", rows, unit="share", chart=kind))
        empty = replace(
            examples.finding("So it is.", rows, unit="share", chart=kind),
            rows=({"period": "2000", "value": None, "source": "fund"},),
        )
        with pytest.raises(CoverageError):
            svg(empty)


def test_a_chart_of_votes_is_told_in_words(findings):
    assert describe(findings["panels"]).startswith(
        "Two line charts, one above the other, 2000-06-06 to 2024-06-04"
    )
    assert describe(findings["lean"]).startswith("Scatter chart of states")
