"""The annotated article in a browser, on a desk, on a telephone and on paper: nothing overlaps, is cut, fetched or run."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from realpolitik.briefs.annotated import write
from realpolitik.claims.reading import check, make_article, open_article

pytestmark = pytest.mark.browser
brief_page = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("test_brief_page.py"))))
ARTICLES = Path(__file__).parents[1] / "claims" / "reading" / "articles"
SCREENSHOTS = Path(__file__).parent / "screenshots"
TEXTS = "h1,h2,h3,.dek,.text,.item p,.badge,summary,figcaption,.sources li,.chart svg text"
LONG = "Averyverylongwordthatnobodywouldeverbreak" * 6
HOSTILE = (
    f"China and Russia are neighbours. <script>alert(1)</script> {LONG}\n\nTrade between the two countries hit a record US$240 billion "
    'in 2023, up from $146 billion just two years earlier. "><img src=x onerror=alert(1)> China should be ashamed.'
)


@pytest.fixture(scope="module")
def browser():
    if not brief_page.CHROMIUM.exists():
        pytest.skip("Chromium is not at /usr/bin/chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(
            executable_path=str(brief_page.CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("annotated")
    made = {
        "gas": open_article(ARTICLES / "germany-russia-gas.html"),
        "hostile": make_article(HOSTILE, published="2024-04-20"),
        "nothing": make_article("It rained."),
    }
    return {name: write(check(article), folder / f"{name}.html") for name, article in made.items()}


@pytest.mark.parametrize("name", ["gas", "hostile", "nothing"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_holds_with_everything_opened(browser, pages, name, width):
    page = browser.new_page(viewport={"width": width, "height": 860})
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages[name].as_uri())
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"annotated-{name}-{width}.png", full_page=True)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert said == []
    assert asked == [pages[name].as_uri()]
    overlaps = brief_page.OVERLAPS.replace(
        "'h1,h2,h3,p,li,td,.meta,.badge,summary,.action,.chart svg text'", f"'{TEXTS}'"
    )
    # labels of charts are shown smaller here than in their own tests: their letter boxes touch first
    overlaps = overlaps.replace("? 3.5 :", "? 5 :")
    assert TEXTS in overlaps
    assert "? 5 :" in overlaps
    assert page.evaluate(overlaps) == []
    assert page.evaluate(brief_page.CUT) == []
    page.close()


def test_a_chart_opens_on_a_click(browser, pages):
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    page.goto(pages["gas"].as_uri())
    chart = page.locator(".margin .chart svg").first
    assert chart.is_hidden()
    page.locator(".margin summary").first.click()
    assert chart.is_visible()
    page.close()


def test_a_mark_leads_to_its_note_and_back(browser, pages):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(pages["gas"].as_uri())
    page.locator("mark .ref").first.click()
    assert page.url.endswith("#n1")
    assert page.locator("#n1 .badge").first.is_visible()
    page.close()


def test_on_paper_the_verdicts_stand_beside_the_text(browser, pages):
    page = browser.new_page(viewport={"width": 800, "height": 1000})
    page.goto(pages["gas"].as_uri())
    page.emulate_media(media="print")
    assert page.locator(".margin summary").first.is_hidden()
    text = page.locator(".row.marked .text").first.bounding_box()
    note = page.locator(".row.marked .margin").first.bounding_box()
    assert text["x"] + text["width"] <= note["x"]
    page.close()
