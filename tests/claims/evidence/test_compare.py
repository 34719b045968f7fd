"""A file of claims on other pairs: how many there are, how many pass, what is kept, and what was on record on the day of the words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from realpolitik.claims.evidence import compare as module
from realpolitik.claims.evidence.compare import compare, compared
from realpolitik.claims.evidence.reference import read, write
from realpolitik.claims.model import Claim
from realpolitik.store import Store

STORE = Store.embedded()
FILE = """said: 2022-02-04
claims:
  - id: large
    says: Trade was above 100 billion dollars in 2021.
    by: a text
    question: how-large-is-trade
    measure: trade.turnover
    about: [CHN, RUS]
    test: {at_least: {value: 100e9, at: 2021}}
    controls: {negative: [[KAZ, RUS]], positive: [[CHN, DEU], [CHN, KAZ]]}
  - id: later
    says: Trade was above 200 billion dollars in 2023.
    by: a text
    question: how-large-is-trade
    measure: trade.turnover
    about: [CHN, RUS]
    test: {at_least: {value: 200e9, at: 2023}}
  - id: unmeasured
    says: They like each other.
    by: a text
    question: how-large-is-trade
    kind: opinion
    needs: a measure of liking
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "states_compared", lambda store: ("CHN", "DEU", "IND", "KAZ", "RUS"))
    path = tmp_path / "claims.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_claim_is_held_against_all_other_pairs_that_have_a_figure(file, tmp_path):
    seen, kept = [], tmp_path / "kept.csv"
    large, later = compare(file, store=STORE, on_progress=seen.append, path=kept)
    assert seen == ["large", "later"]  # what is not measured is compared with nothing
    # billions of 2021: China and Germany 290, Germany and Russia 57, Kazakhstan and Russia 25, China and Kazakhstan 18, India and Russia 14
    assert (large.pairs, large.passed, large.rank, large.tied, large.ignores) == (5, 1, 2, 0, "")
    assert large.controls == (
        "Kazakhstan–Russia fails, as it must; China–Germany passes, as it must; China–Kazakhstan fails, as it must not"
    )
    assert (large.then, later.then) == (
        "",
        "not measurable",
    )  # 2021 was over on the day of the words, 2023 to come
    assert (later.pairs, later.passed, later.rank, later.controls) == (
        6,
        1,
        2,
        "",
    )  # with China and India, 137 in 2023
    assert (large.known, large.registered) == ("yes", date.today().isoformat())
    assert read(kept) == [large, later]


def test_what_is_kept_of_the_same_test_and_data_is_not_computed_again(file, tmp_path, monkeypatch):
    kept = tmp_path / "kept.csv"
    before = compare(file, store=STORE, path=kept)
    other = replace(before[0], claim="of-another-file")
    write([*before, other], kept)
    monkeypatch.setattr(module, "judge", lambda *asked: pytest.fail("it is known"))
    assert compare(file, store=STORE, path=kept) == before
    assert {one.claim for one in read(kept)} == {"large", "later", "of-another-file"}


def test_a_test_that_was_changed_loses_what_was_registered(file, tmp_path):
    kept = tmp_path / "kept.csv"
    (large, later) = compare(file, store=STORE, path=kept)
    write(
        [replace(one, registered="2020-01-01", known="no", data="of other tables") for one in (large, later)],
        kept,
    )
    file.write_text(FILE.replace("200e9", "250e9"), encoding="utf-8")
    same, changed = compare(file, store=STORE, path=kept)
    assert (same.registered, same.known) == ("2020-01-01", "no")
    assert (changed.registered, changed.known) == (date.today().isoformat(), "yes")
    assert (changed.passed, changed.rank) == (0, 2)  # China and Germany: 274, and 244 by another office


@pytest.mark.parametrize(
    ("fields", "said", "then"),
    [
        # no period: today's figure is above 200, that of 2021 was not
        ({"test": {"at_least": {"value": 200e9}}}, "2022-02-04", "contradicted"),
        ({"test": {"at_least": {"value": 140e9}}}, "2022-02-04", "supported"),
        ({"test": {"at_least": {"value": 140e9}}, "end": "2020"}, "2022-02-04", ""),  # the same figures
        ({"test": {"at_least": {"value": 140e9}}, "start": "2023"}, "2022-02-04", "not measurable"),
        ({"test": {"at_least": {"value": 140e9, "at": 2023}}}, "2022-02-04", "not measurable"),
        ({"test": {"at_least": {"value": 140e9}}}, "1880-01-01", "not measurable"),
        ({"test": {"at_least": {"value": 200e9}}}, None, ""),
    ],
)
def test_what_was_on_record_on_the_day_of_the_words(fields, said, then, monkeypatch):
    monkeypatch.setattr(module, "states_compared", lambda store: ("CHN", "RUS"))
    plain = {
        "id": "c",
        "says": "So.",
        "by": "one",
        "question": "q",
        "measure": "trade.turnover",
        "about": ["CHN", "RUS"],
    }
    claim = Claim.model_validate({**plain, **fields})
    assert compared(claim, STORE, said=said).then == then
