"""What a scenario does, in words."""

from __future__ import annotations

import pytest

from realpolitik.scenarios import library, load
from realpolitik.scenarios.described import described


def test_a_ready_scenario_is_described_as_it_is():
    """The file: a tariff of .5 from China on three sectors, and an embargo on electronics to it."""
    said = described(
        load("secondary-sanctions"), {"electronics": "electronics", "electrical": "electrical equipment"}
    )
    assert said == (
        "A tariff is laid from China to the G7 and the European Union, in electronics, electrical equipment, machinery: 50 points.",
        "Trade ends from the G7 and the European Union to China, in electronics.",
    )


@pytest.mark.parametrize("name", library())
def test_every_shock_of_the_library_has_its_sentence(name):
    given = load(name)
    said = described(given, {})
    assert len(said) == len(given.after) + len(given.shocks)
    assert all(one.endswith(".") for one in said)
