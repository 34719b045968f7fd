"""What files of claims, verdicts, errors and references say, word for word, and the arithmetic of the errors of figures."""

from __future__ import annotations

import math
from datetime import date

import pytest

from realpolitik.claims import judge, load
from realpolitik.claims.apply import Outcome
from realpolitik.claims.doubts import doubted, open_flags
from realpolitik.claims.evidence import compare
from realpolitik.claims.evidence.compare import Fared, bare, compared
from realpolitik.claims.evidence.grammar import common, decided, error_of, in_words, last_used, outdone
from realpolitik.claims.evidence.kinds import Spread, evidence_of, spread_of, widened
from realpolitik.claims.evidence.reference import Reference, read, write
from realpolitik.claims.files import said_on
from realpolitik.claims.kinds import KINDS, Margin, ends
from realpolitik.claims.model import Claim, Verdict, Verdicts
from realpolitik.errors import FileFormatError, RealpolitikError
from realpolitik.findings import Finding, Interval, Method, Period
from realpolitik.store import Store

STORE = Store.embedded()
CLAIMS = {claim.id: claim for claim in load("radchenko2024")}


def a_claim(**fields):
    """A claim with what a test of it changes."""
    known = {"id": "c", "says": "So.", "by": "one", "question": "q", "measure": "trade.turnover", "about": ["CHN", "RUS"], "test": {"at_least": {"value": 1}}}  # fmt: skip
    return Claim.model_validate(known | fields)


def a_finding(value=100.0, *, name="trade.turnover", unit="USD", interval=None, rows=None, flags=()):
    """A finding of one year, or with rows of its own."""
    return Finding(
        name=name, about=("CHN", "RUS"), period=Period(start="2022", end="2023", freq="A"), value=value, unit=unit, says="As given.",
        rows=tuple(rows or ({"period": "2023", "value": value},)), sources=(), interval=interval, flags=flags,
        method=Method(definition="as given", formula="x", reference="this test"),
    )  # fmt: skip


# -- errors of figures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spread", "value", "options", "around"),
    [
        (Spread(level=0.2, change=0.08, basis="b"), 100.0, {}, (80.0, 120.0)),
        (Spread(level=0.2, change=0.08, basis="b"), 100.0, {"change": True}, (96.0, 104.0)),
        (Spread(level=0.2, basis="b"), -100.0, {}, (-120.0, -80.0)),
        (Spread(absolute=3.0, basis="b"), 2.0, {}, (0.0, 5.0)),
        (Spread(absolute=3.0, basis="b"), -2.0, {}, (-5.0, 1.0)),
        (Spread(level=0.1, absolute=1.0, basis="b"), 10.0, {}, (8.0, 12.0)),
        (Spread(complete=0.6, basis="b"), 3.0, {}, (3.0, 5.0)),
        (Spread(complete=0.6, basis="b"), 0.0, {}, (0.0, 1.0)),
        (Spread(complete=0.5, basis="b"), 1.0, {}, (1.0, 2.0)),
        (Spread(complete=1.0, level=0.5, basis="b"), 2.0, {}, (1.0, 3.0)),
        (Spread(level=0.2, basis="b"), 0.3, {"unit": "share"}, (0.24 / 0.94, 0.36 / 1.06)),
        (Spread(level=0.2, basis="b"), 0.0, {"unit": "share"}, (0.0, 0.0)),
        (Spread(level=0.2, basis="b"), 1.0, {"unit": "share"}, (1.0, 1.0)),
        (Spread(level=0.2, basis="b"), 1.5, {"unit": "share"}, (1.2, 1.8)),
        (Spread(absolute=0.1, basis="b"), 0.05, {"unit": "share"}, (0.0, 0.15)),
        (Spread(absolute=0.1, basis="b"), 0.95, {"unit": "share"}, (0.85, 1.0)),
        (Spread(change=0.08, growth=True, basis="b"), 0.5, {}, (1.5 * math.exp(-0.08) - 1, 1.5 * math.exp(0.08) - 1)),
        (Spread(change=0.08, growth=True, basis="b"), -1.0, {}, (-1.0, -1.0)),
        (Spread(change=0.08, level=0.1, growth=True, basis="b"), -2.0, {}, (-2.2, -1.8)),
    ],
)  # fmt: skip
def test_the_least_and_the_most_that_a_figure_may_be(spread, value, options, around):
    assert spread.around(value, **options) == pytest.approx(around)  # up to rounding


