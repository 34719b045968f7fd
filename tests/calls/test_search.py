"""Search of measures by words: the question of a person finds the measure that answers it."""

from __future__ import annotations

import pytest

from realpolitik.calls.search import search
from realpolitik.measures import measures


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("how dependent is Russia on China for imports", "dependence.import_share"),
        ("UN voting similarity between India and Russia", "votes.similarity"),
        ("votes alike in the UN", "votes.change"),
        ("how concentrated are India's arms imports", "security.arms_suppliers"),
        ("what would they lose if trade stopped", "leverage.loss"),
        ("military spending of Germany", "power.military_spending"),
        ("sanctions in force against Iran", "sanctions.in_force"),
        ("meetings of leaders", "meetings.count"),
        ("the discount on crude oil", "discount.price"),
        ("alliance obligations", "treaties.obligations"),
    ],
)
def test_a_question_finds_its_measure_among_the_first_three(question, name):
    assert name in [one.name for one in search(question)[:3]]


def test_every_name_finds_itself_and_nonsense_finds_nothing():
    lost = [name for name in measures() if name not in [one.name for one in search(name)]]
    assert not lost
    assert search("xyzzy") == search("") == search("the of and") == []
    assert search("China Russia") == []
