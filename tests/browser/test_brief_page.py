"""The page in a browser, on a desk and on a telephone: nothing overlaps, is cut, fetched or run."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from realpolitik.briefs.render import write

pytestmark = pytest.mark.browser
CHROMIUM = Path("/usr/bin/chromium")
SCREENSHOTS = Path(__file__).parent / "screenshots"
examples = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "briefs" / "examples.py")))

# Letters of a chart stand in a box of their typeface's own height (Liberation Sans 1.15, Noto Sans 1.36 times the type
# size); what is drawn is as high in either. Boxes are cut to the height that charts are laid out for.
BOX = """node => {
  const box = node.getBoundingClientRect();
  if (!node.ownerSVGElement) return box;
  const spare = Math.max(0, box.height - 1.15 * parseFloat(getComputedStyle(node).fontSize)) / 2;
  return new DOMRect(box.x, box.y + spare, box.width, box.height - 2 * spare);
}"""
# Pairs of texts whose boxes share more than two pixels each way; two allow for the slack of letter boxes.
OVERLAPS = """() => {
  const boxOf = BOX;
  const shown = node => node.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const texts = 'h1,h2,h3,p,li,td,.meta,.badge,summary,.action,.chart svg text';
  const boxes = [...document.querySelectorAll(texts)]
    .filter(node => shown(node) && node.textContent.trim())
    .map(node => ({node, text: node.textContent.trim().slice(0, 60), box: boxOf(node)}))
    .filter(item => item.box.width > 0 && item.box.height > 0);
  const found = [];
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const a = boxes[i], b = boxes[j];
    if (a.node.contains(b.node) || b.node.contains(a.node)) continue;
    const x = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
    const y = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
    const slack = a.node.ownerSVGElement && b.node.ownerSVGElement ? 3.5 : 2;
    if (x > 2 && y > slack) found.push(`${a.text} | ${b.text}`);
  }
  return found;
}""".replace("BOX", BOX)
CUT = """() => [...document.querySelectorAll('.chart svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  if (!frame.width) return [];
  return [...svg.querySelectorAll('text')].filter(t => t.textContent.trim()).filter(t => {
    const box = (BOX)(t);
    return box.left < frame.left - 1 || box.right > frame.right + 1
      || box.top < frame.top - 2 || box.bottom > frame.bottom + 2;
  }).map(t => t.textContent);
})""".replace("BOX", BOX)


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not at /usr/bin/chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {"full": examples.brief(), "empty": examples.empty(), "real": real()}
    return {name: write(brief, folder / f"{name}.html") for name, brief in made.items()}


def real():
    """The brief of China and Russia from the embedded tables."""
    from realpolitik.briefs import build

    return build("CHN", "RUS")


@pytest.mark.parametrize("name", ["full", "empty", "real"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_holds_at_this_width(browser, pages, name, scheme, width):
    page = browser.new_page(viewport={"width": width, "height": 860}, color_scheme=scheme)
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(pages[name].as_uri())
    SCREENSHOTS.mkdir(exist_ok=True)
    # the real page is some 40,000 pixels tall: more than Chromium draws in one piece without a graphics card
    page.screenshot(path=SCREENSHOTS / f"{name}-{width}-{scheme}.png", full_page=name != "real")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert said == []
    assert asked == [pages[name].as_uri()]
    assert page.evaluate(OVERLAPS) == []
    assert page.evaluate(CUT) == []
    page.close()


def test_with_everything_opened_the_page_holds_too(browser, pages):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(pages["full"].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    page.close()


def test_only_the_chart_for_the_width_is_shown(browser, pages):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(pages["full"].as_uri())
    assert page.locator(".chart .wide").first.is_hidden()
    assert page.locator(".chart .narrow").first.is_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.locator(".chart .wide").first.is_visible()
    assert page.locator(".chart .narrow").first.is_hidden()
    page.close()


def test_a_table_can_be_taken_from_the_page(browser, pages):
    page = browser.new_page()
    page.goto(pages["full"].as_uri())
    with page.expect_download() as taken:
        page.locator("a.action").first.click()
    assert taken.value.suggested_filename == "trade-turnover-chn-rus.csv"
    assert Path(taken.value.path()).read_text().startswith("period,value,low,high,source\n2010,")
    page.close()


def test_hostile_text_does_not_run(browser, pages):
    page = browser.new_page()
    page.goto(pages["full"].as_uri())
    assert page.title() == "China and Russia – a brief"
    page.close()


def test_dark_paper_exchanges_the_colours_of_charts(browser, pages):
    page = browser.new_page(color_scheme="dark")
    page.goto(pages["full"].as_uri())
    mark = page.locator(".chart .wide svg [stroke='#0072b2']").first
    assert mark.evaluate("node => getComputedStyle(node).stroke") == "rgb(75, 163, 224)"  # #4ba3e0
    page.close()


def test_the_glance_figure_is_on_the_first_screen_and_before_the_contents_of_a_telephone(browser, pages):
    for width, height, screens in ((1280, 1000, 1), (390, 844, 2)):
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(pages["real"].as_uri())
        box = page.locator(".glance").bounding_box()
        assert box["y"] + box["height"] <= screens * height
        cells = [page.locator(".glance svg").nth(n).bounding_box() for n in range(4)]
        assert all(cell["x"] >= 0 and cell["x"] + cell["width"] <= width for cell in cells)
        assert len({round(cell["y"]) for cell in cells}) == (1 if width == 1280 else 2)
        if width == 390:
            assert box["y"] < page.locator(".contents").bounding_box()["y"]
        page.close()


def test_on_paper_pages_are_filled(browser, pages, tmp_path):
    """The page of China and Russia took 93 pages of A4, many of them two thirds empty."""
    pypdf = pytest.importorskip("pypdf")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(pages["real"].as_uri())
    page.pdf(path=tmp_path / "page.pdf", format="A4", prefer_css_page_size=True)
    page.close()
    sheets = pypdf.PdfReader(tmp_path / "page.pdf").pages
    assert len(sheets) <= 45
    hollow = [n for n, sheet in enumerate(sheets[:-1]) if _filled(sheet) < 1 / 3]
    assert len(hollow) <= 2, hollow


def _filled(sheet) -> float:
    """How far down a sheet its words reach, as a part of its height."""
    high = float(sheet.mediabox.height)
    reach: list[float] = []

    def visit(text, cm, tm, font, size):
        if text.strip():
            reach.append(high - (tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

    sheet.extract_text(visitor_text=visit)
    return max(reach, default=0.0) / high


def test_axe_finds_nothing_serious(browser, pages):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    for width, scheme in ((390, "dark"), (1280, "light")):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.goto(pages["full"].as_uri())
        found = axe.Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
        page.close()
