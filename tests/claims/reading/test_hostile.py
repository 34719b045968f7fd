"""Input that means harm, or is only broken: bounded, never a crash, nothing fetched or run."""

from __future__ import annotations

import socket

import pytest

from realpolitik.claims.reading import check, make_article
from realpolitik.claims.reading.text.article import MOST_LETTERS
from realpolitik.claims.reading.text.decode import LARGEST, MOST_SIGNS, decode
from realpolitik.claims.reading.text.pages import read_page
from realpolitik.errors import FileFormatError, OptionError

SENTENCE = "Trade between China and Russia reached $240 billion in 2023. "


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def statements(content: bytes | str) -> list[tuple[str, ...]]:
    """What `check` finds, in short."""
    report = check(make_article(content, published="2024-04-20"))
    return [(one.statement.kind, one.statement.relation, one.status) for one in report.checked]


def test_fifty_megabytes_are_cut_and_said_to_be():
    article = make_article((SENTENCE * (50_000_000 // len(SENTENCE))).encode(), published="2024-04-20")
    assert sum(map(len, article.paragraphs)) <= MOST_LETTERS
    assert any(f"{MOST_SIGNS:,}" in note for note in article.notes)
    assert any(f"{MOST_LETTERS:,}" in note for note in article.notes)


def test_more_statements_than_are_judged_are_said_to_be_left_out(monkeypatch):
    import sys

    monkeypatch.setattr(sys.modules["realpolitik.claims.reading.check"], "MOST_STATEMENTS", 3)
    report = check(make_article(SENTENCE * 5, published="2024-04-20"))
    assert len(report.checked) == 3
    assert "only the first 3 of 5 statements were judged" in report.article.notes


def test_more_than_can_be_read_is_refused():
    with pytest.raises(FileFormatError, match="too many"):
        decode(bytes(LARGEST + 1))


def test_a_word_of_a_million_letters_is_cut_into_bounded_sentences():
    article = make_article("x" * 1_000_000)
    assert max(len(one.text) for one in article.sentences) <= 1500
    assert check(article).checked == ()


@pytest.mark.parametrize(
    "markup",
    [
        "<a" * 200_000,
        "<!-- >" * 200_000,
        "<!--" * 200_000,
        "<!doctype [" * 200_000,
        "<div>" * 200_000,
        "<" * 400_000,
        "<script>" * 100_000,
        "&amp;" * 200_000,
        "<p " + "x='" * 200_000,
        "</p>" * 200_000,
    ],
)
def test_markup_that_costs_the_square_of_its_length_elsewhere(markup):
    """Run as one second each on a slow machine; with a quadratic parser, minutes."""
    assert isinstance(read_page(f"<html><body><p>A word.</p>{markup}").paragraphs, list)


def test_a_bomb_of_entities_is_not_unfolded():
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE html [<!ENTITY l0 "lol">{lines}]><html><body><p>{SENTENCE} &l11;</p></body></html>'
    article = make_article(bomb)
    assert sum(map(len, article.paragraphs)) < 200
    assert "lol" not in " ".join(article.paragraphs)


def test_scripts_styles_and_hidden_parts_say_nothing():
    hidden = (
        f"<script>{SENTENCE}</script><style>{SENTENCE}</style><template>{SENTENCE}</template><p hidden>{SENTENCE}</p>"
        f"<div aria-hidden=true>{SENTENCE}</div><noscript>{SENTENCE}</noscript><!-- {SENTENCE} -->"
    )
    assert statements(f"<html><body>{hidden}<p>It rained.</p></body></html>") == []


def test_markup_in_a_text_is_text():
    report = check(make_article(f'{SENTENCE}\n\n<img src=x onerror="alert(1)"> & <script>alert(2)</script>'))
    from realpolitik.briefs.annotated import render

    page = render(report)
    assert "<script" not in page
    assert "<img" not in page
    assert "onerror=" not in page.replace("&#34;", '"') or "&lt;img" in page


def test_encodings():
    text = "Brasília’s trade with China stood at $157 billion in 2023."
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"):
        found = decode(text.encode(encoding))
        assert found.text == text, encoding
    broken = decode("Trade — of Türkiye — rose. ".encode() * 50 + b"\xff\xfe bad")
    assert "Türkiye" in broken.text
    assert "could not be decoded" in broken.notes[0]


def test_a_page_says_its_encoding():
    page = '<html><head><meta charset="koi8-r"></head><body><p>Торговля</p></body></html>'.encode("koi8-r")
    assert "Торговля" in make_article(page).paragraphs


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n" + bytes(5000), bytes(10_000)])
def test_what_is_no_text_is_refused(raw):
    with pytest.raises(FileFormatError, match="not a text"):
        decode(raw)


def test_direction_marks_do_not_hide_or_reorder():
    marked = "Trade between \u202eChina\u202c and Rus\u200bsia reached \u200f$240\u2066 billion in 2023."
    report = check(make_article(marked, published="2024-04-20"))
    assert [one.status for one in report.checked] == ["supported"]
    assert any("direction" in note for note in report.article.notes)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "La Chine et la Russie ont échangé pour 240 milliards de dollars de biens en 2023, plus que dans les années passées.",
            "French",
        ),
        (
            "Der Handel zwischen China und Russland ist im Jahr 2023 auf den Rekord von 240 Milliarden Dollar gestiegen.",
            "German",
        ),
        (
            "Товарооборот между Китаем и Россией достиг в 2023 году 240 миллиардов долларов.",
            "Russian or another language in Cyrillic",
        ),
        ("2023年,中国与俄罗斯的贸易额达到2400亿美元。", "Chinese or Japanese"),
    ],
)
def test_another_language_is_named_and_nothing_is_made_up(text, language):
    report = check(make_article(text))
    assert report.checked == ()
    assert f"The text is in {language}" in report.summary


@pytest.mark.parametrize("text", ["", " \n\n ", "It rained.", "!!! ??? ...", "\u200f\u202e"])
def test_no_statement_is_no_error(text):
    report = check(make_article(text))
    assert report.checked == ()
    assert report.summary == "No statement about states was found."


def test_a_pdf_without_its_reader_says_what_to_do():
    with pytest.raises(FileFormatError, match="pdftotext"):
        decode(b"%PDF-1.7 ...")


def test_a_date_that_is_none_is_refused():
    with pytest.raises(OptionError, match="write 2024-04-20"):
        make_article(SENTENCE, published="last spring")


@pytest.mark.parametrize("year", ["0000", "9999", "99999999999999999999"])
def test_absurd_numbers_are_no_crash(year):
    statements(
        f"Trade between China and Russia reached ${'9' * 300} billion in {year}, up 1e999 percent from {year}-13-45."
    )
    statements(f"China and Russia met for the {'9' * 50}th time, {year} years earlier.")


def test_sentences_that_repeat_what_rules_look_for():
    words = (
        "trade between china and russia rose from $1 billion in 2021 to $2 billion in 2022, more than ever, "
    )
    for text in (
        "China sold " * 400,
        words.title() * 40,
        "the two countries " * 200 + "met.",
        "$1 billion in 2023 " * 300,
    ):
        statements(text + ".")
