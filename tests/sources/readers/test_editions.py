"""Editions come from the file's own words: never the day of download outranks them, and no two releases are spliced."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import polars as pl
import pytest

from realpolitik.errors import SnapshotMismatch
from realpolitik.findings import Window
from realpolitik.sources.download import Downloader, Manners
from realpolitik.sources.reader import UNDATED, reader_of
from realpolitik.store import Store
from realpolitik.store.fetch import fetch

NMC = "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\nCHN,710,2012,1,2,3,4,5,6,{cinc},{stamp}\n"
WDI = '"Data Source","World Development Indicators",\n\n"Last Updated Date","{day}",\n\n"Country Name","Country Code","Indicator Name","Indicator Code","2021",\n"Russia","RUS","GDP","NY.GDP.MKTP.CD","{value}",\n'


@pytest.mark.parametrize(
    ("name", "file", "text", "edition"),
    [
        ("nmc", "NMC.csv", NMC.format(cinc=0.2, stamp=2011), "5.0"),
        ("nmc", "NMC.csv", NMC.format(cinc=0.2, stamp=2021), "6.0"),
        ("nmc", "NMC-60-abridged.csv", NMC.format(cinc=0.2, stamp=""), "6.0"),
        ("nmc", "mine.csv", NMC.format(cinc=0.2, stamp=""), UNDATED),
        ("wdi", "API_NY.GDP.MKTP.CD.csv", WDI.format(day="2022-12-22", value=1), "2022-12-22"),
        ("gsdb", "GSDB_V3.csv", "case_id\n", "R3"),
        ("gsdb", "cases.csv", "case_id\n", UNDATED),
        ("arms", "trade-register.csv", "Data generated: 13 Mar 2025 10:02:49 AM\n", "2025-03-13"),
        ("milex", "SIPRI-Milex-data-1948-2023.xlsx", "", "2023"),
        ("milex", "SIPRI-Milex-data-1949-2024_2.xlsx", "", "2024_2"),
        ("gw-states", "iisystem.dat", "2\tUSA\tUSA\t01:01:1816\t31:12:2012\n", "to-2012-12-31"),
        ("comtrade", "TradeData.csv", "a\n1\n", UNDATED),
        ("icio", "2020.csv", "", UNDATED),
    ],
)
def test_the_edition_is_the_one_that_the_file_states(write, name, file, text, edition):
    job = reader_of(name).dated(reader_of(name).job(), [write(file, text)])
    assert job.version == (edition if edition != UNDATED else f"{UNDATED}-{job.accessed.isoformat()}")
    assert any("states no edition" in note for note in job.notes) == (edition == UNDATED)


def cinc(place: Path, **how) -> list[float]:
    power = Store(home=place, **how)["power"]
    china = power.filter(
        pl.col("state") == "CHN", pl.col("measure") == "cinc", pl.col("period").dt.year() == 2012
    )
    return china["value"].round(4).to_list()


def test_an_older_release_asks_and_is_never_spliced_with_the_embedded_one(write, tmp_path):
    embedded = cinc(tmp_path / "none")
    older = write("NMC_5_0.csv", NMC.format(cinc=0.2181, stamp=2011))
    with pytest.raises(SnapshotMismatch, match=r"5\.0 is older than 7\.0, which counts.*--older"):
        fetch("nmc", files=[older], place=tmp_path / "store")
    fetch("nmc", files=[older], place=tmp_path / "store", older=True)
    assert cinc(tmp_path / "store") == embedded
    assert cinc(tmp_path / "store", versions={"cow-nmc": "5.0"}) == [0.2181]


def test_a_file_without_an_edition_outranks_none_that_has_one(write, workbook, tmp_path):
    def spending(last: int, value: float) -> list[list]:
        return [["Country", "Notes", last - 1, last], ["Russia", None, 1, value]]

    place = tmp_path / "store"
    fetch(
        "milex",
        files=[workbook("SIPRI-Milex-data-1949-2024.xlsx", {"Current US$": spending(2024, 149)})],
        place=place,
    )
    done = fetch(
        "milex", files=[workbook("download.xlsx", {"Current US$": spending(2023, 109)})], place=place
    )
    assert done.version.startswith(UNDATED)
    assert any("does not outrank" in text for text in done.warnings)
    power = Store(home=place)["power"].filter(pl.col("source_id") == "sipri-milex")
    assert power["period"].dt.year().max() == 2024


@contextmanager
def serving(answer: Callable[[str], bytes | None]) -> Iterator[str]:
    """A server on this machine that gives what `answer` has for a path, and 404 for None."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answer(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("content-length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *words: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def event(number: int) -> str:
    fields = [""] * 61
    fields[0], fields[1], fields[7], fields[17], fields[26] = str(number), "20240501", "CHN", "RUS", "0431"
    fields[29], fields[30], fields[31], fields[32] = "1", "2.8", "4", "1"
    return "\t".join(fields) + "\n"


def quarter(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name.removesuffix(".zip"), event(int(name[:12]) % 10**9))
    return out.getvalue()


def test_a_quarter_of_an_hour_that_is_missing_is_named_and_alone_asked_for_again(monkeypatch, tmp_path):
    asked: list[str] = []
    gone = {"20240501044500.export.CSV.zip"}

    def answer(path: str) -> bytes | None:
        name = path.rsplit("/", 1)[-1]
        asked.append(name)
        return None if name in gone else quarter(name)

    with serving(answer) as address:
        monkeypatch.setattr("realpolitik.sources.readers.gdelt.ADDRESS", address)
        how = {
            "window": Window.parse("2024-05-01", "2024-05-01"),
            "place": tmp_path,
            "downloader": Downloader(Manners(pause_factor=0)),
        }
        first = fetch("gdelt", **how)
        assert len(asked) == 96
        assert first.warnings[0] == (
            "gdelt: the publisher has no 20240501044500.export.CSV.zip; the other 95 of 96 files are read, and the same command "
            "asks for what is missing"
        )
        assert Store(home=tmp_path)["event_counts"]["events"].sum() == 95
        asked.clear()
        gone.clear()
        again = fetch("gdelt", **how)
    assert asked == ["20240501044500.export.CSV.zip"]
    assert not any("no 2024" in text for text in again.warnings)
    assert Store(home=tmp_path)["event_counts"]["events"].sum() == 96