def test_a_range_of_the_figure_or_its_row_is_kept_and_others_are_made():
    given = a_finding(rows=[{"period": "2022", "value": 50.0}, {"period": "2023", "value": 100.0}, {"period": "2024", "value": None},
                            {"period": "2021", "value": 10.0, "low": 9.0}, {"period": "2020", "value": 10.0, "high": 11.0}, {"period": "2019", "value": 0.5, "unit": "share"}])  # fmt: skip
    made = widened(given)
    half = spread_of("trade.turnover").level
    assert half == 0.2
    assert (made.interval.low, made.interval.high, made.interval.kind) == (
        80.0,
        120.0,
        spread_of("trade.turnover").basis,
    )
    ends_of = [(row.get("low"), row.get("high")) for row in made.rows]
    assert ends_of[:5] == [(40.0, 60.0), (80.0, 120.0), (None, None), (9.0, None), (None, 11.0)]
    assert ends_of[5] == pytest.approx((0.4 / 0.9, 0.6 / 1.1))  # a part of a whole
    own = Interval(low=99.0, high=101.0, kind="own")
    kept = widened(
        a_finding(interval=own, rows=[{"period": "2022", "value": 50.0}, {"period": "2023", "value": 100.0}])
    )
    assert kept.interval == own
    assert [row.get("low") for row in kept.rows] == [
        40.0,
        None,
    ]  # the row of the headline has the interval of the finding
    assert widened(a_finding(None)).interval is None
    unknown = a_finding(name="nothing.known")
    assert widened(unknown) is unknown


@pytest.mark.parametrize(
    ("finding", "says"),
    [
        (None, ""),
        (a_finding(interval=Interval(low=1.0, high=200.0, kind="gap of two offices")), "gap of two offices"),
        (a_finding(rows=[{"period": "2022", "value": 1.0}, {"period": "2023", "value": 1.0, "low": 0.5}]), "the ranges of the rows"),
        (a_finding(), "two offices' figures of one flow (of 420 flows of Russia's above a billion dollars, 2016 to 2020, IMF against BACI, two thirds differ by less than 20 %, and their yearly changes by less than 8 %)"),
        (a_finding(name="nothing.known"), "a reading of texts: none is stated"),
    ],
)  # fmt: skip
def test_what_the_error_of_a_figure_contains(finding, says):
    assert error_of(finding) == says


# -- what a test amounts to, in words ------------------------------------------------------------------------------------------


def outcome(status, passing=None):
    """What a test says, of which only status and count matter here."""
    return Outcome(status=status, figure="f", margin=1.0, margin_in_words="m", overturn=None, overturned_by="o", why="w", passing=passing)  # fmt: skip


MANY = Reference(claim="c", test="t", pairs=40, passed=11, rank=3)
QUARTER = Reference(claim="c", test="t", pairs=40, passed=10, rank=3)
BEHIND = Reference(claim="c", test="t", pairs=40, passed=2, rank=22)
MIDDLE = Reference(claim="c", test="t", pairs=40, passed=2, rank=21)
FEW = Reference(claim="c", test="t", pairs=9, passed=9, rank=10)


@pytest.mark.parametrize(
    ("fields", "status", "reference", "found"),
    [
        ({}, "supported", MANY, "supported"),
        ({"reading": "proxy"}, "supported", MANY, "not shown"),
        ({"reading": "proxy"}, "supported", QUARTER, "supported"),
        ({"reading": "proxy"}, "supported", BEHIND, "not shown"),
        ({"reading": "proxy"}, "supported", MIDDLE, "supported"),
        ({"reading": "proxy"}, "supported", FEW, "supported"),
        ({"reading": "proxy"}, "supported", None, "supported"),
        ({"reading": "proxy"}, "contradicted", MANY, "contradicted"),
        ({"reading": "literal"}, "supported", BEHIND, "supported"),
        ({"shows": "nothing"}, "supported", None, "not shown"),
        ({"shows": "nothing"}, "contradicted", None, "not shown"),
        ({"shows": "support"}, "contradicted", None, "not shown"),
        ({"shows": "support"}, "mixed", None, "mixed"),
        ({"shows": "support"}, "supported", None, "supported"),
    ],
)
def test_what_a_test_can_carry(fields, status, reference, found):
    assert decided(a_claim(**fields), status, reference) == found


def test_common_and_outdone_are_of_tests_that_stand_for_something_else():
    proxy, literal = a_claim(reading="proxy"), a_claim(reading="literal")
    assert [common(proxy, one) for one in (MANY, QUARTER, FEW, None)] == [True, False, False, False]
    assert [outdone(proxy, one) for one in (BEHIND, MIDDLE, FEW, None)] == [True, False, False, False]
    assert not common(literal, MANY)
    assert not outdone(literal, BEHIND)


