"""Words are a claim only of one who is named, or meant, beyond doubt, with the time that the sentence tells; and what is only claimed is no fact."""

from __future__ import annotations

import pytest

DAY = "2025-10-24"
SAID = {
    "Kenya said Tuesday that ties with Uganda had to deepen.": ("KEN UGA", "2025-10-21"),
    "Kenya said in March it would open its border to Uganda.": ("KEN UGA", "2025-03"),
    "Kenya had warned earlier this year that Uganda would break the treaty.": ("KEN UGA", "2025"),
    "Last week, Kenya warned Uganda over the border.": ("KEN UGA", "2025-10-13..2025-10-19"),
    "Last month, Kenya warned Uganda over the border.": ("KEN UGA", "2025-09"),
    "Modi spoke in Delhi. He said that India would honour the treaty with Russia.": ("IND RUS", ""),
    '"Our meeting last year opened a new chapter with India," Putin said.': ("RUS IND", ""),
}
NO_WORDS = (
    # a pronoun that may be another
    "Modi met Putin in Moscow. He said that India would honour the treaty with Russia.",
    "Modi met the envoys. Ms Diaz spoke in Delhi. She said there would be peace with Pakistan.",
    "Breaking with Chile, Peru cut its tariff on Indian cars, the country's prime minister Ana Diaz said. She said there would be peace.",
    "The draft resolution was tabled by Peru. It further called for an end to the war in Sudan.",
    '"Uganda stands out in Africa. Its efforts are welcome to Kenya in the region," it added.',
    "Washington listed 40 firms, among them Turkish ones, which it accused of trading with Iran.",
    # a saying of nobody in particular, or of others
    'Kenya sells tea to small houses in Uganda, commonly referred to as "the kettles of Kampala".',
    'Kenya and Peru signed a pact widely described as the "pact of the century".',
    'Turkey sells Iran parts identified by India and Peru as "items of high priority".',
    "Diplomats claimed India vowed to end the war.",
    # at a time that the words do not give, or that is another's
    "On his second day in office, Lula vowed that Brazil would leave the treaty with Peru.",
    'Kenya\'s ambassador said after the vote that "the resolution will help Uganda to live in peace".',
    "Trade of Peru with Chile grew in 2019, as Peru said it would honour the treaty with Chile.",
)  # fmt: skip
NO_FACT = {
    "A day earlier, Lula claimed that Iran had been supplying missiles to Russia.": "arms-supply",
    "The two leaders discussed accusations that India had exported weapons to Ukraine.": "exports",
}


@pytest.mark.parametrize("text", SAID)
def test_the_time_told_with_the_verb_is_that_of_the_words(text, understood):
    assert SAID[text] in {(one[1], one[4]) for one in understood(text, DAY) if one[0] == "words"}


@pytest.mark.parametrize("text", NO_WORDS)
def test_words_of_one_who_is_not_certain_are_no_claim(text, understood):
    assert not [one for one in understood(text, DAY) if one[0] in ("words", "joint-words")]


def test_a_state_that_sanctions_or_banks_belong_to_does_not_speak(understood):
    text = 'India has denounced the Turkish sanctions as unlawful, saying they are a tool of "plunder and robbery".'
    assert {one[1].split()[0] for one in understood(text, DAY) if one[0] == "words"} == {"IND"}


def test_two_who_describe_their_ties_speak(understood):
    text = 'Kenya and Uganda describe their relations as a partnership "for all weathers".'
    assert [one[1] for one in understood(text, DAY) if one[0] == "joint-words"] == ["KEN UGA"]


def test_a_participle_of_one_who_speaks_is_no_passive(understood):
    text = 'Modi echoed this, calling his trip to Kenya "the main event of the year".'
    assert [one[1] for one in understood(text, DAY) if one[0] == "words"] == ["IND KEN"]


def test_one_who_only_abstained_was_not_spoken_to(understood):
    text = 'The text, which Modi claimed would bring "a lasting peace to all", passed, with only Kenya abstaining.'
    assert [one[1] for one in understood(text, DAY) if one[0] == "words"] == ["IND"]


@pytest.mark.parametrize("text", NO_FACT)
def test_what_is_only_claimed_is_no_fact(text, understood):
    assert NO_FACT[text] not in {one[0] for one in understood(text, DAY)}


def test_the_state_of_a_time_zone_casts_no_vote(understood):
    text = "Brazil on Monday (Nairobi time) vetoed a United Nations Security Council draft resolution."
    assert [one[1] for one in understood(text, DAY) if one[0] == "ballot"] == ["BRA"]
