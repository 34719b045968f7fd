"""Pages that scripts make are what the scripts make now; every kind of chart stands in the gallery."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

import pytest

import realpolitik as rp
from realpolitik.charts.draw import KINDS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tool(monkeypatch):
    """A script of tools/ by its name."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))

    def load(name):
        found = importlib.import_module(name)
        sys.modules.pop(name)
        return found

    return load


def test_how_sure_is_made_from_the_files_of_the_trials(tool):
    made = tool("build_how_sure")
    assert made.PAGE.read_text("utf-8") == made.page(), "run tools/build_how_sure.py"
    past, text = made.episodes(), made.reading()
    # as docs/explanation/episodes.md and reading.md say in words of their authors
    assert (past["better"], past["episodes"], past["flows"]) == (9, 12, 1123)
    assert f"{past['held']:.1%}" == "79.6%"
    assert (text["listed"], text["read"], text["wrong"], text["other"]) == (819, 222, 0, 5)


def test_the_readme_says_on_its_first_screen_what_was_measured(tool):
    made = tool("build_readme")
    text = made.README.read_text("utf-8")
    for name, says in made.made().items():
        assert f"<!-- {name} -->\n{says}\n<!-- end -->" in text, "run tools/build_readme.py"
    assert text.index("<!-- scorecard -->") < text.index("## Two commands")


@pytest.mark.slow
def test_the_samples_of_the_readme_are_what_is_printed(tool):
    made = tool("build_readme")
    text = made.README.read_text("utf-8")
    assert made.rebuilt(text) == text, "run tools/build_readme.py"


@pytest.mark.slow
def test_the_gallery_has_every_kind_of_chart():
    page = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    calls = re.findall(r"^(rp\..*)\.plot\((?:\"([^\"]+)\")?\)$", page, re.MULTILINE)
    shown = set()
    for call, name in calls:
        found = eval(call, {"rp": rp})
        findings = [one for one in getattr(found, "findings", (found,)) if not name or one.name == name]
        shown |= {getattr(one, "chart", "panel") for one in findings[:1]}
    assert set(KINDS) - shown == set()
