"""One writer of figures: each written one way, wherever it is read."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import realpolitik
from realpolitik.wording.numbers import MINUS, figure, money, number_of, quantity, ranged, signed, span


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1.2e12, "USD", "$1.2 tn"),
        (240.11e9, "USD", "$240.1 bn"),
        (-5.2e9, "USD", "−$5.2 bn"),
        (6.5e6, "USD", "$6.5 m"),
        (437e6, "USD", "$437 m"),
        (61_500.0, "USD", "$61,500"),
        (0.0, "USD", "$0"),
        (0.4641, "share", "46.4 %"),
        (-0.02, "share", "−2.0 %"),
        (0.0093, "share", "0.93 %"),
        (78.31, "USD/bbl", "$78.3/bbl"),
        (43.0, "meetings", "43"),
        (1_250_000.0, "vehicles", "1.2 m"),
        (0.0351, "index", "0.0351"),
        (-0.0506, "index", "−0.0506"),
        (0.706, "index", "0.706"),
        (12_345.6, "weight", "12,346"),
    ],
)
def test_figures_read_as_a_newspaper_writes_them(value, unit, shown):
    assert figure(value, unit) == shown


def test_the_long_and_the_short_register_give_the_same_number():
    for value in (1.2e12, 240.11e9, 708e6, 6.5e6, -3e9):
        long, short = money(value).split()[0], figure(value, "USD").replace("$", "").split()[0]
        assert long == short


def test_figures_beside_each_other_share_unit_and_size():
    assert span([146.887e9, 240.11e9], "USD") == "$146.9 → 240.1 bn"
    assert span([1, 12], "meetings", by=" to ") == "1 to 12 meetings"
    assert ranged(-2e9, -3e9, 1e12, "USD") == "$0.0 tn (0.0 to 1.0)"
    assert quantity(1, "meetings") == "1 meeting"


@given(
    st.floats(-1e15, 1e15),
    st.sampled_from(["USD", "share", "index", "meetings", "times", "USD/bbl", "points"]),
)
def test_no_figure_is_written_as_nothing_with_an_exponent_or_with_a_hyphen(value, unit):
    text = figure(value, unit)
    assert "-" not in text
    assert "e" not in text
    assert not re.search(rf"{MINUS}[$€]?0(\.0*)?( |$|/)", text)  # no sign on a zero
    if 1e-9 < abs(value) < 1e12:  # what is there is seen
        assert re.search("[1-9]", text)


def test_a_change_has_a_sign_and_nothing_has_none():
    assert [signed(value, 1) for value in (2.78, -2.1, 0.04, -0.04)] == ["+2.8", "−2.1", "0.0", "0.0"]


def test_no_other_module_has_a_table_of_sizes_or_writes_a_sign_of_its_own():
    """Billions and signed numbers are written by `wording.numbers` alone; arithmetic may divide, words may not."""
    package = Path(realpolitik.__file__).parent
    written = []
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FormattedValue) and node.format_spec:
                spec = "".join(str(getattr(part, "value", "")) for part in node.format_spec.values)  # type: ignore[attr-defined]
                if (
                    "+" in spec
                    or "/ 1e9" in ast.unparse(node.value)
                    or "/ 1000000000.0" in ast.unparse(node.value)
                ):
                    written.append(f"{path.relative_to(package)}:{node.lineno}: {ast.unparse(node.value)}")
    assert written == []


def test_one_of_a_thing_is_told_in_the_singular():
    told = [number_of(1, noun) for noun in ("partners", "roll calls", "economies", "speeches", "losses", "boxes", "uses", "other pairs")]  # fmt: skip
    assert told == ["1 partner", "1 roll call", "1 economy", "1 speech", "1 loss", "1 box", "1 use", "1 other pair"]  # fmt: skip
    assert [number_of(0, "votes"), number_of(2, "votes"), number_of(0.6, "years"), number_of(1.4, "years")] == ["0 votes", "2 votes", "1 year", "1 year"]  # fmt: skip
    assert [money(1), money(-1, "EUR"), money(1.5), money(1e6), money(0)] == ["1 dollar", "−1 euro", "1.5 dollars", "1.0 million dollars", "0 dollars"]  # fmt: skip
    assert [quantity(1, "roll calls"), quantity(1, "times"), quantity(1, "USD/bbl")] == ["1 roll call", "1.0 times", "$1.0/bbl"]  # fmt: skip
