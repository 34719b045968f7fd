"""What must hold of reading whatever the text: nothing is lost, invented, or breaks."""

from __future__ import annotations

import itertools
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from realpolitik.claims.reading import GrammarReader, claims_yaml, make_article
from realpolitik.claims.reading.check import Report
from realpolitik.claims.reading.meaning.statements import accepted
from realpolitik.claims.reading.text.decode import decode
from realpolitik.claims.reading.text.pages import read_page
from realpolitik.claims.reading.text.sentences import sentences
from realpolitik.errors import FileFormatError

WORDS = st.sampled_from(
    [
        "China",
        "Russia",
        "Beijing",
        "Moscow",
        "the",
        "West",
        "EU",
        "India",
        "Xi",
        "Putin",
        "they",
        "it",
        "there",
        "both",
        "countries",
        "trade",
        "exports",
        "imports",
        "oil",
        "gas",
        "cars",
        "between",
        "and",
        "with",
        "to",
        "from",
        "of",
        "in",
        "since",
        "by",
        "record",
        "rose",
        "fell",
        "doubled",
        "more",
        "than",
        "$240",
        "billion",
        "26",
        "percent",
        "a",
        "third",
        "39th",
        "time",
        "met",
        "not",
        "never",
        "should",
        "will",
        "2021",
        "2023",
        "last",
        "year",
        "two",
        "years",
        "earlier",
        '"no',
        'limits"',
        "sanctions",
        "alliance",
        "share",
        "accounted",
        "for",
        "depends",
        "on",
        ".",
        ";",
        ",",
        "-",
        "?",
        "while",
        "which",
    ]
)
PROSE = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)


@given(st.text(max_size=400))
def test_sentences_lose_nothing_and_do_not_overlap(text):
    spans = list(sentences(text))
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    kept = "".join(text[a:b] for a, b in spans)
    assert "".join(kept.split()) == "".join(text.split())


@given(st.binary(max_size=400))
def test_bytes_are_text_or_are_refused(raw):
    try:
        found = decode(raw)
    except FileFormatError:
        return
    assert "\u202e" not in found.text
    assert "\x00" not in found.text


@given(st.text(alphabet="<>/pdiv sc=ript!-&;'\"ab", max_size=300))
def test_any_markup_is_read_as_far_as_it_goes(text):
    assert all(part.strip() for part in read_page(text).paragraphs)


@settings(max_examples=150)
@given(PROSE)
def test_whatever_is_found_passes_the_schema_and_quotes_its_sentence(text):
    article = make_article(text, published="2024-04-20")
    found = GrammarReader().read(article)
    assert accepted(article, found, reader="grammar") == found
    assert GrammarReader().read(article) == found
    for one in found:
        assert one.kind != "claim" or len(set(one.states)) == len(one.states)


@given(PROSE)
def test_a_question_claims_nothing(text):
    article = make_article(
        text.replace(".", " ").replace(";", " ").replace("?", " ") + "?", published="2024-04-20"
    )
    assert GrammarReader().read(article) == ()


def test_a_report_of_nothing_is_a_file_of_no_claims():
    report = Report(
        article=make_article("It rained.", published=date(2024, 4, 20).isoformat()),
        reader="grammar",
        checked=(),
    )
    assert claims_yaml(report).endswith("claims: []\n")
