"""What every result can do, and that nothing of a text reaches a notebook as markup."""

from __future__ import annotations

import base64
import dataclasses
import json
import re
from html.parser import HTMLParser

import polars as pl
import pytest

import realpolitik as rp
from realpolitik.errors import OptionError
from realpolitik.findings import Finding, Interval, Method, Period

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


class Seen(HTMLParser):
    """Which elements a page has, which close, and which attributes run code or ask a network."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements, self.open, self.attributes = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)
        self.attributes += attrs
        if tag not in ("img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def finding(**changed) -> Finding:
    made = Finding(
        name="test.one",
        about=("CHN", "RUS"),
        period=Period(start="2020", end="2021", freq="A"),
        value=2.5e9,
        unit="USD",
        says="It rose.",
        rows=(
            {"period": "2020", "value": 1.0e9, "low": None, "high": None, "source": "a"},
            {"period": "2021", "value": 2.5e9, "low": 2e9, "high": 3e9, "source": "a b"},
        ),
        sources=(),
        method=Method(definition="d", formula="f", reference="Someone (2001), A paper, doi 10.1000/xyz"),
        interval=Interval(low=2e9, high=3e9, kind="both offices", basis="source"),
        caveats=("Take care.",),
    )
    return dataclasses.replace(made, **changed)


def test_a_finding_becomes_frames_and_text(tmp_path):
    one = finding()
    frame = one.to_polars()
    assert frame.columns == ["period", "value", "low", "high", "source"]
    assert frame["value"].to_list() == [1.0e9, 2.5e9]
    assert frame["low"].to_list() == [None, 2e9]
    assert one.to_pandas()["high"].isna().tolist() == [True, False]
    path = tmp_path / "rows.csv"
    assert one.to_csv(path) == path.read_text("utf-8")
    assert pl.read_csv(path)["source"].to_list() == ["a", "a b"]
    assert one.to_dict() == one.record()
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.value = 3.0


def test_the_repr_is_one_short_line():
    assert repr(finding()) == "<test.one CHN RUS: It rose.>"
    long = repr(finding(says="word\n" * 200))
    assert "\n" not in long
    assert len(long) < 200


def test_the_citation_has_method_and_sources():
    text = rp.measure("trade.turnover", "CHN", "RUS", start=2021, end=2023).cite()
    assert text.startswith("@misc{method-trade.turnover,")
    assert text.count("@misc{") == len(set(re.findall(r"@misc\{([^,]+),", text))) > 3
    assert "doi = {10.1000/xyz}" in finding().cite()


def test_plot_is_the_chart_of_the_finding():
    import altair as alt

    chart = finding().plot(width="narrow")
    assert isinstance(chart, alt.LayerChart)
    assert chart.to_dict(validate=False)["title"]["text"] == ["It rose."]
    with pytest.raises(OptionError, match="has no chart"):
        finding(chart="table").plot()
    with pytest.raises(OptionError, match=r"no chart of 'trade.turnover': there is test.one"):
        finding().plot("trade.turnover")


def test_a_notebook_shows_sentence_chart_table_source_and_caveats():
    bundle = rp.measure("trade.turnover", "CHN", "RUS", start=2015)._repr_mimebundle_()
    page = bundle["text/html"]
    seen = Seen(page)
    assert not seen.open
    assert {"strong", "img", "table", "details", "ul"} <= set(seen.elements)
    for text in ("China–Russia trade", "Caveats", "Sources", "Method", "$228.1 bn", "tass-2026-01-14"):
        assert text in page
    drawn = base64.b64decode(re.search(r"base64,([^\"]+)", page)[1]).decode()
    assert drawn.startswith("<svg")
    assert len(page) < 80_000


def test_hostile_text_stays_text():
    rows = ({"period": HOSTILE, "value": 1.0, "label": HOSTILE, HOSTILE: HOSTILE, "source": HOSTILE},)
    bad = finding(
        says=HOSTILE,
        rows=rows,
        caveats=(HOSTILE,),
        unit=HOSTILE,
        interval=Interval(low=1.0, high=2.0, kind=HOSTILE, basis="source"),
        method=Method(definition=HOSTILE, formula=HOSTILE, reference=HOSTILE),
        sources=(rp.Source(id=HOSTILE, publisher=HOSTILE, title=HOSTILE, address="javascript:alert(1)"),),
    )
    seen = Seen(bad._repr_mimebundle_()["text/html"])
    assert "script" not in seen.elements
    assert seen.elements.count("img") <= 1
    assert not [name for name, _ in seen.attributes if name.startswith("on")]
    addresses = [value for name, value in seen.attributes if name in ("src", "href")]
    assert all(one.startswith(("data:image/svg+xml;base64,", "https://", "http://")) for one in addresses)


def test_a_finding_without_anything_to_draw_shows_its_table():
    empty = finding(
        rows=({"period": "2020", "value": None, "label": "not known"},), value=None, interval=None
    )
    page = empty._repr_mimebundle_()["text/html"]
    assert "not known" in page
    assert "<img" not in page


def test_plain_values_are_json():
    json.dumps(finding().to_dict(), allow_nan=False)