@pytest.mark.parametrize(
    ("fields", "status", "kind", "reference", "passing", "says"),
    [
        ({}, "supported", "measured", None, None, "supported by the record"),
        ({}, "contradicted", "measured", None, None, "contradicted by the record"),
        ({}, "mixed", "measured", None, None, "the record does not decide"),
        ({}, "supported", "estimated", None, None, "supported by the estimate"),
        ({}, "mixed", "estimated", None, None, "the estimate does not decide"),
        ({}, "contradicted", "modelled", None, None, "contradicted by the model"),
        ({}, "supported", "modelled", None, (19, 20), "the model has it so under 19 of 20 assumptions"),
        ({}, "mixed", "measured", None, (1, 5), "so by 1 of 5 definitions"),
        ({}, "contradicted", "measured", None, (0, 5), "contradicted by the record"),
        ({}, "supported", "judged", None, None, "so under the judgements of trade.yaml"),
        ({"measure": "endgame.value"}, "contradicted", "judged", None, None, "not so under the judgements of endgame.yaml"),
        ({"measure": "endgame.value", "options": {"file": "mine.yaml"}}, "mixed", "judged", None, None, "the judgements of mine.yaml do not decide"),
        ({"measure": "treaties.rigidity"}, "supported", "judged", None, None, "so under the judgements of rigidity.yaml"),
        ({"reading": "proxy"}, "not shown", "measured", MANY, None, "not shown (true of many pairs: no evidence)"),
        ({"reading": "proxy"}, "not shown", "measured", BEHIND, None, "not shown (most pairs meet it by more: no evidence)"),
        ({"shows": "nothing", "reading": "proxy"}, "not shown", "measured", MANY, None, "not shown by this test"),
        ({"shows": "support"}, "not shown", "measured", None, None, "not shown by this test"),
    ],
)  # fmt: skip
def test_a_verdict_in_words(fields, status, kind, reference, passing, says):
    found = in_words(a_claim(**fields), status, outcome("supported" if status == "not shown" else status, passing), kind, reference)  # fmt: skip
    assert found == says


def test_what_a_measure_is_of():
    known = {name: evidence_of(name) for name in ("trade.turnover", "leverage.ratio", "leverage.client", "votes.kappa", "endgame.value", "treaties.rigidity", "no.such")}  # fmt: skip
    assert known == {
        "trade.turnover": "measured",
        "leverage.ratio": "modelled",
        "leverage.client": "measured",
        "votes.kappa": "estimated",
        "endgame.value": "judged",
        "treaties.rigidity": "judged",
        "no.such": "measured",
    }


def test_the_last_period_that_a_verdict_rests_on():
    absent = {"absent_since": {"date": "2022", "until": "2022-12-31"}}
    never = {"absent_since": {"date": "2022"}}
    asked = [{"at_least": {"value": 1, "at": 2021}}, {"rises": {"from": 2019, "to": 2021}}, {"at_least": {"value": 1, "at": "2014..2022"}}, {"at_least": {"value": 1}}, absent, never]  # fmt: skip
    assert [last_used(a_claim(test=one), a_finding()) for one in asked] == [
        "2021",
        "2021",
        "2022",
        "2023",
        "2022-12-31",
        "2023",
    ]
    assert last_used(a_claim(), None) == ""


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        (Reference(claim="a", test="b", pairs=34, passed=6, rank=6), "passed by 6 of 34 other pairs; number 6 of 35"),
        (Reference(claim="a", test="b", pairs=45, passed=6, rank=1, tied=5), "passed by 6 of 45 other pairs; level with 5 of them at place 1 of 46"),
        (Reference(claim="a", test="b", pairs=45, passed=6), "passed by 6 of 45 other pairs"),
        (Reference(claim="a", test="b", ignores="CHN RUS"), "not compared with other pairs: the figure is the same whatever states are put in their place"),
        (Reference(claim="a", test="b"), "no other pair has the data"),
        (Reference(claim="a", test="b", pairs=3, ignores="CHN"), "passed by 0 of 3 other pairs"),
        (Reference(claim="a", test="b", pairs=3, stale=True), "how other pairs fare was computed on other data: `realpolitik claims --reference` computes it anew"),
    ],
)  # fmt: skip
def test_how_other_pairs_fare_in_words(reference, says):
    assert reference.says == says


