"""Each kind of chart: a valid specification, words in their place, files of each sort."""

from __future__ import annotations

import json
import re
import runpy
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from realpolitik.charts import KINDS, chart, describe, drawable, save, specification, svg
from realpolitik.charts.draw import sources
from realpolitik.charts.theme import DARK, LIGHT, swaps
from realpolitik.errors import CoverageError, OptionError

examples = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("examples.py"))))

EVERY = examples.EVERY
UNITS = {
    "annual": "USD bn",
    "monthly": "$/bbl",
    "shares": "%",
    "bars": "$/bbl",
    "standing": "measures",
    "slope": "USD bn",
}
each = pytest.mark.parametrize("name", EVERY)
both = pytest.mark.parametrize("width", ["wide", "narrow"])


def words(drawn: str) -> list[str]:
    """All texts of a chart."""
    return [
        "".join(node.itertext())
        for node in ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")
    ]


def texts(drawn: str) -> list[str]:
    root = ElementTree.fromstring(drawn)
    return ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]


def axis_titles(spec: object) -> set[str]:
    """Every axis title anywhere in a specification."""
    found: set[str] = set()
    if isinstance(spec, dict):
        axis = spec.get("axis")
        if isinstance(axis, dict) and axis.get("title"):
            found.add(axis["title"])
        for value in spec.values():
            found |= axis_titles(value)
    elif isinstance(spec, list):
        for value in spec:
            found |= axis_titles(value)
    return found


@each
@both
def test_a_specification_is_valid_vega_lite_and_has_the_title(name, width):
    finding = EVERY[name]
    spec = chart(finding, width=width).to_dict()  # Altair checks it against the schema of Vega-Lite
    assert " ".join(spec["title"]["text"]).split() == finding.says.split()
    assert "NaN" not in json.dumps(spec, allow_nan=False)


@pytest.mark.parametrize("name", UNITS)
def test_the_axis_names_the_unit(name):
    assert axis_titles(specification(EVERY[name])) == {UNITS[name]}


@each
@both
def test_the_picture_has_title_and_source_and_no_nan(name, width):
    drawn = svg(EVERY[name], width=width)
    said = " ".join(texts(drawn))
    assert "NaN" not in drawn
    assert "undefined" not in drawn
    assert re.search(r"Source: (General Administration of Customs of China 2024|IMF 2025)", said)
    first = EVERY[name].says.split()[0]
    assert first in said


@each
@both
def test_nothing_is_drawn_beyond_the_paper(name, width):
    """Texts begin and end within the width of the picture, by the widths of their letters."""
    drawn = svg(EVERY[name], width=width)
    box = [float(part) for part in re.search(r'viewBox="([^"]+)"', drawn).group(1).split()]
    assert box[2] == pytest.approx({"wide": 760 + 24, "narrow": 358 + 24}[width], abs=1)
    for left, right in extents(drawn):
        assert left >= -1
        assert right <= box[2] + 1


def extents(drawn: str) -> list[tuple[float, float]]:
    """Left and right end of each text, from the translations above it."""
    from realpolitik.charts.text import breadth as measured

    found = []

    def walk(node: ElementTree.Element, x: float) -> None:
        moved = re.match(r"translate\(([-\d.e]+)", node.get("transform", ""))
        x += float(moved.group(1)) if moved else 0
        if node.tag.endswith("}text") and float(node.get("opacity", 1)) > 0:
            size = float((node.get("font-size") or "12px").removesuffix("px"))
            lines = [child.text or "" for child in node] or [node.text or ""]
            long = max(measured(line, size, bold=node.get("font-weight") == "bold") for line in lines)
            start = {"middle": x - long / 2, "end": x - long}.get(node.get("text-anchor", ""), x)
            found.append((start, start + long))
        for child in node:
            walk(child, x)

    walk(ElementTree.fromstring(drawn), 0.0)
    return found


def test_a_gap_stays_a_gap():
    values = [
        r["value"] for layer in specification(examples.MONTHLY)["layer"] for r in rows_of(layer, "value")
    ]
    assert None in values


def test_years_that_nobody_reports_are_a_gap_too():
    years = ("2012", "2013", "2014", "2023")
    spec = specification(examples.finding("So.", [{"period": y, "value": 1.0} for y in years], unit="index"))
    line = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
    assert [row["value"] for row in line["data"]["values"]] == [1.0, 1.0, 1.0, None, 1.0]


