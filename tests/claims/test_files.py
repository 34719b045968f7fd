"""Reading claims: every mistake is named with its file, claim, field and remedy."""

from __future__ import annotations

import pytest

from realpolitik.claims import Claim, judge, library, load
from realpolitik.claims.files import FOLDER
from realpolitik.errors import FileFormatError, UnknownNameError, UnknownStateError

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


@pytest.fixture
def write(tmp_path):
    def _write(text):
        path = tmp_path / "claims.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return _write


def test_a_file_becomes_claims(write):
    (claim,) = load(write(GOOD))
    assert (claim.id, claim.about, claim.kind) == ("trade-2021", ("CHN", "RUS"), "measured")
    assert (claim.test.value, claim.test.within.size, claim.test.at) == (146e9, 1e9, "2021")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("claims:", "claim:", "needs the key `claims:`"),
        ("claims:", "colour: red\nclaims:", "unknown key 'colour'"),
        ("    by: the introduction\n", "", "claim 'trade-2021': field by: it is missing: add it"),
        ("by:", "bye:", "field bye: there is no such field"),
        ("near:", "nearly:", "no such kind of test as 'nearly': choose 'near', 'at_least'"),
        ("{near: {value", "{near: {valu", "there is no such field"),
        ("146e9, within", "a lot, within", r"field test.near.value: .*number.*'a lot'"),
        ("value: 146e9", "value: .nan", "field test.near.value"),
        ("at: 2021", "at: soon", "'soon' is not a date"),
        ("at: 2021", "at: yes", "True is not a period"),
        (
            "test: {near: {value: 146e9, within: 1e9, at: 2021}}",
            "test: near",
            "a test is one of near, at_least",
        ),
        ("    measure: trade.turnover\n", "", "a measured claim has a measure"),
        ("measure: trade.turnover", "measure: trade.turnover\n    needs: time", "not both"),
        ("    by:", "    kind: opinion\n    by:", "says in `needs` what is missing"),
        ("id: trade-2021", "id: Trade 2021", "field id"),
        ("    by:", "    says: Again.\n    by:", "line 4, column 5: the key 'says' a second time"),
        (
            "about: [CHN, RUS]",
            "about: [CHN]",
            "claim 'trade-2021': field about: trade.turnover is about 2 state",
        ),
        ("says: Trade", "says: &text Trade", None),
        ("by: the introduction", "by: *text", r"line 4, column 9: an alias \(\*name\): write the value out"),
        ("by: the introduction", "by: !!python/object:os.system {}", "could not determine a constructor"),
        ("at: 2021", "at: 2021-02-30", "cannot be read"),
        ("  - id: trade-2021", "  - trade-2021\n  - id: trade-2021", "entry 1 is not a claim"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(write, old, new, says):
    path = write(GOOD.replace(old, new))
    if says is None:
        assert load(path)  # an anchor that nothing repeats is harmless
        return
    with pytest.raises(FileFormatError, match=says) as error:
        load(path)
    assert error.value.path == str(path)
    assert error.value.exit_code == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "needs the key"),
        (b"\xff\xfe\x00", r"claims\.yaml: is not UTF-16.*save it as UTF-8"),
        (b"[" * 10_000, r"claims\.yaml"),  # by whom and in which words depends on the version of libyaml
        (b"#" * 1_000_001, "too many"),
        (b"claims: [", "line [12]"),
    ],
)
def test_what_is_no_claims_file_is_refused(write, content, says):
    with pytest.raises(FileFormatError, match=says):
        load(write(content))


@pytest.mark.parametrize("content", ["[a, b]: 1\n", "? {a: 1}\n: 2\n", "claims:\n- [x]: y\n"])
def test_a_key_that_is_no_word_is_refused(tmp_path, content):
    """A fault that `make fuzz` found: written:1007783."""
    path = tmp_path / "mine.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileFormatError, match="a key that is a list or a table"):
        load(path)


def test_two_claims_with_one_id_are_refused(write):
    with pytest.raises(FileFormatError, match="two claims have the id 'trade-2021'"):
        load(write(GOOD + GOOD.split("\n", 1)[1]))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileFormatError, match=r"none\.yaml: No such file"):
        load(tmp_path / "none.yaml")
    with pytest.raises(UnknownNameError, match="Did you mean radchenko2024"):
        load("radchenko2042")


def test_names_are_checked_when_the_file_is_read(write):
    with pytest.raises(UnknownNameError, match=r"'trade.turnovr'.*Did you mean trade.turnover"):
        load(write(GOOD.replace("trade.turnover", "trade.turnovr")))
    with pytest.raises(UnknownStateError, match="RSU"):
        load(write(GOOD.replace("RUS]", "RSU]")))
    with pytest.raises(UnknownNameError, match=r"option of trade.turnover"):
        load(write(GOOD.replace("    test:", "    options: {colour: red}\n    test:")))


def test_other_measures_in_a_ratio_are_checked_too(write):
    ratio = "{ratio: {of: {at: 2023}, to: {at: 2021, measure: trade.turnovr}, at_least: 1}}"
    with pytest.raises(UnknownNameError, match=r"trade\.turnovr"):
        load(write(GOOD.replace("{near: {value: 146e9, within: 1e9, at: 2021}}", ratio)))


@pytest.mark.parametrize(
    ("test", "says"),
    [
        ("{rises: {from: 2023, to: 2021}}", "swap the two"),
        ("{rises: {from: 2023, to: 2023}}", "not later"),
        ("{rises: {from: 2019..2023, to: 2023..2024}}", "not later"),
        ("{at_least: {value: 1, at: 2023..2021}}", "ends before it starts"),
        ("{rises: {from: 2023, to: 2023-06}}", "not later"),
        ("{between: {low: 2, high: 1}}", "swap the two"),
        ("{ratio: {of: {at: 2023}, to: {at: 2021}}}", "exactly one of at_least, at_most and near"),
        ("{ratio: {of: {at: 2023}, to: {at: 2021}, at_least: 1, near: 2}}", "exactly one of"),
        ("{ranks: {name: RUS, top: 0}}", "test.ranks.top"),
        ("{near: {value: 1, within: -1}}", "test.near.within"),
        ("{near: {value: 1, within: ten %}}", "test.near.within"),
    ],
)
def test_a_test_that_cannot_be_meant_is_refused(write, test, says):
    with pytest.raises(FileFormatError, match=says):
        load(write(GOOD.replace("{near: {value: 146e9, within: 1e9, at: 2021}}", test)))


@pytest.mark.parametrize(
    ("kind", "lead"), [("needs", "Not measurable yet: needs a model"), ("opinion", "An opinion")]
)
def test_what_no_measure_reaches_is_not_measurable(kind, lead):
    claim = Claim(id="c", says="So.", by="someone", question="q", kind=kind, needs="a model")
    assert judge(claim).status == "not measurable"
    assert judge(claim).why.startswith(lead)
    assert judge(claim).record()["finding"] is None


def test_the_library_holds_the_files_of_the_folder():
    assert library() == tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
