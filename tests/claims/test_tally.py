"""What became of the statements of a file, all together."""

from types import SimpleNamespace

import pytest

from realpolitik.claims.tally import bottom_line, by_name


def ruled(name: str, status: str, evidence: str = "measured") -> SimpleNamespace:
    return SimpleNamespace(
        status=status, evidence=evidence, claim=SimpleNamespace(id=name, says=f"Statement {name}.")
    )


@pytest.mark.parametrize(
    ("verdicts", "says"),
    [
        pytest.param([ruled("a", "supported"), ruled("b", "supported", "estimated"), ruled("c", "contradicted"), ruled("d", "mixed"), ruled("e", "mixed")],
            "Of 5 statements 1 is supported by the record, 1 by estimate; 1 is contradicted, 2 not decided. Contradicted: “Statement c”.", id="every kind"),
        pytest.param([ruled("a", "supported", "judged"), ruled("b", "not measurable")],
            "Of 2 statements 1 is supported by judgement; 1 is not measurable.", id="none by the record"),
        pytest.param([ruled(name, "contradicted") for name in "abcde"], "Of 5 statements 5 are contradicted.", id="too many to name"),
    ],
)  # fmt: skip
def test_the_bottom_line_counts_verdicts_by_what_they_rest_on(verdicts, says):
    assert bottom_line(verdicts) == says


def test_verdicts_are_listed_by_what_became_of_them():
    verdicts = [ruled("b", "contradicted"), ruled("a", "supported"), ruled("c", "supported")]
    assert by_name(verdicts) == ["Supported by the record: a, c.", "Contradicted: b."]
