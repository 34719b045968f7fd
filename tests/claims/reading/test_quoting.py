"""What a newsroom copies: one sentence a verdict, with figure, source and date; and whether a contradiction was known when the text appeared."""

from __future__ import annotations

import json

import pytest

from realpolitik.briefs.annotated import document, page
from realpolitik.claims.reading import check, make_article

TEXT = (
    "Trade between China and Russia reached $240 billion in 2023. China exported $159 billion of goods to Russia in 2023. "
    "China's trade with Russia rose 40.6% in the first half of 2023."
)


@pytest.fixture(scope="module")
def report():
    return check(make_article(TEXT, published="2024-04-20"))


def test_figure_source_and_date_stand_in_one_sentence(report):
    first, second = (one.to_quote[0] for one in report.checked[:2])
    assert first.startswith("Trade of China and Russia: $240.1 bn")
    assert first.endswith("12 January 2024).")
    assert "Chinese customs" in first
    assert "$159" not in second
    assert "$111.0 bn" in second


def test_the_same_sentence_stands_in_record_page_and_markdown(report):
    sentence = report.checked[0].to_quote[0]
    assert sentence in json.dumps(report.record(), ensure_ascii=False)
    assert "Korrespondent.net, 12 January 2024" in page(report)
    assert "To quote: Trade of China and Russia" in document(report)


def test_what_was_wrong_at_its_date_is_told_from_what_was_printed_later(report):
    wrong = report.checked[1]
    assert wrong.status == "contradicted"
    assert (
        wrong.dated(report.article.published)
        == "wrong at its date: the figure was published on 12 January 2024"
    )
    early = check(
        make_article("China exported $159 billion of goods to Russia in 2023.", published="2024-01-05")
    )
    assert "published later, on 12 January 2024" in early.checked[0].dated(early.article.published)
    assert report.checked[0].dated(report.article.published) == ""


def test_nothing_is_quoted_where_nothing_was_judged():
    left = check(make_article("Trade between Fiji and Norway fell in 1903.", published="2024-04-20"))
    assert all(one.to_quote == () for one in left.checked)
