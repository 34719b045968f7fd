"""What a time is on two days of publication, 20 August and 10 January 2024, and in which month a text has years of account begin."""

from __future__ import annotations

from datetime import date

import pytest

from realpolitik.claims.reading.spotting.accounts import begins_in
from realpolitik.claims.reading.spotting.moments import add_years, month_before
from realpolitik.claims.reading.spotting.times import times

DAYS = (date(2024, 8, 20), date(2024, 1, 10))
TIMES = {
    "in the five months to May": ("part 2024-01..2024-05 part", "part 2023-01..2023-05 part"),
    "in the 12 months to August": ("part 2022-09..2023-08 fiscal",),
    "in the quarter to June": ("part 2024-04..2024-06 fiscal", "part 2023-04..2023-06 fiscal"),
    "in the half-year to June": ("part 2024-01..2024-06 part", "part 2023-01..2023-06 part"),
    "in the half year to September 2023": ("part 2023-04..2023-09 fiscal",),
    "in the one month to May": ("",),
    "in the two months to May": ("part 2024-04..2024-05 fiscal", "part 2023-04..2023-05 fiscal"),
    "in the twelve months to May": ("part 2023-06..2024-05 fiscal", "part 2022-06..2023-05 fiscal"),
    "in the thirteen months to May": ("",),
    "in the six months ending June 30, 2023": ("part 2023-01..2023-06 part",),
    "in the year ended August": ("part 2022-09..2023-08 fiscal",),
    "in the year ended July": ("part 2023-08..2024-07 fiscal", "part 2022-08..2023-07 fiscal"),
    "in the year ended December": ("part 2023-01..2023-12 fiscal",),
    "in the fiscal year ended March 31, 2023": ("part 2022-04..2023-03 fiscal",),
    "in September last year": ("in 2023-09",),
    "in this March": ("in 2024-03", "in 2023-03"),
    "in September this year": ("future 2024-09",),
    "in August this year": ("in 2024-08", "future 2024-08"),
    "in July this year": ("in 2024-07", "future 2024-07"),
    "in March of the previous year": ("in 2023-03",),
    "from April 2022 to March 2023": ("part 2022-04..2023-03 fiscal",),
    "April 2022-March 2023": ("part 2022-04..2023-03 fiscal",),
    "April 2021-March 2023": ("span 2021-04..2023-03",),
    "January 2023-May 2023": ("part 2023-01..2023-05 part",),
    "May 2022-April 2023": ("part 2022-05..2023-04 fiscal",),
    "May 2022-May 2023": ("span 2022-05..2023-05",),
    "in the first month of this year": ("in 2024-01",),
    "in the first month of 2023": ("in 2023-01",),
    "since the beginning of this year": ("part 2024-01..2024-07 open", "part 2023-01..2023-12 unclear"),
    "in the past six months": ("part 2024-01..2024-07 unclear", "part 2023-01..2023-12 unclear"),
    "in the fiscal year": ("part 2023-04..2024-03 unclear", "part 2022-04..2023-03 unclear"),
    "last fiscal year": ("part 2023-04..2024-03 fiscal", "part 2022-04..2023-03 fiscal"),
    "this fiscal year": ("part 2024-04..2025-03 fiscal", "part 2023-04..2024-03 fiscal"),
    "in H1 FY24": ("part 2023-04..2023-09 fiscal",),
    "in H2 FY24": ("part 2023-10..2024-03 fiscal",),
    "in 1H FY2024": ("part 2023-04..2023-09 fiscal",),
    "in Q1 FY24": ("part 2023-04..2023-06 fiscal",),
    "in Q3 FY24": ("part 2023-10..2023-12 fiscal",),
    "in 9M FY24": ("part 2023-04..2023-12 fiscal",),
    "in the second quarter of FY24": ("part 2023-07..2023-09 fiscal",),
    "in the fourth quarter of FY24": ("part 2024-01..2024-03 fiscal",),
    "in the first two months of fiscal 2024": ("part 2023-04..2023-05 fiscal",),
    "in October FY24": ("in 2023-10",),
    "in March FY24": ("in 2024-03",),
    "in April-May FY24": ("part 2023-04..2023-05 fiscal",),
    "in May-March FY24": ("part 2023-05..2024-03 fiscal",),
    "in the fiscal year April 2022 to March 2023": ("part 2022-04..2023-03 fiscal",),
    "in FY2022-23": ("part 2022-04..2023-03 fiscal",),
    "in fiscal 2022-23": ("part 2022-04..2023-03 fiscal",),
    "in 2022-24": ("span 2022..2024 years",),
    "in the mid-1990s": ("span 1994..1996 decade",),
    "in the late 1990s": ("span 1997..1999 decade",),
    "in March 2023, more than in February": ("in 2023-03; since 2023-02 base",),
    "in June 2023, less than in July": ("in 2023-06; since 2024-07 base", "in 2023-06; since 2023-07 base"),
    "in May 2023 and the previous month": ("in 2023-05; in 2023-04",),
    "in January 2024 and the previous month": ("in 2024-01; in 2023-12",),
    "from 3 million in the same month of 2023": ("earlier 1 years",),
    "in May 2022 and the same month of 2023": ("in 2022-05; in 2023-05",),
    "in the same period of 2022": ("earlier 2 years",),
    "in January-May 2023, from 5 million last year": ("part 2023-01..2023-05 part; earlier 1 years base",),
    "in 2023, from 5 million last year": ("in 2023; in 2023",),
    "H1 2023": ("part 2023-01..2023-06 part",),
    "2H23": ("",),
    "in H2 2022": ("part 2022-07..2022-12 part",),
}  # fmt: skip
"""How a time is told, from when to when, how many years apart, and how it stands to what is said; once where both days have it so."""