def test_the_share_of_others_needs_ten_of_them():
    shares = [Reference(claim="a", test="b", pairs=pairs, passed=5).share for pairs in (9, 10, 20)]
    assert shares == [None, 0.5, 0.25]
    full = Reference(
        claim="a", test="b", pairs=20, passed=5, rank=2, registered="2026-01-01", known="no"
    ).record()
    assert (full["share"], full["pairs"], full["says"], full["stale"]) == (
        0.25,
        20,
        "passed by 5 of 20 other pairs; number 2 of 21",
        False,
    )
    stale = Reference(
        claim="a", test="b", pairs=20, data="d", stale=True, registered="2026-01-01", known="no"
    ).record()
    assert {name: stale[name] for name in ("claim", "test", "data", "stale", "registered", "known")} == {"claim": "a", "test": "b", "data": "d", "stale": True, "registered": "2026-01-01", "known": "no"}  # fmt: skip


def test_what_is_kept_of_other_pairs_stands_in_order_and_is_quoted_where_it_must_be(tmp_path):
    file = tmp_path / "kept.csv"
    write(
        [
            Reference(claim="b", test="2", controls='a "b", c'),
            Reference(claim="a", test="1", pairs=3, passed=1, rank=2, tied=1),
        ],
        file,
    )
    assert file.read_text(encoding="utf-8") == (
        "claim,test,pairs,passed,rank,controls,then,turns,registered,known,tied,ignores,data\n"
        "a,1,3,1,2,,,,,,1,,\n"
        'b,2,0,0,0,"a ""b"", c",,,,,0,,\n'
    )
    assert read(tmp_path / "none.csv") == []


@pytest.mark.parametrize("name", ["peace-plan", "russia-pays-in-yuan", "alliance-of-the-fifties", "no-limits-declared", "meeting-39", "no-limits-never-since"])  # fmt: skip
def test_what_is_kept_of_other_pairs_is_what_is_computed(name):
    """On the embedded tables: `realpolitik claims radchenko2024 --reference` computes the file anew where one of them changes."""
    kept = {one.claim: one for one in read()}[name]
    found = compared(CLAIMS[name], STORE, said=said_on("radchenko2024"))
    again = compared(CLAIMS[name], STORE, Reference(claim=name, test=kept.test, registered="2026-01-02", known="no"), said=said_on("radchenko2024"))  # fmt: skip
    for figure in ("claim", "test", "data", "pairs", "passed", "rank", "tied", "ignores", "controls", "then"):
        assert getattr(found, figure) == getattr(kept, figure), figure
    assert (again.registered, again.known, found.known) == ("2026-01-02", "no", "yes")


def test_the_place_of_a_pair_among_others_is_counted_from_their_margins(monkeypatch):
    """Four others: one further inside, one level with the pair, one that fails, one without a figure; the controls are told apart."""
    asked = a_claim(
        about=["CHN", "RUS"],
        controls={"negative": [["USA", "IND"], ["USA", "FRA"]], "positive": [["DEU", "FRA"], ["USA", "DEU"]]},
    )
    margins = {("USA", "RUS"): (True, 9.5), ("DEU", "RUS"): (True, 5.25), ("FRA", "RUS"): (False, -1.0), ("USA", "IND"): (True, 1.0), ("DEU", "FRA"): (False, -2.0), ("USA", "DEU"): (True, 1.0)}  # fmt: skip

    def fares(claim, store):
        passed, margin = margins.get(claim.about, (None, 0.0))
        return (
            None
            if passed is None
            else Fared(about=claim.about, passed=passed, margin=margin, figures=(margin,))
        )

    own = verdict(margin=5.25, finding=a_finding(), figure="$1")
    monkeypatch.setattr(compare, "judge", lambda claim, store: own)
    monkeypatch.setattr(compare, "_fares", fares)
    monkeypatch.setattr(compare, "states_compared", lambda store: ("CHN", "DEU", "FRA", "IND", "RUS", "USA"))
    found = compared(asked, STORE)
    assert (found.pairs, found.passed, found.rank, found.tied, found.ignores, found.then) == (
        2,
        1,
        2,
        0,
        "",
        "",
    )
    assert found.controls == "United States–India passes, as it must not; United States–France no figure; Germany–France fails, as it must not; United States–Germany passes, as it must"  # fmt: skip
    own = verdict(margin=None, finding=a_finding())
    monkeypatch.setattr(compare, "judge", lambda claim, store: own)
    assert compared(asked, STORE).rank == 0


def test_a_claim_bare_is_a_test_alone():
    made = bare(a_claim(reading="proxy", shows="nothing"))
    assert (made.reading, made.shows) == (None, "what it says")


# -- open flags ----------------------------------------------------------------------------------------------------------------


