"""What a verdict rests on: kinds, errors, assumptions counted, other pairs under the same test."""

from __future__ import annotations

import math
from pathlib import Path

import polars as pl
import pytest

from realpolitik.claims import judge, load
from realpolitik.claims.evidence import reference as kept
from realpolitik.claims.evidence.compare import alternatives, compared, moved
from realpolitik.claims.evidence.kinds import evidence_of, spread_of, widened
from realpolitik.claims.evidence.reference import Reference, fingerprint, read, write
from realpolitik.claims.judge import judge_by
from realpolitik.claims.model import Claim
from realpolitik.findings import Finding, Interval, Method, Period
from realpolitik.measures.registry import measures
from realpolitik.store import Store

STORE = Store.embedded()
CLAIMS = {claim.id: claim for claim in load("radchenko2024")}


def finding(value, *, name="trade.turnover", low=None, high=None, grid=(), unit="USD"):
    interval = None if low is None else Interval(low=low, high=high, kind="a range", grid=grid)
    return Finding(
        name=name,
        about=("CHN", "RUS"),
        period=Period(start="2023", end="2023", freq="A"),
        value=value,
        unit=unit,
        says="As given.",
        rows=({"period": "2023", "value": value},),
        sources=(),
        method=Method(definition="as given", formula="x", reference="this test"),
        interval=interval,
    )


def claim(test, **fields):
    known = {
        "id": "c",
        "says": "So.",
        "by": "one",
        "question": "q",
        "measure": "trade.turnover",
        "about": ["CHN", "RUS"],
    }
    return Claim.model_validate({**known, "test": test, **fields})


def verdict(test, found, **fields):
    return judge_by(
        claim(test, measure=found.name, **fields), lambda name, *about, start, end, **options: found
    )


def test_every_measure_has_a_kind_and_what_is_estimated_or_modelled_is_known():
    kinds = {name: evidence_of(name) for name in measures()}
    assert set(kinds.values()) == {"measured", "estimated", "modelled", "judged"}
    assert {kinds[name] for name in kinds if name.startswith("endgame.")} == {"judged"}
    modelled = [
        name for name in kinds if name.startswith(("leverage.", "compliance.")) and name != "leverage.client"
    ]
    assert {kinds[name] for name in modelled} == {"modelled"}


def test_a_figure_without_an_interval_takes_the_spread_of_its_kind():
    assert verdict({"at_least": {"value": 90}}, finding(100.0)).status == "mixed"  # 80 to 120
    assert verdict({"at_least": {"value": 80}}, finding(100.0)).status == "supported"
    assert verdict({"at_least": {"value": 90}}, finding(100.0, low=95, high=105)).status == "supported"
    assert "two offices" in verdict({"at_least": {"value": 90}}, finding(100.0)).error


def test_the_width_of_a_change_is_that_of_one_office():
    rows = ({"period": "2022", "value": 100.0}, {"period": "2023", "value": 110.0})
    found = widened(finding(110.0), change=True)
    assert (found.interval.low, found.interval.high) == pytest.approx((105.6, 114.4))  # 4 % either way
    assert widened(finding(3.0, name="sanctions.count")).interval.high == 5.0  # 3 found of 5 there may be
    assert rows[1]["value"] == 110.0


def test_the_error_of_a_change_is_that_of_its_two_levels():
    """(1 + g) exp(±.08) - 1: as wide as the levels make it, and never a fall by more than all there was."""
    fell = widened(finding(-0.854, name="trade.growth", unit="share")).interval
    assert (fell.low, fell.high) == pytest.approx((0.146 * math.exp(-0.08) - 1, 0.146 * math.exp(0.08) - 1))
    for change in (-1.0, -0.99, -0.3, 0.0, 2.0):
        around = spread_of("trade.growth").around(change)
        assert -1 <= around[0] <= change <= around[1]
    assert "two offices" in fell.kind  # one office reports: no "reports that differ"
    asked = {"at_most": {"value": -0.999}}
    gone = verdict(asked, finding(-0.854, name="trade.growth", unit="share"))
    assert gone.status == "contradicted"


