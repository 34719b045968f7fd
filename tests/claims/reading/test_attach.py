"""Amounts that no rule and no form takes: each is given to the nearest quantity of its clause, or to none."""

from __future__ import annotations

from datetime import date

import pytest

from realpolitik.claims.reading import GrammarReader, check, make_article
from realpolitik.claims.reading.attach.amounts import bound
from realpolitik.claims.reading.attach.phrases import phrases
from realpolitik.claims.reading.attach.reading import NEAREST
from realpolitik.claims.reading.reader import skeleton_of

Said = tuple[str, str, str, float, str, str]
KINDS: dict[str, set[Said]] = {
    # the change is a noun, the level a participle, or in brackets
    "In May 2024, the value of China's foreign trade demonstrated a growth of 5.1 percent, reaching 3.7 trillion yuan.": {
        ("world-trade", "CHN", "grows", 0.051, "2023-05..2024-05", ""),
        ("world-trade", "CHN", "near", 3.7e12, "2024-05", ""),
    },
    "China's trade with Russia grew in April 2024. In May 2024, bilateral trade held steady at $20 billion, with a 2% increase in Chinese exports to $9.5 billion and a 3% drop in Russian imports to $10.5 billion.": {
        ("exports", "RUS CHN", "shrinks", 0.03, "2023-05..2024-05", ""),
        ("exports", "RUS CHN", "near", 1.05e10, "2024-05", ""),
    },
    # several times, several partners, the other side after the amount
    "Brazil's exports in May 2024 to Peru dropped from $60m (225m soles) in April 2024 to $40m (150m soles).": {
        ("exports", "BRA PER", "near", 6e7, "2024-04", ""),
        ("exports", "BRA PER", "near", 4e7, "2024-05", ""),
    },
    "Kenya's exports to Rwanda and Uganda rose in May 2024 by 11 percent and 4 percent, respectively.": {
        ("exports", "KEN RWA", "grows", 0.11, "2023-05..2024-05", ""),
        ("exports", "KEN UGA", "grows", 0.04, "2023-05..2024-05", ""),
    },
    "In 2023, Brazil recorded a trade surplus of approximately $3 billion with Chile.": {
        ("balance", "BRA CHL", "near", 3e9, "2023", ""),
    },
    # the flow, its goods and its states are those of the sentence before
    "Russia's supplies of pipeline gas to China grew. Supplies via the Power of Siberia totaled 4.1 billion cubic meters in 2020, 10.4 billion cubic meters in 2021.": {
        ("exports", "RUS CHN", "near", 4.1e9, "2020", "pipeline-gas"),
        ("exports", "RUS CHN", "near", 1.04e10, "2021", "pipeline-gas"),
    },
}


def read(text: str) -> set[Said]:
    """What is read of the amounts of a text that were given to the nearest quantity."""
    return {
        (
            one.relation,
            " ".join(one.states),
            str(one.test),
            float(f"{one.value or 0:.6g}"),
            one.period,
            one.goods,
        )
        for one in GrammarReader().read(make_article(text, published=date(2025, 2, 1)))
        if NEAREST in one.assumed
    }


@pytest.mark.parametrize("text", KINDS)
def test_an_amount_is_given_to_the_nearest_quantity(text: str) -> None:
    whole = {
        (
            one.relation,
            " ".join(one.states),
            str(one.test),
            float(f"{one.value or 0:.6g}"),
            one.period,
            one.goods,
        )
        for one in GrammarReader().read(make_article(text, published=date(2025, 2, 1)))
        if one.kind == "claim" and not one.doubts and one.value is not None
    }
    assert KINDS[text] <= whole


NONE = (
    "In 2023, exports to Peru grew as Brazil's GDP demonstrated a growth of 3 percent.",  # of another thing
    "China's foreign trade may demonstrate a growth of 5.1 percent in May 2024, reaching 3.7 trillion yuan.",  # to come
    "In May 2024, China's foreign trade, which Russia's ministry tracks for 12 partners, demonstrated a plan of 5 percent.",
    "Kenya's exports to Rwanda and Uganda rose in May 2024 by 11 percent.",  # of both together
    "Brazil's trade surplus with nine neighbours demonstrated a growth of 5 percent in 2023.",  # of several
    "China's monthly steel exports demonstrated a fall to 400 tons in May 2024.",  # a rate
    "China's exports to Peru fell 3% month-on-month in April 2024. In May 2024, exports to Peru demonstrated a growth of 4 percent.",  # from when
    "Iran's exports to its 15 neighbours demonstrated a growth of 12 percent in 2023.",  # of several
    "Peru's mineral fuel exports demonstrated a growth of $350 million from June figures in July 2024.",  # of goods that have no name here
    "Azerbaijan sold gas to Italy. As such, the imports demonstrated a growth of 7 percent in April 2024.",  # whose
    "A private firm contributed $4 billion to Peru's total exports, demonstrating a growth of 24 percent in 2023.",  # of its part
    "In 2023, Belgium sharply reduced its purchases, to only 92 million euros.",  # from whom is not said
    "China's exports to Russia fell in 2023. Globally, trade came to $5.9 trillion. Exports demonstrated a growth of 6 percent in 2023.",  # of all, or of the two
)


@pytest.mark.parametrize("text", NONE)
def test_an_amount_that_another_thing_may_have_is_given_to_none(text: str) -> None:
    assert not read(text)


def test_what_was_given_to_the_nearest_quantity_is_never_contradicted() -> None:
    text = "In 2023, the value of China's exports to Russia demonstrated a growth of 5 percent, reaching $900 billion."
    report = check(make_article(text, published=date(2025, 2, 1)))
    assert {one.status for one in report.checked if NEAREST in one.statement.assumed} <= {"not measurable"}


def test_why_an_amount_is_given_to_none_is_said() -> None:
    one = skeleton_of(
        "Exports to Peru, with investments of $3 billion, rose by $2 billion.", date(2025, 2, 1)
    )
    made = bound(one, phrases(one), {*one.numbers("q")})
    assert [each.why for each in made] == ["it stands after “investments”", "it stands after “investments”"]
