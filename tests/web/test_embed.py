"""Figures on the pages of others: the frame, oEmbed, the Data Package and linked data of a finding."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")

import realpolitik as rp

PATH = "/finding/trade.turnover/CHN-RUS"
BASE = "http://127.0.0.1:8000"
"""The address of a server by its settings, whatever a request calls it."""


def test_a_frame_has_the_figure_and_no_chrome(client):
    answer = client.get(f"/embed{PATH}?from=2013")
    text = answer.text
    assert answer.status_code == 200
    assert rp.measure("trade.turnover", "CHN", "RUS", start=2013).says[:60] in unescape(text)
    assert "chart.svg" in text
    assert not re.search(r"<(nav|footer|form|script|input)\b", text)
    assert f'href="{PATH}?from=2013"' in text


def test_only_the_frame_may_be_framed(client):
    framed, whole = client.get(f"/embed{PATH}").headers, client.get(PATH).headers
    assert "frame-ancestors *" in framed["content-security-policy"]
    assert "script-src 'none'" in framed["content-security-policy"]
    assert "x-frame-options" not in framed
    assert "frame-ancestors 'none'" in whole["content-security-policy"]
    assert whole["x-frame-options"] == "DENY"


def test_oembed_answers_for_findings_of_this_server(client):
    page = client.get(f"{PATH}?from=2013").text
    found = re.search(r'type="application/json\+oembed" href="([^"]+)"', page)
    assert found
    address = unescape(found[1])
    assert address.startswith(f"{BASE}/oembed?url=")
    record = client.get(address.removeprefix(BASE)).json()
    assert (record["version"], record["type"]) == ("1.0", "rich")
    frame = re.search(r'src="([^"]+)"', record["html"])
    assert frame
    assert frame[1] == f"{BASE}/embed{PATH}?from=2013"
    assert client.get(f"/oembed?url={BASE}{PATH}&maxwidth=400").json()["width"] == 400


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("https://evil.example/finding/trade.turnover/CHN-RUS", 422),
        (f"{BASE}/library", 422),
        (f"{BASE}/finding/none/CHN-RUS", 404),
        (f"{BASE}{PATH}&format=xml", 422),
        ("", 422),
    ],
)
def test_nothing_else_is_embedded(client, asked, status):
    assert client.get(f"/oembed?url={asked}").status_code == status


def test_words_of_an_address_are_escaped(client):
    record = client.get("/oembed", params={"url": f'{BASE}{PATH}?from=2013&x="><script>'}).json()
    assert "<script" not in record["html"]


def test_the_package_describes_the_rows(client):
    record = client.get(f"{PATH}/datapackage.json").json()
    finding = rp.measure("trade.turnover", "CHN", "RUS")
    assert re.fullmatch(r"[a-z0-9._-]+", record["name"])
    resource = record["resources"][0]
    rows = list(csv.reader(io.StringIO(client.get(resource["path"].removeprefix(BASE)).text)))
    fields = resource["schema"]["fields"]
    assert [one["name"] for one in fields] == rows[0]
    numbers = [at for at, one in enumerate(fields) if one["type"] == "number"]
    assert numbers
    for row in rows[1:]:
        assert all(not row[at] or float(row[at]) >= 0 for at in numbers)
    assert [one["id"] for one in record["sources"]] == [source.id for source in finding.sources]
    assert record["realpolitik"]["caveats"] == list(finding.caveats)


def test_linked_data_name_figure_interval_and_sources(client):
    answer = client.get(f"{PATH}/dataset.jsonld?to=2023")
    assert answer.headers["content-type"].startswith("application/ld+json")
    record = json.loads(answer.text)
    finding = rp.measure("trade.turnover", "CHN", "RUS", end=2023)
    assert (record["@context"], record["@type"]) == ("https://schema.org", "Dataset")
    measured = record["variableMeasured"]
    assert (measured["value"], measured["minValue"], measured["maxValue"]) == (
        finding.value,
        finding.interval.low,
        finding.interval.high,
    )
    assert len(record["isBasedOn"]) == len(finding.sources)
    assert record["url"] == f"{BASE}{PATH}?to=2023"
