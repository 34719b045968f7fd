"""The web application in a browser: what a person does there, at three widths, by light and dark, by keyboard, on paper."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("fastapi", reason="the extra `web` is not installed")
pytestmark = pytest.mark.browser
CHROMIUM = Path("/usr/bin/chromium")
LONG = ("pair", "api", "compare", "sources", "methods", "claims")
SERIOUS = ("serious", "critical")
SCREENSHOTS = Path(__file__).parent / "screenshots" / "web"
PAGES = {
    "start": "/",
    "pair": "/pair/CHN/RUS",
    "section": "/pair/CHN/RUS/who-depends-on-whom",
    "empty": "/pair/TUV/BTN",
    "finding": "/finding/trade.turnover/CHN-RUS?from=2013",
    "compare": "/compare/CHN-RUS/CHN-USA",
    "compare-form": "/compare",
    "map": "/map/imports/CHN",
    "leaning": "/map/leaning/CHN",
    "scenario": "/scenario",
    "optimum": "/optimum?sectors=oil-gas-mining",
    "claims": "/claims",
    "check": "/check",
    "library": "/library",
    "new": "/library/new?a=TUV&b=BTN",
    "sources": "/sources",
    "methods": "/methods",
    "method": "/methods/votes.change",
    "api": "/api",
    "unknown": "/pair/CHN/Atlantis",
}


@contextlib.contextmanager
def serving(folder: Path, log: Path, *, port: int = 0):
    """`realpolitik serve` on a port, or any that is free; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = port or probe.getsockname()[1]
    command = [sys.executable, "-c", "from realpolitik.cli import main; main()", "serve", "--rate", "0"]
    with log.open("wb") as sink:
        process = subprocess.Popen([*command, "--port", str(port), "--data", str(folder)], stderr=sink)
    try:
        until = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5).close()
                break
            except OSError:
                assert time.monotonic() < until, log.read_text()
                assert process.poll() is None, log.read_text()
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(40)


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    with serving(folder / "data", folder / "log") as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not at /usr/bin/chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()


@pytest.fixture
def opened(chromium):
    """Opens pages; at the end none may have complained, or asked another host."""
    contexts, said, asked = [], [], []

    def make(**options):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: said.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        return page

    yield make
    for context in contexts:
        context.close()
    # the browser's own note of a page that says what is unknown, or of a link that was used
    expected = ("404 (Not Found)", "410 (Gone)")
    assert [one for one in said if not any(words in one for words in expected)] == []
    assert {urlsplit(one).hostname for one in asked if not one.startswith(("data:", "blob:"))} <= {
        "127.0.0.1"
    }


def fetched(base: str, path: str):
    with urllib.request.urlopen(base + path, timeout=60) as answer:
        return answer.read()


def test_a_pair_is_picked_by_alias_read_and_taken_away(base, opened):
    page = opened(accept_downloads=True)
    page.goto(base)
    page.get_by_label("One state").press_sequentially("prc", delay=10)
    page.get_by_role("option", name="China CHN").click()
    page.get_by_label("Another").press_sequentially("росс", delay=10)
    page.get_by_role("option", name="Russia RUS").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.get_by_label("Another").input_value() == "Russia"
    page.get_by_role("button", name="Show the brief").click()
    page.wait_for_url("**/pair/CHN/RUS")
    verdicts = page.locator(".verdicts .badge").all_inner_texts()
    assert {"supported", "contradicted"} <= set(verdicts)
    article = page.locator("article.finding").first
    with page.expect_download() as taken:
        article.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(taken.value.path()).read_text())))
    found = json.loads(fetched(base, "/api/v1/findings/trade.turnover/CHN-RUS?from=2013"))
    assert [row["period"] for row in rows] == [row["period"] for row in found["rows"]]
    assert [float(row["value"]) for row in rows] == [row["value"] for row in found["rows"]]


def test_a_slider_changes_the_chart_and_the_address_can_be_shared(base, opened):
    page = opened()
    page.goto(f"{base}/scenario")
    before = page.locator("#live-says").inner_text()
    page.locator("#size").fill("60")
    page.locator("#outcome[data-drawn]").wait_for()
    assert page.locator("#live-chart .vega canvas").is_visible()
    assert page.locator("#live-chart picture").is_hidden()
    after = page.locator("#live-says").inner_text()
    assert after != before
    assert page.url.endswith("/scenario?size=60")
    first = page.locator("#live-chart canvas").evaluate("one => one.toDataURL()")
    page.locator("#size").fill("5")
    page.locator("#outcome[data-drawn='2']").wait_for()
    assert page.locator("#live-chart canvas").evaluate("one => one.toDataURL()") != first
    other = opened()
    other.goto(page.url)
    says = [one.locator("#live-says").inner_text().replace("\xa0", " ") for one in (page, other)]
    assert says[0] == says[1]
    assert other.locator("#size").input_value() == "5"


