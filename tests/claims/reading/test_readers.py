"""A reader of another kind: what it hands over goes through the same schema, the same matching, the same judge."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from realpolitik.claims.reading import Statement, check, make_article
from realpolitik.claims.reading import readers as readers_module
from realpolitik.claims.reading.readers import reader_of
from realpolitik.errors import FileFormatError, UnknownNameError

ARTICLE = make_article(
    "Turnover of the neighbours was 240.1 billions of greenbacks in 2023.", published="2024-04-20"
)
FOUND = {
    "sentence": 0,
    "relation": "trade",
    "states": ["CHN", "RUS"],
    "test": "near",
    "value": 240.1e9,
    "unit": "USD",
    "period": "2023",
    "step": 1e8,
    "words": "Turnover of the neighbours",
    "confidence": 0.7,
}


class Canned:
    """Stands in for a language model: hands over what it was given."""

    def __init__(self, *found):
        self.found = found

    def read(self, article):
        return self.found


def test_statements_of_another_reader_are_judged_alike():
    assert check(ARTICLE).claims == 0  # the grammar does not know these words
    report = check(ARTICLE, reader=Canned(FOUND), name="canned")
    assert report.reader == "canned"
    assert [one.status for one in report.checked] == ["supported"]
    assert report.checked[0].verdicts[0].claim.measure == "trade.turnover"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"relation": "friendship"}, "friendship"),
        ({"states": ["CHN", "XYZ"]}, "XYZ"),
        ({"period": "last year"}, "period"),
        ({"test": "feels"}, "test"),
        ({"value": float("nan")}, "value"),
        ({"value": None}, "needs a value"),
        ({"confidence": 2}, "confidence"),
        ({"sentence": 7}, "the article has 1"),
        ({"words": "Trade of China and Russia"}, "does not say"),
        ({"surprise": True}, "surprise"),
        ({"states": []}, "states"),
    ],
)
def test_what_breaks_the_schema_or_quotes_what_is_not_said_is_refused(change, says):
    with pytest.raises(FileFormatError, match=says):
        check(ARTICLE, reader=Canned(FOUND | change), name="canned")


def test_opinions_of_another_reader_are_listed_not_judged():
    report = check(
        ARTICLE, reader=Canned({"sentence": 0, "kind": "opinion", "words": "neighbours"}), name="canned"
    )
    assert report.tally == {"opinion": 1}


def test_only_a_reader_asked_for_by_name_is_loaded(monkeypatch):
    loaded = []

    class Entry(EntryPoint):
        def load(self):
            loaded.append(self.name)
            return Canned

    entry = Entry(name="canned", value="nowhere:Canned", group=readers_module.GROUP)
    monkeypatch.setattr(readers_module, "entry_points", lambda group: [entry])
    reader_of()
    assert loaded == []
    assert isinstance(reader_of("canned"), Canned)
    assert loaded == ["canned"]
    with pytest.raises(UnknownNameError, match="canned"):
        reader_of("cannned")


def test_the_same_text_gives_the_same_statements():
    article = make_article(
        "Trade between China and Russia rose to $240 billion in 2023, up from $146 billion two years earlier."
    )
    from realpolitik.claims.reading import GrammarReader

    assert GrammarReader().read(article) == GrammarReader().read(article)
    assert all(isinstance(one, Statement) for one in GrammarReader().read(article))
