"""How near is near: the tests that amounts, shares, multiples and changes are held to, with their margins in figures."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading.matching.shapes import (
    NoMeasureError,
    Span,
    bounds_of,
    change_of,
    is_multiple,
    level_of,
    multiple_of,
    tolerance,
)
from realpolitik.claims.reading.meaning.statements import Statement

SPAN = Span(first="2021", last="2023", stated=True)


def said(test="near", value=None, unit="USD", *, relation="trade", **fields):
    states = ("CHN",) if relation.startswith("military") else ("CHN", "RUS")
    return Statement(
        sentence=0, relation=relation, states=states, test=test, value=value, unit=unit, **fields
    )


@pytest.mark.parametrize(
    ("one", "off"),
    [
        (said(value=240e9, step=1e9), 2.4e9),  # a hundredth
        (said(value=240e9, step=1e10), 1e10),  # the last digit
        (said(value=240e9, step=1e9, about=True), 12e9),  # a twentieth
        (said(value=-240e9, step=1e9), 2.4e9),
        (said("record"), 0.0),
        (said(value=0.33, unit="share", step=0.01), 0.01),
        (said(value=0.33, unit="share", step=0.001), 0.01),
        (said(value=0.33, unit="share", step=0.01, about=True), 0.03),
        (said(value=0.333333, unit="share", step=0.03), 0.03),
        (said(value=0.333333, unit="share", step=0.03, about=True), 0.05),
        (said(value=0.333333, unit="share", step=0.029, about=True), 0.03),
        (said(value=0.5, unit="share", step=0.1, about=True), 0.1),
        (said(value=0.04, unit="share", relation="military-gdp", step=0.001), 0.004),
        (said(value=0.04, unit="share", relation="military-gdp", step=0.01), 0.01),
        (said(value=0.04, unit="share", relation="military-gdp", step=0.001, about=True), 0.004),
    ],
)
def test_how_far_off_an_amount_may_be(one, off):
    assert tolerance(one) == pytest.approx(off, abs=1e-12)


@pytest.mark.parametrize(
    ("one", "test"),
    [
        (said(value=240e9, step=1e9), {"near": {"value": 240e9, "within": 2.4e9, "at": "2023"}}),
        (said("at_least", 240e9), {"at_least": {"value": 240e9, "at": "2023"}}),
        (said("at_most", 240e9), {"at_most": {"value": 240e9, "at": "2023"}}),
        (said("record"), {"record": {"at": "2023"}}),
        (said("lowest"), {"lowest": {"at": "2023"}}),
        (said("record", since="2014"), {"record": {"at": "2023", "since": "2015"}}),
        (said("lowest", since="2014"), {"lowest": {"at": "2023", "since": "2015"}}),
    ],
)
def test_a_level_is_tested_so(one, test):
    assert level_of(one, SPAN, "USD") == test


def ratio(near, within):
    return {"ratio": {"of": {"at": "2023"}, "to": {"at": "2021"}, "near": near, "within": within}}


@pytest.mark.parametrize(
    ("one", "test"),
    [
        (said("rises"), {"rises": {"from": "2021", "to": "2023"}}),
        (said("falls"), {"falls": {"from": "2021", "to": "2023"}}),
        (said("falls", 0.125, "share"), {"falls": {"from": "2021", "to": "2023", "by": "12.5 %"}}),
        (
            said("falls", 0.9, "share", about=True),
            {"falls": {"from": "2021", "to": "2023", "by": "90 %", "loosely": "80 %"}},
        ),
        (said("rises", 0.0, "share"), {"rises": {"from": "2021", "to": "2023", "by": "0 %"}}),
        # two points, five with a word such as about, or the last digit; of more than double by half the multiple more
        (said("grows", 0.26, "share", step=0.01), ratio(1.26, 0.02)),
        (said("grows", 0.26, "share", step=0.03), ratio(1.26, 0.03)),
        (said("grows", 0.26, "share", step=0.01, about=True), ratio(1.26, 0.05)),
        (said("grows", 1.0, "share", step=0.01), ratio(2.0, 0.02)),
        (said("grows", 3.0, "share", step=0.01), ratio(4.0, 0.04)),
        (said("grows", 3.0, "share", step=0.01, about=True), ratio(4.0, 0.1)),
        (said("shrinks", 0.26, "share", step=0.01), ratio(0.74, 0.02)),
        (said("shrinks", 0.26, "share", step=0.01, about=True), ratio(0.74, 0.05)),
        # multiples: from a twentieth below to half-way to the next; a half by a tenth
        (said("grows", 1.0, "share", step=0.2), ratio(2.2, 0.3)),
        (said("grows", 2.0, "share", step=0.2), ratio(3.175, 0.325)),
        (said("shrinks", 0.5, "share", step=0.2), ratio(0.5, 0.05)),
        (said("grows", 1.0, "share", step=0.2, about=True), ratio(2.0, 0.2)),
        (said("shrinks", 0.5, "share", step=0.2, about=True), ratio(0.5, 0.2)),
    ],
)
def test_a_change_is_tested_so(one, test):
    assert change_of(one, SPAN, "USD") == test


@pytest.mark.parametrize(
    ("one", "span", "why"),
    [
        (said("rises"), Span(first="2023", last="2023", stated=True), "figures of two periods; the series has only 2023"),
        (said("rises"), Span(first="2024", last="2023", stated=True), "figures of two periods; the series has only 2023"),
        (said("exists"), SPAN, "by how much it changed"),
    ],
)  # fmt: skip
def test_a_change_without_two_ends_or_an_amount_is_not_tested(one, span, why):
    with pytest.raises(NoMeasureError, match=f"^{why}$"):
        change_of(one, span, "USD")


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (said("record"), "an amount to hold the figure against"),
        (said(value=1.0, unit="EUR"), "figures in EUR; the measure gives USD"),
        (said(value=1.0, unit=""), "figures in that unit; the measure gives USD"),
        (said("exists", 1.0), "a test of “exists” for an amount"),
    ],
)
def test_an_amount_that_the_measure_does_not_give_is_not_tested(one, why):
    with pytest.raises(NoMeasureError, match=f"^{why}$"):
        bounds_of(one, "USD")


@pytest.mark.parametrize(
    ("ratio", "ends"),
    [(0.5, (0.45, 0.55)), (0.99, (0.891, 1.089)), (1.0, (0.95, 1.5)), (2.0, (1.9, 2.5)), (10.0, (9.5, 10.5))],
)
def test_from_where_to_where_a_multiple_reaches(ratio, ends):
    assert multiple_of(ratio) == pytest.approx(ends)


@pytest.mark.parametrize(
    ("one", "bare"),
    [
        (said("grows", 1.0, "share", step=0.2), True),
        (said("shrinks", 0.5, "share", step=0.2), True),
        (said("grows", 1.0, "share", step=0.2, about=True), False),
        (said("grows", 1.0, "share", step=0.01), False),
        (said("grows", 1.0, "USD", step=0.2), False),
        (said("rises", 1.0, "share", step=0.2), False),
        (said("near", 1.0, "share", step=0.2), False),
    ],
)
def test_a_bare_multiple_is_one_without_about(one, bare):
    assert is_multiple(one) is bare
