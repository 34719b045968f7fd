"""Corpora as people keep them, and what is wrong with some of them."""

from __future__ import annotations

import json
import os
from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError, FileFormatError, OptionError
from realpolitik.measures.words import corpus
from realpolitik.measures.words.corpus import Document, read, words_in
from realpolitik.measures.words.corpus_index import Index, build, words_of
from realpolitik.measures.words.phrases import concept, concepts

ROWS = [
    {"date": "2022-02-04", "speaker": "Xi and Putin", "language": "en", "title": "Joint statement", "text": "Friendship has no limits.", "address": "https://example.org/1"},
    {"date": "2022-03-30", "speaker": "Wang Wenbin", "language": "zh", "title": "记者会", "text": "中俄合作没有止境，反对霸权没有止境。", "address": "https://example.org/2"},
    {"date": "2023-03-21", "speaker": "Xi and Putin", "language": "ru", "title": "Заявление", "text": "Многополярный мир.", "address": "https://example.org/3"},
]  # fmt: skip


def written(folder, kind):
    if kind == "folder":
        place = folder / "texts"
        place.mkdir()
        for row in ROWS:
            (place / f"{row['date']}-text.txt").write_text(row["text"], encoding="utf-8")
        return place
    path = folder / f"corpus.{kind}"
    if kind == "jsonl":
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")
    elif kind == "csv":
        pl.DataFrame(ROWS).write_csv(path)
    else:
        pl.DataFrame(ROWS).write_parquet(path)
    return path


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "folder"])
def test_every_form_gives_the_same_documents(tmp_path, kind):
    found = list(read(written(tmp_path, kind)))
    assert [one.date for one in found] == [date(2022, 2, 4), date(2022, 3, 30), date(2023, 3, 21)]
    assert [one.text for one in found] == [row["text"] for row in ROWS]
    if kind != "folder":
        assert [(one.speaker, one.language, one.address) for one in found] == [
            (row["speaker"], row["language"], row["address"]) for row in ROWS
        ]


def test_pages_are_read_for_their_words(tmp_path):
    page = "<html><head><title>Briefing &amp; more</title><style>p{}</style></head><body><nav>Home</nav><p>No <b>limits</b></p><script>var no = 'limits'</script><p>for cooperation</p></body></html>"
    (tmp_path / "20220330_briefing.html").write_text(page, encoding="utf-8")
    (found,) = read(tmp_path)
    assert (found.date, found.title, found.text.split()) == (
        date(2022, 3, 30),
        "Briefing & more",
        ["No", "limits", "for", "cooperation"],
    )


def test_the_folders_of_the_general_debate_are_read_as_published(tmp_path):
    folder = tmp_path / "Session 26 - 1971"
    folder.mkdir()
    (folder / "CHN_26_1971.txt").write_text("We oppose hegemony.", encoding="utf-8-sig")
    (found,) = read(tmp_path)
    # the file tells the year; a debate opens in September and ran to December in its first decades
    assert (found.speaker, found.date, found.last, found.language) == (
        "CHN",
        date(1971, 9, 1),
        date(1971, 12, 31),
        "en",
    )
    assert found.text == "We oppose hegemony."


