"""What is contradicted in a plain sentence, and withheld where the sentence may speak of something else."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article

FAR = "certainty of what is meant: the sentence names other flows, and what it says is far from the record of this one"


def verdicts(text, published="2024-06-01"):
    return [(one.statement.relation, one.status, one.verdicts[0].why) for one in check(make_article(text, published=published)).checked if one.verdicts]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Trade between China and Russia came to $500 billion in 2023.",
        "China's exports to Russia fell 30 percent in 2023.",
        "Russia's exports to China came to $40 billion in 2023.",
        "Trade of China and Russia reached $300 billion in 2023, and India's economy grew.",  # a slip in size, for all that India stands there
    ],
)
def test_a_plain_sentence_that_the_record_refutes_is_contradicted(text):
    assert [status for _, status, _ in verdicts(text)] == ["contradicted"]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("China's exports to Russia came to $900 billion in 2023, while India bought oil.", "$111.0 bn (110.0 to 119.8) in 2023"),
        ("In all of China's foreign trade, exports to Russia came to $900 billion in 2023.", "$111.0 bn (110.0 to 119.8) in 2023"),
        ("China's exports to Russia fell 30 percent in 2023, while India bought oil.", "45.8 % (45.8 to 46.1) in 2022–2023"),
    ],
)  # fmt: skip
def test_what_may_be_of_another_flow_and_is_far_from_the_record_contradicts_nobody(text, figure):
    [(relation, status, why)] = verdicts(text)
    assert (relation, status) == ("exports", "not measurable")
    assert why.startswith(f"Not measurable yet: needs {FAR}. On record: ")
    assert figure in why


def test_so_is_a_part_of_a_year_and_a_fall_of_a_states_own_total():
    text = "In January-March 2023 China's exports to Russia came to $617 billion, while its total trade fell."
    found = verdicts(text, "2023-06-01")
    assert [status for _, status, _ in found] == ["not measurable", "not measurable"]
    assert found[0][2].startswith(f"Not measurable yet: needs {FAR}. On record: $24.1 bn (19.3 to 28.9)")
    assert "the sentence names other flows. On record: " in found[1][2]
    plain = "In January-March 2023 China's exports to Russia came to $617 billion."
    assert [status for _, status, _ in verdicts(plain, "2023-06-01")] == ["contradicted"]


@pytest.mark.parametrize(
    "text",
    [
        "China's exports to Russia came to $240 billion in 2023, and trade grew.",
        "China's exports to Russia came to $240 billion in 2023 as imports fell.",
    ],
)
def test_an_amount_that_the_record_has_for_another_flow_is_said_to_be_of_that(text):
    relation, status, why = verdicts(text)[0]
    assert (relation, status) == ("exports", "not measurable")
    assert "the record has this amount for trade of China and Russia in 2023. On record: $11" in why


def test_an_amount_of_a_single_flow_is_contradicted_though_another_has_it():
    assert verdicts("China's exports to Russia came to $240 billion in 2023.")[0][1] == "contradicted"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Fiji is China's largest trading partner.", "contradicted"),
        ("Fiji is China's largest trading partner, ahead of Samoa.", "not measurable"),
        ("Kazakhstan's main partners are known: Uzbekistan is Kazakhstan's largest trading partner.", "not measurable"),
    ],
)  # fmt: skip
def test_a_place_is_contradicted_where_no_other_state_is_named(text, status):
    assert next(found for relation, found, _ in verdicts(text) if relation == "rank-partner") == status