@pytest.mark.parametrize("value", [0.0, 0.004, 0.3, 0.95, 1.0])
def test_a_share_stays_a_share_and_a_count_is_never_below_none(value):
    for name in ("trade.partner_share", "dependence.import_share", "settlement.share"):
        found = widened(finding(value, name=name, unit="share")).interval
        assert 0 <= found.low <= value <= found.high <= 1
    for spread in map(spread_of, ("sanctions.count", "meetings.count", "settlement.share", "trade.exports")):
        assert 0 <= spread.around(value)[0] <= value


def test_the_error_of_a_share_is_that_of_its_part():
    part, rest = 30.0, 70.0  # a fifth more of the part makes 36 of 106
    found = widened(finding(0.3, name="trade.partner_share", unit="share")).interval
    assert (found.low, found.high) == pytest.approx(
        (0.8 * part / (0.8 * part + rest), 1.2 * part / (1.2 * part + rest))
    )


@pytest.mark.shared
def test_the_spread_of_two_offices_is_that_of_the_tables(shared_data):
    """Russia's flows above a billion dollars, 2016 to 2020, by the IMF and by BACI: two thirds within the widths that are stated."""
    baci = pl.read_parquet(shared_data / "trade/baci_totals/baci_totals_2000_2020.parquet").select(
        pl.col("exporter").cast(pl.String).alias("origin"),
        pl.col("importer").cast(pl.String).alias("destination"),
        pl.col("year").cast(pl.Int32),
        (pl.col("value_kusd") * 1e3).alias("other"),
    )
    imf = STORE["trade"].filter(source_id="imf-imts", product="total", freq="A")
    imf = imf.with_columns(pl.col("period").dt.year().alias("year"))
    both = imf.join(baci, on=["origin", "destination", "year"]).filter(
        (pl.col("value_usd") > 1e9) & (pl.col("other") > 1e8)
    )
    both = both.with_columns(gap=(pl.col("other") / pl.col("value_usd")).log()).sort(
        "origin", "destination", "year"
    )
    moves = both.select(pl.col("gap").diff().over("origin", "destination"))["gap"].drop_nulls()
    spread = spread_of("trade.exports")
    assert both["gap"].abs().quantile(0.68) == pytest.approx(
        spread.level, abs=0.01
    )  # rounded to whole points
    assert moves.abs().quantile(0.68) == pytest.approx(spread.change, abs=0.01)


def test_assumptions_are_counted_not_cornered():
    grid = (0.9, *[2.0] * 19)
    found = finding(2.0, name="leverage.change", low=0.9, high=2.0, grid=grid, unit="share")
    ruled = verdict({"at_least": {"value": 1}}, found)
    assert (ruled.status, ruled.passing) == ("supported", (19, 20))  # one corner in twenty does not decide
    assert ruled.words == "the model has it so under 19 of 20 assumptions"
    half = finding(2.0, name="leverage.change", low=0.5, high=2.0, grid=(0.5, 2.0), unit="share")
    assert verdict({"at_least": {"value": 1}}, half).status == "mixed"


def test_the_words_say_what_a_verdict_rests_on():
    assert verdict({"at_least": {"value": 1}}, finding(100.0)).words == "supported by the record"
    estimated = finding(0.5, name="votes.kappa", low=0.4, high=0.6, unit="kappa")
    assert verdict({"at_least": {"value": 0.7}}, estimated).words == "contradicted by the estimate"
    judged = finding(0.9, name="endgame.comparison", low=0.8, high=1.0, unit="share")
    assert verdict({"at_least": {"value": 0.5}}, judged).words == "so under the judgements of endgame.yaml"


def test_what_most_others_pass_too_is_no_evidence(monkeypatch):
    asked = claim({"at_least": {"value": 1}}, reading="proxy")
    for passed, status in ((10, "supported"), (11, "not shown")):
        known = Reference(claim="c", test=fingerprint(asked.tested), pairs=40, passed=passed, rank=3)
        monkeypatch.setattr(kept, "_kept", lambda known=known: {("c", known.test): known})
        ruled = verdict({"at_least": {"value": 1}}, finding(100.0), reading="proxy")
        assert ruled.status == status, passed  # a quarter is the most
        literal = verdict({"at_least": {"value": 1}}, finding(100.0), reading="literal")
        assert (
            literal.status == "supported"
        )  # what the sentence itself says is true whoever else it is true of
    assert "true of many pairs" in ruled.words


