"""The report on a text in full: summary, counts, rows, what is outside, the claims as a file; and what a language model's claims are held to."""

from __future__ import annotations

import json

import pytest

from realpolitik.claims.reading import Statement, check, claims_yaml, make_article
from realpolitik.claims.reading.check import MOST_STATEMENTS
from realpolitik.claims.reading.model_reader import ADDRESS, KEY, MODEL, ModelReader, schema, unborne
from realpolitik.claims.reading.readers import reader_of
from realpolitik.errors import OptionError

TEXT = (
    "Trade and votes\n\nTrade between China and Russia reached $240 billion in 2023. China exported $159 billion of goods to Russia in 2023. "
    "Trade between China and Russia came to $235 billion in 2024. Russia will rely on China. I think that Russia is weak. China and Russia are close. "
    "Trade between Fiji and Norway fell in 1903. Trade between the United States and China came to half a trillion dollars in 2021."
)


@pytest.fixture(scope="module")
def report():
    return check(make_article(TEXT, published="2025-06-20"))


def test_the_summary_and_the_counts(report):
    said = "5 claims: 2 supported, 1 contradicted, 1 mixed, 1 not measurable; plus 1 sentence outside, 1 prediction, 1 opinion."
    assert (report.summary, report.says, report.claims, report.label(), report.reader) == (
        said,
        said,
        5,
        "check Trade and votes",
        "grammar",
    )
    assert list(report.tally.items()) == [
        ("supported", 2), ("contradicted", 1), ("mixed", 1), ("not measurable", 1), ("outside", 1), ("prediction", 1), ("opinion", 1),
    ]  # fmt: skip
    assert report.outside == (("China and Russia are close.", "a measure of this"),)
    assert [one.name for one in report.findings] == [
        "trade.turnover",
        "trade.exports",
        "trade.turnover",
        "trade.turnover",
    ]
    assert [(one.status, one.aside, one.nearest) for one in report.checked] == [
        ("supported", "", "trade.turnover"), ("contradicted", "", "trade.exports"), ("supported", "", "trade.turnover"),
        ("prediction", "", "dependence.import_share"), ("opinion", "", ""), ("outside", "a measure of this", ""),
        ("not measurable", "", "trade.turnover"), ("mixed", "", "trade.turnover"),
    ]  # fmt: skip


def test_a_row_a_claim(report):
    assert [(row["verdict"], row["claim"], row["figure"], row["measure"], row["as_of"]) for row in report.rows] == [
        ("supported", "Trade of China and Russia: $240.0 bn, 2023.", "$240.1 bn (231.3 to 240.1) in 2023", "trade.turnover", "2023"),
        ("contradicted", "Exports from China to Russia: $159.0 bn, 2023.", "$111.0 bn (110.0 to 119.8) in 2023", "trade.exports", "2023"),
        ("supported", "Trade of China and Russia: $235.0 bn, 2024.", "$244.8 bn (236.3 to 244.8) in 2024", "trade.turnover", "2024"),
        ("not measurable", "Trade of Fiji and Norway: a fall, 1902 to 1903.", "Not measurable: no state is called 'FJI' on 1903-12-31. Fiji begins on 1970-10-10.", None, ""),
        ("mixed", "Trade of China and the United States: $500.0 bn, 2021.", "$655.7 bn (524.5 to 786.8) in 2021", "trade.turnover", "2021"),
    ]  # fmt: skip
    assert report.rows[1]["sentence"] == "China exported $159 billion of goods to Russia in 2023."


def test_the_record_of_a_report(report):
    record = report.record()
    head = {key: value for key, value in record.items() if key not in ("statements", "summary", "tally")}
    assert head == {
        "title": "Trade and votes", "source": "the text", "published": "2025-06-20", "dated": "given", "language": "English", "reader": "grammar", "notes": [],
    }  # fmt: skip
    second = record["statements"][1]
    assert (second["number"], second["status"], second["states"], second["relation"], second["aside"], second["why_mixed"]) == (1, "contradicted", ["CHN", "RUS"], "exports", "", "")  # fmt: skip
    assert second["at_its_date"] == "wrong at its date: the figure was published on 12 January 2024"
    assert second["speaker"] == "the author"
    assert [one["id"] for one in second["verdicts"]] == ["s2-exports-near-2023"]
    assert record["statements"][7]["why_mixed"].startswith(
        "source: the report states no error, and is taken to have the usual one: two offices"
    )
    json.dumps(record)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("It rained.", "No statement about states was found."),
        ("Le commerce entre la Chine et la Russie est plus important que dans les années passées, et il a augmenté.", "The text is in French; claims are read in English only. Translate it, or give another reader."),
        ("China and Russia are close.", "0 claims; plus 1 sentence outside."),
        ("China and Russia are close. China and Russia are far.", "0 claims; plus 2 sentences outside."),
        ("Russia will rely on China. China will rely on Russia.", "0 claims; plus 2 predictions."),
        ("I think that Russia is weak. I think that China is strong.", "0 claims; plus 2 opinions."),
        ("Trade between China and Russia reached $240 billion in 2023.", "1 claim: 1 supported."),
    ],
)  # fmt: skip
def test_other_summaries(text, summary):
    assert check(make_article(text, published="2025-06-20")).summary == summary


