"""A brief of any two economies answers most of its questions from embedded figures."""

from __future__ import annotations

import random
import statistics

import polars as pl
import pytest

from realpolitik.briefs import build
from realpolitik.states import registry
from realpolitik.store import Store

PAIRS = 14
LEAST_EXPORTS = 5e9


@pytest.mark.slow
def test_the_median_of_fourteen_random_pairs_has_eight_answers():
    store = Store.embedded()
    states = {state.code for state in registry() if state.end is None}
    flows = store["trade"].filter(
        (pl.col("destination") == "WLD")
        & (pl.col("reporter") == "BACI")
        & (pl.col("period").dt.year() == 2020)
        & (pl.col("value_usd") > LEAST_EXPORTS)
    )
    able = sorted(set(flows["origin"]) & states)
    draw = random.Random(20261129)
    briefs = [build(*draw.sample(able, 2), store=store) for _ in range(PAIRS)]
    answered = [{section.question.id for section in brief.answered} for brief in briefs]
    assert statistics.median(map(len, answered)) >= 8
    # on record for every pair: what they trade and pay attention to, how they vote, what each would lose
    always = {
        "how-large-is-trade", "who-depends-on-whom", "how-do-they-vote", "how-much-leverage", "what-is-said",
        "what-order-of-the-world",
    }  # fmt: skip
    assert all(always <= one for one in answered)
