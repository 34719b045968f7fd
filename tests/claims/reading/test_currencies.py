"""Yuan, euros and rupees as dollars at the mean rate of their own time; what has no rate on record stays open."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.claims.reading import check, make_article
from realpolitik.claims.reading.matching.currencies import Rates
from realpolitik.claims.reading.meaning.statements import Statement
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


class Prices(dict):
    """A store whose one table has the yuan at 6 a dollar in each month of 2022, at 8 in each of 2023, and June 2023 at 14."""

    def __init__(self):
        rates = [(date(year, month, 1), 14.0 if (year, month) == (2023, 6) else value) for year, value in ((2022, 6.0), (2023, 8.0)) for month in range(1, 13)]  # fmt: skip
        rows = [{"series": "cny-per-usd", "freq": "M", "period": day, "value": value} for day, value in rates]
        other = [{"series": "cny-per-usd", "freq": "A", "period": date(2022, 1, 1), "value": 1.0}, {"series": "eur-per-usd", "freq": "M", "period": date(2022, 1, 1), "value": 2.0}]  # fmt: skip
        super().__init__(prices=pl.DataFrame([*rows, *other]))


def said(test="near", value=84.0, unit="CNY", period="2022", *, relation="trade", states=("CHN", "RUS"), **fields):  # fmt: skip
    """A statement in another currency."""
    return Statement(sentence=0, relation=relation, states=states, test=test, value=value, unit=unit, period=period, **fields)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "value", "step"),
    [
        (said(step=1.0), 14.0, 0.28),  # two per cent
        (said(step=6.0), 14.0, 1.0),  # the last digit
        (said(value=-84.0, relation="balance"), -14.0, 0.28),
        (said("at_least"), 14.0, 0.28),
        (said("at_most", relation="exports"), 14.0, 0.28),
        (said(period="2023"), 84 / 8.5, 0.02 * 84 / 8.5),
        (said(period="2023-06"), 6.0, 0.12),
        (said(period="2023-05"), 10.5, 0.21),
        (said(period="2022-12..2023-02", part="part"), 84 / (22 / 3), 0.02 * 84 / (22 / 3)),
        (said(period="2022..2023"), None, None),
        (said(period="2022-12..2023-02"), None, None),
        (said(period=""), None, None),
        (said(period="2024"), None, None),
        (said(period="2021-12..2022-02", part="part"), None, None),
        (said(unit="USD"), None, None),
        (said("rises"), None, None),
        (said("record", None), None, None),
        (said(relation="import-share"), None, None),
        (said(states=("CHN", "EU")), None, None),
        (said(unit="EUR", period="2022-01"), 42.0, 0.84),
        (said(unit="EUR", period="2022-02"), None, None),
    ],
)
def test_an_amount_in_dollars(one, value, step):
    found = Rates(Prices()).in_dollars(one)
    if value is None:
        assert found is None
        return
    assert (found.statement.value, found.statement.step, found.statement.unit) == (
        pytest.approx(value),
        pytest.approx(step),
        "USD",
    )


def test_the_rate_of_an_amount_is_said_in_full():
    assert Rates(Prices()).in_dollars(said()).because == (
        "Yuan are converted at 6 a dollar, the mean of the months (Federal Reserve); two per cent are allowed for that."
    )


YUAN = "in yuan terms"


@pytest.mark.parametrize(
    ("one", "test", "value"),
    [
        (said("grows", 1.0, "share", "2022..2023", currency=YUAN), "grows", 2 * 6 / 8.5 - 1),
        (said("grows", 0.1, "share", "2022..2023", currency=YUAN), "shrinks", 1 - 1.1 * 6 / 8.5),
        (said("shrinks", 0.1, "share", "2022..2023", currency=YUAN), "shrinks", 1 - 0.9 * 6 / 8.5),
        (said("grows", 0.0, "share", "2022-05..2022-06", currency=YUAN), "grows", 0.0),
        (said("grows", 1.0, "share", "2023-01..2023-02", part="part", currency=YUAN), "grows", 2 * 6 / 8 - 1),
        (said("grows", 1.0, "share", "2023-05..2023-06", part="part", currency=YUAN), "grows", 2 * 6 / 11 - 1),
        (said("grows", 1.0, "share", "2022-06..2023-06", currency=YUAN), "shrinks", 1 - 2 * 6 / 14),
        (said("grows", 1.0, "share", "2023..2024", currency=YUAN), None, None),
        (said("grows", 1.0, "share", "2021..2022", currency=YUAN), None, None),
        (said("grows", 1.0, "share", "2023", currency=YUAN), None, None),
        (said("grows", 1.0, "share", "2022..2023", currency="in shells"), None, None),
        (said("rises", 1.0, "share", "2022..2023", currency=YUAN), None, None),
        (said("grows", 1.0, "share", "2022..2023"), None, None),
    ],
)  # fmt: skip
def test_growth_in_dollars(one, test, value):
    found = Rates(Prices()).in_dollars(one)
    if test is None:
        assert found is None
        return
    made = found.statement
    assert (made.test, made.value, made.currency) == (test, pytest.approx(value, abs=1e-6), "")
    assert made.step == 0.02
    way = "more" if test == "grows" else "less"
    assert found.because.endswith(
        f" a dollar (means, Federal Reserve) the growth said is {value:.1%} {way} in dollars."
    )
    assert (
        Rates(Prices()).in_dollars(one.model_copy(update={"step": 0.05})).statement.step == 0.05
    )  # the last digit
