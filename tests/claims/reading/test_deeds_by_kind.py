"""Kinds of deeds, counts and positions in sentences of our own: what is read of each, and what is no claim or is never borne out."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article

DAY = "2025-10-24"
READ = {
    # visits and meetings counted, or told with the visit of another year
    "Xi is in Moscow. It is his fourth trip to Russia since 2022.": {("visits", "CHN RUS", "near", 4.0, "2022..2025-10-24", "")},
    "The visit marks Modi's third trip to Japan since 2014.": {("visits", "IND JPN", "near", 3.0, "2014..2025-10-24", "")},
    "Xi paid a state visit to Moscow in April of last year, while Putin made his latest trip to Beijing in July.": {
        ("encounter", "CHN RUS", "exists", None, "2024-04", ""),
        ("encounter", "CHN RUS", "exists", None, "2025-07", ""),
    },
    "On May 5, in a meeting with Serbian President Aleksandar Vucic in Moscow, Putin praised the railway.": {
        ("encounter", "RUS SRB", "exists", None, "2025-05-05", ""),
    },
    "Xi hosted a summit in Tianjin attended by 20 leaders, including the leaders of India and Iran.": {
        ("encounter", "CHN IND", "exists", None, "", ""),
        ("encounter", "CHN IRN", "exists", None, "", ""),
    },
    "The defence ministers of China and Russia held talks on Monday, ahead of the summit.": {
        ("encounter", "CHN RUS", "exists", None, "2025-10-20", ""),
    },
    # papers, and when they came into force
    "Russia and Iran are close. The treaty was signed in March 2024. It was much discussed.": {("accord", "IRN RUS", "exists", None, "2024-03", "")},
    "The treaty between China and Mongolia was signed by Xi and the president of Mongolia on 3 May 2011.": {
        ("accord", "CHN MNG", "exists", None, "2011-05-03", ""),
    },
    "A defence pact that China and North Korea signed in 1961 came into force on Tuesday.": {
        ("accord", "CHN PRK", "exists", None, "1961", ""),
    },
    "At talks on the 2010 treaty, China and Kazakhstan agreed to extend the pact on Monday.": {
        ("accord", "CHN KAZ", "exists", None, "2025-10-20", ""),
    },
    # packages and listings
    "The EU's 18th package of anti-Russian sanctions includes 40 vessels.": {
        ("packages", "EU RUS", "near", 18.0, "2025-10", ""),
        ("listings", "EU RUS", "near", 40.0, "2025-10", ""),
    },
    "The EU adopted sanctions on Russia. The package adds 30 vessels to its list, bringing the total to 91, and covers two Belarusian banks.": {
        ("listings", "EU RUS", "near", 91.0, "2025-10", ""),
        ("listings", "EU BLR", "near", 2.0, "2025-10", ""),
    },
    "The US Department of the Treasury's Office of Foreign Assets Control (OFAC) imposed sanctions on Rosneft on Wednesday.": {
        ("sanctions", "USA RUS", "exists", None, "2025-10-22", ""),
    },
    "China has imposed sanctions on 14 more US weapons manufacturers and six senior executives.": {
        ("listings", "CHN USA", "near", 14.0, "2025-10", ""),
    },
    "Serbia has refused to implement sanctions on Russia.": {("sanctions", "SRB RUS", "lacks", None, "", "")},
    # military spending in lists, brackets and budgets
    "Military spending rose in 2023. 1) Peru: $3 billion (1.2% of GDP).": {
        ("military", "PER", "near", 3e9, "2023", ""),
        ("military-gdp", "PER", "near", 0.012, "2023", ""),
    },
    "The largest increases in military spending in 2023 were those of Peru (12%) and Chile (9%).": {
        ("military", "PER", "grows", 0.12, "2022..2023", ""),
        ("military", "CHL", "grows", 0.09, "2022..2023", ""),
    },
    "Japan has announced a 6.5 per cent increase in its defence budget for 2025, to $55 billion.": {
        ("military", "JPN", "grows", 0.065, "2024..2025", ""),
        ("military", "JPN", "near", 55e9, "2025", ""),
    },
    "Military spending grew in 2023. Chile rose to fourth place.": {("military-rank", "CHL", "near", 4.0, "2023", "")},
    "Military spending rose in 2023. Chile by 9% to $6 billion, and Peru by 4% to $3 billion.": {
        ("military", "CHL", "near", 6e9, "2023", ""),
        ("military", "PER", "grows", 0.04, "2022..2023", ""),
    },
    "Chile's military spending in 2023 grew. Chile spent $6 billion on its military. This is a 9% increase compared to 2022.": {
        ("military", "CHL", "grows", 0.09, "2022..2023", ""),
    },
    "In 2023 Chile's military spending increased by 9% to $6 billion, the largest rise since the coup in 1973, and amounts to 2.1% of the country's GDP.": {
        ("military", "CHL", "near", 6e9, "2023", ""),
        ("military", "CHL", "grows", 0.09, "2022..2023", ""),
    },
    # money of payments
    "More than 70% of commercial transactions between India and Russia are carried out in rupees and rubles.": {
        ("settlement", "IND RUS", "at_least", 0.7, "", ""),
    },
    "Russia and Turkey have raised the share of settlements in national currencies to 40 percent.": {
        ("settlement", "RUS TUR", "near", 0.4, "", ""),
    },
    # five years are years, not months
    "Arms trade was the subject. In 2019-23 Egypt's arms imports fell by 26 per cent.": {("arms-change", "EGY", "shrinks", 0.26, "2019..2023", "")},
    "Egypt was the world's largest importer of major arms in 2019-23.": {("arms-world-rank", "EGY", "near", 1.0, "2019..2023", "")},
    "Russia remained Algeria's main arms supplier, accounting for 48 per cent of its arms imports in 2019-23.": {
        ("import-share", "DZA RUS", "near", 0.48, "2019..2023", "arms"),
        ("arms-rank", "DZA RUS", "near", 1.0, "2019..2023", ""),
    },
    "In 2019-23 Spain (2.7 per cent of global arms exports) fell to ninth place.": {("arms-world", "ESP", "near", 0.027, "2019..2023", "")},
    "Egypt's arms imports fell by 26 per cent between 2014-18 and 2019-23, with about 31 per cent of its arms imports coming from Italy.": {
        ("arms-change", "EGY", "shrinks", 0.26, "2019..2023", ""),
        ("import-share", "EGY ITA", "near", 0.31, "2019..2023", "arms"),
    },
    "Italy's share of Egypt's total arms imports rose to 31 percent in 2019-23.": {
        ("import-share", "EGY ITA", "near", 0.31, "2019..2023", "arms"),
    },
    # who belongs to what, and since when
    "BRICS was founded in 2009 by Brazil and India, with South Africa joining two years later.": {
        ("member", "BRA BRICS", "exists", None, "2009", ""),
        ("member", "ZAF BRICS", "exists", None, "2011", ""),
    },
    "BRICS grew. On January 1, 2024, Egypt and Iran became full members.": {
        ("member", "EGY BRICS", "exists", None, "2024-01-01", ""),
        ("member", "IRN BRICS", "exists", None, "2024-01-01", ""),
    },
    "Turkey, a NATO member, bought Russian S-400 batteries in 2019.": {("arms-supply", "RUS TUR", "exists", None, "2019", "")},
    "Turkey is itself a NATO member.": {("member", "TUR NATO", "exists", None, "2025", "")},
    # positions
    "Putin accused NATO and the West of causing the war.": {("stance", "RUS WEST", "exists", None, "", "")},
    "India has maintained a stance of neutrality in the war.": {("stance", "IND", "exists", None, "2025", "")},
    "India and Russia are friends. India has not yet condemned the attack.": {("stance", "IND RUS", "lacks", None, "", "")},
    "China and India have accused each other of crossing the border.": {("stance", "CHN IND", "exists", None, "", "")},
    # votes, told by the day of the week, too
    "Russia on Wednesday vetoed a Western bid to condemn the attack, and China and Brazil abstained.": {
        ("ballot", "RUS", "exists", None, "2025-10-22", ""),
        ("ballot", "BRA", "exists", None, "2025-10-22", ""),
    },
    # votes
    "India and 37 other countries abstained on the General Assembly resolution.": {("ballot", "IND", "exists", None, "", "")},
    "Belarus and Syria joined Russia in opposing the resolution of the General Assembly.": {
        ("ballot", "BLR", "exists", None, "", ""),
        ("ballot", "RUS", "exists", None, "", ""),
    },
    "Russia and China used their veto power in the Security Council to block the draft.": {("ballot", "CHN", "exists", None, "", "")},
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_what_is_read_of_each_kind(text, understood):
    assert READ[text] <= set(understood(text, DAY))


@pytest.mark.parametrize(
    "text",
    [
        "Lavrov and Rubio discussed preparations for the upcoming November 15 meeting between Putin and Trump.",
        "Xi is to visit Moscow, the Kremlin said on Tuesday.",
        "Lavrov is in Minsk for a ministers' meeting amid tensions with Poland.",
    ],
)
def test_meetings_to_come_and_tensions_are_none(text, understood):
    among = {"RUS USA", "CHN RUS", "POL RUS", "RUS POL", "BLR POL"}
    assert not [one for one in understood(text, DAY) if one[0] == "encounter" and one[1] in among]


def test_a_visit_on_the_eve_of_the_war_is_none_of_the_news(understood):
    text = "Xi and Putin spoke on Tuesday. Their ties grew when Putin visited Beijing ahead of his invasion of Ukraine."
    assert ("encounter", "CHN RUS", "exists", None, "2022-02", "") in understood(text, DAY)


def test_a_year_since_which_a_rise_is_a_record_is_not_that_of_the_amount():
    text = "Chile's military spending increased by 9% to $6 billion, the largest rise since the coup in 1973."
    found = check(make_article(text, published="2025-04-30")).checked
    assert "1973" not in {one.statement.period for one in found}
    assert "contradicted" not in {one.status for one in found}


def test_what_one_treaty_lacks_another_has():
    text = "The pact with Peru has no clause of mutual defence, unlike the treaty between Russia and North Korea signed in June 2024."
    found = check(make_article(text, published="2025-10-03")).checked
    assert "contradicted" not in {one.status for one in found}
    assert not [
        one for one in found if one.statement.states == ("PRK", "RUS") and one.statement.test == "lacks"
    ]


def test_the_day_on_which_it_was_said_is_none_of_the_meeting(understood):
    found = understood("Xi met Putin, the minister said on Tuesday.", DAY)
    assert ("encounter", "CHN RUS", "exists", None, "", "") in found


def test_the_state_attacked_did_not_meet(understood):
    text = "Just weeks before Russia invaded Ukraine, Chinese President Xi Jinping and Russian President Vladimir Putin met in Beijing."
    assert not [one for one in understood(text, DAY) if "UKR" in one[1] and one[0] == "encounter"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        # SIPRI's Yearbook gives 997 and 149 billion dollars in 2024
        ("Military spending in 2024 was a record. 1) US: $997 billion.", "supported"),
        ("Military spending in 2024 was a record. 1) US: $5 billion.", "not measurable"),
        ("Military spending in 2024 was a record. Russia ($149 billion) came third.", "supported"),
        ("Military spending in 2024 was a record. Russia ($15 billion) came third.", "not measurable"),
        # the record has nine tenths in May 2024
        ("Russia and China trade. About 90% of all payments are made in yuan and roubles.", "supported"),
        ("Russia and China trade. About 30% of all payments are made in yuan and roubles.", "not measurable"),
        # the ledger has three meetings of 2024; a count from no time that is told contradicts nothing
        ("Xi and Putin met for the third time in 2024.", "supported"),
        ("Xi and Putin met for the ninth time in 2024.", "not shown"),
        ("Xi and Putin met for the 500th time in May 2024.", "not shown"),
    ],
)
def test_what_is_supposed_is_never_contradicted(text, verdict):
    found = check(make_article(text, published="2025-06-24")).checked
    statuses = {
        one.status for one in found if one.statement.relation in ("military", "settlement", "meetings")
    }
    assert statuses == {verdict}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The EU's 19th package of anti-Russian sanctions includes 900 vessels.", "listings"),
        ("The EU adopted its 30th sanctions package on Russia.", "packages"),
        ("Ukraine and Russia joined Belarus in opposing the resolution of the General Assembly of 2 March 2022.", "ballot"),
        ("China and 4 other countries abstained from the General Assembly resolution of 2 March 2022.", "tally"),
    ],
)  # fmt: skip
def test_what_is_false_is_never_borne_out(text, wrong):
    found = check(make_article(text, published="2025-10-25")).checked
    of_kind = [one for one in found if one.statement.relation == wrong]
    assert not [
        one
        for one in of_kind
        if one.status == "supported" and one.statement.states not in (("RUS",), ("BLR",))
    ]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Xi visited Moscow in May 2025.", "supported"),
        ("Putin visited China in May 2025.", "not measurable"),  # Xi was in Moscow
        ("Putin visited China in June 2025.", "not measurable"),  # they spoke by telephone
        ("Xi and Putin met on 19 June 2025.", "not measurable"),
        ("Xi and Putin spoke on 19 June 2025.", "supported"),
        ("Xi met Putin by video on 21 January 2025.", "supported"),
        ("Xi visited Moscow in May 2025 for the first time since 2023.", "not measurable"),
        ("Xi and Putin met in May 2025 for the third time in a year.", "not measurable"),
    ],
)
def test_a_meeting_is_of_the_place_and_the_manner_that_the_words_tell(text, verdict):
    found = check(make_article(text, published="2025-09-24")).checked
    assert [(one.statement.relation, one.status) for one in found] == [("encounter", verdict)]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        # the ledger: 16 May, 3 July and 22 October 2024; 7 May and 31 August 2025
        ("Xi and Putin met for the third time in 2024.", "3 meetings over 16 May 2024 – 31 December 2024"),
        (
            "Xi and Putin met for the second time this year.",
            "2 meetings (2 to 3) over 7 May 2025 – 24 September 2025",
        ),
        (
            "Xi and Putin met for the 39th time in May 2024.",
            "39 meetings (33 to 44) over 22 March 2013 – 31 May 2024",
        ),
        (
            "It was the 39th time that Xi and Putin met.",
            "43 meetings (37 to 49) over 22 March 2013 – 24 September 2025",
        ),
    ],
)
def test_for_the_third_time_is_counted_in_the_time_that_follows_or_in_all(text, figure):
    (one,) = check(make_article(text, published="2025-09-24")).checked
    assert one.statement.relation == "meetings"
    assert [verdict.figure for verdict in one.verdicts] == [figure]
    assert one.status != "contradicted"
