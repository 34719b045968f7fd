"""The page: whole, self-contained, escaped; Markdown and JSON say the same."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import runpy
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest

from realpolitik.briefs import markdown, tables
from realpolitik.briefs.html import page, pictured, safe_link
from realpolitik.briefs.render import render, write
from realpolitik.errors import OptionError

examples = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("examples.py"))))


class Seen(HTMLParser):
    """Tags with their attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def html() -> str:
    return page(examples.brief())


@pytest.fixture(scope="module")
def seen(html) -> Seen:
    return Seen(html)


def test_nothing_but_links_leads_to_another_host(seen):
    for tag, attributes in seen.tags:
        for name in ("src", "href", "xlink:href", "data", "action", "poster", "srcset"):
            address = attributes.get(name, "")
            assert tag == "a" or not address.startswith(("http:", "https:", "//")), (tag, name, address)


def test_nothing_runs_and_nothing_is_fetched(seen, html):
    tags = {tag for tag, _ in seen.tags}
    assert not tags & {"script", "iframe", "object", "embed", "link", "img", "form"}
    assert not any(name.startswith("on") for _, attributes in seen.tags for name in attributes)
    assert "default-src 'none'" in html
    assert "@import" not in html
    assert "url(http" not in html


def test_hostile_text_is_shown_as_text(seen, html):
    assert examples.HOSTILE in "".join(seen.words)
    assert "<script" not in html
    assert "onerror=alert(1)>" not in html


def test_hostile_addresses_are_no_links():
    assert safe_link("javascript:alert(1)") == ""
    assert safe_link("data:text/html,<script>") == ""
    assert safe_link("//example.org") == ""
    assert safe_link("http://[broken") == ""
    assert safe_link(" https://example.org/a?b=c ") == "https://example.org/a?b=c"


def test_identifiers_are_unique(html):
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_every_finding_has_its_title_both_pictures_and_its_table(seen, html):
    findings = examples.brief().findings
    words = " ".join("".join(seen.words).split())
    assert all(" ".join(finding.says.split()) in words for finding in findings)
    drawn = [finding for finding in findings if pictured(finding)]
    assert len(findings) - len(drawn) == 1  # a figure alone is said by its title
    assert html.count('<div class="narrow"><svg') == len(drawn)
    # Five leads at both widths; of one, one, three and one others the odd one out is wide as well.
    assert html.count('<div class="wide"><svg') == 9 - 1  # the figure alone would have been wide
    assert html.count('class="finding half"') == len(findings) - 9


def test_the_csv_on_the_page_holds_the_rows_as_numbers(seen):
    links = [a for tag, a in seen.tags if tag == "a" and a.get("download")]
    assert len(links) == len(examples.brief().findings)
    head, _, body = links[0]["href"].partition("base64,")
    assert head == "data:text/csv;charset=utf-8;"
    rows = list(csv.DictReader(io.StringIO(base64.b64decode(body).decode())))
    assert [row["period"] for row in rows] == [str(year) for year in range(2010, 2026)]
    assert float(rows[11]["value"]) == 146.9e9
    assert rows[0]["source"] == "customs fund"


def test_a_spreadsheet_reads_no_formula():
    finding = SimpleNamespace(rows=({"period": "=2+2", "value": -1.0},))
    assert tables.csv_text(finding) == "period,value\n'=2+2,-1.0\n"


def test_verdicts_say_what_would_overturn_them(seen):
    words = " ".join("".join(seen.words).split())
    assert "a revision of 0.2 billion downward" in words
    assert "1 statement not measurable yet" in words
    assert "needs votes.identical_share" in words


def test_sources_are_listed_with_address_and_licence(seen):
    addresses = [a.get("href") for tag, a in seen.tags if tag == "a"]
    assert "https://example.org/customs" in addresses
    assert "Licence: terms of the IMF" in "".join(seen.words)


def test_a_pair_without_figures_says_what_is_missing():
    words = " ".join("".join(Seen(page(examples.empty())).words).split())
    assert "No figures on Brazil and South Africa are embedded for these years." in words
    assert words.count("The central bank's bulletin would supply it.") == len(examples.empty().sections)


def test_markdown_has_the_same_sentences_and_runs_nothing():
    text = render(examples.brief(), "markdown")
    assert all(markdown.escape(finding.says) in text for finding in examples.brief().findings)
    assert "<script" not in re.sub(r"\\<", "", text)
    assert "Missing: settlement.share CHN RUS" in text.replace("\\_", "_")


def test_json_is_the_record():
    text = render(examples.brief(), "json")
    assert json.loads(text) == json.loads(json.dumps(examples.brief().record(), default=str))
    assert json.loads(text)["tally"] == {"supported": 1, "contradicted": 1, "not measurable yet": 1}


@pytest.mark.parametrize("name", ["brief.html", "brief.md", "brief.json"])
def test_files_are_written_whole(tmp_path, name):
    path = write(examples.empty(), tmp_path / name)
    assert path.read_text(encoding="utf-8") == render(
        examples.empty(), {"html": "html", "md": "markdown", "json": "json"}[path.suffix[1:]]
    )
    assert [item.name for item in tmp_path.iterdir()] == [name]


def test_other_endings_are_refused(tmp_path):
    with pytest.raises(OptionError, match=r"written as \.html, \.md, \.json or \.pdf"):
        write(examples.empty(), tmp_path / "brief.docx")
    with pytest.raises(OptionError, match="html, markdown or json"):
        render(examples.empty(), "docx")
