"""The commands on words, events and sanctions: what they print, keep and refuse."""

from __future__ import annotations

import json
import math
import zipfile

import polars as pl
import pytest

from realpolitik.cli.app import run


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    """Run a command line; returns the exit code, what it printed, and what it complained of."""
    monkeypatch.chdir(tmp_path)

    def run_it(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_it


@pytest.fixture
def corpus(tmp_path):
    rows = [
        {"date": f"{year}-03-01", "speaker": "CHN", "text": text, "address": f"https://example.org/{year}"}
        for year, text in [
            (2018, "Peace."), (2019, "Peace."), (2020, "Friendship has no limits."), (2021, "It has no limits, and peace."),
            (2022, "Peace."), (2023, "The “no limits” of the press."), (2024, "Peace and a multipolar world."),
        ]
    ]  # fmt: skip
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_the_register_answers_without_a_corpus(call):
    code, out, _ = call("rhetoric", "no limits")
    assert code == 0
    assert "4 uses on record" in out
    assert "was used once by officials since 24 February 2022" in " ".join(out.split())
    assert all(len(line) <= 100 for line in out.splitlines())
    found = json.loads(call("rhetoric", "no-limits", "--since", "2022-04-01", "--format", "json")[1])
    assert [one["name"] for one in found] == ["rhetoric.uses", "rhetoric.absence"]
    assert found[1]["value"] == 0


def test_a_phrase_of_the_register_without_later_texts_is_still_shown(call):
    code, out, err = call("rhetoric", "new paradigm")
    assert code == 0
    assert "“new paradigm”: 1 use on record" in out
    assert "a silence needs both" in " ".join(err.split())
    assert call("rhetoric", "new paradigm", "--since", "2022-02-24")[0] == 3


def test_a_corpus_of_ones_own(call, corpus, tmp_path):
    words = ("rhetoric", "no limits", "--corpus", str(corpus), "--language", "en", "--since", "2022-02-24")
    code, out, _ = call(*words, "--index", str(tmp_path / "kept.index"), "--key-words", "3")
    text = " ".join(out.split())
    assert code == 0
    assert "2 uses in 2 of 7 documents, 2018 to 2024. Not counted: 1 quoted." in text
    assert "Not used in 3 documents since." in text
    assert "It has no limits, and peace." in text
    assert "https://example.org/2021" in text
    assert all(len(line) <= 100 for line in out.splitlines())
    found = json.loads(
        call("rhetoric", "no limits", "--corpus", str(tmp_path / "kept.index"), "--format", "json")[1]
    )
    assert [year["uses"] for year in found["years"]] == [0, 0, 1, 1, 0, 0, 0]
    assert found["passages"][0]["how"] == "quoted"


def test_an_index_is_not_written_over_a_corpus(call, corpus):
    before = corpus.read_bytes()
    code, _, err = call("rhetoric", "no limits", "--corpus", str(corpus), "--index", str(corpus))
    assert code == 2
    assert "is no index of a corpus" in " ".join(err.split())
    assert corpus.read_bytes() == before
    kept = corpus.with_name("kept.index")
    for _ in range(2):  # made, then read again
        assert call("rhetoric", "no limits", "--corpus", str(corpus), "--index", str(kept))[0] == 0


def test_columns_are_named_in_one_go(call, tmp_path):
    (tmp_path / "own.csv").write_text("when,words,who\n2020-01-01,It has no limits.,CHN\n", encoding="utf-8")
    words = (
        "rhetoric",
        "no limits",
        "--corpus",
        "own.csv",
        "--columns",
        "date=when",
        "text=words",
        "speaker=who",
    )
    code, out, _ = call(*words)
    assert code == 0
    # one use in four words: no power of ten, no plural of one, no span of one year
    assert "1 use in 1 of 1 document, 2020." in " ".join(out.split())
    assert "2020-01-01 · CHN" in out


def test_rates_are_written_out(call, corpus):
    out = " ".join(call("rhetoric", "no limits", "--corpus", str(corpus), "--since", "2020-06-01")[1].split())
    assert "e+" not in out
    assert "10,000 words before the day" in out


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("rhetoric", "***"), 2, "too little to search for"),
        (("rhetoric", "no limits", "--corpus", "nothing"), 2, "no such file or folder"),
        (
            ("rhetoric", "no limits", "--corpus", "corpus.jsonl", "--since", "2025-01-01"),
            3,
            "no document after 2025-01-01",
        ),
        (("rhetoric", "no limits", "--corpus", "corpus.jsonl", "--columns", "date"), 2, "write part=NAME"),
        (("rhetoric", "no limits", "--corpus", "corpus.jsonl", "--key-words", "3"), 2, "give --shock"),
        (("rhetoric", "no limits", "--corpus", "corpus.jsonl", "--since", "soon"), 2, "'soon' is not a date"),
        (("rhetoric", "no limits", "--corpus", "corpus.jsonl", "--passages", "-1"), 2, "0 or more"),
        (("rhetoric", "hegemon*"), 2, "Any other words: `realpolitik rhetoric PHRASE --corpus PATH`"),
        (("events", "RUS", "UKR", "--from", "2025"), 3, "from January 2018 to February 2024"),
        (("sanctions", "USA", "RUS", "--sector", "oli"), 2, "Did you mean oil"),
        (("events", "CHN", "RUS", "--file", "nothing.csv"), 2, "no such file"),
        (("events", "CHN", "RUS", "--per", "week"), 2, "choose day"),
        (("events", "BTN", "TUV"), 3, "no reported events"),
    ],
)
def test_what_is_wrong_is_said(call, corpus, words, code, complaint):
    got, _, err = call(*words)
    assert (got, complaint in " ".join(err.split())) == (code, True), err


