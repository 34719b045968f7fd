"""Sentences that reviewers wrote, each with what a fair judge would say: never the opposite, at worst `not measurable`."""

from __future__ import annotations

from pathlib import Path

import pytest

from realpolitik.claims.reading import check, make_article

FILE = Path(__file__).parents[4] / "shared" / "cases" / "check-sentences.psv"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILE.exists(), reason="the sentences of ../shared/cases are not here"),
]
FAIR = {
    "supported": "true",
    "true": "true",
    "contradicted": "false",
    "false": "false",
    "nm": "open",
    "no": "none",
    "not": "open",
}


def lines():
    if not FILE.exists():
        return []
    rows = [line.split("|", maxsplit=3) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [row[1:] for row in rows if len(row) == 4 and not row[0].startswith("#")]


def fair_of(said):
    if "false if denied" in said or "drop ok" in said:  # the denial is false; a fall of 95.9 % is one of 95
        return "false" if "denied" in said else "true"
    if said.startswith("no contradiction"):
        return "open"
    word = said.casefold().split()[0].strip(":;,(").split("/")[0]
    return FAIR.get(word, "true")


@pytest.fixture(scope="module")
def judged():
    """The statuses of the claims of each sentence."""
    found = {}
    for said, day, text in lines():
        report = check(make_article(text, published=day or "2024-06-20"))
        found[text] = (fair_of(said), [one.status for one in report.checked if one.statement.kind == "claim"])
    return found


def test_no_true_sentence_is_contradicted(judged):
    wrong = {
        text: got
        for text, (fair, got) in judged.items()
        if fair == "true" and {"contradicted", "mixed"} & {*got}
    }
    # some are of figures on which two offices differ: mixed by source, which names each, is fair there
    assert {text for text, got in wrong.items() if "contradicted" in got} == set()
    assert len(wrong) <= 8


def test_no_false_sentence_is_borne_out(judged):
    judged_alone = {
        text: {*got} - {"not measurable"} for text, (fair, got) in judged.items() if fair == "false"
    }
    assert {text for text, got in judged_alone.items() if got == {"supported"}} == set()


def test_what_cannot_be_judged_is_not_contradicted(judged):
    assert {text for text, (fair, got) in judged.items() if fair == "open" and "contradicted" in got} == set()


def test_what_is_no_claim_is_not_judged(judged):
    assert {
        text
        for text, (fair, got) in judged.items()
        if fair == "none" and {"supported", "contradicted"} & {*got}
    } == set()
    assert len(judged) >= 120
