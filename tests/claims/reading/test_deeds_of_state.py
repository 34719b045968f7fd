"""What states do to each other short of force, and what organisations do as one, in sentences of our own; and what is no such claim."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article

DAY = "2025-10-24"
READ = {
    # tariffs and controls on exports
    "The United States imposed 25 percent tariffs on Mexican goods in March 2025.": {("tariff", "USA MEX", "near", 0.25, "2025-03", "")},
    "Canada hit American steel with a 25 per cent tariff in March 2025.": {("tariff", "CAN USA", "near", 0.25, "2025-03", "steel")},
    "The EU raised its tariffs on Chinese electric cars to 45 per cent in October 2024.": {("tariff", "EU CHN", "near", 0.45, "2024-10", "electric-vehicles")},
    "Brazil's countermeasures on Indian goods reached 40 percent.": {("tariff", "BRA IND", "near", 0.4, "2025", "")},
    "China announced export controls on gallium and germanium in July 2023.": {("controls", "CHN", "exists", None, "2023-07", "")},
    # envoys, relations, recognition
    "Poland expelled 45 Russian diplomats in March 2022.": {("expelled", "POL RUS", "near", 45.0, "2022-03", "")},
    "Romania expelled several Russian diplomats in April 2022.": {("step", "ROU RUS", "exists", None, "2022-04", "")},
    "Mexico recalled its ambassador from Ecuador in April 2024.": {("step", "MEX ECU", "exists", None, "2024-04", "")},
    "Colombia cut diplomatic ties with Israel in May 2024.": {("step", "COL ISR", "exists", None, "2024-05", "")},
    "India summoned the Canadian envoy on Monday.": {("step", "IND CAN", "exists", None, "2025-10-20", "")},
    # the code of Norway is a word of denial
    "Norway and Spain recognised Palestine in May 2024.": {
        ("step", "NOR PSE", "exists", None, "2024-05", ""),
    },
    # exercises and patrols
    "China and Iran held joint naval drills in the Gulf of Oman in March 2025.": {("exercise", "CHN IRN", "exists", None, "2025-03", "")},
    "Chinese and Egyptian jets trained together in April 2025.": {("exercise", "CHN EGY", "exists", None, "2025-04", "")},
    "India and Japan conducted seven joint exercises in 2023.": {("exercises", "IND JPN", "near", 7.0, "2023", "")},
    # who belongs to what, presides over it, applied to it or left it
    "Finland joined NATO in April 2023. Sweden joined in March 2024.": {
        ("member", "FIN NATO", "exists", None, "2023-04", ""),
        ("member", "SWE NATO", "exists", None, "2024-03", ""),
    },
    "The SCO grew: Iran joined in 2023, followed by Belarus in 2024.": {
        ("member", "IRN SCO", "exists", None, "2023", ""),
        ("member", "BLR SCO", "exists", None, "2024", ""),
    },
    "Peru, an APEC member, applied to join BRICS in May 2024.": {
        ("entry", "PER BRICS", "exists", None, "2024-05", ""),
    },
    "ASEAN now has four members: Laos, Brunei, Peru and Cuba.": {("member", "BRN ASEAN", "exists", None, "2025", "")},
    "European Union ministers on Monday signed off on the bloc's 19th round of sanctions against Russia.": {
        ("packages", "EU RUS", "near", 19.0, "2025-10-20", ""),
    },
    "Peru raised its military spending by 9 % to $3 billion in 2023, while Chile raised military spending by 5 % to $6 billion.": {
        ("military", "CHL", "near", 6e9, "2023", ""),
    },
    "Brazil held the presidency of BRICS in 2025.": {("chair", "BRA BRICS", "exists", None, "2025", "")},
    "Qatar left OPEC in January 2019.": {("entry", "QAT OPEC", "exists", None, "2019-01", "")},
    "Kazakhstan became a partner of BRICS in January 2025.": {("entry", "KAZ BRICS", "exists", None, "2025-01", "")},
    # organisations as one
    "SCO leaders adopted a declaration on trade in July 2024.": {("accord", "SCO", "exists", None, "2024-07", "")},
    "Qatar hosted the Arab League summit in September 2025.": {("summit", "ARABL", "exists", None, "2025-09", "")},
    "BRICS members condemned Israel in June 2025.": {("stance", "BRICS ISR", "exists", None, "2025-06", "")},
    "NATO members spent $1,400 billion on their armed forces in 2023, accounting for 54% of global military spending.": {
        ("military-group", "NATO", "near", 1.4e12, "2023", ""),
        ("military-world", "NATO", "near", 0.54, "2023", ""),
    },
    # arms by the piece and by price; `handed over 8` is eight
    "Norway handed over 8 Leopard tanks to Ukraine in March 2023.": {("arms-orders", "UKR NOR", "near", 8.0, "2023-03", "")},
    "Poland ordered 48 FA-50 jets from South Korea in 2022.": {("arms-orders", "POL KOR", "near", 48.0, "2022", "")},
    "The United States approved the sale of 50 F-16 jets to Turkey for $23 billion in January 2024.": {
        ("arms-approved", "USA TUR", "near", 50.0, "2024-01", ""),
        ("arms-approved", "USA TUR", "near", 2.3e10, "2024-01", ""),
    },
    "In 2020-24 50 percent of China's arms exports went to Pakistan.": {("arms-buyer", "CHN PAK", "near", 0.5, "2020..2024", "arms")},
    # the share of a five-year span is that beside it, and not the one that it rose from
    "Arms trade was the subject. Around 40 per cent of arms imports by Egypt in 2019-23 were supplied by Italy, up from 30 per cent in 2014-18.": {
        ("import-share", "EGY ITA", "near", 0.4, "2019..2023", "arms"),
    },
    # money of third states is none of the two
    "In 2021, 85 percent of Russia's exports were paid in dollars and euros.": {("settlement-other", "RUS", "near", 0.85, "2021", "")},
    # treaties
    "The treaty between Armenia and Iran, signed in March 2024, entered into force on 4 May 2025.": {
        ("accord", "ARM IRN", "exists", None, "2025-05-04", ""),
    },
    "Peru and Chile ratified the treaty in June 2024.": {("accord", "CHL PER", "exists", None, "2024-06", "")},
    # meetings told in passing
    "Modi was received in Moscow by Putin on Tuesday.": {("encounter", "IND RUS", "exists", None, "2025-10-21", "")},
    "Putin and Modi spoke of their last meeting. Ties grew since their last meeting in Tianjin in September 2025.": {
        ("encounter", "IND RUS", "exists", None, "2025-09", ""),
    },
    # what is said of the future was said
    "Putin said Russia would go on with its \"full support\" for India.": {("words", "RUS IND", "exists", None, "", "")},
    '"Europe must not lean on Peru," wrote Macron on Tuesday.': set(),
}  # fmt: skip
NOTHING = {
    "Trump threatened to impose 200 percent tariffs on French wine.": "tariff",
    "The EU will impose tariffs of 35 per cent on Chinese electric cars.": "tariff",
    "Washington suspended the 25 percent tariffs on Mexico.": "tariff",
    "China is considering export controls on rare earths.": "controls",
    "Lithuania denied that it had expelled Chinese diplomats.": "step",
    "France said it would recognise Palestine in September.": "step",
    "China and Russia plan to hold joint naval drills in September.": "exercise",
    "China and Russia cancelled the joint drills of May 2022.": "exercise",
    "Argentina considered joining BRICS in 2023.": "member",
    "Argentina declined to join BRICS in 2023.": "member",
    "Turkey may apply to join BRICS.": "entry",
    "NATO leaders agreed to spend 5 percent of GDP by 2035.": "military-group",
    "Germany considers sending 12 Leopard tanks to Ukraine.": "arms-orders",
    # Iran was struck, and is not the one condemned
    "BRICS members condemned the strikes on Iran in June 2025.": "stance",
    "Peru's candidacy was endorsed by BRICS leaders in 2023.": "stance",
    'These ships are part of Russia\'s so-called "dark fleet" of tankers.': "words",
    # of several states together, how many firms are whose is not told
    "The EU imposed sanctions on Russia. It also listed 20 companies operating in India, Iran and Serbia.": "listings",
}


@pytest.mark.parametrize("text", READ)
def test_what_is_read(text, understood):
    assert READ[text] <= set(understood(text, DAY))


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_to_come_supposed_or_denied_is_no_deed(text, understood):
    assert NOTHING[text] not in {one[0] for one in understood(text, DAY)}


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        # the list has the air patrol of 24 May 2022
        ("China and Russia held a joint air patrol in May 2022.", "supported", "A joint exercise or patrol of China and Russia, May 2022."),
        ("China and Russia held a joint air patrol in June 1985.", "not measurable", "A joint exercise or patrol of China and Russia, June 1985."),
        ("Poland expelled 45 Russian diplomats in March 2022.", "not measurable", "Diplomats of Russia that Poland expelled: 45 diplomats, March 2022."),
        ("Mexico recalled its ambassador from Ecuador in April 2024.", "not measurable", "Mexico recalled its ambassador from Ecuador, April 2024."),
        ("Iran joined the SCO in 2023.", "supported", "Iran belongs to the Shanghai Cooperation Organisation, 2023."),
        ("SCO leaders adopted a declaration in July 2024.", "not measurable", "An agreement or a statement of the Shanghai Cooperation Organisation, July 2024."),
        ("Qatar left OPEC in January 2019.", "not measurable", "Qatar left OPEC, January 2019."),
    ],
)  # fmt: skip
def test_what_is_said_of_it_and_how_it_is_judged(text, status, words):
    from realpolitik.claims.reading.matching.wording import says

    (only,) = [
        one
        for one in check(make_article(text, published=DAY)).checked
        if one.statement.relation != "step" or "recalled" in text
    ]
    assert (only.status, says(only.statement)) == (status, words)


def test_who_met_where_is_no_meeting_with_the_host(understood):
    text = "Trump and Xi met on Thursday in Busan, South Korea."
    assert [one[1] for one in understood(text, DAY) if one[0] == "encounter"] == ["CHN USA"]


def test_a_state_named_beside_is_not_the_one_that_lists(understood):
    text = "The EU adopted sanctions on Russia. Beyond China, the measures list two North Korean officials."
    assert not [one for one in understood(text, DAY) if one[0] == "listings" and one[1].startswith("CHN")]


def test_a_person_named_with_office_and_state_is_known_by_surname(understood):
    text = 'Peru\'s foreign minister Ana Diaz arrived in Quito on Monday. "Chile sells us nothing at all," Diaz said.'
    assert ("words", "PER CHL") in {one[:2] for one in understood(text, DAY)}
    alone = '"Chile sells us nothing at all," Diaz said.'
    assert not [one for one in understood(alone, DAY) if one[0] == "words"]


def test_they_after_an_organisation_is_the_organisation(understood):
    text = "NATO leaders met on Monday. They condemned Russia."
    assert ("stance", "NATO RUS") in {one[:2] for one in understood(text, DAY)}


def test_who_is_met_does_not_say_what_another_says(understood):
    text = 'Trump said he held a "very good" call with Xi on Monday, describing the talks as "highly successful".'
    assert "CHN" not in {one[1] for one in understood(text, DAY) if one[0] == "words"}


def test_a_year_since_which_a_deed_was_done_is_that_of_the_deed(understood):
    text = "It is the first visit by a Peruvian leader to Chile since Peru and Chile established diplomatic relations in 1985."
    assert ("step", "PER CHL", "exists", None, "1985", "") in understood(text, DAY)


def test_who_was_sanctioned_lists_in_turn(understood):
    text = "Japan imposed sanctions on Russia in May. In June, Russia banned the entry of 63 Japanese officials and added them to its sanctions list."
    assert [one[1] for one in understood(text, DAY) if one[0] == "listings"] == ["RUS JPN"]


def test_a_sentence_with_its_own_time_is_not_of_the_day_before(understood):
    text = "Putin met Modi in New Delhi on Thursday. His first trip to India was in October 2000, when he travelled to India as president."
    assert {one[4] for one in understood(text, DAY) if one[0] == "encounter"} >= {"2025-10-23", "2000-10"}
    assert [one[4] for one in understood(text, DAY) if one[0] == "encounter"].count("2025-10-23") == 1
