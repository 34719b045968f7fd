"""Military spending, in dollars and over output."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run


def test_published_spending():
    # SIPRI's fact sheet of April 2024: China 296, Russia 109, the United States 916 bn dollars in 2023
    values = [
        run("power.military_spending", state, start="2023", end="2023").value
        for state in ("CHN", "RUS", "USA")
    ]
    assert values == [296e9, 109e9, 916e9]


def test_a_share_of_output_is_a_share():
    # 109 bn of a GDP of 2.0 to 2.1 tn dollars (World Bank): SIPRI itself has 5.9 % with its own estimate of output
    found = run("power.military_spending", "RUS", start="2023", end="2023", per="gdp")
    assert found.unit == "share"
    assert found.value == pytest.approx(0.054, abs=0.005)


def test_a_year_without_output_is_not_covered():
    with pytest.raises(CoverageError, match="output"):
        run("power.military_spending", "POL", start="1950", end="1951", per="gdp")


def test_another_divisor_is_refused():
    with pytest.raises(OptionError, match="total or gdp"):
        run("power.military_spending", "POL", per="head")