SAVED = """\
text: Trade and votes, published 2025-06-20 (given)
note: Found by `realpolitik check`; look at each before you rely on it. `where` is the sentence, `because` how its
  words were closed. Change a test, and run `realpolitik claims` on this file.
claims:
  - id: s1-trade-near-2023
    says: 'Trade of China and Russia: $240.0 bn, 2023.'
    by: the author
    question: how-large-is-trade
    where: 'sentence 1: Trade between China and Russia reached $240 billion in 2023.'
    measure: trade.turnover
    about:
    - CHN
    - RUS
    test:
      near:
        at: '2023'
        value: 240000000000.0
        within: 2400000000.0
"""


def test_claims_are_saved_so(report):
    text = claims_yaml(report)
    assert text.startswith(SAVED)
    assert text.endswith("        value: 500000000000.0\n        within: 50000000000.0\n")
    assert "  - id: s5-opinion\n    says: I think that Russia is weak.\n" in text
    assert "    kind: opinion\n    needs: it judges or wishes\n" in text
    assert "      falls:\n        from: '1902'\n        to: '1903'\n" in text
    assert claims_yaml(check(make_article("It rained.", published="2025-06-20"))).endswith("claims: []\n")
    share = check(
        make_article(
            "China's share in Russia's imports doubled between 2021 and 2023. Xi and Putin met 40 times.",
            published="2025-06-20",
        )
    )
    assert "options:\n      'on': '2025-06-20'" in claims_yaml(share)


def test_a_text_of_very_many_statements_is_cut_and_says_so():
    one = {"sentence": 0, "kind": "opinion", "words": "rained"}

    class Reader:
        def read(self, article):
            return [one] * (MOST_STATEMENTS + 1)

    told = []
    report = check(
        make_article("It rained.", published="2025-06-20"), reader=Reader(), name="r", on_progress=told.append
    )
    assert len(report.checked) == MOST_STATEMENTS
    assert report.article.notes == ("only the first 2,000 of 2,001 statements were judged",)
    assert (told[0], told[1]) == ("reading", "judging sentence 1 of 1")


# -- claims of a language model ----------------------------------------------------------------------------------------------

RIGHT = {"sentence": 0, "relation": "trade", "states": ["RUS", "CHN"], "test": "near", "value": 240e9, "unit": "USD", "period": "2023", "quote": "Trade between China and Russia reached $240 billion in 2023"}  # fmt: skip
ARTICLE = make_article(
    "Trade between China and Russia reached $240 billion in 2023. Prices rose.", published="2024-04-20"
)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"sentence": None}, "a claim without its sentence or its words"),
        ({"sentence": 2}, "a claim without its sentence or its words"),
        ({"sentence": -1}, "a claim without its sentence or its words"),
        ({"quote": ""}, "a claim without its sentence or its words"),
        ({"quote": 5}, "a claim without its sentence or its words"),
        ({"quote": "Prices rose"}, "words that the sentence does not say: 'Prices rose'"),
        ({"quote": "x" * 70}, f"words that the sentence does not say: {'x' * 60!r}"),
        ({"relation": "friendship"}, "a relation, a test or states that there are not"),
        ({"test": "feels"}, "a relation, a test or states that there are not"),
        ({"states": "CHN"}, "a relation, a test or states that there are not"),
        ({"value": None}, "Value error, the test near needs a value"),
        ({"period": "soon"}, "Value error, write 2023, 2023-10, 2021..2023 or 2022-02.."),
    ],
)
def test_why_a_models_claim_is_refused(changed, why):
    reader = ModelReader("http://localhost:1/v1")
    assert reader._kept(RIGHT | changed, ARTICLE, range(2)) == []
    assert reader.refused == [why]


def test_a_models_claim_that_is_kept():
    reader = ModelReader("http://localhost:1/v1")
    (made,) = reader._kept(RIGHT, ARTICLE, range(2))
    assert made == Statement(sentence=0, relation="trade", states=("CHN", "RUS"), test="near", value=240e9, unit="USD", period="2023", words=RIGHT["quote"], confidence=0.6, notes=("read by a language model",))  # fmt: skip
    (sold,) = reader._kept(RIGHT | {"relation": "exports"}, ARTICLE, range(2))
    assert sold.states == ("RUS", "CHN")
    assert reader.refused == []


