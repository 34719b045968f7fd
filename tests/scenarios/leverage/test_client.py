"""A client by criteria, none of them size: controls on both sides."""

from __future__ import annotations

import pytest

from realpolitik.measures import run
from realpolitik.store import Store

STORE = Store.embedded()


@pytest.mark.parametrize(
    ("pair", "sure", "most"),
    [
        (("BLR", "RUS"), 2, 2),  # pledge, votes; 1.7 times what size would give
        (
            ("RUS", "CHN"),
            0,
            2,
        ),  # no pledge; votes about the bar; 1.2 times, above twice by a fifth of assumptions
        (("AUS", "CHN"), 0, 0),
        (("CAN", "USA"), 1, 2),  # a pledge; 14 times the loss, which is what size gives
        (("KOR", "CHN"), 0, 0),
    ],
)
def test_clients_and_those_that_are_none(pair, sure, most):
    found = run("leverage.client", *pair, start="2014", end="2024-05", store=STORE)
    # two criteria of the five, aid and concessions, are not on record, and may be met by anybody
    assert (found.value, found.interval.low, found.interval.high) == (sure, sure, most + 2)
    assert len(found.rows) == 3
    assert all(row["answer"] in ("yes", "no", "open") for row in found.rows)
    assert "not on record" in " ".join(found.caveats)
    assert "of 5 criteria" in found.says
