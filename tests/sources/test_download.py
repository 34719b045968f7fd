"""Downloads from a server that answers as servers on a bad day do."""

from __future__ import annotations

import email.utils
import hashlib
import importlib.util
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from realpolitik.errors import FetchError
from realpolitik.sources.download import Downloader, Manners
from realpolitik.sources.reader import Request

_spec = importlib.util.spec_from_file_location("hostile_server", Path(__file__).with_name("server.py"))
server_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(server_module)
Hostile, ranged, send = server_module.Hostile, server_module.ranged, server_module.send

CSV = b"origin,value\nCHN,110\n" * 4000
QUICK = Manners(pause_factor=0.002, timeout=2.0, patience=0.2, slowest=100_000)


@pytest.fixture
def server():
    hostile = Hostile()
    yield hostile
    hostile.close()


def get(server, folder, path="/a.csv", manners=QUICK, **facts):
    request = Request(**{"address": server.address + path, "file": "a.csv", "kind": "csv", **facts})
    with Downloader(manners=manners).session() as downloader:
        return downloader.get(request, folder, pause=0)


def test_a_file_arrives_whole(server, tmp_path):
    server.routes["/a.csv"] = lambda handler, call: send(handler, CSV)
    got = get(server, tmp_path)
    assert got.path.read_bytes() == CSV
    assert got.sha256 == hashlib.sha256(CSV).hexdigest()
    assert not list(tmp_path.glob("*.part"))


def test_retry_after_is_kept_and_counted_in_seconds_or_as_a_date(server, tmp_path):
    def busy(handler, call):
        if call == 1:
            send(handler, status=429, Retry_After="30")
        elif call == 2:
            moment = datetime.now(UTC) + timedelta(seconds=30)
            send(handler, status=503, Retry_After=email.utils.format_datetime(moment, usegmt=True))
        else:
            send(handler, CSV)

    server.routes["/a.csv"] = busy
    start = time.monotonic()
    get(server, tmp_path, manners=Manners(pause_factor=0.005))
    # two pauses of 30 seconds (the second of 29 to 30), scaled by .005
    assert time.monotonic() - start >= 0.29
    assert server.calls["/a.csv"] == 3


def test_a_server_that_asks_for_an_hour_is_not_waited_for(server, tmp_path):
    server.routes["/a.csv"] = lambda handler, call: send(handler, status=429, Retry_After="3600")
    with pytest.raises(FetchError, match=r"asks to wait 3,600 seconds"):
        get(server, tmp_path)
    assert server.calls["/a.csv"] == 1


def test_errors_of_the_server_pass_and_errors_of_the_request_do_not(server, tmp_path):
    server.routes["/a.csv"] = lambda handler, call: (
        send(handler, status=500) if call < 4 else send(handler, CSV)
    )
    assert get(server, tmp_path).bytes == len(CSV)
    server.routes["/gone.csv"] = lambda handler, call: send(handler, status=404)
    with pytest.raises(FetchError, match="moved the file"):
        get(server, tmp_path, "/gone.csv")
    assert server.calls["/gone.csv"] == 1
    server.routes["/never.csv"] = lambda handler, call: send(handler, status=500)
    with pytest.raises(FetchError, match="500 Internal Server Error, 6 times over"):
        get(server, tmp_path, "/never.csv")


def test_a_broken_download_goes_on_where_it_broke_off(server, tmp_path):
    server.routes["/a.csv"] = lambda handler, call: ranged(
        handler, CSV, tag='"v1"', upto=30_000 if call < 3 else None
    )
    assert get(server, tmp_path).path.read_bytes() == CSV
    ranges = [headers.get("range") for _, headers in server.asked]
    assert ranges == [None, "bytes=30000-", "bytes=60000-"]


def test_what_arrived_before_a_crash_is_not_asked_for_again(server, tmp_path):
    server.routes["/a.csv"] = lambda handler, call: ranged(handler, CSV, tag='"v1"', upto=30_000)
    with pytest.raises(FetchError, match="What has arrived is kept"):
        get(server, tmp_path, manners=Manners(attempts=1))
    server.routes["/a.csv"] = lambda handler, call: ranged(handler, CSV, tag='"v1"')
    assert get(server, tmp_path).path.read_bytes() == CSV
    assert server.asked[-1][1]["range"] == "bytes=30000-"


def test_a_file_that_changed_meanwhile_is_read_from_its_beginning(server, tmp_path):
    server.routes["/a.csv"] = lambda handler, call: (
        ranged(handler, CSV, tag='"v1"', upto=30_000)
        if call == 1
        else ranged(handler, CSV.lower(), tag='"v2"')
    )
    assert get(server, tmp_path).path.read_bytes() == CSV.lower()


def test_a_truncated_body_without_ranges_is_read_again(server, tmp_path):
    server.routes["/a.csv"] = lambda handler, call: send(
        handler, CSV[:100] if call == 1 else CSV, length=len(CSV), close=True
    )
    assert get(server, tmp_path).path.read_bytes() == CSV
    server.routes["/short.csv"] = lambda handler, call: send(handler, CSV[:100], length=len(CSV), close=True)
    with pytest.raises(FetchError, match="broke"):
        get(server, tmp_path, "/short.csv", file="short.csv")
    assert not (tmp_path / "short.csv").exists()


def test_a_slow_drip_is_cut_off_and_resumed(server, tmp_path):
    def drip(handler, call):
        if call > 1:
            ranged(handler, CSV, tag='"v1"')
            return
        handler.send_response(200)
        handler.send_header("ETag", '"v1"')
        handler.send_header("Content-Length", str(len(CSV)))
        handler.end_headers()
        for at in range(40):
            handler.wfile.write(CSV[at : at + 1])
            handler.wfile.flush()
            time.sleep(0.05)

    server.routes["/a.csv"] = drip
    assert get(server, tmp_path).path.read_bytes() == CSV
    assert server.asked[1][1]["range"].startswith("bytes=")  # asked again, for the rest


