"""Five hundred true sentences from the tables: none is contradicted, and of their mutations next to none is borne out."""

from __future__ import annotations

import random
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from realpolitik.claims.reading import check, make_article

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("mutations.py"))))
COUNT = 500


def statuses(texts):
    """The statuses of the claims of each sentence; all are read as one article, a paragraph each."""
    article = make_article("\n\n".join(texts), published="2026-03-01")
    places = {one.text: place for place, one in enumerate(article.sentences)}
    found = {place: [] for place in places.values()}
    for one in check(article).checked:
        if one.statement.kind == "claim":
            found[one.statement.sentence].append(one.status)
    return [found[places[text]] for text in texts]


@pytest.fixture(scope="module")
def true():
    return made.sentences(COUNT)


def test_there_are_forty_shapes(true):
    assert len(made.SHAPES) >= 40
    assert len(true) == COUNT
    assert len({one.shape for one in true}) >= 40


def test_true_sentences_are_read_and_never_contradicted(true):
    found = statuses([one.text() for one in true])
    wrong = [one.text() for one, got in zip(true, found, strict=True) if "contradicted" in got]
    assert wrong == []
    borne_out = sum(bool(got) and {*got} == {"supported"} for got in found)
    # sentences of two offices' figures, or of a place that is not certain, are mixed or not measurable
    assert borne_out / len(true) >= 0.85


@pytest.mark.parametrize("way", made.WAYS)
def test_mutations_are_not_borne_out(true, way):
    chance = random.Random(way)
    false = [one for one in (made.mutated(each, way, chance) for each in true) if one is not None]
    found = statuses([one.text() for one in false])
    borne_out = [one.text() for one, got in zip(false, found, strict=True) if got and {*got} <= {"supported"}]
    assert len(false) >= (5 if way == "rank" else 20)
    # one in five hundred over all ways: at most one in any way
    assert len(borne_out) <= (1 if len(false) > 250 else 0), borne_out
