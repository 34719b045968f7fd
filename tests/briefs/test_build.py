"""Asking the questions: the real brief of China and Russia, pairs without figures, other windows."""

from __future__ import annotations

import pytest

from realpolitik.briefs import Show, build, questions
from realpolitik.briefs.answering import bundled
from realpolitik.briefs.build import answer
from realpolitik.briefs.conditions import CONDITIONS
from realpolitik.claims import Claim, Verdict
from realpolitik.errors import OptionError, UnknownStateError
from realpolitik.findings import Window
from realpolitik.measures import get, measures
from realpolitik.sources import datasets
from realpolitik.states import resolve
from realpolitik.store import Store


@pytest.fixture(scope="module")
def store() -> Store:
    return Store()


@pytest.fixture(scope="module")
def china_russia(store):
    return build("CHN", "Russia", store=store)


def applies(question, show: Show, pair: tuple[str, str]) -> bool:
    """Whether a question belongs to a pair, and a measure of it too."""
    about = tuple(dict(zip("ab", pair, strict=True))[role] for role in show.about)
    return CONDITIONS[question.applies](pair, pair) and CONDITIONS[show.applies](pair, about)


SHOWS = [pytest.param(q, show, id=f"{q.id}-{show.measure}") for q in questions() for show in q.shows]


@pytest.mark.parametrize(("question", "show"), SHOWS)
def test_a_question_shows_registered_measures_with_their_options(question, show: Show):
    chosen = get(show.measure)  # raises for a name that is not registered
    assert len(show.about) == chosen.states
    assert set(show.options) <= set(chosen.options)


def test_every_question_has_a_lead_and_a_name_of_its_own():
    assert all(any(show.lead for show in q.shows) for q in questions() if q.shows)
    assert len({question.id for question in questions()}) == len(questions())
    assert len({question.short for question in questions()}) == len(questions())


def test_the_datasets_that_would_supply_a_gap_are_known():
    assert {name for question in questions() for name in question.supply} <= set(datasets())


def test_claims_are_placed_by_measures_that_exist():
    names = set(measures())
    for question in (question for question in questions() if question.shows):
        for prefix in question.claims:
            assert any(name == prefix or name.startswith(f"{prefix}.") for name in names), prefix


def test_every_question_about_china_and_russia_is_answered(china_russia):
    assert china_russia.about == ("CHN", "RUS")
    shown = [section for section in china_russia.sections if section.question.shows]
    unanswered = [section.asks for section in shown if "Not answered" in section.answer]
    assert unanswered == []
    assert len(china_russia.summary) == len(shown)


def test_an_answer_is_made_of_its_findings(china_russia):
    for section in china_russia.sections:
        if section.findings:
            assert any(finding.says.rstrip(".") in section.answer for finding in section.findings)


def test_every_figure_has_a_source_with_a_publisher(china_russia):
    for finding in china_russia.findings:
        assert finding.sources, finding.name
        cited = {source.id for source in finding.sources}
        assert {one for row in finding.rows for one in str(row.get("source") or "").split()} <= cited
    assert all(record["publisher"] for record in china_russia.sources)


def test_every_statement_is_shown_once(china_russia):
    ids = [verdict.claim.id for verdict in china_russia.verdicts]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 25


def test_the_states_may_be_given_in_either_order(store, china_russia):
    other = build("RUS", "CHN", store=store)
    assert other.title == "Russia and China"
    assert len(other.verdicts) == len(china_russia.verdicts)


@pytest.mark.parametrize(
    ("a", "b", "window"),
    [
        ("BRA", "ZAF", Window()),
        ("DEU", "RUS", Window()),
        ("CHN", "USA", Window.parse("1949", "1991")),
        ("CHN", "RUS", Window.parse("2022-02", "2022-02")),
    ],
)
def test_a_pair_without_figures_says_what_is_missing_and_what_would_supply_it(store, a, b, window):
    brief = build(a, b, store=store, window=window)
    last = window.end.year if window.end else 9999
    pair = (brief.about[0], brief.about[1])
    shown = sum(
        last >= max(q.since, show.since) and applies(q, show, pair) for q in questions() for show in q.shows
    )
    spared = sum(
        show.lacking and applies(section.question, show, pair)
        for section in brief.sections
        if section.leads
        for show in section.question.shows
    )
    never = sum(len(section.question.lacks) for section in brief.sections)
    assert len(brief.findings) + len(brief.gaps) == shown - spared + never
    assert brief.gaps
    assert all(gap.why and gap.remedy for gap in brief.gaps)
    assert all(section.answer for section in brief.sections)


