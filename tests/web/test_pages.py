"""Pages: each is whole, says what it is about, and keeps to its own host; what is wrong is said with its status."""

from __future__ import annotations

import csv
import gzip
import html
import io
import re

import pytest
from starlette.testclient import TestClient

from realpolitik.web import Settings, create

PAGES = (
    "/",
    "/pair/CHN/RUS",
    "/pair/CHN/RUS/who-depends-on-whom",
    "/pair/CHN/RUS?from=2014&to=2020&shock=2014-03-18",
    "/pair/TUV/BTN",
    "/finding/trade.turnover/CHN-RUS?from=2021",
    "/finding/votes.counts/CHN-RUS",
    "/finding/endgame.plans/world",
    "/compare",
    "/compare/CHN-RUS/CHN-USA",
    "/map/imports/CHN",
    "/map/exports/RUS",
    "/map/distance/RUS",
    "/map/leaning/CHN?against=USA",
    "/optimum",
    "/episodes",
    "/episodes/qatar-2017",
    "/episodes/uk-2016",
    "/scenario",
    "/scenario/west-2023",
    "/scenario?kind=tariff&size=50&coalition=G7&target=CHN&sectors=electronics&set=constant&theta=6&nest=2&run=short",
    "/claims",
    "/check",
    "/sources",
    "/sources?offset=50",
    "/sources/imf-imts",
    "/methods",
    "/methods/votes.change",
    "/api",
)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole_and_asks_no_other_host(client, address):
    answer = client.get(address)
    text = answer.text
    assert answer.status_code == 200
    assert text.rstrip().endswith("</html>")
    assert len(re.findall(r"<h1[ >]", text)) == 1
    assert "<script>" not in text
    assert " style=" not in text
    assert not re.search(r"\son\w+=", text)
    loaded = re.findall(r'(?:src|srcset)="([^"]+)"|<link[^>]+href="([^"]+)"', text)
    own = (
        "/",
        "http://127.0.0.1:8000/",
    )  # what others may frame is told with the server's own address in full
    assert all(one.startswith(own) for pair in loaded for one in pair if one)


def test_the_head_of_a_page_is_that_of_the_page_without_its_body(client):
    for address in ("/", "/api/v1/states", "/finding/trade.turnover/CHN-RUS.csv"):
        head, page = client.head(address), client.get(address)
        assert head.status_code == page.status_code, address
        assert head.headers["content-type"] == page.headers["content-type"]
        assert not head.content
    assert client.head("/nowhere").status_code == 404


def test_every_link_of_the_start_page_leads_somewhere(client):
    for address in re.findall(r'<a[^>]+href="(/[^"#]*)"', client.get("/").text):
        answer = client.get(address)
        assert answer.status_code in (200, 307), address


def test_two_names_in_any_language_lead_to_one_page(client):
    assert (
        client.get("/go", params={"a": "中国", "b": "Russian Federation"}).headers["location"]
        == "/pair/CHN/RUS"
    )
    assert client.get("/pair/PRC/Russia?from=2020").headers["location"] == "/pair/CHN/RUS?from=2020"


def test_an_unknown_name_is_answered_with_what_is_near(client):
    answer = client.get("/go", params={"a": "CHN", "b": "RSU"})
    assert answer.status_code == 404
    assert "RUS (Russia)" in answer.text
    assert 'value="RSU"' in answer.text  # what was typed is still there


def test_a_brief_is_taken_away_as_one_file(client):
    from realpolitik.briefs import build, render

    alone = build("TUV", "BTN")
    for ending, form in (("html", "html"), ("md", "markdown"), ("json", "json")):
        answer = client.get(f"/pair/TUV/BTN/brief.{ending}")
        assert answer.text == render(alone, form)
        assert answer.headers["content-disposition"] == f'attachment; filename="brief-TUV-BTN.{ending}"'
    assert client.get("/pair/TUV/BTN/brief.exe").status_code == 422


def test_the_first_page_is_light(client):
    """The issue's floor: under one megabyte with all that the page loads at once; pictures come into view later."""
    answer = client.get("/pair/CHN/RUS", headers={"accept-encoding": "identity"})
    linked = re.findall(r'<(?:link rel="stylesheet"|script)[^>]*?(?:href|src)="(/static/[^"]+)"', answer.text)
    assert len(linked) >= 3
    size = len(answer.content) + sum(len(client.get(one).content) for one in linked)
    assert size < 1_000_000
    assert 'loading="lazy"' in answer.text


def test_a_file_has_the_rows_of_the_finding(client):
    query = "trade.turnover/CHN-RUS?from=2021"
    rows = list(csv.DictReader(io.StringIO(client.get(f"/finding/{query.replace('?', '/rows.csv?')}").text)))
    found = client.get(f"/api/v1/findings/{query}").json()["rows"]
    assert [float(row["value"]) for row in rows] == [row["value"] for row in found]


@pytest.mark.parametrize("form", ["svg", "png", "json"])
def test_a_chart_is_drawn_in_every_form(client, form):
    answer = client.get(f"/finding/trade.turnover/CHN-RUS/chart.{form}?from=2021&scheme=dark")
    begins = {"svg": b"<svg", "png": b"\x89PNG", "json": b'{"'}[form]
    assert answer.content.startswith(begins)


