"""What the OpenAPI document says and what the handlers do are one: forms of dates, types of numbers, methods, streams."""

from __future__ import annotations

import re

import pytest

from realpolitik.errors import OptionError
from realpolitik.findings import DATE_FORM, parse_date

SHOCK = {"kind": "tariff", "from": "CHN", "to": "EU", "sectors": ["metals"], "rate": 0.25}
OWN = {"id": "steel", "asks": "What if?", "world": "merged-2023", "shocks": [SHOCK]}


@pytest.fixture(scope="module")
def document(client):
    return client.get("/api/v1/openapi.json").json()


@pytest.mark.parametrize("text", ["2021", "2021-03", "2021-03-05", "0001", "1000-12-31", "9999"])
def test_dates_of_the_form_are_read(text):
    assert re.fullmatch(DATE_FORM, text)
    assert parse_date(text).year == int(text[:4])


@pytest.mark.parametrize(
    "text", ["0000", "0602-35", "2021-00", "2021-13", "2021-03-00", "2021-03-32", "21", "2021-3", "٢٠٢١", ""]
)
def test_what_is_no_date_is_not_of_the_form(text, client):
    assert not re.fullmatch(DATE_FORM, text)
    if text != "٢٠٢١":  # another script's digits are digits to a person who types
        with pytest.raises(OptionError):
            parse_date(text)
    assert client.get("/api/v1/states/CHN", params={"on": text}).status_code == 422
    assert client.get("/api/v1/briefs/XXX/RUS", params={"shock": text}).status_code == 422
    body = {"text": "Trade rose.", "published": text}
    assert client.post("/api/v1/check", json=body).status_code == 422


def test_every_date_of_the_document_has_that_form(document):
    forms = [found for found in _each(document, "pattern") if "[0-9]{3}" in found]
    assert len(forms) >= 7  # on, from, to, shock, published, and the day of a scenario
    assert set(forms) == {DATE_FORM}


@pytest.mark.parametrize(
    "job",
    [
        {"draws": "3"}, {"draws": True}, {"draws": 2.5}, {"seed": "1"}, {"seed": False},
        {"scenario": {**OWN, "draws": "3"}},
        {"scenario": {**OWN, "shocks": [{**SHOCK, "rate": "0.25"}]}},
        {"scenario": {**OWN, "shocks": [{**SHOCK, "rate": True}]}},
        {"scenario": {**OWN, "shocks": [{**SHOCK, "both_ways": 1}]}},
        {"scenario": {**OWN, "shocks": []}},
        {"scenario": {key: value for key, value in OWN.items() if key != "shocks"}},
    ],
    ids=str,
)  # fmt: skip
def test_types_of_a_job_are_those_of_the_document(client, job):
    answer = client.post("/api/v1/jobs", json={"scenario": "west-2023", "draws": 1, **job})
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_types_of_a_scenario_are_those_of_the_document(client, document):
    assert client.post("/api/v1/scenarios/played", json={**OWN, "shocks": []}).status_code == 422
    schema = document["components"]["schemas"]["Scenario"]
    assert "shocks" in schema["required"]
    assert schema["properties"]["shocks"]["minItems"] == 1
    rate = document["components"]["schemas"]["ShockEntry"]["properties"]["rate"]["anyOf"][0]
    assert (rate["exclusiveMinimum"], rate["exclusiveMaximum"]) == (-1, 5)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/v1/jobs/x", "GET, HEAD, DELETE"),
        ("/api/v1/jobs", "POST"),
        ("/api/v1/check", "POST"),
        ("/api/v1/states", "GET, HEAD"),
        ("/", "GET, HEAD"),
        ("/sign-out", "POST"),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(client, path, allowed):
    answer = client.request("PATCH", path)
    assert answer.status_code == 405
    assert answer.headers.get_list("allow") == [allowed]


def test_scenarios_may_be_played_and_one_may_be_looked_at_by_that_name(client):
    """Two routes have this address: the scenario named `played` (none), and the play of one's own."""
    answer = client.request("PATCH", "/api/v1/scenarios/played")
    assert answer.headers["allow"] == "GET, HEAD, POST"


def test_the_stream_of_a_job_is_described_by_its_events(client, document):
    described = document["paths"]["/api/v1/jobs/{id}/events"]["get"]["responses"]["200"]["content"]
    event = described["text/event-stream"]["itemSchema"]
    made = client.post("/api/v1/jobs", json={"scenario": "west-2023", "draws": 1}).json()
    client.delete(f"/api/v1/jobs/{made['id']}")
    with client.stream("GET", f"/api/v1/jobs/{made['id']}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in stream.iter_lines() if line]
    fields = dict(line.split(": ", 1) for line in lines[-2:])
    assert fields.keys() == set(event["required"])
    assert fields["event"] in event["properties"]["event"]["enum"]
    import json

    told = event["properties"]["data"]["contentSchema"]
    assert set(told["required"]) <= json.loads(fields["data"]).keys()


def _each(value, name):
    """Every value of that name, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == name and isinstance(inner, str):
                yield inner
            yield from _each(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _each(inner, name)
