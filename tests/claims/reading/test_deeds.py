"""What states and their leaders do, in sentences of our own: met, signed, said, imposed, joined, delivered; and what is no such claim."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article

DAY = "2025-10-24"
READ = {
    "President Putin, who visited Beijing in May 2024, met Xi there with a large delegation.": {("encounter", "CHN RUS", "exists", None, "2024-05", "")},
    "Chinese Foreign Minister Wang Yi and his Iranian counterpart Abbas Araghchi held talks on Tuesday.": {
        ("encounter", "CHN IRN", "exists", None, "2025-10-21", ""),
    },
    "Xi has met Putin more than 40 times since 2013.": {
        ("meetings", "CHN RUS", "at_least", 40.0, "2013..2025-10-24", ""),
    },
    "North Korea's leader Kim Jong Un visited Beijing three times in 2018, which was much for him.": {
        ("visits", "PRK CHN", "near", 3.0, "2018", ""),
    },
    "China and Iran signed a 25-year agreement in 2021.": {("accord", "CHN IRN", "exists", None, "2021", "")},
    "China and Russia have no formal trade treaty.": {("accord", "CHN RUS", "lacks", None, "2025", "")},
    "China and Russia signed agreements with Iran in 2024.": {
        ("accord", "CHN IRN", "exists", None, "2024", ""),
        ("accord", "IRN RUS", "exists", None, "2024", ""),
    },
    "The United States imposed sanctions on Rosneft and Lukoil on Wednesday.": {
        ("sanctions", "USA RUS", "exists", None, "2025-10-22", ""),
    },
    "China has not joined American and European sanctions on Russia.": {
        ("sanctions", "CHN RUS", "lacks", None, "", ""),
    },
    "India, which shares an antagonist in the US, which has imposed sanctions on Russia, stays out.": {
        ("sanctions", "USA RUS", "exists", None, "", ""),
    },
    "China has not criticised Putin's war.": {("stance", "CHN RUS", "lacks", None, "", "")},
    "The United States accused China of selling trucks to Russia.": {("stance", "USA CHN", "exists", None, "", "")},
    "Russian arms exports fell to 11 percent of the global total in 2021.": {
        ("arms-world", "RUS", "near", 0.11, "2021", ""),
    },
    "North Korea has supplied weapons to Russia since 2023.": {("arms-supply", "PRK RUS", "exists", None, "", "")},
    "Finland joined NATO in April 2023.": {("member", "FIN NATO", "exists", None, "2023-04", "")},
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_what_is_read_of_deeds(text, understood):
    assert READ[text] <= set(understood(text, DAY))


@pytest.mark.parametrize(
    "text",
    [
        # what may come, what was tried, what another's friends did
        "Putin is expected to visit Beijing in November 2025.",
        "He said that if China imposed sanctions on Russia, the war would end.",
        "Hungary blocked EU sanctions on Russia.",
        "Ukraine's allies imposed sanctions on Russian coal in 2022.",
        # how often is not that they did; what did not happen
        "Erdogan and Putin have met more often than any other two leaders.",
        "A summit of Xi and Putin in June 2025 did not take place.",
        # goods travel, too
        "Urals crude went to India at a discount.",
    ],
)
def test_what_is_no_deed(text, understood):
    done = ("encounter", "sanctions", "listings")
    assert not [one for one in understood(text, DAY) if one[0] in done and one[2] == "exists"]


@pytest.mark.parametrize(
    ("text", "published", "verdict"),
    [
        ("The EU adopted its 17th package of sanctions against Russia.", "2025-05-21", "supported"),
        ("The EU adopted its 25th package of sanctions against Russia.", "2025-05-21", "not measurable"),
        # a visit that began before the day; a meeting that the ledger lacks contradicts nobody
        ("Xi met Putin in Beijing on September 2, 2025.", "2025-09-04", "supported"),
        ("Xi met Putin in Moscow on August 5, 2025.", "2025-09-04", "not measurable"),
        # SIPRI, March 2023: Russia's share in India's arms imports in 2018 to 2022 was 45 per cent; the register is revised since
        ("Russia supplied 45 percent of India's arms imports in 2018-2022.", "2023-04-01", "not measurable"),
        ("Russia supplied 39 percent of India's arms imports in 2018-2022.", "2023-04-01", "supported"),
        ("Russia supplied 85 percent of India's arms imports in 2018-2022.", "2023-04-01", "contradicted"),
    ],
)
def test_deeds_are_judged_by_the_ledgers_and_their_silence_contradicts_nobody(text, published, verdict):
    assert verdict in {one.status for one in check(make_article(text, published=published)).checked}
