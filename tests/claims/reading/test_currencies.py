"""Yuan, euros and rupees as dollars at the mean rate of their own time; what has no rate on record stays open."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article
from realpolitik.claims.reading.matching.currencies import Rates
from realpolitik.store import Store

JUDGED = {
    # printed by Chinese customs for 2023: 1.69 trillion yuan, 32.7 % more, and 240.1 billion dollars, 26.3 % more
    "Trade between China and Russia came to 1.69 trillion yuan in 2023.": "supported",
    "In yuan terms, trade between China and Russia rose 32.7% in 2023.": "supported",
    "Trade between China and Russia came to 2.69 trillion yuan in 2023.": "contradicted",
    "Trade between China and Russia came to 240 billion yuan in 2023.": "contradicted",
    "In yuan terms, trade between China and Russia fell 32.7% in 2023.": "contradicted",
    # no rate of the rouble, no rate of years before, and a rise that is not said in per cent
    "Trade between China and Russia came to 20 trillion roubles in 2023.": "not measurable",
    "Trade between China and Russia came to 60 billion yuan in 2003.": "not measurable",
    "In yuan terms, trade between China and Russia fell in 2023.": "not measurable",
}


@pytest.mark.parametrize("text", JUDGED)
def test_is_judged(text):
    report = check(make_article(text, published="2024-06-20"))
    assert [one.status for one in report.checked] == [JUDGED[text]]


def test_the_rate_is_said():
    report = check(
        make_article(
            "Trade between China and Russia came to 1.69 trillion yuan in 2023.", published="2024-06-20"
        )
    )
    said = report.checked[0].verdicts[0].claim.because
    assert "7.08 a dollar" in said
    assert "Federal Reserve" in said


def test_means_are_of_whole_times():
    rates = Rates(Store())
    # the mean of central parities in 2023 was 7.0467, as told in the press; noon buying rates lie half a per cent above
    assert rates.mean("CNY", "2023", "2023") == pytest.approx(7.0467, rel=0.01)
    assert rates.mean("CNY", "2023-01", "2023-06") == pytest.approx(6.93, rel=0.01)
    assert rates.mean("CNY", "2003", "2003") is None
    assert rates.mean("RUB", "2023", "2023") is None
    assert rates.mean("CNY", "2023-06", "2023-01") is None
