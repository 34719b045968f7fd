"""Times and amounts as a sentence has them, in full: each by its words, with what was made of it on 20 April 2024."""

from __future__ import annotations

from datetime import date

import pytest

from realpolitik.claims.reading.reader import skeleton_of

ON = date(2024, 4, 20)
TIMES = {
    "in 2023": "in 2023",
    "last year": "in 2023",
    "this year": "in 2024",
    "next year": "future 2025",
    "in March 2023": "in 2023-03",
    "in March": "in 2024-03",
    "in June": "in 2023-06",
    "last month": "in 2024-03",
    "the previous month": "in 2024-03",
    "this month": "in 2024-04",
    "in spring 2022": "in 2022-05",
    "last autumn": "in 2023-11",
    "this summer": "in 2024-08",
    "in the first quarter of 2023": "part 2023-01..2023-03 part",
    "in the first quarter": "part 2024-01..2024-03 part",
    "in the last quarter of 2022": "part 2022-10..2022-12 part",
    "in the fourth quarter": "part 2023-10..2023-12 part",
    "in Q3 2023": "part 2023-07..2023-09 part",
    "in Q1": "part 2024-01..2024-03 part",
    "in the II quarter of 2023": "part 2023-04..2023-06 part",
    "in the first half of 2023": "part 2023-01..2023-06 part",
    "in the second half": "part 2023-07..2023-12 part",
    "in the last half of 2022": "part 2022-07..2022-12 part",
    "in the first nine months of 2023": "part 2023-01..2023-09 part",
    "in the first two months": "part 2024-01..2024-02 part",
    "in the first three quarters of 2022": "part 2022-01..2022-09 part",
    "from January to October": "part 2023-01..2023-10 part",
    "from October to March": "part 2023-10..2024-03 part",
    "from January to May 2022": "part 2022-01..2022-05 part",
    "January-March": "part 2024-01..2024-03 part",
    "between January and June 2023": "part 2023-01..2023-06 part",
    "over April 2022-March 2023": "part 2022-04..2023-03 fiscal",
    "from 2019 to 2023": "span 2019..2023",
    "between 2014 and 2021": "span 2014..2021",
    "in 2018-2022": "span 2018..2022",
    "in 2022-23": "part 2022-04..2023-03 fiscal",
    "in 2022/23": "part 2022-04..2023-03 fiscal",
    "2021–2022": "span 2021..2022",
    "in 2030": "future 2030",
    "in 1815": "",
    "by 2030": "future 2030",
    "by 2023": "by 2023 by",
    "since 2014": "since 2014 since",
    "since March 2022": "since 2022-03 since",
    "after 2014": "since 2014 after",
    "before 2022": "before 2022 before",
    "until 2021": "before 2021 until",
    "since the invasion": "event 2022-02-24 since",
    "after the invasion": "event 2022-02-24 after",
    "before the war": "event 2022-02-24 before",
    "since the beginning of the year": "part 2024-01..2024-03 open",
    "since the beginning of 2023": "since 2023 since",
    "since the start of the year": "part 2024-01..2024-03 open",
    "three years ago": "ago 3 years",
    "a year ago": "ago 1 years",
    "two decades ago": "ago 20 years",
    "ten years earlier": "earlier 10 years",
    "a year earlier": "earlier 1 years",
    "two years later": "earlier -2 years",
    "in the past five years": "span 2018..2023 past",
    "over the last decade": "span 2013..2023 past",
    "in the last two years": "span 2021..2023 past",
    "in the past eighteen months": "part 2024-01..2024-03 unclear",
    "for the first time in five years": "since 2018 5 years since",
    "in the 1990s": "span 1990..1999 decade",
    "in the early 1990s": "span 1990..1993 decade",
    "in the late 1980s": "span 1987..1989 decade",
    "in the mid-2010s": "span 2014..2016 decade",
    "today": "now",
    "now": "now",
    "currently": "now",
    "at the end of 2022": "in 2022",
    "in early 2022": "in 2022",
    "in late 2023": "in 2023",
    "on 5 March 2023": "in 2023-03-05",
    "on March 5, 2023": "in 2023-03-05",
    "on 5 March": "in 2024-03-05",
    "on March 5": "in 2024-03-05",
    "in the fiscal year 2023": "part 2022-04..2023-03 fiscal",
    "in FY23": "part 2022-04..2023-03 fiscal",
    "in FY2024": "part 2023-04..2024-03 fiscal",
    "in the current fiscal year": "part 2024-04..2025-03 fiscal",
    "in the last fiscal year": "part 2023-04..2024-03 fiscal",
    "in the fiscal year ended March 2023": "part 2022-04..2023-03 fiscal",
    "in the year ending June 2023": "part 2022-07..2023-06 fiscal",
    "in the 12 months to September 2023": "part 2022-10..2023-09 fiscal",
    "in the first ten months of FY23": "part 2022-04..2023-01 fiscal",
    "in FY25 (April-November)": "part 2024-04..2024-11 fiscal",
    "from the same period of 2022": "earlier 2 years base",
    "in the same period last year": "earlier 1 years",
    "in the same month of 2022": "earlier 2 years",
    "from a year earlier": "earlier 1 years base",
    "compared with 2021": "since 2021 base",
    "than in 2021": "since 2021 base",
    "over the previous year": "earlier 1 years base",
    "in 2021 and 2022": "span 2021..2022 both",
    "in 2021, 2022 and 2023": "in 2021 ; in 2022 ; in 2023",
    "every year since 2014": "since 2014 since",
    "in March 2023, more than in February": "in 2023-03 ; since 2023-02 base",
    "in 2022, January-March": "part 2022-01..2022-03 part",
}  # fmt: skip
"""How a time is told, from when to when, how many years apart, and how it stands to what is said."""
AMOUNTS = {
    "$240 billion": "2.4e+11 USD ± 1e+09",
    "$3.5bn": "3.5e+09 USD ± 100000000",
    "about $3.5bn": "3.5e+09 USD ± 100000000 about",
    "more than $3.5bn": "3.5e+09 USD ± 100000000 at_least",
    "at least 900,000 dollars": "900000 USD ± 100000 at_least",
    "900,123 dollars": "900123 USD ± 1",
    "$1 trillion": "1e+12 USD ± 1e+12",
    "a quarter of a trillion dollars": "2.5e+11 USD ± 2.5e+10",
    "half a trillion dollars": "5e+11 USD ± 5e+10",
    "240,1 billion dollars": "2.401e+11 USD ± 100000000",
    "12,8 %": "0.128 share ± 0.001",
    "€50 billion": "5e+10 EUR ± 1e+09",
    "200 billion yuan": "2e+11 CNY ± 1e+09",
    "£3 million": "3000000 GBP ± 1000000",
    "1.7 trillion roubles": "1.7e+12 RUB ± 1e+11",
    "$60 a barrel": "60 USD/bbl ± 1",
    "44 billion 20 million dollars": "4.402e+10 USD ± 1000000",
    "between $100 billion and $110 billion": "1e+11 USD ± 1e+09; 1.1e+11 USD ± 1e+09",
    "over $200 billion": "2e+11 USD ± 1e+09 at_least",
    "less than $200 billion": "2e+11 USD ± 1e+09 at_most",
    "nearly $200 billion": "2e+11 USD ± 1e+09 about",
    "up to $200 billion": "2e+11 USD ± 1e+09 at_most",
    "some $200 billion": "2e+11 USD ± 1e+09 about",
    "only $200 billion": "2e+11 USD ± 1e+09 about",
    "almost a quarter of a trillion dollars": "2.5e+11 USD ± 2.5e+10 about",
    "24 per cent": "0.24 share ± 0.01",
    "24%": "0.24 share ± 0.01",
    "12.5 percent": "0.125 share ± 0.001",
    "0.5 per cent": "0.005 share ± 0.001",
    "a third": "0.333333 share ± 0.03",
    "two thirds": "0.666667 share ± 0.03",
    "half": "0.5 share ± 0.03",
    "a quarter": "0.25 share ± 0.03",
    "three quarters": "0.75 share ± 0.03",
    "a tenth": "0.1 share ± 0.03",
    "one in five": "0.2 share ± 0.05",
    "every fifth dollar": "0.2 share ± 0.03",
    "nearly half": "0.5 share ± 0.03 about",
    "more than a third": "0.333333 share ± 0.03 at_least",
    "about 10%": "0.1 share ± 0.01 about",
    "2.5 percentage points": "0.025 points ± 0.001",
    "2.5 pp": "0.025 points ± 0.001",
    "tenfold": "9 growth ± 0.2",
    "threefold": "2 growth ± 0.2",
    "doubled": "1 growth ± 0.2",
    "halved": "-0.5 growth ± 0.2",
    "tripled": "2 growth ± 0.2",
    "quadrupled": "3 growth ± 0.2",
    "2.5 times as much": "1.5 growth ± 0.2",
    "by half": "0.5 share ± 0.03",
    "107 million tonnes": "107000000 t ± 1000000",
    "1.5 mn tonnes": "1500000 t ± 100000",
    "1,200 tonnes": "1200 t ± 100",
    "2.15 million barrels a day": "2150000 bbl/d ± 10000",
    "2.1m bpd": "2100000 bbl/d ± 100000",
    "30 bcm": "3e+10 m3 ± 1e+09",
    "330 billion cubic metres": "3.3e+11 m3 ± 1e+09",
    "42 meetings": "42 meetings ± 1",
    "the 17th package": "17 ordinal ± 1",
    "seventeen packages": "17 measures ± 1",
    "400 individuals and entities": "400 listed ± 1",
    "37 countries": "37 states ± 1",
    "the second largest": "2 rank ± 1",
    "dozens of countries": "24 states ± 12 at_least",
}  # fmt: skip
"""Value, unit, the worth of the last digit, and whether it is a bound or about."""


@pytest.mark.parametrize("words", TIMES)
def test_times_are_those_of_their_words(words):
    found = [one.value for one in skeleton_of(f"Trade rose {words}.", ON).mentions if one.kind == "t"]
    told = [
        " ".join(
            filter(
                None,
                [
                    one.how,
                    f"{one.start}..{one.end}" if one.end else one.start,
                    f"{one.years} years" if one.years else "",
                    one.relative,
                ],
            )
        )
        for one in found
    ]
    assert " ; ".join(told) == TIMES[words]


@pytest.mark.parametrize("words", AMOUNTS)
def test_amounts_are_those_of_their_words(words):
    found = [one.value for one in skeleton_of(f"Trade came to {words}.", ON).mentions if one.kind == "q"]
    told = [
        " ".join(
            filter(
                None,
                [
                    f"{one.value:.9g}",
                    one.unit,
                    f"± {one.step:.9g}" if one.step else "",
                    one.bound,
                    "about" if one.about else "",
                ],
            )
        )
        for one in found
    ]
    assert "; ".join(told) == AMOUNTS[words]
