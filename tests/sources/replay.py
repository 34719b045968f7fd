"""The publishers that a refresh asks, replayed on a port of this machine: their addresses, paging, limits and forms of answer.

Forms of answers follow recorded ones: UN Comtrade (ropensci/comtradr, tests/testthat/data, HS-60a6ad.json), World Bank (RobBravo/reim,
tests/fixtures, worldbank_ni_cpi_inflation.json), IMF (the same, imf_imts_nic_g001.csv.gz), SIPRI's backend (datapumpernickel/Rat.db,
tests/testthat/test_data). They are re-made by hand and cut: totals of trade and output are those of the embedded tables, and of
chapters fuels (27) are the embedded raw materials; the rest of a flow stands under chapter 84, and weights are a tonne a thousand dollars.
"""

from __future__ import annotations

import base64
import importlib.util
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from realpolitik.sources.readers import (
    eia_oil,
    imf_imts,
    pink_sheet,
    sipri_arms,
    sipri_milex,
    un_comtrade,
    worldbank_wdi,
)
from realpolitik.store import Store

HERE = Path(__file__).parent


def _beside(name: str):
    spec = importlib.util.spec_from_file_location(f"replay_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_server, _workbooks = _beside("server"), _beside("workbooks")
Hostile, send = _server.Hostile, _server.send
STATES = {"CHN": 156, "DEU": 276, "IND": 699, "RUS": 643, "USA": 842}
SILENT = {"RUS": 2022}
"""Reporters of UN Comtrade that have no rows from a year on."""
YEARS = range(2019, 2025)
FUELS = ("crude-oil", "oil-products", "coal", "lng", "pipeline-gas")
PER_PAGE = 200
HEADING = (
    "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Armament category,Order date,Order date is estimate,"
    "Numbers delivered,Numbers delivered is estimate,Delivery year,Delivery year is estimate,Status,SIPRI estimate,TIV deal unit,"
    "TIV delivery values,Local production"
)


@cache
def record() -> dict[tuple[str, str, int], int]:
    """Dollars by origin, destination and year, of the embedded record: the IMF's, else any other office's."""
    import polars as pl

    names = [*STATES, "WLD"]
    rows = Store.embedded()["trade"].filter(
        pl.col("origin").is_in(names),
        pl.col("destination").is_in(names),
        pl.col("product") == "total",
        pl.col("freq") == "A",
        pl.col("period").dt.year().is_in(list(YEARS)),
        pl.col("value_usd") > 0,
    )
    order = rows.with_columns(first=pl.col("source_id") != "imf-imts").sort(
        "first", "source_id", "reporter", "vintage", descending=[True, False, False, False]
    )
    return {
        (row["origin"], row["destination"], row["period"].year): row["value_usd"]
        for row in order.iter_rows(named=True)
    }


@cache
def fuels() -> dict[tuple[str, str, int], int]:
    """Dollars of fuels by origin, destination and year."""
    import polars as pl

    found: dict[tuple[str, str, int], int] = {}
    rows = Store.embedded()["materials"].filter(
        pl.col("origin").is_in(list(STATES)),
        pl.col("destination").is_in([*STATES, "WLD"]),
        pl.col("product").is_in(FUELS),
    )
    for row in rows.iter_rows(named=True):
        key = (row["origin"], row["destination"], row["period"].year)
        found[key] = found.get(key, 0) + row["value_usd"]
    return found


def imf(handler, call) -> None:
    """SDMX-CSV of the API 2.1, in whole dollars although SCALE says 6; with a column that only the answer has."""
    address = urlsplit(handler.path)
    reporters, flows, partners, freq = unquote(address.path).rsplit("/", 1)[1].split(".")
    year = int(parse_qs(address.query)["startPeriod"][0])
    lines = [
        "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,OBS_STATUS"
    ]
    for state in reporters.split("+"):
        for other in partners.split("+") if partners else [*STATES, "WLD"]:
            for flow in flows.split("+"):
                pair = (state, other) if flow == imf_imts.EXPORTS else (other, state)
                if state != other and (value := record().get((*pair, year))):
                    code = "G001" if other == "WLD" else other
                    lines.append(f"IMF.STA:IMTS(1.0.0),{state},{flow},{code},{freq},{year},{value},6,A")
    send(handler, ("\n".join(lines) + "\n").encode(), Content_Type="application/vnd.sdmx.data+csv")


def comtrade(handler, call) -> None:
    """An answer of the preview, at most 500 rows; every second first question of a minute is refused as too many."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(handler.path).query).items()}
    if call == 2:
        send(
            handler, b'{"statusCode": 429, "message": "Rate limit is exceeded."}', status=429, Retry_After="0"
        )
        return
    codes = {number: name for name, number in STATES.items()} | {0: "WLD"}
    state, year, flow = codes[int(asked["reporterCode"])], int(asked["period"]), asked["flowCode"]
    rows = []
    if year < SILENT.get(state, 9999):
        for number in asked.get("partnerCode", "0").split(","):
            other = codes[int(number)]
            pair = (state, other) if flow == "X" else (other, state)
            total = record().get((*pair, year))
            if other == state or not total:
                continue
            burnt = min(fuels().get((*pair, year), 0), total)
            for code, value in (("TOTAL", total), ("27", burnt), ("84", total - burnt)):
                if value:
                    rows.append(_row(state, other, flow, year, code, value))
    send(
        handler,
        json.dumps({"elapsedTime": "0.04 secs", "count": len(rows), "data": rows, "error": ""}).encode(),
        Content_Type="application/json",
    )


def _row(state: str, other: str, flow: str, year: int, code: str, value: int) -> dict[str, object]:
    return {
        "typeCode": "C", "freqCode": "A", "refYear": year, "refMonth": 52, "period": str(year),
        "reporterCode": STATES[state], "reporterISO": state, "flowCode": flow,
        "partnerCode": STATES.get(other, 0), "partnerISO": "W00" if other == "WLD" else other, "partner2Code": 0,
        "classificationCode": "H6", "cmdCode": code, "aggrLevel": 0 if code == "TOTAL" else 2,
        "customsCode": "C00", "motCode": 0, "qtyUnitAbbr": "N/A", "qty": None,
        "netWgt": None if code == "TOTAL" else value, "cifvalue": value if flow == "M" else None,
        "fobvalue": value if flow == "X" else None, "primaryValue": float(value), "isReported": True, "isAggregate": False,
    }  # fmt: skip


def world_bank(handler, call) -> None:
    """Pages of an indicator, in its form since 2020; one indicator answers that it is none, and is left out."""
    name = urlsplit(handler.path).path.rsplit("/", 1)[1]
    page = int(parse_qs(urlsplit(handler.path).query)["page"][0])
    if name == "MS.MIL.XPND.CD":
        body: list = [
            {
                "message": [
                    {
                        "id": "120",
                        "key": "Invalid value",
                        "value": "The provided parameter value is not valid",
                    }
                ]
            }
        ]
    else:
        rows = _indicator(name)
        pages = -(-len(rows) // PER_PAGE) or 1
        body = [
            {
                "page": page,
                "pages": pages,
                "per_page": PER_PAGE,
                "total": len(rows),
                "lastupdated": "2026-07-13",
            },
            rows[(page - 1) * PER_PAGE : page * PER_PAGE],
        ]
    send(handler, json.dumps(body).encode(), Content_Type="application/json;charset=utf-8")


@cache
def _indicator(name: str) -> list[dict[str, object]]:
    import polars as pl

    measure = worldbank_wdi.INDICATORS[name][0]
    rows = (
        Store.embedded()["power"]
        .filter(pl.col("measure") == measure, pl.col("source_id") == "worldbank-wdi")
        .filter(pl.col("state").is_in(list(STATES)))
        .sort("state", "period")
    )
    return [
        {
            "indicator": {"id": name, "value": measure}, "country": {"id": row["state"][:2], "value": row["state"]},
            "countryiso3code": row["state"], "date": str(row["period"].year), "value": row["value"], "unit": "",
            "obs_status": "", "decimal": 0,
        }
        for row in rows.iter_rows(named=True)
    ]  # fmt: skip


def register(handler, call) -> None:
    """SIPRI's backend: the register in Base64; the rows are those recorded on 10 February 2025 of two deals."""
    text = "\n".join(
        (
            "Transfers of major conventional arms from All countries  to All countries . Deals with deliveries made for the year range '1950' to '2025' ",
            "Data generated: 10 Feb 2025 10:52:58 AM",
            HEADING,
            "32502,China,Algeria,C-802,anti-ship missile,Missiles,1999,Yes,9,Yes,2001,Yes,New,0.9,0.9,8.1,No",
            "32502,China,Algeria,C-802,anti-ship missile,Missiles,1999,Yes,8,Yes,2000,Yes,New,0.9,0.9,7.2,No",
            "",
        )
    )  # fmt: skip
    send(
        handler,
        json.dumps({"bytes": base64.b64encode(text.encode("cp1252")).decode()}).encode(),
        Content_Type="application/json",
    )


def workbook(sheets) -> object:
    data = _workbooks.xlsx(sheets)
    return lambda handler, call: send(handler, data, ETag='"1"', Content_Type="application/octet-stream")


PRICES = [["", "Crude oil, Brent"], [None, "($/bbl)"], ["2022M03", 115.59], ["2023M03", 78.5]]
SPENDING = [["Country", "Notes", 2022, 2023], ["Russia", None, 102366.6, 109454.4]]


class Replay(Hostile):
    """The publishers of a refresh; `anything` that is asked beyond is answered with 404, as the EIA's six workbooks are here."""

    def __init__(self) -> None:
        super().__init__()
        self.routes = _Routes(self.routes)
        for name in worldbank_wdi.INDICATORS:
            self.routes[f"/wb/{name}"] = world_bank
        self.routes["/public/v1/preview/C/A/HS"] = comtrade
        self.routes["/sipri/register"] = register
        self.routes["/pink.xlsx"] = workbook({"Monthly Prices": PRICES})
        name = f"SIPRI-Milex-data-1949-{sipri_milex.READER.options['edition']}.xlsx"
        self.routes[f"/sipri/{name}"] = workbook({"Current US$": SPENDING})


def move_in(address: str, put: Callable[[object, str, str], None] = setattr) -> None:
    """Point the readers to a replay at an address; `put` is that of a monkeypatch, or the builtin."""
    for module, name, value in (
        (imf_imts, "ADDRESS", f"{address}/imf"),
        (un_comtrade, "HOST", address),
        (worldbank_wdi, "ADDRESS", f"{address}/wb"),
        (pink_sheet, "ADDRESS", f"{address}/pink.xlsx"),
        (eia_oil, "ADDRESS", f"{address}/eia"),
        (sipri_milex, "ADDRESS", f"{address}/sipri"),
        (sipri_arms, "ADDRESS", f"{address}/sipri/register"),
    ):
        put(module, name, value)


class _Routes(dict):
    """Paths with what answers them; keys of the IMF stand in the path."""

    def __missing__(self, path: str):
        if path.startswith("/imf/"):
            return imf
        return lambda handler, call: send(
            handler, b"<html>Not Found</html>", status=404, Content_Type="text/html"
        )