def test_a_slider_that_moves_on_asks_once_more_when_it_is_answered(base, opened):
    page, asked = opened(), []

    def slowly(route):
        asked.append(parse_qs(urlsplit(route.request.url).query)["size"][0])
        if len(asked) == 1:  # the slider moves on while the server solves
            for size in ("50", "40", "30"):
                page.locator("#size").fill(size)
                page.wait_for_timeout(150)
        route.continue_()

    page.route("**/live.json*", slowly)
    page.goto(f"{base}/scenario")
    page.locator("#size").fill("60")
    page.locator("#outcome[data-drawn='2']").wait_for()
    assert asked == ["60", "30"]
    assert page.url.endswith("/scenario?size=30")
    page.locator("#outcome:not(.busy)").wait_for()


def test_a_control_that_makes_no_sense_is_answered_with_a_sentence(base, opened):
    page = opened()
    page.goto(f"{base}/scenario")
    page.locator("#coalition").fill("Atlantis")
    page.locator("#live-error").wait_for()
    assert "Atlantis" in page.locator("#live-error").inner_text()


def test_random_assumptions_are_drawn_with_progress(base, opened):
    page = opened()
    page.goto(f"{base}/scenario/west-2023")
    page.get_by_role("button", name="Draw 200").click()
    page.get_by_text("of 200").wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("cancelled").wait_for()


def test_a_page_whose_server_was_started_again_says_that_the_draws_are_gone(chromium, tmp_path):
    page = chromium.new_page()
    with serving(tmp_path / "data", tmp_path / "log") as first:
        page.goto(f"{first}/scenario/west-2023")
        page.locator("#draws-start").click()
        page.get_by_text(re.compile(r"^[1-9]\d* of 200$")).wait_for(timeout=60_000)
    page.get_by_text("The server does not answer: trying again.").wait_for(timeout=60_000)
    with serving(tmp_path / "data", tmp_path / "log", port=urlsplit(first).port):
        page.get_by_text("begin it again, with the same seed it gives the same.").wait_for(timeout=60_000)
        assert page.locator("#draws-start").is_enabled()
        assert not page.locator("#draws-bar").is_visible()
    page.close()


def test_a_chart_answers_when_pointed_at(base, opened):
    page = opened()
    page.goto(f"{base}{PAGES['finding']}")
    page.get_by_role("button", name="Point at the figures").click()
    page.locator(".vega canvas").wait_for()
    assert page.locator(".vega").get_attribute("aria-label").startswith("Line chart")


def test_pages_work_without_script(base, opened):
    page = opened(java_script_enabled=False)
    page.goto(base)
    page.get_by_label("One state").fill("中国")
    page.get_by_label("Another").fill("Deutschland")
    page.get_by_role("button", name="Show the brief").click()
    assert urlsplit(page.url).path == "/pair/CHN/DEU"
    page.goto(f"{base}/scenario")
    page.get_by_label("What is done").select_option("embargo")
    page.get_by_role("button", name="Play").click()
    assert "kind=embargo" in page.url
    assert page.locator("#live-chart img").is_visible()


def test_a_keyboard_is_enough(base, opened):
    page = opened()
    page.goto(base)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "a":
            break
    page.keyboard.type("chi")
    page.get_by_role("option").first.wait_for()
    while (
        page.locator("#a").get_attribute("aria-activedescendant") is None
        or "China"
        not in page.locator(
            f"[id='{page.locator('#a').get_attribute('aria-activedescendant')}']"
        ).inner_text()
    ):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("RUS")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pair/CHN/RUS")
    stops = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        stops.add(page.evaluate("(document.activeElement.textContent || '').trim().slice(0, 40)"))
    assert {"Summary", "Dependence", "Sources"} <= stops
    summary = page.locator("summary", has_text="How this is computed").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() == 1