def test_a_date_as_written_is_all_its_days(tmp_path):
    rows = [
        {"date": "2022", "text": "a"},
        {"date": "2022-02", "text": "b"},
        {"date": "2022-02-04", "text": "c"},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert [(one.date, one.last) for one in read(path)] == [
        (date(2022, 1, 1), date(2022, 12, 31)),
        (date(2022, 2, 1), date(2022, 2, 28)),
        (date(2022, 2, 4), date(2022, 2, 4)),
    ]
    pl.DataFrame({"iso3": ["CHN"], "session": [77], "year": [2022], "text": ["Peace."]}).write_parquet(
        tmp_path / "debate.parquet"
    )
    assert next(iter(read(tmp_path / "debate.parquet"))).date == date(2022, 9, 1)


def test_years_and_other_names_of_columns(tmp_path):
    path = tmp_path / "speeches.parquet"
    pl.DataFrame({"year": [1971.0], "iso3": ["CHN"], "speech": ["Hegemony."]}).write_parquet(path)
    (found,) = read(path, language="en")
    assert (found.date, found.speaker, found.language, found.id) == (
        date(1971, 1, 1),
        "CHN",
        "en",
        "speeches.parquet:1",
    )
    pl.DataFrame({"when": ["1971"], "words": ["Hegemony."]}).write_parquet(path)
    with pytest.raises(FileFormatError, match="columns text=NAME"):
        list(read(path))
    assert len(list(read(path, columns={"date": "when", "text": "words"}))) == 1
    with pytest.raises(OptionError, match="no column 'wann'"):
        list(read(path, columns={"date": "wann", "text": "words"}))


def test_broken_encodings_are_named(tmp_path):
    russian = "Дружба без границ"
    (tmp_path / "2022-02-04.txt").write_bytes(russian.encode("cp1251"))
    with pytest.raises(
        FileFormatError,
        match=r"is not UTF-8 at byte 0: save it as UTF-8, or give its encoding, such as cp1251",
    ):
        list(read(tmp_path))
    assert next(iter(read(tmp_path, encoding="cp1251"))).text == russian
    (tmp_path / "2022-02-04.txt").write_bytes(russian.encode("utf-16"))
    assert next(iter(read(tmp_path))).text == russian
    with pytest.raises(OptionError, match="encoding 'latin-99' is not known"):
        list(read(tmp_path, encoding="latin-99"))
    path = tmp_path / "rows.csv"
    path.write_bytes(b"date,text\n2022-02-04,fine\n2022-02-05," + russian.encode("cp1251") + b"\n")
    with pytest.raises(FileFormatError, match="is not UTF-8 after row"):
        list(read(path))
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"date": "2022", "text": "fine"}\n{"date": "2022", "text": "\xcf\xf0"}\n')
    with pytest.raises(FileFormatError, match="is not UTF-8 in line 2"):
        list(read(path))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", '{"date": "2022", "text": "fine"}\n{"date": "2022", "te', "line 2 is not JSON"),
        ("a.jsonl", "[1, 2]\n", "line 1 is no object"),
        ("a.jsonl", '{"date": "yesterday", "text": "fine"}\n', "'yesterday' is not a date"),
        ("a.jsonl", '{"text": "fine"}\n', "no column is the date; there are text"),
        ("a.csv", "year,text\n,fine\n", "row 2 has nothing in column 'year'"),
        ("a.csv", "date,text\n2022-02-04,one,two\n", "row 2 has not as many fields"),
        ("a.csv", 'date,text\n2022-02-04,"open\n', "unexpected end of data"),
        ("undated.txt", "fine", "no date in its name"),
        ("a.parquet", "not parquet", "is not Parquet"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileFormatError, match=message) as caught:
        list(read(path))
    assert name in str(caught.value)


def test_a_text_of_two_gigabytes_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "2022-02-04-everything.txt"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 2 * 2**30)  # sparse: takes no room on the disk
    with pytest.raises(FileFormatError, match="more than 33,554,432 bytes"):
        list(read(path))


def test_a_line_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus, "LARGEST", 1000)
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"date": "2022", "text": "x" * 2000}), encoding="utf-8")
    with pytest.raises(FileFormatError, match="line 1 is longer than"):
        list(read(path))


def test_empty_corpora_are_refused(tmp_path):
    with pytest.raises(CoverageError, match="holds no document"):
        list(read(tmp_path))
    (tmp_path / "a.jsonl").write_text("\n\n", encoding="utf-8")
    with pytest.raises(CoverageError, match="holds no document"):
        build(read(tmp_path / "a.jsonl"), tmp_path / "out.index")
    assert not (tmp_path / "out.index").exists()
    with pytest.raises(OptionError, match="no such file"):
        list(read(tmp_path / "nothing.csv"))
    (tmp_path / "a.docx").write_text("x", encoding="utf-8")
    with pytest.raises(OptionError, match=r"not '\.docx'"):
        list(read(tmp_path / "a.docx"))


