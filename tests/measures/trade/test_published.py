"""Trade of pairs far from the first case against figures that their own offices have published."""

from __future__ import annotations

import pytest

from realpolitik.measures import run

WITHIN = 0.15
"""BACI makes one figure, free on board, of two reports: freight and the gap of the two are within it."""
PUBLISHED = [
    # seller, buyer, 2023 in billions of dollars, office; where it was read
    (
        "BRA",
        "CHN",
        104.3,
    ),  # Brazil's ministry (blogdoalanribeiro.com.br, 2024); its Secex has 105.7 (ibrachina.com.br)
    (
        "CHN",
        "BRA",
        0.221 * 240.8,
    ),  # 22.1 % of Brazil's imports (ibrachina.com.br) of 240.835 bn (Xinhua, 7 January 2024)
    ("MEX", "USA", 475.0),  # US Census by USAFacts (goshennews.org, "Just The Facts")
    ("VNM", "USA", 114.0),  # the same
    ("IDN", "JPN", 20.7),  # Indonesia's ministry of trade (kemendag.go.id, 16 December 2024)
    ("JPN", "IDN", 16.5),  # the same
    ("UGA", "KEN", 0.6267),  # Bank of Uganda (peopledaily.digital, 2024)
    ("KEN", "UGA", 0.8966),  # UN Comtrade, Kenya's report (the same)
]


@pytest.mark.parametrize(("seller", "buyer", "billions"), PUBLISHED)
def test_the_figure_is_near_what_an_office_published(seller, buyer, billions):
    found = run("trade.exports", seller, buyer, start=2023, end=2023)
    assert found.value == pytest.approx(billions * 1e9, rel=WITHIN)


def test_a_figure_of_one_end_alone_says_so():
    """Poland counts 98.6 bn euros of exports to Germany in 2023 (GUS, by polenjournal.de), some 107 bn dollars; BACI's copy has Germany's report."""
    found = run("trade.exports", "POL", "DEU", start=2023, end=2023)
    assert found.value < 0.8 * 107e9
    assert any("the figure is by Germany's reports alone" in caveat for caveat in found.caveats)
    both = run("trade.exports", "BRA", "CHN", start=2023, end=2023)
    assert not any("reports alone" in caveat for caveat in both.caveats)
    bloc = run("trade.exports", "EU", "RUS")
    assert not any("reports alone" in caveat for caveat in bloc.caveats)


def test_a_pair_with_one_direction_on_record_says_which():
    from realpolitik.errors import CoverageError

    with pytest.raises(
        CoverageError, match=r"one direction alone is on record.*BACI has what Vanuatu ships to Togo"
    ):
        run("trade.turnover", "VUT", "TGO")
    with pytest.raises(CoverageError, match=r"no office has both directions .* in one year"):
        run("trade.turnover", "SAU", "NRU")


def test_a_place_is_never_beyond_the_states_that_there_are():
    found = run("trade.rank", "ARM", "BHS")
    assert found.interval.high < 200
    assert "the largest were Russia, China" in found.says  # names, not codes
