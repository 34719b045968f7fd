"""A store at an address is read as one in a folder."""

from __future__ import annotations

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from realpolitik.errors import FileFormatError, OptionError
from realpolitik.measures import run
from realpolitik.store import Store, fetch
from realpolitik.store.inspect import layers


class Ranged(SimpleHTTPRequestHandler):
    """Serves a folder with ranges, as object stores do."""

    def do_GET(self):
        path = self.translate_path(self.path)
        try:
            with open(path, "rb") as file:  # noqa: PTH123 (as the class it extends)
                data = file.read()
        except OSError:
            self.send_error(404)
            return
        asked = self.headers.get("Range", "")
        start, end = 0, len(data) - 1
        if asked:
            first, _, last = asked.removeprefix("bytes=").partition("-")
            start = int(first) if first else max(len(data) - int(last), 0)
            end = min(int(last), end) if first and last else end
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{end}/{len(data)}")
        self.send_header("Content-Length", str(end - start + 1))
        self.end_headers()
        self.wfile.write(data[start : end + 1])

    def log_message(self, *words):
        """Stay silent."""


@pytest.fixture
def address(tmp_path):
    path = tmp_path / "Dyadic_COW_4.0.csv"
    path.write_text("ccode1,ccode2,year,flow1,flow2\n221,223,2014,2.5,7.5\n")
    fetch("cow-trade", files=[path], place=tmp_path / "store")
    handler = functools.partial(Ranged, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_store_at_an_address_gives_the_same_figures(address, tmp_path):
    there, here = Store(home=f"{address}/store"), Store(home=tmp_path / "store")
    assert there["trade"].equals(here["trade"])
    assert [layer.rows for layer in layers(there)] == [layer.rows for layer in layers(here)]
    assert run("dependence.import_share", "LIE", "MCO", store=there).value == 1.0
    with pytest.raises(OptionError, match="can be read but not written"):
        fetch("cow-trade", files=[tmp_path / "Dyadic_COW_4.0.csv"], place=f"{address}/store")


def test_an_address_without_a_store_says_so(address):
    with pytest.raises(FileFormatError, match="check the address"):
        _ = Store(home=f"{address}/nothing")["trade"]