def test_figures_published_now_and_then_stay_dots():
    """A line through four months of two years would invent the months between."""
    months = ("2022-01", "2022-09", "2023-03", "2024-04")
    spec = specification(examples.finding("So.", [{"period": m, "value": 1.0} for m in months], unit="index"))
    line = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
    known = [row["value"] for row in line["data"]["values"]]
    assert known == [1.0, None, 1.0, None, 1.0, None, 1.0]
    dots = next(
        layer for layer in spec["layer"] if layer["mark"]["type"] == "circle" and layer["mark"]["opacity"]
    )
    assert len(dots["data"]["values"]) == 4


def test_a_series_of_every_fifth_year_is_a_line():
    years = ("1995", "2000", "2005", "2010", "2015", "2020")
    spec = specification(examples.finding("So.", [{"period": y, "value": 1.0} for y in years], unit="index"))
    line = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
    assert all(row["value"] == 1.0 for row in line["data"]["values"])


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_void_is_drawn_and_dated(width):
    """1958 to 1977 between years on either side, as in the trade of China and the Soviet Union."""
    years = [*range(1955, 1958), *range(1978, 1992)]
    found = words(
        svg(examples.finding("So.", [{"period": str(y), "value": 1.0} for y in years]), width=width)
    )
    assert "no figures, 1958–1977" in found
    whole = words(
        svg(
            examples.finding("So.", [{"period": str(y), "value": 1.0} for y in range(1955, 1992)]),
            width=width,
        )
    )
    assert not any(text.startswith("no figure") for text in whole)


def test_bands_that_would_press_the_lines_flat_are_cut_and_say_how_far_they_reach():
    rows = [{"period": str(y), "value": 4.0 + y % 2, "low": 0.0, "high": 30.0} for y in range(2013, 2023)]
    spec = specification(examples.finding("So.", rows, unit="uses"))
    line = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
    # lines to 5, bands cut at 1.6 times that: a scale to 8 or 10, not to 30
    assert line["encoding"]["y"]["scale"]["domain"][1] <= 10
    assert "bands reach 30" in words(svg(examples.finding("So.", rows, unit="uses")))
    near = [{**row, "high": 8.0} for row in rows]
    assert not any(
        text.startswith("bands") for text in words(svg(examples.finding("So.", near, unit="uses")))
    )


def test_what_is_measured_apart_is_said_and_does_not_set_the_scale():
    rows = [{"period": f"2022-{m:02d}", "value": 0.1} for m in range(1, 13)]
    rows += [{"period": f"2023-{m:02d}", "value": 1.5, "apart": "low base"} for m in range(1, 4)]
    rows += [{"period": f"2023-{m:02d}", "value": 0.1} for m in range(4, 13)]
    finding = examples.finding("So.", rows, unit="share")
    line = next(layer for layer in specification(finding)["layer"] if layer["mark"]["type"] == "line")
    assert line["encoding"]["y"]["scale"]["domain"][1] <= 20  # per cent
    assert "low base" in words(svg(finding))


def test_figures_of_unlike_size_are_drawn_as_multiples():
    """Oil at 40 billion and chips at 74 million: on one axis of dollars the chips stand at zero."""
    rows = [
        {"period": year, "value": value, "series": name}
        for name, pair in (("oil", (40e9, 62e9)), ("chips", (74e6, 179e6)), ("cars", (None, 11e9)))
        for year, value in zip(("2021", "2023"), pair, strict=True)
    ]
    found = words(svg(examples.finding("So.", rows, unit="USD", chart="slope")))
    assert "times the earlier figure" in found
    assert any("cars" in text and text.startswith("Not drawn") for text in found)


def test_one_interval_that_dwarfs_all_bars_is_cut_and_named():
    rows = [{"period": "2022", "value": 1.0, "label": f"n{n}", "low": 0.9, "high": 1.1} for n in range(5)]
    rows.append({"period": "2022", "value": 1.2, "label": "wide", "low": 1.0, "high": 4.0})
    found = words(svg(examples.finding("So.", rows, unit="times", chart="bars")))
    assert "1.2 (to 4.0)" in found


def test_only_the_picture_has_a_role():
    drawn = svg(examples.finding("So.", [{"period": str(y), "value": 1.0} for y in range(2000, 2010)]))
    assert drawn.count("role=") == 1
    assert "aria-roledescription" not in drawn


def test_the_source_behind_most_rows_is_named_first():
    rows = [
        {"period": "2021", "value": 1.0, "source": "fund"},
        {"period": "2022", "value": 1.0, "source": "fund"},
    ]
    assert sources(examples.finding("So.", rows)).startswith("Source: IMF 2025; General Administration")


def test_before_and_after_are_divided_at_the_shock_and_compare_like_with_like():
    rows = [
        {"period": period, "value": value, "series": "coal", "unit": "t"}
        for period, value in (
            ("2019", 5.0),
            ("2021", 10.0),
            ("2022-03", 99.0),
            ("2023", 30.0),
            ("2024-06", 77.0),
        )
    ]
    found = examples.finding("So.", rows, unit="share", chart="slope", options={"split": "2022-02-24"})
    said = texts(svg(found))
    assert "10 t → 30 t" in said
    assert {"2021", "2023"} <= set(said)