def flag(period="2023-01-01", state="open", other=90.0):
    """A flag of the audit."""
    return {"period": period, "state": state, "other": other}


@pytest.mark.parametrize(
    ("status", "flags", "row", "unit", "found"),
    [
        ("supported", [], {}, "USD", "supported"),
        ("supported", [flag()], {}, "USD", "mixed"),
        ("contradicted", [flag()], {}, "USD", "mixed"),
        ("mixed", [flag()], {}, "USD", "mixed"),
        ("not shown", [flag()], {}, "USD", "not shown"),
        ("supported", [flag(state="explained")], {}, "USD", "supported"),
        ("supported", [flag(period="2022-01-01")], {}, "USD", "supported"),
        ("supported", [flag()], {"low": 90.0, "high": 110.0}, "USD", "supported"),
        ("supported", [flag()], {"low": 91.0, "high": 110.0}, "USD", "mixed"),
        ("supported", [flag(other=110.0)], {"low": 90.0, "high": 110.0}, "USD", "supported"),
        ("supported", [flag(other=111.0)], {"low": 90.0, "high": 110.0}, "USD", "mixed"),
        ("supported", [flag(other=None)], {"low": 99.0, "high": 110.0}, "USD", "supported"),
        ("supported", [flag()], {"low": 99.0, "high": 110.0}, "share", "supported"),
        ("supported", [flag(period="2022-01-01"), flag()], {}, "USD", "mixed"),
    ],
)  # fmt: skip
def test_nothing_firm_rests_on_a_figure_that_is_flagged(status, flags, row, unit, found):
    given = a_finding(
        unit=unit,
        flags=tuple(flags),
        rows=[{"period": "2022", "value": 1.0}, {"period": "2023", "value": 100.0, **row}],
    )
    assert doubted(a_claim(), given, status) == found
    assert doubted(a_claim(), None, status) == status
    assert open_flags(given, {"1999"}) == []


def test_a_flag_counts_for_the_years_of_the_test():
    given = a_finding(flags=(flag("2021-01-01"),))
    assert doubted(a_claim(test={"at_least": {"value": 1, "at": 2021}}), given, "supported") == "mixed"
    assert doubted(a_claim(test={"at_least": {"value": 1, "at": 2022}}), given, "supported") == "supported"


# -- files of claims -----------------------------------------------------------------------------------------------------------

