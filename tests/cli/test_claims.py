"""`realpolitik claims`: a verdict is printed with the test that it rests on."""

from __future__ import annotations

from realpolitik.cli.app import run

CLAIM = """\
claims:
  - id: trade-2023
    says: Trade was 240 billion dollars in 2023.
    by: somebody
    question: how-large-is-trade
    measure: trade.turnover
    about: [CHN, RUS]
    because: A rounded figure, so one billion either way.
    test: {near: {value: 240e9, within: 1e9, at: 2023}}
"""


def test_each_statement_is_printed_with_its_test(capsys, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(CLAIM, encoding="utf-8")
    assert run(["claims", str(path)]) == 0
    said = capsys.readouterr().out.split()  # columns stand beside each other, so that only words are whole
    assert {"supported", "[The", "rounded", "billion", "either"} <= set(said)