def test_a_wrong_checksum_is_refused(server, tmp_path):
    server.routes["/a.csv"] = lambda handler, call: send(handler, CSV)
    with pytest.raises(FetchError, match="damaged or replaced"):
        get(server, tmp_path, sha256="0" * 64)
    assert not list(tmp_path.glob("a.csv*[!e]"))
    assert get(server, tmp_path, sha256=hashlib.sha256(CSV).hexdigest().upper()).bytes == len(CSV)


@pytest.mark.parametrize(
    ("body", "kind", "content_type"),
    [
        (b"<!DOCTYPE html><title>Sign in</title>", "csv", "text/csv"),
        (b"\n  <HTML>guestbook", "zip", "application/octet-stream"),
        (b"value\n1\n", "csv", "text/html; charset=utf-8"),
    ],
)
def test_a_web_page_is_no_data(server, tmp_path, body, kind, content_type):
    server.routes["/a.csv"] = lambda handler, call: send(handler, body, Content_Type=content_type)
    with pytest.raises(FetchError, match=f"web page where a {kind} file belongs"):
        get(server, tmp_path, kind=kind)
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize(
    ("kind", "body"), [("zip", b"a,b\n"), ("json", b"a,b\n"), ("parquet", b"PK\x03\x04")]
)
def test_a_file_of_another_kind_is_refused(server, tmp_path, kind, body):
    server.routes["/a.csv"] = lambda handler, call: send(handler, body)
    with pytest.raises(FetchError, match=f"no {kind} file"):
        get(server, tmp_path, kind=kind)


def test_a_redirect_to_another_host_gets_no_secrets(server, tmp_path):
    other = Hostile()
    try:
        server.routes["/a.csv"] = lambda handler, call: send(
            handler, status=302, Location=other.address.replace("127.0.0.1", "localhost") + "/b.csv?signed=1"
        )
        other.routes["/b.csv"] = lambda handler, call: send(handler, CSV)
        got = get(server, tmp_path, secrets={"key": "hush"}, headers={"X-Key": "hush"})
        assert got.address.endswith("/b.csv")  # the lock says where the bytes came from, without the query
        assert "hush" in server.asked[0][0]
        assert server.asked[0][1]["x-key"] == "hush"
        path, headers = other.asked[0]
        assert path == "/b.csv?signed=1"
        assert "hush" not in path
        assert "x-key" not in headers
    finally:
        other.close()


def test_redirects_end(server, tmp_path):
    server.routes["/a.csv"] = lambda handler, call: send(handler, status=302, Location="/a.csv")
    with pytest.raises(FetchError, match="more than 5 times"):
        get(server, tmp_path)
    server.routes["/out.csv"] = lambda handler, call: send(handler, status=302, Location="file:///etc/passwd")
    with pytest.raises(FetchError, match="not safe"):
        get(server, tmp_path, "/out.csv")


def test_a_file_that_has_not_changed_is_not_sent_again(server, tmp_path):
    def known(handler, call):
        if handler.headers.get("If-None-Match") == '"v1"':
            handler.send_response(304)
            handler.end_headers()
        else:
            ranged(handler, CSV, tag='"v1"')

    server.routes["/a.csv"] = known
    assert get(server, tmp_path).fresh
    again = get(server, tmp_path)
    assert not again.fresh
    assert again.sha256 == hashlib.sha256(CSV).hexdigest()
    # another query under the same name is another file
    assert get(server, tmp_path, params={"year": "2021"}).fresh


def test_a_silent_host_is_given_up(server, tmp_path):
    server.routes["/a.csv"] = lambda handler, call: time.sleep(0.3)
    with pytest.raises(FetchError, match="no answer within"):
        get(server, tmp_path, manners=Manners(attempts=2, timeout=0.1, pause_factor=0.001))
    with pytest.raises(FetchError, match="connection broke"):
        get(server, tmp_path, manners=Manners(attempts=1), address="http://127.0.0.1:9/a.csv")


def test_a_host_is_asked_no_faster_than_it_should_be(server, tmp_path):
    server.routes["/a.csv"] = lambda handler, call: send(handler, b"x\n")
    with Downloader().session() as downloader:
        start = time.monotonic()
        for number in range(4):
            request = Request(address=server.address + "/a.csv", file=f"{number}.csv", kind="csv")
            downloader.get(request, tmp_path, pause=0.1)
    assert time.monotonic() - start >= 0.3


def test_a_file_for_which_the_disk_has_no_room_is_not_begun(server, tmp_path, monkeypatch):
    import shutil

    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: usage)
    server.routes["/a.csv"] = lambda handler, call: send(handler, CSV)
    with pytest.raises(FetchError, match="make room"):
        get(server, tmp_path)


def test_progress_says_how_far_and_how_much(server, tmp_path):
    server.routes["/a.csv"] = lambda handler, call: send(handler, CSV)
    seen = []
    downloader = Downloader(manners=QUICK, progress=lambda *facts: seen.append(facts))
    with downloader.session():
        downloader.get(Request(address=server.address + "/a.csv", file="a.csv"), tmp_path)
    assert seen[-1] == ("a.csv", len(CSV), len(CSV))


def test_a_zip_that_arrives_is_a_zip(server, tmp_path):
    path = tmp_path / "made.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "a\n1\n")
    server.routes["/a.zip"] = lambda handler, call: send(handler, path.read_bytes())
    got = get(server, tmp_path, "/a.zip", kind="zip", file="got.zip")
    assert zipfile.ZipFile(got.path).read("a.csv") == b"a\n1\n"
