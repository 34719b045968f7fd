"""Addresses stand in one file; each is tried with a HEAD, or a few bytes, and what it answers is said."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx2
import pytest

import realpolitik
from realpolitik.cli.app import run
from realpolitik.errors import UnknownNameError
from realpolitik.sources import addresses as module
from realpolitik.sources.addresses import address_of, addresses, check
from realpolitik.sources.reader import readers, today
from realpolitik.sources.record import datasets

READERS = Path(realpolitik.__file__).parent / "sources" / "readers"


def answering(answer):
    return httpx2.MockTransport(answer)


def test_every_address_is_of_a_source_and_was_seen():
    for one in addresses().values():
        assert one.source in datasets()
        assert one.tried.startswith("https://")
        assert one.address.startswith("https://")
        assert one.confirmed <= today()


def test_readers_have_no_address_of_their_own():
    """But for those where a person goes: pages, in `by_hand`."""
    for path in READERS.glob("*.py"):
        code = path.read_text("utf-8").partition("READER")[0]
        code = re.sub(r'""".*?"""', "", code, flags=re.DOTALL)
        found = re.findall(r'address=f?"https?://[^"]*"|ADDRESS = "https?://[^"]*"', code)
        assert not found, f"{path.name}: {found} belongs into sources/addresses.yaml"


def test_every_source_that_a_program_fetches_has_its_address():
    from realpolitik.findings import Window

    options = {"un-comtrade": {"reporters": "CHN"}}
    hosts = {one.address.split("/")[2] for one in addresses().values()}
    for name, reader in readers().items():
        job = reader.job(window=Window.parse("2024-05-01", "2024-05-01"), options=options.get(name))
        for request in reader.requests(job):
            assert request.address.split("/")[2] in hosts, name


def test_a_head_is_enough_where_the_server_answers_it():
    asked = []

    def answer(request):
        asked.append(request.method)
        return httpx2.Response(200, headers={"content-length": "12383657", "content-type": "application/zip"})

    (one,) = check("cow-trade", transport=answering(answer))
    assert asked == ["HEAD"]
    assert (one.works, one.status, one.bytes, one.says) == (
        True, 200, 12_383_657, "answers, application/zip",
    )  # fmt: skip


def test_a_few_bytes_where_it_does_not():
    def answer(request):
        if request.method == "HEAD":
            return httpx2.Response(405)
        assert request.headers["range"] == "bytes=0-15"
        return httpx2.Response(206, headers={"content-range": "bytes 0-15/4711"}, content=b"x" * 16)

    (one,) = check("cow-trade", transport=answering(answer))
    assert (one.works, one.status, one.bytes) == (True, 206, 4711)


@pytest.mark.parametrize(
    ("status", "said", "works"),
    [
        (404, "the publisher has moved it", False),
        (403, "fetch by hand", False),
        (405, "another kind of question (POST)", True),
        (503, "answers 503", False),
    ],
)
def test_what_a_server_refuses_is_said(status, said, works):
    (one,) = check("sipri-arms", transport=answering(lambda request: httpx2.Response(status)))
    assert said in one.says
    assert one.works is works


def test_no_network_is_an_answer_too():
    def answer(request):
        raise httpx2.ConnectError("no route to host")

    tried = check(transport=answering(answer))
    assert len(tried) == len(addresses())
    assert {one.status for one in tried} == {0}
    assert "no route to host" in tried[0].says


def test_unknown_names_are_refused():
    with pytest.raises(UnknownNameError):
        check("nothing")
    with pytest.raises(UnknownNameError):
        address_of("cow-trade", "nothing")


def test_the_command_prints_what_was_tried(monkeypatch, capsys):
    real = module.check
    monkeypatch.setattr(
        module,
        "check",
        lambda name: real(name, transport=answering(lambda request: httpx2.Response(404))),
    )
    assert run(["sources", "cepii-baci", "--check"]) == 4
    out = capsys.readouterr().out
    assert "1 of 1 addresses do not answer as they should: cepii-baci." in out
    assert run(["sources", "--check", "--format", "json"]) == 4
    assert {one["status"] for one in json.loads(capsys.readouterr().out)} == {404}
