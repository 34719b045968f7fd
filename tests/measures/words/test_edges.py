"""Bounds that no text on record meets: reaches of denial, dates, sides of a day, keyness, silences, on texts made by hand."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from realpolitik.errors import CoverageError, FileFormatError, OptionError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.measures.words import corpus, corpus_index, debate, keyness, phrases, silence, tracking, uses
from realpolitik.measures.words.corpus import Document, read, words_in
from realpolitik.measures.words.corpus_index import Index, build, words_of
from realpolitik.measures.words.mentions import mentions
from realpolitik.measures.words.phrases import Match, matches, normalised, passage
from realpolitik.models.stats.poisson import rate


class Shelf(dict):
    def names(self):
        return list(self)


# --- words and phrases ------------------------------------------------------------------------------------------------


def test_the_length_of_a_text_is_in_words_or_in_chinese_signs():
    assert words_in("世界 ab", "zh") == 2
    assert words_in("世界 ab", "zu") == words_in("世界 ab", "en") == 2
    assert words_in("世界世 ab cd", "en") == words_in("世界世 ab cd", "zu") == 3
    # most of the signs of a text without a language: more than a quarter
    assert words_in("世abc") == 1
    assert words_in("世 ab") == 2
    assert words_in("世ab") == 1
    assert words_in("世 ab cd") == 3


def how(text, form="no limits"):
    return [one.how for one in matches(normalised(text).lower(), [form])]


def test_a_denial_reaches_four_words_and_not_over_a_clause():
    assert how("it is not a friendship with peace", "peace") == ["denied"]
    assert how("it is not a very good peace", "peace") == ["denied"]
    assert how("it is not a very good old peace", "peace") == ["plain"]
    assert how("not, as he said, peace", "peace") == ["plain"]
    assert how("it never was of such peace", "peace") == ["denied"]
    assert how("no peace", "peace") == ["denied"]
    assert how("of no great peace", "peace") == ["plain"]
    assert how("casino peace", "peace") == ["plain"]
    assert how("rather than peace", "peace") == ["denied"]


def test_a_denial_reaches_thirty_signs_back():
    near = "not " + "a" * 20 + " xx "  # twenty-eight signs
    assert how(f"{near}peace", "peace") == ["denied"]
    far = "not " + "a" * 24 + " xx "
    assert how(f"{far}peace", "peace") == ["plain"]


def test_quotes_open_and_close():
    assert how("the “peace” of old", "peace") == ["quoted"]
    assert how("the “old” peace", "peace") == ["plain"]
    assert how("the “old” and “peace", "peace") == ["plain"]
    assert how('he said "peace now" again', "peace") == ["quoted"]
    assert how('he said "old" peace "now"', "peace") == ["plain"]
    assert how('he said "old. then peace" came', "peace") == ["plain"]
    assert how("so-called peace", "peace") == ["quoted"]
    assert how("so-called and long gone peace", "peace") == ["plain"]


def test_a_form_is_a_whole_word_and_a_star_any_ending():
    assert [(one.start, one.end) for one in matches("peace peaceful speace peace-x", ["peace"])] == [
        (0, 5),
        (22, 27),
    ]
    assert [(one.start, one.end) for one in matches("peace peaceful", ["peace*"])] == [(0, 5), (6, 14)]
    # of two forms at one place the longer counts, and nothing within it
    assert [one.form for one in matches("no limits at all", ["no", "no limits", "limits"])] == ["no limits"]
    assert [one.start for one in matches("peacepeace peace", ["peace"])] == [11]


def test_a_passage_is_cut_at_words():
    text = "one two three four five six"
    match = Match(start=8, end=13, form="three", how="plain")
    assert passage(text, match, around=90) == text
    assert passage(text, match, around=5) == "…two three four…"
    assert passage(text, match, around=0) == "…three…"
    assert passage(text, match, around=8) == "one two three four…"


def test_words_to_search_an_index_by():
    assert words_of("No limits") == [("no", False), ("limits", False)]
    assert words_of("multipol*") == [("multipol", True)]
    assert words_of("multi*arity") == [("multi", True)]
    assert words_of("世界多") == [("世界", False), ("界多", False)]
    assert words_of("世") == [("世", False)]


def test_a_phrase_needs_two_letters_or_a_chinese_sign():
    assert phrases.concept("多").all_forms() == ("多",)
    assert phrases.concept("ab").all_forms() == ("ab",)
    for short in ("a", "a*b", "*ab", "--"):
        with pytest.raises(
            OptionError, match="has too little to search for: begin with two letters or a Chinese character"
        ):
            phrases.concept(short)


def test_entries_of_a_file_of_phrases(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("peace: {en: [peace, calm]}\n", encoding="utf-8")
    own = phrases.concepts(str(path))["peace"]
    assert (own.says, own.cite, own.all_forms("en"), own.all_forms("ru"), own.all_forms()) == ("peace", "", ("peace", "calm"), ("peace", "calm"), ("peace", "calm"))  # fmt: skip
    for text, said in (
        ("[]", "a file of phrases maps names to says, cite and forms in en, zh, ru"),
        ("peace: {says: x}", "peace: an entry has says, cite, and lists of forms under en, zh or ru"),
        ("peace: {en: [peace], fr: [paix]}", "peace: an entry has says, cite"),
        ("peace: {en: peace}", r"peace: en is a list of forms, such as \[no limits, limitless\]"),
        ("peace: {en: [peace], zh: [1]}", "peace: zh is a list of forms"),
    ):
        path.write_text(text, encoding="utf-8")
        phrases.concepts.cache_clear()
        with pytest.raises(FileFormatError, match=said):
            phrases.concepts(str(path))


# --- a corpus ---------------------------------------------------------------------------------------------------------


def test_a_date_in_a_name():
    def of(name):
        return corpus._date_of(Path(name))

    assert [of(name) for name in ("2022-02-04-x.txt", "x_20220204.txt", "2022-02 x.txt", "x 1899.txt", "a2099.txt")] == ["2022-02-04", "2022-02-04", "2022-02", "1899", "2099"]  # fmt: skip
    for name in ("12022.txt", "1799.txt", "2100.txt", "20221.txt"):
        with pytest.raises(FileFormatError, match="has no date in its name: call it 2022-02-04-title"):
            of(name)
    assert of("2022-13.txt") == "2022"


def test_a_day_a_month_or_a_year_is_all_its_days(tmp_path):
    rows = [{"date": day, "text": "peace"} for day in ("2022-02-04", "2022-02", "2022", 2022.0)]
    path = tmp_path / "c.jsonl"
    path.write_text("\n\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    assert [(one.date.isoformat(), one.last.isoformat()) for one in read(path)] == [
        ("2022-02-04", "2022-02-04"), ("2022-02-01", "2022-02-28"), ("2022-01-01", "2022-12-31"), ("2022-01-01", "2022-12-31"),
    ]  # fmt: skip
    assert [one.id for one in read(path)] == [f"c.jsonl:{number}" for number in (1, 3, 5, 7)]
    debate_ = tmp_path / "ARG_73_2018.txt"
    debate_.write_text("peace", encoding="utf-8")
    (speech,) = read(debate_)
    assert (speech.speaker, speech.language, speech.date, speech.last) == ("ARG", "en", date(2018, 9, 1), date(2018, 12, 31))  # fmt: skip


def test_rows_that_are_no_documents_are_refused(tmp_path):
    path = tmp_path / "c.jsonl"
    for line, said in (
        ("[1]", "line 1 is no object with date and text"),
        ("{", "line 1 is not JSON"),
        (json.dumps({"date": "2022", "text": None}), "row 1 has nothing in column 'text': give it a text, or leave the row out"),
        (json.dumps({"date": "", "text": "x"}), "row 1 has nothing in column 'date'"),
        (json.dumps({"day_of": "2022", "text": "x"}), "no column is the date; there are day_of, text. Name one with --columns date=NAME"),
        (json.dumps({"date": "soon", "text": "x"}), "c.jsonl:1: 'soon' is not a date; write 2021, 2021-03 or 2021-03-05"),
    ):  # fmt: skip
        path.write_text(line, encoding="utf-8")
        with pytest.raises(FileFormatError) as refused:
            list(read(path))
        assert said in str(refused.value)
    path.write_text(json.dumps({"on": "2022", "text": "x"}), encoding="utf-8")
    assert next(read(path, columns={"date": "on"})).date == date(2022, 1, 1)
    with pytest.raises(OptionError, match="there is no column 'when' for the date; there are on, text"):
        list(read(path, columns={"date": "when"}))
    with pytest.raises(OptionError, match="a document has no part 'mood'; it has date, text, speaker"):
        list(read(path, columns={"mood": "when"}))
    with pytest.raises(OptionError, match="language 'xx' is not known: it is en or zh or ru"):
        list(read(path, language="xx"))


def index(tmp_path, *documents):
    """An index of texts as (day, last day, speaker, text)."""
    made = [
        Document(id=str(place), date=date.fromisoformat(first), until=date.fromisoformat(last) if last else None, speaker=speaker, text=text, language="en")
        for place, (first, last, speaker, text) in enumerate(documents)
    ]  # fmt: skip
    path = tmp_path / "index.sqlite"
    assert build(made, path) == len(documents)
    return Index(path)


def test_how_a_find_is_dated():
    def dated(first, last):
        one = corpus_index.Found(number=1, id="x", day=date.fromisoformat(first), until=date.fromisoformat(last), speaker="", language="", title="", address="", words=1, matches=())  # fmt: skip
        return one.dated

    assert dated("2022-02-04", "2022-02-04") == "2022-02-04"
    assert dated("2022-01-01", "2022-12-31") == "2022"
    assert dated("2022-02-01", "2022-02-28") == "2022-02"
    assert dated("2022-09-01", "2022-12-31") == "2022-09 to 2022-12"
    assert dated("2022-01-01", "2022-12-30") == "2022-01 to 2022-12"


def test_sides_of_a_day_and_documents_on_neither(tmp_path):
    with index(
        tmp_path,
        ("2020-05-01", None, "ARG", "peace and peace"), ("2020-06-01", None, "ARG", "war"), ("2021-01-01", "2021-12-31", "BRA", "peace"),
        ("2021-06-02", None, "ARG", "war not peace"), ("2022-01-01", None, "BRA", "peace at last"),
    ) as own:  # fmt: skip
        found = tracking.track(own, phrases.concept("peace"), since=date(2021, 6, 1))
        assert found.says().startswith(
            "“peace”: 4 uses in 3 of 5 documents, 2020 to 2022. Not counted: 1 denied."
        )
        assert (found.straddling, found.before.count, found.after.count) == (1, 2, 1)
        assert (
            "1 document dated only by a month or year that holds the day is on neither side of it."
            in found.says()
        )
        assert "It was used since, first: 2022-01-01, BRA." in found.says()
        assert [(one.year, one.rate.count, one.documents_with, one.documents) for one in found.years] == [(2020, 2, 1, 2), (2021, 1, 1, 2), (2022, 1, 1, 1)]  # fmt: skip
        of_one = tracking.track(own, phrases.concept("peace"), since=date(2021, 6, 1), speaker="ARG")
        assert "Not used in 1 document since." in of_one.says()
        assert of_one.says().startswith("“peace”: 2 uses in 1 of 3 documents, 2020 to 2021.")
        # the last day of a text is not after the day; the day after its first is
        assert tracking.track(own, phrases.concept("peace"), since=date(2021, 12, 31)).straddling == 0
        assert tracking.track(own, phrases.concept("peace"), since=date(2020, 12, 31)).straddling == 0
        assert tracking.track(own, phrases.concept("peace"), since=date(2021, 1, 1)).straddling == 1
        with pytest.raises(CoverageError, match=r"the corpus has no document of .CHL.\. It has ARG, BRA\."):
            tracking.track(own, phrases.concept("peace"), speaker="CHL")
        with pytest.raises(CoverageError, match="the corpus has no document after 2022-01-01"):
            tracking.track(own, phrases.concept("peace"), since=date(2022, 1, 1))
        with pytest.raises(CoverageError, match="the corpus has no document up to 2020-04-30"):
            tracking.track(own, phrases.concept("peace"), since=date(2020, 4, 30))
        record = found.record()
        assert (record["straddling"], record["unit"], record["how"]) == (
            1,
            "uses per 10,000 words",
            {"plain": 4, "denied": 1},
        )


def test_a_change_is_looked_for_in_three_years_with_uses():
    def years(*counts):
        return [tracking.Year(year=2000 + place, rate=rate(count, 1.0), documents_with=count, documents=9) for place, count in enumerate(counts)]  # fmt: skip

    assert tracking._change(years(1, 2)) is None
    assert tracking._change(years(0, 0, 0)) is None
    assert tracking._change(years(0, 0, 1)) is not None
    assert tracking._rounded(9.96) == "10"
    assert (tracking._rounded(10), tracking._rounded(0.123), tracking._rounded(1234.5)) == (
        "10",
        "0.12",
        "1,234",
    )
    assert (tracking._counted(1, "use"), tracking._counted(1200, "use")) == ("1 use", "1,200 uses")


def test_words_that_came_and_went_have_five_uses():
    def document(day, text, speaker="ARG"):
        return Document(
            id=day + text[:9], date=date.fromisoformat(day), text=text, speaker=speaker, language="en"
        )

    texts = [document("2020-01-01", "peace " * 5 + "calm " * 4), document("2020-01-02", "war, " * 4), document("2020-01-03", "war. calm")]  # fmt: skip
    found = tracking.key_words(texts, date(2020, 1, 1))
    # five uses of peace before, none after; war has five after; calm four and one
    assert {one.term: (one.before, one.after) for one in found} == {
        "peace": (5, 0),
        "war": (0, 5),
        "calm": (4, 1),
    }
    assert {one.term for one in tracking.key_words(texts[:2], date(2020, 1, 1))} == {"peace"}
    other = [document("2019-01-01", "war " * 9, speaker="BRA"), *texts]
    either = Document(id="y", date=date(2019, 1, 1), until=date(2020, 12, 31), text="peace " * 9, speaker="ARG", language="en")  # fmt: skip
    assert {one.term: one.before for one in tracking.key_words([either, *texts], date(2020, 1, 1))}[
        "peace"
    ] == 5
    assert {one.term: one.before for one in tracking.key_words(other, date(2020, 1, 1), speaker="ARG")}[
        "war"
    ] == 0


# --- keyness ----------------------------------------------------------------------------------------------------------


def test_keyness_by_hand():
    assert keyness.log_likelihood(5, 5, 5, 5) == 0.0
    assert keyness.log_likelihood(10, 0, 0, 10) == pytest.approx(40 * math.log(2))
    with pytest.raises(OptionError, match=r"counts \(1, -1, 1, 1\): none is below 0"):
        keyness.log_likelihood(1, -1, 1, 1)
    assert keyness.log_ratio(1, 10, 4, 10) == pytest.approx(math.log2(3))
    assert keyness.log_ratio(0, 10, 0, 10) == 0.0
    for call in (lambda: keyness.log_ratio(11, 10, 0, 10), lambda: keyness.log_ratio(0, 10, -1, 10)):
        with pytest.raises(OptionError, match="needs 0 <= uses <= words"):
            call()
    assert keyness.log_ratio(10, 10, 10, 10) == 0.0
    for totals in ((0, 5), (5, 0)):
        with pytest.raises(
            OptionError, match=f"{totals[0]} words before and {totals[1]} after: both bodies need words"
        ):
            keyness.keyness({}, {}, total_before=totals[0], total_after=totals[1])
    found = keyness.keyness({"a": 1, "b": 1}, {"a": 1, "c": 1}, total_before=1, total_after=1)
    assert [one.term for one in found] == ["b", "c", "a"]
    assert keyness.false_discovery([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.04, 0.04))
    assert keyness.false_discovery([0.9, 0.2]) == pytest.approx((0.9, 0.4))


# --- speeches and phrases on record ---------------------------------------------------------------------------------------


def speeches(*rows):
    """Terms of the General Debate as (state, year, words, uses of a term)."""
    return {
        "un_debate_terms": pl.DataFrame(
            [
                {"state": state, "period": date(year, 1, 1), "term": term, "count": many, "source_id": "s"}
                for state, year, words, many in rows
                for term, many in (("words", words), ("multipolar", many))
            ]
        )
    }  # fmt: skip


def test_rates_of_a_term_in_a_sentence():
    rows = [("ARG", 2000, 2000, 1), ("ARG", 2001, 3000, 0), ("BRA", 2001, 1000, 0), ("BRA", 2002, 1000, 0)]
    found = debate.frequency(speeches(*rows), ("ARG", "BRA"), Window())
    assert found.says.startswith("In the UN General Debate Argentina spoke of ")
    assert " 2.0 times in 10,000 words (" in found.says
    assert found.says.endswith("(2000–2002).")
    assert [(row["period"], row["value"], row["uses"], row["words"]) for row in found.rows][:2] == [("2000", 5.0, 1, 2000), ("2001", 0.0, 0, 3000)]  # fmt: skip
    assert found.caveats[1] == "Brazil: 0 uses in 2 speeches, too few to look for a change."
    with pytest.raises(CoverageError, match="the tables have no speeches of Brazil in the UN General Debate in the period asked"):  # fmt: skip
        debate.frequency(speeches(*rows), ("ARG", "BRA"), Window(end=date(2000, 12, 31)))
    with pytest.raises(UnknownNameError, match="concept"):
        debate.frequency(speeches(*rows), ("ARG", "BRA"), Window(), term="mood")
    one = {date(2000, 1, 1): {"words": 1000, "multipolar": 3}}
    assert (
        debate._changed("ARG", one, "multipolar")
        == "Argentina: 3 uses in 1 speech, too few to look for a change."
    )
    still = {date(2000 + place, 1, 1): {"words": 1000, "multipolar": 1} for place in range(6)}
    assert (
        debate._changed("ARG", still, "multipolar")
        == "Argentina: no change of its rate is found from 2000 to 2005."
    )
    step = {
        date(2000 + place, 1, 1): {"words": 10_000, "multipolar": 0 if place < 5 else 30}
        for place in range(10)
    }
    assert debate._changed("ARG", step, "multipolar").startswith("Argentina: the rate changes from 0.0 to 30.0 in 2005 (95 %: 2005 to 2005), found without a date being given. Uses cluster (")  # fmt: skip


def test_agenda_counts_the_year_of_the_day_as_after():
    rows = [
        (state, year, 10_000, many)
        for state in ("ARG", "BRA")
        for year, many in ((2020, 30), (2021, 30), (2022, 1))
    ]
    found = debate.agenda(speeches(*rows), ("ARG", "BRA"), Window(), shock="2022-12-24", terms="multipolar")
    labels = [(row["label"], row["series"], row["span"], row["value"]) for row in found.rows]
    assert labels[:2] == [("Argentina: multipolar", "before", "2020 to 2021", 30.0), ("Argentina: multipolar", "after", "2022", 1.0)]  # fmt: skip
    assert "Argentina spoke of multipolar 1.0 times in 10,000 words since 2022, and 30.0 times before, one of 2 such changes." in found.says  # fmt: skip
    assert found.caveats[0] == "All speeches of a side are taken together (2020 to 2021 and 2022); given in September, those of 2022 count as after."  # fmt: skip
    even = debate.agenda(
        speeches(*((*row[:3], 3) for row in rows)),
        ("ARG", "BRA"),
        Window(),
        shock="2022-12-24",
        terms="multipolar",
    )
    assert even.says == "In the UN General Debate neither spoke of multipolar clearly more or less often since 2022; the largest step, of Argentina for multipolar, is from 3.0 to 3.0 times in 10,000 words."  # fmt: skip
    with pytest.raises(
        CoverageError, match="the tables have no speeches of both states on both sides of 2023-01-01"
    ):
        debate.agenda(speeches(*rows), ("ARG", "BRA"), Window(), shock="2023-01-01", terms="multipolar")
    with pytest.raises(OptionError, match="terms is empty: name some of "):
        debate.agenda(speeches(*rows), ("ARG", "BRA"), Window(), terms=" ")


def test_who_names_whom():
    text = "Brazil and Brazilians, BRAZIL; brazil"
    rows = [{"state": "ARG", "period": date(year, 9, 1), "text": text, "words": 1500, "source_id": "s"} for year in (2000, 2001)]  # fmt: skip
    found = mentions(Shelf(speeches=pl.DataFrame(rows)), ("ARG", "BRA"), Window())
    assert [(row["period"], row["value"]) for row in found.rows] == [("2000", 2.0), ("2001", 2.0)]
    assert found.says == "In the UN General Debate Argentina names Brazil 2.0 times in 1,000 words of 2001."
    with pytest.raises(
        CoverageError, match="the speeches fetched have none of Argentina or Brazil in the period asked"
    ):
        mentions(Shelf(speeches=pl.DataFrame(rows)), ("ARG", "BRA"), Window(end=date(2000, 8, 31)))


def said(day, present="yes", phrase="no limits", document="interview", speaker="ARG", office="president"):
    return {
        "a": "ARG", "b": "BRA", "date": date.fromisoformat(day), "present": present, "phrase": phrase, "document": document, "speaker": speaker, "office": office,
        "precision": "day", "source_id": f"s{day[:4]}",
    }  # fmt: skip


def register(*rows, statements=()):
    made = [said(day, "", uses.REGISTER, "Joint Statement") for day in statements]
    return {"phrases": pl.DataFrame([*rows, *made])}


def test_uses_of_a_phrase_and_later_texts_without_it():
    rows = [
        said("2020-01-01"),
        said("2021-01-01", document="Joint Statement"),
        said("2021-06-01", "no"),
        said("2022-06-01", "denied"),
    ]
    found = uses.uses(
        register(*rows, statements=["2020-05-01", "2021-01-01", "2022-01-01"]), ("BRA", "ARG"), Window()
    )
    assert (
        found.says
        == "“no limits”: 2 uses on record, from 1 January 2020 to 1 January 2021; 2 later texts without it or denying it."
    )
    assert [row["series"] for row in found.rows] == ["used", "used", "observed without it", "denied"]
    assert [row["kind"] for row in found.rows] == ["other", "joint statement", "other", "other"]
    assert found.caveats[1].startswith("Exposure: 2 joint statements in the register up to the last use, 1 since; uses on 2 days. Chance of the silence: Poisson 0.37, binomial 0.44, ")  # fmt: skip
    one = uses.uses(register(rows[0]), ("BRA", "ARG"), Window())
    assert one.says == "“no limits”: 1 use on record, on 1 January 2020."
    assert len(one.caveats) == 1
    none = uses.uses(register(rows[2]), ("BRA", "ARG"), Window())
    assert none.says == "“no limits”: no use on record, 1 text without it or denying it."
    lone = uses.uses(register(*rows, statements=["2022-01-01"]), ("BRA", "ARG"), Window())
    assert lone.caveats[1].startswith("The register has no joint statements on both sides of the last use")
    with pytest.raises(
        CoverageError, match="no text of the period asked is recorded with or without 'no limits'"
    ):
        uses.uses(register(*rows, statements=["2023-01-01"]), ("BRA", "ARG"), Window(start=date(2022, 6, 2)))
    with pytest.raises(
        CoverageError, match="the tables have no phrases of Brazil and Argentina in the period asked"
    ):
        uses.uses(register(*rows), ("BRA", "ARG"), Window(start=date(2022, 6, 2)))
    with pytest.raises(UnknownNameError, match="phrase"):
        uses.uses(register(*rows), ("BRA", "ARG"), Window(), phrase="great peace")


def test_a_silence_since_a_day():
    rows = [said("2020-01-01"), said("2020-05-01", document="Joint Statement"), said("2021-06-01", "no", document="Joint Statement"), said("2021-07-01", "no"), said("2021-08-01", office="news agency")]  # fmt: skip
    days = ["2019-05-01", "2020-05-01", "2021-06-01", "2022-06-01"]
    found = silence.unused_since(
        register(*rows, statements=days), ("ARG", "BRA"), Window(), shock="2020-05-01"
    )
    assert found.value == 0.0
    assert found.says.startswith("“no limits”: no use by any official on record since 1 May 2020, in 2 texts observed; of joint statements 1 of 2 before had it and none of 1 read since")  # fmt: skip
    assert [(row["label"], row["value"], row["texts"]) for row in found.rows] == [
        ("any official, before 2020-05-01 (2 texts)", 2.0, 2), ("any official, after 2020-05-01 (2 texts)", 0.0, 2),
        ("joint statements, before 2020-05-01 (2 texts)", 1.0, 2), ("joint statements, after 2020-05-01 (1 text)", 0.0, 1),
    ]  # fmt: skip
    assert "Of 2 joint statements since, 1 were read for the phrase." in found.caveats
    later = [*rows, said("2022-03-05", document="Joint Statement")]
    broken = silence.unused_since(
        register(*later, statements=days), ("ARG", "BRA"), Window(), shock="2020-05-01"
    )
    assert broken.says == "“no limits” was used once by officials since 1 May 2020 (first: ARG, Joint Statement, 5 March 2022); joint statements have it since, first in ARG, Joint Statement, 5 March 2022."  # fmt: skip
    twice = [*later, said("2022-03-06")]
    assert "was used 2 times by officials" in silence.unused_since(register(*twice, statements=days), ("ARG", "BRA"), Window(), shock="2020-05-01").says  # fmt: skip
    with pytest.raises(CoverageError, match="the register has 4 texts observed before 2021-07-01 and 0 after: a silence needs both"):  # fmt: skip
        silence.unused_since(register(*rows, statements=days), ("ARG", "BRA"), Window(), shock="2021-07-01")
    with pytest.raises(CoverageError, match="no text of the period asked is recorded with or without 'no limits': the record runs from 2020-01-01 to 2021-07-01"):  # fmt: skip
        silence.unused_since(register(*rows, statements=days), ("ARG", "BRA"), Window(start=date(2022, 1, 1)), shock="2020-05-01")  # fmt: skip


# --- refusals and rarer turns -------------------------------------------------------------------------------------------


def test_letters_that_grow_when_they_are_small_stay_in_their_place():
    assert phrases.folded("İst Ё") == "İst е"
    assert phrases.folded("ABC") == "abc"


def test_a_day_of_a_table_is_taken_as_it_is():
    from datetime import datetime

    here = Path("x")
    assert corpus._days(date(2020, 5, 6), "p", here) == corpus._days(datetime(2020, 5, 6, 7), "p", here) == (date(2020, 5, 6), date(2020, 5, 6))  # fmt: skip


def test_an_index_of_another_version_or_of_nothing_is_refused(tmp_path):
    import sqlite3

    with index(tmp_path, ("2020-05-01", None, "ARG", "peace")) as own:
        path = own.path
    base = sqlite3.connect(path)
    base.execute("PRAGMA user_version = 1")
    base.commit()
    base.close()
    with pytest.raises(FileFormatError, match="is an index of version 1, not 2: build it again"):
        Index(path)
    with pytest.raises(CoverageError, match="the corpus holds no document"):
        build([], tmp_path / "none.sqlite")
    other = tmp_path / "other.txt"
    other.write_text("mine", encoding="utf-8")
    with pytest.raises(
        OptionError, match="is there already, and is no index of a corpus; choose another name for the index"
    ):
        build([], other)
    told: list[int] = []
    many = [
        Document(id=str(place), date=date(2020, 1, 1), text="peace", language="en") for place in range(201)
    ]
    assert build(many, tmp_path / "many.sqlite", on_progress=told.append) == 201
    assert told == [100, 200]
    with pytest.raises(FileFormatError, match="two documents are called '0': give each its own id"):
        build([many[0], many[0]], tmp_path / "twice.sqlite")


def test_words_of_an_unknown_concept_and_a_silence_too_short_to_tell():
    rows = [(state, year, 10_000, 3) for state in ("ARG", "BRA") for year in (2020, 2022)]
    with pytest.raises(UnknownNameError, match="concept"):
        debate.agenda(speeches(*rows), ("ARG", "BRA"), Window(), terms="mood")
    from types import SimpleNamespace

    assert silence._telling(SimpleNamespace(chances={})) == ""
    assert silence._telling(SimpleNamespace(chances={"presence": 0.11})) == ": too few to tell"
    assert (
        silence._telling(SimpleNamespace(chances={"presence": 0.1}))
        == "; chance alone would give that in 10.0 % of cases"
    )
