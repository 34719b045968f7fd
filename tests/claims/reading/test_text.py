"""The parts of reading: sentences, turns, quotations, dates, amounts, times, and text out of a PDF."""

from __future__ import annotations

from datetime import date

import pytest

from realpolitik.claims.reading import make_article
from realpolitik.claims.reading.spotting.actors import actors
from realpolitik.claims.reading.spotting.amounts import amounts
from realpolitik.claims.reading.spotting.times import times
from realpolitik.claims.reading.text.paragraphs import keep, paragraphs
from realpolitik.claims.reading.text.sentences import sentences
from realpolitik.errors import FileFormatError

ON = date(2024, 4, 20)


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("The U.S. and the U.K. agreed. Mr. Xi did not.", 2),
        ("It cost $3.5 billion (approx. 2.9 bn euros) in Jan. 2023. Then it fell.", 2),
        ('"It is true." He paused. "Is it?" she asked.', 3),
        ("He said: “No limits.” Then he left.", 2),
        ("J. Smith, Dr. Wang and Gen. Lee met at 5 p.m. in St. Petersburg.", 1),
        ("Trade rose in the U.S. The rest fell.", 2),
        ("Really?! Yes… No.", 3),
        ("No stop at the end", 1),
    ],
)
def test_sentences(text, many):
    found = [text[a:b] for a, b in sentences(text)]
    assert len(found) == many, found
    assert "".join("".join(found).split()) == "".join(text.split())  # nothing is lost


def test_an_interview_is_told_from_a_text_with_colons():
    talk = make_article(
        "Ann Lee: How is trade?\n\nXu Bo: It rose.\n\nIt will go on.\n\nLee: And oil?\n\nBo: That too."
    )
    assert [one.speaker for one in talk.sentences] == ["Ann Lee", "Xu Bo", "Xu Bo", "Ann Lee", "Xu Bo"]
    note = make_article("Note: trade rose.\n\nChina: a great power rises.")
    assert {one.speaker for one in note.sentences} == {"the author"}


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Trade has grown, Wang Yi said in March.", "Wang Yi"),
        ("According to Vladimir Putin, trade has grown.", "Vladimir Putin"),
        ("Putin, who knows, told reporters that trade has grown.", "Putin"),
        ("According to American figures, trade has grown.", "the author"),
        ("Xi and Putin declared that trade has grown.", "the author"),
    ],
)
def test_who_says_it(sentence, speaker):
    assert make_article(sentence).sentences[0].speaker == speaker


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("US$240bn", 240e9, "USD", ""),
        ("more than 240 billion US dollars", 240e9, "USD", "at_least"),
        ("€49 billion", 49e9, "EUR", ""),
        ("some 3.2 trillion roubles", 3.2e12, "RUB", ""),
        ("$15 a barrel", 15, "USD/bbl", ""),
        ("less than 5 per cent", 0.05, "share", "at_most"),
        ("two thirds", 0.666667, "share", ""),
        ("a quarter of a trillion dollars", 250e9, "USD", ""),
        ("billions of dollars", 2e9, "USD", "at_least"),
        ("sevenfold", 6.0, "growth", ""),
        ("the 39th time", 39, "ordinal", ""),
        ("forty meetings", 40, "meetings", ""),
        ("22.7 billion cubic metres", 22.7e9, "m3", ""),
        ("900,000 cars", 900e3, "units", ""),
        ("nine of ten", 0.9, "share", ""),
    ],
)
def test_amounts(text, value, unit, bound):
    (one,) = [found.value for found in amounts(text)]
    assert (one.value, one.unit, one.bound) == (pytest.approx(value, rel=1e-5), unit, bound)


@pytest.mark.parametrize(
    ("text", "how", "start", "end"),
    [
        ("in 2023", "in", "2023", ""),
        ("last year", "in", "2023", ""),
        ("in March", "in", "2024-03", ""),
        ("in October", "in", "2023-10", ""),
        ("on February 4, 2022", "in", "2022-02-04", ""),
        ("18 October 2023", "in", "2023-10-18", ""),
        ("between 2021 and 2023", "span", "2021", "2023"),
        ("since 2018", "since", "2018", ""),
        ("since the invasion of Ukraine", "event", "2022-02-24", ""),
        ("in the late 1950s", "span", "1957", "1959"),
        ("spring 2024", "in", "2024-05", ""),
        ("next year", "future", "2025", ""),
        ("by 2030", "future", "2030", ""),
    ],
)
def test_times(text, how, start, end):
    (one,) = [found.value for found in times(text, ON)]
    assert (one.how, one.start, one.end) == (how, start, end)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Sino-Russian trade", ["CHN", "RUS"]),
        ("The Kremlin, Beijing and the West", ["RUS", "CHN", "WEST"]),
        ("US-led, in US$ and for us", ["USA"]),
        ("Turkey for Thanksgiving, Washington Irving, Moscow, Idaho", []),
        ("the war in Ukraine, the Ukraine war", []),
        ("the U.S.S.R. and Soviet Russia", ["SUN", "SUN"]),
        ("south korea and china", []),  # names have capitals
        ("South Korea's president", ["KOR"]),
    ],
)
def test_actors(text, codes):
    assert [one.value.code for one in actors(text, ON)] == codes


