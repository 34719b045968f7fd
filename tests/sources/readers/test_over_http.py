"""Readers of APIs against a server on a bad day: pages, keys, refusals, cut answers, and nothing lost in between."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from realpolitik.errors import FetchError, FileFormatError
from realpolitik.findings import Window
from realpolitik.sources.download import Downloader, Manners
from realpolitik.sources.readers import imf_imts, un_comtrade, worldbank_wdi
from realpolitik.store import Store, fetch

_spec = importlib.util.spec_from_file_location("hostile_server", Path(__file__).parents[1] / "server.py")
server_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(server_module)
Hostile, send = server_module.Hostile, server_module.send

QUICK = Manners(pause_factor=0.002, timeout=2.0, patience=0.2, slowest=100_000)
PERIOD = Window.parse("2023", "2023")


@pytest.fixture
def server():
    hostile = Hostile()
    yield hostile
    hostile.close()


def get(name: str, place: Path, **facts):
    return fetch(name, place=place, window=PERIOD, downloader=Downloader(manners=QUICK), **facts)


def observation(iso3: str, name: str) -> dict[str, object]:
    return {
        "indicator": {"id": name},
        "country": {"id": iso3},
        "countryiso3code": iso3,
        "date": "2023",
        "value": 1e12,
    }


def test_the_pages_of_an_indicator_survive_a_busy_server(server, tmp_path, monkeypatch):
    monkeypatch.setattr(worldbank_wdi, "ADDRESS", server.address)

    def answer(name: str):
        def run(handler, call):
            if call == 2:
                send(handler, status=429, Retry_After="1")
                return
            page = int(handler.path.split("page=")[-1].split("&")[0])
            body = [
                {"page": page, "pages": 2, "lastupdated": "2026-07-01"},
                [observation(("CHN", "RUS")[page - 1], name)],
            ]
            send(handler, json.dumps(body).encode(), Content_Type="application/json")

        return run

    for name in worldbank_wdi.INDICATORS:
        server.routes[f"/{name}"] = answer(name)
    get("worldbank", tmp_path)
    rows = Store(home=tmp_path).scan("power").filter(vintage="World Bank WDI 2026-07-01").collect()
    assert rows.height == 2 * len(worldbank_wdi.INDICATORS)
    assert set(rows["state"]) == {"CHN", "RUS"}
    assert all(calls == 3 for calls in server.calls.values())


def test_a_key_is_sent_and_kept_nowhere(server, tmp_path, monkeypatch):
    monkeypatch.setattr(un_comtrade, "HOST", server.address)
    monkeypatch.setenv("COMTRADE_API_KEY", "s3cret")
    row = dict.fromkeys(un_comtrade.FIELDS) | {
        "freqCode": "A",
        "period": "2023",
        "reporterISO": "CHN",
        "flowCode": "M",
        "partnerISO": "RUS",
        "cmdCode": "TOTAL",
        "primaryValue": 129e9,
    }
    server.routes["/data/v1/get/C/A/HS"] = lambda handler, call: send(
        handler, json.dumps({"count": 1, "data": [row]}).encode(), Content_Type="application/json"
    )
    get("comtrade", tmp_path, options={"reporters": "CHN"})
    (asked,) = (path for path, _ in server.asked)
    assert "subscription-key=s3cret" in asked
    assert "reporterCode=156" in asked
    assert all(b"s3cret" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    (value,) = Store(home=tmp_path).scan("trade").filter(source_id="un-comtrade").collect()["value_usd"]
    assert value == 129_000_000_000


def test_a_cut_answer_adds_nothing_and_leaves_what_was_there(server, tmp_path, monkeypatch):
    monkeypatch.setattr(un_comtrade, "HOST", server.address)
    monkeypatch.delenv("COMTRADE_API_KEY", raising=False)
    full = json.dumps({"count": 500, "data": [dict.fromkeys(un_comtrade.FIELDS)] * 500}).encode()
    server.routes["/public/v1/preview/C/A/HS"] = lambda handler, call: send(
        handler, full, Content_Type="application/json"
    )
    with pytest.raises(FileFormatError, match="it was cut"):
        get("comtrade", tmp_path, options={"reporters": "CHN"})
    assert Store(home=tmp_path).scan("trade").filter(source_id="un-comtrade").collect().is_empty()


def test_a_page_in_place_of_the_figures_is_refused(server, tmp_path, monkeypatch):
    monkeypatch.setattr(imf_imts, "ADDRESS", server.address)
    path = "/DEU.XG_FOB_USD+MG_CIF_USD..A"
    server.routes[path] = lambda handler, call: send(
        handler, b"<!DOCTYPE html><html>Sign in</html>", Content_Type="text/html"
    )
    with pytest.raises(FetchError, match=r"by hand|data\.imf\.org"):
        get("imts", tmp_path, options={"reporters": "DEU"})
    assert server.asked[0][1]["accept"].startswith("application/vnd.sdmx.data+csv")