def test_a_reader_who_has_the_page_is_not_sent_it_again(client):
    first = client.get("/pair/CHN/RUS/who-depends-on-whom", headers={"accept-encoding": "gzip"})
    again = client.get("/pair/CHN/RUS/who-depends-on-whom", headers={"if-none-match": first.headers["etag"]})
    assert first.headers["content-encoding"] == "gzip"
    assert (again.status_code, again.content) == (304, b"")


def test_a_finished_answer_is_that_of_its_first_reader(client, monkeypatch):
    address = "/finding/trade.turnover/CHN-RUS/rows.csv?from=2014"
    first = client.get(address)
    counted = client.app.state.counters._requests["GET", "/finding/{name}/{about}/{file}", 200]

    def routed(*_):
        raise AssertionError("the address is matched with the routes again")

    monkeypatch.setattr(client.app.router, "app", routed)
    again = client.get(address)
    assert (again.status_code, again.content) == (200, first.content)
    own = ("x-request-id",)  # of each request
    assert {k: v for k, v in again.headers.items() if k not in own} == {
        k: v for k, v in first.headers.items() if k not in own
    }
    assert client.get(address, headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert client.head(address).content == b""
    assert client.app.state.counters._requests["GET", "/finding/{name}/{about}/{file}", 200] == counted + 1


def test_a_finished_answer_is_behind_what_guards_the_server(client):
    address = "/finding/trade.turnover/CHN-RUS/rows.csv?from=2014"
    assert client.get(address).status_code == 200
    assert client.get(address, headers={"host": "evil.example"}).status_code == 400
    assert client.post(address, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post(address, json={}).headers["allow"] == "GET, HEAD"


def test_the_library_of_charts_is_kept_for_good(client):
    page = client.get("/").text
    address = re.search(r'data-vega="([^"]+)"', page).group(1)
    answer = client.get(address)
    assert "immutable" in answer.headers["cache-control"]
    assert "expressionInterpreter" in answer.text  # what draws without making code from text


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/pair/CHN/Atlantis", 404, "no state is called"),
        ("/pair/CHN/CHN", 422, "two states"),
        ("/pair/CHN/SUN?from=2020", 404, "ended on 1991-12-25"),
        ("/pair/CHN/RUS?from=20211", 422, "write 2021"),
        ("/pair/CHN/RUS/nothing", 404, "no question"),
        ("/finding/trade.turnovr/CHN-RUS", 404, "trade.turnover"),
        ("/finding/trade.turnover/CHN", 422, "trade.turnover is about two states"),
        ("/finding/trade.turnover/TUV-BTN", 404, "un-comtrade"),
        ("/finding/votes.counts/CHN-RUS/chart.svg", 422, "has no chart"),
        ("/map/nothing/CHN", 404, "no map"),
        ("/compare/CHN/RUS", 422, "CHN-RUS"),
        ("/scenario/nothing", 404, "no scenario"),
        ("/scenario?size=x", 422, "no number"),
        ("/scenario?coalition=Atlantis", 404, "Atlantis"),
        ("/scenario?world=/etc", 404, "no world"),
        ("/sources/nothing", 404, "no source"),
        ("/nothing", 404, "Not Found"),
    ],
)
def test_what_is_wrong_is_said_with_its_status(client, address, status, says):
    answer = client.get(address)
    assert answer.status_code == status
    assert says.lower() in answer.text.replace("&#39;", "'").lower()
    assert answer.headers["cache-control"] == "no-store"