def test_text_out_of_a_pdf_is_whole_again():
    pages = (
        "The Journal\nTrade between Chi-\nna and Russia\nrose to 240 billion\n- 1 -\f" * 2
        + "The Journal\ndollars in 2023.\n3"
    )
    text = " ".join(paragraphs(pages))
    assert "Trade between China and Russia rose" in text
    assert "The Journal" not in text
    assert "- 1 -" not in text


def test_markdown_is_read_without_its_signs():
    found = paragraphs(
        "# Head\n\nIt is **very** [large](https://x.org/a_b), `so`.\n\n- one\n- two\n\n> A quotation."
    )
    assert found == ["Head", "It is very large, so.", "one", "two", "A quotation."]


@pytest.mark.parametrize(
    "text", ["Photo: a ship.", "Subscribe now", "Join to read on", "© 2024 A Paper", "Read more: China"]
)
def test_what_is_no_part_of_an_article(text):
    assert not keep(text)


@pytest.mark.parametrize(
    "text",
    [
        "Photographs of the port show ships.",
        "Share of imports from China rose to 45 percent in 2023.",
        "Print media in Russia were silent.",
        "Related industries in Germany suffered.",
        "Watching the summit, Putin smiled.",
        "Support for sanctions fell.",
    ],
)
def test_what_begins_like_it_and_is_text(text):
    assert keep(text)


def test_a_page_has_its_heading_and_the_date_of_its_linked_data():
    page = (
        "<html><head><title>Trade grows | The Paper</title><script type='application/ld+json'>"
        '{"@type": "NewsArticle", "datePublished": "2023-05-06T10:00:00Z"}</script></head>'
        "<body><h1>Trade <em>grows</em></h1><p>Trade between China and Russia rose last year.</p><h1>More</h1></body></html>"
    )
    article = make_article(page)
    assert article.title == "Trade grows"
    assert (article.published, article.dated) == (date(2023, 5, 6), "stated")
    assert article.paragraphs == ("Trade between China and Russia rose last year.", "More")


def test_a_date_is_found_in_a_line_that_is_left_out():
    article = make_article("Published: 5 March 2023\n\nTrade between China and Russia rose last year.")
    assert (article.published, article.dated) == (date(2023, 3, 5), "found")
    assert len(article.paragraphs) == 1


def minimal_pdf(line: str) -> bytes:
    """A PDF of one page with one line, written by hand."""
    stream = f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def test_a_pdf_is_read_where_pypdf_is(tmp_path):
    pytest.importorskip("pypdf")
    from realpolitik.claims.reading import open_article

    path = tmp_path / "article.pdf"
    path.write_bytes(minimal_pdf("Trade between China and Russia reached $240 billion in 2023."))
    assert (
        open_article(path).sentences[0].text == "Trade between China and Russia reached $240 billion in 2023."
    )
    path.write_bytes(b"%PDF-1.4 broken")
    with pytest.raises(FileFormatError, match="PDF"):
        open_article(path)


@pytest.mark.parametrize(
    "style", ["display:none", "display: none;", "visibility:hidden", "font-size:0", "opacity: 0;"]
)
def test_text_that_a_page_does_not_show_is_left_out(style):
    page = f'<html><body><p>Trade rose.</p><p style="{style}">Trade reached $800 billion.</p><p style="opacity: 0.9">It fell.</p></body></html>'
    assert make_article(page).paragraphs == ("Trade rose.", "It fell.")


@pytest.mark.parametrize("name", ["citation_publication_date", "dcterms.created", "publish_date"])
def test_more_names_of_the_date_of_a_page_are_known(name):
    page = (
        f'<html><head><meta name="{name}" content="2024-05-06"></head><body><p>Trade rose.</p></body></html>'
    )
    assert str(make_article(page).published) == "2024-05-06"
