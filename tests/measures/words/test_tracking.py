"""A phrase through a corpus of which everything is known."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

import realpolitik as rp
from realpolitik.errors import CoverageError
from realpolitik.measures.words.corpus import Document, read
from realpolitik.measures.words.corpus_index import Index, build
from realpolitik.measures.words.phrases import concept
from realpolitik.measures.words.tracking import key_words, track
from realpolitik.models.stats.poisson import rate

SINCE = date(2022, 2, 24)


def corpus(uses_after: int = 0) -> list[Document]:
    """Thirty documents of 100 words before the day, 45 after; 12 uses in 8 of the former."""
    uses = [2, 2, 2, 2, 1, 1, 1, 1] + [0] * 22
    out = []
    for number, times in enumerate(uses):
        text = " ".join(["no limits."] * times + ["peace"] * (100 - 2 * times))
        out.append(
            Document(
                id=f"b{number}", date=date(1992 + number, 1, 10), text=text, speaker="CHN", language="en"
            )
        )
    for number in range(45):
        words = ["no limits"] * (number < uses_after) + ["war"] * (100 - 2 * (number < uses_after))
        day = date(2022 + (number + 2) // 12, 1 + (number + 2) % 12, 28)
        out.append(Document(id=f"a{number}", date=day, text=" ".join(words), speaker="RUS", language="en"))
    return out


@pytest.fixture
def tracked(tmp_path):
    def run(documents, phrase="no limits", **options):
        path = tmp_path / "corpus.index"
        build(documents, path)
        with Index(path) as index:
            return track(index, concept(phrase), **options)

    return run


def test_before_and_after_with_exposure(tracked):
    documents = corpus()
    found = tracked(documents, since=SINCE)
    before = [one for one in documents if one.date <= SINCE]
    assert found.absence
    assert (found.absence.used_before, found.absence.documents_with) == (12, 8)
    assert (found.absence.exposure_before, found.absence.exposure_after) == (len(before), 45) == (30, 45)
    assert found.before
    assert found.before.value == pytest.approx(12 / (len(before) * 100 / 10_000))
    assert found.after == rate(0, (len(documents) - len(before)) * 100 / 10_000)
    assert found.absence.chances["Poisson"] == pytest.approx(1.523e-8, rel=1e-3)  # METHODS 12.6
    assert found.absence.chances["presence"] == pytest.approx(3.469e-4, rel=1e-3)


def test_one_later_use_is_the_counter_example(tracked):
    documents = [
        *corpus(),
        Document(id="z", date=date(2022, 3, 30), text="Cooperation has no limits.", speaker="Wang Wenbin"),
    ]
    found = tracked(documents, since=SINCE)
    assert found.absence
    assert found.absence.first_after == "2022-03-30, Wang Wenbin"
    assert found.absence.chances == {}


def test_a_denial_and_a_quotation_are_no_use(tracked):
    documents = [
        *corpus(),
        Document(
            id="y", date=date(2023, 4, 5), text="The phrase “no limits” is rhetoric.", speaker="Fu Cong"
        ),
        Document(id="z", date=date(2023, 4, 6), text="It is not without limits.", speaker="Fu Cong"),
    ]
    found = tracked(documents, since=SINCE)
    assert found.how == {"plain": 12, "quoted": 1, "denied": 1}
    assert found.absence
    assert found.absence.silent


def test_the_change_is_found_without_its_date(tracked):
    found = tracked(corpus())
    assert found.change
    assert found.years[found.change.last_before].year == 1999  # the eighth and last document with a use
    assert found.absence is None


def test_a_corpus_that_ends_before_the_day(tracked):
    with pytest.raises(CoverageError, match="no document after 2026-01-01"):
        tracked(corpus(), since=date(2026, 1, 1))
    with pytest.raises(CoverageError, match=r"no document of 'FRA'\. It has CHN, RUS"):
        tracked(corpus(), speaker="FRA")


def test_words_that_came_and_went():
    found = {one.term: one for one in key_words(corpus(), SINCE)}
    assert found["war"].log_ratio > 5
    assert found["peace"].log_ratio < -5
    assert found["war"].q < 1e-6
    chinese = [
        Document(id="1", date=date(2021, 1, 1), text="和平发展" * 5, language="zh"),
        Document(id="2", date=date(2023, 1, 1), text="安全发展" * 5, language="zh"),
    ]
    assert {one.term for one in key_words(chinese, SINCE) if one.before == 0} == {"安全", "全发"}


@pytest.mark.shared
def test_china_spoke_of_hegemony_until_the_middle_of_the_eighties(shared_data, tmp_path):
    speeches = pl.read_parquet(shared_data / "text" / "ungdc_1946_2022.parquet").filter(
        pl.col("iso3").is_in(["CHN", "RUS"]), pl.col("year") >= 1971
    )
    speeches.write_parquet(tmp_path / "speeches.parquet")
    build(read(tmp_path / "speeches.parquet", language="en"), tmp_path / "speeches.index")
    with Index(tmp_path / "speeches.index") as index:
        china = track(index, concept("hegemon*"), speaker="CHN", since=date(1989, 12, 31))
        assert len(china.years) == 52
        assert china.change
        assert china.years[china.change.last_before].year == 1984
        assert china.before
        assert china.after
        assert china.before.low > china.after.high
        assert track(index, concept("multipolar"), speaker="RUS").how["plain"] > 20


def test_a_document_that_may_be_of_either_side_is_of_neither(tmp_path):
    """A text dated 2022 alone is no use before the invasion, nor one after it."""
    texts = [
        Document(
            id=str(year),
            date=date(year, 1, 1),
            until=date(year, 12, 31),
            text="It has no limits." if year in (2020, 2022) else "Peace.",
        )
        for year in range(2018, 2026)
    ]
    build(texts, tmp_path / "i")
    with Index(tmp_path / "i") as index:
        found = track(index, concept("no limits"), since=SINCE)
    assert found.straddling == 1
    assert [one.dated for one in found.found] == ["2020", "2022"]  # no day is made up
    assert (found.absence.exposure_before, found.absence.exposure_after) == (4, 3)
    assert (found.absence.used_before, found.absence.used_after) == (1, 0)
    assert (
        "1 document dated only by a month or year that holds the day is on neither side of it."
        in found.says()
    )
    assert [one.rate.count for one in found.years] == [0, 0, 1, 0, 1, 0, 0, 0]  # of its year it is
    assert {one.term for one in key_words(texts * 5, SINCE)} == {"peace", "it", "has", "no", "limits"}


def test_a_corpus_without_a_word_is_refused(tmp_path):
    (tmp_path / "2022-02-04-CHN.txt").write_text("", encoding="utf-8")
    with pytest.raises(CoverageError, match="the corpus has no words"):
        rp.rhetoric("no limits", corpus=tmp_path)