def test_a_member_signs_in_by_a_link_and_a_stranger_is_refused(tmp_path, opened):
    def operate(*words: str) -> str:
        code = "from realpolitik.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code, "library", *words, "--data", str(tmp_path / "data")],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    link = urlsplit(operate("invite", "ada@example.org", "--role", "editor").splitlines()[-1]).path
    with serving(tmp_path / "data", tmp_path / "log") as base:
        stranger, page = opened(), opened()
        stranger.goto(f"{base}/library/new?a=TUV&b=BTN")
        assert urlsplit(stranger.url).path == "/sign-in"
        page.goto(base + link)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/library")
        page.goto(f"{base}/pair/TUV/BTN")
        page.get_by_role("link", name="Save to the library").click()
        page.get_by_label("The question").fill("What are two small states to one another?")
        page.get_by_label("Your text, for members").fill("Nothing on record.")
        page.get_by_role("button", name="Save as a draft").click()
        page.get_by_role("link", name="Change", exact=True).click()
        page.get_by_label("Seen by").select_option("published")
        page.get_by_role("button", name="Save").click()
        page.get_by_text("Nothing on record.").wait_for()
        stranger.goto(page.url)
        assert stranger.locator("h1").inner_text() == "What are two small states to one another?"
        assert stranger.get_by_text("Nothing on record.").count() == 0
        stranger.goto(base + link)
        assert "does not work" in stranger.locator("h1").inner_text()
        page.goto(f"{base}/account")
        page.screenshot(path=_picture("account-1280-light"))
        page.get_by_role("button", name="Sign out").click()
        page.goto(f"{base}/account")
        assert urlsplit(page.url).path == "/sign-in"
    assert "ada@example.org" in operate("log")


def test_a_slider_moves_along_a_frontier_that_is_solved_once(base, opened):
    page = opened()
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(f"{base}/optimum?sectors=oil-gas-mining")
    page.locator("#outcome[data-drawn]").wait_for(timeout=180_000)  # some three hundred solves
    slider = page.get_by_label("What a dollar of the target's loss is worth")
    before = page.locator("#live-point").inner_text()
    slider.focus()
    page.keyboard.press("End")
    page.locator("#outcome[data-drawn='2']").wait_for()
    assert page.locator("#live-point").inner_text() != before
    assert page.url.endswith("at=20")
    assert asked.count("/optimum/points.json") == 1
    assert "at=20" in (page.locator("a[data-file='scenario.yaml']").get_attribute("href") or "")


def test_an_article_is_checked(base, opened):
    from axe_playwright_python.sync_playwright import Axe

    for width, scheme in ((390, "dark"), (1280, "light")):
        page = opened(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.goto(f"{base}/check")
        page.get_by_label("The text", exact=True).fill(
            "China's trade with Russia reached 240 billion dollars in 2023. It will grow for ever."
        )
        page.get_by_role("button", name="Check it").click()
        page.locator("mark.supported").wait_for()
        page.screenshot(path=_picture(f"checked-{width}-{scheme}"), full_page=True)
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
        assert [one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in SERIOUS] == []


def test_a_brief_is_printed(base, opened, tmp_path):
    page = opened()
    page.goto(f"{base}/pair/CHN/RUS/who-depends-on-whom")
    page.evaluate("Promise.all([...document.images].map(one => one.decode()))")
    printed = page.pdf(format="A4", path=str(tmp_path / "brief.pdf"))
    assert printed.startswith(b"%PDF-")
    assert len(printed) > 20_000
    page.emulate_media(media="print")
    for hidden in (".bar", ".contents", ".actions"):
        assert page.locator(hidden).first.is_hidden()
    assert page.locator(".chart img").first.is_visible()


def _picture(name: str) -> Path:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    return SCREENSHOTS / f"{name}.png"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_at_every_width_and_is_open_to_all_readers(base, opened, name):
    from axe_playwright_python.sync_playwright import Axe

    for width, scheme, audited in ((390, "dark", True), (1280, "light", True), (1600, "dark", False)):
        page = opened(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.goto(base + PAGES[name])
        page.wait_for_load_state("load" if name in LONG else "networkidle")
        # a long page is taller than Chromium draws in one piece, or soon, without a graphics card
        whole = name not in LONG and width < 1600
        page.screenshot(path=_picture(f"{name}-{width}-{scheme}"), full_page=whole)
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), width
        pictures = page.evaluate(
            "[...document.images].filter(one => one.complete && one.loading !== 'lazy' || one.naturalWidth)"
            ".map(one => [one.naturalWidth, one.alt.length])"
        )
        assert all(size and alt > 20 for size, alt in pictures)
        if audited:
            found = Axe().run(page).response["violations"]
            serious = [
                (one["id"], [node["html"][:160] for node in one["nodes"][:3]])
                for one in found
                if one["impact"] in SERIOUS
            ]
            assert serious == []
        page.context.close()