GOOD = """\
claims:
  - id: trade-2021
    says: Trade was 146 billion dollars in 2021.
    by: the introduction
    question: how-large-is-trade
    measure: trade.turnover
    about: [CHN, RUS]
    test: {near: {value: 146e9, within: 1e9, at: 2021}}
"""
TEST = "{near: {value: 146e9, within: 1e9, at: 2021}}"
REFUSED = [
    ("claims:", "claim:", "mine.yaml: not a claims file: it needs the key `claims:` with a list beneath it"),
    ("claims:", "colour: red\nclaims:", "mine.yaml: unknown key 'colour' beside `claims`: use `text` or `note`"),
    ("claims:", "text: t\nhue: 1\nclaims:", "mine.yaml: unknown key 'hue' beside `claims`: use `text` or `note`"),
    ("    by: the introduction\n", "", "mine.yaml: claim 'trade-2021': field by: it is missing: add it"),
    ("by:", "bye:", "mine.yaml: claim 'trade-2021': field by: it is missing: add it; field bye: there is no such field: remove it, or check its spelling"),
    ("near:", "nearly:", "mine.yaml: claim 'trade-2021': field test: no such kind of test as 'nearly': choose 'near', 'at_least', 'at_most', 'between', 'rises', 'falls', 'record', 'lowest', 'ratio', 'absent_since', 'ranks', 'dated'"),
    ("{near: {value", "{near: {valu", "mine.yaml: claim 'trade-2021': field test.near.value: it is missing: add it; field test.near.valu: there is no such field: remove it, or check its spelling"),
    ("at: 2021", "at: soon", "mine.yaml: claim 'trade-2021': field test.near.at: 'soon' is not a date: write 2021, 2021-03 or 2021-03-05"),
    ("at: 2021", "at: yes", "mine.yaml: claim 'trade-2021': field test.near.at: True is not a period: write 2021, 2021-03 or 2021-03-05"),
    (TEST, "near", "mine.yaml: claim 'trade-2021': field test: a test is one of near, at_least, at_most, between, rises, falls, record, lowest, ratio, absent_since, ranks, dated with its values, as in {at_least: {value: 2}}"),
    (TEST, "{near: 5}", "mine.yaml: claim 'trade-2021': field test: a test is one of near, at_least, at_most, between, rises, falls, record, lowest, ratio, absent_since, ranks, dated with its values, as in {at_least: {value: 2}}"),
    ("    measure: trade.turnover\n", "", "mine.yaml: claim 'trade-2021': a measured claim has a measure; else say `kind: needs` and `needs: …`"),
    ("    test: {near: {value: 146e9, within: 1e9, at: 2021}}\n", "", "mine.yaml: claim 'trade-2021': a measured claim has a test; else say `kind: needs` and `needs: …`"),
    ("    measure: trade.turnover\n    about: [CHN, RUS]\n    test: {near: {value: 146e9, within: 1e9, at: 2021}}\n", "", "mine.yaml: claim 'trade-2021': a measured claim has a measure and a test; else say `kind: needs` and `needs: …`"),
    ("measure: trade.turnover", "measure: trade.turnover\n    needs: time", "mine.yaml: claim 'trade-2021': a claim has either a measure or `needs`, not both: remove one"),
    ("    by:", "    kind: opinion\n    by:", "mine.yaml: claim 'trade-2021': a claim of kind opinion says in `needs` what is missing"),
    ("    by:", "    kind: opinion\n    needs: time\n    by:", "mine.yaml: claim 'trade-2021': a claim of kind opinion has no measure and no test: remove them, or the kind"),
    ("about: [CHN, RUS]", "about: [CHN]", "mine.yaml: claim 'trade-2021': field about: trade.turnover is about 2 state(s), not CHN"),
    ("about: [CHN, RUS]", "about: []", "mine.yaml: claim 'trade-2021': field about: trade.turnover is about 2 state(s), not none"),
    ("about: [CHN, RUS]", "about: [CHN, RUS, USA]", "mine.yaml: claim 'trade-2021': field about: trade.turnover is about 2 state(s), not CHN and RUS and USA"),
    ("  - id: trade-2021", "  - trade-2021\n  - id: trade-2021", "mine.yaml: entry 1 is not a claim: write `- id: …` with its fields beneath"),
    ("id: trade-2021\n", "says: x\n", "mine.yaml: line 3, column 5: the key 'says' a second time: remove one"),
    ("about: [CHN, RUS]", "about: [CHN, RSU]", "no state is called 'RSU'. Did you mean RUS (Russia), SUR (Suriname) or SUN (Soviet Union)?"),
    ("trade.turnover", "trade.turnovr", "no measure is called 'trade.turnovr'. Did you mean trade.turnover, trade.rank or trade.partners? `realpolitik measures` lists them all."),
    ("    test:", "    options: {colour: red}\n    test:", "no option of trade.turnover is called 'colour'. There is freq or shock. `realpolitik measures` lists them all."),
    (TEST, "{rises: {from: 2023, to: 2021}}", "mine.yaml: claim 'trade-2021': field test.rises: the change runs from 2023 to 2021, which is not later: swap the two"),
    (TEST, "{rises: {from: 2023, to: 2023}}", "mine.yaml: claim 'trade-2021': field test.rises: the change runs from 2023 to 2023, which is not later: swap the two"),
    (TEST, "{rises: {from: 2019..2023, to: 2023..2024}}", "mine.yaml: claim 'trade-2021': field test.rises: the change runs from 2019..2023 to 2023..2024, which is not later: swap the two"),
    (TEST, "{at_least: {value: 1, at: 2023..2021}}", "mine.yaml: claim 'trade-2021': field test.at_least.at: the span 2023..2021 ends before it starts: swap the two"),
    (TEST, "{between: {low: 2, high: 1}}", "mine.yaml: claim 'trade-2021': field test.between: low 2.0 is above high 1.0: swap the two"),
    (TEST, "{ratio: {of: {at: 2023}, to: {at: 2021}}}", "mine.yaml: claim 'trade-2021': field test.ratio: a ratio is compared with exactly one of at_least, at_most and near"),
    (TEST, "{ratio: {of: {at: 2023}, to: {at: 2021}, at_least: 1, near: 2}}", "mine.yaml: claim 'trade-2021': field test.ratio: a ratio is compared with exactly one of at_least, at_most and near"),
    (TEST, "{falls: {from: 2020, to: 2021, by: 0.5, loosely: 0.5}}", "mine.yaml: claim 'trade-2021': field test.falls: `loosely` is less than `by`, and in the same form (both a percentage, or neither)"),
    (TEST, "{falls: {from: 2020, to: 2021, by: 0.5, loosely: 40 %}}", "mine.yaml: claim 'trade-2021': field test.falls: `loosely` is less than `by`, and in the same form (both a percentage, or neither)"),
    (TEST, "{ratio: {of: {at: 2023}, to: {at: 2021, measure: trade.turnovr}, at_least: 1}}", "no measure is called 'trade.turnovr'. Did you mean trade.turnover, trade.rank or trade.partners? `realpolitik measures` lists them all."),
    (TEST, "{ratio: {of: {at: 2023}, to: {at: 2021, measure: trade.exports, options: {colour: red}}, at_least: 1}}", "no option of trade.exports is called 'colour'. There is freq, product or shock. `realpolitik measures` lists them all."),
    (TEST, "{ratio: {of: {at: 2023}, to: {at: 2021, about: [CHN]}, at_least: 1}}", "mine.yaml: claim 'trade-2021': field about: trade.turnover is about 2 state(s), not CHN"),
    (GOOD, GOOD + GOOD.split("\n", 1)[1], "mine.yaml: two claims have the id 'trade-2021': rename one"),
]  # fmt: skip
"""What is changed in the file, to what, and what is said of it."""


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_a_mistake_is_told_in_these_words(number, tmp_path, monkeypatch):
    old, new, says = REFUSED[number]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.yaml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(RealpolitikError) as refusal:
        load("mine.yaml")
    assert " ".join(str(refusal.value).split()) == says


