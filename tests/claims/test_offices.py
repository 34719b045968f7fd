"""Rises and falls within offices."""

from __future__ import annotations

import pytest

from realpolitik.claims import Claim, judge


def test_a_percentage_of_two_offices_is_that_of_the_later():
    # Chinese customs 240.11 and 244.81 bn: up 1.96 %; the IMF 231.3 and 236.3: up 2.1 %
    claim = Claim(
        id="x", says="trade rose by 1 % in 2024", by="often said", question="trade", kind="measured", measure="trade.turnover",
        about=["CHN", "RUS"], test={"rises": {"from": 2023, "to": 2024, "by": "1 %"}},
    )  # fmt: skip
    result = judge(claim)
    assert result.status == "supported"
    assert result.margin == pytest.approx(244.81 / 240.11 - 1 - 0.01, abs=2e-4)


@pytest.mark.parametrize(
    ("says", "measure", "about", "test", "status"),
    [
        # Chinese customs 240.1 and 244.8, the IMF 231.3 and 236.3: their ranges overlap, and both rose.
        (
            "trade fell in 2024",
            "trade.turnover",
            ["CHN", "RUS"],
            {"falls": {"from": 2023, "to": 2024}},
            "contradicted",
        ),
        (
            "trade rose in 2024",
            "trade.turnover",
            ["CHN", "RUS"],
            {"rises": {"from": 2023, "to": 2024}},
            "supported",
        ),
        # 114.2 and 129.1 by Chinese customs
        (
            "sales fell in 2023",
            "trade.exports",
            ["RUS", "CHN"],
            {"falls": {"from": 2022, "to": 2023}},
            "contradicted",
        ),
        # 111.0 and 115.5 by Chinese customs, 119.8 and 124.3 by the IMF
        (
            "sales fell in 2024",
            "trade.exports",
            ["CHN", "RUS"],
            {"falls": {"from": 2023, "to": 2024}},
            "contradicted",
        ),
    ],
)
def test_offices_that_agree_on_a_direction_decide_it(says, measure, about, test, status):
    claim = Claim(
        id="x",
        says=says,
        by="often said",
        question="trade",
        kind="measured",
        measure=measure,
        about=about,
        test=test,
    )
    assert judge(claim).status == status