def test_units_that_differ_are_compared_as_multiples():
    rows = [
        {"period": period, "value": value, "series": series, "unit": unit}
        for series, unit, values in (("coal", "t", (10.0, 20.0)), ("cars", "units", (100.0, 900.0)))
        for period, value in zip(("2021", "2023"), values, strict=True)
    ]
    found = examples.finding("So.", rows, unit="share", chart="slope")
    assert axis_titles(specification(found)) == {"times the earlier figure"}
    assert "100 units → 900 units" in texts(svg(found))


def test_bars_with_a_label_each_have_one_colour():
    said = texts(
        svg(replace(examples.BARS, rows=tuple({**r, "series": r["label"]} for r in examples.BARS.rows)))
    )
    assert said.count("Iraq") == 1  # beside its bar, and not in a key again


def rows_of(layer: dict, key: str) -> list[dict]:
    return [row for row in layer.get("data", {}).get("values", []) if key in row]


def test_the_band_is_drawn_from_low_to_high():
    bands = [
        layer for layer in chart(examples.ANNUAL).to_dict()["layer"] if layer["mark"].get("type") == "area"
    ]
    assert len(bands) == 1


def test_series_are_named_beside_their_ends_or_above():
    said = texts(svg(examples.MONTHLY))
    assert any(text.startswith("Paid for Russian crude") and "$68" in text for text in said)
    assert "China's share of Russia's imports" in texts(svg(examples.SHARES, width="narrow"))


def test_a_page_may_hold_several_pictures():
    drawn = svg(examples.ANNUAL, bare=True, prefix="one-")
    assert 'id="clip' not in drawn
    assert "Source:" not in drawn
    assert examples.ANNUAL.says not in texts(drawn)


def test_the_picture_tells_those_who_cannot_see_it():
    said = describe(examples.SHARES)
    assert said.startswith("Line chart of shares, 2016 to 2024")
    assert "China's share of Russia's imports: 21.0 % in 2016, 46.4 % in 2024." in said
    assert ElementTree.fromstring(svg(examples.SHARES)).get("aria-label") == said


def test_hostile_text_stays_text():
    drawn = svg(examples.HOSTILE)
    assert "<script" not in drawn
    assert any("<script>" in text for text in texts(drawn))


@pytest.mark.parametrize(
    ("suffix", "magic"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("json", b"{")]
)
def test_files_of_each_sort(tmp_path, suffix, magic):
    path = save(examples.ANNUAL, tmp_path / "deep" / f"chart.{suffix}")
    assert path.read_bytes().startswith(magic)
    assert [item.name for item in path.parent.iterdir()] == [
        f"chart.{suffix}"
    ]  # no half-written file is left


def test_an_unknown_ending_is_refused_and_nothing_written(tmp_path):
    with pytest.raises(OptionError, match=r"\.svg, \.png, \.pdf or \.json"):
        save(examples.ANNUAL, tmp_path / "chart.gif")
    assert list(tmp_path.iterdir()) == []


