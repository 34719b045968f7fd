"""Claims saved as YAML run through `claims` as they were judged, also when a person has changed one."""

from __future__ import annotations

from pathlib import Path

import pytest

from realpolitik.claims import judge, load
from realpolitik.claims.reading import check, claims_yaml, make_article, open_article

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
