"""The brief on paper: every question, verdict and source of the page, and no text read as markup."""

from __future__ import annotations

import io
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from realpolitik.briefs import write
from realpolitik.briefs.pdf import pdf

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")
examples = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("examples.py"))))


def words(content: bytes) -> str:
    """The text of all pages on one line, hyphens at line ends undone."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.fixture(scope="module")
def text() -> str:
    return words(pdf(examples.brief()))


def test_every_question_verdict_and_source_is_there(text):
    for section in examples.brief().sections:
        assert section.asks in text
    assert "supported" in text
    assert "contradicted" in text
    assert "a revision of 0.2 billion downward" in text
    assert "The central bank's bulletin would supply it" in text.replace("\u2019", "'")


def test_text_is_set_as_text(text):
    # the hostile finding and the hostile author hold HTML; a hash would begin code in the typesetter's language
    assert "<script>" in text


def test_a_pair_without_figures_has_pages_too():
    assert "No figures on this pair are embedded" in words(pdf(examples.empty()))


def test_the_file_is_tagged_for_screen_readers(tmp_path):
    path = write(examples.empty(), tmp_path / "brief.pdf")
    catalog = pypdf.PdfReader(path).trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en"


@pytest.mark.slow
def test_the_main_questions_take_fifteen_pages_and_the_annex_has_every_figure():
    from realpolitik.briefs import build

    brief = build("CHN", "RUS")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf(brief))).pages]
    annex = next(n for n, page in enumerate(pages) if "Annex: all figures" in page)
    assert annex <= 15
    flat = " ".join("".join(pages).replace("\u2019", "'").split())
    missed = [one.says for one in brief.findings if one.says[:40].replace("\u2019", "'") not in flat]
    assert len(missed) <= len(brief.findings) // 10  # hyphens at line ends hide a few
