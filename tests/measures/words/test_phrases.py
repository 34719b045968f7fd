"""Concepts in three languages: forms, denials, quotations, and phrases that look like patterns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import FileFormatError, OptionError
from realpolitik.measures.words.phrases import concept, concepts, folded, normalised, passage


def uses(name: str, text: str, language: str = "") -> list[tuple[str, str]]:
    return [
        (normalised(text)[one.start : one.end], one.how)
        for one in concepts()[name].find(text, language=language)
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("no-limits", "Friendship between the two States has no limits.", [("no limits", "plain")]),
        (
            "no-limits",
            "中俄战略合作没有止境、没有禁区、没有上限。",
            [("没有止境", "plain"), ("没有上限", "plain")],
        ),
        ("no-limits", "兩國合作上不封頂。", [("上不封頂", "plain")]),
        ("no-limits", "Дружба между двумя государствами не имеет границ.", [("не имеет границ", "plain")]),
        ("no-forbidden-areas", "中俄合作没有禁区。", [("没有禁区", "plain")]),
        ("multipolar", "推动世界多极化和国际关系民主化", [("多极", "plain")]),
        ("multipolar", "формирование многополярного мира", [("многополярного", "plain")]),
        (
            "multipolar",
            "a multi\u2011polar world, and Multipolarity",
            [("multi-polar", "plain"), ("Multipolarity", "plain")],
        ),
        ("hegemony", "反对霸权主义和强权政治", [("霸权", "plain")]),
        ("hegemony", "против гегемонизма", [("гегемонизма", "plain")]),
        ("sanctions", "односторонние санкции", [("санкции", "plain")]),
        ("unilateral", "односторонние санкции", [("односторонние", "plain")]),
        (
            "new-type",
            "a new type of international relations",
            [("new type of international relations", "plain")],
        ),
        (
            "new-type",
            "новый тип межгосударственных отношений",
            [("новый тип межгосударственных отношений", "plain")],
        ),
        ("new-paradigm", "构建大国关系新范式", [("新范式", "plain")]),
    ],
)
def test_forms_of_three_languages(name, text, expected):
    assert uses(name, text) == expected


@pytest.mark.parametrize(
    ("name", "text", "how"),
    [
        ("multipolar", "The world is not multipolar.", "denied"),
        ("multipolar", "Not so long ago, in the year of the crisis, it was multipolar.", "plain"),
        ("multipolar", "There are no limits to a multipolar world.", "plain"),
        ("multipolar", "There is no multipolar world.", "denied"),
        ("multipolar", "This is peace. Not war. Multipolarity follows.", "plain"),
        ("hegemony", "中国不是霸权国家", "denied"),
        ("hegemony", "Мы не хотим гегемонии", "denied"),
        ("no-limits", "He dismissed “no limits” as rhetoric.", "quoted"),
        ("no-limits", "The so-called no limits partnership.", "quoted"),
        ("no-limits", 'What he called "a friendship with no limits" is rhetoric.', "quoted"),
        ("no-limits", 'He said "yes". The friendship has no limits. He said "good".', "plain"),
        ("no-limits", "所谓“没有止境”只是说辞", "quoted"),
        ("no-limits", "так называемая дружба «без границ»", "quoted"),
        ("no-limits", "«Известия»: дружба без границ, сказано в «Правде»", "plain"),
    ],
)
def test_what_is_denied_and_what_is_quoted(name, text, how):
    assert [one for _, one in uses(name, text)] == [how]


def test_words_are_whole():
    assert uses("sanctions", "sanctionsbusting presanctions") == []
    assert [form for form, _ in uses("hegemony", "hegemonistic non-hegemonic")] == [
        "hegemonistic",
        "hegemonic",
    ]
    assert uses("cold-war", "scold warmly") == []


@pytest.mark.parametrize(
    "phrase", ["win-win (sic)", "C++ [new]", "a.b", "100 % of ^all$", "peace|war", "no\\limits"]
)
def test_signs_of_patterns_mean_themselves(phrase):
    own = concept(phrase)
    assert len(own.find(f"They said {phrase} twice: {phrase}!")) == 2
    assert own.find("They said axb, C, peace, war, nolimits and win-win sic.") == []


@pytest.mark.parametrize("phrase", ["", " ", "*", "...", "a", "*word", "?!"])
def test_a_phrase_without_letters_is_refused(phrase):
    with pytest.raises(OptionError, match="too little to search for"):
        concept(phrase)


def test_a_form_finds_its_concept():
    assert concept("上不封顶").id == concept("No Limits").id == concept("no limits").id == "no-limits"
    assert concept("霸权").id == "hegemony"


def test_a_passage_shows_the_use_in_its_context():
    text = normalised(
        "At the meeting in Beijing they said that friendship has no limits, and that cooperation is open."
    )
    (match,) = concept("no limits").find(text)
    assert passage(text, match, around=20) == "…that friendship has no limits, and that…"


@given(st.text(max_size=200))
def test_places_in_folded_text_are_places_in_the_text(text):
    text = normalised(text)
    assert len(folded(text)) == len(text)
    assert normalised(text) == text or not text.isprintable()


@given(
    st.text(alphabet="ab (.*+?[]|\\^$没有止境", max_size=60),
    st.sampled_from(["ab", "没有止境", "a (b", "b|a"]),
)
def test_uses_are_where_they_are_said_to_be(text, phrase):
    text = normalised(text)
    for match in concept(phrase).find(text):
        forms = [folded(form) for form in concept(phrase).all_forms()]
        assert folded(text[match.start : match.end]) in forms


def test_a_file_of_ones_own(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("win-win:\n  says: gains for both\n  zh: [合作共赢]\n  en: [win-win]\n", encoding="utf-8")
    assert concept("合作共赢", path=str(path)).id == "win-win"
    path.write_text("win-win: [合作共赢]\n", encoding="utf-8")
    with pytest.raises(FileFormatError, match="an entry has says, cite"):
        concepts.__wrapped__(str(path))
    path.write_text("a: {en: ['*']}\n", encoding="utf-8")
    with pytest.raises(OptionError, match="too little to search for"):
        concepts.__wrapped__(str(path))


def test_every_concept_has_three_languages_and_says_where_its_forms_come_from():
    for one in concepts().values():
        assert set(one.forms) == {"en", "zh", "ru"}, one.id
        assert one.cite, one.id
        for form in one.all_forms():
            assert one.find(form.replace("*", "x") if "*" in form else form), (one.id, form)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("peace: {en: peace}", "peace: en is a list of forms"),
        ("peace: {en: [[peace, war]]}", "peace: en is a list of forms"),
        ("peace: &x {en: [peace]}\nwar: *x", "an alias"),
        ("peace: !!python/object/apply:os.getcwd []", "could not determine a constructor"),
    ],
)
def test_a_hostile_file_of_phrases_is_refused(tmp_path, text, message):
    path = tmp_path / "phrases.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileFormatError, match=message):
        concepts(str(path))
