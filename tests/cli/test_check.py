"""`realpolitik check`: from a file or standard input to a table, a page, JSON, and claims that run."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from realpolitik.cli.app import run

ARTICLES = Path(__file__).parents[1] / "claims" / "reading" / "articles"
SENTENCE = "Trade between the two countries hit a record US$240 billion in 2023, up from $146 billion just two years earlier."
TEXT = f"China and Russia have grown close.\n\n{SENTENCE} China should be ashamed."


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    """Run a command line in an empty folder; returns the exit code, what it printed, and what it complained of."""
    monkeypatch.chdir(tmp_path)

    def run_it(*arguments: str, given: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(given)))
        capsys.readouterr()
        code = run(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_it


def test_standard_input_gives_three_judged_tests_within_100_columns(call):
    code, out, _ = call("check", "-", "--date", "2024-04-20", given=TEXT.encode())
    assert code == 0
    assert max(map(len, out.splitlines())) <= 100
    assert out.count("supported") == 4  # three rows and the summary
    for figure in (
        "$240.1 bn in 2023; highest",
        "$240.1 bn (231.3 to 240.1)",
        "$146.9 bn (141.1 to 146.9)",
    ):
        assert figure in " ".join(out.replace("\n", " ").split()) or figure.split()[0] in out
    assert "3 claims: 3 supported" in " ".join(out.split())


def test_opinions_are_shown_when_asked_for(call):
    plain = call("check", "-", "--date", "2024-04-20", given=TEXT.encode())[1]
    full = call("check", "-", "--date", "2024-04-20", "--all", given=TEXT.encode())[1]
    assert "ashamed" not in plain
    assert "ashamed" in full


def test_json_has_sentence_statement_verdict_and_source(call):
    code, out, _ = call("check", str(ARTICLES / "india-oil.txt"), "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found["published"] == "2024-01-17"
    assert found["language"] == "English"
    judged = [one for one in found["statements"] if one["status"] in ("supported", "contradicted", "mixed")]
    assert len(judged) >= 6
    for one in judged:
        assert one["words"] in one["sentence"]
        assert one["verdicts"][0]["finding"]["sources"]


def test_saved_claims_run(call, tmp_path):
    code, out, _ = call("check", str(ARTICLES / "germany-russia-gas.html"), "--save", "claims.yaml")
    assert code == 0
    assert "claims.yaml" in out
    code, out, _ = call("claims", "claims.yaml")
    assert code == 0
    assert "supported" in out


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("page.html", '<mark class="supported"'),
        ("page.md", "**supported by the record**"),
        ("page.json", '"tally"'),
    ],
)
def test_the_annotated_article_is_written(call, tmp_path, name, holds):
    code, out, _ = call("check", str(ARTICLES / "india-oil.txt"), "--out", name)
    assert code == 0
    assert name in out
    assert holds in (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("check", "no-such-file.txt"), "check the path"),
        (("check", "-", "--date", "spring"), "write 2024-04-20"),
        (("check", "-", "--reader", "gramar"), "grammar"),
        (("check", "-", "--out", "page.docx"), ".html"),
    ],
)
def test_what_is_wrong_is_said(call, words, says):
    code, out, err = call(*words, given=b"Trade between China and Russia rose.")
    assert code == 2
    assert says in err
    assert not out


def test_another_language_and_nothing_at_all_are_said(call):
    french = "Le commerce entre la Chine et la Russie est plus important que dans les années passées."
    assert "The text is in French" in call("check", "-", given=french.encode())[1]
    code, out, _ = call("check", "-", given=b"")
    assert code == 0
    assert "No statement about states was found." in out