def told(one):
    """A time in words."""
    ends = one.start + (f"..{one.end}" if one.end else "")
    return " ".join(filter(None, (one.how, ends, f"{one.years} years" if one.years else "", one.relative)))


@pytest.mark.parametrize("text", TIMES)
def test_a_time_by_the_day_of_publication(text):
    found = ["; ".join(told(one.value) for one in times(text, on)) for on in DAYS]
    assert found == [TIMES[text][0], TIMES[text][-1]]


@pytest.mark.parametrize(
    ("month", "before"), [("2024-01", "2023-12"), ("2024-02", "2024-01"), ("2024-12", "2024-11")]
)
def test_the_month_before(month, before):
    assert month_before(month) == before


def test_years_are_added_to_what_has_months_and_days_or_none():
    assert [add_years(one, 1) for one in ("2023", "2023-10", "2024-02-29")] == [
        "2024",
        "2024-10",
        "2025-02-29",
    ]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        # by whose trade or office is named, and not by a partner's
        ("In the fiscal year 2023 India's exports to Pakistan grew.", 4),
        ("In the fiscal year 2023 exports to India from Pakistan grew, said Islamabad.", 7),
        ("In the fiscal year, India and Pakistan traded.", 4),
        ("In the fiscal year, Pakistan and India traded.", 7),
        ("Data from the Ministry of Commerce of India: in the fiscal year, Pakistan's exports grew.", 7),
        ("The State Bank of Pakistan said India's fiscal exports grew in the fiscal year.", 7),
        ("In the fiscal year exports to Pakistan grew.", 7),
        ("In the fiscal year exports to Pakistan, from Egypt and India's trade grew.", 4),
        # as the text itself tells it
        ("The fiscal year, which begins in July, was good for India.", 7),
        ("The fiscal year, which ended in June, was good for India.", 7),
        ("The fiscal year ended on 30 June.", 7),
        ("The fiscal year begins on July 10. India grew.", 7),
        ("The fiscal year begins on July 15. India grew.", 7),
        ("The fiscal year begins on July 16. India grew.", 8),
        ("The Iranian year begins on March 21. The fiscal year was good.", 4),
        ("The fiscal year starts in July. The financial year begins in April.", 4),
        ("In fiscal 2023 (July to June) India's trade grew.", 7),
        ("In fiscal 2023 (October-September) India's trade grew.", 10),
        ("In fiscal 2023 (January-December) Pakistan's trade grew.", 7),
        # nothing is told in years of account
        ("In 2023 Pakistan's trade grew.", 4),
        ("In the fiscal year trade grew.", 4),
    ],
)
def test_in_which_month_years_of_account_begin(text, month):
    assert begins_in((text,), DAYS[0]) == month
