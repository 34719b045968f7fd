"""Names stand in sentences as English has them: the United States, the United Kingdom."""

from __future__ import annotations

import re

import pytest

from realpolitik.errors import RealpolitikError
from realpolitik.findings import Window
from realpolitik.measures.registry import measures, resolve_within
from realpolitik.states.wording import called
from realpolitik.store import Store

BARE = re.compile(
    r"(?<!the )(?<!The )(?<=[a-z] )United (States|Kingdom)\b(?!–)|^United (States|Kingdom) [a-z]"
)
"""A name with no article after a word of the sentence, or before its verb; a label (`United States: 3`) has none."""


@pytest.mark.parametrize("name", sorted(measures()))
def test_what_a_measure_says_of_two_states_with_articles_has_them(name):
    chosen = measures()[name]
    states = [resolve_within(code, Window()) for code in ("USA", "GBR")][: chosen.states]
    try:
        found = chosen(Store(), states, Window())
    except RealpolitikError as error:  # not covered: the message is a sentence too
        said = [str(error)]
    else:
        said = [found.says, *found.caveats]
    assert [text for text in said if BARE.search(text)] == []


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("USA", "the United States"),
        ("NLD", "the Netherlands"),
        ("SUN", "the Soviet Union"),
        ("DOM", "the Dominican Republic"),
        ("PNG", "Papua New Guinea"),
        ("CHN", "China"),
    ],
)
def test_articles_stand_where_english_has_them(code, written):
    assert called(code) == written
