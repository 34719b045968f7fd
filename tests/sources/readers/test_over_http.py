"""Readers of APIs against a server on a bad day: pages, keys, refusals, cut answers, and nothing lost in between."""

from __future__ import annotations

import base64
import importlib.util
import json
from pathlib import Path

import pytest

from realpolitik.errors import CoverageError, FetchError, FileFormatError
from realpolitik.findings import Window
from realpolitik.sources.download import Downloader, Manners
from realpolitik.sources.reader import today
from realpolitik.sources.readers import imf_imts, sipri_arms, un_comtrade, worldbank_wdi
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


HEAD = "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n"


def test_a_year_that_is_not_published_yet_is_named_and_left_out(server, tmp_path, monkeypatch):
    monkeypatch.setattr(imf_imts, "ADDRESS", server.address)
    row = "IMF.STA:IMTS(1.0.0),DEU,XG_FOB_USD,RUS,A,2023,9700000000,6\n"

    def answer(handler, call):
        published = "startPeriod=2023" in handler.path
        send(handler, (HEAD + (row if published else "")).encode(), Content_Type="text/csv")

    server.routes["/DEU.XG_FOB_USD+MG_CIF_USD..A"] = answer
    done = fetch(
        "imts",
        place=tmp_path,
        window=Window.parse("2023", "2024"),
        options={"reporters": "DEU"},
        downloader=Downloader(manners=QUICK),
    )
    assert done.rows == 1
    assert "the publisher has no imts-A-2024.csv; the other 1 of 2 files are read" in done.warnings[0]


def test_nothing_published_at_all_is_an_error_that_says_so(server, tmp_path, monkeypatch):
    monkeypatch.setattr(imf_imts, "ADDRESS", server.address)
    server.routes["/DEU.XG_FOB_USD+MG_CIF_USD..A"] = lambda handler, call: send(
        handler, HEAD.encode(), Content_Type="text/csv"
    )
    with pytest.raises(FetchError, match=r"none of the 1 files asked for.*data\.imf\.org"):
        get("imts", tmp_path, options={"reporters": "DEU"})


def test_the_newer_interface_of_the_imf(server, tmp_path, monkeypatch):
    monkeypatch.setattr(imf_imts, "ADDRESS_3", f"{server.address}/IMTS/+")
    body = (
        "STRUCTURE,STRUCTURE_ID,ACTION,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n"
        "dataflow,IMF.STA:IMTS(1.0.0),I,DEU,XG_FOB_USD,RUS,A,2023,9700000000,6\n"
    )
    server.routes["/IMTS/+/DEU.XG_FOB_USD+MG_CIF_USD.*.A"] = lambda handler, call: send(
        handler, body.encode(), Content_Type="text/csv"
    )
    get("imts", tmp_path, options={"reporters": "DEU", "api": "3.0"})
    path, headers = server.asked[0]
    assert "ge%3A2023%2Ble%3A2023" in path or "ge:2023+le:2023" in path
    assert headers["accept"].endswith("version=2.0.0")
    (value,) = Store(home=tmp_path).scan("trade").filter(
        origin="DEU", destination="RUS", reporter="DEU", source_id="imf-imts"
    ).filter(vintage=f"IMTS {today()}").collect()["value_usd"]  # fmt: skip
    assert value == 9_700_000_000


def test_an_indicator_that_is_refused_leaves_the_others(server, tmp_path, monkeypatch):
    monkeypatch.setattr(worldbank_wdi, "ADDRESS", server.address)
    wrong = [
        {
            "message": [
                {"id": "120", "key": "Invalid value", "value": "The provided parameter value is not valid"}
            ]
        }
    ]

    def answer(name: str):
        body = [{"page": 1, "pages": 1, "lastupdated": "2026-07-13"}, [observation("CHN", name)]]
        return lambda handler, call: send(
            handler,
            json.dumps(wrong if name.startswith("MS.") else body).encode(),
            Content_Type="application/json",
        )

    for name in worldbank_wdi.INDICATORS:
        server.routes[f"/{name}"] = answer(name)
    done = get("worldbank", tmp_path)
    assert done.rows == len(worldbank_wdi.INDICATORS) - 1
    assert "no MS.MIL.XPND.CD-1.json" in done.warnings[0]


def test_an_answer_without_rows_is_no_trade_of_zero(server, tmp_path, monkeypatch):
    monkeypatch.setattr(un_comtrade, "HOST", server.address)
    monkeypatch.delenv("COMTRADE_API_KEY", raising=False)
    server.routes["/public/v1/preview/C/A/HS"] = lambda handler, call: send(
        handler,
        b'{"elapsedTime": "0.01 secs", "count": 0, "data": [], "error": ""}',
        Content_Type="application/json",
    )
    with pytest.raises(CoverageError, match="un-comtrade has no rows from 2023"):
        get("comtrade", tmp_path, options={"reporters": "RUS"})


def test_an_error_in_place_of_an_answer_is_quoted(server, tmp_path, monkeypatch):
    monkeypatch.setattr(un_comtrade, "HOST", server.address)
    server.routes["/public/v1/preview/C/A/HS"] = lambda handler, call: send(
        handler, b'{"statusCode": 400, "message": "Invalid cmdCode"}', Content_Type="application/json"
    )
    monkeypatch.delenv("COMTRADE_API_KEY", raising=False)
    with pytest.raises(FileFormatError, match="which says: Invalid cmdCode"):
        get("comtrade", tmp_path, options={"reporters": "CHN"})


REGISTER = Path(__file__).parents[4] / "shared/cases/readers/sipri-trade-register-api-2025-head.csv"


@pytest.mark.shared
@pytest.mark.skipif(not REGISTER.is_file(), reason="the recorded answer (../shared) is not on this machine")
def test_the_register_comes_from_sipris_backend(server, tmp_path, monkeypatch):
    monkeypatch.setattr(sipri_arms, "ADDRESS", f"{server.address}/register/")
    server.routes["/register/"] = lambda handler, call: send(
        handler,
        json.dumps({"bytes": base64.b64encode(REGISTER.read_bytes()).decode()}).encode(),
        Content_Type="application/json",
    )
    done = fetch("arms", place=tmp_path, downloader=Downloader(manners=QUICK))
    assert done.version == "2025-02-10"
    arms = Store(home=tmp_path).scan("arms_transfers").filter(supplier="CHN", recipient="DZA", weapon="C-802")
    assert arms.collect()["delivered"].to_list() == [17]  # nine and eight, of the two rows


def test_another_answer_of_the_backend_is_refused(server, tmp_path, monkeypatch):
    monkeypatch.setattr(sipri_arms, "ADDRESS", f"{server.address}/register/")
    server.routes["/register/"] = lambda handler, call: send(
        handler, b'{"detail": "Not Found"}', Content_Type="application/json"
    )
    with pytest.raises(FileFormatError, match="is no register of SIPRI's backend"):
        fetch("arms", place=tmp_path, downloader=Downloader(manners=QUICK))
