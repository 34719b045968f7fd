"""The API: the objects of the program, paged, tagged, with problems as problem+json; jobs with progress and an end."""

from __future__ import annotations

import json
import time

import pytest

from realpolitik.web.api.whatif import EXAMPLE

API = "/api/v1"


def test_a_finding_is_what_the_command_line_prints(client):
    from realpolitik.measures import run

    found = client.get(
        f"{API}/findings/dependence.import_share/RUS-CHN", params={"from": "2021", "to": "2024"}
    )
    alone = run("dependence.import_share", "RUS", "CHN", start="2021", end="2024").record()
    assert found.json() == json.loads(json.dumps(alone))


def test_an_option_of_a_measure_is_taken(client):
    answer = client.get(
        f"{API}/findings/discount.saving/CHN-RUS", params={"set": ["lag=0", "benchmark=brent"]}
    )
    assert answer.json()["options"]["lag"] == 0
    assert answer.json()["options"]["benchmark"] == "brent"


def test_states_are_found_by_any_name(client):
    found = client.get(f"{API}/states", params={"q": "Россия"}).json()
    assert found["items"][0]["code"] == "RUS"
    assert client.get(f"{API}/states/Soviet Union").json()["code"] == "SUN"


def test_pages_of_a_list_are_the_list(client):
    whole = client.get(f"{API}/sources", params={"limit": 500}).json()
    parts = [
        client.get(f"{API}/sources", params={"limit": 100, "offset": at}).json()["items"]
        for at in range(0, whole["total"], 100)
    ]
    assert [one for part in parts for one in part][:500] == whole["items"]


def test_a_brief_has_sections_verdicts_and_sources(client):
    found = client.get(f"{API}/briefs/CHN/RUS").json()
    assert found["about"] == ["CHN", "RUS"]
    assert found["tally"]["supported"] >= 1
    assert all(section["question"] for section in found["sections"])
    assert len(found["sources"]) > 20


def test_statements_are_judged(client):
    found = client.get(f"{API}/claims/radchenko2024", params={"limit": 3}).json()
    assert len(found["items"]) == 3
    assert found["total"] > 3
    assert {one["status"] for one in found["items"]} <= {
        "supported",
        "contradicted",
        "mixed",
        "not measurable",
    }


def test_an_answer_has_a_tag(client):
    first = client.get(f"{API}/states/CHN")
    again = client.get(f"{API}/states/CHN", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


def test_a_problem_has_suggestions_and_a_remedy(client):
    answer = client.get(f"{API}/states/RSU")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["suggestions"][0].startswith("RUS")
    gap = client.get(f"{API}/findings/trade.turnover/TUV-BTN").json()
    assert gap["type"].endswith("not-covered")
    assert "un-comtrade" in gap["remedy"]


@pytest.mark.parametrize(
    ("set_", "name"),
    [
        ("file=/etc/passwd", "endgame.preference/CHN"),
        ("draws=1000000", "endgame.preference/CHN"),
        ("given=../../secret.yaml", "leverage.loss/CHN-RUS"),
        ("world=/etc", "leverage.sectors/CHN-RUS"),
        ("lag", "discount.saving/CHN-RUS"),
        ("lag=" + "9" * 300, "discount.saving/CHN-RUS"),
        ("nothing=1", "discount.saving/CHN-RUS"),
    ],
)
def test_an_option_reads_no_file_and_has_an_end(client, set_, name):
    answer = client.get(f"{API}/findings/{name}", params={"set": set_})
    assert answer.status_code in (404, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_scenario_of_ones_own_is_played(client):
    found = client.post(f"{API}/scenarios/played", json=EXAMPLE).json()
    rows = {row["state"]: row["value"] for row in found["findings"][0]["rows"]}
    assert rows["CHN"] < 0  # who is taxed loses
    assert found["solver"]["status"] == "converged"


@pytest.mark.parametrize(
    "changed",
    [
        {"world": "/etc"},
        {"world": "../../../etc"},
        {"shocks": []},
        {"shocks": [{"kind": "tariff", "from": "CHN", "to": "EU", "rate": 1e400}]},
        {"shocks": [{"kind": "tariff", "from": "Atlantis", "to": "EU", "rate": 0.1}]},
        {"shocks": EXAMPLE["shocks"] * 100},
        {"elasticities": {"theta": {"metals": -1}}},
        {"extends": "/etc/passwd"},
    ],
)
def test_a_scenario_that_cannot_be_is_refused(client, changed):
    content = json.dumps({**EXAMPLE, **changed}).replace("Infinity", "1e400")
    answer = client.post(
        f"{API}/scenarios/played", content=content, headers={"content-type": "application/json"}
    )
    assert answer.status_code in (404, 422)
    assert answer.json()["detail"]


def wait_for(client, name, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job = client.get(f"{API}/jobs/{name}").json()
        if job["status"] in ("done", "failed", "cancelled"):
            return job
        time.sleep(0.1)
    raise AssertionError(f"the job is still {job['status']}")


def test_a_job_gives_what_the_command_line_gives(client):
    from realpolitik.scenarios import load, play
    from realpolitik.scenarios.ensemble import run
    from realpolitik.scenarios.report import welfare

    begun = client.post(f"{API}/jobs", json={"scenario": "west-2023", "draws": 30, "seed": 7})
    assert begun.status_code == 202
    name = begun.json()["id"]
    assert begun.headers["location"] == f"{API}/jobs/{name}"
    with client.stream("GET", f"{API}/jobs/{name}/events") as stream:
        events = [line for line in stream.iter_lines() if line.startswith("event:")]
    assert events[-1] == "event: over"
    job = wait_for(client, name)
    given = load("west-2023")
    alone = welfare(play(given), ensemble=run(given, draws=30, seed=7)).record()
    shown = job["result"]["findings"][0]
    assert shown["interval"]["kind"] == alone["interval"]["kind"]
    assert [row["low"] for row in shown["rows"]] == pytest.approx(
        [row["low"] for row in alone["rows"]], rel=1e-9
    )


def test_a_job_is_cancelled_and_the_queue_goes_on(client):
    long = client.post(f"{API}/jobs", json={"scenario": "west-2023", "draws": 2000}).json()["id"]
    next_ = client.post(f"{API}/jobs", json={"scenario": "west-2023", "draws": 1}).json()["id"]
    full = client.post(f"{API}/jobs", json={"scenario": "west-2023", "draws": 1})
    assert full.status_code == 503
    assert client.delete(f"{API}/jobs/{long}").status_code == 200
    assert wait_for(client, long)["status"] == "cancelled"
    assert wait_for(client, next_)["status"] == "done"


def test_a_job_has_limits(client):
    assert client.post(f"{API}/jobs", json={"scenario": "west-2023", "draws": 10**6}).status_code == 422
    assert client.post(f"{API}/jobs", json={"scenario": "nothing"}).status_code == 404
    assert client.get(f"{API}/jobs/unknown").status_code == 404


def test_every_operation_is_described_with_an_example_where_it_takes_a_name(client):
    schema = client.get(f"{API}/openapi.json").json()
    assert schema["openapi"].startswith("3.")
    assert len(schema["paths"]) >= 15
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            assert operation["description"], path
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "path" and parameter["name"] != "id":
                    assert "examples" in parameter["schema"] or "description" in parameter["schema"], path