def test_what_most_others_meet_by_more_is_no_evidence(monkeypatch):
    """Few pass with their errors, but most best figures lie further inside: the pair is told apart by precision alone."""
    asked = claim({"at_least": {"value": 1}}, reading="proxy")
    for rank, status in ((21, "supported"), (22, "not shown")):  # 20 of 40 others ahead are no majority
        known = Reference(claim="c", test=fingerprint(asked.tested), pairs=40, passed=2, rank=rank)
        monkeypatch.setattr(kept, "_kept", lambda known=known: {("c", known.test): known})
        ruled = verdict({"at_least": {"value": 1}}, finding(100.0), reading="proxy")
        assert ruled.status == status, rank
    assert "most pairs meet it by more" in ruled.words


def test_an_absence_is_of_the_days_it_asks_about():
    assert judge(CLAIMS["no-limits-never-since"], STORE).as_of == "2024-04-30"


def test_a_test_that_was_changed_has_no_figures_of_another():
    asked = CLAIMS["trade-2023-level"]
    assert judge(asked, STORE).reference is not None
    other = asked.model_copy(update={"test": asked.test.model_copy(update={"value": 250e9})})
    assert fingerprint(other.tested) != fingerprint(asked.tested)
    assert judge(other, STORE).reference is None


def test_what_shows_nothing_is_not_shown_whether_passed_or_not():
    for value in (1, 1e6):
        ruled = verdict({"at_least": {"value": value}}, finding(100.0), shows="nothing")
        assert (ruled.status, ruled.words) == ("not shown", "not shown by this test")
        assert ruled.figure


def test_what_can_only_bear_a_sentence_out_refutes_nothing():
    """Allies may vote apart: the United States and Japan have interests in common that votes do not show."""
    found = finding(0.16, name="votes.kappa", low=0.11, high=0.22, unit="kappa")
    assert verdict({"at_least": {"value": 0.31}}, found).status == "contradicted"
    assert verdict({"at_least": {"value": 0.31}}, found, shows="support").status == "not shown"
    assert verdict({"at_least": {"value": 0.1}}, found, shows="support").status == "supported"


def test_a_claim_moves_to_other_states_wherever_they_stand_in_it():
    asked = CLAIMS["dependence-is-one-sided"]
    other = moved(asked, {"RUS": "IND"})
    assert other.about == ("IND", "CHN")
    assert other.test.to.about == ("CHN", "IND")
    assert len({one.about for one in alternatives(asked, STORE)}) > 80


def test_a_level_tells_one_pair_from_the_others():
    found = compared(CLAIMS["trade-2021-level"], STORE)
    assert found.pairs >= 30
    assert found.passed == 0  # no other pair traded 146 billion that year


def test_a_state_that_the_test_ignores_gives_no_other_pairs():
    found = compared(CLAIMS["russia-pays-in-yuan"], STORE)  # Russia's payments, whoever the other state is
    assert (found.pairs, found.rank, found.ignores) == (0, 0, "CHN")
    assert "not compared" in found.says
    assert compared(CLAIMS["trade-2021-level"], STORE).ignores == ""


def test_a_shared_place_is_not_a_first_one():
    found = compared(CLAIMS["alliance-of-the-fifties"], STORE)  # one treaty, as six other pairs have
    assert found.tied == found.passed > 0
    assert f"level with {found.tied} of them at place 1" in found.says
    assert "number 1" not in found.says


def test_what_is_kept_is_read_back(tmp_path):
    one = Reference(claim="a", test="b", pairs=3, passed=1, rank=2, controls='said "so", twice', known="no")
    write([one], tmp_path / "kept.csv")
    assert read(tmp_path / "kept.csv") == [one]


def test_the_page_says_how_many_tests_were_set_in_advance():
    known = [one.known for one in read() if one.claim in CLAIMS]
    page = (Path(__file__).parents[3] / "docs/explanation/claims.md").read_text(encoding="utf-8")
    assert f"Of the {len(known)} tests" in page
    assert f"- {known.count('no')} were written" in page
    assert f"- {known.count('yes')} were set, or set anew" in page