def test_claims_given_are_judged_and_no_others(store):
    assert build("CHN", "RUS", store=store, claims=()).verdicts == ()


def test_each_step_is_told(store):
    seen: list[str] = []
    build("CHN", "RUS", store=store, claims=(), on_progress=seen.append)
    assert seen[0] == "trade.turnover CHN RUS"
    asked = [
        (q, show)
        for q in questions()
        for show in q.shows
        if applies(q, show, ("CHN", "RUS")) and not show.lacking
    ]
    assert len(seen) == len(asked)


def test_one_state_is_no_pair(store):
    with pytest.raises(OptionError, match="a brief is about two states"):
        build("CHN", "China", store=store)


def test_a_state_that_had_ended_or_has_no_such_name_is_refused(store):
    with pytest.raises(UnknownStateError):
        build("CHN", "SUN", store=store, window=Window.parse("2020"))
    with pytest.raises(UnknownStateError, match="RSU"):
        build("CHN", "RSU", store=store)


def test_a_shock_is_a_day(store):
    with pytest.raises(OptionError, match="'spring' is not a date"):
        build("CHN", "RUS", store=store, shock="spring")


def verdicts(**counts: int) -> list[Verdict]:
    """So many verdicts of each status (`not_shown=1`), on statements named after it."""
    return [
        Verdict(
            claim=Claim(
                id=f"{status.replace('_', '-')}-{n}",
                says=f"{status} {n}.",
                by="x",
                question="x",
                kind="needs",
                needs="x",
            ),
            status=status.replace("_", " "),
            why="",
        )
        for status, count in counts.items()
        for n in range(count)
    ]


def test_an_answer_names_what_does_not_hold_and_counts_nothing():
    assert answer(["A."], verdicts(supported=3)) == "A."
    assert answer(["A"], verdicts(supported=2, mixed=1, contradicted=2)) == (
        "A. Contradicted: “contradicted 0”; “contradicted 1”. Mixed: “mixed 0”."
    )
    assert answer(["A."], verdicts(not_measurable=3)) == "A."
    assert answer([], verdicts(not_measurable=3)) == (
        "Not answered yet: 3 statements wait for a measure or for figures."
    )
    assert answer([], verdicts(supported=3)) == "Supported: “supported 0”; “supported 1”; “supported 2”."
    assert answer([], (), ["nothing on record", "neither"]) == "Not covered: nothing on record."


def test_a_brief_on_a_state_that_has_ended_is_history(store):
    brief = build("CHN", "SUN", store=store, window=Window.parse("1949", "1991"))
    asked = [section.asks for section in brief.sections]
    assert "Were China and the Soviet Union allies, or aligned?" in asked
    assert not any("sanctions" in question or "capitals" in question for question in asked)
    for finding in brief.findings:
        assert finding.period.end[:4] <= "1991", finding.name
        assert all(
            str(row["period"])[-4:] <= "1991" or str(row["period"])[:4] <= "1991" for row in finding.rows
        )
        assert not any(str(year) in finding.says for year in range(1992, 2027)), finding.says
    verdicts = [verdict for section in brief.sections for verdict in section.verdicts]
    assert {frozenset(verdict.claim.about) for verdict in verdicts} == {frozenset({"CHN", "SUN"})}
    divergence = next(f for f in brief.findings if f.name == "affinity.obligation_and_behaviour")
    assert "a pledge of defence held in 1950–1980 (Sino-Soviet Treaty" in divergence.says


def test_a_claim_that_does_not_tell_rows_apart_is_not_judged_and_stops_nothing(store):
    from realpolitik.claims import Claim

    vague = Claim.model_validate(
        {
            "id": "values-rose",
            "says": "Goods rose.",
            "by": "a user's file",
            "question": "what-is-traded-at-what-price",
            "measure": "products.values",
            "about": ["CHN", "RUS"],
            "test": {"at_least": {"at": "2022", "value": 1}},
        }
    )
    verdict = build("CHN", "RUS", store=store, claims=[vague]).verdicts[0]
    assert verdict.status == "not measurable"
    assert "name one in the test" in verdict.why


def test_statements_on_another_pair_are_not_judged_for_this_one():
    pair = (resolve("USA"), resolve("CHN"))
    assert {frozenset(claim.about) for claim in bundled(pair)} == {frozenset(("USA", "CHN"))}
    own = {frozenset(claim.about) for claim in bundled((resolve("CHN"), resolve("RUS")))}
    assert frozenset() in own
    assert frozenset(("CHN", "RUS")) in own
