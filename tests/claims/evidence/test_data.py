"""How other pairs fare is kept by test and by data: what was computed on other data is not shown as if it were of these."""

from __future__ import annotations

import shutil
from importlib.resources import files

import pytest

from realpolitik.claims import judge, load
from realpolitik.claims.evidence import compare, data
from realpolitik.claims.evidence import reference as kept
from realpolitik.claims.evidence.data import data_key
from realpolitik.claims.evidence.reference import Reference, fingerprint, read, reference_of, write
from realpolitik.claims.judge import judge_by
from realpolitik.findings import Finding, Method, Period
from realpolitik.store import Store

STORE = Store.embedded()
CLAIMS = {claim.id: claim for claim in load("radchenko2024")}
TALKS = CLAIMS["peace-plan"]


def test_the_key_is_of_the_tables_that_the_test_reads(tmp_path):
    shutil.copytree(str(files("realpolitik.reference") / "tables"), tmp_path / "tables")
    copy = Store(tmp_path / "tables")
    assert data_key(TALKS, copy) == data_key(TALKS, STORE)
    (plans,) = tmp_path.glob("tables/peace_plans.csv")
    plans.write_text(plans.read_text(encoding="utf-8").replace("2023-02-24", "2023-02-25"), encoding="utf-8")
    changed = Store(tmp_path / "tables")
    assert data_key(TALKS, changed) != data_key(TALKS, STORE)
    assert data_key(CLAIMS["no-limits-declared"], changed) == data_key(CLAIMS["no-limits-declared"], STORE)


def test_models_have_the_worlds_in_their_key(monkeypatch):
    asked = CLAIMS["leverage-grows"], CLAIMS["trade-2021-level"]
    before = [data_key(one, STORE) for one in asked]
    monkeypatch.setattr(data, "_models", lambda: "other worlds")
    after = [data_key(one, STORE) for one in asked]
    assert before[0] != after[0]
    assert before[1] == after[1] != ""


def test_a_frame_of_the_callers_own_has_no_key():
    frame = STORE["peace_plans"]
    assert data_key(TALKS, Store(frames={"peace_plans": frame})) == ""


def test_what_was_computed_on_other_data_is_stale(monkeypatch):
    test = fingerprint(TALKS.tested)
    known = Reference(
        claim=TALKS.id,
        test=test,
        pairs=40,
        passed=3,
        rank=2,
        data="of-then",
        registered="2026-01-01",
        known="no",
    )
    monkeypatch.setattr(kept, "_kept", lambda: {(TALKS.id, test): known})
    assert reference_of(TALKS.id, TALKS.tested, "of-then") == known
    ruled = judge(TALKS, STORE)
    assert ruled.reference is not None
    assert ruled.reference.stale
    said = " ".join(ruled.standing)
    assert "computed on other data" in said
    assert "3 of 40" not in said
    assert "share" not in ruled.reference.record()
    assert "before its figure was known" in said  # when a test was set does not depend on the data


def test_a_stale_comparison_still_forbids_what_it_forbade(monkeypatch):
    asked = TALKS.model_copy(update={"reading": "proxy"})
    test = fingerprint(asked.tested)
    known = Reference(claim=asked.id, test=test, pairs=40, passed=30, rank=2, data="of-then")
    monkeypatch.setattr(kept, "_kept", lambda: {(asked.id, test): known})
    assert judge(asked, STORE).status == "not shown"


def test_what_is_known_for_test_and_data_is_not_computed_again(monkeypatch):
    before = Reference(
        claim=TALKS.id, test=fingerprint(TALKS.tested), pairs=7, passed=1, data=data_key(TALKS, STORE)
    )
    monkeypatch.setattr(compare, "judge", pytest.fail)
    assert compare.compared(TALKS, STORE, before) is before


def test_staleness_is_not_kept(tmp_path):
    write([Reference(claim="a", test="b", data="c")], tmp_path / "kept.csv")
    assert "stale" not in (tmp_path / "kept.csv").read_text(encoding="utf-8")
    assert read(tmp_path / "kept.csv") == [Reference(claim="a", test="b", data="c")]


def test_a_vague_word_leaves_open_what_lies_between_its_bars():
    """124 to 21: a fall of 83 per cent is not nine tenths, and not less than eight."""
    claim = CLAIMS["west-cut-russian-oil"]

    def falls_to(last):
        found = Finding(
            name="products.crude_sold",
            about=("RUS",),
            period=Period(start="2021", end="2023", freq="A"),
            value=last,
            unit="t",
            says="As given.",
            rows=({"period": "2021", "value": 100.0}, {"period": "2023", "value": last}),
            sources=(),
            method=Method(definition="as given", formula="x", reference="this test"),
        )
        return judge_by(claim, lambda name, *about, start, end, **options: found)

    assert [falls_to(last).status for last in (5.0, 17.0, 35.0)] == ["supported", "mixed", "contradicted"]
    assert "word may still allow" in falls_to(17.0).margin_in_words
    assert "loosely" not in CLAIMS["north-america-cut-russian-oil"].tested["test"]  # its hash is as it was


def test_the_looser_bar_is_below_the_other():
    given = CLAIMS["west-cut-russian-oil"].test.model_dump(by_alias=True)
    with pytest.raises(ValueError, match="less than `by`"):
        type(CLAIMS["west-cut-russian-oil"].test).model_validate(
            {**given, "loosely": {"size": 0.95, "relative": True}}
        )


def test_rules_that_give_other_numbers_leave_a_stated_number_open():
    ruled = judge(CLAIMS["meeting-39"], STORE)
    assert (ruled.status, ruled.passing, ruled.words) == ("mixed", (1, 5), "so by 1 of 5 definitions")
    assert ruled.margin_in_words.endswith("1 of 5 definitions have it so")
    assert ruled.overturned_by == "a definition that the statement names"