def test_a_live_scenario_moves_with_its_slider(client):
    mild, harsh = (client.get(f"/scenario/own/live.json?size={size}").json() for size in (80, 5))
    loss = [next(row["value"] for row in one["rows"] if row["label"] == "Russia") for one in (mild, harsh)]
    assert loss[1] < loss[0] < 0
    assert harsh["address"] == "/scenario?size=5"
    assert harsh["spec"]["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_a_scenario_of_ones_own_is_a_file_for_the_command_line(client, tmp_path):
    from realpolitik.scenarios import load, play
    from realpolitik.scenarios.report import welfare

    query = "size=30&kind=tariff&coalition=G7&target=CHN"
    (tmp_path / "own.yaml").write_bytes(client.get(f"/scenario/own/scenario.yaml?{query}").content)
    alone = welfare(play(load(tmp_path / "own.yaml")))
    shown = client.get(f"/scenario/own/finding.json?{query}").json()
    assert shown["value"] == pytest.approx(alone.value, rel=1e-9)  # one solve, in two processes


def test_health_and_counts(client):
    assert client.get("/health").json()["status"] == "ok"
    text = client.get("/metrics").text
    assert re.search(r'realpolitik_requests_total\{method="GET",route="/health",status="200"\} [1-9]', text)
    assert "realpolitik_briefs_kept" in text


def test_compressed_text_is_the_text(client):
    with client.stream("GET", "/methods", headers={"accept-encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert gzip.decompress(raw).decode() == client.get("/methods").text


ARTICLE = """April 20, 2024

China's trade with Russia reached 240 billion dollars in 2023. Russia's trade with China fell between 2021 and 2023.
Some say <script>alert(1)</script> that it will go on.
"""


def test_an_article_is_judged_sentence_by_sentence_and_not_kept(client, fill):
    page = fill(client, "/check", "/check", text=ARTICLE).text
    assert "2024-04-20" in page
    for status in ("supported", "contradicted"):
        assert f'<mark class="{status}">' in page
    assert "<script>alert" not in page
    address = re.search(r'<a href="(/finding/[^"]+)">the figure</a>', page).group(1)
    assert client.get(address.replace("&amp;", "&")).status_code == 200
    found = client.post("/api/v1/check", json={"text": ARTICLE}).json()
    assert {"supported", "contradicted"} <= set(found["tally"])
    kept = client.app.state.gate.database.path.read_bytes()
    assert b"Some say" not in kept


@pytest.mark.parametrize(("text", "published"), [("", ""), ("x" * 160_000, ""), ("Trade rose.", "yesterday")])
def test_a_text_that_cannot_be_read_is_refused(client, fill, text, published):
    answer = fill(client, "/check", "/check", text=text, published=published)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_ready_scenario_is_described_and_has_no_controls_of_another(client):
    page = client.get("/scenario/west-2023").text
    assert "19.9 % of it left at given prices" in page  # the share in the file is .199
    assert 'id="bench"' not in page
    assert 'id="bench"' in client.get("/scenario").text


def test_the_start_page_shows_the_first_case_once_it_is_known(tmp_path):
    import runpy
    from dataclasses import replace
    from pathlib import Path

    from realpolitik.briefs.judging.judge import Judgement
    from realpolitik.findings import Window

    made = runpy.run_path(str(Path(__file__).parents[1] / "briefs" / "examples.py"))
    first = Judgement(
        id="bottom-line",
        says="So it is.",
        confidence="high",
        why=(),
        question="trade",
        evidence=(),
        as_of="2025",
    )
    with TestClient(create(Settings(folder=tmp_path)), base_url="http://localhost") as own:
        assert "So it is." not in own.get("/").text
        own.app.state.answers._briefs.put(
            ("CHN", "RUS", Window(), None), replace(made["brief"](), judgements=(first,))
        )
        page = own.get("/").text
        assert page.index("So it is.") < page.index("<form")
        assert "high, 2025" in page
        assert 'class="chart glance"' in page


def test_the_page_of_every_measure_offers_its_options(client):
    from realpolitik.measures import measures

    for name, one in measures().items():
        answer = client.get(f"/methods/{name}")
        assert answer.status_code == 200, name
        for key, option in one.options.items():
            field = re.search(rf'<(select|input) id="option-{key}"[^>]*>', answer.text)
            assert (field is None) == (option.kind == "file"), f"{name} {key}"
            if field and option.choices():
                assert field.group(1) == "select", f"{name} {key}"
                assert all(f'<option value="{value}"' in answer.text for value in option.choices()), (
                    f"{name} {key}"
                )


def test_the_schema_of_the_api_lists_the_values_of_options(client):
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    assert schemas["options.votes.kappa"]["properties"]["universe"]["enum"] == [
        "recorded",
        "divided",
        "important",
    ]
    assert schemas["options.discount.price"]["properties"]["lag"]["maximum"] == 2
    assert "file" not in schemas.get("options.endgame.plans", {}).get("properties", {})


FRONTIER = "sectors=oil-gas-mining"


@pytest.mark.slow
def test_a_frontier_is_solved_once_and_every_point_is_a_scenario(client, tmp_path):
    from realpolitik.scenarios import load

    body = client.get(f"/optimum/points.json?{FRONTIER}").json()
    levels = [point["willingness"] for point in body["points"]]
    assert levels == sorted(levels)
    losses, costs = ([point[key] for point in body["points"]] for key in ("loss", "cost"))
    assert losses == sorted(losses)
    assert costs == sorted(costs)
    assert losses[-1] > 1e9
    page = html.unescape(client.get(f"/optimum?{FRONTIER}&at=2&solve=yes").text).replace("\u00a0", " ")
    assert "oil, gas and mining" in page
    assert next(point for point in body["points"] if point["willingness"] == 2)["says"] in page
    told = client.get(f"/optimum/scenario.yaml?{FRONTIER}&at=2")
    path = tmp_path / "point.yaml"
    path.write_text(told.text, encoding="utf-8")
    assert load(path).id == "optimum-rus-2"
    plain, ringed = (client.get(f"/optimum/chart.json?{FRONTIER}&at={at}&bare=1").text for at in (0.1, 20))
    assert plain != ringed


def test_a_frontier_of_a_folder_of_this_machine_is_refused(client):
    assert client.get("/optimum?world=/etc").status_code == 404
    assert client.get("/optimum?bound=9").status_code == 422


def test_the_page_of_the_frontier_offers_its_controls(client):
    page = client.get("/optimum").text
    assert 'data-points="/optimum/points.json"' in page
    assert "also tax what they sell" in page
