"""Whose a measure, a meeting or a listing is, on which goods, and when what looks like support is none."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article


def rows(text: str, day: str):
    report = check(make_article(text, published=day))
    return [one for one in report.checked if one.statement.kind == "claim"]


def read(text: str, relations: str, day: str = "2025-11-20") -> set[tuple[str, str, float | None, str]]:
    said = [one.statement for one in rows(text, day)]
    return {
        (one.relation, " ".join(one.states), one.value, one.goods)
        for one in said
        if one.relation in relations.split()
    }


def statuses(text: str, relation: str, day: str) -> set[str]:
    return {one.status for one in rows(text, day) if one.statement.relation == relation}


MEASURES = {
    # broken by a state, kept on another's list, or on those in it
    "The EU has blacklisted 40 firms, including Turkish ones, which it accused of breaching restrictive measures against Iran.": ("sanctions", "TUR IRN"),
    "India is uneasy. Last week, Canada added Rosneft and an Indian refiner to its sanctions list.": ("sanctions", "IND RUS"),
    "India sanctioned 15 Turkish firms. The measures include a freeze of property in India of the targeted companies.": ("sanctions", "WEST IND"),
    "India has answered Turkey's support for Pakistan by sanctioning 12 Turkish firms.": ("sanctions", "PAK TUR"),
    "Turkey is the only European country not to impose sanctions on Russia.": ("sanctions", "EU RUS"),
    "India imposed tariffs on imported steel in May 2024, but the rate was cut in July that year after talks with Vietnam.": ("tariff", "IND VNM"),
    # firms of no state that is named, and of more than one
    "American sanctions hit two Iranian lenders and, in 2025, affected 36 intermediary firms that shipped the goods.": ("listings", "USA IRN"),
    "Canada imposed sanctions on India. It extended its sanctions to 70 more entities, most of whom make drones.": ("listings", "CAN IND"),
    "Britain sanctioned Iran. In addition to sanctions on 30 Iranian banks, it blacklisted 80 firms, including Turkish ones.": ("listings", "GBR IRN"),
    # a body that met in two states, a meeting inside one of them, a group of two others
    "The CSTO summit and the meeting of its council of ministers were held in Armenia and Kazakhstan.": ("encounter", "ARM KAZ"),
    "Trade has doubled, he said at a meeting to discuss cooperation with Japan hosted by Mongolian President Khurelsukh.": ("encounter", "JPN MNG"),
}  # fmt: skip


@pytest.mark.parametrize("text", MEASURES)
def test_what_is_of_others_is_not_read(text):
    relation, states = MEASURES[text]
    assert states not in {one[1] for one in read(text, relation)}


READ = {
    "Canada imposed sanctions on 14 Belarusian firms in May 2025.": ("listings", {("listings", "CAN BLR", 14.0, "")}),
    "India suspended purchases of palm oil from Malaysia in 2020.": ("ban", {("ban", "IND MYS", None, "palm-oil")}),
    "Canada enacted a ban on imports of Russian aluminium and steel.": (
        "ban", {("ban", "CAN RUS", None, "aluminium"), ("ban", "CAN RUS", None, "steel")},
    ),
    "Turkey imposed a tariff of 40 per cent on Chinese cars in 2023.": ("tariff", {("tariff", "TUR CHN", 0.4, "passenger-cars")}),
    "India banned 59 Turkish apps in June 2020.": ("ban", {("ban", "IND TUR", None, "")}),
    "Modi hosted Putin in Delhi on Friday.": ("encounter", {("encounter", "IND RUS", None, "")}),
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_whose_it_is_and_on_which_goods(text):
    relation, found = READ[text]
    assert read(text, relation) == found


@pytest.mark.parametrize(
    ("text", "day", "periods"),
    [
        ("Russia's sales fell in 2023 because of Western sanctions.", "2024-05-02", []),
        ("The cuts came after fresh American sanctions on Russia.", "2025-01-20", [""]),
        ("The cuts came after fresh American sanctions on Russia.", "2025-06-20", ["2025"]),
        ("Russia still suffers from Western sanctions.", "2024-05-02", ["2024"]),
    ],
)
def test_sanctions_of_another_year_are_not_of_that_of_publication(text, day, periods):
    assert [
        one.statement.period for one in rows(text, day) if one.statement.relation == "sanctions"
    ] == periods


WITHHELD = {
    "Ukraine's president claimed that China had been supplying weapons to Russia.": (
        "arms-supply",
        "2025-06-10",
    ),
    "Russia and Belarus have elevated their ties to an alliance.": ("alliance", "2026-03-10"),
    "Russia and North Korea signed a defence treaty in March 2026.": ("alliance", "2026-03-20"),
}
STANDING = {
    "China and North Korea signed a treaty of friendship and mutual assistance in 1961.": (
        "alliance",
        "2024-07-01",
    ),
    "Russia and Belarus are allies.": ("alliance", "2024-07-01"),
    "Putin and Xi last met in September.": ("encounter", "2025-12-01"),  # 31 August to 3 September
}


@pytest.mark.parametrize("text", WITHHELD)
def test_what_is_only_claimed_or_is_after_the_record_is_not_supported(text):
    assert statuses(text, *WITHHELD[text]) <= {"not measurable"}


@pytest.mark.parametrize("text", STANDING)
def test_what_is_on_record_stays_supported(text):
    assert statuses(text, *STANDING[text]) == {"supported"}


def test_a_meeting_of_the_month_before_bears_out_none_of_the_month_that_is_named():
    assert statuses("Putin and Xi met in June 2024.", "encounter", "2024-12-01") == {"not measurable"}
    assert statuses("Putin and Xi met in May 2024.", "encounter", "2024-12-01") == {"supported"}


def test_firms_that_are_named_are_not_borne_out_by_another_measure_of_the_day():
    text = "The EU imposed sanctions on the Russian firm {} on 23 June 2023."
    assert statuses(text.format("Uralvagon"), "sanctions", "2023-06-30") == {"not measurable"}


def test_a_number_of_firms_is_borne_out_by_an_act_that_counts_firms_and_by_no_other_number():
    text = "The EU imposed sanctions on Russia in {}. It added {} vessels to its list."
    assert statuses(text.format("June 2024", 27), "listings", "2024-06-30") == {"supported"}
    assert statuses(text.format("February 2023", 10), "listings", "2023-02-28") == {"not measurable"}
