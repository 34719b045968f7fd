"""A server that ends in the middle of a job, politely or not, and is started again: the job is said to be gone, to programs and on its page."""

from __future__ import annotations

import json
import signal
import threading
import time

import httpx2
import pytest
from starlette.testclient import TestClient

from realpolitik.errors import MachineError
from realpolitik.web import Settings, create
from realpolitik.web.jobs import ENDED, NOTED
from realpolitik.web.library.database import Database

LONG = {"scenario": "west-2023", "draws": 2000}


def asked(port: int, path: str) -> httpx2.Response:
    return httpx2.get(f"http://127.0.0.1:{port}{path}", timeout=60)


def begun(port: int) -> str:
    """A job of which some draws are done."""
    id_ = httpx2.post(f"http://127.0.0.1:{port}/api/v1/jobs", json=LONG, timeout=60).json()["id"]
    until = time.monotonic() + 120
    while asked(port, f"/api/v1/jobs/{id_}").json()["done"] == 0:
        assert time.monotonic() < until
        time.sleep(0.1)
    return id_


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_job_that_a_restart_ended_says_so(tmp_path, launch, how):
    folder, log = tmp_path / "data", tmp_path / "log"
    first = launch(folder, log)
    heard: list[str] = []
    try:
        id_ = begun(first.port)

        def listen() -> None:  # as its page does
            try:
                address = f"http://127.0.0.1:{first.port}/api/v1/jobs/{id_}/events"
                with httpx2.stream("GET", address, timeout=60) as answer:
                    heard.extend(answer.iter_lines())
            except httpx2.TransportError:
                pass

        listener = threading.Thread(target=listen)
        listener.start()
        while not heard:
            time.sleep(0.05)
    finally:
        first.stop(how)
    listener.join(30)
    assert not any("cancelled" in line for line in heard)  # nobody cancelled it
    second = launch(folder, log, port=first.port)
    try:
        found = asked(second.port, f"/api/v1/jobs/{id_}")
        assert found.status_code == 200
        assert (found.json()["status"], found.json()["of"], found.json()["why"]) == ("failed", 2000, ENDED)
        events = asked(second.port, f"/api/v1/jobs/{id_}/events").text.splitlines()
        assert events[0] == "event: over"
        assert json.loads(events[1].removeprefix("data: "))["why"] == ENDED
        assert asked(second.port, "/api/v1/jobs/abcdefgh").status_code == 404
    finally:
        second.stop()


def test_a_job_that_is_over_is_not_said_to_have_been_ended(client):
    made = client.post("/api/v1/jobs", json={"scenario": "west-2023", "draws": 2000}).json()["id"]
    database = client.app.state.gate.database
    client.delete(f"/api/v1/jobs/{made}")
    until = time.monotonic() + 60
    left = 1
    while left:
        assert time.monotonic() < until
        time.sleep(0.05)
        with database.read() as db:
            left = db.execute("SELECT count(*) FROM job").fetchone()[0]
    assert client.get(f"/api/v1/jobs/{made}").json()["status"] == "cancelled"


def test_a_job_that_was_ended_is_forgotten_after_a_week(tmp_path, monkeypatch):
    now = time.time()
    with TestClient(create(Settings(folder=tmp_path)), base_url="http://localhost") as client:
        with client.app.state.gate.database.write() as db:
            db.execute("INSERT INTO job VALUES ('old', 5, ?)", (int(now) - NOTED + 60,))
        assert client.get("/api/v1/jobs/old").json()["why"] == ENDED
        monkeypatch.setattr(time, "time", lambda: now + 120)
        made = client.post("/api/v1/jobs", json=LONG).json()["id"]
        assert client.get("/api/v1/jobs/old").status_code == 404
        client.delete(f"/api/v1/jobs/{made}")


def test_a_library_of_the_last_release_takes_jobs(tmp_path):
    database = Database(tmp_path)
    with database.write() as db:
        db.execute("DROP TABLE job")  # as 0.2.0 made it
    with Database(tmp_path).read() as db:
        assert db.execute("SELECT count(*) FROM job").fetchone()[0] == 0


@pytest.mark.parametrize(
    ("number", "says"), [(13, "the disk is full"), (5, "another program"), (10, "the disk failed")]
)
def test_a_machine_that_refuses_is_said_to_do_so(tmp_path, monkeypatch, number, says):
    import sqlite3

    app = create(Settings(folder=tmp_path))
    refused = sqlite3.OperationalError("refused")
    refused.sqlite_errorcode = number

    def refuse(_):
        raise refused

    with TestClient(app, base_url="http://localhost") as client:
        monkeypatch.setattr(Database, "_connect", refuse)
        answer = client.post("/api/v1/jobs", json=LONG)
        assert answer.status_code == 503
        assert says in answer.json()["detail"]
        page = client.get("/library")
        assert page.status_code == 503
        assert says in page.text
        with pytest.raises(MachineError, match=says), app.state.gate.database.write():
            pass