@pytest.mark.parametrize(
    "test",
    [
        "{ratio: {of: {at: 2023, options: {freq: M}}, to: {at: 2021}, at_least: 1}}",
        "{ratio: {of: {at: 2023}, to: {at: 2021, measure: trade.exports, options: {product: crude-oil}}, at_least: 1}}",
        "{ratio: {of: {at: 2023, measure: concentration.hhi, about: [CHN]}, to: {at: 2021, measure: concentration.hhi, about: [RUS], options: {side: imports}}, at_least: 1}}",
    ],
)
def test_options_belong_to_their_own_measure(test, tmp_path):
    """The claim's own option is of `trade.turnover`, and is not asked of another measure that its test names."""
    path = tmp_path / "mine.yaml"
    path.write_text(
        GOOD.replace(f"    test: {TEST}", f"    options: {{freq: A}}\n    test: {test}"), encoding="utf-8"
    )
    assert len(load(path)) == 1


def test_a_file_says_which_sources_may_not_judge_it_and_when_it_was_said(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("text: A speech\nnote: n\nsaid: 2024-05-01\nrefuses: [own-office, other]\n" + GOOD.replace("    test:", "    refuses: [third]\n    test:"), encoding="utf-8")  # fmt: skip
    (claim,) = load(path)
    assert claim.refuses == ("third", "own-office", "other")
    assert said_on(path) == "2024-05-01"
    assert said_on("radchenko2024") == "2024-04-20"
    (tmp_path / "plain.yml").write_text(GOOD, encoding="utf-8")
    assert said_on(tmp_path / "plain.yml") is None
    with pytest.raises(FileFormatError):
        load(tmp_path / "NONE.YML")


# -- records of tests ----------------------------------------------------------------------------------------------------------


def test_margins_spans_and_kinds():
    assert Margin(size=0.01, relative=True).of(-200.0) == 2.0
    assert Margin(size=3.0).of(-200.0) == 3.0
    assert (ends("2014..2022-02-23"), ends("2021")) == (("2014", "2022-02-23"), ("2021", "2021"))
    assert KINDS == ("near", "at_least", "at_most", "between", "rises", "falls", "record", "lowest", "ratio", "absent_since", "ranks", "dated")  # fmt: skip
    test = a_claim(test={"near": {"value": 5, "within": " 2.5 % ", "at": "2019 .. 2021"}}).test
    assert (test.within.size, test.within.relative, test.at) == (0.025, True, "2019..2021")
    assert a_claim(options={"on": date(2022, 3, 4), "n": 2}).options == {"on": "2022-03-04", "n": 2}
    tested = a_claim(
        test={"falls": {"from": 2019, "to": 2021}}, **{"from": 2018, "to": 2022}, options={"b": 2, "a": True}
    ).tested
    assert (tested["from"], tested["to"], tested["options"], list(tested["options"])) == (
        "2018",
        "2022",
        {"a": "True", "b": "2"},
        ["a", "b"],
    )
    assert "loosely" not in tested["test"]
    loosely = a_claim(test={"falls": {"from": 2019, "to": 2021, "by": 0.9, "loosely": 0.8}}).tested["test"]
    assert loosely["loosely"] == {"size": 0.8, "relative": False}


# -- what is said of verdicts --------------------------------------------------------------------------------------------------


def verdict(status="supported", **fields):
    """A verdict made by hand."""
    return Verdict(claim=a_claim(**fields.pop("claim", {})), status=status, why="Why.", **fields)


KNOWN = Reference(claim="c", test="t", pairs=40, passed=2, rank=3, controls="A–B fails, as it must", turns="at 5", then="mixed", registered="2026-01-01", known="no")  # fmt: skip


@pytest.mark.parametrize(
    ("made", "standing"),
    [
        (verdict(), ()),
        (verdict(as_of="2023", claim={"contrary": "No (X)."}), ("Figures to 2023.", "Contrary view: No (X).")),
        (verdict(claim={"turns": "at 3"}), ("It turns at 3.",)),
        (
            verdict(reference=KNOWN, evidence="measured", as_of="2023"),
            ("Passed by 2 of 40 other pairs; number 3 of 41.", "Controls: A–B fails, as it must.", "It turns at 5.", "Figures to 2023.", "On what was known when it was said: mixed.", "The test was set before its figure was known (2026-01-01)."),
        ),
        (verdict("mixed", reference=KNOWN, evidence="judged"), ("Controls: A–B fails, as it must.", "It turns at 5.", "The test was set before its figure was known (2026-01-01).")),
        (verdict("not shown", reference=Reference(claim="c", test="t", then="supported", registered="2026-01-01", known="yes")), ("No other pair has the data.", "The test was set after its figure was known (2026-01-01).")),
        (verdict("not shown", reference=Reference(claim="c", test="t", then="mixed")), ("No other pair has the data.", "On what was known when it was said: mixed.")),
        (verdict(reference=Reference(claim="c", test="t", pairs=3, then="mixed", controls="x", stale=True)), ("How other pairs fare was computed on other data: `realpolitik claims --reference` computes it anew.",)),
    ],
)  # fmt: skip
def test_what_is_held_against_a_verdict(made, standing):
    assert made.standing == made.points() == standing


def test_a_verdict_and_a_file_of_them_are_told_and_kept():
    one = verdict(figure="$1", words="supported by the record", finding=a_finding(), as_of="2023", margin_in_words="m", overturned_by="o", passing=(1, 2), evidence="measured")  # fmt: skip
    two = verdict("contradicted", claim={"id": "d"})
    assert one.headline() == "So. supported by the record: $1"
    assert two.headline() == "So. contradicted: Why."
    assert (one.label(), len(one.behind()), two.behind(), one.tidy(), two.tidy()) == (
        "claim c",
        1,
        (),
        ({"period": "2023", "value": 100.0},),
        (),
    )
    record = one.record()
    assert (record["kind"], record["passing"], record["status"], record["finding"]["name"], record["test"]) == ("measured", {"pass": 1, "of": 2}, "supported", "trade.turnover", {"kind": "at_least", "value": 1.0, "at": None, "rows": {}})  # fmt: skip
    assert (
        two.record()["kind"],
        two.record()["passing"],
        two.record()["reference"],
        two.record()["finding"],
    ) == ("measured", None, None, None)
    both = Verdicts(file="f", verdicts=(one, two))
    assert both.says == "Contradicted: d. Of 2 claims: 1 supported, 1 contradicted."
    assert Verdicts(file="f", verdicts=(one,)).says == "Of 1 claim: 1 supported."
    assert (len(both), both[1], list(both), both.label(), both.findings) == (
        2,
        two,
        [one, two],
        "claims f",
        (one.finding,),
    )
    assert both.rows == (
        {"claim": "c", "says": "So.", "by": "one", "verdict": "supported", "words": "supported by the record", "figure": "$1", "measure": "trade.turnover", "as_of": "2023", "margin": "m", "overturned_by": "o"},
        {"claim": "d", "says": "So.", "by": "one", "verdict": "contradicted", "words": "", "figure": "Why.", "measure": None, "as_of": "", "margin": "", "overturned_by": ""},
    )  # fmt: skip
    assert [kept["id"] for kept in both.record()] == ["c", "d"]


def test_what_is_not_measured_says_why():
    needs = Claim(id="c", says="So.", by="one", question="q", kind="needs", needs="a model")
    opinion = Claim(id="c", says="So.", by="one", question="q", kind="opinion", needs="no figure")
    assert (judge(needs).why, judge(needs).words) == (
        "Not measurable yet: needs a model",
        "not measurable yet",
    )
    assert (judge(opinion).why, judge(opinion).words) == (
        "An opinion that no figure tests: no figure",
        "an opinion",
    )
