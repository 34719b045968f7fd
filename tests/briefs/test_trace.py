"""Tracing a figure: its input rows, held against sums by hand, and the places that use its measure."""

from __future__ import annotations

import json

import pytest

from realpolitik.briefs.trace import trace, uses
from realpolitik.measures import measures


@pytest.fixture(scope="module")
def saving():
    return trace("discount.saving", "CHN", "RUS")


def test_the_input_rows_give_the_published_unit_value(saving):
    rows = {one.table: one.rows for one in saving.inputs}
    (crude,) = (
        row
        for row in rows["trade"]
        if (row["origin"], row["destination"], row["product"]) == ("RUS", "CHN", "crude-oil")
        and row["freq"] == "A"
        and row["period"].year == 2023
    )
    # China's customs for 2023: 107.02 million tonnes for 60.6 billion dollars, 566 dollars a tonne.
    assert crude["value_usd"] / crude["quantity"] == pytest.approx(566, abs=1)
    # An earlier month of Dubai is what the price is compared with, so prices from before the period are among them.
    dubai = [row["period"].year for row in rows["prices"] if row["series"] == "dubai"]
    assert min(dubai) < 2022


def test_rows_are_about_the_states_and_of_sources_that_the_figure_cites():
    found = trace("dependence.import_share", "RUS", "CHN", start="2022", end="2023")
    cited = {source.id for source in found.finding.sources}
    rows = [row for one in found.inputs if one.table == "trade" for row in one.rows]
    assert rows
    assert {row["period"].year for row in rows} == {2022, 2023}
    for row in rows:
        assert {row["origin"], row["destination"]} <= {"RUS", "CHN", "WLD"}
        assert cited & {*row["source_id"].split()}


def test_uses_go_to_questions_claims_articles_and_judgements(saving):
    found = {(use.kind, use.where) for use in saving.uses}
    assert ("question", "what-is-traded-at-what-price") in found
    assert any(kind == "claim" and where.startswith("radchenko2024: ") for kind, where in found)
    assert any(kind == "reading" for kind, _ in found)
    assert any(kind == "judgement" and where.startswith("CHN: ") for kind, where in found)
    assert json.loads(json.dumps(saving.record()))["uses"][0]["kind"] == "question"


def test_every_measure_is_used_or_documented():
    """A measure that nothing asks and no document names is one that nobody finds."""
    lost = [
        name
        for name, one in measures().items()
        if one.module.startswith("realpolitik.")
        and not any(not use.where.startswith("docs/reference") for use in uses(name))
    ]
    assert not lost