@pytest.fixture
def index(tmp_path):
    build(read(written(tmp_path, "jsonl")), tmp_path / "corpus.index")
    with Index(tmp_path / "corpus.index") as found:
        yield found


def test_an_index_finds_what_the_texts_hold(index):
    assert len(index) == 3
    for name in concepts():
        own = concepts()[name]
        direct = {row["address"]: len(own.find(row["text"])) for row in ROWS if own.find(row["text"])}
        assert {one.address: len(one.matches) for one in index.search(own)} == direct
    (english, chinese) = index.search(concept("no limits"))
    assert index.passages(english) == ["Friendship has no limits."]
    assert (english.words, chinese.words, chinese.used()) == (4, 16, 2)
    assert index.passages(chinese, around=3)[1] == "…对霸权没有止境。"
    assert [(one.speaker, one.documents, one.words) for one in index.exposure()] == [
        ("Xi and Putin", 1, 4),
        ("Wang Wenbin", 1, 16),
        ("Xi and Putin", 1, 2),
    ]


def test_an_index_in_parts_is_the_same_index(tmp_path, monkeypatch):
    monkeypatch.setattr("realpolitik.measures.words.corpus_index.HELD", 3)  # a part a document
    build(read(written(tmp_path, "jsonl")), tmp_path / "corpus.index")
    with Index(tmp_path / "corpus.index") as index:
        assert [one.day.year for one in index.search(concept("hegemony"))] == [2022]
        assert [one.day.year for one in index.search(concept("mul* world"))] == []
        assert [one.day.year for one in index.search(concept("Многополярн* мир"))] == [2023]


def test_other_files_are_no_index(tmp_path):
    (tmp_path / "a.index").write_text("text" * 100, encoding="utf-8")
    with pytest.raises(FileFormatError, match="is not an index"):
        Index(tmp_path / "a.index")
    with pytest.raises(FileFormatError, match="is not an index"):
        Index(tmp_path / "nothing.index")
    twice = [Document(id="1", date=date(2022, 2, 4), text="no limits")] * 2
    with pytest.raises(FileFormatError, match="two documents are called '1'"):
        build(twice, tmp_path / "out.index")
    assert not list(tmp_path.glob("*out*"))


def test_words_of_forms():
    assert words_of("霸") == [("霸", False)]
    assert words_of("mul* world") == [("mul", True), ("world", False)]
    assert words_of("win-win") == [("win", False), ("win", False)]
    assert words_in("Мир и дружба") == 3
    assert words_in("世界多极化 2022") == 5


@pytest.mark.shared
def test_chinese_reports_are_found_without_spaces(shared_data, tmp_path):
    path = shared_data / "text" / "china_government_work_reports_1954_2025_zh.parquet"
    reports = pl.read_parquet(path).drop_nulls("year").unique("url").select("year", "title", "url", "content")
    reports.write_parquet(tmp_path / "reports.parquet")
    build(read(tmp_path / "reports.parquet", language="zh"), tmp_path / "reports.index")
    with Index(tmp_path / "reports.index") as index:
        hegemony = index.search(concept("霸权"))
        assert len(hegemony) > 20
        counted = {row["url"]: row["content"].count("霸权") for row in reports.iter_rows(named=True)}
        assert {one.address: len(one.matches) for one in hegemony} == {k: n for k, n in counted.items() if n}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"encoding": "cp9999"}, "encoding 'cp9999' is not known"),
        ({"language": "english"}, "it is en or zh or ru"),
        ({"columns": {"datum": "when"}}, "a document has no part 'datum'"),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_options_that_nobody_knows_are_refused(tmp_path, options, message, name):
    (tmp_path / name).write_text("when,text\n2022,fine\n", encoding="utf-8")
    with pytest.raises(OptionError, match=message):
        list(read(tmp_path / name, **options))
