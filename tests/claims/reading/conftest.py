"""What several files of tests ask of the reader."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import GrammarReader, make_article


@pytest.fixture(scope="session")
def understood():
    """A function of a text and its day: the claims without a doubt, as relation, states, test, amount, period and goods."""

    def found(text, published):
        return [
            (one.relation, " ".join(one.states), one.test, one.value and round(one.value, 4), one.period, one.goods)
            for one in GrammarReader().read(make_article(text, published=published))
            if one.kind == "claim" and not one.doubts
        ]  # fmt: skip

    return found