def test_events_of_the_tables(call):
    code, out, _ = call("events", "RUS", "UKR")
    assert code == 0
    assert "since February 2022" in " ".join(out.split())
    assert len(json.loads(call("events", "RUS", "UKR", "--format", "json")[1])["rows"]) == 74


def export(path, *events):
    """A GDELT 2.0 export: 61 columns, no heading."""
    lines = []
    for number, (day, actor, target, code, quad, weight) in enumerate(events):
        cells = [""] * 61
        for place, value in (
            (0, number),
            (1, day),
            (7, actor),
            (17, target),
            (26, code),
            (29, quad),
            (30, weight),
        ):
            cells[place] = str(value)
        lines.append("\t".join(cells))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_events_of_an_export(call, tmp_path):
    export(
        tmp_path / "20220224.export.CSV",
        (20220224, "RUS", "UKR", "190", 4, -10.0),
        (20220224, "RUS", "UKR", "190", 4, -10.0),
        (20220225, "UKR", "RUS", "010", 1, 0.0),
        (20220225, "USA", "CHN", "040", 1, 1.0),
    )
    rows = json.loads(call("events", "RUS", "UKR", "--file", "20220224.export.CSV", "--format", "json")[1])
    assert [(row["actor"], row["events"], row["share"]) for row in rows] == [
        ("RUS", 2, 0.5),
        ("UKR", 1, 0.25),
    ]
    rows = json.loads(
        call("events", "RUS", "UKR", "--file", "20220224.export.CSV", "--one-a-day", "--format", "json")[1]
    )
    assert [row["events"] for row in rows] == [1, 1]
    out = call("events", "RUS", "UKR", "--file", "20220224.export.CSV")[1]
    assert "2022-02" in out
    assert all(len(line) <= 100 for line in out.splitlines())


