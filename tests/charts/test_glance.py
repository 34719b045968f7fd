"""The small pictures at the head of a page."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from realpolitik.charts.canvas import Point
from realpolitik.charts.glance import Bar, Cell, drawn

SVG = "{http://www.w3.org/2000/svg}"
BARS = (
    Bar(label="Russia from China, 2024", value=0.515, says="51.5 %"),
    Bar(label="China from Russia, 2023", value=0.063, says="6.3 %"),
)


def line(years, **more) -> Cell:
    rows = tuple(
        Point(day=date(year, 7, 2), period=str(year), series="", value=float(n + 1))
        for n, year in enumerate(years)
    )
    return Cell(title="Trade", unit="USD", points=rows, **more)


def test_bars_are_as_long_as_their_figures():
    bars = ElementTree.fromstring(drawn(Cell(title="Share of imports", unit="share", bars=BARS))).iter(
        f"{SVG}rect"
    )
    widths = [float(bar.get("width", "")) for bar in bars]
    # 51.5 / 6.3 = 8.17; widths are written to a tenth of a pixel of some 120
    assert abs(widths[0] / widths[1] - 51.5 / 6.3) < 0.1


def test_the_day_that_divides_is_a_dashed_rule_in_its_place():
    made = ElementTree.fromstring(drawn(line(range(2013, 2026), shock=date(2022, 2, 24))))
    rules = [one for one in made.iter(f"{SVG}line") if one.get("stroke-dasharray")]
    right = max(float(one.get("x2", "")) for one in made.iter(f"{SVG}line"))
    # 9.15 of the 13 years from January 2013 to December 2025
    assert abs(float(rules[0].get("x1", "")) / right - 9.15 / 13) < 0.02
    assert "2022" in [one.text for one in made.iter(f"{SVG}text")]
    outside = ElementTree.fromstring(drawn(line(range(1955, 1992), shock=date(2022, 2, 24))))
    assert not [one for one in outside.iter(f"{SVG}line") if one.get("stroke-dasharray")]


def test_a_void_is_neither_crossed_nor_left_white():
    years = [*range(1955, 1958), *range(1978, 1992)]
    made = ElementTree.fromstring(drawn(line(years)))
    lines = [one for one in made.iter(f"{SVG}line") if one.get("stroke-width") == "2"]
    assert len(lines) == len(years) - 2  # one step is missing
    assert len(list(made.iter(f"{SVG}rect"))) == 1


def test_words_stay_inside_and_are_escaped():
    bars = (Bar(label="<script>", value=1.0, says="100.0 %"),)
    text = drawn(Cell(title="a & b", unit="share", bars=bars))
    assert "<script>" not in text
    assert "a &amp; b" in text
    assert 'aria-label="a &amp; b: &lt;script&gt; 100.0 %."' in text