def test_unknown_widths_themes_and_kinds_are_refused():
    with pytest.raises(OptionError, match="wide or narrow"):
        chart(examples.ANNUAL, width="huge")
    with pytest.raises(OptionError, match="light or dark"):
        chart(examples.ANNUAL, scheme="sepia")
    with pytest.raises(OptionError, match="has no chart"):
        chart(replace(examples.ANNUAL, chart="table"))
    assert not drawable(replace(examples.ANNUAL, chart="table"))
    assert all(drawable(replace(examples.ANNUAL, chart=kind)) for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_finding_without_values_is_not_drawn(kind):
    nothing = replace(examples.ANNUAL, chart=kind, rows=({"period": "2021", "value": None},))
    with pytest.raises(CoverageError, match="no row with a value"):
        chart(nothing)


def test_rows_of_another_unit_are_not_drawn_on_the_axis():
    mixed = replace(
        examples.ANNUAL, rows=(*examples.ANNUAL.rows, {"period": "2025", "value": 9e15, "unit": "tonnes"})
    )
    assert specification(mixed)["layer"][0] == specification(examples.ANNUAL)["layer"][0]


def test_dark_paper_has_its_own_colours():
    assert DARK.paper in svg(examples.ANNUAL, scheme="dark")
    assert LIGHT.palette[0] not in svg(examples.ANNUAL, scheme="dark")
    assert len({light for light, _ in swaps()}) == len(swaps())  # each light colour has one dark one


def contrast(one: str, other: str) -> float:
    """Of two colours, as WCAG 2.1 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_words_stand_out_from_the_paper(theme):
    assert all(
        contrast(tone, theme.paper) >= 4.5 for tone in (*theme.tones, theme.ink, theme.muted)
    )  # WCAG AA


def test_figures_stand_over_their_bars():
    """Words are placed by this program, bars by Vega: both must mean the same pixel."""
    drawn = svg(examples.STANDING, bare=True)
    years = dict(re.findall(r'translate\(([-\d.]+),[-\d.]+\)"[^>]*>(20\d\d)</text>', drawn))
    figures = re.findall(
        r'text-anchor="middle" transform="translate\(([-\d.]+),[-\d.]+\)"[^>]*>(\d\d?)</text>', drawn
    )
    assert len(years) == len(figures) == 12
    for (figure, _), year in zip(figures, years, strict=True):
        assert float(figure) == pytest.approx(float(year), abs=0.2)  # a day: leap years


def lanes(width):
    rows = [
        {
            "period": f"2022-{month:02d}",
            "series": series,
            "value": value / 5,
            "raw": value * scale,
            "raw_unit": unit,
        }
        | {"breaks": month == 4, "source": "customs"}
        for series, scale, unit in (("oil", 1e9, "USD"), ("firms listed", 3, "firms"), ("yuan", 0.1, "share"))
        for month, value in enumerate((1, 2, 1, 5, 4, 5), 1)
    ]
    return svg(examples.finding("Oil comes first.", rows, unit="share", chart="timeline"), width=width)


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_lanes_of_unlike_units_each_have_their_highest_figure_and_their_break(width):
    said = texts(lanes(width))
    assert {"oil", "firms listed", "yuan"} <= set(said)
    # the first of two equal peaks, in the unit that each is counted in
    assert {"$5.0 bn, Apr 2022", "15 firms, Apr 2022", "50.0 %, Apr 2022"} <= set(said)
    assert said.count("Apr 2022") == 3 + 1  # the break of each lane, once, and the axis
    right = float(re.search(r'viewBox="0 0 ([\d.]+)', lanes(width)).group(1))
    assert all(start >= -1 and end <= right + 1 for start, end in extents(lanes(width)))


def test_a_key_names_the_spans_that_points_stand_for():
    rows = [
        {"period": period, "label": label, "value": value, "series": side, "span": span, "source": "customs"}
        for label, first in (("China", "1971"), ("Russia", "1992"))
        for side, period, span, value in (
            ("before", "2021", f"{first} to 2021", 1.0),
            ("after", "2022", "2022", 2.0),
        )
    ]
    drawn = examples.finding("It rose.", rows, unit="uses", chart="slope", options={"shock": "2022-02-24"})
    assert {"before", "2022"} <= set(texts(svg(drawn)))


def ranked(width, scheme="light", **more):
    rows = [
        {"period": "2025-12-31", "label": label, "value": parts[0], "source": "customs"}
        | {f"rank_{place}": part for place, part in enumerate(parts, 1)}
        for label, parts in (
            ("peace", (0.2, 0.5, 0.3)),
            ("truce", (0.7, 0.25, 0.05)),
            ("war", (0.1, 0.25, 0.65)),
        )
    ]
    finding = examples.finding("Truce it is.", rows, unit="share", chart="ranks")
    return svg(finding, width=width, scheme=scheme, **more)


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ranks_divide_each_lane_the_first_most_often_first(width, scheme):
    said = texts(ranked(width, scheme))
    assert {"first", "second", "last", "share of judgements", "70 %", "65 %"} <= set(said)
    assert [word for word in said if word in ("peace", "truce", "war")] == ["truce", "peace", "war"]
    assert "third" not in said  # three ranks: the third is the last
    # on a page, without the margin of a file, the first label of the axis is not cut either
    assert min(start for start, _ in extents(ranked(width, scheme, bare=True))) >= 0
    assert ("5 %" in said) is (width == "wide")  # a part without room has no figure


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_map_has_a_cell_a_row_and_a_ring(width):
    rows = [
        {
            "period": "2025",
            "series": "held" if x + y < 3 else "lost",
            "value": x * y / 2,
            "x": float(x),
            "y": y / 4,
        }
        | {"x_title": "cost", "y_title": "hazard", "here_x": 1.0, "here_y": 0.25, "source": "customs"}
        for x in range(4)
        for y in range(3)
    ]
    drawn = svg(examples.finding("Held.", rows, unit="support", chart="phase"), width=width)
    said = texts(drawn)
    assert {"held", "lost", "cost", "hazard", "0.25", "3"} <= set(said)
    assert drawn.count("<path") >= 12  # cells, and the ring
    assert "NaN" not in drawn
