"""Deeds told in a noun phrase, an aside or reported words, in sentences of our own; and what is no such claim."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article
from realpolitik.claims.reading.matching.wording import says

DAY = "2025-10-24"
READ = {
    # who said what to or of whom, without quotation marks
    "Kenya has repeatedly warned Uganda over its support for rebels.": {("words", "KEN UGA", "exists", None, "", "")},
    "Brazil's foreign ministry called on Peru to withdraw its troops.": {("words", "BRA PER", "exists", None, "", "")},
    "India has long maintained that Pakistan harbours militants.": {("words", "IND PAK", "exists", None, "", "")},
    "Tokyo protested to Beijing over the flights.": {("words", "JPN CHN", "exists", None, "", "")},
    "Nairobi said on Tuesday that Uganda had failed to honour the treaty.": {("words", "KEN UGA", "exists", None, "2025-10-21", "")},
    "Washington views China as its main rival in the region.": {("words", "USA CHN", "exists", None, "", "")},
    "Turkey and Egypt expressed concern over the fighting.": {("joint-words", "EGY TUR", "exists", None, "", "")},
    "China has lodged solemn representations to Japan over the flights.": {("words", "CHN JPN", "exists", None, "", "")},
    "The Pakistani embassy in India had earlier asked New Delhi to stop the raids.": {("words", "PAK IND", "exists", None, "", "")},
    "Peru's Ministry of Commerce has strongly opposed the Chilean decision to add firms to the list.": {("words", "PER CHL", "exists", None, "", "")},
    # votes told by what became of the text, in brackets, in a noun, beside another's
    "The Security Council on Monday failed to adopt a draft tabled by Brazil.": {("tally", "", "exists", None, "2025-10-20", ""), ("sponsor", "BRA", "exists", None, "2025-10-20", "")},
    "The draft got four votes in favour, falling short of the nine votes required.": {("tally", "", "near", 4.0, "", ""), ("tally", "", "exists", None, "", "")},
    "The Assembly adopted the resolution by 77 votes in favour to 2 against (Albania, Kenya), with 1 abstention (Peru).": {
        ("tally", "", "near", 77.0, "", ""),
        ("ballot", "ALB", "exists", None, "", ""),
        ("ballot", "KEN", "exists", None, "", ""),
        ("ballot", "PER", "exists", None, "", ""),
    },
    "The resolution passed with 13 votes in favour and two abstentions: Brazil and India.": {("ballot", "BRA", "exists", None, "", ""), ("ballot", "IND", "exists", None, "", "")},
    "The Council voted on Monday. The remaining nine members of the Council voted against it, and France chose not to use its veto.": {
        ("tally", "", "near", 9.0, "2025-10-20", ""),
        ("ballot", "FRA", "lacks", None, "2025-10-20", ""),
    },
    "The United Nations resolution was put to the vote. Kenya voted against it along with Peru.": {("ballot", "KEN", "exists", None, "", ""), ("ballot", "PER", "exists", None, "", "")},
    "In 2019, the General Assembly had adopted the text by 90 votes in favour.": {("tally", "", "near", 90.0, "2019", "")},
    # sanctions named in passing, and who answers whom
    "Trade with Russia fell after Western sanctions took hold.": {("sanctions", "WEST RUS", "exists", None, "2025", "")},
    "Iran has been weathering sanctions from the United States for years.": {("sanctions", "USA IRN", "exists", None, "2025", "")},
    "The EU adopted sanctions on Russia. In July it listed two small Indian banks, which prompted India to retaliate in August with bans on two Latvian banks.": {
        ("listings", "EU IND", "near", 2.0, "2025-07", ""),
        ("listings", "IND LVA", "near", 2.0, "2025-08", ""),
    },
    "Japan imposed sanctions on 40 firms on Monday, including Turkish companies.": {("sanctions", "JPN TUR", "exists", None, "2025-10-20", "")},
    "Kenya restricted imports of poultry from Uganda in 2023.": {("ban", "KEN UGA", "exists", None, "2023", "poultry")},
    "Exports suffered from the American tariffs on Brazilian coffee.": {("tariff", "USA BRA", "exists", None, "2025", "coffee")},
    "India banned 59 Turkish apps in June 2020.": {("ban", "IND TUR", "exists", None, "2020-06", "")},
    "China lifted its ban on seafood from Japan in June 2025.": {("step", "CHN JPN", "exists", None, "2025-06", "")},
    "Serbia, which has not joined Western sanctions against Russia, buys gas.": {("sanctions", "SRB RUS", "lacks", None, "", "")},
    # members, with their organisation and year
    "BRICS was created in 2009 by founding members Brazil, Russia, India and China. South Africa joined the following year.": {
        ("member", "BRA BRICS", "exists", None, "2009", ""),
        ("member", "ZAF BRICS", "exists", None, "2010", ""),
    },
    "Croatia joined the European Union in 2013.": {("member", "HRV EU", "exists", None, "2013", "")},
    "Brazil, which holds the rotating presidency of BRICS in 2025, spoke first.": {("chair", "BRA BRICS", "exists", None, "2025", "")},
    "Armenia has not taken any steps to apply for EU membership.": {("entry", "ARM EU", "lacks", None, "", "")},
    "Kazakhstan is a member of the Eurasian Economic Union, along with Russia and Armenia.": {("member", "KAZ EAEU", "exists", None, "2025", ""), ("member", "ARM EAEU", "exists", None, "2025", "")},
    "Egypt was elected to the Security Council in 2015.": {("entry", "EGY", "exists", None, "2015", "")},
    "Armenia froze its participation in the CSTO in February 2024.": {("entry", "ARM CSTO", "exists", None, "2024-02", "")},
    # meetings, forums, negotiations, agreements
    "Xi flew to Kazakhstan, where he met Tokayev in June 2024.": {("encounter", "CHN KAZ", "exists", None, "2024-06", "")},
    "In a phone call on Monday, Xi and Putin discussed the war.": {("encounter", "CHN RUS", "exists", None, "2025-10-20", "")},
    "Speaking alongside Lukashenko in Minsk on Monday, Putin praised the talks.": {("encounter", "BLR RUS", "exists", None, "2025-10-20", "")},
    "China hosted the foreign ministers of Kenya and Peru in April 2023.": {("encounter", "CHN KEN", "exists", None, "2023-04", ""), ("encounter", "CHN PER", "exists", None, "2023-04", "")},
    "Peru became a member of APEC in 1998, and Peru and Chile signed a pact in 2001.": {("accord", "CHL PER", "exists", None, "2001", "")},
    "At the India-Japan business forum in Tokyo on 11 August, firms showed their goods.": {("forum", "IND JPN", "exists", None, "2025-08-11", "")},
    "India and Chile concluded negotiations on a trade agreement in May 2025.": {("negotiation", "CHL IND", "exists", None, "2025-05", "")},
    "Kenya and Uganda upgraded their relations to a strategic partnership in March 2024.": {("accord", "KEN UGA", "exists", None, "2024-03", "")},
    "No trade deal between Peru and Chile has yet been signed.": {("accord", "CHL PER", "lacks", None, "", "")},
    # recognition, envoys, friends, people, projects
    "Norway became the second country to recognise the government of Syria.": {("step", "NOR SYR", "exists", None, "2025-10", "")},
    "Kenya accepted the credentials of the new ambassador of Peru.": {("step", "KEN PER", "exists", None, "2025-10", "")},
    "Japan scrambled fighter jets in response to a flight by Russian bombers.": {("step", "JPN RUS", "exists", None, "2025-10", "")},
    "Belarus, one of Russia's closest allies, sent a letter.": {("ally", "BLR RUS", "exists", None, "2025", "")},
    "In 2023, some 40,000 Indian students were enrolled in Germany.": {("people", "IND DEU", "near", 40000.0, "2023", "")},
    "North Korea sent some 12,000 troops to Russia in 2024.": {("people", "PRK RUS", "near", 12000.0, "2024", "")},
    "Brazil's ambassador to Israel was recalled in February 2024.": {("step", "BRA ISR", "exists", None, "2024-02", "")},
    "Kenya and Uganda have signed three dozen agreements.": {("accords", "KEN UGA", "near", 36.0, "2025-10", "")},
    "Kenya and Uganda have completed the Malaba railway.": {("project", "KEN UGA", "exists", None, "", "")},
}  # fmt: skip
NOTHING = {
    "India will urge China to open its market.": "words",
    "Peru did not warn Chile of the quake.": "words",
    "Analysts in India said that China was wrong.": "words",
    "Peruvian officials said exports to Brazil rose 5% in 2024.": "words",
    "If adopted, the resolution would lift the embargo.": "tally",
    "The Security Council will vote on a resolution on Monday.": "tally",
    "The summit of three European countries ended on Monday.": "summit",
    "Washington suspended the tariffs on Mexico.": "tariff",
    "No deal has yet been reached between Kenya and Uganda.": "negotiation",
    "India and Chile began negotiations on a trade agreement in May 2025.": "accord",
    "No deal has yet been reached between Peru and Chile.": "accord",
    "Beijing denies supplying lethal weapons to Moscow.": "arms-supply",
    "China lifted its ban on seafood from Japan in June 2025.": "ban",
    "The United States added 105 Russian and Turkish firms to a sanctions list.": "listings",
    "Trade between Kenya and Uganda grew as sanctions bit.": "sanctions",
    "Switzerland joined the EU sanctions against Russia in 2022.": "member",
    "Peru and Chile agreed on 76 % of votes in 2020.": "accord",
    "Peru and Chile agreed that trade had grown in 2023.": "accord",
    "Argentina considered joining BRICS in 2023.": "member",
    "Japan would scramble jets in response to Russian flights.": "step",
}


@pytest.mark.parametrize("text", READ)
def test_what_is_read(text, understood):
    assert READ[text] <= set(understood(text, DAY))


@pytest.mark.parametrize("text", NOTHING)
def test_what_was_not_done_or_is_no_deed_is_not_read(text, understood):
    assert NOTHING[text] not in {one[0] for one in understood(text, DAY)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kenya warned Uganda over the border.", "What Kenya said to or of Uganda: “warned Uganda over the border”."),
        ("Turkey and Egypt expressed concern over the fighting.", "What Egypt and Türkiye said together: “expressed concern over the fighting”."),
        ("The Security Council on Monday failed to adopt a draft.", "A text put to the vote was not adopted on 20 October 2025."),
        ("In 2019, Kenya abstained in the General Assembly's vote on the resolution.", "Kenya abstained in 2019."),
        ("Croatia joined the European Union in 2013.", "Croatia belongs to the European Union, 2013."),
        ("Kenya recognised the government of Syria in 2024.", "Kenya recognised Syria, 2024."),
        ("India and Chile began negotiations on a trade agreement in May 2025.", "Negotiations of Chile and India on an agreement, May 2025."),
        ("Belarus, one of Russia's closest allies, sent a letter.", "Belarus is called a friend, an ally or a rival of Russia, 2025."),
    ],
)  # fmt: skip
def test_how_it_is_said(text, words):
    assert words in [
        says(one.statement)
        for one in check(make_article(text, published=DAY)).checked
        if one.statement.kind == "claim"
    ]


def test_a_day_in_the_weeks_after_publication_is_none_of_the_year_before(understood):
    text = "Putin and Xi met on Thursday before a parade on October 30."
    assert {one[4] for one in understood(text, DAY) if one[0] == "encounter"} == {"2025-10-23"}


def test_third_countries_are_no_share(understood):
    text = (
        "Kenya and Uganda settle almost all of their trade in national currencies, safe from third countries."
    )
    assert not [one for one in understood(text, DAY) if one[3] is not None]


def test_two_or_three_european_states_are_not_the_union(understood):
    text = "Two European countries condemned Iran on Monday."
    assert not [one for one in understood(text, DAY) if "EU" in one[1].split()]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Croatia joined the European Union in 2013.", "supported"),
        ("Finland is a member of NATO.", "supported"),
        ("Ukraine is not a member of NATO.", "supported"),
        ("Russia and China hold veto power.", "supported"),
        # it entered in 1952, was a member in 1999, and no list contradicts
        ("Turkey joined NATO in 1999.", "not measurable"),
        ("Turkey is a member of BRICS.", "not measurable"),
        ("Peru is a member of APEC.", "not measurable"),
    ],
)
def test_memberships_are_judged_by_the_list_of_members(text, status):
    assert {
        one.status
        for one in check(make_article(text, published=DAY)).checked
        if one.statement.relation == "member"
    } == {status}


def test_a_count_that_the_words_go_on_with_is_not_held_against_the_ledger():
    text = "Xi and Putin met twice in 2024, in Beijing and in Astana, and once more in October."
    (only,) = [
        one
        for one in check(make_article(text, published=DAY)).checked
        if one.statement.relation == "meetings"
    ]
    assert only.status == "not measurable"
    assert "how many are meant" in only.verdicts[0].claim.needs


def test_he_is_not_a_person_of_a_state_after_one_of_none(understood):
    text = (
        'Trump praised Putin. "Peru sells us nothing," he said.\n\nEconomist Ana Diaz of a bank in Lima sees a trend. '
        '"Barriers for Chinese goods in the US divert them to Peru," he said.'
    )
    assert [one[1] for one in understood(text, DAY) if one[0] == "words" and "Barriers" not in one[5]].count(
        "USA CHN"
    ) == 0


def test_a_gap_of_a_rule_ends_where_another_clause_begins(understood):
    text = "China sold gas after Russia bought oil in 2023."
    assert not [
        one for one in understood(text, DAY) if one[0] == "exports" and one[1] in ("CHN RUS", "RUS CHN")
    ]
