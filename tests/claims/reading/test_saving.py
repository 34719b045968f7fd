"""Claims saved as YAML run through `claims` as they were judged, also when a person has changed one."""

from __future__ import annotations

from pathlib import Path

import pytest

from realpolitik.claims import Claim, judge, load
from realpolitik.claims.reading import check, claims_yaml, make_article, open_article
from realpolitik.claims.reading.saving import plain

TEXTS = {
    "empty": "It rained.",
    "quotes": "\"Trade between us: 100 % up\" — said Xi # of Russia: {it} reached $240 billion in 2023, [sic] 'they' say & mean.",
    "meeting": "Xi and Putin have met 42 times. In 2022 the presidents of China and Russia met three times.",
    "alliance": "In the 1950s an alliance bound China and the Soviet Union. It committed China to the Soviet Union's defence.",
}


@pytest.mark.parametrize("name", [*TEXTS, "germany-russia-gas.html", "india-oil.txt", "us-china-trade.md"])
def test_what_is_saved_is_judged_as_it_was(name, tmp_path):
    path = Path(__file__).with_name("articles") / name
    article = open_article(path) if path.exists() else make_article(TEXTS[name], published="2024-04-20")
    report = check(article)
    file = tmp_path / "claims.yaml"
    file.write_text(claims_yaml(report), encoding="utf-8")
    before = {
        verdict.claim.id: (verdict.status, verdict.figure)
        for one in report.checked
        for verdict in one.verdicts
    }
    after = {claim.id: judge(claim) for claim in load(file)}
    assert {id_: (verdict.status, verdict.figure) for id_, verdict in after.items()} == before


def test_a_test_that_is_changed_changes_the_verdict(tmp_path):
    report = check(
        make_article("Trade between China and Russia reached $240 billion in 2023.", published="2024-04-20")
    )
    text = claims_yaml(report)
    assert "value: 240000000000.0" in text
    file = tmp_path / "claims.yaml"
    file.write_text(text.replace("240000000000.0", "150000000000.0"), encoding="utf-8")
    (claim,) = load(file)
    assert judge(claim).status == "contradicted"


def test_every_claim_says_where_it_was_read_and_how_its_words_were_closed():
    report = check(make_article("Russia relies more and more on China.", published="2024-04-20"))
    for one in report.checked:
        for verdict in one.verdicts:
            assert "Russia relies more and more on China." in verdict.claim.where
            assert "no period" in verdict.claim.because


@pytest.mark.parametrize(
    ("text", "saved"),
    [
        ("Trade between China and Russia reached $240 billion in 2023.", {"near": {"at": "2023", "value": 240e9, "within": 2.4e9}}),
        ("China's exports to Russia rose by 47 % in 2023.", {"near": {"value": 0.47, "within": 0.02}}),
        ("The West has cut off nearly all imports of Russian oil.", {"falls": {"from": "2021", "to": "2023", "by": "90 %", "loosely": "80 %"}}),
        ("India is neutral.", {"between": {"low": -0.5, "high": 0.5}}),
        ("In 2022 the presidents of China and Russia met three times.", {"near": {"value": 3.0, "within": 0.0}}),
        ("Russia depends on China far more than China on Russia.", {"ratio": {"of": {"at": "2023"}, "to": {"at": "2023", "about": ["CHN", "RUS"]}, "at_least": 5.0}}),
    ],
)  # fmt: skip
def test_a_test_is_saved_as_a_person_writes_it(text, saved):
    (one,) = check(make_article(text, published="2024-04-20")).checked
    given = plain(one.verdicts[0].claim)
    assert given["test"] == saved
    assert {"id", "says", "measure", "about", "where"} <= given.keys()
    assert "kind" not in given  # nor anything else that is as it is by default


@pytest.mark.parametrize("margin", ["50 %", "2.5 %", 1e9])
def test_a_margin_is_saved_in_its_own_unit(margin):
    given = {
        "id": "c",
        "says": "So.",
        "by": "one",
        "question": "q",
        "measure": "trade.turnover",
        "about": ["CHN", "RUS"],
    }
    claim = Claim.model_validate({**given, "test": {"near": {"value": 240e9, "at": 2023, "within": margin}}})
    assert plain(claim)["test"] == {"near": {"value": 240e9, "at": "2023", "within": margin}}