@pytest.mark.parametrize(
    ("content", "claims", "refused"),
    [
        ("", 0, ["an answer that is no JSON of claims"]),
        ("[]", 0, ["an answer that is no JSON of claims"]),
        ('{"claims": 5}', 0, ["claims that are no list"]),
        ('{"claims": [{}, 5, null, {}]}', 2, []),
        (json.dumps({"claims": [{}] * 300}), 200, []),
    ],
)
def test_what_an_answer_holds(content, claims, refused):
    reader = ModelReader("http://localhost:1/v1")
    assert len(list(reader._claims(content))) == claims
    assert reader.refused == refused


STATES = "which states are meant: the sentence does not name them both"
OTHERS = "whose figure it is: other states are named"
AMOUNT = "the amount, which the words do not give"
SEVERAL = "what the other amounts of these words are said of"
TIME = "the time, which the sentence does not name"
GOODS = "figures of these goods alone"
DENIED = "what is denied or aimed at"


@pytest.mark.parametrize(
    ("text", "changed", "doubts"),
    [
        ("Trade between China and Russia reached $240 billion in 2023.", {}, ()),
        ("Trade between China and Russia reached $240 billion in 2023.", {"states": ("CHN", "CHN")}, (STATES, OTHERS)),
        ("Trade between China and Russia reached $240 billion in 2023.", {"states": ("CHN", "IND")}, (STATES, OTHERS)),
        ("Trade between China and the EU reached $240 billion in 2023.", {"states": ("CHN", "EU")}, (STATES,)),
        ("Trade between China and Russia, not India, reached $240 billion in 2023.", {}, (OTHERS, DENIED)),
        ("Trade between China and Russia reached $240 billion in 2023.", {"value": 241e9}, (AMOUNT,)),
        ("Trade between China and Russia reached $240 billion in 2023.", {"value": 240.0001e9}, ()),
        ("Trade between China and Russia reached $240 billion in 2023.", {"unit": "EUR"}, (AMOUNT,)),
        ("Trade between China and Russia rose 26 % to $240 billion in 2023.", {}, (SEVERAL,)),
        ("Trade between China and Russia rose in 2023.", {"test": "rises", "value": None, "unit": ""}, ()),
        ("Trade between China and Russia doubled in 2023.", {"test": "grows", "value": 1.0, "unit": "share"}, ()),
        ("Trade between China and Russia rose by 26 % in 2023.", {"test": "grows", "value": 0.26, "unit": ""}, ()),
        ("Trade between China and Russia reached $240 billion in 2023.", {"period": "2022"}, (TIME,)),
        ("Trade between China and Russia reached $240 billion in 2023.", {"period": ""}, (TIME,)),
        ("Trade between China and Russia reached $240 billion in 2023.", {"period": "2022..2023"}, (TIME,)),
        ("Trade between China and Russia reached $240 billion in the first half of 2023.", {}, (TIME,)),
        ("Trade in oil between China and Russia reached $240 billion in 2023.", {}, (GOODS,)),
        ("Trade between China and Russia did not reach $240 billion in 2023.", {}, (DENIED,)),
        ("Trade between China and Russia never reached $240 billion in 2023.", {}, (DENIED,)),
        ("The target of China and Russia was $240 billion in 2023.", {}, (DENIED,)),
    ],
)  # fmt: skip
def test_what_the_words_do_not_bear_out(text, changed, doubts):
    known = {
        "sentence": 0,
        "relation": "trade",
        "states": ("CHN", "RUS"),
        "test": "near",
        "value": 240e9,
        "unit": "USD",
        "period": "2023",
        "words": text,
    }
    assert unborne(Statement(**known | changed), make_article(text, published="2024-04-20")) == doubts


def test_the_schema_of_an_answer_asks_for_every_field_and_no_other():
    (claim,) = [schema()["properties"]["claims"]["items"]]
    assert (
        claim["required"]
        == list(claim["properties"])
        == ["sentence", "relation", "states", "test", "value", "unit", "period", "quote"]
    )
    assert (claim["additionalProperties"], schema()["additionalProperties"], schema()["required"]) == (
        False,
        False,
        ["claims"],
    )


def test_the_environment_names_the_model(monkeypatch):
    monkeypatch.setenv(ADDRESS, "https://models.example/v1/")
    monkeypatch.setenv(KEY, "k")
    monkeypatch.setenv(MODEL, "small")
    found = reader_of("model")
    assert (found.address, found.key, found.model, found.seconds) == (
        "https://models.example/v1",
        "k",
        "small",
        120.0,
    )
    assert (
        found.says
        == "the text of the article, sentence by sentence, is sent to https://models.example/v1 (model small)"
    )
    monkeypatch.setenv(ADDRESS, "ftp://models.example")
    with pytest.raises(
        OptionError,
        match="the reader “model” sends the sentences of the article to a language model: set REALPOLITIK_MODEL_URL",
    ):
        reader_of("model")
