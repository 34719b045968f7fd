"""States that a compiler's table leaves out: the list of them, places among partners and shares without them."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.claims.reading import check, make_article
from realpolitik.measures import run
from realpolitik.measures.trade.ranks import place_words
from realpolitik.measures.trade.unlisted import LISTED, unlisted
from realpolitik.states import registry
from realpolitik.store import Store

EMBEDDED = Store.embedded()
WITH_ANOTHER = {"LIE", "MCO"}
"""Counted with Switzerland and France by their customs."""


def place(a: str, b: str, year: int, flow: str = "imports"):
    return run("trade.rank", a, b, flow=flow, start=str(year), end=str(year), store=EMBEDDED)


def test_the_list_is_what_the_table_lacks():
    rows = (
        EMBEDDED["trade"]
        .filter(reporter="BACI", product="total", freq="A")
        .select("origin", "destination", "period")
    )
    there = pl.concat(
        [rows.select("period", state="origin"), rows.select("period", state="destination")]
    ).unique()
    lacking = set()
    for period in there["period"].unique():
        codes = set(there.filter(pl.col("period") == period)["state"])
        alive = {
            one.code
            for one in registry()
            if one.start <= period and (one.end is None or one.end >= date(period.year, 12, 31))
        }
        lacking |= {(code, period.year) for code in alive - codes - WITH_ANOTHER}
    # Serbia and Montenegro, states of old, were one with the other between 1918 and 2006
    lacking -= {(code, year) for code in ("SRB", "MNE") for year in range(2000, 2006)}
    listed = {
        (one["state"], year)
        for one in LISTED["BACI"]
        for year in (*range(2000, 2021), 2023)
        if one["years"][0] <= year <= one["years"][1]
    }
    assert lacking <= listed
    assert not listed & set(there.select("state", pl.col("period").dt.year()).iter_rows())


def test_no_flow_on_record_is_above_what_the_list_allows():
    flows = EMBEDDED["trade"].filter(product="total", freq="A")
    for one in LISTED["BACI"]:
        for side, other in (("origin", "exports"), ("destination", "imports")):
            most = flows.filter((pl.col(side) == one["state"]) & (pl.col("period").dt.year() <= 2023))[
                "value_usd"
            ].max()
            assert (most or 0) <= one[other] * 1e9, (one["state"], other)


def test_taiwan_stands_before_the_suppliers_that_it_sells_more_than():
    # Chinese customs on 2023: Taiwan 199.3, Korea 161.7, Australia 155.4, Russia 129.1 billion dollars; Taiwan is the largest supplier (KITA)
    assert [place("CHN", other, 2023).value for other in ("TWN", "KOR", "AUS", "RUS")] == [1, 2, 4, 5]
    found = place("CHN", "AUS", 2023)
    assert found.says == (
        "Australia was number 4 of 183 suppliers of China in 2023, with 139.0 billion dollars; before it stood Taiwan, South Korea, the United States."
    )
    assert (
        "BACI has no flows of Taiwan: it is ranked by the 199.3 billion dollars of the office of China."
        in found.caveats
    )


def test_a_place_before_which_a_state_without_a_record_may_stand_is_a_range():
    # of 2020 no figure of China's imports from Taiwan is here; by Chinese customs they were above its imports from Australia
    found = place("CHN", "AUS", 2020)
    assert found.says.startswith(
        "Australia was number 5 or 6 of 191 suppliers of China in 2020, with 102.6 billion dollars; before it stood Japan, "
    )
    assert found.interval is not None
    assert (found.value, found.interval.high, found.rows[0]["may_stand_before"]) == (5.0, 6.0, "TWN")
    assert (
        "Without Taiwan, of which BACI has no flows: what it sells China is not on record for 2020, and may be more."
        in found.caveats
    )


def test_a_state_stands_before_nobody_who_sells_more_than_twice_what_it_ever_did():
    # Taiwan sold Korea 20.1 billion dollars in 2021 and 18.2 in 2023, Japan 42.8 in 2020
    found = place("KOR", "JPN", 2020)
    assert (found.value, "may_stand_before" in found.rows[0]) == (3.0, False)
    # Japan's Ministry of Finance: Taiwan was the fourth largest supplier of 2020; Taiwan's own figure has no freight in it
    taiwan = place("JPN", "TWN", 2020)
    assert taiwan.interval is not None
    assert (taiwan.value, taiwan.interval.low) == (5.0, 4.0)


def test_trade_both_ways_counts_both():
    # Chinese customs on 2023: the United States 664.5 billion dollars, Japan 318.0, Korea 310.7, Taiwan 267.8, Russia 240.1
    assert [place("CHN", other, 2023, "trade").value for other in ("USA", "TWN")] == [1, 4]
    assert {place("CHN", other, 2023, "trade").value for other in ("JPN", "KOR")} == {2, 3}


def test_a_share_in_a_total_without_a_state_says_what_it_would_be_with_it():
    found = run("dependence.import_share", "CHN", "AUS", store=EMBEDDED)
    (short,) = [one for one in found.caveats if one.startswith("The total of 2023")]
    # World's Top Exports by Chinese customs: 6.1 per cent
    assert short.endswith(
        "with the 199.3 billion dollars that the office of China has, the share would be 6.2 %."
    )
    assert not any(
        "leaves out" in one for one in run("dependence.import_share", "FRA", "DEU", store=EMBEDDED).caveats
    )
    assert not any(
        "leaves out" in one for one in run("dependence.import_share", "RUS", "CHN", store=EMBEDDED).caveats
    )


def test_other_offices_leave_nobody_out():
    assert unlisted(EMBEDDED, "RUS", "IMF", date(2023, 1, 1), "imports") == []
    assert [one.state for one in unlisted(EMBEDDED, "FRA", "BACI", date(2001, 1, 1), "exports")] == [
        "TWN",
        "YUG",
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Australia was China's fifth-largest supplier in 2020.", "mixed"),
        ("Australia was China's sixth-largest supplier in 2020.", "mixed"),
        ("Australia was China's ninth-largest supplier in 2020.", "contradicted"),  # it holds either way
        ("Taiwan was China's largest supplier in 2023.", "supported"),
        ("China was South Korea's largest supplier in 2020.", "supported"),
    ],
)
def test_a_verdict_hangs_on_no_state_that_is_not_on_record(text, status):
    (one,) = check(make_article(text, published="2024-06-01")).checked
    assert one.status == status


def test_a_range_of_places_in_words():
    assert [place_words(3, 0), place_words(3, 1), place_words(3, 2)] == ["3", "3 or 4", "3 to 5"]