def war(months=24):
    """Reports of two years, quarrels first and force from February 2022 on."""
    return [
        (
            day,
            "RUS",
            "UKR",
            *(("190", 4, -10.0) if day >= 20220201 else ("112", 3, -2.0) if day % 2 else ("040", 1, 1.0)),
        )
        for month in range(months)
        for day in ((2021 + month // 12) * 10000 + (month % 12 + 1) * 100 + one for one in (5, 6, 7))
    ]


def test_breaks_in_events_of_ones_own(call, tmp_path):
    export(tmp_path / "two-years.export.CSV", *war())
    with zipfile.ZipFile(tmp_path / "as-published.export.CSV.zip", "w") as archive:
        archive.write(tmp_path / "two-years.export.CSV", "two-years.export.CSV")
    words = ("events", "RUS", "UKR", "--file")
    text = " ".join(call(*words, "two-years.export.CSV", "--shock", "2022-02-24")[1].split())
    # before: two quarrels (-2) and a consultation (1) a month, the mean is -1
    assert "mean weight −1.00 before 2022-02" in text
    assert (
        "−10.00 since (the break lies from 2022-02 to 2022-02, 95 %), found without a date being given."
        in text
    )
    # the month of the day is left out: 13 to 26 before, 0 to 30 after, a half added to each
    assert f"Log ratio {math.log(13.5 / 26.5):+.2f}".replace("-", "−") in text
    assert f"{math.log(0.5 / 30.5):+.2f} (".replace("-", "−") in text
    assert call(*words, "as-published.export.CSV.zip")[1] == call(*words, "two-years.export.CSV")[1]
    few = " ".join(call(*words, "two-years.export.CSV", "--shock", "2024")[1].split())
    assert "No event after the day given: nothing to compare." in few


def test_downloads_that_broke_off_are_refused(call, tmp_path):
    export(tmp_path / "whole.export.CSV", *war())
    data = (tmp_path / "whole.export.CSV").read_bytes()
    (tmp_path / "cut.export.CSV").write_bytes(data[: len(data) // 2])
    with zipfile.ZipFile(tmp_path / "two.export.CSV.zip", "w") as archive:
        archive.writestr("one", data)
        archive.writestr("two", data)
    (tmp_path / "cut.export.CSV.zip").write_bytes((tmp_path / "two.export.CSV.zip").read_bytes()[:400])
    (tmp_path / "odd.tab").write_text(
        "Event ID\tEvent Date\tSource Country\tTarget Country\tCAMEO Code\tIntensity\n1\t2022-02-24\tA\tB\t190\tmany\n"
    )
    for name, complaint in (
        ("cut.export.CSV", "cut off"),
        ("cut.export.CSV.zip", "cannot be read as events"),
        ("two.export.CSV.zip", "is not an archive of one export"),
        ("odd.tab", "holds a field that is no number"),
    ):
        code, _, err = call("events", "RUS", "UKR", "--file", name)
        assert (code, complaint in " ".join(err.split())) == (2, True), err
    (tmp_path / "mixed").mkdir()
    export(tmp_path / "mixed" / "a.export.CSV", *war(1))
    (tmp_path / "mixed" / "notes.txt").write_text("x")
    assert "a folder of one kind" in " ".join(call("events", "RUS", "UKR", "--file", "mixed")[2].split())


def test_gdelt_by_bigquery(call, tmp_path):
    pl.DataFrame(
        {
            "GLOBALEVENTID": [1, 2],
            "SQLDATE": [20220224, 20220225],
            "Actor1CountryCode": ["RUS", "RUS"],
            "Actor2CountryCode": ["UKR", "UKR"],
            "EventCode": ["190", "040"],
            "QuadClass": [4, 1],
            "GoldsteinScale": [-10.0, 1.0],
        }
    ).write_parquet(tmp_path / "table.parquet")
    rows = json.loads(call("events", "RUS", "UKR", "--file", "table.parquet", "--format", "json")[1])
    assert [(row["events"], row["weight_sum"]) for row in rows] == [(2, -9.0)]


def test_a_day_given_sets_a_third_beside(call):
    found = json.loads(
        call("events", "CHN", "RUS", "--shock", "2022-02-24", "--third", "India", "--format", "json")[1]
    )
    assert [one["name"] for one in found] == ["events.weight", "events.compare"]
    assert "China and India" in {row["label"] for row in found[1]["rows"]}


def test_an_icews_file_names_states_its_own_way(call, tmp_path):
    heading = "Event ID\tEvent Date\tSource Country\tTarget Country\tCAMEO Code\tIntensity\n"
    (tmp_path / "events.tab").write_text(
        heading
        + "1\t2022-02-24\tRussian Federation\tUkraine\t190\t-10\n"
        + "2\t2022-02-25\tMuscovy\tUkraine\t190\t-10\n",
        encoding="utf-8",
    )
    words = ("events", "RUS", "UKR", "--file", "events.tab", "--format", "json")
    assert [row["events"] for row in json.loads(call(*words)[1])] == [
        1
    ]  # a common name is known, an odd one is not
    assert call("events", "RUS", "UKR", "--file", "events.tab", "--from", "2023")[0] == 3
    rows = json.loads(call(*words, "--to", "2022-02", "--names", "Muscovy", "Ukraine")[1])
    assert [(row["actor"], row["month"], row["quad_4"]) for row in rows] == [("RUS", 202202, 2)]
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "of no known format" in call("events", "RUS", "UKR", "--file", "other.csv")[2]


def test_sanctions_between_two_states_on_a_day(call):
    code, out, _ = call("sanctions", "USA", "RUS", "--on", "2022-03-31", "--sector", "oil")
    assert code == 0
    assert "E.O. 14066" in " ".join(out.split())
    assert all(len(line) <= 100 for line in out.splitlines())
    found = json.loads(call("sanctions", "CHN", "RUS", "--third", "--format", "json")[1])
    assert [one["name"] for one in found] == ["sanctions.in_force", "sanctions.intensity", "sanctions.joined"]
    assert call("sanctions", "FJI", "PER")[0] == 3
    assert call("sanctions", "USA", "RUS", "--on", "then")[0] == 2
