"""Words in the UN General Debate: counts checked by hand, rates with intervals, changes nobody dated."""

from __future__ import annotations

import re
from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.measures import run
from realpolitik.models.stats.poisson import rate
from realpolitik.store import Store


def test_a_year_has_its_uses_words_and_interval():
    (china, russia) = run("rhetoric.frequency", "CHN", "RUS", term="sanctions", start="2022", end="2022").rows
    assert (china["uses"], russia["uses"]) == (1, 3)
    exact = rate(3, russia["words"] / 10_000)
    assert (russia["value"], russia["low"], russia["high"]) == (exact.value, exact.low, exact.high)


def test_the_rates_of_either_state_and_when_they_changed():
    finding = run("rhetoric.frequency", "CHN", "RUS", term="hegemony")
    assert "China spoke of the rule of one state over others 11.2 times in 10,000 words" in finding.says
    assert finding.caveats[0].startswith(
        "China: the rate changes from 23.9 to 2.8 in 1985 (95 %: 1985 to 1985)"
    )
    assert finding.interval
    assert (
        finding.interval.kind == "95 % negative binomial over all years, exact Poisson for each"
    )  # five times the spread of Poisson
    assert finding.caveats[1] == "Russia: no change of its rate is found from 1992 to 2024."
    unilateral = run("rhetoric.frequency", "CHN", "RUS", term="unilateral")
    assert "Russia: the rate changes from 1.7 to 7.2 in 2010 (95 %: 1999 to 2014)" in unilateral.caveats[1]


def test_four_terms_before_and_after():
    finding = run("rhetoric.agenda", "CHN", "RUS", start="2013")
    assert len(finding.rows) == 4 * 2 * 2
    assert finding.says.startswith(
        "In the UN General Debate China spoke of sanctions 6.8 times in 10,000 words since 2022"
    )
    (before, after) = [row for row in finding.rows if row["label"] == "Russia: hegemony"]
    assert (before["uses"], after["uses"]) == (1, 3)
    assert before["g2"] == pytest.approx(3.53, abs=0.01)
    assert before["q"] == pytest.approx(0.1366, abs=5e-4)


def test_a_later_day_has_no_speeches_after_it():
    with pytest.raises(CoverageError, match="on both sides of 2026-01-01"):
        run("rhetoric.agenda", "CHN", "RUS", shock="2026-01-01")
    with pytest.raises(UnknownNameError, match="multipolar"):
        run("rhetoric.frequency", "CHN", "RUS", term="multipola")
    with pytest.raises(OptionError, match="terms is empty"):
        run("rhetoric.agenda", "CHN", "RUS", terms="")
    with pytest.raises(CoverageError, match="no speeches of Kosovo"):
        run("rhetoric.frequency", "XKX", "CHN")  # no member


def test_every_member_has_its_words_to_2024_and_the_later_source():
    rows = run("rhetoric.frequency", "FJI", "KEN", term="sovereignty", start="2024", end="2024").rows
    assert [row["source"] for row in rows] == ["un-general-debate"] * 2
    spoken = Store()["un_debate_terms"].filter(term="words")
    members = spoken.group_by(spoken["period"].dt.year()).len()
    counted = dict(members.iter_rows())
    assert all(counted[year] > 175 for year in range(2000, 2025))
    # Of 129 texts of 2025 those in Russian, French and Arabic, or of broken letters, and those of observers are left out.
    assert counted[2025] == 118
    assert spoken.filter(period=date(2025, 1, 1), state="RUS").is_empty()


def test_the_seat_of_china_and_of_the_soviet_union():
    spoken = Store()["un_debate_terms"].filter(term="words")
    assert spoken.filter(state="CHN")["period"].min() == date(1971, 1, 1)
    assert spoken.filter(state="SUN")["period"].max() == date(1991, 1, 1)
    assert spoken.filter(state="RUS")["period"].min() == date(1992, 1, 1)


@pytest.mark.shared
def test_the_counts_are_those_of_a_plain_search(shared_data):
    """A pattern over the raw text, and no denials: an independent count of the same words."""
    speeches = pl.read_parquet(shared_data / "text" / "ungdc_1946_2022.parquet")
    counted = Store()["un_debate_terms"]
    for state, term, pattern in (
        ("CHN", "multipolar", r"\b(multi[-\u2011]?polar|polycentric)"),
        ("RUS", "sanctions", r"\b(sanctions\b|economic sanction\b|coercive\s+measure)"),
    ):
        for year in (1997, 2003, 2012, 2018, 2022):
            text = speeches.filter(iso3=state, year=year)["text"].item()
            plain = len(re.findall(pattern, text, re.IGNORECASE))
            found = counted.filter(state=state, term=term, period=date(year, 1, 1))["count"].sum()
            assert 0 <= plain - found <= 1, (
                state,
                term,
                year,
            )  # one denial or quotation at most in these speeches
